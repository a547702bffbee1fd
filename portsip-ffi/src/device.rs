//! Sound devices.
#![expect(non_snake_case, reason = "the names of the C header")]

use std::ffi::{c_char, c_void};

use crate::boundary::with_sdk;
use crate::text;

/// The smallest buffer for a device's name.
const NAME_BUFFER_BYTES_MIN: i32 = 128;

/// How many microphones there are. The virtual device layer has one.
///
/// Returns 0 or more.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_getNumOfRecordingDevices(libSDK: *mut c_void) -> i32 {
    with_sdk("getNumOfRecordingDevices", libSDK, |sdk| {
        Ok(count(sdk.num_of_recording_devices()))
    })
}

/// How many speakers there are. The virtual device layer has one.
///
/// Returns 0 or more.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_getNumOfPlayoutDevices(libSDK: *mut c_void) -> i32 {
    with_sdk("getNumOfPlayoutDevices", libSDK, |sdk| {
        Ok(count(sdk.num_of_playout_devices()))
    })
}

/// The name of a microphone.
///
/// - `deviceIndex`: from 0, or −1 for the default device.
/// - `nameUTF8`: receives the name with a NUL.
/// - `nameUTF8Length`: the size of `nameUTF8` in bytes, at least 128.
///
/// Returns 0, or:
/// - `ECoreArgumentNull`: `nameUTF8` is NULL;
/// - `ECoreBufferTooSmall`: the size is below 128 or the name does not fit;
///   `nameUTF8` gets a leading NUL;
/// - `EDeviceGetDeviceNameFailure`: no device of this index.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIP_getRecordingDeviceName(
    libSDK: *mut c_void,
    deviceIndex: i32,
    nameUTF8: *mut c_char,
    nameUTF8Length: i32,
) -> i32 {
    with_sdk("getRecordingDeviceName", libSDK, |sdk| {
        // SAFETY: NULL or `nameUTF8Length` writable bytes, by the header's contract.
        unsafe {
            text::require_room(nameUTF8, nameUTF8Length, NAME_BUFFER_BYTES_MIN)?;
            text::write(
                nameUTF8,
                nameUTF8Length,
                &sdk.recording_device_name(deviceIndex)?,
            )
        }
    })
}

/// The name of a speaker.
///
/// - `deviceIndex`: from 0, or −1 for the default device.
/// - `nameUTF8`: receives the name with a NUL.
/// - `nameUTF8Length`: the size of `nameUTF8` in bytes, at least 128.
///
/// Returns 0, or:
/// - `ECoreArgumentNull`: `nameUTF8` is NULL;
/// - `ECoreBufferTooSmall`: the size is below 128 or the name does not fit;
///   `nameUTF8` gets a leading NUL;
/// - `EDeviceGetDeviceNameFailure`: no device of this index.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIP_getPlayoutDeviceName(
    libSDK: *mut c_void,
    deviceIndex: i32,
    nameUTF8: *mut c_char,
    nameUTF8Length: i32,
) -> i32 {
    with_sdk("getPlayoutDeviceName", libSDK, |sdk| {
        // SAFETY: NULL or `nameUTF8Length` writable bytes, by the header's contract.
        unsafe {
            text::require_room(nameUTF8, nameUTF8Length, NAME_BUFFER_BYTES_MIN)?;
            text::write(
                nameUTF8,
                nameUTF8Length,
                &sdk.playout_device_name(deviceIndex)?,
            )
        }
    })
}

/// Chooses the microphone and the speaker, also during calls.
///
/// - `recordingDeviceId`, `playoutDeviceId`: from 0, or −1 for the default device.
///
/// Returns 0, or:
/// - `EDeviceGetDeviceNameFailure`: no device of this index.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_setAudioDeviceId(
    libSDK: *mut c_void,
    recordingDeviceId: i32,
    playoutDeviceId: i32,
) -> i32 {
    with_sdk("setAudioDeviceId", libSDK, |sdk| {
        sdk.set_audio_device_id(recordingDeviceId, playoutDeviceId)
    })
}

fn count(devices: usize) -> i32 {
    i32::try_from(devices).unwrap_or(i32::MAX)
}
