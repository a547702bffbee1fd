//! Who sends requests, waits for ways, and is woken by timers.

use crate::ids::{MessageId, ReferId, SessionId, SubscriptionId};

use super::super::call::CallTimer;
use super::super::publication::PublicationId;
use super::super::query::QueryId;
use super::super::transfer::TransferId;

/// Names a registration, also one that is being ended after its user has gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct RegistrationId(pub(crate) u32);

/// Who sent a request, and gets its responses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    /// A REGISTER.
    Registration(RegistrationId),
    /// The INVITE of a call.
    Invite(SessionId),
    /// An INVITE of a call that goes another way now: it is being cancelled.
    TakenBack(SessionId),
    /// A re-INVITE of a call.
    Modify(SessionId),
    /// The UPDATE that refreshes a call.
    Refresh(SessionId),
    /// The BYE of a call.
    Bye(SessionId),
    /// An INFO of a call.
    Info(SessionId),
    /// A MESSAGE of a call, which may be over.
    Message(SessionId, MessageId),
    /// A MESSAGE outside of calls.
    OutOfDialogMessage(MessageId),
    /// A PRACK in the early dialog of a call with this number.
    Prack(SessionId, u16),
    /// A REFER, and the call that it is in or about.
    Transfer(TransferId, Option<SessionId>),
    /// A NOTIFY about a REFER of the other side, and its call.
    Notify(ReferId, Option<SessionId>),
    /// An OPTIONS outside of calls.
    Query(QueryId),
    /// A SUBSCRIBE.
    Subscription(SubscriptionId),
    /// A NOTIFY to a watcher.
    Watcher(SubscriptionId),
    /// A PUBLISH.
    Publication(PublicationId),
    /// The BYE of a fork that nobody wants.
    Orphan,
}

/// Who waits for a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FlowUser {
    /// A registration, for its REGISTER.
    Registration(RegistrationId),
    /// A call, for its INVITE.
    Invite(SessionId),
    /// A dialog, for the requests in it.
    Dialog(SessionId),
    /// A dialog that began as the early one with this number.
    EarlyDialog(SessionId, u16),
    /// An OPTIONS outside of calls.
    Query(QueryId),
    /// A MESSAGE outside of calls.
    Message(MessageId),
    /// The question to the STUN server with this number, how we look from outside.
    Stun(u32),
    /// A REFER.
    Transfer(TransferId),
    /// A NOTIFY about a REFER of the other side.
    Notify(ReferId),
    /// A SUBSCRIBE.
    Subscription(SubscriptionId),
    /// A NOTIFY to a watcher.
    Watcher(SubscriptionId),
    /// A PUBLISH.
    Publication(PublicationId),
    /// The refusal with this number, whose connection has ended.
    LateResponse(u32),
}

/// What a timer of the agent is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Deadline {
    /// A registration's refresh or next try.
    Registration(RegistrationId),
    /// The next question to the STUN server.
    Stun,
    /// The next keep-alive of a registration's flow, or the end of the wait
    /// for its answer.
    KeepAlive(RegistrationId),
    /// Something in a call.
    Call(SessionId, CallTimer),
    /// The next word on a transfer of ours.
    Transfer(TransferId),
    /// A REFER of the other side: its response, its decision, or its end.
    Refer(ReferId),
    /// The NOTIFY about it, where the other side has asked us to wait.
    ReferNotify(ReferId),
    /// A subscription's refresh, next try or end.
    Subscription(SubscriptionId),
    /// The end of a watcher's subscription.
    Watcher(SubscriptionId),
    /// The NOTIFY to a watcher that has asked us to wait.
    WatcherNotify(SubscriptionId),
    /// A publication's refresh or next try.
    Publication(PublicationId),
}

impl Owner {
    /// The call whose first request it is.
    pub(crate) fn invite(self) -> Option<SessionId> {
        match self {
            Self::Invite(session) | Self::TakenBack(session) => Some(session),
            _ => None,
        }
    }

    /// Whether it is a request that its sender can do without, or makes anew, where our
    /// address changes before it has its response.
    pub(crate) fn is_made_anew(self) -> bool {
        match self {
            Self::Invite(_)
            | Self::Modify(_)
            | Self::Refresh(_)
            | Self::Bye(_)
            | Self::Prack(..)
            | Self::Subscription(_)
            | Self::Watcher(_)
            | Self::Publication(_)
            | Self::Info(_)
            | Self::Message(..)
            | Self::OutOfDialogMessage(_)
            | Self::Notify(..)
            | Self::Query(_) => true,
            // A registration starts over by itself. Who has got a REFER and gets
            // another makes two calls of it.
            Self::Registration(_) | Self::TakenBack(_) | Self::Transfer(..) | Self::Orphan => false,
        }
    }

    /// The call a request belongs to.
    pub(crate) fn session(self) -> Option<SessionId> {
        match self {
            Self::Transfer(_, session) | Self::Notify(_, session) => session,
            Self::Registration(_)
            | Self::Query(_)
            | Self::OutOfDialogMessage(_)
            | Self::Subscription(_)
            | Self::Watcher(_)
            | Self::Publication(_)
            | Self::Orphan => None,
            Self::Invite(session)
            | Self::TakenBack(session)
            | Self::Modify(session)
            | Self::Refresh(session)
            | Self::Bye(session)
            | Self::Message(session, _)
            | Self::Prack(session, _)
            | Self::Info(session) => Some(session),
        }
    }
}
