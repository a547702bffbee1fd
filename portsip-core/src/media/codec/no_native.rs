//! Built without the codecs of the system's libraries: there is none of them.

use super::{CodecError, Decoder, Encoder, ModeRequest};
use crate::plan::{AudioCodec, AudioFormat};

pub(super) fn is_available(_codec: AudioCodec) -> bool {
    false
}

pub(super) fn encoder(
    _format: &AudioFormat,
    _ptime_ms: u32,
) -> Result<Box<dyn Encoder>, CodecError> {
    Err(CodecError::Internal)
}

pub(super) fn decoder(_format: &AudioFormat) -> Result<Box<dyn Decoder>, CodecError> {
    Err(CodecError::Internal)
}

pub(super) fn mode_request(_format: &AudioFormat, _payload: &[u8]) -> Option<ModeRequest> {
    None
}
