//! Speex over RTP (RFC 5574): [`payload`] counts the frames of a payload, pure;
//! [`encode`] and [`decode`] join it to the system's libspeex.

mod decode;
mod encode;
pub mod payload;
#[cfg(test)]
mod tests;

use super::PACKET_MS_MAX;

pub(super) use decode::SpeexDecoder;
pub(super) use encode::SpeexEncoder;
pub use native_codecs::speex::Band;

/// The duration of a frame in milliseconds.
const FRAME_MS: u32 = 20;

/// The most frames of a payload.
pub const FRAMES_MAX: usize = (PACKET_MS_MAX / FRAME_MS) as usize;

const fn sample_rate_hz(band: Band) -> u32 {
    band.frame_samples() as u32 * (1000 / FRAME_MS)
}
