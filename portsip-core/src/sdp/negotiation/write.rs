//! The text of our descriptions (RFC 8866 §5).

use std::fmt::Write as _;
use std::net::{IpAddr, SocketAddr};

use crate::config::AudioConfig;
use crate::octets::Octets;
use crate::plan::{AudioCodec, Bandwidth, Component, Direction, IceDescription};

use super::super::description::{Crypto, DtlsLine, MediaKind, MediaLine, Mid};
use super::local_audio::LocalAudio;
use super::redundancy::LocalRedundancy;
use super::{LocalMedia, SessionIdentity};

/// RTP (RFC 3551).
pub(super) const RTP: &str = "RTP/AVP";
/// RTP with early feedback (RFC 4585): to who sends none the same.
const RTP_WITH_FEEDBACK: &str = "RTP/AVPF";
/// Encrypted RTP (RFC 3711), and the same with early feedback (RFC 5124).
const SECURE_RTP: &str = "RTP/SAVP";
const SECURE_RTP_WITH_FEEDBACK: &str = "RTP/SAVPF";
/// The same with keys that are agreed on over its path (RFC 5764 §9).
const DTLS_RTP: &str = "UDP/TLS/RTP/SAVP";
const DTLS_RTP_WITH_FEEDBACK: &str = "UDP/TLS/RTP/SAVPF";

/// The profile of a line that carries RTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Profile {
    /// Its RTP is encrypted, whatever else the line says.
    pub(super) is_secure: bool,
    /// Its keys can come by DTLS alone.
    pub(super) over_dtls: bool,
    feedback: bool,
}

impl Profile {
    const ALL: [(&str, Self); 6] = [
        (RTP, Self::new(false, false)),
        (RTP_WITH_FEEDBACK, Self::new(false, true)),
        (SECURE_RTP, Self::new(true, false)),
        (SECURE_RTP_WITH_FEEDBACK, Self::new(true, true)),
        (DTLS_RTP, Self::new(true, false).dtls()),
        (DTLS_RTP_WITH_FEEDBACK, Self::new(true, true).dtls()),
    ];

    const fn new(is_secure: bool, feedback: bool) -> Self {
        Self {
            is_secure,
            over_dtls: false,
            feedback,
        }
    }

    const fn dtls(mut self) -> Self {
        self.over_dtls = true;
        self
    }

    fn of(protocol: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        let found = all.find(|(name, _)| name.eq_ignore_ascii_case(protocol));
        found.map(|(_, profile)| profile)
    }

    fn name(self) -> &'static str {
        let mut all = Self::ALL.into_iter();
        let found = all.find(|(_, profile)| *profile == self);
        found.map_or(RTP, |(name, _)| name)
    }
}

/// How an offer of ours gets its keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OfferedKeys {
    None,
    Described,
    Dtls,
}

/// The protocol of an audio line of ours: that of a stream in its place does not
/// change (RFC 3264 §8.2), unless it has to be encrypted and was not, or the
/// other way round.
pub(super) fn audio_protocol(
    before: Option<&RefusedLine>,
    keys: OfferedKeys,
    must_encrypt: bool,
) -> &'static str {
    let before = before.filter(|line| line.is_audio());
    let before = before.and_then(|line| Profile::of(&line.protocol));
    let was_secure = before.is_some_and(|profile| profile.is_secure);
    let feedback = before.is_some_and(|profile| profile.feedback);
    let profile = match keys {
        OfferedKeys::None => Profile::new(false, feedback),
        OfferedKeys::Described => Profile::new(must_encrypt || was_secure, feedback),
        OfferedKeys::Dtls => match before.filter(|before| before.is_secure) {
            Some(before) => before,
            None if must_encrypt => Profile::new(true, feedback).dtls(),
            None => Profile::new(false, feedback),
        },
    };
    profile.name()
}

/// A media line in the form that refuses it, or keeps its place once it is
/// switched off: port 0 and one format (RFC 3264 §6, §8.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RefusedLine {
    media: String,
    protocol: String,
    format: String,
    mid: Option<Mid>,
}

impl RefusedLine {
    /// For a line of theirs.
    pub(super) fn of(line: &MediaLine) -> Self {
        Self {
            media: line.media.clone(),
            protocol: line.protocol.clone(),
            format: line.first_format.clone(),
            mid: line.mid.clone(),
        }
    }

    /// For an audio line of ours, with the name that their answer repeats.
    pub(super) fn of_audio(audio: &LocalAudio, protocol: &str, mid: Option<Mid>) -> Self {
        let first = audio.codecs.first().map_or(0, |local| local.payload_type);
        Self {
            media: "audio".to_owned(),
            protocol: protocol.to_owned(),
            format: first.to_string(),
            mid,
        }
    }

    /// Its name.
    pub(super) fn mid(&self) -> Option<&Mid> {
        self.mid.as_ref()
    }

    /// Whether it is an audio line.
    pub(super) fn is_audio(&self) -> bool {
        self.media.eq_ignore_ascii_case("audio")
    }
}

