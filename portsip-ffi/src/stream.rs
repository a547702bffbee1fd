//! Raw PCM into and out of calls.
#![expect(non_snake_case, reason = "the names of the C header")]

use std::ffi::c_void;

use portsip_core::api::{RawAudioTap, RtpTap, TapSide, TapSides};
use portsip_core::error::Error;
use portsip_core::limits::RTP_DATAGRAM_BYTES_MAX;

use crate::boundary::with_sdk;
use crate::bytes;
use crate::callback::{Context, RTPCallback_fn, audioRawCallback_fn};
use crate::codes::DIRECTION_MODE;
use crate::flag::Flag;
use crate::number;

/// Sends what `PortSIP_sendPcmStreamToRemote` gives instead of the microphone,
/// or goes back to the microphone.
///
/// - `state`: true to send the stream. Enabling it again changes the rate and
///   drops what has not been sent.
/// - `streamSamplesPerSec`: samples per second, 8000…48000 in steps of 25; not
///   looked at when `state` is false.
///
/// Returns 0, or:
/// - `ECoreAudioSampleOutOfRange`: another rate;
/// - `ECoreInviteSessionNotFound`: no call of this id;
/// - `ECoreCallNotEstablished`: neither connected nor with early media;
/// - `ECoreCallInHold`: on hold.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_enableSendPcmStreamToRemote(
    libSDK: *mut c_void,
    sessionId: i32,
    state: Flag,
    streamSamplesPerSec: i32,
) -> i32 {
    with_sdk("enableSendPcmStreamToRemote", libSDK, |sdk| {
        let session = number::session(sessionId)?;
        if state.is_set() {
            let rate_hz =
                u32::try_from(streamSamplesPerSec).map_err(|_| Error::CoreAudioSampleOutOfRange)?;
            sdk.enable_send_pcm_stream_to_remote(session, rate_hz)
        } else {
            sdk.disable_send_pcm_stream_to_remote(session)
        }
    })
}

/// Sends samples to the other side. They are copied.
///
/// The library keeps 100 ms; what exceeds that is dropped. Give 20 ms every 20 ms.
///
/// - `data`: 16-bit mono PCM in the machine's byte order.
/// - `dataLength`: its length in bytes, even.
///
/// Returns 0, or:
/// - `ECoreArgumentNull`: `data` is NULL;
/// - `ECoreArgumentIncorrect`: `dataLength` is negative or odd;
/// - `ECoreInviteSessionNotFound`: no call of this id;
/// - `EAudioPlaySteamNotEnabled`: see `PortSIP_enableSendPcmStreamToRemote`;
/// - `ECoreCallInHold`: on hold.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIP_sendPcmStreamToRemote(
    libSDK: *mut c_void,
    sessionId: i32,
    data: *const u8,
    dataLength: i32,
) -> i32 {
    with_sdk("sendPcmStreamToRemote", libSDK, |sdk| {
        // SAFETY: NULL or `dataLength` readable bytes, by the header's contract.
        let data = unsafe { bytes::input(data, dataLength) }?;
        let (samples, rest) = data.as_chunks::<2>();
        if !rest.is_empty() {
            return Err(Error::CoreArgumentIncorrect);
        }
        sdk.send_pcm_stream_to_remote(number::session(sessionId)?, samples)
    })
}

/// Shows the raw audio of a call to a handler, every 10 ms, or stops it. It may
/// be asked for at any time of a call, and begins with its audio: with the early media
/// where there are any, of a call we make too, else with the answer.
///
/// The handler runs on a media thread: it should return within milliseconds,
/// or audio has gaps. After the function has returned with `enable` false, a
/// handler that was running may still finish, and none starts.
///
/// - `enable`: true to start. Starting again replaces the handler.
/// - `callbackMode`: a `DIRECTION_MODE`: `DIRECTION_SEND`, `DIRECTION_RECV` or
///   `DIRECTION_SEND_RECV`; not looked at when `enable` is false.
/// - `callbackObject`: handed to the handler; never followed.
/// - `callbackHandler`: not looked at when `enable` is false.
///
/// Returns 0, or:
/// - `ECoreArgumentNull`: `callbackHandler` is NULL;
/// - `ECoreNotSupportCallbackMode`: another mode;
/// - `ECoreInviteSessionNotFound`: no call of this id.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_enableAudioStreamCallback(
    libSDK: *mut c_void,
    sessionId: i32,
    enable: Flag,
    callbackMode: i32,
    callbackObject: *mut c_void,
    callbackHandler: audioRawCallback_fn,
) -> i32 {
    with_sdk("enableAudioStreamCallback", libSDK, |sdk| {
        let session = number::session(sessionId);
        if !enable.is_set() {
            return sdk.disable_audio_stream_callback(session?);
        }
        let handler = callbackHandler.ok_or(Error::CoreArgumentNull)?;
        let sides = sides(callbackMode)?;
        let tap = raw_audio_tap(Context(callbackObject), handler);
        sdk.enable_audio_stream_callback(session?, sides, tap)
    })
}

