//! Requests from others on their way to who deals with them: RFC 3261 §8.2.

use crate::clock::Instant;
use crate::ids::SessionId;
use crate::limits::OVERLOAD_RETRY_AFTER_S;
use crate::sdp::{SessionIdentity, capabilities};
use crate::sip::header::HeaderName;
use crate::sip::message::{Message, Method, ResponseBuilder, StatusCode};
use crate::sip::transaction::ServerTransactionId;
use crate::sip::transport::flow::Flow;
use crate::sip::uri::Scheme;

use super::abilities::{
    ALLOW_EVENTS, ALLOW_EVENTS_WITHOUT_PRESENCE, EVENT_LIST, RELIABLE_PROVISIONAL,
};
use super::agent::Agent;
use super::call::{Call, SESSION_INTERVAL_S_MIN};
use super::content::needs_decoding;
use super::context::SDP;
use super::diversion::Reception;
use super::options;

impl Agent {
    /// Deals with a request. The call that it began, if it began one.
    pub(super) fn handle_request(
        &mut self,
        now: Instant,
        flow: Flow,
        transaction: ServerTransactionId,
        request: &Message,
    ) -> Option<SessionId> {
        if let Err(status) = self.inspect(request) {
            self.refuse(now, transaction, request, status);
            return None;
        }
        if self.overloaded && is_for_the_program(request) {
            self.put_off(now, transaction, request);
            return None;
        }
        if request.to().tag().is_some() {
            self.handle_in_dialog(now, flow, transaction, request);
            return None;
        }
        match request.method() {
            Method::Invite => return self.handle_invite(now, flow, transaction, request),
            Method::Refer => self.handle_refer(now, flow, transaction, request),
            Method::Message => self.handle_message_request(now, transaction, request),
            Method::Subscribe => self.handle_watch_request(now, flow, transaction, request),
            Method::Options => {
                let reception = self.reception();
                options::answer(now, &mut self.ctx, &flow, transaction, request, &reception);
            }
            Method::Notify => self.handle_unsolicited_notify(now, flow, transaction, request),
            Method::Bye | Method::Info | Method::Update | Method::Prack => {
                self.refuse(now, transaction, request, StatusCode::CALL_DOES_NOT_EXIST);
            }
            _ => self.refuse(now, transaction, request, StatusCode::METHOD_NOT_ALLOWED),
        }
        None
    }

