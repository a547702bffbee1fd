//! The parameters of a frame, and their place in its octets: the bits whose
//! loss would hurt most come first (RFC 3951 §3.8, table 3.2).

use super::mode::{STATE_SAMPLES_MAX, Shape};

/// Stages of a codebook.
pub(super) const STAGES: usize = 3;
/// Blocks behind that of the start state in the longest frame.
const BLOCKS_MAX: usize = 4;

/// A frame as it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    /// Three numbers for each spectrum.
    pub(super) spectra: [u8; 6],
    /// The subframe behind the first of the two that hold the start state:
    /// 1 is the first pair.
    pub(super) start: u8,
    /// 1: the samples sent one by one begin the pair, 0: they end it.
    pub(super) state_first: u8,
    /// The greatest amplitude of the start state.
    pub(super) amplitude: u8,
    /// Its samples.
    pub(super) state: [u8; STATE_SAMPLES_MAX],
    /// The blocks: the rest of the pair, then the other subframes.
    pub(super) blocks: [Block; BLOCKS_MAX + 1],
}

/// A block: vectors of a codebook and their gains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) vectors: [u8; STAGES],
    pub(super) gains: [u8; STAGES],
}

/// The bits of a parameter in each of the three classes.
type Bits = [u32; 3];

/// What the bits of the blocks are: of the vectors, and of the gains.
type BlockBits = ([Bits; STAGES], [Bits; STAGES]);

const SPECTRUM_BITS: [Bits; 3] = [[6, 0, 0], [7, 0, 0], [7, 0, 0]];
const LAST: Bits = [0, 0, 3];
const BLOCK_BITS_20_MS: [BlockBits; 3] = [
    (
        [[6, 0, 1], [0, 0, 7], [0, 0, 7]],
        [[2, 0, 3], [1, 1, 2], LAST],
    ),
    (
        [[7, 0, 1], [0, 0, 7], [0, 0, 7]],
        [[1, 2, 2], [1, 1, 2], LAST],
    ),
    (
        [[0, 0, 8], [0, 0, 8], [0, 0, 8]],
        [[1, 1, 3], [0, 2, 2], LAST],
    ),
];
const BLOCK_BITS_30_MS: [BlockBits; 5] = [
    (
        [[4, 2, 1], [0, 0, 7], [0, 0, 7]],
        [[1, 1, 3], [1, 1, 2], LAST],
    ),
    (
        [[6, 1, 1], [0, 0, 7], [0, 0, 7]],
        [[1, 2, 2], [1, 2, 1], LAST],
    ),
    (
        [[0, 7, 1], [0, 0, 8], [0, 0, 8]],
        [[0, 2, 3], [0, 2, 2], LAST],
    ),
    (
        [[0, 7, 1], [0, 0, 8], [0, 0, 8]],
        [[0, 1, 4], [0, 1, 3], LAST],
    ),
    (
        [[0, 7, 1], [0, 0, 8], [0, 0, 8]],
        [[0, 1, 4], [0, 1, 3], LAST],
    ),
];

impl Frame {
    /// A frame of nothing.
    pub(super) const EMPTY: Self = Self {
        spectra: [0; 6],
        start: 0,
        state_first: 0,
        amplitude: 0,
        state: [0; STATE_SAMPLES_MAX],
        blocks: [Block {
            vectors: [0; STAGES],
            gains: [0; STAGES],
        }; BLOCKS_MAX + 1],
    };

