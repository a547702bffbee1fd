//! The caller's side until the answer: RFC 3261 §13.2.
//!
//! *Inputs:* a flow or the lack of one, responses, their absence, `hang_up`.
//! *Outputs:* the INVITE, again with credentials or to other targets, CANCEL by
//! way of the transaction, progress events, at the end `InviteAnswered` or one
//! `InviteFailure`.

use std::time::Duration;

use crate::clock::Instant;
use crate::config::{Srtp, SrtpPolicy};
use crate::error::{Error, Result};
use crate::events::{Event, MediaSummary};
use crate::ids::SessionId;
use crate::octets::Octets;
use crate::plan::{Bandwidth, MediaPorts};
use crate::sdp::SrtpUse;
use crate::sip::auth::Attempt;
use crate::sip::dialog::Sequence;
use crate::sip::header::NameAddr;
use crate::sip::message::{Message, Method, StatusCode};
use crate::sip::transport::flow::Flow;
use crate::sip::uri::Uri;

use super::super::callee::Callee;
use super::super::context::{Context, Deadline, FlowUser};
use super::super::event_text::readable;
use super::super::flow_selection::{Found, Others, Selection};
use super::super::timers::TimerId;
use super::close::Closing;
use super::early_media::EarlyDialogs;
use super::invite::Inviting;
use super::media::CallMedia;
use super::modify_again::UNREACHED;
use super::other_offer::Offer;
use super::redirect::Targets;
use super::refer::Refers;
use super::session_timer::IntervalWish;
use super::{Call, CallTimer, Parties, Party, PlaceExtra, ReplacesWish, State};

/// How long after the last provisional response the final one may take:
/// as long as a proxy's timer C, and more (RFC 3261 §16.6).
const NO_ANSWER: Duration = Duration::from_secs(190);

/// Whom the INVITE passes on its way.
#[derive(Debug, Default)]
pub(super) struct Intermediaries {
    pub(super) routes: Vec<Uri>,
    /// The first of them, or the next hop, is a server of our account.
    pub(super) is_ours: bool,
}

/// An INVITE on its way.
pub(super) struct Connecting {
    pub(super) targets: Targets,
    pub(super) uri: Uri,
    pub(super) to: NameAddr,
    pub(super) call_id: String,
    pub(super) cseq: u32,
    pub(super) offer: Offer,
    /// How media is encrypted, as it was set when the call began.
    pub(super) srtp: Srtp,
    /// This target wants an encrypted line: it took none that only might be.
    pub(super) must_encrypt: bool,
    /// The call at the other side that this one takes the place of.
    pub(super) replaces: Option<ReplacesWish>,
    /// Who asked us to call.
    pub(super) referred_by: Option<NameAddr>,
    pub(super) stage: Stage,
    pub(super) by: Intermediaries,
    pub(super) others: Others,
    /// Why no flow was found, where that is the last that happened.
    pub(super) unreachable: Option<String>,
    pub(super) heard: bool,
    pub(super) attempt: Attempt,
    pub(super) early: EarlyDialogs,
    /// The session interval that we ask for (RFC 4028).
    pub(super) interval: IntervalWish,
    no_answer: Option<TimerId>,
    /// The INVITE was sent from an address that is gone, and no way has been found since.
    pub(super) moved: bool,
    /// The way is looked for again when it fires.
    pub(super) again: Option<TimerId>,
    /// The INVITE whose connection ended with our address, and where that led.
    pub(super) left: Option<(Flow, Octets)>,
    /// The way of the INVITE, which waits for our candidates.
    pub(super) gathering: Option<Box<Found>>,
}

pub(super) enum Stage {
    /// The way is looked for.
    Selecting,
    /// The INVITE is out.
    Inviting(Box<Inviting>),
}

