//! The life of one connection: what comes goes to the agent, what waits
//! leaves, and nobody takes longer than the limits say.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_util::FutureExt;
use tokio::time::Sleep;

use super::outbox::{Ending, Next};
use super::table::Place;
use super::wire::{Broken, Received, Wire};
use crate::clock::Instant;
use crate::engine::core::{Core, Turn};
use crate::engine::incoming::{self, Incoming};
use crate::limits::{
    CONNECTION_CLOSE_S_MAX, CONNECTION_IDLE_S_MAX, CONNECTION_READ_PAUSE_BYTES,
    FIRST_MESSAGE_S_MAX, MESSAGE_S_MAX,
};
use crate::sip::transport::flow::Flow;

/// Messages taken before what follows from them leaves: what a peer sends and
/// does not read the answers of is noticed that soon.
const MESSAGES_PER_TURN_MAX: usize = 16;

/// Who began a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opener {
    /// We did; the agent knows it.
    Agent,
    /// A peer did; the agent knows it from the first message on.
    Peer,
}

/// Serves a connection until it ends.
pub(super) async fn serve(core: &Arc<Core>, place: Place, flow: Flow, wire: Wire, opener: Opener) {
    let now = core.clock.now();
    let mut connection = Connection {
        core,
        place,
        flow,
        wire,
        known: opener == Opener::Agent,
        leaving: 0,
        opened: now,
        active: now,
        partway_since: None,
        blocked_since: None,
        armed: Instant::ZERO,
    };
    tracing::info!(%flow, ?opener, "connected");
    let over = connection.run().await;
    tracing::info!(%flow, reason = %over, "connection over");
    let Connection {
        place,
        mut wire,
        known,
        ..
    } = connection;
    let id = place.id;
    drop(place);
    if known {
        core.agent("connection over", |agent, now| {
            agent.handle_flow_closed(now, id);
        });
    }
    if matches!(over, Over::Asked(Ending::WhenSent)) {
        let limit = Duration::from_secs(CONNECTION_CLOSE_S_MAX);
        let _ = tokio::time::timeout(limit, wire.close()).await;
    } else {
        // Who was slow, or has gone, is not waited for.
        let _ = wire.close().now_or_never();
    }
}

/// One connection while it lives.
struct Connection<'a> {
    core: &'a Arc<Core>,
    place: Place,
    flow: Flow,
    wire: Wire,
    /// The agent has heard of it.
    known: bool,
    /// The length of the messages on their way, in bytes.
    leaving: usize,
    opened: Instant,
    /// When a message last came or went.
    active: Instant,
    /// Since when the peer has left a message unfinished.
    partway_since: Option<Instant>,
    /// Since when the peer does not read.
    blocked_since: Option<Instant>,
    /// When the timer fires; never later than the next deadline.
    armed: Instant,
}

/// Why a connection is over.
#[derive(Debug, thiserror::Error)]
enum Over {
    #[error("{0}")]
    Broken(#[from] Broken),
    #[error("closed by us")]
    Asked(Ending),
    #[error("{0}")]
    Slow(Slowness),
}

/// Which limit a peer has passed.
#[derive(Clone, Copy, Debug, thiserror::Error)]
enum Slowness {
    #[error("no message has come")]
    FirstMessage,
    #[error("a message took too long")]
    Message,
    #[error("the peer does not read")]
    Unread,
    #[error("idle")]
    Idle,
}

impl Connection<'_> {
    async fn run(&mut self) -> Over {
        let mut timer = pin!(tokio::time::sleep(Duration::ZERO));
        poll_fn(|context| self.poll_turn(context, timer.as_mut())).await
    }

