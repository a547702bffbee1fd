//! A part of a message that a parser walks along.

use super::lanes::{self, Lanes, Marks};
use super::scan::{is_space, is_token_byte};
use super::text::Span;

/// A text up to an end. Places in it are counted from the start of the whole
/// text it is cut from, and searches may look at what stands behind it, sixteen
/// bytes at a time, without finding anything there.
#[derive(Clone, Copy)]
pub(super) struct Stretch<'a> {
    whole: &'a [u8],
    /// The front of `whole`, up to the end.
    front: &'a [u8],
}

impl<'a> Stretch<'a> {
    /// What stands in `whole` before `end`.
    #[inline]
    pub(super) fn new(whole: &'a [u8], end: usize) -> Self {
        let front = whole.get(..end).unwrap_or(whole);
        Self { whole, front }
    }

    /// Where it ends.
    #[inline]
    pub(super) const fn end(self) -> usize {
        self.front.len()
    }

    /// The byte at `at`; `None` from the end on.
    #[inline]
    pub(super) fn get(self, at: usize) -> Option<u8> {
        self.front.get(at).copied()
    }

    /// What stands from `at` on.
    #[inline]
    pub(super) fn rest(self, at: usize) -> &'a [u8] {
        self.front.get(at..).unwrap_or_default()
    }

    /// The bytes that `span` names; empty when it does not lie in here.
    #[inline]
    pub(super) fn bytes(self, span: Span) -> &'a [u8] {
        span.of_bytes(self.front)
    }

    /// Where the first byte at or after `at` is that `stops` marks, or the end.
    #[inline]
    pub(super) fn find(self, at: usize, stops: impl Fn(Lanes) -> Marks) -> usize {
        lanes::find(self.whole, at, self.end(), |lanes| stops(lanes).bits())
    }

    /// Where the first byte at or after `at` is that `goes_on` does not mark,
    /// or the end.
    #[inline]
    pub(super) fn find_other(self, at: usize, goes_on: impl Fn(Lanes) -> Marks) -> usize {
        lanes::find(self.whole, at, self.end(), |lanes| {
            goes_on(lanes).other_bits()
        })
    }

    /// Where the first non-space at or after `at` is, or the end.
    #[inline]
    pub(super) fn skip_spaces(self, mut at: usize) -> usize {
        while self.get(at).is_some_and(is_space) {
            at += 1;
        }
        at
    }

    /// Just behind the quoted string that opens at `at`; `None` when it never
    /// closes.
    pub(super) fn skip_quoted(self, at: usize) -> Option<usize> {
        let mut at = at + 1;
        loop {
            at = self.find(at, |lanes| lanes.are(b'"') | lanes.are(b'\\'));
            match self.get(at)? {
                b'"' => return Some(at + 1),
                _ => at += 2,
            }
        }
    }

    /// The token, perhaps empty, that stands at `at`. Those that are looked
    /// for are a few letters long.
    #[inline]
    pub(super) fn token(self, at: usize) -> Span {
        let length = self.rest(at).iter().position(|&b| !is_token_byte(b));
        Span::new(at, length.map_or(self.end().max(at), |length| at + length))
    }

    /// The decimal number at `at`, and where its digits end. `None` when there
    /// are no digits, or when it is above `u32::MAX`.
    #[inline]
    pub(super) fn number(self, at: usize) -> (Option<u32>, usize) {
        /// Above the range, and far enough below that of `u64`.
        const BEYOND: u64 = 1 << 40;
        let (mut value, mut end) = (0, at);
        while let Some(digit) = self.get(end).map(|b| b.wrapping_sub(b'0'))
            && digit < 10
        {
            value = (value * 10 + u64::from(digit)).min(BEYOND);
            end += 1;
        }
        let number = if end > at {
            u32::try_from(value).ok()
        } else {
            None
        };
        (number, end)
    }

    /// `span` without spaces at its end.
    #[inline]
    pub(super) fn trim_end(self, span: Span) -> Span {
        let Span { start, mut end } = span;
        while end > start && self.get(end as usize - 1).is_some_and(is_space) {
            end -= 1;
        }
        Span { start, end }
    }

    /// `span` without spaces at either end.
    #[inline]
    pub(super) fn trim(self, span: Span) -> Span {
        let start = self.skip_spaces(span.start as usize) as u32;
        let start = start.min(span.end);
        self.trim_end(Span { start, ..span })
    }
}

impl<'a> From<&'a [u8]> for Stretch<'a> {
    fn from(whole: &'a [u8]) -> Self {
        Self {
            whole,
            front: whole,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_found_behind_the_end() {
        let text = Stretch::new(b"ab cd: ef", 5);
        assert_eq!(text.end(), 5);
        assert_eq!((text.get(4), text.get(5)), (Some(b'd'), None));
        assert_eq!(text.find(0, |lanes| lanes.are(b':')), 5);
        assert_eq!(text.find(0, |lanes| lanes.are(b'c')), 3);
        assert_eq!(text.find_other(0, |lanes| lanes.between(b'a', b'z')), 2);
        assert_eq!(text.token(3), Span::new(3, 5));
        assert_eq!(text.token(7), Span::new(7, 7));
        assert_eq!(text.skip_spaces(2), 3);
        assert_eq!(text.trim(Span::new(2, 5)), Span::new(3, 5));
        assert!(text.trim(Span::new(2, 3)).is_empty());
        assert!(text.rest(9).is_empty());
    }

    #[test]
    fn numbers_do_not_overflow() {
        let number = |text: &str| Stretch::from(text.as_bytes()).number(0);
        assert_eq!(number("4294967295;"), (Some(u32::MAX), 10));
        assert_eq!(number("4294967296"), (None, 10));
        assert_eq!(number("99999999999999999999999999999"), (None, 29));
        assert_eq!(number("00000000000000000000000000007"), (Some(7), 29));
        assert_eq!(number("-1"), (None, 0));
        assert_eq!(number(""), (None, 0));
    }

    #[test]
    fn a_quoted_string_may_hold_escaped_quotes() {
        let quoted = |text: &str| Stretch::from(text.as_bytes()).skip_quoted(0);
        assert_eq!(quoted(r#""a\"b"c"#), Some(6));
        assert_eq!(quoted(r#""a\"#), None);
        assert_eq!(quoted(r#""a\"b"#), None);
    }
}
