//! What holds in every world, whatever happened there.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use portsip_core::clock::Instant;
use portsip_core::events::Event;
use portsip_core::ids::SessionId;
use portsip_core::octets::Octets;
use portsip_core::sip::message::Message;
use simulation::{AgentId, World, seconds};

use crate::ledger::{Ledger, Leg, number_of_incoming};
use crate::messages;

/// Both ends of a call know that it is up, send and take what fits, and both
/// know when it is over.
pub(crate) fn assert_sides_agree(
    world: &mut World,
    agents: &[AgentId],
    ledger: &Rc<RefCell<Ledger>>,
) {
    let callees = incoming_legs(world, agents);
    let placed: Vec<(Leg, u32)> = ledger.borrow().placed().collect();
    for (caller, number) in placed {
        if !is_up(world, &ledger.borrow(), caller) {
            continue;
        }
        let of_number = callees.iter().filter(|(_, of)| *of == number);
        let mut up = of_number
            .clone()
            .filter(|(callee, _)| is_up(world, &ledger.borrow(), *callee));
        let Some((callee, _)) = up.next().copied() else {
            // Somebody answered, and the BYE got lost with all its repetitions.
            let existed = of_number.count() > 0;
            assert!(existed, "{caller:?} is up with nobody");
            continue;
        };
        if up.next().is_some() {
            // A second callee whose BYE got lost.
            continue;
        }
        if ledger.borrow().both_moved(world, [caller, callee]) {
            continue;
        }
        world.assert_media_fits(caller, callee);
        ledger.borrow_mut().hang_up(world, caller);
        world.run_for(seconds(5));
        let story = world.story_of_call(callee.0, callee.1);
        assert_eq!(
            story.last().map(String::as_str),
            Some("closed"),
            "{callee:?} still believes in the call of {caller:?}"
        );
    }
}

/// The events of each call tell of one call, with one end.
pub(crate) fn assert_stories(world: &World, agents: &[AgentId], ledger: &Ledger) {
    let placed: BTreeSet<Leg> = ledger.placed().map(|(leg, _)| leg).collect();
    for agent in agents {
        assert_asked_once(world, *agent);
        messages::assert_outcomes(world, ledger, *agent);
        messages::assert_whole(world, *agent);
        for session in world.calls_told(*agent) {
            let leg = (*agent, session);
            let story = world.story_of_call(*agent, session);
            assert_transfers(&story, ledger.referred(leg));
            assert_informed_in_order(world, ledger, leg);
            let story = of_call(&story);
            assert_in_order(&story, placed.contains(&leg));
            assert_ends_once(ledger, leg, &story);
        }
    }
    for leg in placed {
        let story = world.story_of_call(leg.0, leg.1);
        assert_ends_once(ledger, leg, &of_call(&story));
    }
}

/// The INFOs that a leg is told of are those of one other leg, in their order, and so
/// are the messages.
/// One whose answers were lost may come again along another way (RFC 3263 §4.3).
fn assert_informed_in_order(world: &World, ledger: &Ledger, leg: Leg) {
    let events = || world.events(leg.0).iter();
    let infos = events().filter_map(|(_, event)| match event {
        Event::InfoReceived { session, message } if *session == leg.1 => {
            Some(parsed(message).body_bytes())
        }
        _ => None,
    });
    let messages = events().filter_map(|(_, event)| match event {
        Event::MessageReceived { session, body, .. } if *session == leg.1 => Some(body.clone()),
        _ => None,
    });
    for bodies in [infos.collect::<Vec<Octets>>(), messages.collect()] {
        let sent = bodies.iter().map(|body| {
            let body = String::from_utf8_lossy(body);
            ledger.informed(&body).expect("somebody sent it")
        });
        let sent: Vec<(Leg, usize)> = sent.collect();
        for two in sent.windows(2) {
            let [(first, before), (second, after)] = [two[0], two[1]];
            assert!(first == second && before <= after, "{leg:?}: {sent:?}");
        }
    }
}

/// A question of others is told once while its transaction is remembered: for
/// 32 s (RFC 3261 §17.2.2, Timer J). A copy on its way for longer is a new one. One
/// whose connection was lost before the answer goes again once, in another transaction.
fn assert_asked_once(world: &World, agent: AgentId) {
    let mut asked: BTreeMap<Option<String>, (Instant, Option<String>)> = BTreeMap::new();
    let mut asked_again = BTreeSet::new();
    for (at, event) in world.events(agent) {
        if let Event::OptionsReceived { message } = event {
            let message = parsed(message);
            let uri = message.request_uri().map(ToString::to_string);
            let branch = message.top_via().branch().map(str::to_owned);
            let before = asked.insert(uri.clone(), (*at, branch.clone()));
            let is_new = before.is_none_or(|(before, of)| {
                let goes_again = of != branch && asked_again.insert(uri.clone());
                goes_again || *at - before >= seconds(32)
            });
            assert!(is_new, "{agent:?} is asked twice: {uri:?}");
        }
    }
}

