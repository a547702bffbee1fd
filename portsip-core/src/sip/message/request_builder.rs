//! Writing requests.

use super::value::FieldValue;
use super::write::{Head, WriteError};
use super::{Message, Method};
use crate::octets::Octets;
use crate::sip::header::{CSeq, HeaderName};
use crate::sip::uri::Uri;

/// Max-Forwards of the requests we originate (RFC 3261 §8.1.1.6).
const MAX_FORWARDS: u8 = 70;

/// A request being put together.
///
/// Values with CR, LF or NUL and names that are no tokens are refused; the
/// first such error comes out of [`RequestBuilder::build`]. The builder can be
/// kept, changed and built again: that is how a request is retried with
/// credentials, a new branch and the next `CSeq`.
#[derive(Clone, Debug)]
pub struct RequestBuilder {
    head: Head,
    method: Method,
    uri: Uri,
    /// Where header fields begin, behind the start line.
    start: usize,
    body: Octets,
    /// A body was set, so that there is a Content-Type.
    has_body: bool,
}

/// A Via of ours.
struct ViaValue<'a, T> {
    transport: &'a str,
    sent_by: T,
    before_branch: &'a str,
    branch: &'a str,
}

impl<T: FieldValue> FieldValue for ViaValue<'_, T> {
    fn write_to(&self, out: &mut Vec<u8>) {
        "SIP/2.0/".write_to(out);
        self.transport.write_to(out);
        out.push(b' ');
        self.sent_by.write_to(out);
        self.before_branch.write_to(out);
        self.branch.write_to(out);
    }
}

impl RequestBuilder {
    /// A request with nothing but its start line. Headers in the URI are left
    /// out.
    pub fn new(method: Method, uri: &Uri) -> Self {
        let uri = uri.without_headers();
        let head = Head::with_request(method.as_str(), uri.as_str());
        Self {
            start: head.len(),
            head,
            method,
            uri,
            body: Octets::new(),
            has_body: false,
        }
    }

    /// All of a request but its top Via and its Content-Length; `None` for a
    /// response.
    pub fn from_message(request: &Message) -> Option<Self> {
        let mut builder = Self::new(request.method().clone(), request.request_uri()?);
        let mut vias = request.vias().flatten().skip(1).collect::<Vec<_>>();
        for field in request.header_fields() {
            match field.known {
                Some(HeaderName::ContentLength) => {}
                Some(HeaderName::Via) => {
                    for via in vias.drain(..) {
                        builder.head.echo(HeaderName::Via, via.as_str());
                    }
                }
                Some(known) => builder.head.echo(known, field.value),
                None => builder.head.field_named(field.name, &field.value),
            }
        }
        builder.body = request.body_bytes();
        builder.has_body = true;
        Some(builder)
    }

    /// The method.
    pub const fn method(&self) -> &Method {
        &self.method
    }

    /// The Request-URI.
    pub const fn uri(&self) -> &Uri {
        &self.uri
    }

    /// The body so far.
    pub const fn body_bytes(&self) -> &Octets {
        &self.body
    }

    /// Puts a Via on top of all fields: `SIP/2.0/transport sent-by`, asking for
    /// `rport` (RFC 3581). `sent_by` is `host[:port]`; a `SocketAddr` prints so.
    pub fn via(&mut self, transport: &str, sent_by: impl FieldValue, branch: &str) -> &mut Self {
        self.top_via(&ViaValue {
            transport,
            sent_by,
            before_branch: ";rport;branch=",
            branch,
        })
    }

    /// The same without asking for `rport`.
    pub fn via_without_rport(
        &mut self,
        transport: &str,
        sent_by: impl FieldValue,
        branch: &str,
    ) -> &mut Self {
        self.top_via(&ViaValue {
            transport,
            sent_by,
            before_branch: ";branch=",
            branch,
        })
    }

    fn top_via(&mut self, value: &impl FieldValue) -> &mut Self {
        let from = self.head.len();
        self.head.field(HeaderName::Via, value);
        self.head.move_up(from, self.start);
        self
    }

    /// Adds a Max-Forwards of 70.
    pub fn max_forwards(&mut self) -> &mut Self {
        self.header(HeaderName::MaxForwards, MAX_FORWARDS)
    }

    /// Adds the `CSeq` with this request's method.
    pub fn cseq(&mut self, number: u32) -> &mut Self {
        let value = CSeq {
            number,
            method: self.method.clone(),
        };
        self.header(HeaderName::CSeq, value)
    }

    /// Adds a field.
    pub fn header(&mut self, name: HeaderName, value: impl FieldValue) -> &mut Self {
        self.head.field(name, &value);
        self
    }

    /// Adds a field with any name.
    pub fn header_named(&mut self, name: &str, value: impl FieldValue) -> &mut Self {
        self.head.field_named(name, &value);
        self
    }

    /// Puts this field in the place of all others of its name, at the end.
    pub fn set_header(&mut self, name: HeaderName, value: impl FieldValue) -> &mut Self {
        self.set_header_named(name.as_str(), value)
    }

    /// The same with any name; long and compact forms are one.
    pub fn set_header_named(&mut self, name: &str, value: impl FieldValue) -> &mut Self {
        self.remove_header(name);
        self.head.field_named(name, &value);
        self
    }

    /// Takes out all fields of this name.
    pub fn remove_header(&mut self, name: &str) -> &mut Self {
        self.head.remove(name);
        self
    }

    /// Whether there is a field of this name.
    pub fn has_header(&self, name: &str) -> bool {
        self.head.contains(name)
    }

    /// Sets the body and its Content-Type.
    pub fn body(&mut self, content_type: &str, body: impl Into<Octets>) -> &mut Self {
        self.body = body.into();
        if self.has_body {
            self.remove_header(HeaderName::ContentType.as_str());
        }
        self.has_body = true;
        self.header(HeaderName::ContentType, content_type)
    }

    /// The request, with its Content-Length.
    pub fn build(&self) -> Result<Octets, WriteError> {
        self.head.finish(&self.body)
    }
}
