//! A client and a server, the network between them, and their time.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use portsip_core::clock::Instant;
use portsip_core::media::dtls::{Association, Event, Identity};
use portsip_core::plan::{DtlsPlan, DtlsRole, Fingerprint, SrtpKeys, SrtpSuite};
use portsip_core::rng::Rng;

pub(crate) const CLIENT: SocketAddr = host(1);
pub(crate) const SERVER: SocketAddr = host(2);
/// Where the client is later.
pub(crate) const MOVED: SocketAddr = host(3);
pub(crate) const NOWHERE: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), 5000);

const fn host(number: u8) -> SocketAddr {
    SocketAddr::new(IpAddr::V4(Ipv4Addr::new(192, 0, 2, number)), 5000)
}

#[expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the library counts from any instant"
)]
fn zero() -> std::time::Instant {
    std::time::Instant::now()
}

/// A certificate as ours.
pub(crate) fn ecdsa() -> Arc<Identity> {
    let made = rcgen::generate_simple_self_signed(Vec::new()).expect("a certificate");
    let (certificate, key) = (made.cert.der().to_vec(), made.signing_key.serialize_der());
    Arc::new(Identity::new(certificate, &key, zero()).expect("an identity"))
}

/// A certificate as other systems have it.
pub(crate) fn rsa() -> Arc<Identity> {
    let certificate = include_bytes!("rsa_certificate.der").to_vec();
    let key = include_bytes!("rsa_key.der");
    Arc::new(Identity::new(certificate, key, zero()).expect("an identity"))
}

/// What becomes of datagrams.
pub(crate) struct Conditions {
    pub(crate) lost_percent: u32,
    pub(crate) copied_percent: u32,
    pub(crate) delay_ms: Range<u64>,
}

pub(crate) struct Network {
    pub(crate) conditions: Conditions,
    rng: Rng,
    /// When it arrives, whether at the server, and what.
    on_the_way: Vec<(Instant, bool, Vec<u8>)>,
    /// Messages go in two parts, the first so long.
    pub(crate) first_part: Option<usize>,
}

impl Network {
    fn send(&mut self, now: Instant, to_server: bool, payload: &[u8]) {
        let Conditions {
            lost_percent,
            copied_percent,
            delay_ms,
        } = &self.conditions;
        if self.rng.u64() % 100 < u64::from(*lost_percent) {
            return;
        }
        let payload = match self.first_part {
            Some(bytes) => in_parts(payload, bytes),
            None => payload.to_vec(),
        };
        let copies = 1 + u64::from(self.rng.u64() % 100 < u64::from(*copied_percent));
        for _ in 0..copies {
            let range = delay_ms.end - delay_ms.start;
            let delay = delay_ms.start + self.rng.u64() % range;
            let arrival = now + Duration::from_millis(delay);
            self.on_the_way.push((arrival, to_server, payload.clone()));
        }
    }

    fn arrived(&mut self, now: Instant) -> Option<(bool, Vec<u8>)> {
        let mut all = self.on_the_way.iter();
        let place = all.position(|(arrival, ..)| *arrival <= now)?;
        let (_, to_server, payload) = self.on_the_way.remove(place);
        Some((to_server, payload))
    }

    pub(crate) fn drop_all(&mut self) {
        self.on_the_way.clear();
    }
}

