//! What all machines of one agent share: transactions, flows, timers, the
//! user, and the queue of outputs.

mod contact;
mod credentials;
mod late_response;
mod owner;
mod sending;

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use smallvec::SmallVec;

use crate::clock::Instant;
use crate::config::{AudioConfig, Signalling, TransportKind};
use crate::error::{Error, Result};
use crate::events::Event;
use crate::ids::{IdSource, MessageId, SessionId};
use crate::plan::Fingerprint;
use crate::rng::Rng;
use crate::sdp::SrtpUse;
use crate::sip::auth::Authenticator;
use crate::sip::header::NameAddr;
use crate::sip::message::Message;
use crate::sip::transaction::{
    ClientTransactionId, ServerTransactionId, TransactionLayer, TransactionSettings,
};
use crate::sip::transport::flow::{ConnectionId, Flow, Transport};
use crate::sip::transport::target::Target;
use crate::sip::uri::{Uri, UserEscapes};

use super::abilities::Supported;
use super::account::{FirstHop, User, turn_server};
use super::agent::AgentConfig;
use super::binding::Binding;
use super::call::{CallNews, Orphans};
use super::content::SupportedTypes;
use super::flow_selection::{Flows, Others, Selection};
use super::header_rules::HeaderRules;
use super::nat_address::PublicAddresses;
use super::output::{GatheringServers, Output};
use super::seldom::Seldom;
use super::timers::Timers;

pub(crate) use owner::{Deadline, FlowUser, Owner, RegistrationId};
pub(crate) use sending::{Sending, Sent};

use contact::ContactOf;
use late_response::LateResponses;

/// The length of [`Context::token`].
pub(crate) const TOKEN_BYTES: usize = 16;
/// The type of session descriptions.
pub(crate) const SDP: &str = "application/sdp";
/// What we call ourselves when the program does not say.
const PRODUCT: &str = concat!("PortSIP-SDK/", env!("CARGO_PKG_VERSION"));

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
    /// The certificate that media shows in DTLS; `None` where it has none.
    pub(crate) certificate: Option<Fingerprint>,
    /// The types of bodies we take.
    pub(crate) types: SupportedTypes,
    /// Which characters of names are escaped in the URIs that we make of them.
    pub(crate) user_escapes: UserEscapes,
    pub(crate) rng: Rng,
    pub(crate) outputs: VecDeque<Output>,
    pub(crate) transactions: TransactionLayer,
    /// Who sent each request, and along which flow.
    pub(crate) owners: HashMap<ClientTransactionId, (Owner, Flow)>,
    /// Forks that were ended, by the call whose INVITE made them; forgotten with
    /// the INVITE's transaction.
    pub(crate) orphans: BTreeMap<SessionId, Orphans>,
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
    message_ids: IdSource,
    /// How our addresses look from outside.
    pub(crate) public: PublicAddresses,
    /// What the registrar gave us, while we are registered.
    binding: Option<Box<Binding>>,
    /// The servers of our account that were used: they alone may ask for our
    /// password.
    own_servers: SmallVec<[IpAddr; 2]>,
    /// The last Contact that was made, and for which way.
    last_contact: Option<Box<(ContactOf, NameAddr)>>,
    late_responses: Seldom<LateResponses>,
}

impl Context {
    /// The shared part of a new agent.
    pub(crate) fn new(mut config: AgentConfig, mut rng: Rng) -> Self {
        if config.user_agent.trim().is_empty() || config.user_agent.contains(['\r', '\n', '\0']) {
            PRODUCT.clone_into(&mut config.user_agent);
        }
        let transactions = TransactionLayer::new(TransactionSettings::shared(), &mut rng);
        Self {
            config,
            user: None,
            authenticator: None,
            challenger: None,
            audio: Arc::default(),
            signalling: Signalling::default(),
            certificate: None,
            types: SupportedTypes::default(),
            user_escapes: UserEscapes::STANDARD,
            rng,
            outputs: VecDeque::new(),
            transactions,
            owners: HashMap::new(),
            orphans: BTreeMap::new(),
            invites: HashMap::new(),
            unsent: VecDeque::new(),
            call_news: VecDeque::new(),
            silent: false,
            flows: Flows::default(),
            timers: Timers::default(),
            header_rules: HeaderRules::default(),
            session_ids: IdSource::default(),
            message_ids: IdSource::default(),
            public: PublicAddresses::default(),
            binding: None,
            own_servers: SmallVec::new(),
            last_contact: None,
            late_responses: Seldom::default(),
        }
    }

