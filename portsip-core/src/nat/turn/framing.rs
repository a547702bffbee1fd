//! What carries datagrams between us and the relay: `ChannelData` (RFC 8656 §12.4), and
//! Send and Data indications (§11). Written by hand into a buffer of the caller, as
//! media must not allocate.

use std::net::{IpAddr, SocketAddr};

use stun_types::attribute::XorSocketAddr;

use super::message::{DATA, XOR_PEER_ADDRESS};

/// The numbers of channels (§12).
pub const CHANNELS: std::ops::RangeInclusive<u16> = 0x4000..=0x4FFF;
/// A header of `ChannelData`.
pub const CHANNEL_HEADER_BYTES: usize = 4;
/// What a Send indication adds at most: header, an IPv6 address, and padding.
pub const INDICATION_BYTES_MAX: usize = 20 + 4 + 20 + 4 + 3;

const SEND_INDICATION: [u8; 2] = [0x00, 0x16];
const DATA_INDICATION: [u8; 2] = [0x00, 0x17];
/// Attributes from here on may be passed over (RFC 8489 §14).
const COMPREHENSION_OPTIONAL: u16 = 0x8000;
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

/// The peer of a Data indication and what it carries, as they lie in the datagram; `None`
/// where it is none, or holds what nobody can leave out of account (RFC 8489 §6.3.2).
pub fn read_data_indication(datagram: &[u8]) -> Option<(SocketAddr, &[u8])> {
    let (header, mut rest) = datagram.split_first_chunk::<20>()?;
    let length = usize::from(u16::from_be_bytes([header[2], header[3]]));
    if header[..2] != DATA_INDICATION || header[4..8] != MAGIC_COOKIE || length != rest.len() {
        return None;
    }
    let (mut peer, mut data) = (None, None);
    while !rest.is_empty() {
        let (kind, value) = take_attribute(&mut rest)?;
        match kind {
            XOR_PEER_ADDRESS if peer.is_none() => peer = Some(read_address(header, value)?),
            DATA if data.is_none() => data = Some(value),
            // The first one counts (§14).
            XOR_PEER_ADDRESS | DATA | COMPREHENSION_OPTIONAL.. => {}
            _ => return None,
        }
    }
    peer.zip(data)
}

/// Takes the next attribute off with its padding.
fn take_attribute<'d>(rest: &mut &'d [u8]) -> Option<(u16, &'d [u8])> {
    let (&[k0, k1, l0, l1], body) = rest.split_first_chunk::<4>()?;
    let length = usize::from(u16::from_be_bytes([l0, l1]));
    let value = body.get(..length)?;
    *rest = body.get(length.next_multiple_of(4)..)?;
    Some((u16::from_be_bytes([k0, k1]), value))
}

/// XOR-PEER-ADDRESS (§18.3) of the message with this header.
fn read_address(header: &[u8; 20], value: &[u8]) -> Option<SocketAddr> {
    let (&[_, family, p0, p1], hidden) = value.split_first_chunk::<4>()?;
    let port = u16::from_be_bytes([p0 ^ header[4], p1 ^ header[5]]);
    let ip = match (family, hidden.len()) {
        (1, 4) => IpAddr::from(shown::<4>(header, hidden)?),
        (2, 16) => IpAddr::from(shown::<16>(header, hidden)?),
        _ => return None,
    };
    Some(SocketAddr::new(ip, port))
}

/// The octets of an address that cookie and id hide.
fn shown<const N: usize>(header: &[u8; 20], hidden: &[u8]) -> Option<[u8; N]> {
    let mut octets = <[u8; N]>::try_from(hidden).ok()?;
    for (octet, mask) in octets.iter_mut().zip(&header[4..]) {
        *octet ^= mask;
    }
    Some(octets)
}

#[cfg(test)]
mod tests {
    use stun_types::attribute::{AttributeType, RawAttribute};
    use stun_types::message::{
        Message, MessageClass, MessageType, MessageWrite as _, MessageWriteExt as _,
        MessageWriteVec, Method, TransactionId,
    };

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
                let written = send_indication([7; 12], peer, payload, &mut buffer).unwrap();
                assert!(written.len() <= payload.len() + INDICATION_BYTES_MAX);
                let message = Message::from_bytes(written).unwrap();
                let data = message.raw_attribute(AttributeType::new(DATA)).unwrap();
                assert_eq!(&*data.value, payload);
                assert_eq!(peer_of(&message), peer);
            }
        }
    }

    fn peer_of(message: &Message<'_>) -> SocketAddr {
        let peer = message.raw_attribute(AttributeType::new(XOR_PEER_ADDRESS));
        let peer = XorSocketAddr::from_raw(&peer.unwrap()).unwrap();
        peer.addr(message.transaction_id())
    }

    /// A Data indication of the library, with these attributes behind its own.
    fn data_indication(peer: &str, payload: &[u8], more: &[(u16, &[u8])]) -> Vec<u8> {
        let id = TransactionId::from(0x0102_0304_0506_0708_090A_0B0C);
        let class = MessageType::from_class_method(MessageClass::Indication, Method::new(7));
        let mut message = Message::builder(class, id, MessageWriteVec::new());
        let peer = XorSocketAddr::new(peer.parse().unwrap(), id);
        let peer = peer.to_raw(AttributeType::new(XOR_PEER_ADDRESS));
        message.add_attribute(&peer).unwrap();
        for (kind, value) in [&[(DATA, payload)], more].concat() {
            let attribute = RawAttribute::new(AttributeType::new(kind), value);
            message.add_attribute(&attribute).unwrap();
        }
        message.finish()
    }

    #[test]
    fn a_data_indication_of_the_library_is_read() {
        // SOFTWARE, which may be passed over.
        let more: [(u16, &[u8]); 1] = [(0x8022, b"a relay")];
        for peer in ["192.0.2.1:9000", "[2001:db8::1]:9000"] {
            for payload in [&b"a"[..], b"abcd", b""] {
                let message = data_indication(peer, payload, &more);
                let read = read_data_indication(&message);
                assert_eq!(read, Some((peer.parse().unwrap(), payload)));
            }
        }
    }

    #[test]
    fn what_is_no_data_indication_is_told() {
        let whole = data_indication("192.0.2.1:9000", b"hello", &[]);
        assert!(read_data_indication(&whole).is_some());
        for length in 0..whole.len() {
            assert_eq!(read_data_indication(&whole[..length]), None, "{length}");
        }
        // A request, another cookie, another family, an attribute that is longer than all.
        for (place, octet) in [(0, 1), (1, 0x16), (4, 0), (25, 3), (35, 99)] {
            let mut changed = whole.clone();
            changed[place] = octet;
            assert_eq!(read_data_indication(&changed), None, "{place}");
        }
        let more: [(u16, &[u8]); 1] = [(0x7FFF, b"")];
        let strange = data_indication("192.0.2.1:9000", b"hello", &more);
        assert_eq!(read_data_indication(&strange), None);
    }
}
