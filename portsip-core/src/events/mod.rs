//! What the SDK tells the program: one variant for each `on…` event.
//!
//! For each event: *source* — what raises it; *then* — what the program may do
//! or what follows. Events of one SDK object come in order, on its event
//! thread, with no lock held.

use std::fmt;

use crate::ids::{MessageId, ReferId, SessionId, SubscriptionId};
use crate::octets::Octets;

/// How many messages wait in a mailbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingMessages {
    /// The mailbox, a URI.
    pub account: String,
    /// New ones that are urgent.
    pub urgent_new: i32,
    /// Old ones that are urgent.
    pub urgent_old: i32,
    /// New ones, the urgent ones among them.
    pub new: i32,
    /// Old ones, the urgent ones among them.
    pub old: i32,
}

/// One event.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Event {
    /// *Source:* the first 2xx to a REGISTER, and each 2xx after a failure.
    RegisterSuccess(RegisterResult),
    /// *Source:* a REGISTER was refused or got no answer. *Then:* it is tried
    /// again with back-off while tries are left.
    RegisterFailure(RegisterResult),
    /// *Source:* an INVITE outside any dialog; 180 has been sent. *Then:*
    /// `answerCall` or `rejectCall`; ends otherwise with [`Event::InviteClosed`].
    InviteIncoming(InviteParties),
    /// *Source:* the first provisional response to our INVITE.
    InviteTrying {
        /// The call.
        session: SessionId,
    },
    /// *Source:* a 183 response to our INVITE.
    InviteSessionProgress {
        /// The call.
        session: SessionId,
        /// What the description in the response offers.
        media: MediaSummary,
        /// The response has a session description: its audio is rendered.
        early_media: bool,
        /// The response on the wire.
        message: Octets,
    },
    /// *Source:* a 180, 181 or 182 response to our INVITE.
    InviteRinging {
        /// The call.
        session: SessionId,
        /// The response's code.
        status: u16,
        /// The response's reason phrase.
        reason: String,
        /// The response on the wire.
        message: Octets,
    },
    /// *Source:* the 2xx that ends our INVITE's wait. *Then:*
    /// [`Event::InviteConnected`] once the ACK is sent.
    InviteAnswered(InviteParties),
    /// *Source:* our INVITE ended without a call: refused, timed out (408), or
    /// not deliverable (503). Not raised for our own `hangUp`.
    InviteFailure {
        /// The call, with its parties.
        parties: InviteParties,
        /// The code of the response, or of RFC 3261 for what we decide ourselves.
        status: u16,
        /// Its reason phrase.
        reason: String,
    },
    /// *Source:* the other side changed the call's media by re-INVITE or UPDATE.
    InviteUpdated {
        /// The call.
        session: SessionId,
        /// What flows now.
        media: MediaSummary,
        /// The request on the wire.
        message: Octets,
    },
    /// *Source:* the ACK was sent (our call) or received (theirs).
    InviteConnected {
        /// The call.
        session: SessionId,
    },
    /// *Source:* an incoming call was sent elsewhere, as `enableCallForward` asked.
    /// *Then:* nothing more of it.
    InviteForwarded {
        /// Where it was sent to.
        to: String,
    },
    /// *Source:* the other side, the network or what the call needs ended it.
    /// Never for our own `hangUp`.
    InviteClosed {
        /// The call.
        session: SessionId,
        /// What the other side gave as the reason, such as 200, answered
        /// elsewhere, or our own.
        reason: Option<EndReason>,
    },
    /// *Source:* the other side stopped listening to us (hold).
    RemoteHold {
        /// The call.
        session: SessionId,
    },
    /// *Source:* the other side listens again.
    RemoteUnHold {
        /// The call.
        session: SessionId,
        /// What flows now.
        media: MediaSummary,
    },
    /// *Source:* a REFER, in a call or outside. *Then:* `acceptRefer` or
    /// `rejectRefer`; undecided for a minute it is refused with 603.
    ReferReceived {
        /// The call in which it came, or that its Target-Dialog names.
        session: Option<SessionId>,
        /// The REFER.
        refer: ReferId,
        /// Whom to call, `sip:user@host[:port]`.
        to: String,
        /// Who asks.
        from: String,
        /// The request on the wire.
        message: Octets,
    },
    /// *Source:* a 2xx to our REFER, or a NOTIFY that came before it. *Then:*
    /// at most one [`Event::TransferSuccess`] or [`Event::TransferFailure`].
    ReferAccepted {
        /// The call that is transferred.
        session: SessionId,
    },
    /// *Source:* our REFER was refused, got no answer (408), or was not
    /// deliverable (503).
    ReferRejected {
        /// The call that was to be transferred; it goes on.
        session: SessionId,
        /// The response's code.
        status: u16,
        /// Its reason phrase.
        reason: String,
    },
    /// *Source:* a NOTIFY in a subscription. *Then:* the event of its package, where
    /// that has one.
    SubscriptionNotified {
        /// The subscription.
        subscription: SubscriptionId,
        /// The request on the wire.
        message: Octets,
        /// Its body.
        body: Octets,
    },
    /// *Source:* a presence document that says that somebody can be reached.
    PresenceOnline {
        /// The name of whom it is about, where it is known.
        from_display_name: String,
        /// Whom it is about, `sip:user@host[:port]`.
        from: String,
        /// What is said of it, for people, cut at 1024 bytes; may be empty.
        state_text: String,
    },
    /// *Source:* a presence document that says that somebody cannot be reached.
    PresenceOffline {
        /// The name of whom it is about, where it is known.
        from_display_name: String,
        /// Whom it is about, `sip:user@host[:port]`.
        from: String,
    },
    /// *Source:* a document of the package `dialog` that says something new of a call
    /// (RFC 4235). *Then:* `pickupBLFCall` for one that rings there, or is on hold.
    DialogStateUpdated {
        /// Whose call it is, `sip:user@host[:port]`, as it was subscribed to.
        monitored: String,
        /// `trying`, `proceeding`, `early`, `confirmed`, `hold` (confirmed, where the
        /// document says so) or `terminated`.
        state: &'static str,
        /// The id of the call: that of these documents, and behind a semicolon the
        /// subscription.
        dialog: String,
        /// `initiator` or `recipient`; empty where that is not said.
        direction: &'static str,
    },
    /// *Source:* a message summary that speaks of voice mail, or of nothing but whether
    /// messages wait (RFC 3842).
    WaitingVoiceMessages(WaitingMessages),
    /// *Source:* a message summary that speaks of faxes (RFC 3842).
    WaitingFaxMessages(WaitingMessages),
    /// *Source:* our first SUBSCRIBE was refused, got no answer (408) or was not
    /// deliverable (503), or no NOTIFY followed it (408). *Then:* nothing more of it.
    SubscriptionFailed {
        /// The subscription.
        subscription: SubscriptionId,
        /// The response's code.
        status: u16,
    },
    /// *Source:* a subscription has ended. One of ours: we have taken it back, its
    /// notifier has ended it for good, or it was lost and is refused now. One of a
    /// watcher ([`Event::PresenceSubscribed`]): it has taken it back or not refreshed
    /// it, refuses or does not answer what it is told, or has made room for others before
    /// it was accepted. *Then:* nothing more of it.
    SubscriptionTerminated {
        /// The subscription.
        subscription: SubscriptionId,
    },
    /// *Source:* a SUBSCRIBE of somebody who wants to know how we are. *Then:*
    /// `presenceAcceptSubscribe` or `presenceRejectSubscribe`; until then it is told
    /// nothing. Unless rejected it ends with [`Event::SubscriptionTerminated`].
    PresenceSubscribed {
        /// The subscription.
        subscription: SubscriptionId,
        /// The display name of who asks, or empty.
        display_name: String,
        /// Who asks, `sip:user@host[:port]`.
        from: String,
        /// The subject of the request, or empty.
        subject: String,
    },
    /// *Source:* a NOTIFY with 100: the other side calls.
    TransferTrying {
        /// The call that is transferred.
        session: SessionId,
    },
    /// *Source:* a NOTIFY with 18x: where the other side calls, it rings.
    TransferRinging {
        /// The call that is transferred.
        session: SessionId,
    },
    /// *Source:* a NOTIFY with 2xx. *Then:* the call may be ended.
    TransferSuccess {
        /// The call that was transferred.
        session: SessionId,
    },
    /// *Source:* a NOTIFY with another final code, a subscription that ended
    /// without one, or silence (408). *Then:* the call goes on.
    TransferFailure {
        /// The call that was to be transferred.
        session: SessionId,
        /// The code that the other side tells.
        status: u16,
        /// Its reason phrase.
        reason: String,
    },
    /// *Source:* a SIP message arrived, where `enableCallbackSignaling` asked for it.
    SignalingReceived {
        /// The call it belongs to, if any.
        session: Option<SessionId>,
        /// The message on the wire.
        message: Octets,
    },
    /// *Source:* a SIP message is sent, where `enableCallbackSignaling` asked for it.
    SignalingSending {
        /// The call it belongs to, if any.
        session: Option<SessionId>,
        /// The message on the wire.
        message: Octets,
    },
    /// *Source:* one key pressed at the other side, by RFC 4733, INFO or in-band.
    DtmfReceived {
        /// The call.
        session: SessionId,
        /// 0…9, 10 `*`, 11 `#`, 12…15 `A`…`D`, 16 flash.
        tone: u8,
    },
    /// *Source:* an OPTIONS request; it has been answered.
    OptionsReceived {
        /// The request on the wire.
        message: Octets,
    },
    /// *Source:* an INFO request of a call that is no key; it has been answered.
    InfoReceived {
        /// The call.
        session: SessionId,
        /// The request on the wire.
        message: Octets,
    },
    /// *Source:* a MESSAGE request in a call; it has been answered.
    MessageReceived {
        /// The call.
        session: SessionId,
        /// The first part of its type in lower case, such as `text`.
        kind: String,
        /// The second, without parameters, such as `plain`.
        subtype: String,
        /// What it carries.
        body: Octets,
    },
    /// *Source:* a 2xx to our MESSAGE in a call. *Then:* the next that waits is sent.
    MessageSent {
        /// The call.
        session: SessionId,
        /// Which message.
        message: MessageId,
    },
    /// *Source:* our MESSAGE in a call was refused, got no answer (408), was not
    /// deliverable (503), or its call ended before it was sent (487).
    MessageFailed {
        /// The call.
        session: SessionId,
        /// Which message.
        message: MessageId,
        /// The reason phrase of the response.
        reason: String,
        /// Its code.
        status: u16,
    },
    /// *Source:* a MESSAGE request outside of calls; it has been answered.
    OutOfDialogMessageReceived {
        /// The sender's display name, or empty.
        from_display_name: String,
        /// The sender, `sip:user@host[:port]`.
        from: String,
        /// The display name of whom it is for, or empty.
        to_display_name: String,
        /// Whom it is for, `sip:user@host[:port]`.
        to: String,
        /// The first part of its type in lower case, such as `text`.
        kind: String,
        /// The second, without parameters, such as `plain`.
        subtype: String,
        /// What it carries.
        body: Octets,
    },
    /// *Source:* a 2xx to our MESSAGE outside of calls.
    OutOfDialogMessageSent(MessageParties),
    /// *Source:* our MESSAGE outside of calls was refused, got no answer (408), or
    /// was not deliverable (503).
    OutOfDialogMessageFailed {
        /// The message, with its parties.
        parties: MessageParties,
        /// The reason phrase of the response, or why there is no way.
        reason: String,
        /// The code of the response, or of RFC 3261 for what we decide ourselves.
        status: u16,
    },
    /// *Source:* a file played to the remote has ended by itself.
    PlayFileFinished {
        /// The call.
        session: SessionId,
        /// The file's path as it was given.
        file_name: String,
    },
    /// *Source:* `getStatistics`.
    Statistics {
        /// The call.
        session: SessionId,
        /// JSON; its fields are described in `docs/statistics.md`.
        json: String,
    },
    /// *Source:* `raise_sample`, in builds for tests.
    #[cfg(feature = "test-hooks")]
    Sample {
        /// Which event to stand for, by its place in the C interface.
        number: i32,
    },
}