    /// Reads a frame; `None` for one that says of itself that it is empty, or
    /// has its start state nowhere.
    pub(super) fn read(shape: Shape, octets: &[u8]) -> Option<Self> {
        let mut frame = Self::EMPTY;
        let mut place = 0;
        let mut take = |width: u32| {
            (0..width).fold(0, |value, _| {
                let octet = octets.get(place / 8).copied().unwrap_or(0);
                let bit = octet >> (7 - place % 8) & 1;
                place += 1;
                value << 1 | bit
            })
        };
        for class in 0..3 {
            frame.for_each(shape, |parameter, bits| {
                // A parameter of eight bits in one class would shift by eight.
                if bits[class] > 0 {
                    *parameter =
                        parameter.checked_shl(bits[class]).unwrap_or(0) | take(bits[class]);
                }
            });
        }
        let empty = take(1) == 1;
        let placed = (1..shape.subframes()).contains(&usize::from(frame.start));
        (!empty && placed).then_some(frame)
    }

    /// Writes the frame to octets that are as many as the shape wants.
    pub(super) fn write(mut self, shape: Shape, octets: &mut [u8]) {
        octets.fill(0);
        let mut place = 0;
        for class in 0..3 {
            self.for_each(shape, |parameter, bits| {
                let later: u32 = bits[class + 1..].iter().sum();
                for shift in (0..bits[class]).rev() {
                    let bit = *parameter >> (later + shift) & 1;
                    if let Some(octet) = octets.get_mut(place / 8) {
                        *octet |= bit << (7 - place % 8);
                    }
                    place += 1;
                }
            });
        }
    }

    /// Calls for each parameter in the order of the octets.
    fn for_each(&mut self, shape: Shape, mut visit: impl FnMut(&mut u8, Bits)) {
        let spectra = self.spectra.chunks_exact_mut(3).take(shape.spectra);
        for (number, bits) in spectra.flat_map(|spectrum| spectrum.iter_mut().zip(SPECTRUM_BITS)) {
            visit(number, bits);
        }
        let (start, blocks) = if shape.is_short() {
            (2, &BLOCK_BITS_20_MS[..])
        } else {
            (3, &BLOCK_BITS_30_MS[..])
        };
        visit(&mut self.start, [start, 0, 0]);
        visit(&mut self.state_first, [1, 0, 0]);
        visit(&mut self.amplitude, [6, 0, 0]);
        for sample in &mut self.state[..shape.state_samples] {
            visit(sample, [0, 1, 2]);
        }
        // The vectors and gains of the first block, then all other vectors,
        // then all other gains.
        let (first, others) = self.blocks.split_at_mut(1);
        for (part, bits) in [(first, &blocks[..1]), (others, &blocks[1..])] {
            for (block, (bits, _)) in part.iter_mut().zip(bits) {
                for (vector, bits) in block.vectors.iter_mut().zip(bits) {
                    visit(vector, *bits);
                }
            }
            for (block, (_, bits)) in part.iter_mut().zip(bits) {
                for (gain, bits) in block.gains.iter_mut().zip(bits) {
                    visit(gain, *bits);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::IlbcMode;
    use proptest::collection::vec;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_frame_is_written_as_it_was_read(
            octets in vec(any::<u8>(), 50),
            mode in prop::sample::select(&[IlbcMode::Ms20, IlbcMode::Ms30]),
        ) {
            let shape = Shape::of(mode);
            let mut octets = octets[..shape.bytes].to_vec();
            octets[shape.bytes - 1] &= 0xFE;
            if let Some(frame) = Frame::read(shape, &octets) {
                let mut written = vec![0xFF; shape.bytes];
                frame.write(shape, &mut written);
                prop_assert_eq!(written, octets);
            }
        }
    }

    #[test]
    fn an_empty_frame_says_so() {
        for mode in [IlbcMode::Ms20, IlbcMode::Ms30] {
            let shape = Shape::of(mode);
            let frame = Frame {
                start: 2,
                ..Frame::EMPTY
            };
            let mut octets = vec![0; shape.bytes];
            frame.write(shape, &mut octets);
            assert_eq!(Frame::read(shape, &octets), Some(frame));
            octets[shape.bytes - 1] |= 1;
            assert_eq!(Frame::read(shape, &octets), None);
            assert_eq!(Frame::read(shape, &vec![0; shape.bytes]), None);
        }
    }
}
