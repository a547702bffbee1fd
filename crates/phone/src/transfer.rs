//! Transfers.

use portsip_sdk::{PortSIP_acceptRefer, PortSIP_attendedRefer, PortSIP_refer};

use crate::{Event, Phone, check, text};

impl Phone {
    /// Asks the other side of a call to call `to`.
    pub fn refer(&self, session: i32, to: &str) {
        let to = text(to);
        // SAFETY: the text lives through the call.
        let code = unsafe { PortSIP_refer(self.sdk.0, session, to.as_ptr()) };
        check("refer", code);
    }

    /// Asks the other side of `session` to take our place in `replaced`, with
    /// `to`.
    pub fn attended_refer(&self, session: i32, replaced: i32, to: &str) {
        let to = text(to);
        // SAFETY: the text lives through the call.
        let code = unsafe { PortSIP_attendedRefer(self.sdk.0, session, replaced, to.as_ptr()) };
        check("attendedRefer", code);
    }

    /// Does what `onReceivedRefer` told; the session of the new call.
    pub fn accept_refer(&self, asked: &Event) -> i32 {
        let message = text(&asked.message);
        // SAFETY: the text lives through the call.
        let session = unsafe { PortSIP_acceptRefer(self.sdk.0, asked.status, message.as_ptr()) };
        assert!(session > 0, "acceptRefer: {session}");
        session
    }
}
