//! The postfilter of Annex A (§A.4.2): what makes the noise of the coding less heard.

use super::filter::{
    FRAME, HighPass, Memory, ORDER, Predictor, SUBFRAME, Subframe, dot, expand, residual,
    synthesize,
};

/// γn and γd of the short-term filter.
const NUMERATOR: f32 = 0.55;
const DENOMINATOR: f32 = 0.7;

/// γp of the long-term filter, and the share of the energy that must repeat for it to act (3 dB of gain).
const HARMONICS: f32 = 0.5;
const REPEATED_MIN: f32 = 0.5;

/// γt of the tilt compensation.
const TILT: f32 = 0.8;

/// Taps of the short-term filter's response that its tilt is taken of.
const TILT_TAPS: usize = 22;

/// How slowly the level is corrected.
const LEVEL_MEMORY: f32 = 0.9;

/// The samples of the past that the long-term filter reaches back.
const PAST: usize = 146;

/// The longest delay it supposes.
const DELAY_MAX: usize = 143;

/// The memories of the filters.
pub(super) struct PostFilter {
    speech: Memory,
    residual: [f32; PAST + SUBFRAME],
    synthesis: Memory,
    tilt: f32,
    level: f32,
    /// Whether the last subframe repeated itself by 3 dB.
    voiced: bool,
    high_pass: HighPass,
}

impl PostFilter {
    pub(super) const fn new() -> Self {
        Self {
            speech: [0.0; ORDER],
            residual: [0.0; PAST + SUBFRAME],
            synthesis: [0.0; ORDER],
            tilt: 0.0,
            level: 1.0,
            voiced: false,
            high_pass: HighPass::OUTPUT,
        }
    }

    /// Filters a subframe that `predictor` synthesized; `delay` where it repeats itself, none in noise.
    pub(super) fn filter(
        &mut self,
        speech: &Subframe,
        predictor: &Predictor,
        delay: Option<usize>,
    ) -> Subframe {
        let numerator = expand(predictor, NUMERATOR);
        let denominator = expand(predictor, DENOMINATOR);
        let mut signal = [0.0; ORDER + SUBFRAME];
        signal[..ORDER].copy_from_slice(&self.speech);
        signal[ORDER..].copy_from_slice(speech);
        self.speech.copy_from_slice(&signal[SUBFRAME..]);

        self.residual.copy_within(SUBFRAME.., 0);
        self.residual[PAST..].copy_from_slice(&residual(&numerator, &signal));
        let mut output = self.long_term(delay);
        self.compensate_tilt(&mut output, tilt(&numerator, &denominator));
        synthesize(&denominator, &mut self.synthesis, &mut output);
        self.keep_level(speech, &mut output);
        output
    }

    /// Whether the last subframe repeated itself by 3 dB, which is what a lost frame goes by (§4.4).
    pub(super) const fn is_voiced(&self) -> bool {
        self.voiced
    }

    /// The high-pass at the end, and the level that the encoder halved (§4.2.5).
    pub(super) fn finish(&mut self, speech: &[f32; FRAME]) -> [f32; FRAME] {
        speech.map(|sample| 2.0 * self.high_pass.filter(sample))
    }

    /// `H_p` (§A.4.2.1): adds what is one period before, where the residual repeats itself.
    fn long_term(&mut self, delay: Option<usize>) -> Subframe {
        let mut now = [0.0; SUBFRAME];
        now.copy_from_slice(&self.residual[PAST..]);
        self.voiced = false;
        let Some(delay) = delay else { return now };
        let longest = (delay + 3).min(DELAY_MAX);
        let mut best = (f32::MIN, longest);
        for lag in longest - 6..=longest {
            let correlation = dot(&now, &self.residual[PAST - lag..][..SUBFRAME]);
            if correlation > best.0 {
                best = (correlation, lag);
            }
        }
        let (correlation, lag) = best;
        let before = &self.residual[PAST - lag..][..SUBFRAME];
        let energy_before = dot(before, before);
        let energy_now = dot(&now, &now);
        if correlation <= 0.0
            || correlation * correlation < REPEATED_MIN * energy_before * energy_now
        {
            return now;
        }
        self.voiced = true;
        let gain = (correlation / energy_before.max(f32::MIN_POSITIVE)).min(1.0);
        let weight = 1.0 / (1.0 + HARMONICS * gain);
        std::array::from_fn(|n| weight * (now[n] + HARMONICS * gain * before[n]))
    }

    /// `H_t` (§A.4.2.3).
    fn compensate_tilt(&mut self, signal: &mut Subframe, factor: f32) {
        for sample in signal {
            let input = *sample;
            *sample += factor * self.tilt;
            self.tilt = input;
        }
    }

    /// Brings the level back to that of `speech`, slowly (§A.4.2.4).
    fn keep_level(&mut self, speech: &Subframe, output: &mut Subframe) {
        let energy = dot(output, output);
        let wanted = if energy > 1e-6 {
            (dot(speech, speech) / energy).sqrt()
        } else {
            0.0
        };
        for sample in output {
            self.level = LEVEL_MEMORY * self.level + (1.0 - LEVEL_MEMORY) * wanted;
            *sample *= self.level;
        }
    }
}

/// γt k₁' of the short-term filter's response.
fn tilt(numerator: &Predictor, denominator: &Predictor) -> f32 {
    let mut response = [0.0; SUBFRAME];
    response[0] = 1.0;
    response[1..=ORDER].copy_from_slice(numerator);
    synthesize(denominator, &mut [0.0; ORDER], &mut response);
    let energy = dot(&response[..TILT_TAPS], &response[..TILT_TAPS]);
    let neighbours = dot(&response[..TILT_TAPS - 1], &response[1..TILT_TAPS]);
    let reflection = -neighbours / energy.max(f32::MIN_POSITIVE);
    if reflection < 0.0 {
        TILT * reflection
    } else {
        0.0
    }
}
