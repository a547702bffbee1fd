//! Calls: making, answering, ending and holding them; DTMF.
#![expect(non_snake_case, reason = "the names of the C header")]

use std::ffi::{c_char, c_void};

use portsip_core::config::ReliableProvisional;
use portsip_core::error::Error;
use portsip_core::plan::DtmfMethod;

use crate::boundary::with_sdk;
use crate::codes::DTMF_METHOD;
use crate::flag::Flag;
use crate::number;
use crate::text;

/// The highest DTMF tone: flash.
const TONE_MAX: i32 = 16;

/// Calls somebody.
///
/// Returns at once; events tell how the call goes on: `inviteTrying_fn`,
/// `inviteRinging_fn`, `inviteAnswered_fn` and `inviteConnected_fn`, or
/// `inviteFailure_fn`.
///
/// - `callTo`: a name, which becomes `sip:name@<domain>` of the account, or a
///   `sip:`, `sips:` or `tel:` address, with or without a display name.
/// - `sendSdp`: false leaves the offer of media to the other side.
/// - `videoCall`: asks for video, where video codecs have been added.
///
/// Returns the session id (greater than 0), or:
/// - `ECoreArgumentNull`: `callTo` is NULL;
/// - `ECoreCalleeEmpty`: `callTo` is empty;
/// - `ECoreArgumentIncorrect`: not UTF-8;
/// - `ECoreUserNotFound`: no user is set;
/// - `ECoreInvalidUri`: no address, a transport that there is not, or a name while
///   the account has no domain;
/// - `ECoreAudioVideoCodecEmpty`: no codec has been added;
/// - `ECoreNoFreeDialogSession`: as many calls are up as were allowed;
/// - `ECoreCreateAudioChannelFailed`: no media ports are free.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIP_call(
    libSDK: *mut c_void,
    callTo: *const c_char,
    sendSdp: Flag,
    videoCall: Flag,
) -> i32 {
    with_sdk("call", libSDK, |sdk| {
        // SAFETY: NULL or NUL-terminated, by the header's contract.
        let callee = unsafe { text::filled(callTo, Error::CoreCalleeEmpty) }?;
        sdk.call(callee, sendSdp.is_set(), videoCall.is_set())
            .map(|session| session.0)
    })
}

/// Says whether provisional responses, such as "ringing", are acknowledged by
/// the caller with PRACK (RFC 3262). It takes effect with the next call.
///
/// - `mode`: 0 never, as at the start; 1 those with a session description, where
///   the other side can; 2 all but 100, where it can; 3 all, and a call with
///   who cannot fails (421 or 420).
///
/// Returns 0, or:
/// - `ECoreArgumentIncorrect`: `mode` is outside 0…3.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_setReliableProvisional(libSDK: *mut c_void, mode: i32) -> i32 {
    with_sdk("setReliableProvisional", libSDK, |sdk| {
        sdk.set_reliable_provisional(match mode {
            0 => ReliableProvisional::Never,
            1 => ReliableProvisional::SupportedEssential,
            2 => ReliableProvisional::Supported,
            3 => ReliableProvisional::Required,
            _ => return Err(Error::CoreArgumentIncorrect),
        })
    })
}

/// Says whether an incoming call has media before it is answered: the caller
/// hears what is played to it by a file or a stream, never the microphone, and
/// is not heard. Off at the start; it takes effect with the next incoming
/// call. Early media of calls we make is always heard.
///
/// - `enable`: whether incoming calls have early media.
///
/// Returns 0.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_enableEarlyMedia(libSDK: *mut c_void, enable: Flag) -> i32 {
    with_sdk("enableEarlyMedia", libSDK, |sdk| {
        sdk.enable_early_media(enable.is_set())
    })
}

/// Rejects an incoming call that has not been answered. No event follows.
///
/// - `code`: the SIP response, 400…699, such as 486 (busy) or 603 (declined).
///
/// Returns 0, or:
/// - `ECoreInviteSessionNotFound`: no call of this id;
/// - `ECoreArgumentIncorrect`: `code` is outside 400…699;
/// - `ECoreNotIncomingCall`: it is our own call, or has been answered.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_rejectCall(libSDK: *mut c_void, sessionId: i32, code: i32) -> i32 {
    with_sdk("rejectCall", libSDK, |sdk| {
        sdk.reject_call(number::session(sessionId)?, code)
    })
}

/// Ends a call in any state. No event follows.
///
/// Returns 0, or:
/// - `ECoreInviteSessionNotFound`: no call of this id.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_hangUp(libSDK: *mut c_void, sessionId: i32) -> i32 {
    with_sdk("hangUp", libSDK, |sdk| {
        sdk.hang_up(number::session(sessionId)?)
    })
}

