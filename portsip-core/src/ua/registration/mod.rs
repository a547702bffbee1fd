//! The registration of a user at its registrar: RFC 3261 §10.
//!
//! *Inputs:* start, stop, a flow or the lack of one, responses, their absence,
//! time. *Outputs:* REGISTER, `RegisterSuccess`, `RegisterFailure`.
//!
//! | state | success | failure | stop | timer | start over |
//! |---|---|---|---|---|---|
//! | Selecting | – | → Waiting, or Over | → Over, or as asked below | | |
//! | Asking | → Registered, or Over after stop | → Waiting, or Over | noted, then REGISTER with 0 | | → Selecting |
//! | Registered | | flow lost → Selecting, or Waiting | REGISTER with 0 → Asking | refresh → Selecting | → Selecting |
//! | Waiting | | | → Over, or REGISTER with 0 | → Selecting | → Selecting |

mod contacts;
mod keep_alive;
mod outcome;
mod push;
mod recovery;
mod request;
mod response;

use smallvec::SmallVec;

use crate::clock::Instant;
use crate::events::RegisterResult;
use crate::sip::auth::{Attempt, Authenticator};
use crate::sip::message::StatusCode;
use crate::sip::transaction::ClientTransactionId;
use crate::sip::transport::flow::{ConnectionId, Flow};
use crate::sip::transport::target::Target;
use crate::sip::uri::Uri;

use super::account::{FirstHop, User};
use super::agent::RegistrationStatus;
use super::context::{Context, FlowUser, RegistrationId};
use super::flow_selection::{Found, Others, Selection};
use super::refresher::Backoff;
use super::timers::TimerId;
use contacts::Contacts;
use keep_alive::Keeping;
use outcome::result;

/// One user's registration, from `register` until it is given up or taken back.
pub(crate) struct Registration {
    id: RegistrationId,
    user: User,
    authenticator: Authenticator,
    attempt: Attempt,
    registrar: Uri,
    /// Where the registrar is, and where it sent us instead.
    hop: FirstHop,
    detour: Option<Box<Target>>,
    call_id: String,
    tag: String,
    cseq: u32,
    expires_s: u32,
    backoff: Backoff,
    /// What the program wants.
    wanted: Wanted,
    contacts: Contacts,
    /// The success that is not news: it has been raised, and no failure since.
    announced: bool,
    /// Redirections and longer intervals followed since the last outcome.
    detours: usize,
    /// The contact was told anew since the last refresh, as it looked wrong.
    corrected: bool,
    /// The server cannot keep to flows (RFC 5626 §11.6).
    outbound_refused: bool,
    /// The way of the last success.
    proven: Option<Flow>,
    flow_lost_at: Option<Instant>,
    /// Connections that another takes the place of.
    replaced: SmallVec<[ConnectionId; 1]>,
    others: Others,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Registered,
    Unregistered,
}

enum State {
    /// The way to the registrar is looked for.
    Selecting,
    /// A REGISTER is out: `expires_s` is what it asks for.
    Asking {
        flow: Flow,
        expires_s: u32,
        transaction: ClientTransactionId,
    },
    /// It succeeded; the refresh comes when the timer fires.
    Registered {
        flow: Flow,
        refresh: TimerId,
        keeping: Box<Keeping>,
    },
    /// It failed; it is tried again when the timer fires.
    Waiting { retry: TimerId },
    /// There is nothing more to do.
    Over,
}

impl Registration {
    /// Begins to register `user`.
    pub(crate) fn start(
        now: Instant,
        ctx: &mut Context,
        id: RegistrationId,
        (registrar, hop): (Uri, FirstHop),
        user: User,
        (expires_s, retries_max): (u32, u32),
    ) -> Self {
        let mut registration = Self {
            id,
            authenticator: user.authenticator(),
            attempt: Attempt::default(),
            registrar,
            hop,
            detour: None,
            call_id: ctx.token(),
            tag: ctx.token(),
            cseq: 0,
            expires_s,
            backoff: Backoff::new(retries_max),
            wanted: Wanted::Registered,
            contacts: Contacts::default(),
            announced: false,
            detours: 0,
            corrected: false,
            outbound_refused: false,
            proven: None,
            flow_lost_at: None,
            replaced: SmallVec::new(),
            others: Others::default(),
            state: State::Selecting,
            user,
        };
        registration.select(now, ctx);
        registration
    }

    /// The program wants it again before it was taken back. Its REGISTER
    /// follows the answer to the one that is out (RFC 3261 §10.2): sent beside
    /// it, it could be the earlier of the two that the registrar gets.
    pub(crate) fn resume(
        &mut self,
        (registrar, hop): (Uri, FirstHop),
        user: User,
        (expires_s, retries_max): (u32, u32),
    ) {
        self.authenticator = user.authenticator();
        self.user = user;
        self.registrar = registrar;
        self.hop = hop;
        self.detour = None;
        self.expires_s = expires_s;
        self.backoff = Backoff::new(retries_max);
        self.wanted = Wanted::Registered;
        self.announced = false;
        self.detours = 0;
        self.outbound_refused = false;
    }

    /// Whether it is of the same user at the same registrar.
    pub(crate) fn is_of(&self, user: &User, (registrar, hop): &(Uri, FirstHop)) -> bool {
        self.user.account().user_name == user.account().user_name
            && self.registrar == *registrar
            && self.hop.target == hop.target
    }

