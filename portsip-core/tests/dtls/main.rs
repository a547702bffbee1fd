//! Two associations in virtual time over a network with a seed: what they agree on,
//! what they bear, and whom they do not believe.

mod begun_anew;
mod network;
mod waiting;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use network::{CLIENT, Conditions, MOVED, NOWHERE, Pair, SERVER, ecdsa, rsa};
use portsip_core::media::dtls::{Association, Event};
use portsip_core::plan::{DtlsFailure, DtlsRole, Fingerprint, SrtpSuite};

/// A host that has nothing to do with the call.
const STRANGER: SocketAddr = SocketAddr::new(
    std::net::IpAddr::V4(std::net::Ipv4Addr::new(203, 0, 113, 5)),
    6000,
);

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn suites() -> impl Iterator<Item = SrtpSuite> {
    let suites = SrtpSuite::ALL.iter().copied();
    suites.filter(|suite| suite.dtls_profile().is_some())
}

#[test]
fn both_sides_have_the_same_keys_in_each_suite() {
    for suite in suites() {
        let mut pair = Pair::new(1, [&[suite], &[suite]]);
        pair.run_for(seconds(5));
        let (client, server) = pair.keys();
        assert_eq!(client.send, server.receive);
        assert_eq!(client.receive, server.send);
        assert_ne!(client.send, client.receive);
        assert_eq!(client.send.suite, suite);
        let bytes = client.send.keys[0].key_and_salt.expose().len();
        assert_eq!(bytes, suite.key_bytes() + suite.salt_bytes());
    }
}

#[test]
fn the_first_suite_of_the_client_that_both_have_is_taken() {
    use SrtpSuite::{AeadAes128Gcm, AeadAes256Gcm, AesCm128HmacSha1Tag80};
    let theirs = [AesCm128HmacSha1Tag80, AeadAes128Gcm];
    let ours = [AeadAes256Gcm, AeadAes128Gcm, AesCm128HmacSha1Tag80];
    let mut pair = Pair::new(2, [&ours, &theirs]);
    pair.run_for(seconds(5));
    assert_eq!(pair.keys().0.send.suite, AeadAes128Gcm);
}

#[test]
fn certificates_of_rsa_are_taken_in_both_roles() {
    for identities in [[rsa(), ecdsa()], [ecdsa(), rsa()], [rsa(), rsa()]] {
        let mut pair = Pair::of(3, identities, [&[SrtpSuite::AeadAes128Gcm]; 2]);
        pair.run_for(seconds(5));
        let (client, server) = pair.keys();
        assert_eq!(client.send, server.receive);
    }
}

#[test]
fn loss_reordering_and_copies_only_delay() {
    for seed in 0..40 {
        let mut pair = Pair::new(seed, [&[SrtpSuite::AesCm128HmacSha1Tag80]; 2]);
        pair.network.conditions = Conditions {
            lost_percent: 25,
            copied_percent: 10,
            delay_ms: 20..120,
        };
        pair.run_for(seconds(29));
        let (client, server) = pair.keys_of_seed(seed);
        assert_eq!(client.send, server.receive, "seed {seed}");
        assert_eq!(client.receive, server.send, "seed {seed}");
    }
}

/// Its client knows keys first where the server speaks last: while the last word is
/// lost, the server says it again as often as the client asks.
#[test]
fn a_lost_last_word_is_said_again() {
    let mut pair = Pair::new(5, [&[SrtpSuite::AeadAes256Gcm]; 2]);
    pair.run_until(|pair| pair.server.is_connected());
    assert!(!pair.client.is_connected());
    pair.network.drop_all();
    pair.run_for(seconds(5));
    let (client, server) = pair.keys();
    assert_eq!(client.send, server.receive);
}

/// With ICE each restart gives the other side another name.
#[test]
fn a_handshake_outlives_another_address_of_the_client() {
    for seed in 0..20 {
        let mut pair = Pair::new(seed, [&[SrtpSuite::AeadAes256Gcm]; 2]);
        pair.run_for(Duration::from_millis(10 * seed));
        pair.move_client(MOVED);
        pair.run_for(seconds(5));
        let (client, server) = pair.keys_of_seed(seed);
        assert_eq!(client.send, server.receive, "seed {seed}");
    }
}

