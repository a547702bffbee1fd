//! Sound devices: the only module that talks to the operating system's device APIs.
//!
//! A device is a pair of ring ends: the media thread reads and writes 10 ms at
//! its own tick and never waits; the device's side runs on the operating
//! system's threads.

#[cfg(feature = "device-cpal")]
mod drift;
mod none;
#[cfg(feature = "device-cpal")]
mod system;
mod thread_priority;
mod virtual_clock;

use std::sync::Arc;
use std::time::Duration;

pub use none::NoDevices;
pub use thread_priority::raise as raise_thread_priority;
pub use virtual_clock::{SampleSource, VirtualInput, VirtualOutput};

/// Where the microphone's samples come from.
pub trait AudioInput: Send {
    /// The rate in Hz of what [`AudioInput::read`] gives, a multiple of 100 up
    /// to 48000; `None`: any rate that is asked for.
    fn rate_hz(&self) -> Option<u32>;

    /// Fills `frame`, 10 ms, with what was heard since the last call; silence
    /// where the device has fallen behind. Never waits or allocates.
    fn read(&mut self, frame: &mut [i16]);

    /// How long ago the first sample of the next [`AudioInput::read`] was
    /// heard, as far as the device tells; `None` where there is no device.
    fn delay(&self) -> Option<Duration>;

    /// The device is gone (unplugged, taken away) and only gives silence.
    fn is_lost(&self) -> bool;
}

/// Where the speaker's samples go to.
pub trait AudioOutput: Send {
    /// The rate in Hz of what [`AudioOutput::write`] takes, a multiple of 100
    /// up to 48000; `None`: any rate.
    fn rate_hz(&self) -> Option<u32>;

    /// Takes 10 ms to be heard next. Never waits or allocates.
    fn write(&mut self, frame: &[i16]);

    /// In how long the first sample of the next [`AudioOutput::write`] will be
    /// heard, as far as the device tells; `None` where there is no device.
    fn delay(&self) -> Option<Duration>;

    /// The device is gone (unplugged, taken away) and nothing is heard.
    fn is_lost(&self) -> bool;
}

/// Why a device cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DeviceError {
    /// There is no such device, or none at all.
    #[error("no such device")]
    NotFound,
    /// The device offers no format we can take.
    #[error("the device has no format that can be used")]
    Format,
    /// The device does not open, and gives no error either.
    #[error("the device does not answer")]
    Silent,
    /// The operating system refused; its words are for the log.
    #[error("the operating system refused: {0}")]
    Refused(String),
}

/// Which way sound goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// In.
    Microphone,
    /// Out.
    Speaker,
}

/// A microphone or a speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// What it is opened by. It stays the same when the device is unplugged and
    /// comes back, whatever its place in the list.
    pub id: String,
    /// Its name for people.
    pub name: String,
}

/// What is plugged in, whether it can be used or not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Present {
    /// The ids of all devices; those of the other [`Side`] may be among them.
    pub ids: Vec<String>,
    /// The id of the default device.
    pub default: Option<String>,
}

impl Present {
    /// Whether a device can be opened by this id.
    pub fn is_there(&self, id: &str) -> bool {
        self.default.as_deref() == Some(id) || self.ids.iter().any(|there| there == id)
    }
}

/// The sound cards of a machine. Every method may take long.
pub trait Devices: Send + Sync {
    /// The devices that can be used, in the system's order: the indexes that
    /// programs know are positions in this list.
    fn list(&self, side: Side) -> Vec<Device>;

    /// The default device, where it can be used.
    fn default_device(&self, side: Side) -> Option<Device>;

    /// What is there just now, without trying any of it.
    fn present(&self, side: Side) -> Present;

    /// A number that changes when the device of this id is unplugged and plugged
    /// in again; `None` where the system does not tell, or there is none.
    fn plugging(&self, side: Side, id: &str) -> Option<u32>;

    /// Opens a microphone by its id.
    fn open_input(&self, id: &str) -> Result<Box<dyn AudioInput>, DeviceError>;

    /// Opens a speaker by its id.
    fn open_output(&self, id: &str) -> Result<Box<dyn AudioOutput>, DeviceError>;
}

/// The sound cards of this machine; none where no backend is built in.
pub fn system() -> Arc<dyn Devices> {
    #[cfg(feature = "device-cpal")]
    return Arc::new(system::SoundCards);
    #[cfg(not(feature = "device-cpal"))]
    return Arc::new(NoDevices);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever the machine has.
    #[test]
    fn what_is_not_there_cannot_be_opened() {
        let devices = system();
        let nowhere = "nowhere";
        assert!(matches!(
            devices.open_input(nowhere),
            Err(DeviceError::NotFound)
        ));
        assert!(matches!(
            devices.open_output(nowhere),
            Err(DeviceError::NotFound)
        ));
    }

    /// Whatever the machine has.
    #[test]
    fn what_is_listed_is_there() {
        let devices = system();
        for side in [Side::Microphone, Side::Speaker] {
            let present = devices.present(side);
            for device in devices.list(side) {
                assert!(present.ids.contains(&device.id), "{device:?}");
            }
        }
    }

    #[test]
    fn a_virtual_microphone_hears_its_source_or_silence() {
        let mut frame = [5; 80];
        VirtualInput::default().read(&mut frame);
        assert_eq!(frame, [0; 80]);
        let mut next = 0;
        let mut input = VirtualInput::with_source(Box::new(move |frame| {
            for sample in frame {
                next += 1;
                *sample = next;
            }
        }));
        input.read(&mut frame);
        input.read(&mut frame);
        assert_eq!((frame[0], frame[79]), (81, 160));
        assert_eq!((input.rate_hz(), input.delay()), (None, None));
    }
}
