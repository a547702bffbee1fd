//! Which source a stream is taken from, and where ours goes (symmetric RTP,
//! RFC 4961), guarded against hijack (RFC 7362 §4.2 names the danger).
//!
//! A source is an address and an SSRC. Where nothing is latched the address of the session
//! description is believed at once, and any other after a few packets in sequence: the peer
//! may be behind a NAT. What is latched is given up as this table says, each time for a
//! source that shows packets in sequence:
//!
//! | address | its SSRC | another SSRC |
//! |---|---|---|
//! | the latched one | it is the same source | silence of the latched one, 100 ms |
//! | the signalled one | at once | at once, where it is not the latched one |
//! | the host of either, another port | silence, 200 ms | silence, 3 s |
//! | any other | silence, 200 ms | never |
//!
//! So who neither sees the packets nor can forge their address takes no stream over, however
//! long it is silent: an SSRC cannot be guessed. Who forges the address of the peer is heard
//! while that is silent, and gets nothing. Who sees the packets is not kept out: against that
//! there is SRTP. A new address in signalling starts the choice anew.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use super::PacketHeader;
use crate::clock::Instant;

/// Packets in sequence that prove a source (RFC 3550 appendix A.1).
const PROBATION_PACKETS: u8 = 2;
/// The same for a source at an address that was never signalled.
const PROBATION_FOREIGN_PACKETS: u8 = 4;
/// Silence of the latched source before its SSRC may come from elsewhere.
const REBIND_SILENCE: Duration = Duration::from_millis(200);
/// Silence of the latched source before another of its host may take its place.
const TAKEOVER_SILENCE: Duration = Duration::from_secs(3);
/// Silence of the latched source before another may come from its own address: so long
/// nobody waits who changes his SSRC, and nobody is silent who speaks.
const CHANGE_SILENCE: Duration = Duration::from_millis(100);

/// What to do with a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// From the latched source: use it.
    Latched,
    /// From a source that is latched with this packet: start afresh, use it.
    New,
    /// From a source that is not, or not yet, believed.
    Refused,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Source {
    from: SocketAddr,
    ssrc: u32,
}

#[derive(Clone, Copy, Debug)]
struct Candidate {
    source: Source,
    next_sequence: u16,
    in_sequence: u8,
}

/// The choice of a stream's source.
#[derive(Clone, Debug)]
pub struct SourceLatch {
    signalled: SocketAddr,
    latched: Option<Source>,
    heard: Instant,
    candidate: Option<Candidate>,
}

impl SourceLatch {
    /// Nothing heard yet; `signalled` is the session description's address.
    pub fn new(signalled: SocketAddr) -> Self {
        Self {
            signalled,
            latched: None,
            heard: Instant::ZERO,
            candidate: None,
        }
    }

    /// Signalling named an address. A changed one starts the choice anew.
    pub fn handle_signalled(&mut self, signalled: SocketAddr) {
        if self.signalled != signalled {
            *self = Self::new(signalled);
        }
    }

    /// Judges a packet with a payload type of the session.
    pub fn handle_packet(
        &mut self,
        now: Instant,
        from: SocketAddr,
        header: PacketHeader,
    ) -> Verdict {
        let source = Source {
            from: canonical(from),
            ssrc: header.ssrc,
        };
        if self.latched == Some(source) {
            self.heard = now;
            return Verdict::Latched;
        }
        let proved = match self.latched {
            None if source.from == canonical(self.signalled) => true,
            None => self.prove(source, header.sequence),
            Some(latched) => {
                let silence = now.saturating_since(self.heard);
                let needed = self.silence_before(source, latched);
                needed.is_some_and(|needed| silence >= needed)
                    && self.prove(source, header.sequence)
            }
        };
        if !proved {
            return Verdict::Refused;
        }
        // The same SSRC from another port is the same stream going on.
        let rebound = self.latched.is_some_and(|old| old.ssrc == source.ssrc);
        self.latched = Some(source);
        self.candidate = None;
        self.heard = now;
        if rebound {
            Verdict::Latched
        } else {
            Verdict::New
        }
    }

    /// How long the latched source has to be silent before this one may take its place;
    /// `None` where it may not.
    fn silence_before(&self, source: Source, latched: Source) -> Option<Duration> {
        if source.from == latched.from {
            Some(CHANGE_SILENCE)
        } else if source.from == canonical(self.signalled) {
            Some(Duration::ZERO)
        } else if source.ssrc == latched.ssrc {
            Some(REBIND_SILENCE)
        } else {
            self.is_known_host(source).then_some(TAKEOVER_SILENCE)
        }
    }

    /// Whether it is of the host that signalling named, or that the latched source has.
    fn is_known_host(&self, source: Source) -> bool {
        let latched = self.latched.map(|latched| latched.from.ip());
        source.from.ip() == canonical(self.signalled).ip() || latched == Some(source.from.ip())
    }

    /// Counts the packets a candidate has shown in sequence.
    fn prove(&mut self, source: Source, sequence: u16) -> bool {
        let in_sequence = match self.candidate {
            Some(candidate)
                if candidate.source == source && candidate.next_sequence == sequence =>
            {
                candidate.in_sequence.saturating_add(1)
            }
            _ => 1,
        };
        self.candidate = Some(Candidate {
            source,
            next_sequence: sequence.wrapping_add(1),
            in_sequence,
        });
        let needed = if self.is_known_host(source) {
            PROBATION_PACKETS
        } else {
            PROBATION_FOREIGN_PACKETS
        };
        in_sequence >= needed
    }

