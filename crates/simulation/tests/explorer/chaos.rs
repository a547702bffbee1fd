//! Who is in a world, and what happens there, drawn from its seed.

use std::cell::RefCell;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::Duration;

use portsip_core::config::{Refresher, ReliableProvisional, SessionTimer, TransportKind};
use portsip_core::ids::SessionId;
use portsip_core::octets::Octets;
use portsip_core::rng::Rng;
use simulation::{AgentId, ForkingProxy, Reaction, World, milliseconds, seconds};

use crate::ledger::{Ledger, Leg};
use crate::messages;
use crate::transfers;

/// How long things happen.
pub(crate) const DURATION: Duration = seconds(240);

/// When the last action begins.
const ACTIONS_MS: u32 = 180_000;

/// The agents and the proxy of a world.
pub(crate) struct Cast {
    pub(crate) agents: Vec<AgentId>,
    proxy: SocketAddr,
    /// Everybody speaks over connections.
    connected: bool,
}

impl Cast {
    /// Two to five agents, and a proxy that forks to some of them.
    pub(crate) fn new(world: &mut World, rng: &mut Rng) -> Self {
        let connected = rng.below(3) == 0;
        let agents: Vec<AgentId> = (0..2 + rng.below(4))
            .map(|number| {
                let name = format!("agent{number}");
                if connected {
                    world.add_agent_on(&name, TransportKind::Tcp)
                } else {
                    world.add_agent_with(&name, 1 + rng.below(8) as usize)
                }
            })
            .collect();
        for agent in &agents {
            let delay = time(rng, 6000);
            // Who does not answer by itself answers or rejects when it is drawn.
            if rng.below(4) != 0 {
                world.set_reaction(*agent, Reaction::Answer(delay));
            }
            set_up(world, rng, *agent);
        }
        let addresses: Vec<SocketAddr> = agents.iter().map(|agent| world.address(*agent)).collect();
        let branches = addresses[..=rng.below(agents.len() as u32) as usize].to_vec();
        let proxy = world.add_server(|address| ForkingProxy::new(address, branches));
        let proxy = world.server_address(proxy);
        Self {
            agents,
            proxy,
            connected,
        }
    }

    /// Everybody is there again.
    pub(crate) fn calm(&self, world: &mut World) {
        for agent in &self.agents {
            world.bring_back(world.address(*agent));
        }
    }

    fn any(&self, rng: &mut Rng) -> AgentId {
        self.agents[rng.below(self.agents.len() as u32) as usize]
    }

    /// Somebody, or the proxy.
    fn target(&self, rng: &mut Rng) -> Target {
        if !self.connected && rng.below(4) == 0 {
            Target::Proxy(self.proxy)
        } else {
            Target::Agent(self.any(rng))
        }
    }
}

/// Whom a call is for.
#[derive(Clone, Copy)]
enum Target {
    Agent(AgentId),
    Proxy(SocketAddr),
}

impl Target {
    /// Its URI at this time, with the number of the call.
    fn uri(self, world: &World, number: u32) -> String {
        match self {
            Self::Agent(agent) => {
                let uri = world.uri(agent);
                let host = uri.split_once('@').map_or("", |(_, host)| host);
                format!("sip:n{number}@{host}")
            }
            Self::Proxy(address) => format!("sip:n{number}@{address}"),
        }
    }
}

/// One thing that happens.
#[derive(Clone, Copy)]
enum Action {
    Call,
    HangUp,
    Answer,
    Reject,
    Hold,
    UnHold,
    Update,
    Tone,
    Info,
    Message,
    MessageOutside,
    Options,
    ForwardCall,
    ForwardAll,
    DoNotDisturb,
    Refer,
    AttendedRefer,
    TakeDown,
    CutOff,
    BringBack,
    Move,
}

/// How often each action comes.
const WEIGHTS: [(Action, u32); 21] = [
    (Action::Call, 30),
    (Action::HangUp, 16),
    (Action::Answer, 8),
    (Action::Reject, 4),
    (Action::Hold, 14),
    (Action::UnHold, 14),
    (Action::Update, 6),
    (Action::Tone, 4),
    (Action::Info, 6),
    (Action::Message, 8),
    (Action::MessageOutside, 6),
    (Action::Options, 3),
    (Action::ForwardCall, 2),
    (Action::ForwardAll, 2),
    (Action::DoNotDisturb, 2),
    (Action::Refer, 5),
    (Action::AttendedRefer, 5),
    (Action::TakeDown, 2),
    (Action::CutOff, 2),
    (Action::BringBack, 6),
    (Action::Move, 3),
];

