//! SIP messages: a lazy view of received ones, and writers.
//!
//! [`Message::parse`] walks the head once and keeps where each header field
//! stands. What every layer needs (top Via, From, To, Call-ID, `CSeq`) is read
//! and checked there; the rest is read when it is asked for. The head is copied
//! once, as text, and every typed header is a slice of that; the body stays where
//! it was received.

mod error;
mod fields;
mod follow_up;
mod method;
pub mod multipart;
mod parse;
mod request_builder;
mod response_builder;
mod status;
mod value;
mod write;

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

pub use error::{ParseError, ParseErrorKind, ReplyContext};
pub use follow_up::{ack_for_failure, cancel_for};
pub use method::Method;
pub use request_builder::RequestBuilder;
pub use response_builder::ResponseBuilder;
pub use status::StatusCode;
pub use value::FieldValue;
pub use write::WriteError;

use self::fields::{Field, Fields};
use super::header::name_addr::{RecordRoute, Route};
use super::header::{
    CSeq, Contact, ContentType, Expires, HeaderError, HeaderName, MinExpires, NameAddr, Problem,
    RetryAfter, TypedHeader, Via,
};
use super::scan;
use super::stretch::Stretch;
use super::text::{Span, Text};
use super::uri::Uri;
use crate::octets::Octets;

/// A well-formed message. A clone costs a reference count.
#[derive(Clone)]
pub struct Message(Arc<Parsed>);

#[derive(Clone)]
struct Parsed {
    /// As it was received.
    raw: Octets,
    /// The head with the same offsets as in `raw`, checked to be UTF-8. Where
    /// `raw` has folded lines or other bytes, it is a copy with spaces and
    /// question marks in their place.
    head: Text,
    start: StartLine,
    fields: Fields,
    via: Via,
    from: NameAddr,
    to: NameAddr,
    cseq: CSeq,
    call_id: Span,
    body: Span,
    source: Option<SocketAddr>,
}

#[derive(Clone)]
enum StartLine {
    Request { uri: Uri },
    Response { status: StatusCode, reason: Span },
}

/// A header field as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeaderField<'a> {
    /// The name as written, perhaps compact.
    pub name: &'a str,
    /// The known name that it is.
    pub known: Option<HeaderName>,
    /// The value without surrounding spaces, folded lines joined.
    pub value: &'a str,
}

impl Message {
    /// Reads one message that is all of `raw`: a datagram, or what the stream
    /// framer cut out. Bytes behind Content-Length are ignored.
    pub fn parse(raw: Octets) -> Result<Self, ParseError> {
        match parse::parse(&raw) {
            Ok(mut parsed) => {
                // Nobody else holds it yet. Moved in because the first clone of
                // `Octets` would allocate.
                if let Some(parsed) = Arc::get_mut(&mut parsed) {
                    parsed.raw = raw;
                }
                Ok(Self(parsed))
            }
            Err(kind) => Err(ParseError::new(kind, &raw)),
        }
    }

    /// Notes where a request came from. Its responses then carry `received`
    /// and `rport` in the top Via (RFC 3261 §18.2.1, RFC 3581 §4).
    pub fn set_source(&mut self, source: SocketAddr) {
        Arc::make_mut(&mut self.0).source = Some(source);
    }

    /// Where the message came from, when that was noted.
    pub fn source(&self) -> Option<SocketAddr> {
        self.0.source
    }

    /// The message as it was on the wire.
    pub fn raw(&self) -> &Octets {
        &self.0.raw
    }

    /// Whether it is a request.
    pub fn is_request(&self) -> bool {
        matches!(self.0.start, StartLine::Request { .. })
    }

    /// The method of the request, or of the request that a response answers.
    pub fn method(&self) -> &Method {
        &self.0.cseq.method
    }

    /// The Request-URI; `None` in a response.
    pub fn request_uri(&self) -> Option<&Uri> {
        match &self.0.start {
            StartLine::Request { uri } => Some(uri),
            StartLine::Response { .. } => None,
        }
    }

