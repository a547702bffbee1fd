//! Header fields with their values understood, one file each.
//!
//! A typed header is a view over shared text: parsing cuts no strings. What a
//! message holds is asked for through [`crate::sip::message::Message`].

pub mod name_addr;
pub mod params;
pub mod via;

mod contact;
mod content_type;
mod cseq;
mod event;
mod name;
mod rack;
mod reason;
mod replaces;
mod retry_after;
mod rseq;
mod seconds;
mod session_expires;
mod subscription_state;
mod target_dialog;

pub use contact::Contact;
pub use content_type::ContentType;
pub use cseq::CSeq;
pub use event::Event;
pub use name::HeaderName;
pub use name_addr::{NameAddr, ReferTo, ReferredBy};
pub use params::{Param, Params};
pub use rack::RAck;
pub use reason::Reason;
pub use replaces::Replaces;
pub use retry_after::RetryAfter;
pub use rseq::RSeq;
pub use seconds::{Expires, MinExpires, MinSe};
pub use session_expires::{Refresher, SessionExpires};
pub use subscription_state::{SubscriptionPhase, SubscriptionState, TerminationReason};
pub use target_dialog::TargetDialog;
pub use via::Via;

use super::text::Text;
use super::uri::UriError;

/// A header field whose value is understood.
pub trait TypedHeader: Sized {
    /// The field's name.
    const NAME: HeaderName;

    /// Reads one value: what stands behind the colon or between two commas,
    /// without surrounding spaces and with folded lines joined.
    fn parse(value: Text) -> Result<Self, HeaderError>;
}

/// A header field that is there and is not what it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{header}: {problem}")]
pub struct HeaderError {
    /// The field.
    pub header: HeaderName,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong with a header value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// There is no value.
    #[error("empty")]
    Empty,
    /// The value does not follow its grammar.
    #[error("malformed")]
    Malformed,
    /// A number is missing, has other characters, or is out of range.
    #[error("bad number")]
    BadNumber,
    /// A quoted string or an angle bracket never closes.
    #[error("not closed")]
    NotClosed,
    /// A parameter has no name, or a value it may not have.
    #[error("bad parameter")]
    BadParameter,
    /// The URI in it is none.
    #[error("{0}")]
    Uri(#[from] UriError),
}

impl Problem {
    pub(in crate::sip) const fn of(self, header: HeaderName) -> HeaderError {
        HeaderError {
            header,
            problem: self,
        }
    }
}
