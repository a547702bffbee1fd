//! Samples to packets: what the receiver asked for becomes settings of the
//! encoder.

use ::opus::{Application, Bandwidth, Bitrate, Channels, Repacketizer, Signal};

use super::{SAMPLE_RATE_HZ, codec_error};
use crate::media::codec::{CodecError, Encoder};
use crate::plan::FormatParameters;

/// Samples of 10 ms, the parts of a packet time that is no Opus frame.
const SAMPLES_10_MS: usize = 480;
/// A frame of Opus is never longer (RFC 6716 §3.2.1).
const FRAME_BYTES_MAX: usize = 1275;
/// The most 10 ms parts a packet is made of (50 ms).
const PARTS_MAX: usize = 5;
/// Full-band voice at little more than its transparent rate (RFC 7587 §3.1.1).
const BITRATE_BPS: u32 = 32_000;
const BITRATE_BPS_MIN: u32 = 6_000;
const BITRATE_BPS_MAX: u32 = 510_000;
/// Half the cost of the highest complexity at a loss few hear in voice.
const COMPLEXITY: i32 = 5;
/// Loss assumed until RTCP tells: makes the first losses of a call repairable.
const LOSS_PERCENT_INITIAL: i32 = 5;
/// A frame so short says only "nothing to send".
const DTX_BYTES_MAX: usize = 2;

/// Encodes 48 kHz mono.
pub(in crate::media::codec) struct OpusEncoder {
    encoder: ::opus::Encoder,
    dtx: bool,
    /// What the receiver takes at most.
    bitrate_bps_max: u32,
    /// For packet times that are no Opus frame duration (30 and 50 ms).
    parts: Option<Box<Parts>>,
}

/// Several 10 ms frames on their way into one packet.
struct Parts {
    repacketizer: Repacketizer,
    frames: [[u8; FRAME_BYTES_MAX]; PARTS_MAX],
}

impl OpusEncoder {
    pub(in crate::media::codec) fn new(
        parameters: &FormatParameters,
        ptime_ms: u32,
    ) -> Result<Self, CodecError> {
        let mut encoder = ::opus::Encoder::new(SAMPLE_RATE_HZ, Channels::Mono, Application::Voip)
            .map_err(codec_error)?;
        configure(&mut encoder, parameters).map_err(codec_error)?;
        let parts = if matches!(ptime_ms, 10 | 20 | 40 | 60 | 80 | 100 | 120) {
            None
        } else {
            // The frames of one packet must share mode and bandwidth.
            encoder.set_signal(Signal::Voice).map_err(codec_error)?;
            encoder
                .set_bandwidth(bandwidth_max(parameters))
                .map_err(codec_error)?;
            Some(Box::new(Parts {
                repacketizer: Repacketizer::new().map_err(codec_error)?,
                frames: [[0; FRAME_BYTES_MAX]; PARTS_MAX],
            }))
        };
        Ok(Self {
            encoder,
            dtx: parameters.use_dtx,
            bitrate_bps_max: bitrate_bps_max(parameters),
            parts,
        })
    }
}

fn configure(
    encoder: &mut ::opus::Encoder,
    parameters: &FormatParameters,
) -> Result<(), ::opus::Error> {
    let bitrate_bps = bitrate_bps_max(parameters).min(bitrate_bps_of(bandwidth_max(parameters)));
    encoder.set_bitrate(Bitrate::Bits(bitrate_bps as i32))?;
    encoder.set_complexity(COMPLEXITY)?;
    encoder.set_max_bandwidth(bandwidth_max(parameters))?;
    encoder.set_inband_fec(parameters.use_inband_fec)?;
    encoder.set_packet_loss_perc(LOSS_PERCENT_INITIAL)?;
    encoder.set_dtx(parameters.use_dtx)
}

/// The average bit rate that the receiver takes at most (RFC 7587 §6.1).
fn bitrate_bps_max(parameters: &FormatParameters) -> u32 {
    parameters
        .bitrate_bps_max
        .unwrap_or(BITRATE_BPS_MAX)
        .max(BITRATE_BPS_MIN)
}

/// The bandwidth that fills the receiver's play-out rate (RFC 7587 §6.1).
fn bandwidth_max(parameters: &FormatParameters) -> Bandwidth {
    match parameters.playback_rate_hz_max.unwrap_or(SAMPLE_RATE_HZ) {
        0..=8_000 => Bandwidth::Narrowband,
        8_001..=12_000 => Bandwidth::Mediumband,
        12_001..=16_000 => Bandwidth::Wideband,
        16_001..=24_000 => Bandwidth::Superwideband,
        _ => Bandwidth::Fullband,
    }
}

/// The bit rate for good voice of a bandwidth (RFC 7587 §3.1.1).
fn bitrate_bps_of(bandwidth: Bandwidth) -> u32 {
    match bandwidth {
        Bandwidth::Narrowband => 12_000,
        Bandwidth::Mediumband => 16_000,
        Bandwidth::Wideband => 20_000,
        Bandwidth::Superwideband => 28_000,
        _ => BITRATE_BPS,
    }
}

impl Encoder for OpusEncoder {
    fn encode(&mut self, pcm: &[i16], out: &mut [u8]) -> Result<usize, CodecError> {
        let length = match &mut self.parts {
            None => self.encoder.encode(pcm, out).map_err(codec_error)?,
            Some(parts) => encode_parts(&mut self.encoder, parts, pcm, out)?,
        };
        if self.dtx && length <= DTX_BYTES_MAX {
            return Ok(0);
        }
        Ok(length)
    }

    fn sample_rate_hz(&self) -> u32 {
        SAMPLE_RATE_HZ
    }

    fn set_loss_percent(&mut self, percent: u8) {
        // Only a value above 100 is refused.
        let _ = self
            .encoder
            .set_packet_loss_perc(i32::from(percent.min(100)));
    }

    fn set_bitrate_bps(&mut self, bitrate_bps: u32) {
        let bitrate_bps = bitrate_bps.clamp(BITRATE_BPS_MIN, self.bitrate_bps_max);
        // Every rate in this range is taken.
        let _ = self.encoder.set_bitrate(Bitrate::Bits(bitrate_bps as i32));
    }
}

fn encode_parts(
    encoder: &mut ::opus::Encoder,
    parts: &mut Parts,
    pcm: &[i16],
    out: &mut [u8],
) -> Result<usize, CodecError> {
    if pcm.is_empty() || !pcm.len().is_multiple_of(SAMPLES_10_MS) {
        return Err(CodecError::FrameLength);
    }
    let count = pcm.len() / SAMPLES_10_MS;
    let frames = parts
        .frames
        .get_mut(..count)
        .ok_or(CodecError::FrameLength)?;
    let share = (out.len() / count).min(FRAME_BYTES_MAX);
    let mut lengths = [0; PARTS_MAX];
    for ((frame, samples), length) in frames
        .iter_mut()
        .zip(pcm.chunks_exact(SAMPLES_10_MS))
        .zip(&mut lengths)
    {
        *length = encoder
            .encode(samples, &mut frame[..share])
            .map_err(codec_error)?;
    }
    let mut packet = parts.repacketizer.begin();
    for (frame, length) in frames.iter().zip(lengths) {
        packet.cat(&frame[..length]).map_err(codec_error)?;
    }
    packet.out(out).map_err(codec_error)
}
