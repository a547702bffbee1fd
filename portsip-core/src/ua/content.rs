//! Which bodies we take, by method (RFC 3261 §8.2.3), and where the session
//! description is in them.

use std::borrow::Cow;

use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::ids::SessionId;
use crate::limits::{MIME_TYPES_MAX, MULTIPART_PARTS_MAX, REQUEST_BODY_BYTES_MAX};
use crate::octets::Octets;
use crate::sip::header::{ContentType, HeaderName, TypedHeader, params};
use crate::sip::message::{FieldValue, Message, Method, StatusCode, multipart};

use super::abilities::write_list;
use super::agent::Agent;
use super::call::Info;

/// What we take without being told.
const BUILT_IN: [(Method, &str); 7] = [
    (Method::Invite, "application/sdp"),
    (Method::Update, "application/sdp"),
    (Method::Prack, "application/sdp"),
    (Method::Info, "application/dtmf-relay"),
    (Method::Info, "application/dtmf"),
    (Method::Info, "application/media_control+xml"),
    (Method::Message, "text/plain"),
];
/// What holds bodies of any of these, where we look into it.
const MULTIPART: &str = "multipart/mixed";
/// The type of a message that names none (RFC 2046 §5.2).
const TEXT: (&str, &str) = ("text", "plain");

/// The types of bodies that are taken beside our own.
#[derive(Debug, Default)]
pub(crate) struct SupportedTypes {
    added: Vec<(String, String)>,
}

/// The types for a method, or for all, as the value of Accept.
#[derive(Clone, Copy)]
pub(crate) struct Accept<'a> {
    types: &'a SupportedTypes,
    method: Option<&'a Method>,
}

impl Agent {
    /// Takes bodies of one more type in requests of a method from now on.
    ///
    /// Errors: `CoreSipMethodNameEmpty`, `CoreArgumentIncorrect` (no method),
    /// `CoreMimeTypeUnknown` (no type), `CoreDataSizeTooLarge` (too many types).
    pub fn add_supported_mime_type(
        &mut self,
        method: &str,
        kind: &str,
        subtype: &str,
    ) -> Result<()> {
        self.ctx.types.add(method, kind, subtype)
    }

    /// Sends an INFO in a call, after those that wait.
    ///
    /// `subtype` may carry parameters. Errors: `CoreMimeTypeUnknown` (no type),
    /// `CoreDataSizeTooLarge` (the body is too large, or too many wait),
    /// `CoreInviteSessionNotFound`, `CoreCallNotEstablished`.
    pub fn send_info(
        &mut self,
        now: Instant,
        session: SessionId,
        (kind, subtype): (&str, &str),
        body: Octets,
    ) -> Result<()> {
        let content_type = content_type(kind, subtype)?.as_str().to_owned().into();
        if body.len() > REQUEST_BODY_BYTES_MAX {
            return Err(Error::CoreDataSizeTooLarge);
        }
        let info = Info { content_type, body };
        self.with_call(now, session, |call, ctx| call.send_info(now, ctx, info))
    }
}

impl SupportedTypes {
    /// Takes bodies of one more type in requests of a method.
    ///
    /// `CoreSipMethodNameEmpty`, `CoreArgumentIncorrect` (no method),
    /// `CoreMimeTypeUnknown` (no type), `CoreDataSizeTooLarge` (too many).
    pub(crate) fn add(&mut self, method: &str, kind: &str, subtype: &str) -> Result<()> {
        if method.is_empty() {
            return Err(Error::CoreSipMethodNameEmpty);
        }
        if Method::parse(method).is_none() {
            return Err(Error::CoreArgumentIncorrect);
        }
        let parsed = content_type(kind, subtype)?;
        if parsed.subtype() != subtype {
            return Err(Error::CoreMimeTypeUnknown);
        }
        let name = parsed.as_str().to_ascii_lowercase();
        let added = (method.to_ascii_uppercase(), name);
        if !self.added.contains(&added) {
            if self.added.len() >= MIME_TYPES_MAX {
                return Err(Error::CoreDataSizeTooLarge);
            }
            self.added.push(added);
        }
        Ok(())
    }