    /// Takes what has come; what follows from it leaves behind the last.
    fn poll_turn(&mut self, context: &mut Context<'_>, mut timer: Pin<&mut Sleep>) -> Poll<Over> {
        let mut turn = self.core.turn();
        for _ in 0..MESSAGES_PER_TURN_MAX {
            match ready!(self.poll(context, timer.as_mut())) {
                Ok(received) => self.take(&mut turn, received),
                Err(over) => {
                    // What came before the end is answered, as far as that is
                    // taken at once.
                    drop(turn);
                    let _ = self.poll_send(self.core.clock.now(), context);
                    return Poll::Ready(over);
                }
            }
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }

    /// What comes next, once everything was sent that the peer takes.
    fn poll(
        &mut self,
        context: &mut Context<'_>,
        timer: Pin<&mut Sleep>,
    ) -> Poll<Result<Received, Over>> {
        let now = self.core.clock.now();
        if let Poll::Ready(over) = self.poll_send(now, context) {
            return Poll::Ready(Err(over));
        }
        // Who does not read what we answer is not given more to answer.
        if self.place.outbox.bytes_waiting() <= CONNECTION_READ_PAUSE_BYTES {
            if let Poll::Ready(received) = self.wire.poll_receive(context) {
                self.partway_since = None;
                return Poll::Ready(received.map_err(Over::from));
            }
            if self.wire.is_partway() {
                self.partway_since.get_or_insert(now);
            }
        } else {
            // That the rest does not come is our doing.
            self.partway_since = None;
        }
        self.poll_deadline(now, context, timer)
            .map(|slowness| Err(Over::Slow(slowness)))
    }

    fn poll_send(&mut self, now: Instant, context: &mut Context<'_>) -> Poll<Over> {
        loop {
            match self.wire.poll_sent(context) {
                Poll::Ready(Ok(())) => self.blocked_since = None,
                Poll::Ready(Err(broken)) => return Poll::Ready(broken.into()),
                Poll::Pending => {
                    self.blocked_since.get_or_insert(now);
                    let end = self.place.outbox.poll_end(context);
                    return end.map(|()| Over::Asked(Ending::Now));
                }
            }
            let left = std::mem::take(&mut self.leaving);
            if left > 0 && self.place.outbox.written(left) {
                self.core.note_sent();
            }
            if let Some(ending) = ready!(self.poll_messages(now, context)) {
                return Poll::Ready(Over::Asked(ending));
            }
        }
    }

    /// Puts what waits on its way, as much as goes at once. Ready with the end
    /// when it is time for that.
    fn poll_messages(&mut self, now: Instant, context: &Context<'_>) -> Poll<Option<Ending>> {
        while self.wire.has_room() {
            match self.place.outbox.poll_next(context) {
                Poll::Ready(Next::Message(message)) => {
                    self.leaving += message.len();
                    self.note_active(now);
                    self.wire.start_send(message);
                }
                Poll::Ready(Next::End(ending)) if self.leaving == 0 || ending == Ending::Now => {
                    return Poll::Ready(Some(ending));
                }
                Poll::Pending if self.leaving == 0 => return Poll::Pending,
                Poll::Ready(Next::End(_)) | Poll::Pending => break,
            }
        }
        Poll::Ready(None)
    }

    /// Ready when a limit was passed. The timer is only ever set earlier; it
    /// finds out when it fires whether there is still something to wait for.
    fn poll_deadline(
        &mut self,
        now: Instant,
        context: &mut Context<'_>,
        mut timer: Pin<&mut Sleep>,
    ) -> Poll<Slowness> {
        let (deadline, slowness) = self.deadline();
        if deadline <= now {
            return Poll::Ready(slowness);
        }
        let mut fired = timer.as_mut().poll(context).is_ready();
        while fired || deadline < self.armed {
            self.armed = deadline;
            let at = tokio::time::Instant::now() + (deadline - now);
            timer.as_mut().reset(at);
            fired = timer.as_mut().poll(context).is_ready();
        }
        Poll::Pending
    }

    /// The next limit, and what passing it means.
    fn deadline(&self) -> (Instant, Slowness) {
        let within = |since: Instant, seconds| since + Duration::from_secs(seconds);
        let first = (!self.known).then(|| {
            (
                within(self.opened, FIRST_MESSAGE_S_MAX),
                Slowness::FirstMessage,
            )
        });
        let message = self
            .partway_since
            .map(|since| (within(since, MESSAGE_S_MAX), Slowness::Message));
        let unread = self
            .blocked_since
            .map(|since| (within(since, MESSAGE_S_MAX), Slowness::Unread));
        let idle = (within(self.active, CONNECTION_IDLE_S_MAX), Slowness::Idle);
        [first, message, unread]
            .into_iter()
            .flatten()
            .fold(idle, |earliest, other| {
                if other.0 < earliest.0 {
                    other
                } else {
                    earliest
                }
            })
    }

    fn take(&mut self, turn: &mut Turn<'_>, received: Received) {
        let now = self.core.clock.now();
        match received {
            Received::Message(raw) => {
                self.known = true;
                self.note_active(now);
                if let Some(incoming) = incoming::read(self.core, self.flow, &raw) {
                    incoming::hand_over(self.core, turn, incoming);
                }
            }
            Received::KeepAlive(keep_alive) => {
                self.active = now;
                let incoming = Incoming::keep_alive(self.flow, keep_alive);
                incoming::hand_over(self.core, turn, incoming);
            }
            Received::Nothing => self.active = now,
        }
    }

    /// Notes that a message came or went. To a peer that has sent none itself
    /// only answers to its pings go: it gives way before the others still.
    fn note_active(&mut self, now: Instant) {
        self.active = now;
        if self.known {
            self.place.note_active();
        }
    }
}
