//! The decoder of frames (§4, §A.4, §B.4.4): speech, silence, and what was lost.

use super::filter::{FRAME, Memory, ORDER, Predictor, SUBFRAME, Subframe, synthesize};
use super::frame::{Frame, SilenceFrame};
use super::gain::{GainPredictor, Gains};
use super::lsf::LsfQuantizer;
use super::noise::{self, Noise};
use super::pitch::{self, Delay, Excitation, PAST};
use super::postfilter::PostFilter;
use super::pulses::{self, SHARPENING};
use super::spectrum::{self, LineSpectrum};

/// The bounds of a decoded excitation and of speech, as 16 bits would have them; they keep a malicious stream finite.
const EXCITATION_MAX: f32 = 32_768.0;

/// Below it an excitation that fades over a long loss is over.
const EXCITATION_MIN: f32 = 1e-6;

/// What a lost subframe keeps of the gains. §4.4.2 has 0.9 for the first, and lengthens the delay; both score lower.
const ADAPTIVE_KEPT: f32 = 0.95;
const FIXED_KEPT: f32 = 0.98;

/// The share of the old level in that of comfort noise (§B.4.4).
const NOISE_KEPT: f32 = 0.875;

/// Decodes frame after frame.
pub(super) struct FrameDecoder {
    lsf: LsfQuantizer,
    frequencies: LineSpectrum,
    spectrum: LineSpectrum,
    gains: GainPredictor,
    last_gains: Gains,
    sharpening: f32,
    delay: Delay,
    excitation: Excitation,
    synthesis: Memory,
    postfilter: PostFilter,
    noise: Noise,
    silence: Option<Silence>,
    voiced: bool,
}

/// Silence that is going on.
#[derive(Clone, Copy)]
struct Silence {
    /// The level last sent, and the one that follows it slowly.
    sent: f32,
    level: f32,
}

impl FrameDecoder {
    pub(super) fn new() -> Self {
        Self {
            lsf: LsfQuantizer::new(),
            frequencies: spectrum::START.map(f32::acos),
            spectrum: spectrum::START,
            gains: GainPredictor::new(),
            last_gains: Gains::default(),
            sharpening: SHARPENING.0,
            delay: Delay::whole(60),
            excitation: [0.0; PAST + FRAME],
            synthesis: [0.0; ORDER],
            postfilter: PostFilter::new(),
            noise: Noise::new(),
            silence: None,
            voiced: false,
        }
    }

    /// A frame of speech.
    pub(super) fn speech(&mut self, frame: &Frame, pcm: &mut [i16; FRAME]) {
        self.silence = None;
        self.frequencies = self.lsf.dequantize(frame.lsf);
        let predictors = self.predictors();
        let [first, second] = &frame.subframes;
        let first_delay = if frame.parity_holds() {
            Delay::from_first_code(first.delay)
        } else {
            Delay::whole(self.delay.whole)
        };
        let second_delay = Delay::from_second_code(second.delay, first_delay);
        let mut output = [0.0; FRAME];
        for (half, (code, delay)) in [(first, first_delay), (second, second_delay)]
            .into_iter()
            .enumerate()
        {
            let start = PAST + half * SUBFRAME;
            self.delay = delay;
            pitch::predict(&mut self.excitation, start, delay);
            let pulses = pulses::Pulses {
                positions: code.positions,
                signs: code.signs,
            };
            let mut fixed = pulses.vector();
            pulses::sharpen(&mut fixed, delay.whole, self.sharpening);
            self.last_gains = self.gains.dequantize((code.gain_1, code.gain_2), &fixed);
            self.sharpening = self.last_gains.adaptive.clamp(SHARPENING.0, SHARPENING.1);
            self.excite(start, self.last_gains, &fixed);
            self.synthesize(half, &predictors[half], Some(delay.whole), &mut output);
        }
        self.finish(&output, pcm);
    }

    /// A silence frame.
    pub(super) fn silence(&mut self, frame: SilenceFrame, pcm: &mut [i16; FRAME]) {
        self.frequencies = self.lsf.dequantize_silence(frame);
        let sent = noise::level(frame.gain);
        let level = self.silence.map_or(sent, |silence| silence.level);
        self.silence = Some(Silence { sent, level });
        self.comfort_noise(pcm);
    }

