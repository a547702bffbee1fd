//! The clock of one SDK object: the one place that reads the system's clocks.

#![expect(
    clippy::disallowed_types,
    reason = "the engine's own clock: the one place that reads the system's"
)]

use std::time::Duration;

use crate::clock::{Instant, WallClock};

/// Reads the monotonic clock, counted from the moment the SDK object started.
#[derive(Clone, Copy, Debug)]
pub struct ClockSource {
    zero: std::time::Instant,
    wall: WallClock,
}

impl ClockSource {
    /// A clock that starts now.
    #[expect(clippy::disallowed_methods, reason = "the engine's own clock")]
    pub fn start() -> Self {
        Self {
            zero: std::time::Instant::now(),
            wall: WallClock::new(micros(unix_time())),
        }
    }

    /// Now.
    pub fn now(&self) -> Instant {
        Instant::from_micros(micros(self.zero.elapsed()))
    }

    /// What turns this clock's instants into calendar time.
    pub const fn wall(&self) -> WallClock {
        self.wall
    }
}

/// The time since 1970-01-01 UTC; zero on a machine whose clock stands before that.
#[expect(clippy::disallowed_methods, reason = "the engine's own clock")]
pub(super) fn unix_time() -> Duration {
    std::time::SystemTime::now()
        .duration_since(std::time::SystemTime::UNIX_EPOCH)
        .unwrap_or_default()
}

fn micros(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}
