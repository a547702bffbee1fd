//! The deterministic user agent: its surface, and who gets which input.
//!
//! After any call that takes `now`, poll outputs until there is none and then
//! the timeout. Errors leave the agent as it was.

use std::sync::Arc;

use crate::clock::Instant;
use crate::config::{
    Account, AudioConfig, HeaderAction, HeaderRule, ReliableProvisional, SessionTimer, Srtp,
    TransportKind, TurnServer,
};
use crate::error::{Error, Result};
use crate::ids::{HeaderRuleId, SessionId};
use crate::limits::CALLS_MAX;
use crate::plan::{Bandwidth, DtmfMethod, Fingerprint, MediaAccess, MediaPorts};
use crate::rng::Rng;

use super::account::User;
use super::call::{Call, Calls, PlaceExtra, SESSION_INTERVAL_S_MIN, Tone};
use super::callee::Callee;
use super::context::Context;
use super::instant_message::Messages;
use super::presence::Presence;
use super::publication::Publications;
use super::query::Queries;
use super::registrar::Registrations;
use super::seldom::Seldom;
use super::signalling_callback::SignallingCallback;
use super::stun_client::StunClient;
use super::subscription::Subscriptions;
use super::transfer::Transfers;

/// What an agent is made with.
#[derive(Clone, Debug)]
pub struct AgentConfig {
    /// How requests leave where their URI does not say.
    pub transport: TransportKind,
    /// How many calls may live at a time, at least 1.
    pub call_sessions_max: usize,
    /// The User-Agent header; empty for the SDK's own.
    pub user_agent: String,
}

/// How the registration stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RegistrationStatus {
    /// Not asked for, given up, or ended.
    #[default]
    Unregistered,
    /// The first REGISTER, or a try after a failure, is on its way or waits.
    Registering,
    /// The registrar has our contact.
    Registered,
    /// The contact is being taken back.
    Unregistering,
}

/// A user agent: accounts, registration and calls of one SDK object.
pub struct Agent {
    pub(super) ctx: Context,
    pub(super) calls: Calls,
    pub(super) registrations: Registrations,
    pub(super) queries: Seldom<Queries>,
    pub(super) messages: Seldom<Messages>,
    pub(super) stun: StunClient,
    pub(super) transfers: Seldom<Transfers>,
    pub(super) subscriptions: Seldom<Subscriptions>,
    pub(super) presence: Seldom<Presence>,
    pub(super) publications: Seldom<Publications>,
    pub(super) callback: SignallingCallback,
    pub(super) overloaded: bool,
    pub(super) shutting_down: bool,
}

impl Agent {
    /// An agent without a user.
    pub fn new(config: AgentConfig, rng: Rng) -> Self {
        Self {
            ctx: Context::new(config, rng),
            calls: Calls::default(),
            registrations: Registrations::default(),
            queries: Seldom::default(),
            messages: Seldom::default(),
            stun: StunClient::default(),
            transfers: Seldom::default(),
            subscriptions: Seldom::default(),
            presence: Seldom::default(),
            publications: Seldom::default(),
            callback: SignallingCallback::default(),
            overloaded: false,
            shutting_down: false,
        }
    }

    /// Sets the user.
    ///
    /// `CoreAllowOnlyOneUser` while one is set, `CoreUserNameAuthNameEmpty`
    /// without a user name, `CoreInvalidUri` where the domain or a server is
    /// no host.
    pub fn set_user(&mut self, now: Instant, account: Account) -> Result<()> {
        if self.ctx.user.is_some() {
            return Err(Error::CoreAllowOnlyOneUser);
        }
        let user = User::new(account)?;
        let stun = user.stun_target();
        self.ctx.set_user(Some(user));
        self.stun.start(now, &mut self.ctx, stun);
        self.settle(now);
        Ok(())
    }

    /// Changes the name shown to others in requests from now on.
    ///
    /// `CoreUserNotFound` without a user.
    pub fn set_display_name(&mut self, name: &str) -> Result<()> {
        let user = self.ctx.user.as_mut().ok_or(Error::CoreUserNotFound)?;
        user.set_display_name(name);
        self.registrations.set_display_name(name);
        if let Some(publications) = self.publications.made_mut() {
            publications.set_display_name(name);
        }
        Ok(())
    }

