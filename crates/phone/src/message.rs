//! Messages of people, in calls and outside of them.

use portsip_sdk::{
    PortSIP_addSupportedMimeType, PortSIP_sendMessage, PortSIP_sendOutOfDialogMessage,
};

use crate::{Phone, check, text};

impl Phone {
    /// Sends a message in a call; its id.
    pub fn send_message(&self, session: i32, kind: &str, subtype: &str, body: &[u8]) -> i32 {
        let [kind, subtype] = [kind, subtype].map(text);
        // SAFETY: texts and body live through the call.
        let id = unsafe {
            PortSIP_sendMessage(
                self.sdk.0,
                session,
                kind.as_ptr(),
                subtype.as_ptr(),
                body.as_ptr(),
                length(body),
            )
        };
        assert!(id > 0, "sendMessage: {id}");
        id
    }

    /// Sends a message outside of calls; its id.
    pub fn send_outside(&self, to: &str, kind: &str, subtype: &str, body: &[u8]) -> i32 {
        let [to, kind, subtype] = [to, kind, subtype].map(text);
        // SAFETY: texts and body live through the call.
        let id = unsafe {
            PortSIP_sendOutOfDialogMessage(
                self.sdk.0,
                to.as_ptr(),
                kind.as_ptr(),
                subtype.as_ptr(),
                false.into(),
                body.as_ptr(),
                length(body),
            )
        };
        assert!(id > 0, "sendOutOfDialogMessage: {id}");
        id
    }

    /// Takes bodies of one more type in requests of a method.
    pub fn take_type(&self, method: &str, kind: &str, subtype: &str) {
        let [method, kind, subtype] = [method, kind, subtype].map(text);
        // SAFETY: every text lives through the call.
        let code = unsafe {
            PortSIP_addSupportedMimeType(
                self.sdk.0,
                method.as_ptr(),
                kind.as_ptr(),
                subtype.as_ptr(),
            )
        };
        check("addSupportedMimeType", code);
    }
}

fn length(body: &[u8]) -> i32 {
    i32::try_from(body.len()).expect("a test's body is short")
}
