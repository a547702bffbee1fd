//! Requests in a call and outside of one, and calls sent elsewhere.

use std::ptr;

use portsip_sdk::{PortSIP_forwardCall, PortSIP_sendInfo, PortSIP_sendOptions};

use crate::{Phone, check, text};

impl Phone {
    /// Informs the other side of a call.
    pub fn send_info(&self, session: i32, kind: &str, subtype: &str, contents: &str) {
        let [kind, subtype, contents] = [kind, subtype, contents].map(text);
        // SAFETY: every text lives through the call.
        let code = unsafe {
            PortSIP_sendInfo(
                self.sdk.0,
                session,
                kind.as_ptr(),
                subtype.as_ptr(),
                contents.as_ptr(),
            )
        };
        check("sendInfo", code);
    }

    /// Asks what somebody can.
    pub fn send_options(&self, to: &str) {
        let to = text(to);
        // SAFETY: the text lives through the call; no description is NULL.
        let code = unsafe { PortSIP_sendOptions(self.sdk.0, to.as_ptr(), ptr::null()) };
        check("sendOptions", code);
    }

    /// Tells the caller of a ringing call to call there.
    pub fn forward(&self, session: i32, to: &str) {
        let to = text(to);
        // SAFETY: the text lives through the call.
        let code = unsafe { PortSIP_forwardCall(self.sdk.0, session, to.as_ptr()) };
        check("forwardCall", code);
    }
}
