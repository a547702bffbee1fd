//! The deterministic user agent: its surface, and who gets which input.
//!
//! After any call that takes `now`, poll outputs until there is none and then
//! the timeout. Errors leave the agent as it was.

use std::collections::VecDeque;
use std::net::SocketAddr;

use crate::clock::Instant;
use crate::config::{Account, AudioConfig, HeaderAction, HeaderRule, TransportKind};
use crate::error::{Error, Result};
use crate::ids::{HeaderRuleId, SessionId};
use crate::plan::{DtmfMethod, MediaAccess, MediaPorts, MediaReport};
use crate::rng::Rng;
use crate::sip::message::{Message, ParseError};
use crate::sip::transport::flow::{ConnectionId, Flow};

use super::output::{FlowRequest, Output, ResolveId};

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
    outputs: VecDeque<Output>,
}

impl Agent {
    /// An agent without a user.
    pub fn new(config: AgentConfig, rng: Rng) -> Self {
        let _ = (config, rng);
        Self {
            outputs: VecDeque::new(),
        }
    }

    /// Sets the user.
    ///
    /// `CoreAllowOnlyOneUser` while one is set, `CoreUserNameAuthNameEmpty`
    /// without a user name.
    pub fn set_user(&mut self, now: Instant, account: Account) -> Result<()> {
        let _ = (now, account);
        Err(Error::CoreStackFailure)
    }

    /// Takes the user back; a registration is ended at the registrar. Calls go on.
    ///
    /// `CoreUserNotFound` without a user.
    pub fn remove_user(&mut self, now: Instant) -> Result<()> {
        let _ = now;
        Err(Error::CoreUserNotFound)
    }

    /// Changes the name shown to others in requests from now on.
    ///
    /// `CoreUserNotFound` without a user.
    pub fn set_display_name(&mut self, name: &str) -> Result<()> {
        let _ = name;
        Err(Error::CoreUserNotFound)
    }

    /// Registers the user and keeps the registration alive.
    ///
    /// `expires_s`: seconds, at least 20 (`CoreExpiresValueTooSmall`).
    /// `retry_times`: tries after a failure, 0 for none. Other errors:
    /// `CoreUserNotFound`, `CoreSipServerEmpty`, `CoreAlreadyRegistered`.
    pub fn register(&mut self, now: Instant, expires_s: u32, retry_times: u32) -> Result<()> {
        let _ = (now, expires_s, retry_times);
        Err(Error::CoreUserNotFound)
    }

    /// Takes the registration back: [`RegistrationStatus::Unregistering`]
    /// until the registrar has answered or 64·T1 have passed.
    ///
    /// `CoreUserNotFound` without a user, `CoreNotRegistered` without a registration.
    pub fn unregister(&mut self, now: Instant) -> Result<()> {
        let _ = now;
        Err(Error::CoreUserNotFound)
    }

    /// How the registration stands.
    pub fn registration_status(&self) -> RegistrationStatus {
        RegistrationStatus::Unregistered
    }

    /// Sets the audio of offers and answers made from now on.
    pub fn set_audio_config(&mut self, audio: AudioConfig) {
        let _ = audio;
    }

    /// Calls `to`: a name, a `sip:`, `sips:` or `tel:` URI, or a display-name form.
    ///
    /// `send_sdp` false leaves the offer to the other side. `video` asks for
    /// video, of which this build has none. `ports` belong to the call when
    /// `Ok` is returned, and come back with `MediaCommand::Stop`.
    ///
    /// Errors: `CoreCalleeEmpty`, `CoreInvalidUri`, `CoreUserNotFound`,
    /// `CoreAudioVideoCodecEmpty`, `CoreNoFreeDialogSession`.
    pub fn call(
        &mut self,
        now: Instant,
        to: &str,
        send_sdp: bool,
        video: bool,
        ports: MediaPorts,
    ) -> Result<SessionId> {
        let _ = (now, to, send_sdp, video, ports);
        Err(Error::CoreUserNotFound)
    }

    /// Answers an incoming call. `ports` belong to the call when `Ok` is
    /// returned, and come back with `MediaCommand::Stop`.
    ///
    /// Errors: `CoreInviteSessionNotFound`, `CoreNotIncomingCall` (our own
    /// call), `CoreArgumentIncorrect` (answered already),
    /// `CoreAudioVideoCodecEmpty`.
    pub fn answer(
        &mut self,
        now: Instant,
        session: SessionId,
        video: bool,
        ports: MediaPorts,
    ) -> Result<()> {
        let _ = (now, session, video, ports);
        Err(Error::CoreInviteSessionNotFound)
    }

    /// Rejects an incoming call that has not been answered.
    ///
    /// `code`: 400…699 (`CoreArgumentIncorrect`). Other errors:
    /// `CoreInviteSessionNotFound`, `CoreNotIncomingCall`.
    pub fn reject(&mut self, now: Instant, session: SessionId, code: i32) -> Result<()> {
        let _ = (now, session, code);
        Err(Error::CoreInviteSessionNotFound)
    }

    /// Ends a call in any state: CANCEL, 480 or BYE as fits. No event follows.
    ///
    /// `CoreInviteSessionNotFound`.
    pub fn hang_up(&mut self, now: Instant, session: SessionId) -> Result<()> {
        let _ = (now, session);
        Err(Error::CoreInviteSessionNotFound)
    }

