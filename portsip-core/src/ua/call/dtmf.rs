//! DTMF of an established call, in the media stream or by INFO, and INFO
//! requests of the other side (RFC 6086 §4).

use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::events::Event;
use crate::plan::DtmfMethod;
use crate::sip::message::{Message, Method, StatusCode};
use crate::sip::transaction::ServerTransactionId;

use super::super::context::{Context, Owner};
use super::tones::{DTMF_RELAY, TONE_MAX, Tone, parse_key, parse_relay_body, relay_body};
use super::{Call, State};

impl Call {
    /// Sends one key.
    pub(crate) fn send_dtmf(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        method: DtmfMethod,
        tone: Tone,
    ) -> Result<()> {
        if tone.key > TONE_MAX {
            return Err(Error::CoreWrongDtmfTone);
        }
        let established = self.connected()?;
        if established.hold.is_held() {
            return Err(Error::CoreCallInHold);
        }
        match method {
            DtmfMethod::Rfc4733 => {
                let Tone { key, duration_ms } = tone;
                let sent = self.media.send_tone(key, duration_ms, &mut ctx.outputs);
                sent.then_some(()).ok_or(Error::AudioChannelNotFound)
            }
            DtmfMethod::Info => {
                if !established.tones.push(tone) {
                    return Err(Error::CoreDataSizeTooLarge);
                }
                self.send_next_tone(now, ctx);
                Ok(())
            }
        }
    }

    fn send_next_tone(&mut self, now: Instant, ctx: &mut Context) {
        let State::Established(established) = &mut self.state else {
            return;
        };
        if let Some(tone) = established.tones.start_next() {
            let mut request = established.request(ctx, Method::Info);
            request.body(DTMF_RELAY, relay_body(tone));
            established.tone_attempt = established.authorize(ctx, &mut request);
            established.send(now, ctx, request, Owner::Info(self.session));
        }
    }

    /// A response to an INFO of ours: whatever it is, the next key follows.
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
            && let Some(tone) = established.tones.in_flight()
        {
            let mut request = established.request(ctx, Method::Info);
            request.body(DTMF_RELAY, relay_body(tone));
            let mut attempt = std::mem::take(&mut established.tone_attempt);
            let answered = established.authenticate(ctx, &mut attempt, response, &mut request);
            established.tone_attempt = attempt;
            if answered {
                established.send(now, ctx, request, Owner::Info(self.session));
                return;
            }
        }
        self.handle_info_over(now, ctx);
    }

    /// An INFO of ours is over, answered or not.
    pub(super) fn handle_info_over(&mut self, now: Instant, ctx: &mut Context) {
        if let State::Established(established) = &mut self.state {
            established.tones.finished();
            self.send_next_tone(now, ctx);
        }
    }

    /// An INFO of the other side.
    pub(super) fn handle_info(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        transaction: ServerTransactionId,
        request: &Message,
    ) {
        let content_type = request.content_type().ok().flatten();
        let is_key = |subtype| {
            let content_type = content_type.as_ref();
            content_type.is_some_and(|content_type| content_type.is("application", subtype))
        };
        let tone = match () {
            () if request.body().is_empty() => None,
            () if is_key("dtmf-relay") => parse_relay_body(request.body()),
            () if is_key("dtmf") => parse_key(request.body()),
            () => {
                let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
                return self.refuse_in_dialog(now, ctx, transaction, request, status);
            }
        };
        self.respond_ok(now, ctx, transaction, request);
        if let Some(tone) = tone {
            let session = self.session;
            ctx.event(Event::DtmfReceived { session, tone });
        }
    }
}
