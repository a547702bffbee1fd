//! Headers of SIP messages: reading them, and changing what is sent.
#![expect(non_snake_case, reason = "the names of the C header")]

use std::ffi::{c_char, c_void};

use portsip_core::config::{HeaderAction, HeaderRule, MessageKinds};
use portsip_core::error::Error;
use portsip_core::ids::{HeaderRuleId, INVALID_SESSION_ID};

use crate::boundary::with_sdk;
use crate::number;
use crate::text;

/// Reads a header of a SIP message, such as one of an event.
///
/// Compact and long names are the same, case does not matter, and folded lines
/// are joined. Of several headers of a name the first is read.
///
/// - `sipMessage`: the message as text; need not be UTF-8.
/// - `headerName`: such as "Contact".
/// - `headerValue`: receives the value with a NUL, as valid UTF-8.
/// - `headerValueLength`: the size of `headerValue` in bytes.
///
/// Returns 0, or:
/// - `ECoreArgumentNull`: a pointer is NULL;
/// - `ECoreSipMessaegEmpty`, `ECoreSipHeaderNameEmpty`: empty;
/// - `ECoreSipHeaderParserEmpty`: the text is not a SIP message;
/// - `ECoreSipHeaderNotExist`: it has no such header;
/// - `ECoreBufferTooSmall`: the value does not fit; `headerValue` gets a leading NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIP_getSipMessageHeaderValue(
    libSDK: *mut c_void,
    sipMessage: *const c_char,
    headerName: *const c_char,
    headerValue: *mut c_char,
    headerValueLength: i32,
) -> i32 {
    with_sdk("getSipMessageHeaderValue", libSDK, |sdk| {
        // SAFETY: texts are NULL or NUL-terminated, the buffer is NULL or
        // `headerValueLength` writable bytes, by the header's contract.
        unsafe {
            let message = text::filled_bytes(sipMessage, Error::CoreSipMessaegEmpty)?;
            let name = text::filled(headerName, Error::CoreSipHeaderNameEmpty)?;
            text::require_room(headerValue, headerValueLength, 1)?;
            let value = sdk.get_sip_message_header_value(message, name)?;
            text::write(headerValue, headerValueLength, &value)
        }
    })
}

/// Adds a header to outgoing messages.
///
/// - `sessionId`: only messages of this call, or `INVALID_SESSION_ID` for all.
/// - `methodName`: only messages of this method, responses by their `CSeq`;
///   "ALL" for all methods.
/// - `msgType`: 1 requests, 2 responses, 3 both.
/// - `headerName`: such as "X-Account".
/// - `headerValue`: its value.
///
/// Returns the id of what was added (greater than 0), or:
/// - `ECoreArgumentNull`: a text is NULL;
/// - `ECoreSipMethodNameEmpty`, `ECoreSipHeaderNameEmpty`,
///   `ECoreSipHeaderValueEmpty`: a text is empty;
/// - `ECoreSipHeaderBadFormed`: a method or name that is no token, a header the stack
///   keeps to itself (From, To, Call-ID, `CSeq`, Via, Max-Forwards,
///   Content-Length, Route), or CR or LF in the value;
/// - `ECoreInviteSessionNotFound`: no call of this id;
/// - `ECoreDataSizeTooLarge`: 256 headers have been added or modified;
/// - `ECoreArgumentIncorrect`: another `msgType`, or not UTF-8.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIP_addSipMessageHeader(
    libSDK: *mut c_void,
    sessionId: i32,
    methodName: *const c_char,
    msgType: i32,
    headerName: *const c_char,
    headerValue: *const c_char,
) -> i32 {
    with_sdk("addSipMessageHeader", libSDK, |sdk| {
        let texts = [methodName, headerName, headerValue];
        // SAFETY: texts are NULL or NUL-terminated, by the header's contract.
        let rule = unsafe { rule(HeaderAction::Add, sessionId, msgType, texts) }?;
        sdk.set_sip_message_header(rule).map(|id| id.0)
    })
}

/// Takes back one header that was added.
///
/// - `sipMessageHeaderId`: what `PortSIP_addSipMessageHeader` returned.
///
/// Returns 0, or:
/// - `ECoreSipHeaderNotExist`: no header of this id has been added.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_removeAddedSipMessageHeader(
    libSDK: *mut c_void,
    sipMessageHeaderId: i32,
) -> i32 {
    with_sdk("removeAddedSipMessageHeader", libSDK, |sdk| {
        sdk.remove_sip_message_header(HeaderAction::Add, HeaderRuleId(sipMessageHeaderId))
    })
}

