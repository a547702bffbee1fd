//! The answer to our INVITE: the dialog, the media, the ACK (RFC 3261
//! §13.2.2.4).

use bytes::Bytes;

use crate::clock::Instant;
use crate::events::Event;
use crate::sdp::{Agreed, Description};
use crate::sip::dialog::{Dialog, RequestParts};
use crate::sip::message::{Message, StatusCode};
use crate::sip::transport::flow::Flow;

use super::super::context::Context;
use super::connect::Connecting;
use super::early_media::has_description;
use super::established::{Established, Role};
use super::invite::Inviting;
use super::media::summary_of_agreed;
use super::{Call, State};

/// What the 2xx and our ACK agree on.
struct Agreement {
    agreed: Agreed,
    /// Our answer, where the 2xx brought the offer.
    answer: Option<Bytes>,
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
        let established = connecting
            .take_inviting()
            .and_then(|inviting| Some((confirm(&inviting, response)?, inviting)));
        let Some((mut established, inviting)) = established else {
            let status = StatusCode::SERVER_INTERNAL_ERROR;
            self.report_failure(ctx, status, Some(response));
            super::fork::end_orphan(now, ctx, self.session, flow, response);
            return;
        };
        let agreement = self.agree_with(&mut connecting, response);
        established.select_path(ctx, self.session);
        let answer = agreement
            .as_ref()
            .and_then(|agreement| agreement.answer.clone());
        established.acknowledge(ctx, self.session, inviting.named(), answer);
        self.state = State::Established(established);
        if let Some(agreement) = agreement {
            self.tell_answered(ctx, agreement.agreed, response);
        } else {
            let status = StatusCode::NOT_ACCEPTABLE_HERE;
            self.report_failure(ctx, status, Some(response));
            self.leave(now, ctx);
        }
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
        let Some(mut established) = confirm(inviting, response) else {
            super::fork::end_orphan(now, ctx, self.session, flow, response);
            self.state = State::Ended;
            return;
        };
        established.select_path(ctx, self.session);
        established.acknowledge(ctx, self.session, inviting.named(), None);
        self.send_bye(now, ctx, established);
    }

    fn agree_with(&mut self, connecting: &mut Connecting, response: &Message) -> Option<Agreement> {
        let negotiation = self.negotiation.as_mut()?;
        let in_answer = (!response.body().is_empty() && has_description(response))
            .then(|| response.body_bytes());
        if connecting.send_sdp() {
            let remote_tag = response.to().tag().unwrap_or_default();
            let description = in_answer.or_else(|| connecting.early.description(remote_tag))?;
            let agreed = negotiation.handle_answer(&description).ok()?;
            return Some(Agreement {
                agreed,
                answer: None,
            });
        }
        let offer = Description::parse(&in_answer?).ok()?;
        let answer = negotiation.create_answer(&offer).ok()?;
        Some(Agreement {
            agreed: answer.agreed,
            answer: Some(answer.body),
        })
    }

    fn tell_answered(&mut self, ctx: &mut Context, agreed: Agreed, response: &Message) {
        let session = self.session;
        let media = summary_of_agreed(&agreed);
        self.media.agree(agreed, false, &mut ctx.outputs);
        self.tell_referrer(ctx, StatusCode::OK, response.reason());
        ctx.event(Event::InviteAnswered(self.parties(media, Some(response))));
        ctx.event(Event::InviteConnected { session });
    }
}

fn confirm(inviting: &Inviting, response: &Message) -> Option<Box<Established>> {
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
    Some(Box::new(established))
}
