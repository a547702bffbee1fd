//! OPTIONS of ours: asked, challenged, sent elsewhere; and the code in the answer
//! to theirs, which is the one a call would get.

use portsip_core::error::Error;
use portsip_core::events::Event;
use portsip_core::limits::QUERIES_MAX;
use portsip_core::octets::Octets;
use portsip_core::sip::header::HeaderName;
use portsip_core::sip::message::{Message, StatusCode};
use portsip_core::ua::Agent;
use simulation::{AgentId, Conditions, REST, World, milliseconds, seconds, seeds};

use super::messages::pcmu;
use super::registered::account_at;

fn ask(world: &mut World, agent: AgentId, to: &str, description: &str) -> Result<(), Error> {
    let description = Octets::copy_from_slice(description.as_bytes());
    world.with(agent, |agent, now| agent.send_options(now, to, description))
}

/// The final answers to OPTIONS that an agent was shown.
fn answers(world: &World, agent: AgentId) -> Vec<Message> {
    let events = world.events(agent).iter();
    let messages = events.filter_map(|(_, event)| match event {
        Event::SignalingReceived { message, .. } => Message::parse(message.clone()).ok(),
        _ => None,
    });
    messages
        .filter(|message| message.status().is_some() && message.method().as_str() == "OPTIONS")
        .collect()
}

fn codes(world: &World, agent: AgentId) -> Vec<u16> {
    let answers = answers(world, agent);
    let codes = answers.iter().filter_map(Message::status);
    codes.map(StatusCode::code).collect()
}

fn watching(seed: u64) -> (World, AgentId, AgentId) {
    let (mut world, alice, bob) = World::pair(seed);
    world.with(alice, |agent, _| agent.set_signalling_callback(false, true));
    (world, alice, bob)
}

#[test]
fn the_answer_is_seen_in_the_signalling_and_the_question_is_told() {
    let (mut world, alice, bob) = watching(1);
    let to = world.uri(bob);
    let description = pcmu(world.address(alice), "sendrecv");
    assert_eq!(ask(&mut world, alice, &to, &description), Ok(()));
    world.run_to_rest(REST);
    assert_eq!(world.story(bob), ["options"]);
    let answers = answers(&world, alice);
    assert_eq!(answers.len(), 1);
    let accept = answers[0].header(HeaderName::Accept).expect("an Accept");
    assert!(accept.contains("application/sdp") && accept.contains("application/dtmf-relay"));
    assert!(!answers[0].body().is_empty());
    let told = world.events(bob).iter().find_map(|(_, event)| match event {
        Event::OptionsReceived { message } => Message::parse(message.clone()).ok(),
        _ => None,
    });
    assert_eq!(told.expect("it was told").body(), description.as_bytes());
    world.assert_at_rest();
}

#[test]
fn it_is_answered_once_over_a_bad_network_or_given_up() {
    for seed in seeds(20) {
        let (mut world, alice, bob) = watching(seed);
        world.set_conditions(Conditions::hostile(seed));
        let to = world.uri(bob);
        assert_eq!(ask(&mut world, alice, &to, ""), Ok(()));
        world.run_to_rest(seconds(200));
        assert!(world.story(bob).len() <= 1, "{:?}", world.story(bob));
        world.assert_at_rest();
    }
}

#[test]
fn a_challenge_is_answered_once() {
    let mut world = World::new(2);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("server");
    let at = world.peer_address(peer);
    world.give_account(alice, account_at(at));
    assert_eq!(ask(&mut world, alice, "bob", ""), Ok(()));
    for round in 1..=2 {
        world.run_for(milliseconds(100));
        let options = world
            .last_received(peer, |received| received.is_request("OPTIONS"))
            .expect("an OPTIONS");
        let credentials = options.message.header(HeaderName::ProxyAuthorization);
        assert_eq!(credentials.is_some(), round == 2);
        assert_eq!(options.message.cseq().number, round);
        let challenge = "Proxy-Authenticate: Digest realm=\"r\", nonce=\"n\", algorithm=MD5";
        let response = options.response("407 Proxy Authentication Required", "t", &[challenge], "");
        world.send(peer, world.address(alice), response);
    }
    world.run_to_rest(REST);
    let asked = world.inbox(peer).iter();
    assert_eq!(
        asked
            .filter(|received| received.is_request("OPTIONS"))
            .count(),
        2
    );
    world.assert_at_rest();
}

#[test]
fn who_does_not_answer_is_asked_for_a_while_and_there_are_not_too_many() {
    let mut world = World::new(3);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("silent");
    let to = format!("sip:nobody@{}", world.peer_address(peer));
    for _ in 0..QUERIES_MAX {
        assert_eq!(ask(&mut world, alice, &to, ""), Ok(()));
    }
    let one_more = ask(&mut world, alice, &to, "");
    assert_eq!(one_more, Err(Error::CoreDataSizeTooLarge));
    world.run_to_rest(REST);
    assert_eq!(ask(&mut world, alice, &to, ""), Ok(()));
    assert!(world.story(alice).is_empty());
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn what_cannot_be_asked_has_its_code() {
    let mut world = World::new(4);
    let alice = world.add_agent("alice");
    for (to, error) in [
        ("", Error::CoreCalleeEmpty),
        ("  ", Error::CoreCalleeEmpty),
        ("bob", Error::CoreInvalidUri),
        ("http://a", Error::CoreInvalidUri),
    ] {
        assert_eq!(ask(&mut world, alice, to, ""), Err(error), "{to}");
    }
    let large = "x".repeat(100_000);
    let too_large = ask(&mut world, alice, "sip:a@10.0.0.9", &large);
    assert_eq!(too_large, Err(Error::CoreDataSizeTooLarge));
    world
        .with(alice, Agent::remove_user)
        .expect("a user is set");
    let nobody = ask(&mut world, alice, "sip:a@10.0.0.9", "");
    assert_eq!(nobody, Err(Error::CoreUserNotFound));
}

#[test]
fn the_code_is_the_one_that_a_call_would_get() {
    let mut world = World::new(5);
    let alice = world.add_agent("alice");
    let bob = world.add_agent_with("bob", 1);
    let carol = world.add_agent("carol");
    world.with(alice, |agent, _| agent.set_signalling_callback(false, true));
    let (to, away) = (world.uri(bob), world.uri(carol));
    let asked = |world: &mut World| {
        assert_eq!(ask(world, alice, &to, ""), Ok(()));
        world.run_for(seconds(1));
        codes(world, alice).pop().expect("an answer")
    };
    assert_eq!(asked(&mut world), 200);
    world.with(bob, |agent, _| agent.set_do_not_disturb(true));
    assert_eq!(asked(&mut world), 480);
    world.with(bob, |agent, _| agent.set_do_not_disturb(false));
    let (_, theirs) = world.connect(carol, bob);
    assert_eq!(asked(&mut world), 486);
    let forward = world.with(bob, |agent, _| agent.enable_call_forward(true, &away));
    assert_eq!(forward, Ok(()));
    assert_eq!(asked(&mut world), 302);
    let answers = answers(&world, alice);
    let contact = answers
        .last()
        .and_then(|answer| answer.header(HeaderName::Contact));
    assert_eq!(contact, Some(format!("<{away}>").as_str()));
    world.hang_up(bob, theirs);
    world.run_for(seconds(1));
    assert_eq!(asked(&mut world), 200);
    let told = world.story(bob);
    assert_eq!(told.iter().filter(|event| *event == "options").count(), 5);
}
