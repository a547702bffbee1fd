//! One call: its states, and what they share.
//!
//! | state | from | until |
//! |---|---|---|
//! | Connecting | `call` | the answer, a failure, or `hang_up` |
//! | Ringing | an INVITE | `answer`, `reject`, CANCEL |
//! | Established | the 2xx | BYE either way |
//! | Closing | our `hang_up` | the other side has confirmed |
//!
//! Hold, offer/answer, the change of media and the keys on their way are
//! machines of their own inside `Established`.

mod accept;
mod agree;
mod another_address;
mod answer;
mod close;
mod close_reason;
mod confirm;
mod connect;
mod dtmf;
mod early_answer;
mod early_dialog;
mod early_media;
mod established;
mod failover;
mod fork;
mod forward;
mod gathering;
mod give_up;
mod hold;
mod info;
mod instant_message;
mod invite;
mod keys;
mod media;
mod modify;
mod modify_again;
mod news;
mod other_offer;
mod redirect;
mod refer;
mod refresh;
mod reliable_provisional;
mod remote_modify;
mod replace;
mod request_queue;
mod response;
mod routing;
mod session_timer;
mod table;
mod tones;
mod wishes;

use crate::error::{Error, Result};
use crate::events::{EndReason, Event, InviteParties, MediaSummary};
use crate::ids::{ReferId, SessionId};
use crate::plan::{Bandwidth, MediaAccess};
use crate::sdp::Negotiation;
use crate::sip::header::NameAddr;
use crate::sip::message::Message;

use super::context::Context;
use super::event_text::end_reason;
use super::identity::asserted_caller;

use close_reason::CloseReason;

pub(crate) use fork::{Orphans, end_orphan};
pub(crate) use info::Info;
pub(crate) use instant_message::{InstantMessage, tell_outcome, tell_unsent};
pub(crate) use news::{CallNews, PlaceExtra, ReplacesWish};
pub(crate) use redirect::{Targets, first_target};
pub(crate) use session_timer::INTERVAL_S_MIN as SESSION_INTERVAL_S_MIN;
pub(crate) use table::Calls;
pub(crate) use tones::Tone;

use accept::Ringing;
use close::Closing;
use connect::Connecting;
use established::Established;
use media::CallMedia;
use refer::Refers;

/// What a timer of a call is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CallTimer {
    /// Our INVITE has had no final response for too long.
    NoAnswer,
    /// Who was called before our address changed may be reached again.
    InviteAgain,
    /// The 180 is due again, or the ringing has lasted too long.
    Ringing,
    /// Our reliable provisional response is due again, or its PRACK has not come.
    ProvisionalRepeat,
    /// The 2xx is due again, or its ACK has not come.
    AnswerRepeat,
    /// A refused change of media may be tried again (RFC 3261 §14.1).
    ModifyAgain,
    /// Our change of media has had no final response for too long.
    ModifyUnanswered,
    /// Half of the session's interval is over: we refresh it (RFC 4028 §10).
    SessionRefresh,
    /// Nothing has refreshed the session.
    SessionEnd,
}

/// A call from its first message to its last.
pub(crate) struct Call {
    session: SessionId,
    /// Our tag, which finds the call when a message comes.
    local_tag: String,
    parties: Parties,
    media: CallMedia,
    /// The offer/answer state; none before an address of ours is known.
    negotiation: Option<Negotiation>,
    /// What our descriptions say about bandwidth.
    bandwidth: Bandwidth,
    /// The REFER that asked for this call, until it is told the outcome.
    referred: Option<ReferId>,
    refers: Refers,
    /// The call that this one takes the place of, once it is connected.
    replaces: Option<SessionId>,
    /// It came to take the place of another, and needs nobody to answer it.
    answers_itself: bool,
    state: State,
}

enum State {
    Connecting(Box<Connecting>),
    Ringing(Box<Ringing>),
    Established(Box<Established>),
    Closing(Box<Closing>),
    Ended,
}

/// Who calls whom, in the words of events.
#[derive(Clone, Debug, Default)]
struct Parties {
    caller: Party,
    callee: Party,
}

#[derive(Clone, Debug, Default)]
struct Party {
    display_name: String,
    address: String,
}

impl Call {
    /// Which call it is.
    pub(crate) fn session(&self) -> SessionId {
        self.session
    }

    /// Our tag.
    pub(crate) fn local_tag(&self) -> &str {
        &self.local_tag
    }

    /// Whether the program still has to do with it.
    pub(crate) fn is_live(&self) -> bool {
        !matches!(self.state, State::Closing(_) | State::Ended)
    }

    /// Whether nothing more will come of it.
    pub(crate) fn is_ended(&self) -> bool {
        matches!(self.state, State::Ended)
    }

    /// Whether media functions may work on it.
    pub(crate) fn media_access(&self) -> MediaAccess {
        match &self.state {
            State::Established(established) if established.is_connected() => {
                if established.hold.is_held() {
                    MediaAccess::Held
                } else {
                    MediaAccess::Live
                }
            }
            State::Ringing(_) | State::Established(_) if self.media.began_early() => {
                MediaAccess::Live
            }
            _ => MediaAccess::NotEstablished,
        }
    }

    /// Whether settings of its audio can be carried out.
    pub(crate) fn has_begun_audio(&self) -> bool {
        self.media.has_begun()
    }

    /// The dialog, once the program knows that it stands.
    fn connected(&mut self) -> Result<&mut Established> {
        match &mut self.state {
            State::Established(established) if established.is_connected() => Ok(established),
            _ => Err(Error::CoreCallNotEstablished),
        }
    }

    fn parties(&self, media: MediaSummary, message: Option<&Message>) -> InviteParties {
        InviteParties {
            session: self.session,
            caller_display_name: self.parties.caller.display_name.clone(),
            caller: self.parties.caller.address.clone(),
            callee_display_name: self.parties.callee.display_name.clone(),
            callee: self.parties.callee.address.clone(),
            media,
            message: message
                .map(|message| message.raw().clone())
                .unwrap_or_default(),
        }
    }

    /// A call that the program knows has ended, for a reason that we find.
    fn closed(&mut self, ctx: &mut Context, reason: CloseReason) {
        self.closed_for(ctx, Some(reason.into()));
    }

    /// The same by a request of theirs, which may tell the reason.
    fn closed_by(&mut self, ctx: &mut Context, request: &Message) {
        self.closed_for(ctx, end_reason(request));
    }

    fn closed_for(&mut self, ctx: &mut Context, reason: Option<EndReason>) {
        self.media.stop(&mut ctx.outputs);
        self.give_up_messages(ctx);
        let session = self.session;
        ctx.event(Event::InviteClosed { session, reason });
    }

    fn end(&mut self, ctx: &mut Context) {
        self.media.stop(&mut ctx.outputs);
        self.over(ctx);
    }
}

impl Party {
    /// Who calls by an INVITE: as the network asserts it, else as From says.
    fn calling(invite: &Message) -> Self {
        let from = Self::of(invite.from());
        match asserted_caller(invite) {
            Some((display_name, address)) => Self {
                display_name: display_name.unwrap_or(from.display_name),
                address,
            },
            None => from,
        }
    }

    fn of(address: &NameAddr) -> Self {
        Self {
            display_name: address.display_name().into_owned(),
            address: address.uri().address_of_record(),
        }
    }
}
