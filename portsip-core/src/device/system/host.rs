//! The sound system in use: the first there is of those that are built in, on
//! Linux PulseAudio (PipeWire speaks its protocol too), then ALSA.

use std::ops::Deref;
use std::sync::{Mutex, MutexGuard, PoisonError};

use cpal::traits::HostTrait;

/// Connections to the sound server that nobody uses. What serves one, a thread
/// and a socket, ends with the server only, so they are kept and used again.
static IDLE: Mutex<Vec<cpal::Host>> = Mutex::new(Vec::new());
const SERVER_NAME: &str = "pulseaudio";

/// The sound system, for one user at a time. A stream wants one of its own: a
/// server plays all streams of a connection on the same device.
pub(super) struct Connection(Option<cpal::Host>);

impl Connection {
    /// An idle connection that still works, or a new one.
    pub(super) fn new() -> Self {
        quieten();
        while let Some(host) = take_idle() {
            if host.devices().is_ok() {
                return Self(Some(host));
            }
        }
        Self(Some(cpal::default_host()))
    }
}

impl Connection {
    /// The frames of 10 ms of a period. What a server has not brought to us
    /// after one is lost, and it is a process like others: it gets two.
    pub(super) fn period_frames(&self) -> usize {
        if is_server(self) { 2 } else { 1 }
    }
}

impl Deref for Connection {
    type Target = cpal::Host;

    fn deref(&self) -> &cpal::Host {
        self.0.as_ref().expect("it is taken on drop only")
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        idle().extend(self.0.take().filter(is_server));
    }
}

fn is_server(host: &cpal::Host) -> bool {
    host.id().name().eq_ignore_ascii_case(SERVER_NAME)
}

fn take_idle() -> Option<cpal::Host> {
    idle().pop()
}

fn idle() -> MutexGuard<'static, Vec<cpal::Host>> {
    IDLE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps ALSA from writing to the program's standard error, on this thread.
/// What it has to say comes back as errors too.
fn quieten() {
    #[cfg(target_os = "linux")]
    drop(alsa::Output::local_error_handler());
}
