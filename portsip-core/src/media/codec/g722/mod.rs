//! G.722 at 64 kbit/s (ITU-T G.722 mode 1, RFC 3551 §4.5.2): 16 kHz split into
//! two bands, 6 and 2 bits for each pair of samples.

mod band;
mod mirror;
mod tables;

use self::band::{Band, saturate};
use self::mirror::Mirror;
use self::tables::{ILN, ILP, Q6, QM6};
use super::{CodecError, Decoder, Encoder};

/// Encodes 16 kHz mono.
pub(super) struct G722Encoder {
    lower: Band,
    higher: Band,
    mirror: Mirror,
}

impl G722Encoder {
    pub(super) fn new() -> Self {
        Self {
            lower: Band::LOWER,
            higher: Band::HIGHER,
            mirror: Mirror::new(),
        }
    }

    fn encode_pair(&mut self, first: i16, second: i16) -> u8 {
        let (even, odd) = self.mirror.filter(first, second);
        let low = (even + odd) >> 14;
        let high = (even - odd) >> 14;
        self.encode_higher(high) << 6 | self.encode_lower(low)
    }

    /// QUANTL: the 6-bit code of a sample of the lower band.
    fn encode_lower(&mut self, sample: i32) -> u8 {
        let difference = saturate(sample - self.lower.prediction);
        let magnitude = if difference < 0 {
            -(difference + 1)
        } else {
            difference
        };
        let step = self.lower.step;
        let level = Q6[1..].partition_point(|level| magnitude >= (level * step) >> 12) + 1;
        let code = if difference < 0 {
            ILN[level]
        } else {
            ILP[level]
        };
        self.lower.adapt_lower(usize::from(code >> 2));
        code
    }

    /// QUANTH: the 2-bit code of a sample of the higher band.
    fn encode_higher(&mut self, sample: i32) -> u8 {
        let difference = saturate(sample - self.higher.prediction);
        let magnitude = if difference < 0 {
            -(difference + 1)
        } else {
            difference
        };
        let outer = magnitude >= (564 * self.higher.step) >> 12;
        let code = match (difference < 0, outer) {
            (true, true) => 0,
            (true, false) => 1,
            (false, true) => 2,
            (false, false) => 3,
        };
        self.higher.adapt_higher(usize::from(code));
        code
    }
}

impl Encoder for G722Encoder {
    fn encode(&mut self, pcm: &[i16], out: &mut [u8]) -> Result<usize, CodecError> {
        if !pcm.len().is_multiple_of(2) {
            return Err(CodecError::FrameLength);
        }
        let length = pcm.len() / 2;
        let out = out.get_mut(..length).ok_or(CodecError::BufferTooSmall)?;
        for (octet, pair) in out.iter_mut().zip(pcm.chunks_exact(2)) {
            *octet = self.encode_pair(pair[0], pair[1]);
        }
        Ok(length)
    }

    fn sample_rate_hz(&self) -> u32 {
        16_000
    }

    fn set_loss_percent(&mut self, _percent: u8) {}
}

/// Decodes to 16 kHz mono.
pub(super) struct G722Decoder {
    lower: Band,
    higher: Band,
    mirror: Mirror,
}

impl G722Decoder {
    pub(super) fn new() -> Self {
        Self {
            lower: Band::LOWER,
            higher: Band::HIGHER,
            mirror: Mirror::new(),
        }
    }

    fn decode_pair(&mut self, octet: u8) -> [i16; 2] {
        let code = usize::from(octet & 0x3F);
        let difference = (self.lower.step * QM6[code]) >> 15;
        let low = limit(self.lower.prediction + difference);
        self.lower.adapt_lower(code >> 2);

        let prediction = self.higher.prediction;
        let difference = self.higher.adapt_higher(usize::from(octet >> 6));
        let high = limit(prediction + difference);

        // Of 15 bits each: both have their place in 16.
        let (even, odd) = self.mirror.filter((low + high) as i16, (low - high) as i16);
        [saturate(even >> 11) as i16, saturate(odd >> 11) as i16]
    }
}

