//! Percent escapes (RFC 3261 §19.1.2).

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a user part may hold `byte` unescaped (RFC 3261 §25.1, `user`).
const fn is_user_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'-' | b'_' | b'.' | b'!' | b'~' | b'*' | b'\'' | b'(' | b')'
        )
        || matches!(byte, b'&' | b'=' | b'+' | b'$' | b',' | b';' | b'?' | b'/')
}

/// Which ASCII characters of a user part are escaped. What is not ASCII always is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UserEscapes {
    /// One bit for each character that stays as it is.
    plain: u128,
}

impl UserEscapes {
    /// What RFC 3261 §25.1 says.
    pub const STANDARD: Self = {
        let mut plain = 0;
        let mut byte = 0;
        while byte < 128 {
            if is_user_byte(byte) {
                plain |= 1 << byte;
            }
            byte += 1;
        }
        Self { plain }
    };

    /// Escapes a character from now on, or leaves it as it is. `false` where
    /// that cannot be: what would end or split the user part, or the URI, is
    /// always escaped.
    #[must_use]
    pub fn set(&mut self, character: char, is_escaped: bool) -> bool {
        let splits = matches!(
            character,
            '@' | ':' | '%' | '<' | '>' | '"' | '[' | ']' | '\\'
        );
        if !character.is_ascii_graphic() || splits {
            return is_escaped;
        }
        let bit = 1 << u32::from(character);
        if is_escaped {
            self.plain &= !bit;
        } else {
            self.plain |= bit;
        }
        true
    }

    /// `user` with its characters escaped. Escapes that are already there stay
    /// as they are.
    pub fn escape(self, user: &str) -> Cow<'_, str> {
        if user.bytes().all(|byte| self.is_plain(byte)) {
            return Cow::Borrowed(user);
        }
        let mut escaped = String::with_capacity(user.len() + 8);
        for (at, byte) in user.bytes().enumerate() {
            if self.is_plain(byte) || byte == b'%' && escape_at(user.as_bytes(), at).is_some() {
                escaped.push(char::from(byte));
            } else {
                // Writing into a String cannot fail.
                let _ = write!(escaped, "%{byte:02X}");
            }
        }
        Cow::Owned(escaped)
    }

    const fn is_plain(self, byte: u8) -> bool {
        byte < 128 && self.plain & (1 << byte) != 0
    }
}

impl Default for UserEscapes {
    fn default() -> Self {
        Self::STANDARD
    }
}

/// `text` with its escapes undone; bytes that are then not UTF-8 become
/// U+FFFD.
pub fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let plain: Vec<u8> = unescaped_bytes(text.as_bytes()).collect();
    Cow::Owned(String::from_utf8_lossy(&plain).into_owned())
}

/// The bytes of `text` with its escapes undone.
pub(super) fn unescaped_bytes(text: &[u8]) -> impl Iterator<Item = u8> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let byte = *text.get(at)?;
        if let Some(escaped) = escape_at(text, at) {
            at += 3;
            return Some(escaped);
        }
        at += 1;
        Some(byte)
    })
}

/// The byte that the escape at `at` stands for; `None` when there is none.
pub(super) fn escape_at(text: &[u8], at: usize) -> Option<u8> {
    let [b'%', high, low] = *text.get(at..at + 3)? else {
        return None;
    };
    let high = char::from(high).to_digit(16)?;
    let low = char::from(low).to_digit(16)?;
    u8::try_from(high * 16 + low).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_made_and_undone() {
        let escapes = UserEscapes::STANDARD;
        assert_eq!(escapes.escape("alice"), "alice");
        assert_eq!(escapes.escape("a b#c%41%"), "a%20b%23c%41%25");
        assert_eq!(unescape("a%20b%zz%4"), "a b%zz%4");
        assert_eq!(unescape("%C3%A9"), "é");
        assert_eq!(unescape("%FF"), "\u{FFFD}");
    }

    #[test]
    fn each_character_can_be_escaped_or_not() {
        let mut escapes = UserEscapes::default();
        assert_eq!(escapes.escape("*#;+"), "*%23;+");
        assert!(escapes.set('#', false) && escapes.set('+', true) && escapes.set('*', true));
        assert_eq!(escapes.escape("*#;+"), "%2A#;%2B");
        assert_eq!(escapes.escape("%41"), "%41");
    }

    #[test]
    fn what_would_split_the_uri_stays_escaped() {
        let mut escapes = UserEscapes::default();
        for character in "@:%<>\"[]\\ \r\n\0\u{7f}é".chars() {
            assert!(!escapes.set(character, false), "{character:?}");
            assert!(escapes.set(character, true), "{character:?}");
        }
        assert_eq!(escapes, UserEscapes::STANDARD);
    }
}
