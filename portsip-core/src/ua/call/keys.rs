//! A call whose media gets no keys: RFC 5763 §5.
//!
//! *Inputs:* what media says of a handshake. *Outputs:* BYE with a Reason, and
//! `InviteClosed` with the same, where the call is up and the handshake is that of
//! the association that its keys have to come from. A call that is not answered yet may be answered by somebody else.

use crate::clock::Instant;
use crate::plan::DtlsFailure;
use crate::sdp::Negotiation;

use super::super::context::Context;
use super::close_reason::CloseReason;
use super::{Call, State};

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
            self.close(now, ctx, CloseReason::of_dtls(failure));
        }
    }
}
