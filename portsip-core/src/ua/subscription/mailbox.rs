//! The messages that wait for our own account: a subscription that comes and goes with
//! the registration, and NOTIFYs that nobody has asked for (RFC 3842).

use crate::clock::Instant;
use crate::ids::SubscriptionId;
use crate::sip::header;
use crate::sip::message::{Message, StatusCode};
use crate::sip::transaction::ServerTransactionId;
use crate::sip::transport::flow::Flow;

use super::super::agent::{Agent, RegistrationStatus};
use super::Subscriptions;
use super::documents::{is_from_own_server, read_unsolicited};
use super::package::Package;
use super::state::{Asker, Subscription};

impl Agent {
    /// Whether the messages that wait for our account are asked for while we are
    /// registered.
    pub fn set_auto_check_mwi(&mut self, now: Instant, enabled: bool) {
        self.subscriptions.checks_mailbox = enabled;
        if enabled {
            self.check_mailbox();
        } else {
            self.leave_mailbox(now);
        }
        self.advance_subscriptions(now);
        self.settle(now);
    }

    /// Subscribes to it where it is to be checked and is not; the SUBSCRIBE goes with the
    /// next that may.
    pub(in crate::ua) fn check_mailbox(&mut self) {
        let is_due = |subscriptions: &Subscriptions| {
            subscriptions.checks_mailbox && subscriptions.mailbox().is_none()
        };
        let registered = self.registration_status() == RegistrationStatus::Registered;
        if !registered || !self.subscriptions.made().is_some_and(is_due) {
            return;
        }
        let Some(to) = self.ctx.user.as_mut().and_then(|user| user.address(None)) else {
            return;
        };
        // The program may ask for the same by itself, or there may be too many.
        let begun = self
            .subscriptions
            .begin(to, Package::MessageSummary, "", Asker::Registration);
        if let Err(error) = begun {
            tracing::debug!(%error, "the mailbox is not subscribed to");
        }
    }

    /// It is not to be checked any more.
    pub(in crate::ua) fn leave_mailbox(&mut self, now: Instant) {
        let subscriptions = self.subscriptions.made();
        if let Some(id) = subscriptions.and_then(Subscriptions::mailbox) {
            // It was found just now.
            let _ended = self.take_subscription_back(now, id);
        }
    }

    /// A NOTIFY outside any dialog: our own server may tell what waits for us without
    /// being asked.
    pub(in crate::ua) fn handle_unsolicited_notify(
        &mut self,
        now: Instant,
        flow: Flow,
        transaction: ServerTransactionId,
        request: &Message,
    ) {
        let event = request.typed::<header::Event>().ok().flatten();
        let is_summary = event.is_some_and(|event| event.is(Package::MessageSummary.name()));
        if !(is_summary && is_from_own_server(&self.ctx, &flow)) {
            let status = StatusCode::CALL_DOES_NOT_EXIST;
            return self.ctx.refuse(now, transaction, request, status);
        }
        self.accept_notify(now, transaction, request);
        read_unsolicited(&mut self.ctx, request);
    }
}

impl Subscriptions {
    fn mailbox(&self) -> Option<SubscriptionId> {
        let is_mailbox = |subscription: &Subscription| {
            subscription.wanted && subscription.asker == Asker::Registration
        };
        let mut live = self.live.iter();
        live.find(|(_, subscription)| is_mailbox(subscription))
            .map(|(id, _)| *id)
    }
}
