//! One try of a handshake with one address: `rtc-dtls` behind bounds of ours.
//!
//! Left to itself the library follows alerts that anybody can send, keeps what it
//! cannot read yet without an end, and puts fragments together by recursion. Here it
//! sees what [`framing`] lets pass, and of that no more than a handshake needs. It
//! is not let panic into the thread that carries media.

use std::collections::VecDeque;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use bytes::BytesMut;
use rtc_dtls::cipher_suite::CipherSuiteId;
use rtc_dtls::config::{ClientAuthType, ConfigBuilder, HandshakeConfig};
use rtc_dtls::endpoint::{Endpoint, EndpointEvent};
use rtc_shared::TransportProtocol;
use rtc_shared::error::Error;

use super::framing::{self, LeftOut, Parts, Sent};
use super::identity::{Identity, is_described};
use super::keys;
use crate::clock::Instant;
use crate::limits::{DTLS_BYTES_MAX, DTLS_DATAGRAMS_MAX};
use crate::plan::{DtlsFailure, DtlsPlan, DtlsRole, SrtpKeys, SrtpSuite};

/// How long an answer is waited for before a flight goes again (RFC 6347 §4.2.4.1
/// says 1 s, and less where the delay of the path is known to be).
const RETRANSMISSION: Duration = Duration::from_millis(500);
/// The library tells its peers apart by address. Ours has one, and who that is we
/// know better: all of them have this name.
const PEER: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 1);
/// Suites with AEAD and a fresh secret. Which of them are for RSA decides the
/// certificate of a server.
const CIPHER_SUITES: [CipherSuiteId; 4] = [
    CipherSuiteId::Tls_Ecdhe_Ecdsa_With_Aes_128_Gcm_Sha256,
    CipherSuiteId::Tls_Ecdhe_Rsa_With_Aes_128_Gcm_Sha256,
    CipherSuiteId::Tls_Ecdhe_Ecdsa_With_ChaCha20_Poly1305_Sha256,
    CipherSuiteId::Tls_Ecdhe_Rsa_With_ChaCha20_Poly1305_Sha256,
];

/// What a step has brought.
pub(super) enum Step {
    /// Nothing that others need to know.
    Nothing,
    /// The other side is whom it was described as, and here are the keys.
    Connected(Box<SrtpKeys>),
    /// The try has failed; `None` where it is not known why.
    Failed(Option<DtlsFailure>),
}

/// A try.
pub(super) struct Handshake {
    identity: Arc<Identity>,
    role: DtlsRole,
    endpoint: Endpoint,
    is_connected: bool,
    datagrams: u32,
    octets: usize,
    sent: Sent,
    parts: Parts,
    /// What the last datagram was reduced to.
    kept: Vec<u8>,
    transmits: VecDeque<BytesMut>,
}

impl Handshake {
    /// Begins as `plan` says; as a client with the first flight. `None` where that is
    /// not possible.
    pub(super) fn new(now: Instant, identity: &Arc<Identity>, plan: &DtlsPlan) -> Option<Self> {
        let config = Arc::new(config(identity, plan)?);
        let server = (plan.role == DtlsRole::Server).then(|| Arc::clone(&config));
        let mut begun = Self {
            identity: Arc::clone(identity),
            role: plan.role,
            endpoint: Endpoint::new(PEER, TransportProtocol::UDP, server),
            is_connected: false,
            datagrams: 0,
            octets: 0,
            sent: Sent::default(),
            parts: Parts::default(),
            kept: Vec::new(),
            transmits: VecDeque::new(),
        };
        if plan.role == DtlsRole::Client {
            let at = identity.instant(now);
            let endpoint = &mut begun.endpoint;
            guarded(|| endpoint.connect(at, PEER, config, None))?.ok()?;
            begun.collect();
        }
        Some(begun)
    }

    /// Takes a datagram; also what was left out of it.
    pub(super) fn handle_datagram(
        &mut self,
        now: Instant,
        plan: &DtlsPlan,
        datagram: &[u8],
    ) -> (Step, LeftOut) {
        let left_out = framing::keep(datagram, self.sent, &mut self.parts, &mut self.kept);
        if self.kept.is_empty() {
            return (Step::Nothing, left_out);
        }
        self.datagrams += 1;
        self.octets += self.kept.len();
        if self.datagrams > DTLS_DATAGRAMS_MAX || self.octets > DTLS_BYTES_MAX {
            let step = if self.is_connected {
                Step::Nothing
            } else {
                Step::Failed(None)
            };
            return (step, left_out);
        }
        let (at, data) = (self.identity.instant(now), BytesMut::from(&self.kept[..]));
        let endpoint = &mut self.endpoint;
        let read = guarded(|| endpoint.read(at, PEER, None, data));
        self.collect();
        let step = match read {
            // A panic, or an end that no keys are needed for any more.
            None => Step::Failed(None),
            Some(_) if self.is_connected => Step::Nothing,
            Some(Err(error)) => {
                tracing::debug!(%error, "a DTLS handshake has failed");
                Step::Failed(cause(&error))
            }
            Some(Ok(events)) => {
                let mut events = events.iter();
                let complete =
                    |event: &EndpointEvent| matches!(event, EndpointEvent::HandshakeComplete);
                if events.any(complete) {
                    self.complete(now, plan)
                } else {
                    Step::Nothing
                }
            }
        };
        (step, left_out)
    }

