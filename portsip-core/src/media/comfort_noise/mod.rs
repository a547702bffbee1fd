//! The noise that stands in for a speaker's silence (RFC 3389): a level and the
//! reflection coefficients of its spectrum, measured where nobody speaks
//! ([`analysis`]) and turned into sound at the other side ([`generator`]).

mod analysis;
mod generator;

pub(in crate::media) use analysis::NoiseAnalysis;
pub(in crate::media) use generator::NoiseGenerator;

/// The reflection coefficients that we send, and the most that we use of those
/// that we get (RFC 3389 §3.2 leaves the order to the sender).
pub(in crate::media) const ORDER: usize = 10;
/// The octets of a payload of ours: the level, then the coefficients.
pub(in crate::media) const PAYLOAD_BYTES: usize = 1 + ORDER;
/// The RTP clock rate in Hz of comfort noise of payload type 13 (RFC 3389 §4).
pub(in crate::media) const CLOCK_RATE_HZ: u32 = 8000;

/// 0 dBov in samples: the root mean square of a full-scale square wave.
const FULL_SCALE: f32 = 32_768.0;
/// The quietest level that a payload can say.
const LEVEL_MAX: u8 = 127;
/// The step of a coefficient, and the index of 0 (RFC 3389 §3.2).
const STEP: f32 = 258.0 / 32_768.0;
const ZERO_INDEX: f32 = 127.0;

/// What a payload says of a noise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::media) struct Noise {
    /// Decibels below 0 dBov, 0…127.
    level: u8,
    /// Each above −1 and below 1; what is not used is 0.
    reflections: [f32; ORDER],
}

impl Noise {
    /// Reads a payload: an empty one is silence, one without coefficients
    /// leaves the spectrum to us.
    pub(in crate::media) fn read(payload: &[u8]) -> Self {
        let (level, indexes) = payload.split_first().unwrap_or((&LEVEL_MAX, &[]));
        let mut reflections = [0.0; ORDER];
        for (reflection, index) in reflections.iter_mut().zip(indexes) {
            *reflection = ((f32::from(*index) - ZERO_INDEX) * STEP).clamp(-0.99, 0.99);
        }
        if indexes.is_empty() {
            // That of a room falls towards the high end.
            reflections[0] = -0.5;
        }
        Self {
            level: level & 0x7F,
            reflections,
        }
    }

    /// Writes the payload.
    pub(in crate::media) fn write(&self) -> [u8; PAYLOAD_BYTES] {
        let mut payload = [self.level; PAYLOAD_BYTES];
        for (octet, reflection) in payload[1..].iter_mut().zip(self.reflections) {
            *octet = (reflection / STEP + ZERO_INDEX).round().clamp(0.0, 254.0) as u8;
        }
        payload
    }

    /// The root mean square of the noise in samples.
    fn root_mean_square(&self) -> f32 {
        if self.level == LEVEL_MAX {
            return 0.0;
        }
        FULL_SCALE * 10.0_f32.powf(-f32::from(self.level) / 20.0)
    }
}

/// The level of a mean square of samples.
fn level_of(mean_square: f32) -> u8 {
    let level = -10.0 * (mean_square.max(1e-9) / (FULL_SCALE * FULL_SCALE)).log10();
    level.round().clamp(0.0, f32::from(LEVEL_MAX)) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_payload_is_read_as_a_stable_filter_and_written_again() {
        for octet in 0..=255_u8 {
            let payload = [octet; 40];
            for length in 0..payload.len() {
                let noise = Noise::read(&payload[..length]);
                assert!(noise.reflections.iter().all(|k| k.abs() < 1.0));
            }
            let usual = octet.clamp(3, 251);
            let said = [
                usual & 0x7F,
                usual,
                usual,
                usual,
                usual,
                usual,
                usual,
                usual,
            ];
            assert_eq!(Noise::read(&said).write()[..8], said);
        }
    }

    #[test]
    fn a_room_comes_back_at_its_level_and_with_its_spectrum() {
        for (gain, tilt) in [(3000.0_f32, -0.9_f32), (300.0, 0.5), (30.0, 0.0)] {
            let mut state = 1_u32;
            let mut last = 0.0;
            let mut room = move |frame: &mut [i16]| {
                for sample in frame {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    let white = state as i32 as f32 / 2_147_483_648.0;
                    last = white - tilt * last;
                    *sample = (last * gain) as i16;
                }
            };
            let mut analysis = NoiseAnalysis::new();
            let mut heard = Vec::new();
            for _ in 0..100 {
                let mut frame = [0; 80];
                room(&mut frame);
                analysis.hear(&frame);
                heard.extend(frame);
            }
            let payload = analysis.noise().write();
            let mut generator = NoiseGenerator::new();
            generator.set(Noise::read(&payload));
            let mut made = vec![0; 8000];
            generator.fill(&mut made[..4000]);
            generator.fill(&mut made);
            let (room, made) = (measure(&heard), measure(&made));
            println!("{room:?} {made:?}");
            assert!((room.0 - made.0).abs() < 1.5, "{room:?} {made:?}");
            assert!((room.1 - made.1).abs() < 0.1, "{room:?} {made:?}");
        }
    }

    /// The level in dB, and the correlation of each sample with the one before.
    fn measure(samples: &[i16]) -> (f32, f32) {
        let power: f32 = samples.iter().map(|&s| f32::from(s).powi(2)).sum();
        let next = samples
            .windows(2)
            .map(|w| f32::from(w[0]) * f32::from(w[1]));
        let level = 10.0 * (power / samples.len() as f32).log10();
        (level, next.sum::<f32>() / power)
    }
}
