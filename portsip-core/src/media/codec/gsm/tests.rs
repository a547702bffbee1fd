//! Against what libgsm 1.0.22 makes of the same input, and under loss.

use super::frame::{FRAME_BYTES, FRAME_SAMPLES};
use super::{GsmDecoder, GsmEncoder};
use crate::media::codec::test_voice::voice;
use crate::media::codec::{CodecError, Decoder, Encoder};

/// FNV-1a, 64 bits.
fn hash(bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    })
}

fn encode(pcm: &[i16]) -> Vec<u8> {
    let mut encoder = GsmEncoder::new();
    let mut stream = vec![0; pcm.len() / FRAME_SAMPLES * FRAME_BYTES];
    for (pcm, octets) in pcm
        .chunks(FRAME_SAMPLES)
        .zip(stream.chunks_mut(FRAME_BYTES))
    {
        assert_eq!(encoder.encode(pcm, octets), Ok(FRAME_BYTES));
    }
    stream
}

fn decode(stream: &[u8]) -> Vec<i16> {
    let mut decoder = GsmDecoder::new();
    let mut pcm = vec![0; stream.len() / FRAME_BYTES * FRAME_SAMPLES];
    for (octets, pcm) in stream
        .chunks(FRAME_BYTES)
        .zip(pcm.chunks_mut(FRAME_SAMPLES))
    {
        assert_eq!(decoder.decode(octets, pcm), Ok(FRAME_SAMPLES));
    }
    pcm
}

fn octets(pcm: &[i16]) -> impl Iterator<Item = u8> {
    pcm.iter().flat_map(|sample| sample.to_le_bytes())
}

/// Numbers without end, 16 bits each.
fn noise(seed: u32) -> impl Iterator<Item = u16> {
    let next = |seed: &u32| Some(seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
    std::iter::successors(Some(seed), next).map(|seed| (seed >> 16) as u16)
}

/// The synthetic voice, then two seconds of noise at full scale.
fn voice_and_noise() -> Vec<i16> {
    let mut pcm = voice(40_000);
    pcm.extend(noise(7).take(16_000).map(u16::cast_signed));
    pcm
}

/// The hashes were made with `gsm_encode` and `gsm_decode` of libgsm 1.0.22.
#[test]
fn agrees_bit_for_bit_with_an_independent_codec() {
    let stream = encode(&voice_and_noise());
    assert_eq!(hash(stream.iter().copied()), 0x7d11_43e2_b318_3b02);
    assert_eq!(hash(octets(&decode(&stream))), 0xf3eb_d792_985c_7ee4);
}

/// Every bit but those of the signature by chance: lags out of range, pulses of
/// any size, filters at their limits.
#[test]
fn any_frame_decodes_as_with_an_independent_codec() {
    let mut stream: Vec<u8> = noise(9).take(500 * FRAME_BYTES).map(|n| n as u8).collect();
    for frame in stream.chunks_mut(FRAME_BYTES) {
        frame[0] = 0xD0 | frame[0] & 0x0F;
    }
    assert_eq!(hash(octets(&decode(&stream))), 0xd903_0b01_2386_3190);
}

#[test]
fn packets_hold_whole_frames_with_their_signature() {
    let mut encoder = GsmEncoder::new();
    let pcm = voice(480);
    let mut packet = [0; 99];
    assert_eq!(encoder.encode(&pcm, &mut packet), Ok(99));
    assert_eq!(packet.to_vec(), encode(&pcm));
    assert_eq!(
        encoder.encode(&pcm[..80], &mut packet),
        Err(CodecError::FrameLength)
    );
    assert_eq!(
        encoder.encode(&[], &mut packet),
        Err(CodecError::FrameLength)
    );
    let short = encoder.encode(&pcm, &mut packet[..98]);
    assert_eq!(short, Err(CodecError::BufferTooSmall));

    let mut decoder = GsmDecoder::new();
    let mut out = [0; 480];
    assert_eq!(decoder.decode(&packet, &mut out), Ok(480));
    assert_eq!(
        decoder.decode(&packet[..98], &mut out),
        Err(CodecError::Malformed)
    );
    assert_eq!(decoder.decode(&[], &mut out), Err(CodecError::Malformed));
    assert_eq!(
        decoder.decode(&packet, &mut out[..479]),
        Err(CodecError::BufferTooSmall)
    );
    packet[33] ^= 0x80;
    assert_eq!(
        decoder.decode(&packet, &mut out),
        Err(CodecError::Malformed)
    );
}

fn energy(pcm: &[i16]) -> f64 {
    pcm.iter().map(|sample| f64::from(*sample).powi(2)).sum()
}

/// GSM 06.11 §6: the voice goes on, gets softer, and is silent within 16 frames.
#[test]
fn lost_frames_are_substituted_and_muted() {
    let stream = encode(&voice(8000));
    let mut decoder = GsmDecoder::new();
    let mut heard = [0; 8000];
    assert_eq!(decoder.decode(&stream, &mut heard), Ok(8000));
    let level = energy(&heard[7840..]);
    let mut made = [0; 17 * FRAME_SAMPLES];
    for piece in made.chunks_mut(FRAME_SAMPLES / 2) {
        assert!(decoder.conceal(piece));
    }
    let first = energy(&made[..FRAME_SAMPLES]);
    assert!((0.1..3.0).contains(&(first / level)), "{first} {level}");
    let sixth = energy(&made[5 * FRAME_SAMPLES..6 * FRAME_SAMPLES]);
    assert!(sixth < first / 4.0, "{sixth} {first}");
    assert!(
        made[16 * FRAME_SAMPLES..]
            .iter()
            .all(|sample| sample.abs() < 64)
    );
}

/// What is made up does not depend on the pieces it is asked for in.
#[test]
fn concealment_goes_on_across_pieces() {
    let stream = encode(&voice(1600));
    let conceal = |piece: usize| {
        let mut decoder = GsmDecoder::new();
        let mut heard = [0; 1600];
        assert_eq!(decoder.decode(&stream, &mut heard), Ok(1600));
        let mut made = [0; 480];
        for piece in made.chunks_mut(piece) {
            assert!(decoder.conceal(piece));
        }
        made
    };
    assert_eq!(conceal(80), conceal(480));
    assert_eq!(conceal(80), conceal(240));
}