impl MediaLine {
    /// Whether its profile says that it is encrypted; `None` where it is not RTP.
    pub fn must_encrypt(&self) -> Option<bool> {
        Profile::of(&self.protocol).map(|profile| profile.is_secure)
    }

    /// The profile, where it is live audio in RTP to one receiver.
    pub(super) fn carries_audio(&self) -> Option<Profile> {
        let is_live = self.kind == MediaKind::Audio
            && self.port != 0
            && self.address.is_none_or(|address| !address.is_multicast());
        Profile::of(&self.protocol).filter(|_| is_live)
    }
}

/// What a line of ours says about ICE.
pub(super) enum IceLines {
    /// Nothing.
    None,
    /// That theirs cannot be used (RFC 8839 §5.3).
    Mismatch,
    /// Our candidates.
    Ours(IceDescription),
}

/// A live audio line of ours.
pub(super) struct AudioLine<'n> {
    pub(super) protocol: &'n str,
    pub(super) mid: Option<&'n Mid>,
    pub(super) config: &'n AudioConfig,
    pub(super) local: &'n LocalMedia,
    pub(super) audio: &'n LocalAudio,
    pub(super) direction: Direction,
    pub(super) rtcp_mux: bool,
    pub(super) ice: IceLines,
    pub(super) bandwidth: Bandwidth,
    /// We say which extended reports we read.
    pub(super) rtcp_xr: bool,
    /// How we would protect what we send.
    pub(super) crypto: &'n [Crypto],
    /// How keys are agreed on over the path of the media.
    pub(super) dtls: Option<&'n DtlsLine>,
}

/// Writes a description after its `o=` line.
pub(super) struct Writer(String);

impl Writer {
    /// The session level, for media taken at `address`; of the lines `bundle` alone may
    /// share its path.
    pub(super) fn new(address: IpAddr, bundle: Option<&Mid>) -> Self {
        let mut text = String::with_capacity(512);
        text.push_str("s=-\r\nc=");
        push_address(&mut text, address);
        text.push_str("\r\nt=0 0\r\n");
        if let Some(mid) = bundle.filter(|mid| mid.bundled) {
            text.extend(["a=group:BUNDLE ", &mid.name, "\r\n"]);
        }
        Self(text)
    }

    /// A live audio line.
    pub(super) fn audio(&mut self, line: &AudioLine<'_>) {
        let audio = line.audio;
        let rtp = line.local.seen(Component::Rtp);
        self.text("m=audio ").number(rtp.port());
        self.text(" ").text(line.protocol);
        for local in &audio.codecs {
            self.text(" ").number(local.payload_type);
        }
        for redundancy in &audio.redundancy {
            self.text(" ").number(redundancy.payload_type);
        }
        if let Some(payload_type) = audio.comfort_noise {
            self.text(" ").number(payload_type);
        }
        for event in &audio.events {
            self.text(" ").number(event.payload_type);
        }
        self.text("\r\n");
        self.bandwidth(line.bandwidth);
        self.mid(line.mid);
        self.formats(line);
        self.rtcp(rtp, line.local.seen(Component::Rtcp));
        if line.rtcp_mux {
            self.text("a=rtcp-mux\r\n");
        }
        for crypto in line.crypto {
            // A String takes all it is given.
            let _ = write!(self.0, "a=crypto:{crypto}\r\n");
        }
        if let Some(dtls) = line.dtls {
            let _ = write!(self.0, "{dtls}");
        }
        self.ice(&line.ice);
        if line.rtcp_xr {
            self.text("a=rtcp-xr:rcvr-rtt=all voip-metrics\r\n");
        }
        self.text("a=ptime:")
            .number(line.config.ptime_ms)
            .text("\r\n");
        if line.config.ptime_ms_max != 0 {
            let longest = line.config.ptime_ms_max;
            self.text("a=maxptime:").number(longest).text("\r\n");
        }
        self.text(match line.direction {
            Direction::SendReceive => "a=sendrecv\r\n",
            Direction::SendOnly => "a=sendonly\r\n",
            Direction::ReceiveOnly => "a=recvonly\r\n",
            Direction::Inactive => "a=inactive\r\n",
        });
    }

    /// A line that is refused or switched off.
    pub(super) fn refused(&mut self, line: &RefusedLine) {
        self.text("m=").text(&line.media).text(" 0 ");
        self.text(&line.protocol).text(" ").text(&line.format);
        self.text("\r\n");
        self.mid(line.mid.as_ref());
    }

    /// The text.
    pub(super) fn finish(self) -> String {
        self.0
    }

    fn bandwidth(&mut self, bandwidth: Bandwidth) {
        let lines = [
            ("b=AS:", bandwidth.session_kbps),
            ("b=RS:", bandwidth.senders_bps),
            ("b=RR:", bandwidth.receivers_bps),
        ];
        for (name, value) in lines {
            if let Some(value) = value {
                self.text(name).number(value).text("\r\n");
            }
        }
    }

    fn mid(&mut self, mid: Option<&Mid>) {
        if let Some(mid) = mid {
            self.text("a=mid:").text(&mid.name).text("\r\n");
        }
    }

