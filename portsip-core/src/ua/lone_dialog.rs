//! A dialog that has no call, only subscriptions: its next request finds its
//! way by itself (RFC 3261 §12.2.1.1, RFC 5057).

use crate::ids::SubscriptionId;
use crate::sip::dialog::Dialog;
use crate::sip::header::{HeaderName, NameAddr};
use crate::sip::message::{Message, Method, RequestBuilder, StatusCode};
use crate::sip::transport::flow::{ConnectionId, Flow};
use crate::sip::transport::target::Target;

use super::context::{Context, FlowUser, TOKEN_BYTES};
use super::flow_selection::Selection;

/// A dialog without a call.
#[derive(Clone, Debug)]
pub(crate) struct LoneDialog {
    pub(crate) dialog: Dialog,
    /// The way that the last message took.
    pub(crate) flow: Flow,
    pub(crate) standing: Standing,
    /// Our Contact.
    pub(crate) contact: NameAddr,
}

/// What the way of the last message is to the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Its way too.
    Settled,
    /// Its way too, unless the next hop is elsewhere.
    Presumed,
    /// It has ended: another has to be found.
    Lost,
}

impl LoneDialog {
    /// One whose last message took `flow`.
    pub(crate) fn new(dialog: Dialog, flow: Flow, contact: NameAddr) -> Self {
        Self {
            dialog,
            flow,
            standing: Standing::Presumed,
            contact,
        }
    }

    /// The way of the next request, when it is known; else `user` is told.
    pub(crate) fn way(&mut self, ctx: &mut Context, user: FlowUser) -> Selection {
        if self.standing == Standing::Settled {
            return Selection::Ready(self.flow.into());
        }
        let current = self.flow;
        let target = Target::of(self.dialog.next_hop(), ctx.default_transport());
        let target = target.ok().filter(|target| {
            self.standing == Standing::Lost
                || target.transport != current.transport
                || target.address() != Some(current.remote)
        });
        match target {
            Some(target) => ctx.find_flow(&target, user),
            None => Selection::Ready(current.into()),
        }
    }

    /// The next request takes this way.
    pub(crate) fn settle(&mut self, way: Flow) {
        self.flow = way;
        self.standing = Standing::Settled;
    }

    /// Whether a response is of this dialog, and of no other fork.
    pub(crate) fn is_of(&self, response: &Message) -> bool {
        self.dialog.id().remote_tag() == response.to().tag().unwrap_or_default()
    }

    /// A connection has ended: whether it was the way of the last message.
    pub(crate) fn handle_connection_closed(&mut self, connection: ConnectionId) -> bool {
        let is_way = self.flow.is_reliable() && self.flow.connection == connection;
        if is_way {
            self.standing = Standing::Lost;
        }
        is_way
    }

    /// The next hop may be another now.
    pub(crate) fn presume(&mut self) {
        if self.standing == Standing::Settled {
            self.standing = Standing::Presumed;
        }
    }

    /// The next request, with our Contact on its way.
    pub(crate) fn request(
        &mut self,
        ctx: &mut Context,
        method: Method,
        way: &Flow,
    ) -> RequestBuilder {
        if let Some(contact) = ctx.contact(way, self.dialog.is_secure()) {
            self.contact = contact;
        }
        let mut request = self.dialog.request(method);
        request
            .header(HeaderName::UserAgent, &ctx.config.user_agent)
            .header(HeaderName::Contact, &self.contact);
        request
    }
}

/// A tag that tells which subscription it is of: random text, then its number.
pub(crate) fn local_tag(ctx: &mut Context, id: SubscriptionId) -> String {
    format!("{}{id}", ctx.token())
}

/// Which subscription may have given a tag to its dialog.
pub(crate) fn id_of_tag(tag: &str) -> Option<SubscriptionId> {
    let number = tag.get(TOKEN_BYTES..)?;
    number.parse().ok().map(SubscriptionId)
}

/// Whether a refusal of a SUBSCRIBE or NOTIFY in a dialog says that the subscription is
/// gone (RFC 6665 §4.1.2.2, §4.2.2; RFC 5057 §5.1).
pub(crate) fn ends_subscription(status: StatusCode) -> bool {
    matches!(
        status.code(),
        404 | 405 | 408 | 410 | 416 | 480..=485 | 489 | 501 | 604
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_name_their_subscription() {
        assert_eq!(id_of_tag("0123456789abcdef42"), Some(SubscriptionId(42)));
        for other in [
            "",
            "42",
            "0123456789abcdef",
            "0123456789abcdéf42",
            "0123456789abcdefx",
        ] {
            assert_eq!(id_of_tag(other), None, "{other}");
        }
    }
}
