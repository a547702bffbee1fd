//! Reads WAV files as mono samples, from headers as they are found in the wild.

use std::io::{self, Read, Seek, SeekFrom};

use super::reader::{OpenError, read_header};
use super::wav_encoding::Encoding;

/// Chunks looked at before the samples must begin.
const CHUNKS_MAX: usize = 1024;
/// Channels of one file, all mixed to one.
const CHANNELS_MAX: u16 = 32;
/// Rates in Hz that a file may have.
const RATES_HZ: std::ops::RangeInclusive<u32> = 4_000..=192_000;
/// Octets read at a time, room for a frame of every channel at 64 bits.
const BUFFER_BYTES: usize = 8192;
/// Octets of the common part of a format chunk, and of an extensible one.
const FORMAT_BYTES: usize = 16;
const FORMAT_EXTENSIBLE_BYTES: usize = 40;

/// What the format chunk says.
#[derive(Clone, Copy, Debug)]
struct Format {
    encoding: Encoding,
    channels: usize,
    rate_hz: u32,
}

/// A WAV file being read.
#[derive(Debug)]
pub(super) struct WavReader<R> {
    source: R,
    format: Format,
    /// Where the samples begin, and how many octets of them there are.
    start: u64,
    length: u64,
    position: u64,
    buffer: Box<[u8; BUFFER_BYTES]>,
}

impl<R: Read + Seek> WavReader<R> {
    /// Reads the header.
    pub(super) fn new(mut source: R) -> Result<Self, OpenError> {
        let end = source.seek(SeekFrom::End(0))?;
        source.seek(SeekFrom::Start(0))?;
        let mut riff = [0; 12];
        read_header(&mut source, &mut riff)?;
        if &riff[..4] != b"RIFF" || &riff[8..] != b"WAVE" {
            return Err(OpenError::Format);
        }
        let mut format = None;
        for _ in 0..CHUNKS_MAX {
            let mut chunk = [0; 8];
            read_header(&mut source, &mut chunk)?;
            let [a, b, c, d, size @ ..] = chunk;
            let size = u64::from(u32::from_le_bytes(size));
            let body = source.stream_position()?;
            match &[a, b, c, d] {
                b"fmt " => format = Some(read_format(&mut source, size)?),
                b"data" => {
                    let format = format.ok_or(OpenError::Format)?;
                    return Ok(Self::at_samples(source, format, body, size, end));
                }
                _ => {}
            }
            // Chunks begin at even offsets.
            source.seek(SeekFrom::Start(body + size + (size & 1)))?;
        }
        Err(OpenError::Format)
    }

    /// A writer that was interrupted leaves a size of zero or of all ones, or
    /// one beyond the end of the file: then the samples reach to the end.
    fn at_samples(source: R, format: Format, start: u64, size: u64, end: u64) -> Self {
        let available = end.saturating_sub(start);
        let size = if size == 0 {
            available
        } else {
            size.min(available)
        };
        let frame = (format.encoding.bytes() * format.channels) as u64;
        Self {
            source,
            format,
            start,
            length: size - size % frame,
            position: 0,
            buffer: Box::new([0; BUFFER_BYTES]),
        }
    }

    /// Goes back to the first sample.
    pub(super) fn rewind(&mut self) -> io::Result<()> {
        self.source.seek(SeekFrom::Start(self.start))?;
        self.position = 0;
        Ok(())
    }

    /// Reads mono samples to the front of `samples`: how many, 0 at the end.
    pub(super) fn read(&mut self, samples: &mut [i16]) -> io::Result<usize> {
        let frame = self.format.encoding.bytes() * self.format.channels;
        let left = ((self.length - self.position) / frame as u64) as usize;
        let frames = samples.len().min(BUFFER_BYTES / frame).min(left);
        let octets = &mut self.buffer[..frames * frame];
        self.source.read_exact(octets)?;
        self.position += octets.len() as u64;
        for (sample, frame) in samples.iter_mut().zip(octets.chunks_exact(frame)) {
            *sample = self.format.mix(frame);
        }
        Ok(frames)
    }

    /// The rate of the samples in Hz.
    pub(super) fn rate_hz(&self) -> u32 {
        self.format.rate_hz
    }
}

