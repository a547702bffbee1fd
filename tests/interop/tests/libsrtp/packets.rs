//! Packets and parameters by chance.

use interop::libsrtp::Kind;
use portsip_core::plan::{MasterKey, SrtpOmitted, SrtpParameters, SrtpSuite};
use portsip_core::rng::Rng;
use portsip_core::secret::SecretBytes;

/// The suites of both. libsrtp 2.5 derives the keys of AES-192 with AES-256, against
/// RFC 6188 §3 (its issue 763); the vectors of that are in the tests of key derivation.
pub(crate) const SUITES: [SrtpSuite; 6] = [
    SrtpSuite::AeadAes256Gcm,
    SrtpSuite::AeadAes128Gcm,
    SrtpSuite::AesCm256HmacSha1Tag80,
    SrtpSuite::AesCm256HmacSha1Tag32,
    SrtpSuite::AesCm128HmacSha1Tag80,
    SrtpSuite::AesCm128HmacSha1Tag32,
];

/// Payloads that one datagram carries.
const PAYLOAD_BYTES_MAX: u32 = 1400;

/// A suite with one key that packets do not name.
pub(crate) fn parameters(rng: &mut Rng, suite: SrtpSuite) -> SrtpParameters {
    with_keys(rng, suite, 1, 0)
}

/// With this many keys, which packets name by identifiers of so many octets.
pub(crate) fn with_keys(
    rng: &mut Rng,
    suite: SrtpSuite,
    keys: u8,
    identifier_bytes: usize,
) -> SrtpParameters {
    let mut key = |number: u8| {
        let mut identifier = octets(rng, identifier_bytes);
        // They differ, however short they are.
        if let Some(last) = identifier.last_mut() {
            *last = *last & 0xF0 | number;
        }
        MasterKey {
            key_and_salt: SecretBytes::new(octets(rng, suite.key_bytes() + suite.salt_bytes())),
            identifier: identifier.into_iter().collect(),
            lifetime_packets: None,
        }
    };
    SrtpParameters {
        suite,
        keys: (0..keys).map(&mut key).collect(),
        key_derivation_rate: 0,
        omitted: SrtpOmitted::default(),
    }
}

/// Everything that a suite can leave out, in every combination.
pub(crate) fn omissions(suite: SrtpSuite) -> Vec<SrtpOmitted> {
    let every = (0..8_u8).map(|bits| SrtpOmitted {
        rtp_encryption: bits & 1 != 0,
        rtp_authentication: bits & 2 != 0,
        rtcp_encryption: bits & 4 != 0,
    });
    let of_rtp = |omitted: &SrtpOmitted| omitted.rtp_encryption || omitted.rtp_authentication;
    every
        .filter(|omitted| !(suite.is_aead() && of_rtp(omitted)))
        .collect()
}

/// An RTP packet: any flags, sources and extension, 0…1400 octets of payload.
pub(crate) fn rtp(rng: &mut Rng, ssrc: u32, sequence: u16) -> Vec<u8> {
    let payload_bytes = match rng.below(8) {
        0 => 0,
        1 => PAYLOAD_BYTES_MAX,
        2..5 => rng.below(40),
        _ => rng.below(PAYLOAD_BYTES_MAX),
    };
    rtp_of(rng, ssrc, sequence, payload_bytes as usize)
}

/// The same with so many octets of payload.
pub(crate) fn rtp_of(rng: &mut Rng, ssrc: u32, sequence: u16, payload_bytes: usize) -> Vec<u8> {
    let sources = if rng.below(3) == 0 { rng.below(16) } else { 0 };
    let has_extension = rng.below(2) == 0;
    let mut packet = vec![0x80 | u8::from(has_extension) << 4 | sources as u8];
    packet.push(rng.u32() as u8);
    packet.extend(sequence.to_be_bytes());
    packet.extend(rng.u32().to_be_bytes());
    packet.extend(ssrc.to_be_bytes());
    packet.extend(octets(rng, sources as usize * 4));
    if has_extension {
        let words = rng.below(6) as u16;
        packet.extend([0xBE, 0xDE]);
        packet.extend(words.to_be_bytes());
        packet.extend(octets(rng, usize::from(words) * 4));
    }
    packet.extend(octets(rng, payload_bytes));
    packet
}

/// A compound RTCP packet: a sender's or receiver's report, SDES, and often more.
pub(crate) fn rtcp(rng: &mut Rng, ssrc: u32) -> Vec<u8> {
    let reports = rng.below(4) as u8;
    let is_sender = rng.below(2) == 0;
    let (kind, info_bytes) = if is_sender { (200, 20) } else { (201, 0) };
    let report_bytes = info_bytes + usize::from(reports) * 24;
    let mut packet = part(rng, reports, kind, ssrc, report_bytes);
    if rng.below(8) == 0 {
        // Reports of reduced size stand alone (RFC 5506).
        return packet;
    }
    let name_bytes = 4 * (1 + rng.below(8) as usize);
    packet.extend(part(rng, 1, 202, ssrc, name_bytes));
    for _ in 0..rng.below(3) {
        let rest_bytes = 4 * rng.below(60) as usize;
        packet.extend(part(rng, 0, 204, ssrc, rest_bytes));
    }
    packet
}

/// A packet of either kind.
pub(crate) fn packet(rng: &mut Rng, kind: Kind, ssrc: u32, sequence: u16) -> Vec<u8> {
    match kind {
        Kind::Rtp => rtp(rng, ssrc, sequence),
        Kind::Rtcp => rtcp(rng, ssrc),
    }
}

/// One packet of a compound one, with so many octets behind the source.
fn part(rng: &mut Rng, count: u8, kind: u8, ssrc: u32, rest_bytes: usize) -> Vec<u8> {
    let words = 1 + rest_bytes / 4;
    let mut part = vec![0x80 | count, kind];
    part.extend((words as u16).to_be_bytes());
    part.extend(ssrc.to_be_bytes());
    part.extend(octets(rng, rest_bytes));
    part
}

fn octets(rng: &mut Rng, count: usize) -> Vec<u8> {
    let mut octets = vec![0; count];
    rng.fill(&mut octets);
    octets
}

/// Brings them into any order.
pub(crate) fn shuffle<T>(rng: &mut Rng, items: &mut [T]) {
    for place in (1..items.len()).rev() {
        items.swap(place, rng.below(place as u32 + 1) as usize);
    }
}

/// Some of the packets of a stream are RTCP.
pub(crate) fn sometimes_rtcp(rng: &mut Rng) -> Kind {
    if rng.below(4) == 0 {
        Kind::Rtcp
    } else {
        Kind::Rtp
    }
}

/// The same but for one bit anywhere.
pub(crate) fn change_a_bit(rng: &mut Rng, packet: &[u8]) -> Vec<u8> {
    let mut changed = packet.to_vec();
    changed[rng.below(packet.len() as u32) as usize] ^= 1 << rng.below(8);
    changed
}
