//! Writes compound RTCP packets: SR or RR, SDES with the CNAME, XR, BYE.

use super::extended::block_type;
use super::packet_type::{
    EXTENDED_REPORT, GOODBYE, RECEIVER_REPORT, SENDER_REPORT, SOURCE_DESCRIPTION,
};
use super::{CNAME_ITEM, Extended, ReportBlock, SenderInfo};

/// An SDES item's length is one octet.
const CNAME_BYTES_MAX: usize = 255;

/// What a report says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Report<'a> {
    /// Our source.
    pub ssrc: u32,
    /// What we sent, since it makes the report an SR; `None` makes it an RR.
    pub sender: Option<SenderInfo>,
    /// What we received.
    pub block: Option<ReportBlock>,
    /// Our canonical name; cut at 255 octets.
    pub cname: &'a str,
    /// What the extended report says.
    pub extended: Extended,
}

/// Writes a report and the SDES that goes with every one (RFC 3550 §6.1) to
/// the front of `buffer`; the length, or 0 when `buffer` is too short.
pub fn write_report(report: &Report<'_>, buffer: &mut [u8]) -> usize {
    let mut writer = Writer { buffer, length: 0 };
    let written = writer
        .report(report)
        .and_then(|()| writer.cname(report))
        .and_then(|()| writer.extended(report));
    written.map_or(0, |()| writer.length)
}

/// Writes a report followed by a BYE (RFC 3550 §6.6), as [`write_report`].
pub fn write_bye(report: &Report<'_>, buffer: &mut [u8]) -> usize {
    let mut writer = Writer { buffer, length: 0 };
    let written = writer
        .report(report)
        .and_then(|()| writer.cname(report))
        .and_then(|()| writer.extended(report))
        .and_then(|()| writer.bye(report.ssrc));
    written.map_or(0, |()| writer.length)
}

struct Writer<'a> {
    buffer: &'a mut [u8],
    length: usize,
}

