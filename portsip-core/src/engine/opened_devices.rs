//! Whether the devices of a SDK object are there yet, and how long they stay.
//!
//! Inputs: a tick, and whether there is something to hear. A local sound waits
//! until devices are open, and they stay open until it was heard.

/// How long a local sound waits for devices that are being opened, in ticks.
const OPENING_TICKS_MAX: u32 = 200;
/// How long devices stay open when nothing more comes, in ticks: what they were
/// given last is still in their buffers.
const LINGER_TICKS: u32 = 30;

/// What is behind the two ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OpenedDevices {
    /// Nothing but the clock.
    Virtual,
    /// Devices are being opened, for so many ticks yet.
    Opening { ticks_left: u32 },
    /// Devices, that stay for so many ticks after the last sound.
    Open { linger_ticks: u32 },
}

impl OpenedDevices {
    /// Devices that will be there soon.
    pub(super) const OPENING: Self = Self::Opening {
        ticks_left: OPENING_TICKS_MAX,
    };
    /// Devices that are there.
    pub(super) const OPEN: Self = Self::Open {
        linger_ticks: LINGER_TICKS,
    };

    /// Whether they are needed for another tick; `idle`: there is nothing to hear.
    pub(super) fn go_on(&mut self, idle: bool) -> bool {
        match self {
            Self::Open { linger_ticks } if idle => {
                *linger_ticks = linger_ticks.saturating_sub(1);
                *linger_ticks > 0
            }
            Self::Open { .. } => {
                *self = Self::OPEN;
                true
            }
            Self::Virtual | Self::Opening { .. } => !idle,
        }
    }

    /// Whether what is played in this tick would be lost, for there are none yet;
    /// a call does not wait for them.
    pub(super) fn are_waited_for(&mut self, without_calls: bool) -> bool {
        match self {
            Self::Opening { ticks_left } if without_calls && *ticks_left > 0 => {
                *ticks_left -= 1;
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_local_sound_waits_for_devices_and_a_call_does_not() {
        let mut devices = OpenedDevices::OPENING;
        assert!(!devices.are_waited_for(false));
        for _ in 0..OPENING_TICKS_MAX {
            assert!(devices.go_on(false) && devices.are_waited_for(true));
        }
        // They never came: it is played to nobody, and ends.
        assert!(!devices.are_waited_for(true));
        assert!(!devices.go_on(true));
        for mut devices in [OpenedDevices::OPEN, OpenedDevices::Virtual] {
            assert!(!devices.are_waited_for(true));
        }
    }

    #[test]
    fn devices_stay_until_they_have_played_what_they_were_given() {
        let mut devices = OpenedDevices::OPEN;
        for _ in 0..3 {
            for _ in 1..LINGER_TICKS {
                assert!(devices.go_on(true));
            }
            // Another sound begins before they are let go.
            assert!(devices.go_on(false));
        }
        for _ in 1..LINGER_TICKS {
            assert!(devices.go_on(true));
        }
        assert!(!devices.go_on(true));
        assert!(!OpenedDevices::Virtual.go_on(true));
    }
}
