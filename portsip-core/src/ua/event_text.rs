//! Texts of messages as events have them: valid UTF-8, each other byte U+FFFD.

use std::borrow::Cow;

use crate::events::EndReason;
use crate::limits::CLOSE_REASON_BYTES_MAX;
use crate::octets::Octets;
use crate::sip::header::{HeaderName, Reason};
use crate::sip::message::Message;

/// The same message with every byte of its head that is no UTF-8 replaced.
/// Costs nothing but a look where there is none.
pub(crate) fn readable(message: &Message) -> Cow<'_, Message> {
    let raw = message.raw();
    let head_end = raw.len() - message.body().len().min(raw.len());
    let Some(head) = raw.get(..head_end) else {
        return Cow::Borrowed(message);
    };
    if std::str::from_utf8(head).is_ok() {
        return Cow::Borrowed(message);
    }
    let mut text = String::with_capacity(raw.len() + 64);
    for chunk in head.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| char::REPLACEMENT_CHARACTER));
    }
    let mut replaced = text.into_bytes();
    replaced.extend_from_slice(message.body());
    match Message::parse(Octets::from(replaced)) {
        Ok(message) => Cow::Owned(message),
        Err(_) => Cow::Borrowed(message),
    }
}

/// Why a CANCEL or BYE was sent (RFC 3326): in SIP's own numbers, where it tells
/// them, else in the first that it tells.
pub(crate) fn end_reason(request: &Message) -> Option<EndReason> {
    request.header(HeaderName::Reason)?;
    let shown = readable(request);
    let mut first = None;
    for reason in shown.typed_list::<Reason>().flatten() {
        let is_sip = reason.protocol().eq_ignore_ascii_case("SIP");
        if !is_sip && first.is_some() {
            continue;
        }
        let reason = EndReason {
            protocol: beginning(reason.protocol()),
            cause: reason.cause().unwrap_or_default(),
            text: beginning(&reason.text().unwrap_or_default()),
        };
        if is_sip {
            return Some(reason);
        }
        first = Some(reason);
    }
    first
}

/// As much of a text as is kept.
fn beginning(text: &str) -> String {
    text[..text.floor_char_boundary(CLOSE_REASON_BYTES_MAX)].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(display_name: &[u8]) -> Message {
        let parts: [&[u8]; 3] = [
            b"OPTIONS sip:a@h SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK1\r\nFrom: \"",
            display_name,
            b"\" <sip:b@h>;tag=1\r\nTo: <sip:a@h>\r\nCall-ID: c\r\nCSeq: 1 OPTIONS\r\n\
              Content-Length: 2\r\n\r\n\xff\xfe",
        ];
        Message::parse(Octets::from(parts.concat())).expect("lenient parsing")
    }

    #[test]
    fn every_offending_byte_is_replaced() {
        let broken = message(b"Andr\xe9 \xc3");
        let readable = readable(&broken);
        assert_eq!(readable.from().display_name(), "Andr\u{fffd} \u{fffd}");
        assert_eq!(readable.body(), b"\xff\xfe");
    }

    #[test]
    fn good_text_stays() {
        let good = message("André".as_bytes());
        assert!(matches!(readable(&good), Cow::Borrowed(_)));
        assert_eq!(readable(&good).from().display_name(), "André");
    }
}
