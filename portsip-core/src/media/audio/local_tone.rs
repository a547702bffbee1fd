//! The tones that the user hears of the keys that are sent (`playDtmfTone`).

use super::FRAME_SAMPLES_MAX;
use crate::media::dtmf::{FLASH, ToneGenerator, ToneQueue};

/// Against the level of a tone that is sent: the user's ear is near.
const GAIN: f32 = 0.5;

/// The tones of one speaker.
#[derive(Debug)]
pub(super) struct LocalTone {
    queue: ToneQueue,
    generator: ToneGenerator,
    samples: Box<[i16; FRAME_SAMPLES_MAX]>,
}

impl LocalTone {
    /// Silence.
    pub(super) fn new() -> Self {
        Self {
            queue: ToneQueue::new(),
            generator: ToneGenerator::default(),
            samples: Box::new([0; FRAME_SAMPLES_MAX]),
        }
    }

    /// Queues a tone; one that has no sound, or no room, is left out.
    pub(super) fn play(&mut self, tone: u8, duration_ms: u32) {
        if tone != FLASH {
            self.queue.push(tone, duration_ms);
        }
    }

    /// Forgets what plays and what waits.
    pub(super) fn clear(&mut self) {
        self.queue.clear();
        self.generator.clear();
    }

    /// Adds the next 10 ms to `wide`, of `rate_hz`; whether there was something.
    pub(super) fn add_to(&mut self, wide: &mut [f32], rate_hz: u32) -> bool {
        let count = wide.len().min(FRAME_SAMPLES_MAX);
        let samples = &mut self.samples[..count];
        let sounds = self.generator.fill(&mut self.queue, samples, rate_hz);
        if sounds {
            for (wide, tone) in wide.iter_mut().zip(samples) {
                *wide += f32::from(*tone) * GAIN;
            }
        }
        sounds
    }
}
