//! A recording of a session.

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use rtrb::{Consumer, Producer, RingBuffer};

use super::writer::{FileFormat, FileWriter};
use super::{FileJob, JobProgress};
use crate::error::Error;
use crate::media::audio::{FRAME_SAMPLES_MAX, FRAMES_PER_SECOND};

/// Audio that waits for the disk, at the highest rate.
const AHEAD_FRAMES: u32 = FRAMES_PER_SECOND;

/// What a recording holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordFormat {
    /// What it is written as.
    pub file: FileFormat,
    /// Two channels, sent left and received right; otherwise one, their sum.
    pub stereo: bool,
    /// Which of the two are recorded; the other is silence.
    pub sides: RecordSides,
}

impl RecordFormat {
    /// [`Error::CoreArgumentIncorrect`]: AMR with two channels.
    pub fn check(self) -> Result<(), Error> {
        if self.stereo && self.file == FileFormat::Amr {
            return Err(Error::CoreArgumentIncorrect);
        }
        Ok(())
    }

    fn channels(self) -> u16 {
        if self.stereo { 2 } else { 1 }
    }
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

impl RecordSides {
    /// Whether what we send is recorded.
    pub const fn sent(self) -> bool {
        matches!(self, Self::Sent | Self::Both)
    }

    /// Whether what we receive is recorded.
    pub const fn received(self) -> bool {
        matches!(self, Self::Received | Self::Both)
    }
}

/// What both ends of a recording know.
#[derive(Debug, Default)]
struct Shared {
    /// The rate in Hz of all samples, 0 until the first.
    rate_hz: AtomicU32,
    /// Samples lost to a slow disk.
    dropped_samples: AtomicU64,
}

/// The media thread's end of a recording.
#[derive(Debug)]
pub struct Recorder {
    ring: Producer<i16>,
    format: RecordFormat,
    shared: Arc<Shared>,
}

impl Recorder {
    /// Creates a file, over one that was there. Waits for the disk.
    ///
    /// [`Error::CoreArgumentIncorrect`]: AMR with two channels.
    /// [`Error::AudioPlayFileFormatNotSupport`]: the format's codec is not
    /// there. [`Error::AudioCreateRecordFileFailure`]: it cannot be created.
    pub fn create(path: &Path, format: RecordFormat) -> Result<(Box<Self>, RecordJob), Error> {
        format.check()?;
        let channels = format.channels();
        let writer = FileWriter::create(format.file, channels, || create_regular(path))?;
        let frame_samples = FRAME_SAMPLES_MAX * usize::from(channels);
        let (producer, consumer) = RingBuffer::new(frame_samples * AHEAD_FRAMES as usize);
        let shared = Arc::new(Shared::default());
        let job = RecordJob {
            ring: consumer,
            writer,
            samples: Vec::new(),
            shared: Arc::clone(&shared),
        };
        let recorder = Box::new(Self {
            ring: producer,
            format,
            shared,
        });
        Ok((recorder, job))
    }

    /// What is recorded.
    pub(crate) fn format(&self) -> RecordFormat {
        self.format
    }

    /// Tells the session's rate in Hz, before the first write; the rate of
    /// everything that is written.
    pub(crate) fn begin(&mut self, session_hz: u32) -> u32 {
        let rate_hz = self.format.file.rate_for(session_hz);
        self.shared.rate_hz.store(rate_hz, Ordering::Release);
        rate_hz
    }

    /// Adds a frame, interleaved where the recording is stereo. It is dropped
    /// as a whole, and counted, where the disk is too slow.
    pub(crate) fn write(&mut self, samples: &[i16]) {
        if self.ring.push_entire_slice(samples).is_err() {
            let dropped = samples.len() as u64;
            self.shared
                .dropped_samples
                .fetch_add(dropped, Ordering::Relaxed);
        }
    }
}

/// Creates a file, or empties one; opening a pipe would wait for its reader.
fn create_regular(path: &Path) -> io::Result<File> {
    match std::fs::metadata(path) {
        Ok(there) if !there.is_file() => Err(io::ErrorKind::InvalidInput.into()),
        _ => File::create(path),
    }
}

/// The disk's end of a recording. Finished once the media thread's end is gone
/// and everything is on the disk, or the disk failed.
#[derive(Debug)]
pub struct RecordJob {
    ring: Consumer<i16>,
    writer: FileWriter,
    samples: Vec<i16>,
    shared: Arc<Shared>,
}

impl RecordJob {
    /// Samples lost so far because the disk was too slow.
    pub fn dropped_samples(&self) -> u64 {
        self.shared.dropped_samples.load(Ordering::Relaxed)
    }
}

impl RecordJob {
    fn write(&mut self, ended: bool) -> io::Result<()> {
        if !self.samples.is_empty() {
            self.writer
                .set_rate_hz(self.shared.rate_hz.load(Ordering::Acquire));
            self.writer.write(&self.samples)?;
        }
        if ended {
            self.writer.finish()?;
        }
        Ok(())
    }
}

impl FileJob for RecordJob {
    fn run_once(&mut self) -> JobProgress {
        // In this order: what was written before the end came is still there.
        let ended = self.ring.is_abandoned();
        let waiting = self.ring.slots();
        self.samples.clear();
        if let Ok(chunk) = self.ring.read_chunk(waiting) {
            self.samples.extend(chunk);
        }
        if let Err(error) = self.write(ended) {
            tracing::error!(%error, "a recording ends: its file cannot be written");
            return JobProgress::Finished;
        }
        if ended {
            JobProgress::Finished
        } else {
            JobProgress::Waiting
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_disk_loses_whole_frames_and_counts_them() {
        let path = std::env::temp_dir().join(format!("recorder-{}.wav", std::process::id()));
        let format = RecordFormat {
            file: FileFormat::Wav,
            stereo: true,
            sides: RecordSides::Both,
        };
        let (mut recorder, mut job) = Recorder::create(&path, format).unwrap();
        assert_eq!(recorder.begin(48_000), 48_000);
        let frame: Vec<i16> = (0..960).collect();
        for _ in 0..AHEAD_FRAMES + 3 {
            recorder.write(&frame);
        }
        assert_eq!(job.dropped_samples(), 3 * 960);
        assert_eq!(job.run_once(), JobProgress::Waiting);
        recorder.write(&frame);
        drop(recorder);
        assert_eq!(job.run_once(), JobProgress::Finished);
        let mut reader = hound::WavReader::open(&path).unwrap();
        assert_eq!(reader.duration(), 480 * (AHEAD_FRAMES + 1));
        let read: Vec<i16> = reader.samples().take(960).map(Result::unwrap).collect();
        assert_eq!(read, frame);
        std::fs::remove_file(path).unwrap();
    }
}
