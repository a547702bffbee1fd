//! The 16-bit and 32-bit operations of GSM 06.10 §5.1: they saturate.

/// `abs`: of the lowest number the highest.
pub(super) const fn abs(a: i16) -> i16 {
    a.saturating_abs()
}

/// `mult`: the product of two fractions of one, cut off.
pub(super) const fn mult(a: i16, b: i16) -> i16 {
    saturate((a as i32 * b as i32) >> 15)
}

/// `mult_r`: the same, rounded.
pub(super) const fn mult_r(a: i16, b: i16) -> i16 {
    saturate((a as i32 * b as i32 + 16_384) >> 15)
}

/// The nearest number of 16 bits.
pub(super) const fn saturate(a: i32) -> i16 {
    if a > i16::MAX as i32 {
        i16::MAX
    } else if a < i16::MIN as i32 {
        i16::MIN
    } else {
        a as i16
    }
}

/// `norm`: the left shifts that bring a number other than zero to its full size.
pub(super) const fn norm(a: i32) -> u32 {
    let magnitude = if a < 0 { !a } else { a };
    if magnitude == 0 {
        31
    } else {
        magnitude.leading_zeros() - 1
    }
}

/// `div`: the quotient as a fraction of one, where `0 <= numerator <= denominator`.
pub(super) const fn div(numerator: i16, denominator: i16) -> i16 {
    if denominator <= 0 || numerator <= 0 {
        return 0;
    }
    if numerator >= denominator {
        return i16::MAX;
    }
    (((numerator as i32) << 15) / denominator as i32) as i16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_the_range_saturate() {
        assert_eq!(mult(i16::MIN, i16::MIN), i16::MAX);
        assert_eq!(mult_r(i16::MIN, i16::MIN), i16::MAX);
        assert_eq!(mult_r(i16::MIN, i16::MAX), -32_767);
        assert_eq!(abs(i16::MIN), i16::MAX);
    }

    #[test]
    fn a_number_is_normalised_by_its_leading_bits() {
        assert_eq!([norm(1), norm(i32::MAX), norm(i32::MIN)], [30, 0, 0]);
        assert_eq!([norm(0x4000_0000), norm(-1), norm(-2)], [0, 31, 30]);
    }

    /// By the repeated subtraction of the standard.
    #[test]
    fn a_quotient_has_fifteen_bits() {
        let by_subtraction = |numerator: i16, denominator: i16| {
            let (mut rest, mut quotient) = (i32::from(numerator), 0_i16);
            for _ in 0..15 {
                quotient <<= 1;
                rest <<= 1;
                if rest >= i32::from(denominator) {
                    rest -= i32::from(denominator);
                    quotient += 1;
                }
            }
            quotient
        };
        for numerator in (0..=i16::MAX).step_by(257) {
            for denominator in (numerator.max(1)..=i16::MAX).step_by(89) {
                let expected = by_subtraction(numerator, denominator);
                assert_eq!(div(numerator, denominator), expected);
            }
        }
    }
}
