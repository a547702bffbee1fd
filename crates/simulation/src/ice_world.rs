//! ICE agents in virtual time, behind NATs, over a seeded network, with a STUN
//! server outside.

use std::net::SocketAddr;
use std::time::Duration;

use portsip_core::clock::Instant;
use portsip_core::nat::DatagramKind;
use portsip_core::nat::ice::{Gatherer, GathererOutput, IceAgent, IceEvent, Via};
use portsip_core::nat::turn::{Allocation, TurnClient};
use portsip_core::octets::Octets;
use portsip_core::plan::{CandidateKind, Component, IceCandidate, IceCredentials, IceDescription};
use portsip_core::rng::Rng;
use portsip_core::secret::Secret;

use crate::nat_box::{NatBox, NatKind};
use crate::network::{Datagram, Network};
use crate::relay::{self, Relay};
use crate::stun;

/// Where the STUN server is.
const STUN_SERVER: SocketAddr = SocketAddr::new(
    std::net::IpAddr::V4(std::net::Ipv4Addr::new(203, 0, 113, 1)),
    3478,
);
/// Where the relay is.
const TURN_SERVER: SocketAddr = SocketAddr::new(
    std::net::IpAddr::V4(std::net::Ipv4Addr::new(203, 0, 113, 2)),
    3478,
);
/// How long candidates are looked for.
const GATHERING: Duration = Duration::from_secs(1);

/// Which of the two ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Who offers, and so controls.
    Caller,
    /// Who answers.
    Callee,
}

impl End {
    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Caller => Self::Callee,
            Self::Callee => Self::Caller,
        }
    }
}

/// Two agents and what lies between them.
pub struct IceWorld {
    /// The network outside.
    pub network: Network,
    now: Instant,
    rng: Rng,
    ends: [Machine; 2],
    /// The relay, for ends that use it.
    pub relay: Relay,
    /// What went to addresses that are nobody's.
    pub strays: Vec<Datagram>,
}

/// One end: its sockets, its NAT where it has one, its agent.
pub struct Machine {
    /// Its agent.
    pub agent: IceAgent,
    /// Its NAT.
    pub nat: Option<NatBox>,
    /// As it describes itself.
    pub description: IceDescription,
    /// What its agent told, and when.
    pub events: Vec<(Instant, IceEvent)>,
    /// Media that came from where the agent takes it.
    pub heard: u32,
    /// Media that came from elsewhere.
    pub refused: u32,
    sockets: Vec<(Component, SocketAddr)>,
    gatherer: Option<Gatherer>,
    /// What each socket has at the relay.
    pub relays: Vec<(Component, TurnClient)>,
}

impl IceWorld {
    /// Two ends with the kinds of their NATs; `None`: a public address.
    pub fn new(
        seed: u64,
        caller: Option<NatKind>,
        callee: Option<NatKind>,
        components: &[Component],
    ) -> Self {
        let mut rng = Rng::from_number(seed);
        let ends = [(1_u8, caller), (2, callee)]
            .map(|(number, nat)| Machine::new(number, nat, components, &mut rng));
        Self {
            network: Network::new(seed),
            now: Instant::ZERO,
            rng,
            ends,
            relay: Relay::new(TURN_SERVER),
            strays: Vec::new(),
        }
    }

    /// The time.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// One end.
    pub fn end(&mut self, end: End) -> &mut Machine {
        &mut self.ends[end as usize]
    }

    /// One end asks the relay for addresses, with this password, and describes what it
    /// gets.
    pub fn allocate(&mut self, end: End, password: &str) {
        let now = self.now;
        for component in self.components(end) {
            let (password, rng) = (Secret::new(password), self.rng.fork());
            let client = TurnClient::new(now, TURN_SERVER, relay::USER, &password, rng);
            self.end(end).relays.push((component, client));
        }
        let until = self.now + GATHERING;
        self.run_while(until, |world| {
            let mut relays = world.end(end).relays.iter();
            relays.any(|(_, relay)| relay.allocation() == Allocation::Asked)
        });
        self.end(end).learn_relayed();
    }

    /// Both ends look for their candidates, and know nothing of each other.
    pub fn gather(&mut self) {
        for end in [End::Caller, End::Callee] {
            self.gather_at(end);
        }
    }

