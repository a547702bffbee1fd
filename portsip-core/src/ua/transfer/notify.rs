//! The NOTIFYs about a REFER that we got: one at a time, the newest word first
//! (RFC 3515 §2.4.4, RFC 6665 §4.2.2).

use crate::clock::Instant;
use crate::ids::ReferId;
use crate::sip::auth::Attempt;
use crate::sip::header::HeaderName;
use crate::sip::message::{Message, Method, RequestBuilder, StatusCode};
use crate::sip::transport::flow::Flow;

use super::super::agent::Agent;
use super::super::context::{Context, FlowUser, Owner};
use super::super::lone_dialog::{LoneDialog, ends_subscription};
use super::received::{Place, Received};
use super::sipfrag;
use super::subscription::event;

/// What is to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Notice {
    pub(super) status: StatusCode,
    pub(super) reason: String,
    /// Why the subscription ends with it, where it does.
    pub(super) last: Option<&'static str>,
}

/// The notifier's side of a subscription.
pub(super) struct Notifier {
    wanted: bool,
    /// None before the first word.
    newest: Option<Notice>,
    /// The newest word is to be said again, news or not.
    again: bool,
    /// The connection of the NOTIFY was lost, and it went again.
    resent: bool,
    sending: Sending,
}

enum Sending {
    /// The newest word has arrived.
    Idle,
    /// The way is looked for.
    Selecting,
    /// A NOTIFY is out with this word.
    Out(Notice, Attempt),
}

impl Agent {
    /// Tells the other side how its transfer goes, once what was told before
    /// has arrived.
    pub(super) fn notify(&mut self, now: Instant, refer: ReferId, notice: Notice) {
        let Some(received) = self.transfers.received.get_mut(&refer) else {
            return;
        };
        let notifier = &mut received.notifier;
        if !notifier.wanted {
            if notice.last.is_some() {
                self.forget_refer(refer);
            }
            return;
        }
        if notifier.has_ended() || notifier.newest.as_ref() == Some(&notice) {
            return;
        }
        notifier.newest = Some(notice);
        if matches!(notifier.sending, Sending::Idle) {
            self.send_newest(now, refer, None);
        }
    }

    /// Tells the other side how things stand because it has asked: each
    /// SUBSCRIBE is followed by a NOTIFY (RFC 6665 §4.2.1.2).
    pub(super) fn notify_again(&mut self, now: Instant, refer: ReferId) {
        let Some(received) = self.transfers.received.get_mut(&refer) else {
            return;
        };
        received.notifier.again = true;
        if matches!(received.notifier.sending, Sending::Idle) {
            self.send_newest(now, refer, None);
        }
    }

    /// Sends the newest word, with the credentials that `challenge` wants.
    pub(super) fn send_newest(
        &mut self,
        now: Instant,
        refer: ReferId,
        challenge: Option<&Message>,
    ) {
        let Some(received) = self.transfers.received.get_mut(&refer) else {
            return;
        };
        let number = received.number;
        let left_s = received.expires_at.saturating_since(now).as_secs();
        let notifier = &mut received.notifier;
        let Some(notice) = notifier.newest.clone() else {
            return;
        };
        notifier.again = false;
        let mut attempt = match std::mem::replace(&mut notifier.sending, Sending::Idle) {
            Sending::Out(_, attempt) if challenge.is_some() => attempt,
            _ => Attempt::default(),
        };
        let ctx = &mut self.ctx;
        let sent = match &mut received.place {
            Place::Call(session) => {
                let credentials = (&mut attempt, challenge);
                let sent = self.calls.with(*session, ctx, |call, ctx| {
                    call.send_notify(now, ctx, refer, credentials, |request| {
                        notice.write_to(request, number, left_s);
                    })
                });
                sent == Some(true)
            }
            Place::Alone(alone) => {
                let Some(flow) = alone.way(ctx, FlowUser::Notify(refer)) else {
                    notifier.sending = Sending::Selecting;
                    return;
                };
                let credentials = (&mut attempt, challenge);
                send_alone(alone, now, ctx, (refer, flow), credentials, |request| {
                    notice.write_to(request, number, left_s);
                })
            }
        };
        if sent {
            notifier.sending = Sending::Out(notice, attempt);
            if let Place::Alone(alone) = &received.place {
                let dialog = &alone.dialog;
                let (id, number) = (dialog.id().clone(), dialog.local_cseq());
                self.transfers.note_number(&id, number);
            }
        } else {
            self.end_subscription(refer);
        }
    }

