//! A payload made of frames.

use super::{Frame, Layout, NO_DATA, frame_bits};
use crate::media::codec::ModeRequest;

/// Writes a payload of frames with a mode request to the front of `out`; its
/// octets. `None`: there are no frames, one of a type that there is not, or no
/// room.
pub fn write(
    layout: Layout,
    request: ModeRequest,
    frames: &[Frame],
    out: &mut [u8],
) -> Option<usize> {
    let last = frames.len().checked_sub(1)?;
    let mut writer = BitWriter { out, at: 0 };
    let request = match request {
        ModeRequest::Any => NO_DATA,
        ModeRequest::Mode(mode) => mode,
    };
    writer.push(request << 4, layout.request_bits())?;
    for (index, frame) in frames.iter().enumerate() {
        let follows = u8::from(index < last) << 7;
        let entry = follows | (frame.frame_type & 0xF) << 3 | u8::from(frame.is_good) << 2;
        writer.push(entry, layout.entry_bits())?;
    }
    for frame in frames {
        let length = frame_bits(layout.band, frame.frame_type)?;
        let octets = frame.bits.iter().take(length.div_ceil(8));
        let mut left = layout.taken_by(length);
        for octet in octets {
            let count = left.min(8);
            writer.push(*octet, count)?;
            left -= count;
        }
    }
    Some(writer.at.div_ceil(8))
}

/// Octets filled from their highest bit on.
struct BitWriter<'o> {
    out: &'o mut [u8],
    /// In bits.
    at: usize,
}

impl BitWriter<'_> {
    /// Adds the highest `count` bits of `octet`, 1…8.
    fn push(&mut self, octet: u8, count: usize) -> Option<()> {
        let octet = octet & (0xFF_00 >> count) as u8;
        let shift = self.at % 8;
        let first = self.out.get_mut(self.at / 8)?;
        *first = if shift == 0 { 0 } else { *first } | octet >> shift;
        if shift + count > 8 {
            *self.out.get_mut(self.at / 8 + 1)? = octet << (8 - shift);
        }
        self.at += count;
        Some(())
    }
}
