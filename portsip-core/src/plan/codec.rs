//! The audio codecs by name, and what a format's parameters say.

use std::ops::RangeInclusive;

/// An audio codec that this build can encode and decode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AudioCodec {
    /// G.711 µ-law, 8 kHz (RFC 3551).
    Pcmu,
    /// G.711 A-law, 8 kHz (RFC 3551).
    Pcma,
    /// G.722, 16 kHz sampled, 8 kHz RTP clock (RFC 3551 §4.5.2).
    G722,
    /// G.729 with its Annex A, 8 kHz (RFC 3551 §4.5.6).
    G729,
    /// GSM full rate, 8 kHz (GSM 06.10, RFC 3551 §4.5.8).
    Gsm,
    /// iLBC, 8 kHz (RFC 3951, RFC 3952).
    Ilbc,
    /// Opus, 48 kHz (RFC 7587).
    Opus,
    /// AMR, 8 kHz (RFC 4867).
    AmrNb,
    /// AMR-WB, 16 kHz (RFC 4867).
    AmrWb,
    /// Speex at 8 kHz (RFC 5574).
    SpeexNarrow,
    /// Speex at 16 kHz (RFC 5574).
    SpeexWide,
    /// Speex at 32 kHz (RFC 5574).
    SpeexUltra,
}

impl AudioCodec {
    /// Every codec, in the default order of preference.
    pub const ALL: &'static [Self] = &[
        Self::Opus,
        Self::G722,
        Self::AmrWb,
        Self::Pcmu,
        Self::Pcma,
        Self::AmrNb,
        Self::G729,
        Self::Ilbc,
        Self::SpeexWide,
        Self::SpeexUltra,
        Self::SpeexNarrow,
        Self::Gsm,
    ];

    /// The name, upper case.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pcmu => "PCMU",
            Self::Pcma => "PCMA",
            Self::G722 => "G722",
            Self::G729 => "G729",
            Self::Gsm => "GSM",
            Self::Ilbc => "ILBC",
            Self::Opus => "OPUS",
            Self::AmrNb => "AMR",
            Self::AmrWb => "AMR-WB",
            Self::SpeexNarrow => "SPEEX",
            Self::SpeexWide => "SPEEX-WB",
            Self::SpeexUltra => "SPEEX-UWB",
        }
    }

    /// The encoding name of `a=rtpmap`: upper case but where its RFC writes it
    /// otherwise, since some compare exactly (RFC 7587 §7, RFC 3952 §5,
    /// RFC 5574 §4).
    pub const fn rtpmap_name(self) -> &'static str {
        match self {
            Self::Opus => "opus",
            Self::Ilbc => "iLBC",
            Self::SpeexNarrow | Self::SpeexWide | Self::SpeexUltra => "speex",
            other => other.name(),
        }
    }

    /// The RTP clock rate in Hz, as in `a=rtpmap`.
    pub const fn clock_rate_hz(self) -> u32 {
        match self {
            Self::Pcmu
            | Self::Pcma
            | Self::G722
            | Self::G729
            | Self::Gsm
            | Self::Ilbc
            | Self::AmrNb
            | Self::SpeexNarrow => 8000,
            Self::AmrWb | Self::SpeexWide => 16_000,
            Self::SpeexUltra => 32_000,
            Self::Opus => 48_000,
        }
    }

    /// The rate in Hz of the samples the codec works on.
    pub const fn sample_rate_hz(self) -> u32 {
        match self {
            Self::G722 => 16_000,
            other => other.clock_rate_hz(),
        }
    }

    /// The channels of `a=rtpmap` (Opus always says 2, RFC 7587 §7).
    pub const fn rtpmap_channels(self) -> u32 {
        match self {
            Self::Opus => 2,
            _ => 1,
        }
    }

    /// The bit rates in kbit/s that the encoder can be set to while it runs;
    /// `None` where there is but one.
    pub const fn bitrates_kbps(self) -> Option<RangeInclusive<u32>> {
        match self {
            Self::Pcmu | Self::Pcma | Self::G722 | Self::G729 | Self::Gsm | Self::Ilbc => None,
            Self::Opus => Some(6..=128),
            Self::AmrNb => Some(5..=13),
            Self::AmrWb => Some(7..=24),
            Self::SpeexNarrow => Some(3..=25),
            Self::SpeexWide => Some(4..=43),
            Self::SpeexUltra => Some(4..=45),
        }
    }

    /// The payload type fixed by RFC 3551, where there is one.
    pub const fn static_payload_type(self) -> Option<u8> {
        match self {
            Self::Pcmu => Some(0),
            Self::Pcma => Some(8),
            Self::G722 => Some(9),
            Self::G729 => Some(18),
            Self::Gsm => Some(3),
            Self::Opus
            | Self::Ilbc
            | Self::AmrNb
            | Self::AmrWb
            | Self::SpeexNarrow
            | Self::SpeexWide
            | Self::SpeexUltra => None,
        }
    }
}

