//! Reads MP3 files (MPEG-1, 2 and 2.5 audio, layers I to III) as mono samples,
//! without the silence that encoders put around them.

use std::fmt;
use std::io::{self, Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use nanomp3::{Options, Reader};

use super::decoded::{Decoded, FrameSource, mix};
use super::reader::OpenError;

/// Octets without a frame that are looked through before the file ends.
const RUBBISH_BYTES_MAX: u64 = 1 << 20;
/// Samples decoded at a time, of both channels.
const DECODED_SAMPLES: usize = 2 * 1152;

/// An MP3 file being read.
#[derive(Debug)]
pub(super) struct Mp3Reader<R> {
    frames: Frames<R>,
    decoded: Decoded,
}

struct Frames<R> {
    /// Gone after a rewind that failed.
    reader: Option<Reader<Limited<R>, i16>>,
    /// How much may be read until the next frame.
    budget: Arc<AtomicU64>,
    channels: usize,
    rate_hz: u32,
    samples: Box<[i16; DECODED_SAMPLES]>,
}

impl<R: Read + Seek> Mp3Reader<R> {
    /// Looks for the first frame.
    pub(super) fn new(source: R) -> Result<Self, OpenError> {
        let budget = Arc::new(AtomicU64::new(RUBBISH_BYTES_MAX));
        let limited = Limited {
            source,
            budget: Arc::clone(&budget),
        };
        let reader = open(limited)?;
        let channels = reader.channels().ok_or(OpenError::Format)?;
        Ok(Self {
            frames: Frames {
                channels: usize::from(channels.num()),
                rate_hz: reader.sample_rate(),
                reader: Some(reader),
                budget,
                samples: Box::new([0; DECODED_SAMPLES]),
            },
            decoded: Decoded::default(),
        })
    }

    /// Reads mono samples to the front of `samples`: how many, 0 at the end.
    pub(super) fn read(&mut self, samples: &mut [i16]) -> io::Result<usize> {
        self.decoded.read(&mut self.frames, samples)
    }

    /// Goes back to the first sample.
    pub(super) fn rewind(&mut self) -> io::Result<()> {
        self.decoded.clear();
        self.frames.rewind()
    }

    /// The rate of the samples in Hz.
    pub(super) fn rate_hz(&self) -> u32 {
        self.frames.rate_hz
    }
}

impl<R: Read + Seek> Frames<R> {
    /// Opens the file anew: that reads its beginning only, while going back
    /// within it would make an index of all its frames.
    fn rewind(&mut self) -> io::Result<()> {
        self.budget.store(RUBBISH_BYTES_MAX, Ordering::Relaxed);
        let reader = self.reader.take().ok_or(io::ErrorKind::InvalidData)?;
        let mut source = reader.into_inner();
        source.seek(SeekFrom::Start(0))?;
        let reader = open(source).map_err(|_| io::ErrorKind::InvalidData)?;
        self.reader = Some(reader);
        Ok(())
    }
}

impl<R: Read + Seek> FrameSource for Frames<R> {
    fn decode_next(&mut self, samples: &mut Vec<i16>) -> io::Result<bool> {
        self.budget.store(RUBBISH_BYTES_MAX, Ordering::Relaxed);
        // Gone for good where the decoder gives up.
        let mut reader = self.reader.take().ok_or(io::ErrorKind::InvalidData)?;
        let count = guarded(|| reader.read(&mut self.samples[..]))
            .and_then(Result::ok)
            .ok_or(io::ErrorKind::InvalidData)?;
        self.reader = Some(reader);
        samples.extend(mix(&self.samples[..count], self.channels));
        Ok(count > 0)
    }
}

impl<R> fmt::Debug for Frames<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Frames")
            .field("channels", &self.channels)
            .field("rate_hz", &self.rate_hz)
            .finish_non_exhaustive()
    }
}

fn open<R: Read + Seek>(source: R) -> Result<Reader<R, i16>, OpenError> {
    let options = Options::default().skip_scan(true);
    let opened = guarded(|| Reader::with_options(source, options)).ok_or(OpenError::Format)?;
    opened.map_err(|error| match error {
        nanomp3::Error::Io(error) => OpenError::Io(error),
        _ => OpenError::Format,
    })
}

/// What `decode` gives; `None` where it panics, as the decoder (0.2.0) does over
/// some damaged frames. It is in safe code, and not used after that.
fn guarded<T>(decode: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(decode)).ok()
}

/// A file that ends where its budget does.
struct Limited<R> {
    source: R,
    budget: Arc<AtomicU64>,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, octets: &mut [u8]) -> io::Result<usize> {
        let left = self.budget.load(Ordering::Relaxed);
        let room = usize::try_from(left).map_or(octets.len(), |left| left.min(octets.len()));
        let count = self.source.read(&mut octets[..room])?;
        self.budget.store(left - count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

impl<R: Seek> Seek for Limited<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.source.seek(to)
    }
}
