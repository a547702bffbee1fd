//! Writes a wrapped message.

use super::CpimMessage;
use super::read::is_language;

pub(super) fn write(message: &CpimMessage) -> Vec<u8> {
    let mut head = String::new();
    for header in &message.headers {
        push_name(&mut head, &header.name);
        if let Some(language) = header.language.as_deref().filter(|tag| is_language(tag)) {
            head.push_str(";lang=");
            head.push_str(language);
        }
        head.push(' ');
        push_escaped(&mut head, &header.value);
        head.push_str("\r\n");
    }
    head.push_str("\r\n");
    for (name, value) in &message.content_headers {
        push_name(&mut head, name);
        head.push(' ');
        let is_plain = |c: char| c == '\t' || !c.is_control();
        head.extend(value.chars().map(|c| if is_plain(c) { c } else { ' ' }));
        head.push_str("\r\n");
    }
    head.push_str("\r\n");
    let mut bytes = head.into_bytes();
    bytes.extend_from_slice(&message.content);
    bytes
}

/// A name and its colon; what cannot be in a name is left out.
fn push_name(head: &mut String, name: &str) {
    let fits = |c: &char| c.is_ascii_graphic() && *c != ':';
    head.extend(name.chars().filter(fits));
    head.push(':');
}

/// RFC 3862 §2.3.1. What a reader would take for something else is escaped too: a
/// semicolon at the beginning, for a parameter; a blank at either end.
fn push_escaped(head: &mut String, value: &str) {
    for (at, c) in value.char_indices() {
        let first = at == 0;
        let last = at + c.len_utf8() == value.len();
        match c {
            '\\' => head.push_str("\\\\"),
            '\u{8}' => head.push_str("\\b"),
            '\t' => head.push_str("\\t"),
            '\n' => head.push_str("\\n"),
            '\r' => head.push_str("\\r"),
            ';' if first => push_code(head, c),
            c if c.is_control() => push_code(head, c),
            c if c.is_whitespace() && (first || last) => push_code(head, c),
            c => head.push(c),
        }
    }
}

/// Only for characters of the basic plane, as blanks and controls are.
fn push_code(head: &mut String, c: char) {
    head.push_str("\\u");
    let code = u32::from(c);
    let digits = [12, 8, 4, 0].map(|shift| char::from_digit((code >> shift) & 0xf, 16));
    head.extend(digits.into_iter().flatten());
}
