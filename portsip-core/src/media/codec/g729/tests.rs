//! Against an independent codec (see `vectors/README.md`), at the edges, and under attack.

use proptest::collection::vec;
use proptest::prelude::*;

use super::filter::SUBFRAME;
use super::frame::{LsfCode, SubframeCode, parity};
use super::pitch::{Delay, second_range};
use super::pulses::{self, Pulses};
use super::spectrum::{self, Analysis, predictor_of};
use super::*;

/// Samples by which the output is behind the input: what the analysis looks ahead.
const DELAY: usize = 40;

fn samples(octets: &[u8]) -> Vec<i16> {
    octets
        .as_chunks()
        .0
        .iter()
        .map(|pair| i16::from_le_bytes(*pair))
        .collect()
}

fn speech() -> Vec<i16> {
    samples(include_bytes!("vectors/speech.pcm"))
}

fn peer_speech() -> Vec<i16> {
    samples(include_bytes!("vectors/speech.decoded.pcm"))
}

const PEER_FRAMES: &[u8] = include_bytes!("vectors/speech.g729");

fn encode(pcm: &[i16]) -> Vec<u8> {
    let mut encoder = G729Encoder::new();
    let mut stream = vec![0; pcm.len() / 8];
    for (pcm, out) in pcm.chunks(2 * FRAME).zip(stream.chunks_mut(20)) {
        assert_eq!(encoder.encode(pcm, out), Ok(out.len()));
    }
    stream
}

/// `None` is a frame that was lost or not sent.
fn decode<'a>(
    decoder: &mut G729Decoder,
    frames: impl Iterator<Item = Option<&'a [u8]>>,
) -> Vec<i16> {
    let mut heard = Vec::new();
    for frame in frames {
        let mut piece = [0; FRAME];
        match frame {
            Some(frame) => assert_eq!(decoder.decode(frame, &mut piece), Ok(FRAME)),
            None => assert!(decoder.conceal(&mut piece)),
        }
        heard.extend(piece);
    }
    heard
}

fn decode_all(stream: &[u8]) -> Vec<i16> {
    decode(
        &mut G729Decoder::new(),
        stream.chunks(FRAME_OCTETS).map(Some),
    )
}

fn energy(pcm: &[i16]) -> f64 {
    pcm.iter().map(|sample| f64::from(*sample).powi(2)).sum()
}

fn snr_db(wanted: &[i16], heard: &[i16]) -> f64 {
    let noise: f64 = wanted
        .iter()
        .zip(heard)
        .map(|(a, b)| (f64::from(*a) - f64::from(*b)).powi(2))
        .sum();
    10.0 * (energy(wanted) / noise.max(1.0)).log10()
}

/// The mean over loud frames, as an ear would weigh them.
fn segmental_snr_db(said: &[i16], heard: &[i16]) -> f64 {
    let loud = |frame: &&[i16]| energy(frame) > 80.0 * 300.0 * 300.0;
    let count = said.chunks_exact(FRAME).filter(loud).count();
    let sum: f64 = said
        .chunks_exact(FRAME)
        .zip(heard[DELAY..].chunks_exact(FRAME))
        .filter(|(said, _)| loud(said))
        .map(|(said, heard)| snr_db(said, heard))
        .sum();
    sum / count as f64
}

fn level(pcm: &[i16]) -> f64 {
    (energy(pcm) / pcm.len() as f64).sqrt()
}

#[test]
fn hears_what_an_independent_decoder_hears() {
    let snr = snr_db(&peer_speech(), &decode_all(PEER_FRAMES));
    assert!(snr > 40.0, "{snr} dB");
}

#[test]
fn encodes_no_worse_than_an_independent_encoder() {
    let said = speech();
    let ours = segmental_snr_db(&said, &decode_all(&encode(&said)));
    let theirs = segmental_snr_db(&said, &peer_speech());
    assert!(
        theirs > 2.0 && ours > theirs - 0.3,
        "{ours} and {theirs} dB"
    );
}

#[test]
fn silence_frames_become_noise_as_loud_as_it_was() {
    let mut octets: &[u8] = include_bytes!("vectors/silence.frames");
    let mut frames = Vec::new();
    while let [length, rest @ ..] = octets {
        let (frame, rest) = rest.split_at(usize::from(*length));
        frames.push((!frame.is_empty()).then_some(frame));
        octets = rest;
    }
    let silent = frames
        .iter()
        .position(|frame| frame.is_some_and(|frame| frame.len() == 2))
        .unwrap();
    assert!(
        frames[silent + 1..]
            .iter()
            .filter(|frame| frame.is_none())
            .count()
            > 50
    );
    let heard = decode(&mut G729Decoder::new(), frames.into_iter());
    let theirs = samples(include_bytes!("vectors/silence.decoded.pcm"));
    let noise = (silent + 1) * FRAME..;
    let ratio = level(&heard[noise.clone()]) / level(&theirs[noise]);
    assert!((0.8..1.25).contains(&ratio), "{ratio}");
}

