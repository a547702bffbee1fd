//! Why bytes are no message, and what can be answered to them.

use std::net::SocketAddr;

use super::StatusCode;
use super::write::{Head, write_vias};
use crate::octets::Octets;
use crate::sip::header::{HeaderError, HeaderName};
use crate::sip::scan;
use crate::sip::text::Text;
use crate::sip::uri::UriError;

/// Bytes that are no message.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct ParseError {
    kind: ParseErrorKind,
    reply: Option<Box<ReplyContext>>,
}

/// What is wrong with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseErrorKind {
    /// Nothing but line breaks: a keep-alive.
    #[error("empty")]
    Empty,
    /// Above [`crate::limits::SIP_MESSAGE_BYTES_MAX`], or its head above
    /// [`crate::limits::SIP_HEAD_BYTES_MAX`].
    #[error("message too large")]
    TooLarge,
    /// Above [`crate::limits::SIP_HEADERS_MAX`].
    #[error("too many header fields")]
    TooManyHeaders,
    /// The head does not end in an empty line.
    #[error("head not terminated")]
    Truncated,
    /// A bare CR, or a NUL outside a quoted pair.
    #[error("forbidden byte")]
    ForbiddenByte,
    /// The first line is neither a request nor a status line.
    #[error("malformed start line")]
    BadStartLine,
    /// A version other than SIP/2.0.
    #[error("version not supported")]
    BadVersion,
    /// The status is not in 100 to 699.
    #[error("bad status code")]
    BadStatus,
    /// The Request-URI is none.
    #[error("malformed Request-URI: {0}")]
    BadRequestUri(UriError),
    /// The Request-URI has headers, which it must not.
    #[error("Request-URI with headers")]
    RequestUriWithHeaders,
    /// A line without a colon, or with a name that is none.
    #[error("malformed header line")]
    BadHeaderLine,
    /// A header field that every message has is missing.
    #[error("missing {0}")]
    Missing(HeaderName),
    /// A header field that may stand once stands twice.
    #[error("repeated {0}")]
    Repeated(HeaderName),
    /// A header field that every message needs is malformed.
    #[error("{0}")]
    Header(HeaderError),
    /// `CSeq` names another method than the start line.
    #[error("CSeq method does not match")]
    CSeqMethodMismatch,
    /// Content-Length is not a number, or beyond any.
    #[error("bad Content-Length")]
    BadContentLength,
    /// Content-Length is more than what there is.
    #[error("body shorter than Content-Length")]
    BodyTruncated,
}

impl ParseErrorKind {
    /// What to answer.
    const fn status(self) -> StatusCode {
        match self {
            Self::BadVersion => StatusCode::VERSION_NOT_SUPPORTED,
            Self::TooLarge => StatusCode::MESSAGE_TOO_LARGE,
            _ => StatusCode::BAD_REQUEST,
        }
    }
}

impl ParseError {
    #[cold]
    pub(super) fn new(kind: ParseErrorKind, raw: &[u8]) -> Self {
        let reply = match kind {
            ParseErrorKind::Empty => None,
            _ => ReplyContext::salvage(raw).map(Box::new),
        };
        Self { kind, reply }
    }

    /// What is wrong.
    pub const fn kind(&self) -> ParseErrorKind {
        self.kind
    }

    /// What could be saved for an answer; `None` when none is possible or
    /// allowed: it was no request, an ACK, or had no Via.
    pub fn reply_context(&self) -> Option<&ReplyContext> {
        self.reply.as_deref()
    }

    /// The response to send back to `source`: 400, 505 or 513, with the
    /// problem as its reason.
    pub fn reply(&self, source: SocketAddr) -> Option<Octets> {
        let reason = match self.kind {
            ParseErrorKind::BadVersion | ParseErrorKind::TooLarge => {
                self.kind.status().default_reason().to_owned()
            }
            kind => format!("Bad Request ({kind})"),
        };
        self.reply_context()?
            .response(self.kind.status(), &reason, source)
    }
}

/// The header fields of a broken request that a response repeats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyContext {
    /// The method; never ACK.
    pub method: Text,
    /// The Via fields, top first; at least one.
    pub vias: Vec<Text>,
    /// From, when there is one.
    pub from: Option<Text>,
    /// To, when there is one.
    pub to: Option<Text>,
    /// Call-ID, when there is one.
    pub call_id: Option<Text>,
    /// `CSeq`, when there is one.
    pub cseq: Option<Text>,
}

/// How much of a broken message is looked at, in bytes.
const SALVAGE_BYTES_MAX: usize = 8192;

impl ReplyContext {
    /// Reads what it can, line by line, with no rule but that values hold no
    /// control characters.
    fn salvage(raw: &[u8]) -> Option<Self> {
        let raw = &raw[..raw.len().min(SALVAGE_BYTES_MAX)];
        let text = String::from_utf8_lossy(raw);
        let mut lines = text.trim_start_matches(['\r', '\n']).split('\n');
        let method = lines.next()?.split(' ').next()?;
        if !scan::is_token(method.as_bytes()) || method == "ACK" {
            return None;
        }
        let mut context = Self {
            method: Text::from(method),
            vias: Vec::new(),
            from: None,
            to: None,
            call_id: None,
            cseq: None,
        };
        let mut pending = String::new();
        for line in lines {
            let line = line.trim_end_matches('\r');
            if line.starts_with([' ', '\t']) {
                pending.push_str(line);
                continue;
            }
            context.take(&pending);
            pending.clear();
            pending.push_str(line);
            if line.is_empty() {
                break;
            }
        }
        context.take(&pending);
        (!context.vias.is_empty()).then_some(context)
    }

    fn take(&mut self, line: &str) {
        let Some((name, value)) = line.split_once(':') else {
            return;
        };
        let value = value.trim();
        if value.is_empty() || value.bytes().any(|b| matches!(b, b'\r' | b'\n' | 0)) {
            return;
        }
        let slot = match HeaderName::recognise(name.trim_end().as_bytes()) {
            Some(HeaderName::Via) => {
                self.vias.push(Text::from(value));
                return;
            }
            Some(HeaderName::From) => &mut self.from,
            Some(HeaderName::To) => &mut self.to,
            Some(HeaderName::CallId) => &mut self.call_id,
            Some(HeaderName::CSeq) => &mut self.cseq,
            _ => return,
        };
        slot.get_or_insert_with(|| Text::from(value));
    }

    /// A response with this status and reason, for a request from `source`.
    /// `None` when what was saved cannot be written.
    pub fn response(&self, status: StatusCode, reason: &str, source: SocketAddr) -> Option<Octets> {
        let mut head = Head::with_status(status, reason);
        write_vias(&mut head, self.vias.iter().map(Text::as_str), Some(source));
        let fields = [
            (HeaderName::From, &self.from),
            (HeaderName::To, &self.to),
            (HeaderName::CallId, &self.call_id),
            (HeaderName::CSeq, &self.cseq),
        ];
        for (name, value) in fields {
            if let Some(value) = value {
                head.field(name, value);
            }
        }
        head.finish(&[]).ok()
    }
}
