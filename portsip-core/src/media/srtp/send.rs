//! What leaves is protected.

use super::key_derivation::Stream;
use super::master_key::KeyContext;
use super::packet::{RTCP_HEAD_BYTES, RtpHead, rtcp_sender};
use super::transform::{PacketIndex, tag_bytes};
use super::{ParametersError, check};
use crate::plan::{SrtpOmitted, SrtpParameters};

/// Marks an encrypted SRTCP packet (RFC 3711 §3.4).
const ENCRYPTED: u32 = 1 << 31;

/// Why a packet was not protected; it must not be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProtectError {
    /// Not RTP or not RTCP.
    #[error("no packet")]
    Malformed,
    /// The buffer does not hold what is added.
    #[error("no room")]
    NoRoom,
    /// The key has protected as many packets as it may.
    #[error("the key is worn out")]
    KeyWornOut,
}

/// Protects the packets of one sender.
pub struct SendContext {
    key: KeyContext,
    omitted: SrtpOmitted,
    aead: bool,
    rtp_tag_bytes: usize,
    rtcp_tag_bytes: usize,
    /// The source, and the index of its last packet.
    last: Option<(u32, u64)>,
    /// The index of the next SRTCP packet.
    rtcp_index: u32,
}

impl SendContext {
    /// A context that has sent nothing. The first key is used.
    pub fn new(parameters: &SrtpParameters) -> Result<Self, ParametersError> {
        check(parameters)?;
        let key = parameters.keys.first().ok_or(ParametersError::Keys)?;
        Ok(Self {
            key: KeyContext::new(parameters, key)?,
            omitted: parameters.omitted,
            aead: parameters.suite.is_aead(),
            rtp_tag_bytes: tag_bytes(parameters, Stream::Rtp),
            rtcp_tag_bytes: tag_bytes(parameters, Stream::Rtcp),
            last: None,
            rtcp_index: 0,
        })
    }

    /// Whether the sequence numbers of RTP have begun anew once at least.
    pub fn has_rolled_over(&self) -> bool {
        self.last.is_some_and(|(_, index)| index >> 16 > 0)
    }

    /// Protects the RTP packet in the first `length` octets of `buffer`; its
    /// length after that, at most
    /// [`SRTP_OVERHEAD_BYTES_MAX`](crate::limits::SRTP_OVERHEAD_BYTES_MAX) more.
    ///
    /// Sequence numbers grow: one below that before means a new round.
    pub fn protect_rtp(&mut self, buffer: &mut [u8], length: usize) -> Result<usize, ProtectError> {
        let packet = buffer.get_mut(..length).ok_or(ProtectError::NoRoom)?;
        let head = RtpHead::read(packet).ok_or(ProtectError::Malformed)?;
        let total = length + self.key.identifier.len() + self.rtp_tag_bytes;
        if buffer.len() < total {
            return Err(ProtectError::NoRoom);
        }
        let index = self.next_index(head)?;
        let keys = self.key.stream(Stream::Rtp);
        if keys.is_worn_out() {
            return Err(ProtectError::KeyWornOut);
        }
        let clear = if self.omitted.rtp_encryption {
            length
        } else {
            head.bytes
        };
        let at = PacketIndex {
            ssrc: head.ssrc,
            index,
            beside: ((index >> 16) as u32).to_be_bytes(),
        };
        let tag = keys
            .transform(index)
            .and_then(|transform| transform.seal(at, &mut buffer[..length], clear))
            .ok_or(ProtectError::NoRoom)?;
        keys.handle_used(index);
        self.last = Some((head.ssrc, index));
        let tag = &tag[..self.rtp_tag_bytes];
        let identifier = &self.key.identifier[..];
        if self.aead {
            append(buffer, length, [tag, identifier])
        } else {
            append(buffer, length, [identifier, tag])
        }
    }

    /// The same for a compound RTCP packet.
    pub fn protect_rtcp(
        &mut self,
        buffer: &mut [u8],
        length: usize,
    ) -> Result<usize, ProtectError> {
        let packet = buffer.get_mut(..length).ok_or(ProtectError::NoRoom)?;
        let ssrc = rtcp_sender(packet).ok_or(ProtectError::Malformed)?;
        let total = length + 4 + self.key.identifier.len() + self.rtcp_tag_bytes;
        if buffer.len() < total {
            return Err(ProtectError::NoRoom);
        }
        let keys = self.key.stream(Stream::Rtcp);
        if keys.is_worn_out() || self.rtcp_index >= ENCRYPTED {
            return Err(ProtectError::KeyWornOut);
        }
        let index = self.rtcp_index;
        let (clear, mark) = if self.omitted.rtcp_encryption {
            (length, 0)
        } else {
            (RTCP_HEAD_BYTES, ENCRYPTED)
        };
        let at = PacketIndex {
            ssrc,
            index: index.into(),
            beside: (index | mark).to_be_bytes(),
        };
        let tag = keys
            .transform(at.index)
            .and_then(|transform| transform.seal(at, &mut buffer[..length], clear))
            .ok_or(ProtectError::NoRoom)?;
        keys.handle_used(at.index);
        self.rtcp_index += 1;
        let tag = &tag[..self.rtcp_tag_bytes];
        let identifier = &self.key.identifier[..];
        if self.aead {
            append(buffer, length, [tag, &at.beside, identifier])
        } else {
            append(buffer, length, [&at.beside, identifier, tag])
        }
    }

    /// No index is used twice under a key, whatever the numbers of packets.
    fn next_index(&self, head: RtpHead) -> Result<u64, ProtectError> {
        let sequence = u64::from(head.sequence);
        let index = match self.last {
            Some((ssrc, last)) if ssrc == head.ssrc => {
                let same = (last & !0xFFFF) + sequence;
                if same > last { same } else { same + (1 << 16) }
            }
            _ => sequence,
        };
        if index >> 48 == 0 {
            Ok(index)
        } else {
            Err(ProtectError::KeyWornOut)
        }
    }
}

impl std::fmt::Debug for SendContext {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SendContext").finish_non_exhaustive()
    }
}

/// Writes `parts` behind the first `length` octets; the length with them.
fn append<const N: usize>(
    buffer: &mut [u8],
    mut length: usize,
    parts: [&[u8]; N],
) -> Result<usize, ProtectError> {
    for part in parts {
        let room = buffer.get_mut(length..length + part.len());
        room.ok_or(ProtectError::NoRoom)?.copy_from_slice(part);
        length += part.len();
    }
    Ok(length)
}
