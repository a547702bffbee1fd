//! Reads compound RTCP packets in place: lenient about what is unknown,
//! strict about lengths.

use super::CNAME_ITEM;
use super::extended::ExtendedBlocks;
use super::packet_type::{
    EXTENDED_REPORT, GOODBYE, RECEIVER_REPORT, SENDER_REPORT, SOURCE_DESCRIPTION,
};

const HEADER_BYTES: usize = 4;
const REPORT_BLOCK_BYTES: usize = 24;
const SENDER_INFO_BYTES: usize = 20;

/// One packet of a compound datagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RtcpPacket<'a> {
    /// SR: what a source sent, and what it received.
    SenderReport {
        /// The source.
        ssrc: u32,
        /// What it sent.
        info: SenderInfo,
        /// What it received.
        blocks: Blocks<'a>,
    },
    /// RR: what a source received.
    ReceiverReport {
        /// The source.
        ssrc: u32,
        /// What it received.
        blocks: Blocks<'a>,
    },
    /// SDES: the first source's canonical name.
    SourceDescription {
        /// The source.
        ssrc: u32,
        /// Its CNAME, as octets.
        cname: &'a [u8],
    },
    /// BYE: the sources that leave.
    Goodbye(Sources<'a>),
    /// XR: what a source says beyond that (RFC 3611).
    ExtendedReport {
        /// The source.
        ssrc: u32,
        /// Its blocks.
        blocks: ExtendedBlocks<'a>,
    },
    /// A packet type that is not read here.
    Other(u8),
}

/// The sender's part of an SR (RFC 3550 §6.4.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SenderInfo {
    /// The sender's wall clock when the report was made, 32.32 fixed point.
    pub ntp: u64,
    /// The same moment in RTP clock units.
    pub rtp_timestamp: u32,
    /// Packets sent.
    pub packets: u32,
    /// Payload octets sent.
    pub octets: u32,
}

/// What was received from one source (RFC 3550 §6.4.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReportBlock {
    /// The source reported on.
    pub ssrc: u32,
    /// Packets lost since the last report, in 1/256.
    pub fraction_lost: u8,
    /// Packets lost in all, less duplicates; 24 bits.
    pub lost: i32,
    /// The highest sequence number, with its count of wraps in the high half.
    pub sequence_max: u32,
    /// Interarrival jitter in RTP clock units.
    pub jitter: u32,
    /// The middle 32 bits of the NTP time of the last SR; 0 when there was none.
    pub last_sender_report: u32,
    /// The time since that SR arrived, in 1/65536 s.
    pub delay_since_last_sender_report: u32,
}

/// The report blocks of one packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocks<'a>(&'a [u8]);

impl Iterator for Blocks<'_> {
    type Item = ReportBlock;

    fn next(&mut self) -> Option<ReportBlock> {
        let (block, rest) = self.0.split_first_chunk::<REPORT_BLOCK_BYTES>()?;
        self.0 = rest;
        // Sign-extends the 24 bits.
        let lost = i32::from_be_bytes([block[5], block[6], block[7], 0]) >> 8;
        Some(ReportBlock {
            ssrc: u32_at(block, 0),
            fraction_lost: block[4],
            lost,
            sequence_max: u32_at(block, 8),
            jitter: u32_at(block, 12),
            last_sender_report: u32_at(block, 16),
            delay_since_last_sender_report: u32_at(block, 20),
        })
    }
}

/// The sources of a BYE.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sources<'a>(&'a [u8]);

impl Iterator for Sources<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let (ssrc, rest) = self.0.split_first_chunk::<4>()?;
        self.0 = rest;
        Some(u32::from_be_bytes(*ssrc))
    }
}

/// The packets of a compound datagram, up to the first that does not fit.
#[derive(Clone, Debug)]
pub struct Packets<'a>(&'a [u8]);

impl<'a> Packets<'a> {
    /// Reads `datagram`.
    pub fn new(datagram: &'a [u8]) -> Self {
        Self(datagram)
    }
}

impl<'a> Iterator for Packets<'a> {
    type Item = RtcpPacket<'a>;

