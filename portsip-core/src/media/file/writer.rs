//! A recording's file of any format.

use std::fs::File;
use std::io;

use super::amr_codec::AmrEncoder;
use super::amr_writer::{self, AmrWriter};
use super::mp3_encoder::Mp3Encoder;
use super::mp3_writer::Mp3Writer;
use super::mp4::Mp4Writer;
use super::wav_writer::WavWriter;
use crate::error::Error;

/// The rate in Hz in the header of a recording that never got a sample.
const RATE_HZ_UNKNOWN: u32 = 8000;

/// What a recording is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFormat {
    /// WAV, 16 bits, at the session's rate.
    Wav,
    /// AMR at 12.2 kbit/s (RFC 4867 §5), one channel at 8 kHz.
    Amr,
    /// MP3 at a constant bit rate, at the session's rate.
    Mp3,
    /// MP4 with Opus, at the session's rate or the next higher one of Opus.
    Mp4,
}

impl FileFormat {
    /// The end of the file's name.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Wav => "wav",
            Self::Amr => "amr",
            Self::Mp3 => "mp3",
            Self::Mp4 => "mp4",
        }
    }

    /// The rate that is written where a session's sound comes at `rate_hz`.
    pub(super) fn rate_for(self, rate_hz: u32) -> u32 {
        match self {
            Self::Wav => rate_hz,
            Self::Amr => amr_writer::RATE_HZ,
            Self::Mp3 => Mp3Writer::<File>::rate_for(rate_hz),
            Self::Mp4 => Mp4Writer::<File>::rate_for(rate_hz),
        }
    }
}

/// A file being written, playable after every write.
#[derive(Debug)]
pub(super) enum FileWriter {
    Wav(WavWriter<File>),
    Amr(AmrWriter<File>),
    Mp3(Mp3Writer<File>),
    Mp4(Box<Mp4Writer<File>>),
}

impl FileWriter {
    /// Makes a file with `make` and writes its head.
    ///
    /// [`Error::AudioPlayFileFormatNotSupport`]: the codec's library is not
    /// installed. [`Error::AudioCreateRecordFileFailure`]: the file cannot be
    /// made or written.
    pub(super) fn create(
        format: FileFormat,
        channels: u16,
        make: impl FnOnce() -> io::Result<File>,
    ) -> Result<Self, Error> {
        let made = match format {
            FileFormat::Wav => make()
                .and_then(|file| WavWriter::new(file, RATE_HZ_UNKNOWN, channels))
                .map(Self::Wav),
            FileFormat::Amr => {
                // Before there is a file that stays empty.
                let encoder = AmrEncoder::new().ok_or(Error::AudioPlayFileFormatNotSupport)?;
                make()
                    .and_then(|file| AmrWriter::new(file, encoder))
                    .map(Self::Amr)
            }
            FileFormat::Mp3 if !Mp3Encoder::is_available() => {
                return Err(Error::AudioPlayFileFormatNotSupport);
            }
            FileFormat::Mp3 => make().map(|file| Self::Mp3(Mp3Writer::new(file, channels))),
            FileFormat::Mp4 => make()
                .and_then(|file| Mp4Writer::new(file, channels))
                .map(|writer| Self::Mp4(Box::new(writer))),
        };
        made.map_err(|_| Error::AudioCreateRecordFileFailure)
    }

    /// Tells the rate of all samples, before the first.
    pub(super) fn set_rate_hz(&mut self, rate_hz: u32) {
        match self {
            Self::Wav(writer) => writer.set_rate_hz(rate_hz),
            Self::Amr(_) => {}
            Self::Mp3(writer) => writer.set_rate_hz(rate_hz),
            Self::Mp4(writer) => writer.set_rate_hz(rate_hz),
        }
    }

    /// Adds samples, interleaved.
    pub(super) fn write(&mut self, samples: &[i16]) -> io::Result<()> {
        match self {
            Self::Wav(writer) => writer.write(samples.iter().copied()),
            Self::Amr(writer) => writer.write(samples),
            Self::Mp3(writer) => writer.write(samples),
            Self::Mp4(writer) => writer.write(samples),
        }
    }

    /// Writes what waits for more samples.
    pub(super) fn finish(&mut self) -> io::Result<()> {
        match self {
            Self::Wav(_) => Ok(()),
            Self::Amr(writer) => writer.finish(),
            Self::Mp3(writer) => writer.finish(),
            Self::Mp4(writer) => writer.finish(),
        }
    }
}
