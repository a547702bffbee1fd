//! Echo cancellation: what the speaker plays and the room gives back is taken
//! out of the microphone's signal, by the third generation of the canceller of
//! the WebRTC project. It finds the delay between the two by itself; what the
//! devices say of it is where it begins.
//!
//! Unlike everything else in the tick it allocates: about 30 small blocks a
//! frame, all of which it frees in the same frame.

mod bands;
mod tuning;

use std::time::Duration;

use sonora::high_pass_filter::HighPassFilter;
use sonora_aec3::block_processor::BlockProcessor;

use self::bands::{Bands, Blocks};
use super::stage::Stage;

/// A sample this near to the end of the range was louder than the microphone can tell.
const SATURATED: u16 = 32_700;

/// A canceller for 16 or 48 kHz.
pub(super) struct EchoCanceller {
    processor: BlockProcessor,
    /// Of what the speaker plays, and of what the microphone hears.
    played: Bands,
    heard: Bands,
    played_blocks: Blocks,
    heard_blocks: Blocks,
    /// The microphone's bass is no voice, and the filters would follow it.
    high_pass: HighPassFilter,
}

impl EchoCanceller {
    pub(super) fn new(rate_hz: u32) -> Self {
        Self {
            processor: BlockProcessor::new(&tuning::config(), rate_hz as usize, 1, 1),
            played: Bands::new(rate_hz),
            heard: Bands::new(rate_hz),
            played_blocks: Blocks::new(rate_hz),
            heard_blocks: Blocks::new(rate_hz),
            high_pass: HighPassFilter::new(rate_hz as i32, 1),
        }
    }
}

impl Stage for EchoCanceller {
    fn process(&mut self, frame: &mut [i16]) {
        let is_saturated = frame
            .iter()
            .any(|sample| sample.unsigned_abs() >= SATURATED);
        self.heard.take(frame);
        self.high_pass.process_channels(self.heard.whole());
        self.heard_blocks.push(self.heard.split());
        while let Some(block) = self.heard_blocks.next_block() {
            self.processor
                .process_capture(false, is_saturated, None, block);
            self.heard_blocks.give_back();
        }
        self.heard_blocks.pop(self.heard.bands());
        self.heard.join(frame);
    }

    fn hear_speaker(&mut self, frame: &[i16]) {
        self.played.take(frame);
        self.played_blocks.push(self.played.split());
        while let Some(block) = self.played_blocks.next_block() {
            self.processor.buffer_render(block);
        }
    }

    fn set_delay(&mut self, delay: Duration) {
        let delay_ms = i32::try_from(delay.as_millis()).unwrap_or(i32::MAX);
        self.processor
            .set_audio_buffer_delay(delay_ms.min(tuning::DELAY_MS_MAX));
    }
}
