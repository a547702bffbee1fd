//! Counters that wrap, made counters that do not.

/// Unwraps a counter of 16 or 32 bits: each value becomes the one nearest to
/// the value before it.
#[derive(Clone, Copy, Debug)]
pub struct Unwrapper<const BITS: u32> {
    last: Option<i64>,
}

impl<const BITS: u32> Default for Unwrapper<BITS> {
    fn default() -> Self {
        Self { last: None }
    }
}

impl<const BITS: u32> Unwrapper<BITS> {
    const MODULUS: i64 = 1 << BITS;

    /// The unwrapped `value`; later values are unwrapped relative to it.
    pub fn unwrap(&mut self, value: u32) -> i64 {
        let unwrapped = self.peek(value);
        self.last = Some(unwrapped);
        unwrapped
    }

    /// The unwrapped `value`, remembering nothing. The first value is itself
    /// plus one turn, so that a little earlier ones stay positive.
    pub fn peek(&self, value: u32) -> i64 {
        let value = i64::from(value) & (Self::MODULUS - 1);
        let Some(last) = self.last else {
            return value + Self::MODULUS;
        };
        let ahead = (value - last) & (Self::MODULUS - 1);
        if ahead < Self::MODULUS / 2 {
            last + ahead
        } else {
            last + ahead - Self::MODULUS
        }
    }

    /// Forgets the value before.
    pub fn reset(&mut self) {
        self.last = None;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_wrap_is_passed_both_ways() {
        let mut sequence = Unwrapper::<16>::default();
        let first = sequence.unwrap(65_534);
        assert_eq!(sequence.unwrap(1), first + 3);
        assert_eq!(sequence.unwrap(65_535), first + 1);
        assert_eq!(sequence.peek(0), first + 2);
    }

    proptest! {
        #[test]
        fn steps_below_half_a_turn_are_exact(
            start: u32, steps in proptest::collection::vec(-0x7FFF_FFFF_i64..0x7FFF_FFFF, 1..50)
        ) {
            let mut unwrapper = Unwrapper::<32>::default();
            let mut truth = unwrapper.unwrap(start);
            for step in steps {
                truth += step;
                prop_assert_eq!(unwrapper.unwrap(truth as u32), truth);
            }
        }
    }
}
