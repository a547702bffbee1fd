//! What programs do with transfers.

use portsip_core::events::Event;
use portsip_core::rng::Rng;
use simulation::{AgentId, World};

use crate::chaos::any_session;
use crate::ledger::{Ledger, number_of};

/// Does what it was asked last, or refuses to.
pub(crate) fn decide(world: &mut World, rng: &mut Rng, ledger: &mut Ledger, agent: AgentId) {
    let mut events = world.events(agent).iter().rev();
    let asked = events.find_map(|(_, event)| match event {
        Event::ReferReceived { refer, to, .. } => Some((*refer, to.clone())),
        _ => None,
    });
    let Some((refer, to)) = asked else { return };
    // It may have been decided before: then it is an error.
    if rng.below(5) == 0 {
        let _ = world.with(agent, |agent, now| agent.reject_refer(now, refer));
        return;
    }
    let ports = world.take_ports(agent);
    let accepted = world.with(agent, |agent, now| agent.accept_refer(now, refer, ports));
    match accepted {
        Ok(session) => {
            let number = number_of(&to).expect("every target has a number");
            ledger.note_placed((agent, session), number, &to);
        }
        Err(_) => world.return_ports(agent, ports),
    }
}

/// Asks the other side of one call to take the place of this agent in another.
pub(crate) fn attend(
    world: &mut World,
    rng: &mut Rng,
    ledger: &mut Ledger,
    agent: AgentId,
    number: u32,
) {
    let session = any_session(world, rng, agent);
    let replaced = any_session(world, rng, agent);
    let Some(called) = ledger.called((agent, replaced)) else {
        return;
    };
    let host = called.split_once('@').map_or("", |(_, host)| host);
    let to = format!("sip:n{number}@{host}");
    let referred = world.with(agent, |agent, now| {
        agent.attended_refer(now, session, replaced, &to)
    });
    ledger.note_referred((agent, session), referred.is_ok());
}
