//! Speech to frames (GSM 06.10 §5.2).

use super::frame::{FRAME_BYTES, FRAME_SAMPLES, Frame, SUBFRAME_SAMPLES, Subframe};
use super::log_area_ratios;
use super::long_term::LongTerm;
use super::pre_emphasis::PreEmphasis;
use super::prediction_analysis::reflections;
use super::pulses;
use super::short_term::AnalysisFilter;
use crate::media::codec::{CodecError, Encoder};

/// Encodes 8 kHz mono in frames of 20 ms.
#[derive(Default)]
pub(in crate::media::codec) struct GsmEncoder {
    emphasis: PreEmphasis,
    short_term: AnalysisFilter,
    long_term: LongTerm,
}

impl GsmEncoder {
    pub(in crate::media::codec) fn new() -> Self {
        Self::default()
    }

    fn encode_frame(&mut self, pcm: &[i16; FRAME_SAMPLES]) -> Frame {
        let mut samples = self.emphasis.filter(pcm);
        let ratios = log_area_ratios::code(reflections(&mut samples));
        self.short_term.filter(ratios, &mut samples);
        let mut frame = Frame {
            ratios,
            ..Frame::default()
        };
        let (residuals, _) = samples.as_chunks();
        for (subframe, residual) in frame.subframes.iter_mut().zip(residuals) {
            *subframe = self.encode_subframe(residual);
        }
        frame
    }

    fn encode_subframe(&mut self, residual: &[i16; SUBFRAME_SAMPLES]) -> Subframe {
        let (lag, gain) = self.long_term.analyse(residual);
        let prediction = self.long_term.predict(lag, gain);
        let mut subframe = Subframe {
            lag,
            gain,
            ..Subframe::default()
        };
        let mut excitation = *residual;
        for (excitation, predicted) in excitation.iter_mut().zip(prediction) {
            *excitation = excitation.saturating_sub(predicted);
        }
        pulses::encode(&excitation, &mut subframe);
        let mut reconstructed = pulses::decode(&subframe);
        for (sample, predicted) in reconstructed.iter_mut().zip(prediction) {
            *sample = sample.saturating_add(predicted);
        }
        self.long_term.remember(&reconstructed);
        subframe
    }
}

impl Encoder for GsmEncoder {
    fn encode(&mut self, pcm: &[i16], out: &mut [u8]) -> Result<usize, CodecError> {
        let (frames, rest) = pcm.as_chunks();
        if frames.is_empty() || !rest.is_empty() {
            return Err(CodecError::FrameLength);
        }
        let length = frames.len() * FRAME_BYTES;
        let out = out.get_mut(..length).ok_or(CodecError::BufferTooSmall)?;
        let (octets, _) = out.as_chunks_mut();
        for (frame, octets) in frames.iter().zip(octets) {
            self.encode_frame(frame).write(octets);
        }
        Ok(length)
    }

    fn sample_rate_hz(&self) -> u32 {
        8000
    }

    fn set_loss_percent(&mut self, _percent: u8) {}
}
