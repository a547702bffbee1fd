//! Opus (RFC 6716, RFC 7587) by libopus: 48 kHz mono, in-band forward error
//! correction, discontinuous transmission, the codec's own concealment.

mod decode;
mod encode;
mod packet;
#[cfg(test)]
mod tests;

use ::opus::ErrorCode;

use super::CodecError;

pub(super) use decode::OpusDecoder;
pub(super) use encode::OpusEncoder;

const SAMPLE_RATE_HZ: u32 = 48_000;
/// Samples of 2.5 ms, of which every Opus duration is a multiple.
const SAMPLES_MIN: usize = 120;

#[expect(clippy::needless_pass_by_value, reason = "it stands in map_err")]
fn codec_error(error: ::opus::Error) -> CodecError {
    match error.code() {
        ErrorCode::InvalidPacket => CodecError::Malformed,
        ErrorCode::BufferTooSmall => CodecError::BufferTooSmall,
        ErrorCode::BadArg => CodecError::FrameLength,
        _ => CodecError::Internal,
    }
}
