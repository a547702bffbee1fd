//! One dialog: RFC 3261 §12.
//!
//! *Inputs:* the messages that made it, requests and responses inside it.
//! *Outputs:* requests inside it, prefilled; the verdict on the order of
//! received requests.
//!
//! | state | 1xx with a tag | 2xx | request inside |
//! |---|---|---|---|
//! | – | → early | → confirmed | – |
//! | early | – | → confirmed, route set and target anew | order checked, target refreshed when it is accepted |
//! | confirmed | – | target refreshed, when to a target refresh request | the same |

use super::DialogId;
use super::route_set::RouteSet;
use crate::sip::header::{HeaderName, NameAddr};
use crate::sip::message::{Message, Method, RequestBuilder, StatusCode};
use crate::sip::uri::{Scheme, Uri};

/// What this end remembers of a dialog.
#[derive(Clone, Debug)]
pub struct Dialog {
    id: DialogId,
    state: DialogState,
    /// From of our requests, with our tag.
    local: NameAddr,
    /// To of our requests, with the peer's tag.
    remote: NameAddr,
    local_cseq: u32,
    remote_cseq: Option<u32>,
    remote_target: Uri,
    route_set: RouteSet,
    secure: bool,
}

/// What a request says that makes a dialog.
#[derive(Clone, Copy, Debug)]
pub struct RequestParts<'a> {
    /// The Request-URI.
    pub uri: &'a Uri,
    /// From, with our tag.
    pub from: &'a NameAddr,
    /// To, without a tag.
    pub to: &'a NameAddr,
    /// The number in `CSeq`.
    pub cseq: u32,
}

/// How far a dialog is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DialogState {
    /// Made by a provisional response; other forks may answer instead.
    Early,
    /// Made or confirmed by a 2xx.
    Confirmed,
}

/// Whether a request came in order (RFC 3261 §12.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sequence {
    /// As it should be.
    InOrder,
    /// A later request was seen before. *Then:* respond 500.
    TooLate,
}

/// Why a message makes no dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DialogError {
    /// A provisional response without a To tag, a 100, or a refusal.
    #[error("the response makes no dialog")]
    NotDialogForming,
    /// Contact is missing or is no SIP URI. *Then:* respond 400 to a request.
    #[error("no usable Contact")]
    BadContact,
    /// A Record-Route cannot be read. *Then:* respond 400 to a request.
    #[error("malformed Record-Route")]
    BadRecordRoute,
    /// More than [`ROUTE_SET_MAX`](crate::limits::ROUTE_SET_MAX) of them.
    #[error("too many Record-Routes")]
    TooManyRoutes,
}

impl Dialog {
    /// The caller's side: from our `request` and a `response` to it with a To
    /// tag (RFC 3261 §12.1.2). Early for a provisional response, confirmed for
    /// a 2xx.
    ///
    /// A response without a usable Contact leaves the Request-URI as the target, and a
    /// 2xx without a To tag makes a dialog with an empty one: old peers do so.
    pub fn from_response(request: &Message, response: &Message) -> Result<Self, DialogError> {
        let request_uri = request.request_uri().ok_or(DialogError::NotDialogForming)?;
        let parts = RequestParts {
            uri: request_uri,
            from: request.from(),
            to: request.to(),
            cseq: request.cseq().number,
        };
        Self::from_parts(&parts, response)
    }

    /// The same for who knows the request without its text.
    pub fn from_parts(request: &RequestParts<'_>, response: &Message) -> Result<Self, DialogError> {
        let state = forms(response)?;
        let local_tag = request.from.tag().unwrap_or_default();
        let remote_tag = response.to().tag().unwrap_or_default();
        let remote_target = match contact(response) {
            Ok(Some(target)) => target,
            Ok(None) | Err(_) => request.uri.without_headers().detached(),
        };
        Ok(Self {
            id: DialogId::new(response.call_id(), local_tag, remote_tag),
            state,
            local: request.from.detached(),
            remote: tagged(request.to, response.to().tag()),
            local_cseq: request.cseq,
            remote_cseq: None,
            remote_target,
            route_set: RouteSet::of_response(response)?,
            secure: request.uri.scheme() == Scheme::Sips,
        })
    }

