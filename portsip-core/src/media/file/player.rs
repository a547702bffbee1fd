//! A file played to the other side.

use std::fs::File;
use std::io::{self, BufReader};
use std::path::Path;

use rtrb::{Consumer, Producer, RingBuffer};

use super::reader::{AudioFileReader, OpenError};
use super::{FileJob, JobProgress};
use crate::error::Error;

/// Audio read ahead of the media thread.
const AHEAD_MS: u32 = 500;
/// Samples read from the file at a time.
const READ_SAMPLES: usize = 4096;

/// The media thread's end of a file being played.
#[derive(Debug)]
pub struct FilePlayer {
    ring: Consumer<i16>,
    rate_hz: u32,
    file_name: String,
}

impl FilePlayer {
    /// Opens a file of a format that [`AudioFileReader`] reads and reads its
    /// beginning. Several channels are mixed to one. Waits for the disk.
    ///
    /// [`Error::AudioOpenPlayFileFailure`]: the file is missing or unreadable.
    /// [`Error::AudioPlayFileFormatNotSupport`]: it is none of the above.
    pub fn open(path: &Path, looped: bool) -> Result<(Box<Self>, PlayJob), Error> {
        let file = open_regular(path).map_err(|_| Error::AudioOpenPlayFileFailure)?;
        let reader = AudioFileReader::new(BufReader::new(file)).map_err(|error| match error {
            OpenError::Io(_) => Error::AudioOpenPlayFileFailure,
            OpenError::Format => Error::AudioPlayFileFormatNotSupport,
        })?;
        let rate_hz = reader.rate_hz();
        let (producer, consumer) = RingBuffer::new((rate_hz * AHEAD_MS / 1000) as usize);
        let mut job = PlayJob {
            ring: Some(producer),
            reader,
            looped,
            samples: vec![0; READ_SAMPLES].into_boxed_slice(),
        };
        job.run_once();
        let player = Box::new(Self {
            ring: consumer,
            rate_hz,
            file_name: path.to_string_lossy().into_owned(),
        });
        Ok((player, job))
    }

    /// The file's rate in Hz.
    pub fn rate_hz(&self) -> u32 {
        self.rate_hz
    }

    /// Reads the next samples, silence where the disk was too slow or the file
    /// has ended; `false` once nothing is left of it.
    pub(crate) fn read(&mut self, samples: &mut [i16]) -> bool {
        // In this order: what was written before the job ended is still there.
        let ended = self.ring.is_abandoned();
        let (filled, missing) = self.ring.pop_partial_slice(samples);
        missing.fill(0);
        !(ended && filled.is_empty())
    }

    /// Takes the path out, for the report that the file has ended.
    pub(crate) fn take_file_name(&mut self) -> String {
        std::mem::take(&mut self.file_name)
    }
}

/// Opens a file, and nothing else: opening a pipe would wait for its writer.
fn open_regular(path: &Path) -> io::Result<File> {
    if std::fs::metadata(path)?.is_file() {
        File::open(path)
    } else {
        Err(io::ErrorKind::InvalidInput.into())
    }
}

/// The disk's end of a file being played. Finished when everything was read,
/// or the media thread no longer plays it.
#[derive(Debug)]
pub struct PlayJob {
    /// Gone at the end of the file.
    ring: Option<Producer<i16>>,
    reader: AudioFileReader<BufReader<File>>,
    looped: bool,
    samples: Box<[i16]>,
}

impl FileJob for PlayJob {
    fn run_once(&mut self) -> JobProgress {
        let Some(ring) = &mut self.ring else {
            return JobProgress::Finished;
        };
        let mut rewound = false;
        while !ring.is_abandoned() {
            let room = ring.slots().min(self.samples.len());
            if room == 0 {
                return JobProgress::Waiting;
            }
            match self.reader.read(&mut self.samples[..room]) {
                Ok(0) if self.looped && !rewound && self.reader.rewind().is_ok() => rewound = true,
                // A file that cannot be read on ends here.
                Ok(0) | Err(_) => break,
                Ok(count) => {
                    // There is room: nobody else writes.
                    let _ = ring.push_partial_slice(&self.samples[..count]);
                    rewound = false;
                }
            }
        }
        self.ring = None;
        JobProgress::Finished
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, samples: &[i16]) -> std::path::PathBuf {
        let path = std::env::temp_dir().join(format!("player-{}-{name}", std::process::id()));
        let spec = hound::WavSpec {
            channels: 1,
            sample_rate: 8000,
            bits_per_sample: 16,
            sample_format: hound::SampleFormat::Int,
        };
        let mut writer = hound::WavWriter::create(&path, spec).unwrap();
        for sample in samples {
            writer.write_sample(*sample).unwrap();
        }
        writer.finalize().unwrap();
        path
    }

    #[test]
    fn a_loop_is_seamless() {
        let samples: Vec<i16> = (0..1000).collect();
        let path = file("loop.wav", &samples);
        let (mut player, mut job) = FilePlayer::open(&path, true).unwrap();
        let mut heard = vec![0; 10_000];
        for frame in heard.chunks_mut(80) {
            assert!(player.read(frame));
            assert_eq!(job.run_once(), JobProgress::Waiting);
        }
        let expected: Vec<i16> = samples.iter().copied().cycle().take(10_000).collect();
        assert_eq!(heard, expected);
        std::fs::remove_file(path).unwrap();
    }

    #[test]
    fn the_last_samples_are_heard_before_the_end() {
        let path = file("end.wav", &[7; 100]);
        let (mut player, _job) = FilePlayer::open(&path, false).unwrap();
        let mut frame = [1; 80];
        assert!(player.read(&mut frame));
        assert!(player.read(&mut frame));
        assert_eq!((&frame[..20], &frame[20..]), (&[7; 20][..], &[0; 60][..]));
        assert!(!player.read(&mut frame));
        assert_eq!(player.take_file_name(), path.to_string_lossy());
        std::fs::remove_file(path).unwrap();
    }

    #[test]
    fn a_loop_of_nothing_ends() {
        let path = file("nothing.wav", &[]);
        let (mut player, mut job) = FilePlayer::open(&path, true).unwrap();
        assert_eq!(job.run_once(), JobProgress::Finished);
        assert!(!player.read(&mut [0; 80]));
        std::fs::remove_file(path).unwrap();
    }
}
