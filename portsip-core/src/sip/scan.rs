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

/// The token, perhaps empty, that stands at `at`.
pub(super) fn token_at(bytes: &[u8], at: usize) -> Span {
    let rest = bytes.get(at..).unwrap_or_default();
    Span::new(at, at + length_until(rest, |b| !is_token_byte(b)))
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

/// The same where sixteen bytes and more are to be expected. `may_stop` is true
/// at least where `stops` is; made of comparisons, it becomes one comparison of
/// sixteen bytes.
pub(super) fn long_length_until(
    bytes: &[u8],
    may_stop: impl Fn(u8) -> bool,
    stops: impl Fn(u8) -> bool,
) -> usize {
    let mut rest = bytes;
    while let Some((chunk, behind)) = rest.split_first_chunk::<16>() {
        if chunk.iter().fold(false, |any, &b| any | may_stop(b)) {
            break;
        }
        rest = behind;
    }
    bytes.len() - rest.len() + length_until(rest, stops)
}

/// Just behind the quoted string that opens at `at`; `None` when it never
/// closes.
pub(super) fn skip_quoted(bytes: &[u8], at: usize) -> Option<usize> {
    let mut at = at + 1;
    loop {
        at = near_of_two(bytes, at, b'"', b'\\')?;
        if bytes.get(at) == Some(&b'"') {
            return Some(at + 1);
        }
        at += 2;
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

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// Where the first byte at or after `at` is that `marks`: it sets the high bit
/// of such a byte in a word of eight, exactly for the lowest one. Lines and
/// names are short, so this beats the start-up of a search in long texts.
fn near(
    bytes: &[u8],
    mut at: usize,
    marks: impl Fn(u64) -> u64,
    is_one: impl Fn(u8) -> bool,
) -> Option<usize> {
    let mut rest = bytes.get(at..)?;
    while let Some((chunk, behind)) = rest.split_first_chunk::<8>() {
        let found = marks(u64::from_le_bytes(*chunk));
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
        rest = behind;
        at += 8;
    }
    Some(at + rest.iter().position(|&b| is_one(b))?)
}

/// The high bit of the bytes of `word` that are below `limit`, 128 at most.
const fn below(word: u64, limit: u8) -> u64 {
    word.wrapping_sub(ONES * limit as u64) & !word & HIGHS
}

/// Where the first colon is.
pub(super) fn near_colon(bytes: &[u8]) -> Option<usize> {
    let marks = |word| below(word ^ (ONES * u64::from(b':')), 1);
    near(bytes, 0, marks, |b| b == b':')
}

/// Where the first of two characters at or after `at` is.
pub(super) fn near_of_two(bytes: &[u8], at: usize, one: u8, other: u8) -> Option<usize> {
    let equal = |word: u64, byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
    let marks = |word| equal(word, one) | equal(word, other);
    near(bytes, at, marks, |b| b == one || b == other)
}

/// Where the first control character at or after `at` is.
pub(super) fn near_control(bytes: &[u8], mut at: usize) -> Option<usize> {
    // Sixteen bytes at once become one comparison of vectors.
    while let Some(chunk) = bytes.get(at..)?.first_chunk::<16>() {
        if chunk.iter().fold(0, |any, &b| any | u8::from(b < b' ')) != 0 {
            break;
        }
        at += 16;
    }
    near(bytes, at, |word| below(word, b' '), |b| b < b' ')
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
    fn controls_near_and_far() {
        for length in 0..30 {
            let mut line = vec![0xFF; length];
            assert_eq!(near_control(&line, 0), None);
            line.extend(b" \x1F\0 ");
            assert_eq!(near_control(&line, 0), Some(length + 1));
            assert_eq!(near_control(&line, length + 2), Some(length + 2));
            assert_eq!(near_control(&line, length + 3), None);
        }
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
