//! The one place that packets pass on their way out and in: with keys they are
//! protected and opened here, without they pass as they are, and where keys are still
//! to come nothing passes.

use std::time::Duration;

use super::refusals::Refusals;
use crate::clock::Instant;
use crate::limits::{RTP_DATAGRAM_BYTES_MAX, SRTP_OVERHEAD_BYTES_MAX};
use crate::media::srtp::{ParametersError, ReceiveContext, Refusal, SendContext};
use crate::plan::{SrtpKeys, SrtpParameters, SrtpSuite};

/// A datagram on the wire.
pub(super) const WIRE_BYTES_MAX: usize = RTP_DATAGRAM_BYTES_MAX + SRTP_OVERHEAD_BYTES_MAX;

/// Packets taken after a change of keys while those under the former keys are
/// still taken: five seconds of them.
const FORMER_PACKETS: u32 = 250;
/// How long they are taken where nothing else comes.
const FORMER_TIME: Duration = Duration::from_secs(5);
/// Keys used before that are remembered, each way: who comes back to them goes on
/// counting, so that no packet is encrypted as another was, or taken again. An
/// offer has one for each suite.
const FORMER_KEYS_MAX: usize = SrtpSuite::ALL.len();

/// What was refused, and what could not be sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SrtpCounts {
    /// Packets that were not authentic, in the clear, or named an unknown key.
    pub not_authentic: u64,
    /// Packets that had been taken before, or were too old to know.
    pub replayed: u64,
    /// Packets that were too short, or not RTP.
    pub malformed: u64,
    /// Packets under a key that is worn out, and packets of ours that could not be
    /// protected.
    pub key_worn_out: u64,
    /// Packets that came before there were keys, or may be under keys that are on
    /// their way: who has them first sends with them first.
    pub before_keys: u64,
}

/// How a plan protects packets.
#[derive(Clone, Copy, Debug)]
pub(super) enum Keying<'k> {
    /// Not at all.
    Clear,
    /// With these keys.
    Keys(&'k SrtpKeys),
    /// With keys that are still to come; until then with those there are.
    Awaited,
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
    /// Without keys nothing passes.
    must_protect: bool,
    /// Keys are on their way, the first or others.
    awaits_others: bool,
    former_senders: Former<SendContext>,
    former_receivers: Former<ReceiveContext>,
    /// What is still taken under the last of `former_receivers`.
    lingering: Option<Lingering>,
    counts: SrtpCounts,
    refusals: Refusals,
    replays: Refusals,
    /// Where packets are opened.
    room: Box<[u8]>,
}

struct Contexts {
    send: (SrtpParameters, SendContext),
    receive: (SrtpParameters, ReceiveContext),
}

/// Keys used before, the last at the end.
struct Former<C>(Vec<(SrtpParameters, C)>);

/// Packets on their way when keys changed.
#[derive(Clone, Copy)]
struct Lingering {
    packets: u32,
    until: Instant,
}

/// Contexts that are made and not in use.
pub(super) struct Prepared {
    send: Option<(SrtpParameters, SendContext)>,
    receive: Option<(SrtpParameters, ReceiveContext)>,
    must_protect: bool,
    is_awaited: bool,
}

