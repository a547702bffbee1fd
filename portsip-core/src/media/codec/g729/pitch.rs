//! The adaptive codebook: which delay the speech repeats itself at (§A.3.4, §3.7, §A.3.7, §4.1.3).

use super::filter::{FRAME, SUBFRAME, Subframe, dot};
use super::tables::FRACTIONAL_DELAY;

/// The shortest and the longest whole delay.
const DELAY_MIN: usize = 20;
const DELAY_MAX: usize = 143;

/// The first delay has thirds only below this one.
const THIRDS_BELOW: usize = 85;

/// The code of the first delay without thirds.
const WHOLE_CODES: u8 = 197;

/// The samples of the past that an excitation keeps: the longest delay and the filter's other half.
pub(super) const PAST: usize = DELAY_MAX + 11;

/// The excitation of the past and of this frame.
pub(super) type Excitation = [f32; PAST + FRAME];

/// The weighted speech of the past and of this frame.
pub(super) type Weighted = [f32; DELAY_MAX + FRAME];

/// Where the frame begins in a [`Weighted`].
pub(super) const WEIGHTED_PAST: usize = DELAY_MAX;

/// A delay in thirds of a sample: `whole` + `third` / 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Delay {
    /// 19 … 144.
    pub(super) whole: usize,
    /// -1, 0 or 1.
    pub(super) third: i8,
}

impl Delay {
    pub(super) const fn whole(whole: usize) -> Self {
        Self { whole, third: 0 }
    }

    /// P1 (§3.7.2).
    pub(super) fn first_code(self) -> u8 {
        if self.whole < THIRDS_BELOW || (self.whole == THIRDS_BELOW && self.third < 0) {
            (3 * self.whole + (self.third + 1) as usize - 59) as u8
        } else {
            (self.whole - THIRDS_BELOW) as u8 + WHOLE_CODES
        }
    }

    /// P2, relative to the first delay.
    pub(super) fn second_code(self, first: Delay) -> u8 {
        let steps = self.whole - second_range(first).0;
        (3 * steps) as u8 + 1 + (self.third + 1) as u8
    }

    pub(super) fn from_first_code(code: u8) -> Self {
        if code >= WHOLE_CODES {
            return Self::whole(usize::from(code - WHOLE_CODES) + THIRDS_BELOW);
        }
        let thirds = usize::from(code) + 2;
        Self {
            whole: thirds / 3 + 19,
            third: (thirds % 3) as i8 - 1,
        }
    }

    /// The second delay of a frame, whose first is `first`.
    pub(super) fn from_second_code(code: u8, first: Delay) -> Self {
        let thirds = usize::from(code & 31) + 2;
        Self {
            whole: second_range(first).0 + thirds / 3 - 1,
            third: (thirds % 3) as i8 - 1,
        }
    }
}

/// The whole delays around the open-loop one that the first subframe tries.
pub(super) fn first_range(open_loop: usize) -> (usize, usize) {
    let least = open_loop.saturating_sub(3).clamp(DELAY_MIN, DELAY_MAX - 6);
    (least, least + 6)
}

/// The whole delays around the first one that the second subframe tries.
pub(super) fn second_range(first: Delay) -> (usize, usize) {
    let least = first
        .whole
        .saturating_sub(5)
        .clamp(DELAY_MIN, DELAY_MAX - 9);
    (least, least + 9)
}

/// The delay at which a frame of weighted speech repeats itself, roughly (§A.3.4).
pub(super) fn open_loop(weighted: &Weighted) -> usize {
    let short = best_of(weighted, 20..40);
    let middle = best_of(weighted, 40..80);
    let mut long = best_of(weighted, (80..144).step_by(2));
    for delay in [long.delay - 1, long.delay + 1] {
        let near = Repetition::at(weighted, delay.min(DELAY_MAX));
        if near.correlation > long.correlation {
            long = near;
        }
    }
    let mut scores = [short, middle, long].map(|best| best.score(weighted));
    let delays = [short.delay, middle.delay, long.delay];
    // A multiple of the period correlates as well as the period: the shorter one is preferred.
    let multiple = |short: usize, long: usize| {
        (2 * short).abs_diff(long) < 5 || (3 * short).abs_diff(long) < 7
    };
    if multiple(delays[1], delays[2]) {
        scores[1] += 0.25 * scores[2];
    }
    if multiple(delays[0], delays[1]) {
        scores[0] += 0.2 * scores[1];
    }
    let mut best = 0;
    for range in 1..3 {
        if scores[range] > scores[best] {
            best = range;
        }
    }
    delays[best]
}

/// How well every second sample of a frame matches that `delay` before.
#[derive(Clone, Copy)]
struct Repetition {
    delay: usize,
    correlation: f32,
}

