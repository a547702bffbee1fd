//! What programs do with messages, and what holds for them afterwards.

use portsip_core::events::Event;
use portsip_core::ids::MessageId;
use portsip_core::octets::Octets;
use portsip_core::rng::Rng;
use simulation::{AgentId, World};

use crate::ledger::{Ledger, Leg};

const TEXT: (&str, &str) = ("text", "plain");

/// Sends a message in a call, whatever state that is in.
pub(crate) fn send(world: &mut World, ledger: &mut Ledger, leg: Leg, body: &str) {
    let bytes = Octets::copy_from_slice(body.as_bytes());
    let (agent, session) = leg;
    let sent = world.with(agent, |agent, now| {
        agent.send_message(now, session, TEXT, bytes)
    });
    if let Ok(id) = sent {
        ledger.note_sent(agent, id);
        ledger.note_informed(leg, body);
    }
}

/// Sends a message outside of calls; now and then one that is too long for datagrams, or
/// of a type that nobody takes.
pub(crate) fn send_outside(
    world: &mut World,
    rng: &mut Rng,
    ledger: &mut Ledger,
    agent: AgentId,
    (to, number): (&str, u32),
) {
    let length = if rng.below(4) == 0 { 60_000 } else { 10 };
    let kind = if rng.below(5) == 0 {
        ("image", "png")
    } else {
        TEXT
    };
    let mut body = format!("outside {number} ");
    body.push_str(&"x".repeat(length));
    let sent = world.with(agent, |agent, now| {
        agent.send_out_of_dialog_message(now, to, kind, false, body.into())
    });
    ledger.note_sent(agent, sent.expect("it is a recipient"));
}

/// Each message that was sent has one outcome.
pub(crate) fn assert_outcomes(world: &World, ledger: &Ledger, agent: AgentId) {
    let mut told: Vec<MessageId> = world
        .events(agent)
        .iter()
        .filter_map(|(_, event)| match event {
            Event::MessageSent { message, .. } | Event::MessageFailed { message, .. } => {
                Some(*message)
            }
            Event::OutOfDialogMessageSent(parties)
            | Event::OutOfDialogMessageFailed { parties, .. } => Some(parties.message),
            _ => None,
        })
        .collect();
    told.sort_unstable();
    assert_eq!(
        told,
        ledger.sent(agent),
        "{agent:?}: the outcomes, and what was sent"
    );
}

/// The messages outside of calls that an agent is told of were sent as they are.
pub(crate) fn assert_whole(world: &World, agent: AgentId) {
    for (_, event) in world.events(agent) {
        if let Event::OutOfDialogMessageReceived { kind, body, .. } = event {
            assert!(kind == "text" && body.starts_with(b"outside "), "{event:?}");
        }
    }
}

/// What a call tells of messages of its own side: it may come after the call's end.
pub(crate) fn is_outcome(event: &str) -> bool {
    event.starts_with("message ")
}