impl Call {
    /// Begins a call. The sockets belong to it when it is returned.
    pub(crate) fn place(
        now: Instant,
        ctx: &mut Context,
        session: SessionId,
        callee: &Callee,
        send_sdp: bool,
        ports: MediaPorts,
        extra: PlaceExtra,
    ) -> Result<Self> {
        let hop = ctx.first_hop(&callee.uri)?;
        let to = NameAddr::new(&callee.display_name, &callee.uri, &[])
            .map_err(|_| Error::CoreInvalidUri)?;
        let parties = Parties {
            caller: Party::default(),
            callee: Party::of(&to),
        };
        let mut media = CallMedia::new(session);
        media.take_ports(ports);
        let connecting = Connecting {
            targets: Targets::new(callee.uri.clone()),
            uri: callee.uri.clone(),
            to,
            call_id: ctx.token(),
            cseq: 1,
            offer: if send_sdp { Offer::Full } else { Offer::Theirs },
            srtp: ctx.signalling.srtp.clone(),
            must_encrypt: false,
            replaces: extra.replaces,
            referred_by: extra.referred_by,
            stage: Stage::Selecting,
            by: Intermediaries::default(),
            others: Others::default(),
            unreachable: None,
            heard: false,
            attempt: Attempt::default(),
            early: EarlyDialogs::default(),
            interval: IntervalWish::default(),
            no_answer: None,
            moved: false,
            again: None,
            left: None,
            gathering: None,
        };
        let mut call = Self {
            session,
            local_tag: ctx.token(),
            parties,
            media,
            negotiation: None,
            bandwidth: Bandwidth::default(),
            referred: extra.transfer,
            refers: Refers::default(),
            replaces: None,
            answers_itself: false,
            state: State::Connecting(Box::new(connecting)),
        };
        call.select_flow(now, ctx, hop);
        Ok(call)
    }

    pub(super) fn connecting(&mut self) -> Option<&mut Connecting> {
        match &mut self.state {
            State::Connecting(connecting) => Some(connecting),
            _ => None,
        }
    }

    /// There is no way to the target, and why: the next one is tried. Who was called
    /// before our address changed is looked for again.
    pub(crate) fn handle_unreachable(&mut self, now: Instant, ctx: &mut Context, reason: String) {
        let session = self.session;
        let Some(connecting) = self.connecting() else {
            return;
        };
        if connecting.moved {
            connecting.unreachable = Some(reason);
            connecting.look_again_later(now, ctx, session);
        } else if matches!(connecting.stage, Stage::Selecting) {
            connecting.unreachable = Some(reason);
            self.next_target(now, ctx, StatusCode::SERVICE_UNAVAILABLE, None);
        }
    }

    /// Tries another address of the same target (RFC 3263 §4.3), then another
    /// target; the failure is final when there is none.
    pub(super) fn next_target(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        status: StatusCode,
        response: Option<&Message>,
    ) {
        let user = FlowUser::Invite(self.session);
        let Some(connecting) = self.connecting() else {
            return;
        };
        let others = std::mem::take(&mut connecting.others);
        connecting.cseq += 1;
        connecting.stage = Stage::Selecting;
        connecting.stay(ctx);
        if let Some(selection) = ctx.find_other_flow(others, user) {
            if let Selection::Ready(found) = selection {
                self.handle_flow_found(now, ctx, found);
            }
            return;
        }
        while let Some(uri) = connecting.targets.next() {
            if let Ok(hop) = ctx.first_hop(&uri) {
                connecting.uri = uri;
                connecting.attempt = Attempt::default();
                if connecting.offer == Offer::Narrowed || connecting.must_encrypt {
                    connecting.offer = connecting.offer.at_first();
                    connecting.must_encrypt = false;
                    self.negotiation = None;
                }
                self.select_flow(now, ctx, hop);
                return;
            }
        }
        self.fail(ctx, status, response);
    }

    /// Nobody answered the INVITE, or its flow failed.
    pub(super) fn handle_connecting_failed(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        status: StatusCode,
    ) {
        if let Some(connecting) = self.connecting()
            && let Stage::Inviting(inviting) = &connecting.stage
        {
            if connecting.moved {
                return connecting.prepare_anew();
            }
            // Our own address may have changed.
            ctx.flows.handle_unanswered(now, &inviting.flow);
        }
        self.next_target(now, ctx, status, None);
    }

    /// The final response has taken too long.
    pub(super) fn handle_no_answer(&mut self, now: Instant, ctx: &mut Context) {
        let Some(connecting) = self.connecting() else {
            return;
        };
        connecting.no_answer = None;
        self.report_failure(ctx, StatusCode::REQUEST_TIMEOUT, None);
        self.cancel(now, ctx);
    }

    /// Ends an attempt that the program knows of.
    pub(super) fn fail(
        &mut self,
        ctx: &mut Context,
        status: StatusCode,
        response: Option<&Message>,
    ) {
        if let Some(connecting) = self.connecting() {
            connecting.disarm(ctx);
        }
        self.report_failure(ctx, status, response);
        self.end(ctx);
    }