    /// The handshake is done: whether it was with the other side.
    fn complete(&mut self, now: Instant, plan: &DtlsPlan) -> Step {
        let Some(state) = self.endpoint.get_connection_state(PEER) else {
            return Step::Failed(None);
        };
        let certificate = state.peer_certificates.first();
        if !certificate.is_some_and(|shown| is_described(shown, &plan.fingerprints)) {
            self.close(now);
            return Step::Failed(Some(DtlsFailure::WrongFingerprint));
        }
        let suite = keys::suite(state.srtp_protection_profile());
        let suite = suite.filter(|suite| plan.suites.contains(suite));
        let Some(suite) = suite else {
            self.close(now);
            return Step::Failed(Some(DtlsFailure::NoCommonSuite));
        };
        match self.export(suite) {
            Some(keys) => {
                self.is_connected = true;
                self.sent.note_end();
                // To repeat the last flight takes as much again.
                (self.datagrams, self.octets) = (0, 0);
                Step::Connected(Box::new(keys))
            }
            None => Step::Failed(None),
        }
    }

    fn export(&self, suite: SrtpSuite) -> Option<SrtpKeys> {
        let state = self.endpoint.get_connection_state(PEER)?;
        let bytes = keys::exported_bytes(suite);
        let exported = state
            .export_keying_material(keys::EXPORTER_LABEL, &[], bytes)
            .ok()?;
        keys::keys(suite, self.role, exported.as_ref())
    }

    /// Says good-bye.
    fn close(&mut self, now: Instant) {
        let at = self.identity.instant(now);
        let endpoint = &mut self.endpoint;
        guarded(|| endpoint.stop(at, PEER).is_some());
        self.collect();
    }

    /// Sends the last flight again where it is time to.
    pub(super) fn handle_timeout(&mut self, now: Instant) -> Step {
        let at = self.identity.instant(now);
        let endpoint = &mut self.endpoint;
        // A server has no peer before it has heard one.
        if endpoint.get_connection_state(PEER).is_none() {
            return Step::Nothing;
        }
        let done = guarded(|| endpoint.handle_timeout(PEER, at));
        self.collect();
        match done {
            Some(Ok(())) => Step::Nothing,
            Some(Err(_)) | None if self.is_connected => Step::Nothing,
            Some(Err(_)) | None => Step::Failed(None),
        }
    }

    /// When [`Handshake::handle_timeout`] wants to be called.
    pub(super) fn poll_timeout(&self) -> Option<Instant> {
        let at = self.endpoint.poll_timeout(&PEER)?;
        Some(self.identity.our_instant(at))
    }

    /// The next datagram to send.
    pub(super) fn poll_transmit(&mut self) -> Option<BytesMut> {
        self.transmits.pop_front()
    }

    /// Takes what the library wants to send.
    fn collect(&mut self) {
        while let Some(transmit) = self.endpoint.poll_transmit() {
            self.sent.note(&transmit.message);
            self.transmits.push_back(transmit.message);
        }
    }

    /// Whether we have begun it.
    pub(super) fn is_client(&self) -> bool {
        self.role == DtlsRole::Client
    }

    /// Whether the other side has given the cookie of a server back, and so is where it
    /// says.
    pub(super) fn has_cookie_back(&self) -> bool {
        self.sent.has_server_hello()
    }

    /// Whether it is done, with the other side.
    pub(super) fn is_connected(&self) -> bool {
        self.is_connected
    }
}

fn config(identity: &Identity, plan: &DtlsPlan) -> Option<HandshakeConfig> {
    let profiles = plan.suites.iter().copied().filter_map(keys::profile);
    let builder = ConfigBuilder::default()
        .with_crypto_provider(Arc::clone(&identity.provider))
        .with_certificates(vec![identity.certificate.clone()])
        .with_cipher_suites(CIPHER_SUITES.to_vec())
        .with_srtp_protection_profiles(profiles.collect())
        .with_client_auth(ClientAuthType::RequireAnyClientCert)
        // Nobody signs these certificates: the fingerprint says whose they are.
        .with_insecure_skip_verify(true)
        // It has to have a name, and there is none that says more.
        .with_server_name("localhost".to_owned())
        .with_flight_interval(RETRANSMISSION);
    let built = builder.build(plan.role == DtlsRole::Client, None);
    built
        .inspect_err(|error| tracing::error!(%error, "no DTLS handshake can begin"))
        .ok()
}

/// What an error of the library says about the other side, if anything. None of it is
/// proved.
fn cause(error: &Error) -> Option<DtlsFailure> {
    match error {
        Error::ErrServerNoMatchingSrtpProfile
        | Error::ErrClientNoMatchingSrtpProfile
        | Error::ErrRequestedButNoSrtpExtension => Some(DtlsFailure::NoCommonSuite),
        _ => None,
    }
}

/// `None` where the library panics: the try is over then, and media goes on.
fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    let done = catch_unwind(AssertUnwindSafe(work));
    done.inspect_err(|_| tracing::error!("a DTLS handshake panicked"))
        .ok()
}
