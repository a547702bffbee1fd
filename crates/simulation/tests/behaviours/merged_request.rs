//! One INVITE that arrives over two ways: the second is answered 482 (RFC 3261 §8.2.2.2).

use simulation::{World, milliseconds};

use super::messages::{Request, pcmu};

#[test]
fn the_second_copy_gets_482() {
    let mut world = World::new(1);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("proxy");
    let (from, to) = (world.peer_address(peer), world.address(alice));
    let uri = format!("sip:alice@{to}");
    let body = pcmu(from, "sendrecv");
    let invite = |branch| {
        Request {
            method: "INVITE",
            uri: &uri,
            from,
            branch,
            call_id: "merged",
            to_tag: "",
            cseq: 1,
            headers: "",
            body: &body,
        }
        .text()
    };
    world.send(peer, to, invite("one"));
    world.send(peer, to, invite("two"));
    world.run_for(milliseconds(100));
    assert_eq!(world.story(alice), ["incoming"]);
    let merged = world
        .last_received(peer, |received| received.is_response(482))
        .unwrap();
    assert_eq!(merged.message.top_via().branch(), Some("z9hG4bKtwo"));
    // The same branch again is a retransmission, not a merged request.
    world.send(peer, to, invite("one"));
    world.run_for(milliseconds(100));
    assert_eq!(world.story(alice), ["incoming"]);
    let last = world.inbox(peer).last().unwrap();
    assert!(last.is_response(180));
}
