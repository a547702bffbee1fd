//! Whether somebody speaks into the microphone.
//!
//! Two measures, and either is enough: a frame that stands out of the noise
//! behind it, so that no sound that changes is taken for a room; and the voice
//! itself, by its spectrum, where it does not stand out.

use super::super::resample::Resampler;
#[cfg(feature = "audio-processing")]
use super::voice_spectrum::VoiceSpectrum;

/// The rate in Hz at which a voice is told by its spectrum.
pub(in crate::media::audio) const VOICE_RATE_HZ: u32 = 16_000;

/// Frames of 10 ms for which somebody is said to speak after the last sound of
/// it: the quiet ends of words are speech too.
const HANGOVER_FRAMES: u32 = 25;
/// How far above the noise behind it a frame is no noise, in dB.
const ABOVE_NOISE_DB: f32 = 8.0;
/// Nothing below is speech, in dB of full scale.
const SPEECH_DB_MIN: f32 = -65.0;
/// Digital silence, in dB of full scale.
const SILENCE_DB: f32 = -96.0;

/// A detector for one microphone of any rate.
pub struct VoiceActivity {
    floor: NoiseFloor,
    /// The frames for which it still counts as speech.
    frames_left: u32,
    #[cfg(feature = "audio-processing")]
    voice: VoiceSpectrum,
}

impl VoiceActivity {
    /// A detector that takes the first frames for speech.
    #[expect(
        clippy::new_without_default,
        reason = "it is large, and made on purpose"
    )]
    pub fn new() -> Self {
        Self {
            floor: NoiseFloor::new(),
            frames_left: HANGOVER_FRAMES,
            #[cfg(feature = "audio-processing")]
            voice: VoiceSpectrum::new(),
        }
    }

    /// Takes the next 10 ms, and what brings them to [`VOICE_RATE_HZ`] where they
    /// are not at it; whether somebody speaks.
    pub(in crate::media::audio) fn hear(
        &mut self,
        frame: &[i16],
        converter: Option<&mut Resampler>,
    ) -> bool {
        let level_db = level_db(frame);
        let above_db = level_db - self.floor.hear(level_db);
        let stands_out = above_db > ABOVE_NOISE_DB && level_db > SPEECH_DB_MIN;
        if self.is_voice(frame, converter, level_db) || stands_out {
            self.frames_left = HANGOVER_FRAMES;
            return true;
        }
        self.frames_left = self.frames_left.saturating_sub(1);
        self.frames_left > 0
    }

    #[cfg(feature = "audio-processing")]
    fn is_voice(
        &mut self,
        frame: &[i16],
        converter: Option<&mut Resampler>,
        level_db: f32,
    ) -> bool {
        self.voice.hear(frame, converter) && level_db > SPEECH_DB_MIN
    }

    #[cfg(not(feature = "audio-processing"))]
    #[expect(clippy::unused_self, reason = "the level alone decides")]
    fn is_voice(&self, _: &[i16], _: Option<&mut Resampler>, _: f32) -> bool {
        false
    }
}

impl std::fmt::Debug for VoiceActivity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("VoiceActivity")
            .field("frames_left", &self.frames_left)
            .finish_non_exhaustive()
    }
}

/// The level of what is always there: the least of the last one to two seconds.
struct NoiseFloor {
    smoothed_db: f32,
    least_db: f32,
    least_before_db: f32,
    frames: u32,
}

impl NoiseFloor {
    /// The frames of one second.
    const FRAMES: u32 = 100;
    /// How much of the smoothed level a frame is.
    const WEIGHT: f32 = 0.2;
    /// The least of a noise that goes up and down lies so far below it.
    const BIAS_DB: f32 = 1.5;

    fn new() -> Self {
        Self {
            smoothed_db: 0.0,
            least_db: 0.0,
            least_before_db: 0.0,
            frames: 0,
        }
    }

