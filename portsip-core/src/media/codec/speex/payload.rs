//! Where the frames of a payload end (the Speex manual, §9.3 and §10.2).
//!
//! The library decodes a payload frame by frame and says itself where it ends,
//! but writes what it does not understand to the program's standard error. So a
//! payload is looked through before.

use super::FRAMES_MAX;

/// The bits of a frame's narrow band by its mode, with the mode.
const NARROW_BITS: [usize; 9] = [5, 43, 119, 160, 220, 300, 364, 492, 79];
/// The bits of a layer of a higher band by its mode, with the mode.
const LAYER_BITS: [usize; 5] = [4, 36, 112, 192, 352];
/// Higher bands there may be above the narrow one.
const LAYERS_MAX: usize = 2;

/// In place of a mode: something for the program, for the other side's coder,
/// or the end.
const USER_MESSAGE: usize = 13;
const CODER_MESSAGE: usize = 14;
const END: usize = 15;

/// The frames of a payload, 1…[`FRAMES_MAX`]; `None` where it is none.
pub fn frame_count(payload: &[u8]) -> Option<usize> {
    let mut bits = Bits { payload, at: 0 };
    let mut frames = 0;
    while bits.left() >= 5 {
        // A narrow frame begins with 0, and padding does too (RFC 5574 §3.3).
        if bits.take(1)? != 0 {
            return None;
        }
        match bits.take(4)? {
            END => break,
            USER_MESSAGE => {
                let octets = bits.take(4)?;
                bits.skip(5 + 8 * octets)?;
            }
            CODER_MESSAGE => {
                let code = bits.take(4)?;
                bits.skip(coder_message_bits(code))?;
            }
            mode => {
                bits.skip(NARROW_BITS.get(mode)? - 5)?;
                skip_layers(&mut bits)?;
                frames += 1;
            }
        }
    }
    (1..=FRAMES_MAX).contains(&frames).then_some(frames)
}

/// Higher bands begin with 1.
fn skip_layers(bits: &mut Bits<'_>) -> Option<()> {
    for _ in 0..LAYERS_MAX {
        if bits.left() < 4 || bits.peek() != Some(1) {
            break;
        }
        bits.skip(1)?;
        let mode = bits.take(3)?;
        bits.skip(LAYER_BITS.get(mode)? - 4)?;
    }
    Some(())
}

/// The bits of a message to a coder after its code (the manual, §5.5).
const fn coder_message_bits(code: usize) -> usize {
    match code {
        0..=1 => 1,
        2..=7 => 4,
        8..=9 => 8,
        10..=11 => 16,
        12..=13 => 32,
        _ => 64,
    }
}

/// A payload read bit by bit from its highest one.
struct Bits<'p> {
    payload: &'p [u8],
    at: usize,
}

impl Bits<'_> {
    fn left(&self) -> usize {
        self.payload.len() * 8 - self.at
    }

    fn peek(&self) -> Option<usize> {
        let octet = self.payload.get(self.at / 8)?;
        Some(usize::from(octet >> (7 - self.at % 8) & 1))
    }

    fn take(&mut self, count: usize) -> Option<usize> {
        (0..count).try_fold(0, |value, _| {
            let bit = self.peek()?;
            self.at += 1;
            Some(value << 1 | bit)
        })
    }

    fn skip(&mut self, count: usize) -> Option<()> {
        (count <= self.left()).then(|| self.at += count)
    }
}