/// Tells why a call was closed: after `inviteClosed_fn`, or in it. The reasons of
/// the last 128 calls are remembered.
///
/// They are those of the other side, as the Reason header of its BYE or CANCEL has
/// them (RFC 3326), or of the library where that has ended the call: 408 after a
/// session timer or without an ACK, 488 where media was not agreed on or got no keys,
/// 200 where another call has taken its place, and the status by which the other side
/// said that it does not know the call.
///
/// - `reason`: receives the text for people with a NUL, as valid UTF-8; empty where
///   none is told. Before one in other numbers than SIP's those stand, as in
///   `Q.850 16 Normal call clearing`.
/// - `reasonLength`: the size of `reason` in bytes; 2048 are always enough.
///
/// Returns the SIP status code, 0 where none is told, or:
/// - `ECoreArgumentNull`: `reason` is NULL;
/// - `ECoreInviteSessionNotFound`: no closed call of this id;
/// - `ECoreBufferTooSmall`: the text does not fit; `reason` gets a leading NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIPX_getCloseReason(
    libSDK: *mut c_void,
    sessionId: i32,
    reason: *mut c_char,
    reasonLength: i32,
) -> i32 {
    with_sdk("PortSIPX_getCloseReason", libSDK, |sdk| {
        // SAFETY: the buffer is NULL or `reasonLength` writable bytes, by the
        // header's contract.
        unsafe { text::require_room(reason, reasonLength, 1) }?;
        let told = sdk.get_close_reason(number::session(sessionId)?)?;
        let text = told.as_ref().map(ToString::to_string).unwrap_or_default();
        // SAFETY: as above.
        unsafe { text::write(reason, reasonLength, &text) }?;
        let status = told.and_then(|told| told.status_code());
        Ok(i32::from(status.unwrap_or_default()))
    })
}

/// Answers an incoming call. `inviteConnected_fn` follows when the caller has
/// acknowledged it. A call that takes the place of another answers itself: then
/// this changes nothing, and returns 0.
///
/// - `videoCall`: answers with video, where both sides have it.
///
/// Returns 0, or:
/// - `ECoreInviteSessionNotFound`: no call of this id;
/// - `ECoreNotIncomingCall`: it is our own call, or has been answered;
/// - `ECoreAudioVideoCodecEmpty`: no codec has been added;
/// - `ECoreCodecNotSupport`: the codecs that both sides had were removed meanwhile;
/// - `ECoreCreateAudioChannelFailed`: no media ports are free.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_answerCall(libSDK: *mut c_void, sessionId: i32, videoCall: Flag) -> i32 {
    with_sdk("answerCall", libSDK, |sdk| {
        sdk.answer_call(number::session(sessionId)?, videoCall.is_set())
    })
}

/// Puts a call on hold: neither side hears the other from now on.
///
/// Returns 0, or:
/// - `ECoreInviteSessionNotFound`: no call of this id;
/// - `ECoreCallNotEstablished`: not connected yet;
/// - `ECoreCallAlreadyHold`: on hold already.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_hold(libSDK: *mut c_void, sessionId: i32) -> i32 {
    with_sdk("hold", libSDK, |sdk| sdk.hold(number::session(sessionId)?))
}

/// Takes a call off hold.
///
/// Returns 0, or:
/// - `ECoreInviteSessionNotFound`: no call of this id;
/// - `ECoreCallNotEstablished`: not connected yet;
/// - `ECoreCallNotHold`: not on hold.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_unHold(libSDK: *mut c_void, sessionId: i32) -> i32 {
    with_sdk("unHold", libSDK, |sdk| {
        sdk.un_hold(number::session(sessionId)?)
    })
}

/// Sets the RTCP bandwidth of a call's audio (RFC 3556) and what we take in all.
/// Our descriptions then have the lines b=RR, b=RS and b=AS. A connected call tells
/// it to the other side at once, by re-INVITE; one that rings here tells it in
/// its answer, and where our description has gone before it is told by re-INVITE as soon
/// as the call is connected.
///
/// Of what both sides say about RR and RS the lesser holds. It makes reports
/// rarer than every 5 s where it is small (RFC 3550, section 6.2), never more
/// frequent; where both are 0, on either side, no RTCP is sent. b=AS bounds what the
/// other side sends, where that keeps to it, as we do.
///
/// - `BitsRR`: for RTCP of those who only receive, in bit/s, 0 or more.
/// - `BitsRS`: for RTCP of those who send, in bit/s, 0 or more.
/// - `KBitsAS`: what we take in all, in kbit/s; 0 to say nothing about it.
///
/// Returns 0, or:
/// - `ECoreArgumentIncorrect`: a number is negative;
/// - `ECoreInviteSessionNotFound`: no call of this id.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_setAudioRtcpBandwidth(
    libSDK: *mut c_void,
    sessionId: i32,
    BitsRR: i32,
    BitsRS: i32,
    KBitsAS: i32,
) -> i32 {
    with_sdk("setAudioRtcpBandwidth", libSDK, |sdk| {
        sdk.set_audio_rtcp_bandwidth(number::session(sessionId)?, BitsRR, BitsRS, KBitsAS)
    })
}

