//! Frames to speech (GSM 06.10 §5.3).

use super::frame::{FRAME_BYTES, FRAME_SAMPLES, Frame, SUBFRAME_SAMPLES};
use super::long_term::LongTerm;
use super::pre_emphasis::DeEmphasis;
use super::pulses;
use super::short_term::SynthesisFilter;
use super::substitution::Substitution;
use crate::media::codec::made_up::MadeUp;
use crate::media::codec::{CodecError, Decoder};

/// Decodes to 8 kHz mono.
#[derive(Default)]
pub(in crate::media::codec) struct GsmDecoder {
    long_term: LongTerm,
    short_term: SynthesisFilter,
    emphasis: DeEmphasis,
    substitution: Substitution,
    made_up: MadeUp,
}

impl GsmDecoder {
    pub(in crate::media::codec) fn new() -> Self {
        Self::default()
    }

    fn decode_frame(&mut self, frame: &Frame, pcm: &mut [i16]) {
        let mut samples = [0; FRAME_SAMPLES];
        let (residuals, _) = samples.as_chunks_mut::<SUBFRAME_SAMPLES>();
        for (residual, subframe) in residuals.iter_mut().zip(&frame.subframes) {
            *residual = pulses::decode(subframe);
            let lag = self.long_term.receive_lag(subframe.lag);
            let prediction = self.long_term.predict(lag, subframe.gain);
            for (sample, predicted) in residual.iter_mut().zip(prediction) {
                *sample = sample.saturating_add(predicted);
            }
            self.long_term.remember(residual);
        }
        self.short_term.filter(frame.ratios, &mut samples);
        self.emphasis.filter(&samples, pcm);
    }
}

impl Decoder for GsmDecoder {
    fn decode(&mut self, payload: &[u8], pcm: &mut [i16]) -> Result<usize, CodecError> {
        let length = self.packet_samples(payload);
        if length == 0 {
            return Err(CodecError::Malformed);
        }
        let pcm = pcm.get_mut(..length).ok_or(CodecError::BufferTooSmall)?;
        self.made_up.clear();
        let (octets, _) = payload.as_chunks::<FRAME_BYTES>();
        for (octets, pcm) in octets.iter().zip(pcm.chunks_exact_mut(FRAME_SAMPLES)) {
            let frame = Frame::read(octets).ok_or(CodecError::Malformed)?;
            self.substitution.handle_frame(&frame);
            self.decode_frame(&frame, pcm);
        }
        Ok(length)
    }

    fn conceal(&mut self, pcm: &mut [i16]) -> bool {
        let mut made_up = std::mem::take(&mut self.made_up);
        let filled = made_up.fill(pcm, FRAME_SAMPLES, |made| {
            let frame = self.substitution.next_frame();
            self.decode_frame(&frame, made);
            true
        });
        self.made_up = made_up;
        filled
    }

    fn decode_fec(&mut self, _next: &[u8], _pcm: &mut [i16]) -> Result<usize, CodecError> {
        Err(CodecError::NoFec)
    }

    fn sample_rate_hz(&self) -> u32 {
        8000
    }

    fn packet_samples(&self, payload: &[u8]) -> usize {
        let (frames, rest) = payload.as_chunks::<FRAME_BYTES>();
        if rest.is_empty() {
            frames.len() * FRAME_SAMPLES
        } else {
            0
        }
    }

    fn reset(&mut self) {
        *self = Self::default();
    }
}
