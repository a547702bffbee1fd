//! Against what the codec of RFC 3951's appendix makes of the same input, and
//! under loss.
//!
//! `vectors/mode20.ilbc` and `mode30.ilbc` are [`voice`] for 480 ms as encoded
//! by `iLBC_encode` of the appendix (as built into pjproject 2.15.1), the
//! `.pcm` files what its `iLBC_decode` with enhancement makes of those, rounded
//! to 16 bits, the low octet first.

use super::{IlbcDecoder, IlbcEncoder};
use crate::media::codec::test_voice::voice;
use crate::media::codec::{CodecError, Decoder, Encoder};
use crate::plan::IlbcMode;

const SAMPLES: usize = 3840;

struct Vectors {
    mode: IlbcMode,
    frame_samples: usize,
    frame_bytes: usize,
    stream: &'static [u8],
    pcm: &'static [u8],
}

const VECTORS: [Vectors; 2] = [
    Vectors {
        mode: IlbcMode::Ms20,
        frame_samples: 160,
        frame_bytes: 38,
        stream: include_bytes!("vectors/mode20.ilbc"),
        pcm: include_bytes!("vectors/mode20.pcm"),
    },
    Vectors {
        mode: IlbcMode::Ms30,
        frame_samples: 240,
        frame_bytes: 50,
        stream: include_bytes!("vectors/mode30.ilbc"),
        pcm: include_bytes!("vectors/mode30.pcm"),
    },
];

fn decode(mode: IlbcMode, stream: &[u8]) -> Vec<i16> {
    let mut pcm = vec![0; SAMPLES];
    let mut decoder = IlbcDecoder::new(mode);
    assert_eq!(decoder.decode(stream, &mut pcm), Ok(SAMPLES));
    pcm
}

fn encode(vectors: &Vectors, pcm: &[i16]) -> Vec<u8> {
    let mut encoder = IlbcEncoder::new(vectors.mode);
    let mut stream = Vec::new();
    for frame in pcm.chunks(vectors.frame_samples) {
        let mut octets = [0; 50];
        let length = encoder.encode(frame, &mut octets);
        assert_eq!(length, Ok(vectors.frame_bytes));
        stream.extend_from_slice(&octets[..vectors.frame_bytes]);
    }
    stream
}

fn energy(pcm: impl IntoIterator<Item = i16>) -> f64 {
    pcm.into_iter()
        .map(|sample| f64::from(sample).powi(2))
        .sum()
}

/// Both compute in floating point: what is rounded otherwise is 40 dB below.
#[test]
fn decodes_as_the_appendix_of_the_standard() {
    for vectors in &VECTORS {
        let (expected, _) = vectors.pcm.as_chunks();
        let expected: Vec<i16> = expected
            .iter()
            .map(|two| i16::from_le_bytes(*two))
            .collect();
        let heard = decode(vectors.mode, vectors.stream);
        let difference = heard
            .iter()
            .zip(&expected)
            .map(|(a, b)| a.saturating_sub(*b));
        let ratio = energy(expected.iter().copied()) / energy(difference).max(1.0);
        assert!(ratio > 10_000.0, "{:?} {ratio}", vectors.mode);
    }
}

/// Of two candidates that are as good, rounding chooses.
#[test]
fn nearly_every_frame_is_encoded_as_by_the_appendix_of_the_standard() {
    for vectors in &VECTORS {
        let stream = encode(vectors, &voice(SAMPLES));
        let frames = stream.chunks(vectors.frame_bytes);
        let expected = vectors.stream.chunks(vectors.frame_bytes);
        let others = frames.zip(expected).filter(|(a, b)| a != b).count();
        assert!(others <= 1, "{:?} {others}", vectors.mode);
    }
}

