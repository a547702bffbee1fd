//! What a packet says of itself, which libopus does not tell.

use super::SAMPLES_MIN;

/// Samples of one frame of a packet at 48 kHz (RFC 6716 §3.1, table 2).
pub(super) fn frame_samples(packet: &[u8]) -> usize {
    let Some(toc) = packet.first() else { return 0 };
    let config = toc >> 3;
    match config {
        0..=11 => [480, 960, 1920, 2880][usize::from(config & 3)],
        12..=15 => [480, 960][usize::from(config & 1)],
        _ => SAMPLES_MIN << (config & 3),
    }
}

/// Whether a packet carries a low-bit-rate copy of the one before it
/// (RFC 6716 §4.2.3): the flag follows the voice activity flags, one per
/// 20 ms, at the head of the first SILK frame, for each channel.
pub(super) fn has_redundancy(packet: &[u8]) -> bool {
    let Some(toc) = packet.first() else {
        return false;
    };
    if toc >> 3 >= 16 {
        // CELT only.
        return false;
    }
    let Some(head) = first_frame_offset(packet).and_then(|offset| packet.get(offset)) else {
        return false;
    };
    // One to three: a SILK frame lasts 60 ms at most.
    let activity_flags = (frame_samples(packet) / 960).clamp(1, 3);
    let mid = (head >> (7 - activity_flags)) & 1;
    let stereo = toc & 4 != 0;
    let side = (head >> (6 - 2 * activity_flags)) & 1;
    mid == 1 || (stereo && side == 1)
}

/// Where the first frame begins, by the packet's framing (RFC 6716 §3.2).
fn first_frame_offset(packet: &[u8]) -> Option<usize> {
    match packet.first()? & 3 {
        0 | 1 => Some(1),
        2 => Some(1 + length_bytes(*packet.get(1)?)),
        _ => {
            let counts = *packet.get(1)?;
            let frames = usize::from(counts & 0x3F);
            let mut offset = 2;
            if counts & 0x40 != 0 {
                while *packet.get(offset)? == 255 {
                    offset += 1;
                }
                offset += 1;
            }
            if counts & 0x80 != 0 {
                for _ in 1..frames {
                    offset += length_bytes(*packet.get(offset)?);
                }
            }
            Some(offset)
        }
    }
}

/// The octets of a frame length that begins with `first` (RFC 6716 §3.2.1).
fn length_bytes(first: u8) -> usize {
    if first >= 252 { 2 } else { 1 }
}
