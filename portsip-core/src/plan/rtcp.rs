//! What session descriptions agree on about RTCP: its bandwidth and its
//! extended reports.

/// The bandwidth of a media line as its `b=` lines say it (RFC 8866 §5.8,
/// RFC 3556 §2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bandwidth {
    /// `b=AS`: what the author takes, with all headers, in kbit/s.
    pub session_kbps: Option<u32>,
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
