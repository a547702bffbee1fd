//! Which mode the next frame is encoded in.

use super::Band;
use crate::media::codec::ModeRequest;
use crate::plan::AmrParameters;

/// The bit rates in bit/s of the modes (3GPP TS 26.071, TS 26.171).
const NARROW_BPS: &[u32] = &[4750, 5150, 5900, 6700, 7400, 7950, 10_200, 12_200];
const WIDE_BPS: &[u32] = &[
    6600, 8850, 12_650, 14_250, 15_850, 18_250, 19_850, 23_050, 23_850,
];

/// The mode of an encoder: what the program set and the other side asked for,
/// bounded by what was agreed.
#[derive(Debug)]
pub(super) struct ModeControl {
    band: Band,
    parameters: AmrParameters,
    /// The highest mode within the bandwidth of the other side.
    bandwidth: u8,
    /// The highest mode below the bit rate that the program set.
    program: u8,
    /// What the other side asked for last.
    request: ModeRequest,
    current: u8,
    /// Frames encoded in the current mode.
    frames: u8,
}

impl ModeControl {
    pub(super) fn new(band: Band, parameters: AmrParameters, bitrate_bps_max: Option<u32>) -> Self {
        let mut control = Self {
            band,
            parameters,
            bandwidth: bitrate_bps_max.map_or(band.mode_max(), |bps| mode_within(band, bps)),
            program: band.mode_max(),
            request: ModeRequest::Any,
            current: 0,
            // The phase of the period is free (RFC 4867 §8.1).
            frames: u8::MAX,
        };
        control.current = control.allowed_below(control.bandwidth);
        control
    }

    /// Goes to the highest mode within a bit rate, or the lowest one.
    pub(super) fn set_bitrate_bps(&mut self, bitrate_bps: u32) {
        self.program = mode_within(self.band, bitrate_bps);
    }

    /// The other side asks for a mode, or for none in particular.
    pub(super) fn request(&mut self, request: ModeRequest) {
        self.request = request;
    }

    /// The mode of the next frame. It changes with the period and to the
    /// neighbour alone where the receiver wants that (RFC 4867 §8.1).
    pub(super) fn next_frame(&mut self) -> u8 {
        let period = 1 + u8::from(self.parameters.changes_every_second_frame);
        let wanted = match self.request {
            ModeRequest::Any => self.program,
            ModeRequest::Mode(mode) => self.program.min(mode),
        };
        let target = self.allowed_below(wanted.min(self.bandwidth));
        if target != self.current && self.frames >= period {
            self.current = if self.parameters.changes_to_neighbor {
                self.neighbor_towards(target)
            } else {
                target
            };
            self.frames = 0;
        }
        self.frames = self.frames.saturating_add(1);
        self.current
    }

    /// The highest agreed mode that is not above `mode`, else the lowest one.
    fn allowed_below(&self, mode: u8) -> u8 {
        let mut agreed = (0..=self.band.mode_max()).filter(|mode| self.parameters.allows(*mode));
        let lowest = agreed.next().unwrap_or(0);
        agreed
            .take_while(|next| *next <= mode)
            .last()
            .unwrap_or(lowest)
    }

    fn neighbor_towards(&self, target: u8) -> u8 {
        let allowed = |mode: &u8| self.parameters.allows(*mode);
        let next = if target > self.current {
            (self.current + 1..=target).find(allowed)
        } else {
            (target..self.current).rev().find(allowed)
        };
        next.unwrap_or(target)
    }
}

/// The highest mode within a bit rate, else the lowest one.
fn mode_within(band: Band, bitrate_bps: u32) -> u8 {
    let rates = match band {
        Band::Narrow => NARROW_BPS,
        Band::Wide => WIDE_BPS,
    };
    let within = rates.iter().take_while(|rate| **rate <= bitrate_bps);
    within.count().saturating_sub(1) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn control(parameters: AmrParameters) -> ModeControl {
        ModeControl::new(Band::Narrow, parameters, None)
    }

    #[test]
    fn the_bandwidth_of_the_other_side_is_kept_to() {
        let parameters = AmrParameters::default();
        for (bandwidth_bps, mode) in [(12_200, 7), (12_199, 6), (6_000, 2), (100, 0)] {
            let mut control = ModeControl::new(Band::Narrow, parameters, Some(bandwidth_bps));
            assert_eq!(control.next_frame(), mode, "{bandwidth_bps}");
            control.set_bitrate_bps(13_000);
            control.request(ModeRequest::Mode(7));
            control.next_frame();
            assert_eq!(control.next_frame(), mode, "{bandwidth_bps}");
        }
    }

    #[test]
    fn the_bit_rate_is_the_nearest_mode_below() {
        let mut control = control(AmrParameters::default());
        assert_eq!(control.next_frame(), 7);
        for (kbps, mode) in [(4, 0), (5, 0), (6, 2), (8, 5), (12, 6), (13, 7)] {
            control.set_bitrate_bps(kbps * 1000);
            assert_eq!(control.next_frame(), mode, "{kbps}");
        }
    }

    #[test]
    fn requests_are_followed_within_what_was_agreed() {
        let mut control = control(AmrParameters {
            modes: 0b1000_0101,
            ..AmrParameters::default()
        });
        for (request, mode) in [
            (ModeRequest::Mode(2), 2),
            (ModeRequest::Mode(6), 2),
            (ModeRequest::Mode(1), 0),
            (ModeRequest::Mode(0), 0),
            (ModeRequest::Any, 7),
        ] {
            control.request(request);
            assert_eq!(control.next_frame(), mode, "{request:?}");
        }
        control.set_bitrate_bps(6_000);
        control.request(ModeRequest::Mode(7));
        assert_eq!(control.next_frame(), 2);
    }

    #[test]
    fn modes_change_as_the_receiver_wants() {
        let mut control = control(AmrParameters {
            modes: 0b1011_0101,
            changes_every_second_frame: true,
            changes_to_neighbor: true,
            ..AmrParameters::default()
        });
        let mut modes = Vec::new();
        for frame in 0..16 {
            if frame == 3 {
                control.request(ModeRequest::Mode(0));
            }
            modes.push(control.next_frame());
        }
        assert_eq!(modes, [7, 7, 7, 5, 5, 4, 4, 2, 2, 0, 0, 0, 0, 0, 0, 0]);
    }
}
