//! A microphone: the system's thread fills a ring that the media thread reads.

use std::sync::Once;
use std::time::Duration;

use cpal::traits::{DeviceTrait, StreamTrait};
use cpal::{FromSample, SampleFormat, SizedSample, StreamConfig};
use rtrb::{Consumer, Producer, RingBuffer};

use super::super::drift::{Drift, RingSide, fit};
use super::super::{AudioInput, DeviceError, raise_thread_priority};
use super::format;
use super::host::Connection;
use super::{LOST_AFTER_FRAMES, Told, refused};
use crate::media::audio::{FRAME_SAMPLES_MAX, frame_samples};

/// Frames of 10 ms the ring holds.
const RING_FRAMES: usize = 20;
/// Frames in the ring beyond which the media thread has slept, and how many
/// are kept then.
const STALE_FRAMES: usize = 10;
const KEPT_FRAMES: usize = 2;

/// An open microphone.
pub(super) struct CardInput {
    /// Records as long as it lives.
    _stream: cpal::Stream,
    /// Outlives the stream.
    _connection: Connection,
    ring: Consumer<i16>,
    rate_hz: u32,
    drift: Drift,
    samples: Box<[i16; Drift::ring_samples_max(FRAME_SAMPLES_MAX)]>,
    silent_frames: u32,
    /// Something was heard.
    has_begun: bool,
    told: Told,
}

impl CardInput {
    pub(super) fn open(connection: Connection, device: &cpal::Device) -> Result<Self, DeviceError> {
        let supported = format::of_input(device)?;
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
            drift: Drift::new(frame, frame + frame / 4, 3 * frame),
            samples: Box::new([0; Drift::ring_samples_max(FRAME_SAMPLES_MAX)]),
            silent_frames: 0,
            has_begun: false,
            told,
        })
    }
}

type Built = Result<(cpal::Stream, Consumer<i16>), cpal::Error>;

fn build<T>(device: &cpal::Device, config: StreamConfig, told: &Told) -> Built
where
    T: SizedSample,
    i16: FromSample<T>,
{
    let (producer, consumer) = RingBuffer::new(RING_FRAMES * frame_samples(config.sample_rate));
    let channels = usize::from(config.channels.max(1));
    let mut producer = producer;
    let heard = told.clone();
    let first = Once::new();
    let stream = device.build_input_stream(
        config,
        move |data: &[T], info: &cpal::InputCallbackInfo| {
            first.call_once(raise_thread_priority);
            let stamp = info.timestamp();
            heard.set_delay(stamp.callback.duration_since(stamp.capture));
            record(data, channels, &mut producer);
        },
        told.on_error(),
        None,
    )?;
    Ok((stream, consumer))
}

/// Puts the mean of the channels into the ring; what does not fit is lost.
fn record<T: Copy>(data: &[T], channels: usize, ring: &mut Producer<i16>)
where
    i16: FromSample<T>,
{
    for frame in data.chunks_exact(channels) {
        let sum: i32 = frame
            .iter()
            .map(|sample| i32::from(<i16 as FromSample<T>>::from_sample_(*sample)))
            .sum();
        if ring.push((sum / channels as i32) as i16).is_err() {
            return;
        }
    }
}

impl AudioInput for CardInput {
    fn rate_hz(&self) -> Option<u32> {
        Some(self.rate_hz)
    }

    fn read(&mut self, frame: &mut [i16]) {
        let nominal = frame_samples(self.rate_hz);
        let mut fill = self.ring.slots();
        if fill > STALE_FRAMES * nominal {
            let excess = fill - KEPT_FRAMES * nominal;
            if let Ok(chunk) = self.ring.read_chunk(excess) {
                chunk.commit_all();
            }
            fill -= excess;
        }
        let wanted = self.drift.ring_samples(RingSide::Reader, fill);
        let samples = &mut self.samples[..wanted];
        if self.ring.pop_entire_slice(samples).is_ok() {
            self.silent_frames = 0;
            self.has_begun = true;
            fit(samples, frame);
        } else {
            // What there is waits for the rest of a frame.
            frame.fill(0);
            if self.has_begun && self.silent_frames == 0 {
                self.drift.starved();
            }
            self.silent_frames = self.silent_frames.saturating_add(1);
            if self.silent_frames >= LOST_AFTER_FRAMES {
                self.told.set_lost();
            }
        }
    }

    fn delay(&self) -> Option<Duration> {
        Some(self.told.delay(self.ring.slots(), self.rate_hz))
    }

    fn is_lost(&self) -> bool {
        self.told.is_lost()
    }
}
