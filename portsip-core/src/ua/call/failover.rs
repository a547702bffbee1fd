//! Requests in a confirmed dialog that nobody served: each goes again, to the next
//! destination of the dialog's next hop (RFC 3263 §4.3).

use crate::clock::Instant;
use crate::sip::auth::Attempt;
use crate::sip::transport::flow::Flow;

use super::super::context::{Context, Owner};
use super::super::transfer::{Transfer, TransferId};
use super::close::Closing;
use super::established::Established;
use super::{Call, State};

impl Call {
    /// A request of ours had no answer along its way, or 503, or that was lost. Whether
    /// it goes again.
    pub(super) fn goes_on(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        owner: Owner,
        way: (Flow, bool),
    ) -> bool {
        let session = self.session;
        let sender = self.sender_of(owner);
        if !sender.is_some_and(|sender| sender.go_on(now, ctx, session, way)) {
            return false;
        }
        match owner {
            Owner::Modify(_) => self.send_offer(now, ctx, None),
            Owner::Refresh(_) => self.send_refresh(now, ctx, None),
            Owner::Info(_) => self.send_info_in_flight(now, ctx),
            Owner::Message(..) => self.send_message_in_flight(now, ctx, None),
            Owner::Bye(_) => self.send_bye_again(now, ctx),
            _ => false,
        }
    }

    /// The same for a REFER, with its first credentials.
    pub(crate) fn refer_elsewhere(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        id: TransferId,
        transfer: &mut Transfer,
        way: (Flow, bool),
    ) -> Option<Attempt> {
        let session = self.session;
        let moved = self.connected().ok()?.go_on(now, ctx, session, way);
        moved.then(|| self.send_refer(now, ctx, id, transfer).ok())?
    }

    /// The dialog that waits for the answer to a request.
    fn sender_of(&mut self, owner: Owner) -> Option<&mut Established> {
        match (owner, &mut self.state) {
            (
                Owner::Modify(_) | Owner::Refresh(_) | Owner::Info(_) | Owner::Message(..),
                State::Established(sender),
            ) => Some(sender),
            (Owner::Bye(_), State::Closing(closing)) => match &mut **closing {
                Closing::Leaving { established, .. } => Some(established),
                Closing::Cancelling(_) | Closing::AwaitingAck { .. } => None,
            },
            _ => None,
        }
    }
}
