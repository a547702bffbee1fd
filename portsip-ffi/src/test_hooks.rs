//! Events made to order, for tests of bindings. Only in builds with the
//! feature `test-hooks`; neither the header nor a shipped library has this.
#![expect(non_snake_case, reason = "the style of the C header")]

use std::ffi::c_void;

use portsip_core::error::Error;

use crate::boundary::with_sdk;
use crate::dispatcher::EVENTS;

/// Raises an event with its sample values, on the event thread of the object,
/// as often as wished.
///
/// - `event`: its place in the table of handlers, from 0.
/// - `times`: how often, 0 or more. They queue up behind each other.
///
/// Returns 0, or:
/// - `ECoreArgumentIncorrect`: there is no such event, or `times` is negative.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIPXTest_raise(libSDK: *mut c_void, event: i32, times: i32) -> i32 {
    with_sdk("PortSIPXTest_raise", libSDK, |sdk| {
        if !(0..EVENTS).contains(&event) {
            return Err(Error::CoreArgumentIncorrect);
        }
        let times = usize::try_from(times).map_err(|_| Error::CoreArgumentIncorrect)?;
        sdk.raise_sample(event, times)
    })
}