/// The same with each message that is not encrypted in two parts, in records of their
/// own, as one sends who fills what is left of a datagram.
fn in_parts(datagram: &[u8], first: usize) -> Vec<u8> {
    const RECORD: usize = 13;
    const MESSAGE: usize = 12;
    let (mut cut, mut rest) = (Vec::new(), datagram);
    while !rest.is_empty() {
        let length = usize::from(u16::from_be_bytes([rest[11], rest[12]]));
        let (record, behind) = rest.split_at(RECORD + length);
        rest = behind;
        let (header, body) = record.split_at(RECORD);
        if header[3..5] != [0, 0] {
            cut.extend_from_slice(record);
            continue;
        }
        // The first message of a flight has a datagram to begin with.
        let is_hello = body.first() == Some(&1) && first < 64;
        let is_whole = header[0] == 22 && body.get(6..9) == Some(&[0; 3]);
        let parts: Vec<Vec<u8>> = match body.get(MESSAGE..) {
            Some(message) if is_whole && !is_hello && message.len() > first => {
                let part = |offset: usize, part: &[u8]| {
                    let mut header = body[..MESSAGE].to_vec();
                    header[6..9].copy_from_slice(&(offset as u32).to_be_bytes()[1..]);
                    header[9..].copy_from_slice(&(part.len() as u32).to_be_bytes()[1..]);
                    [&header, part].concat()
                };
                vec![part(0, &message[..first]), part(first, &message[first..])]
            }
            _ => vec![body.to_vec()],
        };
        let number = u32::from_be_bytes([header[7], header[8], header[9], header[10]]);
        for (place, part) in parts.into_iter().enumerate() {
            cut.extend_from_slice(&header[..7]);
            cut.extend((2 * number + place as u32).to_be_bytes());
            cut.extend((part.len() as u16).to_be_bytes());
            cut.extend(part);
        }
    }
    cut
}

pub(crate) struct Pair {
    pub(crate) now: Instant,
    pub(crate) client: Association,
    pub(crate) server: Association,
    pub(crate) client_events: Vec<Event>,
    pub(crate) server_events: Vec<Event>,
    pub(crate) network: Network,
    /// Where the server sees the client.
    pub(crate) client_seen_as: SocketAddr,
    identities: [Arc<Identity>; 2],
    suites: [Vec<SrtpSuite>; 2],
}

impl Pair {
    pub(crate) fn new(seed: u64, suites: [&[SrtpSuite]; 2]) -> Self {
        Self::of(seed, [ecdsa(), ecdsa()], suites)
    }

    /// With the certificates of client and server.
    pub(crate) fn of(seed: u64, identities: [Arc<Identity>; 2], suites: [&[SrtpSuite]; 2]) -> Self {
        let now = Instant::from_micros(1_000_000);
        let suites = suites.map(<[_]>::to_vec);
        let [ours, theirs] = &identities;
        let client = plan(DtlsRole::Client, theirs, &suites[0]);
        let server = plan(DtlsRole::Server, ours, &suites[1]);
        Self {
            now,
            client: begun(now, ours, client, SERVER),
            server: begun(now, theirs, server, CLIENT),
            client_events: Vec::new(),
            server_events: Vec::new(),
            network: Network {
                conditions: Conditions {
                    lost_percent: 0,
                    copied_percent: 0,
                    delay_ms: 20..21,
                },
                rng: Rng::from_number(seed),
                on_the_way: Vec::new(),
                first_part: None,
            },
            client_seen_as: CLIENT,
            identities,
            suites,
        }
    }

    /// What one of them does.
    pub(crate) fn plan_of(&self, role: DtlsRole) -> DtlsPlan {
        match role {
            DtlsRole::Client => plan(role, &self.identities[1], &self.suites[0]),
            DtlsRole::Server => plan(role, &self.identities[0], &self.suites[1]),
        }
    }

    /// The server is told that the client is elsewhere, and sees it there.
    pub(crate) fn move_client(&mut self, address: SocketAddr) {
        self.client_seen_as = address;
        self.server.set_remote(self.now, address);
    }

    /// Lets one of them expect these certificates.
    pub(crate) fn expect(&mut self, role: DtlsRole, fingerprints: Vec<Fingerprint>) {
        let plan = DtlsPlan {
            fingerprints,
            ..self.plan_of(role)
        };
        let [client, server] = &self.identities;
        match role {
            DtlsRole::Client => self.client = begun(self.now, client, plan, SERVER),
            DtlsRole::Server => self.server = begun(self.now, server, plan, CLIENT),
        }
    }

    /// The client again, which remembers nothing.
    pub(crate) fn begin_client_anew(&mut self) {
        let plan = self.plan_of(DtlsRole::Client);
        self.client = begun(self.now, &self.identities[0], plan, SERVER);
        self.client_events.clear();
        self.network.drop_all();
    }

