//! The answer to our INVITE: the dialog, the media, the ACK (RFC 3261
//! §13.2.2.4).

use crate::clock::Instant;
use crate::config::ReliableProvisional;
use crate::events::Event;
use crate::limits::EARLY_REQUESTS_PER_FORK_MAX;
use crate::octets::Octets;
use crate::sdp::{Agreed, Description, NegotiationError};
use crate::sip::dialog::{Dialog, RequestParts};
use crate::sip::message::{Message, StatusCode};
use crate::sip::transport::flow::Flow;

use super::super::content::description_of;
use super::super::context::Context;
use super::close_reason::CloseReason;
use super::connect::Connecting;
use super::early_dialog::EarlyAgreement;
use super::established::{Established, Role};
use super::invite::Inviting;
use super::media::summary_of_agreed;
use super::session_timer::SessionTimer;
use super::{Call, State};

/// What the 2xx and our ACK agree on.
struct Agreement {
    agreed: Agreed,
    /// Our answer, where the 2xx brought the offer.
    answer: Option<Octets>,
}

impl Call {
    /// The first 2xx while the INVITE is out.
    pub(super) fn handle_answer(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        flow: Flow,
        response: &Message,
    ) {
        let State::Connecting(mut connecting) = std::mem::replace(&mut self.state, State::Ended)
        else {
            return;
        };
        connecting.disarm(ctx);
        let remote_tag = response.to().tag().unwrap_or_default();
        let (early, agreement) = match connecting.early.take_leg(remote_tag) {
            Some(leg) => (Some(leg.established), leg.agreement),
            None => (None, None),
        };
        let established = connecting
            .take_inviting()
            .and_then(|inviting| Some((confirm(&inviting, early, response)?, inviting)));
        let Some((mut established, inviting)) = established else {
            let status = StatusCode::SERVER_INTERNAL_ERROR;
            self.report_failure(ctx, status, Some(response));
            super::fork::end_orphan(now, ctx, self.session, flow, response);
            return;
        };
        let agreement = match agreement {
            Some(agreement) => Ok(self.agreed_early(*agreement)),
            None => self.agree_with(&mut connecting, response),
        };
        established.learn(response);
        established.session_timer = SessionTimer::after(connecting.interval);
        established
            .session_timer
            .agreed(now, ctx, self.session, response);
        established.select_path(ctx, self.session);
        let answer = agreement
            .as_ref()
            .ok()
            .and_then(|agreement| agreement.answer.clone());
        established.acknowledge(ctx, self.session, inviting.named(), answer);
        self.state = State::Established(established);
        self.wish_untold_bandwidth();
        match agreement {
            Ok(agreement) => {
                self.tell_answered(ctx, agreement.agreed, response);
                self.modify_if_needed(now, ctx);
            }
            Err(error) => self.leave_unagreed(now, ctx, error, response),
        }
    }

    /// The answer is none that we can take.
    fn leave_unagreed(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        error: NegotiationError,
        response: &Message,
    ) {
        let status = StatusCode::NOT_ACCEPTABLE_HERE;
        let reason = match error {
            NegotiationError::Unencrypted => CloseReason::UNENCRYPTED,
            _ => CloseReason::of_status(status),
        };
        self.media.stop(&mut ctx.outputs);
        self.tell_failure(ctx, status, reason.text().to_owned(), Some(response));
        self.leave(now, ctx, Some(reason));
    }

    /// A 2xx that crossed our CANCEL: acknowledged and ended (§9.1).
    pub(super) fn handle_answer_to_cancelled(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        flow: Flow,
        inviting: &Inviting,
        response: &Message,
    ) {
        let Some(mut established) = confirm(inviting, None, response) else {
            super::fork::end_orphan(now, ctx, self.session, flow, response);
            self.state = State::Ended;
            return;
        };
        established.select_path(ctx, self.session);
        established.dialog.skip_numbers(early_requests_max(ctx));
        established.acknowledge(ctx, self.session, inviting.named(), None);
        self.send_bye(now, ctx, established, None);
    }

    /// The exchange that the fork has completed before: what its 2xx describes
    /// is not looked at (RFC 3261 §13.2.1).
    fn agreed_early(&mut self, early: EarlyAgreement) -> Agreement {
        self.negotiation = Some(early.negotiation);
        Agreement {
            agreed: early.agreed,
            answer: None,
        }
    }

    fn agree_with(
        &mut self,
        connecting: &mut Connecting,
        response: &Message,
    ) -> Result<Agreement, NegotiationError> {
        let nothing = NegotiationError::BadDescription;
        let negotiation = self.negotiation.as_mut().ok_or(nothing)?;
        let in_answer = description_of(response);
        if connecting.send_sdp() {
            let remote_tag = response.to().tag().unwrap_or_default();
            let description = in_answer.or_else(|| connecting.early.description(remote_tag));
            let agreed = negotiation.handle_answer(&description.ok_or(nothing)?)?;
            return Ok(Agreement {
                agreed,
                answer: None,
            });
        }
        let offer = Description::parse(&in_answer.ok_or(nothing)?).map_err(|_| nothing)?;
        let answer = negotiation.create_answer(&offer)?;
        Ok(Agreement {
            agreed: answer.agreed,
            answer: Some(answer.body),
        })
    }

    fn tell_answered(&mut self, ctx: &mut Context, agreed: Agreed, response: &Message) {
        let session = self.session;
        let media = summary_of_agreed(&agreed);
        let released = self.media.agree(agreed, false, &mut ctx.outputs);
        self.forget_relays(&released);
        self.tell_referrer(ctx, StatusCode::OK, response.reason());
        ctx.event(Event::InviteAnswered(self.parties(media, Some(response))));
        ctx.event(Event::InviteConnected { session });
    }
}

/// The dialog that a 2xx confirms: one that was early, or a new one.
fn confirm(
    inviting: &Inviting,
    early: Option<Box<Established>>,
    response: &Message,
) -> Option<Box<Established>> {
    let Some(mut established) = early else {
        return dialog_of(inviting, response).map(Box::new);
    };
    established.dialog.handle_response(response).ok()?;
    Some(established)
}

/// The dialog that a response to our INVITE makes.
pub(super) fn dialog_of(inviting: &Inviting, response: &Message) -> Option<Established> {
    let parts = RequestParts {
        uri: &inviting.uri,
        from: &inviting.from,
        to: &inviting.to,
        cseq: inviting.cseq,
    };
    let dialog = Dialog::from_parts(&parts, response).ok()?;
    let contact = inviting.contact.clone();
    let mut established = Established::new(dialog, Role::Caller, inviting.flow, contact);
    established.set_challenged(inviting.challenged);
    Some(established)
}

/// How many numbers our requests may have had in an early dialog that is not
/// known any more; none where we send none.
pub(super) fn early_requests_max(ctx: &Context) -> u32 {
    match ctx.signalling.reliable_provisional {
        ReliableProvisional::Never => 0,
        _ => EARLY_REQUESTS_PER_FORK_MAX,
    }
}
