//! Incoming calls that go elsewhere or are not wanted.
#![expect(non_snake_case, reason = "the names of the C header")]

use std::ffi::{c_char, c_void};

use portsip_core::error::Error;

use crate::boundary::{with_sdk, with_sdk_or_nothing};
use crate::flag::Flag;
use crate::number;
use crate::text;

/// Sends incoming calls elsewhere from now on: their callers are told to call
/// there (302). `inviteBeginingForward_fn` tells of each.
///
/// - `forBusyOnly`: true sends them only while a call is up, also one that
///   rings; false sends all.
/// - `forwardTo`: a name, which becomes `sip:name@<domain>` of the account, or a
///   `sip:`, `sips:` or `tel:` address. It takes the place of the one before.
///
/// Returns 0, or:
/// - `ECoreArgumentNull`: `forwardTo` is NULL;
/// - `ECoreCalleeEmpty`: `forwardTo` is empty;
/// - `ECoreArgumentIncorrect`: not UTF-8;
/// - `ECoreInvalidUri`: no address, or a name while the account has no domain.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIP_enableCallForward(
    libSDK: *mut c_void,
    forBusyOnly: Flag,
    forwardTo: *const c_char,
) -> i32 {
    with_sdk("enableCallForward", libSDK, |sdk| {
        // SAFETY: NULL or NUL-terminated, by the header's contract.
        let to = unsafe { text::filled(forwardTo, Error::CoreCalleeEmpty) }?;
        sdk.enable_call_forward(forBusyOnly.is_set(), to)
    })
}

/// Lets incoming calls ring again.
///
/// Returns 0.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_disableCallForward(libSDK: *mut c_void) -> i32 {
    with_sdk("disableCallForward", libSDK, |sdk| {
        sdk.disable_call_forward()
    })
}

/// Says whether incoming calls are refused with 480, without an event. Call
/// forward does not take them either. Calls that ring or are up go on.
///
/// - `state`: true refuses them.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_setDoNotDisturb(libSDK: *mut c_void, state: Flag) {
    with_sdk_or_nothing("setDoNotDisturb", libSDK, |sdk| {
        sdk.set_do_not_disturb(state.is_set());
    });
}

/// Sends an incoming call that has not been answered elsewhere: its caller is
/// told to call there (302). The call ends here; no event follows.
///
/// - `forwardTo`: a name, which becomes `sip:name@<domain>` of the account, or a
///   `sip:`, `sips:` or `tel:` address.
///
/// Returns 0, or:
/// - `ECoreArgumentNull`: `forwardTo` is NULL;
/// - `ECoreCalleeEmpty`: `forwardTo` is empty;
/// - `ECoreArgumentIncorrect`: not UTF-8;
/// - `ECoreInvalidUri`: no address, or a name while the account has no domain;
/// - `ECoreInviteSessionNotFound`: no call of this id;
/// - `ECoreNotIncomingCall`: it is our own call, or has been answered.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIP_forwardCall(
    libSDK: *mut c_void,
    sessionId: i32,
    forwardTo: *const c_char,
) -> i32 {
    with_sdk("forwardCall", libSDK, |sdk| {
        // SAFETY: NULL or NUL-terminated, by the header's contract.
        let to = unsafe { text::filled(forwardTo, Error::CoreCalleeEmpty) }?;
        sdk.forward_call(number::session(sessionId)?, to)
    })
}