#[test]
fn lost_frames_go_on_with_the_voice_and_fade() {
    let lost = |number: usize| number % 16 == 7;
    let frames = || PEER_FRAMES.chunks(FRAME_OCTETS).enumerate();
    let with_losses = frames().map(|(number, frame)| (!lost(number)).then_some(frame));
    let heard = decode(&mut G729Decoder::new(), with_losses);
    let snr = segmental_snr_db(&speech(), &heard);
    let intact = segmental_snr_db(&speech(), &peer_speech());
    assert!(snr > intact - 2.0, "{snr} of {intact} dB");

    let mut decoder = G729Decoder::new();
    let before = decode(
        &mut decoder,
        frames().take(60).map(|(_, frame)| Some(frame)),
    );
    let after = decode(&mut decoder, std::iter::repeat_n(None, 300));
    assert!(level(&after[..FRAME]) > 0.3 * level(&before[before.len() - FRAME..]));
    assert!(level(&after[after.len() - 800..]) < 0.1 * level(&before));
}

#[test]
fn a_wrong_parity_takes_the_delay_before() {
    let mut frames: Vec<[u8; FRAME_OCTETS]> = PEER_FRAMES.as_chunks().0.to_vec();
    assert!(
        frames
            .iter()
            .all(|octets| Frame::from_octets(octets).parity_holds())
    );
    for octets in frames.iter_mut().step_by(10) {
        let mut frame = Frame::from_octets(octets);
        frame.subframes[0].delay ^= 0x80;
        *octets = frame.to_octets();
    }
    let snr = snr_db(&peer_speech(), &decode_all(frames.as_flattened()));
    assert!(snr > 0.0, "{snr} dB");
}

#[test]
fn silence_stays_silent_and_full_scale_bounded() {
    let quiet = decode_all(&encode(&[0; 8000]));
    assert!(quiet.iter().all(|sample| sample.abs() < 20));
    let square: Vec<i16> = (0..8000)
        .map(|n| if n / 37 % 2 == 0 { i16::MAX } else { i16::MIN })
        .collect();
    let loud = decode_all(&encode(&square));
    assert!(level(&loud[4000..]) > 8000.0, "{}", level(&loud[4000..]));
    // A quiet end after it is quiet again.
    let mut pcm = square;
    pcm.extend([0; 8000]);
    let heard = decode_all(&encode(&pcm));
    assert!(
        level(&heard[15_000..]) < 20.0,
        "{}",
        level(&heard[15_000..])
    );
}

#[test]
fn payloads_are_frames_and_one_silence_frame_at_the_end() {
    let mut decoder = G729Decoder::new();
    let mut pcm = [0; 3 * FRAME];
    let payload = [0x5A; 22];
    for (octets, frames) in [(2, 1), (10, 1), (12, 2), (20, 2), (22, 3)] {
        assert_eq!(decoder.packet_samples(&payload[..octets]), frames * FRAME);
        assert_eq!(
            decoder.decode(&payload[..octets], &mut pcm),
            Ok(frames * FRAME)
        );
    }
    for octets in [0, 1, 3, 9, 11, 13, 18, 21] {
        assert_eq!(decoder.packet_samples(&payload[..octets]), 0);
        assert_eq!(
            decoder.decode(&payload[..octets], &mut pcm),
            Err(CodecError::Malformed)
        );
    }
    assert_eq!(
        decoder.decode(&payload, &mut pcm[..200]),
        Err(CodecError::BufferTooSmall)
    );
    let mut encoder = G729Encoder::new();
    assert_eq!(
        encoder.encode(&pcm[..79], &mut [0; 10]),
        Err(CodecError::FrameLength)
    );
    assert_eq!(
        encoder.encode(&pcm[..80], &mut [0; 9]),
        Err(CodecError::BufferTooSmall)
    );
}

#[test]
fn delays_come_back_from_their_codes() {
    for code in 0..=u8::MAX {
        let first = Delay::from_first_code(code);
        assert_eq!(first.first_code(), code);
        assert!((19..=143).contains(&first.whole), "{first:?}");
        for code in 0..31 {
            let second = Delay::from_second_code(code, first);
            if second.whole >= second_range(first).0 {
                assert_eq!(second.second_code(first), code);
            }
        }
    }
    // Table 8's range: 19 1/3 … 84 2/3 in thirds, then whole to 143.
    assert_eq!(
        Delay::from_first_code(0),
        Delay {
            whole: 19,
            third: 1
        }
    );
    assert_eq!(
        Delay::from_first_code(196),
        Delay {
            whole: 85,
            third: -1
        }
    );
    assert_eq!(Delay::from_first_code(255), Delay::whole(143));
}

