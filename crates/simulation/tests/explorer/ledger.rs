//! What the programs of a world did, and were told could be done.

use std::collections::BTreeMap;

use portsip_core::clock::Instant;
use portsip_core::events::Event;
use portsip_core::ids::{MessageId, SessionId};
use simulation::{AgentId, World, session_of};

/// A call as one agent knows it.
pub(crate) type Leg = (AgentId, SessionId);

/// A call that a program placed.
struct Placed {
    /// What the user part of its URI has.
    number: u32,
    uri: String,
}

/// What the programs of a world did.
#[derive(Default)]
pub(crate) struct Ledger {
    numbers: u32,
    /// The calls placed.
    placed: BTreeMap<Leg, Placed>,
    /// How often the other side of a leg was asked to call somebody.
    referred: BTreeMap<Leg, usize>,
    /// The messages that each agent sent, in order.
    sent: BTreeMap<AgentId, Vec<MessageId>>,
    /// Which leg sent each INFO or message, known by its body, and as which of its own.
    informed: BTreeMap<String, (Leg, usize)>,
    /// When agents got their last addresses.
    moved: BTreeMap<AgentId, Instant>,
    /// The story of each leg when its own program ended it.
    ended: BTreeMap<Leg, Vec<String>>,
}

impl Ledger {
    /// A number for the next call: it shows which legs belong together.
    pub(crate) fn next_number(&mut self) -> u32 {
        self.numbers += 1;
        self.numbers
    }

    pub(crate) fn note_placed(&mut self, leg: Leg, number: u32, uri: &str) {
        let uri = uri.to_owned();
        self.placed.insert(leg, Placed { number, uri });
    }

    pub(crate) fn note_referred(&mut self, leg: Leg, taken: bool) {
        *self.referred.entry(leg).or_default() += usize::from(taken);
    }

    pub(crate) fn note_informed(&mut self, leg: Leg, body: &str) {
        let before = self.informed.values().filter(|(of, _)| *of == leg);
        let number = before.count();
        self.informed.insert(body.to_owned(), (leg, number));
    }

    pub(crate) fn note_sent(&mut self, agent: AgentId, message: MessageId) {
        self.sent.entry(agent).or_default().push(message);
    }

    pub(crate) fn note_moved(&mut self, world: &World, agent: AgentId) {
        self.moved.insert(agent, world.now());
    }

    /// Whether both ends of a call have moved since it began: then neither may
    /// have found the other to tell it.
    pub(crate) fn both_moved(&self, world: &World, legs: [Leg; 2]) -> bool {
        legs.iter().all(|(agent, session)| {
            let mut events = world.events(*agent).iter();
            let first = events.find(|(_, event)| session_of(event) == Some(*session));
            let moved = self.moved.get(agent);
            first.is_some_and(|(begun, _)| moved.is_some_and(|moved| moved >= begun))
        })
    }

    pub(crate) fn note_ended(&mut self, world: &World, leg: Leg) {
        let story = world.story_of_call(leg.0, leg.1);
        self.ended.insert(leg, story);
    }

    pub(crate) fn calls_placed(&self) -> usize {
        self.placed.len()
    }

    /// The legs that agents placed, with their numbers.
    pub(crate) fn placed(&self) -> impl Iterator<Item = (Leg, u32)> {
        let placed = self.placed.iter();
        placed.map(|(leg, placed)| (*leg, placed.number))
    }

    /// Whom a leg called, if its agent placed it.
    pub(crate) fn called(&self, leg: Leg) -> Option<&str> {
        Some(&self.placed.get(&leg)?.uri)
    }

    /// How often the other side of a leg was asked to call somebody.
    pub(crate) fn referred(&self, leg: Leg) -> usize {
        self.referred.get(&leg).copied().unwrap_or_default()
    }

    /// The messages that an agent sent, in order.
    pub(crate) fn sent(&self, agent: AgentId) -> &[MessageId] {
        self.sent.get(&agent).map_or(&[], Vec::as_slice)
    }

    /// Which leg sent an INFO or a message with this body, and as which of its own.
    pub(crate) fn informed(&self, body: &str) -> Option<(Leg, usize)> {
        self.informed.get(body).copied()
    }

    /// The story of a leg when its own program ended it.
    pub(crate) fn ended(&self, leg: Leg) -> Option<&Vec<String>> {
        self.ended.get(&leg)
    }

    /// Every program ends what it still has.
    pub(crate) fn hang_up_all(&mut self, world: &mut World, agents: &[AgentId]) {
        let placed: Vec<Leg> = self.placed.keys().copied().collect();
        let told = agents
            .iter()
            .flat_map(|agent| {
                let calls = world.calls_told(*agent);
                calls.into_iter().map(|session| (*agent, session))
            })
            .collect::<Vec<Leg>>();
        for leg in placed.into_iter().chain(told) {
            self.hang_up(world, leg);
        }
    }

    /// Ends a leg; it may be over.
    pub(crate) fn hang_up(&mut self, world: &mut World, leg: Leg) {
        let ended = world.with(leg.0, |agent, now| agent.hang_up(now, leg.1));
        if ended.is_ok() {
            self.note_ended(world, leg);
        }
    }
}

/// The number in the URI that an incoming call was for.
pub(crate) fn number_of_incoming(world: &World, leg: Leg) -> Option<u32> {
    let events = world.events(leg.0).iter();
    let parties = events
        .filter_map(|(_, event)| match event {
            Event::InviteIncoming(parties) => Some(parties),
            _ => None,
        })
        .find(|parties| parties.session == leg.1)?;
    number_of(&parties.callee)
}

/// The number in a URI.
pub(crate) fn number_of(uri: &str) -> Option<u32> {
    let user = uri.strip_prefix("sip:n")?;
    user.split('@').next()?.parse().ok()
}
