//! What only the signalling driver does with the agent, and what it is asked for.

use std::net::SocketAddr;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::super::connection::open::Wanted;
use super::super::media_gather::Wish;
use super::{AWAKE, Core, NO_DEADLINE, deadline_of};
use crate::clock::Instant;
use crate::ids::SessionId;
use crate::plan::MediaReport;
use crate::sip::transport::flow::ConnectionId;
use crate::sip::transport::target::Target;
use crate::ua::{Agent, Output, ResolveId};

/// What the signalling driver has to do beside sockets and timers.
#[derive(Debug)]
pub(in crate::engine) enum DriverRequest {
    /// Find or make a way.
    OpenFlow(Wanted),
    /// Find the destinations of a target.
    Resolve {
        id: ResolveId,
        target: Target,
        prefer_ipv6: bool,
    },
    /// A connection is not needed any more.
    CloseFlow(ConnectionId),
    /// A message could not be sent on a connection: it has ended.
    Closed(ConnectionId),
    /// Media sockets for a call that rings.
    TakeMediaPorts(SessionId),
    /// Ask how the sockets of a call look from outside.
    Gather(Wish),
    /// What media reported.
    Report(MediaReport),
    /// Datagrams to there cannot be sent, or do not arrive.
    Unreachable(SocketAddr),
    /// Send what another thread had no time for.
    Flush,
}

pub(super) fn driver_request(output: Output) -> Option<DriverRequest> {
    match output {
        Output::OpenFlow {
            request,
            transport,
            remote,
            server_name,
        } => Some(DriverRequest::OpenFlow(Wanted {
            request,
            transport,
            remote,
            server_name,
        })),
        Output::Resolve {
            id,
            target,
            prefer_ipv6,
        } => Some(DriverRequest::Resolve {
            id,
            target,
            prefer_ipv6,
        }),
        Output::TakeMediaPorts { session } => Some(DriverRequest::TakeMediaPorts(session)),
        Output::Gather {
            session,
            ports,
            servers,
            prefer_ipv6,
            occasion,
        } => Some(DriverRequest::Gather(Wish {
            session,
            ports,
            servers,
            prefer_ipv6,
            occasion,
        })),
        Output::CloseFlow { connection } => Some(DriverRequest::CloseFlow(connection)),
        // These never get here.
        Output::Transmit { .. } | Output::Media(_) | Output::Event(_) => None,
    }
}

impl Core {
    /// Marks the driver as awake: it need not be woken.
    pub(in crate::engine) fn driver_awake(&self) {
        self.asleep_until.store(AWAKE, Ordering::Relaxed);
    }

    /// Until when the driver may sleep; `None` when there is something to do.
    pub(in crate::engine) fn driver_may_sleep_until(&self) -> Option<Instant> {
        let mut guarded = self.lock("deadline");
        self.media.send_waiting(&mut guarded.media_waiting);
        let mut until = deadline_of(&guarded.agent).min(self.stop_at.load(Ordering::Acquire));
        if !guarded.media_waiting.is_empty() {
            let soon = self.clock.now() + Duration::from_millis(10);
            until = until.min(soon.as_micros());
        }
        self.asleep_until
            .store(until.max(AWAKE + 1), Ordering::Relaxed);
        drop(guarded);
        if !self.requests().is_empty() || until <= self.clock.now().as_micros() {
            self.driver_awake();
            return None;
        }
        Some(Instant::from_micros(until))
    }

    /// The next thing asked of the driver.
    pub(in crate::engine) fn next_request(&self) -> Option<DriverRequest> {
        self.requests().pop_front()
    }

    /// Runs the agent's timers where one is due.
    pub(in crate::engine) fn run_timers(&self) {
        let due = {
            let guarded = self.lock("timers due");
            deadline_of(&guarded.agent) <= self.clock.now().as_micros()
        };
        if due {
            self.agent("timers", Agent::handle_timeout);
        }
    }

    /// Whether everything is over: asked to stop, and either answered or late.
    pub(in crate::engine) fn is_over(&self) -> bool {
        let stop_at = self.stop_at.load(Ordering::Acquire);
        if stop_at == NO_DEADLINE {
            return false;
        }
        if self.clock.now().as_micros() >= stop_at {
            return true;
        }
        self.lock("drained").agent.is_drained()
            && self.transmits.is_empty()
            && self.requests().is_empty()
            && self.connections.is_all_sent()
    }

    /// Returns when someone wakes the driver.
    pub(in crate::engine) async fn driver_woken(&self) {
        self.driver.notified().await;
    }

    /// Whether messages wait for the socket; asking resets it.
    pub(in crate::engine) fn take_blocked(&self) -> bool {
        self.blocked.swap(false, Ordering::AcqRel)
    }
}
