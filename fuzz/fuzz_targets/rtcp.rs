//! RTCP datagrams: every packet read to its end, and the reports into a reporter.
#![no_main]

use libfuzzer_sys::fuzz_target;
use portsip_core::clock::{Instant, WallClock};
use portsip_core::media::rtcp::{Packets, Reporter, RtcpPacket};

fuzz_target!(|data: &[u8]| {
    for packet in Packets::new(data) {
        match packet {
            RtcpPacket::SenderReport { blocks, .. } | RtcpPacket::ReceiverReport { blocks, .. } => {
                assert!(blocks.count() <= 31);
            }
            RtcpPacket::Goodbye(sources) => assert!(sources.count() <= 31),
            RtcpPacket::SourceDescription { cname, .. } => assert!(cname.len() <= 255),
            RtcpPacket::ExtendedReport { blocks, .. } => {
                assert!(blocks.count() <= data.len() / 4);
            }
            RtcpPacket::Other(_) => {}
        }
    }
    let mut reporter = Reporter::new(WallClock::new(1));
    for (micros, source) in [(1, None), (u64::MAX / 2, Some(1))] {
        let _ = reporter.handle_datagram(Instant::from_micros(micros), data, 0, source);
    }
});
