//! Our credentials, and who may ask for them: RFC 3261 §22.

use crate::limits::OWN_SERVERS_MAX;
use crate::sip::auth::Attempt;
use crate::sip::message::{Message, RequestBuilder};
use crate::sip::transport::flow::Flow;

use super::Context;

impl Context {
    /// The other end of a flow is a server of our account.
    pub(crate) fn note_own_server(&mut self, flow: &Flow) {
        let ip = flow.remote.ip();
        if !self.own_servers.contains(&ip) {
            if self.own_servers.len() >= OWN_SERVERS_MAX {
                self.own_servers.remove(0);
            }
            self.own_servers.push(ip);
        }
    }

    /// Whether the other end of a flow is a server of our account, so that what
    /// is asked by it or through it may be answered with our credentials. An
    /// account without servers is meant for whomever it calls.
    pub(crate) fn is_own_server(&self, flow: &Flow) -> bool {
        let user = self.user.as_ref();
        user.is_some_and(|user| !user.has_server()) || self.own_servers.contains(&flow.remote.ip())
    }

    /// Whether the next hop of a flow is known to want credentials.
    pub(crate) fn wants_credentials(&self, flow: &Flow) -> bool {
        self.challenger == Some(flow.remote)
    }

    /// Puts the credentials we have on a request.
    pub(crate) fn authorize(&mut self, attempt: &mut Attempt, request: &mut RequestBuilder) {
        if let Some(authenticator) = &mut self.authenticator {
            authenticator.authorize(attempt, request, &mut self.rng);
        }
    }

    /// Puts credentials on a request that was challenged along `flow`; `false`
    /// when we have none, when they were refused, or when whoever asks is none
    /// of ours: the digest would let a stranger guess the password.
    pub(crate) fn authenticate(
        &mut self,
        attempt: &mut Attempt,
        flow: Flow,
        response: &Message,
        request: &mut RequestBuilder,
    ) -> bool {
        if !self.is_own_server(&flow) {
            return false;
        }
        let Some(authenticator) = &mut self.authenticator else {
            return false;
        };
        if authenticator.handle_challenge(attempt, response).is_err() {
            return false;
        }
        self.challenger = Some(flow.remote);
        authenticator.authorize(attempt, request, &mut self.rng);
        true
    }

    /// Puts credentials on a request: those that `challenge` wants, `false`
    /// where they cannot be had; else those that are known to be wanted.
    pub(crate) fn present(
        &mut self,
        attempt: &mut Attempt,
        flow: Flow,
        challenge: Option<&Message>,
        request: &mut RequestBuilder,
    ) -> bool {
        if let Some(response) = challenge {
            return self.authenticate(attempt, flow, response, request);
        }
        if self.wants_credentials(&flow) {
            self.authorize(attempt, request);
        }
        true
    }
}
