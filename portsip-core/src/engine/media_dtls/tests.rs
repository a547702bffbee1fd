//! Two calls whose handshakes go from hand to hand.

use std::sync::Mutex;
use std::time::Duration;

use super::super::media_certificate;
use super::*;
use crate::clock::WallClock;
use crate::ids::SessionId;
use crate::nat::ice::Via;
use crate::plan::{
    AudioCodec, AudioFormat, Direction, DtlsRole, Fingerprint, FormatParameters, MasterKey,
    MasterKeyIdentifier, MediaReport, Redundancy, RtcpBandwidth, RtcpXr, SrtpKeys, SrtpOmitted,
    SrtpParameters, SrtpSuite,
};
use crate::rng::Rng;
use crate::secret::SecretBytes;

/// A call, and where its RTP is.
struct Side {
    dtls: MediaDtls,
    audio: AudioSession,
    plan: AudioPlan,
    at: SocketAddr,
}

impl Side {
    fn new(
        identity: &Arc<Identity>,
        theirs: &Fingerprint,
        role: DtlsRole,
        [at, remote]: [u16; 2],
    ) -> Self {
        let plan = plan(role, theirs, address(remote));
        let dtls = plan.dtls.as_deref().expect("it was given");
        let (mut rng, wall) = (Rng::from_number(at.into()), WallClock::new(0));
        Self {
            dtls: MediaDtls::new(NOW, identity, &plan, dtls),
            audio: AudioSession::new(SessionId(at.into()), rng.fork(), wall),
            at: address(at),
            plan,
        }
    }

    /// One tick; what it sends.
    fn tick(&mut self, now: Instant, steps: &mut u32) -> Vec<(MediaSocket, Vec<u8>)> {
        self.tick_along(now, steps, |_| true)
    }

    fn tick_along(
        &mut self,
        now: Instant,
        steps: &mut u32,
        has_path: impl Fn(MediaSocket) -> bool,
    ) -> Vec<(MediaSocket, Vec<u8>)> {
        let mut sent = Vec::new();
        self.dtls.carry_on(
            now,
            steps,
            &mut self.audio,
            has_path,
            |socket, _, payload| {
                sent.push((socket, payload.to_vec()));
            },
        );
        sent
    }

    fn take(&mut self, from: SocketAddr, (socket, payload): (MediaSocket, Vec<u8>)) {
        self.dtls.receive(SetAside {
            socket,
            via: Via::Socket,
            from,
            payload,
        });
    }

    fn share_port(&mut self, now: Instant, shared: bool) {
        self.plan.rtcp_mux = shared;
        let plan = self.plan.dtls.as_deref().expect("it was given");
        assert!(self.dtls.is_of(plan));
        self.dtls.apply(now, &self.plan, plan);
        self.audio.apply(now, &self.plan).expect("a plan");
    }

    fn state(&self) -> DtlsState {
        self.dtls.statistics().state
    }
}

const NOW: Instant = Instant::ZERO;

fn address(port: u16) -> SocketAddr {
    ([192, 0, 2, 1], port).into()
}

fn plan(role: DtlsRole, theirs: &Fingerprint, remote: SocketAddr) -> AudioPlan {
    let format = AudioFormat {
        codec: AudioCodec::Pcmu,
        payload_type: 0,
        parameters: FormatParameters::default(),
    };
    AudioPlan {
        remote_rtp: remote,
        remote_rtcp: SocketAddr::new(remote.ip(), remote.port() + 1),
        rtcp_mux: false,
        ice: None,
        direction: Direction::SendReceive,
        held: false,
        unanswered: false,
        send: format.clone(),
        receive: vec![format],
        telephone_event: None,
        other_telephone_event: None,
        comfort_noise: None,
        redundancy: Redundancy::default(),
        ptime_ms: 20,
        rtcp_bandwidth: RtcpBandwidth::default(),
        rtcp_xr: RtcpXr::default(),
        cname: "test@example.org".to_owned(),
        srtp: None,
        dtls: Some(Box::new(DtlsPlan {
            role,
            fingerprints: vec![theirs.clone()],
            suites: vec![SrtpSuite::AeadAes128Gcm],
            association: 7,
            rings: false,
        })),
    }
}

fn pair() -> (Side, Side) {
    let [a, b] = [(); 2].map(|()| media_certificate::make().expect("a certificate"));
    let client = Side::new(&a, b.fingerprint(), DtlsRole::Client, [4000, 5000]);
    let server = Side::new(&b, a.fingerprint(), DtlsRole::Server, [5000, 4000]);
    let mut sides = (client, server);
    for side in [&mut sides.0, &mut sides.1] {
        side.audio.apply(NOW, &side.plan).expect("a plan");
    }
    sides
}

fn pass_on(now: Instant, (from, to): (&mut Side, &mut Side), datagrams: &mut [usize; 2]) {
    for (socket, payload) in from.tick(now, &mut 100) {
        let is_rtcp = u16::from(socket == MediaSocket::Rtcp);
        datagrams[usize::from(is_rtcp)] += 1;
        to.take(address(from.at.port() + is_rtcp), (socket, payload));
    }
}

/// Ticks until both have keys, and how many datagrams that took on each socket.
fn connect(now: &mut Instant, (a, b): &mut (Side, Side)) -> [usize; 2] {
    let mut datagrams = [0; 2];
    for _ in 0..100 {
        *now += Duration::from_millis(10);
        pass_on(*now, (a, b), &mut datagrams);
        pass_on(*now, (b, a), &mut datagrams);
    }
    assert_eq!(
        (a.state(), b.state()),
        (DtlsState::Connected, DtlsState::Connected)
    );
    datagrams
}

