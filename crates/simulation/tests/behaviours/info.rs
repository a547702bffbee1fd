//! INFO in a call: what the program sends and gets, in order; what is refused.

use portsip_core::config::{HeaderAction, HeaderRule, MessageKinds};
use portsip_core::error::Error;
use portsip_core::events::Event;
use portsip_core::ids::SessionId;
use portsip_core::octets::Octets;
use portsip_core::plan::DtmfMethod;
use portsip_core::sip::header::HeaderName;
use portsip_core::sip::message::Message;
use simulation::{AgentId, Conditions, REST, World, milliseconds, seconds, seeds};

use super::messages::Request;

fn send(world: &mut World, agent: AgentId, session: SessionId, text: &str) {
    let body = Octets::copy_from_slice(text.as_bytes());
    let sent = world.with(agent, |agent, now| {
        agent.send_info(now, session, ("text", "plain"), body)
    });
    assert_eq!(sent, Ok(()));
}

fn take_plain_text(world: &mut World, agent: AgentId) {
    let added = world.with(agent, |agent, _| {
        agent.add_supported_mime_type("info", "Text", "plain")
    });
    assert_eq!(added, Ok(()));
}

/// The bodies that an agent was told of.
fn told(world: &World, agent: AgentId) -> Vec<String> {
    let events = world.events(agent).iter();
    let bodies = events.filter_map(|(_, event)| match event {
        Event::InfoReceived { message, .. } => {
            let message = Message::parse(message.clone()).expect("a message");
            Some(String::from_utf8_lossy(message.body()).into_owned())
        }
        _ => None,
    });
    bodies.collect()
}

/// The last response of this status that an agent told it sends.
fn refusal_by(world: &World, agent: AgentId, status: u16) -> Message {
    let sent = world.events(agent).iter().rev();
    let mut sent = sent.filter_map(|(_, event)| match event {
        Event::SignalingSending { message, .. } => Message::parse(message.clone()).ok(),
        _ => None,
    });
    let refusal = sent.find(|message| message.status().is_some_and(|code| code.code() == status));
    refusal.expect("a refusal")
}

#[test]
fn requests_arrive_in_order_with_keys_among_them() {
    let mut outlived = 0;
    for seed in seeds(20) {
        let (mut world, alice, bob) = World::pair(seed);
        take_plain_text(&mut world, bob);
        let (ours, theirs) = world.connect(alice, bob);
        world.set_conditions(Conditions::hostile(seed));
        for text in ["one", "two", "three"] {
            send(&mut world, alice, ours, text);
        }
        world
            .with(alice, |agent, now| {
                agent.send_dtmf(now, ours, DtmfMethod::Info, 5, 160)
            })
            .expect("a key");
        send(&mut world, alice, ours, "four");
        world.run_for(seconds(120));
        if world.heard(bob, "closed") || world.heard(alice, "closed") {
            continue;
        }
        outlived += 1;
        assert_eq!(told(&world, bob), ["one", "two", "three", "four"]);
        assert_eq!(
            world.story_of_call(bob, theirs),
            [
                "incoming",
                "connected",
                "info",
                "info",
                "info",
                "tone 5",
                "info"
            ]
        );
    }
    assert!(outlived > 0, "no call outlived its network");
}

