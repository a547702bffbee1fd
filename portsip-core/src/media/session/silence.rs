//! What is sent while nobody speaks: a description of the noise when it
//! begins, when it changes and now and then, and nothing else (RFC 3389 §5).

use crate::media::comfort_noise::{Noise, NoiseAnalysis, PAYLOAD_BYTES};

/// Frames of 10 ms that are still sent as sound while the noise is measured.
const MEASURING_FRAMES: u32 = 8;
/// The frames between two descriptions: not fewer where the noise changes,
const FRAMES_MIN: u32 = 20;
/// and not more where it does not, so that a lost one is not missed for long.
const FRAMES_MAX: u32 = 50;

/// The silence of one stream.
#[derive(Debug)]
pub(super) struct Silence {
    analysis: NoiseAnalysis,
    state: State,
}

#[derive(Clone, Copy, Debug)]
enum State {
    /// Somebody spoke within the last frames.
    Measuring { frames: u32 },
    /// The other side was told, so many frames ago.
    Described { noise: Noise, frames: u32 },
}

/// What to do with a frame in which nobody speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quiet {
    /// To send it as any other.
    Sound,
    /// To describe it.
    Describe([u8; PAYLOAD_BYTES]),
    /// To send nothing.
    Nothing,
}

impl Silence {
    /// Somebody speaks.
    pub(super) fn new() -> Self {
        Self {
            analysis: NoiseAnalysis::new(),
            state: State::Measuring { frames: 0 },
        }
    }

    /// Somebody speaks again.
    pub(super) fn end(&mut self) {
        self.analysis.clear();
        self.state = State::Measuring { frames: 0 };
    }

    /// Takes a frame in which nobody speaks, and which is sent as sound.
    pub(super) fn measure(&mut self, frame: &[i16]) {
        self.analysis.hear(frame);
        if let State::Measuring { frames } = &mut self.state {
            *frames += 1;
        }
    }

    /// Takes the next frame in which nobody speaks.
    pub(super) fn hear(&mut self, frame: &[i16]) -> Quiet {
        if let State::Measuring { frames } = self.state
            && frames < MEASURING_FRAMES
        {
            self.measure(frame);
            return Quiet::Sound;
        }
        self.analysis.hear(frame);
        match &mut self.state {
            State::Measuring { .. } => self.describe(),
            State::Described { noise, frames } => {
                *frames += 1;
                let due = *frames >= FRAMES_MAX
                    || (*frames >= FRAMES_MIN && self.analysis.differs_from(noise));
                if due { self.describe() } else { Quiet::Nothing }
            }
        }
    }

    fn describe(&mut self) -> Quiet {
        let noise = self.analysis.noise();
        self.state = State::Described { noise, frames: 0 };
        Quiet::Describe(noise.write())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// White noise of a peak amplitude.
    fn noise(state: &mut u32, amplitude: i32) -> [i16; 80] {
        std::array::from_fn(|_| {
            *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (i32::from((*state >> 16) as i16) * amplitude / 32_768) as i16
        })
    }

    #[test]
    fn noise_is_described_when_it_begins_changes_and_now_and_then() {
        let mut silence = Silence::new();
        let mut state = 7;
        let mut described = Vec::new();
        let mut sound = 0;
        for frame in 0..400 {
            let amplitude = if frame < 200 { 200 } else { 600 };
            match silence.hear(&noise(&mut state, amplitude)) {
                Quiet::Sound => sound += 1,
                Quiet::Describe(payload) => described.push((frame, payload[0])),
                Quiet::Nothing => {}
            }
        }
        assert_eq!(sound, 8);
        let (first, level) = described[0];
        // 200 of 32768 at the peak of uniform noise is −49 dBov.
        assert!(first == 8 && level.abs_diff(49) <= 1, "{described:?}");
        let frames = described.windows(2).map(|pair| pair[1].0 - pair[0].0);
        assert!(frames.clone().all(|between| (20..=50).contains(&between)));
        let early = frames.filter(|between| *between < 50).count();
        assert!((1..=3).contains(&early), "{described:?}");
        let (_, last) = described[described.len() - 1];
        assert!(last.abs_diff(39) <= 1, "{described:?}");
        silence.end();
        assert_eq!(silence.hear(&[0; 80]), Quiet::Sound);
    }
}
