//! Events delivered to handlers of both kinds.
#![expect(non_snake_case, reason = "the style of the C header")]

use std::cell::RefCell;
use std::ffi::{CStr, c_char, c_void};
use std::sync::Arc;

use portsip_core::events::{Event, InviteParties, MediaSummary, RegisterResult};
use portsip_core::ids::SessionId;

use super::*;
use crate::flag::EventFlag;

thread_local! {
    /// What handlers were told; they have no context of their own.
    static TOLD: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

fn tell(text: String) {
    TOLD.with_borrow_mut(|told| told.push(text));
}

fn told() -> Vec<String> {
    TOLD.take()
}

/// A dispatcher that frees its handle.
struct Owned(*mut c_void);

impl Owned {
    fn new() -> Self {
        Self(PSCallback_createCallbackDispatcher())
    }

    fn deliver(&self, event: Event) {
        self.object().deliver(event);
    }

    fn object(&self) -> Arc<Dispatcher> {
        DISPATCHERS.find(self.0).expect("the handle is live")
    }
}

impl Drop for Owned {
    fn drop(&mut self) {
        PSCallback_releaseCallbackDispatcher(self.0);
    }
}

/// Reads a text as a managed caller does, then writes over it and over all the
/// slack behind it: twice its length and 64 bytes.
///
/// # Safety
///
/// `text` was handed to a handler.
unsafe fn read_and_overwrite(text: *const c_char) -> String {
    // SAFETY: texts of events end with NUL.
    let copy = unsafe { CStr::from_ptr(text) }.to_bytes().to_vec();
    let bytes = copy.len() + 1 + 2 * copy.len() + 64;
    // SAFETY: the interface promises this much writable memory.
    unsafe { text.cast_mut().write_bytes(0x55, bytes) };
    String::from_utf8(copy).expect("texts of events are UTF-8")
}

unsafe extern "C" fn plain_register(text: *const c_char, code: i32, message: *const c_char) -> i32 {
    // SAFETY: both were handed to this handler.
    let (text, message) = unsafe { (read_and_overwrite(text), read_and_overwrite(message)) };
    tell(format!("plain {text} {code} {message}"));
    0
}

unsafe extern "C" fn table_register(
    context: *mut c_void,
    text: *const c_char,
    code: i32,
    message: *const u8,
    length: usize,
) {
    // SAFETY: the text and `length` bytes were handed to this handler.
    let (text, message) = unsafe {
        (
            read_and_overwrite(text),
            std::slice::from_raw_parts(message, length),
        )
    };
    tell(format!(
        "table {} {text} {code} {message:?}",
        context.addr()
    ));
}

unsafe extern "C" fn plain_invite(
    sessionId: i32,
    callerDisplayName: *const c_char,
    caller: *const c_char,
    calleeDisplayName: *const c_char,
    callee: *const c_char,
    audioCodecNames: *const c_char,
    videoCodecNames: *const c_char,
    existsAudio: EventFlag,
    existsVideo: EventFlag,
    sipMessage: *const c_char,
) -> i32 {
    let texts = [
        callerDisplayName,
        caller,
        calleeDisplayName,
        callee,
        audioCodecNames,
        videoCodecNames,
        sipMessage,
    ]
    // SAFETY: all were handed to this handler.
    .map(|text| unsafe { read_and_overwrite(text) });
    let (audio, video) = (existsAudio.is_set(), existsVideo.is_set());
    tell(format!("{sessionId} {texts:?} {audio} {video}"));
    0
}

unsafe extern "C" fn plain_signaling(sessionId: i32, signaling: *const c_char) -> i32 {
    // SAFETY: the text was handed to this handler.
    let text = unsafe { read_and_overwrite(signaling) };
    tell(format!("{sessionId} {text}"));
    0
}

fn registered(message: &'static [u8]) -> Event {
    Event::RegisterSuccess(RegisterResult {
        status: 200,
        reason: "OK".to_owned(),
        message: message.into(),
    })
}

#[test]
fn texts_are_replaced_where_they_are_not_utf8_and_bytes_stay_exact() {
    let dispatcher = Owned::new();
    PSCallback_setRegisterSuccessHandler(dispatcher.0, Some(plain_register));
    dispatcher.deliver(registered(b"a\xffb\0c"));
    assert_eq!(told(), ["plain OK 200 a\u{FFFD}b\u{FFFD}c"]);

    let table = PortSIPX_Handlers {
        context: std::ptr::without_provenance_mut(77),
        onRegisterSuccess: Some(table_register),
        ..PortSIPX_Handlers::none()
    };
    // SAFETY: a whole table.
    let code = unsafe { PortSIPX_setHandlers(dispatcher.0, &raw const table) };
    assert_eq!(code, 0);
    dispatcher.deliver(registered(b"a\xffb\0c"));
    assert_eq!(told(), ["table 77 OK 200 [97, 255, 98, 0, 99]"]);
}

#[test]
fn an_event_goes_to_the_table_or_else_to_the_plain_handler() {
    let dispatcher = Owned::new();
    PSCallback_setRegisterSuccessHandler(dispatcher.0, Some(plain_register));
    PSCallback_setRegisterFailureHandler(dispatcher.0, Some(plain_register));
    let table = PortSIPX_Handlers {
        onRegisterFailure: Some(table_register),
        ..PortSIPX_Handlers::none()
    };
    // SAFETY: a whole table.
    unsafe { PortSIPX_setHandlers(dispatcher.0, &raw const table) };
    dispatcher.deliver(registered(b""));
    let failed = RegisterResult {
        status: 403,
        reason: "Forbidden".to_owned(),
        message: b"x".as_slice().into(),
    };
    dispatcher.deliver(Event::RegisterFailure(failed.clone()));
    assert_eq!(told(), ["plain OK 200 ", "table 0 Forbidden 403 [120]"]);

    // SAFETY: NULL removes the table.
    unsafe { PortSIPX_setHandlers(dispatcher.0, std::ptr::null()) };
    dispatcher.deliver(Event::RegisterFailure(failed));
    PSCallback_setRegisterFailureHandler(dispatcher.0, None);
    dispatcher.deliver(registered(b""));
    assert_eq!(told(), ["plain Forbidden 403 x", "plain OK 200 "]);
}

#[test]
fn the_parties_of_a_call_keep_their_places() {
    let dispatcher = Owned::new();
    PSCallback_setInviteIncomingHandler(dispatcher.0, Some(plain_invite));
    dispatcher.deliver(Event::InviteIncoming(InviteParties {
        session: SessionId(5),
        caller_display_name: "Alice".to_owned(),
        caller: "sip:alice@a".to_owned(),
        callee_display_name: String::new(),
        callee: "sip:bob@b".to_owned(),
        media: MediaSummary {
            audio_codecs: "PCMU#OPUS".to_owned(),
            audio: true,
            ..MediaSummary::default()
        },
        message: b"INVITE".as_slice().into(),
    }));
    let expected =
        r#"5 ["Alice", "sip:alice@a", "", "sip:bob@b", "PCMU#OPUS", "", "INVITE"] true false"#;
    assert_eq!(told(), [expected]);
}

#[test]
fn signalling_without_a_call_has_no_session() {
    let dispatcher = Owned::new();
    PSCallback_setSendingSignalingHandler(dispatcher.0, Some(plain_signaling));
    PSCallback_setReceivedSignalingHandler(dispatcher.0, Some(plain_signaling));
    dispatcher.deliver(Event::SignalingSending {
        session: None,
        message: b"REGISTER".as_slice().into(),
    });
    dispatcher.deliver(Event::SignalingReceived {
        session: Some(SessionId(3)),
        message: b"BYE".as_slice().into(),
    });
    assert_eq!(told(), ["-1 REGISTER", "3 BYE"]);
}

#[test]
fn a_released_dispatcher_lives_while_it_is_used() {
    let dispatcher = Owned::new();
    PSCallback_setRegisterSuccessHandler(dispatcher.0, Some(plain_register));
    let object = dispatcher.object();
    let handle = dispatcher.0;
    drop(dispatcher);
    PSCallback_setRegisterSuccessHandler(handle, None);
    object.deliver(registered(b"still"));
    assert_eq!(told(), ["plain OK 200 still"]);
}

unsafe extern "C" fn replaces_itself(context: *mut c_void, session: i32) {
    tell(format!("first {session}"));
    // SAFETY: NULL removes the table.
    unsafe { PortSIPX_setHandlers(context, std::ptr::null()) };
}

#[test]
fn a_handler_may_set_handlers() {
    let dispatcher = Owned::new();
    let table = PortSIPX_Handlers {
        context: dispatcher.0,
        onInviteClosed: Some(replaces_itself),
        ..PortSIPX_Handlers::none()
    };
    // SAFETY: a whole table.
    unsafe { PortSIPX_setHandlers(dispatcher.0, &raw const table) };
    for session in [1, 2] {
        dispatcher.deliver(Event::InviteClosed {
            session: SessionId(session),
            reason: None,
        });
    }
    assert_eq!(told(), ["first 1"]);
}
