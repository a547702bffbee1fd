//! Two clocks and a ring between them: keeps the ring's fill within bounds by
//! making single frames a little shorter or longer. The bounds are higher for a
//! while after the ring ran dry: a machine that was late once is so again.

/// Frames after which the fill is judged.
const WINDOW_FRAMES: u32 = 50;
/// The share of a frame that one correction adds or takes away: less is heard
/// than of the 1/64 at which a voice begins to waver.
const CORRECTION_SHARE: usize = 160;
/// How often the bounds are raised by half a frame at most.
const RAISES_MAX: usize = 10;
/// Windows after which one raise is taken back: 15 s.
const CALM_WINDOWS: u32 = 30;

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
    /// How often the bounds are raised.
    raises: usize,
    /// Windows since they were.
    calm_windows: u32,
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
            raises: 0,
            calm_windows: 0,
        }
    }

    /// The ring ran dry.
    pub(super) fn starved(&mut self) {
        self.raises = (self.raises + 1).min(RAISES_MAX);
        self.calm_windows = 0;
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
            self.correction = self.judge(side);
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

    /// What the lowest fill of a window asks for.
    fn judge(&mut self, side: RingSide) -> Correction {
        self.calm_windows += 1;
        if self.calm_windows >= CALM_WINDOWS {
            self.raises = self.raises.saturating_sub(1);
            self.calm_windows = 0;
        }
        let raise = self.raises * self.frame_samples / 2;
        let is_full = self.lowest > self.high + raise;
        let is_low = self.lowest < self.low + raise;
        match side {
            RingSide::Reader if is_full => Correction::Longer,
            RingSide::Reader if is_low => Correction::Shorter,
            RingSide::Writer if is_full => Correction::Shorter,
            RingSide::Writer if is_low => Correction::Longer,
            _ => Correction::None,
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

    /// A thread that is late by 35 ms every second starves the ring at first, and
    /// no longer once the bounds have risen; a minute of calm brings them back.
    #[test]
    fn a_ring_that_ran_dry_is_kept_fuller_for_a_while() {
        let mut drift = Drift::new(480, 480 + 120, 3 * 480);
        let (mut fill, mut late) = (960_i64, 0_i64);
        let mut starved_in_minute = [0; 3];
        for tick in 0..18_000_i64 {
            let is_calm = tick >= 12_000;
            late = if !is_calm && tick % 100 == 0 {
                4
            } else {
                late - 1
            };
            fill += match late {
                1.. => 0,
                0 => 5 * 480,
                _ => 480,
            };
            let near = drift.ring_samples(RingSide::Reader, fill as usize) as i64;
            if fill < near {
                drift.starved();
                starved_in_minute[(tick / 6000) as usize] += 1;
            } else {
                fill -= near;
            }
        }
        assert!(starved_in_minute[0] > 0);
        assert_eq!(starved_in_minute[1..], [0, 0]);
        assert!(drift.raises < RAISES_MAX / 2, "{}", drift.raises);
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
