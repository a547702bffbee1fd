//! Call transfer: REFER and the subscription it makes (RFC 3515), Referred-By
//! (RFC 3892), transfer of calls (RFC 5589).
//!
//! A REFER that we sent, which is told by the events of its call:
//!
//! | state | response | NOTIFY | time |
//! |---|---|---|---|
//! | Asking | 2xx: → Accepted, `ReferAccepted`; refusal: `ReferRejected`, over | → Accepted, as there | no answer: `ReferRejected` 408, no way: 503, over |
//! | Accepted | – | 100, 18x: an event; final: → Told, `TransferSuccess` or `TransferFailure` | the last word never came: `TransferFailure` 408, over |
//! | Told | – | the last: over | over |
//!
//! A REFER that we got, from `ReferReceived`:
//!
//! | state | `acceptRefer` | `rejectRefer` | time |
//! |---|---|---|---|
//! | Undecided | 202, NOTIFY 100: → Subscribed | 603: over | 20 s: 202; 60 s: as `rejectRefer` |
//! | Subscribed | – | – | last NOTIFY, over |
//!
//! A SUBSCRIBE in its dialog sets the end of the subscription anew.
//!
//! In Subscribed each progress of the new call is one NOTIFY, one at a time and
//! the newest first, so that none overtakes another; the final one ends it.

mod ask;
mod notify;
mod received;
mod refer_to;
mod replaces;
mod sent;
mod sipfrag;
mod subscribe;
mod subscription;
mod target_dialog;

use std::collections::BTreeMap;
use std::time::Duration;

use crate::clock::Instant;
use crate::ids::{IdSource, ReferId, SessionId};
use crate::sip::dialog::DialogId;
use crate::sip::message::StatusCode;
use crate::sip::transport::flow::ConnectionId;

use super::agent::Agent;
use super::call::CallNews;
use super::context::{Context, Owner};
use super::lone_dialog::LoneDialog;

use received::{Place, Received};

pub(crate) use sent::Transfer;

/// How long a subscription outlives the call in whose dialog it is without a
/// word, where the other side has ended that: 64·T1 (RFC 3261 §17).
const WITHOUT_CALL: Duration = Duration::from_secs(32);

/// Names a REFER that we sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TransferId(u32);

/// The REFERs of one agent, both ways.
#[derive(Default)]
pub(crate) struct Transfers {
    sent: BTreeMap<TransferId, Transfer>,
    last_sent: u32,
    received: BTreeMap<ReferId, Received>,
    ids: IdSource,
}

impl Transfers {
    /// A request in a dialog without a call had this number: the subscriptions
    /// in it share the numbers.
    fn note_number(&mut self, dialog: &DialogId, number: u32) {
        for received in self.received.values_mut() {
            if let Place::Alone(alone) = &mut received.place
                && alone.dialog.id() == dialog
            {
                let behind = number.saturating_sub(alone.dialog.local_cseq());
                alone.dialog.skip_numbers(behind);
            }
        }
    }

    /// Forgets every REFER, and stops the timers.
    pub(super) fn clear(&mut self, ctx: &mut Context) {
        for (_, mut transfer) in std::mem::take(&mut self.sent) {
            transfer.disarm(ctx);
        }
        for (_, mut received) in std::mem::take(&mut self.received) {
            received.disarm(ctx);
            received.report.disarm(ctx);
        }
    }

    /// A connection has ended: a subscription outlives it.
    pub(super) fn handle_connection_closed(&mut self, connection: ConnectionId) {
        for received in self.received.values_mut() {
            if let Place::Alone(alone) = &mut received.place {
                alone.handle_connection_closed(connection);
            }
        }
    }
}

impl Agent {
    /// What a call has to tell the REFERs.
    pub(super) fn handle_call_news(&mut self, now: Instant, news: CallNews) {
        match news {
            CallNews::Progress {
                refer,
                status,
                reason,
            } => self.handle_progress(now, refer, status, reason),
            CallNews::Replaced(session) => {
                self.calls.with(session, &mut self.ctx, |call, ctx| {
                    call.give_place(now, ctx);
                });
            }
            CallNews::DialogRemains {
                session,
                rest,
                unsent,
                by_us,
            } => {
                self.handle_dialog_remains(now, (session, by_us), &rest);
                self.handle_unsent(now, unsent);
            }
        }
    }

    /// A call is over: what was in its dialog goes on alone.
    fn handle_dialog_remains(
        &mut self,
        now: Instant,
        (session, by_us): (SessionId, bool),
        rest: &LoneDialog,
    ) {
        let Some(transfers) = self.transfers.made_mut() else {
            return;
        };
        for (id, transfer) in &mut transfers.sent {
            // Who transfers and hangs up has said nothing about how long the
            // other side may take.
            if transfer.session == session && !by_us {
                transfer.handle_call_over(now, &mut self.ctx, *id);
            }
        }
        for received in transfers.received.values_mut() {
            received.take_dialog(session, rest);
        }
    }

    /// Requests in the dialog that the end of its call has overtaken.
    fn handle_unsent(&mut self, now: Instant, unsent: Vec<Owner>) {
        for owner in unsent {
            match owner {
                Owner::Transfer(id, _) => {
                    self.refer_failed(id, StatusCode::SERVICE_UNAVAILABLE, None);
                }
                Owner::Notify(id, _) => self.notify_without_call(now, id),
                _ => {}
            }
        }
    }
}