    /// Where RTCP is taken, where that is not beside RTP (RFC 3605).
    fn rtcp(&mut self, rtp: SocketAddr, rtcp: SocketAddr) {
        if rtcp.ip() == rtp.ip() && Some(rtcp.port()) == rtp.port().checked_add(1) {
            return;
        }
        self.text("a=rtcp:").number(rtcp.port());
        if rtcp.ip() != rtp.ip() {
            self.text(" ");
            push_address(&mut self.0, rtcp.ip());
        }
        self.text("\r\n");
    }

    fn ice(&mut self, ice: &IceLines) {
        let ice = match ice {
            IceLines::None => return,
            IceLines::Mismatch => {
                self.text("a=ice-mismatch\r\n");
                return;
            }
            IceLines::Ours(ice) => ice,
        };
        let credentials = &ice.credentials;
        self.text("a=ice-ufrag:").text(&credentials.ufrag);
        self.text("\r\na=ice-pwd:")
            .text(credentials.password.expose());
        self.text("\r\na=ice-options:ice2\r\n");
        for candidate in &ice.candidates {
            self.text("a=candidate:").text(&candidate.foundation);
            self.text(" ").number(candidate.component.id());
            self.text(" UDP ").number(candidate.priority);
            self.address(candidate.address, "");
            self.text(" typ ").text(candidate.kind.name());
            if let Some(related) = candidate.related {
                self.text(" raddr").address(related, "rport ");
            }
            self.text("\r\n");
        }
    }

    /// ` <address> <before the port><port>`
    fn address(&mut self, address: SocketAddr, before_port: &str) -> &mut Self {
        // A String takes all it is given.
        let _ = write!(self.0, " {} {before_port}", address.ip());
        self.number(address.port())
    }

    fn formats(&mut self, line: &AudioLine<'_>) {
        for local in &line.audio.codecs {
            let (codec, payload_type) = (local.codec, local.payload_type);
            self.text("a=rtpmap:").number(payload_type).text(" ");
            self.text(codec.rtpmap_name())
                .text("/")
                .number(codec.clock_rate_hz());
            if codec.rtpmap_channels() > 1 {
                self.text("/").number(codec.rtpmap_channels());
            }
            self.text("\r\n");
            let parameters = local.fmtp(line.config);
            if !parameters.is_empty() {
                self.text("a=fmtp:").number(payload_type).text(" ");
                let visible = parameters.chars().filter(|c| !c.is_control());
                self.0.extend(visible);
                self.text("\r\n");
            }
        }
        for redundancy in &line.audio.redundancy {
            self.redundancy(*redundancy);
        }
        if let Some(payload_type) = line.audio.comfort_noise {
            self.text("a=rtpmap:")
                .number(payload_type)
                .text(" CN/8000\r\n");
        }
        for event in &line.audio.events {
            self.text("a=rtpmap:").number(event.payload_type);
            self.text(" telephone-event/").number(event.clock_rate_hz);
            self.text("\r\na=fmtp:")
                .number(event.payload_type)
                .text(" 0-16\r\n");
        }
    }

    fn redundancy(&mut self, local: LocalRedundancy) {
        self.text("a=rtpmap:").number(local.payload_type);
        self.text(" red/").number(local.clock_rate_hz);
        if local.clock_rate_hz == AudioCodec::Opus.clock_rate_hz() {
            self.text("/").number(AudioCodec::Opus.rtpmap_channels());
        }
        self.text("\r\na=fmtp:").number(local.payload_type);
        self.text(" ").text(&local.fmtp()).text("\r\n");
    }

    fn text(&mut self, text: &str) -> &mut Self {
        self.0.push_str(text);
        self
    }

    fn number(&mut self, number: impl Into<u64>) -> &mut Self {
        push_number(&mut self.0, number.into());
        self
    }
}

/// A whole description: `v=`, `o=`, and the text of a [`Writer`].
pub(super) fn with_origin(
    identity: &SessionIdentity,
    version: u64,
    address: IpAddr,
    body: &str,
) -> Octets {
    let mut text = String::with_capacity(body.len() + 96);
    text.push_str("v=0\r\no=- ");
    push_number(&mut text, identity.session_id);
    text.push(' ');
    push_number(&mut text, version);
    text.push(' ');
    push_address(&mut text, address);
    text.push_str("\r\n");
    text.push_str(body);
    Octets::from(text)
}

fn push_address(text: &mut String, address: IpAddr) {
    match address {
        IpAddr::V4(address) => {
            text.push_str("IN IP4 ");
            for (place, octet) in address.octets().into_iter().enumerate() {
                if place > 0 {
                    text.push('.');
                }
                push_number(text, octet.into());
            }
        }
        IpAddr::V6(address) => {
            // A String takes all it is given.
            let _ = write!(text, "IN IP6 {address}");
        }
    }
}

/// Decimal digits, without the formatter: a description is mostly numbers.
fn push_number(text: &mut String, mut number: u64) {
    let mut digits = [0; 20];
    let mut first = digits.len();
    loop {
        first -= 1;
        digits[first] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    text.extend(digits[first..].iter().map(|digit| char::from(*digit)));
}
