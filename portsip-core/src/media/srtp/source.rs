//! The sources whose packets are received: their roll-over counters and what of
//! theirs was taken (RFC 3711 §3.3.1).

use smallvec::SmallVec;

use super::key_derivation::Stream;
use super::replay::ReplayWindow;
use crate::limits::SRTP_SOURCES_MAX;

/// Indices that an RTP packet may have, the likeliest first.
pub(super) type Candidates = SmallVec<[u64; 3]>;

/// The sources that were heard.
#[derive(Default)]
pub(super) struct Sources {
    known: SmallVec<[Source; 1]>,
    /// The highest indices under keys before.
    former: SmallVec<[(u32, u64); 1]>,
    /// Grows with each packet taken: tells who was heard longest ago.
    packets: u64,
}

#[derive(Clone, Copy, Default)]
struct Source {
    ssrc: u32,
    rtp: ReplayWindow,
    rtcp: ReplayWindow,
    heard: u64,
}

impl Sources {
    /// With room for all that may come, so that none is made later.
    pub(super) fn new() -> Self {
        Self {
            known: SmallVec::with_capacity(SRTP_SOURCES_MAX),
            ..Self::default()
        }
    }

    /// Some keep their roll-over counters when keys change (RFC 3711 §3.3.1): those of
    /// `before`, and of keys before those, are tried where 0 is wrong.
    pub(super) fn remember(&mut self, before: &Self) {
        let heard = before.known.iter();
        let heard = heard.filter_map(|source| Some((source.ssrc, source.rtp.highest()?)));
        self.former = heard.take(SRTP_SOURCES_MAX).collect();
        for (ssrc, highest) in &before.former {
            let is_newer = self.former.iter().any(|(known, _)| known == ssrc);
            if !is_newer && self.former.len() < SRTP_SOURCES_MAX {
                self.former.push((*ssrc, *highest));
            }
        }
    }

    /// The indices that a packet of this number may have.
    pub(super) fn candidates(&self, ssrc: u32, sequence: u16) -> Candidates {
        let with = |rollovers: u64| (rollovers << 16) + u64::from(sequence);
        if let Some(highest) = self.find(ssrc).and_then(|source| source.rtp.highest()) {
            let near = estimate(highest, sequence);
            // After a silence of more than 2^15 packets the next counter is
            // as likely.
            return [near, near + (1 << 16)].into_iter().collect();
        }
        let former = self.former.iter().find(|(known, _)| *known == ssrc);
        let former = former.map(|(_, highest)| estimate(*highest, sequence));
        [with(0), with(1)]
            .into_iter()
            .chain(former.filter(|index| index >> 16 > 1))
            .collect()
    }

    /// Whether a packet may be taken.
    pub(super) fn admits(&self, stream: Stream, ssrc: u32, index: u64) -> bool {
        self.find(ssrc)
            .is_none_or(|source| source.window(stream).admits(index))
    }

    /// An authentic packet is taken.
    pub(super) fn take(&mut self, stream: Stream, ssrc: u32, index: u64) {
        self.packets += 1;
        let heard = self.packets;
        let place = self.known.iter().position(|source| source.ssrc == ssrc);
        let place = place.unwrap_or_else(|| self.make_room(ssrc));
        if let Some(source) = self.known.get_mut(place) {
            source.heard = heard;
            match stream {
                Stream::Rtp => source.rtp.take(index),
                Stream::Rtcp => source.rtcp.take(index),
            }
        }
    }

    fn make_room(&mut self, ssrc: u32) -> usize {
        let fresh = Source {
            ssrc,
            ..Source::default()
        };
        if self.known.len() < SRTP_SOURCES_MAX {
            self.known.push(fresh);
            return self.known.len() - 1;
        }
        let oldest = self.known.iter_mut().enumerate();
        let oldest = oldest.min_by_key(|(_, source)| source.heard);
        oldest.map_or(0, |(place, source)| {
            *source = fresh;
            place
        })
    }

    fn find(&self, ssrc: u32) -> Option<&Source> {
        self.known.iter().find(|source| source.ssrc == ssrc)
    }
}

impl Source {
    fn window(&self, stream: Stream) -> &ReplayWindow {
        match stream {
            Stream::Rtp => &self.rtp,
            Stream::Rtcp => &self.rtcp,
        }
    }
}

/// The index nearest to the highest that was taken (RFC 3711 §3.3.1).
fn estimate(highest: u64, sequence: u16) -> u64 {
    let same = (highest & !0xFFFF) + u64::from(sequence);
    let ahead = i32::from(sequence) - i32::from(highest as u16);
    if ahead > 1 << 15 {
        // Nothing comes before 0.
        same.checked_sub(1 << 16).unwrap_or(same)
    } else if ahead < -(1 << 15) {
        same + (1 << 16)
    } else {
        same
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_index_is_meant() {
        let cases = [
            (0x0000_FFFF, 0x0000, 0x0001_0000),
            (0x0001_0000, 0xFFFF, 0x0000_FFFF),
            (0x0001_8000, 0x7FFF, 0x0001_7FFF),
            (0x0001_0005, 0x8005, 0x0001_8005),
            (0x0001_0005, 0x8006, 0x0000_8006),
            (0x0000_0005, 0x8006, 0x0000_8006),
            (0x0002_9000, 0x0FFF, 0x0003_0FFF),
            (0x0002_9000, 0x1000, 0x0002_1000),
        ];
        for (highest, sequence, index) in cases {
            assert_eq!(
                estimate(highest, sequence),
                index,
                "{highest:x} {sequence:x}"
            );
        }
    }

    #[test]
    fn rounds_are_remembered_over_several_changes_of_keys() {
        let mut first = Sources::new();
        first.take(Stream::Rtp, 7, 0x1_FFF0);
        first.take(Stream::Rtp, 8, 0x5_0000);
        let (mut second, mut third) = (Sources::new(), Sources::new());
        second.remember(&first);
        second.take(Stream::Rtp, 8, 0x6_0010);
        third.remember(&second);
        // The next round had begun when keys changed.
        assert_eq!(third.candidates(7, 3)[..], [3, 0x1_0003, 0x2_0003]);
        assert_eq!(third.candidates(8, 0x20)[..], [0x20, 0x1_0020, 0x6_0020]);
        assert_eq!(third.candidates(9, 3)[..], [3, 0x1_0003]);
    }

    #[test]
    fn who_was_heard_longest_ago_makes_room() {
        let mut sources = Sources::new();
        for ssrc in 0..SRTP_SOURCES_MAX as u32 {
            sources.take(Stream::Rtp, ssrc, 1);
        }
        sources.take(Stream::Rtcp, 0, 1);
        sources.take(Stream::Rtp, 100, 1);
        assert_eq!(sources.known.len(), SRTP_SOURCES_MAX);
        assert!(!sources.admits(Stream::Rtp, 0, 1) && sources.admits(Stream::Rtp, 1, 1));
        assert!(!sources.admits(Stream::Rtp, 100, 1) && sources.admits(Stream::Rtcp, 100, 1));
    }
}
