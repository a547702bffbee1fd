//! The threads of sound before others: what they are late with is heard.

/// Asks that the calling thread run before others. A system that does not
/// grant it (an ordinary user without the right) loses nothing.
#[cfg(any(target_os = "linux", target_os = "android"))]
pub fn raise() {
    /// Between interactive programs and the system's own audio.
    const NICENESS: i32 = -11;

    let this_thread = Some(rustix::thread::gettid());
    if let Err(error) = rustix::process::setpriority_process(this_thread, NICENESS) {
        tracing::debug!(%error, "a thread of sound runs at ordinary priority");
    }
}

/// Asks that the calling thread run before others, also of programs that are
/// busy in the foreground.
#[cfg(windows)]
pub fn raise() {
    use ::thread_priority::{ThreadPriority, WinAPIThreadPriority, set_current_thread_priority};

    let priority = ThreadPriority::Os(WinAPIThreadPriority::TimeCritical.into());
    if let Err(error) = set_current_thread_priority(priority) {
        tracing::debug!(?error, "a thread of sound runs at ordinary priority");
    }
}

/// Other systems: the thread runs at ordinary priority.
#[cfg(not(any(target_os = "linux", target_os = "android", windows)))]
pub fn raise() {}
