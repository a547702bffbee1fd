//! SDK objects for the tables, and waiting for what they tell.

use std::ffi::{CStr, CString, c_char, c_void};
use std::ptr;
use std::sync::{Condvar, Mutex};
use std::time::Duration;

use portsip_sdk::*;

/// How long an event may take before a test fails.
const LIMIT: Duration = Duration::from_secs(30);

/// One row of a table: a call, and what it must return.
pub(crate) struct Row {
    pub(crate) function: &'static str,
    pub(crate) input: String,
    pub(crate) returned: i32,
    pub(crate) expected: i32,
}

/// Fails with every row that is not as it should be.
pub(crate) fn check(rows: &[Row]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter(|row| row.returned != row.expected)
        .map(|row| {
            let Row {
                function,
                input,
                returned,
                expected,
            } = row;
            format!("{function}({input}) returned {returned}, not {expected}")
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {} rows:\n{}",
        wrong.len(),
        rows.len(),
        wrong.join("\n")
    );
}

/// An SDK object on 127.0.0.1 with a virtual sound device.
pub(crate) struct Object {
    pub(crate) sdk: *mut c_void,
    pub(crate) dispatcher: *mut c_void,
    told: Box<Told>,
}

/// What the object's handlers were told.
#[derive(Default)]
struct Told {
    events: Mutex<Vec<(&'static str, i32)>>,
    came: Condvar,
}

impl Object {
    pub(crate) fn new() -> Self {
        let told = Box::<Told>::default();
        let dispatcher = PSCallback_createCallbackDispatcher();
        let table = PortSIPX_Handlers {
            context: ptr::from_ref(&*told).cast_mut().cast(),
            onInviteIncoming: Some(incoming),
            onInviteRinging: Some(ringing),
            onInviteConnected: Some(connected),
            onInviteClosed: Some(closed),
            onRemoteHold: Some(remote_hold),
            onRemoteUnHold: Some(remote_un_hold),
            ..PortSIPX_Handlers::none()
        };
        // SAFETY: a whole table, whose context outlives the SDK object.
        assert_eq!(
            unsafe { PortSIPX_setHandlers(dispatcher, &raw const table) },
            0
        );
        let (sdk, code) = initialize(&Initialize {
            dispatcher,
            ..Initialize::default()
        });
        assert_eq!(code, 0);
        Self {
            sdk,
            dispatcher,
            told,
        }
    }

    /// With a user and codecs, ready to call.
    pub(crate) fn ready() -> Self {
        let object = Self::new();
        object.set_user(Some(c"127.0.0.1"));
        for codec in [
            AUDIOCODEC_TYPE::AUDIOCODEC_PCMU,
            AUDIOCODEC_TYPE::AUDIOCODEC_DTMF,
        ] {
            assert_eq!(PortSIP_addAudioCodec(object.sdk, codec as i32), 0);
        }
        object
    }

    /// Sets a user without a server.
    pub(crate) fn set_user(&self, domain: Option<&CStr>) {
        let none = ptr::null();
        let domain = domain.map_or(none, CStr::as_ptr);
        let name = c"tester".as_ptr();
        // SAFETY: texts are NUL-terminated or NULL.
        let code = unsafe {
            PortSIP_setUser(
                self.sdk, name, none, none, none, domain, none, 0, none, 0, none, 0,
            )
        };
        assert_eq!(code, 0);
    }

    /// Calls a text.
    pub(crate) fn call(&self, callee: &str) -> i32 {
        let callee = CString::new(callee).expect("no NUL");
        // SAFETY: a NUL-terminated text.
        unsafe { PortSIP_call(self.sdk, callee.as_ptr(), true.into(), false.into()) }
    }

    /// Waits for an event, of any call; the session.
    pub(crate) fn wait(&self, event: &'static str) -> i32 {
        let events = self.told.events.lock().expect("handlers do not panic");
        let missing =
            |events: &mut Vec<(&str, i32)>| !events.iter().any(|(name, _)| *name == event);
        let (mut events, outcome) = self
            .told
            .came
            .wait_timeout_while(events, LIMIT, missing)
            .expect("handlers do not panic");
        assert!(!outcome.timed_out(), "no {event} within {LIMIT:?}");
        let index = events.iter().position(|(name, _)| *name == event);
        events.remove(index.expect("it has come")).1
    }
}

impl Drop for Object {
    fn drop(&mut self) {
        PortSIP_unInitialize(self.sdk);
        PSCallback_releaseCallbackDispatcher(self.dispatcher);
    }
}

/// The arguments of `PortSIP_initialize`.
pub(crate) struct Initialize {
    pub(crate) dispatcher: *mut c_void,
    pub(crate) transport: i32,
    pub(crate) local_ip: *const c_char,
    pub(crate) port: i32,
    pub(crate) log_level: i32,
    pub(crate) log_folder: *const c_char,
    pub(crate) calls: i32,
    pub(crate) agent: *const c_char,
    pub(crate) audio_layer: i32,
    pub(crate) video_layer: i32,
    pub(crate) certificates: *const c_char,
    pub(crate) ciphers: *const c_char,
}

impl Default for Initialize {
    fn default() -> Self {
        Self {
            dispatcher: ptr::null_mut(),
            transport: TRANSPORT_TYPE::TRANSPORT_UDP as i32,
            local_ip: c"127.0.0.1".as_ptr(),
            port: 0,
            log_level: PORTSIP_LOG_LEVEL::PORTSIP_LOG_NONE as i32,
            log_folder: ptr::null(),
            calls: 4,
            agent: ptr::null(),
            audio_layer: 1,
            video_layer: 1,
            certificates: ptr::null(),
            ciphers: ptr::null(),
        }
    }
}

/// The handle and the code.
pub(crate) fn initialize(arguments: &Initialize) -> (*mut c_void, i32) {
    let mut code = 12345;
    // SAFETY: texts are NUL-terminated or NULL, `code` is a local variable.
    let sdk = unsafe {
        PortSIP_initialize(
            arguments.dispatcher,
            arguments.transport,
            arguments.local_ip,
            arguments.port,
            arguments.log_level,
            arguments.log_folder,
            arguments.calls,
            arguments.agent,
            arguments.audio_layer,
            arguments.video_layer,
            arguments.certificates,
            arguments.ciphers,
            false.into(),
            &raw mut code,
        )
    };
    assert_eq!(sdk.is_null(), code != 0);
    (sdk, code)
}

fn tell(context: *mut c_void, event: &'static str, session: i32) {
    // SAFETY: the context of every table here is a `Told` that outlives the
    // SDK object.
    let told = unsafe { &*context.cast::<Told>() };
    let mut events = told.events.lock().expect("tests do not panic here");
    events.push((event, session));
    told.came.notify_all();
}

unsafe extern "C" fn incoming(
    context: *mut c_void,
    session: i32,
    _: *const c_char,
    _: *const c_char,
    _: *const c_char,
    _: *const c_char,
    _: *const c_char,
    _: *const c_char,
    _: EventFlag,
    _: EventFlag,
    _: *const u8,
    _: usize,
) {
    tell(context, "incoming", session);
}

unsafe extern "C" fn ringing(
    context: *mut c_void,
    session: i32,
    _: *const c_char,
    _: i32,
    _: *const u8,
    _: usize,
) {
    tell(context, "ringing", session);
}

unsafe extern "C" fn connected(context: *mut c_void, session: i32) {
    tell(context, "connected", session);
}

unsafe extern "C" fn closed(context: *mut c_void, session: i32) {
    tell(context, "closed", session);
}

unsafe extern "C" fn remote_hold(context: *mut c_void, session: i32) {
    tell(context, "remote hold", session);
}

unsafe extern "C" fn remote_un_hold(
    context: *mut c_void,
    session: i32,
    _: *const c_char,
    _: *const c_char,
    _: EventFlag,
    _: EventFlag,
) {
    tell(context, "remote un-hold", session);
}
