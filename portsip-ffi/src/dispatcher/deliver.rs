//! Event → call, one function per shape of event.

use std::ffi::{c_char, c_void};

use portsip_core::events::{Event, InviteParties, MediaSummary, RegisterResult};
use portsip_core::ids::{INVALID_SESSION_ID, SessionId};

use super::Handlers;
use crate::text::OutText;

/// Calls the handler of `event`, if the program has one.
pub(super) fn deliver(handlers: &Handlers, event: Event) {
    match event {
        Event::RegisterSuccess(result) => register_success(handlers, &result),
        Event::RegisterFailure(result) => register_failure(handlers, &result),
        Event::InviteIncoming(parties) => invite_incoming(handlers, &parties),
        Event::InviteTrying { session } => invite_trying(handlers, session),
        Event::InviteSessionProgress {
            session,
            media,
            early_media,
            message,
        } => invite_session_progress(handlers, session, &media, early_media, &message),
        Event::InviteRinging {
            session,
            status,
            reason,
            message,
        } => invite_ringing(handlers, session, status, &reason, &message),
        Event::InviteAnswered(parties) => invite_answered(handlers, &parties),
        Event::InviteFailure {
            parties,
            status,
            reason,
        } => invite_failure(handlers, &parties, status, &reason),
        Event::InviteUpdated {
            session,
            media,
            message,
        } => invite_updated(handlers, session, &media, &message),
        Event::InviteConnected { session } => invite_connected(handlers, session),
        Event::InviteClosed { session } => invite_closed(handlers, session),
        Event::RemoteHold { session } => remote_hold(handlers, session),
        Event::RemoteUnHold { session, media } => remote_un_hold(handlers, session, &media),
        Event::SignalingReceived { session, message } => {
            received_signaling(handlers, session, &message);
        }
        Event::SignalingSending { session, message } => {
            sending_signaling(handlers, session, &message);
        }
        Event::DtmfReceived { session, tone } => recv_dtmf_tone(handlers, session, tone),
        Event::OptionsReceived { message } => recv_options(handlers, &message),
        Event::PlayFileFinished { session, file_name } => {
            play_file_finished(handlers, session, &file_name);
        }
        Event::Statistics { session, json } => statistics(handlers, session, &json),
        other => tracing::warn!(?other, "an event without a handler in the C interface"),
    }
}

// Every call below rests on the same facts, which its SAFETY line names:
// *texts* are `OutText`s alive in the calling function, NUL-terminated;
// *bytes* are pointer and length of a `Bytes` alive in the calling function;
// the handler is a function of the member's type, as the header asks of
// whoever set it.

fn register_success(handlers: &Handlers, result: &RegisterResult) {
    if let Some(handler) = handlers.table.onRegisterSuccess {
        register_by_table(handlers, handler, result);
    } else if let Some(handler) = handlers.plain.register_success {
        register_by_plain(handler, result);
    }
}

fn register_failure(handlers: &Handlers, result: &RegisterResult) {
    if let Some(handler) = handlers.table.onRegisterFailure {
        register_by_table(handlers, handler, result);
    } else if let Some(handler) = handlers.plain.register_failure {
        register_by_plain(handler, result);
    }
}

fn register_by_table(
    handlers: &Handlers,
    handler: unsafe extern "C" fn(*mut c_void, *const c_char, i32, *const u8, usize),
    result: &RegisterResult,
) {
    let mut reason = OutText::new(&result.reason);
    let message = &result.message;
    // SAFETY: text and bytes live here.
    unsafe {
        handler(
            handlers.table.context,
            reason.as_ptr(),
            i32::from(result.status),
            message.as_ptr(),
            message.len(),
        );
    }
}

fn register_by_plain(
    handler: unsafe extern "C" fn(*const c_char, i32, *const c_char) -> i32,
    result: &RegisterResult,
) {
    let mut reason = OutText::new(&result.reason);
    let mut message = OutText::from_bytes(&result.message);
    // SAFETY: texts live here.
    unsafe { handler(reason.as_ptr(), i32::from(result.status), message.as_ptr()) };
}

/// The texts of the parties of a call.
struct PartyTexts {
    caller_display_name: OutText,
    caller: OutText,
    callee_display_name: OutText,
    callee: OutText,
    media: MediaTexts,
}

