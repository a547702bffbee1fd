//! The fixed codebook: four pulses of ±1 in 40 places (§3.8, §A.3.8).

use super::filter::{SUBFRAME, Subframe, correlate, dot};

/// Places a pulse can have in a track.
const PLACES: usize = 8;

/// The distance of the places of a track.
const STEP: usize = 5;

/// Bounds of the share of a vector that is repeated at the delay (§3.8). The upper one is 0.8 as the words have it on
/// the 14-bit scale in use.
pub(super) const SHARPENING: (f32, f32) = (0.2, 0.794_5);

/// Where the pulses are and which are positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pulses {
    pub(super) positions: u16,
    pub(super) signs: u8,
}

impl Pulses {
    /// The codes of pulses in the four tracks, each a place and a sign (§3.8.2).
    fn new(places: [usize; 4], positive: [bool; 4]) -> Self {
        let last = places[3] - 3;
        let positions = (places[0] / STEP)
            | ((places[1] / STEP) << 3)
            | ((places[2] / STEP) << 6)
            | ((2 * (last / STEP) + last % STEP) << 9);
        let signs = (0..4).map(|track| u8::from(positive[track]) << track).sum();
        Self {
            positions: positions as u16,
            signs,
        }
    }

    /// The vector of the codebook before its repetition at the delay (§4.1.4).
    pub(super) fn vector(self) -> Subframe {
        let mut vector = [0.0; SUBFRAME];
        for (place, sign) in self.places().into_iter().zip(0..) {
            vector[place] = if self.signs >> sign & 1 == 1 {
                1.0
            } else {
                -1.0
            };
        }
        vector
    }

    fn places(self) -> [usize; 4] {
        let positions = usize::from(self.positions);
        let last = positions >> 9 & 15;
        [
            (positions & 7) * STEP,
            (positions >> 3 & 7) * STEP + 1,
            (positions >> 6 & 7) * STEP + 2,
            (last >> 1) * STEP + 3 + (last & 1),
        ]
    }
}

/// Repeats a vector at `delay`, where that is within the subframe.
pub(super) fn sharpen(vector: &mut Subframe, delay: usize, share: f32) {
    for n in delay..SUBFRAME {
        vector[n] += share * vector[n - delay];
    }
}

/// Finds pulses that, through `response`, come near to `target`: two at a time, the best for two starting points in
/// each of four orders of the tracks (§A.3.8.1).
pub(super) fn search(target: &Subframe, response: &Subframe) -> Pulses {
    let correlation = correlate(target, response);
    let positive = correlation.map(|value| value >= 0.0);
    let search = Search::new(&correlation, &positive, response);
    let mut best = Best {
        places: [0, 1, 2, 3],
        ratio: (-1.0, 1.0),
    };
    for last in [3, 4] {
        search.try_order([2, last, 0, 1], &mut best);
        search.try_order([last, 0, 1, 2], &mut best);
    }
    let mut places = best.places;
    // By track; the fourth and fifth share a pulse.
    places.sort_unstable_by_key(|place| place % STEP);
    Pulses::new(places, places.map(|place| positive[place]))
}

/// The best so far: its four places, and the square of its correlation with its energy.
struct Best {
    places: [usize; 4],
    ratio: (f32, f32),
}

/// What the search weighs, with the signs taken out.
struct Search {
    /// |d(n)|.
    correlation: Subframe,
    /// φ'(i, j), with half of it for i = j.
    energy: [Subframe; SUBFRAME],
}

impl Search {
    fn new(correlation: &Subframe, positive: &[bool; SUBFRAME], response: &Subframe) -> Self {
        let mut energy = [[0.0; SUBFRAME]; SUBFRAME];
        // Along each diagonal every product is the one after it and one more term (§3.8.1).
        for lag in 0..SUBFRAME {
            let mut sum = 0.0;
            for i in (0..SUBFRAME - lag).rev() {
                let j = i + lag;
                sum += response[SUBFRAME - 1 - i] * response[SUBFRAME - 1 - j];
                let signed = if positive[i] == positive[j] {
                    sum
                } else {
                    -sum
                };
                energy[i][j] = signed;
                energy[j][i] = signed;
            }
        }
        for (i, row) in energy.iter_mut().enumerate() {
            row[i] *= 0.5;
        }
        Self {
            correlation: correlation.map(f32::abs),
            energy,
        }
    }

    /// Pulses in the first two tracks, then in the other two; the best four replace `best` if better.
    fn try_order(&self, tracks: [usize; 4], best: &mut Best) {
        for start in self.highest(tracks[0]) {
            let second = self.beside(start, tracks[1]);
            self.complete(start, second, [tracks[2], tracks[3]], best);
        }
    }

    /// The two places of a track with the highest correlation.
    fn highest(&self, track: usize) -> [usize; 2] {
        let (mut first, mut second) = (track, track + STEP);
        if self.correlation[second] > self.correlation[first] {
            (first, second) = (second, first);
        }
        for place in places_of(track).skip(2) {
            if self.correlation[place] > self.correlation[first] {
                (first, second) = (place, first);
            } else if self.correlation[place] > self.correlation[second] {
                second = place;
            }
        }
        [first, second]
    }

    /// The place in `track` that goes best with `start`.
    fn beside(&self, start: usize, track: usize) -> usize {
        let mut best = (track, (-1.0, 1.0));
        for place in places_of(track) {
            let sum = self.correlation[start] + self.correlation[place];
            let energy =
                self.energy[start][start] + self.energy[place][place] + self.energy[start][place];
            let ratio = (sum * sum, energy);
            if is_better(ratio, best.1) {
                best = (place, ratio);
            }
        }
        best.0
    }

    /// All pairs of places in two more tracks.
    fn complete(&self, first: usize, second: usize, tracks: [usize; 2], best: &mut Best) {
        let known = self.correlation[first] + self.correlation[second];
        let known_energy =
            self.energy[first][first] + self.energy[second][second] + self.energy[first][second];
        // What a pulse of the fourth track adds whatever the third is.
        let fourths: [(f32, f32); PLACES] = std::array::from_fn(|i| {
            let place = tracks[1] + i * STEP;
            let row = &self.energy[place];
            (
                self.correlation[place],
                row[place] + row[first] + row[second],
            )
        });
        for third in places_of(tracks[0]) {
            let row = &self.energy[third];
            let sum = known + self.correlation[third];
            let energy = known_energy + row[third] + row[first] + row[second];
            for (i, (correlation, addition)) in fourths.iter().enumerate() {
                let fourth = tracks[1] + i * STEP;
                let sum = sum + correlation;
                let ratio = (sum * sum, energy + addition + row[fourth]);
                if is_better(ratio, best.ratio) {
                    *best = Best {
                        places: [first, second, third, fourth],
                        ratio,
                    };
                }
            }
        }
    }
}

fn places_of(track: usize) -> impl Iterator<Item = usize> {
    (track..SUBFRAME).step_by(STEP)
}

/// Whether one square over energy is above another.
fn is_better(ratio: (f32, f32), than: (f32, f32)) -> bool {
    ratio.0 * than.1 > than.0 * ratio.1
}

/// The energy of a vector per sample in dB (§3.9.1).
pub(super) fn level_db(vector: &Subframe) -> f32 {
    10.0 * (dot(vector, vector) / SUBFRAME as f32).log10()
}