/// Why a call was taken back or ended (RFC 3326), by the other side or by us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndReason {
    /// Whose numbers the cause is of, such as `SIP` or `Q.850`.
    pub protocol: String,
    /// The cause; 0 where none is told.
    pub cause: u32,
    /// The text for people, or empty.
    pub text: String,
}

impl EndReason {
    /// The SIP status code; `None` where the cause is in other numbers, or not told.
    pub fn status_code(&self) -> Option<u16> {
        let code = u16::try_from(self.cause).ok()?;
        (self.is_sip() && (100..700).contains(&code)).then_some(code)
    }

    fn is_sip(&self) -> bool {
        self.protocol.eq_ignore_ascii_case("SIP")
    }
}

/// The text for people, or where the numbers are not SIP's, those before it:
/// `Q.850 16 Normal call clearing`.
impl fmt::Display for EndReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.is_sip() {
            write!(f, "{} {}", self.protocol, self.cause)?;
            if !self.text.is_empty() {
                f.write_str(" ")?;
            }
        }
        f.write_str(&self.text)
    }
}

/// The outcome of a REGISTER.
#[derive(Clone, Debug, PartialEq)]
pub struct RegisterResult {
    /// The response's code, or 408 and 503 for what we decide ourselves.
    pub status: u16,
    /// Its reason phrase.
    pub reason: String,
    /// The response on the wire; empty when there was none.
    pub message: Octets,
}