    /// Puts a call on hold.
    ///
    /// Errors: `CoreInviteSessionNotFound`, `CoreCallNotEstablished`,
    /// `CoreCallAlreadyHold`.
    pub fn hold(&mut self, now: Instant, session: SessionId) -> Result<()> {
        let _ = (now, session);
        Err(Error::CoreInviteSessionNotFound)
    }

    /// Takes a call off hold.
    ///
    /// Errors: `CoreInviteSessionNotFound`, `CoreCallNotEstablished`,
    /// `CoreCallNotHold`.
    pub fn un_hold(&mut self, now: Instant, session: SessionId) -> Result<()> {
        let _ = (now, session);
        Err(Error::CoreInviteSessionNotFound)
    }

    /// Sends one DTMF tone, after those that wait already.
    ///
    /// `tone`: 0…16 (`CoreWrongDtmfTone`). `duration_ms`: how long it lasts.
    /// Other errors: `CoreInviteSessionNotFound`, `CoreCallNotEstablished`,
    /// `CoreCallInHold`.
    pub fn send_dtmf(
        &mut self,
        now: Instant,
        session: SessionId,
        method: DtmfMethod,
        tone: u8,
        duration_ms: u32,
    ) -> Result<()> {
        let _ = (now, session, method, tone, duration_ms);
        Err(Error::CoreInviteSessionNotFound)
    }

    /// Adds a rule for the headers of outgoing messages.
    ///
    /// Errors: `CoreSipHeaderNameEmpty`, `CoreSipHeaderValueEmpty`,
    /// `CoreSipMethodNameEmpty`, `CoreSipHeaderBadFormed` (a header that may
    /// not be changed, or CR, LF, NUL), `CoreInviteSessionNotFound`,
    /// `CoreDataSizeTooLarge` (too many rules).
    pub fn add_header_rule(&mut self, rule: HeaderRule) -> Result<HeaderRuleId> {
        let _ = rule;
        Err(Error::CoreStackFailure)
    }

    /// Removes one rule that was added with this action.
    ///
    /// `CoreSipHeaderNotExist`.
    pub fn remove_header_rule(&mut self, action: HeaderAction, id: HeaderRuleId) -> Result<()> {
        let _ = (action, id);
        Err(Error::CoreSipHeaderNotExist)
    }

    /// Removes all rules of this action.
    pub fn clear_header_rules(&mut self, action: HeaderAction) {
        let _ = action;
    }

    /// Whether `SignalingSending` and `SignalingReceived` are raised.
    pub fn set_signalling_callback(&mut self, sending: bool, received: bool) {
        let _ = (sending, received);
    }

    /// Whether media functions may work on a call.
    ///
    /// `CoreInviteSessionNotFound`.
    pub fn media_access(&self, session: SessionId) -> Result<MediaAccess> {
        let _ = session;
        Err(Error::CoreInviteSessionNotFound)
    }

    /// Ends everything: BYE, CANCEL or 480 for each call, and the
    /// registration. New calls are refused from now on; no event follows.
    pub fn shut_down(&mut self, now: Instant) {
        let _ = now;
    }

    /// Whether [`shut_down`](Self::shut_down) has nothing left to wait for.
    pub fn is_drained(&self) -> bool {
        true
    }

    /// How many calls live, from `call` or the incoming INVITE to their end.
    pub fn calls_live(&self) -> usize {
        0
    }

    /// A message has come along a flow, whose local end is an address the peer
    /// can be told.
    pub fn handle_message(&mut self, now: Instant, flow: Flow, message: Message) {
        let _ = (now, flow, message);
    }

    /// Bytes have come that are no message: answered where that is possible
    /// (RFC 3261 §8.2, RFC 4475), else dropped.
    pub fn handle_malformed(&mut self, now: Instant, flow: Flow, error: &ParseError) {
        let _ = now;
        if let Some(payload) = error.reply(flow.remote) {
            self.outputs.push_back(Output::Transmit { flow, payload });
        }
    }

    /// The way that [`Output::OpenFlow`] asked for.
    pub fn handle_flow_opened(&mut self, now: Instant, request: FlowRequest, flow: Flow) {
        let _ = (now, request, flow);
    }

    /// The way that [`Output::OpenFlow`] asked for cannot be had.
    pub fn handle_flow_failed(&mut self, now: Instant, request: FlowRequest) {
        let _ = (now, request);
    }

    /// A connection is gone, or sending on it failed.
    pub fn handle_flow_closed(&mut self, now: Instant, connection: ConnectionId) {
        let _ = (now, connection);
    }

    /// The answer to [`Output::Resolve`]: addresses in the order to be tried;
    /// empty when the name has none or could not be looked up.
    pub fn handle_resolved(&mut self, now: Instant, id: ResolveId, addresses: Vec<SocketAddr>) {
        let _ = (now, id, addresses);
    }

    /// What media has to say.
    pub fn handle_media_report(&mut self, now: Instant, report: MediaReport) {
        let _ = (now, report);
    }

    /// Time has come to what [`poll_timeout`](Self::poll_timeout) said.
    pub fn handle_timeout(&mut self, now: Instant) {
        let _ = now;
    }

    /// The next thing to do.
    pub fn poll_output(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// When [`handle_timeout`](Self::handle_timeout) shall be called next.
    pub fn poll_timeout(&self) -> Option<Instant> {
        None
    }
}
