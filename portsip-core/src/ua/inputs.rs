//! What the world did, and what the agent wants of it.

use std::net::{IpAddr, SocketAddr};

use crate::clock::Instant;
use crate::events::Event;
use crate::ids::SessionId;
use crate::octets::Octets;
use crate::plan::{GatheredMedia, MediaPorts, MediaReport};
use crate::sip::message::{Message, ParseError, StatusCode};
use crate::sip::transport::flow::{ConnectionId, Flow};
use crate::sip::transport::keepalive::KeepAlive;
use crate::sip::transport::target::Destination;

use super::agent::Agent;
use super::call;
use super::context::Owner;
use super::lone_request::Input;
use super::output::{FlowRequest, Output, ResolveId};

impl Agent {
    /// A message has come along a flow, whose local end is an address the peer
    /// can be told.
    pub fn handle_message(&mut self, now: Instant, flow: Flow, message: Message) {
        self.receive(now, flow, message);
        self.settle(now);
    }

    /// Bytes have come that are no message: answered where that is possible
    /// (RFC 3261 §8.2, RFC 4475), else dropped.
    pub fn handle_malformed(&mut self, now: Instant, flow: Flow, error: &ParseError) {
        if let Some(payload) = error.reply(flow.remote) {
            self.ctx.transactions.transmit(flow, payload);
            self.settle(now);
        }
    }

    /// The way that [`Output::OpenFlow`] asked for.
    pub fn handle_flow_opened(&mut self, now: Instant, request: FlowRequest, flow: Flow) {
        for settled in self.ctx.flows.handle_opened(request, flow) {
            self.handle_flow_settled(now, settled);
        }
        self.settle(now);
    }

    /// The way that [`Output::OpenFlow`] asked for cannot be had. `reason` says
    /// why, for people to read; it is the reason text of the failure that the
    /// program is told where nothing else can be tried.
    pub fn handle_flow_failed(&mut self, now: Instant, request: FlowRequest, reason: &str) {
        let ctx = &mut self.ctx;
        let settled = ctx
            .flows
            .handle_failed(now, request, reason, &mut ctx.outputs);
        for settled in settled {
            self.handle_flow_settled(now, settled);
        }
        self.settle(now);
    }

    /// A connection is gone, or sending on it failed.
    pub fn handle_flow_closed(&mut self, now: Instant, connection: ConnectionId) {
        self.ctx.flows.handle_closed(connection);
        self.calls.handle_connection_closed(connection);
        if let Some(transfers) = self.transfers.made_mut() {
            transfers.handle_connection_closed(connection);
        }
        if let Some(presence) = self.presence.made_mut() {
            presence.handle_connection_closed(connection);
        }
        if let Some(subscriptions) = self.subscriptions.made_mut() {
            subscriptions.handle_connection_closed(now, &mut self.ctx, connection);
        }
        self.ctx
            .transactions
            .handle_connection_closed(now, connection);
        let ctx = &mut self.ctx;
        self.registrations
            .with_current(|current| current.handle_flow_closed(now, ctx, connection));
        self.settle(now);
    }

    /// A keep-alive has come over a connection: a ping gets its pong
    /// (RFC 5626 §4.4.1). Over datagrams there is none to be answered.
    pub fn handle_keep_alive(&mut self, now: Instant, flow: Flow, keep_alive: KeepAlive) {
        let ctx = &mut self.ctx;
        match keep_alive {
            KeepAlive::Ping if flow.is_reliable() => {
                let payload = Octets::from_static(KeepAlive::Pong.bytes());
                ctx.outputs.push_back(Output::Transmit { flow, payload });
            }
            KeepAlive::Ping => {}
            KeepAlive::Pong => {
                self.registrations
                    .with_current(|current| current.handle_pong(now, ctx, &flow));
            }
        }
    }

