//! A call whose media gets no keys: RFC 5763 §5.
//!
//! *Inputs:* what media says of a handshake. *Outputs:* BYE with a Reason, and
//! `InviteClosed` with the same, where the call is up and the handshake is that of
//! the association that its keys have to come from. A call that is not answered yet may be answered by somebody else.

use crate::clock::Instant;
use crate::events::EndReason;
use crate::plan::DtlsFailure;
use crate::sdp::Negotiation;

use super::super::context::Context;
use super::{Call, State};

/// The cause of both reasons.
const CAUSE: u32 = 488;

impl Call {
    /// The handshake of one of the call's associations has failed.
    pub(crate) fn handle_dtls_failed(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        association: u32,
        failure: DtlsFailure,
    ) {
        let negotiation = self.negotiation.as_ref();
        let current = negotiation.and_then(Negotiation::association);
        if matches!(self.state, State::Established(_)) && current == Some(association) {
            let reason = EndReason {
                protocol: "SIP".to_owned(),
                cause: CAUSE,
                text: failure.text().to_owned(),
            };
            self.closed_for(ctx, Some(reason));
            self.leave(now, ctx, Some(reason_header(failure)));
        }
    }
}

/// The Reason of the BYE (RFC 3326), with [`CAUSE`] and [`DtlsFailure::text`].
const fn reason_header(failure: DtlsFailure) -> &'static str {
    match failure {
        DtlsFailure::WrongFingerprint => {
            "SIP;cause=488;text=\"DTLS certificate does not match its fingerprint\""
        }
        DtlsFailure::NoCommonSuite => "SIP;cause=488;text=\"DTLS without a common SRTP profile\"",
        DtlsFailure::TimedOut => "SIP;cause=488;text=\"DTLS handshake timed out\"",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_are_told_the_same() {
        for failure in [
            DtlsFailure::WrongFingerprint,
            DtlsFailure::NoCommonSuite,
            DtlsFailure::TimedOut,
        ] {
            let said = format!("SIP;cause={CAUSE};text=\"{}\"", failure.text());
            assert_eq!(reason_header(failure), said);
        }
    }
}
