//! Calls that are sent elsewhere: all, those that come while a call is up, one
//! that rings.

use portsip_core::error::Error;
use portsip_core::events::Event;
use portsip_core::sip::header::HeaderName;
use portsip_core::sip::message::Message;
use simulation::{AgentId, REST, Reaction, World, milliseconds, seconds};

/// Alice calls, bob forwards, carol answers.
fn three(seed: u64) -> (World, AgentId, AgentId, AgentId) {
    let (mut world, alice, bob) = World::pair(seed);
    let carol = world.add_agent("carol");
    world.set_reaction(carol, Reaction::Answer(seconds(1)));
    (world, alice, bob, carol)
}

fn forward(world: &mut World, agent: AgentId, only_when_busy: bool, to: AgentId) -> String {
    let to = world.uri(to);
    let set = world.with(agent, |agent, _| {
        agent.enable_call_forward(only_when_busy, &to)
    });
    assert_eq!(set, Ok(()));
    to
}

/// Who sent the last call that came to an agent there, the last first.
fn diversions(world: &World, agent: AgentId) -> Vec<String> {
    let mut events = world.events(agent).iter().rev();
    let invite = events.find_map(|(_, event)| match event {
        Event::InviteIncoming(parties) => Message::parse(parties.message.clone()).ok(),
        _ => None,
    });
    let invite = invite.expect("a call has come");
    let diversions = invite.headers(HeaderName::Diversion);
    diversions.map(str::to_owned).collect()
}

