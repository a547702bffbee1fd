//! Time as the deterministic layers see it: a value that is handed in.
//!
//! Only `engine` reads the operating system's clock. Everything else takes
//! `now` and gives back deadlines, so that a test can run hours in a moment.

use std::ops::{Add, AddAssign, Sub};
use std::time::Duration;

/// A point on the monotonic clock of one SDK object, in microseconds since
/// that clock's zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(u64);

impl Instant {
    /// The clock's zero.
    pub const ZERO: Self = Self(0);

    /// The point `micros` microseconds after zero.
    pub const fn from_micros(micros: u64) -> Self {
        Self(micros)
    }

    /// Microseconds since zero.
    pub const fn as_micros(self) -> u64 {
        self.0
    }

    /// The time from `earlier` to `self`; zero when `earlier` is later.
    pub const fn saturating_since(self, earlier: Self) -> Duration {
        Duration::from_micros(self.0.saturating_sub(earlier.0))
    }
}

impl Add<Duration> for Instant {
    type Output = Self;

    fn add(self, rhs: Duration) -> Self {
        let micros = u64::try_from(rhs.as_micros()).unwrap_or(u64::MAX);
        Self(self.0.saturating_add(micros))
    }
}

impl AddAssign<Duration> for Instant {
    fn add_assign(&mut self, rhs: Duration) {
        *self = *self + rhs;
    }
}

impl Sub<Instant> for Instant {
    type Output = Duration;

    /// The same as [`Instant::saturating_since`].
    fn sub(self, rhs: Self) -> Duration {
        self.saturating_since(rhs)
    }
}

/// What the wall clock showed when the monotonic clock stood at zero: turns an
/// [`Instant`] into calendar time where a protocol needs it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WallClock {
    unix_micros_at_zero: u64,
}

/// Seconds from 1900-01-01 (NTP) to 1970-01-01 (Unix).
const NTP_TO_UNIX_S: u64 = 2_208_988_800;

impl WallClock {
    /// A wall clock that showed `unix_micros` microseconds since 1970 at the
    /// monotonic clock's zero.
    pub const fn new(unix_micros: u64) -> Self {
        Self {
            unix_micros_at_zero: unix_micros,
        }
    }

    /// Microseconds since 1970-01-01 UTC at `now`.
    pub const fn unix_micros(self, now: Instant) -> u64 {
        self.unix_micros_at_zero.saturating_add(now.0)
    }

    /// The 64-bit NTP timestamp at `now` (RFC 3550 §4).
    pub const fn ntp(self, now: Instant) -> u64 {
        let micros = self.unix_micros(now);
        let seconds = micros / 1_000_000 + NTP_TO_UNIX_S;
        let fraction = ((micros % 1_000_000) << 32) / 1_000_000;
        (seconds << 32) | fraction
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ntp_has_seconds_high_and_fraction_low() {
        let wall = WallClock::new(0);
        assert_eq!(wall.ntp(Instant::ZERO), NTP_TO_UNIX_S << 32);
        let half = wall.ntp(Instant::from_micros(500_000));
        assert_eq!(half & 0xFFFF_FFFF, 0x8000_0000);
    }

    #[test]
    fn time_does_not_run_backwards() {
        let early = Instant::from_micros(5);
        let late = early + Duration::from_micros(7);
        assert_eq!(late - early, Duration::from_micros(7));
        assert_eq!(early - late, Duration::ZERO);
    }
}
