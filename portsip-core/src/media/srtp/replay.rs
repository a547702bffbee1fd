//! Which packets were taken already (RFC 3711 §3.3.2).

/// Packets behind the newest that may still come: more than a jitter buffer
/// plays, and above the 64 of the RFC.
const WINDOW_PACKETS: u64 = 128;

/// The indices that were taken.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ReplayWindow {
    highest: Option<u64>,
    /// A bit for each index from the highest on down.
    taken: u128,
}

impl ReplayWindow {
    /// Whether a packet of this index may be taken: it was not, and is not so
    /// old that nobody knows.
    pub(super) fn admits(&self, index: u64) -> bool {
        let Some(highest) = self.highest else {
            return true;
        };
        match highest.checked_sub(index) {
            None => true,
            Some(behind) => behind < WINDOW_PACKETS && self.taken & (1 << behind) == 0,
        }
    }

    /// A packet of this index was authentic, and is taken.
    pub(super) fn take(&mut self, index: u64) {
        let highest = self.highest.unwrap_or(index);
        if let Some(behind) = highest.checked_sub(index) {
            self.taken |= 1_u128.checked_shl(behind as u32).unwrap_or(0);
            self.highest = Some(highest);
        } else {
            let ahead = u32::try_from(index - highest).unwrap_or(u32::MAX);
            self.taken = self.taken.checked_shl(ahead).unwrap_or(0) | 1;
            self.highest = Some(index);
        }
    }

    /// The highest index taken.
    pub(super) fn highest(&self) -> Option<u64> {
        self.highest
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_far_behind_is_not_taken() {
        let mut window = ReplayWindow::default();
        window.take(1000);
        assert!(window.admits(1000 - 127) && !window.admits(1000 - 128));
        window.take(1 << 47);
        assert!(!window.admits(1000) && !window.admits(1 << 47));
        assert!(window.admits((1 << 47) - 1) && window.admits((1 << 47) + 1));
    }

    proptest! {
        #[test]
        fn nothing_is_taken_twice(start in any::<u32>(), steps in prop::collection::vec(-140_i64..200, 1..200)) {
            let mut window = ReplayWindow::default();
            let mut taken = BTreeSet::new();
            let mut at = i64::from(start) + 100_000;
            for step in steps {
                at += step;
                let index = at as u64;
                let highest = taken.last().copied().unwrap_or(index);
                let expected = !taken.contains(&index) && highest.saturating_sub(index) < 128;
                prop_assert_eq!(window.admits(index), expected);
                if expected {
                    window.take(index);
                    taken.insert(index);
                }
                prop_assert_eq!(window.highest(), taken.last().copied());
            }
        }
    }
}
