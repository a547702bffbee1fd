//! The lexical rules that all header fields share (RFC 3261 §25.1).

use memchr::{memchr, memchr2_iter, memchr3};

use super::text::Span;

/// Space or tab. Line breaks of folded lines were turned into spaces before.
pub(super) const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// `true` for the characters of a token (RFC 3261 §25.1).
pub(super) const fn is_token_byte(byte: u8) -> bool {
    TOKEN[byte as usize]
}

static TOKEN: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        let b = byte as u8;
        table[byte] = b.is_ascii_alphanumeric()
            || matches!(
                b,
                b'-' | b'.' | b'!' | b'%' | b'*' | b'_' | b'+' | b'`' | b'\'' | b'~'
            );
        byte += 1;
    }
    table
};

/// `true` for a token of at least one character.
pub(super) fn is_token(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.iter().all(|&b| is_token_byte(b))
}

/// `span` without spaces at either end.
pub(super) fn trim(bytes: &[u8], span: Span) -> Span {
    let part = span.of_bytes(bytes);
    let front = length_until(part, |b| !is_space(b));
    trim_end(
        bytes,
        Span {
            start: span.start + front as u32,
            end: span.start + part.len() as u32,
        },
    )
}

/// `span` without spaces at its end.
pub(super) fn trim_end(bytes: &[u8], span: Span) -> Span {
    let part = span.of_bytes(bytes);
    let mut end = part.len();
    while end > 0 && is_space(part[end - 1]) {
        end -= 1;
    }
    Span {
        start: span.start,
        end: span.start + end as u32,
    }
}

/// `bytes` without spaces at either end.
pub(super) fn trimmed(bytes: &[u8]) -> &[u8] {
    trim(bytes, Span::new(0, bytes.len())).of_bytes(bytes)
}

/// Where the first non-space at or after `at` is; not beyond the end when `at`
/// is not.
pub(super) fn skip_spaces(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).copied().is_some_and(is_space) {
        at += 1;
    }
    at
}

/// How many bytes stand before the first that `stops`.
pub(super) fn length_until(bytes: &[u8], stops: impl Fn(u8) -> bool) -> usize {
    bytes.iter().position(|&b| stops(b)).unwrap_or(bytes.len())
}

/// Just behind the quoted string that opens at `at`; `None` when it never
/// closes.
pub(super) fn skip_quoted(bytes: &[u8], at: usize) -> Option<usize> {
    let mut at = at + 1;
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

/// A decimal number without sign; `None` when empty, not all digits, or above
/// `u32::MAX`.
pub(super) fn number(bytes: &[u8]) -> Option<u32> {
    if bytes.is_empty() {
        return None;
    }
    let mut value = 0_u32;
    for &byte in bytes {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = value.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?;
    }
    Some(value)
}

/// The items of a comma-separated list, each without surrounding spaces, empty
/// ones left out. Commas in quotes and in angle brackets do not separate.
pub(super) struct ListItems<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// See [`ListItems`].
pub(super) const fn list_items(bytes: &[u8]) -> ListItems<'_> {
    ListItems { bytes, at: 0 }
}

impl Iterator for ListItems<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        while self.at < self.bytes.len() {
            let start = self.at;
            let end = item_end(self.bytes, start);
            self.at = end + 1;
            let item = trim(self.bytes, Span::new(start, end));
            if !item.is_empty() {
                return Some(item);
            }
        }
        None
    }
}

/// The items of a list of tokens, which have no quotes and no brackets.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let bytes = text.as_bytes();
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let start = at + length_until(rest, |b| b != b',' && !is_space(b));
            let length = length_until(&bytes[start..], |b| b == b',');
            at = start + length;
            if length > 0 {
                return Some(trim_end(bytes, Span::new(start, at)).of(text));
            }
        }
        None
    })
}

/// Whether such a list has `token`; `same` compares two of equal length.
pub(super) fn has_token(list: &[u8], token: &[u8], same: impl Fn(&[u8], &[u8]) -> bool) -> bool {
    let Some(first) = token.first() else {
        return false;
    };
    let separates = |byte: &u8| *byte == b',' || is_space(*byte);
    // Where it can begin is rare enough to be searched for.
    memchr2_iter(first.to_ascii_lowercase(), first.to_ascii_uppercase(), list).any(|at| {
        let end = at + token.len();
        list[..at].last().is_none_or(separates)
            && list.get(end).is_none_or(separates)
            && list.get(at..end).is_some_and(|found| same(found, token))
    })
}

