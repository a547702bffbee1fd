//! What is no message, or a strange one, harms nobody: the next OPTIONS is answered.

use portsip_core::limits::SIP_HEAD_BYTES_MAX;
use simulation::{World, milliseconds};

use super::messages::Request;

const HOSTILE: &[&[u8]] = &[
    b"",
    b"\0",
    b"\r\n\r\n",
    b"INVITE\r\n\r\n",
    b"INVITE sip:a@b SIP/2.0\r\n\r\n",
    b"SIP/2.0 200 OK\r\n\r\n",
    b"\xff\xfe\xfd\xfc",
    b"OPTIONS sip:a@b SIP/2.0\r\nVia: SIP/2.0/UDP 10.0.0.2;branch=z9hG4bK\r\nContent-Length: -1\r\n\r\n",
    b"OPTIONS sip:a@b SIP/2.0\r\nVia: SIP/2.0/UDP 10.0.0.2:5060;branch=z9hG4bKx\r\nFrom: <sip:a@b>;tag=1\r\n\
      To: <sip:a@b>\r\nCall-ID: x\r\nCSeq: 99999999999 OPTIONS\r\n\r\n",
    b"\x00\x01\x00\x00\x21\x12\xa4\x42AAAAAAAAAAAA",
];

#[test]
fn the_next_options_is_answered() {
    let mut world = World::new(1);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("peer");
    let (from, to) = (world.peer_address(peer), world.address(alice));
    let uri = format!("sip:alice@{to}");
    for (round, hostile) in HOSTILE.iter().enumerate() {
        world.send(peer, to, *hostile);
        let id = format!("options{round}");
        let request = Request {
            method: "OPTIONS",
            uri: &uri,
            from,
            branch: &id,
            call_id: &id,
            to_tag: "",
            cseq: 1,
            headers: "",
            body: "",
        };
        world.send(peer, to, request.text());
        world.run_for(milliseconds(50));
        let answered = world
            .last_received(peer, |received| received.is_response(200))
            .unwrap();
        assert_eq!(answered.message.call_id(), id);
    }
}

#[test]
fn requests_without_their_dialog_get_481() {
    let mut world = World::new(2);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("peer");
    let (from, to) = (world.peer_address(peer), world.address(alice));
    let uri = format!("sip:alice@{to}");
    for method in ["BYE", "INVITE", "INFO", "CANCEL"] {
        let request = Request {
            method,
            uri: &uri,
            from,
            branch: method,
            call_id: method,
            to_tag: if method == "CANCEL" { "" } else { "gone" },
            cseq: 7,
            headers: "",
            body: "",
        };
        world.send(peer, to, request.text());
        world.run_for(milliseconds(50));
        let last = world.inbox(peer).last().unwrap();
        assert!(last.is_response(481), "{method}: {:?}", last.message);
    }
    assert_eq!(world.story(alice), Vec::<String>::new());
}

#[test]
fn an_unknown_method_gets_405_with_allow() {
    let mut world = World::new(3);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("peer");
    let (from, to) = (world.peer_address(peer), world.address(alice));
    let request = Request {
        method: "PUBLISH",
        uri: &format!("sip:alice@{to}"),
        from,
        branch: "p",
        call_id: "p",
        to_tag: "",
        cseq: 1,
        headers: "",
        body: "",
    };
    world.send(peer, to, request.text());
    world.run_for(milliseconds(50));
    let last = world.inbox(peer).last().unwrap();
    assert!(last.is_response(405) || last.is_response(501));
    assert!(last.message.header_named("Allow").is_some());
}

#[test]
fn requests_too_large_to_be_answered_leave_nothing_behind() {
    let mut world = World::new(4);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("peer");
    let (from, to) = (world.peer_address(peer), world.address(alice));
    let uri = format!("sip:alice@{to}");
    let request = |method, id: &str, headers: &str| {
        Request {
            method,
            uri: &uri,
            from,
            branch: id,
            call_id: id,
            to_tag: "",
            cseq: 1,
            headers,
            body: "",
        }
        .text()
    };
    for round in 0..120 {
        let id = format!("large{round}");
        // Responses repeat the Vias, and write their names out.
        let compact = "v:SIP/2.0/UDP h\r\n".repeat(100);
        let length = request("INVITE", &id, &compact).len();
        let room = SIP_HEAD_BYTES_MAX - length - 60;
        let via = format!("{compact}v:SIP/2.0/UDP h;x={}\r\n", "x".repeat(room));
        let needs = if round % 2 == 0 {
            "Require: nothing\r\n"
        } else {
            ""
        };
        world.send(peer, to, request("INVITE", &id, &format!("{via}{needs}")));
        world.run_for(milliseconds(50));
    }
    assert_eq!(world.agent(alice).calls_live(), 0);
    assert_eq!(world.story(alice), Vec::<String>::new());
    world.send(peer, to, request("OPTIONS", "small", ""));
    world.run_for(milliseconds(50));
    let last = world.inbox(peer).last().unwrap();
    assert!(last.is_response(200), "{:?}", last.message);
}
