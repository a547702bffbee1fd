//! Speech to frames (RFC 3951 §3).

use super::analysis::Analysis;
use super::blocks::{Run, Start};
use super::codebook::{Codebook, construct};
use super::filters::{HighPass, Memory, Polynomial, expand_bandwidth};
use super::frame::{Block, Frame, STAGES};
use super::lsf_codebook::MEAN;
use super::mode::{FRAME_SAMPLES_MAX, SUBFRAME_SAMPLES, SUBFRAMES_MAX, Shape};
use super::search::{Target, search};
use super::spectrum::{Frequencies, interpolate, keep_apart, quantise};
use super::start_state;
use crate::media::codec::{CodecError, Encoder};
use crate::plan::IlbcMode;

/// How far the weighting filter leans on the spectrum.
const WEIGHTING_CHIRP: f32 = 0.4222;

/// Encodes 8 kHz mono in frames of one length.
pub(in crate::media::codec) struct IlbcEncoder {
    shape: Shape,
    high_pass: HighPass,
    analysis: Analysis,
    /// The last spectrum of the frame before, and what was sent for it.
    spectrum: Frequencies,
    spectrum_sent: Frequencies,
    speech: Memory,
}

/// The filters of the subframes.
struct Filters {
    synthesis: [Polynomial; SUBFRAMES_MAX],
    weighting: [Polynomial; SUBFRAMES_MAX],
}

impl IlbcEncoder {
    pub(in crate::media::codec) fn new(mode: IlbcMode) -> Self {
        Self {
            shape: Shape::of(mode),
            high_pass: HighPass::INPUT,
            analysis: Analysis::new(),
            spectrum: MEAN,
            spectrum_sent: MEAN,
            speech: Memory::default(),
        }
    }

    fn encode_frame(&mut self, pcm: &[i16]) -> Frame {
        let mut samples = [0.0; FRAME_SAMPLES_MAX];
        let samples = &mut samples[..self.shape.samples];
        for (sample, pcm) in samples.iter_mut().zip(pcm) {
            *sample = self.high_pass.filter(f32::from(*pcm));
        }
        let mut frame = Frame::EMPTY;
        let filters = self.encode_spectra(samples, &mut frame);
        for (subframe, filter) in samples
            .chunks_exact_mut(SUBFRAME_SAMPLES)
            .zip(&filters.synthesis)
        {
            for sample in subframe {
                *sample = self.speech.analyse(filter, *sample);
            }
        }
        encode_residual(self.shape, samples, &filters, &mut frame);
        frame
    }

    fn encode_spectra(&mut self, samples: &[f32], frame: &mut Frame) -> Filters {
        let spectra = self.analysis.spectra(self.shape, samples);
        let mut sent = spectra;
        let codes = frame.spectra.chunks_exact_mut(3).take(self.shape.spectra);
        for (codes, (spectrum, sent)) in codes.zip(spectra.iter().zip(&mut sent)) {
            let (quantised, frequencies) = quantise(spectrum);
            codes.copy_from_slice(&quantised);
            *sent = frequencies;
            keep_apart(sent);
        }
        let weighting = interpolate(self.shape, &self.spectrum, &spectra);
        let filters = Filters {
            synthesis: interpolate(self.shape, &self.spectrum_sent, &sent),
            weighting: weighting.map(|filter| expand_bandwidth(&filter, WEIGHTING_CHIRP)),
        };
        let last = self.shape.spectra - 1;
        (self.spectrum, self.spectrum_sent) = (spectra[last], sent[last]);
        filters
    }
}

fn encode_residual(shape: Shape, residual: &[f32], filters: &Filters, frame: &mut Frame) {
    let subframe = start_state::locate(shape, residual);
    let energy = |first| {
        let samples = &residual[Start { subframe, first }.state(shape)];
        samples.iter().map(|sample| sample * sample).sum::<f32>()
    };
    let start = Start {
        subframe,
        first: energy(true) > energy(false),
    };
    frame.start = subframe as u8;
    frame.state_first = u8::from(start.first);
    let state = start.state(shape);
    let codes = &mut frame.state[..shape.state_samples];
    let synthesis = &filters.synthesis[subframe - 1];
    let by = start_state::Filters {
        synthesis,
        weighting: [
            &filters.weighting[subframe - 1],
            &filters.weighting[subframe],
        ],
        in_first: if start.first {
            SUBFRAME_SAMPLES
        } else {
            shape.state_samples - SUBFRAME_SAMPLES
        },
    };
    frame.amplitude = start_state::encode(&residual[state.clone()], &by, codes);
    let mut decoded = [0.0; FRAME_SAMPLES_MAX];
    start_state::decode(frame.amplitude, codes, synthesis, &mut decoded[state]);
    for (number, (run, block)) in start.runs(shape).zip(&mut frame.blocks).enumerate() {
        let weighting = &filters.weighting[run.subframe];
        *block = encode_run(number, &run, residual, weighting, &mut decoded);
    }
    shorten(&mut frame.blocks[1]);
}

fn encode_run(
    number: usize,
    run: &Run,
    residual: &[f32],
    weighting: &Polynomial,
    decoded: &mut [f32; FRAME_SAMPLES_MAX],
) -> Block {
    /// The stretches tried in each stage of each block.
    const RANGES: [[usize; STAGES]; 3] = [[58, 58, 58], [108, 44, 44], [108, 108, 108]];
    let known = run.memory(decoded);
    let mut target = [0.0; SUBFRAME_SAMPLES];
    let length = run.copy(residual, &mut target);
    let block = search(&Target {
        samples: &target[..length],
        known: &known,
        memory: run.memory,
        weighting,
        ranges: RANGES[number.min(2)],
    });
    let codebook = Codebook::new(&known, run.memory, length);
    run.write(&construct(&codebook, block), decoded);
    block
}

/// The later stages of the first whole subframe have seven bits: what they are
/// not searched in is left out of the numbering (RFC 3951 appendix A.24).
fn shorten(block: &mut Block) {
    for vector in &mut block.vectors[1..] {
        match *vector {
            108..172 => *vector -= 64,
            236.. => *vector -= 128,
            _ => {}
        }
    }
}

impl Encoder for IlbcEncoder {
    fn encode(&mut self, pcm: &[i16], out: &mut [u8]) -> Result<usize, CodecError> {
        let shape = self.shape;
        let frames = pcm.chunks_exact(shape.samples);
        if frames.len() == 0 || !frames.remainder().is_empty() {
            return Err(CodecError::FrameLength);
        }
        let length = frames.len() * shape.bytes;
        let out = out.get_mut(..length).ok_or(CodecError::BufferTooSmall)?;
        for (frame, octets) in frames.zip(out.chunks_exact_mut(shape.bytes)) {
            self.encode_frame(frame).write(shape, octets);
        }
        Ok(length)
    }

    fn sample_rate_hz(&self) -> u32 {
        8000
    }

    fn set_loss_percent(&mut self, _percent: u8) {}
}