    pub(super) fn report_failure(
        &mut self,
        ctx: &mut Context,
        status: StatusCode,
        response: Option<&Message>,
    ) {
        self.media.stop(&mut ctx.outputs);
        if self.parties.caller.address.is_empty() {
            // No flow was found, and so no address of ours.
            let address = ctx.user.as_mut().and_then(|user| user.address(None));
            self.parties.caller = address.as_ref().map(Party::of).unwrap_or_default();
        }
        let shown = response
            .filter(|response| response.status() == Some(status))
            .map(readable);
        let reason = shown.as_ref().map(|response| response.reason());
        let unreachable = self
            .connecting()
            .and_then(|connecting| connecting.unreachable.take());
        let reason = reason.filter(|reason| !reason.is_empty());
        let reason = reason.or(unreachable.as_deref());
        let reason = reason.unwrap_or(status.default_reason()).to_owned();
        self.tell_failure(ctx, status, reason, response);
    }

    /// Says that the call has failed, and why.
    pub(super) fn tell_failure(
        &mut self,
        ctx: &mut Context,
        status: StatusCode,
        reason: String,
        response: Option<&Message>,
    ) {
        self.tell_referrer(ctx, status, &reason);
        ctx.event(Event::InviteFailure {
            parties: self.parties(MediaSummary::default(), response),
            status: status.code(),
            reason,
        });
    }

    /// Takes the INVITE back; the program has been told, or asked for it.
    pub(super) fn cancel(&mut self, now: Instant, ctx: &mut Context) {
        self.media.stop(&mut ctx.outputs);
        let status = StatusCode::REQUEST_TERMINATED;
        self.tell_referrer(ctx, status, status.default_reason());
        let State::Connecting(mut connecting) = std::mem::replace(&mut self.state, State::Ended)
        else {
            return;
        };
        connecting.disarm(ctx);
        if let Stage::Inviting(inviting) = connecting.stage {
            ctx.transactions.cancel(now, inviting.transaction);
            self.state = State::Closing(Box::new(Closing::Cancelling(inviting)));
        }
    }
}

impl Connecting {
    /// How media is encrypted where its keys travel along `flow`.
    pub(super) fn srtp_along(&self, ctx: &Context, flow: &Flow) -> SrtpUse {
        let srtp = SrtpUse::new(&self.srtp, flow.transport.is_secure());
        let mut srtp = srtp.with_certificate(ctx.certificate.clone());
        if self.must_encrypt {
            srtp.settings.policy = SrtpPolicy::Force;
        }
        srtp
    }

    pub(super) fn restart_no_answer(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        session: SessionId,
    ) {
        self.disarm(ctx);
        let deadline = Deadline::Call(session, CallTimer::NoAnswer);
        self.no_answer = Some(ctx.timers.start(now + NO_ANSWER, deadline));
    }

    /// Nobody may be reached for a moment while our address changes.
    fn look_again_later(&mut self, now: Instant, ctx: &mut Context, session: SessionId) {
        if self.no_answer.is_none() {
            self.restart_no_answer(now, ctx, session);
        }
        let deadline = Deadline::Call(session, CallTimer::InviteAgain);
        self.again = Some(ctx.timers.start(now + UNREACHED, deadline));
    }

    pub(super) fn disarm(&mut self, ctx: &mut Context) {
        let timers = [self.no_answer.take(), self.again.take()];
        for timer in timers.into_iter().flatten() {
            ctx.timers.stop(timer);
        }
    }

    /// Whether a request in an early dialog comes in order; `None` where it is
    /// in none. Of dialogs without a reliable response nothing is kept, so a
    /// change of one is taken as it comes.
    pub(super) fn check(
        &mut self,
        ctx: &mut Context,
        session: SessionId,
        request: &Message,
    ) -> Option<Sequence> {
        let known = self.early.check(ctx, session, request);
        let may_be_one = *request.method() == Method::Update
            && matches!(self.stage, Stage::Inviting(_))
            && self.call_id == request.call_id()
            && !self.early.has_leg(request.from().tag().unwrap_or_default());
        known.or(may_be_one.then_some(Sequence::InOrder))
    }

    /// Makes ready for another INVITE to the same target.
    pub(super) fn prepare_anew(&mut self) {
        self.cseq += 1;
        self.others.clear();
        self.attempt = Attempt::default();
        self.early = EarlyDialogs::default();
        let inviting = self.take_inviting();
        let left = inviting.filter(|inviting| inviting.flow.is_reliable());
        self.left = left.map(|inviting| (inviting.flow, inviting.payload));
    }

    /// The INVITE, when it is out.
    pub(super) fn take_inviting(&mut self) -> Option<Box<Inviting>> {
        match std::mem::replace(&mut self.stage, Stage::Selecting) {
            Stage::Inviting(inviting) => Some(inviting),
            Stage::Selecting => None,
        }
    }

    pub(super) fn send_sdp(&self) -> bool {
        self.offer != Offer::Theirs
    }
}
