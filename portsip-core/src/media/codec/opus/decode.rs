//! Packets to samples, and what stands in for those that are lost.

use ::opus::Channels;

use super::packet::{frame_samples, has_redundancy};
use super::{SAMPLE_RATE_HZ, SAMPLES_MIN, codec_error};
use crate::media::codec::{CodecError, Decoder};

/// Decodes to 48 kHz mono, stereo packets too.
pub(in crate::media::codec) struct OpusDecoder {
    decoder: ::opus::Decoder,
}

impl OpusDecoder {
    pub(in crate::media::codec) fn new() -> Result<Self, CodecError> {
        let decoder = ::opus::Decoder::new(SAMPLE_RATE_HZ, Channels::Mono).map_err(codec_error)?;
        Ok(Self { decoder })
    }
}

impl Decoder for OpusDecoder {
    fn decode(&mut self, payload: &[u8], pcm: &mut [i16]) -> Result<usize, CodecError> {
        // To libopus an empty payload means a loss.
        if payload.is_empty() {
            return Err(CodecError::Malformed);
        }
        self.decoder
            .decode(payload, pcm, false)
            .map_err(codec_error)
    }

    fn conceal(&mut self, pcm: &mut [i16]) -> bool {
        if pcm.is_empty() || !pcm.len().is_multiple_of(SAMPLES_MIN) {
            return false;
        }
        self.decoder.decode(&[], pcm, false).is_ok()
    }

    fn decode_fec(&mut self, next: &[u8], pcm: &mut [i16]) -> Result<usize, CodecError> {
        if !has_redundancy(next) || pcm.len() < frame_samples(next) {
            return Err(CodecError::NoFec);
        }
        if !pcm.len().is_multiple_of(SAMPLES_MIN) {
            return Err(CodecError::FrameLength);
        }
        self.decoder.decode(next, pcm, true).map_err(codec_error)
    }

    fn sample_rate_hz(&self) -> u32 {
        SAMPLE_RATE_HZ
    }

    fn packet_samples(&self, payload: &[u8]) -> usize {
        if payload.is_empty() {
            return 0;
        }
        self.decoder.get_nb_samples(payload).unwrap_or(0)
    }

    fn reset(&mut self) {
        // Refused by no state of the decoder.
        let _ = self.decoder.reset_state();
    }
}
