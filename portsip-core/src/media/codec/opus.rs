//! Opus (RFC 6716, RFC 7587) by libopus: 48 kHz mono, in-band forward error
//! correction, discontinuous transmission, the codec's own concealment.

use ::opus::{Application, Bandwidth, Bitrate, Channels, ErrorCode, Repacketizer, Signal};

use super::{CodecError, Decoder, Encoder};
use crate::plan::FormatParameters;

const SAMPLE_RATE_HZ: u32 = 48_000;
/// Samples of 2.5 ms, of which every Opus duration is a multiple.
const SAMPLES_MIN: usize = 120;
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
pub(super) struct OpusEncoder {
    encoder: ::opus::Encoder,
    dtx: bool,
    /// For packet times that are no Opus frame duration (30 and 50 ms).
    parts: Option<Box<Parts>>,
}

/// Several 10 ms frames on their way into one packet.
struct Parts {
    repacketizer: Repacketizer,
    frames: [[u8; FRAME_BYTES_MAX]; PARTS_MAX],
}

impl OpusEncoder {
    pub(super) fn new(parameters: &FormatParameters, ptime_ms: u32) -> Result<Self, CodecError> {
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
            parts,
        })
    }
}

fn configure(
    encoder: &mut ::opus::Encoder,
    parameters: &FormatParameters,
) -> Result<(), ::opus::Error> {
    let bitrate_bps = parameters
        .bitrate_bps_max
        .unwrap_or(BITRATE_BPS_MAX)
        .min(bitrate_bps_of(bandwidth_max(parameters)))
        .max(BITRATE_BPS_MIN);
    encoder.set_bitrate(Bitrate::Bits(bitrate_bps as i32))?;
    encoder.set_complexity(COMPLEXITY)?;
    encoder.set_max_bandwidth(bandwidth_max(parameters))?;
    encoder.set_inband_fec(parameters.use_inband_fec)?;
    encoder.set_packet_loss_perc(LOSS_PERCENT_INITIAL)?;
    encoder.set_dtx(parameters.use_dtx)
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

/// Decodes to 48 kHz mono, stereo packets too.
pub(super) struct OpusDecoder {
    decoder: ::opus::Decoder,
}

impl OpusDecoder {
    pub(super) fn new() -> Result<Self, CodecError> {
        let decoder = ::opus::Decoder::new(SAMPLE_RATE_HZ, Channels::Mono).map_err(codec_error)?;
        Ok(Self { decoder })
    }
}

impl Decoder for OpusDecoder {
    fn decode(&mut self, payload: &[u8], pcm: &mut [i16]) -> Result<usize, CodecError> {
        // To libopus an empty payload means a loss.
        if payload.is_empty() {
            return Err(CodecError::Malformed);
        }
        self.decoder
            .decode(payload, pcm, false)
            .map_err(codec_error)
    }

    fn conceal(&mut self, pcm: &mut [i16]) -> bool {
        if pcm.is_empty() || !pcm.len().is_multiple_of(SAMPLES_MIN) {
            return false;
        }
        self.decoder.decode(&[], pcm, false).is_ok()
    }

    fn decode_fec(&mut self, next: &[u8], pcm: &mut [i16]) -> Result<usize, CodecError> {
        if !has_redundancy(next) || pcm.len() < frame_samples(next) {
            return Err(CodecError::NoFec);
        }
        if !pcm.len().is_multiple_of(SAMPLES_MIN) {
            return Err(CodecError::FrameLength);
        }
        self.decoder.decode(next, pcm, true).map_err(codec_error)
    }

    fn sample_rate_hz(&self) -> u32 {
        SAMPLE_RATE_HZ
    }

    fn packet_samples(&self, payload: &[u8]) -> usize {
        if payload.is_empty() {
            return 0;
        }
        self.decoder.get_nb_samples(payload).unwrap_or(0)
    }

    fn reset(&mut self) {
        // Refused by no state of the decoder.
        let _ = self.decoder.reset_state();
    }
}

/// Samples of one frame of a packet at 48 kHz (RFC 6716 §3.1, table 2).
fn frame_samples(packet: &[u8]) -> usize {
    let Some(toc) = packet.first() else { return 0 };
    let config = toc >> 3;
    match config {
        0..=11 => [480, 960, 1920, 2880][usize::from(config & 3)],
        12..=15 => [480, 960][usize::from(config & 1)],
        _ => SAMPLES_MIN << (config & 3),
    }
}

/// Whether a packet carries a low-bit-rate copy of the one before it
/// (RFC 6716 §4.2.3): the flag follows the voice activity flags, one per
/// 20 ms, at the head of the first SILK frame, for each channel.
fn has_redundancy(packet: &[u8]) -> bool {
    let Some(toc) = packet.first() else {
        return false;
    };
    if toc >> 3 >= 16 {
        // CELT only.
        return false;
    }
    let Some(head) = first_frame_offset(packet).and_then(|offset| packet.get(offset)) else {
        return false;
    };
    // One to three: a SILK frame lasts 60 ms at most.
    let activity_flags = (frame_samples(packet) / 960).clamp(1, 3);
    let mid = (head >> (7 - activity_flags)) & 1;
    let stereo = toc & 4 != 0;
    let side = (head >> (6 - 2 * activity_flags)) & 1;
    mid == 1 || (stereo && side == 1)
}

/// Where the first frame begins, by the packet's framing (RFC 6716 §3.2).
fn first_frame_offset(packet: &[u8]) -> Option<usize> {
    match packet.first()? & 3 {
        0 | 1 => Some(1),
        2 => Some(1 + length_bytes(*packet.get(1)?)),
        _ => {
            let counts = *packet.get(1)?;
            let frames = usize::from(counts & 0x3F);
            let mut offset = 2;
            if counts & 0x40 != 0 {
                while *packet.get(offset)? == 255 {
                    offset += 1;
                }
                offset += 1;
            }
            if counts & 0x80 != 0 {
                for _ in 1..frames {
                    offset += length_bytes(*packet.get(offset)?);
                }
            }
            Some(offset)
        }
    }
}

/// The octets of a frame length that begins with `first` (RFC 6716 §3.2.1).
fn length_bytes(first: u8) -> usize {
    if first >= 252 { 2 } else { 1 }
}

#[expect(clippy::needless_pass_by_value, reason = "it stands in map_err")]
fn codec_error(error: ::opus::Error) -> CodecError {
    match error.code() {
        ErrorCode::InvalidPacket => CodecError::Malformed,
        ErrorCode::BufferTooSmall => CodecError::BufferTooSmall,
        ErrorCode::BadArg => CodecError::FrameLength,
        _ => CodecError::Internal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLES_20_MS: usize = 960;

    fn parameters() -> FormatParameters {
        FormatParameters {
            use_inband_fec: true,
            ..FormatParameters::default()
        }
    }

    /// A vowel of sorts: a gliding pitch with harmonics and a slow envelope.
    fn voice(samples: usize) -> Vec<i16> {
        let mut phase = 0.0_f32;
        (0..samples)
            .map(|i| {
                let seconds = i as f32 / 48_000.0;
                phase += (140.0 + 30.0 * (seconds * 3.0).sin()) / 48_000.0;
                let envelope = 0.6 + 0.4 * (seconds * 12.0).sin();
                let wave: f32 = (1..8)
                    .map(|harmonic| {
                        let harmonic = harmonic as f32;
                        (phase * harmonic * std::f32::consts::TAU).sin() / harmonic
                    })
                    .sum();
                (wave * envelope * 6000.0) as i16
            })
            .collect()
    }

    fn energy(pcm: &[i16]) -> f64 {
        pcm.iter().map(|sample| f64::from(*sample).powi(2)).sum()
    }

    /// Signal to noise in dB at the best of the delays the codec may have.
    fn snr_db(reference: &[i16], heard: &[i16]) -> f64 {
        (0..480)
            .map(|delay| {
                let noise: f64 = heard[delay..]
                    .iter()
                    .zip(reference)
                    .map(|(heard, sent)| (f64::from(*heard) - f64::from(*sent)).powi(2))
                    .sum();
                10.0 * (energy(reference) / noise).log10()
            })
            .fold(f64::MIN, f64::max)
    }

    fn encode_all(encoder: &mut OpusEncoder, pcm: &[i16], frame: usize) -> Vec<Vec<u8>> {
        pcm.chunks_exact(frame)
            .map(|frame| {
                let mut out = vec![0; 1400];
                let length = encoder.encode(frame, &mut out).unwrap();
                out.truncate(length);
                out
            })
            .collect()
    }

    #[test]
    fn voice_comes_back_as_it_was_at_every_packet_time() {
        let pcm = voice(48_000);
        for ptime_ms in [10, 20, 30, 40, 50, 60] {
            let mut encoder = OpusEncoder::new(&parameters(), ptime_ms).unwrap();
            let mut decoder = OpusDecoder::new().unwrap();
            let frame = 48 * ptime_ms as usize;
            let mut heard = Vec::new();
            let mut octets = 0;
            for packet in encode_all(&mut encoder, &pcm, frame) {
                octets += packet.len();
                assert_eq!(decoder.packet_samples(&packet), frame);
                let mut out = vec![0; frame];
                assert_eq!(decoder.decode(&packet, &mut out), Ok(frame));
                heard.extend(out);
            }
            let snr = snr_db(&pcm[..heard.len()], &heard);
            assert!(snr > 6.0, "{ptime_ms} ms: {snr} dB");
            assert!(octets < 7_000, "{ptime_ms} ms: {octets} octets a second");
        }
    }

    #[test]
    fn a_lost_packet_is_restored_from_the_next() {
        let pcm = voice(48_000);
        let mut encoder = OpusEncoder::new(&parameters(), 20).unwrap();
        encoder.set_loss_percent(20);
        let packets = encode_all(&mut encoder, &pcm, SAMPLES_20_MS);
        let lost = 30;
        assert!(has_redundancy(&packets[lost + 1]));

        let decode_with = |restore: &dyn Fn(&mut OpusDecoder, &mut [i16])| {
            let mut decoder = OpusDecoder::new().unwrap();
            let mut out = vec![0; SAMPLES_20_MS];
            for packet in &packets[..lost] {
                decoder.decode(packet, &mut out).unwrap();
            }
            restore(&mut decoder, &mut out);
            out
        };
        let intact = decode_with(&|decoder, out| {
            decoder.decode(&packets[lost], out).unwrap();
        });
        let restored = decode_with(&|decoder, out| {
            assert_eq!(
                decoder.decode_fec(&packets[lost + 1], out),
                Ok(SAMPLES_20_MS)
            );
        });
        let concealed = decode_with(&|decoder, out| assert!(decoder.conceal(out)));
        let distance = |other: &[i16]| -> f64 {
            intact
                .iter()
                .zip(other)
                .map(|(a, b)| (f64::from(*a) - f64::from(*b)).powi(2))
                .sum()
        };
        assert!(distance(&restored) < energy(&intact) / 4.0);
        assert!(distance(&restored) < distance(&concealed));
    }

    #[test]
    fn a_packet_without_redundancy_says_so() {
        let mut encoder = OpusEncoder::new(&FormatParameters::default(), 20).unwrap();
        let packets = encode_all(&mut encoder, &voice(9600), SAMPLES_20_MS);
        let mut decoder = OpusDecoder::new().unwrap();
        let mut out = [0; SAMPLES_20_MS];
        assert_eq!(
            decoder.decode_fec(&packets[5], &mut out),
            Err(CodecError::NoFec)
        );
    }

    #[test]
    fn silence_is_not_sent_where_that_is_welcome() {
        let parameters = FormatParameters {
            use_dtx: true,
            ..parameters()
        };
        let mut encoder = OpusEncoder::new(&parameters, 20).unwrap();
        let mut pcm = voice(24_000);
        pcm.resize(96_000, 0);
        let packets = encode_all(&mut encoder, &pcm, SAMPLES_20_MS);
        let unsent = packets.iter().filter(|packet| packet.is_empty()).count();
        assert!(unsent > 50, "{unsent} of {}", packets.len());
        assert!(packets[..25].iter().all(|packet| !packet.is_empty()));
    }

    #[test]
    fn the_receivers_limits_are_kept() {
        let parameters = FormatParameters {
            bitrate_bps_max: Some(16_000),
            playback_rate_hz_max: Some(16_000),
            ..parameters()
        };
        let mut encoder = OpusEncoder::new(&parameters, 20).unwrap();
        let packets = encode_all(&mut encoder, &voice(48_000), SAMPLES_20_MS);
        let octets: usize = packets.iter().map(Vec::len).sum();
        assert!(octets <= 2_400, "{octets} octets a second");
        for packet in &packets {
            let bandwidth = ::opus::packet::get_bandwidth(packet).unwrap();
            assert!(
                (bandwidth as i32) <= Bandwidth::Wideband as i32,
                "{bandwidth:?}"
            );
        }
    }

    #[test]
    fn hostile_payloads_are_errors() {
        let mut decoder = OpusDecoder::new().unwrap();
        let mut out = [0; SAMPLES_20_MS];
        assert_eq!(decoder.decode(&[], &mut out), Err(CodecError::Malformed));
        assert_eq!(decoder.packet_samples(&[]), 0);
        assert_eq!(decoder.decode_fec(&[], &mut out), Err(CodecError::NoFec));
        for first in 0..=255_u8 {
            for second in [0, 1, 0x3F, 0x7F, 0xBF, 0xFF] {
                for length in 1..8 {
                    let mut packet = [0xFF; 8];
                    packet[0] = first;
                    packet[1] = second;
                    let packet = &packet[..length];
                    let samples = decoder.packet_samples(packet);
                    let decoded = decoder.decode(packet, &mut out);
                    assert!(decoded.is_err() || decoded == Ok(samples));
                    let _ = decoder.decode_fec(packet, &mut out);
                }
            }
        }
    }
}
