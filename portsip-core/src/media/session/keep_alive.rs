//! What keeps a NAT's mapping while we send no RTP (RFC 6263).

use std::time::Duration;

use crate::clock::Instant;
use crate::plan::AudioPlan;

/// Keep-alive packets: RTP packets without payload, of a payload type that the
/// session does not use (RFC 6263 §4.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RtpKeepAlive {
    /// The payload type, where the call does not use it for something else;
    /// `None` for any dynamic one that it does not use.
    pub payload_type: Option<u8>,
    /// How long nothing was sent before one goes.
    pub interval: Duration,
}

impl RtpKeepAlive {
    /// At least every 15 s (RFC 6263 §4).
    pub const DEFAULT: Self = Self {
        payload_type: None,
        interval: Duration::from_secs(15),
    };
}

/// When the next one goes.
#[derive(Clone, Copy, Debug)]
pub(super) struct KeepAliveTimer {
    /// `None`: there are none.
    setting: Option<RtpKeepAlive>,
    /// When a packet last went; `None` when one is wanted at once.
    sent: Option<Instant>,
    sends: bool,
    /// A bit for each payload type of the plan.
    used: u128,
}

impl KeepAliveTimer {
    /// Nothing sent yet.
    pub(super) const fn new() -> Self {
        Self {
            setting: Some(RtpKeepAlive::DEFAULT),
            sent: None,
            sends: false,
            used: 0,
        }
    }

    /// Takes the program's setting; `None` for no such packets.
    pub(super) fn set(&mut self, setting: Option<RtpKeepAlive>) {
        self.setting = setting;
    }

    /// Takes a plan. Where it ends what we send, or begins without, a packet
    /// goes at once: it opens the NAT, and shows the other side our address.
    pub(super) fn apply(&mut self, now: Instant, plan: &AudioPlan) {
        let sends = plan.direction.sends();
        if sends {
            self.sent = Some(now);
        } else if self.sends {
            self.sent = None;
        }
        self.sends = sends;
        self.used = used_payload_types(plan);
    }

    /// A packet of the stream has gone.
    pub(super) fn handle_sent(&mut self, now: Instant) {
        self.sent = Some(now);
    }

    /// When the next one is due.
    pub(super) fn due(&self) -> Option<Instant> {
        let setting = self.setting?;
        let due = self.sent.map(|sent| sent + setting.interval);
        Some(due.unwrap_or(Instant::ZERO))
    }

    /// The payload type of the packet that is due, if one is.
    pub(super) fn take_due(&mut self, now: Instant) -> Option<u8> {
        if self.due()? > now {
            return None;
        }
        self.sent = Some(now);
        let unused = |candidate: &u8| self.used & (1 << (candidate & 0x7F)) == 0;
        let wished = self.setting?.payload_type.filter(unused);
        Some(wished.unwrap_or_else(|| (96..=127).rev().find(unused).unwrap_or(127)))
    }
}

fn used_payload_types(plan: &AudioPlan) -> u128 {
    let events = [plan.telephone_event, plan.other_telephone_event];
    let events = events
        .iter()
        .flatten()
        .flat_map(|event| [event.send_payload_type, event.receive_payload_type]);
    let formats = plan.receive.iter().map(|format| format.payload_type);
    formats
        .chain([plan.send.payload_type])
        .chain(plan.comfort_noise)
        .chain(plan.redundancy.send.map(|format| format.payload_type))
        .chain(plan.redundancy.receive.into_iter().flatten())
        .chain(events)
        .fold(0, |used, payload_type| used | 1 << (payload_type & 0x7F))
}
