//! Messages of people, in calls and outside of them.
#![expect(non_snake_case, reason = "the names of the C header")]

use std::ffi::{c_char, c_void};

use portsip_core::error::Error;

use crate::boundary::with_sdk;
use crate::bytes;
use crate::flag::Flag;
use crate::number;
use crate::text;

/// Sends a message in a call, also on hold. Messages of one call go one at a time, in
/// the order they were made. `sendMessageSuccess_fn` or `sendMessageFailure_fn` tells
/// what became of it, once.
///
/// - `mimeType`, `subMimeType`: the two halves of its type, such as "text" and "plain";
///   the second may carry parameters.
/// - `message`: what it carries; text in UTF-8.
/// - `messageLength`: its length in bytes, 0…65536.
///
/// Returns the id of the message, or:
/// - `ECoreArgumentNull`: a text or `message` is NULL;
/// - `ECoreMimeTypeUnknown`: a half of the type is empty or malformed;
/// - `ECoreArgumentIncorrect`: a text is not UTF-8, or `messageLength` is negative;
/// - `ECoreDataSizeTooLarge`: it is longer, or 64 messages of the call wait;
/// - `ECoreInviteSessionNotFound`: no call of this id;
/// - `ECoreCallNotEstablished`: not connected yet.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIP_sendMessage(
    libSDK: *mut c_void,
    sessionId: i32,
    mimeType: *const c_char,
    subMimeType: *const c_char,
    message: *const u8,
    messageLength: i32,
) -> i32 {
    with_sdk("sendMessage", libSDK, |sdk| {
        // SAFETY: texts are NULL or NUL-terminated, `message` is NULL or has that many
        // bytes, by the header's contract.
        let (kind, subtype, body) = unsafe {
            (
                text::filled(mimeType, Error::CoreMimeTypeUnknown)?,
                text::filled(subMimeType, Error::CoreMimeTypeUnknown)?,
                bytes::input(message, messageLength)?,
            )
        };
        let id = sdk.send_message(number::session(sessionId)?, kind, subtype, body)?;
        Ok(id.0)
    })
}

/// Sends a message outside of calls. Messages to one recipient go one after the other,
/// in the order they were made. `sendOutOfDialogMessageSuccess_fn` or
/// `sendOutOfDialogMessageFailure_fn` tells what became of it, once.
///
/// - `to`: a name, which becomes `sip:name@<domain>` of the account, or a `sip:`,
///   `sips:` or `tel:` address, with a display name or without.
/// - `mimeType`, `subMimeType`: the two halves of its type, such as "text" and "plain";
///   the second may carry parameters.
/// - `isSMS`: true to mark it as a short message: `;messagetype=SMS` behind the
///   address in the To header.
/// - `message`: what it carries; text in UTF-8.
/// - `messageLength`: its length in bytes, 0…65536.
///
/// Returns the id of the message, or:
/// - `ECoreArgumentNull`: a text or `message` is NULL;
/// - `ECoreCalleeEmpty`: `to` is empty;
/// - `ECoreMimeTypeUnknown`: a half of the type is empty or malformed;
/// - `ECoreArgumentIncorrect`: a text is not UTF-8, or `messageLength` is negative;
/// - `ECoreUserNotFound`: no user is set;
/// - `ECoreInvalidUri`: no address, a transport that there is not, or a name while
///   the account has no domain;
/// - `ECoreDataSizeTooLarge`: it is longer, or 1024 messages wait for their answer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIP_sendOutOfDialogMessage(
    libSDK: *mut c_void,
    to: *const c_char,
    mimeType: *const c_char,
    subMimeType: *const c_char,
    isSMS: Flag,
    message: *const u8,
    messageLength: i32,
) -> i32 {
    with_sdk("sendOutOfDialogMessage", libSDK, |sdk| {
        // SAFETY: texts are NULL or NUL-terminated, `message` is NULL or has that many
        // bytes, by the header's contract.
        let (to, kind, subtype, body) = unsafe {
            (
                text::filled(to, Error::CoreCalleeEmpty)?,
                text::filled(mimeType, Error::CoreMimeTypeUnknown)?,
                text::filled(subMimeType, Error::CoreMimeTypeUnknown)?,
                bytes::input(message, messageLength)?,
            )
        };
        let id = sdk.send_out_of_dialog_message(to, kind, subtype, isSMS.is_set(), body)?;
        Ok(id.0)
    })
}
