//! What all machines of one agent share: transactions, flows, timers, the
//! user, and the queue of outputs.

use std::collections::{HashMap, VecDeque};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use bytes::Bytes;
use smallvec::SmallVec;

use crate::clock::Instant;
use crate::config::{AudioConfig, Signalling, TransportKind};
use crate::error::{Error, Result};
use crate::events::Event;
use crate::ids::{IdSource, ReferId, SessionId};
use crate::limits::{OWN_SERVERS_MAX, SIP_UDP_REQUEST_BYTES_MAX};
use crate::rng::Rng;
use crate::sip::auth::{Attempt, Authenticator};
use crate::sip::header::{HeaderName, NameAddr};
use crate::sip::message::{Message, Method, RequestBuilder, ResponseBuilder, StatusCode};
use crate::sip::transaction::{
    ClientTransactionId, ServerTransactionId, TransactionLayer, TransactionSettings,
};
use crate::sip::transport::flow::{ConnectionId, Flow, Transport};
use crate::sip::transport::target::Target;
use crate::sip::transport::via::OutgoingVia;
use crate::sip::uri::{Uri, UserEscapes};

use super::abilities::{ALLOW, Supported};
use super::account::{self, FirstHop, User};
use super::agent::AgentConfig;
use super::binding::Binding;
use super::call::{CallNews, CallTimer, Orphans};
use super::content::SupportedTypes;
use super::flow_selection::{Flows, Others, Selection};
use super::header_rules::{HeaderRules, MessageContext};
use super::nat_address::PublicAddresses;
use super::output::Output;
use super::query::QueryId;
use super::timers::Timers;
use super::transfer::TransferId;

/// The type of session descriptions.
pub(crate) const SDP: &str = "application/sdp";
/// What we call ourselves when the program does not say.
const PRODUCT: &str = concat!("PortSIP-SDK/", env!("CARGO_PKG_VERSION"));

/// Names a registration, also one that is being ended after its user has gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct RegistrationId(pub(crate) u32);

/// Who sent a request, and gets its responses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    /// A REGISTER.
    Registration(RegistrationId),
    /// The INVITE of a call.
    Invite(SessionId),
    /// A re-INVITE of a call.
    Modify(SessionId),
    /// The UPDATE that refreshes a call.
    Refresh(SessionId),
    /// The BYE of a call.
    Bye(SessionId),
    /// An INFO of a call.
    Info(SessionId),
    /// A PRACK in the early dialog of a call with this number.
    Prack(SessionId, u16),
    /// A REFER, and the call that it is in or about.
    Transfer(TransferId, Option<SessionId>),
    /// A NOTIFY about a REFER of the other side, and its call.
    Notify(ReferId, Option<SessionId>),
    /// An OPTIONS outside of calls.
    Query(QueryId),
    /// The BYE of a fork that nobody wants.
    Orphan,
}

/// Who waits for a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FlowUser {
    /// A registration, for its REGISTER.
    Registration(RegistrationId),
    /// A call, for its INVITE.
    Invite(SessionId),
    /// A dialog, for the requests in it.
    Dialog(SessionId),
    /// A dialog that began as the early one with this number.
    EarlyDialog(SessionId, u16),
    /// An OPTIONS outside of calls.
    Query(QueryId),
    /// The question how we look from outside.
    Stun,
    /// A REFER.
    Transfer(TransferId),
    /// A NOTIFY about a REFER of the other side.
    Notify(ReferId),
}

/// What a timer of the agent is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Deadline {
    /// A registration's refresh or next try.
    Registration(RegistrationId),
    /// The next question to the STUN server.
    Stun,
    /// The next keep-alive of a registration's flow, or the end of the wait
    /// for its answer.
    KeepAlive(RegistrationId),
    /// Something in a call.
    Call(SessionId, CallTimer),
    /// The next word on a transfer of ours.
    Transfer(TransferId),
    /// A REFER of the other side: its response, its decision, or its end.
    Refer(ReferId),
}