    /// Registers the user and keeps the registration alive.
    ///
    /// `expires_s`: seconds, at least 20 (`CoreExpiresValueTooSmall`).
    /// `retry_times`: tries after a failure, 0 for none. Other errors:
    /// `CoreUserNotFound`, `CoreSipServerEmpty`, `CoreAlreadyRegistered` (also
    /// while it is being tried).
    pub fn register(&mut self, now: Instant, expires_s: u32, retry_times: u32) -> Result<()> {
        let result = self
            .registrations
            .register(now, &mut self.ctx, expires_s, retry_times);
        self.settle(now);
        result
    }

    /// Takes the registration back: [`RegistrationStatus::Unregistering`]
    /// until the registrar has answered or 64·T1 have passed.
    ///
    /// `CoreUserNotFound` without a user, `CoreNotRegistered` without a registration.
    pub fn unregister(&mut self, now: Instant) -> Result<()> {
        if self.ctx.user.is_none() {
            return Err(Error::CoreUserNotFound);
        }
        let result = self.registrations.unregister(now, &mut self.ctx);
        if result.is_ok() {
            self.leave_mailbox(now);
        }
        self.settle(now);
        result
    }

    /// How the registration stands.
    pub fn registration_status(&self) -> RegistrationStatus {
        self.registrations.status()
    }

    /// Sets the audio of offers and answers made from now on. A call keeps
    /// what it began with.
    pub fn set_audio_config(&mut self, audio: AudioConfig) {
        self.ctx.audio = Arc::new(audio);
    }

    /// Calls `to`: a name, a `sip:`, `sips:` or `tel:` URI, or a display-name form.
    ///
    /// `send_sdp` false leaves the offer to the other side. `video` asks for
    /// video, of which this build has none. `ports` belong to the call when
    /// `Ok` is returned, and come back with `MediaCommand::Stop`.
    ///
    /// Errors: `CoreCalleeEmpty`, `CoreUserNotFound`, `CoreInvalidUri`,
    /// `CoreAudioVideoCodecEmpty`, `CoreNoFreeDialogSession`.
    pub fn call(
        &mut self,
        now: Instant,
        to: &str,
        send_sdp: bool,
        video: bool,
        ports: MediaPorts,
    ) -> Result<SessionId> {
        let _ = video;
        if to.trim().is_empty() {
            return Err(Error::CoreCalleeEmpty);
        }
        let user = self.ctx.user.as_ref().ok_or(Error::CoreUserNotFound)?;
        let callee = Callee::parse(to, user.domain(), self.ctx.user_escapes)?;
        let extra = PlaceExtra::default();
        let session = self.place(now, &callee, send_sdp, ports, extra)?;
        self.settle(now);
        Ok(session)
    }

    /// Begins a call; the caller settles.
    pub(super) fn place(
        &mut self,
        now: Instant,
        callee: &Callee,
        send_sdp: bool,
        ports: MediaPorts,
        extra: PlaceExtra,
    ) -> Result<SessionId> {
        if self.ctx.audio.codecs.is_empty() {
            return Err(Error::CoreAudioVideoCodecEmpty);
        }
        if self.shutting_down || self.calls.live() >= self.call_sessions_max() {
            return Err(Error::CoreNoFreeDialogSession);
        }
        let id = self.ctx.session_ids.next_id();
        let session = SessionId(id.ok_or(Error::CoreNoFreeDialogSession)?);
        let call = Call::place(now, &mut self.ctx, session, callee, send_sdp, ports, extra)?;
        self.calls.insert(call);
        Ok(session)
    }

    /// Answers an incoming call. `ports` belong to the call when `Ok` is
    /// returned, and come back with `MediaCommand::Stop`. A call with Replaces
    /// answers itself: then this changes nothing, and they come back at once.
    ///
    /// Errors: `CoreInviteSessionNotFound`, `CoreNotIncomingCall` (our own
    /// call, or answered already), `CoreAudioVideoCodecEmpty`,
    /// `CoreCodecNotSupport` (the codecs in common were taken away).
    pub fn answer(
        &mut self,
        now: Instant,
        session: SessionId,
        video: bool,
        ports: MediaPorts,
    ) -> Result<()> {
        let _ = video;
        self.with_call(now, session, |call, ctx| call.answer(now, ctx, ports))
    }

