//! Starting and ending an SDK object.

use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, Mutex};

use super::per_call::PerCall;
use super::{Sdk, VOLUME_AT_START};
use crate::config::{LogLevel, SdkConfig};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::events::Event;
use crate::limits::CALLS_MAX;

/// Called with each event, on the SDK object's event thread, in order.
pub type EventHandler = Box<dyn FnMut(Event) + Send>;

/// The version, `MAJOR.MINOR.PATCH`.
pub const fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

impl Sdk {
    /// Makes and starts an SDK object; its local port is open on return.
    ///
    /// Errors: `CoreSessionNumsOutOfRange`, `CoreNetworkInterfaceUnavailable`
    /// (no address of this machine), `CoreAddUdpTransportFailure`,
    /// `CoreAddTcpTransportFailure`, `CoreAddTlsTransportFailure` (the port
    /// cannot be bound), `CoreArgumentIncorrect` (the log folder is missing, a
    /// control character in the User-Agent; for TLS no certificate folder, or a
    /// cipher suite that there is not), `CoreInitializeStackFailure`.
    pub fn initialize(config: &SdkConfig, mut handler: EventHandler) -> Result<Self> {
        if config.call_sessions_max == 0 {
            return Err(Error::CoreSessionNumsOutOfRange);
        }
        if config.log_level != LogLevel::None && !config.log_folder.is_dir() {
            return Err(Error::CoreArgumentIncorrect);
        }
        if config.user_agent.chars().any(char::is_control) {
            return Err(Error::CoreArgumentIncorrect);
        }
        let mut config = config.clone();
        config.call_sessions_max = config.call_sessions_max.min(CALLS_MAX);
        let per_call = Arc::<PerCall>::default();
        let noted = Arc::clone(&per_call);
        let engine = Engine::start(
            &config,
            Box::new(move |event| {
                noted.note(&event);
                handler(event);
            }),
        )?;
        per_call.set_engine(&engine);
        Ok(Self {
            engine,
            call_sessions_max: config.call_sessions_max,
            running: AtomicBool::new(true),
            speaker_volume: AtomicU8::new(VOLUME_AT_START),
            mic_volume: AtomicU8::new(VOLUME_AT_START),
            codecs: Mutex::default(),
            per_call,
        })
    }

    /// Ends calls and registration, awaits the answers for at most 2 s in all,
    /// and ends every thread. No event follows. On the event thread it returns
    /// at once, the same steps follow by themselves, and the running handler
    /// is the last. Again, it does nothing.
    pub fn un_initialize(&self) {
        if self.running.swap(false, Ordering::AcqRel) {
            // Media goes on until the goodbyes are answered; on the event
            // thread that is after the return.
            self.per_call.end_taps();
            self.engine.shut_down();
        }
    }

    /// Queues [`Event::Sample`] so many times. However many wait, none is lost.
    #[cfg(feature = "test-hooks")]
    pub fn raise_sample(&self, number: i32, times: usize) -> Result<()> {
        self.require_running()?;
        self.engine.raise(&Event::Sample { number }, times);
        Ok(())
    }

    /// Runs `act` with this object's log as the calling thread's.
    pub fn logged<R>(&self, act: impl FnOnce() -> R) -> R {
        self.engine.logged(act)
    }

    /// Takes any licence key but an empty one (`CoreWrongLicenseKey`).
    pub fn set_license_key(&self, key: &str) -> Result<()> {
        self.require_running()?;
        if key.is_empty() {
            return Err(Error::CoreWrongLicenseKey);
        }
        Ok(())
    }
}

impl Drop for Sdk {
    fn drop(&mut self) {
        self.un_initialize();
    }
}
