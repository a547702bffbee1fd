//! The adaptive jitter buffer and its concealment.
//!
//! Packets wait in [`packets`] by sequence number. [`delay`] learns from their
//! arrivals how late each should be played. Every 10 ms [`playout`] decodes
//! what is due into [`voice`], and [`steering`] holds it to that delay by cutting
//! out or putting in a period of the voice ([`stretch`]) rather than by dropping
//! packets. What is lost is restored ([`sound`]) from the next packet's
//! redundancy, by the codec's own concealment, or by [`extension`]; a copy of it that
//! a later packet brings ([`copies`]) takes its place as if it had come late.

mod copies;
mod delay;
mod extension;
mod formats;
mod packets;
mod pitch;
mod playout;
mod sound;
mod steering;
mod stretch;
mod voice;

use crate::clock::Instant;
use crate::limits::{JITTER_BUFFER_PACKETS_MAX, RTP_DATAGRAM_BYTES_MAX};
use crate::media::codec::CodecError;
use crate::media::comfort_noise::{self, NoiseGenerator};
use crate::media::rtp::{PacketHeader, Unwrapper};
use crate::plan::AudioFormat;
use delay::{DelayEstimator, Timing};
use extension::Extension;
use packets::{Inserted, PacketStore, Payload, Waiting};
use voice::Voice;

pub use formats::Formats;

/// What the buffer did so far. Samples are counted at the sample rate of the
/// moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JitterStatistics {
    /// Samples given out while a stream was heard.
    pub samples_played: u64,
    /// Of these, samples made up for what was lost or late.
    pub samples_concealed: u64,
    /// Samples restored by forward error correction.
    pub samples_corrected: u64,
    /// Samples cut out to become faster.
    pub samples_cut: u64,
    /// Samples put in to become slower.
    pub samples_put_in: u64,
    /// Packets that came after their time.
    pub packets_late: u64,
    /// Packets that came twice.
    pub packets_duplicate: u64,
    /// Packets dropped because the delay or the memory was exceeded.
    pub packets_discarded: u64,
    /// Packets that their codec could not read.
    pub packets_malformed: u64,
    /// The delay of play-out over the fastest packet now, in microseconds.
    pub delay_us: u64,
    /// The delay aimed at, in microseconds.
    pub target_us: u64,
}

/// The buffer of one stream.
pub struct JitterBuffer {
    formats: Formats,
    store: PacketStore,
    delay: DelayEstimator,
    sequence: Unwrapper<16>,
    timestamp: Unwrapper<32>,
    /// The RTP clock rate of the packets that wait.
    clock_rate_hz: u32,
    voice: Voice,
    extension: Extension,
    noise: NoiseGenerator,
    play: playout::Play,
    /// Space to put a payload together in.
    payload: Box<Payload>,
    statistics: JitterStatistics,
}

impl JitterBuffer {
    /// An empty buffer that knows no format yet.
    pub fn new() -> Self {
        Self {
            formats: Formats::none(),
            store: PacketStore::new(),
            delay: DelayEstimator::new(),
            sequence: Unwrapper::default(),
            timestamp: Unwrapper::default(),
            clock_rate_hz: 8000,
            voice: Voice::new(8000),
            extension: Extension::new(8000),
            noise: NoiseGenerator::new(),
            play: playout::Play::default(),
            payload: Box::new([0; RTP_DATAGRAM_BYTES_MAX]),
            statistics: JitterStatistics::default(),
        }
    }

    /// Takes the formats of a plan, the preferred first ([`Formats::replace`]), and gets
    /// the memory that packets of any of them need. The rate of the first is that of
    /// what is heard until something is.
    pub fn set_formats(
        &mut self,
        formats: &[AudioFormat],
        comfort_noise: Option<u8>,
    ) -> Result<(), CodecError> {
        self.formats.replace(formats, comfort_noise)?;
        let rate_hz_max = self.formats.rate_hz_max();
        self.voice.reserve(rate_hz_max);
        self.extension.reserve(rate_hz_max);
        if let Some(preferred) = formats.first()
            && !self.play.is_started()
        {
            self.clock_rate_hz = preferred.codec.clock_rate_hz();
            self.choose_rate(preferred.payload_type);
            self.play.set_payload_type(preferred.payload_type);
        }
        Ok(())
    }

    /// The formats.
    pub fn formats(&self) -> &Formats {
        &self.formats
    }