impl PartyTexts {
    fn new(parties: &InviteParties) -> Self {
        Self {
            caller_display_name: OutText::new(&parties.caller_display_name),
            caller: OutText::new(&parties.caller),
            callee_display_name: OutText::new(&parties.callee_display_name),
            callee: OutText::new(&parties.callee),
            media: MediaTexts::new(&parties.media),
        }
    }
}

/// The texts of the media of a call.
struct MediaTexts {
    audio: OutText,
    video: OutText,
}

impl MediaTexts {
    fn new(media: &MediaSummary) -> Self {
        Self {
            audio: OutText::new(&media.audio_codecs),
            video: OutText::new(&media.video_codecs),
        }
    }
}

fn invite_incoming(handlers: &Handlers, parties: &InviteParties) {
    if let Some(handler) = handlers.table.onInviteIncoming {
        parties_by_table(handlers, handler, parties);
    } else if let Some(handler) = handlers.plain.invite_incoming {
        parties_by_plain(handler, parties);
    }
}

fn invite_answered(handlers: &Handlers, parties: &InviteParties) {
    if let Some(handler) = handlers.table.onInviteAnswered {
        parties_by_table(handlers, handler, parties);
    } else if let Some(handler) = handlers.plain.invite_answered {
        parties_by_plain(handler, parties);
    }
}

/// A handler of the table that is told the parties and the media of a call.
type PartiesTableHandler = unsafe extern "C" fn(
    *mut c_void,
    i32,
    *const c_char,
    *const c_char,
    *const c_char,
    *const c_char,
    *const c_char,
    *const c_char,
    bool,
    bool,
    *const u8,
    usize,
);

fn parties_by_table(handlers: &Handlers, handler: PartiesTableHandler, parties: &InviteParties) {
    let mut texts = PartyTexts::new(parties);
    // SAFETY: texts and bytes live here.
    unsafe {
        handler(
            handlers.table.context,
            parties.session.0,
            texts.caller_display_name.as_ptr(),
            texts.caller.as_ptr(),
            texts.callee_display_name.as_ptr(),
            texts.callee.as_ptr(),
            texts.media.audio.as_ptr(),
            texts.media.video.as_ptr(),
            parties.media.audio,
            parties.media.video,
            parties.message.as_ptr(),
            parties.message.len(),
        );
    }
}

/// The same as a plain handler.
type PartiesPlainHandler = unsafe extern "C" fn(
    i32,
    *const c_char,
    *const c_char,
    *const c_char,
    *const c_char,
    *const c_char,
    *const c_char,
    bool,
    bool,
    *const c_char,
) -> i32;

fn parties_by_plain(handler: PartiesPlainHandler, parties: &InviteParties) {
    let mut texts = PartyTexts::new(parties);
    let mut message = OutText::from_bytes(&parties.message);
    // SAFETY: texts live here.
    unsafe {
        handler(
            parties.session.0,
            texts.caller_display_name.as_ptr(),
            texts.caller.as_ptr(),
            texts.callee_display_name.as_ptr(),
            texts.callee.as_ptr(),
            texts.media.audio.as_ptr(),
            texts.media.video.as_ptr(),
            parties.media.audio,
            parties.media.video,
            message.as_ptr(),
        )
    };
}

fn invite_failure(handlers: &Handlers, parties: &InviteParties, status: u16, reason: &str) {
    let mut texts = PartyTexts::new(parties);
    let mut reason = OutText::new(reason);
    if let Some(handler) = handlers.table.onInviteFailure {
        // SAFETY: texts and bytes live here.
        unsafe {
            handler(
                handlers.table.context,
                parties.session.0,
                texts.caller_display_name.as_ptr(),
                texts.caller.as_ptr(),
                texts.callee_display_name.as_ptr(),
                texts.callee.as_ptr(),
                reason.as_ptr(),
                i32::from(status),
                parties.message.as_ptr(),
                parties.message.len(),
            );
        }
    } else if let Some(handler) = handlers.plain.invite_failure {
        let mut message = OutText::from_bytes(&parties.message);
        // SAFETY: texts live here.
        unsafe {
            handler(
                parties.session.0,
                texts.caller_display_name.as_ptr(),
                texts.caller.as_ptr(),
                texts.callee_display_name.as_ptr(),
                texts.callee.as_ptr(),
                reason.as_ptr(),
                i32::from(status),
                message.as_ptr(),
            )
        };
    }
}

