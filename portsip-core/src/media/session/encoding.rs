//! How our stream is encoded: codec and packet time, and what goes with them.

use super::redundancy::Redundancy;
use crate::media::codec::{self, CodecError, Encoder};
use crate::media::comfort_noise;
use crate::plan::{AudioCodec, AudioFormat, AudioPlan, TelephoneEvent};

/// How the stream is encoded.
pub(super) struct Encoding {
    pub(super) format: AudioFormat,
    pub(super) ptime_ms: u32,
    pub(super) encoder: Box<dyn Encoder>,
    pub(super) rate_hz: u32,
    pub(super) telephone_event: Option<TelephoneEvent>,
    /// The payload type of comfort noise in the codec's clock.
    pub(super) comfort_noise: Option<u8>,
    redundancy: Option<Redundancy>,
    /// The samples of the packet being collected.
    pub(super) samples: Box<[i16]>,
    pub(super) filled: usize,
}

impl Encoding {
    /// What a plan says, for packets of so many milliseconds.
    pub(super) fn new(plan: &AudioPlan, ptime_ms: u32) -> Result<Self, CodecError> {
        let encoder = codec::encoder(&plan.send, ptime_ms)?;
        let rate_hz = encoder.sample_rate_hz();
        let mut encoding = Self {
            format: plan.send.clone(),
            ptime_ms,
            encoder,
            rate_hz,
            telephone_event: None,
            comfort_noise: None,
            redundancy: None,
            samples: vec![0; (rate_hz / 1000 * ptime_ms) as usize].into_boxed_slice(),
            filled: 0,
        };
        encoding.accompany(plan);
        Ok(encoding)
    }

    /// Takes what a plan says beside the codec.
    pub(super) fn accompany(&mut self, plan: &AudioPlan) {
        self.format.payload_type = plan.send.payload_type;
        self.telephone_event = plan.telephone_event;
        self.comfort_noise = comfort_noise(plan);
        let before = self.redundancy.as_ref().map(Redundancy::format);
        if plan.redundancy.send != before {
            let packet_units = self.format.codec.clock_rate_hz() / 1000 * self.ptime_ms;
            self.redundancy = plan
                .redundancy
                .send
                .map(|format| Redundancy::new(format, packet_units));
        }
    }

    /// Encodes the samples collected to the front of `room`; the payload type and the
    /// octets, 0 where nothing is to be sent.
    pub(super) fn encode(&mut self, timestamp: u32, room: &mut [u8]) -> (u8, usize) {
        let payload_type = self.format.payload_type;
        let Some(redundancy) = &mut self.redundancy else {
            let length = self.encoder.encode(&self.samples, room);
            return (payload_type, length.unwrap_or(0));
        };
        let length = self.encoder.encode(&self.samples, redundancy.room());
        let length = match length.unwrap_or(0) {
            0 => 0,
            length => redundancy.write((payload_type, timestamp), length, room),
        };
        (redundancy.format().payload_type, length)
    }
}

/// Comfort noise goes with codecs of its own clock only (RFC 3389 §4), and not
/// with AMR, which has a silence of its own.
fn comfort_noise(plan: &AudioPlan) -> Option<u8> {
    let codec = plan.send.codec;
    plan.comfort_noise.filter(|_| {
        codec.clock_rate_hz() == comfort_noise::CLOCK_RATE_HZ && codec != AudioCodec::AmrNb
    })
}
