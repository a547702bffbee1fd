//! Reads the text of a description as real systems write it.
//!
//! Times and names are passed over unread: what is wrong there does not make a
//! call fail.

use std::borrow::Cow;
use std::net::IpAddr;

use smallvec::SmallVec;

use super::ice::IceAttributes;
use super::mid::Bundles;
use super::{
    Crypto, Description, DescriptionError, DtlsLine, Formats, MediaKind, MediaLine, Mid,
    RtcpAddress, formats,
};
use crate::limits::{SDP_CRYPTO_LINES_MAX, SDP_MEDIA_LINES_MAX};
use crate::plan::{Bandwidth, Direction, RtcpXr};

/// That of who does not know its port yet.
const DISCARD_PORT: u16 = 9;

pub(super) fn read(text: &[u8]) -> Result<Description, DescriptionError> {
    let text =
        std::str::from_utf8(text).map_or_else(|_| String::from_utf8_lossy(text), Cow::Borrowed);
    let mut lines = lines(text.trim_start_matches('\u{feff}'));
    let version = lines.next().ok_or(DescriptionError::Malformed)?;
    if version.strip_prefix("v=").map(str::trim_ascii) != Some("0") {
        return Err(DescriptionError::Malformed);
    }
    let mut reader = Reader::default();
    for line in lines {
        if let Some((key, value)) = line.split_at_checked(2) {
            reader.take(key, &visible(value.trim_ascii()))?;
        }
    }
    reader.end_section();
    Ok(Description {
        version: reader.version.unwrap_or_default(),
        media: reader.media,
    })
}

/// The lines that are not blank, however they end.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let ends = memchr::memchr2_iter(b'\r', b'\n', text.as_bytes());
    let mut start = 0;
    ends.chain([text.len()]).filter_map(move |end| {
        let line = text.get(start..end)?.trim_ascii();
        start = end + 1;
        (!line.is_empty()).then_some(line)
    })
}

#[derive(Default)]
struct Reader {
    version: Option<u64>,
    /// What the session level says for every media line.
    session: Section,
    /// What is being read: the session level, or that of `line`.
    section: Section,
    line: Option<Line>,
    bundles: Bundles,
    media: Vec<MediaLine>,
}

/// The `c=` and `a=` lines of a section, on top of those of the session.
#[derive(Clone, Default)]
struct Section {
    /// It has a `c=` line of its own; the first one counts.
    connected: bool,
    address: Option<IpAddr>,
    direction: Direction,
    rtcp: Option<RtcpAddress>,
    rtcp_mux: bool,
    ice: IceAttributes,
    rtcp_xr: RtcpXr,
    bandwidth: Bandwidth,
    ptime_ms: Option<u32>,
    ptime_ms_max: Option<u32>,
    slides: bool,
    /// Of this level alone.
    dtls: DtlsLine,
}

/// An `m=` line, with the formats that its section describes.
struct Line {
    media: String,
    port: u16,
    protocol: String,
    mid: Option<Mid>,
    first_format: String,
    formats: Formats,
    crypto: Vec<Crypto>,
}

impl Reader {
    fn take(&mut self, key: &str, value: &str) -> Result<(), DescriptionError> {
        match key {
            "o=" if self.version.is_none() => self.version = version(value),
            "m=" => {
                self.end_section();
                if self.media.len() >= SDP_MEDIA_LINES_MAX {
                    return Err(DescriptionError::TooManyMediaLines);
                }
                self.line = Some(Line::read(value));
            }
            "c=" if !self.section.connected => self.section.connect(value),
            "b=" => self.section.bandwidth(value),
            "a=" => self.attribute(value),
            _ => {}
        }
        Ok(())
    }

    fn end_section(&mut self) {
        match self.line.take() {
            Some(line) => {
                self.section.dtls.inherit(&self.session.dtls);
                self.media.push(line.finish(&self.section));
            }
            None => self.session = self.section.clone(),
        }
        self.section = Section {
            connected: false,
            dtls: DtlsLine::default(),
            ..self.session.clone()
        };
    }

