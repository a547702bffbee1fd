//! Reads AMR and AMR-WB files of one channel (RFC 4867 §5).

use std::io::{self, Read, Seek, SeekFrom};

use super::amr_codec::{AmrDecoder, Band, FRAME_OCTETS_MAX};
use super::decoded::{Decoded, FrameSource};
use super::reader::{OpenError, read_header};

/// What files of one channel begin with (§5.1).
pub(super) const MAGIC_NARROW: &[u8] = b"#!AMR\n";
const MAGIC_WIDE: &[u8] = b"#!AMR-WB\n";

/// An AMR file being read.
#[derive(Debug)]
pub(super) struct AmrReader<R> {
    frames: Frames<R>,
    decoded: Decoded,
}

#[derive(Debug)]
struct Frames<R> {
    source: R,
    decoder: AmrDecoder,
}

impl<R: Read + Seek> AmrReader<R> {
    /// Reads the header. [`OpenError::Format`] also where the codec's library
    /// is not installed.
    pub(super) fn new(mut source: R) -> Result<Self, OpenError> {
        let mut magic = [0; MAGIC_WIDE.len()];
        read_header(&mut source, &mut magic[..MAGIC_NARROW.len()])?;
        let band = if magic.starts_with(MAGIC_NARROW) {
            Band::Narrow
        } else {
            read_header(&mut source, &mut magic[MAGIC_NARROW.len()..])?;
            if magic != *MAGIC_WIDE {
                return Err(OpenError::Format);
            }
            Band::Wide
        };
        let decoder = AmrDecoder::new(band).ok_or(OpenError::Format)?;
        Ok(Self {
            frames: Frames { source, decoder },
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
        let (band, start) = match self.frames.decoder.band() {
            Band::Narrow => (Band::Narrow, MAGIC_NARROW.len()),
            Band::Wide => (Band::Wide, MAGIC_WIDE.len()),
        };
        self.frames.decoder = AmrDecoder::new(band).ok_or(io::ErrorKind::Unsupported)?;
        self.frames.source.seek(SeekFrom::Start(start as u64))?;
        Ok(())
    }

    /// The rate of the samples in Hz.
    pub(super) fn rate_hz(&self) -> u32 {
        self.frames.decoder.rate_hz()
    }
}

impl<R: Read> FrameSource for Frames<R> {
    fn decode_next(&mut self, samples: &mut Vec<i16>) -> io::Result<bool> {
        let mut frame = [0; FRAME_OCTETS_MAX];
        if !read_whole(&mut self.source, &mut frame[..1])? {
            return Ok(false);
        }
        let octets = self.decoder.stored_octets(frame[0]);
        let octets = octets.ok_or(io::ErrorKind::InvalidData)?;
        // One that was cut off by a crash is the end.
        if !read_whole(&mut self.source, &mut frame[1..=octets])? {
            return Ok(false);
        }
        self.decoder.decode(&frame[..=octets], samples);
        Ok(true)
    }
}

/// Fills `octets`; `false` where the file ends before.
fn read_whole(source: &mut impl Read, octets: &mut [u8]) -> io::Result<bool> {
    match source.read_exact(octets) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}
