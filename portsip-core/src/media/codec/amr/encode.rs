//! Samples to payloads.

use native_codecs::amr::{self, Encoder as NativeEncoder};

use super::mode::ModeControl;
use super::{Band, FRAME_MS, FRAMES_MAX, Frame, Layout, write};
use crate::media::codec::{CodecError, Encoder, ModeRequest};
use crate::plan::AmrParameters;

/// Encodes payloads of one layout.
pub(in crate::media::codec) struct AmrEncoder {
    layout: Layout,
    mode: ModeControl,
    encoder: NativeEncoder,
    frames: [Frame; FRAMES_MAX],
}

impl AmrEncoder {
    /// For packets of a multiple of 20 ms, in modes of `bitrate_bps_max` at most
    /// where one so low was agreed on.
    pub(in crate::media::codec) fn new(
        band: Band,
        parameters: AmrParameters,
        bitrate_bps_max: Option<u32>,
        ptime_ms: u32,
    ) -> Result<Self, CodecError> {
        let frames = ptime_ms / FRAME_MS;
        if !ptime_ms.is_multiple_of(FRAME_MS) || !(1..=FRAMES_MAX as u32).contains(&frames) {
            return Err(CodecError::FrameLength);
        }
        Ok(Self {
            layout: Layout {
                band,
                octet_aligned: parameters.octet_aligned,
            },
            mode: ModeControl::new(band, parameters, bitrate_bps_max),
            encoder: NativeEncoder::new(band).map_err(|_| CodecError::Internal)?,
            frames: [Frame::NO_DATA; FRAMES_MAX],
        })
    }
}

impl Encoder for AmrEncoder {
    fn encode(&mut self, pcm: &[i16], out: &mut [u8]) -> Result<usize, CodecError> {
        let samples = pcm.chunks_exact(self.layout.band.frame_samples());
        let count = samples.len();
        if count == 0 || !samples.remainder().is_empty() || count > FRAMES_MAX {
            return Err(CodecError::FrameLength);
        }
        for (frame, samples) in self.frames.iter_mut().zip(samples) {
            *frame = encode_frame(&mut self.encoder, self.mode.next_frame(), samples);
        }
        let frames = &self.frames[..count];
        write(self.layout, ModeRequest::Any, frames, out).ok_or(CodecError::BufferTooSmall)
    }

    fn sample_rate_hz(&self) -> u32 {
        match self.layout.band {
            Band::Narrow => 8000,
            Band::Wide => 16_000,
        }
    }

    fn set_loss_percent(&mut self, _percent: u8) {}

    fn set_bitrate_bps(&mut self, bitrate_bps: u32) {
        self.mode.set_bitrate_bps(bitrate_bps);
    }

    fn request_mode(&mut self, request: ModeRequest) {
        self.mode.request(request);
    }
}

fn encode_frame(encoder: &mut NativeEncoder, mode: u8, samples: &[i16]) -> Frame {
    let mut stored = [0; amr::FRAME_OCTETS_MAX];
    let length = encoder.encode(mode, samples, &mut stored);
    let mut frame = Frame::NO_DATA;
    // The first octet holds the frame type (RFC 4867 §5.3).
    let bits = stored.get(1..length).unwrap_or(&[]);
    if let Some(room) = frame.bits.get_mut(..bits.len())
        && !bits.is_empty()
    {
        room.copy_from_slice(bits);
        frame.frame_type = stored[0] >> 3 & 0xF;
    }
    frame
}