fn invite_session_progress(
    handlers: &Handlers,
    session: SessionId,
    media: &MediaSummary,
    early_media: bool,
    message: &[u8],
) {
    let mut texts = MediaTexts::new(media);
    if let Some(handler) = handlers.table.onInviteSessionProgress {
        // SAFETY: texts and bytes live here.
        unsafe {
            handler(
                handlers.table.context,
                session.0,
                texts.audio.as_ptr(),
                texts.video.as_ptr(),
                early_media,
                media.audio,
                media.video,
                message.as_ptr(),
                message.len(),
            );
        }
    } else if let Some(handler) = handlers.plain.invite_session_progress {
        let mut message = OutText::from_bytes(message);
        // SAFETY: texts live here.
        unsafe {
            handler(
                session.0,
                texts.audio.as_ptr(),
                texts.video.as_ptr(),
                early_media,
                media.audio,
                media.video,
                message.as_ptr(),
            )
        };
    }
}

fn invite_ringing(
    handlers: &Handlers,
    session: SessionId,
    status: u16,
    reason: &str,
    message: &[u8],
) {
    let mut reason = OutText::new(reason);
    if let Some(handler) = handlers.table.onInviteRinging {
        // SAFETY: text and bytes live here.
        unsafe {
            handler(
                handlers.table.context,
                session.0,
                reason.as_ptr(),
                i32::from(status),
                message.as_ptr(),
                message.len(),
            );
        }
    } else if let Some(handler) = handlers.plain.invite_ringing {
        let mut message = OutText::from_bytes(message);
        // SAFETY: texts live here.
        unsafe {
            handler(
                session.0,
                reason.as_ptr(),
                i32::from(status),
                message.as_ptr(),
            )
        };
    }
}

fn invite_updated(handlers: &Handlers, session: SessionId, media: &MediaSummary, message: &[u8]) {
    let mut texts = MediaTexts::new(media);
    if let Some(handler) = handlers.table.onInviteUpdated {
        // SAFETY: texts and bytes live here.
        unsafe {
            handler(
                handlers.table.context,
                session.0,
                texts.audio.as_ptr(),
                texts.video.as_ptr(),
                media.audio,
                media.video,
                media.screen,
                message.as_ptr(),
                message.len(),
            );
        }
    } else if let Some(handler) = handlers.plain.invite_updated {
        let mut message = OutText::from_bytes(message);
        // SAFETY: texts live here.
        unsafe {
            handler(
                session.0,
                texts.audio.as_ptr(),
                texts.video.as_ptr(),
                media.audio,
                media.video,
                media.screen,
                message.as_ptr(),
            )
        };
    }
}

fn remote_un_hold(handlers: &Handlers, session: SessionId, media: &MediaSummary) {
    let mut texts = MediaTexts::new(media);
    if let Some(handler) = handlers.table.onRemoteUnHold {
        // SAFETY: texts live here.
        unsafe {
            handler(
                handlers.table.context,
                session.0,
                texts.audio.as_ptr(),
                texts.video.as_ptr(),
                media.audio,
                media.video,
            );
        }
    } else if let Some(handler) = handlers.plain.remote_un_hold {
        // SAFETY: texts live here.
        unsafe {
            handler(
                session.0,
                texts.audio.as_ptr(),
                texts.video.as_ptr(),
                media.audio,
                media.video,
            )
        };
    }
}

fn invite_trying(handlers: &Handlers, session: SessionId) {
    let (table, plain) = (handlers.table.onInviteTrying, handlers.plain.invite_trying);
    session_only(handlers, table, plain, session);
}

fn invite_connected(handlers: &Handlers, session: SessionId) {
    let (table, plain) = (
        handlers.table.onInviteConnected,
        handlers.plain.invite_connected,
    );
    session_only(handlers, table, plain, session);
}

