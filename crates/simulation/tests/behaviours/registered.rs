//! What the tests of registration begin with: an agent with an account at a
//! registrar.

use std::net::SocketAddr;

use portsip_core::clock::Instant;
use portsip_core::config::{Account, HostPort, TransportKind};
use simulation::{AgentId, Registrar, RegistrarRules, ServerId, World, account};

pub(crate) const INSTANCE: &str = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";

/// A world of alice and her registrar.
pub(crate) struct Registering {
    pub(crate) world: World,
    pub(crate) alice: AgentId,
    pub(crate) registrar: ServerId,
    pub(crate) server: SocketAddr,
}

impl Registering {
    pub(crate) fn new(transport: TransportKind, rules: RegistrarRules) -> Self {
        let mut world = World::new(1);
        let alice = world.add_agent_on("alice", transport);
        let registrar = world.add_server(|_| Registrar::new(rules));
        let server = world.server_address(registrar);
        world.give_account(alice, account_at(server));
        Self {
            world,
            alice,
            registrar,
            server,
        }
    }

    /// Has the agent name its instance.
    pub(crate) fn with_instance(mut self) -> Self {
        let set = self
            .world
            .with(self.alice, |agent, _| agent.set_instance_id(INSTANCE));
        assert_eq!(set, Ok(()));
        self
    }

    /// Registers for ten minutes, with many tries after failures.
    pub(crate) fn register(&mut self) {
        let asked = self
            .world
            .with(self.alice, |agent, now| agent.register(now, 600, 20));
        assert_eq!(asked, Ok(()));
    }

    pub(crate) fn registrar<R>(&mut self, look: impl FnOnce(&mut Registrar) -> R) -> R {
        self.world.with_server(self.registrar, look)
    }

    /// The contact that the registrar holds, without its parameters.
    pub(crate) fn bound(&mut self) -> Option<String> {
        self.registrar(|registrar| registrar.binding.clone().map(|(contact, _)| contact))
    }

    /// The contacts of the last REGISTER that was looked at.
    pub(crate) fn contacts(&mut self) -> Vec<String> {
        self.registrar(|registrar| registrar.contacts.clone())
    }

    /// When each REGISTER came.
    pub(crate) fn times(&mut self) -> Vec<Instant> {
        self.registrar(|registrar| registrar.log.iter().map(|(at, ..)| *at).collect())
    }

    pub(crate) fn story(&self) -> Vec<String> {
        self.world.story(self.alice)
    }
}

/// alice's account at a server.
pub(crate) fn account_at(server: SocketAddr) -> Account {
    Account {
        server: Some(HostPort {
            host: server.ip().to_string(),
            port: server.port(),
        }),
        domain: "example.test".to_owned(),
        ..account("alice")
    }
}
