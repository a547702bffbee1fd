//! Messages outside of calls: each has one outcome, whatever the network and the servers
//! do; and what is taken of those of others (RFC 3428).

use std::net::SocketAddr;

use portsip_core::config::{
    Account, HeaderAction, HeaderRule, HostPort, MessageKinds, TransportKind,
};
use portsip_core::error::Error;
use portsip_core::events::Event;
use portsip_core::ids::MessageId;
use portsip_core::limits::{MESSAGES_MAX, REQUEST_BODY_BYTES_MAX};
use portsip_core::octets::Octets;
use portsip_core::sip::header::HeaderName;
use portsip_core::sip::message::Message;
use portsip_core::sip::transport::flow::Transport;
use portsip_core::ua::Agent;
use simulation::{
    AgentId, Conditions, PeerId, REST, Received, World, account, milliseconds, seconds, seeds,
};

use super::registered::account_at;

const TEXT: (&str, &str) = ("text", "plain");

fn send_as(
    world: &mut World,
    agent: AgentId,
    to: &str,
    kind: (&str, &str),
    body: impl Into<Octets>,
) -> Result<MessageId, Error> {
    let body = body.into();
    world.with(agent, |agent, now| {
        agent.send_out_of_dialog_message(now, to, kind, false, body)
    })
}

fn send(world: &mut World, agent: AgentId, to: &str, body: impl Into<Octets>) -> MessageId {
    send_as(world, agent, to, TEXT, body).expect("it can be sent")
}

/// What an agent was told of: each message's type and body.
fn told(world: &World, agent: AgentId) -> Vec<(String, Octets)> {
    let events = world.events(agent).iter();
    let told = events.filter_map(|(_, event)| match event {
        Event::OutOfDialogMessageReceived {
            kind,
            subtype,
            body,
            ..
        } => Some((format!("{kind}/{subtype}"), body.clone())),
        _ => None,
    });
    told.collect()
}

fn texts(world: &World, agent: AgentId) -> Vec<String> {
    let told = told(world, agent).into_iter();
    told.map(|(_, body)| String::from_utf8_lossy(&body).into_owned())
        .collect()
}

/// The code and reason of the last failure.
fn failure(world: &World, agent: AgentId) -> Option<(u16, String)> {
    let mut events = world.events(agent).iter().rev();
    events.find_map(|(_, event)| match event {
        Event::OutOfDialogMessageFailed { status, reason, .. } => Some((*status, reason.clone())),
        _ => None,
    })
}

fn take(world: &mut World, agent: AgentId, kind: &str, subtype: &str) {
    let added = world.with(agent, |agent, _| {
        agent.add_supported_mime_type("MESSAGE", kind, subtype)
    });
    assert_eq!(added, Ok(()));
}

/// Alice, and a server of her account that a test answers for.
fn at_server(seed: u64) -> (World, AgentId, PeerId) {
    let mut world = World::new(seed);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("server");
    let at = world.peer_address(peer);
    world.give_account(alice, account_at(at));
    (world, alice, peer)
}

fn last_message(world: &World, peer: PeerId) -> Received {
    world
        .last_received(peer, |received| received.is_request("MESSAGE"))
        .expect("a MESSAGE")
}

fn messages_at(world: &World, peer: PeerId) -> usize {
    let received = world.inbox(peer).iter();
    received.filter(|one| one.is_request("MESSAGE")).count()
}

/// The server answers what it got last.
fn respond(world: &mut World, alice: AgentId, peer: PeerId, line: &str, headers: &[&str]) {
    let response = last_message(world, peer).response(line, "t", headers, "");
    world.send(peer, world.address(alice), response);
    world.run_for(milliseconds(100));
}

