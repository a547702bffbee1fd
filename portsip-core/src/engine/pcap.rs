//! The classic pcap format with made-up IP and UDP headers around payloads.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

/// The file's head: version 2.4, microseconds, raw IP packets (`LINKTYPE_RAW`).
pub(super) const FILE_HEADER: [u8; 24] = [
    0xD4, 0xC3, 0xB2, 0xA1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 101, 0, 0, 0,
];

const UDP_HEADER_BYTES: usize = 8;
const IPV4_HEADER_BYTES: usize = 20;
const IPV6_HEADER_BYTES: usize = 40;
const PROTOCOL_UDP: u8 = 17;
const HOP_LIMIT: u8 = 64;

/// One packet as it stands in the file. The two addresses are of one family;
/// where they are not, the IPv4 one is written as IPv4-mapped.
pub(super) fn record(
    time_unix: Duration,
    source: SocketAddr,
    destination: SocketAddr,
    payload: &[u8],
) -> Vec<u8> {
    // What an IPv4 packet can carry; a longer payload is cut.
    let room = usize::from(u16::MAX) - IPV4_HEADER_BYTES - UDP_HEADER_BYTES;
    let payload = payload.get(..room).unwrap_or(payload);
    let udp = udp_header(source.port(), destination.port(), payload.len());
    let packet = match (source.ip(), destination.ip()) {
        (IpAddr::V4(from), IpAddr::V4(to)) => ipv4_packet(from.octets(), to.octets(), udp, payload),
        (from, to) => ipv6_packet(sixteen_octets(from), sixteen_octets(to), udp, payload),
    };
    let length = (packet.len() as u32).to_le_bytes();
    let mut record = Vec::with_capacity(16 + packet.len());
    record.extend_from_slice(&(time_unix.as_secs() as u32).to_le_bytes());
    record.extend_from_slice(&time_unix.subsec_micros().to_le_bytes());
    record.extend_from_slice(&length);
    record.extend_from_slice(&length);
    record.extend_from_slice(&packet);
    record
}

fn udp_header(source: u16, destination: u16, payload_bytes: usize) -> [u8; UDP_HEADER_BYTES] {
    let length = (UDP_HEADER_BYTES + payload_bytes) as u16;
    let mut header = [0; UDP_HEADER_BYTES];
    header[..2].copy_from_slice(&source.to_be_bytes());
    header[2..4].copy_from_slice(&destination.to_be_bytes());
    header[4..6].copy_from_slice(&length.to_be_bytes());
    header
}

fn ipv4_packet(from: [u8; 4], to: [u8; 4], udp: [u8; UDP_HEADER_BYTES], payload: &[u8]) -> Vec<u8> {
    let total = (IPV4_HEADER_BYTES + UDP_HEADER_BYTES + payload.len()) as u16;
    let mut header = [0; IPV4_HEADER_BYTES];
    header[0] = 0x45;
    header[2..4].copy_from_slice(&total.to_be_bytes());
    header[6] = 0x40; // Do not fragment.
    header[8] = HOP_LIMIT;
    header[9] = PROTOCOL_UDP;
    header[12..16].copy_from_slice(&from);
    header[16..].copy_from_slice(&to);
    let sum = finish(add(0, &header));
    header[10..12].copy_from_slice(&sum.to_be_bytes());
    let udp = with_checksum(&[&from, &to], udp, payload);
    [&header[..], &udp, payload].concat()
}

fn ipv6_packet(
    from: [u8; 16],
    to: [u8; 16],
    udp: [u8; UDP_HEADER_BYTES],
    payload: &[u8],
) -> Vec<u8> {
    let length = (UDP_HEADER_BYTES + payload.len()) as u16;
    let mut header = [0; IPV6_HEADER_BYTES];
    header[0] = 0x60;
    header[4..6].copy_from_slice(&length.to_be_bytes());
    header[6] = PROTOCOL_UDP;
    header[7] = HOP_LIMIT;
    header[8..24].copy_from_slice(&from);
    header[24..].copy_from_slice(&to);
    let udp = with_checksum(&[&from, &to], udp, payload);
    [&header[..], &udp, payload].concat()
}

/// Fills in the checksum over the pseudo-header of `addresses` (RFC 768,
/// RFC 8200 §8.1).
fn with_checksum(
    addresses: &[&[u8]],
    mut udp: [u8; UDP_HEADER_BYTES],
    payload: &[u8],
) -> [u8; UDP_HEADER_BYTES] {
    let mut sum = u32::from(PROTOCOL_UDP);
    for address in addresses {
        sum = add(sum, address);
    }
    sum = add(sum, &udp[4..6]);
    sum = add(sum, &udp);
    sum = add(sum, payload);
    // Zero would say "no checksum".
    let checksum = match finish(sum) {
        0 => u16::MAX,
        checksum => checksum,
    };
    udp[6..].copy_from_slice(&checksum.to_be_bytes());
    udp
}

/// Adds 16-bit words, the last one padded (RFC 1071). The sum of a packet's
/// words fits: 32 768 words of 16 bits.
fn add(sum: u32, bytes: &[u8]) -> u32 {
    bytes.chunks(2).fold(sum, |sum, word| match word {
        [high, low] => sum + u32::from(u16::from_be_bytes([*high, *low])),
        [high] => sum + u32::from(u16::from_be_bytes([*high, 0])),
        _ => sum,
    })
}

fn finish(sum: u32) -> u16 {
    let sum = (sum & 0xFFFF) + (sum >> 16);
    let sum = (sum & 0xFFFF) + (sum >> 16);
    !(sum as u16)
}

fn sixteen_octets(ip: IpAddr) -> [u8; 16] {
    match ip {
        IpAddr::V4(ip) => ip.to_ipv6_mapped().octets(),
        IpAddr::V6(ip) => ip.octets(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ipv4_record_has_lengths_and_checksums_that_verify() {
        let record = record(
            Duration::new(7, 8000),
            SocketAddr::from(([192, 0, 2, 1], 5060)),
            SocketAddr::from(([192, 0, 2, 2], 5070)),
            b"odd",
        );
        assert_eq!(record[..8], [7, 0, 0, 0, 8, 0, 0, 0]);
        assert_eq!(record[8..12], [31, 0, 0, 0]);
        let packet = &record[16..];
        assert_eq!(packet.len(), 31);
        assert_eq!(finish(add(0, &packet[..20])), 0);
        let pseudo = add(
            add(u32::from(PROTOCOL_UDP), &packet[12..20]),
            &packet[24..26],
        );
        assert_eq!(finish(add(pseudo, &packet[20..])), 0);
    }

    #[test]
    fn an_ipv6_record_has_lengths_and_checksums_that_verify() {
        let record = record(
            Duration::ZERO,
            "[2001:db8::1]:5060".parse().expect("an address"),
            "[2001:db8::2]:5060".parse().expect("an address"),
            b"hello",
        );
        let packet = &record[16..];
        assert_eq!(packet.len(), 53);
        let pseudo = add(
            add(u32::from(PROTOCOL_UDP), &packet[8..40]),
            &packet[44..46],
        );
        assert_eq!(finish(add(pseudo, &packet[40..])), 0);
    }
}
