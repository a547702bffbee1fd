//! Keys and passwords in session descriptions, made unreadable before a message goes to a
//! file (RFC 4568 §6.1, RFC 8839 §5.4).

use memchr::memmem;

use crate::octets::Octets;

/// What a key stands behind.
const NAMES: [&[u8]; 2] = [b"inline:", b"ice-pwd:"];
/// What stands in the place of each of its characters.
const MASK: u8 = b'x';

/// `message` with `x` for each character of its keys; all else stays in its place.
pub(super) fn masked(message: &Octets) -> Octets {
    let lower = message.to_ascii_lowercase();
    let begins =
        |name: &'static [u8]| memmem::find_iter(&lower, name).map(move |at| at + name.len());
    let mut keys = NAMES.into_iter().flat_map(begins).peekable();
    if keys.peek().is_none() {
        return message.clone();
    }
    let mut masked = message.to_vec();
    for key in keys {
        let text = masked.iter_mut().skip(key);
        let ends = |octet: &u8| octet.is_ascii_whitespace() || matches!(octet, b'|' | b';');
        for octet in text.take_while(|octet| !ends(octet)) {
            *octet = MASK;
        }
    }
    masked.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_nothing_else_are_masked() {
        let message =
            "a=crypto:1 S inline:SECRET/+|2^20|1:4;INLINE:SECRET==\r\na=Ice-pwd:SE+ET\r\ninline:";
        let shown = masked(&Octets::from_static(message.as_bytes()));
        assert_eq!(
            shown,
            "a=crypto:1 S inline:xxxxxxxx|2^20|1:4;INLINE:xxxxxxxx\r\na=Ice-pwd:xxxxx\r\ninline:"
        );
        let plain = Octets::from_static(b"OPTIONS sip:x SIP/2.0\r\n\r\n");
        assert_eq!(masked(&plain), plain);
    }
}