impl Guard {
    /// Makes what keys need; those in use already stay.
    pub(super) fn prepare(&self, keying: Keying<'_>) -> Result<Prepared, ParametersError> {
        let Keying::Keys(keys) = keying else {
            let is_awaited = matches!(keying, Keying::Awaited);
            return Ok(Prepared {
                send: None,
                receive: None,
                must_protect: is_awaited,
                is_awaited,
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
            must_protect: true,
            is_awaited: false,
        })
    }

    /// Uses what was prepared. Whether our stream has to begin anew: its numbers
    /// have rolled over under the keys before, and who takes the new ones may count
    /// from there or from 0 (RFC 3711 §3.3.1, RFC 4568 §7.1.4).
    pub(super) fn commit(&mut self, now: Instant, prepared: Prepared) -> bool {
        self.must_protect = prepared.must_protect;
        self.awaits_others = prepared.is_awaited;
        if !prepared.must_protect {
            self.lingering = None;
            if let Some(current) = self.current.take() {
                self.former_senders.remember(current.send);
                self.former_receivers.remember(current.receive);
            }
            return false;
        }
        if self.room.is_empty() {
            self.room = vec![0; WIRE_BYTES_MAX].into_boxed_slice();
        }
        let sender = prepared.send.map(|made| self.former_senders.recall(made));
        let receiver = prepared
            .receive
            .map(|made| self.former_receivers.recall(made));
        let Some(current) = &mut self.current else {
            if let (Some((send, _)), Some((receive, _))) = (sender, receiver) {
                self.current = Some(Box::new(Contexts { send, receive }));
            }
            return false;
        };
        if let Some((mut receive, is_recalled)) = receiver {
            if !is_recalled {
                receive.1.follow(&current.receive.1);
            }
            let before = std::mem::replace(&mut current.receive, receive);
            self.former_receivers.remember(before);
            self.lingering = Some(Lingering {
                packets: FORMER_PACKETS,
                until: now + FORMER_TIME,
            });
        }
        let Some((send, is_recalled)) = sender else {
            return false;
        };
        let before = std::mem::replace(&mut current.send, send);
        let begins_anew = before.1.has_rolled_over() && !is_recalled;
        self.former_senders.remember(before);
        begins_anew
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
            return (!self.must_protect).then_some(length);
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
        self.must_protect.then(|| std::mem::take(&mut self.room))
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
        if self.current.is_none() {
            self.counts.before_keys += 1;
            return None;
        }
        let opened = match room.get_mut(..datagram.len()) {
            Some(packet) => {
                packet.copy_from_slice(datagram);
                self.open_in_place(now, kind, packet)
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

    /// Opens a packet under the keys of now; those on their way when keys
    /// changed under the former.
    fn open_in_place(
        &mut self,
        now: Instant,
        kind: PacketKind,
        packet: &mut [u8],
    ) -> Result<usize, Refusal> {
        let current = self.current.as_mut().ok_or(Refusal::UnknownKey)?;
        let opened = open_with(&mut current.receive.1, kind, packet);
        self.lingering = self.lingering.filter(|former| now <= former.until);
        let Some(lingering) = self.lingering else {
            return opened;
        };
        let opened = opened.or_else(|refusal| {
            let former = self.former_receivers.last();
            // Without a tag everything opens.
            let former =
                former.filter(|former| kind == PacketKind::Rtcp || former.authenticates_rtp());
            let opened = former.map(|former| open_with(former, kind, packet));
            opened.and_then(Result::ok).ok_or(refusal)
        });
        let packets = lingering.packets - u32::from(opened.is_ok());
        self.lingering = (packets > 0).then_some(Lingering {
            packets,
            ..lingering
        });
        opened
    }

    fn count(&mut self, now: Instant, refusal: Refusal) {
        let counts = &mut self.counts;
        match refusal {
            Refusal::NotAuthentic | Refusal::UnknownKey if self.awaits_others => {
                counts.before_keys += 1;
                return;
            }
            Refusal::NotAuthentic | Refusal::UnknownKey => counts.not_authentic += 1,
            Refusal::Malformed => counts.malformed += 1,
            Refusal::KeyWornOut => counts.key_worn_out += 1,
            Refusal::Replayed => {
                counts.replayed += 1;
                self.replays.note(now, counts.replayed);
                return;
            }
        }
        let refused = counts.not_authentic + counts.malformed + counts.key_worn_out;
        self.refusals.note(now, refused);
    }

    /// How many packets were refused since that was last said, once a minute.
    pub(super) fn poll_report(&mut self) -> Option<u64> {
        self.refusals.poll_report()
    }

    /// The same of those that had been taken before.
    pub(super) fn poll_replays(&mut self) -> Option<u64> {
        self.replays.poll_report()
    }

    /// Whether nothing passes in the clear.
    pub(super) fn must_protect(&self) -> bool {
        self.must_protect
    }

    /// Whether packets wait for keys.
    pub(super) fn awaits_keys(&self) -> bool {
        self.must_protect && self.current.is_none()
    }

    /// The suites of what we send and receive; `None` where there are no keys.
    pub(super) fn suites(&self) -> Option<(SrtpSuite, SrtpSuite)> {
        let current = self.current.as_ref()?;
        Some((current.send.0.suite, current.receive.0.suite))
    }

    pub(super) fn counts(&self) -> SrtpCounts {
        self.counts
    }
}

impl SrtpCounts {
    /// Both together.
    #[must_use]
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            not_authentic: self.not_authentic + other.not_authentic,
            replayed: self.replayed + other.replayed,
            malformed: self.malformed + other.malformed,
            key_worn_out: self.key_worn_out + other.key_worn_out,
            before_keys: self.before_keys + other.before_keys,
        }
    }
}

impl<C> Former<C> {
    fn remember(&mut self, used: (SrtpParameters, C)) {
        if self.0.len() == FORMER_KEYS_MAX {
            self.0.remove(0);
        }
        self.0.push(used);
    }

    /// What was used under the same keys, else what was made; which of the two.
    fn recall(&mut self, made: (SrtpParameters, C)) -> ((SrtpParameters, C), bool) {
        let mut former = self.0.iter();
        match former.position(|(parameters, _)| *parameters == made.0) {
            Some(place) => (self.0.remove(place), true),
            None => (made, false),
        }
    }

    fn last(&mut self) -> Option<&mut C> {
        self.0.last_mut().map(|(_, context)| context)
    }
}

impl<C> Default for Former<C> {
    fn default() -> Self {
        Self(Vec::new())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{MasterKey, SrtpOmitted};
    use crate::secret::SecretBytes;

    const SUITE: SrtpSuite = SrtpSuite::AesCm128HmacSha1Tag80;

    fn parameters(seed: u8, omitted: SrtpOmitted) -> SrtpParameters {
        let octets = vec![seed; SUITE.key_bytes() + SUITE.salt_bytes()];
        SrtpParameters {
            suite: SUITE,
            keys: std::iter::once(MasterKey {
                key_and_salt: SecretBytes::new(octets),
                identifier: std::iter::empty().collect(),
                lifetime_packets: None,
            })
            .collect(),
            key_derivation_rate: 0,
            omitted,
        }
    }

    /// Keys both ways; whether the stream has to begin anew.
    fn use_keys(guard: &mut Guard, now: Instant, seed: u8, omitted: SrtpOmitted) -> bool {
        let keys = SrtpKeys {
            send: parameters(seed, omitted),
            receive: parameters(seed, omitted),
        };
        let prepared = guard.prepare(Keying::Keys(&keys)).expect("contexts");
        guard.commit(now, prepared)
    }

    fn packet(sequence: u16) -> Vec<u8> {
        let mut packet = vec![0x80, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 9, 1, 2, 3, 4];
        packet[2..4].copy_from_slice(&sequence.to_be_bytes());
        packet
    }

    fn protected(guard: &mut Guard, sequence: u16) -> Vec<u8> {
        let mut buffer = packet(sequence);
        let length = buffer.len();
        buffer.resize(WIRE_BYTES_MAX, 0);
        let length = guard.protect(PacketKind::Rtp, &mut buffer, length);
        buffer.truncate(length.expect("it is protected"));
        buffer
    }

    fn is_taken(guard: &mut Guard, now: Instant, datagram: &[u8]) -> bool {
        let mut room = guard.take_room().expect("keys");
        let taken = guard.open(now, PacketKind::Rtp, datagram, &mut room);
        let is_taken = taken.is_some();
        guard.give_room(room);
        is_taken
    }

    const ALL: SrtpOmitted = SrtpOmitted {
        rtp_encryption: false,
        rtcp_encryption: false,
        rtp_authentication: false,
    };

    #[test]
    fn a_stream_that_rolled_over_begins_anew_with_other_keys() {
        let (mut guard, now) = (Guard::default(), Instant::ZERO);
        assert!(!use_keys(&mut guard, now, 1, ALL));
        protected(&mut guard, 65_535);
        assert!(!use_keys(&mut guard, now, 2, ALL));
        protected(&mut guard, 65_535);
        protected(&mut guard, 0);
        assert!(!use_keys(&mut guard, now, 2, ALL));
        // Who comes back to former keys goes on counting.
        assert!(!use_keys(&mut guard, now, 1, ALL));
        assert!(!use_keys(&mut guard, now, 2, ALL));
        assert!(use_keys(&mut guard, now, 3, ALL));
    }

    #[test]
    fn what_was_taken_is_not_taken_again_after_other_keys() {
        let (mut guard, now) = (Guard::default(), Instant::ZERO);
        use_keys(&mut guard, now, 1, ALL);
        let first = protected(&mut guard, 1);
        assert!(is_taken(&mut guard, now, &first));
        use_keys(&mut guard, now, 2, ALL);
        use_keys(&mut guard, now, 1, ALL);
        assert!(!is_taken(&mut guard, now, &first));
        assert_eq!(guard.counts().replayed, 1);
        let clear = guard.prepare(Keying::Clear).expect("nothing");
        guard.commit(now, clear);
        use_keys(&mut guard, now, 1, ALL);
        assert!(!is_taken(&mut guard, now, &first));
    }

    #[test]
    fn packets_on_their_way_are_taken_for_some_seconds() {
        let (mut guard, now) = (Guard::default(), Instant::ZERO);
        use_keys(&mut guard, now, 1, ALL);
        let (early, late) = (protected(&mut guard, 1), protected(&mut guard, 2));
        use_keys(&mut guard, now, 2, ALL);
        assert!(is_taken(&mut guard, now + FORMER_TIME, &early));
        let after = now + FORMER_TIME + Duration::from_millis(1);
        assert!(!is_taken(&mut guard, after, &late));
        assert_eq!(guard.counts().not_authentic, 1);
    }

    #[test]
    fn what_comes_under_keys_that_are_on_their_way_is_no_forgery() {
        let (mut guard, mut ahead, now) = (Guard::default(), Guard::default(), Instant::ZERO);
        use_keys(&mut guard, now, 1, ALL);
        use_keys(&mut ahead, now, 2, ALL);
        let awaited = guard.prepare(Keying::Awaited).expect("nothing");
        guard.commit(now, awaited);
        assert!(!is_taken(&mut guard, now, &protected(&mut ahead, 1)));
        assert_eq!(guard.counts().before_keys, 1);
        use_keys(&mut guard, now, 2, ALL);
        assert!(is_taken(&mut guard, now, &protected(&mut ahead, 2)));
        use_keys(&mut ahead, now, 3, ALL);
        assert!(!is_taken(&mut guard, now, &protected(&mut ahead, 3)));
        let counts = guard.counts();
        assert_eq!((counts.not_authentic, counts.before_keys), (1, 1));
    }

    #[test]
    fn keys_without_tags_open_nothing_once_there_are_others() {
        let untagged = SrtpOmitted {
            rtp_authentication: true,
            ..ALL
        };
        let (mut guard, now) = (Guard::default(), Instant::ZERO);
        use_keys(&mut guard, now, 1, untagged);
        let late = protected(&mut guard, 1);
        use_keys(&mut guard, now, 2, ALL);
        assert!(!is_taken(&mut guard, now, &late));
        assert!(!is_taken(
            &mut guard,
            now,
            &[&packet(7)[..], &[0; 10]].concat()
        ));
    }
}
