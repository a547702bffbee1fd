//! What all machines of one agent share: transactions, flows, timers, the
//! user, and the queue of outputs.

use std::collections::{HashMap, VecDeque};
use std::net::SocketAddr;
use std::sync::Arc;

use bytes::Bytes;

use crate::clock::Instant;
use crate::config::{AudioConfig, Signalling, TransportKind};
use crate::events::Event;
use crate::ids::{IdSource, SessionId};
use crate::rng::Rng;
use crate::sip::auth::{Attempt, Authenticator};
use crate::sip::header::{HeaderName, NameAddr};
use crate::sip::message::{Message, RequestBuilder, ResponseBuilder, StatusCode};
use crate::sip::transaction::{
    ClientTransactionId, ServerTransactionId, TransactionLayer, TransactionSettings,
};
use crate::sip::transport::flow::{Flow, Transport};
use crate::sip::transport::target::Target;
use crate::sip::transport::via::OutgoingVia;
use crate::sip::uri::UserEscapes;

use super::abilities::{ALLOW, Supported};
use super::account::{self, User};
use super::agent::AgentConfig;
use super::call::{CallNews, CallTimer, Orphans};
use super::flow_selection::{Flows, Others, Selection};
use super::header_rules::{HeaderRules, MessageContext};
use super::output::Output;
use super::timers::Timers;

/// The types of bodies we take, for Accept.
pub(crate) const ACCEPT: &str = "application/sdp, application/dtmf-relay, application/dtmf";
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
    /// The BYE of a call.
    Bye(SessionId),
    /// An INFO of a call.
    Info(SessionId),
    /// A PRACK in the early dialog of a call with this number.
    Prack(SessionId, u16),
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
}

/// What a timer of the agent is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Deadline {
    /// A registration's refresh or next try.
    Registration(RegistrationId),
    /// Something in a call.
    Call(SessionId, CallTimer),
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
    /// How our address looks to the registrar, where that differs from how it
    /// looks to us: the registrar, our own end, and what it saw (RFC 3581).
    pub(crate) learned: Option<LearnedAddress>,
    /// The Contact of the last flow that one was made for.
    last_contact: Option<(SocketAddr, Transport, NameAddr)>,
}

/// A request that was sent.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    pub(crate) transaction: ClientTransactionId,
    pub(crate) payload: Bytes,
}

/// Our address as a server saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LearnedAddress {
    pub(crate) remote: SocketAddr,
    pub(crate) local: SocketAddr,
    pub(crate) seen: SocketAddr,
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
            learned: None,
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

    /// Our end of a flow as the peer knows it.
    pub(crate) fn local_address(&self, flow: &Flow) -> SocketAddr {
        match self.learned {
            Some(learned) if learned.remote == flow.remote && learned.local == flow.local => {
                learned.seen
            }
            _ => flow.local,
        }
    }

    /// Our Contact on a flow.
    pub(crate) fn contact(&mut self, flow: &Flow) -> Option<NameAddr> {
        let local = self.local_address(flow);
        match &self.last_contact {
            Some((address, transport, contact))
                if *address == local && *transport == flow.transport =>
            {
                Some(contact.clone())
            }
            _ => {
                let features = self.signalling.three_gpp_tags;
                let contact = account::contact(self.user.as_ref(), local, flow, features)?;
                self.last_contact = Some((local, flow.transport, contact.clone()));
                Some(contact)
            }
        }
    }

    /// Says anew what we can do, in each Contact from now on.
    pub(crate) fn set_three_gpp_tags(&mut self, enabled: bool) {
        self.signalling.three_gpp_tags = enabled;
        self.last_contact = None;
    }

    /// Another user: credentials and addresses of the one before are forgotten.
    pub(crate) fn set_user(&mut self, user: Option<User>) {
        self.authenticator = user.as_ref().map(|user| {
            let account = user.account();
            Authenticator::new(account.authentication_name(), account.password.clone())
        });
        self.user = user;
        self.challenger = None;
        self.last_contact = None;
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

    /// Puts credentials on a request that was challenged; `false` when we have
    /// none, or they were refused.
    pub(crate) fn authenticate(
        &mut self,
        attempt: &mut Attempt,
        flow: Flow,
        response: &Message,
        request: &mut RequestBuilder,
    ) -> bool {
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

    /// Gives a request, which has none, its Via and sends it. `None` when it cannot be written
    /// or too many requests wait for an answer.
    pub(crate) fn send_request(
        &mut self,
        now: Instant,
        flow: Flow,
        request: &mut RequestBuilder,
        owner: Owner,
    ) -> Option<Sent> {
        let via = OutgoingVia::new(&flow, &mut self.rng);
        let payload = self.write_request(request, &via, owner.session())?;
        let method = request.method();
        let sent = self
            .transactions
            .send_request(now, flow, method, &via, payload.clone());
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
    }

    /// Gives an ACK of a 2xx its Via and sends it; the ACK as sent.
    pub(crate) fn send_ack(
        &mut self,
        flow: Flow,
        ack: &mut RequestBuilder,
        session: Option<SessionId>,
    ) -> Option<Bytes> {
        let via = OutgoingVia::new(&flow, &mut self.rng);
        let payload = self.write_request(ack, &via, session)?;
        self.transactions.transmit(flow, payload.clone());
        Some(payload)
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
        if status == StatusCode::METHOD_NOT_ALLOWED {
            response.header(HeaderName::Allow, ALLOW);
        }
        self.respond(now, transaction, request, status, &response, None);
    }
}

impl Owner {
    /// The call a request belongs to.
    pub(crate) fn session(self) -> Option<SessionId> {
        match self {
            Self::Registration(_) | Self::Orphan => None,
            Self::Invite(session)
            | Self::Modify(session)
            | Self::Bye(session)
            | Self::Prack(session, _)
            | Self::Info(session) => Some(session),
        }
    }
}
