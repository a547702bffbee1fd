//! Messages in a call: in order, each with one outcome, whatever becomes of the call.

use portsip_core::config::TransportKind;
use portsip_core::error::Error;
use portsip_core::events::Event;
use portsip_core::ids::{MessageId, SessionId};
use portsip_core::limits::{REQUEST_BODY_BYTES_MAX, REQUEST_QUEUE_REQUESTS_MAX};
use portsip_core::octets::Octets;
use portsip_core::sip::header::HeaderName;
use portsip_core::sip::transport::flow::Transport;
use portsip_core::ua::Agent;
use simulation::{
    AgentId, Conditions, PeerId, REST, Received, World, milliseconds, seconds, seeds,
};

use super::messages::pcmu;

fn try_send(
    world: &mut World,
    agent: AgentId,
    session: SessionId,
    body: impl Into<Octets>,
) -> Result<MessageId, Error> {
    let body = body.into();
    world.with(agent, |agent, now| {
        agent.send_message(now, session, ("text", "plain"), body)
    })
}

fn send(world: &mut World, (agent, session): (AgentId, SessionId), text: &str) -> MessageId {
    try_send(world, agent, session, text.to_owned()).expect("it can be sent")
}

/// The bodies that an agent was told of in a call.
fn told(world: &World, (agent, session): (AgentId, SessionId)) -> Vec<Octets> {
    let events = world.events(agent).iter();
    let bodies = events.filter_map(|(_, event)| match event {
        Event::MessageReceived {
            session: of,
            kind,
            subtype,
            body,
        } if *of == session => {
            assert_eq!((kind.as_str(), subtype.as_str()), ("text", "plain"));
            Some(body.clone())
        }
        _ => None,
    });
    bodies.collect()
}

/// The outcomes of messages that an agent was told of.
fn outcomes(world: &World, agent: AgentId) -> Vec<String> {
    let mut story = world.story(agent);
    story.retain(|event| event.starts_with("message "));
    story
}

/// A call of alice's with a peer that a test answers for.
fn with_peer(seed: u64) -> (World, (AgentId, SessionId), PeerId) {
    let mut world = World::new(seed);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("peer");
    let at = world.peer_address(peer);
    let session = world
        .try_call(alice, &format!("sip:peer@{at}"))
        .expect("a call");
    world.run_for(milliseconds(100));
    let body = pcmu(at, "sendrecv");
    let contact = format!("Contact: <sip:peer@{at}>");
    let invite = last(&world, peer, "INVITE");
    let response = invite.response("200 OK", "theirs", &[&contact], &body);
    world.send(peer, world.address(alice), response);
    world.run_for(milliseconds(100));
    (world, (alice, session), peer)
}

fn last(world: &World, peer: PeerId, method: &str) -> Received {
    world
        .last_received(peer, |received| received.is_request(method))
        .expect(method)
}

fn respond(world: &mut World, to: AgentId, peer: PeerId, line: &str, headers: &[&str]) {
    let response = last(world, peer, "MESSAGE").response(line, "theirs", headers, "");
    world.send(peer, world.address(to), response);
    world.run_for(milliseconds(100));
}

#[test]
fn they_arrive_in_order_over_a_bad_network_and_each_has_one_outcome() {
    let mut outlived = 0;
    for seed in seeds(20) {
        let (mut world, alice, bob) = World::pair(seed);
        let (ours, theirs) = world.connect(alice, bob);
        world.set_conditions(Conditions::hostile(seed));
        let texts: Vec<Octets> = (0..20).map(|n| Octets::from(format!("text {n}"))).collect();
        for text in &texts {
            try_send(&mut world, alice, ours, text.clone()).expect("it can be sent");
        }
        let back = send(&mut world, (bob, theirs), "back");
        world.run_for(seconds(400));
        assert_eq!(outcomes(&world, alice).len(), texts.len());
        assert_eq!(outcomes(&world, bob).len(), 1);
        if world.agent(alice).calls_live() + world.agent(bob).calls_live() < 2 {
            continue;
        }
        outlived += 1;
        assert_eq!(told(&world, (bob, theirs)), texts);
        assert_eq!(told(&world, (alice, ours)), ["back"]);
        assert!(outcomes(&world, bob)[0] == format!("message {back} sent"));
    }
    assert!(outlived > 5, "{outlived} calls outlived their network");
}

#[test]
fn a_refusal_is_told_and_the_next_follows() {
    let (mut world, (alice, session), peer) = with_peer(1);
    let challenge = "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", algorithm=MD5";
    let first = send(&mut world, (alice, session), "one");
    let second = send(&mut world, (alice, session), "two");
    world.run_for(milliseconds(100));
    respond(&mut world, alice, peer, "415 Not like this", &[]);
    let (_, event) = world.events(alice).last().expect("an event");
    let failed = Event::MessageFailed {
        session,
        message: first,
        reason: "Not like this".to_owned(),
        status: 415,
    };
    assert_eq!(*event, failed);
    let got = last(&world, peer, "MESSAGE").message;
    assert_eq!(got.body(), b"two");
    assert_eq!(got.header(HeaderName::Contact), None);
    respond(&mut world, alice, peer, "401 Unauthorized", &[challenge]);
    let again = last(&world, peer, "MESSAGE").message;
    assert!(again.header(HeaderName::Authorization).is_some());
    assert_eq!((again.body(), again.cseq().number), (&b"two"[..], 4));
    respond(&mut world, alice, peer, "202 Accepted", &[]);
    assert!(world.heard(alice, &format!("message {second} sent")));
    assert_eq!(world.agent(alice).calls_live(), 1);
}

