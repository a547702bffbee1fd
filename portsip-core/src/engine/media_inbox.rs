//! What reaches the media thread: a bounded queue that never blocks a sender.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};

use super::media_gather_anew::Step;
use super::media_waiting::MediaWaiting;
use crate::device::{AudioInput, AudioOutput};
use crate::ids::SessionId;
use crate::limits::MEDIA_QUEUE_MAX;
use crate::media::audio::AudioControl;
use crate::plan::MediaCommand;

/// One thing for the media thread.
#[expect(
    clippy::large_enum_variant,
    reason = "most of them are plans, and each goes by value through one queue"
)]
pub(super) enum MediaInput {
    /// What signalling negotiated.
    Command(MediaCommand),
    /// What the program asked for.
    Control(AudioControl),
    /// A microphone that was opened, in place of the present one.
    Microphone(Box<dyn AudioInput>),
    /// A speaker that was opened, in place of the present one.
    Speaker(Box<dyn AudioOutput>),
    /// A step of asking servers anew about the sockets of a call.
    Gather { session: SessionId, step: Box<Step> },
    /// The pool marks with another DSCP: so should the sockets of calls.
    Mark,
    /// Nothing but a reason to look around.
    Wake,
}

impl fmt::Debug for MediaInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Command(command) => command.fmt(f),
            Self::Control(control) => control.fmt(f),
            Self::Microphone(_) => f.write_str("Microphone"),
            Self::Speaker(_) => f.write_str("Speaker"),
            Self::Gather { session, .. } => write!(f, "Gather({session})"),
            Self::Mark => f.write_str("Mark"),
            Self::Wake => f.write_str("Wake"),
        }
    }
}

/// The sending end.
#[derive(Debug)]
pub(super) struct MediaInbox {
    sender: SyncSender<MediaInput>,
    stopping: AtomicBool,
}

impl MediaInbox {
    /// Both ends.
    pub(super) fn new() -> (Self, Receiver<MediaInput>) {
        let (sender, receiver) = sync_channel(MEDIA_QUEUE_MAX);
        let stopping = AtomicBool::new(false);
        (Self { sender, stopping }, receiver)
    }

    /// Sends what signalling has queued, in order, as far as there is room:
    /// a command is never lost, for it may give sockets back.
    pub(super) fn send_waiting(&self, waiting: &mut MediaWaiting) {
        while let Some(command) = waiting.pop_front() {
            let sent = self.sender.try_send(MediaInput::Command(command));
            if let Err(TrySendError::Full(MediaInput::Command(command))) = sent {
                waiting.push_front(command);
                return;
            }
        }
    }

    /// Sends one thing; `false` where there was no room.
    pub(super) fn send(&self, input: MediaInput) -> bool {
        self.sender.try_send(input).is_ok()
    }

    /// Ends the media thread.
    pub(super) fn stop(&self) {
        self.stopping.store(true, Ordering::Release);
        // A full queue means that the thread is awake and looks by itself.
        self.send(MediaInput::Wake);
    }

    /// Whether the media thread is to end.
    pub(super) fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Acquire)
    }
}
