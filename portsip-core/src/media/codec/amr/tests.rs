//! Payloads there and back, and voice through them.

use proptest::prelude::*;

use super::{AmrDecoder, AmrEncoder, Band, FRAMES_MAX, Frame, Layout, Payload, frame_bits, write};
use crate::media::codec::{CodecError, Decoder, Encoder, ModeRequest};
use crate::plan::AmrParameters;

const LAYOUTS: [Layout; 4] = [
    layout(Band::Narrow, false),
    layout(Band::Narrow, true),
    layout(Band::Wide, false),
    layout(Band::Wide, true),
];

const fn layout(band: Band, octet_aligned: bool) -> Layout {
    Layout {
        band,
        octet_aligned,
    }
}

fn any_layout() -> impl Strategy<Value = Layout> {
    (0..LAYOUTS.len()).prop_map(|index| LAYOUTS[index])
}

/// A frame of any type of a band, its bits as a reader gives them.
fn any_frame(band: Band) -> impl Strategy<Value = Frame> {
    let types: Vec<u8> = (0..16).filter(|t| frame_bits(band, *t).is_some()).collect();
    let bits = proptest::collection::vec(any::<u8>(), 60);
    (proptest::sample::select(types), any::<bool>(), bits).prop_map(
        move |(frame_type, is_good, octets)| {
            let count = frame_bits(band, frame_type).expect("a type of the band");
            let mut bits = [0; 60];
            for index in 0..count {
                bits[index / 8] |= octets[index / 8] & (0x80 >> (index % 8));
            }
            Frame {
                frame_type,
                is_good,
                bits,
            }
        },
    )
}

fn any_frames() -> impl Strategy<Value = (Layout, Vec<Frame>)> {
    any_layout().prop_flat_map(|layout| {
        let frames = proptest::collection::vec(any_frame(layout.band), 1..=FRAMES_MAX);
        (Just(layout), frames)
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read((layout, frames) in any_frames(), request in 0_u8..8) {
        let mut out = [0xA5; 500];
        let length = write(layout, ModeRequest::Mode(request), &frames, &mut out).expect("room");
        let payload = Payload::parse(layout, &out[..length]).expect("a payload");
        prop_assert_eq!(payload.mode_request(), Some(ModeRequest::Mode(request)));
        prop_assert_eq!(payload.frames().collect::<Vec<_>>(), frames.clone());
        prop_assert!(Payload::parse(layout, &out[..length - 1]).is_none());
        prop_assert!(Payload::parse(layout, &out[..=length]).is_none());
        let short = write(layout, ModeRequest::Any, &frames, &mut out[..length - 1]);
        prop_assert_eq!(short, None);
    }

    #[test]
    fn any_octets_are_a_payload_or_none(
        layout in any_layout(),
        octets in proptest::collection::vec(any::<u8>(), 0..200),
    ) {
        if let Some(payload) = Payload::parse(layout, &octets) {
            prop_assert_eq!(payload.frames().count(), payload.frame_count());
            let frames: Vec<_> = payload.frames().collect();
            let mut out = [0; 500];
            let request = payload.mode_request().unwrap_or(ModeRequest::Any);
            prop_assert_eq!(write(layout, request, &frames, &mut out), Some(octets.len()));
        }
    }

    #[test]
    fn any_octets_can_be_decoded(
        layout in any_layout(),
        payloads in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..80), 1..8),
        (right, frames) in any_frames(),
    ) {
        let mut decoder = AmrDecoder::new(layout).expect("scripts/setup test installs it");
        let mut pcm = [0; 5760];
        for payload in payloads {
            let decoded = decoder.decode(&payload, &mut pcm).unwrap_or(0);
            prop_assert_eq!(decoded, decoder.packet_samples(&payload));
        }
        let mut decoder = AmrDecoder::new(right).expect("scripts/setup test installs it");
        let mut out = [0; 500];
        let length = write(right, ModeRequest::Any, &frames, &mut out).expect("room");
        let samples = frames.len() * right.band.frame_samples();
        prop_assert_eq!(decoder.decode(&out[..length], &mut pcm), Ok(samples));
    }
}

#[test]
fn the_examples_of_the_standard_are_read() {
    // RFC 4867 §4.3.5.1: one frame of mode 7.4 (148 bits), no request.
    let bandwidth_efficient = layout(Band::Narrow, false);
    let mut octets = [0xFF; 20];
    octets[0] = 0b1111_0010;
    octets[1] = 0b0111_1111;
    octets[19] = 0b1111_1100;
    let payload = Payload::parse(bandwidth_efficient, &octets).expect("a payload");
    assert_eq!(payload.mode_request(), Some(ModeRequest::Any));
    let frame = payload.frames().next().expect("a frame");
    assert_eq!((frame.frame_type, frame.is_good), (4, true));
    assert_eq!(frame.bits[..19], [[0xFF; 18].as_slice(), &[0xF0]].concat());

    // §4.4.5.1: octet-aligned, a request for mode 6, two frames of 5.9 and 7.4.
    let aligned = layout(Band::Narrow, true);
    let mut octets = vec![6 << 4, 0x80 | 2 << 3 | 4, 4 << 3 | 4];
    octets.extend([0x55; 15 + 19]);
    let payload = Payload::parse(aligned, &octets).expect("a payload");
    assert_eq!(payload.mode_request(), Some(ModeRequest::Mode(6)));
    let types: Vec<_> = payload.frames().map(|frame| frame.frame_type).collect();
    assert_eq!(types, [2, 4]);
}

