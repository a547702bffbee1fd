//! The way of a confirmed dialog: found, lost, found again, and what waits for it.

use crate::clock::Instant;
use crate::ids::{MessageId, SessionId};
use crate::octets::Octets;
use crate::sip::dialog::SentAck;
use crate::sip::header::HeaderName;
use crate::sip::message::RequestBuilder;
use crate::sip::transport::flow::{ConnectionId, Flow};
use crate::sip::transport::target::Target;

use super::super::super::context::{Context, FlowUser, Owner, Sending, Sent};
use super::super::super::flow_selection::{Found, Others, Selection};
use super::super::super::lone_dialog::Standing;
use super::Established;

/// Repetitions that wait for the way at a time: more are not worth it.
const QUEUED_MAX: usize = 4;

/// The way of the requests in the dialog.
pub(super) enum Path {
    /// It is known.
    Ready(Flow),
    /// This one has ended; the next request looks for another.
    Lost(Flow),
    /// It is looked for; meanwhile requests wait. Should there be none, they
    /// take the way that the last message took. On a detour it is looked for a
    /// connection for what is too long for datagrams, and for nothing else.
    Waiting {
        fallback: Flow,
        queued: Vec<Queued>,
        is_detour: bool,
    },
}

pub(super) enum Queued {
    Request(RequestBuilder, Owner),
    Ack(RequestBuilder, u32),
    /// An ACK or a 2xx that is sent again.
    Again(Octets),
}

impl Established {
    fn flow_user(&self, session: SessionId) -> FlowUser {
        match self.early_number {
            Some(number) => FlowUser::EarlyDialog(session, number),
            None => FlowUser::Dialog(session),
        }
    }

    /// Finds the way to the dialog's next hop, after that was learned or has
    /// changed.
    pub(in crate::ua::call) fn select_path(&mut self, ctx: &mut Context, session: SessionId) {
        let Path::Ready(current) = self.path else {
            return;
        };
        let Ok(target) = Target::of(self.dialog.next_hop(), ctx.default_transport()) else {
            return;
        };
        if target.transport == current.transport && target.address() == Some(current.remote) {
            self.others.clear();
            return;
        }
        self.look_for(ctx, session, &target, current);
    }

    fn look_for(&mut self, ctx: &mut Context, session: SessionId, target: &Target, current: Flow) {
        let selection = ctx.find_flow(target, self.flow_user(session));
        self.follow(selection, current);
    }

    /// Takes the way that was looked for, as soon as it is known.
    fn follow(&mut self, selection: Selection, fallback: Flow) {
        self.path = match selection {
            Selection::Ready(found) => {
                self.others = found.others;
                Path::Ready(found.flow)
            }
            Selection::Waiting => Path::Waiting {
                fallback,
                queued: Vec::new(),
                is_detour: false,
            },
        };
    }

    /// Nobody served a request along the way: takes that to the next destination
    /// (RFC 3263 §4.3), unless it leads elsewhere by now; `false` where there is none.
    /// A connection that was `lost` is opened again instead.
    pub(in crate::ua::call) fn go_on(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        session: SessionId,
        (failed, lost): (Flow, bool),
    ) -> bool {
        if !(lost && failed.is_reliable()) && self.has_left(&failed) {
            return true;
        }
        let flow = match self.path {
            Path::Ready(flow) | Path::Lost(flow) if !(lost && flow.is_reliable()) => flow,
            _ => return false,
        };
        let others = std::mem::take(&mut self.others);
        let Some(selection) = ctx.find_other_flow(others, self.flow_user(session)) else {
            return false;
        };
        ctx.flows.handle_unserved(now, &flow);
        self.follow(selection, flow);
        true
    }

    /// Whether the way does not lead any more where a request went that failed. What is
    /// too long for datagrams went beside it.
    fn has_left(&self, failed: &Flow) -> bool {
        match &self.path {
            Path::Ready(way) => way.transport == failed.transport && way.remote != failed.remote,
            Path::Waiting { is_detour, .. } => !is_detour,
            Path::Lost(_) => false,
        }
    }

