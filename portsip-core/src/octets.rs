//! Octets that many hold at once: messages and bodies.

use std::fmt;
use std::ops::{Deref, RangeBounds};

use bytes::{Bytes, BytesMut};

/// Immutable octets, shared by their clones.
///
/// `Debug` tells how many they are and no more: a SIP message has answers to challenges, a
/// description has keys, and what people write to each other is theirs.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Octets(Bytes);

impl Octets {
    /// None.
    pub const fn new() -> Self {
        Self(Bytes::new())
    }

    /// Those of the program itself, which are not copied.
    pub const fn from_static(octets: &'static [u8]) -> Self {
        Self(Bytes::from_static(octets))
    }

    /// A copy.
    pub fn copy_from_slice(octets: &[u8]) -> Self {
        Self(Bytes::copy_from_slice(octets))
    }

    /// Some of them, shared with the whole. Panics where there are not so many.
    #[must_use]
    pub fn slice(&self, range: impl RangeBounds<usize>) -> Self {
        Self(self.0.slice(range))
    }

    /// The same of a part that was borrowed from these. Panics where it was not.
    #[must_use]
    pub fn slice_ref(&self, part: &[u8]) -> Self {
        Self(self.0.slice_ref(part))
    }

    /// Whether nobody else holds them.
    #[cfg(test)]
    pub(crate) fn is_unique(&self) -> bool {
        self.0.is_unique()
    }
}

impl fmt::Debug for Octets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} octets", self.0.len())
    }
}

impl Deref for Octets {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl AsRef<[u8]> for Octets {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl PartialEq<[u8]> for Octets {
    fn eq(&self, other: &[u8]) -> bool {
        self.0 == other
    }
}

impl PartialEq<&[u8]> for Octets {
    fn eq(&self, other: &&[u8]) -> bool {
        self.0 == *other
    }
}

impl<const N: usize> PartialEq<&[u8; N]> for Octets {
    fn eq(&self, other: &&[u8; N]) -> bool {
        self.0 == other[..]
    }
}

impl PartialEq<str> for Octets {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Octets {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl PartialEq<Vec<u8>> for Octets {
    fn eq(&self, other: &Vec<u8>) -> bool {
        self.0 == other
    }
}

impl From<Bytes> for Octets {
    fn from(octets: Bytes) -> Self {
        Self(octets)
    }
}

impl From<BytesMut> for Octets {
    fn from(octets: BytesMut) -> Self {
        Self(octets.freeze())
    }
}

impl From<Octets> for Bytes {
    fn from(octets: Octets) -> Self {
        octets.0
    }
}

impl From<Vec<u8>> for Octets {
    fn from(octets: Vec<u8>) -> Self {
        Self(octets.into())
    }
}

impl From<String> for Octets {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<&'static [u8]> for Octets {
    fn from(octets: &'static [u8]) -> Self {
        Self::from_static(octets)
    }
}

impl From<&'static str> for Octets {
    fn from(text: &'static str) -> Self {
        Self::from_static(text.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_the_length_alone() {
        let octets = Octets::from("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:secret");
        assert_eq!(format!("{octets:?}"), "48 octets");
    }

    #[test]
    fn a_part_is_shared() {
        let whole = Octets::from_static(b"abcdef");
        let part = whole.slice(2..4);
        assert_eq!(part, b"cd");
        assert_eq!(part.as_ptr(), whole[2..].as_ptr());
    }
}
