//! RFC 3261 and friends, sans-IO. Knows no SDP, no call, no account.

pub mod transaction;
pub mod transport;
