//! Writing responses.

use super::value::FieldValue;
use super::write::{Head, WriteError, write_vias};
use super::{Message, StatusCode};
use crate::octets::Octets;
use crate::sip::header::HeaderName;

/// A response being put together. Errors are kept as in
/// [`super::RequestBuilder`].
#[derive(Clone, Debug)]
pub struct ResponseBuilder {
    head: Head,
    body: Octets,
}

impl ResponseBuilder {
    /// A response to `request` (RFC 3261 §8.2.6.2): its Vias (the top one with
    /// `received` and `rport` when the source is known), From, To, Call-ID and
    /// `CSeq`; in a 100 also its Timestamp. `to_tag` is added to a To without
    /// tag; a 100 needs none.
    pub fn new(request: &Message, status: StatusCode, to_tag: Option<&str>) -> Self {
        Self::with_reason(request, status, status.default_reason(), to_tag)
    }

    /// The same with another reason phrase.
    pub fn with_reason(
        request: &Message,
        status: StatusCode,
        reason: &str,
        to_tag: Option<&str>,
    ) -> Self {
        let mut head = Head::with_status(status, reason);
        write_vias(
            &mut head,
            request.headers(HeaderName::Via),
            request.source(),
        );
        head.echo(HeaderName::From, request.from().as_str());
        match to_tag {
            Some(tag) if request.to().tag().is_none() => {
                // One that ends with a semicolon and no parameter is put up with.
                let to = request.to().as_str().trim_end_matches([';', ' ', '\t']);
                head.field(HeaderName::To, &format_args!("{to};tag={tag}"));
            }
            _ => head.echo(HeaderName::To, request.to().as_str()),
        }
        head.echo(HeaderName::CallId, request.call_id());
        head.field(HeaderName::CSeq, request.cseq());
        if status == StatusCode::TRYING
            && let Some(timestamp) = request.header(HeaderName::Timestamp)
        {
            head.echo(HeaderName::Timestamp, timestamp);
        }
        Self {
            head,
            body: Octets::new(),
        }
    }

    /// Copies the Record-Routes of the request, as a response that makes a
    /// dialog must (RFC 3261 §12.1.1).
    pub fn record_routes(&mut self, request: &Message) -> &mut Self {
        for value in request.headers(HeaderName::RecordRoute) {
            self.head.echo(HeaderName::RecordRoute, value);
        }
        self
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
    pub fn set_header_named(&mut self, name: &str, value: impl FieldValue) -> &mut Self {
        self.head.remove(name);
        self.head.field_named(name, &value);
        self
    }

    /// Whether there is a field of this name.
    pub fn has_header(&self, name: &str) -> bool {
        self.head.contains(name)
    }

    /// Sets the body and its Content-Type.
    pub fn body(&mut self, content_type: &str, body: impl Into<Octets>) -> &mut Self {
        self.body = body.into();
        self.set_header_named(HeaderName::ContentType.as_str(), content_type)
    }

    /// The response, with its Content-Length.
    pub fn build(&self) -> Result<Octets, WriteError> {
        self.head.finish(&self.body)
    }
}
