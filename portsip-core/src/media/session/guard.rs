//! The one place that packets pass on their way out and in: with keys they are
//! protected and opened here, without they pass as they are.

use std::time::Duration;

use crate::clock::Instant;
use crate::limits::{RTP_DATAGRAM_BYTES_MAX, SRTP_OVERHEAD_BYTES_MAX};
use crate::media::srtp::{ParametersError, ReceiveContext, Refusal, SendContext};
use crate::plan::{SrtpKeys, SrtpParameters, SrtpSuite};

/// A datagram on the wire.
pub(super) const WIRE_BYTES_MAX: usize = RTP_DATAGRAM_BYTES_MAX + SRTP_OVERHEAD_BYTES_MAX;

/// Packets taken after a change of keys while those under the former keys are
/// still taken: five seconds of them.
const FORMER_PACKETS: u32 = 250;
/// Keys sent with before that are remembered: who comes back to them goes on
/// counting, so that no packet is encrypted as another was.
const FORMER_SENDERS_MAX: usize = 4;
/// How often it is reported that packets are refused.
const REPORT_INTERVAL: Duration = Duration::from_mins(1);

/// What was refused, and what could not be sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SrtpCounts {
    /// Packets that were not authentic, or named an unknown key.
    pub not_authentic: u64,
    /// Packets that had been taken before, or were too old to know.
    pub replayed: u64,
    /// Packets in the clear or cut short.
    pub malformed: u64,
    /// Packets under a key that is worn out, and packets that were not sent for
    /// that.
    pub key_worn_out: u64,
}

/// The kinds of packets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PacketKind {
    Rtp,
    Rtcp,
}

/// The guard of one session.
#[derive(Default)]
pub(super) struct Guard {
    current: Option<Box<Contexts>>,
    former_senders: Vec<(SrtpParameters, SendContext)>,
    counts: SrtpCounts,
    /// When refusals were reported last, and how many there were then.
    reported: Option<(Instant, u64)>,
    /// A report that nobody has taken.
    report: Option<u64>,
    /// Where packets are opened.
    room: Box<[u8]>,
}

struct Contexts {
    send: (SrtpParameters, SendContext),
    receive: (SrtpParameters, ReceiveContext),
    /// What the other side sent with before, and how many packets more.
    former: Option<(ReceiveContext, u32)>,
}

/// Contexts that are made and not in use.
pub(super) struct Prepared {
    send: Option<(SrtpParameters, SendContext)>,
    receive: Option<(SrtpParameters, ReceiveContext)>,
    clear: bool,
}

impl Guard {
    /// Makes what keys need; those in use already stay.
    pub(super) fn prepare(&self, keys: Option<&SrtpKeys>) -> Result<Prepared, ParametersError> {
        let Some(keys) = keys else {
            return Ok(Prepared {
                send: None,
                receive: None,
                clear: true,
            });
        };
        let current = self.current.as_ref();
        let sends = current.is_some_and(|current| current.send.0 == keys.send);
        let receives = current.is_some_and(|current| current.receive.0 == keys.receive);
        let send = if sends {
            None
        } else {
            Some((keys.send.clone(), SendContext::new(&keys.send)?))
        };
        let receive = if receives {
            None
        } else {
            Some((keys.receive.clone(), ReceiveContext::new(&keys.receive)?))
        };
        Ok(Prepared {
            send,
            receive,
            clear: false,
        })
    }

    /// Uses what was prepared.
    pub(super) fn commit(&mut self, prepared: Prepared) {
        if prepared.clear {
            if let Some(current) = self.current.take() {
                self.remember(current.send);
            }
            return;
        }
        if self.room.is_empty() {
            self.room = vec![0; WIRE_BYTES_MAX].into_boxed_slice();
        }
        let send = prepared.send.map(|send| self.recall(send));
        match &mut self.current {
            None => {
                if let (Some(send), Some(receive)) = (send, prepared.receive) {
                    self.current = Some(Box::new(Contexts {
                        send,
                        receive,
                        former: None,
                    }));
                }
            }
            Some(current) => {
                let before = send.map(|send| std::mem::replace(&mut current.send, send));
                if let Some(receive) = prepared.receive {
                    current.change_receiver(receive);
                }
                if let Some(before) = before {
                    self.remember(before);
                }
            }
        }
    }

    fn remember(&mut self, sender: (SrtpParameters, SendContext)) {
        if self.former_senders.len() == FORMER_SENDERS_MAX {
            self.former_senders.remove(0);
        }
        self.former_senders.push(sender);
    }