/// A MESSAGE of a bare peer.
fn by_hand(from: SocketAddr, to: SocketAddr, id: &str, headers: &str, body: &str) -> String {
    format!(
        "MESSAGE sip:alice@{to} SIP/2.0\r\nVia: SIP/2.0/UDP {from};branch=z9hG4bK{id}\r\n\
         Max-Forwards: 70\r\nFrom: \"Peer\" <sip:peer@{from}>;tag=p\r\n\
         To: \"Alice\" <sip:alice@{to}>\r\nCall-ID: {id}\r\nCSeq: 1 MESSAGE\r\n\
         {headers}Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

#[test]
fn text_arrives_with_its_parties_and_the_sender_is_told() {
    let (mut world, alice, bob) = World::pair(1);
    let to = format!("\"Bob B.\" <{}>", world.uri(bob));
    let text = "Grüß dich, 世界 🌍";
    let id = send(&mut world, alice, &to, text);
    world.run_to_rest(REST);
    assert_eq!(told(&world, bob), [("text/plain".to_owned(), text.into())]);
    let (_, event) = world.events(bob).last().expect("an event");
    let Event::OutOfDialogMessageReceived {
        from,
        to,
        to_display_name,
        ..
    } = event
    else {
        panic!("{event:?}");
    };
    assert_eq!(to_display_name, "Bob B.");
    let (_, event) = world.events(alice).last().expect("an event");
    let Event::OutOfDialogMessageSent(parties) = event else {
        panic!("{event:?}");
    };
    assert_eq!(parties.message, id);
    assert_eq!((&parties.from, &parties.to), (from, to));
    assert_eq!(parties.to_display_name, "Bob B.");
    assert_eq!(world.story(alice), [format!("message {id} sent")]);
    world.assert_at_rest();
}

#[test]
fn a_message_has_no_contact_and_neither_has_its_answer() {
    let (mut world, alice, peer) = at_server(2);
    let id = world.with(alice, |agent, now| {
        let kind = ("application", "vnd.3gpp.sms");
        agent.send_out_of_dialog_message(now, "bob", kind, true, Octets::from_static(&[0, 255, 7]))
    });
    let id = id.expect("it can be sent");
    world.run_for(milliseconds(100));
    let got = last_message(&world, peer).message;
    assert_eq!(got.header(HeaderName::Contact), None);
    assert_eq!(
        got.header(HeaderName::ContentType),
        Some("application/vnd.3gpp.sms")
    );
    assert_eq!(got.to().params().value("messagetype"), Some("SMS"));
    assert_eq!(got.body(), [0, 255, 7]);
    // Provisional responses say nothing, 202 is as good as 200 (RFC 3428 §7).
    respond(&mut world, alice, peer, "100 Trying", &[]);
    assert!(world.story(alice).is_empty());
    respond(&mut world, alice, peer, "202 Accepted", &[]);
    assert_eq!(world.story(alice), [format!("message {id} sent")]);
    let (from, to) = (world.peer_address(peer), world.address(alice));
    world.send(peer, to, by_hand(from, to, "1", "", "hello"));
    world.run_to_rest(REST);
    let answer = world.inbox(peer).last().expect("an answer");
    assert!(answer.is_response(200));
    assert_eq!(answer.message.header(HeaderName::Contact), None);
    assert!(answer.message.body().is_empty());
}

#[test]
fn each_has_one_outcome_over_a_bad_network_and_they_arrive_in_order() {
    let mut arrived = 0;
    for seed in seeds(30) {
        let (mut world, alice, bob) = World::pair(seed);
        world.set_conditions(Conditions::hostile(seed));
        let to = world.uri(bob);
        let sent: Vec<String> = (0..10).map(|number| format!("text {number}")).collect();
        for text in &sent {
            send(&mut world, alice, &to, text.clone());
        }
        world.run_to_rest(seconds(1000));
        let outcomes = world.story(alice);
        assert_eq!(outcomes.len(), sent.len(), "{outcomes:?}");
        let texts = texts(&world, bob);
        // One whose answers were all lost may have arrived; none comes twice.
        let mut in_order = sent.iter();
        assert!(texts.iter().all(|text| in_order.any(|sent| sent == text)));
        arrived += texts.len();
        world.assert_at_rest();
    }
    assert!(arrived > 250, "{arrived} arrived");
}

#[test]
fn a_challenge_is_answered_and_a_second_one_is_the_outcome() {
    let (mut world, alice, peer) = at_server(3);
    let challenge = "Proxy-Authenticate: Digest realm=\"r\", nonce=\"n\", algorithm=MD5";
    let id = send(&mut world, alice, "bob", "secret");
    world.run_for(milliseconds(100));
    for with_credentials in [false, true] {
        let got = last_message(&world, peer).message;
        let credentials = got.header(HeaderName::ProxyAuthorization);
        assert_eq!(credentials.is_some(), with_credentials);
        assert_eq!(got.body(), b"secret");
        let line = "407 Proxy Authentication Required";
        respond(&mut world, alice, peer, line, &[challenge]);
    }
    world.run_to_rest(REST);
    assert_eq!(world.story(alice), [format!("message {id} failed 407")]);
    // The next goes with credentials at once.
    send(&mut world, alice, "bob", "again");
    world.run_for(milliseconds(100));
    let got = last_message(&world, peer).message;
    assert!(got.header(HeaderName::ProxyAuthorization).is_some());
}

#[test]
fn a_refusal_is_told_with_its_code_and_reason() {
    let (mut world, alice, peer) = at_server(4);
    for line in [
        "404 Nobody here",
        "486 Busy Here",
        "603 Decline",
        "500 Oops",
    ] {
        send(&mut world, alice, "bob", "hello");
        world.run_for(milliseconds(100));
        respond(&mut world, alice, peer, line, &[]);
        let (code, reason) = line.split_once(' ').expect("a code");
        let told = failure(&world, alice).expect("a failure");
        assert_eq!(
            (told.0.to_string().as_str(), told.1.as_str()),
            (code, reason)
        );
    }
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn a_type_that_was_not_added_is_refused_with_those_that_are_taken() {
    let (mut world, alice, bob) = World::pair(5);
    let peer = world.add_peer("peer");
    let to = world.uri(bob);
    let html = ("text", "html");
    send_as(&mut world, alice, &to, html, "<b>no</b>").expect("it can be sent");
    world.run_for(seconds(1));
    assert_eq!(failure(&world, alice).map(|told| told.0), Some(415));
    assert!(told(&world, bob).is_empty());
    take(&mut world, bob, "text", "html");
    send_as(&mut world, alice, &to, html, "<b>yes</b>").expect("it can be sent");
    world.run_for(seconds(1));
    let html = ("text/html".to_owned(), "<b>yes</b>".into());
    assert_eq!(told(&world, bob), [html]);
    let (from, to) = (world.peer_address(peer), world.address(bob));
    let image = "Content-Type: image/png\r\n";
    world.send(peer, to, by_hand(from, to, "1", image, "png"));
    world.run_for(milliseconds(100));
    let refusal = world.inbox(peer).last().expect("an answer");
    assert!(refusal.is_response(415));
    let accept = refusal.message.header(HeaderName::Accept);
    assert_eq!(accept, Some("text/plain, text/html"));
}

#[test]
fn what_names_no_type_is_text_and_other_types_come_as_they_are() {
    let mut world = World::new(6);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("peer");
    let (from, to) = (world.peer_address(peer), world.address(alice));
    take(&mut world, alice, "message", "cpim");
    take(&mut world, alice, "multipart", "mixed");
    take(&mut world, alice, "application", "im-iscomposing+xml");
    let parts = "--cut\r\nContent-Type: image/png\r\n\r\nx\r\n--cut--\r\n";
    let latin = "Content-Type: Text/PLAIN;charset=iso-8859-1\r\n";
    let mixed = "Content-Type: multipart/mixed;boundary=cut\r\n";
    let composing = "Content-Type: application/im-isComposing+xml\r\n";
    let cases = [
        ("", "hello", "text/plain"),
        ("", "", "text/plain"),
        (latin, "hello", "text/plain"),
        ("Content-Type: message/CPIM\r\n", "cpim", "message/cpim"),
        (mixed, parts, "multipart/mixed"),
        (
            composing,
            "<isComposing/>",
            "application/im-iscomposing+xml",
        ),
    ];
    for (index, (headers, body, _)) in cases.iter().enumerate() {
        let message = by_hand(from, to, &format!("c{index}"), headers, body);
        // Repeated as over a bad network: it is told once.
        world.send(peer, to, message.clone());
        world.send(peer, to, message);
        world.run_for(milliseconds(100));
        let last = world.inbox(peer).last().expect("an answer");
        assert!(last.is_response(200), "{headers}");
    }
    let expected: Vec<(String, Octets)> = cases
        .iter()
        .map(|(_, body, kind)| ((*kind).to_owned(), Octets::from(*body)))
        .collect();
    assert_eq!(told(&world, alice), expected);
    let coded = by_hand(from, to, "coded", "Content-Encoding: gzip\r\n", "xx");
    world.send(peer, to, coded);
    world.run_for(milliseconds(100));
    assert!(
        world
            .inbox(peer)
            .last()
            .expect("an answer")
            .is_response(415)
    );
}

#[test]
fn what_comes_again_after_its_transaction_is_told_once() {
    let mut world = World::new(8);
    let alice = world.add_agent_on("alice", TransportKind::Tcp);
    let peer = world.add_peer("peer");
    let (from, to) = (world.peer_address(peer), world.address(alice));
    // That opens the connection.
    send(&mut world, alice, &format!("sip:peer@{from}"), "hello");
    world.run_for(seconds(1));
    let over_tcp = |call_id| by_hand(from, to, call_id, "", "x").replace("/UDP", "/TCP");
    // Over connections a transaction ends with its response.
    for call_id in ["again", "again", "other"] {
        world.send(peer, to, over_tcp(call_id));
        world.run_for(seconds(1));
    }
    let answers = world.inbox(peer).iter();
    let answers = answers.filter(|received| received.is_response(200));
    assert_eq!(answers.count(), 3);
    // The same words in another message are another message.
    assert_eq!(texts(&world, alice), ["x", "x"]);
}

#[test]
fn in_a_dialog_that_nobody_knows_it_is_refused_and_names_are_those_that_are_vouched_for() {
    let mut world = World::new(7);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("peer");
    let (from, to) = (world.peer_address(peer), world.address(alice));
    world.with(alice, |agent, _| agent.set_do_not_disturb(true));
    let message = by_hand(from, to, "1", "", "x");
    let in_dialog = message.replacen(&format!("<sip:alice@{to}>"), "<sip:a@b>;tag=gone", 1);
    world.send(peer, to, in_dialog);
    world.run_for(milliseconds(100));
    assert!(
        world
            .inbox(peer)
            .last()
            .expect("an answer")
            .is_response(481)
    );
    assert!(world.story(alice).is_empty());
    let asserted = "P-Asserted-Identity: \"Known\" <sip:known@example.test>\r\n";
    world.send(peer, to, by_hand(from, to, "2", asserted, "x"));
    world.run_for(milliseconds(100));
    let (_, event) = world
        .events(alice)
        .last()
        .expect("do not disturb is for calls");
    let Event::OutOfDialogMessageReceived {
        from_display_name,
        from,
        to_display_name,
        ..
    } = event
    else {
        panic!("{event:?}");
    };
    assert_eq!(from_display_name, "Known");
    assert_eq!(from, "sip:known@example.test");
    assert_eq!(to_display_name, "Alice");
}

#[test]
fn the_largest_goes_over_a_connection() {
    let large = Octets::from(vec![b'x'; REQUEST_BODY_BYTES_MAX]);
    for transport in [TransportKind::Udp, TransportKind::Tcp, TransportKind::Tls] {
        let (mut world, alice, bob) = World::pair_on(8, transport);
        let to = world.uri(bob);
        send(&mut world, alice, &to, large.clone());
        send(&mut world, alice, &to, "small");
        world.run_to_rest(REST);
        let told = told(&world, bob);
        assert_eq!(told.len(), 2, "{transport:?}");
        assert_eq!(told[0].1, large);
        assert_eq!(world.connections(world.address(bob)), 1);
        world.assert_at_rest();
    }
    let (mut world, alice, bob) = World::pair(8);
    let to = world.uri(bob);
    let one_more = vec![b'x'; REQUEST_BODY_BYTES_MAX + 1];
    let refused = send_as(&mut world, alice, &to, TEXT, one_more);
    assert_eq!(refused, Err(Error::CoreDataSizeTooLarge));
}

#[test]
fn without_connections_a_datagram_takes_what_it_holds() {
    for (bytes, arrives) in [
        (2000, true),
        (60_000, true),
        (REQUEST_BODY_BYTES_MAX, false),
    ] {
        let (mut world, alice, bob) = World::pair(9);
        world.refuse_connections(world.address(bob), Transport::Tcp);
        let to = world.uri(bob);
        send(&mut world, alice, &to, vec![b'x'; bytes]);
        world.run_to_rest(REST);
        assert_eq!(told(&world, bob).len(), usize::from(arrives), "{bytes}");
        let failed = failure(&world, alice).map(|told| told.0);
        assert_eq!(failed, (!arrives).then_some(513), "{bytes}");
        world.assert_at_rest();
    }
}

/// Alice, whose account has two servers by one name.
fn at_two(seed: u64) -> (World, AgentId, [PeerId; 2]) {
    let mut world = World::new(seed);
    let alice = world.add_agent("alice");
    let servers = ["first", "second"].map(|name| world.add_peer(name));
    let places = servers.map(|server| world.peer_address(server));
    world.add_host("pair.test", places.to_vec());
    let server = HostPort {
        host: "pair.test".to_owned(),
        port: 0,
    };
    let account = Account {
        domain: "example.test".to_owned(),
        server: Some(server),
        ..account("alice")
    };
    world.give_account(alice, account);
    (world, alice, servers)
}

#[test]
fn a_server_that_does_not_serve_is_left_for_the_next() {
    for refuses in [true, false] {
        let (mut world, alice, [first, second]) = at_two(10);
        let id = send(&mut world, alice, "bob", "hello");
        world.run_for(milliseconds(100));
        if refuses {
            respond(&mut world, alice, first, "503 Down", &[]);
        } else {
            world.run_for(seconds(33));
        }
        let before = last_message(&world, first).message.cseq().number;
        let again = last_message(&world, second).message;
        assert_eq!(again.cseq().number, before + 1);
        assert_eq!(again.body(), b"hello");
        respond(&mut world, alice, second, "200 OK", &[]);
        assert_eq!(world.story(alice), [format!("message {id} sent")]);
        world.run_to_rest(REST);
        world.assert_at_rest();
    }
}

#[test]
fn the_last_server_decides_and_silence_is_a_timeout() {
    let (mut world, alice, [first, second]) = at_two(11);
    send(&mut world, alice, "bob", "one");
    world.run_for(milliseconds(100));
    respond(&mut world, alice, first, "503 Down", &[]);
    respond(&mut world, alice, second, "503 Down too", &[]);
    assert_eq!(failure(&world, alice), Some((503, "Down too".to_owned())));
    // Who refuses for the recipient is believed.
    send(&mut world, alice, "bob", "two");
    world.run_for(milliseconds(100));
    let asked = messages_at(&world, first);
    respond(&mut world, alice, first, "404 Not Found", &[]);
    assert_eq!(failure(&world, alice), Some((404, "Not Found".to_owned())));
    assert_eq!(messages_at(&world, first), asked);
    send(&mut world, alice, "bob", "three");
    world.run_to_rest(REST);
    let timeout = (408, "Request Timeout".to_owned());
    assert_eq!(failure(&world, alice), Some(timeout));
    world.assert_at_rest();
}

#[test]
fn without_a_way_the_failure_says_why() {
    let (mut world, alice, bob) = World::pair_on(12, TransportKind::Tcp);
    world.refuse_connections(world.address(bob), Transport::Tcp);
    let to = world.uri(bob);
    send(&mut world, alice, &to, "hello");
    world.run_to_rest(REST);
    let (status, reason) = failure(&world, alice).expect("a failure");
    assert_eq!(status, 503);
    assert!(
        !reason.is_empty() && reason != "Service Unavailable",
        "{reason}"
    );
    send(&mut world, alice, "sip:bob@nowhere.test", "hello");
    world.run_to_rest(REST);
    let (status, reason) = failure(&world, alice).expect("a failure");
    assert_eq!((status, reason.contains("no address")), (503, true));
    assert_eq!(world.story(alice).len(), 2);
    world.assert_at_rest();
}

#[test]
fn a_redirection_is_followed_and_a_circle_ends() {
    let (mut world, alice, bob) = World::pair(13);
    let peer = world.add_peer("redirector");
    let at = world.peer_address(peer);
    let to = format!("sip:bob@{at}");
    let there = format!("Contact: <{}>", world.uri(bob));
    let id = send(&mut world, alice, &to, "follow me");
    world.run_for(milliseconds(100));
    respond(&mut world, alice, peer, "302 Moved Temporarily", &[&there]);
    world.run_for(seconds(1));
    assert_eq!(texts(&world, bob), ["follow me"]);
    assert_eq!(world.story(alice), [format!("message {id} sent")]);
    let (_, event) = world.events(alice).last().expect("an event");
    let Event::OutOfDialogMessageSent(parties) = event else {
        panic!("{event:?}");
    };
    assert_eq!(parties.to, to);
    send(&mut world, alice, &to, "round");
    world.run_for(milliseconds(100));
    let back = format!("Contact: <{to}>");
    respond(&mut world, alice, peer, "302 Moved Temporarily", &[&back]);
    assert_eq!(failure(&world, alice).map(|told| told.0), Some(302));
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn a_connection_that_was_lost_is_opened_again() {
    for transport in [TransportKind::Tcp, TransportKind::Tls] {
        let (mut world, alice, bob) = World::pair_on(14, transport);
        let to = world.uri(bob);
        send(&mut world, alice, &to, "one");
        world.run_for(seconds(1));
        // It is gone before the next is on it.
        world.reset_connections(world.address(bob));
        send(&mut world, alice, &to, "two");
        world.run_for(seconds(1));
        // And while one is out.
        let three = send(&mut world, alice, &to, "three");
        world.reset_connections(world.address(bob));
        world.run_to_rest(REST);
        assert_eq!(texts(&world, bob), ["one", "two", "three"], "{transport:?}");
        assert!(world.heard(alice, &format!("message {three} sent")));
        world.assert_at_rest();
    }
}

#[test]
fn who_ends_each_connection_gets_it_twice_and_no_more() {
    let (mut world, alice, bob) = World::pair_on(15, TransportKind::Tcp);
    let to = world.uri(bob);
    let at = world.address(bob);
    let id = send(&mut world, alice, &to, "hello");
    for _ in 0..4 {
        world.run_until("a connection, or the end", REST, |world| {
            world.connections(at) == 1 || !world.story(alice).is_empty()
        });
        world.reset_connections(at);
        world.run_for(milliseconds(1));
    }
    world.run_to_rest(REST);
    assert_eq!(world.story(alice), [format!("message {id} failed 503")]);
    world.assert_at_rest();
}

#[test]
fn the_next_to_a_recipient_waits_and_those_to_others_do_not() {
    let (mut world, alice, peer) = at_server(16);
    let first = send(&mut world, alice, "bob", "one");
    send(&mut world, alice, "bob", "two");
    send(&mut world, alice, "carol", "hello");
    world.run_for(milliseconds(100));
    let got: Vec<&[u8]> = world
        .inbox(peer)
        .iter()
        .map(|one| one.message.body())
        .collect();
    assert_eq!(got, [&b"one"[..], b"hello"]);
    let one = world.inbox(peer)[0].response("404 Not Found", "t", &[], "");
    world.send(peer, world.address(alice), one);
    world.run_for(milliseconds(100));
    assert_eq!(world.story(alice), [format!("message {first} failed 404")]);
    assert_eq!(last_message(&world, peer).message.body(), b"two");
}

#[test]
fn many_that_have_no_way_fail_one_by_one() {
    let mut world = World::new(17);
    let alice = world.add_agent("alice");
    world.with(alice, |agent, now| {
        for number in 0..=MESSAGES_MAX {
            let to = "sip:bob@nowhere.test";
            let sent = agent.send_out_of_dialog_message(now, to, TEXT, false, Octets::new());
            let refused = (number == MESSAGES_MAX).then_some(Error::CoreDataSizeTooLarge);
            assert_eq!(sent.err(), refused);
        }
    });
    world.run_to_rest(REST);
    let story = world.story(alice);
    assert_eq!(story.len(), MESSAGES_MAX);
    assert!(story.iter().all(|event| event.ends_with("failed 503")));
    world.assert_at_rest();
}

#[test]
fn without_its_user_those_that_wait_fail() {
    let (mut world, alice, peer) = at_server(18);
    for _ in 0..MESSAGES_MAX {
        send(&mut world, alice, "bob", "hello");
    }
    world.run_for(milliseconds(100));
    let removed = world.with(alice, Agent::remove_user);
    assert_eq!(removed, Ok(()));
    respond(&mut world, alice, peer, "200 OK", &[]);
    world.run_to_rest(REST);
    assert_eq!(world.story(alice).len(), MESSAGES_MAX);
    assert_eq!(messages_at(&world, peer), 1);
}

#[test]
fn from_another_address_it_goes_again() {
    for transport in [TransportKind::Udp, TransportKind::Tcp] {
        let (mut world, alice, bob) = World::pair_on(19, transport);
        let to = world.uri(bob);
        world.cut_off(world.address(bob));
        let id = send(&mut world, alice, &to, "hello");
        world.run_for(milliseconds(100));
        world.bring_back(world.address(bob));
        world.move_away(alice, ([10, 9, 9, 9], 5060).into());
        world.run_to_rest(REST);
        assert_eq!(world.story(alice), [format!("message {id} sent")]);
        assert_eq!(texts(&world, bob), ["hello"]);
        world.assert_at_rest();
    }
}

#[test]
fn the_end_of_the_object_ends_them_without_a_word() {
    let (mut world, alice, peer) = at_server(20);
    send(&mut world, alice, "bob", "one");
    send(&mut world, alice, "bob", "two");
    world.run_for(milliseconds(100));
    world.with(alice, Agent::shut_down);
    respond(&mut world, alice, peer, "200 OK", &[]);
    let (from, to) = (world.peer_address(peer), world.address(alice));
    world.send(peer, to, by_hand(from, to, "1", "", "too late"));
    world.run_to_rest(REST);
    assert!(world.story(alice).is_empty());
    assert_eq!(messages_at(&world, peer), 1);
    // Whom nobody hears is not told that it was.
    assert!(
        world
            .inbox(peer)
            .last()
            .expect("an answer")
            .is_response(480)
    );
}

#[test]
fn headers_and_the_signalling_are_those_of_any_request() {
    let (mut world, alice, bob) = World::pair(21);
    let rule = HeaderRule {
        session: None,
        method: "MESSAGE".to_owned(),
        kinds: MessageKinds::Requests,
        action: HeaderAction::Add,
        name: "X-Mood".to_owned(),
        value: "good".to_owned(),
    };
    let added = world.with(alice, |agent, _| agent.add_header_rule(rule));
    assert!(added.is_ok());
    world.with(bob, |agent, _| agent.set_signalling_callback(true, true));
    let to = world.uri(bob);
    send(&mut world, alice, &to, "hello");
    world.run_to_rest(REST);
    assert_eq!(world.story(bob), ["received", "message", "sending"]);
    let (_, event) = &world.events(bob)[0];
    let Event::SignalingReceived { message, session } = event else {
        panic!("{event:?}");
    };
    assert_eq!(*session, None);
    let message = Message::parse(message.clone()).expect("a message");
    assert_eq!(message.header_named("X-Mood"), Some("good"));
}

#[test]
fn what_is_taken_is_told_in_allow_and_accept() {
    let mut world = World::new(22);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("peer");
    let (from, to) = (world.peer_address(peer), world.address(alice));
    let options = by_hand(from, to, "1", "", "").replace("MESSAGE", "OPTIONS");
    world.send(peer, to, options);
    world.run_for(milliseconds(100));
    let answer = &world.inbox(peer).last().expect("an answer").message;
    let allow = answer.header(HeaderName::Allow).expect("an Allow");
    let accept = answer.header(HeaderName::Accept).expect("an Accept");
    assert!(allow.contains("MESSAGE") && accept.contains("text/plain"));
}

#[test]
fn what_cannot_be_sent_has_its_code() {
    let mut world = World::new(23);
    let alice = world.add_agent("alice");
    for (to, kind, error) in [
        ("", TEXT, Error::CoreCalleeEmpty),
        ("  ", TEXT, Error::CoreCalleeEmpty),
        ("bob", TEXT, Error::CoreInvalidUri),
        ("http://a", TEXT, Error::CoreInvalidUri),
        (
            "sip:a@10.0.0.9",
            ("te xt", "plain"),
            Error::CoreMimeTypeUnknown,
        ),
        (
            "sip:a@10.0.0.9",
            ("text", "a\r\nb"),
            Error::CoreMimeTypeUnknown,
        ),
    ] {
        let refused = send_as(&mut world, alice, to, kind, "x");
        assert_eq!(refused, Err(error), "{to}");
    }
    world
        .with(alice, Agent::remove_user)
        .expect("a user is set");
    let nobody = send_as(&mut world, alice, "sip:a@10.0.0.9", TEXT, "x");
    assert_eq!(nobody, Err(Error::CoreUserNotFound));
}
