//! Writing the head of a message. What is written can never end a line.

use std::fmt::Write as _;
use std::net::SocketAddr;

use memchr::{memchr, memchr3};

use super::StatusCode;
use super::value::{DIGITS_MAX, FieldValue, decimal};
use crate::limits::{SIP_HEAD_BYTES_MAX, SIP_MESSAGE_BYTES_MAX};
use crate::octets::Octets;
use crate::sip::header::{HeaderName, Via};
use crate::sip::scan;
use crate::sip::text::Text;
use crate::sip::uri::Host;

/// Why a message cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// A header name that is no token.
    #[error("bad header name")]
    BadName,
    /// A value with CR, LF or NUL in it.
    #[error("forbidden byte in a value")]
    ForbiddenByte,
    /// The message is above [`SIP_MESSAGE_BYTES_MAX`], or its head above
    /// [`SIP_HEAD_BYTES_MAX`].
    #[error("message too large")]
    TooLarge,
}

/// What a head begins with room for, in bytes: most fit.
const CAPACITY: usize = 1024;

/// A head being written: the start line and header fields, each line ended.
#[derive(Clone, Debug)]
pub(super) struct Head {
    bytes: Vec<u8>,
    error: Option<WriteError>,
}

impl Head {
    pub(super) fn with_request(method: &str, uri: &str) -> Self {
        let mut head = Self::empty();
        for part in [method, " ", uri, " SIP/2.0\r\n"] {
            head.bytes.extend_from_slice(part.as_bytes());
        }
        head
    }

    pub(super) fn with_status(status: StatusCode, reason: &str) -> Self {
        let mut head = Self::empty();
        head.bytes.extend_from_slice(b"SIP/2.0 ");
        let code = status.code();
        for digit in [code / 100, code / 10 % 10, code % 10] {
            head.bytes.push(b'0' + digit as u8);
        }
        head.bytes.push(b' ');
        head.checked(|bytes| bytes.extend_from_slice(reason.as_bytes()));
        head.bytes.extend_from_slice(b"\r\n");
        head
    }

    fn empty() -> Self {
        Self {
            bytes: Vec::with_capacity(CAPACITY),
            error: None,
        }
    }

    /// How much is written, in bytes.
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Adds a field. An error stays and comes out of [`Head::finish`].
    pub(super) fn field(&mut self, name: HeaderName, value: &impl FieldValue) {
        self.line(name.as_str(), value);
    }

    /// Adds a field with any name.
    pub(super) fn field_named(&mut self, name: &str, value: &impl FieldValue) {
        if scan::is_token(name.as_bytes()) {
            self.line(name, value);
        } else {
            self.error.get_or_insert(WriteError::BadName);
        }
    }

    fn line(&mut self, name: &str, value: &impl FieldValue) {
        self.bytes.extend_from_slice(name.as_bytes());
        self.bytes.extend_from_slice(b": ");
        self.checked(|bytes| value.write_to(bytes));
        self.bytes.extend_from_slice(b"\r\n");
    }

    /// Adds a field whose value came from a parsed message: no line breaks are
    /// in it, and a NUL is in a quoted pair.
    pub(super) fn echo(&mut self, name: HeaderName, value: &str) {
        self.echo_parts(name, &[value]);
    }

    /// The same with the value in pieces.
    pub(super) fn echo_parts(&mut self, name: HeaderName, parts: &[&str]) {
        self.bytes.extend_from_slice(name.as_str().as_bytes());
        self.bytes.extend_from_slice(b": ");
        for part in parts {
            self.bytes.extend_from_slice(part.as_bytes());
        }
        self.bytes.extend_from_slice(b"\r\n");
    }

    /// Runs a writer and refuses what it wrote if that could end a line.
    fn checked(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        let start = self.bytes.len();
        write(&mut self.bytes);
        if memchr3(b'\r', b'\n', 0, &self.bytes[start..]).is_some() {
            self.bytes.truncate(start);
            self.error.get_or_insert(WriteError::ForbiddenByte);
        }
    }

