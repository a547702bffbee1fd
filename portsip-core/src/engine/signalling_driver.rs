//! The signalling thread: feeds the agent with datagrams, time, names and
//! reports, sends what the other threads could not, and runs the connections.

use std::future::{Future, poll_fn};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use tokio::io::{Interest, Ready};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

use super::connection::accept;
use super::connection::open::{self, Wanted};
use super::core::{Core, DriverRequest};
use super::endpoint::Listening;
use super::panics::unless_it_panics;
use super::socket::receive::ReceiveBatch;
use super::socket::udp::SipUdpSocket;
use super::{incoming, interface_watch, media_gather, media_gather_anew};
use crate::clock::Instant;
use crate::ids::SessionId;
use crate::limits::DATAGRAM_RECEIVED_BYTES_MAX;
use crate::sip::transport::flow::{Flow, Transport};
use crate::ua::Occasion;

/// Batches taken from the socket before timers and requests get their turn.
const BATCHES_AT_ONCE_MAX: usize = 4;
/// Names that the system's functions look up at a time; more wait their turn.
pub(super) const RESOLVER_THREADS_MAX: usize = 4;
/// A timer that panics each time must not take the whole processor.
const AFTER_PANIC: Duration = Duration::from_millis(100);
/// How often the connections get their turn when everything ends; the runtime
/// runs some dozens of them in one.
const GOODBYE_TURNS: usize = 100;
/// How long a lookup that hangs may keep the thread when everything ends.
const RESOLVER_END_WAIT: Duration = Duration::from_millis(50);

/// The signalling thread's life.
pub(super) fn run(core: &Arc<Core>, runtime: Runtime, listening: Option<Listening>) {
    runtime.block_on(drive(core, listening));
    runtime.shutdown_timeout(RESOLVER_END_WAIT);
}

async fn drive(core: &Arc<Core>, listening: Option<Listening>) {
    let mut receiver = core
        .socket
        .as_ref()
        .map(|_| ReceiveBatch::new(DATAGRAM_RECEIVED_BYTES_MAX));
    let mut tasks = JoinSet::new();
    if let Some(listening) = listening {
        tasks.spawn(accept::accept_all(Arc::clone(core), listening));
    }
    if !core.bound.0.ip().is_loopback() {
        tasks.spawn(interface_watch::watch(Arc::clone(core)));
    }
    let mut waits_to_send = false;
    loop {
        core.driver_awake();
        while let Some(request) = core.next_request() {
            carry_out(core, request, &mut tasks);
        }
        while tasks.try_join_next().is_some() {}
        if catch_unwind(AssertUnwindSafe(|| core.run_timers())).is_err() {
            tracing::error!("a timer made the agent panic");
            tokio::time::sleep(AFTER_PANIC).await;
        }
        waits_to_send |= core.take_blocked();
        let until = core.driver_may_sleep_until();
        // From here on whoever does the last thing wakes this thread.
        if core.is_over() {
            break;
        }
        let Some(until) = until else {
            tokio::task::yield_now().await;
            continue;
        };
        let ready = wait(core, until, waits_to_send).await;
        core.driver_awake();
        if ready.is_writable() {
            waits_to_send = false;
            core.flush();
        }
        let Some((socket, receiver)) = core.socket.as_ref().zip(receiver.as_mut()) else {
            continue;
        };
        if ready.is_error() {
            report_unreachable(core, socket);
        }
        if ready.is_readable() || ready.is_error() {
            receive(core, socket, receiver);
        }
    }
    say_goodbye(core).await;
    tasks.abort_all();
}

/// Ends the connections. Each says goodbye if it can at once: nobody is waited
/// for.
async fn say_goodbye(core: &Core) {
    core.connections.close_all();
    for _ in 0..GOODBYE_TURNS {
        if core.connections.is_empty() {
            return;
        }
        tokio::task::yield_now().await;
    }
}

/// Waits for the socket, for somebody's wake, or until `until`.
async fn wait(core: &Core, until: Instant, waits_to_send: bool) -> Ready {
    let mut interest = Interest::READABLE;
    #[cfg(any(target_os = "linux", target_os = "android"))]
    {
        interest |= Interest::ERROR;
    }
    if waits_to_send {
        interest |= Interest::WRITABLE;
    }
    // A deadline that is far away need not be exact: the loop looks again.
    let left = (until - core.clock.now()).min(Duration::from_hours(1));
    let mut socket = pin!(async {
        match &core.socket {
            Some(socket) => socket.socket().ready(interest).await,
            None => std::future::pending().await,
        }
    });
    let mut woken = pin!(core.driver_woken());
    let mut timer = pin!(tokio::time::sleep(left));
    poll_fn(|context| {
        if let Poll::Ready(ready) = socket.as_mut().poll(context) {
            return Poll::Ready(ready.unwrap_or(Ready::EMPTY));
        }
        let woken = woken.as_mut().poll(context).is_ready();
        if woken || timer.as_mut().poll(context).is_ready() {
            return Poll::Ready(Ready::EMPTY);
        }
        Poll::Pending
    })
    .await
}