    /// A STUN message has come to the socket for datagrams. What answers no
    /// question of ours is dropped.
    pub fn handle_stun(&mut self, now: Instant, flow: Flow, bytes: &[u8]) {
        let ctx = &mut self.ctx;
        let taken = self
            .registrations
            .with_current(|current| current.handle_stun(now, ctx, &flow, bytes));
        if taken != Some(true) && self.stun.handle_stun(now, ctx, flow.remote, bytes) {
            self.tell_address(now);
        }
        self.settle(now);
    }

    /// The addresses of this machine are not the same any more; those of
    /// `gone` are not ours now. Ways are looked for anew, and the registrar and
    /// the other ends of calls are told where we are.
    pub fn handle_network_changed(&mut self, now: Instant, gone: &[IpAddr]) {
        let ctx = &mut self.ctx;
        let stranded = ctx.take_stranded(now, gone);
        let dead = ctx.flows.forget_ways_of(gone);
        ctx.public.forget_those_of(gone);
        ctx.forget_contact();
        self.stun.ask_anew(now, ctx);
        self.registrations
            .with_current(|current| current.start_over(now, ctx));
        for connection in dead {
            ctx.close_connection(now, connection);
            self.calls.handle_connection_closed(connection);
            if let Some(transfers) = self.transfers.made_mut() {
                transfers.handle_connection_closed(connection);
            }
        }
        if let Some(presence) = self.presence.made_mut() {
            presence.lose_ways();
            self.tell_watchers_address(now);
        }
        if let Some(publications) = self.publications.made_mut() {
            publications.handle_network_changed(now, &mut self.ctx);
        }
        if let Some(subscriptions) = self.subscriptions.made_mut() {
            subscriptions.handle_network_changed(now, &mut self.ctx);
        }
        for session in self.calls.sessions() {
            self.calls.with(session, &mut self.ctx, |call, ctx| {
                call.handle_network_changed(now, ctx, gone);
            });
        }
        for owner in stranded {
            self.handle_stranded(now, owner);
        }
        self.settle(now);
    }

    /// A request was sent from an address that is gone, and its response with it.
    fn handle_stranded(&mut self, now: Instant, owner: Owner) {
        match owner {
            Owner::OutOfDialogMessage(id) => {
                self.messages
                    .handle(now, &mut self.ctx, id, Input::Stranded);
            }
            Owner::Notify(id, _) => self.handle_refer_notify(now, id, Input::Stranded),
            Owner::Query(id) => self.queries.handle(now, &mut self.ctx, id, Input::Stranded),
            Owner::Subscription(id) => self.handle_subscription(now, id, Input::Stranded),
            Owner::Watcher(id) => self.handle_watcher(now, id, Input::Stranded),
            Owner::Publication(id) => {
                self.publications
                    .handle(now, &mut self.ctx, id, Input::Stranded);
            }
            _ => {}
        }
        let Some(session) = owner.session() else {
            return;
        };
        let known = self.calls.with(session, &mut self.ctx, |call, ctx| {
            call.handle_stranded(now, ctx, owner);
        });
        if let (None, Owner::Message(_, id)) = (known, owner) {
            let status = StatusCode::SERVICE_UNAVAILABLE;
            call::tell_unsent(&mut self.ctx, session, id, status);
        }
    }

    /// Datagrams to this address do not arrive, as ICMP says: what waits for
    /// an answer from there has failed (RFC 3261 §18.4).
    pub fn handle_unreachable(&mut self, now: Instant, remote: SocketAddr) {
        if let Some(flow) = self.ctx.flows.datagrams_to(remote) {
            self.ctx.transactions.handle_transport_failed(now, &flow);
            self.settle(now);
        }
    }

    /// The answer to [`Output::Resolve`]: destinations in the order to be
    /// tried; empty when there are none or the name could not be looked up.
    pub fn handle_resolved(&mut self, now: Instant, id: ResolveId, destinations: Vec<Destination>) {
        let ctx = &mut self.ctx;
        let settled = ctx
            .flows
            .handle_resolved(now, id, destinations, &mut ctx.outputs);
        if let Some(settled) = settled {
            self.handle_flow_settled(now, settled);
        }
        self.settle(now);
    }

