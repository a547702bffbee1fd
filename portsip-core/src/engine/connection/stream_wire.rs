//! Messages in a stream of bytes: TCP and TLS.

use std::collections::VecDeque;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, ReadBuf};

use super::BoxedStream;
use super::wire::{Broken, Received};
use crate::octets::Octets;
use crate::sip::transport::framer::{Frame, StreamFramer};
use crate::sip::transport::keepalive::KeepAlive;

/// Bytes taken from the stream at a time; on the stack, so that an idle
/// connection holds none.
const READ_BYTES: usize = 8 * 1024;
/// Messages written with one system call.
const MESSAGES_AT_ONCE_MAX: usize = 8;
/// Above this nothing is written along: who reads slowly has the time of one
/// message for it.
const BYTES_AT_ONCE_MAX: usize = 16 * 1024;

/// A stream, cut into messages.
pub(super) struct StreamWire {
    stream: BoxedStream,
    framer: StreamFramer,
    /// What is left of the messages on their way.
    unsent: VecDeque<Bytes>,
    /// Something was written that may not have left yet.
    unflushed: bool,
}

impl StreamWire {
    /// A stream on which nothing has come yet.
    pub(super) fn new(stream: BoxedStream) -> Self {
        Self {
            stream,
            framer: StreamFramer::new(),
            unsent: VecDeque::new(),
            unflushed: false,
        }
    }

    /// The next message or keep-alive.
    pub(super) fn poll_receive(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Result<Received, Broken>> {
        loop {
            if let Some(frame) = self.framer.poll_frame() {
                return Poll::Ready(Ok(match frame? {
                    Frame::Message(raw) => Received::Message(raw),
                    Frame::Ping => Received::KeepAlive(KeepAlive::Ping),
                    Frame::Pong => Received::KeepAlive(KeepAlive::Pong),
                }));
            }
            let mut bytes = [0; READ_BYTES];
            let mut buffer = ReadBuf::new(&mut bytes);
            ready!(Pin::new(&mut self.stream).poll_read(context, &mut buffer))?;
            if buffer.filled().is_empty() {
                return Poll::Ready(Err(Broken::Closed));
            }
            self.framer.push(buffer.filled());
        }
    }

    /// Whether another message may be sent along.
    pub(super) fn has_room(&self) -> bool {
        let bytes: usize = self.unsent.iter().map(Bytes::len).sum();
        self.unsent.len() < MESSAGES_AT_ONCE_MAX && bytes < BYTES_AT_ONCE_MAX
    }

    /// Begins to send, behind what is on its way.
    pub(super) fn start_send(&mut self, message: Octets) {
        if *message == *KeepAlive::Ping.bytes() {
            self.framer.ping_sent();
        }
        self.unsent.push_back(message.into());
    }

    /// Ready when nothing is on its way any more.
    pub(super) fn poll_sent(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Broken>> {
        while !self.unsent.is_empty() {
            let written = ready!(self.poll_write(context))?;
            if written == 0 {
                return Poll::Ready(Err(Broken::Closed));
            }
            self.advance(written);
            self.unflushed = true;
        }
        if self.unflushed {
            ready!(Pin::new(&mut self.stream).poll_flush(context))?;
            self.unflushed = false;
        }
        Poll::Ready(Ok(()))
    }

    fn poll_write(&mut self, context: &mut Context<'_>) -> Poll<io::Result<usize>> {
        let mut slices = [IoSlice::new(&[]); MESSAGES_AT_ONCE_MAX];
        for (slice, message) in slices.iter_mut().zip(&self.unsent) {
            *slice = IoSlice::new(message);
        }
        let filled = slices.get(..self.unsent.len()).unwrap_or(&slices);
        Pin::new(&mut self.stream).poll_write_vectored(context, filled)
    }

    fn advance(&mut self, mut written: usize) {
        while let Some(message) = self.unsent.front_mut() {
            if message.len() > written {
                message.advance(written);
                return;
            }
            written -= message.len();
            self.unsent.pop_front();
        }
    }

    /// Whether a message has begun and not ended.
    pub(super) fn is_partway(&self) -> bool {
        self.framer.is_partway()
    }

    /// Ends our direction.
    pub(super) async fn close(&mut self) {
        // The peer may have gone: then there is nothing to say.
        let _ = self.stream.shutdown().await;
    }
}
