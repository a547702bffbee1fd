//! WAV files.

use std::fs;
use std::path::Path;

/// Bytes before the samples, where nothing but format and samples is told.
const HEADER_BYTES: usize = 44;

/// A file of 16-bit samples of one channel.
pub fn file(rate_hz: u32, samples: &[i16]) -> Vec<u8> {
    let bytes = 2 * samples.len() as u32;
    let mut wave = Vec::with_capacity(HEADER_BYTES + 2 * samples.len());
    wave.extend(b"RIFF");
    wave.extend((36 + bytes).to_le_bytes());
    wave.extend(b"WAVEfmt ");
    wave.extend(16_u32.to_le_bytes());
    // PCM with one channel.
    wave.extend([1, 0, 1, 0]);
    wave.extend(rate_hz.to_le_bytes());
    wave.extend((2 * rate_hz).to_le_bytes());
    wave.extend([2, 0, 16, 0]);
    wave.extend(b"data");
    wave.extend(bytes.to_le_bytes());
    wave.extend(samples.iter().flat_map(|sample| sample.to_le_bytes()));
    wave
}

/// A file that `file` or sox has written, with so many seconds of silence behind it.
pub fn with_silence(source: &Path, seconds: u32) -> Vec<u8> {
    let bytes = fs::read(source).expect("the file is there");
    let (header, data) = bytes.split_at(HEADER_BYTES);
    assert_eq!(&header[36..40], b"data", "a longer header");
    let rate_hz = u32::from_le_bytes(header[24..28].try_into().expect("four bytes"));
    let said = data
        .chunks_exact(2)
        .map(|sample| i16::from_le_bytes([sample[0], sample[1]]));
    let silence = std::iter::repeat_n(0, (rate_hz * seconds) as usize);
    file(rate_hz, &said.chain(silence).collect::<Vec<_>>())
}