    /// The subscriber's side: from the NOTIFY that came first (RFC 6665 §4.1.4).
    /// `cseq` is the number of our SUBSCRIBE.
    pub fn from_notify(notify: &Message, cseq: u32, secure: bool) -> Result<Self, DialogError> {
        let local_tag = notify.to().tag().unwrap_or_default();
        let remote_tag = notify.from().tag().unwrap_or_default();
        Ok(Self {
            id: DialogId::new(notify.call_id(), local_tag, remote_tag),
            state: DialogState::Confirmed,
            local: notify.to().detached(),
            remote: notify.from().detached(),
            local_cseq: cseq,
            remote_cseq: None,
            remote_target: contact(notify)?.ok_or(DialogError::BadContact)?,
            route_set: RouteSet::of_request(notify)?,
            secure,
        })
    }

    /// The callee's side: from a `request` outside any dialog that we answer
    /// with `local_tag` (RFC 3261 §12.1.1). Early until [`Self::confirm`].
    pub fn from_request(request: &Message, local_tag: &str) -> Result<Self, DialogError> {
        let remote_tag = request.from().tag().unwrap_or_default();
        let request_uri = request.request_uri().ok_or(DialogError::NotDialogForming)?;
        Ok(Self {
            id: DialogId::new(request.call_id(), local_tag, remote_tag),
            state: DialogState::Early,
            local: tagged(request.to(), Some(local_tag)),
            remote: request.from().detached(),
            local_cseq: 0,
            remote_cseq: Some(request.cseq().number),
            remote_target: contact(request)?.ok_or(DialogError::BadContact)?,
            route_set: RouteSet::of_request(request)?,
            secure: request_uri.scheme() == Scheme::Sips,
        })
    }

    /// The callee sent its 2xx.
    pub fn confirm(&mut self) {
        self.state = DialogState::Confirmed;
    }

    /// The caller got `response` inside this dialog, or to the request that
    /// made it.
    ///
    /// The 2xx that confirms an early dialog sets the route set anew (RFC 3261
    /// §13.2.2.4); any 2xx to a target refresh request sets the target
    /// (§12.2.1.2).
    pub fn handle_response(&mut self, response: &Message) -> Result<(), DialogError> {
        if !response.status().is_some_and(StatusCode::is_success) {
            return Ok(());
        }
        if self.state == DialogState::Early && *response.method() == Method::Invite {
            self.route_set = RouteSet::of_response(response)?;
            self.state = DialogState::Confirmed;
        }
        self.refresh_target(response);
        Ok(())
    }

    /// A request came inside this dialog: its number is checked and, when it
    /// is in order, the target refreshed. That of INVITE and UPDATE waits for
    /// [`Self::accept`]. ACK and CANCEL have the number of their INVITE and are
    /// always in order.
    pub fn handle_request(&mut self, request: &Message) -> Sequence {
        if matches!(request.method(), Method::Ack | Method::Cancel) {
            return Sequence::InOrder;
        }
        let number = request.cseq().number;
        if self.remote_cseq.is_some_and(|seen| number < seen) {
            return Sequence::TooLate;
        }
        self.remote_cseq = Some(number);
        if !matches!(request.method(), Method::Invite | Method::Update) {
            self.refresh_target(request);
        }
        Sequence::InOrder
    }

    /// A request inside this dialog gets a 2xx. Where a re-INVITE or UPDATE is refused, the
    /// target stays (RFC 6141 §4.5).
    pub fn accept(&mut self, request: &Message) {
        self.refresh_target(request);
    }

    /// RFC 3261 §12.2: a Contact that cannot be used leaves the target as it
    /// is.
    fn refresh_target(&mut self, message: &Message) {
        if is_target_refresh(message.method())
            && let Ok(Some(target)) = contact(message)
        {
            self.remote_target = target;
        }
    }

    /// A request inside this dialog with the next number: Request-URI, Routes,
    /// Max-Forwards, From, To, Call-ID and `CSeq` are there; Via, Contact and
    /// what the method needs are not.
    pub fn request(&mut self, method: Method) -> RequestBuilder {
        self.local_cseq = self.local_cseq.saturating_add(1);
        self.numbered(method, self.local_cseq, &self.remote_target)
    }

    /// The same to another Request-URI, by the dialog's proxies.
    pub fn request_to(&mut self, method: Method, uri: &Uri) -> RequestBuilder {
        self.local_cseq = self.local_cseq.saturating_add(1);
        self.numbered(method, self.local_cseq, uri)
    }

