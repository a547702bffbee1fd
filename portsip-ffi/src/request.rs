//! Requests beside calls, and the types of bodies that are taken in requests.
#![expect(non_snake_case, reason = "the names of the C header")]

use std::ffi::{c_char, c_void};

use portsip_core::error::Error;

use crate::boundary::with_sdk;
use crate::number;
use crate::text;

/// Takes bodies of one more type in requests of a method. Requests with other
/// types are refused with 415, unless they say that the body is optional.
///
/// Taken without this: `application/sdp` in INVITE, UPDATE and PRACK;
/// `application/dtmf-relay`, `application/dtmf` and `application/media_control+xml`
/// in INFO; `text/plain` in MESSAGE.
///
/// - `methodName`: such as "INFO"; case does not matter.
/// - `mimeType`, `subMimeType`: the two halves of the type, such as "text" and
///   "plain".
///
/// Returns 0, also where the type was taken before, or:
/// - `ECoreArgumentNull`: a text is NULL;
/// - `ECoreSipMethodNameEmpty`: `methodName` is empty;
/// - `ECoreMimeTypeUnknown`: a half of the type is empty or no token;
/// - `ECoreArgumentIncorrect`: `methodName` is no token, or a text is not UTF-8;
/// - `ECoreDataSizeTooLarge`: 64 types have been added.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIP_addSupportedMimeType(
    libSDK: *mut c_void,
    methodName: *const c_char,
    mimeType: *const c_char,
    subMimeType: *const c_char,
) -> i32 {
    with_sdk("addSupportedMimeType", libSDK, |sdk| {
        // SAFETY: texts are NULL or NUL-terminated, by the header's contract.
        let (method, kind, subtype) = unsafe {
            (
                text::filled(methodName, Error::CoreSipMethodNameEmpty)?,
                text::filled(mimeType, Error::CoreMimeTypeUnknown)?,
                text::filled(subMimeType, Error::CoreMimeTypeUnknown)?,
            )
        };
        sdk.add_supported_mime_type(method, kind, subtype)
    })
}

/// Asks somebody what they can do (OPTIONS). No event tells the answer; it is
/// seen by `receivedSignaling_fn`, see `PortSIP_enableCallbackSignaling`.
///
/// - `to`: a name, which becomes `sip:name@<domain>` of the account, or a `sip:`,
///   `sips:` or `tel:` address.
/// - `sdp`: a session description to be sent along; NULL or empty for none.
///
/// Returns 0, or:
/// - `ECoreArgumentNull`: `to` is NULL;
/// - `ECoreCalleeEmpty`: `to` is empty;
/// - `ECoreArgumentIncorrect`: not UTF-8;
/// - `ECoreUserNotFound`: no user is set;
/// - `ECoreInvalidUri`: no address, a transport that there is not, or a name while
///   the account has no domain;
/// - `ECoreDataSizeTooLarge`: `sdp` has more than 65536 bytes, or 64 OPTIONS wait
///   for their answer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIP_sendOptions(
    libSDK: *mut c_void,
    to: *const c_char,
    sdp: *const c_char,
) -> i32 {
    with_sdk("sendOptions", libSDK, |sdk| {
        // SAFETY: texts are NULL or NUL-terminated, by the header's contract.
        let (to, description) = unsafe {
            (
                text::filled(to, Error::CoreCalleeEmpty)?,
                text::optional(sdp)?,
            )
        };
        sdk.send_options(to, description)
    })
}

/// Sends an INFO request in a call, also on hold. Requests of one call go one
/// at a time, in the order they were made; DTMF by INFO is one of them. No event
/// tells whether it was taken.
///
/// - `mimeType`, `subMimeType`: the two halves of the Content-Type, such as "text"
///   and "plain"; the second may carry parameters.
/// - `infoContents`: the body; may be empty.
///
/// Returns 0, or:
/// - `ECoreArgumentNull`: a text is NULL;
/// - `ECoreMimeTypeUnknown`: a half of the type is empty or malformed;
/// - `ECoreArgumentIncorrect`: not UTF-8;
/// - `ECoreDataSizeTooLarge`: the body has more than 65536 bytes, or 64 requests
///   wait;
/// - `ECoreInviteSessionNotFound`: no call of this id;
/// - `ECoreCallNotEstablished`: not connected yet.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIP_sendInfo(
    libSDK: *mut c_void,
    sessionId: i32,
    mimeType: *const c_char,
    subMimeType: *const c_char,
    infoContents: *const c_char,
) -> i32 {
    with_sdk("sendInfo", libSDK, |sdk| {
        // SAFETY: texts are NULL or NUL-terminated, by the header's contract.
        let (kind, subtype, contents) = unsafe {
            (
                text::filled(mimeType, Error::CoreMimeTypeUnknown)?,
                text::filled(subMimeType, Error::CoreMimeTypeUnknown)?,
                text::required(infoContents)?,
            )
        };
        let session = number::session(sessionId)?;
        sdk.send_info(session, kind, subtype, contents.as_bytes())
    })
}