    /// The server that the way leads to has the request: no other gets it.
    pub(in crate::ua::call) fn stay(&mut self) {
        self.others.clear();
    }

    /// The way cannot be used any more.
    pub(in crate::ua::call) fn lose_path(&mut self) {
        if let Path::Ready(flow) = self.path {
            self.path = Path::Lost(flow);
        }
    }

    /// A connection has ended.
    pub(in crate::ua::call) fn handle_connection_closed(&mut self, connection: ConnectionId) {
        if let Path::Ready(flow) = self.path
            && flow.is_reliable()
            && flow.connection == connection
        {
            self.path = Path::Lost(flow);
        }
    }

    /// Looks for another way where one was lost; `false` until it is known.
    pub(in crate::ua::call) fn find_lost_path(
        &mut self,
        ctx: &mut Context,
        session: SessionId,
    ) -> bool {
        if let Path::Lost(flow) = self.path {
            match Target::of(self.dialog.next_hop(), ctx.default_transport()) {
                Ok(target) => self.look_for(ctx, session, &target, flow),
                Err(_) => self.path = Path::Ready(flow),
            }
        }
        matches!(self.path, Path::Ready(_))
    }

    /// The search for the way has ended; without a flow the old one serves.
    pub(in crate::ua::call) fn handle_path(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        session: SessionId,
        found: Option<Found>,
    ) {
        let Path::Waiting {
            fallback,
            queued,
            is_detour,
        } = &mut self.path
        else {
            return;
        };
        let (flow, others) = match found {
            Some(found) => (found.flow, found.others),
            None => (*fallback, Others::default()),
        };
        let mut queued = std::mem::take(queued).into_iter();
        if *is_detour {
            self.path = Path::Ready(*fallback);
            if let Some(Queued::Request(mut request, owner)) = queued.next() {
                let sent = ctx.send_request(now, flow, &mut request, owner);
                self.note_sent(ctx, owner, sent);
            }
        } else {
            self.path = Path::Ready(flow);
            self.others = others;
        }
        for waiting in queued {
            match waiting {
                Queued::Request(request, owner) => self.send(now, ctx, request, owner),
                Queued::Ack(ack, cseq) => self.send_ack(ctx, session, ack, cseq),
                Queued::Again(payload) => self.send_again(ctx, session, payload),
            }
        }
    }

    /// Sends a request along the dialog's way, as soon as that is known. What
    /// cannot be sent comes back as failed.
    pub(in crate::ua::call) fn send(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        mut request: RequestBuilder,
        owner: Owner,
    ) {
        if let Some(session) = owner.session() {
            self.find_lost_path(ctx, session);
        }
        let flow = match &mut self.path {
            Path::Waiting { queued, .. } => return queued.push(Queued::Request(request, owner)),
            Path::Ready(flow) | Path::Lost(flow) => *flow,
        };
        let Some(session) = owner.session() else {
            let sent = ctx.send_request(now, flow, &mut request, owner);
            return self.note_sent(ctx, owner, sent);
        };
        let mut others = Others::default();
        if self.dialog.next_hop().params().value("transport").is_some() {
            others.keep_transport();
        }
        let (user, way) = (self.flow_user(session), (flow, &mut others));
        match ctx.send_along(now, way, user, &mut request, owner) {
            Sending::Sent(sent) => self.note_sent(ctx, owner, Some(sent)),
            Sending::Failed => self.note_sent(ctx, owner, None),
            Sending::Selecting(selection) => {
                request.remove_header(HeaderName::Via.as_str());
                self.detour(now, ctx, (flow, selection), (request, owner));
            }
        }
    }