    fn next(&mut self) -> Option<RtcpPacket<'a>> {
        let (&[first, packet_type, l0, l1], _) = self.0.split_first_chunk::<HEADER_BYTES>()?;
        if first >> 6 != 2 {
            self.0 = &[];
            return None;
        }
        let bytes = (usize::from(u16::from_be_bytes([l0, l1])) + 1) * 4;
        let Some((packet, rest)) = self.0.split_at_checked(bytes) else {
            self.0 = &[];
            return None;
        };
        self.0 = rest;
        let body = without_padding(first, packet.get(HEADER_BYTES..).unwrap_or_default());
        let count = usize::from(first & 0x1F);
        Some(read_body(packet_type, count, body).unwrap_or(RtcpPacket::Other(packet_type)))
    }
}

/// Whether `datagram` begins as a compound packet must (RFC 3550 appendix
/// A.2): with a report. Reduced-size RTCP (RFC 5506) is not negotiated.
pub fn is_compound(datagram: &[u8]) -> bool {
    matches!(datagram, [first, SENDER_REPORT | RECEIVER_REPORT, ..] if first >> 6 == 2)
}

fn read_body(packet_type: u8, count: usize, body: &[u8]) -> Option<RtcpPacket<'_>> {
    match packet_type {
        SENDER_REPORT => {
            let (ssrc, rest) = body.split_first_chunk::<4>()?;
            let (info, rest) = rest.split_first_chunk::<SENDER_INFO_BYTES>()?;
            let info = SenderInfo {
                ntp: (u64::from(u32_at(info, 0)) << 32) | u64::from(u32_at(info, 4)),
                rtp_timestamp: u32_at(info, 8),
                packets: u32_at(info, 12),
                octets: u32_at(info, 16),
            };
            Some(RtcpPacket::SenderReport {
                ssrc: u32::from_be_bytes(*ssrc),
                info,
                blocks: blocks(count, rest),
            })
        }
        RECEIVER_REPORT => {
            let (ssrc, rest) = body.split_first_chunk::<4>()?;
            Some(RtcpPacket::ReceiverReport {
                ssrc: u32::from_be_bytes(*ssrc),
                blocks: blocks(count, rest),
            })
        }
        EXTENDED_REPORT => {
            let (ssrc, rest) = body.split_first_chunk::<4>()?;
            Some(RtcpPacket::ExtendedReport {
                ssrc: u32::from_be_bytes(*ssrc),
                blocks: ExtendedBlocks(rest),
            })
        }
        SOURCE_DESCRIPTION if count > 0 => read_description(body),
        GOODBYE => {
            let bytes = (count * 4).min(body.len());
            Some(RtcpPacket::Goodbye(Sources(&body[..bytes])))
        }
        _ => None,
    }
}

fn blocks(count: usize, rest: &[u8]) -> Blocks<'_> {
    let bytes = (count * REPORT_BLOCK_BYTES).min(rest.len());
    Blocks(&rest[..bytes])
}

fn read_description(chunk: &[u8]) -> Option<RtcpPacket<'_>> {
    let (ssrc, mut items) = chunk.split_first_chunk::<4>()?;
    while let [item, length, rest @ ..] = items {
        if *item == 0 {
            break;
        }
        let (text, rest) = rest.split_at_checked(usize::from(*length))?;
        if *item == CNAME_ITEM {
            return Some(RtcpPacket::SourceDescription {
                ssrc: u32::from_be_bytes(*ssrc),
                cname: text,
            });
        }
        items = rest;
    }
    None
}

/// Padding that does not fit is left in place: the lengths inside decide.
fn without_padding(first: u8, body: &[u8]) -> &[u8] {
    if first & 0x20 == 0 {
        return body;
    }
    let padding = usize::from(body.last().copied().unwrap_or(0));
    body.len()
        .checked_sub(padding)
        .map_or(body, |length| &body[..length])
}

