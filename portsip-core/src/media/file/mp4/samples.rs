//! Where the coded frames ("samples") of a track are: in the tables of a plain
//! file (ISO/IEC 14496-12 §8.7), or in fragments (§8.8), as recordings have.

use std::collections::VecDeque;
use std::io::{self, Read, Seek};

use super::boxes::{BoxSpan, Octets};

/// Entries of a table: more than a week of sound.
const ENTRIES_MAX: u32 = 1 << 23;
/// Frames of one fragment: twenty minutes of sound.
const FRAGMENT_FRAMES_MAX: usize = 1 << 16;
/// Runs of one fragment.
const RUNS_MAX: usize = 256;
/// Boxes between two fragments.
const BOXES_BETWEEN_MAX: usize = 64;

/// A frame's place in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) at: u64,
    pub(super) octets: u32,
}

/// The frames of a track in order.
#[derive(Debug)]
pub(super) struct Frames {
    tables: Tables,
    track: u32,
    /// The size of a frame of a fragment that names none (`trex`).
    octets_default: u32,
    file: BoxSpan,
    position: Position,
}

/// The tables of a plain file.
#[derive(Debug)]
struct Tables {
    /// The octets of every frame, where that is not 0.
    octets: u32,
    /// How many frames there are.
    count: u32,
    /// The octets of each, where they differ.
    each: Vec<u32>,
    /// Where the chunks are; pairs of words where offsets have 64 bits.
    chunks: Vec<u32>,
    wide: bool,
    /// From which chunk on, counted from 1, how many frames each has.
    runs: Vec<(u32, u32)>,
}

#[derive(Debug, Default)]
struct Position {
    /// The next frame of the tables, the chunk it is in, its run.
    frame: u32,
    chunk: usize,
    run: usize,
    /// Frames of the chunk before it, and where it begins.
    in_chunk: u32,
    at: u64,
    /// The frames of a fragment that are left, and where the next box is.
    fragment: VecDeque<Frame>,
    next_box: u64,
}

impl Frames {
    /// The frames of the track that `table` is of.
    pub(super) fn new<R: Read + Seek>(
        octets: &mut Octets<R>,
        moov: BoxSpan,
        table: BoxSpan,
        track: u32,
    ) -> io::Result<Self> {
        Ok(Self {
            tables: Tables::read(octets, table)?,
            track,
            octets_default: read_default(octets, moov, track)?,
            file: octets.whole(),
            position: Position {
                next_box: moov.end,
                ..Position::default()
            },
        })
    }

    /// Goes back to the first frame; `moov` is where fragments may follow.
    pub(super) fn rewind(&mut self, moov: BoxSpan) {
        self.position = Position {
            next_box: moov.end,
            ..Position::default()
        };
    }

    /// The next frame; `None` at the end.
    pub(super) fn next<R: Read + Seek>(
        &mut self,
        octets: &mut Octets<R>,
    ) -> io::Result<Option<Frame>> {
        if let Some(frame) = self.tables.next(&mut self.position) {
            return Ok(Some(frame));
        }
        if self.position.fragment.is_empty() {
            self.read_fragment(octets)?;
        }
        Ok(self.position.fragment.pop_front())
    }

