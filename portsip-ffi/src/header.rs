//! Headers of SIP messages: reading them, and adding to what is sent.
#![expect(non_snake_case, reason = "the names of the C header")]

use std::ffi::{c_char, c_void};

use portsip_core::config::{HeaderAction, HeaderRule, MessageKinds};
use portsip_core::error::Error;
use portsip_core::ids::INVALID_SESSION_ID;

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
/// - `ECoreDataSizeTooLarge`: 256 headers have been added;
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
        // SAFETY: texts are NULL or NUL-terminated, by the header's contract.
        let (method, name, value) = unsafe {
            (
                text::filled(methodName, Error::CoreSipMethodNameEmpty)?,
                text::filled(headerName, Error::CoreSipHeaderNameEmpty)?,
                text::filled(headerValue, Error::CoreSipHeaderValueEmpty)?,
            )
        };
        let kinds = match msgType {
            1 => MessageKinds::Requests,
            2 => MessageKinds::Responses,
            3 => MessageKinds::Both,
            _ => return Err(Error::CoreArgumentIncorrect),
        };
        let session = match sessionId {
            INVALID_SESSION_ID => None,
            id => Some(number::session(id)?),
        };
        let rule = HeaderRule {
            action: HeaderAction::Add,
            session,
            method: method.to_owned(),
            kinds,
            name: name.to_owned(),
            value: value.to_owned(),
        };
        sdk.add_sip_message_header(rule).map(|id| id.0)
    })
}
