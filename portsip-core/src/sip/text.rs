//! Text that is a slice of a received message, or made by us: cheap to clone.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

use super::stretch::Stretch;

/// An immutable string. A clone or a slice costs a reference count; it keeps
/// the whole text it came from (a message's head) alive, which
/// [`Text::detached`] ends.
#[derive(Clone, Default)]
pub struct Text {
    /// `None` stands for the empty text.
    whole: Option<Arc<str>>,
    span: Span,
}

impl Text {
    /// The text.
    pub fn as_str(&self) -> &str {
        self.part(self.span)
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8] {
        self.span.of_bytes(self.whole_bytes())
    }

    /// A copy that does not keep the message alive.
    #[must_use]
    pub fn detached(&self) -> Self {
        Self::from(self.as_str())
    }

    /// Where it stands in the whole text. The spans of its parts are places in
    /// the whole text too.
    pub(in crate::sip) const fn span(&self) -> Span {
        self.span
    }

    /// For walking along it, from the start of its span on.
    pub(in crate::sip) fn stretch(&self) -> Stretch<'_> {
        self.stretch_of(self.span)
    }

    /// The same for another part of the whole text.
    pub(in crate::sip) fn stretch_of(&self, span: Span) -> Stretch<'_> {
        Stretch::new(self.whole_bytes(), span.end as usize)
    }

    /// What stands at `span` in the whole text; empty when that is outside.
    pub(in crate::sip) fn part(&self, span: Span) -> &str {
        match &self.whole {
            Some(whole) => span.of(whole),
            None => "",
        }
    }

    /// What stands at `span` in the whole text, shared.
    pub(in crate::sip) fn slice(&self, span: Span) -> Self {
        if span.is_empty() || span.end as usize > self.whole_bytes().len() {
            return Self::default();
        }
        Self {
            whole: self.whole.clone(),
            span,
        }
    }

    /// The same instead of this, without a further reference.
    pub(in crate::sip) fn into_slice(mut self, span: Span) -> Self {
        self.span = span;
        self
    }

    fn whole_bytes(&self) -> &[u8] {
        match &self.whole {
            Some(whole) => whole.as_bytes(),
            None => &[],
        }
    }
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

    /// The part that it names; empty when it does not lie in `text`.
    pub(in crate::sip) fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize)
            .unwrap_or_default()
    }

    /// The bytes that it names; empty when it does not lie in `bytes`.
    pub(in crate::sip) fn of_bytes(self, bytes: &[u8]) -> &[u8] {
        bytes
            .get(self.start as usize..self.end as usize)
            .unwrap_or_default()
    }

    /// Its front up to `end`.
    pub(in crate::sip) const fn up_to(self, end: u32) -> Self {
        Self {
            start: self.start,
            end,
        }
    }

    /// The same range seen from a text that begins `offset` bytes later.
    pub(in crate::sip) const fn moved_back(self, offset: u32) -> Self {
        Self {
            start: self.start.saturating_sub(offset),
            end: self.end.saturating_sub(offset),
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
        if text.is_empty() {
            return Self::default();
        }
        Self {
            span: Span::new(0, text.len()),
            whole: Some(Arc::from(text)),
        }
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Text {}

impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Text {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
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
        assert_eq!(world.slice(Span::new(0, 5)), "hello");
        assert_eq!(world.clone().into_slice(Span::new(2, 5)), "llo");
        assert!(text.slice(Span::new(6, 99)).is_empty());
    }
}
