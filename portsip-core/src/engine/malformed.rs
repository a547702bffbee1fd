//! What is logged of bytes that are no SIP message: a line a minute for each
//! source, with how many there were.

use std::collections::HashMap;
use std::net::IpAddr;
use std::time::Duration;

use crate::clock::Instant;
use crate::sip::message::ParseError;

/// How often a source is named.
const INTERVAL: Duration = Duration::from_mins(1);
/// Sources that are kept apart.
const SOURCES_MAX: usize = 1024;

/// What came from whom since it was last said.
#[derive(Debug, Default)]
pub(super) struct MalformedLog {
    sources: HashMap<IpAddr, Source>,
    total: u64,
}

#[derive(Debug)]
struct Source {
    said: Instant,
    since: u64,
}

impl MalformedLog {
    /// Counts one, and says so where it is time.
    pub(super) fn note(&mut self, now: Instant, from: IpAddr, error: &ParseError) {
        self.total += 1;
        if let Some(count) = self.count(now, from) {
            tracing::warn!(%from, %error, count, total = self.total, "not a SIP message");
        }
    }

    /// How many came from `from` since it was last said; `None` when that was
    /// less than a minute ago.
    fn count(&mut self, now: Instant, from: IpAddr) -> Option<u64> {
        if let Some(source) = self.sources.get_mut(&from) {
            source.since += 1;
            if now - source.said < INTERVAL {
                return None;
            }
            source.said = now;
            return Some(std::mem::take(&mut source.since));
        }
        if self.sources.len() >= SOURCES_MAX {
            self.sources
                .retain(|_, source| now - source.said < INTERVAL);
        }
        if self.sources.len() >= SOURCES_MAX {
            return None;
        }
        let source = Source {
            said: now,
            since: 0,
        };
        self.sources.insert(from, source);
        Some(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_named_once_a_minute() {
        let mut log = MalformedLog::default();
        let (a, b) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        let at = |seconds: u64| Instant::from_micros(seconds * 1_000_000);
        assert_eq!(log.count(at(0), a), Some(1));
        assert_eq!(log.count(at(1), a), None);
        assert_eq!(log.count(at(2), b), Some(1));
        assert_eq!(log.count(at(60), a), Some(2));
        assert_eq!(log.count(at(61), a), None);
    }

    #[test]
    fn sources_are_bounded() {
        let mut log = MalformedLog::default();
        for number in 0..5000_u32 {
            log.count(Instant::ZERO, IpAddr::from(number.to_be_bytes()));
        }
        assert_eq!(log.sources.len(), SOURCES_MAX);
    }
}
