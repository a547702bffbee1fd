//! Randomness as the deterministic layers see it: a generator handed in.
//!
//! `engine` seeds it from the operating system; a test seeds it with a number
//! and gets the same call every time.

use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

/// Words that are drawn from the cipher at a time: two of its blocks.
const WORDS: usize = 32;

/// A cryptographically strong generator that is a function of its seed: the
/// key stream of `ChaCha12`, of which little is held. A process may have
/// thousands, each of them seldom asked.
#[derive(Clone)]
pub struct Rng {
    seed: [u8; 32],
    /// How many words were drawn.
    drawn: u64,
    /// Those that the last word was of; of no use when it was the last of them.
    words: [u32; WORDS],
}

impl Rng {
    /// A generator from 32 bytes of entropy.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self {
            seed,
            drawn: 0,
            words: [0; WORDS],
        }
    }

    /// A generator from a number, for tests and simulations.
    pub fn from_number(seed: u64) -> Self {
        Self::from_seed(ChaCha12Rng::seed_from_u64(seed).get_seed())
    }

    /// An independent generator, seeded from this one.
    #[must_use]
    pub fn fork(&mut self) -> Self {
        let mut seed = [0; 32];
        self.fill(&mut seed);
        Self::from_seed(seed)
    }

    /// Any 32-bit number.
    pub fn u32(&mut self) -> u32 {
        let place = (self.drawn % WORDS as u64) as usize;
        if place == 0 {
            self.next_words();
        }
        self.drawn += 1;
        self.words[place]
    }

    /// Any 64-bit number.
    pub fn u64(&mut self) -> u64 {
        let low = u64::from(self.u32());
        low | u64::from(self.u32()) << 32
    }

    /// A number in `0..bound`; 0 when `bound` is 0.
    pub fn below(&mut self, bound: u32) -> u32 {
        let product = u64::from(self.u32()) * u64::from(bound);
        (product >> 32) as u32
    }

    /// Fills `bytes`.
    pub fn fill(&mut self, bytes: &mut [u8]) {
        for part in bytes.chunks_mut(4) {
            let word = self.u32().to_le_bytes();
            part.copy_from_slice(&word[..part.len()]);
        }
    }

    /// `N` lower-case letters and digits (about 5 bits each), as tags,
    /// branches and Call-IDs want them.
    pub fn token<const N: usize>(&mut self) -> [u8; N] {
        const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
        let mut token = [0; N];
        self.fill(&mut token);
        for byte in &mut token {
            *byte = ALPHABET[usize::from(*byte & 31)];
        }
        token
    }

    fn next_words(&mut self) {
        let mut cipher = ChaCha12Rng::from_seed(self.seed);
        cipher.set_word_pos(u128::from(self.drawn));
        for word in &mut self.words {
            *word = cipher.next_u32();
        }
    }
}

impl std::fmt::Debug for Rng {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Rng")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers() {
        let (mut a, mut b) = (Rng::from_number(7), Rng::from_number(7));
        assert_eq!(a.token::<16>(), b.token::<16>());
        assert_ne!(a.u64(), Rng::from_number(8).u64());
    }

    #[test]
    fn it_is_the_key_stream_of_the_cipher() {
        let (mut ours, mut cipher) = (Rng::from_number(7), ChaCha12Rng::seed_from_u64(7));
        for round in 0..200 {
            let (mut a, mut b) = ([0; 13], [0; 13]);
            ours.fill(&mut a[..round % 14]);
            cipher.fill_bytes(&mut b[..round % 14]);
            assert_eq!(a, b);
            assert_eq!(ours.u64(), cipher.next_u64());
            assert_eq!(ours.u32(), cipher.next_u32());
        }
    }

    #[test]
    fn below_stays_below() {
        let mut rng = Rng::from_number(1);
        assert!((0..1000).all(|_| rng.below(3) < 3));
        assert_eq!(rng.below(0), 0);
    }
}
