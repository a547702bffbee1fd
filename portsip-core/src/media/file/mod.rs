//! Audio files played to the other side, and recordings.
//!
//! Each has two ends joined by a ring: one for the media thread, which never
//! waits for a disk, and a [`FileJob`] for the thread that does. WAV is the one
//! format of this build.

mod player;
mod recorder;
mod wav_encoding;
mod wav_reader;
mod wav_writer;

pub use player::{FilePlayer, PlayJob};
pub use recorder::{RecordFormat, RecordJob, RecordSides, Recorder};

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
