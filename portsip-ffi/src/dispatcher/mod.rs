//! The handlers of a program, and how an event reaches them.

mod deliver;
mod handlers;
mod table;
#[cfg(test)]
mod tests;

use std::sync::{Mutex, PoisonError};

use portsip_core::events::Event;

use crate::callback::{
    inviteAnswered_fn, inviteClosed_fn, inviteConnected_fn, inviteFailure_fn, inviteIncoming_fn,
    inviteRinging_fn, inviteSessionProgress_fn, inviteTrying_fn, inviteUpdated_fn,
    playFileFinished_fn, receivedSignaling_fn, recvDtmfTone_fn, recvOptions_fn, registerFailure_fn,
    registerSuccess_fn, remoteHold_fn, remoteUnHold_fn, sendingSignaling_fn, statistics_fn,
};
use crate::handle::{Kind, Table};

pub use handlers::*;
pub use table::PortSIPX_Handlers;

/// Every dispatcher of the process.
pub(crate) static DISPATCHERS: Table<Dispatcher> = Table::new(Kind::Dispatcher);

/// The handlers of one program. Any number of SDK objects may use it, and
/// keep it alive.
#[derive(Default)]
pub(crate) struct Dispatcher {
    handlers: Mutex<Handlers>,
}

/// Both kinds of handlers. An event goes to one: the table's where the table
/// has one for it, else the plain one.
#[derive(Clone, Copy)]
struct Handlers {
    plain: PlainHandlers,
    table: PortSIPX_Handlers,
}

impl Default for Handlers {
    fn default() -> Self {
        Self {
            plain: PlainHandlers::default(),
            table: PortSIPX_Handlers::none(),
        }
    }
}

/// What the `PSCallback_set…` functions set.
#[derive(Clone, Copy, Default)]
struct PlainHandlers {
    register_success: registerSuccess_fn,
    register_failure: registerFailure_fn,
    invite_incoming: inviteIncoming_fn,
    invite_trying: inviteTrying_fn,
    invite_session_progress: inviteSessionProgress_fn,
    invite_ringing: inviteRinging_fn,
    invite_answered: inviteAnswered_fn,
    invite_failure: inviteFailure_fn,
    invite_updated: inviteUpdated_fn,
    invite_connected: inviteConnected_fn,
    invite_closed: inviteClosed_fn,
    remote_hold: remoteHold_fn,
    remote_un_hold: remoteUnHold_fn,
    received_signaling: receivedSignaling_fn,
    sending_signaling: sendingSignaling_fn,
    recv_dtmf_tone: recvDtmfTone_fn,
    recv_options: recvOptions_fn,
    play_file_finished: playFileFinished_fn,
    statistics: statistics_fn,
}

impl Dispatcher {
    /// Calls the handler of an event, if there is one. No lock is held during
    /// the call, so that a handler may set handlers.
    pub(crate) fn deliver(&self, event: Event) {
        let handlers = *self.lock();
        deliver::deliver(&handlers, event);
    }

    fn change(&self, change: impl FnOnce(&mut Handlers)) {
        change(&mut self.lock());
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Handlers> {
        self.handlers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