impl Action {
    fn any(rng: &mut Rng) -> Self {
        let mut point = rng.below(WEIGHTS.iter().map(|(_, weight)| weight).sum());
        for (action, weight) in WEIGHTS {
            if point < weight {
                return action;
            }
            point -= weight;
        }
        Self::Call
    }
}

/// Plans everything that happens in a world.
pub(crate) fn plan(world: &mut World, rng: &mut Rng, cast: &Cast) -> Rc<RefCell<Ledger>> {
    let ledger = Rc::new(RefCell::new(Ledger::default()));
    for _ in 0..rng.below(250) {
        let (action, agent) = (Action::any(rng), cast.any(rng));
        let at = time(rng, ACTIONS_MS);
        let mut dice = rng.fork();
        if matches!(action, Action::Refer | Action::AttendedRefer) {
            plan_decision(world, &mut dice, cast, &ledger, at);
        }
        let drawn = Drawn {
            action: match action {
                // A connection that broke without a word stays so in the calm.
                Action::CutOff if cast.connected => Action::TakeDown,
                action => action,
            },
            agent,
            number: ledger.borrow_mut().next_number(),
            target: match action {
                // The proxy answers no questions.
                Action::Options | Action::MessageOutside => Target::Agent(cast.any(&mut dice)),
                _ => cast.target(&mut dice),
            },
            dice,
        };
        let ledger = Rc::clone(&ledger);
        world.after(at, move |world| drawn.act(world, &mut ledger.borrow_mut()));
    }
    ledger
}

/// An action, who does it, and whom it is about.
struct Drawn {
    action: Action,
    agent: AgentId,
    number: u32,
    target: Target,
    dice: Rng,
}

impl Drawn {
    fn act(mut self, world: &mut World, ledger: &mut Ledger) {
        let (agent, number) = (self.agent, self.number);
        let uri = self.target.uri(world, number);
        match self.action {
            Action::Call => {
                if let Ok(session) = world.try_call(agent, &uri) {
                    ledger.note_placed((agent, session), number, &uri);
                }
            }
            Action::AttendedRefer => {
                transfers::attend(world, &mut self.dice, ledger, agent, number);
            }
            Action::Options => {
                let asked = world.with(agent, |agent, now| {
                    agent.send_options(now, &uri, Octets::new())
                });
                assert_eq!(asked, Ok(()), "{uri} is a target");
            }
            Action::MessageOutside => {
                // Some have the same recipient.
                let to = self.target.uri(world, number % 2);
                messages::send_outside(world, &mut self.dice, ledger, agent, (&to, number));
            }
            Action::ForwardAll => set_forward(world, agent, &mut self.dice, &uri),
            Action::DoNotDisturb => {
                let on = self.dice.below(3) == 0;
                world.with(agent, |agent, _| agent.set_do_not_disturb(on));
            }
            Action::TakeDown => world.take_down(world.address(agent)),
            Action::CutOff => world.cut_off(world.address(agent)),
            Action::BringBack => world.bring_back(world.address(agent)),
            Action::Move => {
                move_elsewhere(world, agent, number);
                ledger.note_moved(world, agent);
            }
            action => {
                let leg = (agent, any_session(world, &mut self.dice, agent));
                act_in_call(world, ledger, action, leg, &uri);
            }
        }
    }
}

/// An agent gets an address that nobody had.
fn move_elsewhere(world: &mut World, agent: AgentId, number: u32) {
    let [.., high, low] = number.to_be_bytes();
    world.move_away(agent, ([10, 9, high, low], 5060).into());
}

/// Whoever is asked to call somebody at a time decides soon after it.
fn plan_decision(
    world: &mut World,
    rng: &mut Rng,
    cast: &Cast,
    ledger: &Rc<RefCell<Ledger>>,
    asked: Duration,
) {
    for agent in cast.agents.clone() {
        let mut dice = rng.fork();
        let ledger = Rc::clone(ledger);
        world.after(asked + time(rng, 12_000), move |world| {
            transfers::decide(world, &mut dice, &mut ledger.borrow_mut(), agent);
        });
    }
}