pub(super) fn u32_at<const N: usize>(bytes: &[u8; N], offset: usize) -> u32 {
    bytes
        .get(offset..)
        .and_then(<[u8]>::first_chunk::<4>)
        .map_or(0, |chunk| u32::from_be_bytes(*chunk))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::ExtendedBlock;
    use super::*;

    #[test]
    fn the_loss_is_signed() {
        let mut bytes = vec![0x81, 201, 0, 7, 0, 0, 0, 9];
        bytes.extend_from_slice(&[0, 0, 0, 5, 128, 0xFF, 0xFF, 0xFE]);
        bytes.extend_from_slice(&[0; 16]);
        let Some(RtcpPacket::ReceiverReport {
            ssrc: 9,
            mut blocks,
        }) = Packets::new(&bytes).next()
        else {
            panic!("no receiver report");
        };
        let block = blocks.next().unwrap();
        assert_eq!((block.ssrc, block.fraction_lost, block.lost), (5, 128, -2));
        assert_eq!(blocks.next(), None);
    }

    #[test]
    fn a_block_count_that_lies_gives_the_blocks_there_are() {
        let bytes = [0x9F, 201, 0, 1, 0, 0, 0, 9];
        let Some(RtcpPacket::ReceiverReport { mut blocks, .. }) = Packets::new(&bytes).next()
        else {
            panic!("no receiver report");
        };
        assert_eq!(blocks.next(), None);
    }

    #[test]
    fn unknown_packets_are_stepped_over() {
        let bytes = [
            0x80, 201, 0, 1, 0, 0, 0, 1, // RR
            0x81, 206, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, // PLI
            0x81, 203, 0, 1, 0, 0, 0, 1, // BYE
        ];
        let packets: Vec<_> = Packets::new(&bytes).collect();
        assert_eq!(packets.len(), 3);
        assert_eq!(packets[1], RtcpPacket::Other(206));
        let RtcpPacket::Goodbye(sources) = packets[2].clone() else {
            panic!("no BYE");
        };
        assert_eq!(sources.collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn the_cname_is_found_behind_other_items() {
        let bytes = [0x81, 202, 0, 3, 0, 0, 0, 7, 6, 1, b'x', 1, 1, b'c', 0, 0];
        assert_eq!(
            Packets::new(&bytes).next(),
            Some(RtcpPacket::SourceDescription {
                ssrc: 7,
                cname: b"c"
            })
        );
    }

    proptest! {
        #[test]
        fn arbitrary_octets_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..256)) {
            let mut packets = 0;
            for packet in Packets::new(&bytes) {
                packets += 1;
                match packet {
                    RtcpPacket::SenderReport { blocks, .. }
                    | RtcpPacket::ReceiverReport { blocks, .. } => prop_assert!(blocks.count() <= 31),
                    RtcpPacket::Goodbye(sources) => prop_assert!(sources.count() <= 31),
                    RtcpPacket::SourceDescription { cname, .. } => prop_assert!(cname.len() < 256),
                    RtcpPacket::ExtendedReport { blocks, .. } => {
                        prop_assert!(blocks.count() <= bytes.len() / 4);
                    }
                    RtcpPacket::Other(_) => {}
                }
            }
            prop_assert!(packets <= bytes.len() / 4);
        }

        #[test]
        fn plausible_headers_never_panic(
            mut bytes in proptest::collection::vec(any::<u8>(), 8..256), kind in 199_u8..206,
        ) {
            bytes[0] |= 0x80;
            bytes[0] &= 0xBF;
            bytes[1] = kind;
            bytes[2] = 0;
            prop_assert!(Packets::new(&bytes).count() <= bytes.len());
        }

        #[test]
        fn extended_blocks_of_any_length_never_panic(
            kinds in proptest::collection::vec((0_u8..9, 0_u8..12), 1..8), fill: u8,
        ) {
            let mut bytes = vec![0x80, 207, 0, 0, 0, 0, 0, 1];
            for (kind, words) in kinds {
                bytes.extend_from_slice(&[kind, 0, 0, words]);
                // The last may be cut short.
                bytes.resize(bytes.len() + usize::from(words) * 4, fill);
            }
            bytes[3] = (bytes.len() / 4 - 1) as u8;
            let Some(RtcpPacket::ExtendedReport { blocks, .. }) = Packets::new(&bytes).next() else {
                panic!("no extended report");
            };
            for block in blocks {
                if let ExtendedBlock::DelaySinceLast(delays) = block {
                    prop_assert!(delays.count() <= 4);
                }
            }
        }
    }
}
