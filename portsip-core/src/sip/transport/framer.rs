//! Cutting messages out of a byte stream (RFC 3261 §18.3, RFC 5626 §3.5.1).
//!
//! Input: [`StreamFramer::push`] with whatever a read gave, and
//! [`StreamFramer::ping_sent`]. Output: [`StreamFramer::poll_frame`] until it
//! gives `None`. An error is final: what follows in the stream cannot be
//! trusted, and the connection is to be closed.

use bytes::BytesMut;
use memchr::{memchr, memchr_iter};

use crate::limits::{SIP_HEAD_BYTES_MAX, SIP_MESSAGE_BYTES_MAX};
use crate::octets::Octets;
use crate::sip::header::HeaderName;
use crate::sip::scan;

/// What a stream carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Frame {
    /// One whole message, for [`crate::sip::message::Message::parse`].
    Message(Octets),
    /// A keep-alive that wants a pong: CRLF CRLF; answer with CRLF.
    Ping,
    /// The answer to our ping: CRLF.
    Pong,
}

/// Why a stream cannot be read any further.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FrameError {
    /// No Content-Length, which streams need (RFC 3261 §20.14).
    #[error("no Content-Length")]
    NoContentLength,
    /// Content-Length twice, or not a number.
    #[error("bad Content-Length")]
    BadContentLength,
    /// Above [`SIP_MESSAGE_BYTES_MAX`], or its head above [`SIP_HEAD_BYTES_MAX`].
    #[error("message too large")]
    TooLarge,
    /// An earlier error ended the stream.
    #[error("stream has failed")]
    Failed,
}

/// Cuts one direction of one connection into frames.
#[derive(Debug, Default)]
pub struct StreamFramer {
    buffer: BytesMut,
    /// How much of the buffer was searched for the end of the head, in bytes.
    searched: usize,
    /// The whole length of the message at the front, once its head was read.
    message_length: Option<usize>,
    pongs_awaited: u32,
    failed: bool,
}

impl StreamFramer {
    /// For a new connection.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes bytes from the stream. Nothing is kept after an error.
    pub fn push(&mut self, bytes: &[u8]) {
        if !self.failed {
            self.buffer.extend_from_slice(bytes);
        }
    }

    /// Notes that a ping was sent, so that the next single CRLF is its pong.
    pub fn ping_sent(&mut self) {
        self.pongs_awaited = self.pongs_awaited.saturating_add(1);
    }

    /// How many pings are not answered yet.
    pub fn pongs_awaited(&self) -> u32 {
        self.pongs_awaited
    }

    /// Bytes that wait for more, at most about [`SIP_MESSAGE_BYTES_MAX`] when
    /// [`StreamFramer::poll_frame`] is called after each push.
    pub fn buffered_bytes(&self) -> usize {
        self.buffer.len()
    }

    /// Whether a message has begun and not ended. Line ends alone are none:
    /// some peers put one behind each message (RFC 3261 §7.5).
    pub fn is_partway(&self) -> bool {
        !matches!(self.buffer.first(), None | Some(b'\r' | b'\n'))
    }

    /// The next frame; `None` until more bytes come.
    pub fn poll_frame(&mut self) -> Option<Result<Frame, FrameError>> {
        if self.failed {
            return Some(Err(FrameError::Failed));
        }
        match self.next() {
            Ok(frame) => frame.map(Ok),
            Err(error) => {
                self.failed = true;
                self.buffer = BytesMut::new();
                Some(Err(error))
            }
        }
    }

