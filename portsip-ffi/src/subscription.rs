//! Subscriptions: presence, the calls of others, waiting messages.
#![expect(non_snake_case, reason = "the names of the C header")]

use std::ffi::{c_char, c_void};

use portsip_core::error::Error;
use portsip_core::ids::SubscriptionId;

use crate::boundary::with_sdk;
use crate::flag::Flag;
use crate::text;

/// Subscribes to what an event package tells of somebody (RFC 6665), and keeps the
/// subscription alive: it is refreshed before its time is over, and made anew where the
/// server has forgotten it, until it is taken back or refused.
///
/// Each NOTIFY raises `recvNotifyOfSubscription_fn`, and one of these packages what it
/// says besides: "dialog" `dialogStateUpdated_fn`, "message-summary"
/// `waitingVoiceMessage_fn` and `waitingFaxMessage_fn`, "presence" `presenceOnline_fn` and
/// `presenceOffline_fn`. `subscriptionFailure_fn` or `subscriptionTerminated_fn` is the last
/// event of it; after `PortSIP_removeUser` or `PortSIP_unInitialize` there is none.
///
/// - `to`: whom it is about: a name, which becomes `sip:name@<domain>` of the account,
///   or a `sip:`, `sips:` or `tel:` address.
/// - `eventName`: the event package, such as "dialog"; case does not matter.
///
/// Returns the id of the subscription (greater than 0), or:
/// - `ECoreArgumentNull`: a text is NULL;
/// - `ECoreCalleeEmpty`: `to` is empty;
/// - `ECoreArgumentIncorrect`: not UTF-8, or `eventName` is no event package, or is
///   "refer", which subscribes by itself;
/// - `ECoreUserNotFound`: no user is set;
/// - `ECoreInvalidUri`: no address, a transport that there is not, or a name while
///   the account has no domain;
/// - `ECoreSipAlreadySubscribed`: there is one to the same already;
/// - `ECoreDataSizeTooLarge`: 10000 live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIP_sendSubscription(
    libSDK: *mut c_void,
    to: *const c_char,
    eventName: *const c_char,
) -> i32 {
    with_sdk("sendSubscription", libSDK, |sdk| {
        // SAFETY: texts are NULL or NUL-terminated, by the header's contract.
        let (to, event) = unsafe {
            (
                text::filled(to, Error::CoreCalleeEmpty)?,
                text::filled(eventName, Error::CoreArgumentIncorrect)?,
            )
        };
        sdk.subscribe(to, event, "").map(|id| id.0)
    })
}

/// Takes a subscription back. `subscriptionTerminated_fn` tells when it is over.
///
/// - `subscriptionId`: what `PortSIP_sendSubscription` or `PortSIP_presenceSubscribe`
///   returned.
///
/// Returns 0, or `ECoreNotFoundSubscribeId`: there is none of this id, or it was taken
/// back before.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_terminateSubscription(libSDK: *mut c_void, subscriptionId: i32) -> i32 {
    with_sdk("terminateSubscription", libSDK, |sdk| {
        sdk.terminate_subscription(SubscriptionId(subscriptionId))
    })
}

/// Says how long subscriptions are asked to live, from the next one on; 3600 seconds
/// without this. The server may grant less, or insist on more.
///
/// - `secs`: seconds, 20 or more.
///
/// Returns 0, or `ECoreExpiresValueTooSmall`.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_setDefaultSubscriptionTime(libSDK: *mut c_void, secs: i32) -> i32 {
    with_sdk("setDefaultSubscriptionTime", libSDK, |sdk| {
        sdk.set_default_subscription_time(u32::try_from(secs).unwrap_or(0))
    })
}