#[test]
fn line_spectra_say_the_same_as_predictors() {
    let analysis = Analysis::new();
    let said = speech();
    let mut checked = 0;
    for window in said.windows(spectrum::WINDOW).step_by(FRAME) {
        let window: [f32; spectrum::WINDOW] = std::array::from_fn(|n| f32::from(window[n]) / 2.0);
        let predictor = analysis.predictor(&window);
        let Some(lines) = analysis.line_spectrum(&predictor) else {
            continue;
        };
        assert!(lines.is_sorted_by(|above, below| above > below));
        for (wanted, found) in predictor.iter().zip(predictor_of(&lines)) {
            assert!((wanted - f64::from(found)).abs() < 0.05, "{wanted} {found}");
        }
        checked += 1;
    }
    assert!(checked > 140, "{checked}");
}

#[test]
fn pulses_are_found_where_they_were_put() {
    let mut response = [0.0; SUBFRAME];
    (response[0], response[1], response[2]) = (1.0, 0.4, -0.2);
    for (positions, signs) in [
        (0u16, 0u8),
        (0x1FFF, 15),
        (0b0_110_101_011_010, 5),
        (0b1_001_000_111_100, 10),
    ] {
        let pulses = Pulses { positions, signs };
        let target = filter::convolve(&pulses.vector(), &response);
        assert_eq!(pulses::search(&target, &response), pulses);
    }
}

/// CRC-32, as two independent public copies of the tables gave it.
#[test]
fn the_tables_are_those_of_the_recommendation() {
    let crc = |octets: Vec<u8>| {
        !octets.iter().fold(!0u32, |crc, octet| {
            (0..8).fold(crc ^ u32::from(*octet), |crc, _| {
                if crc & 1 == 1 {
                    crc >> 1 ^ 0xEDB8_8320
                } else {
                    crc >> 1
                }
            })
        })
    };
    let words = |table: &[i16]| crc(table.iter().flat_map(|value| value.to_le_bytes()).collect());
    let rows = |table: &[u8]| crc(table.iter().flat_map(|row| [*row, 0]).collect());
    assert_eq!(words(&tables::FIRST_STAGE), 0xD372_CE8B);
    assert_eq!(words(&tables::SECOND_STAGE), 0x771C_E736);
    assert_eq!(words(&tables::LSF_PREDICTOR), 0x24EA_BB43);
    assert_eq!(words(&tables::GAIN_STAGE_1), 0x9220_66B8);
    assert_eq!(words(&tables::GAIN_STAGE_2), 0x1903_4CCD);
    assert_eq!(words(&tables::FRACTIONAL_DELAY), 0x3F88_CAE9);
    assert_eq!(rows(&tables::SID_FIRST_STAGE), 0x761E_5ECE);
    assert_eq!(rows(&tables::SID_SECOND_STAGE), 0xA78A_9E16);
    assert_eq!(words(&tables::SID_GAIN), 0x3F78_2D26);
}

fn subframe_code() -> impl Strategy<Value = SubframeCode> {
    (any::<u8>(), 0..1u16 << 13, 0..16u8, 0..8u8, 0..16u8).prop_map(
        |(delay, positions, signs, gain_1, gain_2)| SubframeCode {
            delay,
            positions,
            signs,
            gain_1,
            gain_2,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn frames_come_back_from_their_octets(
        lsf in (0..2u8, 0..128u8, 0..32u8, 0..32u8),
        first in subframe_code(),
        second in subframe_code(),
    ) {
        let (predictor, first_stage, lower, upper) = lsf;
        let second = SubframeCode { delay: second.delay & 31, ..second };
        let frame = Frame {
            lsf: LsfCode { predictor, first: first_stage, lower, upper },
            parity: parity(first.delay),
            subframes: [first, second],
        };
        prop_assert_eq!(Frame::from_octets(&frame.to_octets()), frame);
    }

    /// Nothing an attacker sends leaves anything behind that outlasts a second of speech.
    #[test]
    fn speech_is_heard_again_after_any_frames(frames in vec((any::<[u8; FRAME_OCTETS]>(), 0..4u8), 1..40), repeats in 1..8usize) {
        let mut decoder = G729Decoder::new();
        for (octets, kind) in frames.iter().cycle().take(frames.len() * repeats) {
            let mut piece = [0; FRAME];
            match kind {
                0 => prop_assert!(decoder.conceal(&mut piece)),
                1 => prop_assert_eq!(decoder.decode(&octets[..2], &mut piece), Ok(FRAME)),
                _ => prop_assert_eq!(decoder.decode(octets, &mut piece), Ok(FRAME)),
            }
        }
        let heard = decode(&mut decoder, PEER_FRAMES.chunks(FRAME_OCTETS).map(Some));
        let snr = snr_db(&peer_speech()[9600..], &heard[9600..]);
        prop_assert!(snr > 3.0, "{} dB", snr);
    }
}
