//! Whether a sound is a voice by its spectrum, told by a small neural network.

use super::super::resample::Resampler;
use super::voice_activity::VOICE_RATE_HZ;

/// What the network works on: 16 ms.
const BLOCK_SAMPLES: usize = 256;
/// The score, 0…1, from which on it is voice: loud noise gets up to 0.75.
const SCORE: f32 = 0.8;

/// The detector for one signal.
pub(super) struct VoiceSpectrum {
    detector: Box<earshot::Detector>,
    block: [i16; BLOCK_SAMPLES],
    filled: usize,
    is_voice: bool,
}

impl VoiceSpectrum {
    pub(super) fn new() -> Self {
        Self {
            detector: earshot::Detector::default_boxed(),
            block: [0; BLOCK_SAMPLES],
            filled: 0,
            is_voice: false,
        }
    }

    /// Takes the next 10 ms, and what brings them to [`VOICE_RATE_HZ`] where they
    /// are not at it; whether the last whole block was voice.
    pub(super) fn hear(&mut self, frame: &[i16], converter: Option<&mut Resampler>) -> bool {
        let mut wide = [0; VOICE_RATE_HZ as usize / 100];
        match converter {
            Some(converter) => converter.convert_samples(frame, &mut wide),
            None if frame.len() == wide.len() => wide.copy_from_slice(frame),
            None => {}
        }
        for sample in wide {
            self.block[self.filled] = sample;
            self.filled += 1;
            if self.filled == BLOCK_SAMPLES {
                self.filled = 0;
                self.is_voice = self.detector.predict_i16(&self.block) > SCORE;
            }
        }
        self.is_voice
    }
}
