//! How long ticks take, and whether one thread is enough for them.

use std::time::Duration;

/// Ticks over which the time is averaged, about.
const TICKS: u32 = 16;
/// Where one thread takes longer than this, several share the work.
const ONE_THREAD_MAX: Duration = Duration::from_micros(2500);
/// Where several would take no longer than this together, one has it alone
/// again: they are woken twice a tick, and their memory is not near.
const TOGETHER_MIN: Duration = Duration::from_micros(1500);

/// The time of the last ticks.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct MediaLoad {
    average: Duration,
}

impl MediaLoad {
    /// Notes how long a tick took.
    pub(super) fn note(&mut self, took: Duration) {
        self.average = (self.average * (TICKS - 1) + took) / TICKS;
    }

    /// Whether one thread, which did it, has too much to do.
    pub(super) fn is_too_much(&self) -> bool {
        self.average > ONE_THREAD_MAX
    }

    /// Whether it is little for so many threads, which did it together: they
    /// work for that time each at most.
    pub(super) fn is_little(&self, threads: usize) -> bool {
        self.average * u32::try_from(threads).unwrap_or(u32::MAX) < TOGETHER_MIN
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(load: &mut MediaLoad, ticks: usize, took_us: u64) {
        for _ in 0..ticks {
            load.note(Duration::from_micros(took_us));
        }
    }

    #[test]
    fn one_long_tick_is_not_too_much() {
        let mut load = MediaLoad::default();
        after(&mut load, 100, 1000);
        load.note(Duration::from_millis(20));
        assert!(!load.is_too_much());
        after(&mut load, 100, 4000);
        assert!(load.is_too_much());
    }

    /// Two threads that share what was too much for one do not give it back.
    #[test]
    fn what_was_shared_stays_so() {
        let mut load = MediaLoad::default();
        after(&mut load, 100, 3000);
        assert!(load.is_too_much());
        for threads in [2, 4, 16] {
            let mut load = load;
            after(&mut load, 100, 3000 / threads);
            assert!(!load.is_little(threads as usize));
            after(&mut load, 100, 1000 / threads);
            assert!(load.is_little(threads as usize));
            assert!(!load.is_too_much());
        }
    }
}
