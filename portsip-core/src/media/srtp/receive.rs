//! What comes is authenticated, opened, and taken once.

use smallvec::SmallVec;

use super::key_derivation::Stream;
use super::master_key::KeyContext;
use super::packet::{RTCP_HEAD_BYTES, RtpHead, rtcp_sender};
use super::source::Sources;
use super::transform::{PacketIndex, Tag, tag_bytes};
use super::{ParametersError, check};
use crate::plan::{SrtpOmitted, SrtpParameters};

/// Why a packet was not taken. Nothing has changed by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Not SRTP, or cut short.
    #[error("no packet")]
    Malformed,
    /// It names a key that there is not.
    #[error("an unknown key")]
    UnknownKey,
    /// Made with another key, of another sender, or changed on its way.
    #[error("not authentic")]
    NotAuthentic,
    /// Taken before, or too old to know.
    #[error("a repetition")]
    Replayed,
    /// The key has protected as many packets as it may.
    #[error("the key is worn out")]
    KeyWornOut,
}

/// Opens the packets of one sender, with all its sources.
pub struct ReceiveContext {
    /// Several are told apart by identifiers of one length.
    keys: SmallVec<[KeyContext; 1]>,
    identifier_bytes: usize,
    omitted: SrtpOmitted,
    aead: bool,
    rtp_tag_bytes: usize,
    rtcp_tag_bytes: usize,
    sources: Sources,
}

/// A packet taken apart: where its parts end on the wire.
struct Layout {
    key: usize,
    /// The end of what is encrypted or in the clear.
    length: usize,
    tag: Tag,
    tag_bytes: usize,
}

impl ReceiveContext {
    /// A context that has heard nothing.
    pub fn new(parameters: &SrtpParameters) -> Result<Self, ParametersError> {
        check(parameters)?;
        let keys = parameters.keys.iter();
        let keys = keys.map(|key| KeyContext::new(parameters, key));
        let keys: SmallVec<[KeyContext; 1]> = keys.collect::<Result<_, _>>()?;
        Ok(Self {
            identifier_bytes: keys.first().map_or(0, |key| key.identifier.len()),
            keys,
            omitted: parameters.omitted,
            aead: parameters.suite.is_aead(),
            rtp_tag_bytes: tag_bytes(parameters, Stream::Rtp),
            rtcp_tag_bytes: tag_bytes(parameters, Stream::Rtcp),
            sources: Sources::new(),
        })
    }

    /// `before` had other keys of the same sender: its sources may go on
    /// counting where they were.
    pub fn follow(&mut self, before: &Self) {
        self.sources.remember(&before.sources);
    }

    /// Whether RTP has tags: without them every packet opens.
    pub fn authenticates_rtp(&self) -> bool {
        self.rtp_tag_bytes > 0
    }

    /// Opens an RTP packet in place; the length of the packet that it was. One
    /// that is refused is left as it was.
    pub fn unprotect_rtp(&mut self, packet: &mut [u8]) -> Result<usize, Refusal> {
        let head = RtpHead::read(packet).ok_or(Refusal::Malformed)?;
        let layout = self.rtp_layout(packet, head)?;
        // Without a tag nothing tells a wrong guess.
        let guesses = if self.authenticates_rtp() { 3 } else { 1 };
        let keys = self
            .keys
            .get_mut(layout.key)
            .ok_or(Refusal::UnknownKey)?
            .stream(Stream::Rtp);
        if keys.is_worn_out() {
            return Err(Refusal::KeyWornOut);
        }
        let text = &mut packet[..layout.length];
        let clear = if self.omitted.rtp_encryption {
            layout.length
        } else {
            head.bytes
        };
        let mut refusal = None;
        let candidates = self.sources.candidates(head.ssrc, head.sequence);
        for index in candidates.into_iter().take(guesses) {
            if index >> 48 != 0 || !self.sources.admits(Stream::Rtp, head.ssrc, index) {
                refusal.get_or_insert(Refusal::Replayed);
                continue;
            }
            refusal.get_or_insert(Refusal::NotAuthentic);
            let at = PacketIndex {
                ssrc: head.ssrc,
                index,
                beside: ((index >> 16) as u32).to_be_bytes(),
            };
            let tag = &layout.tag[..layout.tag_bytes];
            let opened = keys
                .transform(index)
                .is_some_and(|transform| transform.open(at, text, clear, tag));
            if opened {
                keys.handle_used(index);
                self.sources.take(Stream::Rtp, head.ssrc, index);
                return Ok(layout.length);
            }
        }
        Err(refusal.unwrap_or(Refusal::NotAuthentic))
    }

