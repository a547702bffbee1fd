//! OPTIONS: asked at any time, answered with what we can do.

use portsip_core::sip::header::HeaderName;
use simulation::{PeerId, World, milliseconds};

use super::messages::Request;

fn ask(world: &mut World, peer: PeerId, to: std::net::SocketAddr, call_id: &str) {
    let from = world.peer_address(peer);
    let uri = format!("sip:anybody@{to}");
    let request = Request {
        method: "OPTIONS",
        uri: &uri,
        from,
        branch: call_id,
        call_id,
        to_tag: "",
        cseq: 1,
        headers: "Accept: application/sdp\r\n",
        body: "",
    };
    let text = request.text();
    world.send(peer, to, text);
    world.run_for(milliseconds(50));
}

#[test]
fn options_is_answered_with_our_capabilities() {
    let mut world = World::new(1);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("peer");
    let to = world.address(alice);
    ask(&mut world, peer, to, "first");
    let answer = world.inbox(peer).last().unwrap().clone();
    assert!(answer.is_response(200));
    let message = &answer.message;
    assert!(message.to().tag().is_some());
    for method in ["INVITE", "ACK", "CANCEL", "BYE", "OPTIONS"] {
        assert!(message.has_token(HeaderName::Allow, method), "{method}");
    }
    assert!(
        message
            .header(HeaderName::Accept)
            .unwrap()
            .contains("application/sdp")
    );
    let body = std::str::from_utf8(message.body()).unwrap();
    assert!(body.contains("m=audio 0 RTP/AVP 0 8 101"), "{body}");
    assert_eq!(world.story(alice), ["options"]);
}

#[test]
fn options_is_answered_during_a_call() {
    let (mut world, alice, bob) = World::pair(2);
    let peer = world.add_peer("peer");
    let (ours, theirs) = world.connect(alice, bob);
    let to = world.address(bob);
    ask(&mut world, peer, to, "during");
    assert!(world.inbox(peer).last().unwrap().is_response(200));
    assert_eq!(world.story(bob).last().unwrap(), "options");
    world.assert_media_fits((alice, ours), (bob, theirs));
}