fn carry_out(core: &Arc<Core>, request: DriverRequest, tasks: &mut JoinSet<()>) {
    match request {
        DriverRequest::OpenFlow(wanted) if wanted.transport == Transport::Udp => {
            find_way(core, &wanted);
        }
        DriverRequest::OpenFlow(wanted) => {
            tasks.spawn(open::open(Arc::clone(core), wanted));
        }
        DriverRequest::Resolve {
            id,
            target,
            prefer_ipv6,
        } => {
            let core = Arc::clone(core);
            tasks.spawn(async move {
                let reaches = |address| core.bound.reaches_family_of(address);
                let found = core.resolver.resolve(&target, prefer_ipv6, reaches);
                let found = unless_it_panics("resolve", found).await;
                let destinations = found.unwrap_or_default();
                core.agent("resolved", |agent, now| {
                    agent.handle_resolved(now, id, destinations);
                });
            });
        }
        DriverRequest::CloseFlow(connection) => {
            // What was queued before goes before.
            while core.flush() {}
            core.connections.close(connection);
        }
        DriverRequest::Closed(connection) => {
            core.agent("connection over", |agent, now| {
                agent.handle_flow_closed(now, connection);
            });
        }
        DriverRequest::Gather(wish) => {
            let core = Arc::clone(core);
            match wish.occasion {
                Occasion::Standing { .. } => {
                    tasks.spawn(media_gather_anew::gather_anew(core, wish));
                }
                Occasion::Calling | Occasion::Called => {
                    tasks.spawn(media_gather::gather(core, wish));
                }
            }
        }
        DriverRequest::TakeMediaPorts(session) => take_media_ports(core, session),
        DriverRequest::Report(report) => {
            core.agent("media report", |agent, now| {
                agent.handle_media_report(now, report);
            });
        }
        DriverRequest::Unreachable(remote) => {
            tracing::info!(%remote, "cannot be reached");
            core.agent("unreachable", |agent, now| {
                agent.handle_unreachable(now, remote);
            });
        }
        DriverRequest::Flush => {
            core.flush();
        }
    }
}

/// Tells the agent which of our addresses datagrams to a peer leave from.
fn find_way(core: &Core, wanted: &Wanted) {
    let &Wanted {
        request, remote, ..
    } = wanted;
    let found = if core.socket.is_none() {
        Err("UDP: not what this object was made for")
    } else {
        let reached = core.bound.reaches_family_of(remote);
        let local = reached.then(|| core.bound.towards(remote)).flatten();
        local.ok_or("The network cannot be reached")
    };
    core.agent("flow", |agent, now| match found {
        Ok(local) => agent.handle_flow_opened(now, request, Flow::udp(local, remote)),
        Err(reason) => agent.handle_flow_failed(now, request, reason),
    });
}

/// Gives a call that rings the sockets it asked for, where there are some.
fn take_media_ports(core: &Core, session: SessionId) {
    let ports = core.ports.take();
    if let Err(error) = &ports {
        tracing::warn!(%session, %error, "no media sockets before the answer");
    }
    let ports = ports.ok();
    let taken = core.agent("media ports", |agent, now| {
        agent.handle_media_ports(now, session, ports)
    });
    if let (false, Some(ports)) = (taken, ports) {
        core.ports.give_back_unclaimed(ports);
    }
}

/// Tells the agent which peers ICMP says are not there.
fn report_unreachable(core: &Core, socket: &SipUdpSocket) {
    let socket = socket.socket();
    #[cfg(any(target_os = "linux", target_os = "android"))]
    super::socket::errors::unreachable_destinations(socket, |remote| {
        core.request(DriverRequest::Unreachable(remote));
    });
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    let _ = core;
    // Takes the error off the socket, which otherwise stays ready for it.
    let _ = socket.take_error();
    let _ = socket.try_io(Interest::ERROR, || {
        Err::<(), _>(io::ErrorKind::WouldBlock.into())
    });
}

/// Takes what waits on the socket and hands it to the agent.
fn receive(core: &Core, socket: &SipUdpSocket, receiver: &mut ReceiveBatch) {
    let mut arrived = Vec::new();
    let mut turn = core.turn();
    for _ in 0..BATCHES_AT_ONCE_MAX {
        let outcome = socket.socket().try_io(Interest::READABLE, || {
            let more = receiver.receive(socket.socket(), |datagram| {
                arrived.extend(incoming::read_datagram(core, &datagram));
            })?;
            // A batch that is not full has emptied the socket.
            if more {
                Ok(())
            } else {
                Err(io::ErrorKind::WouldBlock.into())
            }
        });
        for message in arrived.drain(..) {
            incoming::hand_over(core, &mut turn, message);
        }
        match outcome {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
            // Left by an earlier datagram of ours; there may be more to read.
            Err(_) => report_unreachable(core, socket),
        }
    }
}
