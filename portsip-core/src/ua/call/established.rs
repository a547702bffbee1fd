//! A call whose dialog is confirmed: its way, its requests, its ACKs.

use crate::clock::Instant;
use crate::ids::SessionId;
use crate::sip::auth::Attempt;
use crate::sip::dialog::{Dialog, SentAck};
use crate::sip::header::{HeaderName, NameAddr};
use crate::sip::message::{Message, Method, RequestBuilder};
use crate::sip::transport::flow::Flow;
use crate::sip::transport::target::Target;

use super::super::context::{ALLOW, Context, FlowUser, Owner};
use super::super::flow_selection::Selection;
use super::answer::AwaitedAck;
use super::hold::Hold;
use super::modify::Modify;
use super::tones::ToneQueue;

/// The state of a confirmed dialog.
pub(super) struct Established {
    pub(super) dialog: Dialog,
    pub(super) role: Role,
    path: Path,
    contact: NameAddr,
    /// Our ACK of their last 2xx, should that come again.
    pub(super) sent_ack: Option<SentAck>,
    /// Our last 2xx, while its ACK has not come.
    pub(super) awaited_ack: Option<AwaitedAck>,
    pub(super) hold: Hold,
    pub(super) modify: Modify,
    pub(super) tones: ToneQueue,
    attempt: Attempt,
}

/// Who began the call; it decides the waits after glare (RFC 3261 §14.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// We did.
    Caller,
    /// They did.
    Callee,
}

/// The way of the requests in the dialog.
enum Path {
    /// It is known.
    Ready(Flow),
    /// It is looked for; meanwhile requests wait. Should there be none, they
    /// take the way that the last message took.
    Waiting { fallback: Flow, queued: Vec<Queued> },
}

enum Queued {
    Request(RequestBuilder, Owner),
    Ack(RequestBuilder, u32),
}

impl Established {
    /// A dialog whose last message took `flow`.
    pub(super) fn new(dialog: Dialog, role: Role, flow: Flow, contact: NameAddr) -> Self {
        Self {
            dialog,
            role,
            path: Path::Ready(flow),
            contact,
            sent_ack: None,
            awaited_ack: None,
            hold: Hold::default(),
            modify: Modify::default(),
            tones: ToneQueue::default(),
            attempt: Attempt::default(),
        }
    }

    /// Whether the call's own INVITE has been acknowledged.
    pub(super) fn is_connected(&self) -> bool {
        !matches!(&self.awaited_ack, Some(awaited) if awaited.connects())
    }

    /// Whether we hold the call.
    pub(super) fn is_held(&self) -> bool {
        self.hold.is_held()
    }

    /// Finds the way to the dialog's next hop, after that was learned or has
    /// changed.
    pub(super) fn select_path(&mut self, ctx: &mut Context, session: SessionId) {
        let current = self.flow();
        let Ok(target) = Target::of(self.dialog.next_hop()) else {
            return;
        };
        if target.transport == current.transport && target.address() == Some(current.remote) {
            return;
        }
        let user = FlowUser::Dialog(session);
        let path = match ctx.flows.select(&target, user, &mut ctx.outputs) {
            Selection::Ready(found) => Path::Ready(found.flow),
            Selection::Waiting => Path::Waiting {
                fallback: current,
                queued: Vec::new(),
            },
        };
        if let Path::Ready(_) = self.path {
            self.path = path;
        }
    }

    /// The search for the way has ended; without a flow the old one serves.
    pub(super) fn handle_path(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        session: SessionId,
        found: Option<Flow>,
    ) {
        let Path::Waiting { fallback, queued } = &mut self.path else {
            return;
        };
        let flow = found.unwrap_or(*fallback);
        let queued = std::mem::take(queued);
        self.path = Path::Ready(flow);
        for waiting in queued {
            match waiting {
                Queued::Request(request, owner) => self.send(now, ctx, session, request, owner),
                Queued::Ack(ack, cseq) => self.send_ack(ctx, session, ack, cseq),
            }
        }
    }

    /// The way that is known best.
    pub(super) fn flow(&self) -> Flow {
        match &self.path {
            Path::Ready(flow) => *flow,
            Path::Waiting { fallback, .. } => *fallback,
        }
    }

    /// Our Contact in this dialog.
    pub(super) fn contact(&self) -> &NameAddr {
        &self.contact
    }

    /// A new request in the dialog, without its body.
    pub(super) fn request(&mut self, ctx: &mut Context, method: Method) -> RequestBuilder {
        let refreshes_target = matches!(method, Method::Invite | Method::Update);
        let mut request = self.dialog.request(method);
        if refreshes_target {
            request
                .header(HeaderName::Contact, &self.contact)
                .header(HeaderName::Allow, ALLOW);
        }
        request.header(HeaderName::UserAgent, &ctx.config.user_agent);
        self.attempt = Attempt::default();
        request
    }

    /// Sends a new request along the dialog's way, when that is known.
    pub(super) fn send(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        session: SessionId,
        mut request: RequestBuilder,
        owner: Owner,
    ) {
        match &mut self.path {
            Path::Waiting { queued, .. } => queued.push(Queued::Request(request, owner)),
            Path::Ready(flow) => {
                let flow = *flow;
                ctx.authorize(&mut self.attempt, &flow, &mut request);
                if ctx.send_request(now, flow, &mut request, owner).is_none() {
                    ctx.unsent.push((owner, session));
                }
            }
        }
    }
}
