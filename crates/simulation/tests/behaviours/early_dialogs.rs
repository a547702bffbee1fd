//! Provisional responses: early media, several early dialogs, an answer in another one.

use portsip_core::plan::Direction;
use simulation::{REST, World, milliseconds};

use super::messages::pcmu;

#[test]
fn early_media_is_heard_and_the_answer_confirms_it() {
    let mut world = World::new(1);
    let alice = world.add_agent("alice");
    let gateway = world.add_peer("gateway");
    let (us, them) = (world.address(alice), world.peer_address(gateway));
    let ours = world.try_call(alice, &format!("sip:1000@{them}")).unwrap();
    world.run_for(milliseconds(50));
    let invite = world
        .last_received(gateway, |received| received.is_request("INVITE"))
        .unwrap();
    let contact = format!("Contact: <sip:gw@{them}>");
    let description = pcmu(them, "sendrecv");
    world.send(gateway, us, invite.response("100 Trying", "", &[], ""));
    let progress = invite.response("183 Session Progress", "gw", &[&contact], &description);
    world.send(gateway, us, progress);
    world.run_for(milliseconds(50));
    assert_eq!(world.story(alice), ["trying", "progress with media"]);
    let early = world.audio_plan(alice, ours).unwrap().clone();
    assert!(early.direction.receives());
    assert_eq!(early.remote_rtp.port(), 30000);
    let answer = invite.response("200 OK", "gw", &[&contact], &description);
    world.send(gateway, us, answer);
    world.run_for(milliseconds(50));
    assert!(
        world
            .last_received(gateway, |received| received.is_request("ACK"))
            .is_some()
    );
    assert_eq!(world.story(alice)[2..], ["answered", "connected"]);
    assert_eq!(
        world.audio_plan(alice, ours).unwrap().direction,
        Direction::SendReceive
    );
}

#[test]
fn the_answer_may_come_in_another_dialog() {
    let mut world = World::new(2);
    let alice = world.add_agent("alice");
    let proxy = world.add_peer("proxy");
    let (us, them) = (world.address(alice), world.peer_address(proxy));
    let ours = world.try_call(alice, &format!("sip:1000@{them}")).unwrap();
    world.run_for(milliseconds(50));
    let invite = world
        .last_received(proxy, |received| received.is_request("INVITE"))
        .unwrap();
    let contact = format!("Contact: <sip:x@{them}>");
    let held = pcmu(them, "inactive");
    let live = pcmu(them, "sendrecv");
    world.send(
        proxy,
        us,
        invite.response("183 Session Progress", "one", &[&contact], &held),
    );
    world.send(
        proxy,
        us,
        invite.response("180 Ringing", "two", &[&contact], ""),
    );
    world.send(
        proxy,
        us,
        invite.response("200 OK", "three", &[&contact], &live),
    );
    world.run_for(milliseconds(50));
    let ack = world
        .last_received(proxy, |received| received.is_request("ACK"))
        .unwrap();
    assert_eq!(ack.message.to().tag(), Some("three"));
    assert_eq!(
        world.audio_plan(alice, ours).unwrap().direction,
        Direction::SendReceive
    );
    assert_eq!(world.story(alice).last().unwrap(), "connected");
    world.hang_up(alice, ours);
    world.run_for(milliseconds(50));
    let bye = world
        .last_received(proxy, |received| received.is_request("BYE"))
        .unwrap();
    assert_eq!(bye.message.to().tag(), Some("three"));
    world.send(proxy, us, bye.response("200 OK", "", &[], ""));
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn more_forks_than_we_keep_do_no_harm() {
    let mut world = World::new(3);
    let alice = world.add_agent("alice");
    let proxy = world.add_peer("proxy");
    let (us, them) = (world.address(alice), world.peer_address(proxy));
    let ours = world.try_call(alice, &format!("sip:1000@{them}")).unwrap();
    world.run_for(milliseconds(50));
    let invite = world
        .last_received(proxy, |received| received.is_request("INVITE"))
        .unwrap();
    let contact = format!("Contact: <sip:x@{them}>");
    for fork in 0..100 {
        let tag = format!("fork{fork}");
        world.send(
            proxy,
            us,
            invite.response("180 Ringing", &tag, &[&contact], ""),
        );
    }
    world.run_for(milliseconds(50));
    world.hang_up(alice, ours);
    world.run_for(milliseconds(50));
    let cancel = world
        .last_received(proxy, |received| received.is_request("CANCEL"))
        .unwrap();
    world.send(proxy, us, cancel.response("200 OK", "p", &[], ""));
    world.send(
        proxy,
        us,
        invite.response("487 Request Terminated", "p", &[], ""),
    );
    world.run_to_rest(REST);
    world.assert_at_rest();
}