    fn next(&mut self) -> Result<Option<Frame>, FrameError> {
        if self.message_length.is_none() {
            if let Some(keep_alive) = self.keep_alive() {
                return Ok(Some(keep_alive));
            }
            if matches!(self.buffer.first(), None | Some(b'\r' | b'\n')) {
                return Ok(None);
            }
            let Some(head) = self.head_end()? else {
                return Ok(None);
            };
            let body = content_length(&self.buffer[..head])?;
            match head.checked_add(body) {
                Some(length) if length <= SIP_MESSAGE_BYTES_MAX => {
                    self.message_length = Some(length);
                }
                _ => return Err(FrameError::TooLarge),
            }
        }
        match self.message_length {
            Some(length) if self.buffer.len() >= length => {
                self.message_length = None;
                // Of its own: what keeps it shall not keep all that was read.
                let message = Octets::copy_from_slice(&self.buffer[..length]);
                self.take(length);
                Ok(Some(Frame::Message(message)))
            }
            _ => Ok(None),
        }
    }

    /// Takes a ping or a pong from the front. While a pong is awaited, a CRLF
    /// is one; otherwise two are a ping. Bare LFs between messages are dropped.
    fn keep_alive(&mut self) -> Option<Frame> {
        loop {
            if self.pongs_awaited > 0 && self.buffer.starts_with(b"\r\n") {
                self.take(2);
                self.pongs_awaited -= 1;
                return Some(Frame::Pong);
            }
            match *self.buffer {
                [b'\r', b'\n', b'\r', b'\n', ..] => {
                    self.take(4);
                    return Some(Frame::Ping);
                }
                [b'\r', b'\n', b'\r'] | [b'\r', b'\n'] | [b'\r'] => return None,
                // One CRLF with a message behind it is what RFC 3261 §7.5 says
                // to ignore.
                [b'\r', b'\n', ..] => self.take(2),
                [b'\r' | b'\n', ..] => self.take(1),
                _ => return None,
            }
        }
    }

    fn take(&mut self, count: usize) {
        drop(self.buffer.split_to(count));
        self.searched = 0;
    }

    /// Behind the empty line that ends the head; `None` until it is there.
    fn head_end(&mut self) -> Result<Option<usize>, FrameError> {
        let from = self.searched.saturating_sub(2);
        for found in memchr_iter(b'\n', &self.buffer[from..]) {
            let at = from + found;
            if matches!(self.buffer[..at], [.., b'\n', b'\r'] | [.., b'\n']) {
                return Ok(Some(at + 1));
            }
        }
        self.searched = self.buffer.len();
        if self.buffer.len() > SIP_HEAD_BYTES_MAX {
            return Err(FrameError::TooLarge);
        }
        Ok(None)
    }
}

/// The Content-Length of a head, by the same rules as the message parser's.
fn content_length(head: &[u8]) -> Result<usize, FrameError> {
    let mut found = None;
    let mut rest = head;
    while let Some(end) = memchr(b'\n', rest) {
        let mut line = &rest[..end];
        rest = &rest[end + 1..];
        // A folded line belongs to the field before it.
        let mut folded: Vec<u8>;
        if matches!(rest.first(), Some(b' ' | b'\t')) && is_content_length(line) {
            folded = line.to_vec();
            while let (Some(b' ' | b'\t'), Some(end)) = (rest.first(), memchr(b'\n', rest)) {
                folded.push(b' ');
                folded.extend_from_slice(&rest[..end]);
                rest = &rest[end + 1..];
            }
            folded.retain(|&b| b != b'\r');
            line = &folded;
        }
        if !is_content_length(line) {
            continue;
        }
        let value = memchr(b':', line).map_or(&[][..], |colon| &line[colon + 1..]);
        let value = value.strip_suffix(b"\r").unwrap_or(value);
        let number = scan::number(scan::trimmed(value)).ok_or(FrameError::BadContentLength)?;
        if found.replace(number as usize).is_some() {
            return Err(FrameError::BadContentLength);
        }
    }
    found.ok_or(FrameError::NoContentLength)
}

