//! 10 ms of the graph, in three parts: every session is listened to, what they
//! say is mixed, every session is told what it hears.
//!
//! In the first part and the last no session needs another, so that several
//! threads may work on them; what adds up is added by one, in the order of the
//! sessions. What comes out is the same whoever works. Functions of the program
//! are called by the thread that ticks, and by no other.

use std::collections::VecDeque;

use super::super::channel::{FileState, Scratch};
use super::super::control::{Retired, RetiredThing};
use super::super::source::PlayingFile;
use super::super::workers::{NoWires, OneThread, Wires, Workers};
use super::AudioGraph;
use crate::clock::Instant;
use crate::ids::SessionId;
use crate::media::tap::TapSide;
use crate::plan::MediaReport;

impl AudioGraph {
    /// A whole tick on the calling thread: [`AudioGraph::listen`],
    /// [`AudioGraph::mix`] and [`AudioGraph::speak`]. Then poll the sessions'
    /// datagrams, [`AudioGraph::poll_report`] and [`AudioGraph::poll_retired`].
    pub fn tick(&mut self, now: Instant, microphone: &[i16], speaker: &mut [i16]) {
        self.listen(now, &OneThread, &NoWires);
        self.mix(microphone, speaker);
        self.speak(now, &OneThread, &NoWires);
    }

    /// The first part of a tick: takes what has arrived for the sessions, and
    /// what is to be heard of each. Neither this nor what follows allocates,
    /// locks or logs, but for what the echo canceller allocates and frees while
    /// it is on, and for datagrams that are no media, which `wires` may keep.
    pub fn listen(&mut self, now: Instant, workers: &impl Workers, wires: &impl Wires) {
        for channel in &mut self.channels {
            if channel.session.has_rtp_tap() {
                wires.receive(&mut channel.session);
            }
        }
        workers.for_each(&mut self.channels, Scratch::new, |scratch, channel| {
            if !channel.session.has_rtp_tap() {
                wires.receive(&mut channel.session);
            }
            channel.listen(now, scratch);
        });
    }

    /// The second part: mixes what the sessions say to `speaker`, and takes what
    /// they hear from `microphone`. Each is a hundredth of a second at
    /// [`AudioGraph::microphone_rate_hz`] and [`AudioGraph::speaker_rate_hz`];
    /// a frame of another length counts as silence.
    pub fn mix(&mut self, microphone: &[i16], speaker: &mut [i16]) {
        self.microphone.hear(microphone);
        if let Some((tap, sides)) = &mut self.mix_tap
            && sides.send
        {
            self.microphone.show(tap);
        }
        for channel in &mut self.channels {
            channel.be_heard(&mut self.speaker, &mut self.conference);
        }
        let microphone = self.microphone.heard();
        self.conference.mix(&mut self.scratch);
        self.conference.record(microphone, &mut self.scratch);
        let mix_tap = self
            .mix_tap
            .as_mut()
            .filter(|(_, sides)| sides.receive)
            .map(|(tap, _)| tap);
        let heard = if self.speaker.local.loops_back() {
            self.microphone.heard().frame_at(self.speaker.rate_hz())
        } else {
            &[]
        };
        let local_file = self.speaker.mix(speaker, mix_tap, heard);
        if local_file == FileState::Ended {
            let file = &mut self.speaker.local.file;
            finish_file(SessionId::NONE, file, &mut self.reports, &mut self.retired);
        }
        self.microphone.hear_speaker(speaker);
    }

    /// The last part: tells every session what it hears, and sends what the
    /// sessions have to send, reports that have become due too.
    pub fn speak(&mut self, now: Instant, workers: &impl Workers, wires: &impl Wires) {
        let microphone = self.microphone.heard();
        let conference = self.conference.mixed();
        workers.for_each(&mut self.channels, Scratch::new, |scratch, channel| {
            channel.speak(now, microphone, conference, scratch);
            if !channel.session.has_rtp_tap() {
                wires.send(&mut channel.session);
            }
        });
        self.finish_tick(wires);
        self.ticks += 1;
    }

    /// What is left for the thread that ticks: the program's functions, and
    /// files that have ended.
    fn finish_tick(&mut self, wires: &impl Wires) {
        let (reports, retired) = (&mut self.reports, &mut self.retired);
        for channel in &mut self.channels {
            channel.show(TapSide::Send);
            if channel.session.has_rtp_tap() {
                wires.send(&mut channel.session);
            }
            if channel.file_state == FileState::Ended {
                finish_file(channel.session.id(), &mut channel.file, reports, retired);
            }
        }
        if self.conference.file_state == FileState::Ended {
            let file = &mut self.conference.file;
            finish_file(SessionId::CONFERENCE, file, reports, retired);
        }
    }
}

/// Reports a file that has ended. Where nobody polls and the queues are full it
/// stays, silent, until the next tick.
fn finish_file(
    session: SessionId,
    file: &mut Option<Box<PlayingFile>>,
    reports: &mut VecDeque<MediaReport>,
    retired: &mut VecDeque<Retired>,
) {
    let has_room = reports.len() < reports.capacity() && retired.len() < retired.capacity();
    if has_room && let Some(mut file) = file.take() {
        reports.push_back(MediaReport::PlayFileFinished {
            session,
            file_name: file.player.take_file_name(),
        });
        retired.push_back(RetiredThing::File(file).into());
    }
}