fn invite_closed(handlers: &Handlers, session: SessionId) {
    let (table, plain) = (handlers.table.onInviteClosed, handlers.plain.invite_closed);
    session_only(handlers, table, plain, session);
}

fn remote_hold(handlers: &Handlers, session: SessionId) {
    let (table, plain) = (handlers.table.onRemoteHold, handlers.plain.remote_hold);
    session_only(handlers, table, plain, session);
}

fn session_only(
    handlers: &Handlers,
    table: Option<unsafe extern "C" fn(*mut c_void, i32)>,
    plain: Option<unsafe extern "C" fn(i32) -> i32>,
    session: SessionId,
) {
    if let Some(handler) = table {
        // SAFETY: numbers and the program's own context.
        unsafe { handler(handlers.table.context, session.0) };
    } else if let Some(handler) = plain {
        // SAFETY: a number.
        unsafe { handler(session.0) };
    }
}

fn received_signaling(handlers: &Handlers, session: Option<SessionId>, message: &[u8]) {
    let (table, plain) = (
        handlers.table.onReceivedSignaling,
        handlers.plain.received_signaling,
    );
    signaling(handlers, table, plain, session, message);
}

fn sending_signaling(handlers: &Handlers, session: Option<SessionId>, message: &[u8]) {
    let (table, plain) = (
        handlers.table.onSendingSignaling,
        handlers.plain.sending_signaling,
    );
    signaling(handlers, table, plain, session, message);
}

fn signaling(
    handlers: &Handlers,
    table: Option<unsafe extern "C" fn(*mut c_void, i32, *const u8, usize)>,
    plain: Option<unsafe extern "C" fn(i32, *const c_char) -> i32>,
    session: Option<SessionId>,
    message: &[u8],
) {
    let session = session.map_or(INVALID_SESSION_ID, |session| session.0);
    if let Some(handler) = table {
        // SAFETY: bytes live here.
        unsafe {
            handler(
                handlers.table.context,
                session,
                message.as_ptr(),
                message.len(),
            );
        }
    } else if let Some(handler) = plain {
        let mut message = OutText::from_bytes(message);
        // SAFETY: the text lives here.
        unsafe { handler(session, message.as_ptr()) };
    }
}

fn recv_dtmf_tone(handlers: &Handlers, session: SessionId, tone: u8) {
    if let Some(handler) = handlers.table.onRecvDtmfTone {
        // SAFETY: numbers and the program's own context.
        unsafe { handler(handlers.table.context, session.0, i32::from(tone)) };
    } else if let Some(handler) = handlers.plain.recv_dtmf_tone {
        // SAFETY: numbers.
        unsafe { handler(session.0, i32::from(tone)) };
    }
}

fn recv_options(handlers: &Handlers, message: &[u8]) {
    if let Some(handler) = handlers.table.onRecvOptions {
        // SAFETY: bytes live here.
        unsafe { handler(handlers.table.context, message.as_ptr(), message.len()) };
    } else if let Some(handler) = handlers.plain.recv_options {
        let mut message = OutText::from_bytes(message);
        // SAFETY: the text lives here.
        unsafe { handler(message.as_ptr()) };
    }
}

fn play_file_finished(handlers: &Handlers, session: SessionId, file_name: &str) {
    let (table, plain) = (
        handlers.table.onPlayFileFinished,
        handlers.plain.play_file_finished,
    );
    session_text(handlers, table, plain, session, file_name);
}

fn statistics(handlers: &Handlers, session: SessionId, json: &str) {
    let (table, plain) = (handlers.table.onStatistics, handlers.plain.statistics);
    session_text(handlers, table, plain, session, json);
}

fn session_text(
    handlers: &Handlers,
    table: Option<unsafe extern "C" fn(*mut c_void, i32, *const c_char)>,
    plain: Option<unsafe extern "C" fn(i32, *const c_char) -> i32>,
    session: SessionId,
    text: &str,
) {
    let mut text = OutText::new(text);
    if let Some(handler) = table {
        // SAFETY: the text lives here.
        unsafe { handler(handlers.table.context, session.0, text.as_ptr()) };
    } else if let Some(handler) = plain {
        // SAFETY: the text lives here.
        unsafe { handler(session.0, text.as_ptr()) };
    }
}