    /// One end looks for its candidates.
    pub fn gather_at(&mut self, end: End) {
        let now = self.now;
        let components = self.components(end);
        let gatherer = Gatherer::new(now, STUN_SERVER, &components, &mut self.rng);
        self.end(end).gatherer = Some(gatherer);
        let until = self.now + GATHERING;
        self.run_while(until, |world| world.end(end).gatherer.is_some());
        let left = self.end(end).gatherer.take();
        if let Some(left) = left {
            self.end(end).learn_from(&left);
        }
    }

    /// Tells one end how the other describes itself.
    pub fn describe(&mut self, end: End) {
        let components = self.components(end);
        let remote = self.end(end.other()).description.clone();
        let now = self.now;
        let machine = self.end(end);
        let local = machine.description.clone();
        machine
            .agent
            .describe(now, &local, &remote, end == End::Caller, &components);
    }

    /// Candidates, and both descriptions, the offer one way and the answer back.
    pub fn connect(&mut self) {
        self.gather();
        self.describe(End::Callee);
        self.run(Duration::from_millis(50));
        self.describe(End::Caller);
    }

    /// Lets time pass.
    pub fn run(&mut self, time: Duration) {
        let until = self.now + time;
        self.run_while(until, |_| true);
    }

    /// Until both ends are connected; `false` where that does not happen in time.
    pub fn run_until_connected(&mut self, time: Duration) -> bool {
        let until = self.now + time;
        let connected = |world: &mut Self| {
            [End::Caller, End::Callee]
                .into_iter()
                .all(|end| world.end(end).was_told(IceEvent::Connected))
        };
        self.run_while(until, |world| !connected(world));
        connected(self)
    }

    /// Sends media of a component along the path of an end. Whether it had one.
    pub fn send_media(&mut self, end: End, component: Component) -> bool {
        let Some(route) = self.end(end).agent.route(component) else {
            return false;
        };
        let mut payload = vec![0x80, 0];
        payload.resize(172, 0);
        self.send_along(end, component, route, Octets::from(payload));
        true
    }

    /// Whether media flows from one end to the other now.
    pub fn hears(&mut self, end: End, component: Component) -> bool {
        let before = self.end(end.other()).heard;
        self.send_media(end, component);
        self.run(Duration::from_secs(2));
        self.end(end.other()).heard > before
    }

    /// A datagram that somebody outside sends to the socket of an end, as if
    /// from `from`: through its NAT like any other.
    pub fn intrude(&mut self, from: SocketAddr, to: SocketAddr, payload: Octets) {
        let datagram = Datagram { from, to, payload };
        self.network.send(self.now, &datagram);
    }

    fn components(&mut self, end: End) -> Vec<Component> {
        let sockets = self.end(end).sockets.iter();
        sockets.map(|(component, _)| *component).collect()
    }

    fn run_while(&mut self, until: Instant, goes_on: impl Fn(&mut Self) -> bool) {
        loop {
            self.drain();
            if !goes_on(self) {
                return;
            }
            let dues = [End::Caller, End::Callee]
                .into_iter()
                .filter_map(|end| self.end(end).poll_timeout());
            let due = dues.collect::<Vec<_>>();
            let next = due.into_iter().chain(self.network.next_arrival()).min();
            let Some(next) = next.filter(|next| *next <= until) else {
                self.now = until;
                return;
            };
            self.now = self.now.max(next);
            while let Some(datagram) = self.network.arrived(self.now) {
                self.arrive(&datagram);
            }
            let now = self.now;
            for machine in &mut self.ends {
                machine.handle_timeout(now);
            }
        }
    }

    /// Sends and notes what the ends have ready.
    fn drain(&mut self) {
        let now = self.now;
        for end in [End::Caller, End::Callee] {
            let machine = self.end(end);
            let mut sent = Vec::new();
            while let Some(event) = machine.agent.poll_event() {
                machine.events.push((now, event));
            }
            while let Some(transmit) = machine.agent.poll_transmit() {
                sent.push(transmit);
            }
            while let Some(output) = machine.gatherer.as_mut().and_then(Gatherer::poll_output) {
                match output {
                    GathererOutput::Transmit(transmit) => sent.push(transmit),
                    GathererOutput::Finished => {
                        let finished = machine.gatherer.take();
                        finished.inspect(|gatherer| machine.learn_from(gatherer));
                    }
                }
            }
            for transmit in sent {
                let route = (transmit.via, transmit.to);
                self.send_along(end, transmit.component, route, transmit.payload);
            }
            for (component, to, payload) in self.end(end).relay_transmits(now) {
                self.send(end, component, to, payload);
            }
        }
    }

