//! Which call a REFER outside any is about: RFC 4538, RFC 5589 §7.

use crate::ids::SessionId;
use crate::sip::header::TargetDialog;
use crate::sip::message::Message;

use super::super::agent::Agent;

impl Agent {
    /// The call with the sender of a request that the request names. What names none of
    /// ours says nothing.
    pub(super) fn named_by(&mut self, request: &Message) -> Option<SessionId> {
        let named = request.typed::<TargetDialog>().ok().flatten()?;
        let session = self.calls.by_local_tag(&named.local_tag)?;
        let fits = self
            .calls
            .with(session, &mut self.ctx, |call, _| call.is_named(&named));
        (fits == Some(true)).then_some(session)
    }
}
