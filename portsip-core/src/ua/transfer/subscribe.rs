//! SUBSCRIBE in the dialog of a REFER that we got: it refreshes the subscription
//! or ends it (RFC 3515 §2.4.4, RFC 6665 §4.2.1). There is none to make anew.

use std::time::Duration;

use crate::clock::Instant;
use crate::ids::ReferId;
use crate::limits::REFER_SUBSCRIPTION_S_MAX;
use crate::sip::dialog::Sequence;
use crate::sip::header::HeaderName;
use crate::sip::message::{Message, ResponseBuilder, StatusCode};
use crate::sip::transaction::ServerTransactionId;

use super::super::agent::Agent;
use super::received::{Place, Received};
use super::subscription::{event_number, is_about_refer};

impl Agent {
    /// A SUBSCRIBE whose To has a tag, and that is of no watcher.
    pub(in crate::ua) fn handle_subscribe(
        &mut self,
        now: Instant,
        transaction: ServerTransactionId,
        request: &Message,
    ) {
        let gone = StatusCode::CALL_DOES_NOT_EXIST;
        if !is_about_refer(request) {
            let tag = request.to().tag().unwrap_or_default();
            return match self.calls.by_local_tag(tag) {
                // The dialog is there, and has nothing of the kind.
                Some(_) => self.refuse_event(now, transaction, request),
                None => self.ctx.refuse(now, transaction, request, gone),
            };
        }
        let subscribed = self.subscribed_by(request).ok_or(gone);
        match subscribed.and_then(|refer| self.check_subscribe(refer, request).map(|()| refer)) {
            Ok(refer) => self.renew(now, refer, transaction, request),
            Err(status) => self.ctx.refuse(now, transaction, request, status),
        }
    }

    /// The REFER whose subscription a SUBSCRIBE is about: the one it names,
    /// else the first of the dialog.
    fn subscribed_by(&self, request: &Message) -> Option<ReferId> {
        let tag = request.to().tag().unwrap_or_default();
        let session = self.calls.by_local_tag(tag);
        let number = event_number(request);
        let is_meant = |received: &Received| {
            let refer = received.request();
            let is_here = match &received.place {
                Place::Call(place) => session == Some(*place),
                Place::Alone(alone) => {
                    let id = alone.dialog.id();
                    let remote_tag = request.from().tag().unwrap_or_default();
                    id.local_tag() == tag && id.remote_tag() == remote_tag
                }
            };
            is_here
                && refer.call_id() == request.call_id()
                && number.is_none_or(|number| number == refer.cseq().number)
                && received.has_subscription()
        };
        let mut all = self.transfers.received.iter();
        all.find(|(_, received)| is_meant(received))
            .map(|(id, _)| *id)
    }

    fn check_subscribe(&mut self, refer: ReferId, request: &Message) -> Result<(), StatusCode> {
        let gone = StatusCode::CALL_DOES_NOT_EXIST;
        let received = self.transfers.received.get_mut(&refer).ok_or(gone)?;
        match &mut received.place {
            Place::Call(session) => {
                let check = self.calls.with(*session, &mut self.ctx, |call, ctx| {
                    call.check_order(ctx, request)
                });
                check.unwrap_or(Err(gone))
            }
            Place::Alone(alone) => {
                // Its Contact may move the other end.
                alone.presume();
                match alone.dialog.handle_request(request) {
                    Sequence::InOrder => Ok(()),
                    Sequence::TooLate => Err(StatusCode::SERVER_INTERNAL_ERROR),
                }
            }
        }
    }

    /// Answers 200 with the time that is left, and tells how things stand.
    fn renew(
        &mut self,
        now: Instant,
        refer: ReferId,
        transaction: ServerTransactionId,
        request: &Message,
    ) {
        let Some(received) = self.transfers.received.get_mut(&refer) else {
            return;
        };
        let wanted_s = request.expires_s().map_or(u64::MAX, u64::from);
        let expires_s = wanted_s.min(REFER_SUBSCRIPTION_S_MAX);
        received.expires_at = now + Duration::from_secs(expires_s);
        let contact = received.contact(&mut self.calls, &mut self.ctx);
        let session = match received.place {
            Place::Call(session) => Some(session),
            Place::Alone(_) => None,
        };
        let ctx = &mut self.ctx;
        let status = StatusCode::OK;
        let mut response = ResponseBuilder::new(request, status, None);
        response
            .record_routes(request)
            .header(HeaderName::Expires, expires_s)
            .header(HeaderName::UserAgent, &ctx.config.user_agent);
        if let Some(contact) = contact {
            response.header(HeaderName::Contact, &contact);
        }
        ctx.respond(now, transaction, request, status, &response, session);
        if expires_s == 0 {
            received.await_last_word(now, ctx);
            let notice = received.report.newest().last("timeout");
            return self.notify(now, refer, notice);
        }
        received.await_expiry(now, ctx);
        self.notify_again(now, refer);
    }
}
