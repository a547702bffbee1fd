//! What is heard in the next 10 ms: the decision, and its carrying out.
//!
//! The position of play-out is a timestamp; the transit (see [`super::delay`])
//! at which the packet behind it will be wanted is the lateness a packet may
//! have. Steering compares it with the target. A loss moves the position on; a packet that is merely late does
//! not, so that it is still heard when it comes, at a longer delay.

use std::time::Duration;

use super::delay::transit;
use super::packets::Waiting;
use super::stretch::{LOOK_MS, Stretch, stretch};
use super::{ComfortNoise, JitterBuffer};
use crate::clock::Instant;
use crate::media::codec::PACKET_SAMPLES_MAX;

/// Nothing came for this long: the stream has paused.
const PAUSE_MS: usize = 1000;
/// Voice being late by more is played faster, being early by more slower. What
/// lies between is wider than the 10 ms grid on which packets are wanted.
const LATE_US: i64 = 8_000;
const EARLY_US: i64 = 4_000;
/// Lateness that stretching would take too long to make up: packets go.
const HOPELESS_US: i64 = 250_000;
/// A gap in the timestamps below this is the sender's rounding.
const GAP_TOLERANCE_MS: i64 = 2;
/// The longest cross-fade back from an extension to voice.
const FADE_MS_MAX: usize = 10;
const FADE_MS_MIN: usize = 4;

/// So long after a loss was repaired from the packet behind it, voice is played
/// late enough for that packet to be there in time.
const CORRECTION_MEMORY: Duration = Duration::from_secs(10);
/// The 10 ms grid of play-out, beyond that packet's own duration.
const CORRECTION_MARGIN_US: i64 = 5_000;

/// Where play-out stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Play {
    state: State,
    /// The payload type decoded last.
    payload_type: u8,
    /// The samples of the packet decoded last.
    packet_samples: usize,
    /// Frames of 10 ms before voice may be stretched again.
    rest_frames: u32,
    /// Samples made up since the last packet without knowing why.
    unexplained: usize,
    /// Until when losses are expected that the next packet repairs.
    correcting_until: Option<Instant>,
}

#[derive(Clone, Copy, Debug, Default)]
enum State {
    /// No packet was ever played.
    #[default]
    Fresh,
    /// The stream pauses; packets before `next_sequence` are of the past.
    Paused { next_sequence: Option<i64> },
    /// Packets are played.
    Playing(Position),
}

#[derive(Clone, Copy, Debug)]
struct Position {
    /// The next packet in turn.
    next_sequence: i64,
    /// The timestamp after the last sample decoded.
    end: i64,
    /// Samples made up beyond `end`: silence of the speaker, a loss or a
    /// packet that is late; the next packet tells.
    ahead: usize,
}

/// How much, how eagerly and how often voice is stretched.
struct Effort {
    likeness_min: f32,
    rest_frames: u32,
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

    fn make_time_for_correction(&mut self, now: Instant) {
        let expected = self.play.correcting_until.is_some_and(|until| now < until);
        let delay_us = if expected {
            self.timestamp_us(self.ticks(self.play.packet_samples)) + CORRECTION_MARGIN_US
        } else {
            0
        };
        self.delay.set_delay_min(delay_us);
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

    /// Compares the delay with the target and stretches towards it.
    fn steer(&mut self, now: Instant) {
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
        } else if late_us < -EARLY_US {
            Stretch::Expand
        } else {
            return;
        };
        let look = LOOK_MS * self.per_ms();
        if self.voice.waiting().len() < look {
            self.decode_if_next();
        }
        let effort = effort(late_us);
        let changed = stretch(&mut self.voice, way, effort.likeness_min);
        if changed == 0 {
            return;
        }
        self.play.rest_frames = effort.rest_frames;
        match way {
            Stretch::Accelerate => self.statistics.samples_cut += changed as u64,
            Stretch::Expand => self.statistics.samples_put_in += changed as u64,
        }
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
            self.play.correcting_until = Some(now + CORRECTION_MEMORY);
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
        if self.noise.is_none() {
            self.play.unexplained += made;
        }
        let State::Playing(position) = &mut self.play.state else {
            return;
        };
        position.ahead += made;
        if position.ahead >= PAUSE_MS * self.voice.rate_hz() as usize / 1000 && self.noise.is_none()
        {
            // The stream has paused: that was no concealment.
            self.play.unexplained = 0;
            self.play.stop();
        }
    }

