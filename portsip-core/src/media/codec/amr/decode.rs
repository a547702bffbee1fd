//! Payloads to samples.

use native_codecs::amr::Decoder as NativeDecoder;

use super::{Band, Frame, Layout, Payload};
use crate::media::codec::{CodecError, Decoder};

/// The samples of the longest frame.
const FRAME_SAMPLES_MAX: usize = 320;

/// Decodes payloads of one layout.
pub(in crate::media::codec) struct AmrDecoder {
    layout: Layout,
    decoder: NativeDecoder,
    /// The frame made up last, and how much of it nobody has heard: losses are
    /// filled in pieces shorter than a frame.
    made_up: [i16; FRAME_SAMPLES_MAX],
    left: usize,
}

impl AmrDecoder {
    pub(in crate::media::codec) fn new(layout: Layout) -> Result<Self, CodecError> {
        Ok(Self {
            layout,
            decoder: NativeDecoder::new(layout.band).map_err(|_| CodecError::Internal)?,
            made_up: [0; FRAME_SAMPLES_MAX],
            left: 0,
        })
    }

    fn decode_frame(&mut self, frame: &Frame, samples: &mut [i16]) -> bool {
        let usable = frame.is_good && self.decoder.decode(frame.frame_type, &frame.bits, samples);
        usable || self.decoder.conceal(samples)
    }
}

impl Decoder for AmrDecoder {
    fn decode(&mut self, payload: &[u8], pcm: &mut [i16]) -> Result<usize, CodecError> {
        let payload = Payload::parse(self.layout, payload).ok_or(CodecError::Malformed)?;
        let frame_samples = self.layout.band.frame_samples();
        let total = payload.frame_count() * frame_samples;
        let room = pcm.get_mut(..total).ok_or(CodecError::BufferTooSmall)?;
        self.left = 0;
        for (frame, samples) in payload.frames().zip(room.chunks_exact_mut(frame_samples)) {
            if !self.decode_frame(&frame, samples) {
                return Err(CodecError::Internal);
            }
        }
        Ok(total)
    }

    fn conceal(&mut self, pcm: &mut [i16]) -> bool {
        let frame_samples = self.layout.band.frame_samples();
        let mut rest = pcm;
        while !rest.is_empty() {
            if self.left == 0 {
                if !self.decoder.conceal(&mut self.made_up) {
                    return false;
                }
                self.left = frame_samples;
            }
            let count = self.left.min(rest.len());
            let (filled, after) = rest.split_at_mut(count);
            let from = frame_samples - self.left;
            filled.copy_from_slice(&self.made_up[from..from + count]);
            self.left -= count;
            rest = after;
        }
        true
    }

    fn decode_fec(&mut self, _next: &[u8], _pcm: &mut [i16]) -> Result<usize, CodecError> {
        Err(CodecError::NoFec)
    }

    fn sample_rate_hz(&self) -> u32 {
        match self.layout.band {
            Band::Narrow => 8000,
            Band::Wide => 16_000,
        }
    }

    fn packet_samples(&self, payload: &[u8]) -> usize {
        Payload::parse(self.layout, payload).map_or(0, |payload| {
            payload.frame_count() * self.layout.band.frame_samples()
        })
    }

    fn reset(&mut self) {
        self.left = 0;
        if let Ok(fresh) = NativeDecoder::new(self.layout.band) {
            self.decoder = fresh;
        }
    }
}
