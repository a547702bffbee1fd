//! The NOTIFYs about a REFER that we got: one at a time, the newest word first
//! (RFC 3515 §2.4.4, RFC 6665 §4.2.2).

use crate::clock::Instant;
use crate::ids::ReferId;
use crate::sip::header::HeaderName;
use crate::sip::message::{Message, Method, RequestBuilder, StatusCode};
use crate::sip::transport::flow::Flow;

use super::super::agent::Agent;
use super::super::call::Calls;
use super::super::context::{Context, Deadline, FlowUser, Owner};
use super::super::lone_dialog::LoneDialog;
use super::super::lone_request::{self, Input, LoneRequest, Sender, Step, Stuck, Trip};
use super::super::notifier::{Next, Notifier};
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

/// What the other side is told of its REFER.
pub(super) struct Report {
    wanted: bool,
    /// None before the first word.
    newest: Option<Notice>,
    notifier: Notifier,
    /// The NOTIFY that is out; in the dialog of a call it has credentials, and no way.
    request: Option<Box<LoneRequest>>,
}

impl Agent {
    /// Tells the other side how its transfer goes, once what was told before
    /// has arrived.
    pub(super) fn notify(&mut self, now: Instant, refer: ReferId, notice: Notice) {
        let Some(received) = self.transfers.received.get_mut(&refer) else {
            return;
        };
        let report = &mut received.report;
        if !report.wanted {
            if notice.last.is_some() {
                self.forget_refer(refer);
            }
            return;
        }
        if report.has_ended() || report.newest.as_ref() == Some(&notice) {
            return;
        }
        report.newest = Some(notice);
        self.notify_again(now, refer);
    }

    /// Tells the other side how things stand, as it does not know or has asked: each
    /// SUBSCRIBE is followed by a NOTIFY (RFC 6665 §4.2.1.2).
    pub(super) fn notify_again(&mut self, now: Instant, refer: ReferId) {
        if let Some(received) = self.transfers.received.get_mut(&refer) {
            let next = received.report.notifier.add_news();
            self.go_on_notifying(now, refer, next, None);
        }
    }

    /// The dialog of a NOTIFY has lost its call before that was sent: it goes by the way
    /// of the dialog.
    pub(super) fn notify_without_call(&mut self, now: Instant, refer: ReferId) {
        self.go_on_notifying(now, refer, Next::Send, None);
    }

    /// Does what follows for a REFER; `response` may want credentials.
    fn go_on_notifying(
        &mut self,
        now: Instant,
        refer: ReferId,
        next: Next,
        response: Option<&Message>,
    ) {
        let Some(received) = self.transfers.received.get_mut(&refer) else {
            return;
        };
        let report = &mut received.report;
        match next {
            Next::Wait => {}
            Next::Send => {
                report.request = Some(Box::new(LoneRequest::new(None)));
                self.send_notice(now, refer, Input::Begin);
            }
            Next::Authenticate => {
                if let Some(response) = response {
                    self.send_notice(now, refer, Input::Response(response));
                }
            }
            Next::Told if !report.has_ended() => report.request = None,
            Next::Told | Next::Gone => self.end_subscription(refer),
        }
    }

    /// Does what follows for the NOTIFY about a REFER; where it goes no further so ends
    /// the subscription.
    fn send_notice(&mut self, now: Instant, refer: ReferId, input: Input<'_>) {
        let Some(received) = self.transfers.received.get_mut(&refer) else {
            return;
        };
        let Some(mut request) = received.report.request.take() else {
            return;
        };
        let trip = request.on(now, &mut self.ctx, received);
        let step = handle_notice(trip, &mut self.calls, input);
        received.report.request = Some(request);
        if step.is_err() {
            return self.end_subscription(refer);
        }
        if let Place::Alone(alone) = &received.place {
            let dialog = &alone.dialog;
            let (id, number) = (dialog.id().clone(), dialog.local_cseq());
            self.transfers.note_number(&id, number);
        }
    }