    /// The search for the way of a NOTIFY has ended; without one the last
    /// message's serves.
    pub(in crate::ua) fn handle_notify_way(
        &mut self,
        now: Instant,
        refer: ReferId,
        found: Option<Flow>,
    ) {
        let Some(received) = self.transfers.received.get_mut(&refer) else {
            return;
        };
        if let Place::Alone(alone) = &mut received.place {
            alone.settled(found);
        }
        if matches!(received.notifier.sending, Sending::Selecting) {
            self.send_newest(now, refer, None);
        }
    }

    /// The response to a NOTIFY of ours.
    pub(in crate::ua) fn handle_notify_response(
        &mut self,
        now: Instant,
        refer: ReferId,
        response: &Message,
    ) {
        let status = response.status().filter(|status| status.is_final());
        match status {
            None => {}
            Some(status) if matches!(status.code(), 401 | 407) => {
                self.send_newest(now, refer, Some(response));
            }
            Some(status) if ends_subscription(status) => self.end_subscription(refer),
            Some(_) => self.handle_notified(now, refer),
        }
    }

    /// A NOTIFY of ours got no answer: so ends the subscription. Where its
    /// connection was lost it goes again, over a new one.
    pub(in crate::ua) fn handle_notify_unanswered(
        &mut self,
        now: Instant,
        refer: ReferId,
        status: StatusCode,
    ) {
        let received = self.transfers.received.get_mut(&refer);
        let is_first = received
            .is_some_and(|received| !std::mem::replace(&mut received.notifier.resent, true));
        if is_first && status == StatusCode::SERVICE_UNAVAILABLE {
            self.send_newest(now, refer, None);
        } else {
            self.end_subscription(refer);
        }
    }

    /// Nobody wants to know any more; a REFER that waits for its decision goes
    /// on waiting.
    fn end_subscription(&mut self, refer: ReferId) {
        let received = self.transfers.received.get_mut(&refer);
        if received.is_some_and(Received::end_subscription) {
            self.forget_refer(refer);
        }
    }

    fn handle_notified(&mut self, now: Instant, refer: ReferId) {
        let Some(received) = self.transfers.received.get_mut(&refer) else {
            return;
        };
        let notifier = &mut received.notifier;
        let Sending::Out(told, _) = std::mem::replace(&mut notifier.sending, Sending::Idle) else {
            return;
        };
        notifier.resent = false;
        if notifier.again || notifier.newest.as_ref() != Some(&told) {
            self.send_newest(now, refer, None);
        } else if told.last.is_some() {
            self.end_subscription(refer);
        }
    }
}

impl Notifier {
    /// A subscription about to begin, or none.
    pub(super) fn new(wanted: bool) -> Self {
        Self {
            wanted,
            newest: None,
            again: false,
            resent: false,
            sending: Sending::Idle,
        }
    }

    /// Whether there is a subscription.
    pub(super) fn is_wanted(&self) -> bool {
        self.wanted
    }

    /// Whether its last word is said.
    pub(super) fn has_ended(&self) -> bool {
        self.newest
            .as_ref()
            .is_some_and(|newest| newest.last.is_some())
    }

    /// What was said last, or waits to be.
    pub(super) fn newest(&self) -> Notice {
        let newest = self.newest.clone();
        newest.unwrap_or_else(|| Notice::new(StatusCode::TRYING))
    }
}

impl Notice {
    /// A code with its own reason.
    pub(super) fn new(status: StatusCode) -> Self {
        Self {
            status,
            reason: status.default_reason().to_owned(),
            last: None,
        }
    }

    /// The same as the last word.
    pub(super) fn last(mut self, reason: &'static str) -> Self {
        self.last = Some(reason);
        self
    }

    /// `left_s`: how long the subscription lives where this is not the end.
    fn write_to(&self, request: &mut RequestBuilder, number: Option<u32>, left_s: u64) {
        request.header(HeaderName::Event, event(number));
        match self.last {
            Some(reason) => request.header(
                HeaderName::SubscriptionState,
                format_args!("terminated;reason={reason}"),
            ),
            None => request.header(
                HeaderName::SubscriptionState,
                format_args!("active;expires={left_s}"),
            ),
        };
        request.body(sipfrag::SIPFRAG, sipfrag::write(self.status, &self.reason));
    }
}

/// Sends a NOTIFY in a dialog that has no call.
fn send_alone(
    alone: &mut LoneDialog,
    now: Instant,
    ctx: &mut Context,
    (refer, flow): (ReferId, Flow),
    (attempt, challenge): (&mut Attempt, Option<&Message>),
    write: impl FnOnce(&mut RequestBuilder),
) -> bool {
    let mut request = alone.request(ctx, Method::Notify);
    write(&mut request);
    let owner = Owner::Notify(refer, None);
    ctx.present(attempt, flow, challenge, &mut request)
        && ctx.send_request(now, flow, &mut request, owner).is_some()
}
