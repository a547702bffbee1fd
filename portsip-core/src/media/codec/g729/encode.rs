//! The encoder of frames (§3 with the shortcuts of Annex A).

use super::filter::{
    FRAME, HighPass, Memory, ORDER, Predictor, SUBFRAME, Subframe, convolve, correlate, dot,
    expand, residual, synthesize,
};
use super::frame::{Frame, LsfCode, SubframeCode, parity};
use super::gain::{GainPredictor, Match};
use super::lsf::LsfQuantizer;
use super::pitch::{self, Delay, Excitation, PAST, Taming, WEIGHTED_PAST, Weighted};
use super::pulses::{self, SHARPENING};
use super::spectrum::{self, Analysis, LineSpectrum, WINDOW};

/// γ of the weighting filter Â(z)/Â(z/γ) (§A.3.3).
const WEIGHTING: f32 = 0.75;

/// How the open-loop search's low-pass remembers (§A.3.4).
const LOW_PASS: f32 = 0.7;

/// Where this frame begins in the speech the analysis looks at; 40 samples after its end are known.
const NOW: usize = 120;

/// The most an adaptive gain is before it is quantized, and where the loop must not be fed.
const GAIN_MAX: f32 = 1.2;
const GAIN_MAX_HELD: f32 = 0.95;

/// Encodes frame after frame.
pub(super) struct FrameEncoder {
    high_pass: HighPass,
    analysis: Analysis,
    speech: [f32; WINDOW],
    /// Of the frame before: the line spectrum found, and the one the decoder has.
    found: LineSpectrum,
    sent: LineSpectrum,
    lsf: LsfQuantizer,
    weighted: Weighted,
    weighted_memory: Memory,
    excitation: Excitation,
    /// What the decoder's output is off by, weighted.
    error_memory: Memory,
    gains: GainPredictor,
    sharpening: f32,
    taming: Taming,
}

impl FrameEncoder {
    pub(super) fn new() -> Self {
        Self {
            high_pass: HighPass::INPUT,
            analysis: Analysis::new(),
            speech: [0.0; WINDOW],
            found: spectrum::START,
            sent: spectrum::START,
            lsf: LsfQuantizer::new(),
            weighted: [0.0; WEIGHTED_PAST + FRAME],
            weighted_memory: [0.0; ORDER],
            excitation: [0.0; PAST + FRAME],
            error_memory: [0.0; ORDER],
            gains: GainPredictor::new(),
            sharpening: SHARPENING.0,
            taming: Taming::new(),
        }
    }

    /// Encodes 10 ms; what comes out is of 5 ms before.
    pub(super) fn encode(&mut self, pcm: &[i16; FRAME]) -> Frame {
        self.hear(pcm);
        let (lsf, predictors) = self.spectrum();
        let weighting = predictors
            .each_ref()
            .map(|predictor| expand(predictor, WEIGHTING));
        self.weigh(&predictors, &weighting);
        let open_loop = pitch::open_loop(&self.weighted);
        let range = pitch::first_range(open_loop);
        let (first, first_code) = self.subframe(0, &weighting[0], range, None);
        let range = pitch::second_range(first);
        let (_, second_code) = self.subframe(1, &weighting[1], range, Some(first));
        self.excitation.copy_within(FRAME.., 0);
        self.weighted.copy_within(FRAME.., 0);
        Frame {
            lsf,
            parity: parity(first_code.delay),
            subframes: [first_code, second_code],
        }
    }

    fn hear(&mut self, pcm: &[i16; FRAME]) {
        self.speech.copy_within(FRAME.., 0);
        for (sample, heard) in self.speech[WINDOW - FRAME..].iter_mut().zip(pcm) {
            *sample = self.high_pass.filter(f32::from(*heard));
        }
    }

    /// The code of this frame's spectrum, and the predictors that the decoder makes of it.
    fn spectrum(&mut self) -> (LsfCode, [Predictor; 2]) {
        let predictor = self.analysis.predictor(&self.speech);
        if let Some(found) = self.analysis.line_spectrum(&predictor) {
            self.found = found;
        }
        let (code, quantized) = self.lsf.quantize(&self.found.map(f32::acos));
        let current = quantized.map(f32::cos);
        let predictors = spectrum::interpolated(&self.sent, &current);
        self.sent = current;
        (code, predictors)
    }

