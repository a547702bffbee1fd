//! Audio files played to the other side, and recordings.
//!
//! Each has two ends joined by a ring: one for the media thread, which never
//! waits for a disk or a decoder, and a [`FileJob`] for the thread that does.

#[cfg(feature = "native-codecs")]
mod amr_codec;
#[cfg(not(feature = "native-codecs"))]
#[path = "no_amr_codec.rs"]
mod amr_codec;
mod amr_reader;
mod amr_writer;
mod decoded;
#[cfg(feature = "native-codecs")]
mod mp3_encoder;
#[cfg(not(feature = "native-codecs"))]
#[path = "no_mp3_encoder.rs"]
mod mp3_encoder;
#[cfg(feature = "compressed-files")]
mod mp3_reader;
#[cfg(not(feature = "compressed-files"))]
#[path = "no_mp3_reader.rs"]
mod mp3_reader;
mod mp3_writer;
mod mp4;
mod player;
mod reader;
mod recorder;
mod wav_encoding;
mod wav_reader;
mod wav_writer;
mod writer;

pub use player::{FilePlayer, PlayJob};
pub use reader::{AudioFileReader, OpenError};
pub use recorder::{RecordFormat, RecordJob, RecordSides, Recorder};
pub use writer::FileFormat;

/// The disk's half of a file being played or recorded, run by a file thread.
pub trait FileJob: Send {
    /// Moves what can be moved now between ring and file.
    fn run_once(&mut self) -> JobProgress;
}

/// When a [`FileJob`] wants to run again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobProgress {
    /// Within 50 ms.
    Waiting,
    /// Never: everything is on the disk or was read, and the job can be dropped.
    Finished,
}
