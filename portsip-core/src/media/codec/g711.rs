//! PCMU and PCMA (ITU-T G.711): one octet per sample at 8 kHz, by table.

use super::g711_tables::{ALAW_TO_LINEAR, LINEAR_TO_ALAW, LINEAR_TO_ULAW, ULAW_TO_LINEAR};
use super::{CodecError, Decoder, Encoder};

/// The sample a µ-law octet stands for.
#[inline]
pub fn ulaw_decode(octet: u8) -> i16 {
    ULAW_TO_LINEAR[usize::from(octet)]
}

/// The µ-law octet nearest to a sample.
#[inline]
pub fn ulaw_encode(sample: i16) -> u8 {
    LINEAR_TO_ULAW[usize::from(sample.cast_unsigned() >> 2)]
}

/// The sample an A-law octet stands for.
#[inline]
pub fn alaw_decode(octet: u8) -> i16 {
    ALAW_TO_LINEAR[usize::from(octet)]
}

/// The A-law octet nearest to a sample.
#[inline]
pub fn alaw_encode(sample: i16) -> u8 {
    LINEAR_TO_ALAW[usize::from(sample.cast_unsigned() >> 4)]
}

/// Encodes by one of the two laws.
pub(super) struct G711Encoder {
    law: Law,
}

#[derive(Clone, Copy)]
enum Law {
    Ulaw,
    Alaw,
}

impl G711Encoder {
    pub(super) fn ulaw() -> Self {
        Self { law: Law::Ulaw }
    }

    pub(super) fn alaw() -> Self {
        Self { law: Law::Alaw }
    }
}

impl Encoder for G711Encoder {
    fn encode(&mut self, pcm: &[i16], out: &mut [u8]) -> Result<usize, CodecError> {
        let out = out.get_mut(..pcm.len()).ok_or(CodecError::BufferTooSmall)?;
        let pairs = out.iter_mut().zip(pcm);
        match self.law {
            Law::Ulaw => pairs.for_each(|(octet, sample)| *octet = ulaw_encode(*sample)),
            Law::Alaw => pairs.for_each(|(octet, sample)| *octet = alaw_encode(*sample)),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values_of_the_recommendation() {
        assert_eq!([ulaw_decode(0x00), ulaw_decode(0x80)], [-32_124, 32_124]);
        assert_eq!([ulaw_decode(0x7F), ulaw_decode(0xFF)], [0, 0]);
        assert_eq!([alaw_decode(0x2A), alaw_decode(0xAA)], [-32_256, 32_256]);
        assert_eq!([alaw_decode(0x55), alaw_decode(0xD5)], [-8, 8]);
        assert_eq!([ulaw_encode(0), ulaw_encode(-1)], [0xFF, 0x7F]);
        assert_eq!([alaw_encode(0), alaw_encode(-1)], [0xD5, 0x55]);
    }

    /// FNV-1a of the octets of all samples from the lowest to the highest. The
    /// expected values are of the reference files made with ITU-T G.191.
    #[test]
    fn every_sample_has_the_octet_of_the_itu_software() {
        let hash = |encode: fn(i16) -> u8| {
            (i16::MIN..=i16::MAX).fold(0xcbf2_9ce4_8422_2325_u64, |hash, sample| {
                (hash ^ u64::from(encode(sample))).wrapping_mul(0x100_0000_01b3)
            })
        };
        assert_eq!(hash(ulaw_encode), 0x04ec_1f08_3fd7_8c2d);
        assert_eq!(hash(alaw_encode), 0xf030_666e_b780_cf25);
    }

    #[test]
    fn every_octet_survives_a_round_trip() {
        for octet in 0..=255 {
            assert_eq!(alaw_encode(alaw_decode(octet)), octet);
            // µ-law has two zeros, which decode alike.
            let expected = if octet == 0x7F { 0xFF } else { octet };
            assert_eq!(ulaw_encode(ulaw_decode(octet)), expected);
        }
    }

    #[test]
    fn codes_frames() {
        let mut encoder = G711Encoder::alaw();
        let mut payload = [0; 160];
        assert_eq!(encoder.encode(&[0; 160], &mut payload), Ok(160));
        assert_eq!(payload, [0xD5; 160]);
        let mut pcm = [0; 160];
        let mut decoder = G711Decoder::alaw();
        assert_eq!(decoder.decode(&payload, &mut pcm), Ok(160));
        assert_eq!(pcm, [8; 160]);
        assert_eq!(
            decoder.decode(&payload, &mut pcm[..159]),
            Err(CodecError::BufferTooSmall)
        );
    }
}
