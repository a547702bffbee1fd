//! A recording of a session.

use std::path::Path;

use super::{FileJob, JobProgress};
use crate::error::Error;

/// What a recording holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordFormat {
    /// Two channels, sent left and received right; otherwise one, their sum.
    pub stereo: bool,
    /// Which of the two are recorded; the other is silence.
    pub sides: RecordSides,
}

/// Which of a session's signals are recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordSides {
    /// What we receive (`RECORD_RECV`).
    Received,
    /// What we send (`RECORD_SEND`).
    Sent,
    /// Both (`RECORD_BOTH`).
    Both,
}

/// The media thread's end of a recording.
#[derive(Debug)]
pub struct Recorder {}

impl Recorder {
    /// Creates a 16-bit WAV file, over one that was there; its rate is the
    /// session's. [`Error::AudioCreateRecordFileFailure`] when it cannot be
    /// created. Waits for the disk.
    pub fn create(_path: &Path, _format: RecordFormat) -> Result<(Box<Self>, RecordJob), Error> {
        Err(Error::AudioCreateRecordFileFailure)
    }
}

/// The disk's end of a recording. Finished once the media thread's end is gone
/// and everything is on the disk.
#[derive(Debug)]
pub struct RecordJob {}

impl FileJob for RecordJob {
    fn run_once(&mut self) -> JobProgress {
        JobProgress::Finished
    }
}
