//! The one walk over a received message (RFC 3261 §7, §18.3).
//!
//! Lenient where real systems deviate: bare LF, leading line breaks, spaces
//! around names, values and the start line, missing Content-Length. Strict
//! where two readers of the same bytes could disagree: bare CR, NUL outside a
//! quoted pair, Content-Length that is repeated, not a number or too large,
//! repeated header fields that name the dialog and differ.

use std::sync::Arc;

use bytes::Bytes;
use memchr::{memchr, memrchr};

use super::error::ParseErrorKind as Kind;
use super::{Field, Fields, Parsed, StartLine, StatusCode};
use crate::limits::{SIP_HEADERS_MAX, SIP_MESSAGE_BYTES_MAX};
use crate::sip::header::{CSeq, HeaderName, NameAddr, Via};
use crate::sip::message::Method;
use crate::sip::scan;
use crate::sip::text::{Span, Text};
use crate::sip::uri::Uri;

/// All but [`Parsed::raw`], which the caller moves in.
pub(super) fn parse(raw: &[u8]) -> Result<Arc<Parsed>, Kind> {
    if raw.len() > SIP_MESSAGE_BYTES_MAX {
        return Err(Kind::TooLarge);
    }
    let start = raw
        .iter()
        .position(|b| !matches!(b, b'\r' | b'\n'))
        .ok_or(Kind::Empty)?;
    let mut fields = Fields::new();
    let walked = walk(raw, start, &mut fields)?;
    let head = text_of_head(raw, &walked);
    let start_line = start_line(&head, Span::new(start, walked.start_line_end))?;
    let body = body(raw, walked.end, &fields)?;
    assemble(head, start_line, fields, body)
}

fn assemble(
    head: Text,
    start_line: (StartLine, Option<Method>),
    fields: Fields,
    body: Span,
) -> Result<Arc<Parsed>, Kind> {
    let value = |name| match fields.first(name) {
        Some(field) => Ok(field.value),
        None => Err(Kind::Missing(name)),
    };
    let via = value(HeaderName::Via)?;
    let first = scan::list_items(via.of_bytes(head.as_bytes()))
        .next()
        .ok_or(Kind::Missing(HeaderName::Via))?;
    let via = Via::from_text(head.slice(first.moved(via.start as usize)))
        .map_err(|problem| Kind::Header(problem.of(HeaderName::Via)))?;
    let address = |name: HeaderName| {
        NameAddr::from_text(head.slice(value(name)?))
            .map_err(|problem| Kind::Header(problem.of(name)))
    };
    let from = address(HeaderName::From)?;
    let to = address(HeaderName::To)?;
    let call_id = value(HeaderName::CallId)?;
    if call_id.is_empty() {
        return Err(Kind::Missing(HeaderName::CallId));
    }
    let cseq = CSeq::at(&head, value(HeaderName::CSeq)?)
        .map_err(|problem| Kind::Header(problem.of(HeaderName::CSeq)))?;
    let (start, method) = start_line;
    if method.is_some_and(|method| method != cseq.method) {
        return Err(Kind::CSeqMethodMismatch);
    }
    Ok(Arc::new(Parsed {
        raw: Bytes::new(),
        head,
        start,
        fields,
        via,
        from,
        to,
        cseq,
        call_id,
        body,
        source: None,
    }))
}

/// What the walk over the head found.
struct Walked {
    /// Where the text of the first line ends.
    start_line_end: usize,
    /// Behind the empty line.
    end: usize,
    /// Some field continues on a further line.
    folded: bool,
}

/// Finds the lines of the head and their fields. The first line is not looked
/// into.
fn walk(raw: &[u8], start: usize, fields: &mut Fields) -> Result<Walked, Kind> {
    let mut line = line_at(raw, start)?;
    let mut walked = Walked {
        start_line_end: line.end,
        end: 0,
        folded: false,
    };
    loop {
        let at = line.next;
        line = line_at(raw, at)?;
        if line.end == at {
            walked.end = line.next;
            return Ok(walked);
        }
        while matches!(raw.get(line.next), Some(b' ' | b'\t')) {
            walked.folded = true;
            line = line_at(raw, line.next)?;
        }
        push_field(raw, at, line.end, fields)?;
    }
}

