//! What the head of a file says of its sound: which codec, which part of it.

use std::io::{self, Read, Seek};

use super::boxes::{BoxSpan, Octets};

/// Tracks looked at for one with sound.
const TRACKS_MAX: usize = 64;
/// Octets of an `AudioSpecificConfig` that are looked at.
const CONFIGURATION_BYTES_MAX: u64 = 64;
/// Octets of an audio sample entry before its boxes (ISO/IEC 14496-12 §12.2.3),
/// and with those of the second version of `QuickTime`.
const ENTRY_BYTES: u64 = 28;
const ENTRY_BYTES_QUICKTIME: u64 = ENTRY_BYTES + 16;

/// How the sound is coded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Coding {
    /// AAC, with its `AudioSpecificConfig` (ISO/IEC 14496-3 §1.6.2.1).
    Aac(Vec<u8>),
    /// Opus of one stream, with the samples at 48 kHz before its sound begins.
    Opus {
        pre_skip: u16,
    },
    Amr,
    AmrWide,
}

/// The part of what is decoded that is heard (§8.6.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// Where it begins, in units of the track's time scale.
    pub(super) start: u64,
    /// How long it is, in units of the file's; `None`: to the end.
    pub(super) length: Option<u64>,
}

/// The track that is heard.
#[derive(Debug)]
pub(super) struct Track {
    pub(super) id: u32,
    pub(super) coding: Coding,
    pub(super) edit: Option<Edit>,
    /// Units of a second of the track and of the file, not 0.
    pub(super) timescale: u32,
    pub(super) file_timescale: u32,
    /// The tables of its samples.
    pub(super) table: BoxSpan,
}

impl Track {
    /// The first track of `moov` with sound that can be decoded.
    pub(super) fn find<R: Read + Seek>(
        octets: &mut Octets<R>,
        moov: BoxSpan,
    ) -> io::Result<Option<Self>> {
        let Some(header) = octets.find(moov, 0, *b"mvhd")? else {
            return Ok(None);
        };
        let file_timescale = timescale(octets, header)?;
        let mut found = None;
        let mut left = TRACKS_MAX;
        octets.each(moov, 0, |octets, child| {
            if child.kind == *b"trak" {
                left -= 1;
                // One that is broken is none.
                found = read_track(octets, child, file_timescale).ok().flatten();
            }
            Ok(found.is_none() && left > 0)
        })?;
        Ok(found)
    }
}

fn read_track<R: Read + Seek>(
    octets: &mut Octets<R>,
    trak: BoxSpan,
    file_timescale: u32,
) -> io::Result<Option<Track>> {
    let (Some(tkhd), Some(mdia)) = (
        octets.find(trak, 0, *b"tkhd")?,
        octets.find(trak, 0, *b"mdia")?,
    ) else {
        return Ok(None);
    };
    let (Some(mdhd), Some(hdlr), Some(table)) = (
        octets.find(mdia, 0, *b"mdhd")?,
        octets.find(mdia, 0, *b"hdlr")?,
        octets.descend(mdia, &[*b"minf", *b"stbl"])?,
    ) else {
        return Ok(None);
    };
    if octets.array_at::<4>(hdlr.body + 8)? != *b"soun" {
        return Ok(None);
    }
    let wide = octets.array_at::<1>(tkhd.body)? == [1];
    let id = octets.u32_at(tkhd.body + if wide { 20 } else { 12 })?;
    let Some(coding) = read_coding(octets, table)? else {
        return Ok(None);
    };
    Ok(Some(Track {
        id,
        coding,
        edit: read_edit(octets, trak)?,
        timescale: timescale(octets, mdhd)?,
        file_timescale,
        table,
    }))
}

/// The units of a second that a `mvhd` or `mdhd` names.
fn timescale<R: Read + Seek>(octets: &mut Octets<R>, header: BoxSpan) -> io::Result<u32> {
    let wide = octets.array_at::<1>(header.body)? == [1];
    let at = header.body + if wide { 20 } else { 12 };
    octets.u32_at(at).map(|units| units.max(1))
}

/// The first edit that is not a pause.
fn read_edit<R: Read + Seek>(octets: &mut Octets<R>, trak: BoxSpan) -> io::Result<Option<Edit>> {
    const EDITS_MAX: u32 = 16;
    let Some(elst) = octets.descend(trak, &[*b"edts", *b"elst"])? else {
        return Ok(None);
    };
    let wide = octets.array_at::<1>(elst.body)? == [1];
    let count = octets.u32_at(elst.body + 4)?.min(EDITS_MAX);
    let mut at = elst.body + 8;
    for _ in 0..count {
        let (length, start) = if wide {
            (octets.u64_at(at)?, octets.u64_at(at + 8)?.cast_signed())
        } else {
            let start = octets.u32_at(at + 4)?.cast_signed();
            (u64::from(octets.u32_at(at)?), i64::from(start))
        };
        if let Ok(start) = u64::try_from(start) {
            let length = (length > 0).then_some(length);
            return Ok(Some(Edit { start, length }));
        }
        at += if wide { 20 } else { 12 };
    }
    Ok(None)
}

