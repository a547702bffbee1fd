//! The conference in the graph: who is in it, and its part of a tick.

use super::super::channel::{Channel, FileState};
use super::super::control::{PlayMode, Retired, RetiredThing};
use super::{AudioGraph, finish_file, sort_once};
use crate::clock::Instant;
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

    /// Gives every member what the others say. All of them have been listened
    /// to in this tick.
    pub(super) fn tick_conference(&mut self, now: Instant) {
        let conference_file = self.conference.mix(&mut self.scratch);
        for at in 0..self.channels.len() {
            let channel = &mut self.channels[at];
            if !channel.is_member() {
                continue;
            }
            let microphone = &mut self.microphone;
            let file_state = channel.speak(now, microphone, &self.conference, &mut self.scratch);
            if file_state == FileState::Ended {
                self.finish_file(at);
            }
        }
        self.conference
            .record(&mut self.microphone, &mut self.scratch);
        if conference_file == FileState::Ended {
            let file = &mut self.conference.file;
            let (reports, retired) = (&mut self.reports, &mut self.retired);
            finish_file(SessionId::CONFERENCE, file, reports, retired);
        }
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