    /// What has to be right with any request (§8.2.1 to §8.2.3).
    fn inspect(&self, request: &Message) -> Result<(), StatusCode> {
        if matches!(request.method(), Method::Extension(_)) {
            return Err(StatusCode::NOT_IMPLEMENTED);
        }
        let is_ours = matches!(
            request.method(),
            Method::Invite
                | Method::Bye
                | Method::Options
                | Method::Info
                | Method::Update
                | Method::Prack
                | Method::Refer
                | Method::Notify
                | Method::Message
                | Method::Subscribe
        );
        if !is_ours {
            return Err(StatusCode::METHOD_NOT_ALLOWED);
        }
        // RFC 3891 §3.
        if *request.method() != Method::Invite && request.header(HeaderName::Replaces).is_some() {
            return Err(StatusCode::BAD_REQUEST);
        }
        let uri = request.request_uri().ok_or(StatusCode::BAD_REQUEST)?;
        if uri.scheme() == Scheme::Other {
            return Err(StatusCode::UNSUPPORTED_URI_SCHEME);
        }
        if self.unsupported(request).next().is_some() {
            return Err(StatusCode::BAD_EXTENSION);
        }
        // RFC 2543 knew no tags; a tag that is there must have a value.
        if request.from().tag().is_none() && request.from().params().contains("tag") {
            return Err(StatusCode::BAD_REQUEST);
        }
        if needs_decoding(request) {
            return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE);
        }
        Ok(())
    }

    /// Refuses what the program is too far behind for. Its number in a dialog is not
    /// taken: the other side repeats it with another (RFC 3261 §12.2.1.1).
    pub(super) fn put_off(
        &mut self,
        now: Instant,
        transaction: ServerTransactionId,
        request: &Message,
    ) {
        let status = StatusCode::SERVICE_UNAVAILABLE;
        let tag = self.ctx.token();
        let mut response = ResponseBuilder::new(request, status, Some(&tag));
        response
            .header(HeaderName::RetryAfter, OVERLOAD_RETRY_AFTER_S)
            .header(HeaderName::UserAgent, &self.ctx.config.user_agent);
        self.ctx
            .respond(now, transaction, request, status, &response, None);
    }

    fn handle_in_dialog(
        &mut self,
        now: Instant,
        flow: Flow,
        transaction: ServerTransactionId,
        request: &Message,
    ) {
        if *request.method() == Method::Notify {
            return self.handle_notify(now, flow, transaction, request);
        }
        if *request.method() == Method::Subscribe {
            if !self.handle_watcher_refresh(now, transaction, request) {
                self.handle_subscribe(now, transaction, request);
            }
            return;
        }
        let tag = request.to().tag().unwrap_or_default();
        let Some(session) = self.calls.by_local_tag(tag) else {
            return self.refuse(now, transaction, request, StatusCode::CALL_DOES_NOT_EXIST);
        };
        if let Err(status) = self.ctx.types.police(request) {
            return self.refuse(now, transaction, request, status);
        }
        if *request.method() == Method::Refer {
            return self.handle_refer_in_call(now, session, transaction, request);
        }
        if *request.method() == Method::Options {
            let ctx = &mut self.ctx;
            return options::answer(now, ctx, &flow, transaction, request, &Reception::Ring);
        }
        self.calls.with(session, &mut self.ctx, |call, ctx| {
            call.handle_request(now, ctx, flow, transaction, request);
        });
    }

    fn handle_invite(
        &mut self,
        now: Instant,
        flow: Flow,
        transaction: ServerTransactionId,
        request: &Message,
    ) -> Option<SessionId> {
        if let Err(status) = self.ctx.types.police(request) {
            self.refuse(now, transaction, request, status);
            return None;
        }
        let replaced = match self.replaced_by(request) {
            Ok(replaced) => replaced,
            Err(status) => {
                self.refuse(now, transaction, request, status);
                return None;
            }
        };
        let status = match self.reception() {
            // It is no new call to the user, and takes no room.
            _ if replaced.is_some() && !self.shutting_down => Ok(()),
            Reception::Ring => Ok(()),
            Reception::Refuse(status) => Err(status),
            Reception::Forward(to, reason) => {
                self.forward(now, transaction, request, (to, reason));
                return None;
            }
        };
        let incoming = status.and_then(|()| {
            let id = self.ctx.session_ids.next_id();
            let session = SessionId(id.ok_or(StatusCode::SERVICE_UNAVAILABLE)?);
            let sessions = (session, replaced);
            Call::incoming(now, &mut self.ctx, sessions, flow, transaction, request)
        });
        match incoming {
            Ok(call) => {
                let session = call.session();
                self.ctx.invites.insert(transaction, session);
                self.calls.insert(call);
                Some(session)
            }
            Err(status) => {
                self.refuse(now, transaction, request, status);
                None
            }
        }
    }

    /// Refuses with what the code's receiver needs to know.
    pub(super) fn refuse(
        &mut self,
        now: Instant,
        transaction: ServerTransactionId,
        request: &Message,
        status: StatusCode,
    ) {
        if !matches!(
            status,
            StatusCode::BAD_EXTENSION
                | StatusCode::EXTENSION_REQUIRED
                | StatusCode::UNSUPPORTED_MEDIA_TYPE
                | StatusCode::NOT_ACCEPTABLE_HERE
                | StatusCode::SESSION_INTERVAL_TOO_SMALL
                | StatusCode::BAD_INFO_PACKAGE
        ) {
            return self.ctx.refuse(now, transaction, request, status);
        }
        let tag = self.ctx.token();
        let mut response = ResponseBuilder::new(request, status, Some(&tag));
        response.header(HeaderName::UserAgent, &self.ctx.config.user_agent);
        match status {
            StatusCode::BAD_EXTENSION => {
                let tags: Vec<_> = self.unsupported(request).collect();
                response.header(HeaderName::Unsupported, tags.join(", "));
            }
            StatusCode::EXTENSION_REQUIRED => {
                response.header(HeaderName::Require, RELIABLE_PROVISIONAL);
            }
            StatusCode::UNSUPPORTED_MEDIA_TYPE => {
                response
                    .header(
                        HeaderName::Accept,
                        self.ctx.types.accept(Some(request.method())),
                    )
                    .header(HeaderName::AcceptEncoding, "identity");
            }
            StatusCode::SESSION_INTERVAL_TOO_SMALL => {
                response.header(HeaderName::MinSe, SESSION_INTERVAL_S_MIN);
            }
            // There is no package that we take by its name.
            StatusCode::BAD_INFO_PACKAGE => {
                response.header(HeaderName::RecvInfo, "");
            }
            // RFC 3261 §20.43: 305, incompatible media format.
            _ => {
                response.header(
                    HeaderName::Warning,
                    "305 invalid \"Incompatible media format\"",
                );
                self.tell_capabilities(transaction, &mut response);
            }
        }
        self.ctx
            .respond(now, transaction, request, status, &response, None);
    }

    /// Refuses an event package, and says which ones there are (RFC 6665 §8.3.2).
    pub(super) fn refuse_event(
        &mut self,
        now: Instant,
        transaction: ServerTransactionId,
        request: &Message,
    ) {
        let status = StatusCode::BAD_EVENT;
        let packages = if self.takes_watchers() {
            ALLOW_EVENTS
        } else {
            ALLOW_EVENTS_WITHOUT_PRESENCE
        };
        let tag = self.ctx.token();
        let mut response = ResponseBuilder::new(request, status, Some(&tag));
        response
            .header(HeaderName::AllowEvents, packages)
            .header(HeaderName::UserAgent, &self.ctx.config.user_agent);
        self.ctx
            .respond(now, transaction, request, status, &response, None);
    }

    /// Says what an offer might have, so that a smaller one may follow.
    fn tell_capabilities(
        &mut self,
        transaction: ServerTransactionId,
        response: &mut ResponseBuilder,
    ) {
        if let Some(flow) = self.ctx.transactions.response_flow(transaction) {
            let identity = SessionIdentity::random(&mut self.ctx.rng);
            let address = self.ctx.local_address(&flow).ip();
            let srtp = self.ctx.srtp_along(&flow);
            let told = capabilities(&self.ctx.audio, &srtp, address, &identity);
            response.body(SDP, told);
        }
    }

    /// The extensions a request needs and we do not speak.
    fn unsupported<'a>(&'a self, request: &'a Message) -> impl Iterator<Item = &'a str> {
        let supported = self.ctx.supported();
        let required = request.tokens(HeaderName::Require);
        // Of lists we take what is told, and tell nothing (RFC 4662 §4.1).
        let is_list = |tag: &str| tag.eq_ignore_ascii_case(EVENT_LIST);
        let takes_lists = *request.method() == Method::Notify;
        required.filter(move |tag| !(supported.has(tag) || takes_lists && is_list(tag)))
    }
}

/// Whether a request may be one event more: in a dialog one that is there to be told.
/// Calls shall be able to end and change. NOTIFYs know their subscription, which
/// decides for itself; a transfer tells its end once.
fn is_for_the_program(request: &Message) -> bool {
    request.to().tag().is_none()
        || matches!(
            request.method(),
            Method::Message | Method::Info | Method::Refer
        )
}