/// Where the text of a line ends, and where the next one starts.
#[derive(Clone, Copy)]
struct Line {
    end: usize,
    next: usize,
}

/// The line that starts at `start`. It ends in CRLF or LF. A bare CR is
/// refused: it could hide a line from other readers. NUL may stand in a quoted
/// pair only (RFC 3261 §25.1).
#[inline]
fn line_at(raw: &[u8], start: usize) -> Result<Line, Kind> {
    match scan::near_control(raw, start) {
        // By far the most lines.
        Some(end) if raw[end..].starts_with(b"\r\n") => Ok(Line { end, next: end + 2 }),
        found => odd_line_at(raw, found),
    }
}

/// The same from the first control character on, which is no CRLF.
#[cold]
fn odd_line_at(raw: &[u8], mut found: Option<usize>) -> Result<Line, Kind> {
    while let Some(end) = found {
        match raw[end..] {
            [b'\n', ..] => return Ok(Line { end, next: end + 1 }),
            [b'\r', b'\n', ..] => return Ok(Line { end, next: end + 2 }),
            [b'\r'] => break,
            [b'\r', ..] => return Err(Kind::ForbiddenByte),
            [0, ..] if raw[..end].last() != Some(&b'\\') => return Err(Kind::ForbiddenByte),
            _ => found = scan::near_control(raw, end + 1),
        }
    }
    Err(Kind::Truncated)
}

/// Adds the field in `raw[start..end]`, unless there is one already that it
/// must not repeat.
fn push_field(raw: &[u8], start: usize, end: usize, fields: &mut Fields) -> Result<(), Kind> {
    let line = raw.get(start..end).unwrap_or_default();
    let colon = scan::near_colon(line).ok_or(Kind::BadHeaderLine)?;
    let (name, behind) = line.split_at_checked(colon).ok_or(Kind::BadHeaderLine)?;
    let name = without_spaces_at_end(name);
    let known = HeaderName::recognise(name);
    if known.is_none() && !scan::is_token(name) || name.len() > NAME_BYTES_MAX {
        return Err(Kind::BadHeaderLine);
    }
    if fields.all.len() == SIP_HEADERS_MAX {
        return Err(Kind::TooManyHeaders);
    }
    let value = trim_with_breaks(behind.get(1..).unwrap_or_default(), start + colon + 1);
    let Some(first) = fields.push(Field {
        name_start: start as u32,
        name_length: name.len() as u16,
        known,
        value,
    }) else {
        return Ok(());
    };
    match known {
        Some(
            name @ (HeaderName::From
            | HeaderName::To
            | HeaderName::CallId
            | HeaderName::CSeq
            | HeaderName::MaxForwards),
            // The same again does no harm.
        ) if first.value.of_bytes(raw) != value.of_bytes(raw) => Err(Kind::Repeated(name)),
        // Except where it frames.
        Some(name @ HeaderName::ContentLength) => Err(Kind::Repeated(name)),
        _ => Ok(()),
    }
}

/// The longest name of a header field that is taken, in bytes.
const NAME_BYTES_MAX: usize = 1024;

fn without_spaces_at_end(mut name: &[u8]) -> &[u8] {
    while let [front @ .., b' ' | b'\t'] = name {
        name = front;
    }
    name
}

/// `value`, which stands at `start`, without spaces and the line breaks of
/// folds at its ends.
fn trim_with_breaks(mut value: &[u8], mut start: usize) -> Span {
    while let [b' ' | b'\t' | b'\r' | b'\n', rest @ ..] = value {
        value = rest;
        start += 1;
    }
    while let [front @ .., b' ' | b'\t' | b'\r' | b'\n'] = value {
        value = front;
    }
    Span::new(start, start + value.len())
}

