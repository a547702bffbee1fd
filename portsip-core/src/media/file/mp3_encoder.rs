//! MP3 as it is written: by LAME, where that is installed.

use std::fmt;

use native_codecs::lame::{self, Encoder};

/// Turns samples into a stream of MP3.
pub(super) struct Mp3Encoder(Encoder);

impl Mp3Encoder {
    /// Whether one can be made.
    pub(super) fn is_available() -> bool {
        lame::is_available()
    }

    /// `None`: the library is gone, or does not do this.
    pub(super) fn new(rate_hz: u32, channels: u16, kbps: u16) -> Option<Self> {
        Encoder::new(rate_hz, channels, kbps).ok().map(Self)
    }

    /// Adds the frames that interleaved samples fill; false where it failed.
    pub(super) fn encode(&mut self, samples: &[i16], frames: &mut Vec<u8>) -> bool {
        self.0.encode(samples, frames)
    }

    /// Adds what is left; false where it failed.
    pub(super) fn finish(&mut self, frames: &mut Vec<u8>) -> bool {
        self.0.finish(frames)
    }
}

impl fmt::Debug for Mp3Encoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mp3Encoder")
    }
}
