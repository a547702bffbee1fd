//! Muting, volumes and bit rates.
#![expect(non_snake_case, reason = "the names of the C header")]

use std::ffi::c_void;

use crate::boundary::{with_sdk, with_sdk_or_nothing};
use crate::codec;
use crate::flag::Flag;
use crate::number;

/// Mutes the microphone for all calls, or lets it be heard again.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_muteMicrophone(libSDK: *mut c_void, mute: Flag) {
    with_sdk_or_nothing("muteMicrophone", libSDK, |sdk| {
        sdk.mute_microphone(mute.is_set());
    });
}

/// Mutes the speaker for all calls, or lets it be heard again.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_muteSpeaker(libSDK: *mut c_void, mute: Flag) {
    with_sdk_or_nothing("muteSpeaker", libSDK, |sdk| sdk.mute_speaker(mute.is_set()));
}

/// Tests the devices: the microphone is heard on the speaker 100 ms later, until
/// it is turned off. Volumes and mutes hold. Calls go on beside it, and do not
/// hear it; none is needed.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_audioPlayLoopbackTest(libSDK: *mut c_void, enable: Flag) {
    with_sdk_or_nothing("audioPlayLoopbackTest", libSDK, |sdk| {
        sdk.audio_play_loopback_test(enable.is_set());
    });
}

/// Scales what a call receives before it is played here, from the moment the
/// call has audio, early media too.
///
/// - `scaling`: percent, 0…1000; 100 at the start. Other values, and calls that
///   do not exist, change nothing.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_setChannelOutputVolumeScaling(
    libSDK: *mut c_void,
    sessionId: i32,
    scaling: i32,
) {
    with_sdk_or_nothing("setChannelOutputVolumeScaling", libSDK, |sdk| {
        if let Ok(session) = number::session(sessionId) {
            sdk.set_channel_output_volume_scaling(session, scaling);
        }
    });
}

/// Scales the microphone for one call before it is sent, from the moment the
/// call has audio, early media too.
///
/// - `scaling`: percent, 0…1000; 100 at the start. Other values, and calls that
///   do not exist, change nothing.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_setChannelInputVolumeScaling(
    libSDK: *mut c_void,
    sessionId: i32,
    scaling: i32,
) {
    with_sdk_or_nothing("setChannelInputVolumeScaling", libSDK, |sdk| {
        if let Ok(session) = number::session(sessionId) {
            sdk.set_channel_input_volume_scaling(session, scaling);
        }
    });
}

/// Sets the bit rate that one call's audio is encoded with, from the next packet
/// on, or as soon as the call sends with that codec. What the other side takes
/// at most (`maxaveragebitrate`) is kept.
///
/// - `audioCodecType`: an `AUDIOCODEC_TYPE` with more than one bit rate.
/// - `bitrateKbps`: kbit/s; Opus 6…128; AMR 5…13 and AMR-WB 7…24, which take the
///   nearest mode that does not exceed it, as do Speex 3…25 and 4…43 (wideband).
///
/// Returns 0, or:
/// - `ECoreCodecTypeInvalid`: the number is no codec;
/// - `ECoreCodecNotSupport`: this build has no such codec;
/// - `ECoreCodecParameterNotSupport`: the codec has one bit rate only;
/// - `ECoreArgumentIncorrect`: outside the codec's range;
/// - `ECoreInviteSessionNotFound`: there is no such call.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_setAudioBitrate(
    libSDK: *mut c_void,
    sessionId: i32,
    audioCodecType: i32,
    bitrateKbps: i32,
) -> i32 {
    with_sdk("setAudioBitrate", libSDK, |sdk| {
        let kind = codec::kind(audioCodecType)?;
        sdk.set_audio_bitrate(number::session(sessionId)?, kind, bitrateKbps)
    })
}

/// Sets the volume of the speaker.
///
/// - `volume`: 0 (silent) … 255 (as it comes), 255 at the start.
///
/// Returns 0, or:
/// - `EAudioVolumeOutOfRange`: outside 0…255.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_setSpeakerVolume(libSDK: *mut c_void, volume: i32) -> i32 {
    with_sdk("setSpeakerVolume", libSDK, |sdk| {
        sdk.set_speaker_volume(volume)
    })
}

/// The volume of the speaker, 0…255.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_getSpeakerVolume(libSDK: *mut c_void) -> i32 {
    with_sdk("getSpeakerVolume", libSDK, |sdk| {
        Ok(i32::from(sdk.speaker_volume()))
    })
}

/// Sets the volume of the microphone.
///
/// - `volume`: 0 (silent) … 255 (as it comes), 255 at the start.
///
/// Returns 0, or:
/// - `EAudioVolumeOutOfRange`: outside 0…255.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_setMicVolume(libSDK: *mut c_void, volume: i32) -> i32 {
    with_sdk("setMicVolume", libSDK, |sdk| sdk.set_mic_volume(volume))
}

/// The volume of the microphone, 0…255.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_getMicVolume(libSDK: *mut c_void) -> i32 {
    with_sdk("getMicVolume", libSDK, |sdk| {
        Ok(i32::from(sdk.mic_volume()))
    })
}
