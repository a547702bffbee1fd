//! The events of registration and of calls.

use std::ffi::c_char;

use crate::flag::EventFlag;

/// The account is registered: the first time, or again after a failure.
///
/// - `statusText`, `statusCode`: the response's reason phrase and code.
/// - `sipMessage`: the response on the wire.
pub type registerSuccess_fn = Option<
    unsafe extern "C" fn(
        statusText: *const c_char,
        statusCode: i32,
        sipMessage: *const c_char,
    ) -> i32,
>;

/// A registration was refused or got no answer. It is tried again while tries
/// are left.
///
/// - `statusText`, `statusCode`: those of the response; 408 without an answer, 503
///   where the server cannot be reached, with a text that says why, such as "TLS:
///   certificate has expired".
/// - `sipMessage`: the response on the wire, or empty.
pub type registerFailure_fn = Option<
    unsafe extern "C" fn(
        statusText: *const c_char,
        statusCode: i32,
        sipMessage: *const c_char,
    ) -> i32,
>;

/// Somebody calls. Answer with `PortSIP_answerCall` or `PortSIP_rejectCall`;
/// the caller hears ringing meanwhile. A call that takes the place of another
/// (Replaces) answers itself.
///
/// - `sessionId`: the id of the new call.
/// - `callerDisplayName`, `calleeDisplayName`: display names, or empty.
/// - `caller`, `callee`: `sip:user@host[:port]`; the caller as the network asserts
///   it (P-Asserted-Identity), where it does and the caller lets it be shown.
/// - `audioCodecNames`, `videoCodecNames`: the codecs both sides have, joined
///   by `#`, or empty.
/// - `existsAudio`, `existsVideo`: what the caller offers.
/// - `sipMessage`: the INVITE on the wire.
pub type inviteIncoming_fn = Option<
    unsafe extern "C" fn(
        sessionId: i32,
        callerDisplayName: *const c_char,
        caller: *const c_char,
        calleeDisplayName: *const c_char,
        callee: *const c_char,
        audioCodecNames: *const c_char,
        videoCodecNames: *const c_char,
        existsAudio: EventFlag,
        existsVideo: EventFlag,
        sipMessage: *const c_char,
    ) -> i32,
>;

/// Our call is on its way: the first provisional response has come.
pub type inviteTrying_fn = Option<unsafe extern "C" fn(sessionId: i32) -> i32>;

/// A 183 response to our call.
///
/// - `audioCodecNames`, `videoCodecNames`: agreed codecs, joined by `#`.
/// - `existsEarlyMedia`: the response describes media, which is rendered.
/// - `existsAudio`, `existsVideo`: what it describes.
/// - `sipMessage`: the response on the wire.
pub type inviteSessionProgress_fn = Option<
    unsafe extern "C" fn(
        sessionId: i32,
        audioCodecNames: *const c_char,
        videoCodecNames: *const c_char,
        existsEarlyMedia: EventFlag,
        existsAudio: EventFlag,
        existsVideo: EventFlag,
        sipMessage: *const c_char,
    ) -> i32,
>;

/// Our call rings at the other side (180), or is forwarded or queued there
/// (181, 182).
///
/// - `statusText`, `statusCode`: the response's reason phrase and code.
/// - `sipMessage`: the response on the wire.
pub type inviteRinging_fn = Option<
    unsafe extern "C" fn(
        sessionId: i32,
        statusText: *const c_char,
        statusCode: i32,
        sipMessage: *const c_char,
    ) -> i32,
>;

/// Our call was answered; `inviteConnected_fn` follows.
///
/// - `callerDisplayName`, `calleeDisplayName`: display names, or empty.
/// - `caller`, `callee`: `sip:user@host[:port]`.
/// - `audioCodecNames`, `videoCodecNames`: agreed codecs, joined by `#`.
/// - `existsAudio`, `existsVideo`: what was agreed.
/// - `sipMessage`: the response on the wire.
pub type inviteAnswered_fn = Option<
    unsafe extern "C" fn(
        sessionId: i32,
        callerDisplayName: *const c_char,
        caller: *const c_char,
        calleeDisplayName: *const c_char,
        callee: *const c_char,
        audioCodecNames: *const c_char,
        videoCodecNames: *const c_char,
        existsAudio: EventFlag,
        existsVideo: EventFlag,
        sipMessage: *const c_char,
    ) -> i32,
>;

/// Our call ended without an answer: refused, timed out, or not deliverable.
/// Never raised for our own `PortSIP_hangUp`. The session id is free of use
/// afterwards.
///
/// - `reason`, `code`: those of the response; 408 after a time-out, 503 where
///   nothing could be delivered, with a text that says why, such as "TCP: connection
///   refused".
/// - `sipMessage`: the response on the wire, or empty.
pub type inviteFailure_fn = Option<
    unsafe extern "C" fn(
        sessionId: i32,
        callerDisplayName: *const c_char,
        caller: *const c_char,
        calleeDisplayName: *const c_char,
        callee: *const c_char,
        reason: *const c_char,
        code: i32,
        sipMessage: *const c_char,
    ) -> i32,
>;

/// The other side changed the media of the call.
///
/// - `audioCodecNames`, `videoCodecNames`: agreed codecs, joined by `#`.
/// - `existsAudio`, `existsVideo`, `existsScreen`: what flows now.
/// - `sipMessage`: the request on the wire.
pub type inviteUpdated_fn = Option<
    unsafe extern "C" fn(
        sessionId: i32,
        audioCodecNames: *const c_char,
        videoCodecNames: *const c_char,
        existsAudio: EventFlag,
        existsVideo: EventFlag,
        existsScreen: EventFlag,
        sipMessage: *const c_char,
    ) -> i32,
>;

/// The call is connected: the ACK was sent (our call) or received (theirs).
pub type inviteConnected_fn = Option<unsafe extern "C" fn(sessionId: i32) -> i32>;

/// Somebody called and was sent elsewhere, as `PortSIP_enableCallForward` asked.
/// There is no session: the call never rings here.
///
/// - `forwardTo`: where to, a URI.
pub type inviteBeginingForward_fn = Option<unsafe extern "C" fn(forwardTo: *const c_char) -> i32>;

/// The other side, the network, or what the call needs and did not get ended it.
/// Never raised for our own `PortSIP_hangUp`.
///
/// `PortSIPX_getCloseReason` tells why, such as 200 where another phone has
/// answered.
pub type inviteClosed_fn = Option<unsafe extern "C" fn(sessionId: i32) -> i32>;

/// The other side put the call on hold.
pub type remoteHold_fn = Option<unsafe extern "C" fn(sessionId: i32) -> i32>;

/// The other side took the call off hold.
///
/// - `audioCodecNames`, `videoCodecNames`: agreed codecs, joined by `#`.
/// - `existsAudio`, `existsVideo`: what flows now.
pub type remoteUnHold_fn = Option<
    unsafe extern "C" fn(
        sessionId: i32,
        audioCodecNames: *const c_char,
        videoCodecNames: *const c_char,
        existsAudio: EventFlag,
        existsVideo: EventFlag,
    ) -> i32,
>;
