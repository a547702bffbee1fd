//! The quadrature mirror filter, which parts two bands and joins them.

use super::tables::QMF;

/// Pairs of samples that a filtered one is made of.
const TAPS: usize = QMF.len();
/// Pairs for which there is room behind those.
const PAIRS: usize = 80;

/// The other way round.
const QMF_REVERSED: [i16; TAPS] = {
    let mut reversed = QMF;
    let mut tap = 0;
    while tap < TAPS {
        reversed[tap] = QMF[TAPS - 1 - tap];
        tap += 1;
    }
    reversed
};

/// The filter with the pairs it has seen. The halves of the pairs are apart, so that
/// each sum is over neighbours.
pub(super) struct Mirror {
    first: [i16; TAPS - 1 + PAIRS],
    second: [i16; TAPS - 1 + PAIRS],
    /// The oldest pair that still counts.
    oldest: usize,
}

impl Mirror {
    pub(super) const fn new() -> Self {
        Self {
            first: [0; TAPS - 1 + PAIRS],
            second: [0; TAPS - 1 + PAIRS],
            oldest: 0,
        }
    }

    /// The two polyphase halves of the filter after one pair more: even, odd.
    pub(super) fn filter(&mut self, first: i16, second: i16) -> (i32, i32) {
        if self.oldest == PAIRS {
            self.first.copy_within(PAIRS.., 0);
            self.second.copy_within(PAIRS.., 0);
            self.oldest = 0;
        }
        let newest = self.oldest + TAPS - 1;
        self.first[newest] = first;
        self.second[newest] = second;
        let odd = sum(&self.first[self.oldest..=newest], &QMF);
        let even = sum(&self.second[self.oldest..=newest], &QMF_REVERSED);
        self.oldest += 1;
        (even, odd)
    }
}

fn sum(samples: &[i16], taps: &[i16; TAPS]) -> i32 {
    let products = samples.iter().zip(taps);
    products
        .map(|(sample, tap)| i32::from(*sample) * i32::from(*tap))
        .sum()
}
