//! The conversions from several rates to one.

use super::resample::Resampler;

/// One converter for each rate that differs from the wanted one.
#[derive(Debug, Default)]
pub(super) struct Converters {
    converters: Vec<(u32, Resampler)>,
}

impl Converters {
    /// Gets ready for conversions from each of `given_hz` to `wanted_hz`, the
    /// same for the life of this; those that were there keep their state.
    pub(super) fn set_rates(&mut self, wanted_hz: u32, given_hz: &[u32]) {
        self.converters
            .retain(|(rate_hz, _)| given_hz.contains(rate_hz));
        for rate_hz in given_hz {
            if self.of(*rate_hz).is_none() {
                let made = Resampler::new(*rate_hz, wanted_hz);
                self.converters
                    .extend(made.map(|converter| (*rate_hz, converter)));
            }
        }
    }

    /// Each converter, with the rate in Hz that it converts from.
    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut (u32, Resampler)> {
        self.converters.iter_mut()
    }

    /// The converter from a rate; none where the rates are equal or where
    /// nobody said that it would be needed.
    pub(super) fn of(&mut self, given_hz: u32) -> Option<&mut Resampler> {
        self.converters
            .iter_mut()
            .find(|(rate_hz, _)| *rate_hz == given_hz)
            .map(|(_, converter)| converter)
    }
}
