//! Voice through payloads, and payloads that are none.

use proptest::prelude::*;

use super::payload::frame_count;
use super::{Band, SpeexDecoder, SpeexEncoder, sample_rate_hz};
use crate::media::codec::{CodecError, Decoder, Encoder, PACKET_SAMPLES_MAX};
use crate::plan::SpeexParameters;

const BANDS: [Band; 3] = [Band::Narrow, Band::Wide, Band::UltraWide];

/// A vowel of sorts: a gliding pitch with harmonics and a slow envelope.
fn voice(rate_hz: u32, samples: usize) -> Vec<i16> {
    let mut phase = 0.0_f32;
    (0..samples)
        .map(|i| {
            let seconds = i as f32 / rate_hz as f32;
            phase += (140.0 + 30.0 * (seconds * 3.0).sin()) / rate_hz as f32;
            let envelope = 0.6 + 0.4 * (seconds * 12.0).sin();
            let wave: f32 = (1..8)
                .map(|n| (phase * n as f32 * std::f32::consts::TAU).sin() / n as f32)
                .sum();
            (wave * envelope * 6000.0) as i16
        })
        .collect()
}

fn energy(pcm: &[i16]) -> f64 {
    pcm.iter().map(|sample| f64::from(*sample).powi(2)).sum()
}

/// Signal to noise in dB at the best of the delays and levels the codec may have.
fn snr_db(reference: &[i16], heard: &[i16]) -> f64 {
    (0..800)
        .map(|delay| {
            let heard = &heard[delay..];
            let reference = &reference[..heard.len()];
            let pairs = heard.iter().zip(reference);
            let common: f64 = pairs.map(|(h, r)| f64::from(*h) * f64::from(*r)).sum();
            let alike = common.powi(2) / (energy(heard) * energy(reference));
            -10.0 * (1.0 - alike).log10()
        })
        .fold(f64::MIN, f64::max)
}

fn encoder(band: Band, parameters: SpeexParameters, ptime_ms: u32) -> SpeexEncoder {
    SpeexEncoder::new(band, parameters, None, ptime_ms).expect("scripts/setup test installs it")
}

fn decoder(band: Band) -> SpeexDecoder {
    SpeexDecoder::new(band).expect("scripts/setup test installs it")
}

#[test]
fn voice_comes_back_at_every_packet_time() {
    for band in BANDS {
        for ptime_ms in [20, 40, 60] {
            let mut encoder = encoder(band, SpeexParameters::default(), ptime_ms);
            let mut decoder = decoder(band);
            let rate_hz = sample_rate_hz(band);
            let pcm = voice(rate_hz, rate_hz as usize);
            let mut heard = Vec::new();
            for packet in pcm.chunks_exact((rate_hz / 1000 * ptime_ms) as usize) {
                let mut out = [0; 500];
                let length = encoder.encode(packet, &mut out).expect("it is encoded");
                let payload = &out[..length];
                assert_eq!(frame_count(payload), Some(ptime_ms as usize / 20));
                let mut samples = [0; 1920];
                assert_eq!(decoder.decode(payload, &mut samples), Ok(packet.len()));
                heard.extend_from_slice(&samples[..packet.len()]);
            }
            let snr = snr_db(&pcm[..heard.len()], &heard);
            println!("{band:?}, {ptime_ms} ms: {snr:.1} dB");
            assert!(snr > 3.0, "{band:?} {ptime_ms}: {snr}");
        }
        for ptime_ms in [0, 10, 30, 50, 140] {
            let refused = SpeexEncoder::new(band, SpeexParameters::default(), None, ptime_ms).err();
            assert_eq!(refused, Some(CodecError::FrameLength));
        }
    }
}

/// Octets of a second of voice.
fn octets(encoder: &mut SpeexEncoder, band: Band) -> usize {
    let rate_hz = sample_rate_hz(band);
    let pcm = voice(rate_hz, rate_hz as usize);
    let packets = pcm.chunks_exact(band.frame_samples());
    packets
        .map(|packet| {
            encoder
                .encode(packet, &mut [0; 500])
                .expect("it is encoded")
        })
        .sum()
}

#[test]
fn the_receivers_mode_and_the_programs_bit_rate_are_followed() {
    for (band, mode, bps) in [(Band::Narrow, 3, 8_000), (Band::Wide, 4, 12_800)] {
        let parameters = SpeexParameters {
            mode: Some(mode),
            ..SpeexParameters::default()
        };
        let mut encoder = encoder(band, parameters, 20);
        let sent = octets(&mut encoder, band) * 8;
        // Each frame is padded to an octet.
        assert!((bps..bps + 50 * 8).contains(&sent), "{band:?}: {sent}");
        encoder.set_bitrate_bps(6_000);
        let sent = octets(&mut encoder, band) * 8;
        assert!(sent < 6_000 + 50 * 8, "{band:?}: {sent}");
    }
}