    fn attribute(&mut self, attribute: &str) {
        let (name, value) = attribute.split_once(':').unwrap_or((attribute, ""));
        let (name, value) = (name.trim_ascii(), value.trim_ascii());
        match (name, &mut self.line) {
            ("rtpmap", Some(line)) => formats::apply_rtpmap(&mut line.formats, value),
            ("fmtp", Some(line)) => formats::apply_fmtp(&mut line.formats, value),
            // Keys are those of one media line (RFC 4568 §4).
            ("crypto", Some(line)) => line.take_crypto(value),
            ("mid", Some(line)) => line.mid = self.bundles.line(value),
            ("group", None) => self.bundles.take(value),
            _ => self.section.attribute(name, value),
        }
    }
}

impl Section {
    /// `IN <family> <address>`; anything else is passed over.
    fn connect(&mut self, value: &str) {
        let mut words = value.split_ascii_whitespace();
        let (Some(network), Some(family), Some(text)) = (words.next(), words.next(), words.next())
        else {
            return;
        };
        let is_ip = ["IP4", "IP6"]
            .iter()
            .any(|ip| family.eq_ignore_ascii_case(ip));
        if network.eq_ignore_ascii_case("IN") && is_ip {
            self.connected = true;
            self.address = address(text);
        }
    }

    /// `<type>:<number>`; other types, and what is no number, are passed over.
    fn bandwidth(&mut self, value: &str) {
        let Some((kind, number)) = value.split_once(':') else {
            return;
        };
        let Ok(number) = number.trim_ascii().parse() else {
            return;
        };
        match kind.trim_ascii() {
            "AS" => self.bandwidth.session_kbps = Some(number),
            "TIAS" => self.bandwidth.transport_independent_bps = Some(number),
            "RS" => self.bandwidth.senders_bps = Some(number),
            "RR" => self.bandwidth.receivers_bps = Some(number),
            _ => {}
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        match name {
            "sendrecv" => self.direction = Direction::SendReceive,
            "sendonly" => self.direction = Direction::SendOnly,
            "recvonly" => self.direction = Direction::ReceiveOnly,
            "inactive" => self.direction = Direction::Inactive,
            "rtcp-mux" => self.rtcp_mux = true,
            "rtcp-xr" => self.rtcp_xr = rtcp_xr(value),
            "rtcp" => self.rtcp = rtcp_address(value),
            "ptime" => self.ptime_ms = milliseconds(value),
            "maxptime" => self.ptime_ms_max = milliseconds(value),
            "fingerprint" | "setup" | "tls-id" => self.dtls.take(name, value),
            "content" => self.slides = value.split(',').any(|part| part.trim_ascii() == "slides"),
            _ => self.ice.take(name, value),
        }
    }
}

impl Line {
    /// `<media> <port>[/<ports>] <protocol> <formats>`. A line that lacks
    /// something stays as one that is switched off, to keep the others' order.
    fn read(value: &str) -> Self {
        let mut words = value.split_ascii_whitespace();
        let media = words.next().unwrap_or("-");
        let port = words.next().unwrap_or("0");
        let port = port.split('/').next().unwrap_or(port).parse().unwrap_or(0);
        let protocol = words.next().unwrap_or("-");
        let mut listed = words.peekable();
        let first_format = listed.peek().copied().unwrap_or("0").to_owned();
        Self {
            media: media.to_owned(),
            port: if listed.peek().is_some() { port } else { 0 },
            protocol: protocol.to_owned(),
            mid: None,
            first_format,
            formats: formats::listed(listed),
            crypto: Vec::new(),
        }
    }

