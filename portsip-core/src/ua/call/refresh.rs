//! The refreshes of a session, ours and the lack of theirs: RFC 4028 §7.4, §10.
//!
//! *Inputs:* the timers of the session, responses to our UPDATE. *Outputs:* an
//! UPDATE without an offer, where the other side takes that, else the wish for
//! a re-INVITE; BYE and `InviteClosed` when nothing has refreshed the session.

use crate::clock::Instant;
use crate::ids::SessionId;
use crate::sip::header::SessionExpires;
use crate::sip::message::{Message, Method, StatusCode};

use super::super::context::{Context, Owner};
use super::close::ends_dialog;
use super::close_reason::CloseReason;
use super::established::Established;
use super::{Call, State};

impl Established {
    /// They accepted a re-INVITE or UPDATE of ours, which refreshes the session.
    pub(super) fn refreshed_by_us(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        session: SessionId,
        response: &Message,
    ) {
        self.wishes.refresh = false;
        self.session_timer.agreed(now, ctx, session, response);
    }

    /// We accepted one of theirs with this answer.
    pub(super) fn refreshed_by_them(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        session: SessionId,
        answer: Option<SessionExpires>,
    ) {
        self.wishes.refresh = false;
        self.session_timer.accepted(now, ctx, session, answer);
    }
}

impl Call {
    /// Half of the interval is over, and the refresh is ours to send.
    pub(super) fn handle_session_refresh(&mut self, now: Instant, ctx: &mut Context) {
        let session = self.session;
        let State::Established(established) = &mut self.state else {
            return;
        };
        established
            .session_timer
            .await_end(now, ctx, session, false);
        if established.takes_update {
            self.send_refresh(now, ctx, None);
        } else {
            established.wishes.refresh = true;
            self.modify_if_needed(now, ctx);
        }
    }

    /// Nothing has refreshed the session in time.
    pub(super) fn handle_session_end(&mut self, now: Instant, ctx: &mut Context) {
        if matches!(self.state, State::Established(_)) {
            self.close(now, ctx, CloseReason::SESSION_EXPIRED);
        }
    }

    /// Sends the UPDATE; after a challenge with credentials. `false` when those
    /// were refused.
    pub(super) fn send_refresh(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        challenge: Option<&Message>,
    ) -> bool {
        let owner = Owner::Refresh(self.session);
        let State::Established(established) = &mut self.state else {
            return false;
        };
        let mut request = established.request(ctx, Method::Update);
        let attempt = established.session_timer.refreshing.take();
        let mut attempt = attempt.unwrap_or_default();
        if !established.present(ctx, &mut attempt, challenge, &mut request) {
            return false;
        }
        established.session_timer.refreshing = Some(attempt);
        established.send(now, ctx, request, owner);
        true
    }

    /// A response to our UPDATE.
    pub(super) fn handle_refresh_response(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        status: StatusCode,
        response: &Message,
    ) {
        let session = self.session;
        let State::Established(established) = &mut self.state else {
            return;
        };
        match status.code() {
            ..200 => {}
            200..300 => {
                let _ = established.dialog.handle_response(response);
                established.learn(response);
                established.select_path(ctx, session);
                established.session_timer.refreshing = None;
                established.refreshed_by_us(now, ctx, session, response);
            }
            401 | 407 => {
                if !self.send_refresh(now, ctx, Some(response)) {
                    self.handle_refresh_failed(now, ctx);
                }
            }
            422 if established.session_timer.raise(response) => {
                self.send_refresh(now, ctx, None);
            }
            // Its Allow was wrong, or a proxy does not let UPDATE pass.
            405 | 501 => {
                established.takes_update = false;
                established.session_timer.refreshing = None;
                established.wishes.refresh = true;
                self.modify_if_needed(now, ctx);
            }
            _ if ends_dialog(status) => self.handle_modify_failed(now, ctx, status),
            _ => self.handle_refresh_failed(now, ctx),
        }
    }

    /// The session goes on until its end, and another refresh is tried before.
    pub(super) fn handle_refresh_failed(&mut self, now: Instant, ctx: &mut Context) {
        let session = self.session;
        if let State::Established(established) = &mut self.state {
            let timer = &mut established.session_timer;
            timer.refreshing = None;
            timer.await_end(now, ctx, session, true);
        }
    }

    /// The connection of the UPDATE was lost.
    pub(super) fn handle_refresh_unsent(&mut self, now: Instant, ctx: &mut Context) {
        if let State::Established(established) = &mut self.state {
            established.lose_path();
        }
        self.handle_refresh_failed(now, ctx);
    }
}