impl Repetition {
    fn at(weighted: &Weighted, delay: usize) -> Self {
        let now = &weighted[DELAY_MAX..];
        let before = &weighted[DELAY_MAX - delay..];
        let correlation = now
            .as_chunks::<2>()
            .0
            .iter()
            .zip(before.as_chunks::<2>().0)
            .map(|(now, before)| now[0] * before[0])
            .sum();
        Self { delay, correlation }
    }

    /// The correlation over the level of the past.
    fn score(self, weighted: &Weighted) -> f32 {
        let before = &weighted[DELAY_MAX - self.delay..][..FRAME];
        let energy: f32 = before
            .as_chunks::<2>()
            .0
            .iter()
            .map(|pair| pair[0] * pair[0])
            .sum();
        self.correlation / energy.max(0.01).sqrt()
    }
}

fn best_of(weighted: &Weighted, delays: impl Iterator<Item = usize>) -> Repetition {
    let none = Repetition {
        delay: DELAY_MIN,
        correlation: f32::MIN,
    };
    delays
        .map(|delay| Repetition::at(weighted, delay))
        .fold(none, |best, next| {
            if next.correlation > best.correlation {
                next
            } else {
                best
            }
        })
}

/// Finds the delay from `range` whose past excitation, filtered, is most like the target (§A.3.7): `backward` is the
/// target filtered backwards. What the excitation holds from `start` on is used for delays shorter than a
/// subframe, and is overwritten with the vector of the delay found.
pub(super) fn search(
    excitation: &mut Excitation,
    start: usize,
    backward: &Subframe,
    range: (usize, usize),
    is_first: bool,
) -> Delay {
    let mut best = (f32::MIN, range.0);
    for whole in range.0..=range.1 {
        let correlation = dot(backward, &excitation[start - whole..][..SUBFRAME]);
        if correlation > best.0 {
            best = (correlation, whole);
        }
    }
    let whole = best.1;
    let mut found = Delay::whole(whole);
    if !is_first || whole < THIRDS_BELOW {
        let mut highest = f32::MIN;
        for third in [0, -1, 1] {
            let delay = Delay { whole, third };
            predict(excitation, start, delay);
            let correlation = dot(backward, &excitation[start..start + SUBFRAME]);
            if correlation > highest {
                (highest, found) = (correlation, delay);
            }
        }
    }
    predict(excitation, start, found);
    found
}

/// Writes the subframe from `start` on as the excitation `delay` before (§3.7.1).
pub(super) fn predict(excitation: &mut Excitation, start: usize, delay: Delay) {
    // The sample at or before the delay, and how many thirds after it the delay ends.
    let (back, thirds) = match delay.third {
        0 => (delay.whole, 0),
        1 => (delay.whole + 1, 2),
        _ => (delay.whole, 1),
    };
    let taps: [f32; 20] = std::array::from_fn(|i| {
        let distance = if i < 10 {
            3 * (9 - i) + thirds
        } else {
            3 * (i - 9) - thirds
        };
        f32::from(FRACTIONAL_DELAY[distance]) / 32_768.0
    });
    for n in start..start + SUBFRAME {
        let around = n - back - 9;
        excitation[n] = dot(&taps, &excitation[around..around + 20]);
    }
}

/// How much an error in the decoder's past excitation could have grown, for each 40 samples of it: what keeps the
/// encoder from feeding a loop that only its own past holds together (the taming procedure).
#[derive(Clone, Copy)]
pub(super) struct Taming {
    growth: [f32; 4],
}

impl Taming {
    /// The growth from which on the gain is held below one.
    const GROWTH_MAX: f32 = 60_000.0;

    pub(super) const fn new() -> Self {
        Self { growth: [1.0; 4] }
    }

    pub(super) fn must_hold(&self, delay: Delay) -> bool {
        let nearest = delay.whole.saturating_sub(SUBFRAME + 10) / SUBFRAME;
        let farthest = ((delay.whole + 8) / SUBFRAME).min(3);
        self.growth[nearest..=farthest]
            .iter()
            .any(|growth| *growth > Self::GROWTH_MAX)
    }

    pub(super) fn advance(&mut self, gain: f32, delay: Delay) {
        let worst = if delay.whole < SUBFRAME {
            let once = 1.0 + gain * self.growth[0];
            once.max(1.0 + gain * once)
        } else {
            let nearest = (delay.whole - SUBFRAME) / SUBFRAME;
            let farthest = ((delay.whole - 1) / SUBFRAME).min(3);
            self.growth[nearest..=farthest]
                .iter()
                .fold(0.0, |worst: f32, growth| worst.max(1.0 + gain * growth))
        };
        self.growth.copy_within(..3, 1);
        self.growth[0] = worst.min(1e9);
    }
}
