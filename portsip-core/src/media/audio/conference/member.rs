//! A member's part in the conference: what the others say, without himself.

use super::super::converters::Converters;
use super::super::limiter::Limiter;
use super::super::sum::add_converted;
use super::super::{FRAME_SAMPLES_MAX, frame_samples};

/// What the conference keeps of one member.
#[derive(Debug)]
pub(in super::super) struct Member {
    /// The rate in Hz that he is sent at.
    wanted_hz: u32,
    /// His part of the sum at the rate that he is sent at, below zero.
    own: [f32; FRAME_SAMPLES_MAX],
    /// For those who send in one rate and receive in another. They get the
    /// same as those of the mix, so that nothing of him is left in it.
    converters: Converters,
    limiter: Limiter,
}

impl Member {
    /// A member who has said nothing yet.
    pub(in super::super) fn new(wanted_hz: u32, given_hz: &[u32]) -> Box<Self> {
        let mut member = Box::new(Self {
            wanted_hz,
            own: [0.0; FRAME_SAMPLES_MAX],
            converters: Converters::default(),
            limiter: Limiter::new(),
        });
        member.converters.set_rates(wanted_hz, given_hz);
        member
    }

    /// Tells the rates that he is sent at, and that he may send at.
    pub(in super::super) fn set_rates(&mut self, wanted_hz: u32, given_hz: &[u32]) {
        if self.wanted_hz != wanted_hz {
            self.wanted_hz = wanted_hz;
            self.converters = Converters::default();
        }
        self.converters.set_rates(wanted_hz, given_hz);
    }

    /// Tells what of him is in the sum of this tick, and its rate in Hz; empty
    /// for silence.
    pub(in super::super) fn give(&mut self, given_hz: u32, given: &[i16]) {
        let own = &mut self.own[..frame_samples(self.wanted_hz)];
        own.fill(0.0);
        let mut negated = [0.0; FRAME_SAMPLES_MAX];
        for (negated, sample) in negated.iter_mut().zip(given) {
            *negated = -f32::from(*sample);
        }
        let negated = &negated[..given.len().min(FRAME_SAMPLES_MAX)];
        if given_hz == self.wanted_hz {
            add_converted(negated, None, own);
        }
        for (rate_hz, converter) in self.converters.iter_mut() {
            let input = if *rate_hz == given_hz { negated } else { &[] };
            add_converted(input, Some(converter), own);
        }
    }

    /// Adds what the others say to what he is sent. `mix` is the sum of all.
    pub(in super::super) fn add_others(
        &mut self,
        mix: &[f32],
        frame: &mut [i16],
        wide: &mut [f32],
    ) {
        let wide = &mut wide[..frame.len()];
        let parts = frame.iter().zip(mix).zip(&self.own);
        for (wide, ((sample, mix), own)) in wide.iter_mut().zip(parts) {
            *wide = f32::from(*sample) + (mix + own);
        }
        self.limiter.apply(wide, frame);
    }
}
