//! The machines of either side as one type each.

use super::actions::{Actions, RespondError};
use super::client_invite::ClientInvite;
use super::client_non_invite::ClientNonInvite;
use super::server_invite::ServerInvite;
use super::server_non_invite::ServerNonInvite;
use super::timers::{Timer, TimerSettings};
use crate::clock::Instant;
use crate::octets::Octets;

/// A request we sent.
#[derive(Debug)]
pub(super) enum ClientMachine {
    Invite(ClientInvite),
    NonInvite(ClientNonInvite),
}

/// A request we received.
#[derive(Debug)]
pub(super) enum ServerMachine {
    Invite(ServerInvite),
    NonInvite(ServerNonInvite),
}

impl ClientMachine {
    pub(super) fn start(
        now: Instant,
        is_invite: bool,
        reliable: bool,
        request: Octets,
        settings: &TimerSettings,
    ) -> (Self, Actions) {
        if is_invite {
            let (machine, actions) = ClientInvite::start(now, reliable, request, settings);
            (Self::Invite(machine), actions)
        } else {
            let (machine, actions) = ClientNonInvite::start(now, reliable, request, settings);
            (Self::NonInvite(machine), actions)
        }
    }

    pub(super) fn handle_response(
        &mut self,
        now: Instant,
        status: u16,
        make_ack: impl FnOnce(&Octets) -> Option<Octets>,
        settings: &TimerSettings,
    ) -> Actions {
        match self {
            Self::Invite(machine) => machine.handle_response(now, status, make_ack, settings),
            Self::NonInvite(machine) => machine.handle_response(now, status, settings),
        }
    }

    pub(super) fn handle_timeout(&mut self, now: Instant, settings: &TimerSettings) -> Actions {
        match self {
            Self::Invite(machine) => machine.handle_timeout(now),
            Self::NonInvite(machine) => machine.handle_timeout(now, settings),
        }
    }

    pub(super) fn handle_transport_failed(&mut self) -> Actions {
        match self {
            Self::Invite(machine) => machine.handle_transport_failed(),
            Self::NonInvite(machine) => machine.handle_transport_failed(),
        }
    }

    /// A timer is set for `at`.
    pub(super) fn waits_for(&self, at: Instant) -> bool {
        let timers = match self {
            Self::Invite(machine) => machine.timers(),
            Self::NonInvite(machine) => machine.timers(),
        };
        is_one_of(timers, at)
    }

    /// Bytes of the message that it keeps to send again once it is answered.
    pub(super) fn lingering_bytes(&self) -> usize {
        match self {
            Self::Invite(machine) => machine.lingering_bytes(),
            Self::NonInvite(_) => 0,
        }
    }

    pub(super) fn is_pending(&self) -> bool {
        match self {
            Self::Invite(machine) => machine.is_pending(),
            Self::NonInvite(machine) => machine.is_pending(),
        }
    }

    pub(super) fn is_terminated(&self) -> bool {
        match self {
            Self::Invite(machine) => machine.is_terminated(),
            Self::NonInvite(machine) => machine.is_terminated(),
        }
    }
}

impl ServerMachine {
    pub(super) fn start(
        now: Instant,
        is_invite: bool,
        reliable: bool,
        settings: &TimerSettings,
    ) -> (Self, Actions) {
        if is_invite {
            let (machine, actions) = ServerInvite::start(now, reliable, settings);
            (Self::Invite(machine), actions)
        } else {
            let (machine, actions) = ServerNonInvite::start(now, reliable, settings);
            (Self::NonInvite(machine), actions)
        }
    }

    pub(super) fn handle_retransmission(&self) -> Actions {
        match self {
            Self::Invite(machine) => machine.handle_retransmission(),
            Self::NonInvite(machine) => machine.handle_retransmission(),
        }
    }

    /// Only an INVITE has an ACK.
    pub(super) fn handle_ack(&mut self, now: Instant, settings: &TimerSettings) -> Actions {
        match self {
            Self::Invite(machine) => machine.handle_ack(now, settings),
            Self::NonInvite(_) => Actions::default(),
        }
    }

    pub(super) fn respond(
        &mut self,
        now: Instant,
        status: u16,
        response: Octets,
        settings: &TimerSettings,
    ) -> Result<Actions, RespondError> {
        match self {
            Self::Invite(machine) => machine.respond(now, status, response, settings),
            Self::NonInvite(machine) => machine.respond(now, status, response, settings),
        }
    }

    /// The request cannot be answered.
    pub(super) fn abandon(&mut self) {
        match self {
            Self::Invite(machine) => machine.abandon(),
            Self::NonInvite(machine) => machine.abandon(),
        }
    }

    pub(super) fn handle_timeout(&mut self, now: Instant, settings: &TimerSettings) -> Actions {
        match self {
            Self::Invite(machine) => machine.handle_timeout(now, settings),
            Self::NonInvite(machine) => machine.handle_timeout(now),
        }
    }

    pub(super) fn handle_transport_failed(&mut self) -> Actions {
        match self {
            Self::Invite(machine) => machine.handle_transport_failed(),
            Self::NonInvite(machine) => machine.handle_transport_failed(),
        }
    }

    /// A timer is set for `at`.
    pub(super) fn waits_for(&self, at: Instant) -> bool {
        let timers = match self {
            Self::Invite(machine) => machine.timers(),
            Self::NonInvite(machine) => machine.timers(),
        };
        is_one_of(timers, at)
    }

    /// Bytes of the message that it keeps to send again once it is answered.
    pub(super) fn lingering_bytes(&self) -> usize {
        match self {
            Self::Invite(machine) => machine.lingering_bytes(),
            Self::NonInvite(machine) => machine.lingering_bytes(),
        }
    }

    pub(super) fn is_pending(&self) -> bool {
        match self {
            Self::Invite(machine) => machine.is_pending(),
            Self::NonInvite(machine) => machine.is_pending(),
        }
    }

    pub(super) fn is_terminated(&self) -> bool {
        match self {
            Self::Invite(machine) => machine.is_terminated(),
            Self::NonInvite(machine) => machine.is_terminated(),
        }
    }
}

fn is_one_of(timers: [Option<Timer>; 2], at: Instant) -> bool {
    timers.into_iter().flatten().any(|timer| timer.at == at)
}
