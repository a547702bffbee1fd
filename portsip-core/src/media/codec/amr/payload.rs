//! A payload read: the mode it asks for, and its frames.

use super::{Band, FRAME_OCTETS_MAX, FRAMES_MAX, NO_DATA, frame_bits};
use crate::media::codec::ModeRequest;

/// How a payload is laid out: which codec, and whether its fields and frames
/// begin at octets (RFC 4867 §4.4) or follow each other bit by bit (§4.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The codec.
    pub band: Band,
    /// Fields and frames begin at octets.
    pub octet_aligned: bool,
}

impl Layout {
    /// The bits of the mode request, with what follows it up to the next field.
    pub(super) const fn request_bits(self) -> usize {
        if self.octet_aligned { 8 } else { 4 }
    }

    /// The bits of an entry of the table of contents.
    pub(super) const fn entry_bits(self) -> usize {
        if self.octet_aligned { 8 } else { 6 }
    }

    /// The bits that a frame takes in the payload.
    pub(super) const fn taken_by(self, frame_bits: usize) -> usize {
        if self.octet_aligned {
            frame_bits.div_ceil(8) * 8
        } else {
            frame_bits
        }
    }
}

/// A frame of 20 ms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// A mode, comfort noise, or a type without bits.
    pub frame_type: u8,
    /// The frame is as its encoder made it (the Q bit).
    pub is_good: bool,
    /// Its bits from the first octet on; zeros behind them.
    pub bits: [u8; FRAME_OCTETS_MAX],
}

impl Frame {
    /// A frame in which nothing is sent.
    pub const NO_DATA: Self = Self {
        frame_type: NO_DATA,
        is_good: true,
        bits: [0; FRAME_OCTETS_MAX],
    };
}

/// A payload whose length is what its table of contents says.
#[derive(Clone, Copy, Debug)]
pub struct Payload<'p> {
    layout: Layout,
    octets: &'p [u8],
    frames: usize,
}

impl<'p> Payload<'p> {
    /// Looks through a payload. `None`: it has a frame type that there is not,
    /// more than [`FRAMES_MAX`] frames, or another length than they have.
    pub fn parse(layout: Layout, octets: &'p [u8]) -> Option<Self> {
        let payload = Self {
            layout,
            octets,
            frames: 0,
        };
        let mut bits = layout.request_bits();
        for index in 0..FRAMES_MAX {
            let entry = payload.entry(index)?;
            bits += layout.entry_bits();
            bits += layout.taken_by(frame_bits(layout.band, entry.frame_type)?);
            if entry.is_last {
                let frames = index + 1;
                let whole = bits.div_ceil(8) == octets.len();
                return whole.then_some(Self { frames, ..payload });
            }
        }
        None
    }

    /// The codec mode request (§4.3.1); `None` for one that there is not.
    pub fn mode_request(&self) -> Option<ModeRequest> {
        match self.octets.first()? >> 4 {
            NO_DATA => Some(ModeRequest::Any),
            mode if mode <= self.layout.band.mode_max() => Some(ModeRequest::Mode(mode)),
            _ => None,
        }
    }

    /// How many frames there are.
    pub fn frame_count(&self) -> usize {
        self.frames
    }

    /// The frames in their order in time.
    pub fn frames(&self) -> impl Iterator<Item = Frame> + '_ {
        let Layout { band, .. } = self.layout;
        let table = self.layout.request_bits() + self.frames * self.layout.entry_bits();
        let mut at = table;
        (0..self.frames).map_while(move |index| {
            let entry = self.entry(index)?;
            let length = frame_bits(band, entry.frame_type)?;
            let bits = copy_bits(self.octets, at, length)?;
            at += self.layout.taken_by(length);
            Some(Frame {
                frame_type: entry.frame_type,
                is_good: entry.is_good,
                bits,
            })
        })
    }

    fn entry(&self, index: usize) -> Option<Entry> {
        let at = self.layout.request_bits() + index * self.layout.entry_bits();
        let bits = octet_at(self.octets, at, self.layout.entry_bits())?;
        Some(Entry {
            is_last: bits & 0x80 == 0,
            frame_type: bits >> 3 & 0xF,
            is_good: bits & 4 != 0,
        })
    }
}

/// An entry of the table of contents.
struct Entry {
    is_last: bool,
    frame_type: u8,
    is_good: bool,
}

/// Eight bits from bit `at`, of which `wanted` must be there; zeros for others.
fn octet_at(octets: &[u8], at: usize, wanted: usize) -> Option<u8> {
    if at + wanted > octets.len() * 8 {
        return None;
    }
    let first = u16::from(*octets.get(at / 8)?);
    let second = u16::from(octets.get(at / 8 + 1).copied().unwrap_or(0));
    Some(((first << 8 | second) << (at % 8) >> 8) as u8)
}

/// `count` bits from bit `at`, from the first octet on.
fn copy_bits(octets: &[u8], at: usize, count: usize) -> Option<[u8; FRAME_OCTETS_MAX]> {
    let mut bits = [0; FRAME_OCTETS_MAX];
    for (index, octet) in bits.iter_mut().take(count.div_ceil(8)).enumerate() {
        let left = (count - index * 8).min(8);
        *octet = octet_at(octets, at + index * 8, left)? & (0xFF_00 >> left) as u8;
    }
    Some(bits)
}