/// Who sent a message of ours to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageParties {
    /// Which message.
    pub message: MessageId,
    /// Our display name, or empty.
    pub from_display_name: String,
    /// We, `sip:user@host[:port]`.
    pub from: String,
    /// The display name that was given with the recipient, or empty.
    pub to_display_name: String,
    /// The recipient, `sip:user@host[:port]`.
    pub to: String,
}

/// Who calls whom, and with what.
#[derive(Clone, Debug, PartialEq)]
pub struct InviteParties {
    /// The call.
    pub session: SessionId,
    /// The caller's display name, or empty.
    pub caller_display_name: String,
    /// The caller, `sip:user@host[:port]`.
    pub caller: String,
    /// The callee's display name, or empty.
    pub callee_display_name: String,
    /// The callee, `sip:user@host[:port]`.
    pub callee: String,
    /// The media offered or agreed.
    pub media: MediaSummary,
    /// The message that raised the event, on the wire; empty when there was none.
    pub message: Octets,
}

/// The media of a call in the words of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MediaSummary {
    /// Audio codecs matched, rtpmap names in upper case joined by `#`.
    pub audio_codecs: String,
    /// Video codecs matched, in the same form.
    pub video_codecs: String,
    /// There is an audio stream.
    pub audio: bool,
    /// There is a video stream.
    pub video: bool,
    /// There is a screen stream.
    pub screen: bool,
}