    /// The transport of requests whose URI names none.
    pub(crate) fn default_transport(&self) -> Transport {
        self.config.transport.into()
    }

    /// How media is encrypted where its keys travel along `flow`.
    pub(crate) fn srtp_along(&self, flow: &Flow) -> SrtpUse {
        let srtp = SrtpUse::new(&self.signalling.srtp, flow.transport.is_secure());
        srtp.with_certificate(self.certificate.clone())
    }

    /// The extensions we speak, for Supported.
    pub(crate) fn supported(&self) -> Supported<'_> {
        Supported::new(&self.signalling)
    }

    /// The id of one more message of ours.
    ///
    /// `CoreDataSizeTooLarge`: there were as many as there are ids.
    pub(crate) fn next_message_id(&mut self) -> Result<MessageId> {
        let id = self.message_ids.next_id();
        id.map(MessageId).ok_or(Error::CoreDataSizeTooLarge)
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
        let before = self.public.depends_on_who_looks();
        self.public.learn_from_response(flow, response);
        self.tell_symmetric(before);
    }

    /// Says it where it was not so `before`.
    fn tell_symmetric(&self, before: bool) {
        if !before && self.public.depends_on_who_looks() {
            tracing::warn!("our NAT takes another port for each destination");
        }
    }

    /// A STUN server has seen a flow; `true` where that is news.
    pub(crate) fn learn_from_stun(&mut self, flow: &Flow, seen: SocketAddr) -> bool {
        let before = self.public.depends_on_who_looks();
        let is_news = self.public.learn_from_stun(flow, seen);
        self.tell_symmetric(before);
        is_news
    }

    /// A STUN server did not answer along a flow; `true` where that is news of our address.
    pub(crate) fn handle_stun_silent(&mut self, flow: &Flow) -> bool {
        self.public.forget_doubtful(flow)
    }

    /// Our end of a flow as the peer knows it.
    pub(crate) fn local_address(&self, flow: &Flow) -> SocketAddr {
        self.public.of(flow)
    }

    /// Who knows how our media sockets look from outside; `None`: nobody. A relay is of
    /// use with ICE alone.
    pub(crate) fn gathering_servers(&self, ice: bool) -> Option<GatheringServers> {
        let stun = self.user.as_ref().and_then(User::stun_target);
        let turn = self.signalling.turn.as_ref().filter(|_| ice);
        let turn = turn.map(|turn| (turn_server(turn), Arc::clone(turn)));
        (stun.is_some() || turn.is_some()).then_some(GatheringServers { stun, turn })
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

    /// Another user: credentials and addresses of the one before are forgotten.
    pub(crate) fn set_user(&mut self, user: Option<User>) {
        self.authenticator = user.as_ref().map(User::authenticator);
        self.user = user;
        self.challenger = None;
        self.own_servers.clear();
        self.set_binding(None);
    }

    /// Random text for tags and Call-IDs, 80 bits in letters and digits.
    pub(crate) fn token(&mut self) -> String {
        let token = self.rng.token::<TOKEN_BYTES>();
        String::from_utf8_lossy(&token).into_owned()
    }
}

impl From<TransportKind> for Transport {
    fn from(kind: TransportKind) -> Self {
        match kind {
            TransportKind::Udp => Self::Udp,
            TransportKind::Tls => Self::Tls,
            TransportKind::Tcp => Self::Tcp,
            TransportKind::Ws => Self::Ws,
            TransportKind::Wss => Self::Wss,
        }
    }
}
