//! The media thread's side of a recording: two signals into one file.

use super::converters::Converters;
use super::limiter::Limiter;
use super::resample::Resampler;
use super::{FRAME_SAMPLES_MAX, frame_samples};
use crate::media::file::Recorder;

/// A running recording of one session.
#[derive(Debug)]
pub(super) struct Recording {
    recorder: Box<Recorder>,
    rate_hz: u32,
    sent_hz: u32,
    sent_converter: Option<Resampler>,
    received_converters: Converters,
    sent: [i16; FRAME_SAMPLES_MAX],
    received: [i16; FRAME_SAMPLES_MAX],
    sum: [f32; FRAME_SAMPLES_MAX],
    output: [i16; 2 * FRAME_SAMPLES_MAX],
    limiter: Limiter,
}

/// A frame and its rate in Hz.
#[derive(Clone, Copy, Debug)]
pub(super) struct Signal<'a> {
    pub(super) frame: &'a [i16],
    pub(super) rate_hz: u32,
}

impl Recording {
    /// A recording at one rate for its whole length: `session_hz`, or what its
    /// format has in its place.
    pub(super) fn new(mut recorder: Box<Recorder>, session_hz: u32) -> Self {
        let rate_hz = recorder.begin(session_hz);
        Self {
            recorder,
            rate_hz,
            sent_hz: rate_hz,
            sent_converter: None,
            received_converters: Converters::default(),
            sent: [0; FRAME_SAMPLES_MAX],
            received: [0; FRAME_SAMPLES_MAX],
            sum: [0.0; FRAME_SAMPLES_MAX],
            output: [0; 2 * FRAME_SAMPLES_MAX],
            limiter: Limiter::new(),
        }
    }

    /// Tells the rates that frames come in. What is converted already goes on so.
    pub(super) fn set_rates(&mut self, sent_hz: u32, received_hz: &[u32]) {
        if self.sent_hz != sent_hz {
            self.sent_hz = sent_hz;
            self.sent_converter = Resampler::new(sent_hz, self.rate_hz);
        }
        self.received_converters
            .set_rates(self.rate_hz, received_hz);
    }

    /// Takes the 10 ms that were received; no samples are silence.
    pub(super) fn receive(&mut self, received: Signal<'_>) {
        let samples = frame_samples(self.rate_hz);
        let received = Some(received).filter(|_| self.recorder.format().sides.received());
        let converter = received.and_then(|received| self.received_converters.of(received.rate_hz));
        fill(&mut self.received[..samples], received, converter);
    }

    /// Records the 10 ms that are sent with those that were received.
    pub(super) fn write(&mut self, sent: Signal<'_>) {
        let samples = frame_samples(self.rate_hz);
        let format = self.recorder.format();
        let sent = Some(sent).filter(|_| format.sides.sent());
        let converter = self.sent_converter.as_mut();
        fill(&mut self.sent[..samples], sent, converter);
        let both = self.sent[..samples].iter().zip(&self.received[..samples]);
        if format.stereo {
            for (pair, (sent, received)) in self.output.chunks_exact_mut(2).zip(both) {
                pair.copy_from_slice(&[*sent, *received]);
            }
            self.recorder.write(&self.output[..2 * samples]);
        } else {
            for (sum, (sent, received)) in self.sum.iter_mut().zip(both) {
                *sum = f32::from(*sent) + f32::from(*received);
            }
            let output = &mut self.output[..samples];
            self.limiter.apply(&self.sum[..samples], output);
            self.recorder.write(output);
        }
    }
}

fn fill(frame: &mut [i16], signal: Option<Signal<'_>>, converter: Option<&mut Resampler>) {
    match (signal, converter) {
        (Some(signal), Some(converter)) => converter.convert_samples(signal.frame, frame),
        (Some(signal), None) if signal.frame.len() == frame.len() => {
            frame.copy_from_slice(signal.frame);
        }
        _ => frame.fill(0),
    }
}
