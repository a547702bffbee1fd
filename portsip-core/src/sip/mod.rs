//! RFC 3261 and friends, sans-IO. Knows no SDP, no call, no account.

pub mod auth;
pub mod dialog;
pub mod header;
mod lanes;
pub mod message;
mod scan;
mod stretch;
pub mod text;
pub mod transaction;
pub mod transport;
pub mod uri;

pub(crate) use scan::is_token;