    /// The status; `None` in a request.
    pub fn status(&self) -> Option<StatusCode> {
        match self.0.start {
            StartLine::Request { .. } => None,
            StartLine::Response { status, .. } => Some(status),
        }
    }

    /// The reason phrase as written; empty in a request.
    pub fn reason(&self) -> &str {
        match self.0.start {
            StartLine::Request { .. } => "",
            StartLine::Response { reason, .. } => self.text(reason),
        }
    }

    /// The top Via.
    pub fn top_via(&self) -> &Via {
        &self.0.via
    }

    /// From.
    pub fn from(&self) -> &NameAddr {
        &self.0.from
    }

    /// To.
    pub fn to(&self) -> &NameAddr {
        &self.0.to
    }

    /// `CSeq`.
    pub fn cseq(&self) -> &CSeq {
        &self.0.cseq
    }

    /// Call-ID.
    pub fn call_id(&self) -> &str {
        self.text(self.0.call_id)
    }

    /// The body: Content-Length bytes, or the rest of a datagram without one.
    pub fn body(&self) -> &[u8] {
        self.0.body.of_bytes(&self.0.raw)
    }

    /// The body, shared.
    pub fn body_bytes(&self) -> Octets {
        self.0.raw.slice_ref(self.body())
    }

    /// The value of the first field called `name`.
    pub fn header(&self, name: HeaderName) -> Option<&str> {
        self.field(name).map(|field| self.text(field.value()))
    }

    /// The value of each field called `name`, top to bottom, lists unsplit.
    pub fn headers(&self, name: HeaderName) -> impl Iterator<Item = &str> {
        self.fields_of(name).map(|field| self.text(field.value()))
    }

    /// The value of the first field called `name`, in any case, long or
    /// compact, known or not.
    pub fn header_named(&self, name: &str) -> Option<&str> {
        self.headers_named(name).next()
    }

    /// The value of each field called `name`, as [`Message::header_named`].
    pub fn headers_named(&self, name: &str) -> impl Iterator<Item = &str> {
        let known = HeaderName::recognise(name.as_bytes());
        self.header_fields()
            .filter(move |field| match known {
                Some(_) => field.known == known,
                None => field.name.eq_ignore_ascii_case(name),
            })
            .map(|field| field.value)
    }

