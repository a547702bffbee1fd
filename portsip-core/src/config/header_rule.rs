//! A rule that changes the headers of outgoing SIP messages.

use crate::ids::SessionId;

/// Whether a matching header is added beside others or takes their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HeaderAction {
    /// `addSipMessageHeader`: one more header field.
    Add,
    /// `modifySipMessageHeader`: replaces the header, adds it where it is missing.
    Modify,
}

/// Which kind of message a rule is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MessageKinds {
    /// Requests (1).
    Requests,
    /// Responses (2).
    Responses,
    /// Both (3).
    Both,
}

/// What is put into which outgoing messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderRule {
    /// What it does.
    pub action: HeaderAction,
    /// Only messages of this call; `None` for all messages.
    pub session: Option<SessionId>,
    /// Only messages of this method (for responses: the one in `CSeq`); `ALL` in
    /// any case for all methods.
    pub method: String,
    /// Requests, responses or both.
    pub kinds: MessageKinds,
    /// The header's name.
    pub name: String,
    /// The header's value.
    pub value: String,
}