/// Takes back all headers that were added.
///
/// Returns 0.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_clearAddedSipMessageHeaders(libSDK: *mut c_void) -> i32 {
    with_sdk("clearAddedSipMessageHeaders", libSDK, |sdk| {
        sdk.clear_sip_message_headers(HeaderAction::Add)
    })
}

/// Gives a header of outgoing messages another value. It takes the place of all
/// headers of the name; where there is none, it is added. Compact and long names
/// are the same.
///
/// - `sessionId`: only messages of this call, or `INVALID_SESSION_ID` for all.
/// - `methodName`: only messages of this method, responses by their `CSeq`;
///   "ALL" for all methods.
/// - `msgType`: 1 requests, 2 responses, 3 both.
/// - `headerName`: such as "User-Agent".
/// - `headerValue`: its value.
///
/// Returns the id of the change (greater than 0), or:
/// - `ECoreArgumentNull`: a text is NULL;
/// - `ECoreSipMethodNameEmpty`, `ECoreSipHeaderNameEmpty`,
///   `ECoreSipHeaderValueEmpty`: a text is empty;
/// - `ECoreSipHeaderBadFormed`: a method or name that is no token, a header the stack
///   keeps to itself (From, To, Call-ID, `CSeq`, Via, Max-Forwards,
///   Content-Length, Route), or CR or LF in the value;
/// - `ECoreInviteSessionNotFound`: no call of this id;
/// - `ECoreDataSizeTooLarge`: 256 headers have been added or modified;
/// - `ECoreArgumentIncorrect`: another `msgType`, or not UTF-8.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIP_modifySipMessageHeader(
    libSDK: *mut c_void,
    sessionId: i32,
    methodName: *const c_char,
    msgType: i32,
    headerName: *const c_char,
    headerValue: *const c_char,
) -> i32 {
    with_sdk("modifySipMessageHeader", libSDK, |sdk| {
        let texts = [methodName, headerName, headerValue];
        // SAFETY: texts are NULL or NUL-terminated, by the header's contract.
        let rule = unsafe { rule(HeaderAction::Modify, sessionId, msgType, texts) }?;
        sdk.set_sip_message_header(rule).map(|id| id.0)
    })
}

/// Takes back one change of a header.
///
/// - `sipMessageHeaderId`: what `PortSIP_modifySipMessageHeader` returned.
///
/// Returns 0, or:
/// - `ECoreSipHeaderNotExist`: no header has been modified under this id.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_removeModifiedSipMessageHeader(
    libSDK: *mut c_void,
    sipMessageHeaderId: i32,
) -> i32 {
    with_sdk("removeModifiedSipMessageHeader", libSDK, |sdk| {
        sdk.remove_sip_message_header(HeaderAction::Modify, HeaderRuleId(sipMessageHeaderId))
    })
}

/// Takes back all changes of headers.
///
/// Returns 0.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_clearModifiedSipMessageHeaders(libSDK: *mut c_void) -> i32 {
    with_sdk("clearModifiedSipMessageHeaders", libSDK, |sdk| {
        sdk.clear_sip_message_headers(HeaderAction::Modify)
    })
}

/// A rule of the texts of a method, a name and a value.
///
/// # Safety
///
/// Each text is null, or points to a NUL-terminated string.
unsafe fn rule(
    action: HeaderAction,
    session: i32,
    kinds: i32,
    [method, name, value]: [*const c_char; 3],
) -> Result<HeaderRule, Error> {
    // SAFETY: this function's contract.
    let (method, name, value) = unsafe {
        (
            text::filled(method, Error::CoreSipMethodNameEmpty)?,
            text::filled(name, Error::CoreSipHeaderNameEmpty)?,
            text::filled(value, Error::CoreSipHeaderValueEmpty)?,
        )
    };
    let kinds = match kinds {
        1 => MessageKinds::Requests,
        2 => MessageKinds::Responses,
        3 => MessageKinds::Both,
        _ => return Err(Error::CoreArgumentIncorrect),
    };
    let session = match session {
        INVALID_SESSION_ID => None,
        id => Some(number::session(id)?),
    };
    Ok(HeaderRule {
        action,
        session,
        method: method.to_owned(),
        kinds,
        name: name.to_owned(),
        value: value.to_owned(),
    })
}
