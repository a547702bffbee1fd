//! Writes AMR files of one channel (RFC 4867 §5): whole after every frame.

use std::io::{self, Write};

use super::amr_codec::AmrEncoder;
use super::amr_reader::MAGIC_NARROW;

/// The one rate of AMR, and its frame of 20 ms.
pub(super) const RATE_HZ: u32 = 8000;
const FRAME_SAMPLES: usize = 160;

/// An AMR file being written, at 12.2 kbit/s.
#[derive(Debug)]
pub(super) struct AmrWriter<W> {
    sink: W,
    encoder: AmrEncoder,
    /// Samples of a frame that is not full.
    samples: Vec<i16>,
    frames: Vec<u8>,
}

impl<W: Write> AmrWriter<W> {
    /// Writes the header.
    pub(super) fn new(mut sink: W, encoder: AmrEncoder) -> io::Result<Self> {
        sink.write_all(MAGIC_NARROW)?;
        Ok(Self {
            sink,
            encoder,
            samples: Vec::with_capacity(FRAME_SAMPLES),
            frames: Vec::new(),
        })
    }

    /// Adds samples.
    pub(super) fn write(&mut self, mut samples: &[i16]) -> io::Result<()> {
        self.frames.clear();
        while !samples.is_empty() {
            let count = samples.len().min(FRAME_SAMPLES - self.samples.len());
            self.samples.extend_from_slice(&samples[..count]);
            samples = &samples[count..];
            if self.samples.len() == FRAME_SAMPLES {
                self.encoder.encode(&self.samples, &mut self.frames);
                self.samples.clear();
            }
        }
        self.sink.write_all(&self.frames)
    }

    /// Writes what is left, with silence up to the end of a frame.
    pub(super) fn finish(&mut self) -> io::Result<()> {
        let silence = [0; FRAME_SAMPLES];
        match self.samples.len() {
            0 => Ok(()),
            waiting => self.write(&silence[waiting..]),
        }
    }
}
