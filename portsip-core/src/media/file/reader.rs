//! An audio file of any format that is played, read as mono samples.

use std::io::{self, Read, Seek, SeekFrom};

use super::amr_reader::AmrReader;
use super::mp3_reader::Mp3Reader;
use super::mp4::Mp4Reader;
use super::wav_reader::WavReader;

/// Octets that tell the formats apart.
const START_BYTES: usize = 12;

/// Why a file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The file cannot be read at all.
    #[error("the file cannot be read: {0}")]
    Io(#[from] io::Error),
    /// Its format, or the codec in it, is not supported.
    #[error("the file's format is not supported")]
    Format,
}

/// An open audio file: WAV, MP3, AMR, AMR-WB, or MP4 with AAC, Opus or AMR.
///
/// Whatever the octets say, it takes no more memory than they do, and time for
/// no more than a second of sound and a megabyte of rubbish at once.
#[derive(Debug)]
pub struct AudioFileReader<R>(Format<R>);

#[derive(Debug)]
enum Format<R> {
    Wav(WavReader<R>),
    Mp3(Box<Mp3Reader<R>>),
    Amr(AmrReader<R>),
    Mp4(Box<Mp4Reader<R>>),
}

impl<R: Read + Seek> AudioFileReader<R> {
    /// Finds out the format by the first octets, not the name, and reads as far
    /// as the first samples.
    pub fn new(mut source: R) -> Result<Self, OpenError> {
        let mut start = [0; START_BYTES];
        let length = read_start(&mut source, &mut start)?;
        source.seek(SeekFrom::Start(0))?;
        let format = match &start[..length] {
            [b'R', b'I', b'F', b'F', ..] => Format::Wav(WavReader::new(source)?),
            [b'#', b'!', b'A', b'M', b'R', ..] => Format::Amr(AmrReader::new(source)?),
            [_, _, _, _, b'f', b't', b'y', b'p', ..] => {
                Format::Mp4(Box::new(Mp4Reader::new(source)?))
            }
            // A tag, or the eleven set bits that a frame begins with.
            [b'I', b'D', b'3', ..] | [0xFF, 0xE0..=0xFF, ..] => {
                Format::Mp3(Box::new(Mp3Reader::new(source)?))
            }
            _ => return Err(OpenError::Format),
        };
        Ok(Self(format))
    }

    /// The rate of the samples in Hz, 4000…192,000.
    pub fn rate_hz(&self) -> u32 {
        match &self.0 {
            Format::Wav(reader) => reader.rate_hz(),
            Format::Mp3(reader) => reader.rate_hz(),
            Format::Amr(reader) => reader.rate_hz(),
            Format::Mp4(reader) => reader.rate_hz(),
        }
    }

    /// Reads mono samples to the front of `samples`: how many, 0 at the end.
    pub fn read(&mut self, samples: &mut [i16]) -> io::Result<usize> {
        match &mut self.0 {
            Format::Wav(reader) => reader.read(samples),
            Format::Mp3(reader) => reader.read(samples),
            Format::Amr(reader) => reader.read(samples),
            Format::Mp4(reader) => reader.read(samples),
        }
    }

    /// Goes back to the first sample.
    pub fn rewind(&mut self) -> io::Result<()> {
        match &mut self.0 {
            Format::Wav(reader) => reader.rewind(),
            Format::Mp3(reader) => reader.rewind(),
            Format::Amr(reader) => reader.rewind(),
            Format::Mp4(reader) => reader.rewind(),
        }
    }
}

