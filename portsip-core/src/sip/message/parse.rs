//! The one walk over a received message (RFC 3261 §7, §18.3).
//!
//! Lenient where real systems deviate: bare LF, leading line breaks, spaces
//! around names, values and the start line, missing Content-Length. Strict
//! where two readers of the same bytes could disagree: bare CR, NUL outside a
//! quoted pair, Content-Length that is repeated, not a number or too large,
//! repeated header fields that name the dialog and differ.

use std::sync::Arc;

use memchr::memrchr;

use super::error::ParseErrorKind as Kind;
use super::fields::{Field, Fields, Pushed};
use super::{Parsed, StartLine, StatusCode};
use crate::limits::{SIP_HEAD_BYTES_MAX, SIP_MESSAGE_BYTES_MAX};
use crate::octets::Octets;
use crate::sip::header::{CSeq, HeaderName, NameAddr, Via};
use crate::sip::lanes::{self, Controls};
use crate::sip::message::Method;
use crate::sip::scan;
use crate::sip::stretch::Stretch;
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
    let walked = walk_head(raw, start, &mut fields)?;
    let head = text_of_head(raw, &walked);
    let (start, method) = start_line(&head, Span::new(start, walked.start_line_end))?;
    let body = body(raw, walked.end, &fields)?;
    let via = top_via(&head, &fields)?;
    let from = address(&head, &fields, HeaderName::From)?;
    let to = address(&head, &fields, HeaderName::To)?;
    let call_id = mandatory(&fields, HeaderName::CallId)?;
    if call_id.is_empty() {
        return Err(Kind::Missing(HeaderName::CallId));
    }
    let cseq = CSeq::at(&head, mandatory(&fields, HeaderName::CSeq)?)
        .map_err(|problem| Kind::Header(problem.of(HeaderName::CSeq)))?;
    if method.is_some_and(|method| method != cseq.method) {
        return Err(Kind::CSeqMethodMismatch);
    }
    Ok(Arc::new(Parsed {
        raw: Octets::new(),
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

fn mandatory(fields: &Fields, name: HeaderName) -> Result<Span, Kind> {
    match fields.first(name) {
        Some(field) => Ok(field.value()),
        None => Err(Kind::Missing(name)),
    }
}

fn top_via(head: &Text, fields: &Fields) -> Result<Via, Kind> {
    let value = mandatory(fields, HeaderName::Via)?;
    let top = scan::list_items(head.stretch_of(value), value.start as usize)
        .next()
        .ok_or(Kind::Missing(HeaderName::Via))?;
    Via::from_text(head.slice(top)).map_err(|problem| Kind::Header(problem.of(HeaderName::Via)))
}

fn address(head: &Text, fields: &Fields, name: HeaderName) -> Result<NameAddr, Kind> {
    let value = mandatory(fields, name)?;
    NameAddr::from_text(head.slice(value)).map_err(|problem| Kind::Header(problem.of(name)))
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

/// Walks no further than a head may reach.
#[inline]
fn walk_head(raw: &[u8], start: usize, fields: &mut Fields) -> Result<Walked, Kind> {
    let front = raw.get(..SIP_HEAD_BYTES_MAX).unwrap_or(raw);
    walk(front, start, fields).map_err(|problem| match problem {
        Kind::Truncated if front.len() < raw.len() => Kind::TooLarge,
        other => other,
    })
}

/// Finds the lines of the head and their fields. The first line is not looked
/// into.
fn walk(raw: &[u8], start: usize, fields: &mut Fields) -> Result<Walked, Kind> {
    let mut controls = Controls::new(raw, start);
    let mut line = next_line(raw, start, &mut controls)?;
    let mut walked = Walked {
        start_line_end: line.end,
        end: 0,
        folded: false,
    };
    loop {
        let at = line.next;
        line = next_line(raw, at, &mut controls)?;
        if line.end == at {
            walked.end = line.next;
            return Ok(walked);
        }
        while matches!(raw.get(line.next), Some(b' ' | b'\t')) {
            walked.folded = true;
            line = next_line(raw, line.next, &mut controls)?;
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

/// The next line. It ends in CRLF or LF. A bare CR is refused: it could hide a
/// line from other readers. NUL may stand in a quoted pair only
/// (RFC 3261 §25.1).
#[inline]
fn next_line(raw: &[u8], start: usize, controls: &mut Controls<'_>) -> Result<Line, Kind> {
    let mut end = controls.next().ok_or(Kind::Truncated)?;
    if end < start {
        // The LF of the line before, in the next block.
        end = controls.next().ok_or(Kind::Truncated)?;
    }
    match raw.get(end..) {
        // By far the most lines.
        Some([b'\r', b'\n', ..]) => {
            controls.pass();
            Ok(Line { end, next: end + 2 })
        }
        _ => odd_line(raw, end, controls),
    }
}

/// The same from the first control character on, which is no CRLF.
#[cold]
fn odd_line(raw: &[u8], mut end: usize, controls: &mut Controls<'_>) -> Result<Line, Kind> {
    loop {
        match raw[end..] {
            [b'\n', ..] => return Ok(Line { end, next: end + 1 }),
            [b'\r', b'\n', ..] => return Ok(Line { end, next: end + 2 }),
            [b'\r'] => return Err(Kind::Truncated),
            [b'\r', ..] => return Err(Kind::ForbiddenByte),
            [0, ..] if raw[..end].last() != Some(&b'\\') => return Err(Kind::ForbiddenByte),
            _ => end = controls.next().ok_or(Kind::Truncated)?,
        }
    }
}

/// Adds the field in `raw[start..end]`, unless there is one already that it
/// must not repeat.
fn push_field(raw: &[u8], start: usize, end: usize, fields: &mut Fields) -> Result<(), Kind> {
    let colon = lanes::find(raw, start, end, |lanes| lanes.are(b':').bits());
    let (Some(name), Some([b':', value @ ..])) = (raw.get(start..colon), raw.get(colon..end))
    else {
        return Err(Kind::BadHeaderLine);
    };
    let (name_length, known) = match HeaderName::recognise(name) {
        Some(known) => (name.len(), Some(known)),
        None => odd_name(name)?,
    };
    let value = trim_with_breaks(value, end);
    let field = Field {
        name_start: start as u16,
        name_length: name_length as u16,
        known,
        value_start: value.start as u16,
        value_end: value.end as u16,
    };
    match fields.push(field) {
        Pushed::First => Ok(()),
        Pushed::Full => Err(Kind::TooManyHeaders),
        Pushed::Again { first, name } => {
            let same = first.of_bytes(raw) == value.of_bytes(raw);
            if may_repeat(name, same) {
                Ok(())
            } else {
                Err(Kind::Repeated(name))
            }
        }
    }
}

/// The length of a name without spaces behind it, and which it is, when that is
/// not known at first sight.
#[cold]
fn odd_name(name: &[u8]) -> Result<(usize, Option<HeaderName>), Kind> {
    let name = scan::trimmed_end(name);
    let known = HeaderName::recognise(name);
    if known.is_none() && !scan::is_token(name) || name.len() > NAME_BYTES_MAX {
        return Err(Kind::BadHeaderLine);
    }
    Ok((name.len(), known))
}

/// Whether a message may have a further field of this name, with the `same`
/// value as the first.
const fn may_repeat(name: HeaderName, same: bool) -> bool {
    match name {
        // The same again does no harm.
        HeaderName::From
        | HeaderName::To
        | HeaderName::CallId
        | HeaderName::CSeq
        | HeaderName::MaxForwards => same,
        // Except where it frames.
        HeaderName::ContentLength => false,
        _ => true,
    }
}

/// The longest name of a header field that is taken, in bytes.
const NAME_BYTES_MAX: usize = 1024;

/// Where `value`, which ends at `end`, is without spaces and the line breaks of
/// folds at its ends.
fn trim_with_breaks(mut value: &[u8], mut end: usize) -> Span {
    while let [b' ' | b'\t' | b'\r' | b'\n', rest @ ..] = value {
        value = rest;
    }
    while let [front @ .., b' ' | b'\t' | b'\r' | b'\n'] = value {
        value = front;
        end -= 1;
    }
    Span::new(end - value.len(), end)
}

/// The head as text with the same offsets. Folded lines are joined and bytes
/// that are not UTF-8 become question marks.
fn text_of_head(raw: &[u8], walked: &Walked) -> Text {
    let head = &raw[..walked.end];
    if !walked.folded
        && let Ok(text) = simdutf8::basic::from_utf8(head)
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
    let text = head.stretch_of(line);
    let line = text.trim(line);
    let bytes = text.bytes(line);
    if bytes
        .get(..4)
        .is_some_and(|four| four.eq_ignore_ascii_case(b"SIP/"))
    {
        return Ok((status_line(text, line)?, None));
    }
    let start = line.start as usize;
    let first = text.find(start, |lanes| lanes.are(b' '));
    let method = Method::from_text(head, Span::new(start, first));
    let method = method.ok_or(Kind::BadStartLine)?;
    let last = match bytes.strip_suffix(b" SIP/2.0") {
        Some(before) => start + before.len(),
        None => start + odd_version(bytes)?,
    };
    let uri = text.trim(Span::new(first, last.max(first)));
    let uri = Uri::parse(head.slice(uri)).map_err(Kind::BadRequestUri)?;
    if uri.is_sip() && uri.headers().is_some() {
        // RFC 3261 §19.1.1: a Request-URI holds no headers.
        return Err(Kind::RequestUriWithHeaders);
    }
    Ok((StartLine::Request { uri }, Some(method)))
}

/// Where the space before the version is, in a request line that does not end
/// as most do.
#[cold]
fn odd_version(line: &[u8]) -> Result<usize, Kind> {
    let space = memrchr(b' ', line).ok_or(Kind::BadStartLine)?;
    let version = &line[space + 1..];
    if version.eq_ignore_ascii_case(b"SIP/2.0") {
        return Ok(space);
    }
    let is_sip = version
        .get(..4)
        .is_some_and(|four| four.eq_ignore_ascii_case(b"SIP/"));
    Err(if is_sip {
        Kind::BadVersion
    } else {
        Kind::BadStartLine
    })
}

fn status_line(text: Stretch<'_>, line: Span) -> Result<StartLine, Kind> {
    let space = |at: usize| text.find(at, |lanes| lanes.are(b' '));
    let version = Span::new(line.start as usize, space(line.start as usize));
    if version.end == line.end {
        return Err(Kind::BadStartLine);
    }
    if !text.bytes(version).eq_ignore_ascii_case(b"SIP/2.0") {
        return Err(Kind::BadVersion);
    }
    let start = text.skip_spaces(version.end as usize);
    let end = space(start);
    let status = match text.bytes(Span::new(start, end)) {
        digits @ [_, _, _] => scan::number(digits),
        _ => None,
    };
    let status = status
        .and_then(|code| StatusCode::new(u16::try_from(code).ok()?))
        .ok_or(Kind::BadStatus)?;
    let reason = text.trim(Span {
        start: end as u32,
        ..line
    });
    Ok(StartLine::Response { status, reason })
}

fn body(raw: &[u8], start: usize, fields: &Fields) -> Result<Span, Kind> {
    let Some(length) = fields.first(HeaderName::ContentLength) else {
        return Ok(Span::new(start, raw.len()));
    };
    let length = scan::number(length.value().of_bytes(raw)).ok_or(Kind::BadContentLength)?;
    let end = start.saturating_add(length as usize);
    if end > raw.len() {
        return Err(Kind::BodyTruncated);
    }
    Ok(Span::new(start, end))
}