#[test]
fn rtcp_leaves_its_port_and_comes_back_without_another_handshake_of_rtp() {
    let (mut now, mut sides) = (NOW, pair());
    let first = connect(&mut now, &mut sides);
    assert!(first[0] > 3 && first[1] > 3, "{first:?}");
    for (shared, rtcp_begins) in [(true, false), (false, true)] {
        sides.0.share_port(now, shared);
        sides.1.share_port(now, shared);
        let [rtp, rtcp] = connect(&mut now, &mut sides);
        assert_eq!((rtp, rtcp > 3), (0, rtcp_begins));
    }
}

#[test]
fn a_tick_hears_no_more_than_it_has_room_for() {
    let (mut client, mut server) = pair();
    let hello = client.tick(NOW, &mut 9).swap_remove(0);
    for port in 0..8 {
        server.take(address(6000 + port), hello.clone());
    }
    // One for the timers, and those that are left for datagrams.
    let mut steps = 3;
    assert_eq!(server.tick(NOW, &mut steps).len(), 2);
    assert_eq!((steps, server.tick(NOW, &mut steps).len()), (0, 0));
    // Of one call no more than its share.
    let mut steps = 100;
    let share = DTLS_DATAGRAMS_PER_TICK_MAX;
    assert_eq!(server.tick(NOW, &mut steps).len(), share as usize);
    assert_eq!(steps, 99 - share);
    // Nobody is forgotten.
    assert_eq!(server.tick(NOW, &mut steps).len(), 2);
    assert_eq!(server.tick(NOW, &mut steps).len(), 0);
    // Nor is there room for more than wait at once.
    for port in 0..100 {
        server.take(address(6000 + port), hello.clone());
    }
    assert_eq!(server.dtls.inbox.len(), SET_ASIDE_DATAGRAMS_MAX);
}

#[test]
fn each_socket_waits_for_its_own_path_and_none_for_ever() {
    let (mut client, mut server) = pair();
    let sent = client.tick_along(NOW, &mut 9, |socket| socket == MediaSocket::Rtcp);
    assert!(matches!(sent[..], [(MediaSocket::Rtcp, _)]));
    let soon = NOW + Duration::from_millis(10);
    let sent = client.tick_along(soon, &mut 9, |_| true);
    assert!(matches!(sent[..], [(MediaSocket::Rtp, _)]));
    for seconds in [0, 29] {
        let now = NOW + Duration::from_secs(seconds);
        assert!(server.tick_along(now, &mut 9, |_| false).is_empty());
        assert_eq!(server.state(), DtlsState::Connecting);
    }
    server.tick_along(NOW + Duration::from_secs(31), &mut 9, |_| false);
    assert_eq!(server.state(), DtlsState::Failed(DtlsFailure::TimedOut));
}

#[test]
fn a_failure_names_its_association_and_goes_with_it() {
    let (mut client, _) = pair();
    let late = NOW + Duration::from_secs(31);
    client.tick(NOW, &mut 9);
    client.tick(late, &mut 9);
    client.tick(late + Duration::from_secs(31), &mut 9);
    let failed = MediaReport::DtlsFailed {
        session: SessionId(4000),
        association: 7,
        failure: DtlsFailure::TimedOut,
    };
    assert_eq!(client.audio.poll_report(), Some(failed));
    assert_eq!(client.audio.poll_report(), None);
    // Another has begun before anybody asked.
    client.tick(late + Duration::from_secs(62), &mut 9);
    if let Some(dtls) = &mut client.plan.dtls {
        dtls.association = 8;
    }
    client.audio.apply(late, &client.plan).expect("a plan");
    assert_eq!(client.audio.poll_report(), None);
}

#[test]
fn the_log_says_that_there_are_keys_and_not_which() {
    let parameters = SrtpParameters {
        suite: SrtpSuite::AeadAes128Gcm,
        keys: [MasterKey {
            key_and_salt: SecretBytes::new([0xAB; 28]),
            identifier: MasterKeyIdentifier::new(),
            lifetime_packets: None,
        }]
        .into_iter()
        .collect(),
        key_derivation_rate: 0,
        omitted: SrtpOmitted::default(),
    };
    let keys = SrtpKeys {
        send: parameters.clone(),
        receive: parameters,
    };
    let said = Arc::new(Mutex::new(String::new()));
    let writer = Arc::clone(&said);
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || Said(Arc::clone(&writer)))
        .finish();
    let (mut client, _) = pair();
    tracing::subscriber::with_default(subscriber, || {
        let connected = Event::Connected(Box::new(keys));
        let failed = take(NOW, &mut client.audio, (MediaSocket::Rtp, 7), connected);
        assert_eq!(failed, None);
    });
    let said = said.lock().expect("nobody panics with it");
    assert!(said.contains("media has its keys by DTLS"), "{said}");
    assert!(said.contains("AEAD_AES_128_GCM"), "{said}");
    for form in ["171, 171", "abab", "ABAB", "q6ur"] {
        assert!(!said.contains(form), "{said}");
    }
}

struct Said(Arc<Mutex<String>>);

impl std::io::Write for Said {
    fn write(&mut self, octets: &[u8]) -> std::io::Result<usize> {
        let mut said = self.0.lock().expect("nobody panics with it");
        said.push_str(&String::from_utf8_lossy(octets));
        Ok(octets.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
