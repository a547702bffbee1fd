//! Samples to payloads.

use native_codecs::speex::{Encoder as NativeEncoder, Setting};

use super::{Band, FRAME_MS, FRAMES_MAX, sample_rate_hz};
use crate::media::codec::{CodecError, Encoder};
use crate::plan::SpeexParameters;

/// Transparent for voice, and the highest but for the costliest.
const QUALITY: i32 = 8;
/// Half the cost of the highest complexity, at a loss few hear.
const COMPLEXITY: i32 = 3;
/// The bit rates in bit/s of the modes of narrow frames, from mode 1 on (the
/// Speex manual, table 9.2).
const NARROW_BPS: [i32; 8] = [2_150, 5_950, 8_000, 11_000, 15_000, 18_200, 24_600, 3_950];

/// Encodes at one sample rate.
pub(in crate::media::codec) struct SpeexEncoder {
    band: Band,
    encoder: NativeEncoder,
    /// What the other side takes at most.
    bitrate_bps_max: u32,
}

impl SpeexEncoder {
    /// For packets of a multiple of 20 ms, `bitrate_bps_max` at most where there
    /// is a mode so low.
    pub(in crate::media::codec) fn new(
        band: Band,
        parameters: SpeexParameters,
        bitrate_bps_max: Option<u32>,
        ptime_ms: u32,
    ) -> Result<Self, CodecError> {
        let frames = ptime_ms / FRAME_MS;
        if !ptime_ms.is_multiple_of(FRAME_MS) || !(1..=FRAMES_MAX as u32).contains(&frames) {
            return Err(CodecError::FrameLength);
        }
        let mut encoder = NativeEncoder::new(band).map_err(|_| CodecError::Internal)?;
        encoder.set(Setting::Complexity, COMPLEXITY);
        encoder.set(Setting::Quality, QUALITY);
        encoder.set(Setting::VariableRate, parameters.variable_rate.into());
        if parameters.comfort_noise {
            encoder.set(Setting::VoiceActivity, 1);
            encoder.set(Setting::DiscontinuousTransmission, 1);
        }
        // The mode the receiver likes (RFC 5574 §3.3): of narrow frames itself,
        // of wide ones the quality.
        if let Some(mode) = parameters.mode {
            let bitrate_bps = NARROW_BPS.get(usize::from(mode).wrapping_sub(1));
            match (band, bitrate_bps) {
                (Band::Narrow, Some(bitrate_bps)) => {
                    encoder.set(Setting::BitrateBps, *bitrate_bps);
                }
                (Band::Narrow, None) => {}
                _ => encoder.set(Setting::Quality, mode.min(10).into()),
            }
        }
        let bitrate_bps_max = bitrate_bps_max.unwrap_or(u32::MAX);
        let mut encoder = Self {
            band,
            encoder,
            bitrate_bps_max,
        };
        if encoder.encoder.bitrate_bps() > bitrate_bps_max.min(i32::MAX as u32) as i32 {
            encoder.set_bitrate_bps(bitrate_bps_max);
        }
        Ok(encoder)
    }
}

impl Encoder for SpeexEncoder {
    fn encode(&mut self, pcm: &[i16], out: &mut [u8]) -> Result<usize, CodecError> {
        let frame_samples = self.band.frame_samples();
        if pcm.is_empty() || !pcm.len().is_multiple_of(frame_samples) {
            return Err(CodecError::FrameLength);
        }
        Ok(self.encoder.encode(pcm, out))
    }

    fn sample_rate_hz(&self) -> u32 {
        sample_rate_hz(self.band)
    }

    fn set_loss_percent(&mut self, _percent: u8) {}

    fn set_bitrate_bps(&mut self, bitrate_bps: u32) {
        let bitrate_bps = bitrate_bps.min(self.bitrate_bps_max).min(i32::MAX as u32);
        self.encoder.set(Setting::VariableRate, 0);
        self.encoder.set(Setting::BitrateBps, bitrate_bps as i32);
    }
}
