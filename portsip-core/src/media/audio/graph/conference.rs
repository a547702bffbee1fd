//! The conference in the graph: who is in it, and its part of a tick.

use super::super::channel::Channel;
use super::super::control::{PlayMode, Retired, RetiredThing};
use super::{AudioGraph, sort_once};
use crate::ids::SessionId;
use crate::media::file::{FilePlayer, Recorder};

impl AudioGraph {
    /// Takes a session into the conference, also before it has media.
    pub(super) fn join_conference(&mut self, session: SessionId) {
        self.conference.join(session);
        if let Some(channel) = self.channel_mut(session) {
            channel.set_member(true);
        }
        self.refresh_rates();
    }

    /// Makes a session a call like others again.
    pub(super) fn leave_conference(&mut self, session: SessionId) {
        self.conference.leave(session);
        if let Some(channel) = self.channel_mut(session) {
            channel.set_member(false);
        }
        self.refresh_rates();
    }

    /// Lets all members go, and what was played to them and recorded.
    pub(super) fn end_conference(&mut self) {
        let retired = self.conference.end();
        let retired = retired.into_iter().flatten();
        self.retired.extend(retired.map(Retired::from));
        for channel in &mut self.channels {
            channel.set_member(false);
        }
        self.refresh_rates();
    }

    /// Plays a file to all members.
    pub(super) fn start_conference_file(
        &mut self,
        player: Box<FilePlayer>,
        mode: PlayMode,
    ) -> Option<RetiredThing> {
        let before = self.conference.start_file(player, mode);
        self.refresh_rates();
        before
    }

    /// Records what all say.
    pub(super) fn start_conference_recording(
        &mut self,
        recorder: Box<Recorder>,
    ) -> Option<RetiredThing> {
        let before = self.conference.start_recording(recorder);
        self.refresh_rates();
        before
    }

    /// Gets the conference ready for the rates of its members.
    pub(super) fn refresh_conference_rates(&mut self) {
        let members = self.channels.iter().filter(|channel| channel.is_member());
        let mut send_hz = members
            .map(|channel| channel.session.send_rate_hz())
            .collect();
        sort_once(&mut send_hz);
        let receive_hz = self.receive_rates_hz(Channel::is_member);
        self.conference.set_rates(&send_hz, &receive_hz);
    }
}