    /// Where the stream comes from, or is said to: where ours goes.
    pub fn remote(&self) -> SocketAddr {
        self.latched.map_or(self.signalled, |source| source.from)
    }

    /// The latched source's SSRC.
    pub fn ssrc(&self) -> Option<u32> {
        self.latched.map(|source| source.ssrc)
    }

    /// The address that signalling named.
    pub fn signalled(&self) -> SocketAddr {
        self.signalled
    }
}

/// An IPv4 address is the same when a dual-stack socket shows it as IPv6.
fn canonical(address: SocketAddr) -> SocketAddr {
    match address.ip().to_canonical() {
        IpAddr::V4(ip) => SocketAddr::from((ip, address.port())),
        IpAddr::V6(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIGNALLED: &str = "192.0.2.1:4000";
    const NAT: &str = "198.51.100.7:61000";

    fn at(ms: u64) -> Instant {
        Instant::from_micros(ms * 1000)
    }

    fn packet(ssrc: u32, sequence: u16) -> PacketHeader {
        PacketHeader {
            sequence,
            ssrc,
            ..PacketHeader::default()
        }
    }

    fn latch() -> SourceLatch {
        SourceLatch::new(SIGNALLED.parse().unwrap())
    }

    /// Feeds packets 20 ms apart and gives the index of the first accepted.
    fn accepted_after(
        latch: &mut SourceLatch,
        from: &str,
        ssrc: u32,
        start_ms: u64,
    ) -> Option<u16> {
        (0..10).find(|&n| {
            let now = at(start_ms + u64::from(n) * 20);
            latch.handle_packet(now, from.parse().unwrap(), packet(ssrc, n)) != Verdict::Refused
        })
    }

    #[test]
    fn the_signalled_address_is_believed_at_once() {
        let mut latch = latch();
        let from = SIGNALLED.parse().unwrap();
        assert_eq!(latch.handle_packet(at(0), from, packet(1, 9)), Verdict::New);
        assert_eq!(
            latch.handle_packet(at(20), from, packet(1, 10)),
            Verdict::Latched
        );
        let mapped = "[::ffff:192.0.2.1]:4000".parse().unwrap();
        assert_eq!(
            latch.handle_packet(at(40), mapped, packet(1, 11)),
            Verdict::Latched
        );
    }

    #[test]
    fn a_peer_behind_a_nat_is_followed_after_probation() {
        let mut latch = latch();
        assert_eq!(accepted_after(&mut latch, NAT, 5, 0), Some(3));
        assert_eq!(latch.remote(), NAT.parse::<SocketAddr>().unwrap());
    }

    #[test]
    fn a_live_stream_cannot_be_hijacked() {
        let mut latch = latch();
        let from = SIGNALLED.parse().unwrap();
        for n in 0..100_u16 {
            let now = at(u64::from(n) * 20);
            latch.handle_packet(now, from, packet(1, n));
            for ssrc in [1, 2] {
                let verdict = latch.handle_packet(now, NAT.parse().unwrap(), packet(ssrc, n));
                assert_eq!(verdict, Verdict::Refused);
            }
        }
        assert_eq!(latch.remote(), from);
    }

    #[test]
    fn what_takes_over_from_a_silent_source_shares_its_ssrc_or_its_host() {
        const OTHER_PORT: &str = "192.0.2.1:4002";
        let mut latch = latch();
        latch.handle_packet(at(0), SIGNALLED.parse().unwrap(), packet(1, 0));
        let accepted = |from, ssrc, ms| accepted_after(&mut latch.clone(), from, ssrc, ms);
        assert_eq!(accepted(NAT, 1, 300), Some(3));
        assert_eq!(accepted(OTHER_PORT, 1, 300), Some(1));
        assert_eq!(accepted(OTHER_PORT, 2, 300), None);
        assert_eq!(accepted(OTHER_PORT, 2, 3100), Some(1));
        // A stranger never, as in a hold of an hour.
        assert_eq!(accepted(NAT, 2, 300), None);
        assert_eq!(accepted(NAT, 2, 3_600_000), None);
    }

    #[test]
    fn a_forged_address_is_not_heard_between_the_packets_of_the_true_one() {
        let mut latch = latch();
        let from = SIGNALLED.parse().unwrap();
        for n in 0..100_u16 {
            let now = at(u64::from(n) * 20);
            assert_ne!(
                latch.handle_packet(now, from, packet(1, n)),
                Verdict::Refused
            );
            for forged in 0..3 {
                let forged = packet(2, n.wrapping_mul(3) + forged);
                assert_eq!(latch.handle_packet(now, from, forged), Verdict::Refused);
            }
        }
        // Where it changes its SSRC, that is followed.
        assert_eq!(accepted_after(&mut latch, SIGNALLED, 3, 2000), Some(5));
        assert_eq!(latch.ssrc(), Some(3));
    }

    #[test]
    fn the_signalled_address_wins_the_stream_back() {
        let mut latch = latch();
        accepted_after(&mut latch, NAT, 5, 0);
        assert_eq!(accepted_after(&mut latch, SIGNALLED, 6, 100), Some(1));
    }

    #[test]
    fn a_changed_address_in_signalling_starts_anew() {
        let mut latch = latch();
        latch.handle_packet(at(0), SIGNALLED.parse().unwrap(), packet(1, 0));
        latch.handle_signalled(NAT.parse().unwrap());
        assert_eq!(latch.ssrc(), None);
        assert_eq!(latch.remote(), NAT.parse::<SocketAddr>().unwrap());
        assert_eq!(accepted_after(&mut latch, NAT, 9, 20), Some(0));
    }
}
