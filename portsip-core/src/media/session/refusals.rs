//! Says how much was refused, at most once a minute.

use std::time::Duration;

use crate::clock::Instant;

const INTERVAL: Duration = Duration::from_mins(1);

/// What was said, and what is to be said.
#[derive(Debug, Default)]
pub(super) struct Refusals {
    /// When it was said last, and how many there were then.
    said: Option<(Instant, u64)>,
    /// How many more since, which nobody has taken.
    report: Option<u64>,
}

impl Refusals {
    /// So many were refused so far.
    pub(super) fn note(&mut self, now: Instant, total: u64) {
        let (is_due, before) = match self.said {
            Some((at, before)) => (now - at >= INTERVAL, before),
            None => (true, 0),
        };
        if is_due && total > before {
            self.said = Some((now, total));
            self.report = Some(total - before);
        }
    }

    /// How many were refused since that was last said.
    pub(super) fn poll_report(&mut self) -> Option<u64> {
        self.report.take()
    }
}
