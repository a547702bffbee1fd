//! What signalling wants of media while the media thread has no room: as much
//! as there are calls, however often a peer changes them.

use std::collections::VecDeque;

use crate::ids::SessionId;
use crate::limits::DTMF_QUEUE_TONES_MAX;
use crate::plan::MediaCommand;

/// Commands on their way to the media thread, in order.
#[derive(Debug, Default)]
pub(super) struct MediaWaiting(VecDeque<MediaCommand>);

impl MediaWaiting {
    /// Queues a command. A plan takes the place of the one of its call that
    /// waits, tones beyond the limit are lost, and the end of a call is all
    /// that is left of it.
    pub(super) fn push(&mut self, command: MediaCommand) {
        match &command {
            MediaCommand::Apply { session, .. } => {
                let mut waiting = self.0.iter_mut();
                if let Some(earlier) = waiting.find(|waiting| is_plan_of(waiting, *session)) {
                    *earlier = command;
                    return;
                }
            }
            MediaCommand::SendTone { session, .. } => {
                let waiting = self.0.iter();
                let tones = waiting.filter(|waiting| is_tone_of(waiting, *session));
                if tones.count() >= DTMF_QUEUE_TONES_MAX {
                    return;
                }
            }
            // One for each socket of a call, at most.
            MediaCommand::Release { .. } | MediaCommand::ReleaseRelay { .. } => {}
            MediaCommand::Stop { session, .. } => self
                .0
                .retain(|waiting| !is_plan_of(waiting, *session) && !is_tone_of(waiting, *session)),
        }
        self.0.push_back(command);
    }

    /// Takes the first command.
    pub(super) fn pop_front(&mut self) -> Option<MediaCommand> {
        self.0.pop_front()
    }

    /// Puts back what was taken last.
    pub(super) fn push_front(&mut self, command: MediaCommand) {
        self.0.push_front(command);
    }

    /// Whether nothing waits.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn is_plan_of(command: &MediaCommand, call: SessionId) -> bool {
    matches!(command, MediaCommand::Apply { session, .. } if *session == call)
}

fn is_tone_of(command: &MediaCommand, call: SessionId) -> bool {
    matches!(command, MediaCommand::SendTone { session, .. } if *session == call)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{MediaPlan, MediaPorts, MediaPortsId};

    const A: SessionId = SessionId(1);
    const B: SessionId = SessionId(2);

    fn ports(rtp_port: u16) -> MediaPorts {
        MediaPorts {
            id: MediaPortsId(0),
            rtp_port,
            rtcp_port: rtp_port + 1,
        }
    }

    /// Plans are told apart by their ports.
    fn apply(session: SessionId, rtp_port: u16) -> MediaCommand {
        MediaCommand::Apply {
            session,
            ports: ports(rtp_port),
            plan: MediaPlan::default(),
        }
    }

    fn tone(session: SessionId, tone: u8) -> MediaCommand {
        MediaCommand::SendTone {
            session,
            tone,
            duration_ms: 160,
        }
    }

    fn stop(session: SessionId) -> MediaCommand {
        MediaCommand::Stop {
            session,
            ports: ports(4000),
        }
    }

    fn left(commands: impl IntoIterator<Item = MediaCommand>) -> Vec<MediaCommand> {
        let mut waiting = MediaWaiting::default();
        for command in commands {
            waiting.push(command);
        }
        std::iter::from_fn(|| waiting.pop_front()).collect()
    }

    #[test]
    fn only_the_last_plan_of_a_call_waits() {
        let changes = (0..10_000).map(|n| apply(if n % 2 == 0 { A } else { B }, n));
        assert_eq!(left(changes), [apply(A, 9998), apply(B, 9999)]);
    }

    #[test]
    fn tones_wait_up_to_their_limit_and_keep_their_place_behind_the_plan() {
        let tones = (0..1000).map(|_| tone(A, 5));
        let all = [apply(A, 1)]
            .into_iter()
            .chain(tones)
            .chain([tone(B, 7), apply(A, 2)]);
        let mut expected = vec![apply(A, 2)];
        expected.extend((0..DTMF_QUEUE_TONES_MAX).map(|_| tone(A, 5)));
        expected.push(tone(B, 7));
        assert_eq!(left(all), expected);
    }

    #[test]
    fn the_end_of_a_call_waits_whatever_else_does() {
        let calls = [apply(A, 1), tone(A, 5), apply(B, 1), stop(A), stop(B)];
        assert_eq!(left(calls), [stop(A), stop(B)]);
    }
}
