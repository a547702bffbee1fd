//! What is called by a name: its characters escaped as the program says; and the
//! features of 3GPP in Contact.

use portsip_core::error::Error;
use portsip_core::sip::header::HeaderName;
use simulation::{AgentId, PeerId, REST, World, milliseconds};

use super::registered::account_at;

/// The Request-URI and the Contact that a call to a name arrives with.
fn called(world: &mut World, alice: AgentId, peer: PeerId, name: &str) -> (String, String) {
    let session = world.try_call(alice, name).expect("a call");
    world.run_for(milliseconds(100));
    let invite = world
        .last_received(peer, |received| received.is_request("INVITE"))
        .expect("an INVITE");
    world.hang_up(alice, session);
    let uri = invite.message.request_uri().expect("a request").to_string();
    let contact = invite.message.header(HeaderName::Contact);
    (uri, contact.expect("a Contact").to_owned())
}

/// Alice, whose domain is the address of a peer.
fn world() -> (World, AgentId, PeerId) {
    let mut world = World::new(1);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("peer");
    let server = world.peer_address(peer);
    world.give_account(alice, account_at(server));
    (world, alice, peer)
}

#[test]
fn characters_are_escaped_as_the_program_says() {
    let (mut world, alice, peer) = world();
    let uri = called(&mut world, alice, peer, "*72#").0;
    assert_eq!(uri, "sip:*72%23@example.test");
    let set = world.with(alice, |agent, _| {
        [('#', false), ('*', true), ('+', true)].map(|(c, on)| agent.set_uri_user_encoding(c, on))
    });
    assert_eq!(set, [Ok(()); 3]);
    let uri = called(&mut world, alice, peer, "*72#").0;
    assert_eq!(uri, "sip:%2A72#@example.test");
    let uri = called(&mut world, alice, peer, "+1 555").0;
    assert_eq!(uri, "sip:%2B1%20555@example.test");
    let refused = world.with(alice, |agent, _| agent.set_uri_user_encoding('@', false));
    assert_eq!(refused, Err(Error::CoreArgumentIncorrect));
    world.run_to_rest(REST);
}

#[test]
fn contact_names_the_features_of_3gpp_while_they_are_on() {
    let (mut world, alice, peer) = world();
    let without = called(&mut world, alice, peer, "bob").1;
    assert!(!without.contains("3gpp"), "{without}");
    world.with(alice, |agent, _| agent.set_three_gpp_tags(true));
    let with = called(&mut world, alice, peer, "bob").1;
    let tags = ";+g.3gpp.icsi-ref=\"urn%3Aurn-7%3A3gpp-service.ims.icsi.mmtel\";+g.3gpp.smsip";
    assert_eq!(with, format!("{without}{tags}"));
    world
        .with(alice, |agent, now| agent.register(now, 60, 0))
        .expect("a registration");
    world.run_for(milliseconds(100));
    let register = world
        .last_received(peer, |received| received.is_request("REGISTER"))
        .expect("a REGISTER");
    let contact = register.message.header(HeaderName::Contact);
    assert!(
        contact.is_some_and(|contact| contact.contains(tags)),
        "{contact:?}"
    );
    world.with(alice, |agent, _| agent.set_three_gpp_tags(false));
    assert_eq!(called(&mut world, alice, peer, "bob").1, without);
    world.run_to_rest(REST);
}
