//! The public API: [`Sdk`] and its methods.
//!
//! One file per group of functions, with the names of the C interface's
//! groups. Every method may be called from any thread, also inside the event
//! handler, and none waits for the network but
//! [`un_register_server`](Sdk::un_register_server) and
//! [`un_initialize`](Sdk::un_initialize), which say for how long.
//!
//! After `un_initialize` methods return [`Error::CoreNotInitialized`] or do
//! nothing.

mod account;
mod audio;
mod call;
mod closed_calls;
mod codec;
mod conference;
mod device;
mod extension;
mod file;
mod forward;
mod header;
mod identity;
mod lifecycle;
mod message;
mod network;
mod per_call;
mod presence;
mod processing;
mod reachability;
mod request;
mod session_timer;
mod srtp;
mod statistics;
mod stream;
mod subscription;
mod transfer;

use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::engine::{AudioControl, Engine};
use crate::error::{Error, Result};
use crate::ids::SessionId;
use crate::plan::MediaAccess;

use codec::CodecList;
use per_call::PerCall;

pub use crate::engine::{PlayMode, RawAudioTap, RtpTap, TapSide, TapSides};
pub use codec::AudioFormatKind;
pub use file::{FileFormat, RecordChannels, RecordOptions, RecordSides};
pub use lifecycle::{EventHandler, version};
pub use network::local_ip_addresses;

/// The volume of microphone and speaker at the start.
const VOLUME_AT_START: u8 = 255;

/// One SDK object: an account, its calls, their media.
#[derive(Debug)]
pub struct Sdk {
    engine: Arc<Engine>,
    call_sessions_max: usize,
    running: AtomicBool,
    speaker_volume: AtomicU8,
    mic_volume: AtomicU8,
    codecs: Mutex<CodecList>,
    per_call: Arc<PerCall>,
}

impl Sdk {
    /// Refuses to work after [`Sdk::un_initialize`].
    fn require_running(&self) -> Result<()> {
        if self.running.load(Ordering::Acquire) {
            Ok(())
        } else {
            Err(Error::CoreNotInitialized)
        }
    }

    /// Refuses a call that is not connected, or on hold.
    fn require_live(&self, session: SessionId) -> Result<()> {
        match self.media_access(session)? {
            MediaAccess::NotEstablished => Err(Error::CoreCallNotEstablished),
            MediaAccess::Held => Err(Error::CoreCallInHold),
            MediaAccess::Live => Ok(()),
        }
    }

    /// How a call stands towards media functions.
    fn media_access(&self, session: SessionId) -> Result<MediaAccess> {
        self.require_running()?;
        self.engine
            .agent("media access", |agent, _| agent.media_access(session))
    }

    fn has_begun_audio(&self, session: SessionId) -> Result<bool> {
        self.require_running()?;
        self.engine
            .agent("audio of a call", |agent, _| agent.has_begun_audio(session))
    }

    /// Carries out a setting of a call, as soon as the call has audio: early media,
    /// or that of the answer.
    fn set_for_call(&self, session: SessionId, control: AudioControl) -> Result<()> {
        if self.has_begun_audio(session)? {
            // What waited since before the call had audio is older.
            drop(self.per_call.take_replaced(session, &control));
            return self.engine.audio(control);
        }
        self.per_call.keep_pending(session, control);
        // It may have begun, or have ended, in between.
        match self.has_begun_audio(session) {
            Ok(false) => Ok(()),
            Ok(true) => {
                self.per_call.release_pending(session);
                Ok(())
            }
            Err(error) => {
                self.per_call.forget(session);
                Err(error)
            }
        }
    }
}

/// Locks what only this module locks. Nothing done under these locks leaves a
/// value half changed, so a panic there leaves it usable.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
