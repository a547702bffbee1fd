//! Datagrams of DTLS: what framing lets pass stays as it is, and an association takes
//! several, one behind the other, as a server from a stranger and from the other
//! side, and as a client.
#![no_main]

use std::net::SocketAddr;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use portsip_core::clock::Instant;
use portsip_core::media::dtls::framing::{self, LeftOut, Parts, Sent};
use portsip_core::media::dtls::{Association, Event, Identity};
use portsip_core::plan::{DtlsPlan, DtlsRole, Fingerprint, FingerprintHash, SrtpSuite};

static IDENTITY: LazyLock<Arc<Identity>> = LazyLock::new(|| {
    let certificate = include_bytes!("../../portsip-core/tests/dtls/rsa_certificate.der");
    let key = include_bytes!("../../portsip-core/tests/dtls/rsa_key.der");
    let zero = std::time::Instant::now();
    Arc::new(Identity::new(certificate.to_vec(), key, zero).expect("an identity"))
});

fn association(role: DtlsRole, remote: SocketAddr) -> Association {
    let plan = DtlsPlan {
        role,
        fingerprints: vec![Fingerprint {
            hash: FingerprintHash::Sha256,
            digest: [7; 32].into_iter().collect(),
        }],
        suites: vec![SrtpSuite::AeadAes128Gcm],
        association: 1,
        rings: false,
    };
    let mut begun = Association::new(Instant::ZERO, Arc::clone(&IDENTITY), plan, remote);
    begun.set_path(Instant::ZERO, true);
    begun
}

fuzz_target!(|octets: &[u8]| {
    let mut kept = Vec::new();
    framing::keep(octets, Sent::default(), &mut Parts::default(), &mut kept);
    let mut again = Vec::new();
    let left_out = framing::keep(&kept, Sent::default(), &mut Parts::default(), &mut again);
    assert_eq!(left_out, LeftOut::default());
    assert_eq!(kept, again);

    let remote: SocketAddr = ([192, 0, 2, 1], 5000).into();
    let stranger: SocketAddr = ([192, 0, 2, 2], 5000).into();
    for (role, from) in [
        (DtlsRole::Server, remote),
        (DtlsRole::Server, stranger),
        (DtlsRole::Client, remote),
    ] {
        let mut association = association(role, remote);
        let mut now = Instant::ZERO;
        // The first octet of each piece says how long it is.
        let mut rest = octets;
        while let Some((length, behind)) = rest.split_first() {
            let length = usize::from(*length) * 8;
            let (piece, behind) = behind.split_at(length.min(behind.len()));
            association.handle_datagram(now, from, piece);
            rest = behind;
            now = now + Duration::from_millis(100);
            association.handle_timeout(now);
        }
        association.handle_datagram(now, from, octets);
        while association.poll_transmit().is_some() {}
        while let Some(event) = association.poll_event() {
            assert!(matches!(event, Event::Failed(_)));
        }
    }
});