/// What a program does with one of its calls, whatever state that is in.
fn act_in_call(world: &mut World, ledger: &mut Ledger, action: Action, leg: Leg, uri: &str) {
    let (agent, session) = leg;
    // What the state does not allow is an error, and changes nothing.
    match action {
        Action::HangUp => ledger.hang_up(world, leg),
        Action::Reject => {
            let rejected = world.with(agent, |agent, now| agent.reject(now, session, 603));
            if rejected.is_ok() {
                ledger.note_ended(world, leg);
            }
        }
        Action::ForwardCall => {
            let forwarded = world.with(agent, |agent, now| agent.forward_call(now, session, uri));
            if forwarded.is_ok() {
                ledger.note_ended(world, leg);
            }
        }
        Action::Update => drop(world.with(agent, |agent, now| agent.update(now, session, true))),
        Action::Refer => {
            let referred = world.with(agent, |agent, now| agent.refer(now, session, uri));
            ledger.note_referred(leg, referred.is_ok());
        }
        Action::Info => {
            let body = Octets::copy_from_slice(uri.as_bytes());
            let sent = world.with(agent, |agent, now| {
                agent.send_info(now, session, ("text", "plain"), body)
            });
            if sent.is_ok() {
                ledger.note_informed(leg, uri);
            }
        }
        Action::Message => messages::send(world, ledger, leg, uri),
        Action::Answer => drop(world.answer(agent, session)),
        Action::Hold => drop(world.with(agent, |agent, now| agent.hold(now, session))),
        Action::UnHold => drop(world.with(agent, |agent, now| agent.un_hold(now, session))),
        _ => drop(world.with(agent, |agent, now| {
            agent.send_dtmf(now, session, portsip_core::plan::DtmfMethod::Info, 5, 160)
        })),
    }
}

/// The settings of an agent, which others have otherwise.
fn set_up(world: &mut World, rng: &mut Rng, agent: AgentId) {
    let reliable = match rng.below(6) {
        0..=2 => ReliableProvisional::Never,
        3 => ReliableProvisional::SupportedEssential,
        4 => ReliableProvisional::Supported,
        _ => ReliableProvisional::Required,
    };
    let early_media = rng.below(3) == 0;
    let takes_text = rng.below(4) != 0;
    let timer = (rng.below(2) == 0).then(|| SessionTimer {
        interval_s: 90 + rng.below(60),
        refresher: if rng.below(2) == 0 {
            Refresher::Uac
        } else {
            Refresher::Uas
        },
    });
    world.with(agent, |agent, _| {
        assert_eq!(agent.set_session_timer(timer), Ok(()), "at least 90 s");
        agent.set_reliable_provisional(reliable);
        agent.set_early_media(early_media);
        if takes_text {
            let added = agent.add_supported_mime_type("INFO", "text", "plain");
            assert_eq!(added, Ok(()), "it is a type");
        }
    });
}

/// All calls go elsewhere, or those that find it busy, or none.
fn set_forward(world: &mut World, agent: AgentId, rng: &mut Rng, uri: &str) {
    let (on, only_when_busy) = (rng.below(3) != 0, rng.below(2) == 0);
    world.with(agent, |agent, _| {
        if on {
            let set = agent.enable_call_forward(only_when_busy, uri);
            assert_eq!(set, Ok(()), "{uri} is a target");
        } else {
            agent.disable_call_forward();
        }
    });
}

/// One of the calls that an agent had; now and then one that it never had.
pub(crate) fn any_session(world: &World, rng: &mut Rng, agent: AgentId) -> SessionId {
    let told: Vec<SessionId> = world.calls_told(agent).into_iter().collect();
    if told.is_empty() || rng.below(20) == 0 {
        return SessionId(rng.below(10_000) as i32 - 5000);
    }
    // Mostly a late one: the early ones are over.
    let late = told.len().saturating_sub(5);
    let first = if rng.below(4) == 0 { 0 } else { late };
    told[first + rng.below((told.len() - first) as u32) as usize]
}

fn time(rng: &mut Rng, bound_ms: u32) -> Duration {
    milliseconds(u64::from(rng.below(bound_ms)))
}