    /// Rejects an incoming call that has not been answered.
    ///
    /// `code`: 400…699 (`CoreArgumentIncorrect`). Other errors:
    /// `CoreInviteSessionNotFound`, `CoreNotIncomingCall`.
    pub fn reject(&mut self, now: Instant, session: SessionId, code: i32) -> Result<()> {
        self.with_call(now, session, |call, ctx| call.reject(now, ctx, code))
    }

    /// Ends a call in any state: CANCEL, 480 or BYE as fits. No event follows.
    ///
    /// `CoreInviteSessionNotFound`.
    pub fn hang_up(&mut self, now: Instant, session: SessionId) -> Result<()> {
        self.with_call(now, session, |call, ctx| {
            call.hang_up(now, ctx);
            Ok(())
        })
    }

    /// Says what our descriptions of a call's audio tell about bandwidth: where
    /// the call is connected by re-INVITE, else in the next offer or answer.
    ///
    /// `CoreInviteSessionNotFound`.
    pub fn set_audio_bandwidth(
        &mut self,
        now: Instant,
        session: SessionId,
        bandwidth: Bandwidth,
    ) -> Result<()> {
        self.with_call(now, session, |call, ctx| {
            call.set_bandwidth(now, ctx, bandwidth);
            Ok(())
        })
    }

    /// Puts a call on hold.
    ///
    /// Errors: `CoreInviteSessionNotFound`, `CoreCallNotEstablished`,
    /// `CoreCallAlreadyHold`.
    pub fn hold(&mut self, now: Instant, session: SessionId) -> Result<()> {
        self.with_call(now, session, |call, ctx| call.hold(now, ctx))
    }

    /// Takes a call off hold.
    ///
    /// Errors: `CoreInviteSessionNotFound`, `CoreCallNotEstablished`,
    /// `CoreCallNotHold`.
    pub fn un_hold(&mut self, now: Instant, session: SessionId) -> Result<()> {
        self.with_call(now, session, |call, ctx| call.un_hold(now, ctx))
    }

    /// Takes a call off hold where it is held; else nothing changes.
    ///
    /// Errors: `CoreInviteSessionNotFound`, `CoreCallNotEstablished`.
    pub fn resume(&mut self, now: Instant, session: SessionId) -> Result<()> {
        match self.un_hold(now, session) {
            Err(Error::CoreCallNotHold) => Ok(()),
            resumed => resumed,
        }
    }

    /// Offers the media of a call anew by re-INVITE: with audio in the codecs of
    /// now, or without.
    ///
    /// Errors: `CoreInviteSessionNotFound`, `CoreCallNotEstablished`,
    /// `CoreCallInHold`, `CoreAudioVideoCodecEmpty`.
    pub fn update(&mut self, now: Instant, session: SessionId, audio: bool) -> Result<()> {
        self.with_call(now, session, |call, ctx| call.update(now, ctx, audio))
    }

    /// The session timer that calls ask for from now on (RFC 4028); `None` for
    /// none. That of a running call stays as it was agreed.
    ///
    /// `CoreSessionTimerValueTooSmall` below 90 s.
    pub fn set_session_timer(&mut self, timer: Option<SessionTimer>) -> Result<()> {
        if timer.is_some_and(|timer| timer.interval_s < SESSION_INTERVAL_S_MIN) {
            return Err(Error::CoreSessionTimerValueTooSmall);
        }
        self.ctx.signalling.session_timer = timer;
        Ok(())
    }

    /// How media is encrypted in calls from now on. Those that are up stay as they
    /// were agreed.
    pub fn set_srtp(&mut self, set: impl FnOnce(&mut Srtp)) {
        set(&mut self.ctx.signalling.srtp);
    }

    /// The relay of media that calls from now on may use where they use ICE; `None`:
    /// none.
    pub fn set_turn_server(&mut self, server: Option<TurnServer>) {
        self.ctx.signalling.turn = server.map(Arc::new);
    }

    /// Whether calls from now on are offered with ICE.
    pub fn set_ice(&mut self, offered: bool) {
        self.ctx.signalling.ice = offered;
    }