#[test]
fn a_lost_last_word_is_said_again_to_another_address() {
    let mut pair = Pair::new(5, [&[SrtpSuite::AeadAes256Gcm]; 2]);
    pair.run_until(|pair| pair.server.is_connected());
    pair.network.drop_all();
    pair.server.set_remote(pair.now, NOWHERE);
    pair.move_client(MOVED);
    pair.run_for(seconds(5));
    let (client, server) = pair.keys();
    assert_eq!(client.send, server.receive);
}

#[test]
fn a_client_begins_anew_at_another_address() {
    let mut pair = Pair::new(6, [&[SrtpSuite::AeadAes256Gcm]; 2]);
    pair.run_for(seconds(5));
    let (before, _) = pair.keys();
    pair.move_client(MOVED);
    pair.begin_client_anew();
    pair.run_for(seconds(5));
    let (client, server) = pair.keys();
    assert_ne!(client.send, before.send);
    assert_eq!(client.send, server.receive);
}

#[test]
fn who_shows_another_certificate_is_not_believed() {
    for wrong_at in [DtlsRole::Client, DtlsRole::Server] {
        let mut pair = Pair::new(6, [&[SrtpSuite::AeadAes256Gcm]; 2]);
        let other = ecdsa().fingerprint().clone();
        pair.expect(wrong_at, vec![other]);
        pair.run_for(seconds(5));
        let (mistaken, events) = match wrong_at {
            DtlsRole::Client => (&pair.client, &pair.client_events),
            DtlsRole::Server => (&pair.server, &pair.server_events),
        };
        assert!(!mistaken.is_connected());
        let failed = Event::Failed(DtlsFailure::WrongFingerprint);
        assert_eq!(events.first(), Some(&failed), "{wrong_at:?}");
        assert!(
            !events
                .iter()
                .any(|event| matches!(event, Event::Connected(_)))
        );
        assert!(mistaken.counts().wrong_fingerprint >= 1);
    }
}

#[test]
fn one_of_several_fingerprints_is_enough() {
    let mut pair = Pair::new(7, [&[SrtpSuite::AeadAes256Gcm]; 2]);
    let right = pair.server_fingerprint();
    let other: Fingerprint = ecdsa().fingerprint().clone();
    pair.expect(DtlsRole::Client, vec![other, right]);
    pair.run_for(seconds(5));
    pair.keys();
}

#[test]
fn without_a_common_suite_there_is_no_call() {
    let mut pair = Pair::new(
        8,
        [
            &[SrtpSuite::AeadAes256Gcm],
            &[SrtpSuite::AesCm128HmacSha1Tag80],
        ],
    );
    pair.run_for(seconds(31));
    let failed = Event::Failed(DtlsFailure::NoCommonSuite);
    assert_eq!(pair.server_events, [failed]);
    // The client is told by an alert only, which anybody could have sent.
    assert_eq!(pair.client_events, [Event::Failed(DtlsFailure::TimedOut)]);
    assert!(pair.client.counts().alerts > 0);
}

#[test]
fn silence_is_told_every_half_minute() {
    let mut pair = Pair::new(9, [&[SrtpSuite::AeadAes256Gcm]; 2]);
    pair.network.conditions.lost_percent = 100;
    pair.run_for(seconds(29));
    assert!(pair.client_events.is_empty() && pair.server_events.is_empty());
    pair.run_for(seconds(2));
    let once = [Event::Failed(DtlsFailure::TimedOut)];
    assert_eq!(pair.client_events, once);
    assert_eq!(pair.server_events, once);
    pair.run_for(seconds(30));
    assert_eq!(pair.client_events.len(), 2);
    // It goes on trying: once there is a way, there are keys.
    pair.network.conditions.lost_percent = 0;
    pair.run_for(seconds(15));
    pair.keys();
}

#[test]
fn a_client_behind_a_nat_is_heard() {
    let mut pair = Pair::new(10, [&[SrtpSuite::AeadAes256Gcm]; 2]);
    pair.client_seen_as = STRANGER;
    pair.run_for(seconds(5));
    pair.keys();
}

