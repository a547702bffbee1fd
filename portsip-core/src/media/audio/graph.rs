//! The graph: microphone to sessions, sessions to speaker, once every 10 ms.

use super::control::{AudioControl, Retired};
use crate::clock::Instant;
use crate::ids::SessionId;
use crate::media::session::{ApplyError, AudioSession};
use crate::plan::{AudioPlan, MediaReport};

/// The audio of all sessions between one microphone and one speaker.
#[derive(Debug, Default)]
pub struct AudioGraph {
    sessions: Vec<Box<AudioSession>>,
}

impl AudioGraph {
    /// A graph without sessions, whose ends follow the sessions' rates.
    pub fn new() -> Self {
        Self::default()
    }

    /// Tells the rates in Hz of the devices, multiples of 100 up to
    /// [`super::RATE_HZ_MAX`]; `None` for a device that takes any rate.
    pub fn set_device_rates(&mut self, _microphone_hz: Option<u32>, _speaker_hz: Option<u32>) {}

    /// The rate in Hz of the frames [`AudioGraph::tick`] takes; changes only in
    /// [`AudioGraph::set_device_rates`], [`AudioGraph::apply`] and
    /// [`AudioGraph::remove`].
    pub fn microphone_rate_hz(&self) -> u32 {
        8000
    }

    /// The rate in Hz of the frames [`AudioGraph::tick`] gives; changes as
    /// [`AudioGraph::microphone_rate_hz`] does.
    pub fn speaker_rate_hz(&self) -> u32 {
        8000
    }

    /// Adds a session; it takes part once a plan is applied.
    pub fn add(&mut self, session: Box<AudioSession>) {
        self.sessions.push(session);
    }

    /// Carries out a session's plan. Allocates where codecs or rates change.
    pub fn apply(
        &mut self,
        _now: Instant,
        _session: SessionId,
        _plan: &AudioPlan,
    ) -> Result<(), ApplyError> {
        Ok(())
    }

    /// Takes a session out; its file, recording, stream and tap are retired.
    pub fn remove(&mut self, _session: SessionId) -> Option<Box<AudioSession>> {
        None
    }

    /// A session, for its packets.
    pub fn session_mut(&mut self, _session: SessionId) -> Option<&mut AudioSession> {
        None
    }

    /// All sessions, for their datagrams, reports and deadlines.
    pub fn sessions_mut(&mut self) -> impl Iterator<Item = &mut AudioSession> {
        self.sessions.iter_mut().map(|session| &mut **session)
    }

    /// Carries out what the program asked for. What it replaces, and what is
    /// for a session that is not there, comes back by
    /// [`AudioGraph::poll_retired`].
    pub fn control(&mut self, _now: Instant, _control: AudioControl) {}

    /// Moves 10 ms of audio: `microphone` to every session that sends, every
    /// session that is heard to `speaker`. Each is a hundredth of a second at
    /// [`AudioGraph::microphone_rate_hz`] and [`AudioGraph::speaker_rate_hz`];
    /// a frame of another length counts as silence. Then poll the sessions'
    /// datagrams and reports, [`AudioGraph::poll_report`] and
    /// [`AudioGraph::poll_retired`]. Neither allocates, locks nor logs.
    pub fn tick(&mut self, _now: Instant, _microphone: &[i16], speaker: &mut [i16]) {
        speaker.fill(0);
    }

    /// The next report of the graph or of one of its sessions.
    pub fn poll_report(&mut self) -> Option<MediaReport> {
        None
    }

    /// The next thing to be dropped on another thread.
    pub fn poll_retired(&mut self) -> Option<Retired> {
        None
    }
}