    /// The same for an RTCP packet.
    pub fn unprotect_rtcp(&mut self, packet: &mut [u8]) -> Result<usize, Refusal> {
        let ssrc = rtcp_sender(packet).ok_or(Refusal::Malformed)?;
        let (layout, beside) = self.rtcp_layout(packet)?;
        let word = u32::from_be_bytes(beside);
        let (encrypted, index) = (word >> 31 == 1, u64::from(word & 0x7FFF_FFFF));
        if !encrypted && !self.omitted.rtcp_encryption {
            return Err(Refusal::Malformed);
        }
        if !self.sources.admits(Stream::Rtcp, ssrc, index) {
            return Err(Refusal::Replayed);
        }
        let keys = self
            .keys
            .get_mut(layout.key)
            .ok_or(Refusal::UnknownKey)?
            .stream(Stream::Rtcp);
        if keys.is_worn_out() {
            return Err(Refusal::KeyWornOut);
        }
        let clear = if encrypted {
            RTCP_HEAD_BYTES
        } else {
            layout.length
        };
        let at = PacketIndex {
            ssrc,
            index,
            beside,
        };
        let tag = &layout.tag[..layout.tag_bytes];
        let text = &mut packet[..layout.length];
        let opened = keys
            .transform(index)
            .is_some_and(|transform| transform.open(at, text, clear, tag));
        if !opened {
            return Err(Refusal::NotAuthentic);
        }
        keys.handle_used(index);
        self.sources.take(Stream::Rtcp, ssrc, index);
        Ok(layout.length)
    }

    /// Counter mode has identifier and tag behind the packet, GCM tag and
    /// identifier.
    fn rtp_layout(&self, packet: &[u8], head: RtpHead) -> Result<Layout, Refusal> {
        let (rest, tag, identifier) = if self.aead {
            let (rest, identifier) = cut(packet, self.identifier_bytes)?;
            let (rest, tag) = cut(rest, self.rtp_tag_bytes)?;
            (rest, tag, identifier)
        } else {
            let (rest, tag) = cut(packet, self.rtp_tag_bytes)?;
            let (rest, identifier) = cut(rest, self.identifier_bytes)?;
            (rest, tag, identifier)
        };
        if rest.len() < head.bytes {
            return Err(Refusal::Malformed);
        }
        self.layout(rest.len(), tag, identifier)
    }

    /// The index is behind the packet in counter mode, behind the tag in GCM.
    fn rtcp_layout(&self, packet: &[u8]) -> Result<(Layout, [u8; 4]), Refusal> {
        let (rest, tag, word, identifier) = if self.aead {
            let (rest, identifier) = cut(packet, self.identifier_bytes)?;
            let (rest, word) = cut(rest, 4)?;
            let (rest, tag) = cut(rest, self.rtcp_tag_bytes)?;
            (rest, tag, word, identifier)
        } else {
            let (rest, tag) = cut(packet, self.rtcp_tag_bytes)?;
            let (rest, identifier) = cut(rest, self.identifier_bytes)?;
            let (rest, word) = cut(rest, 4)?;
            (rest, tag, word, identifier)
        };
        if rest.len() < RTCP_HEAD_BYTES {
            return Err(Refusal::Malformed);
        }
        let word = word.try_into().map_err(|_| Refusal::Malformed)?;
        Ok((self.layout(rest.len(), tag, identifier)?, word))
    }

    fn layout(&self, length: usize, tag: &[u8], identifier: &[u8]) -> Result<Layout, Refusal> {
        let mut keys = self.keys.iter();
        let named = keys.position(|key| &key.identifier[..] == identifier);
        let mut copy = Tag::default();
        let room = copy.get_mut(..tag.len()).ok_or(Refusal::Malformed)?;
        room.copy_from_slice(tag);
        Ok(Layout {
            key: named.ok_or(Refusal::UnknownKey)?,
            length,
            tag: copy,
            tag_bytes: tag.len(),
        })
    }
}

impl std::fmt::Debug for ReceiveContext {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReceiveContext").finish_non_exhaustive()
    }
}

/// The last `bytes` of a packet, and what is before.
fn cut(packet: &[u8], bytes: usize) -> Result<(&[u8], &[u8]), Refusal> {
    let at = packet.len().checked_sub(bytes).ok_or(Refusal::Malformed)?;
    packet.split_at_checked(at).ok_or(Refusal::Malformed)
}