fn parsed(message: &Octets) -> Message {
    Message::parse(message.clone()).expect("what is told is a message")
}

/// Either the program ended it, and heard no more of it; or one event did.
fn assert_ends_once(ledger: &Ledger, leg: Leg, story: &Vec<String>) {
    if let Some(before) = ledger.ended(leg) {
        let before = &of_call(before);
        assert_eq!(before, story, "{leg:?}: told of after its program ended it");
        return;
    }
    let last = story.last().map_or("", String::as_str);
    assert!(is_final(last), "{leg:?} has no end: {story:?}");
    let ends = story.iter().filter(|event| is_final(event)).count();
    assert_eq!(ends, 1, "{leg:?} ends more than once: {story:?}");
}

/// What a call tells of transfers: it may come after the call's own end.
fn is_of_transfer(event: &str) -> bool {
    let starts = ["refer ", "transfer", "not transferred", "asked to call"];
    starts.iter().any(|start| event.starts_with(start))
}

/// What a call tells of itself alone.
fn of_call(story: &[String]) -> Vec<String> {
    let own = story
        .iter()
        .filter(|event| !is_of_transfer(event) && !messages::is_outcome(event));
    own.cloned().collect()
}

/// Each REFER of ours has at most one answer, and what it led to at most one end.
fn assert_transfers(story: &[String], referred: usize) {
    let count = |starts: &[&str]| {
        let begins = |event: &&String| starts.iter().any(|start| event.starts_with(start));
        story.iter().filter(begins).count()
    };
    let accepted = count(&["refer accepted"]);
    assert!(
        accepted + count(&["refer rejected"]) <= referred,
        "more answers than {referred}: {story:?}"
    );
    assert!(
        count(&["transferred", "not transferred"]) <= accepted,
        "more ends than transfers: {story:?}"
    );
}

fn is_final(event: &str) -> bool {
    event == "closed" || event.starts_with("failed ")
}

/// The order in which a call's events may come, and which of them once.
fn assert_in_order(story: &[String], outgoing: bool) {
    let rank = |event: &String| match event.as_str() {
        "incoming" => 0,
        "trying" => 1,
        "ringing 180" | "progress" | "progress with media" => 2,
        "answered" => 3,
        "connected" => 4,
        event if is_final(event) => 6,
        _ => 5,
    };
    // A tone, an INFO or a message may overtake the ACK of its caller.
    let overtakes = |event: &&String| {
        event.starts_with("tone") || ["info", "message"].contains(&event.as_str())
    };
    let others = story.iter().filter(|event| !overtakes(event));
    assert!(others.is_sorted_by_key(rank), "out of order: {story:?}");
    for once in ["incoming", "trying", "answered", "connected"] {
        let count = story.iter().filter(|event| *event == once).count();
        assert!(count <= 1, "{once} twice: {story:?}");
    }
    let of_caller = |event: &String| (1..=3).contains(&rank(event));
    if outgoing {
        assert!(!story.iter().any(|event| event == "incoming"), "{story:?}");
    } else {
        assert!(!story.iter().any(of_caller), "of a caller: {story:?}");
    }
    let mut held = false;
    for event in story.iter().filter(|event| event.ends_with("held")) {
        held = !held;
        assert_eq!(held, event == "held", "hold without unhold: {story:?}");
    }
}

fn incoming_legs(world: &World, agents: &[AgentId]) -> Vec<(Leg, u32)> {
    let sessions = |agent: &AgentId| -> Vec<(AgentId, SessionId)> {
        let told = world.calls_told(*agent).into_iter();
        told.map(|session| (*agent, session)).collect()
    };
    let legs = agents.iter().flat_map(sessions);
    legs.filter_map(|leg| Some((leg, number_of_incoming(world, leg)?)))
        .collect()
}

fn was_up(world: &World, leg: Leg) -> bool {
    let story = world.story_of_call(leg.0, leg.1);
    story.iter().any(|event| event == "connected")
}

fn is_up(world: &World, ledger: &Ledger, leg: Leg) -> bool {
    let story = world.story_of_call(leg.0, leg.1);
    let over = story.iter().any(|event| is_final(event));
    was_up(world, leg) && !over && ledger.ended(leg).is_none()
}