/// Limits a reconstructed sample of a band to 15 bits (LIMIT).
fn limit(sample: i32) -> i32 {
    sample.clamp(-16_384, 16_383)
}

impl Decoder for G722Decoder {
    fn decode(&mut self, payload: &[u8], pcm: &mut [i16]) -> Result<usize, CodecError> {
        let length = payload.len() * 2;
        let pcm = pcm.get_mut(..length).ok_or(CodecError::BufferTooSmall)?;
        for (pair, octet) in pcm.chunks_exact_mut(2).zip(payload) {
            pair.copy_from_slice(&self.decode_pair(*octet));
        }
        Ok(length)
    }

    fn conceal(&mut self, _pcm: &mut [i16]) -> bool {
        false
    }

    fn decode_fec(&mut self, _next: &[u8], _pcm: &mut [i16]) -> Result<usize, CodecError> {
        Err(CodecError::NoFec)
    }

    fn sample_rate_hz(&self) -> u32 {
        16_000
    }

    fn packet_samples(&self, payload: &[u8]) -> usize {
        payload.len() * 2
    }

    fn reset(&mut self) {
        *self = Self::new();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Loud noise on a sweeping triangle, and every other quarter second the
    /// same quietly: every quantizer level and both clamps are reached.
    fn signal(samples: usize) -> Vec<i16> {
        let mut seed: u32 = 1;
        let mut phase: i32 = 0;
        (0..samples as i32)
            .map(|i| {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let noise = ((seed >> 16) & 0x3FFF) as i32 - 0x2000;
                phase = (phase + 200 + i / 8) & 0xFFFF;
                let folded = if phase < 0x8000 {
                    phase
                } else {
                    0xFFFF - phase
                };
                let triangle = folded * 2 - 0x8000;
                let sample = if (i / 4000) % 2 == 1 {
                    (triangle >> 4) + (noise >> 8)
                } else {
                    triangle + noise
                };
                saturate(sample) as i16
            })
            .collect()
    }

    /// FNV-1a, 64 bits.
    fn hash(bytes: impl IntoIterator<Item = u8>) -> u64 {
        bytes.into_iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
        })
    }

    fn decode(stream: &[u8]) -> Vec<u8> {
        let mut decoder = G722Decoder::new();
        let mut pcm = vec![0; stream.len() * 2];
        for (octets, samples) in stream.chunks(160).zip(pcm.chunks_mut(320)) {
            assert_eq!(decoder.decode(octets, samples), Ok(octets.len() * 2));
        }
        pcm.iter().flat_map(|sample| sample.to_le_bytes()).collect()
    }

    fn encode(pcm: &[i16]) -> Vec<u8> {
        let mut encoder = G722Encoder::new();
        let mut stream = vec![0; pcm.len() / 2];
        for (samples, octets) in pcm.chunks(320).zip(stream.chunks_mut(160)) {
            assert_eq!(encoder.encode(samples, octets), Ok(160));
        }
        stream
    }

    /// The hashes are of what libspandsp 0.0.6 makes of the same input; it does
    /// not saturate its output, so the decoder is compared below full scale.
    #[test]
    fn agrees_bit_for_bit_with_an_independent_codec() {
        let loud = signal(32_000);
        assert_eq!(hash(encode(&loud)), 0x03db_0033_7628_94d8);
        let half: Vec<i16> = loud.iter().map(|sample| sample >> 1).collect();
        let stream = encode(&half);
        assert_eq!(hash(stream.iter().copied()), 0x2730_e00a_5f13_59ef);
        assert_eq!(hash(decode(&stream)), 0x5779_70ae_e004_09f7);
    }

    #[test]
    fn refuses_half_a_pair_and_a_short_buffer() {
        let mut encoder = G722Encoder::new();
        assert_eq!(
            encoder.encode(&[0; 3], &mut [0; 8]),
            Err(CodecError::FrameLength)
        );
        assert_eq!(
            encoder.encode(&[0; 4], &mut [0; 1]),
            Err(CodecError::BufferTooSmall)
        );
        assert_eq!(
            G722Decoder::new().decode(&[0; 4], &mut [0; 7]),
            Err(CodecError::BufferTooSmall)
        );
    }
}