    /// The answer to [`Output::TakeMediaPorts`]; `None` where there are none.
    /// Whether the sockets belong to the call from now on; they come back with
    /// `MediaCommand::Stop`.
    pub fn handle_media_ports(
        &mut self,
        now: Instant,
        session: SessionId,
        ports: Option<MediaPorts>,
    ) -> bool {
        let taken = self.calls.with(session, &mut self.ctx, |call, ctx| {
            call.handle_media_ports(now, ctx, ports)
        });
        self.settle(now);
        taken.unwrap_or(false)
    }

    /// The answer to [`Output::Gather`]: what the servers told in time.
    pub fn handle_gathered(&mut self, now: Instant, session: SessionId, found: GatheredMedia) {
        self.calls.with(session, &mut self.ctx, |call, ctx| {
            call.handle_gathered(now, ctx, found);
        });
        self.settle(now);
    }

    /// What media has to say, of calls or of what is none. Reports of calls that
    /// have ended are dropped.
    pub fn handle_media_report(&mut self, now: Instant, report: MediaReport) {
        let (session, event) = match report {
            MediaReport::ToneReceived { session, tone } => {
                (session, Event::DtmfReceived { session, tone })
            }
            MediaReport::PlayFileFinished { session, file_name } => {
                (session, Event::PlayFileFinished { session, file_name })
            }
            MediaReport::Statistics { session, json } => {
                (session, Event::Statistics { session, json })
            }
            MediaReport::PacketsRefused { session, packets } => {
                tracing::warn!(%session, packets, "packets were refused: SRTP does not open them");
                return;
            }
            MediaReport::PacketsReplayed { session, packets } => {
                tracing::info!(%session, packets, "packets were refused: SRTP has taken them before");
                return;
            }
            MediaReport::StrangersRefused { session, packets } => {
                tracing::info!(%session, packets, "packets were refused: their source is not believed");
                return;
            }
            MediaReport::PathLost { session } => {
                self.calls.with(session, &mut self.ctx, |call, ctx| {
                    call.handle_path_lost(now, ctx);
                });
                return self.settle(now);
            }
            MediaReport::RelayLost { session, component } => {
                self.calls.with(session, &mut self.ctx, |call, _| {
                    call.handle_relay_lost(component);
                });
                return self.settle(now);
            }
            MediaReport::DtlsFailed {
                session,
                association,
                failure,
            } => {
                tracing::warn!(%session, failure = failure.text(), "media has no keys");
                self.calls.with(session, &mut self.ctx, |call, ctx| {
                    call.handle_dtls_failed(now, ctx, association, failure);
                });
                return self.settle(now);
            }
        };
        let is_call = ![SessionId::CONFERENCE, SessionId::NONE].contains(&session);
        if !is_call || self.calls.live_call(session).is_ok() {
            self.ctx.event(event);
        }
    }

    /// Time has come to what [`poll_timeout`](Self::poll_timeout) said.
    pub fn handle_timeout(&mut self, now: Instant) {
        self.ctx.transactions.handle_timeout(now);
        self.settle(now);
        while let Some((_, deadline)) = self.ctx.timers.pop_due(now) {
            self.handle_deadline(now, deadline);
            self.settle(now);
        }
    }

    /// The next thing to do.
    pub fn poll_output(&mut self) -> Option<Output> {
        self.ctx.outputs.pop_front()
    }

    /// When [`handle_timeout`](Self::handle_timeout) shall be called next.
    pub fn poll_timeout(&self) -> Option<Instant> {
        let transactions = self.ctx.transactions.poll_timeout();
        [transactions, self.ctx.timers.next()]
            .into_iter()
            .flatten()
            .min()
    }
}
