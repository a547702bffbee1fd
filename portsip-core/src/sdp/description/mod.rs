//! A session description as its author wrote it, reduced to what we negotiate on.
//!
//! Session-level values are already folded into each media line.

mod crypto;
mod dtls;
mod formats;
mod ice;
mod mid;
mod read;

use std::net::IpAddr;

use crate::plan::{Bandwidth, Direction, IceDescription, RtcpXr};

pub use crypto::Crypto;
pub use dtls::{DtlsLine, Setup};
pub use formats::{Encoding, Format, Formats};
pub use mid::Mid;

/// A session description.
#[derive(Clone, Debug, PartialEq)]
pub struct Description {
    /// The version in `o=`, 0 where there is none to be read: the same again
    /// changes nothing (RFC 3264 §8).
    pub version: u64,
    /// The media lines in their order.
    pub media: Vec<MediaLine>,
}

/// Why a text is no session description.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DescriptionError {
    /// It does not start with `v=0`.
    #[error("not a session description")]
    Malformed,
    /// More media lines than [`SDP_MEDIA_LINES_MAX`](crate::limits::SDP_MEDIA_LINES_MAX).
    #[error("too many media lines")]
    TooManyMediaLines,
}

/// What a media line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaKind {
    /// `m=audio`
    Audio,
    /// `m=video`; `slides` where the content is a screen (RFC 4796).
    Video {
        /// `a=content:slides`
        slides: bool,
    },
    /// Anything else.
    Other,
}

/// One media line with its attributes, and those it inherits from the session.
#[derive(Clone, Debug, PartialEq)]
pub struct MediaLine {
    /// What it is for.
    pub kind: MediaKind,
    /// The media type as it was written.
    pub media: String,
    /// The name that the author gave it, where that is one.
    pub mid: Option<Mid>,
    /// The RTP port; 0 for a line that is refused or switched off.
    pub port: u16,
    /// The transport protocol as it was written.
    pub protocol: String,
    /// The first format as it was written: it stands for the line when we refuse it.
    pub first_format: String,
    /// The formats with a payload type, the preferred first.
    pub formats: Formats,
    /// The author's address; `None` where there is none or it is a host name.
    pub address: Option<IpAddr>,
    /// What flows, seen from the description's author. The old way of holding
    /// a call, `c=0.0.0.0` (RFC 3264 §8.4), is already taken into account.
    pub direction: Direction,
    /// Where the author takes RTCP if not one port above RTP (RFC 3605).
    pub rtcp: Option<RtcpAddress>,
    /// RTP and RTCP may share a port (RFC 5761).
    pub rtcp_mux: bool,
    /// Where the author takes media, as its checks can tell (RFC 8839).
    pub ice: Option<IceDescription>,
    /// The extended reports the author wants (RFC 3611 §5).
    pub rtcp_xr: RtcpXr,
    /// What the author wants sent to it at most, and of RTCP.
    pub bandwidth: Bandwidth,
    /// How the author would protect what it sends, those we understand, the
    /// preferred first (RFC 4568).
    pub crypto: Vec<Crypto>,
    /// How keys can be agreed on over the path of the media; `None` where there is no
    /// fingerprint that we know.
    pub dtls: Option<Box<DtlsLine>>,
    /// Milliseconds of audio the author likes in a packet.
    pub ptime_ms: Option<u32>,
    /// Milliseconds of audio the author takes at most in a packet.
    pub ptime_ms_max: Option<u32>,
}

/// The value of `a=rtcp`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RtcpAddress {
    /// The port.
    pub port: u16,
    /// The address, where it differs from that of RTP.
    pub address: Option<IpAddr>,
}

impl Description {
    /// Reads a description from a message body. Lenient: a line that makes no
    /// sense is passed over, a media line keeps its place in the order.
    pub fn parse(text: &[u8]) -> Result<Self, DescriptionError> {
        read::read(text)
    }

    /// The media lines of a kind.
    pub fn audio_lines(&self) -> impl Iterator<Item = (usize, &MediaLine)> {
        let lines = self.media.iter().enumerate();
        lines.filter(|(_, line)| line.kind == MediaKind::Audio)
    }
}
