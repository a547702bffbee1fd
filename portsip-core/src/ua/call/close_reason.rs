//! Why we end a call that stands, or take it for ended: what the Reason of the BYE
//! says (RFC 3326), and what the program is told.

use crate::events::EndReason;
use crate::plan::DtlsFailure;
use crate::sip::message::StatusCode;

/// The status that the end stands for, and a text for people, which needs no
/// escapes in a quoted string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CloseReason {
    status: StatusCode,
    text: &'static str,
}

impl CloseReason {
    /// Nothing has refreshed the session (RFC 4028 §10).
    pub(super) const SESSION_EXPIRED: Self =
        Self::new(StatusCode::REQUEST_TIMEOUT, "Session timeout");
    /// Our 2xx was never acknowledged (RFC 3261 §13.3.1.4).
    pub(super) const UNACKNOWLEDGED: Self = Self::new(StatusCode::REQUEST_TIMEOUT, "No ACK");
    /// Our provisional response was never acknowledged (RFC 3262 §3).
    pub(super) const NO_PRACK: Self = Self::new(StatusCode::SERVER_TIMEOUT, "No PRACK");
    /// The other side would have media in the clear, and we must not.
    pub(super) const UNENCRYPTED: Self =
        Self::new(StatusCode::NOT_ACCEPTABLE_HERE, "Media has to be encrypted");
    /// Another call has taken the place of this one (RFC 3891).
    pub(super) const REPLACED: Self = Self::new(StatusCode::OK, "Replaced by another call");

    const fn new(status: StatusCode, text: &'static str) -> Self {
        Self { status, text }
    }

    /// For what a status of ours or theirs says.
    pub(super) const fn of_status(status: StatusCode) -> Self {
        Self::new(status, status.default_reason())
    }

    /// Media gets no keys.
    pub(super) const fn of_dtls(failure: DtlsFailure) -> Self {
        Self::new(StatusCode::NOT_ACCEPTABLE_HERE, failure.text())
    }

    pub(super) const fn text(self) -> &'static str {
        self.text
    }

    /// The value of a Reason header.
    pub(super) fn header(self) -> String {
        format!("SIP;cause={};text=\"{}\"", self.status.code(), self.text)
    }
}

impl From<CloseReason> for EndReason {
    fn from(reason: CloseReason) -> Self {
        Self {
            protocol: "SIP".to_owned(),
            cause: reason.status.code().into(),
            text: reason.text.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sip::header::{Reason, TypedHeader};
    use crate::sip::text::Text;

    const ALL: [CloseReason; 9] = [
        CloseReason::SESSION_EXPIRED,
        CloseReason::UNACKNOWLEDGED,
        CloseReason::NO_PRACK,
        CloseReason::UNENCRYPTED,
        CloseReason::REPLACED,
        CloseReason::of_status(StatusCode::CALL_DOES_NOT_EXIST),
        CloseReason::of_dtls(DtlsFailure::WrongFingerprint),
        CloseReason::of_dtls(DtlsFailure::NoCommonSuite),
        CloseReason::of_dtls(DtlsFailure::TimedOut),
    ];

    #[test]
    fn both_sides_are_told_the_same() {
        for reason in ALL {
            let header = Text::from(reason.header().as_str());
            let read = Reason::parse(header).expect("a Reason");
            let told = EndReason::from(reason);
            assert_eq!(read.protocol(), told.protocol);
            assert_eq!(read.cause(), Some(told.cause));
            assert_eq!(read.text().as_deref(), Some(told.text.as_str()));
        }
    }
}