fn is_content_length(line: &[u8]) -> bool {
    let name = &line[..memchr(b':', line).unwrap_or(0)];
    !matches!(line.first(), Some(b' ' | b'\t'))
        && HeaderName::recognise(scan::trimmed(name)) == Some(HeaderName::ContentLength)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPTIONS: &[u8] = b"OPTIONS sip:a SIP/2.0\r\nl : 4\r\n\r\nbody";

    fn frames(chunks: &[&[u8]]) -> Vec<Result<Frame, FrameError>> {
        let mut framer = StreamFramer::new();
        let mut frames = Vec::new();
        for chunk in chunks {
            framer.push(chunk);
            while let Some(frame) = framer.poll_frame() {
                let stop = frame.is_err();
                frames.push(frame);
                if stop {
                    return frames;
                }
            }
        }
        frames
    }

    #[test]
    fn a_message_keeps_nothing_but_itself() {
        for frame in frames(&[&[OPTIONS, OPTIONS, b"INVITE"].concat()]) {
            assert!(matches!(frame, Ok(Frame::Message(message)) if message.is_unique()));
        }
    }

    #[test]
    fn every_split_gives_the_same_frames() {
        let stream = [b"\r\n\r\n", OPTIONS, b"\r\n", OPTIONS, b"\r\n\r\n", OPTIONS].concat();
        let message = || Ok(Frame::Message(Octets::from_static(OPTIONS)));
        let expected = vec![
            Ok(Frame::Ping),
            message(),
            message(),
            Ok(Frame::Ping),
            message(),
        ];
        for first in 0..stream.len() {
            let (head, tail) = stream.split_at(first);
            assert_eq!(frames(&[head, tail]), expected, "{first}");
        }
        let bytes: Vec<&[u8]> = stream.chunks(1).collect();
        assert_eq!(frames(&bytes), expected);
    }

    #[test]
    fn a_pong_is_one_that_is_awaited() {
        let mut framer = StreamFramer::new();
        framer.ping_sent();
        framer.push(b"\r\n\r\n\r\n");
        assert_eq!(framer.poll_frame(), Some(Ok(Frame::Pong)));
        assert_eq!(framer.poll_frame(), Some(Ok(Frame::Ping)));
        assert_eq!(framer.poll_frame(), None);
        assert_eq!(framer.pongs_awaited(), 0);
    }

    #[test]
    fn bad_framing_ends_the_stream() {
        for (stream, error) in [
            (
                &b"A b SIP/2.0\r\nTo: x\r\n\r\n"[..],
                FrameError::NoContentLength,
            ),
            (b"A b SIP/2.0\nl: 1\nl: 1\n\n", FrameError::BadContentLength),
            (
                b"A b SIP/2.0\r\nl: -1\r\n\r\n",
                FrameError::BadContentLength,
            ),
            (
                b"A b SIP/2.0\r\nl: 1 1\r\n\r\n",
                FrameError::BadContentLength,
            ),
            (b"A b SIP/2.0\r\nl: 81920\r\n\r\n", FrameError::TooLarge),
        ] {
            assert_eq!(frames(&[stream]), [Err(error)]);
        }
        let mut framer = StreamFramer::new();
        framer.push(&vec![b'a'; SIP_MESSAGE_BYTES_MAX + 1]);
        assert_eq!(framer.poll_frame(), Some(Err(FrameError::TooLarge)));
        framer.push(OPTIONS);
        assert_eq!(framer.poll_frame(), Some(Err(FrameError::Failed)));
        assert_eq!(framer.buffered_bytes(), 0);
    }

    #[test]
    fn a_line_end_behind_a_message_begins_no_other() {
        let mut framer = StreamFramer::new();
        framer.push(b"A b SIP/2.0\r\nl: 0\r\n\r\n\r\n");
        assert!(matches!(framer.poll_frame(), Some(Ok(Frame::Message(_)))));
        assert_eq!(framer.poll_frame(), None);
        assert!(!framer.is_partway());
        framer.push(b"A");
        assert_eq!(framer.poll_frame(), None);
        assert!(framer.is_partway());
    }

    #[test]
    fn a_folded_length_counts() {
        let stream = b"A b SIP/2.0\r\nContent-Length:\r\n  2\r\nX: y\r\n l: 9\r\n\r\nab";
        assert_eq!(
            frames(&[stream]),
            [Ok(Frame::Message(Octets::from_static(stream)))]
        );
    }
}
