//! Codecs of the system's libraries, by format.

use super::amr::{AmrDecoder, AmrEncoder, Band, Layout, Payload};
use super::{CodecError, Decoder, Encoder, ModeRequest};
use crate::plan::{AudioCodec, AudioFormat};

pub(super) fn is_available(codec: AudioCodec) -> bool {
    band(codec).is_some_and(native_codecs::amr::is_available)
}

pub(super) fn encoder(format: &AudioFormat, ptime_ms: u32) -> Result<Box<dyn Encoder>, CodecError> {
    let band = band(format.codec).ok_or(CodecError::Internal)?;
    let encoder = AmrEncoder::new(band, format.parameters.amr, ptime_ms)?;
    Ok(Box::new(encoder))
}

pub(super) fn decoder(format: &AudioFormat) -> Result<Box<dyn Decoder>, CodecError> {
    let layout = layout(format).ok_or(CodecError::Internal)?;
    Ok(Box::new(AmrDecoder::new(layout)?))
}

pub(super) fn mode_request(format: &AudioFormat, payload: &[u8]) -> Option<ModeRequest> {
    Payload::parse(layout(format)?, payload)?.mode_request()
}

fn layout(format: &AudioFormat) -> Option<Layout> {
    Some(Layout {
        band: band(format.codec)?,
        octet_aligned: format.parameters.amr.octet_aligned,
    })
}

fn band(codec: AudioCodec) -> Option<Band> {
    match codec {
        AudioCodec::AmrNb => Some(Band::Narrow),
        AudioCodec::AmrWb => Some(Band::Wide),
        _ => None,
    }
}