/// What all machines share.
pub(crate) struct Context {
    pub(crate) config: AgentConfig,
    pub(crate) user: Option<User>,
    /// Answers challenges for the user, and remembers nonces.
    pub(crate) authenticator: Option<Authenticator>,
    /// Who challenged us last: only there credentials go unasked.
    pub(crate) challenger: Option<SocketAddr>,
    pub(crate) audio: Arc<AudioConfig>,
    /// What the program's functions have set.
    pub(crate) signalling: Signalling,
    /// The types of bodies we take.
    pub(crate) types: SupportedTypes,
    /// Which characters of names are escaped in the URIs that we make of them.
    pub(crate) user_escapes: UserEscapes,
    pub(crate) rng: Rng,
    pub(crate) outputs: VecDeque<Output>,
    pub(crate) transactions: TransactionLayer,
    pub(crate) owners: HashMap<ClientTransactionId, Owner>,
    /// Forks that were ended, by the call whose INVITE made them; forgotten with
    /// the INVITE's transaction.
    pub(crate) orphans: HashMap<SessionId, Orphans>,
    /// The calls of INVITEs that began one, for their CANCEL.
    pub(crate) invites: HashMap<ServerTransactionId, SessionId>,
    /// Requests that could not be sent: they fail after the work in hand.
    pub(crate) unsent: VecDeque<Owner>,
    /// What calls have to tell others than the program.
    pub(crate) call_news: VecDeque<CallNews>,
    /// The program is told nothing any more.
    pub(crate) silent: bool,
    pub(crate) flows: Flows<FlowUser>,
    pub(crate) timers: Timers<Deadline>,
    pub(crate) header_rules: HeaderRules,
    pub(crate) session_ids: IdSource,
    /// How our addresses look from outside.
    pub(crate) public: PublicAddresses,
    /// What the registrar gave us, while we are registered.
    binding: Option<Box<Binding>>,
    /// The servers of our account that were used: they alone may ask for our
    /// password.
    own_servers: SmallVec<[IpAddr; 2]>,
    /// The last Contact that was made, and for which way.
    last_contact: Option<(ContactOf, NameAddr)>,
}

/// What a Contact depends on: our end of the way, whether that leads by a
/// server of ours, and back along the flow that the registrar keeps to, and
/// whether it shall be `sips`.
type ContactOf = (SocketAddr, Transport, bool, bool, bool);

/// A request that was sent.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    pub(crate) transaction: ClientTransactionId,
    pub(crate) payload: Bytes,
}

/// What became of a request that takes a way that was found.
#[derive(Debug)]
pub(crate) enum Sending {
    /// It is out.
    Sent(Sent),
    /// It is too long for that way, which is looked for anew: it must be
    /// written for the one that is found.
    Selecting(Selection),
    /// It cannot be written, or too many requests wait for an answer.
    Failed,
}

impl Context {
    /// The shared part of a new agent.
    pub(crate) fn new(mut config: AgentConfig, mut rng: Rng) -> Self {
        if config.user_agent.trim().is_empty() || config.user_agent.contains(['\r', '\n', '\0']) {
            PRODUCT.clone_into(&mut config.user_agent);
        }
        let transactions = TransactionLayer::new(TransactionSettings::default(), &mut rng);
        Self {
            config,
            user: None,
            authenticator: None,
            challenger: None,
            audio: Arc::default(),
            signalling: Signalling::default(),
            types: SupportedTypes::default(),
            user_escapes: UserEscapes::STANDARD,
            rng,
            outputs: VecDeque::new(),
            transactions,
            owners: HashMap::new(),
            orphans: HashMap::new(),
            invites: HashMap::new(),
            unsent: VecDeque::new(),
            call_news: VecDeque::new(),
            silent: false,
            flows: Flows::default(),
            timers: Timers::default(),
            header_rules: HeaderRules::default(),
            session_ids: IdSource::default(),
            public: PublicAddresses::default(),
            binding: None,
            own_servers: SmallVec::new(),
            last_contact: None,
        }
    }

    /// The transport of requests whose URI names none.
    pub(crate) fn default_transport(&self) -> Transport {
        match self.config.transport {
            TransportKind::Udp => Transport::Udp,
            TransportKind::Tls => Transport::Tls,
            TransportKind::Tcp => Transport::Tcp,
            TransportKind::Ws => Transport::Ws,
            TransportKind::Wss => Transport::Wss,
        }
    }

