//! User agents in virtual time over a seeded network.
//!
//! A [`World`] holds [`portsip_core::ua::Agent`]s, bare peers whose messages a
//! test writes by hand, and small servers. Time jumps from one thing to do to
//! the next; the [`Network`] loses, delays, doubles and reorders datagrams as
//! its seed says. A test that fails prints its seed and the ladder of all
//! messages; the same seed gives the same run again:
//! `SIMULATION_SEED=<seed> cargo test -p simulation <test>`.

mod agent;
mod compositor;
mod ice_world;
mod nat_box;
mod network;
mod notifier;
mod peer;
mod proxy;
mod registrar;
mod relay;
mod seeds;
mod server;
mod story;
mod stun;
mod time;
mod trace;
mod world;

pub use agent::{AgentId, Reaction};
pub use compositor::{Compositor, CompositorRules, Published};
pub use ice_world::{End, IceWorld, Machine};
pub use nat_box::{Dependence, NatBox, NatKind};
pub use network::{Conditions, Datagram, Fate, Network};
pub use notifier::{Notifier, NotifierRules};
pub use peer::{PeerId, Received};
pub use proxy::ForkingProxy;
pub use registrar::{Registrar, RegistrarRules};
pub use relay::{PASSWORD as RELAY_PASSWORD, Relay, USER as RELAY_USER};
pub use seeds::seeds;
pub use server::Server;
pub use story::{session_of, story_of};
pub use stun::StunServer;
pub use time::{milliseconds, seconds};
pub use world::{REST, ServerId, World, account, audio};
