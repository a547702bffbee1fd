//! Call transfer: asking for one, and being asked (RFC 3515, RFC 5589).
#![expect(non_snake_case, reason = "the names of the C header")]

use std::ffi::{c_char, c_void};

use portsip_core::error::Error;
use portsip_core::ids::ReferId;

use crate::boundary::with_sdk;
use crate::number;
use crate::text;

/// Asks the other side of a call to call somebody else (blind transfer).
///
/// `referAccepted_fn` or `referRejected_fn` follows; after the former
/// `transferTrying_fn` and `transferRinging_fn` as the other side tells, at the
/// end `ACTVTransferSuccess_fn` or `ACTVTransferFailure_fn`. The call stays up
/// until one side ends it.
///
/// - `referTo`: whom to call, in the forms of `PortSIP_call`.
///
/// Returns 0, or:
/// - `ECoreArgumentNull`: `referTo` is NULL;
/// - `ECoreCalleeEmpty`: `referTo` is empty;
/// - `ECoreArgumentIncorrect`: not UTF-8;
/// - `ECoreInvalidUri`: no address, or a name while the account has no domain;
/// - `ECoreInviteSessionNotFound`: no call of this id;
/// - `ECoreCallNotEstablished`: not connected yet;
/// - `ECoreDataSizeTooLarge`: 64 transfers are under way.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIP_refer(
    libSDK: *mut c_void,
    sessionId: i32,
    referTo: *const c_char,
) -> i32 {
    with_sdk("refer", libSDK, |sdk| {
        // SAFETY: NULL or NUL-terminated, by the header's contract.
        let refer_to = unsafe { text::filled(referTo, Error::CoreCalleeEmpty) }?;
        sdk.refer(number::session(sessionId)?, refer_to)
    })
}

/// Asks the other side of a call to call somebody in the place of another call
/// of ours (attended transfer): the two others are then connected, and both
/// of our calls may be ended. Events as of `PortSIP_refer`.
///
/// - `sessionId`: the call whose other side is asked.
/// - `replaceSessionId`: the call that is replaced at its other side.
/// - `referTo`: that other side, in the forms of `PortSIP_call`.
///
/// Returns 0, or:
/// - `ECoreArgumentNull`: `referTo` is NULL;
/// - `ECoreCalleeEmpty`: `referTo` is empty;
/// - `ECoreArgumentIncorrect`: not UTF-8;
/// - `ECoreInvalidUri`: no address, or a name while the account has no domain;
/// - `ECoreInviteSessionNotFound`: no call of one of the ids;
/// - `ECoreCallNotEstablished`: one of the calls is not connected yet;
/// - `ECoreDataSizeTooLarge`: 64 transfers are under way.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIP_attendedRefer(
    libSDK: *mut c_void,
    sessionId: i32,
    replaceSessionId: i32,
    referTo: *const c_char,
) -> i32 {
    with_sdk("attendedRefer", libSDK, |sdk| {
        // SAFETY: NULL or NUL-terminated, by the header's contract.
        let refer_to = unsafe { text::filled(referTo, Error::CoreCalleeEmpty) }?;
        let session = number::session(sessionId)?;
        sdk.attended_refer(session, number::session(replaceSessionId)?, refer_to)
    })
}

/// Does what `PortSIP_attendedRefer` does, with a Request-URI and a method of
/// its own. Events as of `PortSIP_refer`.
///
/// - `sessionId`: the call in whose dialog it is asked.
/// - `replaceSessionId`: the call that is replaced at its other side.
/// - `replaceMethod`: the method that Refer-To names, usually `INVITE` or `BYE`.
///   INVITE is what a Refer-To without a method means, and is not written.
/// - `target`: where the REFER is sent, in the forms of `PortSIP_call`.
/// - `referTo`: the other side of the replaced call, in the same forms.
///
/// Returns 0, or:
/// - `ECoreArgumentNull`: a text is NULL;
/// - `ECoreSipMethodNameEmpty`: `replaceMethod` is empty;
/// - `ECoreCalleeEmpty`: `target` or `referTo` is empty;
/// - `ECoreArgumentIncorrect`: not UTF-8, or `replaceMethod` is no method;
/// - `ECoreInvalidUri`: no address, a name while the account has no domain, or a
///   `target` with a transport that there is not;
/// - `ECoreInviteSessionNotFound`: no call of one of the ids;
/// - `ECoreCallNotEstablished`: one of the calls is not connected yet;
/// - `ECoreUserNotFound`: no user is set;
/// - `ECoreDataSizeTooLarge`: 64 transfers are under way.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIP_attendedRefer2(
    libSDK: *mut c_void,
    sessionId: i32,
    replaceSessionId: i32,
    replaceMethod: *const c_char,
    target: *const c_char,
    referTo: *const c_char,
) -> i32 {
    with_sdk("attendedRefer2", libSDK, |sdk| {
        // SAFETY: NULL or NUL-terminated, by the header's contract.
        let (method, target, refer_to) = unsafe { texts(replaceMethod, target, referTo) }?;
        let session = number::session(sessionId)?;
        let replaced = number::session(replaceSessionId)?;
        sdk.attended_refer_to_target(session, replaced, method, target, refer_to)
    })
}