    /// Reads the next fragment that has frames of the track.
    fn read_fragment<R: Read + Seek>(&mut self, octets: &mut Octets<R>) -> io::Result<()> {
        for _ in 0..BOXES_BETWEEN_MAX {
            let Some(found) = octets.box_at(self.position.next_box, self.file)? else {
                return Ok(());
            };
            self.position.next_box = found.end;
            if found.kind == *b"moof" {
                self.read_moof(octets, found)?;
                if !self.position.fragment.is_empty() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    fn read_moof<R: Read + Seek>(
        &mut self,
        octets: &mut Octets<R>,
        moof: BoxSpan,
    ) -> io::Result<()> {
        let (track, octets_default) = (self.track, self.octets_default);
        let fragment = &mut self.position.fragment;
        octets.each(moof, 0, |octets, traf| {
            if traf.kind == *b"traf"
                && let Some(tfhd) = octets.find(traf, 0, *b"tfhd")?
                && octets.u32_at(tfhd.body + 4)? == track
            {
                let (base, frame_octets) = read_tfhd(octets, moof, tfhd, octets_default)?;
                read_runs(octets, traf, base, frame_octets, fragment)?;
            }
            Ok(true)
        })
    }
}

impl Tables {
    fn read<R: Read + Seek>(octets: &mut Octets<R>, table: BoxSpan) -> io::Result<Self> {
        let mut tables = Self {
            octets: 0,
            count: 0,
            each: Vec::new(),
            chunks: Vec::new(),
            wide: false,
            runs: Vec::new(),
        };
        if let Some(stsz) = octets.find(table, 0, *b"stsz")? {
            tables.octets = octets.u32_at(stsz.body + 4)?;
            tables.count = octets.u32_at(stsz.body + 8)?.min(ENTRIES_MAX);
            if tables.octets == 0 {
                tables.each = octets.table(stsz.body + 12, stsz.end, tables.count)?;
                tables.count = tables.each.len() as u32;
            }
        }
        let (narrow, wide) = (
            octets.find(table, 0, *b"stco")?,
            octets.find(table, 0, *b"co64")?,
        );
        if let Some(offsets) = narrow.or(wide) {
            tables.wide = narrow.is_none();
            let words = if tables.wide { 2 } else { 1 };
            let count = octets.u32_at(offsets.body + 4)?.min(ENTRIES_MAX) * words;
            tables.chunks = octets.table(offsets.body + 8, offsets.end, count)?;
        }
        if let Some(stsc) = octets.find(table, 0, *b"stsc")? {
            let count = octets.u32_at(stsc.body + 4)?.min(ENTRIES_MAX) * 3;
            let words = octets.table(stsc.body + 8, stsc.end, count)?;
            tables.runs = words.chunks_exact(3).map(|run| (run[0], run[1])).collect();
        }
        Ok(tables)
    }

    fn next(&self, position: &mut Position) -> Option<Frame> {
        if position.frame >= self.count {
            return None;
        }
        // Each turn but the last goes to another chunk or ends.
        while position.in_chunk == 0 || position.in_chunk > self.frames_of_chunk(position) {
            if position.in_chunk > 0 {
                position.chunk += 1;
            }
            position.at = self.chunk_at(position.chunk)?;
            position.in_chunk = 1;
        }
        let octets = match self.octets {
            0 => *self.each.get(position.frame as usize)?,
            octets => octets,
        };
        let at = position.at;
        position.at = at.checked_add(u64::from(octets))?;
        position.frame += 1;
        position.in_chunk += 1;
        Some(Frame { at, octets })
    }

    fn chunk_at(&self, chunk: usize) -> Option<u64> {
        if self.wide {
            let pair = self.chunks.get(2 * chunk..2 * chunk + 2)?;
            Some(u64::from(pair[0]) << 32 | u64::from(pair[1]))
        } else {
            self.chunks.get(chunk).copied().map(u64::from)
        }
    }

    fn frames_of_chunk(&self, position: &mut Position) -> u32 {
        let number = u32::try_from(position.chunk + 1).unwrap_or(u32::MAX);
        let next = |run: usize| self.runs.get(run + 1);
        while next(position.run).is_some_and(|(first, _)| *first <= number) {
            position.run += 1;
        }
        self.runs.get(position.run).map_or(0, |(_, count)| *count)
    }
}

/// What fragments say where they say nothing (`trex`, §8.8.3).
fn read_default<R: Read + Seek>(
    octets: &mut Octets<R>,
    moov: BoxSpan,
    track: u32,
) -> io::Result<u32> {
    let mut octets_default = 0;
    if let Some(mvex) = octets.find(moov, 0, *b"mvex")? {
        octets.each(mvex, 0, |octets, trex| {
            if trex.kind == *b"trex" && octets.u32_at(trex.body + 4)? == track {
                octets_default = octets.u32_at(trex.body + 16)?;
            }
            Ok(true)
        })?;
    }
    Ok(octets_default)
}

/// From where a fragment's offsets count, and the octets of a frame that names
/// none (§8.8.7).
fn read_tfhd<R: Read + Seek>(
    octets: &mut Octets<R>,
    moof: BoxSpan,
    tfhd: BoxSpan,
    octets_default: u32,
) -> io::Result<(u64, u32)> {
    let flags = octets.u32_at(tfhd.body)?;
    let mut at = tfhd.body + 8;
    let mut base = moof.start;
    if flags & 0x1 != 0 {
        base = octets.u64_at(at)?;
        at += 8;
    }
    at += [0x2, 0x8].iter().filter(|bit| flags & **bit != 0).count() as u64 * 4;
    if flags & 0x10 != 0 {
        return Ok((base, octets.u32_at(at)?));
    }
    Ok((base, octets_default))
}

/// The frames of all runs of a fragment (§8.8.8).
fn read_runs<R: Read + Seek>(
    octets: &mut Octets<R>,
    traf: BoxSpan,
    base: u64,
    frame_octets: u32,
    fragment: &mut VecDeque<Frame>,
) -> io::Result<()> {
    let mut at = base;
    let mut left = RUNS_MAX;
    octets.each(traf, 0, |octets, trun| {
        if trun.kind == *b"trun" {
            left -= 1;
            at = read_run(octets, trun, base, at, frame_octets, fragment)?;
        }
        Ok(left > 0)
    })
}

/// Adds a run's frames; where the next one begins that names no place.
fn read_run<R: Read + Seek>(
    octets: &mut Octets<R>,
    trun: BoxSpan,
    base: u64,
    mut at: u64,
    frame_octets: u32,
    fragment: &mut VecDeque<Frame>,
) -> io::Result<u64> {
    let flags = octets.u32_at(trun.body)?;
    let room = (FRAGMENT_FRAMES_MAX - fragment.len()) as u32;
    let count = octets.u32_at(trun.body + 4)?.min(room);
    let mut field = trun.body + 8;
    if flags & 0x1 != 0 {
        let offset = octets.u32_at(field)?.cast_signed();
        let place = base.checked_add_signed(i64::from(offset));
        at = place.ok_or(io::ErrorKind::InvalidData)?;
        field += 4;
    }
    if flags & 0x4 != 0 {
        field += 4;
    }
    let has = |bit: u32| usize::from(flags & bit != 0);
    let words = has(0x100) + has(0x200) + has(0x400) + has(0x800);
    let table = octets.table(field, trun.end, count * words as u32)?;
    for frame in 0..count as usize {
        let octets = if has(0x200) == 1 {
            match table.get(frame * words + has(0x100)) {
                Some(octets) => *octets,
                None => break,
            }
        } else {
            frame_octets
        };
        fragment.push_back(Frame { at, octets });
        at = at.saturating_add(u64::from(octets));
    }
    Ok(at)
}