    /// Sends one request over a connection beside the dialog's way, as soon as
    /// that is open; where it cannot be, by the dialog's way after all.
    fn detour(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        (flow, selection): (Flow, Selection),
        (mut request, owner): (RequestBuilder, Owner),
    ) {
        if let Selection::Ready(found) = selection {
            let sent = ctx.send_request(now, found.flow, &mut request, owner);
            return self.note_sent(ctx, owner, sent);
        }
        self.path = Path::Waiting {
            fallback: flow,
            queued: vec![Queued::Request(request, owner)],
            is_detour: true,
        };
    }

    fn note_sent(&mut self, ctx: &mut Context, owner: Owner, sent: Option<Sent>) {
        match sent {
            Some(sent) if matches!(owner, Owner::Modify(_)) => self.reinvite = Some(sent),
            Some(_) => {}
            None => ctx.unsent.push_back(owner),
        }
    }

    pub(super) fn send_ack(
        &mut self,
        ctx: &mut Context,
        session: SessionId,
        mut ack: RequestBuilder,
        cseq: u32,
    ) {
        self.find_lost_path(ctx, session);
        match &mut self.path {
            Path::Waiting { queued, .. } => queued.push(Queued::Ack(ack, cseq)),
            Path::Ready(flow) | Path::Lost(flow) => {
                let sent = ctx.send_ack(*flow, &mut ack, Some(session));
                self.sent_ack = sent.map(|ack| SentAck::new(cseq, ack));
            }
        }
    }

    /// Sends a 2xx of ours again: where it went before, or where that connection has
    /// ended, over the dialog's way.
    pub(in crate::ua::call) fn send_answer_again(
        &mut self,
        ctx: &mut Context,
        session: SessionId,
        flow: Flow,
        response: Octets,
    ) {
        let is_lost = matches!(self.path, Path::Lost(lost) if lost == flow);
        if is_lost || flow.is_reliable() {
            self.send_again(ctx, session, response);
        } else {
            ctx.transactions.transmit(flow, response);
        }
    }

    /// Sends an ACK or a 2xx again, over the way there is now.
    pub(in crate::ua::call) fn send_again(
        &mut self,
        ctx: &mut Context,
        session: SessionId,
        payload: Octets,
    ) {
        self.find_lost_path(ctx, session);
        match &mut self.path {
            Path::Waiting { queued, .. } if queued.len() < QUEUED_MAX => {
                queued.push(Queued::Again(payload));
            }
            Path::Waiting { .. } => {}
            Path::Ready(flow) | Path::Lost(flow) => ctx.transactions.transmit(*flow, payload),
        }
    }

    /// What the way that is known best is to the next request.
    pub(in crate::ua::call) fn standing(&self) -> Standing {
        match self.path {
            Path::Ready(_) => Standing::Settled,
            Path::Waiting { .. } => Standing::Presumed,
            Path::Lost(_) => Standing::Lost,
        }
    }

    /// Whose requests wait for the way; they will not go.
    pub(in crate::ua::call) fn take_unsent(&mut self) -> Vec<Owner> {
        let Path::Waiting { queued, .. } = &mut self.path else {
            return Vec::new();
        };
        let owner = |waiting| match waiting {
            Queued::Request(_, owner) => Some(owner),
            Queued::Ack(..) | Queued::Again(_) => None,
        };
        queued.drain(..).filter_map(owner).collect()
    }

    /// The messages among them; they alone are taken.
    pub(in crate::ua::call) fn take_unsent_messages(&mut self) -> Vec<MessageId> {
        let Path::Waiting { queued, .. } = &mut self.path else {
            return Vec::new();
        };
        let mut taken = Vec::new();
        queued.retain(|waiting| match waiting {
            Queued::Request(_, Owner::Message(_, id)) => {
                taken.push(*id);
                false
            }
            _ => true,
        });
        taken
    }

    /// The way that is known best.
    pub(in crate::ua::call) fn flow(&self) -> Flow {
        match &self.path {
            Path::Ready(flow) | Path::Lost(flow) => *flow,
            Path::Waiting { fallback, .. } => *fallback,
        }
    }
}