    /// The extensions we speak, for Supported.
    pub(crate) fn supported(&self) -> Supported<'_> {
        Supported(&self.signalling)
    }

    /// Raises an event.
    pub(crate) fn event(&mut self, event: Event) {
        if !self.silent {
            self.outputs.push_back(Output::Event(event));
        }
    }

    /// Finds the flow to a hop, or starts to look for it.
    pub(crate) fn find_flow(&mut self, hop: &Target, user: FlowUser) -> Selection {
        let prefer_ipv6 = self.signalling.prefer_ipv6;
        self.flows.select(hop, prefer_ipv6, user, &mut self.outputs)
    }

    /// Goes on to the next destination of a request (RFC 3263 §4.3); `None`
    /// when there is none.
    pub(crate) fn find_other_flow(&mut self, others: Others, user: FlowUser) -> Option<Selection> {
        self.flows.select_next(others, user, &mut self.outputs)
    }

    /// Ends a connection that carries nothing any more.
    pub(crate) fn close_connection(&mut self, now: Instant, connection: ConnectionId) {
        self.flows.handle_closed(connection);
        self.transactions.handle_connection_closed(now, connection);
        self.outputs.push_back(Output::CloseFlow { connection });
    }

    /// A response to a REGISTER has come along a flow, and tells how we look
    /// to the registrar.
    pub(crate) fn learn_from_registrar(&mut self, flow: &Flow, response: &Message) {
        self.public.learn_from_response(flow, response);
    }

    /// A STUN server has seen a flow; `true` where that is news.
    pub(crate) fn learn_from_stun(&mut self, flow: &Flow, seen: SocketAddr) -> bool {
        self.public.learn_from_stun(flow, seen)
    }

    /// Our end of a flow as the peer knows it.
    pub(crate) fn local_address(&self, flow: &Flow) -> SocketAddr {
        self.public.of(flow)
    }

    /// Our Contact on a flow: the address that the registrar gave this
    /// instance, else that of the flow, to which dialogs shall keep where the
    /// registrar does (RFC 5627 §4.4, RFC 5626 §4.3); `sips` where that is wanted.
    pub(crate) fn contact(&mut self, flow: &Flow, sips: bool) -> Option<NameAddr> {
        let local = self.local_address(flow);
        let binding = self.binding.as_deref();
        let by_server = binding.is_some() && self.own_servers.contains(&flow.remote.ip());
        let keeps = binding.is_some_and(|binding| binding.keeps_to(flow));
        let of = (local, flow.transport, by_server, keeps, sips);
        match &self.last_contact {
            Some((known, contact)) if *known == of => Some(contact.clone()),
            _ => {
                let contact = self.write_contact(flow, of)?;
                self.last_contact = Some((of, contact.clone()));
                Some(contact)
            }
        }
    }

    /// Says anew what we can do, in each Contact from now on.
    pub(crate) fn set_three_gpp_tags(&mut self, enabled: bool) {
        self.signalling.three_gpp_tags = enabled;
        self.forget_contact();
    }

    fn write_contact(
        &self,
        flow: &Flow,
        (local, _, by_server, keeps, sips): ContactOf,
    ) -> Option<NameAddr> {
        let tags: &[_] = if self.signalling.three_gpp_tags {
            &account::THREE_GPP_TAGS
        } else {
            &[]
        };
        let binding = self.binding.as_deref().filter(|_| by_server);
        if let Some(gruu) = binding.and_then(Binding::gruu) {
            return NameAddr::new("", gruu, tags).ok();
        }
        let uri = account::contact_uri(self.user.as_ref(), local, flow, sips)?;
        let uri = if keeps {
            uri.with_param("ob", None).ok()?
        } else {
            uri
        };
        NameAddr::new("", &uri, tags).ok()
    }

    /// The Contact may look different from now on.
    pub(crate) fn forget_contact(&mut self) {
        self.last_contact = None;
    }

    /// What the registrar gave us; `None` when we are not registered.
    pub(crate) fn set_binding(&mut self, binding: Option<Binding>) {
        self.binding = binding.map(Box::new);
        self.forget_contact();
    }

    /// Where a request to `uri` outside dialogs goes first, and by which routes.
    ///
    /// `CoreUserNotFound` without a user, `CoreInvalidUri`.
    pub(crate) fn first_hop(&self, uri: &Uri) -> Result<FirstHop> {
        let user = self.user.as_ref().ok_or(Error::CoreUserNotFound)?;
        let default = self.default_transport();
        let mut hop = user.first_hop(uri, default)?;
        if let Some(binding) = self.binding.as_deref().filter(|_| hop.is_ours) {
            binding.lead(&mut hop, default);
        }
        Ok(hop)
    }

    /// The other end of a flow is a server of our account.
    pub(crate) fn note_own_server(&mut self, flow: &Flow) {
        let ip = flow.remote.ip();
        if !self.own_servers.contains(&ip) {
            if self.own_servers.len() >= OWN_SERVERS_MAX {
                self.own_servers.remove(0);
            }
            self.own_servers.push(ip);
        }
    }

    /// Whether the other end of a flow is a server of our account, so that what
    /// is asked by it or through it may be answered with our credentials. An
    /// account without servers is meant for whomever it calls.
    fn is_own_server(&self, flow: &Flow) -> bool {
        let user = self.user.as_ref();
        user.is_some_and(|user| !user.has_server()) || self.own_servers.contains(&flow.remote.ip())
    }

    /// Another user: credentials and addresses of the one before are forgotten.
    pub(crate) fn set_user(&mut self, user: Option<User>) {
        self.authenticator = user.as_ref().map(|user| {
            let account = user.account();
            Authenticator::new(account.authentication_name(), account.password.clone())
        });
        self.user = user;
        self.challenger = None;
        self.own_servers.clear();
        self.set_binding(None);
    }

    /// Random text for tags and Call-IDs, 80 bits.
    pub(crate) fn token(&mut self) -> String {
        let token = self.rng.token::<16>();
        String::from_utf8_lossy(&token).into_owned()
    }

    /// Whether the next hop of a flow is known to want credentials.
    pub(crate) fn wants_credentials(&self, flow: &Flow) -> bool {
        self.challenger == Some(flow.remote)
    }

    /// Puts the credentials we have on a request.
    pub(crate) fn authorize(&mut self, attempt: &mut Attempt, request: &mut RequestBuilder) {
        if let Some(authenticator) = &mut self.authenticator {
            authenticator.authorize(attempt, request, &mut self.rng);
        }
    }

    /// Puts credentials on a request that was challenged along `flow`; `false`
    /// when we have none, when they were refused, or when whoever asks is none
    /// of ours: the digest would let a stranger guess the password.
    pub(crate) fn authenticate(
        &mut self,
        attempt: &mut Attempt,
        flow: Flow,
        response: &Message,
        request: &mut RequestBuilder,
    ) -> bool {
        if !self.is_own_server(&flow) {
            return false;
        }
        let Some(authenticator) = &mut self.authenticator else {
            return false;
        };
        if authenticator.handle_challenge(attempt, response).is_err() {
            return false;
        }
        self.challenger = Some(flow.remote);
        authenticator.authorize(attempt, request, &mut self.rng);
        true
    }

    /// Puts credentials on a request: those that `challenge` wants, `false`
    /// where they cannot be had; else those that are known to be wanted.
    pub(crate) fn present(
        &mut self,
        attempt: &mut Attempt,
        flow: Flow,
        challenge: Option<&Message>,
        request: &mut RequestBuilder,
    ) -> bool {
        if let Some(response) = challenge {
            return self.authenticate(attempt, flow, response, request);
        }
        if self.wants_credentials(&flow) {
            self.authorize(attempt, request);
        }
        true
    }

    /// Gives a request, which has none, its Via and sends it. `None` when it cannot be written
    /// or too many requests wait for an answer.
    pub(crate) fn send_request(
        &mut self,
        now: Instant,
        flow: Flow,
        request: &mut RequestBuilder,
        owner: Owner,
    ) -> Option<Sent> {
        let via = self.via(&flow);
        let payload = self.write_request(request, &via, owner.session())?;
        self.send_written(now, flow, (request.method(), payload), &via, owner)
    }

    /// Sends a request as [`Self::send_request`] does, but one that is too long
    /// for datagrams over a connection, where the server takes one (RFC 3261
    /// §18.1.1). `others` and `user` are those of the search for `flow`.
    pub(crate) fn send_along(
        &mut self,
        now: Instant,
        (flow, others): (Flow, &mut Others),
        user: FlowUser,
        request: &mut RequestBuilder,
        owner: Owner,
    ) -> Sending {
        let via = self.via(&flow);
        let Some(payload) = self.write_request(request, &via, owner.session()) else {
            return Sending::Failed;
        };
        if payload.len() > SIP_UDP_REQUEST_BYTES_MAX {
            let outputs = &mut self.outputs;
            let found = self.flows.select_stream(now, &flow, others, user, outputs);
            if let Some(selection) = found {
                return Sending::Selecting(selection);
            }
        }
        let sent = self.send_written(now, flow, (request.method(), payload), &via, owner);
        sent.map_or(Sending::Failed, Sending::Sent)
    }

    fn send_written(
        &mut self,
        now: Instant,
        flow: Flow,
        (method, payload): (&Method, Bytes),
        via: &OutgoingVia,
        owner: Owner,
    ) -> Option<Sent> {
        let sent = self
            .transactions
            .send_request(now, flow, method, via, payload.clone());
        let transaction = sent.ok()?;
        self.owners.insert(transaction, owner);
        Some(Sent {
            transaction,
            payload,
        })
    }

    /// A request's transaction has ended. What is known of an INVITE's forks goes
    /// with the last transaction of that INVITE.
    pub(crate) fn forget_owner(&mut self, transaction: ClientTransactionId) {
        let owner = self.owners.remove(&transaction);
        if let Some(invite @ Owner::Invite(session)) = owner
            && self.orphans.contains_key(&session)
            && !self.owners.values().any(|other| *other == invite)
        {
            self.orphans.remove(&session);
        }
        if matches!(owner, Some(Owner::Registration(_))) && self.owners.is_empty() {
            self.rest();
        }
    }

    /// Nothing is out any more after a registration, and perhaps nothing will
    /// be for long: most agents of a process with many do nothing else.
    fn rest(&mut self) {
        self.outputs.shrink_to_fit();
        self.owners.shrink_to_fit();
        self.orphans.shrink_to_fit();
        self.invites.shrink_to_fit();
        self.unsent.shrink_to_fit();
        self.call_news.shrink_to_fit();
        self.flows.shrink();
        self.transactions.shrink();
    }

    /// Gives an ACK of a 2xx its Via and sends it; the ACK as sent.
    pub(crate) fn send_ack(
        &mut self,
        flow: Flow,
        ack: &mut RequestBuilder,
        session: Option<SessionId>,
    ) -> Option<Bytes> {
        let via = self.via(&flow);
        let payload = self.write_request(ack, &via, session)?;
        self.transactions.transmit(flow, payload.clone());
        Some(payload)
    }

    fn via(&mut self, flow: &Flow) -> OutgoingVia {
        let via = OutgoingVia::new(flow, &mut self.rng);
        if self.signalling.rport {
            via
        } else {
            via.without_rport()
        }
    }

    fn write_request(
        &mut self,
        request: &mut RequestBuilder,
        via: &OutgoingVia,
        session: Option<SessionId>,
    ) -> Option<Bytes> {
        via.write_to(request);
        let payload = request.build().ok()?;
        let context = MessageContext {
            session,
            method: request.method().as_str(),
            is_request: true,
        };
        Some(self.header_rules.apply(context, payload))
    }

    /// Sends a response. A final one that cannot be written ends the
    /// transaction in silence: its client gives up.
    pub(crate) fn respond(
        &mut self,
        now: Instant,
        transaction: ServerTransactionId,
        request: &Message,
        status: StatusCode,
        response: &ResponseBuilder,
        session: Option<SessionId>,
    ) -> Option<Bytes> {
        let Ok(payload) = response.build() else {
            if status.is_final() {
                self.transactions.abandon(now, transaction);
            }
            return None;
        };
        let context = MessageContext {
            session,
            method: request.method().as_str(),
            is_request: false,
        };
        let payload = self.header_rules.apply(context, payload);
        let sent = self
            .transactions
            .respond(now, transaction, status, payload.clone());
        sent.ok().map(|()| payload)
    }

    /// Answers a request that asks for nothing but a code.
    pub(crate) fn refuse(
        &mut self,
        now: Instant,
        transaction: ServerTransactionId,
        request: &Message,
        status: StatusCode,
    ) {
        let tag = self.token();
        let mut response = ResponseBuilder::new(request, status, Some(&tag));
        response.header(HeaderName::UserAgent, &self.config.user_agent);
        if matches!(
            status,
            StatusCode::METHOD_NOT_ALLOWED | StatusCode::NOT_IMPLEMENTED
        ) {
            response.header(HeaderName::Allow, ALLOW);
        }
        self.respond(now, transaction, request, status, &response, None);
    }
}

impl Owner {
    /// The call a request belongs to.
    pub(crate) fn session(self) -> Option<SessionId> {
        match self {
            Self::Transfer(_, session) | Self::Notify(_, session) => session,
            Self::Registration(_) | Self::Query(_) | Self::Orphan => None,
            Self::Invite(session)
            | Self::Modify(session)
            | Self::Refresh(session)
            | Self::Bye(session)
            | Self::Prack(session, _)
            | Self::Info(session) => Some(session),
        }
    }
}
