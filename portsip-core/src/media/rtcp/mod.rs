//! RTCP (RFC 3550 §6, RFC 3611): reports read, written and timed.

mod extended;
mod interval;
mod read;
mod reporter;
mod write;

pub use extended::{
    Delay, Delays, Extended, ExtendedBlock, ExtendedBlocks, UNAVAILABLE, VoipMetrics,
};
pub use interval::ReportInterval;
pub use read::{Packets, ReportBlock, RtcpPacket, SenderInfo, is_compound};
pub use reporter::{PeerReport, Reporter, SentTotals};
pub use write::{Report, write_bye, write_report};

/// Packet types (RFC 3550 §12.1).
mod packet_type {
    pub(super) const SENDER_REPORT: u8 = 200;
    pub(super) const RECEIVER_REPORT: u8 = 201;
    pub(super) const SOURCE_DESCRIPTION: u8 = 202;
    pub(super) const GOODBYE: u8 = 203;
    /// RFC 3611 §2.
    pub(super) const EXTENDED_REPORT: u8 = 207;
}

/// The SDES item that names a source for good (RFC 3550 §6.5.1).
const CNAME_ITEM: u8 = 1;
