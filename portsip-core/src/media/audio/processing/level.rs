//! Gain control: quiet speech is made louder by a gain that follows its level
//! slowly, never so far that noise comes through, and a limiter keeps peaks in
//! range. Speech that is loud enough stays as it is.

use sonora_agc2::adaptive_digital_gain_controller::{AdaptiveDigitalGainController, FrameInfo};
use sonora_agc2::common::{
    ADJACENT_SPEECH_FRAMES_THRESHOLD, SATURATION_PROTECTOR_INITIAL_HEADROOM_DB, float_s16_to_dbfs,
};
use sonora_agc2::noise_level_estimator::NoiseLevelEstimator;
use sonora_agc2::saturation_protector::SaturationProtector;
use sonora_agc2::speech_level_estimator::{AdaptiveDigitalConfig, SpeechLevelEstimator};

use super::super::FRAME_SAMPLES_MAX;
use super::super::limiter::Limiter;
use super::super::resample::Resampler;
use super::stage::Stage;
use super::voice_activity::VOICE_RATE_HZ;
use super::voice_spectrum::VoiceSpectrum;

const CONFIG: AdaptiveDigitalConfig = AdaptiveDigitalConfig {
    // Below full scale, beyond what the peaks of the speech need.
    headroom_db: 5.0,
    max_gain_db: 40.0,
    // Switched on in a call it must not jump.
    initial_gain_db: 0.0,
    max_gain_change_db_per_second: 6.0,
    max_output_noise_level_dbfs: -50.0,
};

/// A controller for one rate.
pub(super) struct GainController {
    voice: VoiceSpectrum,
    voice_converter: Option<Resampler>,
    speech: SpeechLevelEstimator,
    noise: NoiseLevelEstimator,
    saturation: SaturationProtector,
    gain: AdaptiveDigitalGainController,
    limiter: Limiter,
    /// The loudest sample of the last frame before the limiter.
    peak_dbfs: f32,
    wide: [f32; FRAME_SAMPLES_MAX],
}

impl GainController {
    pub(super) fn new(rate_hz: u32) -> Self {
        let frames = ADJACENT_SPEECH_FRAMES_THRESHOLD;
        Self {
            voice: VoiceSpectrum::new(),
            voice_converter: Resampler::new(rate_hz, VOICE_RATE_HZ),
            speech: SpeechLevelEstimator::new(&CONFIG, frames),
            noise: NoiseLevelEstimator::default(),
            saturation: SaturationProtector::new(SATURATION_PROTECTOR_INITIAL_HEADROOM_DB, frames),
            gain: AdaptiveDigitalGainController::new(CONFIG, frames),
            limiter: Limiter::new(),
            peak_dbfs: float_s16_to_dbfs(0.0),
            wide: [0.0; FRAME_SAMPLES_MAX],
        }
    }
}

impl Stage for GainController {
    fn process(&mut self, frame: &mut [i16]) {
        let is_voice = self.voice.hear(frame, self.voice_converter.as_mut());
        let speech_probability = f32::from(u8::from(is_voice));
        let Some(wide) = self.wide.get_mut(..frame.len()).filter(|w| !w.is_empty()) else {
            return;
        };
        for (wide, sample) in wide.iter_mut().zip(&*frame) {
            *wide = f32::from(*sample);
        }
        let noise_rms_dbfs = self.noise.analyze(&[&*wide]);
        self.speech.update(rms_dbfs(wide), speech_probability);
        let speech_level_dbfs = self.speech.level_dbfs();
        self.saturation
            .analyze(speech_probability, peak_dbfs(wide), speech_level_dbfs);
        let info = FrameInfo {
            speech_probability,
            speech_level_dbfs,
            speech_level_reliable: self.speech.is_confident(),
            noise_rms_dbfs,
            headroom_db: self.saturation.headroom_db(),
            limiter_envelope_dbfs: self.peak_dbfs,
        };
        self.gain.process(&info, &mut [&mut *wide]);
        self.peak_dbfs = peak_dbfs(wide);
        self.limiter.apply(wide, frame);
    }
}

fn rms_dbfs(frame: &[f32]) -> f32 {
    let sum: f32 = frame.iter().map(|sample| sample * sample).sum();
    float_s16_to_dbfs((sum / frame.len() as f32).sqrt())
}

fn peak_dbfs(frame: &[f32]) -> f32 {
    float_s16_to_dbfs(
        frame
            .iter()
            .fold(0.0, |peak, sample| peak.max(sample.abs())),
    )
}