    /// Something has come to a NOTIFY of ours.
    pub(in crate::ua) fn handle_refer_notify(
        &mut self,
        now: Instant,
        refer: ReferId,
        input: Input<'_>,
    ) {
        let Some(received) = self.transfers.received.get_mut(&refer) else {
            return;
        };
        let notifier = &mut received.report.notifier;
        match input {
            Input::Response(response) => {
                let deadline = Deadline::ReferNotify(refer);
                let next = notifier.handle_response(now, &mut self.ctx, response, deadline);
                self.go_on_notifying(now, refer, next, Some(response));
            }
            Input::Unanswered(status) => {
                let next = notifier.handle_unanswered(status);
                self.go_on_notifying(now, refer, next, None);
            }
            Input::Begin | Input::Way(_) | Input::Stranded => self.send_notice(now, refer, input),
        }
    }

    /// The other side has asked us to wait, and the time is over.
    pub(in crate::ua) fn handle_notify_wait_over(&mut self, now: Instant, refer: ReferId) {
        if let Some(received) = self.transfers.received.get_mut(&refer) {
            let next = received.report.notifier.handle_timeout();
            if received.report.has_ended() {
                received.await_last_word(now, &mut self.ctx);
            }
            self.go_on_notifying(now, refer, next, None);
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
}

/// A NOTIFY in the dialog of a call goes by the way of that.
fn handle_notice(mut trip: Trip<'_, Received>, calls: &mut Calls, input: Input<'_>) -> Step {
    let Place::Call(session) = trip.sender.place else {
        return trip.handle(input);
    };
    let challenge = input.response().map(|(_, response)| response);
    let (now, received) = (trip.now, trip.sender);
    let credentials = (trip.request.attempt(), challenge);
    let sent = calls.with(session, trip.ctx, |call, ctx| {
        call.send_notify(now, ctx, received.id, credentials, |request| {
            received.write_notice(now, request);
        })
    });
    sent.filter(|sent| *sent).map(|_| ()).ok_or(Stuck::Unsent)
}

impl Received {
    fn write_notice(&mut self, now: Instant, request: &mut RequestBuilder) {
        let left_s = self.expires_at.saturating_since(now).as_secs();
        self.report.notifier.take_news();
        self.report.newest().write_to(request, self.number, left_s);
    }
}

impl Sender for Received {
    fn names(&self) -> (Owner, FlowUser) {
        (Owner::Notify(self.id, None), FlowUser::Notify(self.id))
    }

    fn dialog(&mut self) -> Option<&mut LoneDialog> {
        match &mut self.place {
            Place::Alone(alone) => Some(alone),
            Place::Call(_) => None,
        }
    }

    fn write(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        _place: Option<&lone_request::Place>,
        way: &Flow,
    ) -> Option<RequestBuilder> {
        let mut request = self.dialog()?.request(ctx, Method::Notify, way);
        self.write_notice(now, &mut request);
        Some(request)
    }
}

impl Report {
    /// Of a subscription about to begin, or of none.
    pub(super) fn new(wanted: bool) -> Self {
        Self {
            wanted,
            newest: None,
            notifier: Notifier::default(),
            request: None,
        }
    }

    /// The NOTIFY that is out went along `way` in the dialog of a call, which is over.
    pub(super) fn leave_call(&mut self, way: Flow) {
        if let Some(request) = &mut self.request {
            request.take_over(way);
        }
    }

    /// Whether there is a subscription.
    pub(super) fn is_wanted(&self) -> bool {
        self.wanted
    }

    /// Whether the other side has asked us to wait with what is told next.
    pub(super) fn is_delayed(&self) -> bool {
        self.notifier.is_delayed()
    }

    /// Nothing is told any more.
    pub(super) fn disarm(&mut self, ctx: &mut Context) {
        self.notifier.disarm(ctx);
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
