//! Dispatchers, and setting all handlers of one at once.
#![expect(non_snake_case, reason = "the names of the C header")]

use std::ffi::c_void;
use std::sync::Arc;

use portsip_core::error::Error;

use super::{DISPATCHERS, Handlers, PortSIPX_Handlers};
use crate::boundary::{answer, guard};

/// Makes a dispatcher, which holds the handlers of a program.
///
/// Give it to `PortSIP_initialize`; several SDK objects may share one. Free it
/// with `PSCallback_releaseCallbackDispatcher`. Returns NULL only when no
/// dispatcher can be made.
#[unsafe(no_mangle)]
pub extern "C" fn PSCallback_createCallbackDispatcher() -> *mut c_void {
    guard("createCallbackDispatcher", std::ptr::null_mut(), || {
        DISPATCHERS.insert(Arc::default())
    })
}

/// Frees the handle of a dispatcher.
///
/// SDK objects made with it keep its handlers and go on calling them until
/// `PortSIP_unInitialize`; they can no longer be changed. A handle that is
/// null, freed or not a dispatcher's does nothing.
#[unsafe(no_mangle)]
pub extern "C" fn PSCallback_releaseCallbackDispatcher(callbackDispatcher: *mut c_void) {
    guard("releaseCallbackDispatcher", (), || {
        drop(DISPATCHERS.remove(callbackDispatcher));
    });
}

/// Changes the handlers of a dispatcher; nothing happens without one.
pub(super) fn set(
    function: &'static str,
    dispatcher: *mut c_void,
    change: impl FnOnce(&mut Handlers),
) {
    guard(function, (), || {
        if let Some(dispatcher) = DISPATCHERS.find(dispatcher) {
            dispatcher.change(change);
        }
    });
}

/// Sets all handlers of a dispatcher at once, with a context.
///
/// An event goes to one handler: the table's where the table has one for it,
/// else the one set by `PSCallback_set…Handler`. An event that is on its way
/// while the table is set may still go to the old one, also after the return.
/// Keep functions and context until each SDK object with this dispatcher has
/// ended.
///
/// - `handlers`: copied; NULL removes the table.
///
/// Returns 0, or:
/// - `ECoreSDKObjectNull`: the handle is not a dispatcher's;
/// - `ECoreArgumentIncorrect`: the table's `size` is smaller than its first two
///   members.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIPX_setHandlers(
    callbackDispatcher: *mut c_void,
    handlers: *const PortSIPX_Handlers,
) -> i32 {
    answer("PortSIPX_setHandlers", || {
        let dispatcher = DISPATCHERS
            .find(callbackDispatcher)
            .ok_or(Error::CoreSdkObjectNull)?;
        let table = if handlers.is_null() {
            PortSIPX_Handlers::none()
        } else {
            // SAFETY: not null, and as large as its first member says, by the
            // header's contract.
            unsafe { PortSIPX_Handlers::copied_from(handlers) }?
        };
        dispatcher.change(|handlers| handlers.table = table);
        Ok(())
    })
}
