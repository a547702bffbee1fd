//! The RTP header (RFC 3550 §5.1), read in place and written into a buffer.

/// The header without contributing sources or extension.
pub const HEADER_BYTES: usize = 12;

const VERSION: u8 = 2;

/// A received packet, borrowed from its datagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Packet<'a> {
    /// The fields of the header.
    pub header: PacketHeader,
    /// The payload without padding.
    pub payload: &'a [u8],
    /// The contributing sources: 4 octets each.
    pub contributing_sources: &'a [u8],
    /// The extension's profile field and its data, where there is one.
    pub extension: Option<(u16, &'a [u8])>,
}

/// The fixed fields of the header that say something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PacketHeader {
    /// The start of a talkspurt, or of a telephone event.
    pub marker: bool,
    /// The format, 0…127.
    pub payload_type: u8,
    /// Grows by one a packet and wraps.
    pub sequence: u16,
    /// The sampling instant of the first sample, in units of the clock rate.
    pub timestamp: u32,
    /// The synchronization source.
    pub ssrc: u32,
}

/// Why a datagram is no RTP packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PacketError {
    /// Shorter than its own header says.
    #[error("truncated")]
    Truncated,
    /// Not version 2.
    #[error("not RTP version 2")]
    Version,
    /// The padding is longer than the payload, or empty.
    #[error("padding does not fit")]
    Padding,
}

impl<'a> Packet<'a> {
    /// Reads a datagram.
    pub fn parse(datagram: &'a [u8]) -> Result<Self, PacketError> {
        let Some((fixed, rest)) = datagram.split_first_chunk::<HEADER_BYTES>() else {
            return Err(PacketError::Truncated);
        };
        if fixed[0] >> 6 != VERSION {
            return Err(PacketError::Version);
        }
        let source_bytes = usize::from(fixed[0] & 0x0F) * 4;
        let (contributing_sources, rest) = rest
            .split_at_checked(source_bytes)
            .ok_or(PacketError::Truncated)?;
        let (extension, rest) = if fixed[0] & 0x10 == 0 {
            (None, rest)
        } else {
            split_extension(rest)?
        };
        let payload = if fixed[0] & 0x20 == 0 {
            rest
        } else {
            without_padding(rest)?
        };
        let header = PacketHeader {
            marker: fixed[1] & 0x80 != 0,
            payload_type: fixed[1] & 0x7F,
            sequence: u16::from_be_bytes([fixed[2], fixed[3]]),
            timestamp: u32::from_be_bytes([fixed[4], fixed[5], fixed[6], fixed[7]]),
            ssrc: u32::from_be_bytes([fixed[8], fixed[9], fixed[10], fixed[11]]),
        };
        Ok(Self {
            header,
            payload,
            contributing_sources,
            extension,
        })
    }
}

/// A header extension: profile, length in 32-bit words, data (RFC 3550 §5.3.1).
type Extension<'a> = Option<(u16, &'a [u8])>;

fn split_extension(rest: &[u8]) -> Result<(Extension<'_>, &[u8]), PacketError> {
    let Some(([p0, p1, l0, l1], rest)) = rest.split_first_chunk::<4>() else {
        return Err(PacketError::Truncated);
    };
    let bytes = usize::from(u16::from_be_bytes([*l0, *l1])) * 4;
    let (data, rest) = rest.split_at_checked(bytes).ok_or(PacketError::Truncated)?;
    Ok((Some((u16::from_be_bytes([*p0, *p1]), data)), rest))
}

/// The last octet counts the padding, itself included (RFC 3550 §5.1).
fn without_padding(rest: &[u8]) -> Result<&[u8], PacketError> {
    let padding = usize::from(*rest.last().ok_or(PacketError::Padding)?);
    if padding == 0 {
        return Err(PacketError::Padding);
    }
    let length = rest
        .len()
        .checked_sub(padding)
        .ok_or(PacketError::Padding)?;
    Ok(&rest[..length])
}

