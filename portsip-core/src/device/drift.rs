//! Two clocks and a ring between them: keeps the ring's fill within bounds by
//! making single frames a little shorter or longer.

/// Frames after which the fill is judged.
const WINDOW_FRAMES: u32 = 50;
/// The share of a frame that one correction adds or takes away.
const CORRECTION_SHARE: usize = 64;

/// Watches how full a ring is and says what the next frame has to give.
#[derive(Debug)]
pub(super) struct Drift {
    frame_samples: usize,
    /// The bounds of the lowest fill of a window, in samples.
    low: usize,
    high: usize,
    lowest: usize,
    frames: u32,
    correction: Correction,
}

/// How the ring's side of the next frame differs from its nominal length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Correction {
    None,
    Shorter,
    Longer,
}

/// On which side of the ring the corrected frames are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RingSide {
    /// Frames are read: a full ring asks for longer ones.
    Reader,
    /// Frames are written: a full ring asks for shorter ones.
    Writer,
}

impl Drift {
    /// Keeps the lowest fill between `low` and `high` samples.
    pub(super) fn new(frame_samples: usize, low: usize, high: usize) -> Self {
        Self {
            frame_samples,
            low,
            high,
            lowest: usize::MAX,
            frames: 0,
            correction: Correction::None,
        }
    }

    /// The most samples that [`Drift::ring_samples`] ever asks for.
    pub(super) const fn ring_samples_max(frame_samples: usize) -> usize {
        frame_samples + frame_samples / CORRECTION_SHARE + 1
    }

    /// Takes the ring's fill before a frame: how many samples of the ring are
    /// to stand for it.
    pub(super) fn ring_samples(&mut self, side: RingSide, fill: usize) -> usize {
        self.lowest = self.lowest.min(fill);
        self.frames += 1;
        if self.frames >= WINDOW_FRAMES {
            self.correction = match (side, self.lowest) {
                (RingSide::Reader, lowest) if lowest > self.high => Correction::Longer,
                (RingSide::Reader, lowest) if lowest < self.low => Correction::Shorter,
                (RingSide::Writer, lowest) if lowest > self.high => Correction::Shorter,
                (RingSide::Writer, lowest) if lowest < self.low => Correction::Longer,
                _ => Correction::None,
            };
            self.frames = 0;
            self.lowest = usize::MAX;
        }
        let share = self.frame_samples / CORRECTION_SHARE + 1;
        match self.correction {
            Correction::None => self.frame_samples,
            Correction::Shorter => self.frame_samples.saturating_sub(share),
            Correction::Longer => self.frame_samples + share,
        }
    }
}

/// Spreads `input` over `output` along straight lines: for lengths that differ
/// by a correction this is not heard.
pub(super) fn fit(input: &[i16], output: &mut [i16]) {
    let (Some(last), Some(steps)) = (input.len().checked_sub(1), output.len().checked_sub(1))
    else {
        output.fill(0);
        return;
    };
    if last == steps {
        output.copy_from_slice(input);
        return;
    }
    let steps = steps.max(1);
    for (i, sample) in output.iter_mut().enumerate() {
        let (at, rest) = (i * last / steps, i * last % steps);
        let here = i32::from(input[at]);
        let next = i32::from(input[(at + 1).min(last)]);
        *sample = (here + (next - here) * rest as i32 / steps as i32) as i16;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An hour against a clock that is off by `ppm`: how often the ring ran
    /// empty, and the lowest and highest fill after the first minute.
    fn run(side: RingSide, ppm: i64) -> (u32, usize, usize) {
        let mut drift = Drift::new(480, 480 + 120, 3 * 480);
        let mut fill: i64 = 960;
        let mut owed: i64 = 0;
        let (mut empty, mut lowest, mut highest) = (0, usize::MAX, 0);
        for tick in 0..360_000 {
            owed += 480 * (1_000_000 + ppm);
            let far = owed / 1_000_000;
            owed %= 1_000_000;
            let seen = fill.max(0) as usize;
            let near = drift.ring_samples(side, seen) as i64;
            fill += match side {
                RingSide::Reader => far - near,
                RingSide::Writer => near - far,
            };
            if fill < 0 {
                empty += 1;
                fill = 0;
            }
            if tick > 6000 {
                lowest = lowest.min(seen);
                highest = highest.max(seen);
            }
        }
        (empty, lowest, highest)
    }

    #[test]
    fn a_clock_that_is_off_neither_starves_nor_fills_the_ring() {
        for side in [RingSide::Reader, RingSide::Writer] {
            for ppm in [-1000, -100, 0, 100, 1000] {
                let (empty, lowest, highest) = run(side, ppm);
                assert_eq!(empty, 0, "{side:?} {ppm} ppm");
                assert!(lowest >= 200, "{side:?} {ppm} ppm: {lowest}");
                assert!(highest <= 5 * 480, "{side:?} {ppm} ppm: {highest}");
            }
        }
    }

    #[test]
    fn fitting_keeps_the_ends_and_the_slope() {
        let input: Vec<i16> = (0..488).map(|i| i * 10).collect();
        let mut output = [0; 480];
        fit(&input, &mut output);
        assert_eq!((output[0], output[479]), (0, 4870));
        assert!(
            output
                .windows(2)
                .all(|pair| (9..=12).contains(&(pair[1] - pair[0])))
        );
        let mut longer = [0; 500];
        fit(&input, &mut longer);
        assert_eq!((longer[0], longer[499]), (0, 4870));
        fit(&[], &mut output);
        assert_eq!(output, [0; 480]);
        fit(&[7], &mut output[..1]);
        assert_eq!(output[0], 7);
        fit(&[7], &mut output);
        assert_eq!(output, [7; 480]);
        fit(&input, &mut []);
    }
}
