//! The fields of a frame and of a silence frame on the wire (G.729 Table 8, Annex B Table B.2, RFC 3551 §4.5.6).

/// The octets of a frame of speech.
pub(super) const FRAME_OCTETS: usize = 10;

/// The octets of a silence frame.
pub(super) const SILENCE_OCTETS: usize = 2;

/// A frame of speech: what Table 8 lists, in its order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) lsf: LsfCode,
    /// P0, the parity of the six upper bits of the first delay.
    pub(super) parity: u8,
    pub(super) subframes: [SubframeCode; 2],
}

/// Where the spectrum is in the codebooks (L0, L1, L2, L3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct LsfCode {
    pub(super) predictor: u8,
    pub(super) first: u8,
    pub(super) lower: u8,
    pub(super) upper: u8,
}

/// What a subframe adds (P, C, S, GA, GB).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct SubframeCode {
    pub(super) delay: u8,
    pub(super) positions: u16,
    pub(super) signs: u8,
    pub(super) gain_1: u8,
    pub(super) gain_2: u8,
}

/// A silence frame: spectrum and level of the noise behind the talker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct SilenceFrame {
    pub(super) predictor: u8,
    pub(super) first: u8,
    pub(super) second: u8,
    pub(super) gain: u8,
}

impl Frame {
    pub(super) fn from_octets(octets: &[u8; FRAME_OCTETS]) -> Self {
        let mut wide = [0; 16];
        wide[..FRAME_OCTETS].copy_from_slice(octets);
        let mut bits = Bits(u128::from_be_bytes(wide));
        let lsf = LsfCode {
            predictor: bits.octet(1),
            first: bits.octet(7),
            lower: bits.octet(5),
            upper: bits.octet(5),
        };
        let first_delay = bits.octet(8);
        let parity = bits.octet(1);
        let first = SubframeCode::read(&mut bits, first_delay);
        let second_delay = bits.octet(5);
        let second = SubframeCode::read(&mut bits, second_delay);
        Self {
            lsf,
            parity,
            subframes: [first, second],
        }
    }

    pub(super) fn to_octets(self) -> [u8; FRAME_OCTETS] {
        let [first, second] = self.subframes;
        let mut word = 0u128;
        let mut put = |value: u16, width: u32| word = word << width | u128::from(value);
        put(self.lsf.predictor.into(), 1);
        put(self.lsf.first.into(), 7);
        put(self.lsf.lower.into(), 5);
        put(self.lsf.upper.into(), 5);
        put(first.delay.into(), 8);
        put(self.parity.into(), 1);
        first.write(&mut put);
        put(second.delay.into(), 5);
        second.write(&mut put);
        let mut octets = [0; FRAME_OCTETS];
        octets.copy_from_slice(&word.to_be_bytes()[16 - FRAME_OCTETS..]);
        octets
    }

    /// Whether the first delay is the one the parity was made of (§4.1.2).
    pub(super) fn parity_holds(&self) -> bool {
        self.parity == parity(self.subframes[0].delay)
    }
}

/// P0: one more than the sum of the six upper bits of a delay, modulo two (§3.7.2).
pub(super) fn parity(delay: u8) -> u8 {
    1 ^ ((delay >> 2).count_ones() & 1) as u8
}

impl SubframeCode {
    fn read(bits: &mut Bits, delay: u8) -> Self {
        Self {
            delay,
            positions: bits.take(13),
            signs: bits.octet(4),
            gain_1: bits.octet(3),
            gain_2: bits.octet(4),
        }
    }

    fn write(self, put: &mut impl FnMut(u16, u32)) {
        put(self.positions, 13);
        put(self.signs.into(), 4);
        put(self.gain_1.into(), 3);
        put(self.gain_2.into(), 4);
    }
}

impl SilenceFrame {
    pub(super) fn from_octets(octets: [u8; SILENCE_OCTETS]) -> Self {
        let [high, low] = octets;
        let mut bits = Bits(u128::from(u16::from_be_bytes([high, low])) << 112);
        Self {
            predictor: bits.octet(1),
            first: bits.octet(5),
            second: bits.octet(4),
            gain: bits.octet(5),
        }
    }
}

/// Bits that are still to be read, from the upper end.
struct Bits(u128);

impl Bits {
    /// The next `width` bits, at most 16.
    fn take(&mut self, width: u32) -> u16 {
        let value = self.0 >> (128 - width);
        self.0 <<= width;
        value as u16
    }

    /// The next `width` bits, at most 8.
    fn octet(&mut self, width: u32) -> u8 {
        self.take(width) as u8
    }
}
