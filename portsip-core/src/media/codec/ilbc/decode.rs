//! Frames to speech (RFC 3951 §4).

use super::blocks::Start;
use super::codebook::{Codebook, construct};
use super::concealment::Concealment;
use super::enhancer::Enhancer;
use super::filters::{HighPass, IDENTITY, Memory, Polynomial};
use super::frame::{Block, Frame};
use super::lsf_codebook::MEAN;
use super::mode::{FRAME_SAMPLES_MAX, SUBFRAME_SAMPLES, SUBFRAMES_MAX, Shape};
use super::spectrum::{Frequencies, dequantise, interpolate, keep_apart};
use super::start_state;
use crate::media::codec::made_up::MadeUp;
use crate::media::codec::{CodecError, Decoder};
use crate::plan::IlbcMode;

/// Decodes to 8 kHz mono.
pub(in crate::media::codec) struct IlbcDecoder {
    shape: Shape,
    /// The last spectrum of the frame before.
    spectrum: Frequencies,
    /// The filters of the frame before: the enhancer is late.
    filters: [Polynomial; SUBFRAMES_MAX],
    speech: Memory,
    high_pass: HighPass,
    enhancer: Enhancer,
    concealment: Concealment,
    /// The pitch of the last frame, in samples.
    lag: usize,
    after_loss: bool,
    made_up: MadeUp,
}

impl IlbcDecoder {
    pub(in crate::media::codec) fn new(mode: IlbcMode) -> Self {
        Self::of(Shape::of(mode))
    }

    fn of(shape: Shape) -> Self {
        Self {
            shape,
            spectrum: MEAN,
            filters: [IDENTITY; SUBFRAMES_MAX],
            speech: Memory::default(),
            high_pass: HighPass::OUTPUT,
            enhancer: Enhancer::new(),
            concealment: Concealment::new(),
            lag: 20,
            after_loss: false,
            made_up: MadeUp::default(),
        }
    }

    /// The shape of the frames in a payload: that agreed on, else the other one,
    /// for there are systems that send what they like.
    fn shape_of(&self, payload: &[u8]) -> Option<Shape> {
        let other = [IlbcMode::Ms20, IlbcMode::Ms30].map(Shape::of);
        let mut shapes = std::iter::once(self.shape).chain(other);
        shapes.find(|shape| shape.samples_in(payload) > 0)
    }

    fn decode_frame(&mut self, frame: Option<&Frame>, pcm: &mut [i16]) {
        let mut residual = [0.0; FRAME_SAMPLES_MAX];
        let filters = if let Some(frame) = frame {
            self.decode_good(frame, &mut residual)
        } else {
            let residual = &mut residual[..self.shape.samples];
            [self.concealment.conceal(self.shape, self.lag, residual); SUBFRAMES_MAX]
        };
        let mut speech = [0.0; FRAME_SAMPLES_MAX];
        let speech = &mut speech[..self.shape.samples];
        let residual = &residual[..self.shape.samples];
        self.lag = self
            .enhancer
            .enhance(self.shape, residual, self.after_loss, speech);
        self.after_loss = frame.is_none();
        self.synthesise(&filters, speech);
        self.filters = filters;
        // A spectrum may be unstable for all that is done to keep it so.
        if speech.iter().any(|sample| !sample.is_finite()) {
            *self = Self::of(self.shape);
            pcm.fill(0);
            return;
        }
        for (pcm, sample) in pcm.iter_mut().zip(speech) {
            *pcm = sample.round() as i16;
        }
    }

    /// The residual of a frame that came, and its filters.
    fn decode_good(
        &mut self,
        frame: &Frame,
        residual: &mut [f32; FRAME_SAMPLES_MAX],
    ) -> [Polynomial; SUBFRAMES_MAX] {
        let shape = self.shape;
        let mut spectra = [MEAN; 2];
        for (spectrum, codes) in spectra.iter_mut().zip(frame.spectra.as_chunks().0) {
            *spectrum = dequantise(*codes);
            keep_apart(spectrum);
        }
        let filters = interpolate(shape, &self.spectrum, &spectra);
        self.spectrum = spectra[shape.spectra - 1];
        decode_residual(shape, frame, &filters, residual);
        let last = &filters[shape.subframes() - 1];
        self.concealment
            .handle_frame(&residual[..shape.samples], last);
        filters
    }

    /// Filters what the enhancer gave, late as it is.
    fn synthesise(&mut self, filters: &[Polynomial; SUBFRAMES_MAX], speech: &mut [f32]) {
        let late = Enhancer::delay(self.shape) / SUBFRAME_SAMPLES;
        let former = &self.filters[self.shape.subframes() - late..self.shape.subframes()];
        let in_turn = former.iter().chain(filters);
        for (subframe, filter) in speech.chunks_exact_mut(SUBFRAME_SAMPLES).zip(in_turn) {
            self.speech.synthesise_all(filter, subframe);
        }
        for sample in speech {
            *sample = self.high_pass.filter(*sample);
        }
    }
}

fn decode_residual(
    shape: Shape,
    frame: &Frame,
    filters: &[Polynomial; SUBFRAMES_MAX],
    residual: &mut [f32; FRAME_SAMPLES_MAX],
) {
    let start = Start {
        subframe: usize::from(frame.start),
        first: frame.state_first == 1,
    };
    start_state::decode(
        frame.amplitude,
        &frame.state[..shape.state_samples],
        &filters[start.subframe - 1],
        &mut residual[start.state(shape)],
    );
    for (number, (run, block)) in start.runs(shape).zip(&frame.blocks).enumerate() {
        let block = if number == 1 {
            lengthen(*block)
        } else {
            *block
        };
        let codebook = Codebook::new(&run.memory(residual), run.memory, run.samples.len());
        run.write(&construct(&codebook, block), residual);
    }
}

/// The later stages of the first whole subframe leave out of their numbers what
/// they are not searched in (RFC 3951 appendix A.24).
fn lengthen(mut block: Block) -> Block {
    for vector in &mut block.vectors[1..] {
        match *vector {
            44..108 => *vector += 64,
            108..128 => *vector += 128,
            _ => {}
        }
    }
    block
}

impl Decoder for IlbcDecoder {
    fn decode(&mut self, payload: &[u8], pcm: &mut [i16]) -> Result<usize, CodecError> {
        let shape = self.shape_of(payload).ok_or(CodecError::Malformed)?;
        let length = shape.samples_in(payload);
        let pcm = pcm.get_mut(..length).ok_or(CodecError::BufferTooSmall)?;
        if shape != self.shape {
            *self = Self::of(shape);
        }
        self.made_up.clear();
        let frames = payload.chunks_exact(self.shape.bytes);
        for (octets, pcm) in frames.zip(pcm.chunks_exact_mut(self.shape.samples)) {
            let frame = Frame::read(self.shape, octets);
            self.decode_frame(frame.as_ref(), pcm);
        }
        Ok(length)
    }

    fn conceal(&mut self, pcm: &mut [i16]) -> bool {
        let mut made_up = std::mem::take(&mut self.made_up);
        let filled = made_up.fill(pcm, self.shape.samples, |made| {
            self.decode_frame(None, made);
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
        let shape = self.shape_of(payload);
        shape.map_or(0, |shape| shape.samples_in(payload))
    }

    fn reset(&mut self) {
        *self = Self::of(self.shape);
    }
}
