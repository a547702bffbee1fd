//! The tones that the user hears of the keys that are sent (`playDtmfTone`).

use super::FRAME_SAMPLES_MAX;
use super::limiter::Limiter;
use crate::media::dtmf::{FLASH, ToneGenerator, ToneQueue};

/// Against the level of a tone that is sent: the user's ear is near.
const GAIN: f32 = 0.5;

/// The tones of one speaker.
#[derive(Debug)]
pub(super) struct LocalTone {
    queue: ToneQueue,
    generator: ToneGenerator,
    /// The mix may be loud already.
    limiter: Limiter,
    samples: Box<[i16; FRAME_SAMPLES_MAX]>,
    wide: Box<[f32; FRAME_SAMPLES_MAX]>,
}

impl LocalTone {
    /// Silence.
    pub(super) fn new() -> Self {
        Self {
            queue: ToneQueue::new(),
            generator: ToneGenerator::default(),
            limiter: Limiter::new(),
            samples: Box::new([0; FRAME_SAMPLES_MAX]),
            wide: Box::new([0.0; FRAME_SAMPLES_MAX]),
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

    /// Mixes the next 10 ms into `frame`, of `rate_hz`.
    pub(super) fn add_to(&mut self, frame: &mut [i16], rate_hz: u32) {
        let count = frame.len().min(FRAME_SAMPLES_MAX);
        let samples = &mut self.samples[..count];
        if !self.generator.fill(&mut self.queue, samples, rate_hz) {
            return;
        }
        let wide = &mut self.wide[..count];
        for ((wide, sample), tone) in wide.iter_mut().zip(&*frame).zip(samples) {
            *wide = f32::from(*sample) + f32::from(*tone) * GAIN;
        }
        self.limiter.apply(wide, &mut frame[..count]);
    }
}