    /// Takes the registration back.
    pub(crate) fn stop(&mut self, now: Instant, ctx: &mut Context) {
        self.wanted = Wanted::Unregistered;
        ctx.set_binding(None);
        match self.take_state(ctx) {
            State::Registered { flow, .. } => self.ask(now, ctx, flow),
            State::Waiting { .. } if self.contacts.any() => self.select(now, ctx),
            State::Selecting if self.contacts.any() => self.state = State::Selecting,
            State::Waiting { .. } | State::Selecting | State::Over => {}
            asking @ State::Asking { .. } => self.state = asking,
        }
    }

    /// Takes the state out, to put another in its place: its timers are stopped.
    fn take_state(&mut self, ctx: &mut Context) -> State {
        let mut state = std::mem::replace(&mut self.state, State::Over);
        match &mut state {
            State::Registered {
                refresh, keeping, ..
            } => {
                ctx.timers.stop(*refresh);
                keeping.stop(ctx);
            }
            State::Waiting { retry } => ctx.timers.stop(*retry),
            State::Selecting | State::Asking { .. } | State::Over => {}
        }
        state
    }

    /// How it stands.
    pub(crate) fn status(&self) -> RegistrationStatus {
        match (&self.state, self.wanted) {
            (State::Over, _) => RegistrationStatus::Unregistered,
            (_, Wanted::Unregistered) => RegistrationStatus::Unregistering,
            (State::Registered { .. }, Wanted::Registered) => RegistrationStatus::Registered,
            (State::Asking { .. } | State::Selecting, _) if self.announced => {
                RegistrationStatus::Registered
            }
            _ => RegistrationStatus::Registering,
        }
    }

    /// Whether there is nothing more to do.
    pub(crate) fn is_over(&self) -> bool {
        matches!(self.state, State::Over)
    }

    /// Which one it is.
    pub(crate) fn id(&self) -> RegistrationId {
        self.id
    }

    /// Changes the name shown to the registrar.
    pub(crate) fn set_display_name(&mut self, name: &str) {
        self.user.set_display_name(name);
    }

    /// Time for the refresh or the next try.
    pub(crate) fn handle_timeout(&mut self, now: Instant, ctx: &mut Context) {
        match self.take_state(ctx) {
            // The name is resolved anew each time: servers move.
            State::Registered { .. } | State::Waiting { .. } => {
                self.corrected = false;
                self.select(now, ctx);
            }
            other => self.state = other,
        }
    }

    /// The way to the registrar is known.
    pub(crate) fn handle_flow_found(&mut self, now: Instant, ctx: &mut Context, found: Found) {
        if matches!(self.state, State::Selecting) {
            self.others = found.others;
            self.ask(now, ctx, found.flow);
        }
    }

    /// There is no way to the registrar, and why.
    pub(crate) fn handle_unreachable(&mut self, now: Instant, ctx: &mut Context, reason: &str) {
        if matches!(self.state, State::Selecting) {
            let result = RegisterResult {
                reason: reason.to_owned(),
                ..result(StatusCode::SERVICE_UNAVAILABLE, None)
            };
            self.fail_as(now, ctx, result, None, true);
        }
    }

    /// Nobody answered, or the flow failed: the registrar's other addresses
    /// are tried (RFC 3263 §4.3).
    pub(crate) fn handle_unanswered(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        status: StatusCode,
    ) {
        let State::Asking { flow, .. } = self.state else {
            return;
        };
        self.contacts.unanswered();
        let died = status == StatusCode::SERVICE_UNAVAILABLE && flow.is_reliable();
        if died && self.proven.take() == Some(flow) {
            // The server has closed it, or was started again.
            return self.select(now, ctx);
        }
        // Our own address may have changed.
        ctx.flows.handle_unanswered(now, &flow);
        if !self.try_others(now, ctx) {
            self.fail(now, ctx, status, None, true);
        }
    }

    fn select(&mut self, now: Instant, ctx: &mut Context) {
        let user = FlowUser::Registration(self.id);
        let target = self.detour.as_deref().unwrap_or(&self.hop.target);
        let selection = ctx.find_flow(target, user);
        self.follow(now, ctx, selection);
    }

    fn try_others(&mut self, now: Instant, ctx: &mut Context) -> bool {
        let others = std::mem::take(&mut self.others);
        let user = FlowUser::Registration(self.id);
        let Some(selection) = ctx.find_other_flow(others, user) else {
            return false;
        };
        self.follow(now, ctx, selection);
        true
    }

    /// Goes the way that was looked for, once it is known.
    fn follow(&mut self, now: Instant, ctx: &mut Context, selection: Selection) {
        self.state = State::Selecting;
        if let Selection::Ready(found) = selection {
            self.handle_flow_found(now, ctx, found);
        }
    }

    /// Sends what is wanted along a flow.
    fn ask(&mut self, now: Instant, ctx: &mut Context, flow: Flow) {
        let expires_s = match self.wanted {
            Wanted::Registered => self.expires_s,
            Wanted::Unregistered => 0,
        };
        self.attempt = Attempt::default();
        self.send(now, ctx, flow, expires_s, None);
    }
}