#[test]
fn who_says_that_the_dialog_is_gone_ends_the_call_and_what_waits() {
    for line in ["481 Call Does Not Exist", "408 Request Timeout"] {
        let (mut world, (alice, session), peer) = with_peer(2);
        let ids = ["one", "two"].map(|text| send(&mut world, (alice, session), text));
        world.run_for(milliseconds(100));
        respond(&mut world, alice, peer, line, &[]);
        let code = &line[..3];
        let story = world.story(alice);
        let end = [
            format!("message {} failed {code}", ids[0]),
            format!("message {} failed 487", ids[1]),
            "closed".to_owned(),
        ];
        assert_eq!(story[story.len() - 3..], end);
        assert!(
            world
                .last_received(peer, |one| one.is_request("BYE"))
                .is_some()
        );
    }
}

#[test]
fn silence_fails_the_message_and_ends_the_call() {
    let (mut world, (alice, session), peer) = with_peer(3);
    let id = send(&mut world, (alice, session), "anybody?");
    world.run_for(seconds(33));
    assert_eq!(
        outcomes(&world, alice),
        [format!("message {id} failed 408")]
    );
    assert!(world.heard(alice, "closed"));
    assert!(
        world
            .last_received(peer, |one| one.is_request("BYE"))
            .is_some()
    );
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn one_on_its_way_has_its_own_outcome_after_the_end_of_the_call() {
    // The other side ends the call, or we do.
    for by_us in [false, true] {
        let (mut world, (alice, session), peer) = with_peer(4);
        let ids = ["one", "two", "three"].map(|text| send(&mut world, (alice, session), text));
        world.run_for(milliseconds(100));
        if by_us {
            world.hang_up(alice, session);
            world.run_for(milliseconds(100));
            let bye = last(&world, peer, "BYE").response("200 OK", "theirs", &[], "");
            world.send(peer, world.address(alice), bye);
        } else {
            let invite = last(&world, peer, "INVITE").message;
            let (from, to) = (world.peer_address(peer), world.address(alice));
            let us = invite.from().as_str();
            let bye = format!(
                "BYE sip:alice@{to} SIP/2.0\r\nVia: SIP/2.0/UDP {from};branch=z9hG4bKbye\r\n\
                 Max-Forwards: 70\r\nFrom: {};tag=theirs\r\nTo: {us}\r\nCall-ID: {}\r\n\
                 CSeq: 1 BYE\r\nContent-Length: 0\r\n\r\n",
                invite.to().as_str(),
                invite.call_id()
            );
            world.send(peer, to, bye);
        }
        world.run_for(milliseconds(100));
        let given_up = ids[1..].iter().map(|id| format!("message {id} failed 487"));
        assert_eq!(outcomes(&world, alice), given_up.collect::<Vec<_>>());
        respond(&mut world, alice, peer, "200 OK", &[]);
        assert!(world.heard(alice, &format!("message {} sent", ids[0])));
        assert_eq!(outcomes(&world, alice).len(), 3);
        world.run_to_rest(REST);
        world.assert_at_rest();
    }
}

#[test]
fn one_that_nobody_answers_after_the_call_times_out_once() {
    let (mut world, (alice, session), _) = with_peer(5);
    let id = send(&mut world, (alice, session), "last words");
    world.run_for(milliseconds(100));
    world.hang_up(alice, session);
    world.run_to_rest(REST);
    assert_eq!(
        outcomes(&world, alice),
        [format!("message {id} failed 408")]
    );
    world.assert_at_rest();
}

#[test]
fn it_works_on_hold_and_not_before_the_call_is_connected() {
    let (mut world, alice, bob) = World::pair(6);
    let ours = world.call(alice, bob);
    world.run_for(milliseconds(500));
    let theirs = world.incoming(bob).expect("a call");
    for (agent, session) in [(alice, ours), (bob, theirs)] {
        let early = try_send(&mut world, agent, session, "early");
        assert_eq!(early, Err(Error::CoreCallNotEstablished));
    }
    world.answer(bob, theirs).expect("it rings");
    world.run_for(seconds(1));
    assert_eq!(
        world.with(alice, |agent, now| agent.hold(now, ours)),
        Ok(())
    );
    world.run_for(seconds(1));
    send(&mut world, (alice, ours), "on hold");
    world.run_for(seconds(1));
    assert_eq!(told(&world, (bob, theirs)), ["on hold"]);
    world.hang_up(alice, ours);
    let gone = try_send(&mut world, alice, ours, "gone");
    assert_eq!(gone, Err(Error::CoreInviteSessionNotFound));
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn the_largest_goes_beside_the_way_of_the_dialog() {
    let large = Octets::from(vec![b'x'; REQUEST_BODY_BYTES_MAX]);
    for transport in [TransportKind::Udp, TransportKind::Tcp] {
        let (mut world, alice, bob) = World::pair_on(7, transport);
        let (ours, theirs) = world.connect(alice, bob);
        try_send(&mut world, alice, ours, large.clone()).expect("it can be sent");
        send(&mut world, (alice, ours), "small");
        world.run_for(seconds(1));
        let small = Octets::from_static(b"small");
        assert_eq!(told(&world, (bob, theirs)), [large.clone(), small]);
        assert_eq!(outcomes(&world, alice).len(), 2);
        world.hang_up(alice, ours);
        world.run_to_rest(REST);
        world.assert_at_rest();
    }
}

#[test]
fn without_connections_a_datagram_takes_what_it_holds() {
    let (mut world, alice, bob) = World::pair(8);
    let (ours, theirs) = world.connect(alice, bob);
    world.refuse_connections(world.address(bob), Transport::Tcp);
    let fits = Octets::from(vec![b'x'; 60_000]);
    try_send(&mut world, alice, ours, fits.clone()).expect("it can be sent");
    let large = vec![b'x'; REQUEST_BODY_BYTES_MAX];
    let large = try_send(&mut world, alice, ours, large).expect("it can be sent");
    let small = send(&mut world, (alice, ours), "small");
    world.run_for(seconds(1));
    assert_eq!(told(&world, (bob, theirs)), [fits, "small".into()]);
    assert_eq!(
        outcomes(&world, alice)[1..],
        [
            format!("message {large} failed 513"),
            format!("message {small} sent")
        ]
    );
    world.assert_media_fits((alice, ours), (bob, theirs));
}

#[test]
fn a_connection_that_was_lost_is_opened_again() {
    let (mut world, alice, bob) = World::pair_on(9, TransportKind::Tcp);
    let (ours, theirs) = world.connect(alice, bob);
    send(&mut world, (alice, ours), "one");
    send(&mut world, (alice, ours), "two");
    world.reset_connections(world.address(bob));
    world.run_for(seconds(5));
    assert_eq!(told(&world, (bob, theirs)), ["one", "two"]);
    assert_eq!(outcomes(&world, alice).len(), 2);
    world.hang_up(bob, theirs);
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn where_there_is_no_way_any_more_it_fails_and_the_call_stays() {
    let (mut world, alice, bob) = World::pair_on(10, TransportKind::Tcp);
    let (ours, theirs) = world.connect(alice, bob);
    let ids = ["one", "two"].map(|text| send(&mut world, (alice, ours), text));
    world.refuse_connections(world.address(bob), Transport::Tcp);
    world.reset_connections(world.address(bob));
    world.run_for(seconds(5));
    let failed = ids.map(|id| format!("message {id} failed 503"));
    assert_eq!(outcomes(&world, alice), failed);
    world.assert_media_fits((alice, ours), (bob, theirs));
}

#[test]
fn from_another_address_it_goes_again() {
    for transport in [TransportKind::Udp, TransportKind::Tcp] {
        for wait in [0, 7] {
            let (mut world, alice, bob) = World::pair_on(11, transport);
            let (ours, theirs) = world.connect(alice, bob);
            send(&mut world, (alice, ours), "one");
            send(&mut world, (alice, ours), "two");
            // On its way, or the answer is: then it comes twice.
            world.run_for(milliseconds(wait));
            world.move_away(alice, ([10, 9, 9, 9], 5060).into());
            world.run_for(seconds(60));
            let mut told = told(&world, (bob, theirs));
            told.dedup();
            assert_eq!(told, ["one", "two"], "{transport:?}");
            let sent = outcomes(&world, alice);
            assert_eq!(sent.len(), 2);
            assert!(sent.iter().all(|event| event.ends_with("sent")), "{sent:?}");
            world.hang_up(bob, theirs);
            world.run_to_rest(REST);
            world.assert_at_rest();
        }
    }
}

#[test]
fn only_so_many_wait_and_the_end_of_the_object_tells_nothing() {
    let (mut world, (alice, session), peer) = with_peer(12);
    for _ in 0..=REQUEST_QUEUE_REQUESTS_MAX {
        send(&mut world, (alice, session), "wait");
    }
    let one_more = try_send(&mut world, alice, session, "no");
    assert_eq!(one_more, Err(Error::CoreDataSizeTooLarge));
    let large = vec![b'x'; REQUEST_BODY_BYTES_MAX + 1];
    let large = try_send(&mut world, alice, session, large);
    assert_eq!(large, Err(Error::CoreDataSizeTooLarge));
    world.run_for(milliseconds(100));
    world.with(alice, Agent::shut_down);
    respond(&mut world, alice, peer, "200 OK", &[]);
    world.run_to_rest(REST);
    assert!(outcomes(&world, alice).is_empty());
}
