//! Sound devices.

use super::Sdk;
use crate::error::{Error, Result};

/// The index of the default device.
const DEFAULT_DEVICE: i32 = -1;

impl Sdk {
    /// How many microphones there are.
    pub fn num_of_recording_devices(&self) -> usize {
        self.engine.recording_devices().len()
    }

    /// How many speakers there are.
    pub fn num_of_playout_devices(&self) -> usize {
        self.engine.playout_devices().len()
    }

    /// The name of a microphone, by its index or −1 for the default one;
    /// `DeviceGetDeviceNameFailure` where there is none.
    pub fn recording_device_name(&self, index: i32) -> Result<String> {
        self.require_running()?;
        match device(index)? {
            None => self.engine.default_recording_device(),
            Some(index) => self.engine.recording_devices().into_iter().nth(index),
        }
        .ok_or(Error::DeviceGetDeviceNameFailure)
    }

    /// The name of a speaker, by its index or −1 for the default one;
    /// `DeviceGetDeviceNameFailure` where there is none.
    pub fn playout_device_name(&self, index: i32) -> Result<String> {
        self.require_running()?;
        match device(index)? {
            None => self.engine.default_playout_device(),
            Some(index) => self.engine.playout_devices().into_iter().nth(index),
        }
        .ok_or(Error::DeviceGetDeviceNameFailure)
    }

    /// Chooses microphone and speaker, by index or −1 for the default;
    /// `DeviceGetDeviceNameFailure` where there is no such device.
    pub fn set_audio_device_id(&self, recording: i32, playout: i32) -> Result<()> {
        self.require_running()?;
        self.engine.set_audio_devices(recording, playout)
    }
}

fn device(index: i32) -> Result<Option<usize>> {
    if index == DEFAULT_DEVICE {
        return Ok(None);
    }
    usize::try_from(index)
        .map(Some)
        .map_err(|_| Error::DeviceGetDeviceNameFailure)
}
