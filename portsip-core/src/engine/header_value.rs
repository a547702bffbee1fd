//! Reads a header of a SIP message that the program has as text.

use crate::error::{Error, Result};
use crate::limits::SIP_MESSAGE_BYTES_MAX;
use crate::octets::Octets;
use crate::sip::message::Message;

/// The value of the first header field called `name`, long or compact, in any
/// case; bytes that are not UTF-8 show as question marks.
///
/// [`Error::CoreSipHeaderParserEmpty`] where `message` is no SIP message,
/// [`Error::CoreSipHeaderNotExist`] where it has no such field.
pub fn header_value(message: &[u8], name: &str) -> Result<String> {
    // The text of an event may have grown: each byte that was not UTF-8 is
    // three there.
    if message.len() > 3 * SIP_MESSAGE_BYTES_MAX {
        return Err(Error::CoreSipHeaderParserEmpty);
    }
    let message = Message::parse(Octets::copy_from_slice(message))
        .map_err(|_| Error::CoreSipHeaderParserEmpty)?;
    message
        .header_named(name)
        .map(str::to_owned)
        .ok_or(Error::CoreSipHeaderNotExist)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPTIONS: &str = "OPTIONS sip:a@b SIP/2.0\r\n\
        Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\n\
        f: <sip:c@d>;tag=1\r\n\
        To: <sip:a@b>\r\n\
        Call-ID: 1@192.0.2.1\r\n\
        CSeq: 1 OPTIONS\r\n\
        X-Long: one,\r\n  two\r\n\
        X-Long: three\r\n\
        Content-Length: 0\r\n\r\n";

    #[test]
    fn names_are_long_or_compact_in_any_case() {
        for name in ["From", "f", "FROM"] {
            let value = header_value(OPTIONS.as_bytes(), name);
            assert_eq!(value.as_deref(), Ok("<sip:c@d>;tag=1"), "{name}");
        }
        let joined = header_value(OPTIONS.as_bytes(), "x-long").expect("it is there");
        assert!(joined.starts_with("one,") && joined.ends_with("two"));
    }

    #[test]
    fn what_is_missing_has_its_code() {
        assert_eq!(
            header_value(OPTIONS.as_bytes(), "Contact"),
            Err(Error::CoreSipHeaderNotExist)
        );
        assert_eq!(
            header_value(b"good morning", "From"),
            Err(Error::CoreSipHeaderParserEmpty)
        );
    }
}