impl Format {
    /// The mean of a frame's channels.
    fn mix(self, frame: &[u8]) -> i16 {
        let channels = frame.chunks_exact(self.encoding.bytes());
        let sum: i32 = channels.map(|octets| self.encoding.decode(octets)).sum();
        (sum / self.channels as i32) as i16
    }
}

fn read_format(source: &mut impl Read, size: u64) -> Result<Format, OpenError> {
    let mut chunk = [0; FORMAT_EXTENSIBLE_BYTES];
    let length = size.min(FORMAT_EXTENSIBLE_BYTES as u64) as usize;
    if length < FORMAT_BYTES {
        return Err(OpenError::Format);
    }
    read_header(source, &mut chunk[..length])?;
    let field = |at: usize| u16::from_le_bytes([chunk[at], chunk[at + 1]]);
    let mut tag = field(0);
    if tag == 0xFFFE {
        if length < FORMAT_EXTENSIBLE_BYTES {
            return Err(OpenError::Format);
        }
        // The first two octets of the sub-format's GUID are the plain tag.
        tag = field(24);
    }
    let channels = field(2);
    let rate_hz = u32::from_le_bytes([chunk[4], chunk[5], chunk[6], chunk[7]]);
    if !(1..=CHANNELS_MAX).contains(&channels) || !RATES_HZ.contains(&rate_hz) {
        return Err(OpenError::Format);
    }
    Ok(Format {
        encoding: Encoding::of(tag, field(14), field(12), channels).ok_or(OpenError::Format)?,
        channels: usize::from(channels),
        rate_hz,
    })
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::*;

    fn chunk(id: &str, body: &[u8]) -> Vec<u8> {
        let mut chunk = id.as_bytes().to_vec();
        chunk.extend((body.len() as u32).to_le_bytes());
        chunk.extend(body);
        chunk.resize(chunk.len().next_multiple_of(2), 0);
        chunk
    }

    fn format(tag: u16, channels: u16, rate_hz: u32, bits: u16) -> Vec<u8> {
        let block = channels * bits.div_ceil(8);
        let mut body = Vec::new();
        body.extend(tag.to_le_bytes());
        body.extend(channels.to_le_bytes());
        body.extend(rate_hz.to_le_bytes());
        body.extend((rate_hz * u32::from(block)).to_le_bytes());
        body.extend(block.to_le_bytes());
        body.extend(bits.to_le_bytes());
        chunk("fmt ", &body)
    }

    fn file(chunks: &[Vec<u8>]) -> Vec<u8> {
        let mut file = b"RIFF\0\0\0\0WAVE".to_vec();
        file.extend(chunks.concat());
        file
    }

    fn read_all(file: &[u8]) -> Result<(u32, Vec<i16>), OpenError> {
        let mut reader = WavReader::new(Cursor::new(file))?;
        let mut samples = Vec::new();
        let mut some = [0; 100];
        loop {
            let count = reader.read(&mut some)?;
            if count == 0 {
                return Ok((reader.rate_hz(), samples));
            }
            samples.extend_from_slice(&some[..count]);
        }
    }

    #[test]
    fn every_encoding_is_read() {
        let cases: Vec<(u16, u16, Vec<u8>)> = vec![
            (1, 8, vec![0x80, 0xC0, 0x00]),
            (1, 16, vec![0, 0, 0x00, 0x40, 0x00, 0x80]),
            (1, 24, vec![0, 0, 0, 9, 0x00, 0x40, 0, 0x00, 0x80]),
            (1, 32, vec![0, 0, 0, 0, 1, 2, 0x00, 0x40, 0, 0, 0x00, 0x80]),
            (
                3,
                32,
                [0.0_f32, 0.5, -1.5]
                    .iter()
                    .flat_map(|v| v.to_le_bytes())
                    .collect(),
            ),
            (
                3,
                64,
                [0.0_f64, 0.5, -1.0]
                    .iter()
                    .flat_map(|v| v.to_le_bytes())
                    .collect(),
            ),
        ];
        for (tag, bits, data) in cases {
            let file = file(&[format(tag, 1, 8000, bits), chunk("data", &data)]);
            let (_, samples) = read_all(&file).unwrap();
            assert_eq!(samples, [0, 16_384, -32_768], "{tag} {bits}");
        }
        let laws = [(6, 0xAA, 32_256), (7, 0x80, 32_124)];
        for (tag, octet, sample) in laws {
            let file = file(&[format(tag, 1, 8000, 8), chunk("data", &[octet])]);
            assert_eq!(read_all(&file).unwrap().1, [sample]);
        }
    }

    #[test]
    fn channels_are_mixed() {
        let frames: Vec<u8> = [100_i16, 300, -5, 5]
            .iter()
            .flat_map(|sample| sample.to_le_bytes())
            .collect();
        let file = file(&[format(1, 2, 44_100, 16), chunk("data", &frames)]);
        assert_eq!(read_all(&file).unwrap(), (44_100, vec![200, 0]));
    }

    #[test]
    fn messy_headers_are_read() {
        let data = [1, 0, 2, 0, 3, 0];
        let samples = vec![1, 2, 3];
        let good = format(1, 1, 16_000, 16);
        // Other chunks before, of odd size, and after.
        let mut messy = file(&[
            chunk("JUNK", &[0; 27]),
            good.clone(),
            chunk("LIST", b"INFOISFT"),
            chunk("data", &data),
            chunk("id3 ", &[0; 5]),
        ]);
        assert_eq!(read_all(&messy).unwrap(), (16_000, samples.clone()));
        // A size that was never written, and one beyond the end.
        messy = file(&[good.clone(), chunk("data", &data)]);
        let size_at = messy.len() - data.len() - 4;
        for size in [0_u32, u32::MAX, 1000] {
            messy[size_at..size_at + 4].copy_from_slice(&size.to_le_bytes());
            assert_eq!(read_all(&messy).unwrap(), (16_000, samples.clone()));
        }
        // Half a sample at the end is dropped.
        messy.push(9);
        assert_eq!(read_all(&messy).unwrap().1, samples);
        // A block size that makes no sense.
        let mut nonsense = good;
        nonsense[20..22].copy_from_slice(&[1, 0]);
        let file = file(&[nonsense, chunk("data", &data)]);
        assert_eq!(read_all(&file).unwrap().1, samples);
    }

    #[test]
    fn an_extensible_format_is_what_its_sub_format_says() {
        let mut body = format(0xFFFE, 1, 8000, 32)[8..].to_vec();
        body.extend(22_u16.to_le_bytes());
        body.extend(24_u16.to_le_bytes());
        body.extend([0; 4]);
        body.extend([
            1, 0, 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71,
        ]);
        let file = file(&[chunk("fmt ", &body), chunk("data", &[0, 0, 0x34, 0x12])]);
        assert_eq!(read_all(&file).unwrap().1, [0x1234]);
    }

    #[test]
    fn what_is_not_supported_says_so() {
        let data = chunk("data", &[0; 8]);
        let wrong = [
            Vec::new(),
            b"RIFF".to_vec(),
            b"OggS\0\0\0\0WAVE".to_vec(),
            file(&[data.clone(), format(1, 1, 8000, 16)]),
            file(&[format(1, 1, 8000, 16)]),
            file(&[format(2, 1, 8000, 4), data.clone()]),
            file(&[format(1, 0, 8000, 16), data.clone()]),
            file(&[format(1, 1, 0, 16), data.clone()]),
            file(&[format(3, 1, 8000, 16), data]),
        ];
        for file in wrong {
            assert!(matches!(read_all(&file), Err(OpenError::Format)));
        }
    }

    proptest! {
        #[test]
        fn no_file_is_a_panic(octets in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = read_all(&octets);
        }

        #[test]
        fn no_damage_is_a_panic(
            at in 0..44_usize,
            octet in any::<u8>(),
            cut in 0..60_usize,
            channels in 1..4_u16,
        ) {
            let mut octets = file(&[format(1, channels, 8000, 24), chunk("data", &[7; 40])]);
            octets[at] = octet;
            octets.truncate(octets.len().saturating_sub(cut));
            let _ = read_all(&octets);
        }
    }
}