/// Shows the RTP packets of a call to a handler, or stops it: each packet as it
/// is sent, and each well-formed one that comes to the call's RTP port, also of
/// a source or format that the call does not use. RTCP is not shown. It may be
/// asked for at any time of a call, and begins with its audio: with the early media
/// where there are any, of a call we make too, else with the answer.
///
/// The handler runs on a media thread: it should return within milliseconds,
/// or audio has gaps. After the function has returned with `DIRECTION_NONE` or
/// without a handler, a handler that was running may still finish, and none
/// starts.
///
/// - `mediaType`: 0, audio. There is no other media.
/// - `mode`: a `DIRECTION_MODE`: `DIRECTION_SEND`, `DIRECTION_RECV`,
///   `DIRECTION_SEND_RECV`, or `DIRECTION_NONE` to stop.
/// - `callbackObj`: handed to the handler; never followed.
/// - `RTPCallbackHandler`: NULL to stop. Starting again replaces the handler.
///
/// Returns 0, or:
/// - `ECoreArgumentIncorrect`: another `mediaType`;
/// - `ECoreNotSupportCallbackMode`: another mode;
/// - `ECoreInviteSessionNotFound`: no call of this id.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_enableRtpCallback(
    libSDK: *mut c_void,
    sessionId: i32,
    mediaType: i32,
    mode: i32,
    callbackObj: *mut c_void,
    RTPCallbackHandler: RTPCallback_fn,
) -> i32 {
    with_sdk("enableRtpCallback", libSDK, |sdk| {
        let session = number::session(sessionId);
        if mediaType != AUDIO {
            return Err(Error::CoreArgumentIncorrect);
        }
        let handler = RTPCallbackHandler.filter(|_| mode != DIRECTION_MODE::DIRECTION_NONE as i32);
        let Some(handler) = handler else {
            return sdk.disable_rtp_callback(session?);
        };
        let sides = sides(mode)?;
        let tap = rtp_tap(Context(callbackObj), handler);
        sdk.enable_rtp_callback(session?, sides, tap)
    })
}

/// The number of audio among the kinds of media.
const AUDIO: i32 = 0;

const fn sides(mode: i32) -> Result<TapSides, Error> {
    const BOTH: i32 = DIRECTION_MODE::DIRECTION_SEND_RECV as i32;
    const SENT: i32 = DIRECTION_MODE::DIRECTION_SEND as i32;
    const RECEIVED: i32 = DIRECTION_MODE::DIRECTION_RECV as i32;
    let (send, receive) = match mode {
        BOTH => (true, true),
        SENT => (true, false),
        RECEIVED => (false, true),
        _ => return Err(Error::CoreNotSupportCallbackMode),
    };
    Ok(TapSides { send, receive })
}

/// Bytes of the longest frame: 20 ms at 48 kHz.
const FRAME_BYTES_MAX: usize = 48_000 / 50 * 2;

/// Wraps a C function. Managed callers copy the frame back after the handler,
/// sometimes with more than was given: it sits in a buffer of its own with
/// twice its length and 64 bytes behind it, made once, so that the media
/// thread does not allocate.
fn raw_audio_tap(
    object: Context,
    handler: unsafe extern "C" fn(*mut c_void, i32, i32, *const u8, i32, i32) -> i32,
) -> RawAudioTap {
    let mut buffer = vec![0u8; 3 * FRAME_BYTES_MAX + 64];
    RawAudioTap::new(move |session, side, samples, rate_hz| {
        let bytes = size_of_val(samples).min(FRAME_BYTES_MAX);
        for (out, sample) in buffer.chunks_exact_mut(2).zip(samples.iter()) {
            out.copy_from_slice(&sample.to_ne_bytes());
        }
        // SAFETY: the handler is a function of this type by the header's
        // contract; `bytes` bytes and more are writable in `buffer`, which
        // outlives the call.
        unsafe {
            handler(
                object.pointer(),
                session.0,
                direction(side),
                buffer.as_mut_ptr().cast_const(),
                i32::try_from(bytes).unwrap_or(0),
                i32::try_from(rate_hz).unwrap_or(0),
            )
        };
    })
}

/// Wraps a C function, with a buffer of its own for the same reason.
fn rtp_tap(
    object: Context,
    handler: unsafe extern "C" fn(*mut c_void, i32, i32, i32, *const u8, i32) -> i32,
) -> RtpTap {
    let mut buffer = vec![0u8; 2 * RTP_DATAGRAM_BYTES_MAX + 64];
    RtpTap::new(move |session, side, packet| {
        let bytes = packet.len().min(RTP_DATAGRAM_BYTES_MAX);
        let (copy, _) = buffer.split_at_mut(bytes);
        copy.copy_from_slice(&packet[..bytes]);
        // SAFETY: the handler is a function of this type by the header's
        // contract; `bytes` bytes and more are writable in `buffer`, which
        // outlives the call.
        unsafe {
            handler(
                object.pointer(),
                session.0,
                AUDIO,
                direction(side),
                buffer.as_mut_ptr().cast_const(),
                i32::try_from(bytes).unwrap_or(0),
            )
        };
    })
}

const fn direction(side: TapSide) -> i32 {
    match side {
        TapSide::Send => DIRECTION_MODE::DIRECTION_SEND as i32,
        TapSide::Receive => DIRECTION_MODE::DIRECTION_RECV as i32,
    }
}
