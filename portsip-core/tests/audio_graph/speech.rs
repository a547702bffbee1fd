//! Speech-like sound, noise and rooms, made by arithmetic.

use portsip_core::rng::Rng;

/// Syllables of voiced sound through three formants, with pauses between
/// words; `level_dbfs` is that of the sound without its pauses.
pub(crate) fn speech(seconds: usize, rate_hz: u32, level_dbfs: f32, seed: u64) -> Vec<i16> {
    let mut rng = Rng::from_number(seed);
    let rate = rate_hz as f32;
    let mut sound = Vec::with_capacity(seconds * rate_hz as usize);
    let mut phase = 0.0_f32;
    while sound.len() < seconds * rate_hz as usize {
        let between = |rng: &mut Rng, low: f32, high: f32| {
            low + (high - low) * rng.below(1000) as f32 / 1000.0
        };
        let pitch_hz = between(&mut rng, 95.0, 150.0);
        let mut formants = [
            Resonator::new(between(&mut rng, 300.0, 750.0), 80.0, rate),
            Resonator::new(between(&mut rng, 900.0, 2000.0), 100.0, rate),
            Resonator::new(between(&mut rng, 2300.0, 3000.0), 150.0, rate),
        ];
        let length = between(&mut rng, 0.14, 0.32) * rate;
        for n in 0..length as usize {
            let share = n as f32 / length;
            phase += pitch_hz * (1.15 - 0.3 * share) / rate;
            let pulse = if phase >= 1.0 { 1.0 } else { 0.0 };
            phase %= 1.0;
            let swell = (share * std::f32::consts::PI).sin().sqrt();
            let breath = (rng.below(2000) as f32 - 1000.0) / 60_000.0;
            let excitation = (pulse + breath) * swell;
            let voice: f32 = formants.iter_mut().map(|f| f.next(excitation)).sum();
            sound.push(voice);
        }
        let pause = if rng.below(5) == 0 { 0.6 } else { 0.05 };
        sound.extend(std::iter::repeat_n(0.0, (pause * rate) as usize));
    }
    sound.truncate(seconds * rate_hz as usize);
    let spoken: Vec<f32> = sound.iter().copied().filter(|s| *s != 0.0).collect();
    let power = spoken.iter().map(|s| s * s).sum::<f32>() / spoken.len() as f32;
    let gain = 32_768.0 * 10.0_f32.powf(level_dbfs / 20.0) / power.sqrt();
    sound.iter().map(|sample| (sample * gain) as i16).collect()
}

/// White noise of a level.
pub(crate) fn noise(samples: usize, level_dbfs: f32, seed: u64) -> Vec<i16> {
    let mut rng = Rng::from_number(seed);
    let peak = 32_768.0 * 3.0_f32.sqrt() * 10.0_f32.powf(level_dbfs / 20.0);
    let sample = |_| ((rng.below(20_001) as f32 / 10_000.0 - 1.0) * peak) as i16;
    (0..samples).map(sample).collect()
}

/// The sum of two sounds.
pub(crate) fn mixed(a: &[i16], b: &[i16]) -> Vec<i16> {
    a.iter().zip(b).map(|(a, b)| a.saturating_add(*b)).collect()
}

/// The level of all of it.
pub(crate) fn rms_dbfs(samples: &[i16]) -> f64 {
    let sum: f64 = samples.iter().map(|&s| f64::from(s).powi(2)).sum();
    10.0 * (sum / samples.len() as f64 / 32_768.0_f64.powi(2) + 1e-12).log10()
}

/// A room between speaker and microphone: a delay and reflections that fade.
pub(crate) struct Room {
    response: Vec<f32>,
    heard: Vec<f32>,
    /// The level that the loudspeaker does not get beyond.
    bend: Option<f32>,
}

impl Room {
    /// A room that gives back what it hears `loss_db` quieter after `delay_ms`,
    /// with a reverberation that fades by 60 dB in 250 ms.
    pub(crate) fn new(rate_hz: u32, delay_ms: u32, loss_db: f32, seed: u64) -> Self {
        let mut rng = Rng::from_number(seed);
        let per_ms = rate_hz as usize / 1000;
        let delay = delay_ms as usize * per_ms;
        let mut response = vec![0.0; delay + 60 * per_ms];
        response[delay] = 1.0;
        for (n, tap) in response[delay + per_ms..].iter_mut().enumerate() {
            let fade = (-(n as f32) / per_ms as f32 * 6.9 / 250.0).exp();
            // Few reflections, as between near walls.
            if rng.below(16) == 0 {
                *tap = (rng.below(2001) as f32 / 1000.0 - 1.0) * 0.25 * fade;
            }
        }
        let power: f32 = response.iter().map(|tap| tap * tap).sum();
        let gain = 10.0_f32.powf(-loss_db / 20.0) / power.sqrt();
        for tap in &mut response {
            *tap *= gain;
        }
        Self {
            response,
            heard: Vec::new(),
            bend: None,
        }
    }

    /// With a small loudspeaker, which bends what is louder than `level_dbfs`.
    pub(crate) fn with_small_loudspeaker(mut self, level_dbfs: f32) -> Self {
        self.bend = Some(32_768.0 * 10.0_f32.powf(level_dbfs / 20.0));
        self
    }

    /// Adds to `microphone` what comes of `played`.
    pub(crate) fn add(&mut self, played: &[i16], microphone: &mut [i16]) {
        let start = self.heard.len();
        let bend = self.bend;
        self.heard.extend(played.iter().map(|s| match bend {
            Some(level) => (f32::from(*s) / level).tanh() * level,
            None => f32::from(*s),
        }));
        let taps: Vec<(usize, f32)> = (self.response.iter().copied().enumerate())
            .filter(|(_, tap)| *tap != 0.0)
            .collect();
        for (n, sample) in microphone.iter_mut().enumerate() {
            let echo: f32 = taps
                .iter()
                .filter_map(|(lag, tap)| {
                    Some(tap * self.heard.get((start + n).checked_sub(*lag)?)?)
                })
                .sum();
            *sample = sample.saturating_add(echo as i16);
        }
    }
}

/// Two poles.
struct Resonator {
    a: f32,
    b: f32,
    before: [f32; 2],
}

impl Resonator {
    fn new(hz: f32, width_hz: f32, rate: f32) -> Self {
        let radius = (-std::f32::consts::PI * width_hz / rate).exp();
        Self {
            a: 2.0 * radius * (std::f32::consts::TAU * hz / rate).cos(),
            b: -radius * radius,
            before: [0.0; 2],
        }
    }

    fn next(&mut self, input: f32) -> f32 {
        let output = input + self.a * self.before[0] + self.b * self.before[1];
        self.before = [output, self.before[0]];
        output
    }
}
