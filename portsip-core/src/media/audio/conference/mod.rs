//! The conference: every member hears the microphone and all other members.
//!
//! What members say is summed by its rate, and each sum is converted once to
//! each rate that members are sent at. A member gets that without his own
//! part, which is subtracted: two additions a sample, however many there are.
//! What he says to the speaker goes there as in any other call.

mod member;
mod mix;

use super::channel::{FileState, Scratch};
use super::control::{PlayMode, RetiredThing};
use super::limiter::Limiter;
use super::microphone::Heard;
use super::recording::{Recording, Signal};
use super::source::PlayingFile;
use super::sum::Sum;
use super::{FRAME_SAMPLES_MAX, RATE_HZ_MAX, frame_samples};
use crate::ids::SessionId;
use crate::media::file::{FilePlayer, Recorder};
use mix::Mix;

pub(super) use member::Member;

/// The rate in Hz of a conference that nobody has joined.
const RATE_HZ_DEFAULT: u32 = 8000;

/// The conference of one graph; without members there is none.
#[derive(Debug)]
pub(super) struct Conference {
    /// Who is in it, sorted; some may have no media yet.
    members: Vec<SessionId>,
    /// What members say, by rate.
    sums: Vec<Sum>,
    /// What they hear, by rate.
    mixes: Vec<Mix>,
    /// The highest rate of all of these, in Hz.
    rate_hz: u32,
    /// Played to all.
    pub(super) file: Option<Box<PlayingFile>>,
    /// What became of it in this tick, and what of it is heard.
    pub(super) file_state: FileState,
    played: Box<[i16; FRAME_SAMPLES_MAX]>,
    recording: Option<ConferenceRecording>,
}

/// What members share in a tick: what all say, and whether they hear the
/// microphone as well.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mixed<'a> {
    mixes: &'a [Mix],
    pub(super) replaces_microphone: bool,
}

impl<'a> Mixed<'a> {
    /// The sum of all members, and the file, at a rate that was told of.
    pub(super) fn at(&self, rate_hz: u32) -> Option<&'a [f32]> {
        let mut mixes = self.mixes.iter();
        let mix = mixes.find(|mix| mix.rate_hz() == rate_hz)?;
        Some(mix.frame())
    }
}

/// A recording of all that is said.
#[derive(Debug)]
struct ConferenceRecording {
    recording: Box<Recording>,
    /// The members, without what we play to them.
    received: Mix,
    received_limiter: Limiter,
    sent_limiter: Limiter,
}

impl Conference {
    /// Nobody is in it.
    pub(super) fn new() -> Self {
        Self {
            members: Vec::new(),
            sums: Vec::new(),
            mixes: Vec::new(),
            rate_hz: RATE_HZ_DEFAULT,
            file: None,
            file_state: FileState::GoesOn,
            played: Box::new([0; FRAME_SAMPLES_MAX]),
            recording: None,
        }
    }

    /// Takes a session in.
    pub(super) fn join(&mut self, session: SessionId) {
        if let Err(at) = self.members.binary_search(&session) {
            self.members.insert(at, session);
        }
    }

    /// Lets a session go, where it is in.
    pub(super) fn leave(&mut self, session: SessionId) {
        if let Ok(at) = self.members.binary_search(&session) {
            self.members.remove(at);
        }
    }

    /// Lets all go; what was played and recorded is for another thread.
    pub(super) fn end(&mut self) -> [Option<RetiredThing>; 2] {
        self.members.clear();
        let file = self.file.take().map(RetiredThing::File);
        [file, self.stop_recording()]
    }

    /// Plays a file to all; the one before is for another thread.
    pub(super) fn start_file(
        &mut self,
        player: Box<FilePlayer>,
        mode: PlayMode,
    ) -> Option<RetiredThing> {
        let file = PlayingFile::new(player, mode, self.rate_hz);
        let before = self.file.replace(Box::new(file));
        before.map(RetiredThing::File)
    }

    /// Records all that is said, at the highest rate of now; the recording
    /// before is for another thread.
    pub(super) fn start_recording(&mut self, recorder: Box<Recorder>) -> Option<RetiredThing> {
        let before = self.stop_recording();
        // Without members that have media it is not known yet what there will be.
        let rate_hz = if self.mixes.is_empty() {
            RATE_HZ_MAX
        } else {
            self.rate_hz
        };
        self.recording = Some(ConferenceRecording {
            recording: Box::new(Recording::new(recorder, rate_hz)),
            received: Mix::new(rate_hz),
            received_limiter: Limiter::new(),
            sent_limiter: Limiter::new(),
        });
        before
    }

    /// Ends the recording; it is for another thread.
    pub(super) fn stop_recording(&mut self) -> Option<RetiredThing> {
        let before = self.recording.take();
        before.map(|before| RetiredThing::Recording(before.recording))
    }

    /// Tells the rates in Hz that members are sent at (`wanted_hz`) and that
    /// they may send at, each once.
    pub(super) fn set_rates(&mut self, wanted_hz: &[u32], given_hz: &[u32]) {
        let highest = wanted_hz.iter().chain(given_hz).max();
        let rate_hz = highest.copied().unwrap_or(RATE_HZ_DEFAULT);
        if self.rate_hz != rate_hz {
            self.rate_hz = rate_hz;
            if let Some(file) = &mut self.file {
                file.set_session_rate(rate_hz);
            }
        }
        self.sums.retain(|sum| given_hz.contains(&sum.rate_hz()));
        for given_hz in given_hz {
            if self.sums.iter().all(|sum| sum.rate_hz() != *given_hz) {
                self.sums.push(Sum::new(*given_hz));
            }
        }
        self.mixes.retain(|mix| wanted_hz.contains(&mix.rate_hz()));
        for wanted_hz in wanted_hz {
            if self.mixes.iter().all(|mix| mix.rate_hz() != *wanted_hz) {
                self.mixes.push(Mix::new(*wanted_hz));
            }
        }
        let file_hz = self.file.as_ref().map(|_| rate_hz);
        for mix in &mut self.mixes {
            mix.set_rates(given_hz, file_hz);
        }
        if let Some(recorded) = &mut self.recording {
            let recorded_hz = recorded.received.rate_hz();
            recorded.received.set_rates(given_hz, None);
            recorded.recording.set_rates(rate_hz, &[recorded_hz]);
        }
    }

