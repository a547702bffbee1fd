//! AMR and AMR-WB as they are stored in files: frames of RFC 4867 §5.3.

use std::fmt;

use native_codecs::amr::{Decoder, Encoder};

pub(super) use native_codecs::amr::{Band, FRAME_OCTETS_MAX};

/// The highest mode of AMR, 12.2 kbit/s, in which is recorded.
const MODE_12_2: u8 = 7;
/// The quality bit of a frame's header: the frame is not damaged.
const QUALITY: u8 = 4;

/// Turns stored frames into samples.
pub(super) struct AmrDecoder {
    band: Band,
    decoder: Decoder,
}

impl AmrDecoder {
    /// `None` where the library is not installed.
    pub(super) fn new(band: Band) -> Option<Self> {
        let decoder = Decoder::new(band).ok()?;
        Some(Self { band, decoder })
    }

    /// Adds the 20 ms of a frame, an octet with its type before its bits; what
    /// was lost, damaged or is no speech frame is made up.
    pub(super) fn decode(&mut self, frame: &[u8], samples: &mut Vec<i16>) {
        let start = samples.len();
        samples.resize(start + self.band.frame_samples(), 0);
        let out = &mut samples[start..];
        let decoded = frame.split_first().is_some_and(|(header, bits)| {
            header & QUALITY != 0 && self.decoder.decode(frame_type(*header), bits, out)
        });
        if !decoded {
            self.decoder.conceal(out);
        }
    }

    /// The octets that follow a header; `None`: it is none.
    pub(super) fn stored_octets(&self, header: u8) -> Option<usize> {
        let frame_type = frame_type(header);
        self.band
            .frame_octets(frame_type)
            .or(match (self.band, frame_type) {
                // Comfort noise of other systems (3GPP TS 26.101 §4.2).
                (Band::Narrow, 9) => Some(6),
                (Band::Narrow, 10 | 11) => Some(5),
                // Lost, or nothing at all.
                (Band::Wide, 14) | (_, 15) => Some(0),
                _ => None,
            })
    }

    pub(super) fn band(&self) -> Band {
        self.band
    }

    pub(super) fn rate_hz(&self) -> u32 {
        match self.band {
            Band::Narrow => 8000,
            Band::Wide => 16_000,
        }
    }
}

impl fmt::Debug for AmrDecoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("AmrDecoder").field(&self.band).finish()
    }
}

fn frame_type(header: u8) -> u8 {
    (header >> 3) & 0xF
}

/// Turns samples into stored frames of AMR at 12.2 kbit/s.
pub(super) struct AmrEncoder(Encoder);

impl AmrEncoder {
    /// `None` where the library is not installed.
    pub(super) fn new() -> Option<Self> {
        Encoder::new(Band::Narrow).ok().map(Self)
    }

    /// Adds the frame of 160 samples.
    pub(super) fn encode(&mut self, samples: &[i16], frames: &mut Vec<u8>) {
        let mut frame = [0; FRAME_OCTETS_MAX];
        let length = self.0.encode(MODE_12_2, samples, &mut frame);
        frames.extend_from_slice(&frame[..length]);
    }
}

impl fmt::Debug for AmrEncoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AmrEncoder")
    }
}
