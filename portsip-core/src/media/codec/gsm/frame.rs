//! The 76 parameters of a frame, and their 33 octets in RTP (RFC 3551 §4.5.8).

/// Samples of a frame: 20 ms at 8 kHz.
pub(super) const FRAME_SAMPLES: usize = 160;
/// Octets of a frame.
pub(super) const FRAME_BYTES: usize = 33;
/// Samples of a subframe.
pub(super) const SUBFRAME_SAMPLES: usize = 40;
/// Subframes of a frame.
pub(super) const SUBFRAMES: usize = 4;
/// Pulses of a subframe.
pub(super) const PULSES: usize = 13;
/// Reflection coefficients of a frame.
pub(super) const ORDER: usize = 8;

/// The four bits that every frame begins with.
const SIGNATURE: u8 = 0xD;
/// The bits of each log area ratio.
const LAR_BITS: [u32; ORDER] = [6, 6, 5, 5, 4, 4, 3, 3];

/// A frame as it is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Frame {
    /// `LARc`: log area ratios.
    pub(super) ratios: [u8; ORDER],
    /// The subframes in order.
    pub(super) subframes: [Subframe; SUBFRAMES],
}

/// A subframe as it is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Subframe {
    /// `Nc`: the lag of the long-term predictor in samples, 40…120.
    pub(super) lag: u8,
    /// `bc`: its gain, 0…3.
    pub(super) gain: u8,
    /// `Mc`: the position of the pulses, 0…3.
    pub(super) grid: u8,
    /// `xmaxc`: the greatest pulse, 0…63.
    pub(super) block_amplitude: u8,
    /// `xMc`: the pulses, 0…7.
    pub(super) pulses: [u8; PULSES],
}

impl Frame {
    /// Reads a frame; `None` without its signature.
    pub(super) fn read(octets: &[u8; FRAME_BYTES]) -> Option<Self> {
        let mut bits = Reader { octets, place: 0 };
        if bits.take(4) != SIGNATURE {
            return None;
        }
        let mut frame = Self::default();
        for (ratio, width) in frame.ratios.iter_mut().zip(LAR_BITS) {
            *ratio = bits.take(width);
        }
        for subframe in &mut frame.subframes {
            subframe.lag = bits.take(7);
            subframe.gain = bits.take(2);
            subframe.grid = bits.take(2);
            subframe.block_amplitude = bits.take(6);
            for pulse in &mut subframe.pulses {
                *pulse = bits.take(3);
            }
        }
        Some(frame)
    }

    /// Writes the frame.
    pub(super) fn write(&self, octets: &mut [u8; FRAME_BYTES]) {
        octets.fill(0);
        let mut bits = Writer { octets, place: 0 };
        bits.put(SIGNATURE, 4);
        for (ratio, width) in self.ratios.iter().zip(LAR_BITS) {
            bits.put(*ratio, width);
        }
        for subframe in &self.subframes {
            bits.put(subframe.lag, 7);
            bits.put(subframe.gain, 2);
            bits.put(subframe.grid, 2);
            bits.put(subframe.block_amplitude, 6);
            for pulse in &subframe.pulses {
                bits.put(*pulse, 3);
            }
        }
    }
}

/// Bits of the octets, the most significant first.
struct Reader<'o> {
    octets: &'o [u8; FRAME_BYTES],
    place: usize,
}

impl Reader<'_> {
    fn take(&mut self, width: u32) -> u8 {
        (0..width).fold(0, |value, _| {
            let octet = self.octets[self.place / 8];
            let bit = octet >> (7 - self.place % 8) & 1;
            self.place += 1;
            value << 1 | bit
        })
    }
}

struct Writer<'o> {
    octets: &'o mut [u8; FRAME_BYTES],
    place: usize,
}

impl Writer<'_> {
    fn put(&mut self, value: u8, width: u32) {
        for shift in (0..width).rev() {
            let bit = value >> shift & 1;
            self.octets[self.place / 8] |= bit << (7 - self.place % 8);
            self.place += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_frame_is_written_as_it_was_read(mut octets: [u8; FRAME_BYTES]) {
            octets[0] = octets[0] & 0x0F | SIGNATURE << 4;
            let frame = Frame::read(&octets).expect("the signature is there");
            let mut written = [0xFF; FRAME_BYTES];
            frame.write(&mut written);
            prop_assert_eq!(written, octets);
        }
    }

    #[test]
    fn another_signature_is_no_frame() {
        assert_eq!(Frame::read(&[0xC0; FRAME_BYTES]), None);
    }
}
