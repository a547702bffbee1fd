//! AMR and AMR-WB over RTP (RFC 4867).
//!
//! [`payload`] reads payloads and [`write()`] makes them, both pure; [`mode`]
//! decides which mode the next frame is encoded in; [`encode`] and [`decode`]
//! join these to the codecs of the system's libraries.

mod decode;
mod encode;
mod mode;
pub mod payload;
mod write;

#[cfg(test)]
mod tests;

use super::PACKET_MS_MAX;

pub(super) use decode::AmrDecoder;
pub(super) use encode::AmrEncoder;
pub use native_codecs::amr::Band;
pub use payload::{Frame, Layout, Payload};
pub use write::write;

/// The duration of a frame in milliseconds.
const FRAME_MS: u32 = 20;

/// The most frames of a payload.
pub const FRAMES_MAX: usize = (PACKET_MS_MAX / FRAME_MS) as usize;

/// The octets of the longest frame's bits.
pub const FRAME_OCTETS_MAX: usize = 60;

/// A frame type without bits: the frame was lost on its way to the sender.
const SPEECH_LOST: u8 = 14;
/// A frame type without bits: nothing was sent. As a request: none.
const NO_DATA: u8 = 15;

/// The bits of a frame type (RFC 4867 §3.6, 3GPP TS 26.101 and TS 26.201):
/// the modes, comfort noise above them, and the types without bits. `None`:
/// a type that no payload may have (§4.3.2).
fn frame_bits(band: Band, frame_type: u8) -> Option<usize> {
    const NARROW: [usize; 9] = [95, 103, 118, 134, 148, 159, 204, 244, 39];
    const WIDE: [usize; 10] = [132, 177, 253, 285, 317, 365, 397, 461, 477, 40];
    match (band, frame_type) {
        (_, NO_DATA) | (Band::Wide, SPEECH_LOST) => Some(0),
        (Band::Narrow, _) => NARROW.get(usize::from(frame_type)).copied(),
        (Band::Wide, _) => WIDE.get(usize::from(frame_type)).copied(),
    }
}
