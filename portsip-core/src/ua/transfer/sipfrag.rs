//! The body of a NOTIFY about a REFER: the start of a response, as
//! `message/sipfrag` (RFC 3420, RFC 3515 §2.4.5).

use crate::sip::message::StatusCode;

/// The type of these bodies.
pub(super) const SIPFRAG: &str = "message/sipfrag;version=2.0";
/// The start of every status line.
const VERSION: &str = "SIP/2.0 ";

/// A status line and nothing else.
pub(super) fn write(status: StatusCode, reason: &str) -> String {
    let reason: String = reason.chars().filter(|text| !text.is_control()).collect();
    format!("{VERSION}{} {reason}\r\n", status.code())
}

/// Code and reason phrase of the status line that a body begins with; lines
/// behind it, and empty ones before it, are not looked at.
pub(super) fn read(body: &[u8]) -> Option<(StatusCode, String)> {
    let text = String::from_utf8_lossy(body);
    let line = text.trim_start().lines().next()?;
    let start = line.get(..VERSION.len())?;
    if !start.eq_ignore_ascii_case(VERSION) {
        return None;
    }
    let rest = line.get(VERSION.len()..)?.trim();
    let (code, reason) = rest.split_once(' ').unwrap_or((rest, ""));
    let status = StatusCode::new(code.parse().ok()?)?;
    let reason = match reason.trim() {
        "" => status.default_reason(),
        reason => reason,
    };
    Some((status, reason.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(body: &str) -> Option<u16> {
        read(body.as_bytes()).map(|(status, _)| status.code())
    }

    #[test]
    fn what_is_written_can_be_read() {
        let written = write(StatusCode::BUSY_HERE, "Busy\r\n here");
        assert_eq!(written, "SIP/2.0 486 Busy here\r\n");
        let read = read(written.as_bytes());
        assert_eq!(read, Some((StatusCode::BUSY_HERE, "Busy here".to_owned())));
    }

    #[test]
    fn other_forms_are_understood_and_others_not() {
        assert_eq!(code("\r\nSIP/2.0 200 OK"), Some(200));
        assert_eq!(code("sip/2.0 180\nContact: <sip:a@b>\n\n"), Some(180));
        for nothing in ["", "SIP/2.0", "SIP/2.0 ", "SIP/2.0 99 X", "SIP/2.0 x", "é"] {
            assert_eq!(code(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn a_code_alone_has_its_own_reason() {
        let read = read(b"SIP/2.0 603\r\n");
        assert_eq!(read, Some((StatusCode::DECLINE, "Decline".to_owned())));
    }
}
