//! Which call an INVITE wants to replace: RFC 3891 §3.

use crate::ids::SessionId;
use crate::sip::header::{HeaderName, Replaces};
use crate::sip::message::{Message, StatusCode};

use super::super::agent::Agent;

impl Agent {
    /// The call that an INVITE shall take the place of, where it names one; a
    /// code where it has to be refused.
    pub(in crate::ua) fn replaced_by(
        &mut self,
        request: &Message,
    ) -> Result<Option<SessionId>, StatusCode> {
        let mut values = request.headers(HeaderName::Replaces);
        if values.next().is_none() {
            return Ok(None);
        }
        if values.next().is_some() || request.header(HeaderName::Join).is_some() {
            return Err(StatusCode::BAD_REQUEST);
        }
        let wish = request.typed::<Replaces>();
        let wish = wish.ok().flatten().ok_or(StatusCode::BAD_REQUEST)?;
        let unknown = StatusCode::CALL_DOES_NOT_EXIST;
        let session = self.calls.by_local_tag(&wish.to_tag).ok_or(unknown)?;
        let checked = self
            .calls
            .with(session, &mut self.ctx, |call, _| call.check_replaces(&wish));
        checked.unwrap_or(Err(unknown))?;
        // One at a time, and no chains: replacements take no room of the limit of calls.
        if self.calls.is_in_replacement(session) {
            return Err(StatusCode::BUSY_HERE);
        }
        Ok(Some(session))
    }
}
