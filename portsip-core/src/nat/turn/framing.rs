//! What carries datagrams between us and the relay: `ChannelData` (RFC 8656 §12.4), and
//! Send and Data indications (§11). Written by hand into a buffer of the caller, as
//! media must not allocate.

use std::net::{IpAddr, SocketAddr};

use stun_types::attribute::{AttributeType, XorSocketAddr};
use stun_types::message::{Message, MessageClass};

use super::message::{DATA, DATA_METHOD, XOR_PEER_ADDRESS};

/// The numbers of channels (§12).
pub const CHANNELS: std::ops::RangeInclusive<u16> = 0x4000..=0x4FFF;
/// A header of `ChannelData`.
pub const CHANNEL_HEADER_BYTES: usize = 4;
/// What a Send indication adds at most: header, an IPv6 address, and padding.
pub const INDICATION_BYTES_MAX: usize = 20 + 4 + 20 + 4 + 3;

const SEND_INDICATION: [u8; 2] = [0x00, 0x16];
const MAGIC_COOKIE: [u8; 4] = [0x21, 0x12, 0xA4, 0x42];

/// Writes `ChannelData` into `buffer`; what was written, `None` where there is no room.
pub fn channel_data<'b>(channel: u16, payload: &[u8], buffer: &'b mut [u8]) -> Option<&'b [u8]> {
    let length = u16::try_from(payload.len()).ok()?;
    let whole = buffer.get_mut(..CHANNEL_HEADER_BYTES + payload.len())?;
    let (header, body) = whole.split_at_mut(CHANNEL_HEADER_BYTES);
    header.get_mut(..2)?.copy_from_slice(&channel.to_be_bytes());
    header.get_mut(2..)?.copy_from_slice(&length.to_be_bytes());
    body.copy_from_slice(payload);
    Some(whole)
}

/// The channel of `ChannelData` and what it carries; `None` where it is none. Over UDP
/// it may be padded.
pub fn read_channel_data(datagram: &[u8]) -> Option<(u16, &[u8])> {
    let &[c0, c1, l0, l1, ..] = datagram else {
        return None;
    };
    let channel = u16::from_be_bytes([c0, c1]);
    let length = usize::from(u16::from_be_bytes([l0, l1]));
    let payload = datagram.get(CHANNEL_HEADER_BYTES..CHANNEL_HEADER_BYTES + length)?;
    CHANNELS.contains(&channel).then_some((channel, payload))
}

/// Writes a Send indication with this id into `buffer`; what was written, `None`
/// where there is no room.
pub fn send_indication<'b>(
    id: [u8; 12],
    peer: SocketAddr,
    payload: &[u8],
    buffer: &'b mut [u8],
) -> Option<&'b [u8]> {
    let mut writer = Writer { buffer, length: 20 };
    writer.address(id, peer)?;
    writer.attribute(DATA, payload)?;
    let Writer { buffer, length } = writer;
    let body = u16::try_from(length - 20).ok()?;
    let whole = buffer.get_mut(..length)?;
    let header = whole.get_mut(..20)?;
    header.get_mut(..2)?.copy_from_slice(&SEND_INDICATION);
    header.get_mut(2..4)?.copy_from_slice(&body.to_be_bytes());
    header.get_mut(4..8)?.copy_from_slice(&MAGIC_COOKIE);
    header.get_mut(8..)?.copy_from_slice(&id);
    Some(whole)
}

struct Writer<'b> {
    buffer: &'b mut [u8],
    length: usize,
}

