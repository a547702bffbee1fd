//! One event as the table of handlers delivers it, copied.

use std::ffi::{CStr, c_char, c_void};
use std::time::Duration;

use portsip_sdk::{EventFlag, PortSIP_answerCall, PortSIPX_Handlers};

use crate::log::Log;
use crate::{presence, subscription};

/// An event with its values in common columns.
#[derive(Clone, Debug)]
pub struct Event {
    /// The member of the table that was called, such as `onInviteClosed`.
    pub name: &'static str,
    /// Time since the first phone of the process was made.
    pub at: Duration,
    /// The call, or −1.
    pub session: i32,
    /// The status code, the key of a tone, or the id of a REFER or of a message that
    /// arrived; else 0.
    pub status: i32,
    /// The texts, joined by spaces.
    pub text: String,
    /// The SIP message, the body of a message of people, or empty.
    pub message: String,
}

impl Event {
    pub(crate) fn new(name: &'static str, session: i32) -> Self {
        Self {
            name,
            at: Duration::ZERO,
            session,
            status: 0,
            text: String::new(),
            message: String::new(),
        }
    }

    pub(crate) fn status(self, status: i32) -> Self {
        Self { status, ..self }
    }

    /// Adds texts that the library handed to a handler.
    pub(crate) fn texts(mut self, texts: &[*const c_char]) -> Self {
        for text in texts {
            // SAFETY: the library hands over NUL-terminated texts that live
            // until the handler returns.
            let text = unsafe { CStr::from_ptr(*text) }.to_string_lossy();
            if !self.text.is_empty() && !text.is_empty() {
                self.text.push(' ');
            }
            self.text.push_str(&text);
        }
        self
    }

    /// Adds the bytes of a message that the library handed to a handler.
    pub(crate) fn message(mut self, bytes: *const u8, length: usize) -> Self {
        if length > 0 {
            // SAFETY: the library hands over `length` readable bytes that live
            // until the handler returns.
            let bytes = unsafe { std::slice::from_raw_parts(bytes, length) };
            self.message = String::from_utf8_lossy(bytes).into_owned();
        }
        self
    }

    /// One line for a log.
    pub fn shown(&self) -> String {
        let ms = self.at.as_millis();
        let first = self.message.lines().next().unwrap_or_default();
        format!(
            "{ms} ms {} call {} {} {} {first}",
            self.name, self.session, self.status, self.text
        )
    }
}

/// The table whose handlers write into `log`.
pub(crate) fn handlers(log: *const Log) -> PortSIPX_Handlers {
    let mut handlers = PortSIPX_Handlers {
        context: log.cast_mut().cast(),
        onRegisterSuccess: Some(register_success),
        onRegisterFailure: Some(register_failure),
        onInviteIncoming: Some(invite_incoming),
        onInviteTrying: Some(invite_trying),
        onInviteSessionProgress: Some(invite_session_progress),
        onInviteRinging: Some(invite_ringing),
        onInviteAnswered: Some(invite_answered),
        onInviteFailure: Some(invite_failure),
        onInviteUpdated: Some(invite_updated),
        onInviteConnected: Some(invite_connected),
        onInviteClosed: Some(invite_closed),
        onRemoteHold: Some(remote_hold),
        onRemoteUnHold: Some(remote_un_hold),
        onReceivedRefer: Some(received_refer),
        onReferAccepted: Some(refer_accepted),
        onReferRejected: Some(refer_rejected),
        onTransferTrying: Some(transfer_trying),
        onTransferRinging: Some(transfer_ringing),
        onACTVTransferSuccess: Some(transfer_success),
        onACTVTransferFailure: Some(transfer_failure),
        onReceivedSignaling: Some(received_signaling),
        onSendingSignaling: Some(sending_signaling),
        onRecvDtmfTone: Some(recv_dtmf_tone),
        onRecvOptions: Some(recv_options),
        onRecvMessage: Some(recv_message),
        onRecvOutOfDialogMessage: Some(recv_out_of_dialog_message),
        onSendMessageSuccess: Some(send_message_success),
        onSendMessageFailure: Some(send_message_failure),
        onSendOutOfDialogMessageSuccess: Some(send_out_of_dialog_message_success),
        onSendOutOfDialogMessageFailure: Some(send_out_of_dialog_message_failure),
        onPlayFileFinished: Some(play_file_finished),
        onStatistics: Some(statistics),
        ..PortSIPX_Handlers::none()
    };
    presence::add_handlers(&mut handlers);
    subscription::add_handlers(&mut handlers);
    handlers
}

pub(crate) fn push(context: *mut c_void, event: Event) {
    log(context).push(event);
}

