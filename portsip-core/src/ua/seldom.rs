//! What most agents of a process with many never use: it takes memory from its first use on.

use std::cell::OnceCell;
use std::ops::{Deref, DerefMut};

/// A `T` that begins as its default, and is made when it is first looked at.
#[derive(Debug, Default)]
pub(crate) struct Seldom<T>(OnceCell<Box<T>>);

impl<T> Seldom<T> {
    /// What was made, if it was.
    pub(crate) fn made(&self) -> Option<&T> {
        self.0.get().map(Box::as_ref)
    }

    /// The same, to be changed: for what concerns only who uses it already.
    pub(crate) fn made_mut(&mut self) -> Option<&mut T> {
        self.0.get_mut().map(Box::as_mut)
    }
}

impl<T: Default> Deref for Seldom<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.get_or_init(Box::default)
    }
}

impl<T: Default> DerefMut for Seldom<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_or_init(Box::default);
        self.0.get_mut().expect("it was made in the line before")
    }
}

#[cfg(test)]
mod tests {
    use super::super::agent::{Agent, AgentConfig};
    use super::*;
    use crate::clock::Instant;
    use crate::config::{Account, TransportKind};
    use crate::rng::Rng;
    use crate::secret::Secret;
    use crate::sip::transport::flow::ConnectionId;

    #[test]
    fn it_is_made_when_it_is_looked_at() {
        let mut list = Seldom::<Vec<u8>>::default();
        assert!(list.made_mut().is_none());
        assert!(list.made().is_none());
        list.push(1);
        list.made_mut().expect("it was made").push(2);
        assert_eq!(list.made(), Some(&vec![1, 2]));
        let other = Seldom::<Vec<u8>>::default();
        assert!(other.is_empty() && other.made().is_some());
    }

    #[test]
    fn an_agent_makes_nothing_for_what_happens_to_every_one() {
        let config = AgentConfig {
            transport: TransportKind::Udp,
            call_sessions_max: 1,
            user_agent: String::new(),
        };
        let now = Instant::ZERO;
        let mut agent = Agent::new(config, Rng::from_number(1));
        assert_eq!(agent.set_user(now, account()), Ok(()));
        assert_eq!(agent.set_display_name("Alice"), Ok(()));
        agent.handle_flow_closed(now, ConnectionId(1));
        agent.handle_network_changed(now, &[[192, 0, 2, 1].into()]);
        agent.handle_timeout(now);
        assert_eq!(agent.remove_user(now), Ok(()));
        agent.shut_down(now);
        assert!(agent.is_drained());
        assert!(agent.queries.made().is_none() && agent.messages.made().is_none());
        assert!(agent.transfers.made().is_none() && agent.subscriptions.made().is_none());
        assert!(agent.presence.made().is_none() && agent.publications.made().is_none());
    }

    fn account() -> Account {
        Account {
            user_name: "alice".to_owned(),
            display_name: String::new(),
            auth_name: String::new(),
            password: Secret::new(""),
            domain: "example.com".to_owned(),
            server: None,
            stun_server: None,
            outbound_proxy: None,
        }
    }
}