impl Writer<'_> {
    fn put(&mut self, octets: &[u8]) -> Option<()> {
        let end = self.length + octets.len();
        let place = self.buffer.get_mut(self.length..end)?;
        place.copy_from_slice(octets);
        self.length = end;
        Some(())
    }

    fn attribute(&mut self, kind: u16, value: &[u8]) -> Option<()> {
        self.put(&kind.to_be_bytes())?;
        self.put(&u16::try_from(value.len()).ok()?.to_be_bytes())?;
        self.put(value)?;
        let padding = value.len().next_multiple_of(4) - value.len();
        self.put([0; 3].get(..padding)?)
    }

    /// XOR-PEER-ADDRESS (§18.3).
    fn address(&mut self, id: [u8; 12], peer: SocketAddr) -> Option<()> {
        let mut id_octets = [0; 16];
        id_octets.get_mut(4..)?.copy_from_slice(&id);
        let hidden = XorSocketAddr::xor_addr(peer, u128::from_be_bytes(id_octets).into());
        let mut value = [0; 20];
        value[1] = if hidden.is_ipv4() { 1 } else { 2 };
        value[2..4].copy_from_slice(&hidden.port().to_be_bytes());
        match hidden.ip() {
            IpAddr::V4(ip) => {
                value[4..8].copy_from_slice(&ip.octets());
                self.attribute(XOR_PEER_ADDRESS, &value[..8])
            }
            IpAddr::V6(ip) => {
                value[4..20].copy_from_slice(&ip.octets());
                self.attribute(XOR_PEER_ADDRESS, &value)
            }
        }
    }
}

/// The peer of a Data indication and what it carries; `None` where it is none.
pub fn read_data_indication(datagram: &[u8]) -> Option<(SocketAddr, Vec<u8>)> {
    let message = Message::from_bytes(datagram).ok()?;
    if message.class() != MessageClass::Indication || !message.has_method(DATA_METHOD) {
        return None;
    }
    let peer = message.raw_attribute(AttributeType::new(XOR_PEER_ADDRESS))?;
    let peer = XorSocketAddr::from_raw(&peer).ok()?;
    let data = message.raw_attribute(AttributeType::new(DATA))?;
    Some((peer.addr(message.transaction_id()), data.value.to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn channel_data_comes_as_it_went() {
        let mut buffer = [0; 64];
        let framed = channel_data(0x4001, b"hello", &mut buffer)
            .unwrap()
            .to_vec();
        assert_eq!(framed, b"\x40\x01\0\x05hello");
        assert_eq!(read_channel_data(&framed), Some((0x4001, &b"hello"[..])));
        let padded = [&framed[..], &[0; 3]].concat();
        assert_eq!(read_channel_data(&padded), Some((0x4001, &b"hello"[..])));
    }

    #[test]
    fn what_is_no_channel_data_is_told() {
        let table: [&[u8]; 5] = [
            b"",
            b"\x40\x00\0",
            b"\x40\x00\0\x02h",
            b"\x50\x00\0\x01h",
            b"\x3f\xff\0\x01h",
        ];
        for datagram in table {
            assert_eq!(read_channel_data(datagram), None, "{datagram:?}");
        }
    }

    #[test]
    fn what_does_not_fit_is_not_written() {
        let peer = "192.0.2.1:9".parse().unwrap();
        let mut buffer = [0; 40];
        assert_eq!(channel_data(0x4000, &[0; 37], &mut buffer), None);
        assert_eq!(send_indication([0; 12], peer, b"abcde", &mut buffer), None);
        assert!(send_indication([0; 12], peer, b"abcd", &mut buffer).is_some());
    }

    #[test]
    fn a_send_indication_is_what_the_library_reads() {
        for peer in ["192.0.2.1:9000", "[2001:db8::1]:9000"] {
            let peer: SocketAddr = peer.parse().unwrap();
            for payload in [&b"a"[..], b"abcd", b""] {
                let mut buffer = [0; 128];
                let written = send_indication([7; 12], peer, payload, &mut buffer);
                let mut written = written.unwrap().to_vec();
                assert!(written.len() <= payload.len() + INDICATION_BYTES_MAX);
                // As a relay would tell us of it.
                written[1] = 0x17;
                assert_eq!(
                    read_data_indication(&written),
                    Some((peer, payload.to_vec()))
                );
            }
        }
    }
}
