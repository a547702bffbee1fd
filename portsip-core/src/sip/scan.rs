//! The lexical rules that all header fields share (RFC 3261 §25.1).

use super::stretch::Stretch;
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
pub(crate) fn is_token(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.iter().all(|&b| is_token_byte(b))
}

/// `span` without spaces at either end.
pub(super) fn trim(bytes: &[u8], span: Span) -> Span {
    Stretch::from(bytes).trim(span)
}

/// `span` without spaces at its end.
pub(super) fn trim_end(bytes: &[u8], span: Span) -> Span {
    Stretch::from(bytes).trim_end(span)
}

/// `bytes` without spaces at their end.
pub(super) fn trimmed_end(bytes: &[u8]) -> &[u8] {
    trim_end(bytes, Span::new(0, bytes.len())).of_bytes(bytes)
}

/// `bytes` without spaces at either end.
pub(super) fn trimmed(bytes: &[u8]) -> &[u8] {
    trim(bytes, Span::new(0, bytes.len())).of_bytes(bytes)
}

/// How many bytes stand before the first that `stops`.
pub(super) fn length_until(bytes: &[u8], stops: impl Fn(u8) -> bool) -> usize {
    bytes.iter().position(|&b| stops(b)).unwrap_or(bytes.len())
}

/// A decimal number without sign; `None` when empty, not all digits, or above
/// `u32::MAX`.
pub(super) fn number(bytes: &[u8]) -> Option<u32> {
    let (number, end) = Stretch::from(bytes).number(0);
    number.filter(|_| end == bytes.len())
}

/// The items of a comma-separated list, each without surrounding spaces, empty
/// ones left out. Commas in quotes and in angle brackets do not separate.
pub(super) struct ListItems<'a> {
    text: Stretch<'a>,
    at: usize,
}

/// Those from `at` on.
pub(super) const fn list_items(text: Stretch<'_>, at: usize) -> ListItems<'_> {
    ListItems { text, at }
}

impl Iterator for ListItems<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        while self.at < self.text.end() {
            let start = self.at;
            let end = item_end(self.text, start);
            self.at = end + 1;
            let item = self.text.trim(Span::new(start, end));
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

/// Whether such a list at `start` has `token`; `same` compares two of equal
/// length.
pub(super) fn has_token(
    list: Stretch<'_>,
    start: usize,
    token: &[u8],
    same: impl Fn(&[u8], &[u8]) -> bool,
) -> bool {
    let Some(first) = token.first().map(|letter| letter | 0x20) else {
        return false;
    };
    let separates = |byte: u8| byte == b',' || is_space(byte);
    let mut at = start;
    loop {
        // Where it can begin is rare enough to be searched for.
        at = list.find(at, |lanes| lanes.with_bits(0x20).are(first));
        if at >= list.end() {
            return false;
        }
        let end = at + token.len();
        if (at == start || list.get(at - 1).is_some_and(separates))
            && list.get(end).is_none_or(separates)
            && same(list.bytes(Span::new(at, end)), token)
        {
            return true;
        }
        at += 1;
    }
}

/// Where the item that starts at `at` ends: at its comma, or the end.
pub(super) fn item_end(text: Stretch<'_>, mut at: usize) -> usize {
    // Most fields have one item.
    if text.find(at, |lanes| lanes.are(b',')) == text.end() {
        return text.end();
    }
    loop {
        at = text.find(at, |lanes| {
            lanes.are(b',') | lanes.are(b'"') | lanes.are(b'<')
        });
        match text.get(at) {
            Some(b'"') => match text.skip_quoted(at) {
                Some(behind) => at = behind,
                None => return text.end(),
            },
            Some(b'<') => at = text.find(at, |lanes| lanes.are(b'>')),
            _ => return at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str) -> Vec<&[u8]> {
        list_items(Stretch::from(text.as_bytes()), 0)
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
        let list = Stretch::from(&b"replaces, 100rel ,timer"[..]);
        let has = |token: &str| has_token(list, 0, token.as_bytes(), <[u8]>::eq_ignore_ascii_case);
        assert!(has("replaces") && has("100REL") && has("timer"));
        assert!(!has("rel") && !has("time") && !has("") && !has("timers"));
        let found: Vec<&str> = tokens(" a, b c ,,d ").collect();
        assert_eq!(found, ["a", "b c", "d"]);
    }

    #[test]
    fn numbers_do_not_overflow() {
        assert_eq!(number(b"4294967295"), Some(u32::MAX));
        assert_eq!(number(b"4294967296"), None);
        assert_eq!(number(b"-1"), None);
        assert_eq!(number(b""), None);
    }
}
