//! The one walk over a received message (RFC 3261 §7, §18.3).
//!
//! Lenient where real systems deviate: bare LF, leading line breaks, spaces
//! around names, values and the start line, missing Content-Length. Strict
//! where two readers of the same bytes could disagree: bare CR, NUL outside a
//! quoted pair, Content-Length that is repeated, not a number or too large,
//! repeated header fields that name the dialog and differ.

use std::sync::Arc;

use bytes::Bytes;
use memchr::{memchr, memchr_iter, memrchr};
use smallvec::SmallVec;

use super::error::ParseErrorKind as Kind;
use super::{Field, INLINE_FIELDS, Parsed, StartLine, StatusCode};
use crate::limits::{SIP_HEADERS_MAX, SIP_MESSAGE_BYTES_MAX};
use crate::sip::header::{CSeq, HeaderName, NameAddr, Via};
use crate::sip::message::Method;
use crate::sip::scan;
use crate::sip::text::{Span, Text};
use crate::sip::uri::Uri;

type Fields = SmallVec<[Field; INLINE_FIELDS]>;

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
    let singles = Singles::find(&head, &fields)?;
    let body = body(raw, walked.end, singles.content_length, &head)?;
    assemble(head, start_line, fields, &singles, body)
}

fn assemble(
    head: Text,
    start_line: (StartLine, Option<Method>),
    fields: Fields,
    singles: &Singles,
    body: Span,
) -> Result<Arc<Parsed>, Kind> {
    let value = |field: Option<Span>, name| field.ok_or(Kind::Missing(name));
    let via = value(singles.via, HeaderName::Via)?;
    let first = scan::list_items(via.of_bytes(head.as_bytes()))
        .next()
        .ok_or(Kind::Missing(HeaderName::Via))?;
    let via = Via::from_text(head.slice(first.moved(via.start as usize)))
        .map_err(|problem| Kind::Header(problem.of(HeaderName::Via)))?;
    let address = |field, name: HeaderName| {
        NameAddr::from_text(head.slice(value(field, name)?))
            .map_err(|problem| Kind::Header(problem.of(name)))
    };
    let from = address(singles.from, HeaderName::From)?;
    let to = address(singles.to, HeaderName::To)?;
    let call_id = value(singles.call_id, HeaderName::CallId)?;
    if call_id.is_empty() {
        return Err(Kind::Missing(HeaderName::CallId));
    }
    let cseq = CSeq::from_text(&head.slice(value(singles.cseq, HeaderName::CSeq)?))
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

/// Finds the lines of the head, which end in CRLF or LF, and their fields. The
/// first line is not looked into.
fn walk(raw: &[u8], start: usize, fields: &mut Fields) -> Result<Walked, Kind> {
    let mut walked = Walked {
        start_line_end: start,
        end: 0,
        folded: false,
    };
    let mut line_start = start;
    // A field whose line has ended; the next line may continue it.
    let mut pending = None;
    let mut carriage_returns = 0;
    for found in memchr_iter(b'\n', &raw[start..]) {
        let at = start + found;
        let mut end = at;
        if raw[..at].last() == Some(&b'\r') && at > line_start {
            end -= 1;
            carriage_returns += 1;
        }
        let continues = scan::is_space(raw[line_start]) && end > line_start;
        match pending {
            Some((start, _)) if continues => {
                walked.folded = true;
                pending = Some((start, end));
                line_start = at + 1;
                continue;
            }
            Some((start, end)) => push_field(fields, field(raw, start, end)?)?,
            None => {}
        }
        if end == line_start {
            walked.end = at + 1;
            break;
        }
        if line_start == start {
            walked.start_line_end = end;
        } else {
            pending = Some((line_start, end));
        }
        line_start = at + 1;
    }
    if walked.end == 0 {
        return Err(Kind::Truncated);
    }
    let head = &raw[start..walked.end];
    let (all_carriage_returns, any_nul) = scan::controls(head);
    // A CR that ends no line could hide one from other readers. NUL may stand
    // in a quoted pair only (RFC 3261 §25.1).
    let bad_nul = any_nul && memchr_iter(0, head).any(|at| head[..at].last() != Some(&b'\\'));
    if all_carriage_returns != carriage_returns || bad_nul {
        return Err(Kind::ForbiddenByte);
    }
    Ok(walked)
}

fn push_field(fields: &mut Fields, field: Field) -> Result<(), Kind> {
    if fields.len() == SIP_HEADERS_MAX {
        return Err(Kind::TooManyHeaders);
    }
    fields.push(field);
    Ok(())
}

/// The field in `raw[start..end]`.
fn field(raw: &[u8], start: usize, end: usize) -> Result<Field, Kind> {
    let line = &raw[start..end];
    let colon = scan::near_colon(line).ok_or(Kind::BadHeaderLine)?;
    let name = scan::trim_end(line, Span::new(0, colon)).of_bytes(line);
    let known = HeaderName::recognise(name);
    if known.is_none() && !scan::is_token(name) {
        return Err(Kind::BadHeaderLine);
    }
    Ok(Field {
        name_start: start as u32,
        name_length: u16::try_from(name.len()).map_err(|_| Kind::BadHeaderLine)?,
        known,
        value: trim_with_breaks(raw, start + colon + 1, end),
    })
}

/// `raw[start..end]` without spaces and the line breaks of folds at its ends.
fn trim_with_breaks(raw: &[u8], mut start: usize, mut end: usize) -> Span {
    let blank = |byte: u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
    while start < end && blank(raw[start]) {
        start += 1;
    }
    while start < end && blank(raw[end - 1]) {
        end -= 1;
    }
    Span::new(start, end)
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
    loop {
        match std::str::from_utf8(&copy) {
            Ok(text) => return Text::from(text),
            Err(error) => question_marks(&mut copy, error.valid_up_to()),
        }
    }
}

/// Replaces all bytes above ASCII, from the first that is wrong on.
fn question_marks(bytes: &mut [u8], from: usize) {
    for byte in bytes.iter_mut().skip(from).filter(|b| !b.is_ascii()) {
        *byte = b'?';
    }
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
    let first = memchr(b' ', bytes).ok_or(Kind::BadStartLine)?;
    let last = memrchr(b' ', bytes).ok_or(Kind::BadStartLine)?;
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

/// The fields that a message may have only once.
#[derive(Default)]
struct Singles {
    via: Option<Span>,
    from: Option<Span>,
    to: Option<Span>,
    call_id: Option<Span>,
    cseq: Option<Span>,
    max_forwards: Option<Span>,
    content_length: Option<Span>,
}

impl Singles {
    fn find(head: &Text, fields: &[Field]) -> Result<Self, Kind> {
        let mut singles = Self::default();
        for field in fields {
            let Some(name) = field.known else { continue };
            let slot = match name {
                HeaderName::Via => {
                    singles.via.get_or_insert(field.value);
                    continue;
                }
                HeaderName::From => &mut singles.from,
                HeaderName::To => &mut singles.to,
                HeaderName::CallId => &mut singles.call_id,
                HeaderName::CSeq => &mut singles.cseq,
                HeaderName::MaxForwards => &mut singles.max_forwards,
                HeaderName::ContentLength => &mut singles.content_length,
                _ => continue,
            };
            match *slot {
                None => *slot = Some(field.value),
                // The same again does no harm, except where it frames.
                Some(first)
                    if name != HeaderName::ContentLength
                        && first.of_bytes(head.as_bytes())
                            == field.value.of_bytes(head.as_bytes()) => {}
                Some(_) => return Err(Kind::Repeated(name)),
            }
        }
        Ok(singles)
    }
}

fn body(raw: &[u8], start: usize, length: Option<Span>, head: &Text) -> Result<Span, Kind> {
    let Some(length) = length else {
        return Ok(Span::new(start, raw.len()));
    };
    let length = scan::number(length.of_bytes(head.as_bytes())).ok_or(Kind::BadContentLength)?;
    let end = start.saturating_add(length as usize);
    if end > raw.len() {
        return Err(Kind::BodyTruncated);
    }
    Ok(Span::new(start, end))
}
