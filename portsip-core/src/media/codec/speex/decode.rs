//! Payloads to samples.

use native_codecs::speex::Decoder as NativeDecoder;

use super::payload::frame_count;
use super::{Band, sample_rate_hz};
use crate::media::codec::made_up::MadeUp;
use crate::media::codec::{CodecError, Decoder};

/// Decodes at one sample rate.
pub(in crate::media::codec) struct SpeexDecoder {
    band: Band,
    decoder: NativeDecoder,
    made_up: MadeUp,
}

impl SpeexDecoder {
    pub(in crate::media::codec) fn new(band: Band) -> Result<Self, CodecError> {
        Ok(Self {
            band,
            decoder: NativeDecoder::new(band).map_err(|_| CodecError::Internal)?,
            made_up: MadeUp::default(),
        })
    }
}

impl Decoder for SpeexDecoder {
    fn decode(&mut self, payload: &[u8], pcm: &mut [i16]) -> Result<usize, CodecError> {
        let frames = frame_count(payload).ok_or(CodecError::Malformed)?;
        let frame_samples = self.band.frame_samples();
        let total = frames * frame_samples;
        let room = pcm.get_mut(..total).ok_or(CodecError::BufferTooSmall)?;
        self.made_up.clear();
        let decoded = self.decoder.decode(payload, room);
        // A mode of a higher band than the other side has: what follows is lost.
        for rest in room[decoded * frame_samples..].chunks_exact_mut(frame_samples) {
            if !self.decoder.conceal(rest) {
                return Err(CodecError::Internal);
            }
        }
        Ok(total)
    }

    fn conceal(&mut self, pcm: &mut [i16]) -> bool {
        let frame_samples = self.band.frame_samples();
        let decoder = &mut self.decoder;
        self.made_up
            .fill(pcm, frame_samples, |frame| decoder.conceal(frame))
    }

    fn decode_fec(&mut self, _next: &[u8], _pcm: &mut [i16]) -> Result<usize, CodecError> {
        Err(CodecError::NoFec)
    }

    fn sample_rate_hz(&self) -> u32 {
        sample_rate_hz(self.band)
    }

    fn packet_samples(&self, payload: &[u8]) -> usize {
        frame_count(payload).map_or(0, |frames| frames * self.band.frame_samples())
    }

    fn reset(&mut self) {
        self.made_up.clear();
        self.decoder.reset();
    }
}
