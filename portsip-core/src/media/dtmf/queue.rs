//! The tones that wait to be sent.

use std::collections::VecDeque;

use super::FLASH;
use crate::limits::DTMF_QUEUE_TONES_MAX;

/// Shorter tones are not detected (ITU-T Q.24: 40 ms).
const TONE_MS_MIN: u32 = 40;
/// Nobody presses a key for longer.
const TONE_MS_MAX: u32 = 60_000;

/// One key to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tone {
    /// The key, 0…16.
    pub tone: u8,
    /// How long, in milliseconds, a multiple of 10.
    pub duration_ms: u32,
}

/// Tones in the order they were asked for.
#[derive(Debug)]
pub struct ToneQueue(VecDeque<Tone>);

impl ToneQueue {
    /// An empty queue with room for all it may hold.
    pub fn new() -> Self {
        Self(VecDeque::with_capacity(DTMF_QUEUE_TONES_MAX))
    }

    /// Queues a tone, its duration brought into 40 ms … 60 s; false when there
    /// is no such tone or no room.
    pub fn push(&mut self, tone: u8, duration_ms: u32) -> bool {
        if tone > FLASH || self.0.len() >= DTMF_QUEUE_TONES_MAX {
            return false;
        }
        let duration_ms = duration_ms
            .clamp(TONE_MS_MIN, TONE_MS_MAX)
            .next_multiple_of(10);
        self.0.push_back(Tone { tone, duration_ms });
        true
    }

    /// The next tone.
    pub fn pop(&mut self) -> Option<Tone> {
        self.0.pop_front()
    }

    /// Whether no tone waits.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Forgets all tones.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

impl Default for ToneQueue {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_queue_is_bounded_and_durations_are_sane() {
        let mut queue = ToneQueue::new();
        assert!(!queue.push(17, 100));
        assert!(queue.push(5, 0) && queue.push(16, 123));
        assert_eq!(queue.pop().map(|t| t.duration_ms), Some(40));
        assert_eq!(queue.pop().map(|t| t.duration_ms), Some(130));
        let queued = (0..100).filter(|_| queue.push(1, u32::MAX)).count();
        assert_eq!(queued, DTMF_QUEUE_TONES_MAX);
        assert_eq!(queue.pop().map(|t| t.duration_ms), Some(60_000));
    }
}
