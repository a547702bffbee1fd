//! Which of a device's formats is used.

use cpal::traits::DeviceTrait;
use cpal::{BufferSize, SampleFormat, StreamConfig, SupportedBufferSize};
use cpal::{SupportedStreamConfig, SupportedStreamConfigRange};

use super::super::{DeviceError, Side};
use super::refused;
use crate::media::audio::frame_samples;

/// Rates in Hz that have whole frames, the preferred first: the one that most
/// hardware runs at, then what voice needs.
const RATES_HZ: [u32; 6] = [48_000, 32_000, 24_000, 16_000, 44_100, 8_000];
/// Sample formats, the preferred first.
const FORMATS: [SampleFormat; 3] = [SampleFormat::I16, SampleFormat::F32, SampleFormat::I32];

/// Whether a device has a format that we can take. One that is in use, by us
/// perhaps, may not tell.
pub(super) fn is_usable(device: &cpal::Device, side: Side) -> bool {
    let ranges = match side {
        Side::Microphone => device.supported_input_configs().map(best),
        Side::Speaker => device.supported_output_configs().map(best),
    };
    match ranges {
        Ok(format) => format.is_some(),
        Err(error) => error.kind() == cpal::ErrorKind::DeviceBusy,
    }
}

/// The format of a microphone that suits us best.
pub(super) fn of_input(device: &cpal::Device) -> Result<SupportedStreamConfig, DeviceError> {
    let ranges = device
        .supported_input_configs()
        .map_err(|error| refused(&error))?;
    best(ranges).ok_or(DeviceError::Format)
}

/// The format of a speaker that suits us best.
pub(super) fn of_output(device: &cpal::Device) -> Result<SupportedStreamConfig, DeviceError> {
    let ranges = device
        .supported_output_configs()
        .map_err(|error| refused(&error))?;
    best(ranges).ok_or(DeviceError::Format)
}

fn best(ranges: impl Iterator<Item = SupportedStreamConfigRange>) -> Option<SupportedStreamConfig> {
    let ranked = ranges.filter_map(|range| {
        let format = FORMATS
            .iter()
            .position(|format| *format == range.sample_format())?;
        let rates = range.min_sample_rate()..=range.max_sample_rate();
        let rate = RATES_HZ.iter().position(|rate| rates.contains(rate))?;
        // One channel, or else as few as there are.
        Some(((rate, range.channels(), format), range))
    });
    let ((rate, ..), range) = ranked.min_by_key(|(rank, _)| *rank)?;
    range.try_with_sample_rate(RATES_HZ[rate])
}

/// The stream to ask for, in periods of so many frames where the device can.
pub(super) fn stream_config(supported: &SupportedStreamConfig, period: usize) -> StreamConfig {
    let mut config = supported.config();
    if let SupportedBufferSize::Range { min, max } = *supported.buffer_size() {
        let frames = (period * frame_samples(config.sample_rate)) as u32;
        config.buffer_size = BufferSize::Fixed(frames.clamp(min, max.max(min)));
    }
    config
}
