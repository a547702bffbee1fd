//! The text of our descriptions (RFC 8866 §5).

use std::fmt::Write as _;
use std::net::IpAddr;

use bytes::Bytes;

use crate::config::AudioConfig;
use crate::plan::{AudioCodec, Direction};

use super::super::description::{MediaKind, MediaLine};
use super::local_audio::{LocalAudio, fmtp};
use super::{LocalMedia, SessionIdentity};

/// A media line in the form that refuses it, or keeps its place once it is
/// switched off: port 0 and one format (RFC 3264 §6, §8.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RefusedLine {
    media: String,
    protocol: String,
    format: String,
}

impl RefusedLine {
    /// For a line of theirs.
    pub(super) fn of(line: &MediaLine) -> Self {
        Self {
            media: line.media.clone(),
            protocol: line.protocol.clone(),
            format: line.first_format.clone(),
        }
    }

    /// For an audio line of ours.
    pub(super) fn of_audio(audio: &LocalAudio) -> Self {
        let first = audio.codecs.first().map_or(0, |local| local.payload_type);
        Self {
            media: "audio".to_owned(),
            protocol: "RTP/AVP".to_owned(),
            format: first.to_string(),
        }
    }

    /// Whether it is an audio line.
    pub(super) fn is_audio(&self) -> bool {
        self.media.eq_ignore_ascii_case("audio")
    }
}

impl MediaLine {
    /// Whether it is live audio that we can carry: RTP without encryption, to
    /// one receiver.
    pub(super) fn is_plain_audio(&self) -> bool {
        self.kind == MediaKind::Audio
            && self.port != 0
            && ["RTP/AVP", "RTP/AVPF"]
                .iter()
                .any(|protocol| self.protocol.eq_ignore_ascii_case(protocol))
            && self.address.is_none_or(|address| !address.is_multicast())
    }
}

/// A live audio line of ours.
pub(super) struct AudioLine<'n> {
    pub(super) protocol: &'n str,
    pub(super) config: &'n AudioConfig,
    pub(super) local: &'n LocalMedia,
    pub(super) audio: &'n LocalAudio,
    pub(super) direction: Direction,
    pub(super) rtcp_mux: bool,
}

/// Writes a description after its `o=` line.
pub(super) struct Writer(String);

impl Writer {
    /// The session level, for media taken at `address`.
    pub(super) fn new(address: IpAddr) -> Self {
        let mut text = String::with_capacity(512);
        text.push_str("s=-\r\nc=");
        push_address(&mut text, address);
        text.push_str("\r\nt=0 0\r\n");
        Self(text)
    }

    /// A live audio line.
    pub(super) fn audio(&mut self, line: &AudioLine<'_>) {
        let audio = line.audio;
        self.push(format_args!(
            "m=audio {} {}",
            line.local.rtp_port, line.protocol
        ));
        for local in &audio.codecs {
            self.push(format_args!(" {}", local.payload_type));
        }
        if let Some(payload_type) = audio.comfort_noise {
            self.push(format_args!(" {payload_type}"));
        }
        for event in &audio.events {
            self.push(format_args!(" {}", event.payload_type));
        }
        self.0.push_str("\r\n");
        self.formats(line);
        let local = line.local;
        if Some(local.rtcp_port) != local.rtp_port.checked_add(1) {
            self.push(format_args!("a=rtcp:{}\r\n", local.rtcp_port));
        }
        if line.rtcp_mux {
            self.0.push_str("a=rtcp-mux\r\n");
        }
        self.push(format_args!("a=ptime:{}\r\n", line.config.ptime_ms));
        if line.config.ptime_ms_max != 0 {
            self.push(format_args!("a=maxptime:{}\r\n", line.config.ptime_ms_max));
        }
        self.0.push_str(match line.direction {
            Direction::SendReceive => "a=sendrecv\r\n",
            Direction::SendOnly => "a=sendonly\r\n",
            Direction::ReceiveOnly => "a=recvonly\r\n",
            Direction::Inactive => "a=inactive\r\n",
        });
    }

    /// A line that is refused or switched off.
    pub(super) fn refused(&mut self, line: &RefusedLine) {
        self.push(format_args!(
            "m={} 0 {} {}\r\n",
            line.media, line.protocol, line.format
        ));
    }

    /// The text.
    pub(super) fn finish(self) -> String {
        self.0
    }

    fn formats(&mut self, line: &AudioLine<'_>) {
        for local in &line.audio.codecs {
            let (codec, payload_type) = (local.codec, local.payload_type);
            let rate = codec.clock_rate_hz();
            self.push(format_args!(
                "a=rtpmap:{payload_type} {}/{rate}",
                rtpmap_name(codec)
            ));
            if codec.rtpmap_channels() > 1 {
                self.push(format_args!("/{}", codec.rtpmap_channels()));
            }
            self.0.push_str("\r\n");
            let parameters = fmtp(line.config, codec);
            if !parameters.is_empty() {
                self.push(format_args!("a=fmtp:{payload_type} "));
                let visible = parameters.chars().filter(|c| !c.is_control());
                self.0.extend(visible);
                self.0.push_str("\r\n");
            }
        }
        if let Some(payload_type) = line.audio.comfort_noise {
            self.push(format_args!("a=rtpmap:{payload_type} CN/8000\r\n"));
        }
        for event in &line.audio.events {
            let (payload_type, rate) = (event.payload_type, event.clock_rate_hz);
            self.push(format_args!(
                "a=rtpmap:{payload_type} telephone-event/{rate}\r\n"
            ));
            self.push(format_args!("a=fmtp:{payload_type} 0-16\r\n"));
        }
    }

    fn push(&mut self, text: std::fmt::Arguments<'_>) {
        // A String takes all it is given.
        let _ = self.0.write_fmt(text);
    }
}

/// RFC 7587 §7 writes Opus in lower case, and some compare exactly.
fn rtpmap_name(codec: AudioCodec) -> &'static str {
    match codec {
        AudioCodec::Opus => "opus",
        other => other.name(),
    }
}

/// A whole description: `v=`, `o=`, and the text of a [`Writer`].
pub(super) fn with_origin(
    identity: &SessionIdentity,
    version: u64,
    address: IpAddr,
    body: &str,
) -> Bytes {
    let mut text = String::with_capacity(body.len() + 96);
    let _ = write!(text, "v=0\r\no=- {} {version} ", identity.session_id);
    push_address(&mut text, address);
    text.push_str("\r\n");
    text.push_str(body);
    Bytes::from(text)
}

fn push_address(text: &mut String, address: IpAddr) {
    let family = if address.is_ipv4() { "IP4" } else { "IP6" };
    let _ = write!(text, "IN {family} {address}");
}