/// One entry of the codec list the program made, in its order of preference.
#[derive(Clone, Debug, PartialEq)]
pub struct CodecPreference {
    /// The codec.
    pub codec: AudioCodec,
    /// The payload type we offer it with.
    pub payload_type: u8,
    /// The text of `a=fmtp` after the payload type; empty for none.
    pub fmtp: String,
}

/// What governs an encoder: parts of `a=fmtp`, and the bandwidth that the other side has. A
/// codec ignores what is not its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormatParameters {
    /// Opus: in-band forward error correction is welcome (RFC 7587 §6.1).
    pub use_inband_fec: bool,
    /// Opus: discontinuous transmission is welcome.
    pub use_dtx: bool,
    /// Opus: the receiver likes stereo.
    pub stereo: bool,
    /// Opus, AMR, AMR-WB and Speex: the bit rate of payloads not to exceed, in
    /// bit/s; of `maxaveragebitrate` and the bandwidth of the other side the lesser.
    pub bitrate_bps_max: Option<u32>,
    /// Opus: the highest sample rate in Hz the receiver plays.
    pub playback_rate_hz_max: Option<u32>,
    /// AMR and AMR-WB.
    pub amr: AmrParameters,
    /// iLBC: the length of the frames (RFC 3952 §4.2), the same both ways.
    pub ilbc_mode: IlbcMode,
    /// Speex.
    pub speex: SpeexParameters,
}

/// The length of iLBC's frames.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum IlbcMode {
    /// 20 ms in 38 octets, where both sides ask for it.
    Ms20,
    /// 30 ms in 50 octets.
    #[default]
    Ms30,
}

/// What the receiver of Speex likes (RFC 5574 §4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SpeexParameters {
    /// Frames take as many bits as they need.
    pub variable_rate: bool,
    /// Silence is not sent: the receiver makes comfort noise.
    pub comfort_noise: bool,
    /// The mode of narrow frames, else the quality, 0…10.
    pub mode: Option<u8>,
}

/// What was agreed on AMR or AMR-WB (RFC 4867 §8.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AmrParameters {
    /// Payloads are octet-aligned, not bandwidth-efficient.
    pub octet_aligned: bool,
    /// The modes that may be sent, one bit each from the lowest on; 0 is all.
    pub modes: u16,
    /// The mode changes with every second frame at most.
    pub changes_every_second_frame: bool,
    /// The mode changes to the next one of `modes` only.
    pub changes_to_neighbor: bool,
}

impl AmrParameters {
    /// Whether frames of a mode may be sent.
    pub const fn allows(self, mode: u8) -> bool {
        self.modes == 0 || (mode < 16 && self.modes & (1 << mode) != 0)
    }

    /// With those of the modes alone that are `wanted` too, one bit each, 0 for all; where
    /// none is, with all of them.
    #[must_use]
    pub const fn narrowed(self, wanted: u16) -> Self {
        let modes = match (self.modes, self.modes & wanted) {
            (0, _) => wanted,
            (modes, 0) => modes,
            (_, common) => common,
        };
        Self { modes, ..self }
    }
}
