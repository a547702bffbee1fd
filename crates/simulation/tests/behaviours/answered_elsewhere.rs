//! A call that is taken back or ended with a reason: RFC 3326.

use portsip_core::events::{EndReason, Event};
use portsip_core::ids::SessionId;
use simulation::{World, milliseconds};

use super::messages::{Request, pcmu};

/// Lets a peer call, and take the call back with these header lines. What the
/// program is told, and the call that the signalling callback names.
fn taken_back(headers: &str) -> (Option<EndReason>, Option<SessionId>) {
    let mut world = World::new(1);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("peer");
    world.with(alice, |agent, _| agent.set_signalling_callback(false, true));
    let (from, to) = (world.peer_address(peer), world.address(alice));
    let body = pcmu(from, "sendrecv");
    for (method, headers, body) in [("INVITE", "", body.as_str()), ("CANCEL", headers, "")] {
        let request = Request {
            method,
            uri: &format!("sip:alice@{to}"),
            from,
            branch: "c",
            call_id: "c",
            to_tag: "",
            cseq: 1,
            headers,
            body,
        };
        world.send(peer, to, request.text());
        world.run_for(milliseconds(100));
    }
    let mut closed = None;
    let mut named = None;
    for (_, event) in world.events(alice) {
        match event {
            Event::InviteClosed { reason, .. } => closed = Some(reason.clone()),
            Event::SignalingReceived { session, message } if message.starts_with(b"CANCEL ") => {
                named = *session;
            }
            _ => {}
        }
    }
    (closed.expect("the call is closed"), named)
}

fn reason(protocol: &str, cause: u32, text: &str) -> EndReason {
    EndReason {
        protocol: protocol.to_owned(),
        cause,
        text: text.to_owned(),
    }
}

#[test]
fn the_reason_of_a_cancel_is_told() {
    let elsewhere = "SIP;cause=200;text=\"Call completed elsewhere\"";
    for (headers, expected) in [
        (String::new(), None),
        (
            format!("Reason: {elsewhere}\r\n"),
            Some(reason("SIP", 200, "Call completed elsewhere")),
        ),
        (
            format!("Reason: Q.850;cause=16;text=\"Normal\", {elsewhere}\r\n"),
            Some(reason("SIP", 200, "Call completed elsewhere")),
        ),
        (
            "Reason: Q.850;cause=16\r\nReason: Q.850;cause=17\r\n".to_owned(),
            Some(reason("Q.850", 16, "")),
        ),
        ("Reason: sip\r\n".to_owned(), Some(reason("sip", 0, ""))),
        (
            format!("Reason: SIP;cause=603;text=\"{}ü\"\r\n", "x".repeat(511)),
            Some(reason("SIP", 603, &"x".repeat(511))),
        ),
        ("Reason: ;;;\r\n".to_owned(), None),
    ] {
        let (told, named) = taken_back(&headers);
        assert_eq!(told, expected, "{headers}");
        assert!(named.is_some(), "{headers}");
    }
}

#[test]
fn a_call_that_ends_by_itself_has_no_reason() {
    let (mut world, alice, bob) = World::pair(2);
    let (ours, _) = world.connect(alice, bob);
    world
        .with(alice, |agent, now| agent.hang_up(now, ours))
        .expect("a call");
    world.run_for(milliseconds(500));
    let closed = world.events(bob).iter().find_map(|(_, event)| match event {
        Event::InviteClosed { reason, .. } => Some(reason.clone()),
        _ => None,
    });
    assert_eq!(closed, Some(None));
}