impl PacketHeader {
    /// The header as it goes before a payload.
    pub fn to_bytes(self) -> [u8; HEADER_BYTES] {
        let mut bytes = [0; HEADER_BYTES];
        bytes[0] = VERSION << 6;
        bytes[1] = (u8::from(self.marker) << 7) | (self.payload_type & 0x7F);
        bytes[2..4].copy_from_slice(&self.sequence.to_be_bytes());
        bytes[4..8].copy_from_slice(&self.timestamp.to_be_bytes());
        bytes[8..12].copy_from_slice(&self.ssrc.to_be_bytes());
        bytes
    }

    /// Writes the header to the front of `buffer`; the rest of it, for the
    /// payload. `None` when `buffer` is too short.
    pub fn write(self, buffer: &mut [u8]) -> Option<&mut [u8]> {
        let (head, rest) = buffer.split_first_chunk_mut::<HEADER_BYTES>()?;
        *head = self.to_bytes();
        Some(rest)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn header() -> PacketHeader {
        PacketHeader {
            marker: true,
            payload_type: 101,
            sequence: 0xFFFE,
            timestamp: 0xDEAD_BEEF,
            ssrc: 0x0102_0304,
        }
    }

    fn datagram(first: u8, after_header: &[u8]) -> Vec<u8> {
        let mut bytes = header().to_bytes().to_vec();
        bytes[0] = first;
        bytes.extend_from_slice(after_header);
        bytes
    }

    #[test]
    fn sources_extension_and_padding_are_stepped_over() {
        let bytes = datagram(
            0xB1,
            &[1, 2, 3, 4, 0xBE, 0xDE, 0, 1, 9, 9, 9, 9, 7, 8, 0, 2],
        );
        let packet = Packet::parse(&bytes).unwrap();
        assert_eq!(packet.contributing_sources, [1, 2, 3, 4]);
        assert_eq!(packet.extension, Some((0xBEDE, &[9_u8, 9, 9, 9][..])));
        assert_eq!(packet.payload, [7, 8]);
        assert_eq!(packet.header, header());
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        use PacketError::{Padding, Truncated, Version};
        assert_eq!(Packet::parse(&[0x80; 11]), Err(Truncated));
        assert_eq!(Packet::parse(&datagram(0x40, &[1])), Err(Version));
        assert_eq!(Packet::parse(&datagram(0x82, &[0; 7])), Err(Truncated));
        assert_eq!(
            Packet::parse(&datagram(0x90, &[0, 0, 0, 1, 0])),
            Err(Truncated)
        );
        assert_eq!(Packet::parse(&datagram(0xA0, &[])), Err(Padding));
        assert_eq!(Packet::parse(&datagram(0xA0, &[1, 0])), Err(Padding));
        assert_eq!(Packet::parse(&datagram(0xA0, &[1, 3])), Err(Padding));
        assert!(Packet::parse(&datagram(0xA0, &[1, 2])).is_ok());
    }

    proptest! {
        #[test]
        fn arbitrary_octets_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..128)) {
            if let Ok(packet) = Packet::parse(&bytes) {
                prop_assert!(packet.payload.len() + HEADER_BYTES <= bytes.len());
            }
        }

        #[test]
        fn what_is_written_is_read_back(
            marker: bool, payload_type in 0_u8..128, sequence: u16, timestamp: u32, ssrc: u32,
            payload in proptest::collection::vec(any::<u8>(), 0..64),
        ) {
            let header = PacketHeader { marker, payload_type, sequence, timestamp, ssrc };
            let mut bytes = vec![0; HEADER_BYTES + payload.len()];
            header.write(&mut bytes).unwrap().copy_from_slice(&payload);
            let packet = Packet::parse(&bytes).unwrap();
            prop_assert_eq!(packet.header, header);
            prop_assert_eq!(packet.payload, &payload[..]);
        }
    }
}