    /// Moves what was written from `from` on to `to`, before what stands there.
    pub(super) fn move_up(&mut self, from: usize, to: usize) {
        if let Some(tail) = self.bytes.get_mut(to..) {
            let length = tail.len();
            if let Some(distance) = from.checked_sub(to).filter(|&d| d <= length) {
                tail.rotate_left(distance);
            }
        }
    }

    /// Takes out all fields called `name` behind the start line; long and
    /// compact forms are one.
    pub(super) fn remove(&mut self, name: &str) {
        let mut at = self.line_end(0);
        while at < self.bytes.len() {
            let end = self.line_end(at);
            if is_called(&self.bytes[at..end], name) {
                self.bytes.drain(at..end);
            } else {
                at = end;
            }
        }
    }

    /// Behind the line that starts at `at`.
    fn line_end(&self, at: usize) -> usize {
        memchr(b'\n', &self.bytes[at..]).map_or(self.bytes.len(), |end| at + end + 1)
    }

    /// Whether a field called `name` was written.
    pub(super) fn contains(&self, name: &str) -> bool {
        self.bytes
            .split(|&b| b == b'\n')
            .skip(1)
            .any(|line| is_called(line, name))
    }

    /// The whole message: head, Content-Length, empty line, body.
    pub(super) fn finish(&self, body: &[u8]) -> Result<Octets, WriteError> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let mut digits = [0; DIGITS_MAX];
        let parts: [&[u8]; 5] = [
            &self.bytes,
            b"Content-Length: ",
            decimal(body.len() as u64, &mut digits),
            b"\r\n\r\n",
            body,
        ];
        let total: usize = parts.iter().map(|part| part.len()).sum();
        if total > SIP_MESSAGE_BYTES_MAX || total - body.len() > SIP_HEAD_BYTES_MAX {
            return Err(WriteError::TooLarge);
        }
        let mut message = Vec::with_capacity(total);
        for part in parts {
            message.extend_from_slice(part);
        }
        Ok(Octets::from(message))
    }
}

/// Whether the header line has this name, long or compact.
fn is_called(line: &[u8], name: &str) -> bool {
    let found = &line[..memchr(b':', line).unwrap_or(0)];
    match HeaderName::recognise(name.as_bytes()) {
        Some(known) => HeaderName::recognise(found) == Some(known),
        None => found.eq_ignore_ascii_case(name.as_bytes()),
    }
}

/// Repeats the Via fields of a request in its response. The top one learns
/// where the request came from: `received` when that differs from its sent-by
/// or `rport` was asked for, and the value of `rport` (RFC 3261 §18.2.1,
/// RFC 3581 §4).
pub(super) fn write_vias<'a>(
    head: &mut Head,
    vias: impl Iterator<Item = &'a str>,
    source: Option<SocketAddr>,
) {
    for (index, value) in vias.enumerate() {
        match source {
            Some(source) if index == 0 => {
                let end = scan::item_end(value.as_bytes().into(), 0);
                let (top, rest) = value.split_at(end);
                match via_with_source(top.trim(), source) {
                    Some(changed) => head.echo_parts(HeaderName::Via, &[&changed, rest]),
                    None => head.echo(HeaderName::Via, value),
                }
            }
            _ => head.echo(HeaderName::Via, value),
        }
    }
}

/// The Via with what `source` adds; `None` when it adds nothing.
fn via_with_source(top: &str, source: SocketAddr) -> Option<String> {
    let via = Via::from_text(Text::from(top)).ok()?;
    let ip = source.ip().to_canonical();
    let same_host = via.host() == Host::Ip(ip);
    if same_host && !via.wants_rport() {
        return None;
    }
    let params_at = top.len() - via.params().as_str().len();
    let mut text = String::with_capacity(top.len() + 64);
    text.push_str(top[..params_at].trim_end());
    for param in via.params().iter() {
        if param.name.eq_ignore_ascii_case("received") || param.name.eq_ignore_ascii_case("rport") {
            continue;
        }
        text.push(';');
        text.push_str(param.name);
        if let Some(value) = param.value {
            text.push('=');
            text.push_str(value);
        }
    }
    // Writing into a String cannot fail.
    if via.wants_rport() {
        let _ = write!(text, ";rport={}", source.port());
    }
    let _ = write!(text, ";received={ip}");
    Some(text)
}
