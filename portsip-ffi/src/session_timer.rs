//! The session timer of calls.
#![expect(non_snake_case, reason = "the names of the C header")]

use std::ffi::c_void;

use portsip_core::config::{Refresher, SessionTimer};
use portsip_core::error::Error;

use crate::boundary::with_sdk;
use crate::codes::SESSION_REFRESH_MODE;

/// Lets calls that begin from now on be refreshed again and again (RFC 4028): a
/// call whose other side does not answer any more ends with `inviteClosed_fn`.
///
/// Calls whose other side asks for such a timer have one without this as well.
///
/// - `timerSeconds`: the interval in seconds, 90 or more; the other side may
///   make it longer or shorter. A refresh goes after half of it.
/// - `refreshMode`: a `SESSION_REFRESH_MODE`, who refreshes where the other side
///   leaves that open.
///
/// Returns 0, or:
/// - `ECoreSessionTimerValueTooSmall`: `timerSeconds` is below 90;
/// - `ECoreArgumentIncorrect`: no such mode.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_enableSessionTimer(
    libSDK: *mut c_void,
    timerSeconds: i32,
    refreshMode: i32,
) -> i32 {
    with_sdk("enableSessionTimer", libSDK, |sdk| {
        let refresher = match refreshMode {
            mode if mode == SESSION_REFRESH_MODE::SESSION_REFERESH_UAC as i32 => Refresher::Uac,
            mode if mode == SESSION_REFRESH_MODE::SESSION_REFERESH_UAS as i32 => Refresher::Uas,
            _ => return Err(Error::CoreArgumentIncorrect),
        };
        sdk.enable_session_timer(SessionTimer {
            interval_s: u32::try_from(timerSeconds).unwrap_or(0),
            refresher,
        })
    })
}

/// Asks for no session timer from now on. Calls that have one keep it.
///
/// Returns 0.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_disableSessionTimer(libSDK: *mut c_void) -> i32 {
    with_sdk("disableSessionTimer", libSDK, |sdk| {
        sdk.disable_session_timer()
    })
}
