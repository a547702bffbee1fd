//! The events of media, and what is handed media frame by frame.

use std::ffi::{c_char, c_void};

/// A file that is played has come to its end.
///
/// - `sessionId`: the call that it was played to, `CONFERENCE_SESSION_ID`, or
///   `INVALID_SESSION_ID` for `PortSIP_startPlayingFileLocally`.
/// - `fileName`: the path as it was given.
pub type playFileFinished_fn =
    Option<unsafe extern "C" fn(sessionId: i32, fileName: *const c_char) -> i32>;

/// The answer to `PortSIP_getStatistics`.
///
/// - `stat`: JSON, described in `docs/statistics.md`.
pub type statistics_fn = Option<unsafe extern "C" fn(sessionId: i32, stat: *const c_char) -> i32>;

/// A frame of audio of a call, on a media thread: return soon.
///
/// - `callbackObject`: the pointer given to `PortSIP_enableAudioStreamCallback`.
/// - `callbackType`: a `DIRECTION_MODE`: `DIRECTION_SEND` or `DIRECTION_RECV`.
/// - `data`, `dataLength`: 16-bit mono PCM in the machine's byte order, and its
///   length in bytes. The buffer may be written to; what is written is not used.
/// - `samplingFreqHz`: samples per second.
pub type audioRawCallback_fn = Option<
    unsafe extern "C" fn(
        callbackObject: *mut c_void,
        sessionId: i32,
        callbackType: i32,
        data: *const u8,
        dataLength: i32,
        samplingFreqHz: i32,
    ) -> i32,
>;

/// An RTP packet of a call, on a media thread: return soon.
///
/// - `callbackObject`: the pointer given to `PortSIP_enableRtpCallback`.
/// - `mediaType`: 0, audio.
/// - `direction`: a `DIRECTION_MODE`: `DIRECTION_SEND` or `DIRECTION_RECV`.
/// - `RTPPacket`, `packetSize`: the whole packet with its header, at most 1500
///   bytes, and its length in bytes; valid until the handler returns. The buffer
///   may be written to; what is written is not used.
pub type RTPCallback_fn = Option<
    unsafe extern "C" fn(
        callbackObject: *mut c_void,
        sessionId: i32,
        mediaType: i32,
        direction: i32,
        RTPPacket: *const u8,
        packetSize: i32,
    ) -> i32,
>;
