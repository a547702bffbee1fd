//! Whose turn it is, where not all calls that want something get it in one tick.

use std::ops::Range;

/// Where the next round begins.
#[derive(Default)]
pub(super) struct Turns(usize);

impl Turns {
    /// The places of so many, each once, in two runs.
    pub(super) fn round(&self, count: usize) -> [Range<usize>; 2] {
        let first = self.0.min(count);
        [first..count, 0..first]
    }

    /// There was nothing left for this place: it comes first the next time.
    pub(super) fn begin_at(&mut self, place: usize) {
        self.0 = place;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_its_turn() {
        let (mut turns, mut served) = (Turns::default(), [0; 7]);
        // All want something in each round, and there is room for three.
        for _ in 0..7 {
            let mut left = 3;
            for place in turns.round(served.len()).into_iter().flatten() {
                if left == 0 {
                    turns.begin_at(place);
                    break;
                }
                left -= 1;
                served[place] += 1;
            }
        }
        assert_eq!(served, [3; 7]);
        // Some have gone.
        turns.begin_at(6);
        assert_eq!(turns.round(4), [4..4, 0..4]);
        assert_eq!(turns.round(0), [0..0, 0..0]);
    }
}