    /// Takes a frame's level; that of the noise.
    fn hear(&mut self, level_db: f32) -> f32 {
        self.smoothed_db += Self::WEIGHT * (level_db - self.smoothed_db);
        self.least_db = self.least_db.min(self.smoothed_db);
        self.frames += 1;
        if self.frames == Self::FRAMES {
            self.frames = 0;
            self.least_before_db = self.least_db;
            self.least_db = self.smoothed_db;
        }
        self.least_db.min(self.least_before_db) + Self::BIAS_DB
    }
}

/// A frame's level in dB of full scale.
fn level_db(frame: &[i16]) -> f32 {
    let sum: f32 = frame.iter().map(|s| f32::from(*s) * f32::from(*s)).sum();
    let mean_square = sum / frame.len().max(1) as f32 / (32_768.0 * 32_768.0);
    (10.0 * mean_square.max(1e-12).log10()).max(SILENCE_DB)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Rng;

    /// A vowel of four formants that is spoken in syllables, 0.3 of each 0.5 s.
    fn syllables(rate_hz: u32, amplitude: f32) -> impl FnMut(&mut [i16]) {
        let mut n = 0_u32;
        move |frame| {
            for sample in frame {
                let t = n as f32 / rate_hz as f32;
                let spoken = t % 0.5 < 0.3;
                let harmonic = |k: u8| (std::f32::consts::TAU * 140.0 * f32::from(k) * t).sin();
                let vowel: f32 = (1..8).map(|k| harmonic(k) / f32::from(k)).sum();
                *sample = if spoken {
                    (vowel * amplitude) as i16
                } else {
                    0
                };
                n += 1;
            }
        }
    }

    fn add_noise(rng: &mut Rng, frame: &mut [i16], peak: u32) {
        for sample in frame {
            *sample += (rng.below(2 * peak + 1) as i32 - peak as i32) as i16;
        }
    }

    /// The share of frames of the last 3 of 6 s that count as speech.
    fn share(rate_hz: u32, mut say: impl FnMut(u32, &mut [i16])) -> f32 {
        let mut activity = VoiceActivity::new();
        let mut converter = Resampler::new(rate_hz, VOICE_RATE_HZ);
        let mut frame = vec![0; rate_hz as usize / 100];
        let mut speech = 0;
        for n in 0..600 {
            frame.fill(0);
            say(n, &mut frame);
            speech += u32::from(activity.hear(&frame, converter.as_mut()) && n >= 300);
        }
        speech as f32 / 300.0
    }

    #[test]
    fn rooms_are_no_speech_and_syllables_are_at_every_rate() {
        for rate_hz in [8000, 16_000, 44_100] {
            let mut rng = Rng::from_number(5);
            assert!(share(rate_hz, |_, _| {}) < 0.01, "silence at {rate_hz}");
            for peak in [20, 300, 2000] {
                let noise = share(rate_hz, |_, frame| add_noise(&mut rng, frame, peak));
                assert!(noise < 0.02, "{noise} of ±{peak} at {rate_hz}");
            }
            let mut say = syllables(rate_hz, 2000.0);
            let speech = share(rate_hz, |_, frame| {
                say(frame);
                add_noise(&mut rng, frame, 100);
            });
            assert!(speech > 0.99, "{speech} at {rate_hz}");
        }
    }

    #[test]
    fn a_word_is_heard_from_its_first_frame_until_behind_its_last() {
        let mut rng = Rng::from_number(6);
        let mut activity = VoiceActivity::new();
        let mut converter = Resampler::new(8000, VOICE_RATE_HZ);
        let mut say = syllables(8000, 2000.0);
        let mut hear = |spoken: bool| {
            let mut frame = [0; 80];
            if spoken {
                say(&mut frame);
            }
            add_noise(&mut rng, &mut frame, 100);
            activity.hear(&frame, converter.as_mut())
        };
        let before = (0..300).filter(|_| hear(false)).count();
        assert!(before < 160, "{before}");
        assert!((0..30).all(|_| hear(true)));
        let after = (0..100).filter(|_| hear(false)).count();
        assert!((24..=32).contains(&after), "{after}");
    }
}
