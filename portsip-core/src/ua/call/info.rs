//! INFO requests of an established call, ours and theirs: RFC 6086 §4.
//!
//! Ours go one at a time, so that they arrive in the order they were made.

use std::borrow::Cow;

use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::events::Event;
use crate::octets::Octets;
use crate::sip::message::{Message, Method, StatusCode};
use crate::sip::transaction::ServerTransactionId;

use super::super::context::{Context, Owner};
use super::close::ends_dialog;
use super::tones::{parse_key, parse_relay_body};
use super::{Call, State};

/// What an INFO of ours carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Info {
    pub(crate) content_type: Cow<'static, str>,
    pub(crate) body: Octets,
}

impl Call {
    /// Sends an INFO, after those that wait. Works on hold, too.
    pub(crate) fn send_info(&mut self, now: Instant, ctx: &mut Context, info: Info) -> Result<()> {
        let established = self.connected()?;
        if !established.infos.push(info) {
            return Err(Error::CoreDataSizeTooLarge);
        }
        self.send_next_info(now, ctx);
        Ok(())
    }

    fn send_next_info(&mut self, now: Instant, ctx: &mut Context) {
        let State::Established(established) = &mut self.state else {
            return;
        };
        if established.infos.start_next() {
            self.send_info_in_flight(now, ctx);
        }
    }

    /// Sends the INFO whose turn it is; `false` where there is none.
    pub(super) fn send_info_in_flight(&mut self, now: Instant, ctx: &mut Context) -> bool {
        let State::Established(established) = &mut self.state else {
            return false;
        };
        let Some(info) = established.infos.in_flight.clone() else {
            return false;
        };
        let mut request = established.request(ctx, Method::Info);
        request.body(&info.content_type, info.body);
        established.infos.attempt = established.authorize(ctx, &mut request);
        established.send(now, ctx, request, Owner::Info(self.session));
        true
    }

    /// A response to an INFO of ours: whatever it is, the next one follows.
    pub(super) fn handle_info_response(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        status: StatusCode,
        response: &Message,
    ) {
        let State::Established(established) = &mut self.state else {
            return;
        };
        if !status.is_final() {
            return;
        }
        if matches!(status.code(), 401 | 407)
            && let Some(info) = established.infos.in_flight.clone()
        {
            let mut request = established.request(ctx, Method::Info);
            request.body(&info.content_type, info.body);
            let mut attempt = std::mem::take(&mut established.infos.attempt);
            let answered = established.authenticate(ctx, &mut attempt, response, &mut request);
            established.infos.attempt = attempt;
            if answered {
                established.send(now, ctx, request, Owner::Info(self.session));
                return;
            }
        }
        if ends_dialog(status) {
            return self.handle_modify_failed(now, ctx, status);
        }
        self.handle_info_over(now, ctx);
    }

    /// An INFO of ours is over, answered or not.
    pub(super) fn handle_info_over(&mut self, now: Instant, ctx: &mut Context) {
        if let State::Established(established) = &mut self.state {
            established.infos.in_flight = None;
            self.send_next_info(now, ctx);
        }
    }

    /// An INFO of the other side, whose body we take: a key, or something for
    /// the program.
    pub(super) fn handle_info(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        transaction: ServerTransactionId,
        request: &Message,
    ) {
        self.respond_ok(now, ctx, transaction, request);
        let content_type = request.content_type().ok().flatten();
        let is_key = |subtype| {
            let content_type = content_type.as_ref();
            content_type.is_some_and(|content_type| content_type.is("application", subtype))
        };
        let session = self.session;
        let tone = match () {
            () if is_key("dtmf-relay") => parse_relay_body(request.body()),
            () if is_key("dtmf") => parse_key(request.body()),
            () => {
                let message = request.raw().clone();
                return ctx.event(Event::InfoReceived { session, message });
            }
        };
        if let Some(tone) = tone {
            ctx.event(Event::DtmfReceived { session, tone });
        }
    }
}
