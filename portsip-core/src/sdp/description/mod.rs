//! A session description as its author wrote it, reduced to what we negotiate on.
//!
//! The text is read by `sdp-types` after [`clean`] took out what real systems
//! get wrong. Session-level values are already folded into each media line.

mod clean;
mod formats;

use std::net::IpAddr;

use sdp_types::{Attribute, Connection, Media, Session};
use smallvec::SmallVec;

use crate::limits::SDP_MEDIA_LINES_MAX;
use crate::plan::Direction;

pub use formats::{Encoding, Format, Formats};

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
    /// It does not start with `v=0`, or cannot be read even leniently.
    #[error("not a session description")]
    Malformed,
    /// More media lines than [`SDP_MEDIA_LINES_MAX`].
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
        let cleaned = clean::clean(text)?;
        let session = Session::parse(&cleaned).map_err(|_| DescriptionError::Malformed)?;
        let inherited = Inherited::of(&session);
        let version = version_of(text).unwrap_or_default();
        let media = session
            .medias
            .into_iter()
            .map(|media| MediaLine::new(media, &inherited))
            .collect();
        Ok(Self { version, media })
    }

    /// The media lines of a kind.
    pub fn audio_lines(&self) -> impl Iterator<Item = (usize, &MediaLine)> {
        let lines = self.media.iter().enumerate();
        lines.filter(|(_, line)| line.kind == MediaKind::Audio)
    }
}

/// The version in `o=`, where that is a number.
fn version_of(text: &[u8]) -> Option<u64> {
    let mut lines = text.split(|octet| matches!(octet, b'\r' | b'\n'));
    let origin = lines.find_map(|line| line.strip_prefix(b"o="))?;
    let version = origin.split(|octet| *octet == b' ').nth(2)?;
    std::str::from_utf8(version).ok()?.parse().ok()
}

/// What the session level says for every media line.
struct Inherited {
    connection: Option<Connection>,
    attributes: LineAttributes,
}

impl Inherited {
    fn of(session: &Session) -> Self {
        let mut attributes = LineAttributes::default();
        for attribute in &session.attributes {
            attributes.read(attribute);
        }
        Self {
            connection: session.connection.clone(),
            attributes,
        }
    }
}

/// The attributes that do not belong to one format.
#[derive(Clone, Default)]
struct LineAttributes {
    direction: Direction,
    rtcp: Option<RtcpAddress>,
    rtcp_mux: bool,
    ptime_ms: Option<u32>,
    ptime_ms_max: Option<u32>,
    slides: bool,
}

impl LineAttributes {
    fn read(&mut self, attribute: &Attribute) {
        let value = attribute.value.as_deref().unwrap_or("").trim_ascii();
        match attribute.attribute.trim_ascii() {
            "sendrecv" => self.direction = Direction::SendReceive,
            "sendonly" => self.direction = Direction::SendOnly,
            "recvonly" => self.direction = Direction::ReceiveOnly,
            "inactive" => self.direction = Direction::Inactive,
            "rtcp-mux" => self.rtcp_mux = true,
            "rtcp" => self.rtcp = rtcp_address(value),
            "ptime" => self.ptime_ms = milliseconds(value),
            "maxptime" => self.ptime_ms_max = milliseconds(value),
            "content" => self.slides = value.split(',').any(|part| part.trim_ascii() == "slides"),
            _ => {}
        }
    }
}

impl MediaLine {
    fn new(media: Media, inherited: &Inherited) -> Self {
        let mut attributes = inherited.attributes.clone();
        let mut formats = formats::listed(&media.fmt);
        for attribute in &media.attributes {
            match (attribute.attribute.trim_ascii(), attribute.value.as_deref()) {
                ("rtpmap", Some(value)) => formats::apply_rtpmap(&mut formats, value),
                ("fmtp", Some(value)) => formats::apply_fmtp(&mut formats, value),
                _ => attributes.read(attribute),
            }
        }
        let connection = media.connections.first().or(inherited.connection.as_ref());
        let address = connection.and_then(address_of);
        let mut direction = attributes.direction;
        if address.is_some_and(|address| address.is_unspecified()) {
            direction = Direction::new(direction.sends(), false);
        }
        let first_format = media.fmt.split_ascii_whitespace().next().unwrap_or("0");
        Self {
            kind: kind(&media.media, attributes.slides),
            first_format: first_format.to_owned(),
            media: media.media,
            port: media.port,
            protocol: media.proto,
            formats,
            address,
            direction,
            rtcp: attributes.rtcp,
            rtcp_mux: attributes.rtcp_mux,
            ptime_ms: attributes.ptime_ms,
            ptime_ms_max: attributes.ptime_ms_max,
        }
    }
}

fn kind(media: &str, slides: bool) -> MediaKind {
    if media.eq_ignore_ascii_case("audio") {
        MediaKind::Audio
    } else if media.eq_ignore_ascii_case("video") {
        MediaKind::Video { slides }
    } else {
        MediaKind::Other
    }
}

fn address_of(connection: &Connection) -> Option<IpAddr> {
    address(&connection.connection_address)
}

/// An address, with or without the `/ttl` of multicast and the brackets that
/// some write around IPv6.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.split('/').next().unwrap_or(text);
    let bracketed = text.strip_prefix('[').and_then(|t| t.strip_suffix(']'));
    bracketed.unwrap_or(text).parse().ok()
}

/// `a=rtcp:<port> [IN IP4 <address>]` (RFC 3605 §2.1).
fn rtcp_address(value: &str) -> Option<RtcpAddress> {
    let words: SmallVec<[&str; 4]> = value.split_ascii_whitespace().take(4).collect();
    let port = words.first()?.parse().ok().filter(|port| *port != 0)?;
    Some(RtcpAddress {
        port,
        address: words.get(3).and_then(|word| address(word)),
    })
}

/// A packet time. Some write a fraction (`20.0`); what is no number is ignored.
fn milliseconds(value: &str) -> Option<u32> {
    let whole = value.split('.').next().unwrap_or(value).trim_ascii();
    whole.parse().ok().filter(|ms| (1..=1000).contains(ms))
}
