//! Echo cancellation: what the speaker plays and the room gives back is taken
//! out of the microphone's signal, by the third generation of the canceller of
//! the WebRTC project, which finds the delay between the two by itself.
//!
//! Unlike everything else in the tick it allocates: about 50 small blocks a
//! frame, all of which it frees in the same frame.

use sonora::config::{EchoCanceller as EchoConfig, MaxProcessingRate, Pipeline};
use sonora::{AudioProcessing, Config, StreamConfig};

use super::super::FRAME_SAMPLES_MAX;
use super::Stage;

/// A canceller for one rate.
pub(super) struct EchoCanceller {
    processing: AudioProcessing,
    output: [i16; FRAME_SAMPLES_MAX],
}

impl EchoCanceller {
    pub(super) fn new(rate_hz: u32) -> Self {
        let config = Config {
            pipeline: Pipeline {
                maximum_internal_processing_rate: MaxProcessingRate::Rate48kHz,
                ..Pipeline::default()
            },
            echo_canceller: Some(EchoConfig::default()),
            ..Config::default()
        };
        let stream = StreamConfig::new(rate_hz, 1);
        Self {
            processing: AudioProcessing::builder()
                .config(config)
                .capture_config(stream)
                .render_config(stream)
                .build(),
            output: [0; FRAME_SAMPLES_MAX],
        }
    }

    /// Takes 10 ms that the speaker plays.
    pub(super) fn hear_speaker(&mut self, frame: &[i16]) {
        if let Some(output) = self.output.get_mut(..frame.len()) {
            // It refuses formats only, and this one was accepted.
            let _ = self.processing.process_render_i16(frame, output);
        }
    }
}

impl Stage for EchoCanceller {
    fn process(&mut self, frame: &mut [i16]) {
        let Some(output) = self.output.get_mut(..frame.len()) else {
            return;
        };
        if self.processing.process_capture_i16(frame, output).is_ok() {
            frame.copy_from_slice(output);
        }
    }
}