    /// All header fields, top to bottom.
    pub fn header_fields(&self) -> impl Iterator<Item = HeaderField<'_>> {
        self.0.fields.iter().map(|field| HeaderField {
            name: self.text(field.name()),
            known: field.known,
            value: self.text(field.value()),
        })
    }

    /// The first field of a type that is no list; `None` when there is none.
    pub fn typed<T: TypedHeader>(&self) -> Result<Option<T>, HeaderError> {
        self.field(T::NAME)
            .map(|field| T::parse(self.0.head.slice(field.value())))
            .transpose()
    }

    /// All values of a type that may be a comma-separated list, over all its
    /// fields.
    pub fn typed_list<T: TypedHeader>(&self) -> impl Iterator<Item = Result<T, HeaderError>> {
        self.items(T::NAME)
            .map(|item| T::parse(self.0.head.slice(item)))
    }

    /// The tokens of a list such as Allow, Supported, Require, over all its
    /// fields.
    pub fn tokens(&self, name: HeaderName) -> impl Iterator<Item = &str> {
        self.fields_of(name)
            .flat_map(|field| scan::tokens(self.text(field.value())))
    }

    /// Whether such a list has `token`, in any case.
    pub fn has_token(&self, name: HeaderName, token: &str) -> bool {
        self.fields_of(name).any(|field| {
            let (list, start) = self.walked(field.value());
            scan::has_token(list, start, token.as_bytes(), <[u8]>::eq_ignore_ascii_case)
        })
    }

    /// Whether Supported has the option tag.
    pub fn supports(&self, option: &str) -> bool {
        self.has_token(HeaderName::Supported, option)
    }

    /// Whether Allow has the method; `None` when there is no Allow.
    pub fn allows(&self, method: &Method) -> Option<bool> {
        self.field(HeaderName::Allow)?;
        let method = method.as_str().as_bytes();
        Some(self.fields_of(HeaderName::Allow).any(|field| {
            let (list, start) = self.walked(field.value());
            scan::has_token(list, start, method, |found, wanted| found == wanted)
        }))
    }

    /// All Vias, top first.
    pub fn vias(&self) -> impl Iterator<Item = Result<Via, HeaderError>> {
        self.typed_list()
    }

    /// All contacts.
    pub fn contacts(&self) -> impl Iterator<Item = Result<Contact, HeaderError>> {
        self.typed_list()
    }

    /// The first contact, when it is an address.
    pub fn contact(&self) -> Result<Option<NameAddr>, HeaderError> {
        let Some(item) = self.items(HeaderName::Contact).next() else {
            return Ok(None);
        };
        Ok(match Contact::parse(self.0.head.slice(item))? {
            Contact::Address(address) => Some(address),
            Contact::Star => None,
        })
    }

    /// The Route set of a request, top first.
    pub fn routes(&self) -> impl Iterator<Item = Result<NameAddr, HeaderError>> {
        self.typed_list()
            .map(|route| route.map(|Route(address)| address))
    }

    /// The Record-Routes, top first.
    pub fn record_routes(&self) -> impl Iterator<Item = Result<NameAddr, HeaderError>> {
        self.typed_list()
            .map(|route| route.map(|RecordRoute(address)| address))
    }

    /// Max-Forwards; `None` when it is missing.
    pub fn max_forwards(&self) -> Result<Option<u8>, HeaderError> {
        let bad = Problem::BadNumber.of(HeaderName::MaxForwards);
        self.field(HeaderName::MaxForwards)
            .map(|field| {
                let (text, start) = self.walked(field.value());
                let (hops, end) = text.number(start);
                hops.filter(|_| end == text.end())
                    .and_then(|hops| u8::try_from(hops).ok())
                    .ok_or(bad)
            })
            .transpose()
    }

    /// Expires in seconds. A malformed one counts as missing
    /// (RFC 3261 §20.19).
    pub fn expires_s(&self) -> Option<u32> {
        self.typed::<Expires>().ok().flatten().map(|e| e.seconds)
    }

    /// The least that a 423 says to ask for, in seconds (RFC 3261 §20.23). A malformed one
    /// counts as missing.
    pub fn min_expires_s(&self) -> Option<u32> {
        self.typed::<MinExpires>().ok().flatten().map(|e| e.seconds)
    }

    /// What Retry-After asks to wait, in seconds (RFC 3261 §20.33). A malformed one
    /// counts as missing.
    pub fn retry_after_s(&self) -> Option<u32> {
        let after = self.typed::<RetryAfter>().ok().flatten()?;
        Some(after.seconds)
    }

    /// Content-Type; `None` when it is missing.
    pub fn content_type(&self) -> Result<Option<ContentType>, HeaderError> {
        self.typed()
    }

    fn field(&self, name: HeaderName) -> Option<&Field> {
        self.0.fields.first(name)
    }

    fn fields_of(&self, name: HeaderName) -> impl Iterator<Item = &Field> {
        self.0.fields.all(name)
    }

    /// Where each list item of the fields called `name` stands in the head.
    fn items(&self, name: HeaderName) -> impl Iterator<Item = Span> {
        self.fields_of(name).flat_map(|field| {
            let (list, start) = self.walked(field.value());
            scan::list_items(list, start)
        })
    }

    /// A value for walking along it, from the place that comes with it.
    fn walked(&self, value: Span) -> (Stretch<'_>, usize) {
        (self.0.head.stretch_of(value), value.start as usize)
    }

    fn text(&self, span: Span) -> &str {
        span.of(&self.0.head)
    }
}

impl fmt::Debug for Message {
    /// The start line and the ids, without bodies or credentials.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Message");
        match &self.0.start {
            StartLine::Request { uri } => debug.field("uri", &uri.as_str()),
            StartLine::Response { status, .. } => debug.field("status", &status.code()),
        };
        debug
            .field("cseq", &self.cseq().to_string())
            .field("call_id", &self.call_id())
            .finish_non_exhaustive()
    }
}