    /// Leaves out `count` numbers: requests in this dialog that are not known
    /// here may have had them, and a gap is allowed (RFC 3261 §12.2.2).
    pub fn skip_numbers(&mut self, count: u32) {
        self.local_cseq = self.local_cseq.saturating_add(count);
    }

    /// The ACK of the 2xx to `invite`: its number and credentials (RFC 3261
    /// §13.2.2.4). Via, with a branch of its own, is not there yet.
    pub fn ack(&self, invite: &Message) -> RequestBuilder {
        let mut ack = self.ack_without_credentials(invite.cseq().number);
        for name in [HeaderName::Authorization, HeaderName::ProxyAuthorization] {
            for credentials in invite.headers(name) {
                ack.header(name, credentials);
            }
        }
        ack
    }

    /// The ACK of the 2xx to the INVITE with this number, which had no
    /// credentials.
    pub fn ack_without_credentials(&self, invite: u32) -> RequestBuilder {
        self.numbered(Method::Ack, invite, &self.remote_target)
    }

    fn numbered(&self, method: Method, number: u32, uri: &Uri) -> RequestBuilder {
        let mut request = self.route_set.request(method, uri);
        request
            .max_forwards()
            .header(HeaderName::From, &self.local)
            .header(HeaderName::To, &self.remote)
            .header(HeaderName::CallId, self.id.call_id())
            .cseq(number);
        request
    }

    /// Its name.
    pub const fn id(&self) -> &DialogId {
        &self.id
    }

    /// The value of From in our requests.
    pub const fn local(&self) -> &NameAddr {
        &self.local
    }

    /// Whether `uri` is the other side, by its address or its Contact.
    pub fn is_with(&self, uri: &Uri) -> bool {
        self.remote.uri().equivalent(uri) || self.remote_target.equivalent(uri)
    }

    /// Where our requests go next: the first proxy of the route set, or the
    /// target itself.
    pub fn next_hop(&self) -> &Uri {
        self.route_set.next_hop(&self.remote_target)
    }

    /// The proxies between the ends, ours first.
    pub fn route_set(&self) -> &[NameAddr] {
        self.route_set.as_slice()
    }

    /// Whether requests in another dialog go to the same end by the same way.
    pub fn leads_where(&self, other: &Self) -> bool {
        self.remote_target == other.remote_target && self.route_set == other.route_set
    }

    /// The number of our last request; 0 before the first.
    pub const fn local_cseq(&self) -> u32 {
        self.local_cseq
    }

    /// Whether it was made with a `sips` URI (RFC 3261 §12.1).
    pub const fn is_secure(&self) -> bool {
        self.secure
    }
}

/// The state of the dialog that a response makes.
fn forms(response: &Message) -> Result<DialogState, DialogError> {
    let status = response.status().ok_or(DialogError::NotDialogForming)?;
    let tagged = response.to().tag().is_some();
    if status.is_success() {
        Ok(DialogState::Confirmed)
    } else if status.is_provisional() && status != StatusCode::TRYING && tagged {
        Ok(DialogState::Early)
    } else {
        Err(DialogError::NotDialogForming)
    }
}

/// The address in Contact, as a Request-URI may have it.
fn contact(message: &Message) -> Result<Option<Uri>, DialogError> {
    match message.contact() {
        Ok(None) => Ok(None),
        Ok(Some(contact)) if contact.uri().is_sip() => {
            Ok(Some(contact.uri().without_headers().detached()))
        }
        Ok(Some(_)) | Err(_) => Err(DialogError::BadContact),
    }
}

/// `address` with `tag` in the place of its own, or behind it.
fn tagged(address: &NameAddr, tag: Option<&str>) -> NameAddr {
    let changed = tag
        .filter(|tag| address.tag() != Some(tag))
        .and_then(|tag| address.with_tag(tag).ok());
    changed.unwrap_or_else(|| address.detached())
}

/// Whether requests of this method, and the 2xx to them, set the target
/// (RFC 3261 §12.2, RFC 3311 §5.1, RFC 6665 §4.4.1, RFC 3515 §2.4.4).
pub fn is_target_refresh(method: &Method) -> bool {
    matches!(
        method,
        Method::Invite | Method::Update | Method::Subscribe | Method::Notify | Method::Refer
    )
}
