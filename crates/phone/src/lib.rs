//! A phone for tests and demonstrations: one SDK object behind the C ABI, its
//! events kept in a log that can be waited on. Built on the exported functions
//! alone, as a program in C would be.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a program beside the library lives in real time"
)]

mod event;
mod log;
mod message;
mod presence;
mod request;
mod settings;
mod subscription;
mod transfer;

use std::ffi::{CString, c_void};
use std::path::{Path, PathBuf};
use std::ptr;
use std::sync::Arc;

use portsip_sdk::{
    PSCallback_createCallbackDispatcher, PSCallback_releaseCallbackDispatcher,
    PortSIP_addAudioCodec, PortSIP_answerCall, PortSIP_call, PortSIP_enableCallbackSignaling,
    PortSIP_getStatistics, PortSIP_hangUp, PortSIP_hold, PortSIP_initialize,
    PortSIP_registerServer, PortSIP_rejectCall, PortSIP_sendDtmf, PortSIP_setUser,
    PortSIP_startPlayingFileToRemote, PortSIP_startRecord, PortSIP_stopRecord, PortSIP_unHold,
    PortSIP_unInitialize, PortSIP_unRegisterServer, PortSIPX_getLocalSIPPort, PortSIPX_setHandlers,
    PortSIPX_startPacketCapture, PortSIPX_stopPacketCapture,
};

pub use event::Event;
use log::Log;
pub use settings::srtp;

/// The codec numbers of the C header.
pub mod codec {
    /// G.711 µ-law.
    pub const PCMU: i32 = 0;
    /// G.711 A-law.
    pub const PCMA: i32 = 8;
    /// G.722.
    pub const G722: i32 = 9;
    /// Opus.
    pub const OPUS: i32 = 105;
    /// GSM full rate.
    pub const GSM: i32 = 3;
    /// iLBC.
    pub const ILBC: i32 = 97;
    /// AMR.
    pub const AMR: i32 = 98;
    /// AMR-WB.
    pub const AMR_WB: i32 = 99;
    /// Speex at 8 kHz.
    pub const SPEEX: i32 = 100;
    /// Speex at 16 kHz, and at 32 kHz where the other side has only that.
    pub const SPEEX_WB: i32 = 102;
    /// Telephone events.
    pub const DTMF: i32 = 101;
}

/// The formats of recordings in the C header.
pub mod file_format {
    /// WAV.
    pub const WAVE: i32 = 1;
    /// AMR.
    pub const AMR: i32 = 2;
    /// MP4.
    pub const MP4: i32 = 4;
}

/// The sides of a call that are recorded, in the C header.
pub mod side {
    /// What is received.
    pub const RECEIVED: i32 = 1;
    /// What is sent.
    pub const SENT: i32 = 2;
}

/// The transport numbers of the C header, and of the extensions to it.
pub mod transport {
    /// UDP, and TCP for what is large.
    pub const UDP: i32 = 0;
    /// TLS alone.
    pub const TLS: i32 = 1;
    /// TCP.
    pub const TCP: i32 = 2;
    /// WebSocket.
    pub const WS: i32 = 4;
    /// WebSocket over TLS.
    pub const WSS: i32 = 5;
}