#[test]
fn every_call_goes_elsewhere_and_the_program_is_told() {
    let (mut world, alice, bob, carol) = three(1);
    let to = forward(&mut world, bob, false, carol);
    let ours = world.call(alice, bob);
    world.run_for(seconds(3));
    assert_eq!(world.story(bob), [format!("forwarded to {to}")]);
    assert_eq!(world.story(carol), ["incoming", "connected"]);
    let story = world.story(alice);
    assert_eq!(story.last().unwrap(), "connected");
    assert!(!world.heard(alice, "failed 302"));
    world.hang_up(alice, ours);
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn on_busy_only_a_second_call_goes_elsewhere() {
    let (mut world, alice, bob, carol) = three(2);
    let dave = world.add_agent("dave");
    let to = forward(&mut world, bob, true, carol);
    let (_, theirs) = world.connect(alice, bob);
    let second = world.call(dave, bob);
    world.run_for(seconds(3));
    assert!(world.heard(carol, "connected") && world.heard(dave, "connected"));
    assert_eq!(
        world.story(bob),
        ["incoming", "connected", &format!("forwarded to {to}")]
    );
    world.hang_up(dave, second);
    world.hang_up(bob, theirs);
    world.run_for(seconds(1));
    // Nobody is busy any more.
    let third = world.call(dave, bob);
    world.run_for(seconds(1));
    assert_eq!(world.story(bob).last().unwrap(), "incoming");
    world.hang_up(dave, third);
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn at_the_limit_of_calls_forward_comes_before_busy() {
    let mut world = World::new(3);
    let alice = world.add_agent("alice");
    let bob = world.add_agent_with("bob", 1);
    let carol = world.add_agent("carol");
    let dave = world.add_agent("dave");
    world.set_reaction(carol, Reaction::Answer(seconds(1)));
    forward(&mut world, bob, true, carol);
    world.connect(alice, bob);
    world.call(dave, bob);
    world.run_for(seconds(3));
    assert!(world.heard(carol, "connected"));
    assert!(!world.heard(dave, "failed 486"));
}

#[test]
fn turned_off_calls_ring_again() {
    let (mut world, alice, bob, carol) = three(4);
    forward(&mut world, bob, false, carol);
    world.with(bob, |agent, _| agent.disable_call_forward());
    let ours = world.call(alice, bob);
    world.run_for(seconds(2));
    assert_eq!(world.story(bob), ["incoming"]);
    assert!(world.story(carol).is_empty());
    world.hang_up(alice, ours);
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn two_who_forward_to_each_other_do_not_keep_a_call_alive() {
    let (mut world, alice, bob, carol) = three(5);
    forward(&mut world, bob, false, carol);
    forward(&mut world, carol, false, bob);
    world.call(alice, bob);
    world.run_to_rest(REST);
    assert_eq!(world.story(alice).last().unwrap(), "failed 302");
    world.assert_at_rest();
}

#[test]
fn a_forward_survives_losses_and_is_told_once() {
    for seed in simulation::seeds(20) {
        let (mut world, alice, bob, carol) = three(seed);
        world.set_conditions(simulation::Conditions::hostile(seed));
        let to = forward(&mut world, bob, false, carol);
        world.call(alice, bob);
        world.run_for(seconds(40));
        assert_eq!(world.story(bob), [format!("forwarded to {to}")]);
        assert!(world.heard(alice, "connected") || world.heard(alice, "failed 408"));
    }
}

#[test]
fn a_ringing_call_is_sent_elsewhere() {
    let (mut world, alice, bob, carol) = three(6);
    let ours = world.call(alice, bob);
    world.run_for(seconds(2));
    let theirs = world.incoming(bob).expect("a call");
    let to = world.uri(carol);
    let forwarded = world.with(bob, |agent, now| agent.forward_call(now, theirs, &to));
    assert_eq!(forwarded, Ok(()));
    let again = world.with(bob, |agent, now| agent.forward_call(now, theirs, &to));
    assert_eq!(again, Err(Error::CoreInviteSessionNotFound));
    world.run_for(seconds(3));
    assert_eq!(world.story(bob), ["incoming"]);
    assert!(world.heard(alice, "connected") && world.heard(carol, "connected"));
    world.hang_up(alice, ours);
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn only_a_ringing_call_of_theirs_is_sent_elsewhere() {
    let (mut world, alice, bob, carol) = three(7);
    let to = world.uri(carol);
    let (ours, theirs) = world.connect(alice, bob);
    for (agent, session) in [(alice, ours), (bob, theirs)] {
        let refused = world.with(agent, |agent, now| agent.forward_call(now, session, &to));
        assert_eq!(refused, Err(Error::CoreNotIncomingCall));
        let nowhere = world.with(agent, |agent, now| agent.forward_call(now, session, "sip:"));
        assert_eq!(nowhere, Err(Error::CoreInvalidUri));
    }
    world.run_for(milliseconds(100));
    world.assert_media_fits((alice, ours), (bob, theirs));
}

#[test]
fn who_gets_the_call_is_told_by_whom_and_why() {
    let (mut world, alice, bob, carol) = three(8);
    let [dave, erin] = ["dave", "erin"].map(|name| world.add_agent(name));
    let by = |world: &World, agent, reason| {
        let uri = world.uri(agent);
        format!("<{}>;reason={reason}", uri.trim_end_matches(":5060"))
    };
    forward(&mut world, bob, false, carol);
    forward(&mut world, carol, false, dave);
    let ours = world.call(alice, bob);
    world.run_for(seconds(2));
    let twice = [carol, bob].map(|agent| by(&world, agent, "unconditional"));
    assert_eq!(diversions(&world, dave), twice);
    // Dave has a call now, which rings.
    forward(&mut world, dave, true, erin);
    let second = world.call(bob, dave);
    world.run_for(seconds(2));
    assert_eq!(diversions(&world, erin), [by(&world, dave, "user-busy")]);
    let theirs = world.incoming(dave).expect("a call");
    let to = world.uri(erin);
    let forwarded = world.with(dave, |agent, now| agent.forward_call(now, theirs, &to));
    assert_eq!(forwarded, Ok(()));
    world.run_for(seconds(2));
    let [carols, bobs] = twice;
    let thrice = [by(&world, dave, "deflection"), carols, bobs];
    assert_eq!(diversions(&world, erin), thrice);
    world.hang_up(alice, ours);
    world.hang_up(bob, second);
    world.run_to_rest(REST);
    world.assert_at_rest();
}
