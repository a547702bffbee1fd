//! Where sound comes from: a packet's decoder, the copy in the packet behind
//! it, the codec's concealment, or the waveform going on; and how one is joined
//! to the other.

use super::JitterBuffer;
use super::packets::Waiting;
use super::playout::State;
use crate::media::codec::PACKET_SAMPLES_MAX;
use crate::media::comfort_noise::Noise;

/// The longest cross-fade back from an extension to voice.
const FADE_MS_MAX: usize = 10;
const FADE_MS_MIN: usize = 4;

impl JitterBuffer {
    /// Decodes `first` behind what waits, without its first `overlap` samples.
    pub(super) fn decode(&mut self, first: Waiting, overlap: usize) {
        // If something was made up for it, then because it came late.
        self.count_loss();
        if self.formats.is_comfort_noise(first.payload_type) {
            let payload = self.store.copy_payload(first, &mut self.payload);
            self.noise.set(Noise::read(payload));
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
        self.noise.clear();
        if overlap > 0 {
            self.begin_extension();
        }
        if first.is_copy {
            self.statistics.samples_corrected += decoded as u64;
            self.play.has_corrected = true;
        }
        self.voice.grow(decoded);
        self.play.packet_samples = decoded;
        self.join(decoded, overlap);
        let end = first.timestamp + self.ticks(decoded);
        self.move_to(first.sequence + 1, end);
    }

    /// Decodes the next packet ahead of need, when it is there and in turn.
    pub(super) fn decode_if_next(&mut self) {
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
    pub(super) fn correct(&mut self, first: Waiting, overlap: usize) -> bool {
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
        self.play.has_corrected = true;
        true
    }

    /// Adds 10 ms that no packet brought; the samples added.
    pub(super) fn make_up(&mut self) -> usize {
        let count = self.frame_samples();
        if self.noise.is_set() {
            self.noise.fill(self.voice.room(count));
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

    /// What is heard now will go on, fading, until something is joined to it.
    pub(super) fn begin_extension(&mut self) {
        self.extension.begin(&self.voice);
    }

    /// Samples of 10 ms.
    pub(super) fn frame_samples(&self) -> usize {
        self.voice.rate_hz() as usize / 100
    }

    pub(super) fn per_ms(&self) -> usize {
        self.voice.rate_hz() as usize / 1000
    }

    pub(super) fn ticks(&self, samples: usize) -> i64 {
        samples as i64 * i64::from(self.clock_rate_hz) / i64::from(self.voice.rate_hz())
    }

    pub(super) fn samples(&self, ticks: i64) -> usize {
        let samples =
            ticks.max(0) * i64::from(self.voice.rate_hz()) / i64::from(self.clock_rate_hz);
        samples as usize
    }
}