/// Where the item that starts at `at` ends: at its comma, or the end.
pub(super) fn item_end(bytes: &[u8], mut at: usize) -> usize {
    // Most fields have one item.
    if memchr(b',', bytes.get(at..).unwrap_or_default()).is_none() {
        return bytes.len();
    }
    while let Some(found) = bytes
        .get(at..)
        .and_then(|rest| memchr3(b',', b'"', b'<', rest))
    {
        at += found;
        match bytes[at] {
            b',' => return at,
            b'"' => match skip_quoted(bytes, at) {
                Some(behind) => at = behind,
                None => break,
            },
            _ => match memchr(b'>', &bytes[at..]) {
                Some(close) => at += close + 1,
                None => break,
            },
        }
    }
    bytes.len()
}

/// The eight bytes at `at` as a number; `None` when there are fewer.
fn word_at(bytes: &[u8], at: usize) -> Option<u64> {
    let chunk = bytes.get(at..)?.first_chunk::<8>()?;
    Some(u64::from_le_bytes(*chunk))
}

/// Where the first colon is. Eight bytes at a time, without the start-up of a
/// search in long texts: header names are short.
pub(super) fn near_colon(bytes: &[u8]) -> Option<usize> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHS: u64 = 0x8080_8080_8080_8080;
    let mut at = 0;
    while let Some(word) = word_at(bytes, at) {
        let zero_at_colon = word ^ (ONES * b':' as u64);
        let found = zero_at_colon.wrapping_sub(ONES) & !zero_at_colon & HIGHS;
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    let rest = bytes.get(at..)?.iter().position(|&b| b == b':')?;
    Some(at + rest)
}

/// How many CRs `bytes` holds, and whether it holds a NUL. Written so that the
/// compiler makes vectors of it.
pub(super) fn controls(bytes: &[u8]) -> (usize, bool) {
    let mut carriage_returns = 0;
    let mut any_nul = 0;
    for chunk in bytes.chunks(128) {
        let mut in_chunk = 0_u8;
        for &byte in chunk {
            in_chunk += u8::from(byte == b'\r');
            any_nul |= u8::from(byte == 0);
        }
        carriage_returns += usize::from(in_chunk);
    }
    (carriage_returns, any_nul != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str) -> Vec<&[u8]> {
        list_items(text.as_bytes())
            .map(|span| span.of_bytes(text.as_bytes()))
            .collect()
    }

    #[test]
    fn commas_in_quotes_and_brackets_do_not_separate() {
        let list = r#" "a, \", b" <sip:x,y@h> ,, <sip:z> "#;
        assert_eq!(items(list), [&br#""a, \", b" <sip:x,y@h>"#[..], b"<sip:z>"]);
        assert_eq!(items(r#"a, "open, b"#), [&b"a"[..], br#""open, b"#]);
        assert!(items(" , ").is_empty());
    }

    #[test]
    fn tokens_are_found_whole() {
        let list = b"replaces, 100rel ,timer";
        let has = |token: &str| has_token(list, token.as_bytes(), <[u8]>::eq_ignore_ascii_case);
        assert!(has("replaces") && has("100REL") && has("timer"));
        assert!(!has("rel") && !has("time") && !has("") && !has("timers"));
        let found: Vec<&str> = tokens(" a, b c ,,d ").collect();
        assert_eq!(found, ["a", "b c", "d"]);
    }

    #[test]
    fn colons_near_and_far() {
        for length in 0..30 {
            let mut line = vec![b'x'; length];
            assert_eq!(near_colon(&line), None);
            line.extend(b":y:");
            assert_eq!(near_colon(&line), Some(length));
        }
    }

    #[test]
    fn controls_are_counted() {
        assert_eq!(controls(&[b'\r'; 300]), (300, false));
        assert_eq!(controls(b"a\0\r"), (1, true));
    }

    #[test]
    fn numbers_do_not_overflow() {
        assert_eq!(number(b"4294967295"), Some(u32::MAX));
        assert_eq!(number(b"4294967296"), None);
        assert_eq!(number(b"-1"), None);
        assert_eq!(number(b""), None);
    }

    #[test]
    fn a_quoted_string_may_hold_escaped_quotes() {
        assert_eq!(skip_quoted(br#""a\"b"c"#, 0), Some(6));
        assert_eq!(skip_quoted(br#""a\"#, 0), None);
    }
}
