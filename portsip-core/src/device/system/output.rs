//! A speaker: the system's thread empties a ring that the media thread fills.

use cpal::traits::{DeviceTrait, StreamTrait};
use cpal::{FromSample, SampleFormat, SizedSample, StreamConfig};
use rtrb::{Consumer, Producer, RingBuffer};

use super::super::drift::{Drift, RingSide, fit};
use super::super::{AudioOutput, DeviceError};
use super::format;
use super::{LOST_AFTER_FRAMES, Lost, refused};
use crate::media::audio::{FRAME_SAMPLES_MAX, frame_samples};

/// Frames of 10 ms the ring holds.
const RING_FRAMES: usize = 20;

/// An open speaker.
pub(super) struct CardOutput {
    /// Plays as long as it lives.
    _stream: cpal::Stream,
    ring: Producer<i16>,
    rate_hz: u32,
    drift: Drift,
    samples: Box<[i16; Drift::ring_samples_max(FRAME_SAMPLES_MAX)]>,
    refused_frames: u32,
    lost: Lost,
}

impl CardOutput {
    pub(super) fn open(device: &cpal::Device) -> Result<Self, DeviceError> {
        let supported = format::of_output(device)?;
        let rate_hz = supported.sample_rate();
        let frame = frame_samples(rate_hz);
        let lost = Lost::default();
        let build = match supported.sample_format() {
            SampleFormat::I16 => build::<i16>,
            SampleFormat::F32 => build::<f32>,
            SampleFormat::I32 => build::<i32>,
            _ => return Err(DeviceError::Format),
        };
        let config = format::stream_config(&supported);
        let (stream, ring) = build(device, config, &lost)
            // A size that was promised may still be refused.
            .or_else(|_| build(device, supported.config(), &lost))
            .map_err(|error| refused(&error))?;
        stream.play().map_err(|error| refused(&error))?;
        Ok(Self {
            _stream: stream,
            ring,
            rate_hz,
            drift: Drift::new(frame, frame / 2, 2 * frame),
            samples: Box::new([0; Drift::ring_samples_max(FRAME_SAMPLES_MAX)]),
            refused_frames: 0,
            lost,
        })
    }
}

type Built = Result<(cpal::Stream, Producer<i16>), cpal::Error>;

fn build<T>(device: &cpal::Device, config: StreamConfig, lost: &Lost) -> Built
where
    T: SizedSample + FromSample<i16>,
{
    let (producer, consumer) = RingBuffer::new(RING_FRAMES * frame_samples(config.sample_rate));
    let channels = usize::from(config.channels.max(1));
    let mut consumer = consumer;
    let stream = device.build_output_stream(
        config,
        move |data: &mut [T], _: &cpal::OutputCallbackInfo| play(data, channels, &mut consumer),
        lost.on_error(),
        None,
    )?;
    Ok((stream, producer))
}

/// Gives every channel the ring's next sample, silence where there is none.
fn play<T: SizedSample + FromSample<i16>>(
    data: &mut [T],
    channels: usize,
    ring: &mut Consumer<i16>,
) {
    for frame in data.chunks_mut(channels) {
        frame.fill(T::from_sample(ring.pop().unwrap_or(0)));
    }
}

impl AudioOutput for CardOutput {
    fn rate_hz(&self) -> Option<u32> {
        Some(self.rate_hz)
    }

    fn write(&mut self, frame: &[i16]) {
        let fill = RING_FRAMES * frame_samples(self.rate_hz) - self.ring.slots();
        let wanted = self.drift.ring_samples(RingSide::Writer, fill);
        let samples = &mut self.samples[..wanted];
        if fill == 0 {
            // The device has starved, or begins: one frame more, ahead of it.
            samples.fill(0);
            let _ = self.ring.push_entire_slice(samples);
        }
        fit(frame, samples);
        if self.ring.push_entire_slice(samples).is_ok() {
            self.refused_frames = 0;
        } else {
            self.refused_frames = self.refused_frames.saturating_add(1);
            if self.refused_frames >= LOST_AFTER_FRAMES {
                self.lost.set();
            }
        }
    }

    fn is_lost(&self) -> bool {
        self.lost.is_set()
    }
}
