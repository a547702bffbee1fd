//! `PSCallback_…`: making a dispatcher and setting its handlers.
#![expect(non_snake_case, reason = "the names of the C header")]

use std::ffi::c_void;
use std::sync::Arc;

use portsip_core::error::Error;

use super::{DISPATCHERS, Handlers, PortSIPX_Handlers};
use crate::boundary::{answer, guard};
use crate::callback::{
    inviteAnswered_fn, inviteClosed_fn, inviteConnected_fn, inviteFailure_fn, inviteIncoming_fn,
    inviteRinging_fn, inviteSessionProgress_fn, inviteTrying_fn, inviteUpdated_fn,
    playFileFinished_fn, receivedSignaling_fn, recvDtmfTone_fn, recvOptions_fn, registerFailure_fn,
    registerSuccess_fn, remoteHold_fn, remoteUnHold_fn, sendingSignaling_fn, statistics_fn,
};

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

fn set(function: &'static str, dispatcher: *mut c_void, change: impl FnOnce(&mut Handlers)) {
    guard(function, (), || {
        if let Some(dispatcher) = DISPATCHERS.find(dispatcher) {
            dispatcher.change(change);
        }
    });
}

/// Sets the handler for a registration that succeeds; NULL removes it. See `registerSuccess_fn`.
#[unsafe(no_mangle)]
pub extern "C" fn PSCallback_setRegisterSuccessHandler(
    callbackDispatcher: *mut c_void,
    eventHandler: registerSuccess_fn,
) {
    set(
        "setRegisterSuccessHandler",
        callbackDispatcher,
        |handlers| {
            handlers.plain.register_success = eventHandler;
        },
    );
}

/// Sets the handler for a registration that fails; NULL removes it. See `registerFailure_fn`.
#[unsafe(no_mangle)]
pub extern "C" fn PSCallback_setRegisterFailureHandler(
    callbackDispatcher: *mut c_void,
    eventHandler: registerFailure_fn,
) {
    set(
        "setRegisterFailureHandler",
        callbackDispatcher,
        |handlers| {
            handlers.plain.register_failure = eventHandler;
        },
    );
}

/// Sets the handler for an incoming call; NULL removes it. See `inviteIncoming_fn`.
#[unsafe(no_mangle)]
pub extern "C" fn PSCallback_setInviteIncomingHandler(
    callbackDispatcher: *mut c_void,
    eventHandler: inviteIncoming_fn,
) {
    set("setInviteIncomingHandler", callbackDispatcher, |handlers| {
        handlers.plain.invite_incoming = eventHandler;
    });
}

/// Sets the handler for the first provisional response to our call; NULL removes it. See `inviteTrying_fn`.
#[unsafe(no_mangle)]
pub extern "C" fn PSCallback_setInviteTryingHandler(
    callbackDispatcher: *mut c_void,
    eventHandler: inviteTrying_fn,
) {
    set("setInviteTryingHandler", callbackDispatcher, |handlers| {
        handlers.plain.invite_trying = eventHandler;
    });
}

/// Sets the handler for a 183 response to our call; NULL removes it. See `inviteSessionProgress_fn`.
#[unsafe(no_mangle)]
pub extern "C" fn PSCallback_setInviteSessionProgressHandler(
    callbackDispatcher: *mut c_void,
    eventHandler: inviteSessionProgress_fn,
) {
    set(
        "setInviteSessionProgressHandler",
        callbackDispatcher,
        |handlers| {
            handlers.plain.invite_session_progress = eventHandler;
        },
    );
}

/// Sets the handler for our call ringing at the other side; NULL removes it. See `inviteRinging_fn`.
#[unsafe(no_mangle)]
pub extern "C" fn PSCallback_setInviteRingingHandler(
    callbackDispatcher: *mut c_void,
    eventHandler: inviteRinging_fn,
) {
    set("setInviteRingingHandler", callbackDispatcher, |handlers| {
        handlers.plain.invite_ringing = eventHandler;
    });
}

/// Sets the handler for the answer to our call; NULL removes it. See `inviteAnswered_fn`.
#[unsafe(no_mangle)]
pub extern "C" fn PSCallback_setInviteAnsweredHandler(
    callbackDispatcher: *mut c_void,
    eventHandler: inviteAnswered_fn,
) {
    set("setInviteAnsweredHandler", callbackDispatcher, |handlers| {
        handlers.plain.invite_answered = eventHandler;
    });
}

/// Sets the handler for our call ending unanswered; NULL removes it. See `inviteFailure_fn`.
#[unsafe(no_mangle)]
pub extern "C" fn PSCallback_setInviteFailureHandler(
    callbackDispatcher: *mut c_void,
    eventHandler: inviteFailure_fn,
) {
    set("setInviteFailureHandler", callbackDispatcher, |handlers| {
        handlers.plain.invite_failure = eventHandler;
    });
}

/// Sets the handler for media changed by the other side; NULL removes it. See `inviteUpdated_fn`.
#[unsafe(no_mangle)]
pub extern "C" fn PSCallback_setInviteUpdatedHandler(
    callbackDispatcher: *mut c_void,
    eventHandler: inviteUpdated_fn,
) {
    set("setInviteUpdatedHandler", callbackDispatcher, |handlers| {
        handlers.plain.invite_updated = eventHandler;
    });
}

