//! Steering: compares when the next packet will be wanted with when it should
//! be, and stretches voice towards that.

use std::time::Duration;

use super::JitterBuffer;
use super::delay::transit;
use super::playout::{Position, State};
use super::stretch::{LOOK_MS, Stretch, stretch};
use crate::clock::Instant;

/// Voice being late by more is played faster, being early by more slower. What
/// lies between is wider than the 10 ms grid on which packets are wanted.
const LATE_US: i64 = 8_000;
const EARLY_US: i64 = 4_000;
/// Frames until it is tried again where the voice was not even enough.
const REST_FRAMES: u32 = 1;
/// Lateness that stretching would take too long to make up: packets go.
const HOPELESS_US: i64 = 250_000;
/// So long after a loss was repaired from the packet behind it, voice is played
/// late enough for that packet to be there in time.
const CORRECTION_MEMORY: Duration = Duration::from_secs(10);

/// How much, how eagerly and how often voice is stretched.
struct Effort {
    likeness_min: f32,
    rest_frames: u32,
}

impl JitterBuffer {
    /// Compares the delay with the target and stretches towards it.
    pub(super) fn steer(&mut self, now: Instant) {
        let Some(late_us) = self.lateness_us(now) else {
            return;
        };
        if late_us > HOPELESS_US {
            self.drop_until(now, LATE_US);
            return;
        }
        if self.play.rest_frames > 0 {
            self.play.rest_frames -= 1;
            return;
        }
        let way = if late_us > LATE_US {
            Stretch::Accelerate
        } else if late_us < -self.early_us() {
            Stretch::Expand
        } else {
            return;
        };
        let look = LOOK_MS * self.per_ms();
        if self.voice.waiting().len() < look {
            self.decode_if_next();
        }
        let effort = effort(way, late_us);
        let changed = stretch(&mut self.voice, way, effort.likeness_min);
        if changed == 0 {
            self.play.rest_frames = REST_FRAMES;
            return;
        }
        self.play.rest_frames = effort.rest_frames;
        match way {
            Stretch::Accelerate => self.statistics.samples_cut += changed as u64,
            Stretch::Expand => self.statistics.samples_put_in += changed as u64,
        }
    }

    /// How early voice may be. Where packets come evenly half of what it waits is left:
    /// of clocks that drift nothing else tells before voice has run out.
    fn early_us(&self) -> i64 {
        EARLY_US.min((self.delay.target() - self.delay.fastest()) / 2)
    }

    /// Where losses are repaired from the packet behind them, voice waits for most of
    /// those packets too: each comes its duration after the one it repairs.
    pub(super) fn make_time_for_correction(&mut self, now: Instant) {
        if std::mem::take(&mut self.play.has_corrected) {
            self.play.correcting_until = Some(now + CORRECTION_MEMORY);
        }
        let expected = self.play.correcting_until.is_some_and(|until| now < until);
        let behind_us = expected.then(|| self.timestamp_us(self.ticks(self.play.packet_samples)));
        self.delay.set_repair_delay(behind_us);
    }

    /// How much later than the target the next packet will be wanted; `None`
    /// while something is made up and the position says nothing.
    fn lateness_us(&mut self, now: Instant) -> Option<i64> {
        let State::Playing(position) = self.play.state else {
            return None;
        };
        if position.ahead > 0 {
            return None;
        }
        let waiting = self.voice.waiting().len();
        let heard_at = self.timestamp_us(position.end - self.ticks(waiting));
        let heard = transit(now, heard_at) - self.delay.fastest();
        self.statistics.delay_us = heard.max(0) as u64;
        self.statistics.target_us = (self.delay.target() - self.delay.fastest()).max(0) as u64;
        // The next packet is wanted when less than a whole frame waits.
        let frame = self.frame_samples();
        let whole_frames = self.ticks(waiting / frame * frame);
        let wanted = transit(now, self.timestamp_us(position.end - whole_frames));
        Some(wanted - self.delay.target())
    }

    /// Drops packets until voice is late by no more than `late_us`.
    fn drop_until(&mut self, now: Instant, late_us: i64) {
        self.begin_extension();
        self.voice.cut(0, usize::MAX / 4);
        while self.lateness_us(now).is_some_and(|late| late > late_us) {
            let State::Playing(position) = &mut self.play.state else {
                return;
            };
            let Some(first) = self.store.first_from(position.next_sequence) else {
                return;
            };
            let Some(second) = self.store.first_from(first.sequence + 1) else {
                return;
            };
            position.next_sequence = second.sequence;
            position.end = second.timestamp;
            self.store.remove(first.sequence);
            self.statistics.packets_discarded += 1;
        }
    }

    /// How many of the samples from `timestamp` on are not to be heard because
    /// others were made up in their place: as many as voice would be too late
    /// by with them, and all those before the position.
    pub(super) fn overlap(&self, now: Instant, position: Position, timestamp: i64) -> usize {
        let before = self.samples(position.end - timestamp);
        if position.ahead == 0 {
            return before;
        }
        let late_us = transit(now, self.timestamp_us(timestamp)) - self.delay.target();
        if late_us <= LATE_US {
            return before;
        }
        let late = late_us as usize * self.per_ms() / 1000;
        before.max(position.ahead.min(late))
    }
}

/// A little late is made up where the cut is not heard, in pauses and in the
/// most even vowels: nobody notices the delay. A little early cannot wait for
/// that, the voice would run out.
fn effort(way: Stretch, late_us: i64) -> Effort {
    let (likeness_min, rest_frames) = match late_us.abs() {
        0..20_000 if way == Stretch::Accelerate => (0.96, 8),
        0..20_000 => (0.85, 8),
        20_000..60_000 => (0.7, 4),
        60_000..120_000 => (0.5, 2),
        _ => (0.3, 1),
    };
    Effort {
        likeness_min,
        rest_frames,
    }
}