/// Asks somebody, outside any call, to call the other side of a call of ours
/// in its place. Events as of `PortSIP_refer`; they name the replaced call.
///
/// - `replaceSessionId`: the call that is replaced at its other side.
/// - `replaceMethod`: the method that Refer-To names, usually `INVITE` or `BYE`.
///   INVITE is what a Refer-To without a method means, and is not written.
/// - `target`: who is asked, in the forms of `PortSIP_call`.
/// - `referTo`: the other side of the replaced call, in the same forms.
///
/// Returns 0, or:
/// - `ECoreArgumentNull`: a text is NULL;
/// - `ECoreSipMethodNameEmpty`: `replaceMethod` is empty;
/// - `ECoreCalleeEmpty`: `target` or `referTo` is empty;
/// - `ECoreArgumentIncorrect`: not UTF-8, or `replaceMethod` is no method;
/// - `ECoreInvalidUri`: no address, a name while the account has no domain, or a
///   `target` with a transport that there is not;
/// - `ECoreInviteSessionNotFound`: no call of this id;
/// - `ECoreCallNotEstablished`: not connected yet;
/// - `ECoreUserNotFound`: no user is set;
/// - `ECoreDataSizeTooLarge`: 64 transfers are under way.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIP_outOfDialogRefer(
    libSDK: *mut c_void,
    replaceSessionId: i32,
    replaceMethod: *const c_char,
    target: *const c_char,
    referTo: *const c_char,
) -> i32 {
    with_sdk("outOfDialogRefer", libSDK, |sdk| {
        // SAFETY: NULL or NUL-terminated, by the header's contract.
        let (method, target, refer_to) = unsafe { texts(replaceMethod, target, referTo) }?;
        let replaced = number::session(replaceSessionId)?;
        sdk.out_of_dialog_refer(replaced, method, target, refer_to)
    })
}

/// Calls whom the other side asks us to call, and tells it how that goes. The
/// new call raises the events of `PortSIP_call`; the one in which the request
/// came stays up until one side ends it.
///
/// - `referId`: the id that `receivedRefer_fn` brought.
/// - `referSignaling`: the message that it brought. The library has kept it,
///   and does not look at this text.
///
/// Returns the session id of the new call (greater than 0), or:
/// - `ECoreArgumentNull`: `referSignaling` is NULL;
/// - `ECoreSipMessaegEmpty`: `referSignaling` is empty;
/// - `ECoreNotFoundSubscribeId`: no request of this id waits for a decision;
/// - `ECoreUserNotFound`: no user is set;
/// - `ECoreInvalidUri`: a transport that there is not, or a telephone number while
///   the account has no domain;
/// - `ECoreAudioVideoCodecEmpty`: no codec has been added;
/// - `ECoreNoFreeDialogSession`: as many calls are up as were allowed;
/// - `ECoreCreateAudioChannelFailed`: no media ports are free.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIP_acceptRefer(
    libSDK: *mut c_void,
    referId: i32,
    referSignaling: *const c_char,
) -> i32 {
    with_sdk("acceptRefer", libSDK, |sdk| {
        // SAFETY: NULL or NUL-terminated, by the header's contract.
        unsafe { text::filled_bytes(referSignaling, Error::CoreSipMessaegEmpty) }?;
        sdk.accept_refer(ReferId(referId)).map(|session| session.0)
    })
}

/// Refuses to call whom the other side asks us to call (603). No event follows.
///
/// - `referId`: the id that `receivedRefer_fn` brought.
///
/// Returns 0, or:
/// - `ECoreNotFoundSubscribeId`: no request of this id waits for a decision.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_rejectRefer(libSDK: *mut c_void, referId: i32) -> i32 {
    with_sdk("rejectRefer", libSDK, |sdk| {
        sdk.reject_refer(ReferId(referId))
    })
}

/// The texts of a REFER with a method and a target of its own.
///
/// # Safety
///
/// Each is NULL or NUL-terminated, and lives as long as `'a`.
unsafe fn texts<'a>(
    method: *const c_char,
    target: *const c_char,
    refer_to: *const c_char,
) -> Result<(&'a str, &'a str, &'a str), Error> {
    // SAFETY: the caller's promise.
    unsafe {
        Ok((
            text::filled(method, Error::CoreSipMethodNameEmpty)?,
            text::filled(target, Error::CoreCalleeEmpty)?,
            text::filled(refer_to, Error::CoreCalleeEmpty)?,
        ))
    }
}
