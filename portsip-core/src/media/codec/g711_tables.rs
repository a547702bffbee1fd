//! The tables of ITU-T G.711, computed at compile time from its definition.
//!
//! Rounding follows the software of ITU-T G.191: a negative sample is first
//! made a magnitude by complementing its bits, so that both laws depend only on
//! the top 14 (µ-law) or 12 (A-law) bits of a 16-bit sample.

/// The bias that lets every µ-law segment start at a power of two, in units
/// of a 14-bit sample.
const ULAW_BIAS: u16 = 33;
/// The largest biased magnitude that µ-law can tell, 13 bits.
const ULAW_MAGNITUDE_MAX: u16 = 0x1FFF;
/// G.711 inverts every other bit of an A-law octet on the line.
const ALAW_LINE_INVERSION: u8 = 0x55;

/// µ-law octet by the top 14 bits of a sample.
pub(super) static LINEAR_TO_ULAW: [u8; 1 << 14] = linear_to_ulaw();
/// A-law octet by the top 12 bits of a sample.
pub(super) static LINEAR_TO_ALAW: [u8; 1 << 12] = linear_to_alaw();
/// Sample by µ-law octet.
pub(super) static ULAW_TO_LINEAR: [i16; 256] = ulaw_to_linear();
/// Sample by A-law octet.
pub(super) static ALAW_TO_LINEAR: [i16; 256] = alaw_to_linear();

const fn linear_to_ulaw() -> [u8; 1 << 14] {
    let mut table = [0; 1 << 14];
    let mut index: u16 = 0;
    while index < 1 << 14 {
        let negative = index >= 1 << 13;
        let magnitude = if negative { 0x3FFF - index } else { index };
        let mut biased = magnitude + ULAW_BIAS;
        if biased > ULAW_MAGNITUDE_MAX {
            biased = ULAW_MAGNITUDE_MAX;
        }
        // The bias makes bit 5 the lowest leading bit: segment 0.
        let segment = (biased.ilog2() - 5) as u16;
        let interval = (biased >> (segment + 1)) & 0xF;
        let code = !((segment << 4 | interval) as u8);
        table[index as usize] = if negative { code & 0x7F } else { code };
        index += 1;
    }
    table
}

const fn ulaw_to_linear() -> [i16; 256] {
    let mut table = [0; 256];
    let mut octet: usize = 0;
    while octet < 256 {
        let code = !(octet as u8);
        let segment = (code >> 4) & 7;
        let interval = (code & 0xF) as i16;
        // The middle of the interval, without the bias, scaled to 16 bits.
        let magnitude = (((interval << 1) + ULAW_BIAS as i16) << segment) - ULAW_BIAS as i16;
        let sample = magnitude << 2;
        table[octet] = if octet < 0x80 { -sample } else { sample };
        octet += 1;
    }
    table
}

const fn linear_to_alaw() -> [u8; 1 << 12] {
    let mut table = [0; 1 << 12];
    let mut index: u16 = 0;
    while index < 1 << 12 {
        let negative = index >= 1 << 11;
        let magnitude = if negative { 0xFFF - index } else { index };
        let code = if magnitude < 32 {
            magnitude
        } else {
            let segment = (magnitude.ilog2() - 3) as u16;
            segment << 4 | ((magnitude >> (segment - 1)) & 0xF)
        };
        let sign = if negative { 0 } else { 0x80 };
        table[index as usize] = (code as u8 | sign) ^ ALAW_LINE_INVERSION;
        index += 1;
    }
    table
}

const fn alaw_to_linear() -> [i16; 256] {
    let mut table = [0; 256];
    let mut octet: usize = 0;
    while octet < 256 {
        let code = octet as u8 ^ ALAW_LINE_INVERSION;
        let segment = (code >> 4) & 7;
        let interval = (code & 0xF) as i16;
        let middle = (interval << 4) + 8;
        let magnitude = if segment == 0 {
            middle
        } else {
            (middle + 0x100) << (segment - 1)
        };
        table[octet] = if octet < 0x80 { -magnitude } else { magnitude };
        octet += 1;
    }
    table
}
