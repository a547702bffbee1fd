//! A machine without sound devices, or a build without their backend.

use super::{AudioInput, AudioOutput, Device, DeviceError, Devices, Present, Side};

/// No devices at all.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoDevices;

impl Devices for NoDevices {
    fn list(&self, _side: Side) -> Vec<Device> {
        Vec::new()
    }

    fn default_device(&self, _side: Side) -> Option<Device> {
        None
    }

    fn present(&self, _side: Side) -> Present {
        Present::default()
    }

    fn plugging(&self, _side: Side, _id: &str) -> Option<u32> {
        None
    }

    fn open_input(&self, _id: &str) -> Result<Box<dyn AudioInput>, DeviceError> {
        Err(DeviceError::NotFound)
    }

    fn open_output(&self, _id: &str) -> Result<Box<dyn AudioOutput>, DeviceError> {
        Err(DeviceError::NotFound)
    }
}