    /// Adds what a member says in this tick.
    pub(super) fn add(&mut self, rate_hz: u32, said: &[i16]) {
        let mut sums = self.sums.iter_mut();
        if let Some(sum) = sums.find(|sum| sum.rate_hz() == rate_hz) {
            sum.add(said);
        }
    }

    /// Mixes what was added, with the next 10 ms of the file.
    pub(super) fn mix(&mut self, scratch: &mut Scratch) {
        let recorded = self.recording.as_mut();
        let recorded = recorded.map(|recorded| &mut recorded.received);
        mix::mix(&mut self.sums, &mut self.mixes, recorded);
        self.file_state = FileState::GoesOn;
        let Some(file) = &mut self.file else {
            return;
        };
        let played = &mut self.played[..frame_samples(self.rate_hz)];
        let goes_on = file.read(played);
        if file.mode == PlayMode::Silent {
            played.fill(0);
        } else {
            let wide = &mut scratch.wide[..played.len()];
            for (wide, played) in wide.iter_mut().zip(played) {
                *wide = f32::from(*played);
            }
            for mix in &mut self.mixes {
                mix.add_file(wide);
            }
        }
        if !goes_on {
            self.file_state = FileState::Ended;
        }
    }

    /// Records what was mixed last, and the microphone.
    pub(super) fn record(&mut self, microphone: &Heard, scratch: &mut Scratch) {
        let replaces_microphone = self.replaces_microphone();
        let Some(recorded) = &mut self.recording else {
            return;
        };
        let samples = frame_samples(self.rate_hz);
        let wide = &mut scratch.wide[..samples];
        wide.fill(0.0);
        if !replaces_microphone {
            add(wide, microphone.frame_at(self.rate_hz));
        }
        if self.file.is_some() {
            add(wide, &self.played[..samples]);
        }
        let members = recorded.received.frame();
        let received = &mut scratch.frame[..members.len()];
        recorded.received_limiter.apply(members, received);
        let rate_hz = recorded.received.rate_hz();
        recorded.recording.receive(Signal {
            frame: received,
            rate_hz,
        });
        let sent = &mut scratch.frame[..samples];
        recorded.sent_limiter.apply(wide, sent);
        recorded.recording.write(Signal {
            frame: sent,
            rate_hz: self.rate_hz,
        });
    }

    /// What was mixed last.
    pub(super) fn mixed(&self) -> Mixed<'_> {
        Mixed {
            mixes: &self.mixes,
            replaces_microphone: self.replaces_microphone(),
        }
    }

    /// Whether a session is in it.
    pub(super) fn has(&self, session: SessionId) -> bool {
        self.members.binary_search(&session).is_ok()
    }

    /// Whether there is something to do even without members.
    pub(super) fn is_busy(&self) -> bool {
        self.file.is_some() || self.recording.is_some()
    }

    fn replaces_microphone(&self) -> bool {
        let mode = self.file.as_ref().map(|file| file.mode);
        mode == Some(PlayMode::InsteadOfMicrophone)
    }

    /// The rate in Hz that the microphone is wanted in for a recording.
    pub(super) fn microphone_hz(&self) -> Option<u32> {
        self.recording.as_ref().map(|_| self.rate_hz)
    }
}

fn add(wide: &mut [f32], frame: &[i16]) {
    for (wide, sample) in wide.iter_mut().zip(frame) {
        *wide += f32::from(*sample);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Somebody alone, who pauses now and then: all that is in the mix is his
    /// own, and is taken off again.
    #[test]
    fn nothing_of_himself_is_left_where_rates_differ() {
        let (narrow, wide) = (8_000, 48_000);
        for (wanted_hz, given_hz) in [(wide, narrow), (narrow, wide), (narrow, narrow)] {
            let mut conference = Conference::new();
            let mut member = Member::new(wanted_hz, &[given_hz]);
            conference.set_rates(&[wanted_hz], &[given_hz]);
            let mut scratch = Scratch::new();
            let said: Vec<i16> = (0..frame_samples(given_hz))
                .map(|i| ((i as f32 * 0.3).sin() * 12_000.0) as i16)
                .collect();
            for tick in 0..100 {
                let said = if tick % 7 < 5 { &said[..] } else { &[] };
                member.give(given_hz, said);
                if !said.is_empty() {
                    conference.add(given_hz, said);
                }
                conference.mix(&mut scratch);
                let mix = conference.mixed().at(wanted_hz).expect("it was told of");
                let is_heard = mix.iter().any(|sample| sample.abs() > 5_000.0);
                // Behind a pause begun, converters still hold a last part of him.
                assert!(is_heard || said.is_empty());
                let mut frame = vec![7; frame_samples(wanted_hz)];
                member.add_others(mix, &mut frame, &mut scratch.wide);
                assert!(frame.iter().all(|sample| *sample == 7));
            }
        }
    }
}
