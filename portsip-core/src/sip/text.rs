//! Text that is a slice of a received message, or our own: cheap to clone.

use std::borrow::Borrow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

use bytes::Bytes;

/// An immutable UTF-8 string over shared bytes. A clone or a slice costs a
/// reference count; it keeps the whole message it came from alive, which
/// [`Text::detached`] ends.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text(Bytes);

impl Text {
    /// Text of the program itself.
    pub const fn from_static(text: &'static str) -> Self {
        Self(Bytes::from_static(text.as_bytes()))
    }

    /// Text over bytes; `None` when they are not UTF-8.
    pub fn from_utf8(bytes: Bytes) -> Option<Self> {
        std::str::from_utf8(&bytes).is_ok().then_some(Self(bytes))
    }

    /// Text over bytes that were cut, at ASCII delimiters, from checked ones.
    pub(in crate::sip) const fn from_checked(bytes: Bytes) -> Self {
        Self(bytes)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        utf8(&self.0)
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// A copy that does not keep the message alive.
    #[must_use]
    pub fn detached(&self) -> Self {
        Self(Bytes::copy_from_slice(&self.0))
    }

    /// The part at `span`, which must have been found in this text.
    pub(in crate::sip) fn slice(&self, span: Span) -> Self {
        let (start, end) = (span.start as usize, span.end as usize);
        if start >= end || end > self.0.len() {
            return Self::default();
        }
        Self(self.0.slice(start..end))
    }
}

/// Bytes that were checked to be UTF-8 when their message was parsed, as text.
/// The core is free of `unsafe`, so this looks again; the fallback is never
/// taken for them.
pub(in crate::sip) fn utf8(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}

/// A range of bytes inside a text of at most 4 GiB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::sip) struct Span {
    pub(in crate::sip) start: u32,
    pub(in crate::sip) end: u32,
}

impl Span {
    pub(in crate::sip) const fn new(start: usize, end: usize) -> Self {
        Self {
            start: start as u32,
            end: end as u32,
        }
    }

    pub(in crate::sip) const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// The bytes it names; empty when it does not lie in `bytes`.
    pub(in crate::sip) fn of(self, bytes: &[u8]) -> &[u8] {
        bytes
            .get(self.start as usize..self.end as usize)
            .unwrap_or_default()
    }

    /// The same range seen from a text that begins `offset` bytes earlier.
    pub(in crate::sip) const fn moved(self, offset: usize) -> Self {
        Self {
            start: self.start + offset as u32,
            end: self.end + offset as u32,
        }
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(Bytes::copy_from_slice(text.as_bytes()))
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(Bytes::from(text.into_bytes()))
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.0 == other.as_bytes()
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.0 == other.as_bytes()
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(f)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slice_shares_and_a_detached_copy_does_not() {
        let text = Text::from("hello world");
        let world = text.slice(Span::new(6, 11));
        assert_eq!(world, "world");
        assert_eq!(world.as_ptr(), text.as_str()[6..].as_ptr());
        assert_ne!(world.detached().as_ptr(), world.as_ptr());
        assert!(text.slice(Span::new(6, 99)).is_empty());
    }
}
