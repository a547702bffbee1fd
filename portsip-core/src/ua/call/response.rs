//! The responses to an INVITE before its answer: progress, redirections,
//! challenges and refusals (RFC 3261 §13.2.2 and §8.1.3).

use crate::clock::Instant;
use crate::events::Event;
use crate::sip::header::HeaderName;
use crate::sip::header::name_addr::Diversion;
use crate::sip::message::{Message, Method, StatusCode};
use crate::sip::transport::flow::Flow;

use super::super::context::Context;
use super::Call;
use super::early_dialog::Provisional;
use super::invite::{Draft, Inviting};

impl Call {
    /// A response to the INVITE while it is out.
    pub(super) fn handle_connecting_response(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        flow: Flow,
        status: StatusCode,
        response: &Message,
    ) {
        match status.code() {
            ..200 => self.handle_provisional(now, ctx, status, response),
            200..300 => self.handle_answer(now, ctx, flow, response),
            300..=399 => self.handle_redirection(now, ctx, status, response),
            401 | 407 => self.handle_challenge(now, ctx, status, response),
            422 => self.handle_interval_refused(now, ctx, status, response),
            503 => {
                ctx.flows.handle_unserved(now, &flow);
                self.next_target(now, ctx, status, Some(response));
            }
            488 | 606 if self.offer_otherwise(now, ctx, response) => {}
            // Another contact of a redirection may still answer (§8.1.3.4),
            // but not another server for the same one.
            400..=599 => {
                if let Some(connecting) = self.connecting() {
                    connecting.others.clear();
                }
                self.next_target(now, ctx, status, Some(response));
            }
            _ => self.fail(ctx, status, Some(response)),
        }
    }

    fn handle_provisional(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        status: StatusCode,
        response: &Message,
    ) {
        let session = self.session;
        let Some(connecting) = self.connecting() else {
            return;
        };
        let first = !std::mem::replace(&mut connecting.heard, true);
        connecting.restart_no_answer(now, ctx, session);
        if first {
            ctx.event(Event::InviteTrying { session });
        }
        self.tell_referrer(ctx, status, response.reason());
        if status == StatusCode::TRYING {
            return;
        }
        match self.acknowledge_provisional(now, ctx, response) {
            Provisional::New => self.handle_progress(ctx, status, response),
            Provisional::Known => {}
            Provisional::Unacceptable => {
                let status = StatusCode::NOT_ACCEPTABLE_HERE;
                self.report_failure(ctx, status, Some(response));
                self.cancel(now, ctx);
            }
        }
    }

    fn handle_redirection(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        status: StatusCode,
        response: &Message,
    ) {
        if let Some(connecting) = self.connecting() {
            connecting.others.clear();
            let contacts = response.contacts().flatten();
            let contacts = contacts
                .filter_map(|contact| Some((contact.q_thousandths(), contact.uri()?.detached())));
            let diversions = response.typed_list::<Diversion>().flatten();
            let diversions = diversions.map(|diversion| diversion.0.detached());
            connecting.targets.redirected(contacts, diversions);
        }
        self.next_target(now, ctx, status, Some(response));
    }

    /// 401 and 407: the same INVITE with credentials (RFC 3261 §22.2).
    fn handle_challenge(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        status: StatusCode,
        response: &Message,
    ) {
        let Some(connecting) = self.connecting() else {
            return;
        };
        let Some(mut inviting) = connecting.take_inviting() else {
            return;
        };
        let (attempt, flow) = (&mut connecting.attempt, inviting.flow);
        if !ctx.authenticate(attempt, flow, response, &mut inviting.request) {
            return self.fail(ctx, status, Some(response));
        }
        inviting.challenged = true;
        self.send_invite_again(now, ctx, *inviting);
    }

    /// 422: the same INVITE with the interval that is taken (RFC 4028 §7.3).
    fn handle_interval_refused(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        status: StatusCode,
        response: &Message,
    ) {
        let Some(connecting) = self.connecting() else {
            return;
        };
        let settings = ctx.signalling.session_timer;
        if settings.is_none() || !connecting.interval.raise(response) {
            return self.fail(ctx, status, Some(response));
        }
        let interval = connecting.interval;
        let Some(mut inviting) = connecting.take_inviting() else {
            return;
        };
        interval.write_to(&mut inviting.request, settings);
        if inviting.challenged {
            // Each use of a nonce is counted (RFC 7616 §3.4).
            ctx.authorize(&mut connecting.attempt, &mut inviting.request);
        }
        self.send_invite_again(now, ctx, *inviting);
    }

    /// Sends the INVITE with what was changed in it as a new request.
    fn send_invite_again(&mut self, now: Instant, ctx: &mut Context, inviting: Inviting) {
        let Some(connecting) = self.connecting() else {
            return;
        };
        connecting.cseq += 1;
        let cseq = connecting.cseq;
        let mut request = inviting.request;
        request
            .remove_header(HeaderName::Via.as_str())
            .set_header(HeaderName::CSeq, format_args!("{cseq} {}", Method::Invite));
        let draft = Draft {
            request,
            from: inviting.from,
            contact: inviting.contact,
            challenged: inviting.challenged,
        };
        self.send_invite(now, ctx, inviting.flow, draft);
    }
}
