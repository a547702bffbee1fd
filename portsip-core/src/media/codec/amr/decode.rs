//! Payloads to samples.

use native_codecs::amr::Decoder as NativeDecoder;

use super::{Band, Frame, Layout, Payload};
use crate::media::codec::made_up::MadeUp;
use crate::media::codec::{CodecError, Decoder};

/// Decodes payloads of one layout.
pub(in crate::media::codec) struct AmrDecoder {
    layout: Layout,
    decoder: NativeDecoder,
    /// There is something to be forgotten.
    has_heard: bool,
    made_up: MadeUp,
}

impl AmrDecoder {
    pub(in crate::media::codec) fn new(layout: Layout) -> Result<Self, CodecError> {
        Ok(Self {
            layout,
            decoder: NativeDecoder::new(layout.band).map_err(|_| CodecError::Internal)?,
            has_heard: false,
            made_up: MadeUp::default(),
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
        self.made_up.clear();
        self.has_heard = true;
        for (frame, samples) in payload.frames().zip(room.chunks_exact_mut(frame_samples)) {
            if !self.decode_frame(&frame, samples) {
                return Err(CodecError::Internal);
            }
        }
        Ok(total)
    }

    fn conceal(&mut self, pcm: &mut [i16]) -> bool {
        let frame_samples = self.layout.band.frame_samples();
        let decoder = &mut self.decoder;
        self.made_up
            .fill(pcm, frame_samples, |frame| decoder.conceal(frame))
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
        self.made_up.clear();
        if std::mem::take(&mut self.has_heard) {
            self.decoder.reset();
        }
    }
}