impl Writer<'_> {
    fn report(&mut self, report: &Report<'_>) -> Option<()> {
        let blocks = u8::from(report.block.is_some());
        let start = self.length;
        let kind = if report.sender.is_some() {
            SENDER_REPORT
        } else {
            RECEIVER_REPORT
        };
        self.put(&[0x80 | blocks, kind, 0, 0])?;
        self.put(&report.ssrc.to_be_bytes())?;
        if let Some(info) = report.sender {
            self.put(&info.ntp.to_be_bytes())?;
            self.put(&info.rtp_timestamp.to_be_bytes())?;
            self.put(&info.packets.to_be_bytes())?;
            self.put(&info.octets.to_be_bytes())?;
        }
        if let Some(block) = report.block {
            self.put(&block.ssrc.to_be_bytes())?;
            let lost = block.lost.clamp(-0x80_0000, 0x7F_FFFF) & 0xFF_FFFF;
            let loss = (u32::from(block.fraction_lost) << 24) | lost as u32;
            self.put(&loss.to_be_bytes())?;
            self.put(&block.sequence_max.to_be_bytes())?;
            self.put(&block.jitter.to_be_bytes())?;
            self.put(&block.last_sender_report.to_be_bytes())?;
            self.put(&block.delay_since_last_sender_report.to_be_bytes())?;
        }
        self.close(start)
    }

    fn cname(&mut self, report: &Report<'_>) -> Option<()> {
        let start = self.length;
        let bytes = report.cname.as_bytes();
        let text = &bytes[..bytes.len().min(CNAME_BYTES_MAX)];
        self.put(&[0x81, SOURCE_DESCRIPTION, 0, 0])?;
        self.put(&report.ssrc.to_be_bytes())?;
        self.put(&[CNAME_ITEM, text.len() as u8])?;
        self.put(text)?;
        // One to four zeros end the items and fill the word (RFC 3550 §6.5).
        let zeros = 4 - (self.length - start) % 4;
        self.put(&[0; 4][..zeros])?;
        self.close(start)
    }

    fn extended(&mut self, report: &Report<'_>) -> Option<()> {
        let extended = &report.extended;
        if extended.is_empty() {
            return Some(());
        }
        let start = self.length;
        self.put(&[0x80, EXTENDED_REPORT, 0, 0])?;
        self.put(&report.ssrc.to_be_bytes())?;
        if let Some(ntp) = extended.reference_time {
            self.put(&[block_type::RECEIVER_REFERENCE_TIME, 0, 0, 2])?;
            self.put(&ntp.to_be_bytes())?;
        }
        if let Some(delay) = extended.delay {
            self.put(&[block_type::DELAY_SINCE_LAST, 0, 0, 3])?;
            for word in [delay.ssrc, delay.last_reference_time, delay.delay] {
                self.put(&word.to_be_bytes())?;
            }
        }
        if let Some(metrics) = extended.metrics {
            self.put(&[block_type::VOIP_METRICS, 0, 0, 8])?;
            self.put(&metrics.to_bytes())?;
        }
        self.close(start)
    }

    fn bye(&mut self, ssrc: u32) -> Option<()> {
        let start = self.length;
        self.put(&[0x81, GOODBYE, 0, 0])?;
        self.put(&ssrc.to_be_bytes())?;
        self.close(start)
    }

    fn put(&mut self, bytes: &[u8]) -> Option<()> {
        let end = self.length + bytes.len();
        self.buffer
            .get_mut(self.length..end)?
            .copy_from_slice(bytes);
        self.length = end;
        Some(())
    }

    /// Fills in the length of the packet that began at `start`.
    fn close(&mut self, start: usize) -> Option<()> {
        let words = ((self.length - start) / 4 - 1) as u16;
        self.buffer
            .get_mut(start + 2..start + 4)?
            .copy_from_slice(&words.to_be_bytes());
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::option;
    use proptest::prelude::*;

    use super::super::{
        Delay, ExtendedBlock, ExtendedBlocks, Packets, RtcpPacket, VoipMetrics, is_compound,
    };
    use super::*;

    fn extended() -> impl Strategy<Value = Extended> {
        let delay = any::<(u32, u32, u32)>().prop_map(|(ssrc, last_reference_time, delay)| Delay {
            ssrc,
            last_reference_time,
            delay,
        });
        let metrics = (any::<u32>(), any::<[u8; 13]>(), any::<[u16; 7]>());
        let metrics = metrics.prop_map(|(ssrc, octets, halves)| VoipMetrics {
            ssrc,
            loss_rate: octets[0],
            discard_rate: octets[1],
            burst_density: octets[2],
            gap_density: octets[3],
            burst_ms: halves[0],
            gap_ms: halves[1],
            round_trip_ms: halves[2],
            end_system_delay_ms: halves[3],
            signal_level_dbm: octets[4],
            noise_level_dbm: octets[5],
            echo_return_loss_db: octets[6],
            gap_packets_min: octets[7],
            rating: octets[8],
            external_rating: octets[9],
            listening_mos_tenths: octets[10],
            conversational_mos_tenths: octets[11],
            receiver_configuration: octets[12],
            jitter_buffer_ms: halves[4],
            jitter_buffer_max_ms: halves[5],
            jitter_buffer_limit_ms: halves[6],
        });
        let parts = (any::<Option<u64>>(), option::of(delay), option::of(metrics));
        parts.prop_map(|(reference_time, delay, metrics)| Extended {
            reference_time,
            delay,
            metrics,
        })
    }

    fn read_back(blocks: ExtendedBlocks<'_>) -> Extended {
        let mut read = Extended::default();
        for block in blocks {
            match block {
                ExtendedBlock::ReceiverReferenceTime(ntp) => read.reference_time = Some(ntp),
                ExtendedBlock::DelaySinceLast(mut delays) => read.delay = delays.next(),
                ExtendedBlock::VoipMetrics(metrics) => read.metrics = Some(metrics),
                ExtendedBlock::Other(kind) => panic!("block {kind}"),
            }
        }
        read
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            ssrc: u32, sends: bool, receives: bool, cname in "[a-z0-9@.]{0,300}",
            ntp: u64, counts: (u32, u32, u32), fraction_lost: u8, lost in -0x80_0000_i32..0x80_0000,
            words: (u32, u32, u32, u32, u32), extended in extended(),
        ) {
            let info = SenderInfo {
                ntp, rtp_timestamp: counts.0, packets: counts.1, octets: counts.2,
            };
            let block = ReportBlock {
                ssrc: words.0, fraction_lost, lost, sequence_max: words.1, jitter: words.2,
                last_sender_report: words.3, delay_since_last_sender_report: words.4,
            };
            let report = Report {
                ssrc, sender: sends.then_some(info), block: receives.then_some(block), cname: &cname,
                extended,
            };
            let mut buffer = [0; 512];
            let length = write_bye(&report, &mut buffer);
            prop_assert!(length > 0 && length.is_multiple_of(4));
            prop_assert!(is_compound(&buffer[..length]));
            let mut packets = Packets::new(&buffer[..length]);
            let (read_ssrc, read_info, mut blocks) = match packets.next() {
                Some(RtcpPacket::SenderReport { ssrc, info, blocks }) => (ssrc, Some(info), blocks),
                Some(RtcpPacket::ReceiverReport { ssrc, blocks }) => (ssrc, None, blocks),
                other => panic!("{other:?}"),
            };
            prop_assert_eq!((read_ssrc, read_info), (ssrc, report.sender));
            prop_assert_eq!(blocks.next(), report.block);
            let cname = &cname.as_bytes()[..cname.len().min(255)];
            prop_assert_eq!(packets.next(), Some(RtcpPacket::SourceDescription { ssrc, cname }));
            if !extended.is_empty() {
                let read = packets.next();
                let Some(RtcpPacket::ExtendedReport { ssrc: from, blocks }) = read else {
                    panic!("no extended report: {read:?}");
                };
                prop_assert_eq!(from, ssrc);
                prop_assert_eq!(read_back(blocks), extended);
            }
            let Some(RtcpPacket::Goodbye(sources)) = packets.next() else { panic!("no BYE") };
            prop_assert_eq!(sources.collect::<Vec<_>>(), vec![ssrc]);
            prop_assert_eq!(packets.next(), None);
        }
    }

    #[test]
    fn a_short_buffer_writes_nothing() {
        let report = Report {
            ssrc: 1,
            sender: None,
            block: None,
            cname: "a",
            extended: Extended::default(),
        };
        assert_eq!(write_report(&report, &mut [0; 19]), 0);
        assert_eq!(write_report(&report, &mut [0; 20]), 20);
    }
}
