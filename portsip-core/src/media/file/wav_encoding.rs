//! How the samples of a WAV file are written.

use crate::media::codec::{alaw_decode, ulaw_decode};

/// How samples are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Integers of so many octets; one octet is unsigned.
    Integer(usize),
    /// Floating point of 4 or 8 octets.
    Float(usize),
    Ulaw,
    Alaw,
}

impl Encoding {
    /// What a format chunk means by its tag, the bits of a sample and the octets
    /// of a frame; `None` where it is not supported.
    pub(super) fn of(tag: u16, bits: u16, block: u16, channels: u16) -> Option<Self> {
        // A sample may fill its container only in part, from the top. Where the
        // block's size makes no sense the bits do.
        let by_bits = bits.div_ceil(8);
        let by_block = block / channels;
        let bytes = if block.is_multiple_of(channels) && by_block >= by_bits {
            by_block
        } else {
            by_bits
        };
        match (tag, usize::from(bytes)) {
            (1, bytes @ 1..=4) => Some(Self::Integer(bytes)),
            (3, bytes @ (4 | 8)) => Some(Self::Float(bytes)),
            (6, 1) => Some(Self::Alaw),
            (7, 1) => Some(Self::Ulaw),
            _ => None,
        }
    }

    /// The octets of a sample.
    pub(super) fn bytes(self) -> usize {
        match self {
            Self::Integer(bytes) | Self::Float(bytes) => bytes,
            Self::Ulaw | Self::Alaw => 1,
        }
    }

    /// The sample in `octets`, which are [`Encoding::bytes`] long.
    pub(super) fn decode(self, octets: &[u8]) -> i32 {
        match (self, octets) {
            (Self::Integer(1), [octet]) => (i32::from(*octet) - 128) << 8,
            // The two most significant octets are the last ones.
            (Self::Integer(_), [.., low, high]) => i32::from(i16::from_le_bytes([*low, *high])),
            (Self::Float(4), _) => scaled(octets.try_into().map_or(0.0, f32::from_le_bytes).into()),
            (Self::Float(_), _) => scaled(octets.try_into().map_or(0.0, f64::from_le_bytes)),
            (Self::Ulaw, [octet]) => i32::from(ulaw_decode(*octet)),
            (Self::Alaw, [octet]) => i32::from(alaw_decode(*octet)),
            _ => 0,
        }
    }
}

/// A sample of a nominal range of ±1; not a number is silence.
fn scaled(value: f64) -> i32 {
    i32::from((value * 32_768.0).round() as i16)
}
