//! Before and after the coder: offset compensation and pre-emphasis of what is
//! encoded, de-emphasis of what is decoded (GSM 06.10 §5.2.1…3, §5.3.5…7).

use super::arithmetic::{mult_r, saturate};
use super::frame::FRAME_SAMPLES;

/// The zero of the emphasis filters, 0.86.
const EMPHASIS: i16 = 28_180;
/// The pole of the offset compensation, 0.999.
const OFFSET_POLE: i16 = 32_735;

/// The filters in front of the encoder.
#[derive(Default)]
pub(super) struct PreEmphasis {
    /// `z1`: the last input.
    input: i16,
    /// `L_z2`: the last output of the compensation, with 15 bits of fraction.
    compensated: i32,
    /// `mp`: the last compensated sample.
    sample: i16,
}

impl PreEmphasis {
    /// The `s` of the analysis, from 16-bit samples of which 13 bits count.
    pub(super) fn filter(&mut self, pcm: &[i16; FRAME_SAMPLES]) -> [i16; FRAME_SAMPLES] {
        pcm.map(|sample| {
            let input = sample >> 3 << 2;
            let difference = (i32::from(input) - i32::from(self.input)) << 15;
            self.input = input;
            let high = (self.compensated >> 15) as i16;
            let low = (self.compensated & 0x7FFF) as i16;
            let faded = i32::from(high) * i32::from(OFFSET_POLE);
            self.compensated =
                faded.saturating_add(difference + i32::from(mult_r(low, OFFSET_POLE)));
            let compensated = (self.compensated.saturating_add(16_384) >> 15) as i16;
            let emphasised = compensated.saturating_add(mult_r(self.sample, -EMPHASIS));
            self.sample = compensated;
            emphasised
        })
    }
}

/// The filter behind the decoder.
#[derive(Default)]
pub(super) struct DeEmphasis {
    /// `msr`: the last output.
    sample: i16,
}

impl DeEmphasis {
    /// Samples of 16 bits of which 13 count.
    pub(super) fn filter(&mut self, samples: &[i16; FRAME_SAMPLES], pcm: &mut [i16]) {
        for (sample, out) in samples.iter().zip(pcm) {
            self.sample = sample.saturating_add(mult_r(self.sample, EMPHASIS));
            *out = saturate(i32::from(self.sample) * 2) & !7;
        }
    }
}