/// How a phone is made.
#[derive(Clone, Debug)]
pub struct Config {
    /// The codecs in the order of preference.
    pub codecs: Vec<i32>,
    /// Its address, of the loopback interface.
    pub address: &'static str,
    /// Calls at a time.
    pub calls_max: i32,
    /// Answers each incoming call on the event thread.
    pub auto_answer: bool,
    /// Logs every SIP message as an event.
    pub signalling: bool,
    /// What SIP goes over.
    pub transport: i32,
    /// A folder with the certificates that are trusted, and our own.
    pub certificates: Option<PathBuf>,
    /// The STUN server of the account: its address and port.
    pub stun: Option<(&'static str, u16)>,
}

impl Config {
    /// On 127.0.0.1; PCMU, PCMA and telephone events; ten calls; UDP; nothing automatic.
    pub fn new() -> Self {
        Self {
            codecs: vec![codec::PCMU, codec::PCMA, codec::DTMF],
            address: "127.0.0.1",
            calls_max: 10,
            auto_answer: false,
            signalling: false,
            transport: transport::UDP,
            certificates: None,
            stun: None,
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self::new()
    }
}

/// One SDK object with a virtual sound device. A step that fails
/// panics with the code that the library returned.
pub struct Phone {
    sdk: Token,
    dispatcher: Token,
    port: u16,
    stun: (&'static str, u16),
    log: Arc<Log>,
}

/// A handle of the C ABI: a token, not a pointer to follow.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Token(*mut c_void);

// SAFETY: the token is checked by the library on every call, from any thread.
unsafe impl Send for Token {}
// SAFETY: as above.
unsafe impl Sync for Token {}

impl Phone {
    /// Makes a phone on a free port.
    pub fn start(config: &Config) -> Self {
        let log = Arc::new(Log::new(config.auto_answer));
        let dispatcher = Token(PSCallback_createCallbackDispatcher());
        let handlers = event::handlers(Arc::as_ptr(&log));
        // SAFETY: the table lives through the call; the log it points to
        // lives as long as the phone, which ends the SDK object first.
        check("setHandlers", unsafe {
            PortSIPX_setHandlers(dispatcher.0, &raw const handlers)
        });
        let sdk = initialize(dispatcher, config);
        log.set_sdk(sdk);
        for codec in &config.codecs {
            check("addAudioCodec", PortSIP_addAudioCodec(sdk.0, *codec));
        }
        if config.signalling {
            PortSIP_enableCallbackSignaling(sdk.0, true.into(), true.into());
        }
        let port = PortSIPX_getLocalSIPPort(sdk.0);
        Self {
            sdk,
            dispatcher,
            port: u16::try_from(port).expect("it has a port"),
            stun: config.stun.unwrap_or_default(),
            log,
        }
    }

    /// The local SIP port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Names us, without a server.
    pub fn set_user(&self, user: &str, password: &str) {
        self.set_user_at(user, password, "", 0);
    }

    /// Names us and our server.
    pub fn set_user_at(&self, user: &str, password: &str, server: &str, port: u16) {
        let (stun, stun_port) = self.stun;
        let [user, password, server, stun, empty] = [user, password, server, stun, ""].map(text);
        // SAFETY: every text lives through the call.
        let code = unsafe {
            PortSIP_setUser(
                self.sdk.0,
                user.as_ptr(),
                empty.as_ptr(),
                empty.as_ptr(),
                password.as_ptr(),
                empty.as_ptr(),
                server.as_ptr(),
                i32::from(port),
                stun.as_ptr(),
                i32::from(stun_port),
                empty.as_ptr(),
                0,
            )
        };
        check("setUser", code);
    }

    /// Registers.
    pub fn register(&self, expires_s: i32, tries: i32) {
        check(
            "registerServer",
            PortSIP_registerServer(self.sdk.0, expires_s, tries),
        );
    }

    /// Un-registers and waits for it.
    pub fn unregister(&self, wait_ms: i32) {
        check(
            "unRegisterServer",
            PortSIP_unRegisterServer(self.sdk.0, wait_ms),
        );
    }

    /// Calls; the session.
    pub fn call(&self, to: &str) -> i32 {
        let to = text(to);
        // SAFETY: the text lives through the call.
        let session = unsafe { PortSIP_call(self.sdk.0, to.as_ptr(), true.into(), false.into()) };
        assert!(session > 0, "call: {session}");
        session
    }

    /// Answers.
    pub fn answer(&self, session: i32) {
        check(
            "answerCall",
            PortSIP_answerCall(self.sdk.0, session, false.into()),
        );
    }

    /// Refuses.
    pub fn reject(&self, session: i32, code: i32) {
        check("rejectCall", PortSIP_rejectCall(self.sdk.0, session, code));
    }

    /// Ends.
    pub fn hang_up(&self, session: i32) {
        check("hangUp", PortSIP_hangUp(self.sdk.0, session));
    }

    /// Holds.
    pub fn hold(&self, session: i32) {
        check("hold", PortSIP_hold(self.sdk.0, session));
    }

    /// Takes up again.
    pub fn un_hold(&self, session: i32) {
        check("unHold", PortSIP_unHold(self.sdk.0, session));
    }

    /// Presses a key (RFC 4733).
    pub fn dtmf(&self, session: i32, tone: i32) {
        check(
            "sendDtmf",
            PortSIP_sendDtmf(self.sdk.0, session, 0, tone, 160, false.into()),
        );
    }