    /// A frame that did not come: more noise in silence, else more of the speech before (§4.4).
    pub(super) fn missing(&mut self, pcm: &mut [i16; FRAME]) {
        if self.silence.is_some() {
            self.comfort_noise(pcm);
        } else {
            self.lost(pcm);
        }
    }

    fn comfort_noise(&mut self, pcm: &mut [i16; FRAME]) {
        let Some(silence) = &mut self.silence else {
            return;
        };
        silence.level = NOISE_KEPT * silence.level + (1.0 - NOISE_KEPT) * silence.sent;
        let level = silence.level;
        let predictors = self.predictors();
        self.sharpening = SHARPENING.0;
        self.last_gains = Gains::default();
        let mut output = [0.0; FRAME];
        for (half, predictor) in predictors.iter().enumerate() {
            let start = PAST + half * SUBFRAME;
            let noise = self.noise.white(level);
            self.excitation[start..start + SUBFRAME].copy_from_slice(&noise);
            self.synthesize(half, predictor, None, &mut output);
        }
        self.finish(&output, pcm);
    }

    fn lost(&mut self, pcm: &mut [i16; FRAME]) {
        let voiced = self.voiced;
        self.lsf.repeat(&self.frequencies);
        let predictors = self.predictors();
        let mut output = [0.0; FRAME];
        for (half, predictor) in predictors.iter().enumerate() {
            let start = PAST + half * SUBFRAME;
            self.last_gains.adaptive = ADAPTIVE_KEPT * self.last_gains.adaptive.min(1.0);
            self.last_gains.fixed *= FIXED_KEPT;
            self.gains.forget();
            let mut gains = self.last_gains;
            pitch::predict(&mut self.excitation, start, self.delay);
            let mut fixed = self.noise.pulses().vector();
            pulses::sharpen(&mut fixed, self.delay.whole, self.sharpening);
            if voiced {
                gains.fixed = 0.0;
            }
            self.sharpening = self.last_gains.adaptive.clamp(SHARPENING.0, SHARPENING.1);
            self.excite(start, gains, &fixed);
            self.synthesize(half, predictor, Some(self.delay.whole), &mut output);
        }
        self.voiced = voiced;
        self.finish(&output, pcm);
    }

    /// The predictors of both subframes on the way to the present frequencies.
    fn predictors(&mut self) -> [Predictor; 2] {
        let current = self.frequencies.map(f32::cos);
        let predictors = spectrum::interpolated(&self.spectrum, &current);
        self.spectrum = current;
        predictors
    }

    /// The excitation of a subframe (§4.1.6), whose adaptive part is in place.
    fn excite(&mut self, start: usize, gains: Gains, fixed: &Subframe) {
        for (sample, fixed) in self.excitation[start..start + SUBFRAME]
            .iter_mut()
            .zip(fixed)
        {
            let sum = gains.adaptive * *sample + gains.fixed * fixed;
            *sample = if sum.abs() < EXCITATION_MIN {
                0.0
            } else {
                sum.clamp(-EXCITATION_MAX, EXCITATION_MAX)
            };
        }
    }

    fn synthesize(
        &mut self,
        half: usize,
        predictor: &Predictor,
        delay: Option<usize>,
        output: &mut [f32; FRAME],
    ) {
        let start = half * SUBFRAME;
        let mut speech = [0.0; SUBFRAME];
        speech.copy_from_slice(&self.excitation[PAST + start..][..SUBFRAME]);
        synthesize(predictor, &mut self.synthesis, &mut speech);
        for memory in &mut self.synthesis {
            *memory = memory.clamp(-EXCITATION_MAX, EXCITATION_MAX);
        }
        let filtered = self.postfilter.filter(&speech, predictor, delay);
        self.voiced = self.postfilter.is_voiced();
        output[start..start + SUBFRAME].copy_from_slice(&filtered);
    }

    fn finish(&mut self, output: &[f32; FRAME], pcm: &mut [i16; FRAME]) {
        self.excitation.copy_within(FRAME.., 0);
        let finished = self.postfilter.finish(output);
        for (sample, value) in pcm.iter_mut().zip(finished) {
            *sample = value.round_ties_even().clamp(-32_768.0, 32_767.0) as i16;
        }
    }
}