    /// Takes a packet whose payload type is one of the formats or comfort noise.
    pub fn insert(&mut self, now: Instant, header: PacketHeader, payload: &[u8]) {
        let clock_rate_hz = match self.formats.find(header.payload_type) {
            Some(format) => format.codec.clock_rate_hz(),
            // In the clock of another codec it says nothing of this one's silence.
            None if self.clock_rate_hz == comfort_noise::CLOCK_RATE_HZ
                && self.formats.is_comfort_noise(header.payload_type) =>
            {
                self.clock_rate_hz
            }
            None => {
                self.insert_event(header.sequence);
                return;
            }
        };
        let sequence = self.sequence.peek(u32::from(header.sequence));
        if clock_rate_hz != self.clock_rate_hz {
            if self.store.last_sequence().is_some_and(|l| sequence < l) {
                self.statistics.packets_late += 1;
                return;
            }
            // Timestamps of another clock cannot be compared (RFC 7160 §4.1).
            self.restart();
            self.clock_rate_hz = clock_rate_hz;
        }
        let sequence = self.sequence.unwrap(u32::from(header.sequence));
        let timestamp = self.timestamp.unwrap(header.timestamp);
        let timestamp_us = self.timestamp_us(timestamp);
        if self.delay.handle_arrival(now, timestamp_us) == Timing::Jump {
            self.store.clear();
            self.begin_extension();
            self.play.stop();
        }
        if self.play.is_past(sequence) || self.is_ancient(sequence) {
            self.statistics.packets_late += 1;
            return;
        }
        self.make_room(sequence);
        let packet = Waiting {
            sequence,
            timestamp,
            payload_type: header.payload_type,
            length: 0,
            is_copy: false,
        };
        match self.store.insert(packet, payload) {
            Inserted::Stored => {}
            Inserted::Duplicate => self.statistics.packets_duplicate += 1,
            Inserted::NoRoom => {
                // The oldest goes: it is the one that waited too long.
                self.discard_first();
                self.store.insert(packet, payload);
            }
        }
    }

    /// A packet of the same sequence that carries no audio (a telephone event)
    /// has come: its number is not missing.
    pub fn insert_event(&mut self, sequence: u16) {
        let sequence = self.sequence.unwrap(u32::from(sequence));
        if self.play.is_past(sequence) || self.is_ancient(sequence) {
            return;
        }
        self.make_room(sequence);
        let packet = Waiting {
            sequence,
            timestamp: 0,
            payload_type: 0,
            length: 0,
            is_copy: false,
        };
        self.store.insert(packet, &[]);
    }

    /// Whether comfort noise is heard, as at first; else its place is silent.
    pub fn set_comfort_noise(&mut self, audible: bool) {
        self.noise.set_audible(audible);
    }

    /// A new source, or a new numbering: forgets the packets and their times;
    /// what is being heard fades.
    pub fn restart(&mut self) {
        self.store.clear();
        self.delay.reset();
        self.sequence.reset();
        self.timestamp.reset();
        if self.play.is_started() {
            self.begin_extension();
        }
        self.play.forget();
    }

    /// Silence at once: forgets what waits and what was heard.
    pub fn silence(&mut self) {
        self.restart();
        self.voice.clear();
        self.extension.finish();
        self.noise.clear();
        self.formats.reset();
        self.play = playout::Play::default();
    }

    /// What the buffer did so far.
    pub fn statistics(&self) -> JitterStatistics {
        self.statistics
    }

    /// The sample rate in Hz of what was given out last.
    pub fn rate_hz(&self) -> u32 {
        self.voice.rate_hz()
    }

    /// Whether a packet is so far behind the newest that both cannot wait.
    fn is_ancient(&self, sequence: i64) -> bool {
        self.store
            .last_sequence()
            .is_some_and(|last| sequence <= last - JITTER_BUFFER_PACKETS_MAX as i64)
    }

    /// Lets go of packets so far behind `sequence` that both cannot wait.
    fn make_room(&mut self, sequence: i64) {
        let oldest = sequence - JITTER_BUFFER_PACKETS_MAX as i64;
        while let Some(first) = self.store.first_from(i64::MIN) {
            if first.sequence > oldest {
                break;
            }
            self.store.remove(first.sequence);
            self.statistics.packets_discarded += 1;
        }
    }

    fn discard_first(&mut self) {
        if let Some(first) = self.store.first_from(i64::MIN) {
            self.store.remove(first.sequence);
            self.statistics.packets_discarded += 1;
        }
    }

    fn timestamp_us(&self, timestamp: i64) -> i64 {
        // Enough for six years at 48 kHz.
        timestamp.saturating_mul(1_000_000) / i64::from(self.clock_rate_hz)
    }

    /// Makes the samples' rate that of a payload type's codec.
    fn choose_rate(&mut self, payload_type: u8) {
        let rate_hz = match self.formats.decoder(payload_type) {
            Some(decoder) => decoder.sample_rate_hz(),
            None => return,
        };
        if rate_hz != self.voice.rate_hz() {
            self.voice.set_rate_hz(rate_hz);
            self.extension.set_rate_hz(rate_hz);
        }
    }
}

impl Default for JitterBuffer {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for JitterBuffer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("JitterBuffer")
            .field("packets", &self.store.len())
            .field("statistics", &self.statistics)
            .finish_non_exhaustive()
    }
}
