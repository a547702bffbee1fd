//! What an input makes a transaction machine do.

use smallvec::SmallVec;

use super::timers::Timer;
use crate::octets::Octets;

/// The effects of one input, to be carried out in the order of the fields.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Actions {
    /// Bytes to send along the transaction's flow.
    pub(crate) transmit: Option<Octets>,
    /// What else the layer has to send or say.
    pub(crate) ask: Option<Ask>,
    /// Timers that were started.
    pub(crate) timers: SmallVec<[Timer; 2]>,
    /// Whether the message that was the input goes to the transaction user.
    pub(crate) delivery: Delivery,
}

/// Where the message that was the input goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Delivery {
    /// Nowhere: a repetition, answered or ignored.
    #[default]
    Absorbed,
    /// To the transaction user.
    Delivered,
    /// To the transaction user as belonging to no transaction.
    Stray,
}

/// Something only the layer can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ask {
    /// Answer the request with 100.
    Trying,
    /// Send a CANCEL for this INVITE.
    Cancel(Octets),
    /// Tell the transaction user that nobody answered, or that the ACK did
    /// not come.
    ReportTimeout,
    /// Tell the transaction user that the flow is gone.
    ReportTransportFailure,
}

impl Actions {
    pub(crate) fn transmit(payload: Octets) -> Self {
        Self {
            transmit: Some(payload),
            ..Self::default()
        }
    }

    pub(crate) fn ask(ask: Ask) -> Self {
        Self {
            ask: Some(ask),
            ..Self::default()
        }
    }

    pub(crate) fn deliver() -> Self {
        Self {
            delivery: Delivery::Delivered,
            ..Self::default()
        }
    }

    pub(crate) fn stray() -> Self {
        Self {
            delivery: Delivery::Stray,
            ..Self::default()
        }
    }

    pub(crate) fn with_transmit(mut self, payload: Octets) -> Self {
        self.transmit = Some(payload);
        self
    }

    pub(crate) fn with_ask(mut self, ask: Ask) -> Self {
        self.ask = Some(ask);
        self
    }

    pub(crate) fn with_timer(mut self, timer: Timer) -> Self {
        self.timers.push(timer);
        self
    }

    pub(crate) fn with_timers(mut self, timers: impl IntoIterator<Item = Timer>) -> Self {
        self.timers.extend(timers);
        self
    }
}

/// Why a response was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RespondError {
    /// No such transaction, or not any more.
    #[error("the transaction has ended")]
    Ended,
    /// A final response was sent before.
    #[error("the request has its final response")]
    AlreadyAnswered,
    /// A 408 to a request other than INVITE would come too late to be of use
    /// and does harm (RFC 4320 §4.2); the transaction ends unanswered.
    #[error("a request other than INVITE is never answered with 408")]
    TooLate,
    /// A provisional response other than 100 to a request other than INVITE,
    /// or a 100 before its time (RFC 4320 §4.1).
    #[error("this provisional response is not allowed now")]
    ProvisionalNotAllowed,
}
