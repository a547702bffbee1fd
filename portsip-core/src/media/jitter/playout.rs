//! What is heard in the next 10 ms: the decision, and its carrying out.
//!
//! The position of play-out is a timestamp; the transit (see [`super::delay`])
//! at which the packet behind it will be wanted is the lateness a packet may
//! have. A loss moves the position on; a packet that is merely late does not,
//! so that it is still heard when it comes, at a longer delay.

use super::JitterBuffer;
use super::delay::transit;
use super::packets::Waiting;
use crate::clock::Instant;

/// Nothing came for this long: the stream has paused.
const PAUSE_MS: usize = 1000;
/// A gap in the timestamps below this is the sender's rounding.
const GAP_TOLERANCE_MS: i64 = 2;

/// Where play-out stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Play {
    pub(super) state: State,
    /// The payload type decoded last.
    pub(super) payload_type: u8,
    /// The samples of the packet decoded last.
    pub(super) packet_samples: usize,
    /// Frames of 10 ms before voice may be stretched again.
    pub(super) rest_frames: u32,
    /// Samples made up since the last packet without knowing why.
    unexplained: usize,
    /// A loss was repaired from the packet behind it since the last 10 ms.
    pub(super) has_corrected: bool,
    /// Until when losses are expected that the next packet repairs.
    pub(super) correcting_until: Option<Instant>,
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) enum State {
    /// No packet was ever played.
    #[default]
    Fresh,
    /// The stream pauses; packets before `next_sequence` are of the past.
    Paused { next_sequence: Option<i64> },
    /// Packets are played.
    Playing(Position),
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Position {
    /// The next packet in turn.
    pub(super) next_sequence: i64,
    /// The timestamp after the last sample decoded.
    pub(super) end: i64,
    /// Samples made up beyond `end`: silence of the speaker, a loss or a
    /// packet that is late; the next packet tells.
    pub(super) ahead: usize,
}

impl Play {
    pub(super) fn is_started(&self) -> bool {
        matches!(self.state, State::Playing(_))
    }

    /// Whether a packet's turn is over.
    pub(super) fn is_past(&self, sequence: i64) -> bool {
        match self.state {
            State::Fresh => false,
            State::Paused { next_sequence } => next_sequence.is_some_and(|next| sequence < next),
            State::Playing(position) => sequence < position.next_sequence,
        }
    }

    /// The timestamps start anew; the sequence goes on.
    pub(super) fn stop(&mut self) {
        if let State::Playing(position) = self.state {
            self.state = State::Paused {
                next_sequence: Some(position.next_sequence),
            };
        }
    }

    /// Sequence and timestamps start anew.
    pub(super) fn forget(&mut self) {
        if !matches!(self.state, State::Fresh) {
            self.state = State::Paused {
                next_sequence: None,
            };
        }
    }

    pub(super) fn set_payload_type(&mut self, payload_type: u8) {
        self.payload_type = payload_type;
    }
}

impl JitterBuffer {
    /// Writes the next 10 ms to the front of `out`: a hundredth of the sample
    /// rate, which a packet of another codec changes. 0: nothing is to be heard.
    pub fn pull(&mut self, now: Instant, out: &mut [i16]) -> usize {
        self.make_time_for_correction(now);
        self.start_if_due(now);
        if self.play.is_started() {
            self.steer(now);
        } else if !self.fade_out() {
            self.statistics.delay_us = 0;
            return 0;
        }
        // Each turn adds samples, takes a packet, or moves the position on.
        let mut turns = 0;
        while self.voice.waiting().len() < self.frame_samples() && turns < 1000 {
            self.fill(now);
            turns += 1;
        }
        let count = self.frame_samples().min(out.len());
        self.voice.take(&mut out[..count]);
        self.statistics.samples_played += count as u64;
        count
    }

    /// Begins with the first packet when it has waited long enough.
    fn start_if_due(&mut self, now: Instant) {
        if self.play.is_started() {
            return;
        }
        self.skip_events_at_start();
        let Some(first) = self.store.first_from(i64::MIN) else {
            return;
        };
        if transit(now, self.timestamp_us(first.timestamp)) < self.delay.target() {
            return;
        }
        self.play.unexplained = 0;
        self.play.state = State::Playing(Position {
            next_sequence: first.sequence,
            end: first.timestamp,
            ahead: 0,
        });
    }

    fn skip_events_at_start(&mut self) {
        while let Some(first) = self.store.first_from(i64::MIN) {
            if first.length > 0 {
                return;
            }
            self.store.remove(first.sequence);
        }
    }

    /// After a pause: what was heard is not cut off. Whether there is any left.
    fn fade_out(&mut self) -> bool {
        if self.extension.is_silent() && self.voice.waiting().is_empty() {
            self.extension.finish();
            return false;
        }
        !matches!(self.play.state, State::Fresh)
    }

    /// One step towards the next 10 ms.
    fn fill(&mut self, now: Instant) {
        let State::Playing(position) = self.play.state else {
            self.make_up();
            return;
        };
        let Some(first) = self.store.first_from(position.next_sequence) else {
            self.underrun();
            return;
        };
        if first.length == 0 {
            if first.sequence == position.next_sequence {
                self.take_turn(first);
            } else {
                // What is lost before an event was one too, or nearly nothing.
                self.move_to(first.sequence, position.end);
            }
            return;
        }
        if first.sequence == position.next_sequence {
            self.play_in_turn(now, position, first);
        } else {
            self.play_after_loss(now, position, first);
        }
    }

    /// The next packet is there. A gap in time before it is a silence of the
    /// speaker, and the place to correct the delay unheard.
    fn play_in_turn(&mut self, now: Instant, position: Position, first: Waiting) {
        let gap = first.timestamp - position.end;
        let tolerance = i64::from(self.clock_rate_hz) / 1000 * GAP_TOLERANCE_MS;
        if gap > tolerance {
            self.play.unexplained = 0;
            if transit(now, self.timestamp_us(first.timestamp)) < self.delay.target() {
                self.make_up();
                self.add_ahead();
                return;
            }
        }
        let overlap = self.overlap(now, position, first.timestamp);
        self.decode(first, overlap);
    }

    /// Packets are missing before `first`.
    fn play_after_loss(&mut self, now: Instant, position: Position, first: Waiting) {
        let gap = self.samples(first.timestamp - position.end);
        let missing = gap.saturating_sub(position.ahead);
        if missing == 0 {
            self.count_loss();
            self.move_to(first.sequence, first.timestamp);
            return;
        }
        let packet = self.play.packet_samples;
        let lost_timestamp = first.timestamp - self.ticks(packet);
        let overlap = self.overlap(now, position, lost_timestamp);
        if missing <= packet + packet / 2 && self.correct(first, overlap) {
            self.count_loss();
            self.move_to(first.sequence, first.timestamp);
            return;
        }
        let made = self.make_up();
        self.play.unexplained += made;
        self.count_loss();
        let State::Playing(position) = &mut self.play.state else {
            return;
        };
        if made >= missing {
            position.ahead = made - missing;
            position.end = first.timestamp;
            position.next_sequence = first.sequence;
        } else {
            position.ahead += made;
        }
    }

    /// Nothing waits: the packet is late, lost, or the speaker is silent.
    fn underrun(&mut self) {
        let made = self.make_up();
        if !self.noise.is_set() {
            self.play.unexplained += made;
        }
        let State::Playing(position) = &mut self.play.state else {
            return;
        };
        position.ahead += made;
        if position.ahead >= PAUSE_MS * self.voice.rate_hz() as usize / 1000 && !self.noise.is_set()
        {
            // The stream has paused: that was no concealment.
            self.play.unexplained = 0;
            self.play.stop();
        }
    }

    pub(super) fn count_loss(&mut self) {
        self.statistics.samples_concealed += self.play.unexplained as u64;
        self.play.unexplained = 0;
    }

    pub(super) fn take_turn(&mut self, first: Waiting) {
        self.store.remove(first.sequence);
        if let State::Playing(position) = &mut self.play.state {
            position.next_sequence = first.sequence + 1;
        }
    }

    pub(super) fn move_to(&mut self, next_sequence: i64, end: i64) {
        self.play.state = State::Playing(Position {
            next_sequence,
            end,
            ahead: 0,
        });
    }

    fn add_ahead(&mut self) {
        let count = self.frame_samples();
        if let State::Playing(position) = &mut self.play.state {
            position.ahead += count;
        }
    }
}
