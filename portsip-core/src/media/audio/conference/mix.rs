//! The sum of all members at one rate.

use super::super::converters::Converters;
use super::super::resample::Resampler;
use super::super::sum::{Sum, add_converted};
use super::super::{FRAME_SAMPLES_MAX, frame_samples};

/// The members' sums, each converted once to the rate of this.
#[derive(Debug)]
pub(super) struct Mix {
    rate_hz: u32,
    converters: Converters,
    /// The rate of the file that is played to all, and what converts it.
    file: Option<(u32, Option<Resampler>)>,
    frame: Box<[f32; FRAME_SAMPLES_MAX]>,
}

impl Mix {
    /// A mix at `rate_hz`.
    pub(super) fn new(rate_hz: u32) -> Self {
        Self {
            rate_hz,
            converters: Converters::default(),
            file: None,
            frame: Box::new([0.0; FRAME_SAMPLES_MAX]),
        }
    }

    pub(super) fn rate_hz(&self) -> u32 {
        self.rate_hz
    }

    /// Tells the rates of the sums, and that of the file where there is one.
    pub(super) fn set_rates(&mut self, given_hz: &[u32], file_hz: Option<u32>) {
        self.converters.set_rates(self.rate_hz, given_hz);
        if self.file.as_ref().map(|(rate_hz, _)| *rate_hz) != file_hz {
            self.file = file_hz.map(|file_hz| (file_hz, Resampler::new(file_hz, self.rate_hz)));
        }
    }

    /// Begins a tick.
    pub(super) fn clear(&mut self) {
        self.frame.fill(0.0);
    }

    /// Adds the sum of the members of one rate.
    pub(super) fn add(&mut self, given_hz: u32, sum: &[f32]) {
        let frame = &mut self.frame[..frame_samples(self.rate_hz)];
        add_converted(sum, self.converters.of(given_hz), frame);
    }

    /// Adds the file that is played to all.
    pub(super) fn add_file(&mut self, played: &[f32]) {
        let frame = &mut self.frame[..frame_samples(self.rate_hz)];
        if let Some((_, converter)) = &mut self.file {
            add_converted(played, converter.as_mut(), frame);
        }
    }

    /// What was added in this tick.
    pub(super) fn frame(&self) -> &[f32] {
        &self.frame[..frame_samples(self.rate_hz)]
    }
}

/// Adds each of the sums to each of the mixes.
pub(super) fn mix(sums: &mut [Sum], mixes: &mut [Mix], more: Option<&mut Mix>) {
    let mut mixes: [&mut [Mix]; 2] = [mixes, more.map_or(&mut [], std::slice::from_mut)];
    for mix in mixes.iter_mut().flat_map(|mixes| mixes.iter_mut()) {
        mix.clear();
    }
    for sum in sums {
        let rate_hz = sum.rate_hz();
        let Some(frame) = sum.take() else { continue };
        for mix in mixes.iter_mut().flat_map(|mixes| mixes.iter_mut()) {
            mix.add(rate_hz, frame);
        }
    }
}