    /// How many of the samples from `timestamp` on are not to be heard because
    /// others were made up in their place: as many as voice would be too late
    /// by with them, and all those before the position.
    fn overlap(&self, now: Instant, position: Position, timestamp: i64) -> usize {
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

    /// Decodes `first` behind what waits, without its first `overlap` samples.
    fn decode(&mut self, first: Waiting, overlap: usize) {
        // If something was made up for it, then because it came late.
        self.count_loss();
        if self.formats.is_comfort_noise(first.payload_type) {
            let payload = self.store.copy_payload(first, &mut self.payload);
            self.noise = Some(ComfortNoise::new(payload));
            self.take_turn(first);
            return;
        }
        if first.payload_type != self.play.payload_type {
            self.switch_decoder(first.payload_type);
        }
        let payload = self.store.copy_payload(first, &mut self.payload);
        let room = self.voice.room(PACKET_SAMPLES_MAX);
        let decoded = match self.formats.decoder(first.payload_type) {
            Some(decoder) => decoder.decode(payload, room).unwrap_or(0),
            None => 0,
        };
        self.store.remove(first.sequence);
        if decoded == 0 {
            // Without the packet its number counts as lost.
            self.statistics.packets_malformed += 1;
            return;
        }
        self.noise = None;
        if overlap > 0 {
            self.begin_extension();
        }
        self.voice.grow(decoded);
        self.play.packet_samples = decoded;
        self.join(decoded, overlap);
        let end = first.timestamp + self.ticks(decoded);
        self.move_to(first.sequence + 1, end);
    }

    /// Fades from the extension to the `decoded` samples just added, less the
    /// `overlap` of them that was made up already.
    fn join(&mut self, decoded: usize, overlap: usize) {
        let start = self.voice.waiting().len() - decoded.min(self.voice.waiting().len());
        self.voice.cut(start, overlap.min(decoded));
        let rate_per_ms = self.per_ms();
        let Some(made) = self.extension.made() else {
            return;
        };
        let fade_ms = (FADE_MS_MIN + made / rate_per_ms / 4).min(FADE_MS_MAX);
        let waiting = self.voice.waiting_mut();
        let fade = (fade_ms * rate_per_ms).min(waiting.len() - start);
        self.extension.fade_into(&mut waiting[start..start + fade]);
    }

    /// Restores the packet before `first` from the copy in it; whether there was one.
    fn correct(&mut self, first: Waiting, overlap: usize) -> bool {
        if first.payload_type != self.play.payload_type {
            return false;
        }
        let payload = self.store.copy_payload(first, &mut self.payload);
        let room = self.voice.room(self.play.packet_samples);
        let Some(decoder) = self.formats.decoder(first.payload_type) else {
            return false;
        };
        let corrected = decoder.decode_fec(payload, room).unwrap_or(0);
        if corrected == 0 {
            return false;
        }
        if overlap > 0 {
            self.begin_extension();
        }
        self.voice.grow(corrected);
        self.join(corrected, overlap);
        self.statistics.samples_corrected += corrected as u64;
        true
    }

    /// Adds 10 ms that no packet brought; the samples added.
    fn make_up(&mut self) -> usize {
        let count = self.frame_samples();
        if let Some(noise) = &mut self.noise {
            noise.fill(self.voice.room(count));
        } else if !self.conceal_by_codec(count) {
            self.extension.extend(&mut self.voice, count);
            return count;
        }
        self.voice.grow(count);
        count
    }

    fn conceal_by_codec(&mut self, count: usize) -> bool {
        if !self.play.is_started() {
            return false;
        }
        let room = self.voice.room(count);
        self.formats
            .decoder(self.play.payload_type)
            .is_some_and(|decoder| decoder.conceal(room))
    }

    /// Decodes the next packet ahead of need, when it is there and in turn.
    fn decode_if_next(&mut self) {
        let State::Playing(position) = self.play.state else {
            return;
        };
        let next = self.store.waiting(position.next_sequence);
        if let Some(first) = next
            && first.length > 0
            && first.timestamp == position.end
            && first.payload_type == self.play.payload_type
        {
            self.decode(first, 0);
        }
    }

    /// A packet of another codec comes: its rate may differ.
    fn switch_decoder(&mut self, payload_type: u8) {
        let rate_before = self.voice.rate_hz();
        self.choose_rate(payload_type);
        self.play.payload_type = payload_type;
        if self.voice.rate_hz() == rate_before {
            // The new decoder starts from silence: fade over to it.
            self.begin_extension();
        }
    }

    /// What is heard now will go on, fading, until something is joined to it.
    pub(super) fn begin_extension(&mut self) {
        self.extension.begin(&self.voice);
    }

    fn count_loss(&mut self) {
        self.statistics.samples_concealed += self.play.unexplained as u64;
        self.play.unexplained = 0;
    }

    fn take_turn(&mut self, first: Waiting) {
        self.store.remove(first.sequence);
        if let State::Playing(position) = &mut self.play.state {
            position.next_sequence = first.sequence + 1;
        }
    }

    fn move_to(&mut self, next_sequence: i64, end: i64) {
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

    /// Samples of 10 ms.
    fn frame_samples(&self) -> usize {
        self.voice.rate_hz() as usize / 100
    }

    fn per_ms(&self) -> usize {
        self.voice.rate_hz() as usize / 1000
    }

    fn ticks(&self, samples: usize) -> i64 {
        samples as i64 * i64::from(self.clock_rate_hz) / i64::from(self.voice.rate_hz())
    }

    fn samples(&self, ticks: i64) -> usize {
        let samples =
            ticks.max(0) * i64::from(self.voice.rate_hz()) / i64::from(self.clock_rate_hz);
        samples as usize
    }
}

fn effort(late_us: i64) -> Effort {
    let (likeness_min, rest_frames) = match late_us.abs() {
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
