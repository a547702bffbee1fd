//! The calls of one agent: by session and, for messages, by our tag.

use std::collections::HashMap;

use crate::error::{Error, Result};
use crate::ids::SessionId;
use crate::sip::header::TargetDialog;
use crate::sip::transport::flow::ConnectionId;
use crate::sip::uri::Uri;

use super::super::context::Context;
use super::Call;

/// Calls, found in one step each way.
#[derive(Default)]
pub(crate) struct Calls {
    by_session: HashMap<SessionId, Box<Call>>,
    by_local_tag: HashMap<String, SessionId>,
    live: usize,
}

impl Calls {
    /// Keeps a new call.
    pub(crate) fn insert(&mut self, call: Call) {
        if call.is_ended() {
            return;
        }
        if call.is_live() {
            self.live += 1;
        }
        self.by_local_tag
            .insert(call.local_tag().to_owned(), call.session());
        self.by_session.insert(call.session(), Box::new(call));
    }

    /// How many the program has to do with.
    pub(crate) fn live(&self) -> usize {
        self.live
    }

    /// Whether there is none, not even one that waits for its last response.
    pub(crate) fn is_empty(&self) -> bool {
        self.by_session.is_empty()
    }

    /// The call whose end of the dialog has this tag.
    pub(crate) fn by_local_tag(&self, tag: &str) -> Option<SessionId> {
        self.by_local_tag.get(tag).copied()
    }

    /// The name of a call with who is at `uri`, for a request outside it.
    pub(crate) fn as_target(&mut self, uri: &Uri) -> Option<TargetDialog> {
        let mut sessions = self.sessions().into_iter();
        sessions.find_map(|session| self.by_session.get_mut(&session)?.as_target(uri))
    }

    /// Our tag in a call's dialog.
    pub(crate) fn local_tag(&self, session: SessionId) -> Option<&str> {
        Some(self.by_session.get(&session)?.local_tag())
    }

    /// A call that the program may still speak of.
    pub(crate) fn live_call(&self, session: SessionId) -> Result<&Call> {
        self.by_session
            .get(&session)
            .map(Box::as_ref)
            .filter(|call| call.is_live())
            .ok_or(Error::CoreInviteSessionNotFound)
    }

    /// Whether a call waits to give its place to another, or to take another's.
    pub(crate) fn is_in_replacement(&self, session: SessionId) -> bool {
        let mut live = self.by_session.values().filter(|call| call.is_live());
        live.any(|call| match call.replaces() {
            Some(replaced) => replaced == session || call.session() == session,
            None => false,
        })
    }

    /// The calls there are, in the order they began.
    pub(crate) fn sessions(&self) -> Vec<SessionId> {
        let mut sessions: Vec<_> = self.by_session.keys().copied().collect();
        sessions.sort_unstable();
        sessions
    }

    /// A connection has ended, and with it the ways that used it.
    pub(crate) fn handle_connection_closed(&mut self, connection: ConnectionId) {
        for call in self.by_session.values_mut() {
            call.handle_connection_closed(connection);
        }
    }

    /// Works on a call that the program may still speak of.
    pub(crate) fn with_live<T>(
        &mut self,
        session: SessionId,
        ctx: &mut Context,
        work: impl FnOnce(&mut Call, &mut Context) -> Result<T>,
    ) -> Result<T> {
        self.live_call(session)?;
        self.with(session, ctx, work)
            .unwrap_or(Err(Error::CoreInviteSessionNotFound))
    }

    /// Works on a call, and forgets it when that was its end.
    pub(crate) fn with<T>(
        &mut self,
        session: SessionId,
        ctx: &mut Context,
        work: impl FnOnce(&mut Call, &mut Context) -> T,
    ) -> Option<T> {
        let call = self.by_session.get_mut(&session)?;
        let was_live = call.is_live();
        let result = work(call, ctx);
        let (is_live, is_ended) = (call.is_live(), call.is_ended());
        if was_live && !is_live {
            self.live -= 1;
        }
        if is_ended && let Some(call) = self.by_session.remove(&session) {
            self.by_local_tag.remove(call.local_tag());
            ctx.header_rules.session_ended(session);
        }
        Some(result)
    }
}
