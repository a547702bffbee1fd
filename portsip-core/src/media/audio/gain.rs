//! A volume that changes without a click.

use super::to_sample;

/// Unity, in a unit in which every percent and every volume is a whole number.
const UNITY: u32 = 100 * 255;

/// A factor that moves to its new value over one frame.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gain {
    now: u32,
    target: u32,
}

impl Gain {
    /// Everything as it was.
    pub(super) const UNITY: Self = Self {
        now: UNITY,
        target: UNITY,
    };

    /// From the next frame on, `percent` of the signal.
    pub(super) fn set_percent(&mut self, percent: u16) {
        self.target = u32::from(percent) * (UNITY / 100);
    }

    /// From the next frame on, `volume` of 255.
    pub(super) fn set_volume(&mut self, volume: u8) {
        self.target = u32::from(volume) * (UNITY / 255);
    }

    /// From the next frame on, all or nothing.
    pub(super) fn set_muted(&mut self, muted: bool) {
        self.target = if muted { 0 } else { UNITY };
    }

    /// Whether frames pass unchanged.
    pub(super) fn is_unity(self) -> bool {
        self.now == UNITY && self.target == UNITY
    }

    /// Whether frames become silence.
    pub(super) fn is_silence(self) -> bool {
        self.now == 0 && self.target == 0
    }

    /// Whether a sample may leave its range.
    pub(super) fn amplifies(self) -> bool {
        self.now.max(self.target) > UNITY
    }

    /// Scales a frame in place. With no factor above one nothing can leave
    /// the range of a sample.
    pub(super) fn apply(&mut self, frame: &mut [i16]) {
        if self.is_unity() {
            return;
        }
        if self.is_silence() {
            frame.fill(0);
            return;
        }
        let (mut factor, step) = self.ramp(frame.len());
        for sample in frame {
            factor += step;
            *sample = to_sample(f32::from(*sample) * factor);
        }
    }

    /// Scales a frame out of place, without the range of a sample.
    pub(super) fn apply_wide(&mut self, frame: &[i16], wide: &mut [f32]) {
        let (mut factor, step) = self.ramp(frame.len());
        for (sample, wide) in frame.iter().zip(wide) {
            factor += step;
            *wide = f32::from(*sample) * factor;
        }
    }

    /// The factor before a frame and its change a sample; arrives at the target.
    fn ramp(&mut self, samples: usize) -> (f32, f32) {
        let before = self.now as f32 / UNITY as f32;
        if self.now == self.target {
            return (before, 0.0);
        }
        self.now = self.target;
        let after = self.target as f32 / UNITY as f32;
        (before, (after - before) / samples.max(1) as f32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(change: impl Fn(&mut Gain)) -> Gain {
        let mut gain = Gain::UNITY;
        change(&mut gain);
        gain.apply(&mut [0; 80]);
        gain
    }

    #[test]
    fn percents_are_exact() {
        for percent in 0..=1000_u16 {
            let mut gain = settled(|gain| gain.set_percent(percent));
            let mut frame = [0, 1, -1, 7, -100, 1000, -3276, 3276];
            let before = frame;
            gain.apply(&mut frame);
            for (after, before) in frame.into_iter().zip(before) {
                let exact = f64::from(before) * f64::from(percent) / 100.0;
                assert!((f64::from(after) - exact).abs() <= 0.501, "{percent} %");
            }
        }
    }

    #[test]
    fn full_volume_is_unity_and_none_is_silence() {
        let mut frame = [i16::MIN, -1, 0, 1, i16::MAX];
        let before = frame;
        settled(|gain| gain.set_volume(255)).apply(&mut frame);
        assert_eq!(frame, before);
        settled(|gain| gain.set_volume(0)).apply(&mut frame);
        assert_eq!(frame, [0; 5]);
    }

    #[test]
    fn a_change_is_spread_over_a_frame() {
        let mut gain = Gain::UNITY;
        gain.set_muted(true);
        let mut frame = [1000; 80];
        gain.apply(&mut frame);
        assert!(frame.is_sorted_by(|a, b| a > b));
        assert!(frame[0] > 980 && frame[79] == 0, "{frame:?}");
    }
}