/// The head as text with the same offsets. Folded lines are joined and bytes
/// that are not UTF-8 become question marks.
fn text_of_head(raw: &[u8], walked: &Walked) -> Text {
    let head = &raw[..walked.end];
    if !walked.folded
        && let Ok(text) = std::str::from_utf8(head)
    {
        return Text::from(text);
    }
    let mut copy = head.to_vec();
    for at in 1..copy.len() {
        if is_space_after_break(&copy, at) {
            copy[at - 1] = b' ';
            if at >= 2 && copy[at - 2] == b'\r' {
                copy[at - 2] = b' ';
            }
        }
    }
    Text::from(with_question_marks(&copy))
}

/// Each byte that is not UTF-8 becomes a question mark. What stands between two
/// ASCII characters becomes the same wherever it stands.
fn with_question_marks(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    text
}

fn is_space_after_break(bytes: &[u8], at: usize) -> bool {
    scan::is_space(bytes[at]) && bytes[at - 1] == b'\n'
}

/// Reads the first line; a request's method comes with it.
fn start_line(head: &Text, line: Span) -> Result<(StartLine, Option<Method>), Kind> {
    let line = scan::trim(head.as_bytes(), line);
    let bytes = line.of_bytes(head.as_bytes());
    if bytes
        .get(..4)
        .is_some_and(|four| four.eq_ignore_ascii_case(b"SIP/"))
    {
        return Ok((status_line(bytes, line)?, None));
    }
    let first = scan::length_until(bytes, |b| b == b' ');
    let last = match bytes.strip_suffix(b" SIP/2.0") {
        Some(before) => before.len(),
        None => memrchr(b' ', bytes).ok_or(Kind::BadStartLine)?,
    };
    let offset = line.start as usize;
    let method = Method::from_text(head, Span::new(0, first).moved(offset));
    let method = method.ok_or(Kind::BadStartLine)?;
    let version = &bytes[last + 1..];
    if !version.eq_ignore_ascii_case(b"SIP/2.0") {
        let is_sip = version
            .get(..4)
            .is_some_and(|four| four.eq_ignore_ascii_case(b"SIP/"));
        return Err(if is_sip {
            Kind::BadVersion
        } else {
            Kind::BadStartLine
        });
    }
    let uri = scan::trim(bytes, Span::new(first, last.max(first)));
    let uri = Uri::parse(head.slice(uri.moved(offset))).map_err(Kind::BadRequestUri)?;
    if uri.is_sip() && uri.headers().is_some() {
        // RFC 3261 §19.1.1: a Request-URI holds no headers.
        return Err(Kind::RequestUriWithHeaders);
    }
    Ok((StartLine::Request { uri }, Some(method)))
}

fn status_line(bytes: &[u8], line: Span) -> Result<StartLine, Kind> {
    let space = memchr(b' ', bytes).ok_or(Kind::BadStartLine)?;
    if !bytes[..space].eq_ignore_ascii_case(b"SIP/2.0") {
        return Err(Kind::BadVersion);
    }
    let start = scan::skip_spaces(bytes, space);
    let end = memchr(b' ', &bytes[start..]).map_or(bytes.len(), |found| start + found);
    let status = match &bytes[start..end] {
        digits @ [_, _, _] => scan::number(digits),
        _ => None,
    };
    let status = status
        .and_then(|code| StatusCode::new(u16::try_from(code).ok()?))
        .ok_or(Kind::BadStatus)?;
    let reason = scan::trim(bytes, Span::new(end, bytes.len())).moved(line.start as usize);
    Ok(StartLine::Response { status, reason })
}

fn body(raw: &[u8], start: usize, fields: &Fields) -> Result<Span, Kind> {
    let Some(length) = fields.first(HeaderName::ContentLength) else {
        return Ok(Span::new(start, raw.len()));
    };
    let length = scan::number(length.value.of_bytes(raw)).ok_or(Kind::BadContentLength)?;
    let end = start.saturating_add(length as usize);
    if end > raw.len() {
        return Err(Kind::BodyTruncated);
    }
    Ok(Span::new(start, end))
}
