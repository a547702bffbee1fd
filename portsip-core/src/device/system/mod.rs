//! The sound cards of the operating system.

mod format;
mod input;
mod output;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use cpal::traits::{DeviceTrait, HostTrait};

use self::input::CardInput;
use self::output::CardOutput;
use super::{AudioInput, AudioOutput, DeviceError, Devices};

/// Frames of 10 ms without a sign of life after which a device is lost.
const LOST_AFTER_FRAMES: u32 = 300;

/// The devices of the default sound system.
pub(super) struct SoundCards {
    host: cpal::Host,
}

impl SoundCards {
    pub(super) fn new() -> Self {
        quieten();
        Self {
            host: cpal::default_host(),
        }
    }

    /// The microphones that have a format we can take, in the system's order.
    fn inputs(&self) -> Vec<cpal::Device> {
        quieten();
        let devices = self.host.input_devices().into_iter().flatten();
        devices
            .filter(|device| is_real(device) && format::of_input(device).is_ok())
            .collect()
    }

    fn outputs(&self) -> Vec<cpal::Device> {
        quieten();
        let devices = self.host.output_devices().into_iter().flatten();
        devices
            .filter(|device| is_real(device) && format::of_output(device).is_ok())
            .collect()
    }

    /// The default microphone: without a card the system names one all the
    /// same, which has no format.
    fn default_input(&self) -> Option<cpal::Device> {
        quieten();
        let device = self.host.default_input_device()?;
        format::of_input(&device).is_ok().then_some(device)
    }

    fn default_output(&self) -> Option<cpal::Device> {
        quieten();
        let device = self.host.default_output_device()?;
        format::of_output(&device).is_ok().then_some(device)
    }
}

impl Devices for SoundCards {
    fn input_names(&self) -> Vec<String> {
        self.inputs().iter().map(name).collect()
    }

    fn output_names(&self) -> Vec<String> {
        self.outputs().iter().map(name).collect()
    }

    fn default_input_name(&self) -> Option<String> {
        self.default_input().as_ref().map(name)
    }

    fn default_output_name(&self) -> Option<String> {
        self.default_output().as_ref().map(name)
    }

    fn open_input(&self, index: Option<usize>) -> Result<Box<dyn AudioInput>, DeviceError> {
        let device = match index {
            Some(index) => self.inputs().into_iter().nth(index),
            None => self.default_input(),
        };
        let device = device.ok_or(DeviceError::NotFound)?;
        Ok(Box::new(CardInput::open(&device)?))
    }

    fn open_output(&self, index: Option<usize>) -> Result<Box<dyn AudioOutput>, DeviceError> {
        let device = match index {
            Some(index) => self.outputs().into_iter().nth(index),
            None => self.default_output(),
        };
        let device = device.ok_or(DeviceError::NotFound)?;
        Ok(Box::new(CardOutput::open(&device)?))
    }
}

/// ALSA lists a device that hears silence as fast as it is read.
fn is_real(device: &cpal::Device) -> bool {
    device.id().map_or(true, |id| id.id() != "null")
}

fn name(device: &cpal::Device) -> String {
    match device.description() {
        Ok(description) => description.name().to_owned(),
        Err(_) => device.to_string(),
    }
}

/// Set once a device is gone, by the system's threads.
#[derive(Clone, Debug, Default)]
struct Lost(Arc<AtomicBool>);

impl Lost {
    /// What the system calls on an error of a stream.
    fn on_error(&self) -> impl FnMut(cpal::Error) + Send + 'static {
        let lost = self.clone();
        move |error| {
            if is_fatal(error.kind()) {
                lost.set();
            }
        }
    }

    fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

fn is_fatal(kind: cpal::ErrorKind) -> bool {
    use cpal::ErrorKind::{DeviceBusy, DeviceChanged, RealtimeDenied, Xrun};
    !matches!(kind, DeviceBusy | DeviceChanged | RealtimeDenied | Xrun)
}

fn refused(error: &cpal::Error) -> DeviceError {
    DeviceError::Refused(error.to_string())
}

/// Keeps ALSA from writing to the program's standard error, on this thread.
/// What it has to say comes back as errors too.
fn quieten() {
    #[cfg(target_os = "linux")]
    drop(alsa::Output::local_error_handler());
}
