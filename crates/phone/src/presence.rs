//! Presence of our own, and its event.

use std::ffi::{c_char, c_void};

use portsip_sdk::{
    PortSIP_presenceAcceptSubscribe, PortSIP_presenceRejectSubscribe, PortSIP_setPresenceMode,
    PortSIP_setPresenceStatus, PortSIPX_Handlers,
};

use crate::event::{Event, push};
use crate::{Phone, check, text};

impl Phone {
    /// Lets a watcher know how we are.
    pub fn accept_watcher(&self, id: i32) {
        let code = PortSIP_presenceAcceptSubscribe(self.sdk.0, id);
        check("presenceAcceptSubscribe", code);
    }

    /// Turns a watcher away.
    pub fn reject_watcher(&self, id: i32) {
        let code = PortSIP_presenceRejectSubscribe(self.sdk.0, id);
        check("presenceRejectSubscribe", code);
    }

    /// Whether a server tells others how we are, and not we ourselves.
    pub fn publish(&self, at_server: bool) {
        let code = PortSIP_setPresenceMode(self.sdk.0, at_server.into());
        check("setPresenceMode", code);
    }

    /// Says how we are: to a watcher, or with 0 to the server.
    pub fn set_status(&self, watcher: i32, status: &str) {
        let status = text(status);
        // SAFETY: the text lives through the call.
        let code = unsafe { PortSIP_setPresenceStatus(self.sdk.0, watcher, status.as_ptr()) };
        check("setPresenceStatus", code);
    }
}

/// Adds that of a watcher, whose id is the status.
pub(crate) fn add_handlers(handlers: &mut PortSIPX_Handlers) {
    handlers.onPresenceRecvSubscribe = Some(presence_recv_subscribe);
}

extern "C" fn presence_recv_subscribe(
    context: *mut c_void,
    id: i32,
    _name: *const c_char,
    from: *const c_char,
    subject: *const c_char,
) {
    let event = Event::new("onPresenceRecvSubscribe", -1).status(id);
    push(context, event.texts(&[from, subject]));
}