    fn recall(&mut self, made: (SrtpParameters, SendContext)) -> (SrtpParameters, SendContext) {
        let mut former = self.former_senders.iter();
        match former.position(|(parameters, _)| *parameters == made.0) {
            Some(place) => self.former_senders.swap_remove(place),
            None => made,
        }
    }

    /// The packet in the first `length` octets of `buffer` as it may leave; its
    /// length. `None`: it must not.
    pub(super) fn protect(
        &mut self,
        kind: PacketKind,
        buffer: &mut [u8],
        length: usize,
    ) -> Option<usize> {
        let Some(current) = &mut self.current else {
            return Some(length);
        };
        let protected = match kind {
            PacketKind::Rtp => current.send.1.protect_rtp(buffer, length),
            PacketKind::Rtcp => current.send.1.protect_rtcp(buffer, length),
        };
        self.counts.key_worn_out += u64::from(protected.is_err());
        protected.ok()
    }

    /// Where the packet in `datagram` is to be opened: `None` where it is in the
    /// clear and need not be. To be given back.
    pub(super) fn take_room(&mut self) -> Option<Box<[u8]>> {
        self.current
            .is_some()
            .then(|| std::mem::take(&mut self.room))
    }

    pub(super) fn give_room(&mut self, room: Box<[u8]>) {
        self.room = room;
    }

    /// The packet that `datagram` protects, opened in `room`; `None` where it is
    /// refused.
    pub(super) fn open<'r>(
        &mut self,
        now: Instant,
        kind: PacketKind,
        datagram: &[u8],
        room: &'r mut [u8],
    ) -> Option<&'r [u8]> {
        let current = self.current.as_mut()?;
        let opened = match room.get_mut(..datagram.len()) {
            Some(packet) => {
                packet.copy_from_slice(datagram);
                current.open(kind, packet)
            }
            None => Err(Refusal::Malformed),
        };
        match opened {
            Ok(length) => room.get(..length),
            Err(refusal) => {
                self.count(now, refusal);
                None
            }
        }
    }

    fn count(&mut self, now: Instant, refusal: Refusal) {
        let counts = &mut self.counts;
        match refusal {
            Refusal::NotAuthentic | Refusal::UnknownKey => counts.not_authentic += 1,
            Refusal::Malformed => counts.malformed += 1,
            Refusal::KeyWornOut => counts.key_worn_out += 1,
            // Networks repeat packets: that is no news.
            Refusal::Replayed => {
                counts.replayed += 1;
                return;
            }
        }
        let refused = counts.not_authentic + counts.malformed + counts.key_worn_out;
        let is_due = |(at, _): (Instant, u64)| now - at >= REPORT_INTERVAL;
        if self.reported.is_none_or(is_due) {
            let before = self.reported.map_or(0, |(_, before)| before);
            self.reported = Some((now, refused));
            self.report = Some(refused - before);
        }
    }

    /// How many packets were refused since that was last said, once a minute.
    pub(super) fn poll_report(&mut self) -> Option<u64> {
        self.report.take()
    }

    /// The suites of what we send and receive; `None` where it is in the clear.
    pub(super) fn suites(&self) -> Option<(SrtpSuite, SrtpSuite)> {
        let current = self.current.as_ref()?;
        Some((current.send.0.suite, current.receive.0.suite))
    }

    pub(super) fn counts(&self) -> SrtpCounts {
        self.counts
    }
}

impl Contexts {
    fn change_receiver(&mut self, (parameters, mut context): (SrtpParameters, ReceiveContext)) {
        context.follow(&self.receive.1);
        let (_, before) = std::mem::replace(&mut self.receive, (parameters, context));
        self.former = Some((before, FORMER_PACKETS));
    }

    /// Opens a packet under the keys of now; those on their way when keys
    /// changed under the former.
    fn open(&mut self, kind: PacketKind, packet: &mut [u8]) -> Result<usize, Refusal> {
        let opened = open_with(&mut self.receive.1, kind, packet);
        let Some((former, left)) = &mut self.former else {
            return opened;
        };
        let opened = opened.or_else(|refusal| {
            let opened = open_with(former, kind, packet);
            opened.map_err(|_| refusal)
        });
        if opened.is_ok() {
            *left -= 1;
            if *left == 0 {
                self.former = None;
            }
        }
        opened
    }
}

fn open_with(
    context: &mut ReceiveContext,
    kind: PacketKind,
    packet: &mut [u8],
) -> Result<usize, Refusal> {
    match kind {
        PacketKind::Rtp => context.unprotect_rtp(packet),
        PacketKind::Rtcp => context.unprotect_rtcp(packet),
    }
}
