//! Who refuses a line that may be encrypted is offered one that is (RFC 4568 §3.1).

use portsip_core::config::ReliableProvisional;
use portsip_core::config::SrtpPolicy::{Force, None as Never, Prefer};
use portsip_core::events::Event;
use simulation::{REST, World, milliseconds};

use super::encrypted_media::{KEY, keys, set_policy, with_key};
use super::messages::pcmu;

/// A call with encryption preferred to a gateway that refuses each INVITE with this
/// body; the lines for audio that it was offered.
fn refused_with(told: impl Fn(std::net::SocketAddr) -> String) -> Vec<String> {
    let mut world = World::new(8);
    let alice = world.add_agent("alice");
    let gateway = world.add_peer("gateway");
    set_policy(&mut world, alice, Prefer);
    let (us, them) = (world.address(alice), world.peer_address(gateway));
    let placed = world.try_call(alice, &format!("sip:1@{them}"));
    placed.expect("a call");
    for _ in 0..5 {
        world.run_for(milliseconds(50));
        let invite = world
            .last_received(gateway, |received| received.is_request("INVITE"))
            .expect("an INVITE");
        let refusal = invite.response("488 Not Acceptable Here", "a", &[], &told(them));
        world.send(gateway, us, refusal);
    }
    world.run_to_rest(REST);
    assert_eq!(world.story(alice), ["failed 488"]);
    world.assert_at_rest();
    let invites = world.inbox(gateway).iter();
    let invites = invites.filter(|received| received.is_request("INVITE"));
    let lines = invites.map(|invite| {
        let body = String::from_utf8_lossy(invite.message.body()).into_owned();
        assert!(body.contains("a=crypto:1 "), "{body}");
        let line = body.lines().find(|line| line.starts_with("m=audio"));
        line.expect("audio").to_owned()
    });
    lines.collect()
}

#[test]
fn who_refuses_a_line_that_might_be_encrypted_is_offered_one_that_is() {
    let lines = refused_with(|_| String::new());
    assert_eq!(lines.len(), 2);
    assert!(lines[0].contains(" RTP/AVP 0 8 ") && lines[1].contains(" RTP/SAVP 0 8 "));
    // It tells of less as well: that comes after.
    let lines = refused_with(|at| pcmu(at, "sendrecv").replace("RTP/AVP", "RTP/SAVP"));
    assert_eq!(lines.len(), 3);
    assert!(lines[1].contains(" RTP/SAVP 0 8 ") && lines[2].ends_with(" RTP/SAVP 0"));
    // Encryption is not what it misses.
    let lines = refused_with(|at| pcmu(at, "sendrecv"));
    assert_eq!(lines.len(), 2);
    assert!(lines[1].ends_with(" RTP/AVP 0"));
}

#[test]
fn who_insists_on_encryption_is_called_with_it() {
    let mut world = World::new(9);
    let alice = world.add_agent("alice");
    let gateway = world.add_peer("gateway");
    set_policy(&mut world, alice, Prefer);
    let (us, them) = (world.address(alice), world.peer_address(gateway));
    let ours = world.try_call(alice, &format!("sip:1@{them}")).unwrap();
    world.run_for(milliseconds(50));
    let first = world.inbox(gateway)[0].clone();
    world.send(
        gateway,
        us,
        first.response("488 Not Acceptable Here", "a", &[], ""),
    );
    world.run_for(milliseconds(50));
    let second = world
        .last_received(gateway, |received| received.is_request("INVITE"))
        .unwrap();
    let contact = format!("Contact: <sip:gw@{them}>");
    let description = with_key(&pcmu(them, "sendrecv"), "RTP/SAVP", KEY);
    let answer = second.response("200 OK", "b", &[&contact], &description);
    world.send(gateway, us, answer);
    world.run_for(milliseconds(50));
    assert_eq!(world.story(alice), ["answered", "connected"]);
    assert!(keys(&world, (alice, ours)).is_some());
    world.hang_up(alice, ours);
    world.run_for(milliseconds(50));
    let bye = world.last_received(gateway, |received| received.is_request("BYE"));
    world.send(
        gateway,
        us,
        bye.expect("a BYE").response("200 OK", "b", &[], ""),
    );
    world.run_to_rest(REST);
    world.assert_at_rest();
}

/// The policy that a call began with is kept, however it is looked for and answered.
#[test]
fn a_call_keeps_its_policy_before_it_is_answered() {
    let mut world = World::new(10);
    let alice = world.add_agent("alice");
    let (gateway, other) = (world.add_peer("gateway"), world.add_peer("other"));
    set_policy(&mut world, alice, Force);
    world.with(alice, |agent, _| {
        agent.set_reliable_provisional(ReliableProvisional::Supported);
    });
    let (us, them) = (world.address(alice), world.peer_address(gateway));
    world.try_call(alice, &format!("sip:1@{them}")).unwrap();
    world.run_for(milliseconds(50));
    set_policy(&mut world, alice, Never);
    let invite = world.inbox(gateway)[0].clone();
    let moved = format!("Contact: <sip:2@{}>", world.peer_address(other));
    let redirection = invite.response("302 Moved Temporarily", "a", &[&moved], "");
    world.send(gateway, us, redirection);
    world.run_for(milliseconds(50));
    let invite = world.inbox(other)[0].clone();
    let offer = String::from_utf8_lossy(invite.message.body()).into_owned();
    assert!(offer.contains(" RTP/SAVP 0 8 "), "{offer}");
    let contact = format!("Contact: <sip:gw@{}>", world.peer_address(other));
    let headers = [&contact[..], "Require: 100rel", "RSeq: 1"];
    let plain = pcmu(world.peer_address(other), "sendrecv");
    let early = invite.response("183 Session Progress", "b", &headers, &plain);
    world.send(other, us, early);
    world.run_for(milliseconds(50));
    let answer = invite.response("200 OK", "b", &[&contact], &plain);
    world.send(other, us, answer);
    world.run_for(milliseconds(50));
    assert_eq!(world.story(alice).last().unwrap(), "failed 488");
    let bye = world.last_received(other, |received| received.is_request("BYE"));
    let bye = bye.expect("a BYE").clone();
    let reason = "SIP;cause=488;text=\"Media has to be encrypted\"";
    assert_eq!(bye.message.header_named("Reason"), Some(reason));
    let told = world
        .events(alice)
        .iter()
        .find_map(|(_, event)| match event {
            Event::InviteFailure { reason, .. } => Some(reason.as_str()),
            _ => None,
        });
    assert_eq!(told, Some("Media has to be encrypted"));
}