#[test]
fn requests_that_there_are_not_ask_for_nothing() {
    for (band, mode_max) in [(Band::Narrow, 7), (Band::Wide, 8)] {
        for request in 0..16 {
            let octets = [request << 4, 15 << 3 | 4];
            let payload = Payload::parse(layout(band, true), &octets).expect("no data");
            let expected = match request {
                15 => Some(ModeRequest::Any),
                mode if mode <= mode_max => Some(ModeRequest::Mode(mode)),
                _ => None,
            };
            assert_eq!(payload.mode_request(), expected);
        }
    }
}

/// A vowel of sorts: a gliding pitch with harmonics and a slow envelope.
fn voice(rate_hz: f32, samples: usize) -> Vec<i16> {
    let mut phase = 0.0_f32;
    (0..samples)
        .map(|i| {
            let seconds = i as f32 / rate_hz;
            phase += (140.0 + 30.0 * (seconds * 3.0).sin()) / rate_hz;
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

/// Signal to noise in dB at the best of the delays and levels the codec may
/// have: its post-filter changes the level of a voice as simple as this one.
fn snr_db(reference: &[i16], heard: &[i16]) -> f64 {
    (0..320)
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

fn coders(layout: Layout, ptime_ms: u32) -> (AmrEncoder, AmrDecoder) {
    let parameters = AmrParameters {
        octet_aligned: layout.octet_aligned,
        ..AmrParameters::default()
    };
    (
        AmrEncoder::new(layout.band, parameters, None, ptime_ms)
            .expect("scripts/setup test installs it"),
        AmrDecoder::new(layout).expect("scripts/setup test installs it"),
    )
}

#[test]
fn voice_comes_back_at_every_packet_time() {
    for layout in LAYOUTS {
        for ptime_ms in [20, 40, 60] {
            let (mut encoder, mut decoder) = coders(layout, ptime_ms);
            let rate_hz = encoder.sample_rate_hz();
            let pcm = voice(rate_hz as f32, rate_hz as usize);
            let mut heard = Vec::new();
            for packet in pcm.chunks_exact((rate_hz / 1000 * ptime_ms) as usize) {
                let mut out = [0; 300];
                let length = encoder.encode(packet, &mut out).expect("it is encoded");
                let mut samples = [0; 960];
                let count = decoder.decode(&out[..length], &mut samples);
                assert_eq!(count, Ok(packet.len()));
                heard.extend_from_slice(&samples[..packet.len()]);
            }
            let snr = snr_db(&pcm[..heard.len()], &heard);
            println!("{layout:?}, {ptime_ms} ms: {snr:.1} dB");
            assert!(snr > 3.0, "{layout:?} {ptime_ms}: {snr}");
        }
        let parameters = AmrParameters::default();
        for ptime_ms in [0, 10, 30, 50, 140] {
            let refused = AmrEncoder::new(layout.band, parameters, None, ptime_ms).err();
            assert_eq!(refused, Some(CodecError::FrameLength));
        }
    }
}

#[test]
fn a_request_changes_the_mode_of_the_next_packet() {
    for layout in LAYOUTS {
        let (mut encoder, _) = coders(layout, 20);
        let frame = vec![0; layout.band.frame_samples()];
        let mut mode = |request: Option<ModeRequest>| {
            if let Some(request) = request {
                encoder.request_mode(request);
            }
            let mut out = [0; 300];
            let length = encoder.encode(&frame, &mut out).expect("it is encoded");
            let payload = Payload::parse(layout, &out[..length]).expect("a payload");
            payload.frames().next().expect("a frame").frame_type
        };
        let highest = layout.band.mode_max();
        assert_eq!(mode(None), highest);
        assert_eq!(mode(Some(ModeRequest::Mode(2))), 2);
        assert_eq!(mode(None), 2);
        assert_eq!(mode(Some(ModeRequest::Any)), highest);
    }
}

#[test]
fn a_loss_goes_on_and_fades() {
    for layout in [layout(Band::Narrow, true), layout(Band::Wide, true)] {
        let (mut encoder, mut decoder) = coders(layout, 20);
        let rate_hz = encoder.sample_rate_hz();
        let frame = layout.band.frame_samples();
        for packet in voice(rate_hz as f32, frame * 50).chunks_exact(frame) {
            let mut out = [0; 300];
            let length = encoder.encode(packet, &mut out).expect("it is encoded");
            decoder
                .decode(&out[..length], &mut vec![0; frame])
                .expect("it is decoded");
        }
        let mut made = vec![0; frame / 2];
        let mut levels = Vec::new();
        for _ in 0..40 {
            assert!(decoder.conceal(&mut made));
            levels.push(energy(&made).sqrt());
        }
        assert!(levels[0] > 1000.0, "{levels:?}");
        assert!(levels[39] < levels[0] / 8.0, "{levels:?}");
    }
}
