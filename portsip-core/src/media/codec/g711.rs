//! PCMU and PCMA (ITU-T G.711): one octet per sample at 8 kHz, by table.

use super::g711_tables::{ALAW_TO_LINEAR, LINEAR_TO_ALAW, LINEAR_TO_ULAW, ULAW_TO_LINEAR};
use super::{CodecError, Decoder, Encoder};

/// The sample a µ-law octet stands for.
pub fn ulaw_decode(octet: u8) -> i16 {
    ULAW_TO_LINEAR[usize::from(octet)]
}

/// The µ-law octet nearest to a sample.
pub fn ulaw_encode(sample: i16) -> u8 {
    LINEAR_TO_ULAW[usize::from(sample.cast_unsigned() >> 2)]
}

/// The sample an A-law octet stands for.
pub fn alaw_decode(octet: u8) -> i16 {
    ALAW_TO_LINEAR[usize::from(octet)]
}

/// The A-law octet nearest to a sample.
pub fn alaw_encode(sample: i16) -> u8 {
    LINEAR_TO_ALAW[usize::from(sample.cast_unsigned() >> 4)]
}

/// Encodes by one of the two laws.
pub(super) struct G711Encoder {
    encode_sample: fn(i16) -> u8,
}

impl G711Encoder {
    pub(super) fn ulaw() -> Self {
        Self {
            encode_sample: ulaw_encode,
        }
    }

    pub(super) fn alaw() -> Self {
        Self {
            encode_sample: alaw_encode,
        }
    }
}

impl Encoder for G711Encoder {
    fn encode(&mut self, pcm: &[i16], out: &mut [u8]) -> Result<usize, CodecError> {
        let out = out.get_mut(..pcm.len()).ok_or(CodecError::BufferTooSmall)?;
        for (octet, sample) in out.iter_mut().zip(pcm) {
            *octet = (self.encode_sample)(*sample);
        }
        Ok(pcm.len())
    }

    fn sample_rate_hz(&self) -> u32 {
        8000
    }

    fn set_loss_percent(&mut self, _percent: u8) {}
}

/// Decodes by one of the two laws.
pub(super) struct G711Decoder {
    table: &'static [i16; 256],
}

impl G711Decoder {
    pub(super) fn ulaw() -> Self {
        Self {
            table: &ULAW_TO_LINEAR,
        }
    }

    pub(super) fn alaw() -> Self {
        Self {
            table: &ALAW_TO_LINEAR,
        }
    }
}

impl Decoder for G711Decoder {
    fn decode(&mut self, payload: &[u8], pcm: &mut [i16]) -> Result<usize, CodecError> {
        let pcm = pcm
            .get_mut(..payload.len())
            .ok_or(CodecError::BufferTooSmall)?;
        for (sample, octet) in pcm.iter_mut().zip(payload) {
            *sample = self.table[usize::from(*octet)];
        }
        Ok(payload.len())
    }

    fn conceal(&mut self, _pcm: &mut [i16]) -> bool {
        false
    }

    fn decode_fec(&mut self, _next: &[u8], _pcm: &mut [i16]) -> Result<usize, CodecError> {
        Err(CodecError::NoFec)
    }

    fn sample_rate_hz(&self) -> u32 {
        8000
    }

    fn packet_samples(&self, payload: &[u8]) -> usize {
        payload.len()
    }

    fn reset(&mut self) {}
}
