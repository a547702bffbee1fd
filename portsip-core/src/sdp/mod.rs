//! Session descriptions and their negotiation (RFC 8866, RFC 3264).
//!
//! [`Description`] is what a peer wrote, read leniently. [`Negotiation`] is the
//! offer/answer state of one dialog: capabilities in, [`crate::plan::MediaPlan`] out.

mod amr_parameters;
pub mod description;
mod format_parameters;
pub mod negotiation;

pub use description::{Description, DescriptionError};
pub use negotiation::{
    Agreed, Answer, LocalMedia, Negotiation, NegotiationError, OfferSummary, Offering,
    SessionIdentity, SrtpUse, capabilities, narrowed,
};