/// Sets the handler for a call that is connected; NULL removes it. See `inviteConnected_fn`.
#[unsafe(no_mangle)]
pub extern "C" fn PSCallback_setInviteConnectedHandler(
    callbackDispatcher: *mut c_void,
    eventHandler: inviteConnected_fn,
) {
    set(
        "setInviteConnectedHandler",
        callbackDispatcher,
        |handlers| {
            handlers.plain.invite_connected = eventHandler;
        },
    );
}

/// Sets the handler for a call ended by the other side; NULL removes it. See `inviteClosed_fn`.
#[unsafe(no_mangle)]
pub extern "C" fn PSCallback_setInviteClosedHandler(
    callbackDispatcher: *mut c_void,
    eventHandler: inviteClosed_fn,
) {
    set("setInviteClosedHandler", callbackDispatcher, |handlers| {
        handlers.plain.invite_closed = eventHandler;
    });
}

/// Sets the handler for a hold by the other side; NULL removes it. See `remoteHold_fn`.
#[unsafe(no_mangle)]
pub extern "C" fn PSCallback_setRemoteHoldHandler(
    callbackDispatcher: *mut c_void,
    eventHandler: remoteHold_fn,
) {
    set("setRemoteHoldHandler", callbackDispatcher, |handlers| {
        handlers.plain.remote_hold = eventHandler;
    });
}

/// Sets the handler for the end of a hold by the other side; NULL removes it. See `remoteUnHold_fn`.
#[unsafe(no_mangle)]
pub extern "C" fn PSCallback_setRemoteUnHoldHandler(
    callbackDispatcher: *mut c_void,
    eventHandler: remoteUnHold_fn,
) {
    set("setRemoteUnHoldHandler", callbackDispatcher, |handlers| {
        handlers.plain.remote_un_hold = eventHandler;
    });
}

/// Sets the handler for SIP messages received; NULL removes it. See `receivedSignaling_fn`.
#[unsafe(no_mangle)]
pub extern "C" fn PSCallback_setReceivedSignalingHandler(
    callbackDispatcher: *mut c_void,
    eventHandler: receivedSignaling_fn,
) {
    set(
        "setReceivedSignalingHandler",
        callbackDispatcher,
        |handlers| {
            handlers.plain.received_signaling = eventHandler;
        },
    );
}

/// Sets the handler for SIP messages sent; NULL removes it. See `sendingSignaling_fn`.
#[unsafe(no_mangle)]
pub extern "C" fn PSCallback_setSendingSignalingHandler(
    callbackDispatcher: *mut c_void,
    eventHandler: sendingSignaling_fn,
) {
    set(
        "setSendingSignalingHandler",
        callbackDispatcher,
        |handlers| {
            handlers.plain.sending_signaling = eventHandler;
        },
    );
}

/// Sets the handler for a key pressed at the other side; NULL removes it. See `recvDtmfTone_fn`.
#[unsafe(no_mangle)]
pub extern "C" fn PSCallback_setRecvDtmfToneHandler(
    callbackDispatcher: *mut c_void,
    eventHandler: recvDtmfTone_fn,
) {
    set("setRecvDtmfToneHandler", callbackDispatcher, |handlers| {
        handlers.plain.recv_dtmf_tone = eventHandler;
    });
}

/// Sets the handler for an OPTIONS request; NULL removes it. See `recvOptions_fn`.
#[unsafe(no_mangle)]
pub extern "C" fn PSCallback_setRecvOptionsHandler(
    callbackDispatcher: *mut c_void,
    eventHandler: recvOptions_fn,
) {
    set("setRecvOptionsHandler", callbackDispatcher, |handlers| {
        handlers.plain.recv_options = eventHandler;
    });
}

/// Sets the handler for the end of a file played to the remote; NULL removes it. See `playFileFinished_fn`.
#[unsafe(no_mangle)]
pub extern "C" fn PSCallback_setPlayFileFinishedHandler(
    callbackDispatcher: *mut c_void,
    eventHandler: playFileFinished_fn,
) {
    set(
        "setPlayFileFinishedHandler",
        callbackDispatcher,
        |handlers| {
            handlers.plain.play_file_finished = eventHandler;
        },
    );
}

/// Sets the handler for the statistics asked for (the name is spelt so); NULL removes it. See `statistics_fn`.
#[unsafe(no_mangle)]
pub extern "C" fn PSCallback_sefStatisticsHandler(
    callbackDispatcher: *mut c_void,
    eventHandler: statistics_fn,
) {
    set("sefStatisticsHandler", callbackDispatcher, |handlers| {
        handlers.plain.statistics = eventHandler;
    });
}

/// Sets all handlers of a dispatcher at once, with a context.
///
/// An event goes to one handler: the table's where the table has one for it,
/// else the one set by `PSCallback_set…Handler`. The next event sees the new
/// table; a handler that is running finishes with the old context.
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