    /// A line that is not understood, or repeats a tag, is passed over.
    fn take_crypto(&mut self, value: &str) {
        if self.crypto.len() < SDP_CRYPTO_LINES_MAX
            && let Some(crypto) = Crypto::parse(value)
            && self.crypto.iter().all(|other| other.tag != crypto.tag)
        {
            self.crypto.push(crypto);
        }
    }

    fn finish(self, section: &Section) -> MediaLine {
        let ice = section.ice.finish();
        // With ICE it may say that candidates do, or will (RFC 8840 §4.3.1).
        let said_otherwise =
            ice.is_some() && (section.ice.names_candidates() || self.port == DISCARD_PORT);
        let is_held = !said_otherwise
            && section
                .address
                .is_some_and(|address| address.is_unspecified());
        MediaLine {
            kind: kind(&self.media, section.slides),
            media: self.media,
            mid: self.mid,
            port: self.port,
            protocol: self.protocol,
            first_format: self.first_format,
            formats: self.formats,
            address: section.address,
            direction: if is_held {
                Direction::new(section.direction.sends(), false)
            } else {
                section.direction
            },
            rtcp: section.rtcp,
            rtcp_mux: section.rtcp_mux,
            ice,
            rtcp_xr: section.rtcp_xr,
            bandwidth: section.bandwidth,
            crypto: self.crypto,
            dtls: (!section.dtls.fingerprints.is_empty()).then(|| Box::new(section.dtls.clone())),
            ptime_ms: section.ptime_ms,
            ptime_ms_max: section.ptime_ms_max,
        }
    }
}

/// Text without the control characters that a line cannot hold.
fn visible(text: &str) -> Cow<'_, str> {
    let is_control = |c: char| c.is_ascii_control() && c != '\t';
    if text.contains(is_control) {
        Cow::Owned(text.replace(is_control, ""))
    } else {
        Cow::Borrowed(text)
    }
}

