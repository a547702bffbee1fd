//! The audio graph: frames, gains, mixing, sample-rate conversion.
//!
//! Everything is 16-bit mono in frames of 10 ms. Each end keeps its own rate;
//! a signal is converted once, straight from the rate it comes in to the rate
//! it is wanted in, and sessions of one rate share that conversion.

mod channel;
mod conference;
mod control;
mod converters;
mod gain;
mod graph;
mod limiter;
mod local_sound;
mod local_tone;
mod microphone;
mod pcm_stream;
mod processing;
mod recording;
mod resample;
mod source;
mod speaker;
mod sum;
mod workers;

pub use control::{AudioControl, PlayMode, Retired};
pub use graph::AudioGraph;
pub use pcm_stream::{PcmProducer, PcmStream};
pub use processing::{MicrophoneStage, ReadyStage, VoiceActivity};
pub use workers::{NoWires, OneThread, Wires, Workers};

/// Frames of every part of the graph in a second.
pub const FRAMES_PER_SECOND: u32 = 100;

/// The highest rate in Hz of any signal in the graph.
pub const RATE_HZ_MAX: u32 = 48_000;

/// The samples of the longest frame: 10 ms at the highest rate.
pub const FRAME_SAMPLES_MAX: usize = frame_samples(RATE_HZ_MAX);

/// The samples of 10 ms at `rate_hz`.
pub const fn frame_samples(rate_hz: u32) -> usize {
    (rate_hz / FRAMES_PER_SECOND) as usize
}

/// The nearest sample, the loudest one where there is none so loud. Without a
/// call of the mathematics library, so that a frame is done side by side.
#[inline]
fn to_sample(value: f32) -> i16 {
    (value + 0.5_f32.copysign(value)) as i16
}
