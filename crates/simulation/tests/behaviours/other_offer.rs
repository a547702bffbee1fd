//! A refused offer is made again with what the refusal tells.

use portsip_core::plan::AudioCodec;
use simulation::{PeerId, REST, Received, World, milliseconds, seconds};

use super::messages::pcmu;

const REFUSAL: &str = "488 Not Acceptable Here";

fn invites(world: &World, peer: PeerId) -> Vec<Received> {
    let inbox = world.inbox(peer).iter();
    let invites = inbox.filter(|received| received.is_request("INVITE"));
    invites.cloned().collect()
}

fn body(received: &Received) -> String {
    String::from_utf8_lossy(received.message.body()).into_owned()
}

#[test]
fn what_the_refusal_names_is_offered_once() {
    let mut world = World::new(1);
    let alice = world.add_agent("alice");
    let gateway = world.add_peer("gateway");
    let (us, them) = (world.address(alice), world.peer_address(gateway));
    let ours = world.try_call(alice, &format!("sip:1@{them}")).unwrap();
    world.run_for(milliseconds(50));
    let told = pcmu(them, "sendrecv").replace("m=audio 30000", "m=audio 0");
    let first = invites(&world, gateway).remove(0);
    assert!(body(&first).contains("PCMA"));
    world.send(gateway, us, first.response(REFUSAL, "a", &[], &told));
    world.run_for(milliseconds(50));
    let second = invites(&world, gateway).remove(1);
    assert!(body(&second).contains("PCMU") && !body(&second).contains("PCMA"));
    assert!(!body(&second).contains("telephone-event"));
    assert_eq!(second.message.call_id(), first.message.call_id());
    assert_eq!(second.message.cseq().number, 2);
    let contact = format!("Contact: <sip:gw@{them}>");
    let answer = second.response("200 OK", "b", &[&contact], &pcmu(them, "sendrecv"));
    world.send(gateway, us, answer);
    world.run_for(milliseconds(50));
    assert_eq!(world.story(alice), ["answered", "connected"]);
    let plan = world.audio_plan(alice, ours).unwrap();
    assert_eq!(plan.send.codec, AudioCodec::Pcmu);
    world.hang_up(alice, ours);
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn a_second_refusal_is_final() {
    let mut world = World::new(2);
    let alice = world.add_agent("alice");
    let gateway = world.add_peer("gateway");
    let (us, them) = (world.address(alice), world.peer_address(gateway));
    world.try_call(alice, &format!("sip:1@{them}")).unwrap();
    for _ in 0..5 {
        world.run_for(milliseconds(50));
        let last = invites(&world, gateway).pop().unwrap();
        let told = pcmu(them, "sendrecv");
        world.send(gateway, us, last.response(REFUSAL, "a", &[], &told));
    }
    world.run_to_rest(REST);
    assert_eq!(invites(&world, gateway).len(), 2);
    assert_eq!(world.story(alice), ["failed 488"]);
    world.assert_at_rest();
}

#[test]
fn a_refusal_that_tells_nothing_new_is_final() {
    let mut world = World::new(3);
    let alice = world.add_agent("alice");
    let gateway = world.add_peer("gateway");
    let (us, them) = (world.address(alice), world.peer_address(gateway));
    let g729 = pcmu(them, "sendrecv").replace("AVP 0", "AVP 18");
    for told in ["", "v=nonsense", &g729] {
        world.try_call(alice, &format!("sip:1@{them}")).unwrap();
        world.run_for(milliseconds(50));
        let before = invites(&world, gateway).len();
        let last = invites(&world, gateway).pop().unwrap();
        world.send(gateway, us, last.response(REFUSAL, "a", &[], told));
        world.run_for(seconds(1));
        assert_eq!(invites(&world, gateway).len(), before, "{told}");
        assert_eq!(world.story(alice).last().unwrap(), "failed 488");
    }
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn our_own_refusal_tells_what_we_can() {
    let mut world = World::new(4);
    let bob = world.add_agent("bob");
    let peer = world.add_peer("peer");
    let (uri, from, to) = (world.uri(bob), world.peer_address(peer), world.address(bob));
    let g729 = pcmu(from, "sendrecv").replace("AVP 0", "AVP 18");
    let invite = super::messages::Request {
        method: "INVITE",
        uri: &uri,
        from,
        branch: "a",
        call_id: "call",
        to_tag: "",
        cseq: 1,
        headers: "",
        body: &g729,
    };
    world.send(peer, to, invite.text());
    world.run_for(milliseconds(50));
    let refusal = world
        .last_received(peer, |received| received.is_response(488))
        .unwrap();
    assert!(refusal.message.header_named("Warning").is_some());
    assert!(
        body(&refusal).contains("m=audio 0 RTP/AVP 0 8 101"),
        "{}",
        body(&refusal)
    );
    world.run_to_rest(REST);
    world.assert_at_rest();
}
