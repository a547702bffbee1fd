//! What follows from the success or failure of a REGISTER, and what the program
//! is told.

use crate::clock::Instant;
use crate::events::{Event, RegisterResult};
use crate::sip::message::{Message, StatusCode};
use crate::sip::transport::flow::Flow;

use super::super::binding::Binding;
use super::super::context::{Context, Deadline};
use super::super::event_text::readable;
use super::super::refresher::refresh_after;
use super::keep_alive::Keeping;
use super::response::granted_s;
use super::{Registration, State, Wanted};

impl Registration {
    /// One more failure, raised; tried again where that may help and tries
    /// are left.
    pub(super) fn fail(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        status: StatusCode,
        response: Option<&Message>,
        may_help: bool,
    ) {
        let retry_after_s = response.and_then(Message::retry_after_s);
        self.fail_as(now, ctx, result(status, response), retry_after_s, may_help);
    }

    pub(super) fn fail_as(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        result: RegisterResult,
        retry_after_s: Option<u32>,
        may_help: bool,
    ) {
        self.detours = 0;
        self.detour = None;
        self.announced = false;
        if self.wanted == Wanted::Registered && self.is_taking_back() {
            return self.select(now, ctx);
        }
        if self.wanted == Wanted::Unregistered {
            // It ends at the registrar by itself when its time is over.
            self.state = State::Over;
            return;
        }
        ctx.set_binding(None);
        ctx.event(Event::RegisterFailure(result));
        let wait = self.backoff.failed(retry_after_s, &mut ctx.rng);
        self.state = match wait.filter(|_| may_help) {
            Some(wait) => State::Waiting {
                retry: ctx
                    .timers
                    .start(now + wait, Deadline::Registration(self.id)),
            },
            None => State::Over,
        };
    }

    fn is_taking_back(&self) -> bool {
        matches!(self.state, State::Asking { expires_s: 0, .. })
    }

    /// The registrar has done what was asked.
    pub(super) fn succeed(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        flow: Flow,
        response: &Message,
    ) {
        self.detours = 0;
        self.user.forget_address();
        self.contacts.granted();
        self.proven = Some(flow);
        if self.wanted == Wanted::Unregistered {
            return self.ask(now, ctx, flow);
        }
        let ours = self.contacts.ours(response, self.instance(ctx));
        let granted_s = granted_s(ours.as_ref(), response).unwrap_or(self.expires_s);
        let binding = Binding::of(response, flow, ours.as_ref());
        let answers = binding.is_outbound;
        ctx.note_own_server(&flow);
        self.backoff.succeeded(answers);
        ctx.set_binding(Some(binding));
        if !std::mem::replace(&mut self.announced, true) {
            ctx.event(Event::RegisterSuccess(result(
                StatusCode::OK,
                Some(response),
            )));
        }
        if self.contact_has_changed(ctx, &flow) && !std::mem::replace(&mut self.corrected, true) {
            // The answer has told how we look to the registrar.
            return self.ask(now, ctx, flow);
        }
        let due = now + refresh_after(granted_s);
        self.state = State::Registered {
            flow,
            refresh: ctx.timers.start(due, Deadline::Registration(self.id)),
            keeping: Box::new(Keeping::start(now, ctx, self.id, answers, response)),
        };
    }
}

pub(super) fn result(status: StatusCode, response: Option<&Message>) -> RegisterResult {
    let status = response.and_then(Message::status).unwrap_or(status);
    let shown = response.map(readable);
    let reason = shown.as_ref().map(|response| response.reason());
    let reason = reason.filter(|reason| !reason.is_empty());
    RegisterResult {
        status: status.code(),
        reason: reason.unwrap_or(status.default_reason()).to_owned(),
        message: response
            .map(|response| response.raw().clone())
            .unwrap_or_default(),
    }
}