    /// Sends from the socket, or through its relay.
    fn send_along(
        &mut self,
        end: End,
        component: Component,
        (via, to): (Via, SocketAddr),
        payload: Octets,
    ) {
        if via == Via::Socket {
            return self.send(end, component, to, payload);
        }
        let now = self.now;
        let mut relays = self.end(end).relays.iter_mut();
        let Some((_, relay)) = relays.find(|(each, _)| *each == component) else {
            return;
        };
        relay.permit(now, to);
        let mut sent: Vec<_> = std::iter::from_fn(|| relay.poll_transmit()).collect();
        let mut buffer = [0; 2048];
        let framed = relay.frame(to, &payload, &mut buffer);
        sent.extend(framed.map(Octets::copy_from_slice));
        for datagram in sent {
            self.send(end, component, TURN_SERVER, datagram);
        }
    }

    fn send(&mut self, end: End, component: Component, to: SocketAddr, payload: Octets) {
        let now = self.now;
        let machine = self.end(end);
        let sockets = machine.sockets.iter();
        let Some((_, inside)) = sockets.copied().find(|(each, _)| *each == component) else {
            return;
        };
        let from = match &mut machine.nat {
            Some(nat) => nat.leave(now, inside, to),
            None => inside,
        };
        let datagram = Datagram { from, to, payload };
        self.network.send(now, &datagram);
    }

    fn arrive(&mut self, datagram: &Datagram) {
        if datagram.to == STUN_SERVER {
            if let Some(payload) = stun::answer(&datagram.payload, datagram.from) {
                let (from, to) = (STUN_SERVER, datagram.from);
                let answer = Datagram { from, to, payload };
                self.network.send(self.now, &answer);
            }
            return;
        }
        if self.relay.is_at(datagram.to) {
            for sent in self.relay.handle(self.now, datagram) {
                self.network.send(self.now, &sent);
            }
            return;
        }
        let now = self.now;
        let mut is_stray = true;
        for machine in &mut self.ends {
            if let Some(component) = machine.reached_by(now, datagram) {
                machine.receive(now, component, datagram);
                is_stray = false;
            }
        }
        if is_stray {
            self.strays.push(datagram.clone());
        }
    }
}

impl Machine {
    fn new(number: u8, nat: Option<NatKind>, components: &[Component], rng: &mut Rng) -> Self {
        let ip = match nat {
            Some(_) => [10, number, 0, 2],
            None => [198, 51, 100, number],
        };
        let sockets: Vec<_> = components
            .iter()
            .map(|component| {
                let port = 10_000 + u16::from(component.id()) - 1;
                (*component, SocketAddr::from((ip, port)))
            })
            .collect();
        let nat = nat.map(|kind| NatBox::new([198, 51, 100, number].into(), kind));
        let mut machine = Self {
            agent: IceAgent::new(rng.fork(), IceCredentials::default()),
            nat,
            description: IceDescription::default(),
            events: Vec::new(),
            heard: 0,
            refused: 0,
            sockets,
            gatherer: None,
            relays: Vec::new(),
        };
        machine.take_credentials(rng);
        machine.agent = IceAgent::new(rng.fork(), machine.description.credentials.clone());
        machine
    }

    /// New credentials, and only the candidates of the machine itself.
    pub fn take_credentials(&mut self, rng: &mut Rng) {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        self.description.credentials = IceCredentials {
            ufrag: text(&rng.token::<8>()),
            password: Secret::new(text(&rng.token::<24>())),
        };
        let hosts = self.sockets.iter().map(|(component, address)| {
            let kind = CandidateKind::Host;
            IceCandidate::of_ours(*component, kind, *address, None, u16::MAX)
        });
        self.description.candidates = hosts.collect();
    }

    /// Whether the agent told this.
    pub fn was_told(&self, event: IceEvent) -> bool {
        self.events.iter().any(|(_, told)| *told == event)
    }

    /// The address outside that the STUN server saw of a component.
    pub fn reflexive(&self, component: Component) -> Option<SocketAddr> {
        let candidates = self.description.candidates.iter();
        candidates
            .filter(|c| c.kind == CandidateKind::ServerReflexive && c.component == component)
            .map(|c| c.address)
            .next()
    }