#[test]
fn nobody_else_disturbs_by_sending_rubbish() {
    let mut pair = Pair::new(11, [&[SrtpSuite::AeadAes256Gcm]; 2]);
    let alert = [21, 254, 253, 0, 0, 0, 0, 0, 0, 0, 9, 0, 2, 2, 40];
    let spec = [20, 254, 253, 0, 0, 0, 0, 0, 0, 0, 9, 0, 1, 1];
    let next_spec = [20, 254, 253, 0, 1, 0, 0, 0, 0, 0, 9, 0, 1, 1];
    let data = [23, 254, 253, 0, 0, 0, 0, 0, 0, 0, 9, 0, 2, 2, 40];
    let cut = [22, 254, 253, 0, 0, 0, 0, 0, 0, 0, 9, 9, 9, 1, 1, 1];
    let rubbish: [&[u8]; 6] = [&alert, &spec, &next_spec, &data, &cut, &[22]];
    for round in 0..40 {
        for datagram in rubbish {
            // From anywhere, and as if it were from the other side.
            for from in [STRANGER, CLIENT, SERVER] {
                let now = pair.now;
                pair.client.handle_datagram(now, from, datagram);
                pair.server.handle_datagram(now, from, datagram);
            }
        }
        pair.run_for(Duration::from_millis(if round < 20 { 7 } else { 300 }));
    }
    let (client, server) = pair.keys();
    assert_eq!(client.send, server.receive);
    assert_eq!(pair.client_events.len(), 1, "{:?}", pair.client_events);
    assert_eq!(pair.server_events.len(), 1, "{:?}", pair.server_events);
    assert!(pair.client.counts().alerts >= 40 && pair.server.counts().malformed >= 40);
}

/// Of rubbish that begins nothing, and of hellos whose senders are nowhere: the client
/// comes from elsewhere and has to find room.
#[test]
fn who_is_nowhere_takes_no_room() {
    let mut pair = Pair::new(15, [&[SrtpSuite::AeadAes256Gcm]; 2]);
    pair.client_seen_as = STRANGER;
    let rubbish = [20, 254, 253, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0];
    let mut hello = pair.somebody_else();
    let hello = hello.poll_transmit().expect("a hello").payload;
    for number in 0..200 {
        let from = SocketAddr::new(CLIENT.ip(), 7000 + number);
        pair.server.handle_datagram(pair.now, from, &rubbish);
        pair.server.handle_datagram(pair.now, from, &hello);
    }
    assert_eq!(pair.server.counts().malformed, 200);
    pair.run_for(seconds(2));
    pair.keys();
}

/// OpenSSL fills what is left of a datagram with the beginning of the next message,
/// however little that is, and cuts it so again when it repeats it.
#[test]
fn the_first_part_of_a_message_may_be_short() {
    for first_part in [1, 20, 63, 200] {
        for identities in [[ecdsa(), rsa()], [rsa(), ecdsa()]] {
            let mut pair = Pair::of(16, identities, [&[SrtpSuite::AeadAes128Gcm]; 2]);
            pair.network.first_part = Some(first_part);
            pair.run_for(seconds(5));
            let (client, server) = pair.keys();
            assert_eq!(client.send, server.receive, "{first_part}");
        }
    }
}

/// What anybody can send does not use up the answers of a server that has its keys.
#[test]
fn forged_records_do_not_ask_for_the_last_word() {
    let mut pair = Pair::new(17, [&[SrtpSuite::AeadAes256Gcm]; 2]);
    pair.run_until(|pair| pair.server.is_connected());
    pair.network.drop_all();
    for number in 0..100 {
        // A message of the last flight, which is not encrypted.
        let mut forged = vec![22, 254, 253, 0, 0, 0, 0, 0, 0, 9, number, 0, 16];
        forged.extend([16, 0, 0, 4, 0, 2, 0, 0, 0, 0, 0, 4, 1, 2, 3, 4]);
        pair.server.handle_datagram(pair.now, CLIENT, &forged);
    }
    pair.run_for(Duration::from_millis(10));
    pair.network.drop_all();
    assert!(!pair.client.is_connected());
    pair.run_for(seconds(3));
    let (client, server) = pair.keys();
    assert_eq!(client.send, server.receive);
}

