//! G.729 at 8 kbit/s (ITU-T G.729 with the encoder and postfilter of Annex A, in floating point as in Annex C; RFC 3551
//! §4.5.6): frames of 10 ms in ten octets. The silence frames of Annex B are heard, not sent.

mod decode;
mod encode;
mod filter;
mod frame;
mod gain;
mod lsf;
mod noise;
mod pitch;
mod postfilter;
mod pulses;
mod spectrum;
mod tables;
#[cfg(test)]
mod tests;

use self::decode::FrameDecoder;
use self::encode::FrameEncoder;
use self::filter::FRAME;
use self::frame::{FRAME_OCTETS, Frame, SILENCE_OCTETS, SilenceFrame};
use super::{CodecError, Decoder, Encoder};

/// Encodes 8 kHz mono.
pub(super) struct G729Encoder(Box<FrameEncoder>);

impl G729Encoder {
    pub(super) fn new() -> Self {
        Self(Box::new(FrameEncoder::new()))
    }
}

impl Encoder for G729Encoder {
    fn encode(&mut self, pcm: &[i16], out: &mut [u8]) -> Result<usize, CodecError> {
        let (frames, []) = pcm.as_chunks::<FRAME>() else {
            return Err(CodecError::FrameLength);
        };
        let length = frames.len() * FRAME_OCTETS;
        let out = out.get_mut(..length).ok_or(CodecError::BufferTooSmall)?;
        for (pcm, octets) in frames.iter().zip(out.as_chunks_mut().0) {
            *octets = self.0.encode(pcm).to_octets();
        }
        Ok(length)
    }

    fn sample_rate_hz(&self) -> u32 {
        8000
    }

    fn set_loss_percent(&mut self, _percent: u8) {}
}

/// Decodes to 8 kHz mono.
pub(super) struct G729Decoder(Box<FrameDecoder>);

impl G729Decoder {
    pub(super) fn new() -> Self {
        Self(Box::new(FrameDecoder::new()))
    }
}

impl Decoder for G729Decoder {
    fn decode(&mut self, payload: &[u8], pcm: &mut [i16]) -> Result<usize, CodecError> {
        let payload = Payload::split(payload).ok_or(CodecError::Malformed)?;
        let samples = payload.samples();
        let pcm = pcm.get_mut(..samples).ok_or(CodecError::BufferTooSmall)?;
        let mut pieces = pcm.as_chunks_mut().0.iter_mut();
        for (octets, piece) in payload.frames.iter().zip(&mut pieces) {
            self.0.speech(&Frame::from_octets(octets), piece);
        }
        if let (Some(octets), Some(piece)) = (payload.silence, pieces.next()) {
            self.0.silence(SilenceFrame::from_octets(octets), piece);
        }
        Ok(samples)
    }

    fn conceal(&mut self, pcm: &mut [i16]) -> bool {
        for piece in pcm.as_chunks_mut().0 {
            self.0.missing(piece);
        }
        true
    }

    fn decode_fec(&mut self, _next: &[u8], _pcm: &mut [i16]) -> Result<usize, CodecError> {
        Err(CodecError::NoFec)
    }

    fn sample_rate_hz(&self) -> u32 {
        8000
    }

    fn packet_samples(&self, payload: &[u8]) -> usize {
        Payload::split(payload).map_or(0, |payload| payload.samples())
    }

    fn reset(&mut self) {
        *self.0 = FrameDecoder::new();
    }
}

/// A payload: frames, and a silence frame that may be the last (RFC 3551 §4.5.6).
struct Payload<'a> {
    frames: &'a [[u8; FRAME_OCTETS]],
    silence: Option<[u8; SILENCE_OCTETS]>,
}

impl<'a> Payload<'a> {
    fn split(octets: &'a [u8]) -> Option<Self> {
        let (frames, rest) = octets.as_chunks();
        let silence = match rest {
            [] => None,
            [high, low] => Some([*high, *low]),
            _ => return None,
        };
        (!octets.is_empty()).then_some(Self { frames, silence })
    }

    fn samples(&self) -> usize {
        (self.frames.len() + usize::from(self.silence.is_some())) * FRAME
    }
}
