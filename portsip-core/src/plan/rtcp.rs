//! What session descriptions agree on about bandwidth, and about the extended
//! reports of RTCP.

/// The bandwidth of a media line as its `b=` lines say it (RFC 8866 §5.8,
/// RFC 3556 §2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bandwidth {
    /// `b=AS`: what the author takes, with all headers, in kbit/s.
    pub session_kbps: Option<u32>,
    /// `b=TIAS`: what the author takes with the headers of RTP and without those
    /// below (RFC 3890 §6.2), in bit/s.
    pub transport_independent_bps: Option<u32>,
    /// `b=RS`: RTCP of those who send media, in bit/s.
    pub senders_bps: Option<u32>,
    /// `b=RR`: RTCP of those who only receive, in bit/s.
    pub receivers_bps: Option<u32>,
}

impl Bandwidth {
    /// What it leaves to RTCP: where RS or RR is missing, their part of 5 % of
    /// the session's bandwidth, a quarter of it for senders (RFC 3550 §6.2).
    pub fn rtcp(self) -> RtcpBandwidth {
        let session = self.session_kbps.filter(|kbps| *kbps > 0);
        let share =
            |eightieths: u32| session.map(|kbps| kbps.saturating_mul(1000) / 80 * eightieths);
        RtcpBandwidth {
            senders_bps: self.senders_bps.or_else(|| share(1)),
            receivers_bps: self.receivers_bps.or_else(|| share(3)),
        }
    }

    /// The bit rate in bit/s that it leaves to the payloads of packets that last
    /// `packet_ms`, with headers of IP of so many bytes; `None` where nothing is
    /// said. 0 says nothing, for a stream that nobody can send is not offered.
    pub fn payload_bps(self, packet_ms: u32, ip_header_bytes: u32) -> Option<u32> {
        const RTP_HEADER_BYTES: u32 = 12;
        const UDP_HEADER_BYTES: u32 = 8;
        let headers_bps = |bytes: u32| bytes * 8 * 1000 / packet_ms.max(1);
        let session = self.session_kbps.map(|kbps| kbps.saturating_mul(1000));
        let below = UDP_HEADER_BYTES + ip_header_bytes;
        let bounds = [
            (session, headers_bps(RTP_HEADER_BYTES + below)),
            (
                self.transport_independent_bps,
                headers_bps(RTP_HEADER_BYTES),
            ),
        ];
        let said = bounds.into_iter().filter_map(|(bound_bps, headers_bps)| {
            let bound_bps = bound_bps.filter(|bps| *bps > 0)?;
            Some(bound_bps.saturating_sub(headers_bps))
        });
        said.min()
    }
}

/// How much RTCP there may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RtcpBandwidth {
    /// For those who send media, in bit/s; `None` where nobody set a limit.
    pub senders_bps: Option<u32>,
    /// For those who only receive.
    pub receivers_bps: Option<u32>,
}

impl RtcpBandwidth {
    /// What two sides allow: of each part the lesser.
    #[must_use]
    pub fn least(self, other: Self) -> Self {
        let least = |a: Option<u32>, b: Option<u32>| a.into_iter().chain(b).min();
        Self {
            senders_bps: least(self.senders_bps, other.senders_bps),
            receivers_bps: least(self.receivers_bps, other.receivers_bps),
        }
    }
}

/// Which extended reports the other side wants (RFC 3611 §5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RtcpXr {
    /// How its voice arrives (`voip-metrics`).
    pub voip_metrics: bool,
    /// Times that it can answer where we send no media (`rcvr-rtt`).
    pub receiver_reference_time: bool,
}