fn log<'a>(context: *mut c_void) -> &'a Log {
    // SAFETY: the context is the log given to `handlers`, which the phone
    // keeps alive until no handler can run.
    unsafe { &*context.cast::<Log>().cast_const() }
}

extern "C" fn register_success(
    context: *mut c_void,
    reason: *const c_char,
    status: i32,
    message: *const u8,
    length: usize,
) {
    let event = Event::new("onRegisterSuccess", -1);
    push(
        context,
        event
            .status(status)
            .texts(&[reason])
            .message(message, length),
    );
}

extern "C" fn register_failure(
    context: *mut c_void,
    reason: *const c_char,
    status: i32,
    message: *const u8,
    length: usize,
) {
    let event = Event::new("onRegisterFailure", -1);
    push(
        context,
        event
            .status(status)
            .texts(&[reason])
            .message(message, length),
    );
}

extern "C" fn invite_incoming(
    context: *mut c_void,
    session: i32,
    caller_name: *const c_char,
    caller: *const c_char,
    callee_name: *const c_char,
    callee: *const c_char,
    audio: *const c_char,
    _video: *const c_char,
    _exists_audio: EventFlag,
    _exists_video: EventFlag,
    message: *const u8,
    length: usize,
) {
    let texts = [caller_name, caller, callee_name, callee, audio];
    let event = Event::new("onInviteIncoming", session).texts(&texts);
    push(context, event.message(message, length));
    if let Some(sdk) = log(context).answering_sdk() {
        let code = PortSIP_answerCall(sdk, session, false.into());
        assert_eq!(code, 0, "answerCall");
    }
}

extern "C" fn invite_trying(context: *mut c_void, session: i32) {
    push(context, Event::new("onInviteTrying", session));
}

extern "C" fn invite_session_progress(
    context: *mut c_void,
    session: i32,
    audio: *const c_char,
    _video: *const c_char,
    _early_media: EventFlag,
    _exists_audio: EventFlag,
    _exists_video: EventFlag,
    message: *const u8,
    length: usize,
) {
    let event = Event::new("onInviteSessionProgress", session).texts(&[audio]);
    push(context, event.message(message, length));
}

extern "C" fn invite_ringing(
    context: *mut c_void,
    session: i32,
    reason: *const c_char,
    status: i32,
    message: *const u8,
    length: usize,
) {
    let event = Event::new("onInviteRinging", session).status(status);
    push(context, event.texts(&[reason]).message(message, length));
}

extern "C" fn invite_answered(
    context: *mut c_void,
    session: i32,
    caller_name: *const c_char,
    caller: *const c_char,
    callee_name: *const c_char,
    callee: *const c_char,
    audio: *const c_char,
    _video: *const c_char,
    _exists_audio: EventFlag,
    _exists_video: EventFlag,
    message: *const u8,
    length: usize,
) {
    let texts = [caller_name, caller, callee_name, callee, audio];
    let event = Event::new("onInviteAnswered", session).texts(&texts);
    push(context, event.message(message, length));
}

extern "C" fn invite_failure(
    context: *mut c_void,
    session: i32,
    _caller_name: *const c_char,
    _caller: *const c_char,
    _callee_name: *const c_char,
    callee: *const c_char,
    reason: *const c_char,
    status: i32,
    message: *const u8,
    length: usize,
) {
    let event = Event::new("onInviteFailure", session).status(status);
    push(
        context,
        event.texts(&[reason, callee]).message(message, length),
    );
}

extern "C" fn invite_updated(
    context: *mut c_void,
    session: i32,
    audio: *const c_char,
    _video: *const c_char,
    _exists_audio: EventFlag,
    _exists_video: EventFlag,
    _exists_screen: EventFlag,
    message: *const u8,
    length: usize,
) {
    let event = Event::new("onInviteUpdated", session).texts(&[audio]);
    push(context, event.message(message, length));
}

extern "C" fn invite_connected(context: *mut c_void, session: i32) {
    push(context, Event::new("onInviteConnected", session));
}

extern "C" fn invite_closed(context: *mut c_void, session: i32) {
    push(context, Event::new("onInviteClosed", session));
}

extern "C" fn remote_hold(context: *mut c_void, session: i32) {
    push(context, Event::new("onRemoteHold", session));
}

extern "C" fn remote_un_hold(
    context: *mut c_void,
    session: i32,
    audio: *const c_char,
    _video: *const c_char,
    _exists_audio: EventFlag,
    _exists_video: EventFlag,
) {
    push(
        context,
        Event::new("onRemoteUnHold", session).texts(&[audio]),
    );
}