/// Offers the media of a call anew, by re-INVITE: audio in the codecs of now, or
/// no audio. Returns at once. Where the other side refuses, all stays as it was.
///
/// - `enableAudio`: whether there is to be audio.
/// - `enableVideo`, `enableScreen`: the same for video and the screen, of which
///   this version has none.
///
/// Returns 0, or:
/// - `ECoreInviteSessionNotFound`: no call of this id;
/// - `ECoreCallNotEstablished`: not connected yet;
/// - `ECoreCallInHold`: on hold;
/// - `ECoreAudioVideoCodecEmpty`: audio is asked for, and no codec has been added.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_updateCall(
    libSDK: *mut c_void,
    sessionId: i32,
    enableAudio: Flag,
    enableVideo: Flag,
    enableScreen: Flag,
) -> i32 {
    // There is neither yet.
    let _ = (enableVideo, enableScreen);
    with_sdk("updateCall", libSDK, |sdk| {
        sdk.update_call(number::session(sessionId)?, enableAudio.is_set())
    })
}

/// Mutes a call, or lets it be heard again. The other side is not told.
///
/// - `muteIncomingAudio`: the other side is not heard here.
/// - `muteOutgoingAudio`: the other side hears silence.
/// - `muteIncomingVideo`, `muteOutgoingVideo`: the same for video.
///
/// Returns 0, or:
/// - `ECoreInviteSessionNotFound`: no call of this id;
/// - `ECoreCallNotEstablished`: neither connected nor with early media;
/// - `ECoreCallInHold`: on hold.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_muteSession(
    libSDK: *mut c_void,
    sessionId: i32,
    muteIncomingAudio: Flag,
    muteOutgoingAudio: Flag,
    muteIncomingVideo: Flag,
    muteOutgoingVideo: Flag,
) -> i32 {
    // There is no video yet that could be muted.
    let _ = (muteIncomingVideo, muteOutgoingVideo);
    with_sdk("muteSession", libSDK, |sdk| {
        sdk.mute_session(
            number::session(sessionId)?,
            muteIncomingAudio.is_set(),
            muteOutgoingAudio.is_set(),
        )
    })
}

/// Sends one DTMF tone, after those that wait already.
///
/// - `dtmfMethod`: a `DTMF_METHOD`.
/// - `code`: 0…9 for the digits, 10 for `*`, 11 for `#`, 12…15 for A…D, 16 for
///   flash.
/// - `dtmfDuration`: how long the tone lasts in milliseconds, 40…6000; 0 or less
///   for 160. Values outside are taken as the nearest inside.
/// - `playDtmfTone`: play the tone on the speaker, too; the other side does not
///   hear that. Flash has no sound.
///
/// Returns 0, or:
/// - `ECoreWrongDTMFTone`: `code` is outside 0…16;
/// - `ECoreArgumentIncorrect`: another method;
/// - `ECoreInviteSessionNotFound`: no call of this id;
/// - `ECoreCallNotEstablished`: not connected yet;
/// - `ECoreCallInHold`: on hold;
/// - `EAudioChannelNotFound`: the call has no audio that the tone could be in;
/// - `ECoreDataSizeTooLarge`: 64 INFO requests of the call wait.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_sendDtmf(
    libSDK: *mut c_void,
    sessionId: i32,
    dtmfMethod: i32,
    code: i32,
    dtmfDuration: i32,
    playDtmfTone: Flag,
) -> i32 {
    const RFC2833: i32 = DTMF_METHOD::DTMF_RFC2833 as i32;
    const INFO: i32 = DTMF_METHOD::DTMF_INFO as i32;
    with_sdk("sendDtmf", libSDK, |sdk| {
        let tone = u8::try_from(code)
            .ok()
            .filter(|_| code <= TONE_MAX)
            .ok_or(Error::CoreWrongDtmfTone)?;
        let method = match dtmfMethod {
            RFC2833 => DtmfMethod::Rfc4733,
            INFO => DtmfMethod::Info,
            _ => return Err(Error::CoreArgumentIncorrect),
        };
        let duration_ms = u32::try_from(dtmfDuration).ok().filter(|ms| *ms > 0);
        let session = number::session(sessionId)?;
        sdk.send_dtmf(session, method, tone, duration_ms, playDtmfTone.is_set())
    })
}