    /// The certificate that media has for DTLS: without one, associations are neither
    /// offered nor taken.
    pub fn set_certificate(&mut self, certificate: Fingerprint) {
        self.ctx.certificate = Some(certificate);
    }

    /// Sends one DTMF tone, after those that wait already.
    ///
    /// `tone`: 0…16 (`CoreWrongDtmfTone`). `duration_ms`: how long it lasts.
    /// Other errors: `CoreInviteSessionNotFound`, `CoreCallNotEstablished`,
    /// `CoreCallInHold`, `AudioChannelNotFound` (no audio stream),
    /// `CoreDataSizeTooLarge` (too many INFO requests wait).
    pub fn send_dtmf(
        &mut self,
        now: Instant,
        session: SessionId,
        method: DtmfMethod,
        tone: u8,
        duration_ms: u32,
    ) -> Result<()> {
        let tone = Tone {
            key: tone,
            duration_ms,
        };
        self.with_call(now, session, |call, ctx| {
            call.send_dtmf(now, ctx, method, tone)
        })
    }

    /// Adds a rule for the headers of outgoing messages.
    ///
    /// Errors: `CoreSipMethodNameEmpty`, `CoreSipHeaderNameEmpty`,
    /// `CoreSipHeaderValueEmpty`, `CoreSipHeaderBadFormed` (a header that may
    /// not be changed, or CR, LF, NUL), `CoreInviteSessionNotFound`,
    /// `CoreDataSizeTooLarge` (too many rules).
    pub fn add_header_rule(&mut self, rule: HeaderRule) -> Result<HeaderRuleId> {
        if let Some(session) = rule.session {
            self.calls.live_call(session)?;
        }
        self.ctx.header_rules.add(rule)
    }

    /// Removes one rule that was added with this action.
    ///
    /// `CoreSipHeaderNotExist`.
    pub fn remove_header_rule(&mut self, action: HeaderAction, id: HeaderRuleId) -> Result<()> {
        self.ctx.header_rules.remove(action, id)
    }

    /// Removes all rules of this action.
    pub fn clear_header_rules(&mut self, action: HeaderAction) {
        self.ctx.header_rules.clear(action);
    }

    /// Whether IPv6 addresses of a host are tried before its IPv4 addresses.
    pub fn set_prefer_ipv6(&mut self, enabled: bool) {
        self.ctx.signalling.prefer_ipv6 = enabled;
    }

    /// Whether `SignalingSending` and `SignalingReceived` are raised.
    pub fn set_signalling_callback(&mut self, sending: bool, received: bool) {
        self.callback = SignallingCallback { sending, received };
    }

    /// When provisional responses are reliable, from the next call on.
    pub fn set_reliable_provisional(&mut self, mode: ReliableProvisional) {
        self.ctx.signalling.reliable_provisional = mode;
    }

    /// Whether incoming calls from now on have media before they are answered.
    pub fn set_early_media(&mut self, enabled: bool) {
        self.ctx.signalling.early_media = enabled;
    }

    /// Whether the program is behind with its events: requests outside dialogs, and
    /// MESSAGE, INFO, REFER and the NOTIFYs of our subscriptions in them, get 503 with
    /// Retry-After.
    pub fn set_overloaded(&mut self, overloaded: bool) {
        self.overloaded = overloaded;
    }

    /// Whether media functions may work on a call.
    ///
    /// `CoreInviteSessionNotFound`.
    pub fn media_access(&self, session: SessionId) -> Result<MediaAccess> {
        Ok(self.calls.live_call(session)?.media_access())
    }

    /// Whether a call has, or has had, audio, early media too: from then on its
    /// settings can be carried out.
    ///
    /// `CoreInviteSessionNotFound`.
    pub fn has_begun_audio(&self, session: SessionId) -> Result<bool> {
        Ok(self.calls.live_call(session)?.has_begun_audio())
    }

    /// How many calls live, from `call` or the incoming INVITE to their end.
    pub fn calls_live(&self) -> usize {
        self.calls.live()
    }

    pub(super) fn call_sessions_max(&self) -> usize {
        self.ctx.config.call_sessions_max.min(CALLS_MAX)
    }
}