/// They begin handshakes from many addresses, and one of them ends its own with a
/// certificate of its own.
#[test]
fn strangers_do_not_take_the_place_of_the_other_side() {
    let mut pair = Pair::new(12, [&[SrtpSuite::AeadAes256Gcm]; 2]);
    let mut strangers: Vec<(SocketAddr, Association)> = (0..20)
        .map(|number| {
            let address = SocketAddr::new(STRANGER.ip(), 7000 + number);
            (address, pair.somebody_else())
        })
        .collect();
    pair.network.conditions.lost_percent = 100;
    for _ in 0..100 {
        for (address, stranger) in &mut strangers {
            pair.exchange_with(stranger, *address);
        }
        pair.run_for(Duration::from_millis(10));
    }
    assert!(!pair.server.is_connected());
    assert!(pair.server.counts().wrong_fingerprint > 0);
    assert!(pair.server_events.is_empty());
    pair.network.conditions.lost_percent = 0;
    pair.run_for(seconds(15));
    pair.keys();
}

#[test]
fn a_flood_of_parts_ends_the_try_it_belongs_to() {
    let mut pair = Pair::new(13, [&[SrtpSuite::AeadAes256Gcm]; 2]);
    // The client has given the cookie back.
    pair.run_for(Duration::from_millis(75));
    let mut part = vec![22, 254, 253, 0, 0, 0, 0, 0, 0, 0, 0, 4, 12];
    // The second fragment of a certificate whose first never comes.
    part.extend([11, 0, 16, 0, 0, 2, 0, 4, 0, 0, 4, 0]);
    part.resize(13 + 12 + 1024, 7);
    for number in 0..2000_u32 {
        part[7..11].copy_from_slice(&(number + 100).to_be_bytes());
        pair.server.handle_datagram(pair.now, CLIENT, &part);
    }
    assert_eq!(pair.server.counts().failed, 1);
    assert!(pair.server.counts().malformed > 1000);
    pair.run_for(seconds(15));
    pair.keys();
}

/// Octets in the ways in which they may be written.
fn written(octets: &[u8]) -> [String; 4] {
    let all = |form: fn(&u8) -> String, between: &str| {
        let octets: Vec<_> = octets.iter().map(form).collect();
        octets.join(between)
    };
    [
        all(u8::to_string, ", "),
        all(|octet| format!("{octet:02x}"), ""),
        all(|octet| format!("{octet:02X}"), ""),
        all(|octet| format!("{octet:#04x}"), ", "),
    ]
}

/// Everything that is said at any level, by any module.
#[derive(Clone, Default)]
struct Said(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Said {
    fn write(&mut self, octets: &[u8]) -> std::io::Result<usize> {
        let mut said = self.0.lock().expect("nobody panics with it");
        said.extend_from_slice(octets);
        Ok(octets.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn no_secret_is_shown() {
    let said = Said::default();
    let writer = said.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let pair = tracing::subscriber::with_default(subscriber, || {
        tracing::trace!("all is heard");
        let mut pair = Pair::new(14, [&[SrtpSuite::AeadAes256Gcm]; 2]);
        pair.run_for(seconds(5));
        let mut other = pair.somebody_else();
        for _ in 0..50 {
            pair.exchange_with(&mut other, CLIENT);
            pair.run_for(Duration::from_millis(10));
        }
        pair
    });
    let (client, server) = pair.keys();
    let said = said.0.lock().expect("nobody panics with it");
    let said = String::from_utf8_lossy(&said);
    assert!(said.contains("all is heard"), "{said}");
    let events = (&pair.client_events, &pair.server_events);
    let shown = format!(
        "{said} {:?} {:?} {events:?} {:?}",
        pair.client,
        pair.server,
        ecdsa()
    );
    for parameters in [&client.send, &server.send] {
        let octets = parameters.keys[0].key_and_salt.expose();
        assert!(format!("{octets:?}").contains(&written(&octets[..6])[0]));
        for part in octets.chunks_exact(6) {
            for form in written(part) {
                assert!(!shown.contains(&form), "{form} in {shown}");
            }
        }
    }
}