    /// Whether a request's body can be taken: 415 where it is of no type for the
    /// method and not optional either, 400 where it cannot be read. An INFO of a
    /// package is not understood without a body that can: 469 (RFC 6086 §4.2.2).
    pub(crate) fn police(&self, request: &Message) -> std::result::Result<(), StatusCode> {
        let taken = self.police_body(request);
        let is_of_package =
            *request.method() == Method::Info && request.header(HeaderName::InfoPackage).is_some();
        if is_of_package && (taken.is_err() || request.body().is_empty()) {
            return Err(StatusCode::BAD_INFO_PACKAGE);
        }
        taken
    }

    fn police_body(&self, request: &Message) -> std::result::Result<(), StatusCode> {
        let method = request.method();
        let policed = BUILT_IN.iter().any(|(known, _)| known == method);
        if request.body().is_empty() || !policed || is_optional(disposition(request)) {
            return Ok(());
        }
        let unsupported = Err(StatusCode::UNSUPPORTED_MEDIA_TYPE);
        let content_type = match request.content_type() {
            Ok(Some(content_type)) => content_type,
            Ok(None) if *method == Method::Message => return Ok(()),
            // Some systems forget to say that it is a description.
            Ok(None) if request.body().starts_with(b"v=") => return Ok(()),
            Ok(None) | Err(_) => return unsupported,
        };
        if looks_into_parts(method) && content_type.kind().eq_ignore_ascii_case("multipart") {
            return self.police_parts(request, &content_type);
        }
        if self.takes(method, &content_type, disposition(request)) {
            Ok(())
        } else {
            unsupported
        }
    }

    /// RFC 5621 §8.2: each part that is not optional has to be understood; of
    /// alternatives one is enough.
    fn police_parts(
        &self,
        request: &Message,
        content_type: &ContentType,
    ) -> std::result::Result<(), StatusCode> {
        let boundary = boundary(content_type).ok_or(StatusCode::BAD_REQUEST)?;
        let parts = multipart::parts(request.body(), &boundary, MULTIPART_PARTS_MAX);
        if parts.is_empty() {
            return Err(StatusCode::BAD_REQUEST);
        }
        let taken = |part: &multipart::Part<'_>| {
            let disposition = part.header("Content-Disposition");
            let content_type = part_type(part);
            is_optional(disposition)
                || content_type.is_some_and(|content_type| {
                    self.takes(request.method(), &content_type, disposition)
                })
        };
        let enough = if content_type.subtype().eq_ignore_ascii_case("alternative") {
            parts.iter().any(taken)
        } else {
            parts.iter().all(taken)
        };
        enough
            .then_some(())
            .ok_or(StatusCode::UNSUPPORTED_MEDIA_TYPE)
    }

    fn takes(
        &self,
        method: &Method,
        content_type: &ContentType,
        disposition: Option<&str>,
    ) -> bool {
        if content_type.is("application", "sdp") && !is_of_session(disposition) {
            return false;
        }
        self.names(Some(method)).any(|name| {
            name.split_once('/')
                .is_some_and(|(kind, subtype)| content_type.is(kind, subtype))
        })
    }

    /// The types for a method, or for all.
    pub(crate) fn accept<'a>(&'a self, method: Option<&'a Method>) -> Accept<'a> {
        Accept {
            types: self,
            method,
        }
    }

    /// Whether there are types for requests of a method.
    pub(crate) fn any_for(&self, method: &Method) -> bool {
        self.names(Some(method)).next().is_some()
    }

    fn names<'a>(&'a self, method: Option<&'a Method>) -> impl Iterator<Item = &'a str> {
        let is_wanted = move |name: &str| method.is_none_or(|method| method.as_str() == name);
        let ours = BUILT_IN.iter().enumerate();
        let ours = ours.filter(move |(index, (known, name))| {
            // Of all methods together each type is named once.
            let again = || BUILT_IN[..*index].iter().any(|(_, before)| before == name);
            is_wanted(known.as_str()) && (method.is_some() || !again())
        });
        let added = self.added.iter().filter(move |(known, _)| is_wanted(known));
        ours.map(|(_, (_, name))| *name)
            .chain(added.map(|(_, name)| name.as_str()))
    }
}

impl FieldValue for Accept<'_> {
    fn write_to(&self, out: &mut Vec<u8>) {
        let multipart = self.method.is_none_or(looks_into_parts);
        let multipart = multipart.then_some(MULTIPART);
        write_list(self.types.names(self.method).chain(multipart), out);
    }
}

