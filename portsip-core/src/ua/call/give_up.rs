//! How long a call rings here.

use std::time::Duration;

use crate::clock::Instant;
use crate::limits::RINGING_S_MAX;
use crate::sip::message::{Message, StatusCode};

/// When ringing ends by itself, and how.
#[derive(Clone, Copy)]
pub(super) struct GiveUp {
    pub(super) at: Instant,
    pub(super) status: StatusCode,
}

impl GiveUp {
    /// The caller's Expires (RFC 3261 §13.3.1), at most our own limit.
    pub(super) fn of(now: Instant, request: &Message) -> Self {
        match request.expires_s() {
            Some(expires_s) if u64::from(expires_s) < RINGING_S_MAX => Self {
                at: now + Duration::from_secs(u64::from(expires_s)),
                status: StatusCode::REQUEST_TERMINATED,
            },
            _ => Self {
                at: now + Duration::from_secs(RINGING_S_MAX),
                status: StatusCode::TEMPORARILY_UNAVAILABLE,
            },
        }
    }
}