#[test]
fn packets_hold_whole_frames() {
    for vectors in &VECTORS {
        let two = vectors.frame_samples * 2;
        let mut encoder = IlbcEncoder::new(vectors.mode);
        let mut packet = [0; 100];
        let packet = &mut packet[..vectors.frame_bytes * 2];
        let pcm = voice(two);
        assert_eq!(encoder.encode(&pcm, packet), Ok(packet.len()));
        assert_eq!(
            encoder.encode(&pcm[1..], packet),
            Err(CodecError::FrameLength)
        );
        assert_eq!(encoder.encode(&[], packet), Err(CodecError::FrameLength));
        let (short, long) = packet.split_at_mut(1);
        assert_eq!(encoder.encode(&pcm, long), Err(CodecError::BufferTooSmall));

        let mut decoder = IlbcDecoder::new(vectors.mode);
        let mut out = [0; 480];
        assert_eq!(decoder.decode(&[], &mut out), Err(CodecError::Malformed));
        assert_eq!(decoder.decode(short, &mut out), Err(CodecError::Malformed));
        assert_eq!(
            decoder.decode(packet, &mut out[..two - 1]),
            Err(CodecError::BufferTooSmall)
        );
        assert_eq!(decoder.decode(packet, &mut out), Ok(two));
    }
}

#[test]
fn frames_of_the_length_not_agreed_on_are_heard_too() {
    let [short, long] = &VECTORS;
    assert_eq!(
        decode(IlbcMode::Ms30, short.stream),
        decode(IlbcMode::Ms20, short.stream)
    );
    assert_eq!(
        decode(IlbcMode::Ms20, long.stream),
        decode(IlbcMode::Ms30, long.stream)
    );
}

/// RFC 3951 §4.5: the voice goes on, gets softer and ends; an empty frame is a
/// lost one.
#[test]
fn lost_frames_are_made_up() {
    for vectors in &VECTORS {
        let mut decoder = IlbcDecoder::new(vectors.mode);
        let mut heard = [0; SAMPLES];
        assert_eq!(decoder.decode(vectors.stream, &mut heard), Ok(SAMPLES));
        let level = energy(heard[SAMPLES - 480..].iter().copied());
        let mut made = [0; 4800];
        for piece in made.chunks_mut(80) {
            assert!(decoder.conceal(piece));
        }
        let first = energy(made[..480].iter().copied());
        assert!((0.2..2.0).contains(&(first / level)), "{first} {level}");
        assert!(made[4000..].iter().all(|sample| sample.abs() < 16));

        let empty = [0xFF; 50];
        let mut decoder = IlbcDecoder::new(vectors.mode);
        assert_eq!(decoder.decode(vectors.stream, &mut heard), Ok(SAMPLES));
        let mut again = [0; 240];
        let again = &mut again[..vectors.frame_samples];
        let empty = &empty[..vectors.frame_bytes];
        assert_eq!(decoder.decode(empty, again), Ok(vectors.frame_samples));
        assert_eq!(again, &made[..vectors.frame_samples]);
    }
}

/// The voice is itself again soon after a loss.
#[test]
fn a_loss_is_forgotten() {
    for vectors in &VECTORS {
        let whole = decode(vectors.mode, vectors.stream);
        let mut decoder = IlbcDecoder::new(vectors.mode);
        let mut heard = vec![0; SAMPLES];
        let frames = vectors.stream.chunks(vectors.frame_bytes);
        for (number, (octets, pcm)) in frames
            .zip(heard.chunks_mut(vectors.frame_samples))
            .enumerate()
        {
            if number == 4 {
                assert!(decoder.conceal(pcm));
            } else {
                assert_eq!(decoder.decode(octets, pcm), Ok(pcm.len()));
            }
        }
        let late = SAMPLES - 960..SAMPLES;
        let pairs = whole[late.clone()].iter().zip(&heard[late.clone()]);
        let difference = energy(pairs.map(|(a, b)| a.saturating_sub(*b)));
        assert!(difference < energy(whole[late].iter().copied()) / 100.0);
    }
}