/// The version in `o=`, where that is a number.
fn version(origin: &str) -> Option<u64> {
    origin.split(' ').nth(2)?.parse().ok()
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

/// `a=rtcp-xr:<format> …`, each with its parameters behind `=` (RFC 3611 §5.1).
fn rtcp_xr(value: &str) -> RtcpXr {
    let mut wanted = RtcpXr::default();
    for format in value.split_ascii_whitespace() {
        match format.split('=').next() {
            Some("voip-metrics") => wanted.voip_metrics = true,
            Some("rcvr-rtt") => wanted.receiver_reference_time = true,
            _ => {}
        }
    }
    wanted
}

/// A packet time. Some write a fraction (`20.0`); what is no number is ignored.
fn milliseconds(value: &str) -> Option<u32> {
    let whole = value.split('.').next().unwrap_or(value).trim_ascii();
    whole.parse().ok().filter(|ms| (1..=1000).contains(ms))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only_line(text: &str) -> MediaLine {
        let text = ["v=0\r\n", text].concat();
        let mut description = read(text.as_bytes()).expect("a description");
        assert_eq!(description.media.len(), 1);
        description.media.remove(0)
    }

    #[test]
    fn a_line_without_formats_keeps_its_place_and_carries_nothing() {
        let line = only_line("m=audio 5000 RTP/AVP\r\na=rtpmap:0 PCMU/8000\r\n");
        assert_eq!((line.port, line.first_format.as_str()), (0, "0"));
        assert!(line.formats.is_empty());
    }

    #[test]
    fn fingerprints_of_a_line_stand_in_for_those_of_the_session() {
        let fingerprint = |octet: &str| {
            let octets = vec![octet; 32].join(":");
            format!("a=fingerprint:sha-256 {octets}\r\n")
        };
        let line = |own: &str| {
            let session = fingerprint("01") + "a=setup:actpass\r\n";
            let text = format!("v=0\r\n{session}m=audio 5000 RTP/AVP 0\r\n{own}");
            let mut read = read(text.as_bytes()).expect("a description");
            let dtls = read.media.remove(0).dtls.expect("fingerprints");
            let digests: Vec<u8> = dtls.fingerprints.iter().map(|f| f.digest[0]).collect();
            (digests, dtls.setup)
        };
        let actpass = Some(super::super::Setup::ActivePassive);
        assert_eq!(line(""), (vec![1], actpass));
        let own = fingerprint("02") + &fingerprint("03") + "a=setup:active\r\n";
        let active = Some(super::super::Setup::Active);
        assert_eq!(line(&own), (vec![2, 3], active));
        assert_eq!(
            only_line("m=audio 5000 RTP/AVP 0\r\na=setup:active\r\n").dtls,
            None
        );
    }

    #[test]
    fn the_first_address_of_a_section_counts_before_that_of_the_session() {
        let session = "c=IN IP4 192.0.2.1\n";
        let own = "c=IN IP4 192.0.2.2/127\nc=IN IP4 192.0.2.3\n";
        let line = "m=audio 5000 RTP/AVP 0\n";
        let address = |parts: &[&str]| only_line(&parts.concat()).address;
        assert_eq!(address(&[session, line]), "192.0.2.1".parse().ok());
        assert_eq!(address(&[session, line, own]), "192.0.2.2".parse().ok());
        let named = "c=IN IP4 host.example.com\n";
        assert_eq!(address(&[session, line, named]), None);
        let foreign = "c=ATM NSAP 47.0091\n";
        assert_eq!(address(&[session, line, foreign]), "192.0.2.1".parse().ok());
    }

    #[test]
    fn extended_reports_are_wanted_by_name() {
        let line = "m=audio 5000 RTP/AVP 0\n";
        let wanted = |attributes: &str| only_line(&[line, attributes].concat()).rtcp_xr;
        let xr = |voip_metrics, receiver_reference_time| RtcpXr {
            voip_metrics,
            receiver_reference_time,
        };
        assert_eq!(
            wanted("a=rtcp-xr:rcvr-rtt=all:10 stat-summary=loss voip-metrics\n"),
            xr(true, true)
        );
        assert_eq!(wanted("a=rtcp-xr: voip-metrics\n"), xr(true, false));
        assert_eq!(wanted("a=rtcp-xr\na=sendrecv\n"), xr(false, false));
        let session = ["a=rtcp-xr:voip-metrics\n", line].concat();
        assert_eq!(only_line(&session).rtcp_xr, xr(true, false));
        assert_eq!(
            only_line(&[&session, "a=rtcp-xr:\n"].concat()).rtcp_xr,
            xr(false, false)
        );
    }

    #[test]
    fn bandwidth_is_that_of_the_line_else_of_the_session() {
        let session = "b=AS:100\nb=RS:800\nb=CT:1\nb=TIAS:64000\n";
        let line = "m=audio 5000 RTP/AVP 0\nb=AS: 64\nb=RR:0\nb=RS:-1\nb=RR:x\nb=AS\n";
        let bandwidth = only_line(&[session, line].concat()).bandwidth;
        let expected = Bandwidth {
            session_kbps: Some(64),
            transport_independent_bps: Some(64_000),
            senders_bps: Some(800),
            receivers_bps: Some(0),
        };
        assert_eq!(bandwidth, expected);
        let rtcp = Bandwidth {
            senders_bps: None,
            ..expected
        }
        .rtcp();
        assert_eq!((rtcp.senders_bps, rtcp.receivers_bps), (Some(800), Some(0)));
    }

    #[test]
    fn control_characters_are_left_out_wherever_they_stand() {
        let line = only_line("c=IN IP4 192.0.2.\u{0}1\nm=au\u{7}dio 5000 RTP/AVP\u{1} 0\n");
        assert_eq!(line.kind, MediaKind::Audio);
        assert_eq!(line.protocol, "RTP/AVP");
        assert_eq!(line.address, "192.0.2.1".parse().ok());
    }
}