#[test]
fn the_bandwidth_of_the_other_side_is_kept_to() {
    for band in BANDS {
        for variable_rate in [false, true] {
            let parameters = SpeexParameters {
                variable_rate,
                ..SpeexParameters::default()
            };
            let mut encoder = SpeexEncoder::new(band, parameters, Some(10_000), 20)
                .expect("scripts/setup test installs it");
            encoder.set_bitrate_bps(25_000);
            let sent = octets(&mut encoder, band) * 8;
            assert!(sent < 10_000 + 50 * 8, "{band:?}: {sent}");
        }
        let default = SpeexParameters::default();
        let mut bounded = SpeexEncoder::new(band, default, Some(60_000), 20)
            .expect("scripts/setup test installs it");
        let mut free = encoder(band, default, 20);
        assert_eq!(octets(&mut bounded, band), octets(&mut free, band));
    }
}

#[test]
fn silence_is_not_sent_where_that_is_welcome() {
    let parameters = SpeexParameters {
        comfort_noise: true,
        variable_rate: true,
        mode: None,
    };
    let mut encoder = encoder(Band::Narrow, parameters, 20);
    octets(&mut encoder, Band::Narrow);
    let mut unsent = 0;
    for _ in 0..100 {
        let length = encoder
            .encode(&[0; 160], &mut [0; 500])
            .expect("it is encoded");
        unsent += usize::from(length == 0);
    }
    assert!(unsent > 50, "{unsent}");
}

#[test]
fn a_loss_goes_on_and_fades() {
    for band in BANDS {
        let (mut encoder, mut decoder) =
            (encoder(band, SpeexParameters::default(), 20), decoder(band));
        let frame = band.frame_samples();
        for packet in voice(sample_rate_hz(band), frame * 50).chunks_exact(frame) {
            let mut out = [0; 500];
            let length = encoder.encode(packet, &mut out).expect("it is encoded");
            decoder
                .decode(&out[..length], &mut vec![0; frame])
                .expect("it is decoded");
        }
        let mut levels = Vec::new();
        for _ in 0..60 {
            let mut made = vec![0; frame / 2];
            assert!(decoder.conceal(&mut made));
            levels.push(energy(&made).sqrt());
        }
        assert!(levels[0] > 1000.0, "{levels:?}");
        assert!(levels[59] < levels[0] / 8.0, "{levels:?}");
    }
}

#[test]
fn padding_and_messages_are_no_frames() {
    // A frame of mode 0 has 5 bits: 0 0000, then 0 and ones up to the octet.
    assert_eq!(frame_count(&[0b0000_0011]), Some(1));
    assert_eq!(frame_count(&[0b0000_0000, 0b0001_1111]), Some(2));
    // The end alone.
    assert_eq!(frame_count(&[0b0111_1111]), None);
    assert_eq!(frame_count(&[]), None);
    // A message to the coder with code 0 and one bit, then a frame of mode 0.
    assert_eq!(frame_count(&[0b0111_0000, 0b0000_0001]), Some(1));
    // Mode 9 there is not; mode 1 has 43 bits.
    assert_eq!(frame_count(&[0b0100_1000; 100]), None);
    assert_eq!(frame_count(&[0b0000_1000]), None);
    assert_eq!(frame_count(&[0; 100]), None);
}

proptest! {
    #[test]
    fn any_octets_can_be_decoded(
        band in prop::sample::select(&BANDS[..]),
        payloads in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..120), 1..8),
    ) {
        let mut decoder = decoder(band);
        let mut pcm = [0; PACKET_SAMPLES_MAX];
        for payload in payloads {
            let decoded = decoder.decode(&payload, &mut pcm).unwrap_or(0);
            prop_assert_eq!(decoded, decoder.packet_samples(&payload));
        }
    }

    #[test]
    fn voice_with_flipped_bits_can_be_decoded(
        band in prop::sample::select(&BANDS[..]),
        flips in proptest::collection::vec((0_usize..70, any::<u8>()), 0..4),
    ) {
        let mut out = [0; 500];
        let samples = voice(sample_rate_hz(band), band.frame_samples());
        let length = encoder(band, SpeexParameters::default(), 20).encode(&samples, &mut out);
        let payload = &mut out[..length.expect("it is encoded")];
        for (at, flip) in flips {
            if let Some(octet) = payload.get_mut(at) {
                *octet ^= flip;
            }
        }
        let mut decoder = decoder(band);
        let mut pcm = [0; PACKET_SAMPLES_MAX];
        let decoded = decoder.decode(payload, &mut pcm).unwrap_or(0);
        prop_assert_eq!(decoded, decoder.packet_samples(payload));
    }
}