extern "C" fn received_refer(
    context: *mut c_void,
    session: i32,
    refer: i32,
    to: *const c_char,
    from: *const c_char,
    message: *const u8,
    length: usize,
) {
    let event = Event::new("onReceivedRefer", session).status(refer);
    push(context, event.texts(&[to, from]).message(message, length));
}

extern "C" fn refer_accepted(context: *mut c_void, session: i32) {
    push(context, Event::new("onReferAccepted", session));
}

extern "C" fn refer_rejected(
    context: *mut c_void,
    session: i32,
    reason: *const c_char,
    status: i32,
) {
    let event = Event::new("onReferRejected", session).status(status);
    push(context, event.texts(&[reason]));
}

extern "C" fn transfer_trying(context: *mut c_void, session: i32) {
    push(context, Event::new("onTransferTrying", session));
}

extern "C" fn transfer_ringing(context: *mut c_void, session: i32) {
    push(context, Event::new("onTransferRinging", session));
}

extern "C" fn transfer_success(context: *mut c_void, session: i32) {
    push(context, Event::new("onACTVTransferSuccess", session));
}

extern "C" fn transfer_failure(
    context: *mut c_void,
    session: i32,
    reason: *const c_char,
    status: i32,
) {
    let event = Event::new("onACTVTransferFailure", session).status(status);
    push(context, event.texts(&[reason]));
}

extern "C" fn received_signaling(
    context: *mut c_void,
    session: i32,
    bytes: *const u8,
    length: usize,
) {
    push(
        context,
        Event::new("onReceivedSignaling", session).message(bytes, length),
    );
}

extern "C" fn sending_signaling(
    context: *mut c_void,
    session: i32,
    bytes: *const u8,
    length: usize,
) {
    push(
        context,
        Event::new("onSendingSignaling", session).message(bytes, length),
    );
}

extern "C" fn recv_dtmf_tone(context: *mut c_void, session: i32, tone: i32) {
    push(context, Event::new("onRecvDtmfTone", session).status(tone));
}

extern "C" fn recv_options(context: *mut c_void, bytes: *const u8, length: usize) {
    push(
        context,
        Event::new("onRecvOptions", -1).message(bytes, length),
    );
}

extern "C" fn recv_message(
    context: *mut c_void,
    session: i32,
    kind: *const c_char,
    subtype: *const c_char,
    body: *const u8,
    length: i32,
) {
    let event = Event::new("onRecvMessage", session).texts(&[kind, subtype]);
    push(context, event.message(body, length.unsigned_abs() as usize));
}

extern "C" fn recv_out_of_dialog_message(
    context: *mut c_void,
    _from_name: *const c_char,
    from: *const c_char,
    _to_name: *const c_char,
    to: *const c_char,
    kind: *const c_char,
    subtype: *const c_char,
    body: *const u8,
    length: i32,
) {
    let event = Event::new("onRecvOutOfDialogMessage", -1).texts(&[from, to, kind, subtype]);
    push(context, event.message(body, length.unsigned_abs() as usize));
}

extern "C" fn send_message_success(context: *mut c_void, session: i32, message: i32) {
    let event = Event::new("onSendMessageSuccess", session);
    push(context, event.status(message));
}

extern "C" fn send_message_failure(
    context: *mut c_void,
    session: i32,
    _message: i32,
    reason: *const c_char,
    code: i32,
) {
    let event = Event::new("onSendMessageFailure", session);
    push(context, event.status(code).texts(&[reason]));
}

extern "C" fn send_out_of_dialog_message_success(
    context: *mut c_void,
    message: i32,
    _from_name: *const c_char,
    from: *const c_char,
    _to_name: *const c_char,
    to: *const c_char,
) {
    let event = Event::new("onSendOutOfDialogMessageSuccess", -1);
    push(context, event.status(message).texts(&[from, to]));
}

extern "C" fn send_out_of_dialog_message_failure(
    context: *mut c_void,
    _message: i32,
    _from_name: *const c_char,
    _from: *const c_char,
    _to_name: *const c_char,
    _to: *const c_char,
    reason: *const c_char,
    code: i32,
) {
    let event = Event::new("onSendOutOfDialogMessageFailure", -1);
    push(context, event.status(code).texts(&[reason]));
}

extern "C" fn play_file_finished(context: *mut c_void, session: i32, file: *const c_char) {
    push(
        context,
        Event::new("onPlayFileFinished", session).texts(&[file]),
    );
}

extern "C" fn statistics(context: *mut c_void, session: i32, json: *const c_char) {
    push(context, Event::new("onStatistics", session).texts(&[json]));
}
