//! The formats of a media line: payload type, encoding, parameters.

use smallvec::SmallVec;

use crate::limits::SDP_FORMATS_PER_LINE_MAX;
use crate::plan::AudioCodec;

/// The formats of one media line, the preferred first.
pub type Formats = SmallVec<[Format; 8]>;

/// One format of a media line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Format {
    /// The RTP payload type, 0…127.
    pub payload_type: u8,
    /// What it carries.
    pub encoding: Encoding,
    /// The text of `a=fmtp` after the payload type; empty where there is none.
    pub parameters: String,
}

/// What a payload type carries, as far as we know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// A codec of ours.
    Audio(AudioCodec),
    /// DTMF and other events (RFC 4733).
    TelephoneEvent {
        /// The RTP clock rate in Hz of the events.
        clock_rate_hz: u32,
    },
    /// Copies of earlier packets beside what is new (RFC 2198).
    Redundancy {
        /// The RTP clock rate in Hz of the codec in it.
        clock_rate_hz: u32,
    },
    /// Comfort noise at 8 kHz (RFC 3389).
    ComfortNoise,
    /// Something else.
    Unknown,
}

/// The payload types of an `m=` line, with the encodings that RFC 3551 fixes.
pub(super) fn listed<'a>(words: impl Iterator<Item = &'a str>) -> Formats {
    let mut formats = Formats::new();
    for word in words.take(SDP_FORMATS_PER_LINE_MAX) {
        let Some(payload_type) = word.parse().ok().filter(|number: &u8| *number < 128) else {
            continue;
        };
        if formats.iter().all(|f| f.payload_type != payload_type) {
            formats.push(Format {
                payload_type,
                encoding: fixed_encoding(payload_type),
                parameters: String::new(),
            });
        }
    }
    formats
}

fn fixed_encoding(payload_type: u8) -> Encoding {
    if payload_type == 13 {
        return Encoding::ComfortNoise;
    }
    let mut codecs = AudioCodec::ALL.iter();
    let fixed = codecs.find(|codec| codec.static_payload_type() == Some(payload_type));
    fixed.map_or(Encoding::Unknown, |codec| Encoding::Audio(*codec))
}

/// `a=rtpmap:<payload type> <name>/<clock rate>[/<channels>]`
pub(super) fn apply_rtpmap(formats: &mut Formats, value: &str) {
    if let Some((format, mapping)) = addressed(formats, value) {
        let mut parts = mapping.split('/').map(str::trim_ascii);
        let name = parts.next().unwrap_or("");
        let rate = parts.next().and_then(|rate| rate.parse().ok());
        let channels = parts.next().and_then(|channels| channels.parse().ok());
        format.encoding = encoding(name, rate, channels);
    }
}

/// `a=fmtp:<payload type> <parameters>`
pub(super) fn apply_fmtp(formats: &mut Formats, value: &str) {
    if let Some((format, parameters)) = addressed(formats, value) {
        parameters.clone_into(&mut format.parameters);
    }
}

fn addressed<'f, 'v>(
    formats: &'f mut Formats,
    value: &'v str,
) -> Option<(&'f mut Format, &'v str)> {
    let (payload_type, rest) = value.trim_ascii().split_once(char::is_whitespace)?;
    let payload_type: u8 = payload_type.parse().ok()?;
    let format = formats
        .iter_mut()
        .find(|f| f.payload_type == payload_type)?;
    Some((format, rest.trim_ascii()))
}

/// Opus without its channels, G.722 with the rate of its samples, and G.729 with
/// the letters of its annexes are written by real systems and mean what they
/// seem to mean.
fn encoding(name: &str, rate: Option<u32>, channels: Option<u32>) -> Encoding {
    if name.eq_ignore_ascii_case("telephone-event") {
        return Encoding::TelephoneEvent {
            clock_rate_hz: rate.unwrap_or(8000),
        };
    }
    if name.eq_ignore_ascii_case("red") {
        return Encoding::Redundancy {
            clock_rate_hz: rate.unwrap_or(8000),
        };
    }
    if name.eq_ignore_ascii_case("CN") {
        return match rate {
            None | Some(8000) => Encoding::ComfortNoise,
            Some(_) => Encoding::Unknown,
        };
    }
    let known = AudioCodec::ALL.iter().find(|codec| {
        let rate_fits = rate.is_none_or(|rate| {
            rate == codec.clock_rate_hz() || (**codec == AudioCodec::G722 && rate == 16_000)
        });
        let channels_fit = channels.is_none_or(|channels| channels == codec.rtpmap_channels());
        is_name(**codec, name) && rate_fits && channels_fit
    });
    known.map_or(Encoding::Unknown, |codec| Encoding::Audio(*codec))
}

fn is_name(codec: AudioCodec, name: &str) -> bool {
    name.eq_ignore_ascii_case(codec.rtpmap_name())
        || codec == AudioCodec::G729
            && ["G729A", "G729AB"]
                .iter()
                .any(|other| name.eq_ignore_ascii_case(other))
}
