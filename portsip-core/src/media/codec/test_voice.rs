//! A voice for tests, the same on every machine.

/// A synthetic voice in whole numbers: pulses of a gliding pitch and some noise
/// through two resonators, silent for a while, and far too loud at the end.
pub(super) fn voice(samples: usize) -> Vec<i16> {
    let mut seed: u32 = 1;
    let mut state = [0_i32; 4];
    let mut until_pulse = 0;
    (0..samples as i32)
        .map(|i| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let noise = (seed >> 20) as i32 - 2048;
            until_pulse -= 1;
            let mut source = noise >> 3;
            if until_pulse <= 0 {
                until_pulse = 45 + (i / 400) % 60;
                source += 9000;
            }
            if (i / 4000) % 5 == 3 {
                source = 0;
            }
            let first = source + ((state[0] * 29_000 - state[1] * 15_000) >> 14);
            (state[0], state[1]) = (first.clamp(-60_000, 60_000), state[0]);
            let second = (state[0] >> 2) + ((-state[2] * 9000 - state[3] * 13_500) >> 14);
            (state[2], state[3]) = (second.clamp(-60_000, 60_000), state[2]);
            let loud = if i > 30_000 { 4 } else { 1 };
            (state[2] * loud).clamp(-32_768, 32_767) as i16
        })
        .collect()
}
