//! The sound cards of the operating system.

mod format;
mod host;
mod input;
mod output;
#[cfg(target_os = "linux")]
mod pluggings;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use cpal::traits::{DeviceTrait, HostTrait};

use self::host::Connection;
use self::input::CardInput;
use self::output::CardOutput;
use super::{AudioInput, AudioOutput, Device, DeviceError, Devices, Present, Side};

/// Frames of 10 ms without a sign of life after which a device is lost.
const LOST_AFTER_FRAMES: u32 = 300;

/// The devices of the default sound system.
pub(super) struct SoundCards;

impl Devices for SoundCards {
    fn list(&self, side: Side) -> Vec<Device> {
        let connection = Connection::new();
        let usable = all(&connection).filter(|device| format::is_usable(device, side));
        usable.filter_map(|device| describe(&device)).collect()
    }

    /// Without a card the system names one all the same, which has no format.
    fn default_device(&self, side: Side) -> Option<Device> {
        let connection = Connection::new();
        let device = default(&connection, side).filter(|device| format::is_usable(device, side))?;
        describe(&device)
    }

    fn present(&self, side: Side) -> Present {
        let connection = Connection::new();
        Present {
            ids: all(&connection).filter_map(|device| id(&device)).collect(),
            default: default(&connection, side).and_then(|device| id(&device)),
        }
    }

    #[cfg(target_os = "linux")]
    fn plugging(&self, side: Side, id: &str) -> Option<u32> {
        pluggings::of(side, id)
    }

    #[cfg(not(target_os = "linux"))]
    fn plugging(&self, _side: Side, _id: &str) -> Option<u32> {
        None
    }

    fn open_input(&self, id: &str) -> Result<Box<dyn AudioInput>, DeviceError> {
        let connection = Connection::new();
        let device = find(&connection, Side::Microphone, id)?;
        Ok(Box::new(CardInput::open(connection, &device)?))
    }

    fn open_output(&self, id: &str) -> Result<Box<dyn AudioOutput>, DeviceError> {
        let connection = Connection::new();
        let device = find(&connection, Side::Speaker, id)?;
        Ok(Box::new(CardOutput::open(connection, &device)?))
    }
}

/// Every device, in the system's order. ALSA lists one that hears silence as
/// fast as it is read: that is none.
fn all(host: &cpal::Host) -> impl Iterator<Item = cpal::Device> {
    let devices = host.devices().into_iter().flatten();
    devices.filter(|device| device.id().map_or(true, |id| id.id() != "null"))
}

fn default(host: &cpal::Host, side: Side) -> Option<cpal::Device> {
    match side {
        Side::Microphone => host.default_input_device(),
        Side::Speaker => host.default_output_device(),
    }
}

/// The default device need not be among the others.
fn find(host: &cpal::Host, side: Side, wanted: &str) -> Result<cpal::Device, DeviceError> {
    let is_wanted = |device: &cpal::Device| id(device).is_some_and(|id| id == wanted);
    all(host)
        .find(is_wanted)
        .or_else(|| default(host, side).filter(is_wanted))
        .ok_or(DeviceError::NotFound)
}

fn id(device: &cpal::Device) -> Option<String> {
    device.id().ok().map(|id| id.to_string())
}

fn describe(device: &cpal::Device) -> Option<Device> {
    let name = match device.description() {
        Ok(description) => description.name().to_owned(),
        Err(_) => device.to_string(),
    };
    Some(Device {
        id: id(device)?,
        name,
    })
}

/// What the system's threads tell of a stream.
#[derive(Clone, Debug, Default)]
struct Told(Arc<Facts>);

#[derive(Debug, Default)]
struct Facts {
    /// Set once the device is gone.
    lost: AtomicBool,
    /// The time in µs between the device and the callback.
    delay_us: AtomicU32,
}

impl Told {
    /// What the system calls on an error of a stream.
    fn on_error(&self) -> impl FnMut(cpal::Error) + Send + 'static {
        let told = self.clone();
        move |error| {
            if is_fatal(error.kind()) {
                told.set_lost();
            }
        }
    }

    fn set_lost(&self) {
        self.0.lost.store(true, Ordering::Relaxed);
    }

    fn is_lost(&self) -> bool {
        self.0.lost.load(Ordering::Relaxed)
    }

    fn set_delay(&self, delay: Duration) {
        let delay_us = u32::try_from(delay.as_micros()).unwrap_or(u32::MAX);
        self.0.delay_us.store(delay_us, Ordering::Relaxed);
    }

    /// With so many samples waiting in the ring beside it.
    fn delay(&self, waiting: usize, rate_hz: u32) -> Duration {
        let ring_us = waiting as u64 * 1_000_000 / u64::from(rate_hz.max(1));
        let device_us = u64::from(self.0.delay_us.load(Ordering::Relaxed));
        Duration::from_micros(ring_us + device_us)
    }
}

fn is_fatal(kind: cpal::ErrorKind) -> bool {
    use cpal::ErrorKind::{DeviceBusy, DeviceChanged, RealtimeDenied, Xrun};
    !matches!(kind, DeviceBusy | DeviceChanged | RealtimeDenied | Xrun)
}

fn refused(error: &cpal::Error) -> DeviceError {
    DeviceError::Refused(error.to_string())
}