    /// Plays a WAV file to the other side.
    pub fn play_to_remote(&self, session: i32, file: &Path) {
        let file = text(&file.to_string_lossy());
        // SAFETY: the text lives through the call.
        let code = unsafe {
            PortSIP_startPlayingFileToRemote(self.sdk.0, session, file.as_ptr(), false.into(), 1)
        };
        check("startPlayingFileToRemote", code);
    }

    /// Records what is received into `<folder>/<name>.wav`.
    pub fn record(&self, session: i32, folder: &Path, name: &str) {
        let code = self.record_as(session, folder, name, file_format::WAVE, side::RECEIVED);
        check("startRecord", code);
    }

    /// Records one side in a format into `<folder>/<name>` with the format's
    /// ending; the library's code.
    pub fn record_as(
        &self,
        session: i32,
        folder: &Path,
        name: &str,
        format: i32,
        side: i32,
    ) -> i32 {
        let (folder, name) = (text(&folder.to_string_lossy()), text(name));
        // SAFETY: both texts live through the call.
        unsafe {
            PortSIP_startRecord(
                self.sdk.0,
                session,
                folder.as_ptr(),
                name.as_ptr(),
                false.into(),
                1,
                format,
                side,
                0,
            )
        }
    }

    /// Ends the recording.
    pub fn stop_record(&self, session: i32) {
        check("stopRecord", PortSIP_stopRecord(self.sdk.0, session));
    }

    /// Asks for statistics; they come as `onStatistics`.
    pub fn request_statistics(&self, session: i32) {
        check("getStatistics", PortSIP_getStatistics(self.sdk.0, session));
    }

    /// Writes every packet into a pcap file from now on.
    pub fn start_capture(&self, file: &Path) {
        let file = text(&file.to_string_lossy());
        // SAFETY: the text lives through the call.
        check("startPacketCapture", unsafe {
            PortSIPX_startPacketCapture(self.sdk.0, file.as_ptr())
        });
    }

    /// Ends the capture.
    pub fn stop_capture(&self) {
        check("stopPacketCapture", PortSIPX_stopPacketCapture(self.sdk.0));
    }

    /// Waits for the first event of this name that `wanted` takes and no wait
    /// took before.
    pub fn wait(&self, name: &'static str, wanted: impl Fn(&Event) -> bool) -> Event {
        self.log.wait(name, wanted)
    }

    /// The same for the events of this call.
    pub fn wait_for(&self, name: &'static str, session: i32) -> Event {
        self.log.wait(name, |event| event.session == session)
    }

    /// How many events of this name there were.
    pub fn count(&self, name: &str) -> usize {
        self.events()
            .iter()
            .filter(|event| event.name == name)
            .count()
    }

    /// Every event so far.
    pub fn events(&self) -> Vec<Event> {
        self.log.events()
    }

    /// Ends the SDK object; the events stay.
    pub fn shut_down(&self) {
        PortSIP_unInitialize(self.sdk.0);
    }
}

impl Drop for Phone {
    fn drop(&mut self) {
        PortSIP_unInitialize(self.sdk.0);
        PSCallback_releaseCallbackDispatcher(self.dispatcher.0);
    }
}

fn initialize(dispatcher: Token, config: &Config) -> Token {
    const ANY_PORT: i32 = 0;
    const VIRTUAL_DEVICE: i32 = 1;
    const LOG_NONE: i32 = -1;
    let [address, empty] = [config.address, ""].map(text);
    let certificates = config.certificates.as_deref().unwrap_or(Path::new(""));
    let certificates = text(&certificates.to_string_lossy());
    let mut code = 0;
    // SAFETY: the texts and `code` live through the call.
    let sdk = unsafe {
        PortSIP_initialize(
            dispatcher.0,
            config.transport,
            address.as_ptr(),
            ANY_PORT,
            LOG_NONE,
            empty.as_ptr(),
            config.calls_max,
            empty.as_ptr(),
            VIRTUAL_DEVICE,
            VIRTUAL_DEVICE,
            certificates.as_ptr(),
            empty.as_ptr(),
            config.certificates.is_some().into(),
            ptr::from_mut(&mut code),
        )
    };
    assert!(!sdk.is_null(), "initialize: {code}");
    Token(sdk)
}

fn check(what: &str, code: i32) {
    assert!(code >= 0, "{what}: {code}");
}

fn text(text: &str) -> CString {
    CString::new(text).expect("texts of tests hold no NUL")
}
