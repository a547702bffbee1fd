//! What SRTP leaves in the clear: headers of RTP and RTCP packets.

/// The header of an RTP packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RtpHead {
    pub(super) ssrc: u32,
    pub(super) sequence: u16,
    /// With contributing sources and extension: what is authenticated but not
    /// encrypted (RFC 3711 §3.1).
    pub(super) bytes: usize,
}

impl RtpHead {
    /// Reads it; `None` where this is no RTP packet.
    pub(super) fn read(packet: &[u8]) -> Option<Self> {
        let (fixed, rest) = packet.split_first_chunk::<12>()?;
        if fixed[0] >> 6 != 2 {
            return None;
        }
        let sources = usize::from(fixed[0] & 0x0F) * 4;
        let extension = if fixed[0] & 0x10 == 0 {
            0
        } else {
            let words = rest.get(sources + 2..sources + 4)?;
            4 + usize::from(u16::from_be_bytes([words[0], words[1]])) * 4
        };
        let bytes = 12 + sources + extension;
        (bytes <= packet.len()).then_some(Self {
            ssrc: u32::from_be_bytes([fixed[8], fixed[9], fixed[10], fixed[11]]),
            sequence: u16::from_be_bytes([fixed[2], fixed[3]]),
            bytes,
        })
    }
}

/// The part of an RTCP packet that is never encrypted (RFC 3711 §3.4).
pub(super) const RTCP_HEAD_BYTES: usize = 8;

/// The sender of an RTCP packet; `None` where this is none.
pub(super) fn rtcp_sender(packet: &[u8]) -> Option<u32> {
    let (head, _) = packet.split_first_chunk::<RTCP_HEAD_BYTES>()?;
    (head[0] >> 6 == 2).then(|| u32::from_be_bytes([head[4], head[5], head[6], head[7]]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_ends_behind_sources_and_extension() {
        let mut packet = [0; 40];
        packet[..12].copy_from_slice(&[0x92, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 9]);
        packet[23] = 2;
        let head = RtpHead::read(&packet).expect("a packet");
        assert_eq!((head.ssrc, head.sequence, head.bytes), (9, 0x0102, 32));
        assert_eq!(RtpHead::read(&packet[..31]), None);
        assert_eq!(RtpHead::read(&packet[..22]), None);
        assert_eq!(RtpHead::read(&packet[..11]), None);
        packet[0] = 0x52;
        assert_eq!(RtpHead::read(&packet), None);
    }

    #[test]
    fn an_rtcp_packet_names_its_sender() {
        let packet = [0x80, 201, 0, 1, 0, 0, 0, 7];
        assert_eq!(rtcp_sender(&packet), Some(7));
        assert_eq!(rtcp_sender(&packet[..7]), None);
        assert_eq!(rtcp_sender(&[0; 8]), None);
    }
}
