//! Writes 16-bit WAV files whose header is right at all times.

use std::io::{self, Seek, SeekFrom, Write};

const HEADER_BYTES: usize = 44;
/// Octets of the header that the RIFF chunk's size counts.
const RIFF_BYTES: u32 = HEADER_BYTES as u32 - 8;
const BYTES_PER_SAMPLE: u16 = 2;
/// The size fields of a WAV file have 32 bits; whole stereo frames fit below.
const DATA_BYTES_MAX: u32 = u32::MAX - RIFF_BYTES - 3;

/// A WAV file being written.
#[derive(Debug)]
pub(super) struct WavWriter<W> {
    sink: W,
    rate_hz: u32,
    channels: u16,
    data_bytes: u32,
    octets: Vec<u8>,
}

impl<W: Write + Seek> WavWriter<W> {
    /// Writes the header of a file without samples.
    pub(super) fn new(sink: W, rate_hz: u32, channels: u16) -> io::Result<Self> {
        let mut writer = Self {
            sink,
            rate_hz,
            channels,
            data_bytes: 0,
            octets: Vec::new(),
        };
        writer.write_header()?;
        Ok(writer)
    }

    /// Corrects the rate of all samples.
    pub(super) fn set_rate_hz(&mut self, rate_hz: u32) {
        self.rate_hz = rate_hz;
    }

    /// Adds samples, interleaved, and brings the header up to date; the
    /// samples first, so that the header never promises what is not there.
    /// Beyond 4 GiB samples are dropped.
    pub(super) fn write(&mut self, samples: impl Iterator<Item = i16>) -> io::Result<()> {
        self.octets.clear();
        self.octets.extend(samples.flat_map(i16::to_le_bytes));
        let room = (DATA_BYTES_MAX - self.data_bytes) as usize;
        let octets = &self.octets[..self.octets.len().min(room & !3)];
        if octets.is_empty() {
            return Ok(());
        }
        self.sink.write_all(octets)?;
        self.data_bytes += octets.len() as u32;
        self.write_header()
    }

    fn write_header(&mut self) -> io::Result<()> {
        let block = self.channels * BYTES_PER_SAMPLE;
        let mut header = [0; HEADER_BYTES];
        header[..4].copy_from_slice(b"RIFF");
        header[4..8].copy_from_slice(&(RIFF_BYTES + self.data_bytes).to_le_bytes());
        header[8..16].copy_from_slice(b"WAVEfmt ");
        header[16..20].copy_from_slice(&16_u32.to_le_bytes());
        header[20..22].copy_from_slice(&1_u16.to_le_bytes());
        header[22..24].copy_from_slice(&self.channels.to_le_bytes());
        header[24..28].copy_from_slice(&self.rate_hz.to_le_bytes());
        header[28..32].copy_from_slice(&(self.rate_hz * u32::from(block)).to_le_bytes());
        header[32..34].copy_from_slice(&block.to_le_bytes());
        header[34..36].copy_from_slice(&(8 * BYTES_PER_SAMPLE).to_le_bytes());
        header[36..40].copy_from_slice(b"data");
        header[40..].copy_from_slice(&self.data_bytes.to_le_bytes());
        self.sink.seek(SeekFrom::Start(0))?;
        self.sink.write_all(&header)?;
        self.sink.seek(SeekFrom::End(0))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::super::wav_reader::WavReader;
    use super::*;

    #[test]
    fn the_file_is_whole_after_every_write() {
        let mut file = Cursor::new(Vec::new());
        let mut writer = WavWriter::new(&mut file, 8000, 1).unwrap();
        writer.set_rate_hz(16_000);
        let mut expected = Vec::new();
        for start in 0..5_i16 {
            let samples: Vec<i16> = (start * 100..start * 100 + 100).collect();
            writer.write(samples.iter().copied()).unwrap();
            expected.extend(samples);
            // As a crash would leave it.
            let copy = writer.sink.get_ref().clone();
            let mut reader = WavReader::new(Cursor::new(copy)).unwrap();
            let mut read = vec![0; 1000];
            let count = reader.read(&mut read).unwrap();
            assert_eq!((reader.rate_hz(), &read[..count]), (16_000, &expected[..]));
        }
    }

    #[test]
    fn another_library_reads_it() {
        let mut file = Cursor::new(Vec::new());
        let mut writer = WavWriter::new(&mut file, 48_000, 2).unwrap();
        writer.write([1, -1, 2, -2].into_iter()).unwrap();
        let reader = hound::WavReader::new(Cursor::new(file.into_inner())).unwrap();
        assert_eq!(reader.spec().channels, 2);
        assert_eq!(reader.spec().sample_rate, 48_000);
        let samples: Vec<i16> = reader.into_samples().map(Result::unwrap).collect();
        assert_eq!(samples, [1, -1, 2, -2]);
    }
}
