//! Subscriptions to what others tell, and their events.

use std::ffi::{c_char, c_void};

use portsip_sdk::{
    PortSIP_enableAutoCheckMwi, PortSIP_pickupBLFCall, PortSIP_sendSubscription,
    PortSIP_setDefaultSubscriptionTime, PortSIP_terminateSubscription, PortSIPX_Handlers,
};

use crate::event::{Event, push};
use crate::{Phone, check, text};

impl Phone {
    /// Subscribes to an event package of somebody; the id of the subscription.
    pub fn subscribe(&self, to: &str, package: &str) -> i32 {
        let [to, package] = [to, package].map(text);
        // SAFETY: both texts live through the call.
        let id = unsafe { PortSIP_sendSubscription(self.sdk.0, to.as_ptr(), package.as_ptr()) };
        assert!(id > 0, "sendSubscription: {id}");
        id
    }

    /// How long subscriptions are asked to live, from the next one on.
    pub fn set_subscription_time(&self, seconds: i32) {
        let code = PortSIP_setDefaultSubscriptionTime(self.sdk.0, seconds);
        check("setDefaultSubscriptionTime", code);
    }

    /// Takes a subscription back.
    pub fn terminate_subscription(&self, id: i32) {
        let code = PortSIP_terminateSubscription(self.sdk.0, id);
        check("terminateSubscription", code);
    }

    /// Asks for the messages that wait for us while we are registered.
    pub fn check_mailbox(&self) {
        let code = PortSIP_enableAutoCheckMwi(self.sdk.0, true.into());
        check("enableAutoCheckMwi", code);
    }

    /// Takes over the call that a `onDialogStateUpdated` told; our call.
    pub fn pick_up(&self, dialog: &str) -> i32 {
        let dialog = text(dialog);
        // SAFETY: the text lives through the call.
        let session = unsafe { PortSIP_pickupBLFCall(self.sdk.0, dialog.as_ptr(), false.into()) };
        assert!(session > 0, "pickupBLFCall: {session}");
        session
    }
}

/// Adds those of subscriptions. Their id is the status of an event, but of a failure,
/// which has it as text.
pub(crate) fn add_handlers(handlers: &mut PortSIPX_Handlers) {
    handlers.onRecvNotifyOfSubscription = Some(recv_notify);
    handlers.onSubscriptionFailure = Some(subscription_failure);
    handlers.onSubscriptionTerminated = Some(subscription_terminated);
    handlers.onPresenceOnline = Some(presence_online);
    handlers.onPresenceOffline = Some(presence_offline);
    handlers.onDialogStateUpdated = Some(dialog_state_updated);
    handlers.onWaitingVoiceMessage = Some(waiting_voice_message);
    handlers.onWaitingFaxMessage = Some(waiting_fax_message);
}

extern "C" fn recv_notify(
    context: *mut c_void,
    id: i32,
    message: *const u8,
    length: usize,
    _content: *const u8,
    _content_length: i32,
) {
    let event = Event::new("onRecvNotifyOfSubscription", -1).status(id);
    push(context, event.message(message, length));
}

extern "C" fn subscription_failure(context: *mut c_void, id: i32, status: i32) {
    let mut event = Event::new("onSubscriptionFailure", -1).status(status);
    event.text = id.to_string();
    push(context, event);
}

extern "C" fn subscription_terminated(context: *mut c_void, id: i32) {
    push(
        context,
        Event::new("onSubscriptionTerminated", -1).status(id),
    );
}

extern "C" fn presence_online(
    context: *mut c_void,
    _name: *const c_char,
    from: *const c_char,
    state: *const c_char,
) {
    push(
        context,
        Event::new("onPresenceOnline", -1).texts(&[from, state]),
    );
}

extern "C" fn presence_offline(context: *mut c_void, _name: *const c_char, from: *const c_char) {
    push(context, Event::new("onPresenceOffline", -1).texts(&[from]));
}

extern "C" fn dialog_state_updated(
    context: *mut c_void,
    monitored: *const c_char,
    state: *const c_char,
    dialog: *const c_char,
    direction: *const c_char,
) {
    let event = Event::new("onDialogStateUpdated", -1);
    push(context, event.texts(&[monitored, state, dialog, direction]));
}

extern "C" fn waiting_voice_message(
    context: *mut c_void,
    account: *const c_char,
    urgent_new: i32,
    urgent_old: i32,
    new: i32,
    old: i32,
) {
    let event = Event::new("onWaitingVoiceMessage", -1).texts(&[account]);
    push(context, counted(event, [new, old, urgent_new, urgent_old]));
}

extern "C" fn waiting_fax_message(
    context: *mut c_void,
    account: *const c_char,
    urgent_new: i32,
    urgent_old: i32,
    new: i32,
    old: i32,
) {
    let event = Event::new("onWaitingFaxMessage", -1).texts(&[account]);
    push(context, counted(event, [new, old, urgent_new, urgent_old]));
}

/// With the counts as a message summary writes them.
fn counted(mut event: Event, [new, old, urgent_new, urgent_old]: [i32; 4]) -> Event {
    event.text = format!("{} {new}/{old} ({urgent_new}/{urgent_old})", event.text);
    event
}
