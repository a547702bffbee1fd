//! What a datagram on a shared port carries (RFC 7983, RFC 5761).

/// What a datagram carries, judged by its first octets alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DatagramKind {
    /// STUN, with the magic cookie of RFC 8489.
    Stun,
    /// DTLS.
    Dtls,
    /// RTP.
    Rtp,
    /// RTCP.
    Rtcp,
    /// Nothing of these. On the SIP port: SIP, whose text starts with a letter.
    Other,
}

/// Octets 4…7 of every STUN message (RFC 8489 §5).
const MAGIC_COOKIE: [u8; 4] = [0x21, 0x12, 0xA4, 0x42];

impl DatagramKind {
    /// Judges a datagram.
    pub fn of(datagram: &[u8]) -> Self {
        match *datagram {
            // 0…3, and longer than a header, as other protocols start so too.
            [0..=3, _, _, _, c0, c1, c2, c3, ..]
                if [c0, c1, c2, c3] == MAGIC_COOKIE && datagram.len() >= 20 =>
            {
                Self::Stun
            }
            [20..=63, ..] if datagram.len() >= 13 => Self::Dtls,
            // RTCP's packet types 192…223 are no payload types of RTP with
            // the marker bit (RFC 5761 §4).
            [128..=191, 192..=223, ..] if datagram.len() >= 8 => Self::Rtcp,
            [128..=191, ..] if datagram.len() >= 12 => Self::Rtp,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn padded<const N: usize>(start: [u8; N], length: usize) -> Vec<u8> {
        let mut datagram = start.to_vec();
        datagram.resize(length, 0);
        datagram
    }

    #[test]
    fn each_kind_is_told_by_its_start() {
        let binding = [0, 1, 0, 0, 0x21, 0x12, 0xA4, 0x42];
        let table = [
            (padded(binding, 20), DatagramKind::Stun),
            (padded(binding, 19), DatagramKind::Other),
            (padded([0, 1, 0, 0, 1, 2, 3, 4], 20), DatagramKind::Other),
            (padded([22, 254, 253], 60), DatagramKind::Dtls),
            (padded([0x80, 0], 172), DatagramKind::Rtp),
            // PCMU with the marker bit.
            (padded([0x80, 0x80], 172), DatagramKind::Rtp),
            (padded([0x80, 200], 28), DatagramKind::Rtcp),
            (padded([0x81, 201], 32), DatagramKind::Rtcp),
            (padded([0x80, 0], 11), DatagramKind::Other),
            (b"INVITE sip:a@b SIP/2.0\r\n".to_vec(), DatagramKind::Other),
            (b"SIP/2.0 200 OK\r\n\r\n".to_vec(), DatagramKind::Other),
            (b"\r\n\r\n".to_vec(), DatagramKind::Other),
            (Vec::new(), DatagramKind::Other),
        ];
        for (datagram, kind) in table {
            assert_eq!(DatagramKind::of(&datagram), kind, "{datagram:?}");
        }
    }
}
