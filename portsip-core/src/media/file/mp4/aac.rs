//! AAC: low complexity, main, LTP and HE-AAC.

use std::fmt;

use rusty_aac::AacDecoder;

use super::super::decoded::mix;

/// Rates in Hz that a file may have.
const RATES_HZ: std::ops::RangeInclusive<u32> = 4_000..=192_000;

/// Turns AAC frames into mono samples.
pub(super) struct AacTrackDecoder {
    decoder: AacDecoder,
    rate_hz: u32,
    samples: Vec<i16>,
}

impl AacTrackDecoder {
    /// `None` where the `AudioSpecificConfig` is not supported.
    pub(super) fn new(configuration: &[u8]) -> Option<Self> {
        let decoder = AacDecoder::with_config_bytes(configuration).ok()?;
        let rate_hz = decoder.output_sample_rate()?;
        RATES_HZ.contains(&rate_hz).then_some(Self {
            decoder,
            rate_hz,
            samples: Vec::new(),
        })
    }

    /// Adds a frame's samples; `false` where it cannot be decoded.
    pub(super) fn decode(&mut self, frame: &[u8], samples: &mut Vec<i16>) -> bool {
        let Ok(decoded) = self.decoder.decode(frame, None) else {
            return false;
        };
        if RATES_HZ.contains(&decoded.sample_rate) {
            self.rate_hz = decoded.sample_rate;
        }
        self.samples.clear();
        self.samples.extend(decoded.samples.into_iter().map(to_i16));
        samples.extend(mix(&self.samples, usize::from(decoded.channels.max(1))));
        true
    }

    /// The rate of the last frame in Hz: the configuration may keep quiet about
    /// SBR, which doubles it (ISO/IEC 14496-3 §1.6.5).
    pub(super) fn rate_hz(&self) -> u32 {
        self.rate_hz
    }
}

fn to_i16(sample: f32) -> i16 {
    (sample * 32_768.0).round() as i16
}

impl fmt::Debug for AacTrackDecoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AacTrackDecoder")
            .field("rate_hz", &self.rate_hz)
            .finish_non_exhaustive()
    }
}
