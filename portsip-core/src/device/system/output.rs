//! A speaker: the system's thread empties a ring that the media thread fills.

use std::sync::Once;
use std::time::Duration;

use cpal::traits::{DeviceTrait, StreamTrait};
use cpal::{FromSample, SampleFormat, SizedSample, StreamConfig};
use rtrb::{Consumer, Producer, RingBuffer};

use super::super::drift::{Drift, RingSide, fit};
use super::super::{AudioOutput, DeviceError, raise_thread_priority};
use super::format;
use super::host::Connection;
use super::{LOST_AFTER_FRAMES, Told, refused};
use crate::media::audio::{FRAME_SAMPLES_MAX, frame_samples};

/// Frames of 10 ms the ring holds.
const RING_FRAMES: usize = 20;

/// An open speaker.
pub(super) struct CardOutput {
    /// Plays as long as it lives.
    _stream: cpal::Stream,
    /// Outlives the stream.
    _connection: Connection,
    ring: Producer<i16>,
    rate_hz: u32,
    drift: Drift,
    samples: Box<[i16; Drift::ring_samples_max(FRAME_SAMPLES_MAX)]>,
    refused_frames: u32,
    has_begun: bool,
    told: Told,
}

impl CardOutput {
    pub(super) fn open(connection: Connection, device: &cpal::Device) -> Result<Self, DeviceError> {
        let supported = format::of_output(device)?;
        let rate_hz = supported.sample_rate();
        let frame = frame_samples(rate_hz);
        let told = Told::default();
        let build = match supported.sample_format() {
            SampleFormat::I16 => build::<i16>,
            SampleFormat::F32 => build::<f32>,
            SampleFormat::I32 => build::<i32>,
            _ => return Err(DeviceError::Format),
        };
        let config = format::stream_config(&supported, connection.period_frames());
        let (stream, ring) = build(device, config, &told)
            // A size that was promised may still be refused.
            .or_else(|_| build(device, supported.config(), &told))
            .map_err(|error| refused(&error))?;
        stream.play().map_err(|error| refused(&error))?;
        Ok(Self {
            _stream: stream,
            _connection: connection,
            ring,
            rate_hz,
            drift: Drift::new(frame, frame / 2, 2 * frame),
            samples: Box::new([0; Drift::ring_samples_max(FRAME_SAMPLES_MAX)]),
            refused_frames: 0,
            has_begun: false,
            told,
        })
    }
}

impl CardOutput {
    /// The samples that wait in the ring.
    fn fill(&self) -> usize {
        RING_FRAMES * frame_samples(self.rate_hz) - self.ring.slots()
    }
}

type Built = Result<(cpal::Stream, Producer<i16>), cpal::Error>;

fn build<T>(device: &cpal::Device, config: StreamConfig, told: &Told) -> Built
where
    T: SizedSample + FromSample<i16>,
{
    let (producer, consumer) = RingBuffer::new(RING_FRAMES * frame_samples(config.sample_rate));
    let channels = usize::from(config.channels.max(1));
    let mut consumer = consumer;
    let played = told.clone();
    let first = Once::new();
    let stream = device.build_output_stream(
        config,
        move |data: &mut [T], info: &cpal::OutputCallbackInfo| {
            first.call_once(raise_thread_priority);
            let stamp = info.timestamp();
            played.set_delay(stamp.playback.duration_since(stamp.callback));
            play(data, channels, &mut consumer);
        },
        told.on_error(),
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
        let fill = self.fill();
        let wanted = self.drift.ring_samples(RingSide::Writer, fill);
        let samples = &mut self.samples[..wanted];
        if fill == 0 {
            // The device has starved, or begins: one frame more, ahead of it.
            if std::mem::replace(&mut self.has_begun, true) {
                self.drift.starved();
            }
            samples.fill(0);
            let _ = self.ring.push_entire_slice(samples);
        }
        fit(frame, samples);
        if self.ring.push_entire_slice(samples).is_ok() {
            self.refused_frames = 0;
        } else {
            self.refused_frames = self.refused_frames.saturating_add(1);
            if self.refused_frames >= LOST_AFTER_FRAMES {
                self.told.set_lost();
            }
        }
    }

    fn delay(&self) -> Option<Duration> {
        Some(self.told.delay(self.fill(), self.rate_hz))
    }

    fn is_lost(&self) -> bool {
        self.told.is_lost()
    }
}
