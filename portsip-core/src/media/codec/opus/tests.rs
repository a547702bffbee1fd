//! Voice, losses and limits, by what comes out of the decoder.

use ::opus::Bandwidth;

use super::packet::has_redundancy;
use super::{OpusDecoder, OpusEncoder};
use crate::media::codec::{CodecError, Decoder, Encoder};
use crate::plan::FormatParameters;

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
