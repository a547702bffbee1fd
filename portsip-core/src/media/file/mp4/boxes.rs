//! The boxes of an ISO base media file (ISO/IEC 14496-12 §4.2), found by going
//! from one to the next; nothing is kept of those that nobody asks for.

use std::io::{self, Read, Seek, SeekFrom};

/// Boxes looked at in one place before what is sought is missing.
const BOXES_MAX: usize = 4096;

/// Where a box's contents are.
#[derive(Clone, Copy, Debug)]
pub(super) struct BoxSpan {
    pub(super) kind: [u8; 4],
    /// Where the box itself begins.
    pub(super) start: u64,
    /// Where its contents begin and end.
    pub(super) body: u64,
    pub(super) end: u64,
}

/// A file that is read at any place.
#[derive(Debug)]
pub(super) struct Octets<R> {
    source: R,
    at: u64,
    length: u64,
}

impl<R: Read + Seek> Octets<R> {
    pub(super) fn new(mut source: R) -> io::Result<Self> {
        let length = source.seek(SeekFrom::End(0))?;
        Ok(Self {
            source,
            at: length,
            length,
        })
    }

    /// The whole file, as if it were a box.
    pub(super) fn whole(&self) -> BoxSpan {
        BoxSpan {
            kind: *b"file",
            start: 0,
            body: 0,
            end: self.length,
        }
    }

    /// Fills `octets` from `at` on; an error where the file ends before.
    pub(super) fn read_at(&mut self, at: u64, octets: &mut [u8]) -> io::Result<()> {
        if at != self.at {
            // Within a buffer of the source that costs nothing.
            match i64::try_from(i128::from(at) - i128::from(self.at)) {
                Ok(by) => self.source.seek_relative(by)?,
                Err(_) => return Err(io::ErrorKind::InvalidData.into()),
            }
            self.at = at;
        }
        let read = self.source.read_exact(octets);
        match read {
            Ok(()) => self.at += octets.len() as u64,
            // Where a failed read leaves the source is not told.
            Err(_) => self.at = self.source.stream_position()?,
        }
        read
    }

    /// `N` octets from `at` on.
    pub(super) fn array_at<const N: usize>(&mut self, at: u64) -> io::Result<[u8; N]> {
        let mut octets = [0; N];
        self.read_at(at, &mut octets)?;
        Ok(octets)
    }

    pub(super) fn u16_at(&mut self, at: u64) -> io::Result<u16> {
        self.array_at(at).map(u16::from_be_bytes)
    }

    pub(super) fn u32_at(&mut self, at: u64) -> io::Result<u32> {
        self.array_at(at).map(u32::from_be_bytes)
    }

    pub(super) fn u64_at(&mut self, at: u64) -> io::Result<u64> {
        self.array_at(at).map(u64::from_be_bytes)
    }

    /// The box that begins at `at` inside `parent`; `None` at its end, and where
    /// there is no box. One that says it is longer than its parent ends with it.
    pub(super) fn box_at(&mut self, at: u64, parent: BoxSpan) -> io::Result<Option<BoxSpan>> {
        if at.checked_add(8).is_none_or(|end| end > parent.end) {
            return Ok(None);
        }
        let [a, b, c, d, kind @ ..] = self.array_at::<8>(at)?;
        let (head, size) = match u32::from_be_bytes([a, b, c, d]) {
            0 => (8, parent.end - at),
            1 if parent.end - at >= 16 => (16, self.u64_at(at + 8)?),
            size => (8, u64::from(size)),
        };
        Ok((size >= head).then(|| BoxSpan {
            kind,
            start: at,
            body: at + head,
            end: at.saturating_add(size).min(parent.end),
        }))
    }

    /// The first box of a kind in the contents of `parent`, `skip` octets into
    /// them.
    pub(super) fn find(
        &mut self,
        parent: BoxSpan,
        skip: u64,
        kind: [u8; 4],
    ) -> io::Result<Option<BoxSpan>> {
        let mut found = None;
        self.each(parent, skip, |_, child| {
            if child.kind == kind && found.is_none() {
                found = Some(child);
            }
            Ok(found.is_none())
        })?;
        Ok(found)
    }

    /// The box at the end of a path of kinds.
    pub(super) fn descend(
        &mut self,
        parent: BoxSpan,
        path: &[[u8; 4]],
    ) -> io::Result<Option<BoxSpan>> {
        let mut span = parent;
        for kind in path {
            match self.find(span, 0, *kind)? {
                Some(child) => span = child,
                None => return Ok(None),
            }
        }
        Ok(Some(span))
    }

    /// Shows the boxes in `parent` one after the other, as long as `show` says.
    pub(super) fn each(
        &mut self,
        parent: BoxSpan,
        skip: u64,
        mut show: impl FnMut(&mut Self, BoxSpan) -> io::Result<bool>,
    ) -> io::Result<()> {
        let mut at = parent.body.saturating_add(skip);
        for _ in 0..BOXES_MAX {
            match self.box_at(at, parent)? {
                Some(child) if show(self, child)? => at = child.end,
                _ => break,
            }
        }
        Ok(())
    }

    /// The numbers of 32 bits from `at` to `end`, at most `count`.
    pub(super) fn table(&mut self, at: u64, end: u64, count: u32) -> io::Result<Vec<u32>> {
        let there = end.saturating_sub(at) / 4;
        let count = u64::from(count).min(there);
        let mut octets = vec![0; usize::try_from(count * 4).unwrap_or(0)];
        self.read_at(at, &mut octets)?;
        let number = |four: &[u8]| four.iter().fold(0, |all, one| all << 8 | u32::from(*one));
        Ok(octets.chunks_exact(4).map(number).collect())
    }
}
