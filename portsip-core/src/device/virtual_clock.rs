//! The virtual device: whoever ticks is its clock. Silence in, nothing out.

use std::time::Duration;

use super::{AudioInput, AudioOutput};

/// Fills a frame of 10 ms: what a virtual microphone hears.
pub type SampleSource = Box<dyn FnMut(&mut [i16]) + Send>;

/// A microphone in a silent room, or one that hears what it is given.
#[derive(Default)]
pub struct VirtualInput {
    source: Option<SampleSource>,
}

impl VirtualInput {
    /// A microphone that hears `source`.
    pub fn with_source(source: SampleSource) -> Self {
        Self {
            source: Some(source),
        }
    }
}

impl AudioInput for VirtualInput {
    fn rate_hz(&self) -> Option<u32> {
        None
    }

    fn read(&mut self, frame: &mut [i16]) {
        match &mut self.source {
            Some(source) => source(frame),
            None => frame.fill(0),
        }
    }

    fn delay(&self) -> Option<Duration> {
        None
    }

    fn is_lost(&self) -> bool {
        false
    }
}

/// A speaker that nobody hears.
#[derive(Debug, Default)]
pub struct VirtualOutput;

impl AudioOutput for VirtualOutput {
    fn rate_hz(&self) -> Option<u32> {
        None
    }

    fn write(&mut self, _frame: &[i16]) {}

    fn delay(&self) -> Option<Duration> {
        None
    }

    fn is_lost(&self) -> bool {
        false
    }
}