    fn learn_from(&mut self, gatherer: &Gatherer) {
        for (component, seen) in gatherer.found() {
            self.learn(*component, *seen);
        }
    }

    fn learn(&mut self, component: Component, seen: SocketAddr) {
        let mut sockets = self.sockets.iter();
        let base = sockets.find(|(each, _)| *each == component).map(|s| s.1);
        if base != Some(seen) {
            let kind = CandidateKind::ServerReflexive;
            let found = IceCandidate::of_ours(component, kind, seen, base, u16::MAX);
            self.description.candidates.push(found);
        }
    }

    fn learn_relayed(&mut self) {
        for (component, relay) in &self.relays {
            if let Allocation::Granted { relayed, mapped } = relay.allocation() {
                let kind = CandidateKind::Relayed;
                let found = IceCandidate::of_ours(*component, kind, relayed, mapped, u16::MAX);
                self.description.candidates.push(found);
            }
        }
    }

    /// What the relay clients want sent; a way through one gets a channel.
    fn relay_transmits(&mut self, now: Instant) -> Vec<(Component, SocketAddr, Octets)> {
        let mut sent = Vec::new();
        for (component, relay) in &mut self.relays {
            if let Some((Via::Relay, peer)) = self.agent.route(*component) {
                relay.bind(now, peer);
            }
            while let Some(request) = relay.poll_transmit() {
                sent.push((*component, relay.server(), request));
            }
        }
        sent
    }

    /// What a relay brings, out of its wrapping; `None` where it was for the relay's
    /// client itself.
    fn unwrap(
        &mut self,
        now: Instant,
        component: Component,
        datagram: &Datagram,
    ) -> Option<(Via, SocketAddr, Octets)> {
        let plain = (Via::Socket, datagram.from, datagram.payload.clone());
        let mut relays = self.relays.iter_mut();
        let relay =
            relays.find(|(each, relay)| *each == component && relay.server() == datagram.from);
        let Some((_, relay)) = relay else {
            return Some(plain);
        };
        if relay.handle_datagram(now, &datagram.payload) {
            return None;
        }
        let relayed = relay.unwrap(&datagram.payload);
        Some(relayed.map_or(plain, |(peer, payload)| {
            (Via::Relay, peer, Octets::copy_from_slice(payload))
        }))
    }

    fn reached_by(&mut self, now: Instant, datagram: &Datagram) -> Option<Component> {
        let to = match &mut self.nat {
            Some(nat) if nat.outside() == datagram.to.ip() => {
                nat.enter(now, datagram.from, datagram.to.port())?
            }
            Some(_) => return None,
            None => datagram.to,
        };
        let mut sockets = self.sockets.iter();
        sockets.find(|(_, socket)| *socket == to).map(|s| s.0)
    }

    fn receive(&mut self, now: Instant, component: Component, datagram: &Datagram) {
        let Some((via, from, payload)) = self.unwrap(now, component, datagram) else {
            return;
        };
        let payload = &payload;
        if DatagramKind::of(payload) != DatagramKind::Stun {
            if self.agent.accepts_via(component, via, from) {
                self.heard += 1;
            } else {
                self.refused += 1;
            }
            return;
        }
        if via == Via::Relay {
            self.agent.handle_relayed(now, component, from, payload);
            return;
        }
        let gatherer = self.gatherer.as_mut();
        if !gatherer.is_some_and(|gatherer| gatherer.handle_datagram(component, from, payload)) {
            self.agent.handle_datagram(now, component, from, payload);
        }
    }

    fn poll_timeout(&self) -> Option<Instant> {
        let gatherer = self.gatherer.as_ref().and_then(Gatherer::poll_timeout);
        let relays = self.relays.iter();
        let relays = relays.filter_map(|(_, relay)| relay.poll_timeout());
        let own = self.agent.poll_timeout().into_iter().chain(gatherer);
        own.chain(relays).min()
    }

    fn handle_timeout(&mut self, now: Instant) {
        if let Some(gatherer) = &mut self.gatherer {
            gatherer.handle_timeout(now);
        }
        for (_, relay) in &mut self.relays {
            relay.handle_timeout(now);
        }
        if self.agent.poll_timeout().is_some_and(|due| due <= now) {
            self.agent.handle_timeout(now);
        }
    }
}