    /// A client that is somebody else, and takes whoever answers.
    pub(crate) fn somebody_else(&self) -> Association {
        begun(self.now, &ecdsa(), self.plan_of(DtlsRole::Client), SERVER)
    }

    /// Gives the server what another client at this address wants to send, and that what
    /// the server answers.
    pub(crate) fn exchange_with(&mut self, other: &mut Association, address: SocketAddr) {
        other.handle_timeout(self.now);
        while let Some(transmit) = other.poll_transmit() {
            self.server
                .handle_datagram(self.now, address, &transmit.payload);
        }
        while let Some(transmit) = self.server.poll_transmit() {
            if transmit.to == address {
                other.handle_datagram(self.now, SERVER, &transmit.payload);
            }
        }
    }

    pub(crate) fn server_fingerprint(&self) -> Fingerprint {
        self.identities[1].fingerprint().clone()
    }

    pub(crate) fn run_for(&mut self, duration: Duration) {
        let end = self.now + duration;
        while self.now < end {
            self.step();
        }
    }

    pub(crate) fn run_until(&mut self, is_reached: impl Fn(&Self) -> bool) {
        let end = self.now + Duration::from_secs(30);
        while !is_reached(self) {
            assert!(self.now < end, "never");
            self.step();
        }
    }

    /// A tick of media.
    fn step(&mut self) {
        self.now += Duration::from_millis(10);
        let now = self.now;
        while let Some((to_server, payload)) = self.network.arrived(now) {
            if to_server {
                let from = self.client_seen_as;
                self.server.handle_datagram(now, from, &payload);
            } else {
                self.client.handle_datagram(now, SERVER, &payload);
            }
        }
        let due = |association: &Association| {
            let due = association.poll_timeout();
            due.is_some_and(|due| due <= now)
        };
        if due(&self.client) {
            self.client.handle_timeout(now);
        }
        if due(&self.server) {
            self.server.handle_timeout(now);
        }
        while let Some(transmit) = self.client.poll_transmit() {
            assert_eq!(transmit.to, SERVER);
            self.network.send(now, true, &transmit.payload);
        }
        while let Some(transmit) = self.server.poll_transmit() {
            if transmit.to == self.client_seen_as {
                self.network.send(now, false, &transmit.payload);
            }
        }
        self.client_events
            .extend(std::iter::from_fn(|| self.client.poll_event()));
        self.server_events
            .extend(std::iter::from_fn(|| self.server.poll_event()));
    }

    /// Those of the client and of the server.
    pub(crate) fn keys(&self) -> (SrtpKeys, SrtpKeys) {
        let keys = |events: &[Event]| {
            let mut keys = events.iter().filter_map(|event| match event {
                Event::Connected(keys) => Some((**keys).clone()),
                Event::Failed(_) => None,
            });
            keys.next_back()
                .unwrap_or_else(|| panic!("no keys: {:?}, {:?}", self.client, self.server))
        };
        (keys(&self.client_events), keys(&self.server_events))
    }

    pub(crate) fn keys_of_seed(&self, seed: u64) -> (SrtpKeys, SrtpKeys) {
        let both = self.client.is_connected() && self.server.is_connected();
        assert!(both, "seed {seed}: {:?}, {:?}", self.client, self.server);
        self.keys()
    }
}

/// An association with a path.
pub(crate) fn begun(
    now: Instant,
    identity: &Arc<Identity>,
    plan: DtlsPlan,
    remote: SocketAddr,
) -> Association {
    let mut begun = Association::new(now, Arc::clone(identity), plan, remote);
    begun.set_path(now, true);
    begun
}

fn plan(role: DtlsRole, other: &Identity, suites: &[SrtpSuite]) -> DtlsPlan {
    DtlsPlan {
        role,
        fingerprints: vec![other.fingerprint().clone()],
        suites: suites.to_vec(),
        association: 1,
        rings: false,
    }
}
