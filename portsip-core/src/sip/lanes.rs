//! Sixteen bytes looked at together: a search takes one step where a loop over
//! bytes takes sixteen. The crate `wide` makes vector instructions of them.

use std::mem;
use std::ops::BitOr;

use wide::u8x16;

/// How many bytes are looked at together.
const LANES: usize = 16;

/// Sixteen bytes.
#[derive(Clone, Copy)]
pub(super) struct Lanes(u8x16);

/// Which of sixteen bytes are of some kind: all bits of theirs are set.
#[derive(Clone, Copy)]
pub(super) struct Marks(u8x16);

impl Lanes {
    /// Marks each `byte`.
    #[inline]
    pub(super) fn are(self, byte: u8) -> Marks {
        Marks(self.0.simd_eq(u8x16::splat(byte)))
    }

    /// Marks what is at most `last`.
    #[inline]
    pub(super) fn up_to(self, last: u8) -> Marks {
        // There is no comparison of unsigned bytes; a minimum there is.
        Marks(self.0.min(u8x16::splat(last)).simd_eq(self.0))
    }

    /// Marks what is in `first..=last`.
    #[inline]
    pub(super) fn between(self, first: u8, last: u8) -> Marks {
        Self(self.0 - u8x16::splat(first)).up_to(last - first)
    }

    /// With these bits set in every byte: `0x20` makes small letters of
    /// capital ones.
    #[inline]
    pub(super) fn with_bits(self, bits: u8) -> Self {
        Self(self.0 | u8x16::splat(bits))
    }
}

impl From<[u8; LANES]> for Lanes {
    #[inline]
    fn from(bytes: [u8; LANES]) -> Self {
        Self(u8x16::new(bytes))
    }
}

impl Marks {
    /// One bit for each byte, the first lowest.
    #[inline]
    pub(super) fn bits(self) -> u32 {
        self.0.to_bitmask()
    }

    /// One bit for each byte that is not marked.
    #[inline]
    pub(super) fn other_bits(self) -> u32 {
        self.bits() ^ 0xFFFF
    }
}

impl BitOr for Marks {
    type Output = Self;

    #[inline]
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Where the first byte in `bytes[at..end]` is that has a bit in what `stops`
/// gives; `end` when there is none. Bytes behind `end` may be looked at.
#[inline]
pub(super) fn find(bytes: &[u8], mut at: usize, end: usize, stops: impl Fn(Lanes) -> u32) -> usize {
    let Some(mut rest) = bytes.get(at..) else {
        return end;
    };
    while let Some((chunk, behind)) = rest.split_first_chunk() {
        let found = stops(Lanes::from(*chunk));
        if found != 0 {
            return (at + found.trailing_zeros() as usize).min(end);
        }
        at += LANES;
        if at >= end {
            return end;
        }
        rest = behind;
    }
    find_in_last(rest, at, end, stops)
}

/// The same in fewer than sixteen bytes. Rare: values are searched together
/// with what stands behind them in the message.
#[cold]
fn find_in_last(rest: &[u8], at: usize, end: usize, stops: impl Fn(Lanes) -> u32) -> usize {
    let mut chunk = [0; LANES];
    for (lane, &byte) in chunk.iter_mut().zip(rest) {
        *lane = byte;
    }
    let found = stops(Lanes::from(chunk));
    (at + found.trailing_zeros() as usize).min(end)
}

/// The places of all control characters of a text, top down. Lines are short:
/// one search for each would start over every time.
pub(super) struct Controls<'a> {
    /// Where the block starts that was looked at last.
    block: usize,
    /// One bit for each control character in it that was not given yet.
    found: u64,
    rest: &'a [u8],
}

/// Bytes that [`Controls`] looks at together.
const BLOCK: usize = 64;

impl<'a> Controls<'a> {
    /// Those at or after `start`.
    pub(super) fn new(text: &'a [u8], start: usize) -> Self {
        Self {
            block: start.wrapping_sub(BLOCK),
            found: 0,
            rest: text.get(start..).unwrap_or_default(),
        }
    }

    /// Looks at further blocks until one has any, or at all.
    #[inline(never)]
    fn look_further(&mut self) {
        while let Some((block, behind)) = self.rest.split_first_chunk() {
            self.rest = behind;
            self.look_at(block);
            if self.found != 0 {
                return;
            }
        }
        self.look_at_last();
    }

    #[cold]
    fn look_at_last(&mut self) {
        let mut last = [b' '; BLOCK];
        for (lane, &byte) in last.iter_mut().zip(mem::take(&mut self.rest)) {
            *lane = byte;
        }
        self.look_at(&last);
    }

    fn look_at(&mut self, block: &[u8; BLOCK]) {
        let (chunks, _) = block.as_chunks::<LANES>();
        self.block = self.block.wrapping_add(BLOCK);
        self.found = chunks.iter().rev().fold(0, |found, &chunk| {
            found << LANES | u64::from(Lanes::from(chunk).up_to(0x1F).bits())
        });
    }
}

impl Controls<'_> {
    /// Leaves the next one out, if it stands in the same block.
    #[inline]
    pub(super) fn pass(&mut self) {
        self.found &= self.found.wrapping_sub(1);
    }
}

impl Iterator for Controls<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        if self.found == 0 {
            self.look_further();
        }
        let first = self.found.trailing_zeros() as usize;
        // The lowest bit is done with; there is none when all have been given.
        self.found &= self.found.checked_sub(1)?;
        Some(self.block + first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_every_byte() {
        for byte in 0..=u8::MAX {
            let lanes = Lanes::from([byte; LANES]);
            let all = |kind: bool| if kind { 0xFFFF } else { 0 };
            assert_eq!(lanes.are(b'x').bits(), all(byte == b'x'));
            assert_eq!(lanes.up_to(b' ').bits(), all(byte <= b' '));
            assert_eq!(lanes.between(b'0', b'9').bits(), all(byte.is_ascii_digit()));
            let letters = lanes.with_bits(0x20).between(b'a', b'z') | lanes.are(b'-');
            let letter = byte.is_ascii_alphabetic() || byte == b'-';
            assert_eq!(letters.bits(), all(letter));
        }
    }

    #[test]
    fn found_near_and_far_and_not_beyond_the_end() {
        let colon = |lanes: Lanes| lanes.are(b':').bits();
        for length in 0..50 {
            let mut text = vec![b'x'; length];
            assert_eq!(find(&text, 0, length, colon), length);
            text.extend(b":y:");
            assert_eq!(find(&text, 0, text.len(), colon), length);
            assert_eq!(find(&text, 0, length, colon), length);
            assert_eq!(find(&text, length + 1, text.len(), colon), length + 2);
            assert_eq!(find(&text, length / 2, length / 2, colon), length / 2);
        }
        assert_eq!(find(b"", 5, 5, colon), 5);
    }

    #[test]
    fn controls_are_found_one_after_the_other() {
        let mut text = vec![b'x'; 200];
        let places = [3, 4, 66, 68, 130, 197];
        for place in places {
            text[place] = b'\n';
        }
        assert!(Controls::new(&text, 0).eq(places));
        assert!(Controls::new(&text, 4).eq(places[1..].iter().copied()));
        assert!(Controls::new(&text[..130], 5).eq(places[2..4].iter().copied()));
        assert_eq!(Controls::new(&text, 198).next(), None);
        assert_eq!(Controls::new(&text, 999).next(), None);
    }
}
