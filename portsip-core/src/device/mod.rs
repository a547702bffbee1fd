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
mod virtual_clock;

pub use none::NoDevices;
pub use virtual_clock::{SampleSource, VirtualInput, VirtualOutput};

/// Where the microphone's samples come from.
pub trait AudioInput: Send {
    /// The rate in Hz of what [`AudioInput::read`] gives, a multiple of 100 up
    /// to 48000; `None`: any rate that is asked for.
    fn rate_hz(&self) -> Option<u32>;

    /// Fills `frame`, 10 ms, with what was heard since the last call; silence
    /// where the device has fallen behind. Never waits or allocates.
    fn read(&mut self, frame: &mut [i16]);

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

    /// The device is gone (unplugged, taken away) and nothing is heard.
    fn is_lost(&self) -> bool;
}

/// Why a device cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DeviceError {
    /// There is no device with this index, or none at all.
    #[error("no such device")]
    NotFound,
    /// The device offers no format we can take.
    #[error("the device has no format that can be used")]
    Format,
    /// The operating system refused; its words are for the log.
    #[error("the operating system refused: {0}")]
    Refused(String),
}

/// The sound cards of a machine.
///
/// Indexes are positions in the list of names; −1 (here `None`) is the default
/// device.
pub trait Devices: Send {
    /// The names of the microphones.
    fn input_names(&self) -> Vec<String>;
    /// The names of the speakers.
    fn output_names(&self) -> Vec<String>;
    /// The name of the default microphone.
    fn default_input_name(&self) -> Option<String>;
    /// The name of the default speaker.
    fn default_output_name(&self) -> Option<String>;
    /// Opens a microphone by its index, or the default one.
    fn open_input(&self, index: Option<usize>) -> Result<Box<dyn AudioInput>, DeviceError>;
    /// Opens a speaker by its index, or the default one.
    fn open_output(&self, index: Option<usize>) -> Result<Box<dyn AudioOutput>, DeviceError>;
}

/// The sound cards of this machine; none where no backend is built in.
pub fn system() -> Box<dyn Devices> {
    #[cfg(feature = "device-cpal")]
    return Box::new(system::SoundCards::new());
    #[cfg(not(feature = "device-cpal"))]
    return Box::new(NoDevices);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever the machine has.
    #[test]
    fn what_is_not_listed_cannot_be_opened() {
        let devices = system();
        let (inputs, outputs) = (devices.input_names(), devices.output_names());
        assert!(matches!(
            devices.open_input(Some(inputs.len())),
            Err(DeviceError::NotFound)
        ));
        assert!(matches!(
            devices.open_output(Some(outputs.len())),
            Err(DeviceError::NotFound)
        ));
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
        assert_eq!(input.rate_hz(), None);
    }
}