    /// The residual of this frame as its excitation, and its weighted speech.
    fn weigh(&mut self, predictors: &[Predictor; 2], weighting: &[Predictor; 2]) {
        for half in 0..2 {
            let start = half * SUBFRAME;
            let residual = self.residual(start, &predictors[half]);
            self.excitation[PAST + start..][..SUBFRAME].copy_from_slice(&residual);
            let low_pass = with_low_pass(&weighting[half]);
            let mut weighted = residual;
            synthesize(&low_pass, &mut self.weighted_memory, &mut weighted);
            self.weighted[WEIGHTED_PAST + start..][..SUBFRAME].copy_from_slice(&weighted);
        }
    }

    fn residual(&self, start: usize, predictor: &Predictor) -> Subframe {
        let mut signal = [0.0; ORDER + SUBFRAME];
        signal.copy_from_slice(&self.speech[NOW + start - ORDER..][..ORDER + SUBFRAME]);
        residual(predictor, &signal)
    }

    fn subframe(
        &mut self,
        half: usize,
        weighting: &Predictor,
        range: (usize, usize),
        first: Option<Delay>,
    ) -> (Delay, SubframeCode) {
        let start = PAST + half * SUBFRAME;
        let mut response = impulse_response(weighting);
        let target = self.target(start, weighting);

        let backward = correlate(&target, &response);
        let delay = pitch::search(
            &mut self.excitation,
            start,
            &backward,
            range,
            first.is_none(),
        );
        let mut adaptive = [0.0; SUBFRAME];
        adaptive.copy_from_slice(&self.excitation[start..start + SUBFRAME]);
        let adaptive_filtered = convolve(&adaptive, &response);
        let must_hold = self.taming.must_hold(delay);
        let gain = adaptive_gain(&target, &adaptive_filtered, must_hold);

        let rest = std::array::from_fn(|n| target[n] - gain * adaptive_filtered[n]);
        pulses::sharpen(&mut response, delay.whole, self.sharpening);
        let pulses = pulses::search(&rest, &response);
        let mut fixed = pulses.vector();
        let fixed_filtered = convolve(&fixed, &response);
        pulses::sharpen(&mut fixed, delay.whole, self.sharpening);

        let expected = self.gains.expected(&fixed);
        let code =
            Match::new(&target, &adaptive_filtered, &fixed_filtered).best(expected, must_hold);
        let gains = self.gains.dequantize(code, &fixed);
        self.sharpening = gains.adaptive.clamp(SHARPENING.0, SHARPENING.1);
        self.taming.advance(gains.adaptive, delay);

        for (n, sample) in self.excitation[start..start + SUBFRAME]
            .iter_mut()
            .enumerate()
        {
            *sample = gains.adaptive * adaptive[n] + gains.fixed * fixed[n];
        }
        // The error of the decoder's output, weighted, without running its filter (§A.3.10).
        for (memory, n) in self.error_memory.iter_mut().zip(SUBFRAME - ORDER..) {
            *memory =
                target[n] - gains.adaptive * adaptive_filtered[n] - gains.fixed * fixed_filtered[n];
        }
        let delay_code = first.map_or_else(|| delay.first_code(), |first| delay.second_code(first));
        let code = SubframeCode {
            delay: delay_code,
            positions: pulses.positions,
            signs: pulses.signs,
            gain_1: code.0,
            gain_2: code.1,
        };
        (delay, code)
    }

    /// The weighted speech less what the filters ring on with (§A.3.6).
    fn target(&self, start: usize, weighting: &Predictor) -> Subframe {
        let mut target = [0.0; SUBFRAME];
        target.copy_from_slice(&self.excitation[start..start + SUBFRAME]);
        let mut memory = self.error_memory;
        synthesize(weighting, &mut memory, &mut target);
        target
    }
}

/// Â(z/γ)(1 - 0.7 z⁻¹), without its last coefficient.
fn with_low_pass(weighting: &Predictor) -> Predictor {
    let mut before = 1.0;
    weighting.map(|coefficient| {
        let shaped = coefficient - LOW_PASS * before;
        before = coefficient;
        shaped
    })
}

/// h(n), the impulse response of 1/Â(z/γ) (§A.3.5).
fn impulse_response(weighting: &Predictor) -> Subframe {
    let mut response = [0.0; SUBFRAME];
    response[0] = 1.0;
    synthesize(weighting, &mut [0.0; ORDER], &mut response);
    response
}

/// The gain of the adaptive codebook alone (§3.7.3).
fn adaptive_gain(target: &Subframe, filtered: &Subframe, must_hold: bool) -> f32 {
    let energy = dot(filtered, filtered);
    if energy <= 0.0 {
        return 0.0;
    }
    let most = if must_hold { GAIN_MAX_HELD } else { GAIN_MAX };
    (dot(target, filtered) / energy).clamp(0.0, most)
}
