//! Presence of our own: who may watch us, and what is told.
#![expect(non_snake_case, reason = "the names of the C header")]

use std::ffi::{c_char, c_void};

use portsip_core::config::PresenceMode;
use portsip_core::error::Error;
use portsip_core::ids::SubscriptionId;

use crate::boundary::with_sdk;
use crate::text;

/// Says who tells others how we are. A change ends what was there without an event: the
/// subscriptions of those who watch us, or what is published.
///
/// - `mode`: 0 we ourselves, as at the start: those who want to know subscribe at us, and
///   `presenceRecvSubscribe_fn` asks about each; 1 a server (presence agent), where we
///   publish it by PUBLISH (RFC 3903), and subscriptions at us are refused.
///
/// Returns 0, or `ECoreArgumentIncorrect`: `mode` is neither.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_setPresenceMode(libSDK: *mut c_void, mode: i32) -> i32 {
    with_sdk("setPresenceMode", libSDK, |sdk| {
        sdk.set_presence_mode(match mode {
            0 => PresenceMode::PeerToPeer,
            1 => PresenceMode::Agent,
            _ => return Err(Error::CoreArgumentIncorrect),
        })
    })
}

/// Says how long what we publish is asked to live, from the next change on; 3600 seconds
/// without this. It is refreshed before its end. The server may grant less, or insist on
/// more.
///
/// - `secs`: seconds, 20 or more.
///
/// Returns 0, or `ECoreExpiresValueTooSmall`.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_setDefaultPublicationTime(libSDK: *mut c_void, secs: i32) -> i32 {
    with_sdk("setDefaultPublicationTime", libSDK, |sdk| {
        sdk.set_default_publication_time(u32::try_from(secs).unwrap_or(0))
    })
}

/// Lets somebody who watches us know how we are, from now on. The first that is told is
/// what `PortSIP_setPresenceStatus` has said for this subscription, else what it has said
/// last to anybody since the user was set, else "Online". Who may know already stays as he
/// is.
///
/// - `subscribeId`: the id that `presenceRecvSubscribe_fn` brought.
///
/// Returns 0, or `ECoreNotFoundSubscribeId`: nobody watches us by this id, or not any
/// more.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_presenceAcceptSubscribe(libSDK: *mut c_void, subscribeId: i32) -> i32 {
    with_sdk("presenceAcceptSubscribe", libSDK, |sdk| {
        sdk.presence_accept(SubscriptionId(subscribeId))
    })
}

/// Lets somebody who watches us know nothing, or nothing more: his subscription ends
/// (`terminated;reason=rejected`). No event follows.
///
/// - `subscribeId`: the id that `presenceRecvSubscribe_fn` brought; it may have been
///   accepted before.
///
/// Returns 0, or `ECoreNotFoundSubscribeId`: nobody watches us by this id, or not any
/// more.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_presenceRejectSubscribe(libSDK: *mut c_void, subscribeId: i32) -> i32 {
    with_sdk("presenceRejectSubscribe", libSDK, |sdk| {
        sdk.presence_reject(SubscriptionId(subscribeId))
    })
}

/// Says how we are. Somebody who watches us and was accepted is told at once, by NOTIFY;
/// one who was not decided about when he is accepted. In presence agent mode
/// (`PortSIP_setPresenceMode`) our server is told, by PUBLISH: what is published is kept
/// alive until the mode changes or the user is removed, and no event tells how it fares;
/// it is seen by `receivedSignaling_fn`, see `PortSIP_enableCallbackSignaling`.
///
/// - `subscribeId`: the id that `presenceRecvSubscribe_fn` brought; in presence agent
///   mode 0.
/// - `stateText`: what others read, 1024 bytes at most. "Offline", in any case, says that
///   we cannot be reached, every other text that we can.
///
/// Returns 0, or:
/// - `ECoreArgumentNull`: `stateText` is NULL;
/// - `ECoreArgumentIncorrect`: `stateText` is empty or not UTF-8;
/// - `ECoreDataSizeTooLarge`: `stateText` is longer than 1024 bytes;
/// - `ECoreNotFoundSubscribeId`: nobody watches us by this id, or in presence agent mode
///   it is not 0;
/// - `ECoreUserNotFound`: in presence agent mode, no user is set;
/// - `ECoreSIPServerEmpty`: in presence agent mode, the user has no server;
/// - `ECoreInvalidUri`: in presence agent mode, a server with a transport that there is
///   not.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIP_setPresenceStatus(
    libSDK: *mut c_void,
    subscribeId: i32,
    stateText: *const c_char,
) -> i32 {
    with_sdk("setPresenceStatus", libSDK, |sdk| {
        // SAFETY: NULL or NUL-terminated, by the header's contract.
        let text = unsafe { text::filled(stateText, Error::CoreArgumentIncorrect) }?;
        sdk.set_presence_status(SubscriptionId(subscribeId), text)
    })
}