#[test]
fn a_type_that_was_not_added_is_refused_and_the_call_goes_on() {
    let (mut world, alice, bob) = World::pair(1);
    let (ours, theirs) = world.connect(alice, bob);
    send(&mut world, alice, ours, "refused");
    world.run_for(seconds(1));
    assert!(told(&world, bob).is_empty());
    assert_eq!(world.ladder_count("SIP/2.0 415"), 1);
    take_plain_text(&mut world, bob);
    send(&mut world, alice, ours, "taken");
    world.run_for(seconds(1));
    assert_eq!(told(&world, bob), ["taken"]);
    world.assert_media_fits((alice, ours), (bob, theirs));
    world.hang_up(alice, ours);
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn it_works_on_hold_and_not_before_the_call_is_connected() {
    let (mut world, alice, bob) = World::pair(2);
    take_plain_text(&mut world, bob);
    let early = world.call(alice, bob);
    world.run_for(milliseconds(500));
    let theirs = world.incoming(bob).expect("a call");
    for (agent, session) in [(alice, early), (bob, theirs)] {
        let refused = world.with(agent, |agent, now| {
            agent.send_info(now, session, ("text", "plain"), Octets::new())
        });
        assert_eq!(refused, Err(Error::CoreCallNotEstablished));
    }
    world.answer(bob, theirs).expect("it rings");
    world.run_for(seconds(1));
    let held = world.with(alice, |agent, now| agent.hold(now, early));
    assert_eq!(held, Ok(()));
    world.run_for(seconds(1));
    send(&mut world, alice, early, "on hold");
    world.run_for(seconds(1));
    assert_eq!(told(&world, bob), ["on hold"]);
    world.hang_up(alice, early);
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn outside_of_a_dialog_it_is_refused_without_an_event() {
    let mut world = World::new(3);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("peer");
    take_plain_text(&mut world, alice);
    let (from, to) = (world.peer_address(peer), world.address(alice));
    let uri = format!("sip:alice@{to}");
    for to_tag in ["", "gone"] {
        let request = Request {
            method: "INFO",
            uri: &uri,
            from,
            branch: &format!("i{to_tag}"),
            call_id: &format!("i{to_tag}"),
            to_tag,
            cseq: 1,
            headers: "",
            body: "",
        };
        world.send(peer, to, request.text());
        world.run_for(milliseconds(50));
        let last = world.inbox(peer).last().expect("an answer");
        assert!(last.is_response(481), "{:?}", last.message);
    }
    assert!(world.story(alice).is_empty());
}

#[test]
fn an_empty_one_is_told_too() {
    let (mut world, alice, bob) = World::pair(4);
    let (ours, _) = world.connect(alice, bob);
    let sent = world.with(alice, |agent, now| {
        agent.send_info(now, ours, ("application", "x-empty"), Octets::new())
    });
    assert_eq!(sent, Ok(()));
    world.run_for(seconds(1));
    assert_eq!(told(&world, bob), [""]);
}

#[test]
fn only_a_method_has_types() {
    let (mut world, alice, _) = World::pair(6);
    for (method, error) in [
        ("", Error::CoreSipMethodNameEmpty),
        ("IN FO", Error::CoreArgumentIncorrect),
    ] {
        let added = world.with(alice, |agent, _| {
            agent.add_supported_mime_type(method, "text", "plain")
        });
        assert_eq!(added, Err(error), "{method}");
    }
}

#[test]
fn a_refusal_of_a_type_names_those_that_are_taken() {
    let (mut world, alice, bob) = World::pair(5);
    world.with(bob, |agent, _| agent.set_signalling_callback(true, false));
    world
        .with(bob, |agent, _| {
            agent.add_supported_mime_type("INFO", "application", "x-mine")
        })
        .expect("a type");
    let (ours, _) = world.connect(alice, bob);
    send(&mut world, alice, ours, "refused");
    world.run_for(seconds(1));
    let refusal = refusal_by(&world, bob, 415);
    let accept = refusal.header(HeaderName::Accept);
    assert_eq!(
        accept,
        Some(
            "application/dtmf-relay, application/dtmf, application/media_control+xml, \
             application/x-mine"
        )
    );
}

#[test]
fn a_package_that_nobody_knows_is_refused_but_not_a_body_that_is_taken() {
    let (mut world, alice, bob) = World::pair(6);
    world.with(bob, |agent, _| agent.set_signalling_callback(true, false));
    let rule = HeaderRule {
        session: None,
        method: "INFO".to_owned(),
        kinds: MessageKinds::Requests,
        action: HeaderAction::Add,
        name: "Info-Package".to_owned(),
        value: "nobody-knows".to_owned(),
    };
    let added = world.with(alice, |agent, _| agent.add_header_rule(rule));
    assert!(added.is_ok());
    let (ours, _) = world.connect(alice, bob);
    for text in ["refused", ""] {
        send(&mut world, alice, ours, text);
        world.run_for(seconds(1));
        let refusal = refusal_by(&world, bob, 469);
        assert_eq!(refusal.header(HeaderName::RecvInfo), Some(""));
    }
    assert_eq!(world.ladder_count("SIP/2.0 469"), 2);
    take_plain_text(&mut world, bob);
    send(&mut world, alice, ours, "taken");
    world.run_for(seconds(1));
    assert_eq!(told(&world, bob), ["taken"]);
}
