//! Codecs of the system's libraries, by format.

use super::amr::{self, AmrDecoder, AmrEncoder, Layout, Payload};
use super::speex::{self, SpeexDecoder, SpeexEncoder};
use super::{CodecError, Decoder, Encoder, ModeRequest};
use crate::plan::{AudioCodec, AudioFormat};

/// A codec of the system's libraries.
enum Native {
    Amr(amr::Band),
    Speex(speex::Band),
}

impl Native {
    fn of(codec: AudioCodec) -> Option<Self> {
        Some(match codec {
            AudioCodec::AmrNb => Self::Amr(amr::Band::Narrow),
            AudioCodec::AmrWb => Self::Amr(amr::Band::Wide),
            AudioCodec::SpeexNarrow => Self::Speex(speex::Band::Narrow),
            AudioCodec::SpeexWide => Self::Speex(speex::Band::Wide),
            AudioCodec::SpeexUltra => Self::Speex(speex::Band::UltraWide),
            _ => return None,
        })
    }
}

pub(super) fn is_available(codec: AudioCodec) -> bool {
    match Native::of(codec) {
        Some(Native::Amr(band)) => native_codecs::amr::is_available(band),
        Some(Native::Speex(band)) => native_codecs::speex::is_available(band),
        None => false,
    }
}

pub(super) fn encoder(format: &AudioFormat, ptime_ms: u32) -> Result<Box<dyn Encoder>, CodecError> {
    let parameters = &format.parameters;
    match Native::of(format.codec).ok_or(CodecError::Internal)? {
        Native::Amr(band) => Ok(Box::new(AmrEncoder::new(
            band,
            parameters.amr,
            parameters.bitrate_bps_max,
            ptime_ms,
        )?)),
        Native::Speex(band) => Ok(Box::new(SpeexEncoder::new(
            band,
            parameters.speex,
            parameters.bitrate_bps_max,
            ptime_ms,
        )?)),
    }
}

pub(super) fn decoder(format: &AudioFormat) -> Result<Box<dyn Decoder>, CodecError> {
    match Native::of(format.codec).ok_or(CodecError::Internal)? {
        Native::Amr(band) => Ok(Box::new(AmrDecoder::new(layout(format, band))?)),
        Native::Speex(band) => Ok(Box::new(SpeexDecoder::new(band)?)),
    }
}

pub(super) fn mode_request(format: &AudioFormat, payload: &[u8]) -> Option<ModeRequest> {
    let Some(Native::Amr(band)) = Native::of(format.codec) else {
        return None;
    };
    Payload::parse(layout(format, band), payload)?.mode_request()
}

fn layout(format: &AudioFormat, band: amr::Band) -> Layout {
    Layout {
        band,
        octet_aligned: format.parameters.amr.octet_aligned,
    }
}
