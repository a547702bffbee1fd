//! RTP (RFC 3550, RFC 3551): headers, sequence numbers, sources, redundant audio.

mod header;
mod latch;
pub mod redundancy;
mod sequence;
mod source;

pub use header::{HEADER_BYTES, Packet, PacketError, PacketHeader};
pub use latch::{SourceLatch, Verdict};
pub use sequence::Unwrapper;
pub use source::{Reception, SourceStatistics};

/// Whether a datagram on a port shared by RTP and RTCP is RTCP: its second
/// octet lies in the range of RTCP packet types (RFC 5761 §4).
pub fn is_rtcp(datagram: &[u8]) -> bool {
    matches!(datagram, [first, 192..=223, ..] if first >> 6 == 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rtcp_is_told_by_its_packet_type() {
        assert!(is_rtcp(&[0x80, 200, 0, 0]));
        assert!(is_rtcp(&[0x81, 203]));
        assert!(!is_rtcp(&[0x80, 0xE5]));
        assert!(!is_rtcp(&[0x80, 0]));
        // STUN shares the port as well.
        assert!(!is_rtcp(&[0x00, 200]));
        assert!(!is_rtcp(&[0x80]));
    }
}
