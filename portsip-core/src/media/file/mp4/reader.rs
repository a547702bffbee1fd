//! Reads the sound of an MP4 file as mono samples.

use std::io::{self, Read, Seek};

use super::super::decoded::{Decoded, FrameSource};
use super::super::reader::OpenError;
use super::boxes::{BoxSpan, Octets};
use super::decoder::TrackDecoder;
use super::samples::Frames;
use super::track::{Coding, Track};

/// Octets of a coded frame that are decoded.
const FRAME_OCTETS_MAX: u32 = 1 << 16;
/// Sound that an edit leaves out at the beginning, in seconds; more than that is
/// not the silence of an encoder, and is heard.
const LEFT_OUT_S_MAX: u64 = 10;
/// Frames that cannot be decoded before the file ends.
const BROKEN_FRAMES_MAX: u32 = 100;

/// The sound of an MP4 file being read.
#[derive(Debug)]
pub(in super::super) struct Mp4Reader<R> {
    source: TrackSource<R>,
    decoded: Decoded,
}

#[derive(Debug)]
struct TrackSource<R> {
    octets: Octets<R>,
    moov: BoxSpan,
    frames: Frames,
    coding: Coding,
    decoder: TrackDecoder,
    rate_hz: u32,
    heard: Heard,
    left: Heard,
    broken: u32,
    frame: Vec<u8>,
}

/// Samples to leave out, and to be heard after them.
#[derive(Clone, Copy, Debug)]
struct Heard {
    skip: u64,
    length: Option<u64>,
}

impl<R: Read + Seek> Mp4Reader<R> {
    /// Reads the head of the file, and the tables of the track that is heard.
    pub(in super::super) fn new(source: R) -> Result<Self, OpenError> {
        match TrackSource::open(source) {
            Ok(Some(source)) => Ok(Self {
                source,
                decoded: Decoded::default(),
            }),
            Ok(None) => Err(OpenError::Format),
            Err(error) if is_wrong(&error) => Err(OpenError::Format),
            Err(error) => Err(OpenError::Io(error)),
        }
    }

    /// Reads mono samples to the front of `samples`: how many, 0 at the end.
    pub(in super::super) fn read(&mut self, samples: &mut [i16]) -> io::Result<usize> {
        self.decoded.read(&mut self.source, samples)
    }

    /// Goes back to the first sample.
    pub(in super::super) fn rewind(&mut self) -> io::Result<()> {
        self.decoded.clear();
        self.source.rewind().ok_or(io::ErrorKind::Unsupported)?;
        Ok(())
    }

    /// The rate of the samples in Hz.
    pub(in super::super) fn rate_hz(&self) -> u32 {
        self.source.rate_hz
    }
}

impl<R: Read + Seek> TrackSource<R> {
    fn open(source: R) -> io::Result<Option<Self>> {
        let mut octets = Octets::new(source)?;
        let whole = octets.whole();
        let Some(moov) = octets.find(whole, 0, *b"moov")? else {
            return Ok(None);
        };
        let Some(track) = Track::find(&mut octets, moov)? else {
            return Ok(None);
        };
        let Some(decoder) = TrackDecoder::new(&track.coding) else {
            return Ok(None);
        };
        let nothing = Heard {
            skip: 0,
            length: None,
        };
        let mut source = Self {
            frames: Frames::new(&mut octets, moov, track.table, track.id)?,
            octets,
            moov,
            rate_hz: decoder.rate_hz(),
            decoder,
            coding: track.coding.clone(),
            heard: nothing,
            left: nothing,
            broken: 0,
            frame: Vec::new(),
        };
        // The first frame tells the true rate.
        let _ = source.decode_next(&mut Vec::new());
        source.rate_hz = source.decoder.rate_hz();
        source.heard = Heard::of(&track, source.rate_hz);
        Ok(source.rewind().is_some().then_some(source))
    }

    /// `None` where there is no decoder any more.
    fn rewind(&mut self) -> Option<()> {
        self.decoder = TrackDecoder::new(&self.coding)?;
        self.frames.rewind(self.moov);
        self.left = self.heard;
        self.broken = 0;
        Some(())
    }
}

impl Heard {
    fn of(track: &Track, rate_hz: u32) -> Self {
        let rate = u64::from(rate_hz);
        let samples = |units: u64, scale: u32| units.saturating_mul(rate) / u64::from(scale);
        let skip = match (&track.coding, track.edit) {
            (_, Some(edit)) => samples(edit.start, track.timescale),
            (Coding::Opus { pre_skip }, None) => u64::from(*pre_skip),
            (_, None) => 0,
        };
        let length = track.edit.and_then(|edit| edit.length);
        Self {
            skip: if skip <= LEFT_OUT_S_MAX * rate {
                skip
            } else {
                0
            },
            length: length.map(|units| samples(units, track.file_timescale)),
        }
    }

    /// Leaves out of `samples` what is not heard; `false` once nothing more is.
    fn cut(&mut self, samples: &mut Vec<i16>) -> bool {
        let skip = self.skip.min(samples.len() as u64);
        samples.drain(..skip as usize);
        self.skip -= skip;
        if let Some(length) = &mut self.length {
            samples.truncate(usize::try_from(*length).unwrap_or(usize::MAX));
            *length -= samples.len() as u64;
        }
        self.length != Some(0) || !samples.is_empty()
    }
}

impl<R: Read + Seek> FrameSource for TrackSource<R> {
    fn decode_next(&mut self, samples: &mut Vec<i16>) -> io::Result<bool> {
        let Some(frame) = self.frames.next(&mut self.octets)? else {
            return Ok(false);
        };
        if !(1..=FRAME_OCTETS_MAX).contains(&frame.octets) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        self.frame.resize(frame.octets as usize, 0);
        match self.octets.read_at(frame.at, &mut self.frame) {
            Ok(()) => {}
            // A crash cut it off.
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
            Err(error) => return Err(error),
        }
        if self.decoder.decode(&self.frame, samples) {
            self.broken = 0;
        } else {
            samples.clear();
            self.broken += 1;
            if self.broken > BROKEN_FRAMES_MAX {
                return Err(io::ErrorKind::InvalidData.into());
            }
        }
        Ok(self.left.cut(samples))
    }
}

/// A file that is not what it says, rather than a disk that fails.
fn is_wrong(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData
    )
}