/// Reads as many octets as there are.
fn read_start(source: &mut impl Read, start: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while length < start.len() {
        match source.read(&mut start[length..]) {
            Ok(0) => break,
            Ok(count) => length += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}

/// A header cut short is a wrong format, not a failing disk.
pub(super) fn read_header(source: &mut impl Read, octets: &mut [u8]) -> Result<(), OpenError> {
    source.read_exact(octets).map_err(|error| {
        if error.kind() == io::ErrorKind::UnexpectedEof {
            OpenError::Format
        } else {
            OpenError::Io(error)
        }
    })
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::super::mp4::Mp4Writer;
    use super::*;

    fn read_all(octets: &[u8]) -> Result<(u32, Vec<i16>), OpenError> {
        let mut reader = AudioFileReader::new(Cursor::new(octets))?;
        let mut samples = Vec::new();
        let mut some = [0; 500];
        loop {
            match reader.read(&mut some)? {
                0 => return Ok((reader.rate_hz(), samples)),
                count => samples.extend_from_slice(&some[..count]),
            }
        }
    }

    /// Two and a half seconds of a tone in an MP4 file with fragments.
    fn recording(channels: u16) -> Vec<u8> {
        let mut octets = Vec::new();
        let mut writer = Mp4Writer::new(&mut octets, channels).unwrap();
        writer.set_rate_hz(8000);
        for frame in tone(20_000).chunks(123) {
            let interleaved: Vec<i16> = frame
                .iter()
                .flat_map(|sample| std::iter::repeat_n(*sample, usize::from(channels)))
                .collect();
            writer.write(&interleaved).unwrap();
        }
        writer.finish().unwrap();
        octets
    }

    fn tone(samples: usize) -> Vec<i16> {
        (0..samples)
            .map(|i| ((i as f64 * 0.3).sin() * 8000.0) as i16)
            .collect()
    }

    #[test]
    fn an_mp4_recording_is_read_as_it_was_written() {
        for channels in [1, 2] {
            let (rate_hz, samples) = read_all(&recording(channels)).unwrap();
            assert_eq!(rate_hz, 48_000);
            // Up to the end of the last packet, and not what the encoder held back.
            assert!(
                (120_000..121_000).contains(&samples.len()),
                "{}",
                samples.len()
            );
            let sixth: Vec<i16> = samples.iter().skip(3).step_by(6).copied().collect();
            let written = tone(20_000);
            let error = |late: usize| -> f64 {
                let pairs = written[4000..16_000].iter().zip(&sixth[4000 + late..]);
                pairs.map(|(a, b)| f64::from(a - b).powi(2)).sum()
            };
            let signal: f64 = written[4000..16_000]
                .iter()
                .map(|s| f64::from(*s).powi(2))
                .sum();
            // In place, to half a sample of 8 kHz.
            assert!(error(0).min(error(1)) < signal / 5.0, "{channels}");
        }
    }

    #[test]
    fn a_recording_that_was_cut_off_is_read_up_to_there() {
        let whole = recording(1);
        let (_, all) = read_all(&whole).unwrap();
        for share in 1..=9 {
            let cut = &whole[..whole.len() * share / 10];
            let Ok((_, samples)) = read_all(cut) else {
                assert!(share < 2, "{share}");
                continue;
            };
            assert_eq!(samples, all[..samples.len()]);
        }
        let (_, most) = read_all(&whole[..whole.len() - 1]).unwrap();
        assert!(most.len() >= all.len() - 960 - 312);
    }

    #[test]
    fn what_is_no_sound_says_so() {
        for octets in [
            &b""[..],
            b"OggS",
            b"no sound in here at all",
            b"#!AMR",
            b"#!AMR_MC1.0\n\0\0\0\x02",
            b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom",
            b"ID3\x04\0\0\0\0\0\0",
            &[0xFF; 3000],
        ] {
            assert!(matches!(read_all(octets), Err(OpenError::Format)));
        }
    }

    /// The decoder panics over it.
    #[cfg(feature = "compressed-files")]
    #[test]
    fn a_damaged_mp3_file_ends_where_it_cannot_be_read_on() {
        let octets = include_bytes!("../../../tests/audio_files/damaged.mp3");
        assert!(matches!(read_all(octets), Err(OpenError::Io(_))));
    }

    #[cfg(feature = "native-codecs")]
    #[test]
    fn amr_is_read_to_its_last_whole_frame() {
        use super::super::amr_codec::AmrEncoder;
        use super::super::amr_writer::AmrWriter;

        let mut octets = Vec::new();
        let encoder = AmrEncoder::new().expect("scripts/setup test installs it");
        let mut writer = AmrWriter::new(&mut octets, encoder).unwrap();
        for frame in tone(8000).chunks(77) {
            writer.write(frame).unwrap();
        }
        writer.write(&[1]).unwrap();
        writer.finish().unwrap();
        let (rate_hz, samples) = read_all(&octets).unwrap();
        assert_eq!((rate_hz, samples.len()), (8000, 8160));
        let (_, cut) = read_all(&octets[..octets.len() - 1]).unwrap();
        assert_eq!(cut, samples[..8000]);
        // Lost, and the comfort noise of another system, in between.
        let lost = [
            &octets[..38],
            &[0x7C],
            &[0x4C, 1, 2, 3, 4, 5, 6],
            &octets[38..],
        ]
        .concat();
        assert_eq!(read_all(&lost).unwrap().1.len(), 8160 + 320);
        // A type that is none ends the file.
        let wrong = [&octets[..38], &[0x6C], &octets[38..]].concat();
        assert!(matches!(read_all(&wrong), Err(OpenError::Io(_))));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn no_damage_of_a_recording_is_a_panic(
            damage in proptest::collection::vec((0..4000_usize, any::<u8>()), 1..20),
        ) {
            let mut octets = recording(1);
            for (at, octet) in damage {
                let at = at % octets.len();
                octets[at] = octet;
            }
            let _ = read_all(&octets);
        }
    }
}
