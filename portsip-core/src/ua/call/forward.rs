//! A ringing call that the program sends elsewhere: RFC 3261 §13.3.1.2.

use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::sip::uri::Uri;

use super::super::context::Context;
use super::{Call, State};

impl Call {
    /// Answers a call that rings with 302 to `target`.
    pub(crate) fn forward(&mut self, now: Instant, ctx: &mut Context, target: &Uri) -> Result<()> {
        let session = self.session;
        match &mut self.state {
            State::Ringing(ringing) if !ringing.answering => {
                ringing.redirect(now, ctx, session, target);
            }
            _ => return Err(Error::CoreNotIncomingCall),
        }
        self.end(ctx);
        Ok(())
    }
}
