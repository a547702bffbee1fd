//! How we name ourselves and others in messages.
#![expect(non_snake_case, reason = "the names of the C header")]

use std::ffi::{c_char, c_void};

use portsip_core::error::Error;

use crate::boundary::with_sdk;
use crate::flag::Flag;
use crate::text;

/// Says whether a character is percent-escaped in the URIs that are made of
/// names, such as `*72#` in `PortSIP_call`. At the start the characters are
/// escaped that RFC 3261 forbids there. URIs that are given whole stay as they
/// are.
///
/// - `character`: one character.
/// - `enable`: true escapes it from now on, false leaves it as it is.
///
/// Returns 0, or:
/// - `ECoreArgumentNull`: `character` is NULL;
/// - `ECoreArgumentIncorrect`: empty, more than one character, or not UTF-8; or
///   `enable` is false for what is always escaped: blanks, control characters,
///   what is not ASCII, and what would end the user part (at sign, colon, percent
///   sign, double quote, angle and square brackets, backslash).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIP_setUriUserEncoding(
    libSDK: *mut c_void,
    character: *const c_char,
    enable: Flag,
) -> i32 {
    with_sdk("setUriUserEncoding", libSDK, |sdk| {
        // SAFETY: NULL or NUL-terminated, by the header's contract.
        let character = unsafe { text::filled(character, Error::CoreArgumentIncorrect) }?;
        sdk.set_uri_user_encoding(character, enable.is_set())
    })
}

/// Says whether the Contact of registrations and calls names the features of
/// 3GPP: `+g.3gpp.icsi-ref` of multimedia telephony and `+g.3gpp.smsip`. It takes
/// effect with the next registration, refresh and call; off at the start.
///
/// - `enable`: true names them.
///
/// Returns 0.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_enable3GppTags(libSDK: *mut c_void, enable: Flag) -> i32 {
    with_sdk("enable3GppTags", libSDK, |sdk| {
        sdk.enable_3gpp_tags(enable.is_set())
    })
}
