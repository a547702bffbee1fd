//! Noise suppression: a Wiener filter over a noise estimate, in the band below
//! 8 kHz; the bands above follow its gain.

use sonora::three_band_filter_bank::ThreeBandFilterBank;
use sonora_ns::config::{NsConfig, SuppressionLevel};
use sonora_ns::noise_suppressor::NoiseSuppressor as Suppressor;

use super::super::to_sample;
use super::stage::Stage;

/// How far steady noise goes down: 12 dB leaves speech as it is.
const LEVEL: SuppressionLevel = SuppressionLevel::K12dB;
/// The samples of 10 ms of a band.
const BAND_SAMPLES: usize = 160;
/// The bands of a frame at 48 kHz.
const BANDS: usize = 3;

/// A suppressor for 16 or 48 kHz.
pub(super) struct NoiseSuppressor {
    suppressor: Suppressor,
    /// At 48 kHz.
    bank: Option<Box<ThreeBandFilterBank>>,
    bands: [[f32; BAND_SAMPLES]; BANDS],
    wide: [f32; BANDS * BAND_SAMPLES],
}

impl NoiseSuppressor {
    pub(super) fn new(rate_hz: u32) -> Self {
        let config = NsConfig {
            target_level: LEVEL,
        };
        let is_wide = rate_hz == 48_000;
        let bands = if is_wide { BANDS } else { 1 };
        Self {
            suppressor: Suppressor::new_with_bands(config, bands),
            bank: is_wide.then(Box::default),
            bands: [[0.0; BAND_SAMPLES]; BANDS],
            wide: [0.0; BANDS * BAND_SAMPLES],
        }
    }
}

impl Stage for NoiseSuppressor {
    fn process(&mut self, frame: &mut [i16]) {
        let Some(bank) = &mut self.bank else {
            let [low, ..] = &mut self.bands;
            for (wide, sample) in low.iter_mut().zip(&*frame) {
                *wide = f32::from(*sample);
            }
            self.suppressor.analyze(low);
            self.suppressor.process(low);
            for (sample, wide) in frame.iter_mut().zip(low) {
                *sample = to_sample(*wide);
            }
            return;
        };
        for (wide, sample) in self.wide.iter_mut().zip(&*frame) {
            *wide = f32::from(*sample);
        }
        bank.analysis(&self.wide, &mut self.bands);
        let [low, upper @ ..] = &mut self.bands;
        self.suppressor.analyze(low);
        self.suppressor.process(low);
        let gain = self.suppressor.upper_band_gain();
        for (index, band) in upper.iter_mut().enumerate() {
            self.suppressor.process_upper_band(band, index, gain);
        }
        bank.synthesis(&self.bands, &mut self.wide);
        for (sample, wide) in frame.iter_mut().zip(&self.wide) {
            *sample = to_sample(*wide);
        }
    }
}
