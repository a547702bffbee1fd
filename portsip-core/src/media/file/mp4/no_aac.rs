//! Built without the decoders of compressed files: AAC is not there.

use std::convert::Infallible;

#[derive(Debug)]
pub(super) struct AacTrackDecoder(Infallible);

impl AacTrackDecoder {
    pub(super) fn new(_configuration: &[u8]) -> Option<Self> {
        None
    }

    pub(super) fn decode(&mut self, _frame: &[u8], _samples: &mut Vec<i16>) -> bool {
        match self.0 {}
    }

    pub(super) fn rate_hz(&self) -> u32 {
        match self.0 {}
    }
}
