//! The decoders of what MP4 files hold.

use std::fmt;

use super::super::amr_codec::{AmrDecoder, Band};
use super::aac::AacTrackDecoder;
use super::track::Coding;

/// Samples of the longest Opus packet, 120 ms at 48 kHz.
const OPUS_SAMPLES_MAX: usize = 5760;
const OPUS_RATE_HZ: u32 = 48_000;

/// A decoder of one track.
#[derive(Debug)]
pub(super) enum TrackDecoder {
    Aac(Box<AacTrackDecoder>),
    Opus(Box<OpusTrackDecoder>),
    Amr(AmrDecoder),
}

/// Turns Opus packets into mono samples; libopus mixes those of two channels.
pub(super) struct OpusTrackDecoder {
    decoder: opus::Decoder,
    samples: [i16; OPUS_SAMPLES_MAX],
}

impl TrackDecoder {
    /// `None` where the codec, its configuration or its library is not there.
    pub(super) fn new(coding: &Coding) -> Option<Self> {
        match coding {
            Coding::Aac(configuration) => {
                AacTrackDecoder::new(configuration).map(|decoder| Self::Aac(Box::new(decoder)))
            }
            Coding::Opus { .. } => {
                let decoder = opus::Decoder::new(OPUS_RATE_HZ, opus::Channels::Mono).ok()?;
                Some(Self::Opus(Box::new(OpusTrackDecoder {
                    decoder,
                    samples: [0; OPUS_SAMPLES_MAX],
                })))
            }
            Coding::Amr => AmrDecoder::new(Band::Narrow).map(Self::Amr),
            Coding::AmrWide => AmrDecoder::new(Band::Wide).map(Self::Amr),
        }
    }

    /// Adds a frame's mono samples; `false` where it cannot be decoded.
    pub(super) fn decode(&mut self, frame: &[u8], samples: &mut Vec<i16>) -> bool {
        match self {
            Self::Aac(decoder) => decoder.decode(frame, samples),
            Self::Opus(decoder) => decoder.decode(frame, samples),
            Self::Amr(decoder) => decode_amr(decoder, frame, samples),
        }
    }

    /// The rate of the samples in Hz.
    pub(super) fn rate_hz(&self) -> u32 {
        match self {
            Self::Aac(decoder) => decoder.rate_hz(),
            Self::Opus(_) => OPUS_RATE_HZ,
            Self::Amr(decoder) => decoder.rate_hz(),
        }
    }
}

impl OpusTrackDecoder {
    fn decode(&mut self, packet: &[u8], samples: &mut Vec<i16>) -> bool {
        match self.decoder.decode(packet, &mut self.samples, false) {
            Ok(count) => {
                samples.extend_from_slice(&self.samples[..count]);
                true
            }
            Err(_) => false,
        }
    }
}

impl fmt::Debug for OpusTrackDecoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OpusTrackDecoder")
    }
}

/// A sample of an MP4 file may be several AMR frames (3GPP TS 26.244 §6.5).
fn decode_amr(decoder: &mut AmrDecoder, mut frames: &[u8], samples: &mut Vec<i16>) -> bool {
    while let Some(header) = frames.first() {
        let length = decoder.stored_octets(*header).map(|octets| octets + 1);
        let Some((frame, rest)) = length.and_then(|length| frames.split_at_checked(length)) else {
            return false;
        };
        decoder.decode(frame, samples);
        frames = rest;
    }
    true
}
