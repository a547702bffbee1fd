//! A machine without sound devices, or a build without their backend.

use super::{AudioInput, AudioOutput, DeviceError, Devices};

/// No devices at all.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoDevices;

impl Devices for NoDevices {
    fn input_names(&self) -> Vec<String> {
        Vec::new()
    }

    fn output_names(&self) -> Vec<String> {
        Vec::new()
    }

    fn default_input_name(&self) -> Option<String> {
        None
    }

    fn default_output_name(&self) -> Option<String> {
        None
    }

    fn open_input(&self, _index: Option<usize>) -> Result<Box<dyn AudioInput>, DeviceError> {
        Err(DeviceError::NotFound)
    }

    fn open_output(&self, _index: Option<usize>) -> Result<Box<dyn AudioOutput>, DeviceError> {
        Err(DeviceError::NotFound)
    }
}