/// The type of a body of ours; `subtype` may carry parameters.
///
/// `CoreMimeTypeUnknown`: it is none.
pub(crate) fn content_type(kind: &str, subtype: &str) -> Result<ContentType> {
    let name = format!("{kind}/{subtype}");
    let parsed = ContentType::parse(name.as_str().into());
    parsed
        .ok()
        .filter(|parsed| parsed.kind() == kind && !name.contains(char::is_control))
        .ok_or(Error::CoreMimeTypeUnknown)
}

/// The two parts of a received message's type in lower case, without parameters.
pub(crate) fn type_of(message: &Message) -> (String, String) {
    let content_type = message.content_type().ok().flatten();
    let (kind, subtype) = content_type
        .as_ref()
        .map_or(TEXT, |found| (found.kind(), found.subtype()));
    (kind.to_ascii_lowercase(), subtype.to_ascii_lowercase())
}

/// The body of a message for an event, which may wait for long: it shall not keep the
/// whole message.
pub(crate) fn body_apart(message: &Message) -> Octets {
    Octets::copy_from_slice(message.body())
}

/// Whether the parts of a body count, not the body as such: INFO and MESSAGE are for
/// the program, which gets them whole.
fn looks_into_parts(method: &Method) -> bool {
    !matches!(method, Method::Info | Method::Message)
}

/// Whether a request has a body that we would have to decode first, and can
/// not. That of a BYE does not matter.
pub(crate) fn needs_decoding(request: &Message) -> bool {
    let is_read = *request.method() != Method::Bye && !is_optional(disposition(request));
    is_read && is_coded(request)
}

fn is_coded(message: &Message) -> bool {
    let coding = message.header(HeaderName::ContentEncoding);
    let is_plain = coding.is_none_or(|coding| coding.eq_ignore_ascii_case("identity"));
    !message.body().is_empty() && !is_plain
}

/// The session description in a message, alone or as a part of its body.
pub(crate) fn description_of(message: &Message) -> Option<Octets> {
    if message.body().is_empty() || is_coded(message) {
        return None;
    }
    let content_type = match message.content_type() {
        Ok(Some(content_type)) => content_type,
        // Some systems forget to say so.
        Ok(None) => {
            return message
                .body()
                .starts_with(b"v=")
                .then(|| message.body_bytes());
        }
        Err(_) => return None,
    };
    if content_type.is("application", "sdp") {
        return is_of_session(disposition(message)).then(|| message.body_bytes());
    }
    if !content_type.kind().eq_ignore_ascii_case("multipart") {
        return None;
    }
    let boundary = boundary(&content_type)?;
    let parts = multipart::parts(message.body(), &boundary, MULTIPART_PARTS_MAX);
    let part = parts.iter().find(|part| {
        part_type(part).is_some_and(|content_type| content_type.is("application", "sdp"))
            && is_of_session(part.header("Content-Disposition"))
    })?;
    Some(message.body_bytes().slice_ref(part.body))
}

fn disposition(message: &Message) -> Option<&str> {
    message.header(HeaderName::ContentDisposition)
}

/// RFC 3261 §20.11: without a disposition, or with that of a session, a
/// description is an offer or answer. Early sessions (RFC 3959) are none.
fn is_of_session(disposition: Option<&str>) -> bool {
    disposition.is_none_or(|value| {
        let kind = value.split(';').next().unwrap_or_default();
        kind.trim().eq_ignore_ascii_case("session")
    })
}

/// RFC 3261 §20.11: `handling=optional`.
fn is_optional(disposition: Option<&str>) -> bool {
    disposition.is_some_and(|value| {
        value.split(';').skip(1).any(|parameter| {
            parameter.split_once('=').is_some_and(|(name, value)| {
                name.trim().eq_ignore_ascii_case("handling")
                    && value.trim().eq_ignore_ascii_case("optional")
            })
        })
    })
}

fn boundary(content_type: &ContentType) -> Option<Cow<'_, str>> {
    let boundary = params::unquote(content_type.params().value("boundary")?);
    (!boundary.is_empty()).then_some(boundary)
}

fn part_type(part: &multipart::Part<'_>) -> Option<ContentType> {
    ContentType::parse(part.header("Content-Type")?.into()).ok()
}