/// Asks for the messages that wait for our own account: as soon as we are registered,
/// until `PortSIP_unRegisterServer`. Where the registration is lost the server is asked
/// again with the next. Off at the start.
///
/// `waitingVoiceMessage_fn` and `waitingFaxMessage_fn` tell them. Of a server that has no
/// mailboxes no event tells. What our server tells without being asked raises the events
/// with or without this.
///
/// Returns 0.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_enableAutoCheckMwi(libSDK: *mut c_void, state: Flag) -> i32 {
    with_sdk("enableAutoCheckMwi", libSDK, |sdk| {
        sdk.enable_auto_check_mwi(state.is_set())
    })
}

/// Takes over a call that rings at somebody whose calls we watch, or that he has (on
/// hold, usually): calls its other side in the place of that call (RFC 3891). The events
/// are those of `PortSIP_call`.
///
/// - `replaceDialogId`: the `BLFDialogId` of a `dialogStateUpdated_fn`.
/// - `videoCall`: asks for video, where video codecs have been added.
///
/// Returns the session id (greater than 0), or:
/// - `ECoreArgumentNull`: `replaceDialogId` is NULL;
/// - `ECoreCallIdNotFound`: no call is known by this id, it is over, it is one that he
///   makes and that was not answered yet, or the server did not tell enough to take it
///   over (its Call-ID, both tags, and the other side);
/// - `ECoreArgumentIncorrect`: not UTF-8;
/// - `ECoreUserNotFound`: no user is set;
/// - `ECoreInvalidUri`: the address of the other side cannot be called;
/// - `ECoreAudioVideoCodecEmpty`: no codec has been added;
/// - `ECoreNoFreeDialogSession`: as many calls are up as were allowed;
/// - `ECoreCreateAudioChannelFailed`: no media ports are free.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIP_pickupBLFCall(
    libSDK: *mut c_void,
    replaceDialogId: *const c_char,
    videoCall: Flag,
) -> i32 {
    with_sdk("pickupBLFCall", libSDK, |sdk| {
        // SAFETY: NULL or NUL-terminated, by the header's contract.
        let dialog = unsafe { text::filled(replaceDialogId, Error::CoreCallIdNotFound) }?;
        sdk.pickup_blf_call(dialog, videoCall.is_set())
            .map(|session| session.0)
    })
}

/// Subscribes to the presence of somebody: as `PortSIP_sendSubscription` with
/// "presence", with a subject for the one who is asked.
///
/// - `to`: as of `PortSIP_sendSubscription`.
/// - `subject`: one line; NULL or empty for none.
///
/// Returns the id of the subscription (greater than 0), or:
/// - `ECoreArgumentNull`: `to` is NULL;
/// - `ECoreCalleeEmpty`: `to` is empty;
/// - `ECoreArgumentIncorrect`: not UTF-8, or `subject` is more than one line;
/// - `ECoreUserNotFound`: no user is set;
/// - `ECoreInvalidUri`: no address, a transport that there is not, or a name while
///   the account has no domain;
/// - `ECoreSipAlreadySubscribed`: there is one to the same already;
/// - `ECoreDataSizeTooLarge`: 10000 live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIP_presenceSubscribe(
    libSDK: *mut c_void,
    to: *const c_char,
    subject: *const c_char,
) -> i32 {
    with_sdk("presenceSubscribe", libSDK, |sdk| {
        // SAFETY: texts are NULL or NUL-terminated, by the header's contract.
        let (to, subject) = unsafe {
            (
                text::filled(to, Error::CoreCalleeEmpty)?,
                text::optional(subject)?,
            )
        };
        sdk.subscribe(to, "presence", subject).map(|id| id.0)
    })
}

/// Takes a subscription to somebody's presence back: as
/// `PortSIP_terminateSubscription`.
///
/// Returns 0, or `ECoreNotFoundSubscribeId`.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_presenceTerminateSubscribe(libSDK: *mut c_void, subscribeId: i32) -> i32 {
    with_sdk("presenceTerminateSubscribe", libSDK, |sdk| {
        sdk.terminate_subscription(SubscriptionId(subscribeId))
    })
}
