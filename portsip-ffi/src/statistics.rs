//! The quality of a call in numbers.
#![expect(non_snake_case, reason = "the names of the C header")]

use std::ffi::c_void;

use crate::boundary::with_sdk;
use crate::number;

/// Asks for the statistics of a call; `statistics_fn` brings them as JSON.
///
/// Returns 0, or:
/// - `ECoreInviteSessionNotFound`: no call of this id;
/// - `ECoreCallNotEstablished`: neither connected nor with early media.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_getStatistics(libSDK: *mut c_void, sessionId: i32) -> i32 {
    with_sdk("getStatistics", libSDK, |sdk| {
        sdk.get_statistics(number::session(sessionId)?)
    })
}