/// What the first sample entry says; `None`: not supported.
fn read_coding<R: Read + Seek>(
    octets: &mut Octets<R>,
    table: BoxSpan,
) -> io::Result<Option<Coding>> {
    let Some(stsd) = octets.find(table, 0, *b"stsd")? else {
        return Ok(None);
    };
    let Some(entry) = octets.box_at(stsd.body + 8, stsd)? else {
        return Ok(None);
    };
    match &entry.kind {
        b"mp4a" => read_aac(octets, entry),
        b"Opus" => read_opus(octets, entry),
        b"samr" => Ok(Some(Coding::Amr)),
        b"sawb" => Ok(Some(Coding::AmrWide)),
        _ => Ok(None),
    }
}

/// `OpusSpecificBox` of the encapsulation of Opus in ISOBMFF §4.3.2.
fn read_opus<R: Read + Seek>(octets: &mut Octets<R>, entry: BoxSpan) -> io::Result<Option<Coding>> {
    let Some(specific) = octets.find(entry, ENTRY_BYTES, *b"dOps")? else {
        return Ok(None);
    };
    let pre_skip = octets.u16_at(specific.body + 2)?;
    let family = octets.array_at::<1>(specific.body + 10)?;
    Ok((family == [0]).then_some(Coding::Opus { pre_skip }))
}

fn read_aac<R: Read + Seek>(octets: &mut Octets<R>, entry: BoxSpan) -> io::Result<Option<Coding>> {
    let quicktime = octets.u16_at(entry.body + 8)? == 1;
    let skip = if quicktime {
        ENTRY_BYTES_QUICKTIME
    } else {
        ENTRY_BYTES
    };
    let mut descriptor = octets.find(entry, skip, *b"esds")?;
    if descriptor.is_none()
        && let Some(wave) = octets.find(entry, skip, *b"wave")?
    {
        descriptor = octets.find(wave, 0, *b"esds")?;
    }
    match descriptor {
        Some(descriptor) => read_descriptor(octets, descriptor),
        None => Ok(None),
    }
}

/// The decoder's configuration in an elementary stream descriptor (ISO/IEC
/// 14496-1 §7.2.6.5).
fn read_descriptor<R: Read + Seek>(
    octets: &mut Octets<R>,
    esds: BoxSpan,
) -> io::Result<Option<Coding>> {
    let (tag, mut at, _) = descriptor_at(octets, esds.body + 4)?;
    if tag != 3 {
        return Ok(None);
    }
    let [flags] = octets.array_at(at + 2)?;
    at += 3;
    if flags & 0x80 != 0 {
        at += 2;
    }
    if flags & 0x40 != 0 {
        let [length] = octets.array_at(at)?;
        at += 1 + u64::from(length);
    }
    if flags & 0x20 != 0 {
        at += 2;
    }
    let (tag, at, _) = descriptor_at(octets, at)?;
    let [object_type] = octets.array_at(at)?;
    // MPEG-4 audio, and the profiles of MPEG-2 AAC.
    if tag != 4 || !matches!(object_type, 0x40 | 0x66..=0x68) {
        return Ok(None);
    }
    let (tag, at, length) = descriptor_at(octets, at + 13)?;
    if tag != 5 || length == 0 {
        return Ok(None);
    }
    let mut configuration = vec![0; length.min(CONFIGURATION_BYTES_MAX) as usize];
    octets.read_at(at, &mut configuration)?;
    Ok(Some(Coding::Aac(configuration)))
}

/// A descriptor's tag, where its contents begin, and their length (§8.3.3).
fn descriptor_at<R: Read + Seek>(octets: &mut Octets<R>, at: u64) -> io::Result<(u8, u64, u64)> {
    let [tag] = octets.array_at(at)?;
    let mut length = 0;
    for index in 1..=4 {
        let [octet] = octets.array_at(at + index)?;
        length = length << 7 | u64::from(octet & 0x7F);
        if octet & 0x80 == 0 {
            return Ok((tag, at + index + 1, length));
        }
    }
    Err(io::ErrorKind::InvalidData.into())
}
