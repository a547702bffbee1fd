//! What the canceller works on: bands of 8 kHz, each at 16 kHz, in blocks of
//! 4 ms.

use sonora::three_band_filter_bank::ThreeBandFilterBank;
use sonora_aec3::block::Block;

use super::super::super::{frame_samples, to_sample};

/// The bands of a frame at 48 kHz.
const BANDS_MAX: usize = 3;
/// The samples of 10 ms of a band.
const BAND_SAMPLES: usize = 160;
/// The samples of a block of a band.
const BLOCK_SAMPLES: usize = 64;
/// A frame is two or three blocks: so much of what comes out is kept back, that
/// there is always a whole one. 2 ms.
const KEPT_BACK_SAMPLES: usize = 32;

/// 10 ms of a signal in its bands.
pub(super) struct Bands {
    /// The whole of it, as the high-pass filter wants it.
    whole: [Vec<f32>; 1],
    /// At 48 kHz.
    bank: Option<Box<ThreeBandFilterBank>>,
    parts: [[f32; BAND_SAMPLES]; BANDS_MAX],
}

impl Bands {
    pub(super) fn new(rate_hz: u32) -> Self {
        Self {
            whole: [vec![0.0; frame_samples(rate_hz)]],
            bank: (bands_at(rate_hz) > 1).then(Box::default),
            parts: [[0.0; BAND_SAMPLES]; BANDS_MAX],
        }
    }

    /// Takes the next frame.
    pub(super) fn take(&mut self, frame: &[i16]) {
        for (wide, sample) in self.whole[0].iter_mut().zip(frame) {
            *wide = f32::from(*sample);
        }
    }

    /// The frame, whole.
    pub(super) fn whole(&mut self) -> &mut [Vec<f32>] {
        &mut self.whole
    }

    /// The frame in its bands.
    pub(super) fn split(&mut self) -> &[[f32; BAND_SAMPLES]; BANDS_MAX] {
        let whole = self.whole[0].as_slice();
        match (&mut self.bank, whole.first_chunk()) {
            (Some(bank), Some(whole)) => bank.analysis(whole, &mut self.parts),
            _ => {
                for (wide, sample) in self.parts[0].iter_mut().zip(whole) {
                    *wide = *sample;
                }
            }
        }
        &self.parts
    }

    /// The bands, to be changed.
    pub(super) fn bands(&mut self) -> &mut [[f32; BAND_SAMPLES]; BANDS_MAX] {
        &mut self.parts
    }

    /// Makes a frame of the bands.
    pub(super) fn join(&mut self, frame: &mut [i16]) {
        let whole = self.whole[0].as_mut_slice();
        let wide = match (&mut self.bank, whole.first_chunk_mut()) {
            (Some(bank), Some(whole)) => {
                bank.synthesis(&self.parts, whole);
                &*whole
            }
            _ => self.parts[0].as_slice(),
        };
        for (sample, wide) in frame.iter_mut().zip(wide) {
            *sample = to_sample(*wide);
        }
    }
}

/// From frames of 10 ms to blocks, and back.
pub(super) struct Blocks {
    bands: usize,
    block: Block,
    coming: [Queue; BANDS_MAX],
    going: [Queue; BANDS_MAX],
}

impl Blocks {
    pub(super) fn new(rate_hz: u32) -> Self {
        let bands = bands_at(rate_hz);
        Self {
            bands,
            block: Block::new(bands, 1),
            coming: [Queue::holding(0); BANDS_MAX],
            going: [Queue::holding(KEPT_BACK_SAMPLES); BANDS_MAX],
        }
    }

    /// Takes a frame.
    pub(super) fn push(&mut self, frame: &[[f32; BAND_SAMPLES]; BANDS_MAX]) {
        for (queue, band) in self.coming.iter_mut().zip(frame).take(self.bands) {
            queue.push(band);
        }
    }

    /// The next whole block.
    pub(super) fn next_block(&mut self) -> Option<&mut Block> {
        if self.coming[0].held < BLOCK_SAMPLES {
            return None;
        }
        for (band, queue) in self.coming.iter_mut().enumerate().take(self.bands) {
            queue.pop(self.block.view_mut(band, 0));
        }
        Some(&mut self.block)
    }

    /// Keeps the block as it is now for [`Blocks::pop`].
    pub(super) fn give_back(&mut self) {
        for (band, queue) in self.going.iter_mut().enumerate().take(self.bands) {
            queue.push(self.block.view(band, 0));
        }
    }

    /// Gives a frame of the blocks that were given back.
    pub(super) fn pop(&mut self, frame: &mut [[f32; BAND_SAMPLES]; BANDS_MAX]) {
        for (queue, band) in self.going.iter_mut().zip(frame).take(self.bands) {
            queue.pop(band);
        }
    }
}

/// Samples of a band that wait.
#[derive(Clone, Copy)]
struct Queue {
    samples: [f32; 2 * BAND_SAMPLES],
    held: usize,
}

impl Queue {
    fn holding(held: usize) -> Self {
        Self {
            samples: [0.0; 2 * BAND_SAMPLES],
            held,
        }
    }

    fn push(&mut self, samples: &[f32]) {
        if let Some(room) = self.samples.get_mut(self.held..self.held + samples.len()) {
            room.copy_from_slice(samples);
            self.held += samples.len();
        }
    }

    fn pop(&mut self, samples: &mut [f32]) {
        let count = samples.len().min(self.held);
        samples[..count].copy_from_slice(&self.samples[..count]);
        self.samples.copy_within(count..self.held, 0);
        self.held -= count;
    }
}

fn bands_at(rate_hz: u32) -> usize {
    if rate_hz > 16_000 { BANDS_MAX } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Blocks that nobody changes come out as they went in, 2 ms later.
    #[test]
    fn blocks_are_frames_again_without_a_gap() {
        let mut blocks = Blocks::new(16_000);
        let mut heard = Vec::new();
        for frame in 0..100 {
            let mut bands = [[0.0; BAND_SAMPLES]; BANDS_MAX];
            for (n, sample) in bands[0].iter_mut().enumerate() {
                *sample = (frame * BAND_SAMPLES + n + 1) as f32;
            }
            blocks.push(&bands);
            while blocks.next_block().is_some() {
                blocks.give_back();
            }
            blocks.pop(&mut bands);
            heard.extend(bands[0]);
        }
        assert!(
            heard[..KEPT_BACK_SAMPLES]
                .iter()
                .all(|sample| *sample == 0.0)
        );
        for (n, sample) in heard[KEPT_BACK_SAMPLES..].iter().enumerate() {
            assert_eq!(*sample as usize, n + 1);
        }
    }
}
