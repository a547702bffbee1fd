//! One session's place in the graph: what it sends and how it is heard.
//!
//! A tick has two parts that channels do not share, [`Channel::listen`] and
//! [`Channel::speak`], and what is said between them to the speaker, the
//! conference and the program.

use super::conference::{Conference, Member, Mixed};
use super::control::PlayMode;
use super::gain::Gain;
use super::limiter::Limiter;
use super::microphone::Heard;
use super::recording::{Recording, Signal};
use super::source::{PlayingFile, StreamSource};
use super::speaker::Speaker;
use super::{FRAME_SAMPLES_MAX, FRAMES_PER_SECOND, frame_samples};
use crate::clock::Instant;
use crate::media::session::AudioSession;
use crate::media::tap::{RawAudioTap, TapSide, TapSides};

/// One session with everything around it.
#[derive(Debug)]
pub(super) struct Channel {
    pub(super) session: Box<AudioSession>,
    /// Rates in Hz of the formats the plan lets us receive, each once.
    pub(super) receive_rates_hz: Vec<u32>,
    pub(super) file: Option<Box<PlayingFile>>,
    pub(super) stream: Option<Box<StreamSource>>,
    pub(super) recording: Option<Box<Recording>>,
    pub(super) tap: Option<(RawAudioTap, TapSides)>,
    /// Where it is in the conference.
    member: Option<Box<Member>>,
    input_gain: ScaledGain,
    output_gain: ScaledGain,
    incoming: Gain,
    outgoing: Gain,
    send_limiter: Limiter,
    /// What is to be heard of it in this tick, and how many samples.
    received: [i16; FRAME_SAMPLES_MAX],
    received_samples: usize,
    /// What became of its file in this tick.
    pub(super) file_state: FileState,
}

/// A gain that may be above one, and what keeps it in range.
#[derive(Clone, Copy, Debug)]
struct ScaledGain {
    gain: Gain,
    limiter: Limiter,
}

/// Frames that one channel after the other works in.
#[derive(Debug)]
pub(super) struct Scratch {
    pub(super) frame: [i16; FRAME_SAMPLES_MAX],
    pub(super) file: [i16; FRAME_SAMPLES_MAX],
    pub(super) wide: [f32; FRAME_SAMPLES_MAX],
}

impl Scratch {
    pub(super) const fn new() -> Self {
        Self {
            frame: [0; FRAME_SAMPLES_MAX],
            file: [0; FRAME_SAMPLES_MAX],
            wide: [0.0; FRAME_SAMPLES_MAX],
        }
    }
}

/// What became of a channel's file in a tick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileState {
    /// It plays on, or there is none.
    GoesOn,
    /// Nothing is left of it.
    Ended,
}

impl Channel {
    pub(super) fn new(session: Box<AudioSession>) -> Self {
        Self {
            session,
            receive_rates_hz: Vec::new(),
            file: None,
            stream: None,
            recording: None,
            tap: None,
            member: None,
            input_gain: ScaledGain::UNITY,
            output_gain: ScaledGain::UNITY,
            incoming: Gain::UNITY,
            outgoing: Gain::UNITY,
            send_limiter: Limiter::new(),
            received: [0; FRAME_SAMPLES_MAX],
            received_samples: 0,
            file_state: FileState::GoesOn,
        }
    }

    pub(super) fn scale_input(&mut self, percent: u16) {
        self.input_gain.gain.set_percent(percent);
    }

    pub(super) fn scale_output(&mut self, percent: u16) {
        self.output_gain.gain.set_percent(percent);
    }

    pub(super) fn set_muted(&mut self, incoming: bool, outgoing: bool) {
        self.incoming.set_muted(incoming);
        self.outgoing.set_muted(outgoing);
    }

    /// Takes the session into the conference, or out of it.
    pub(super) fn set_member(&mut self, is_member: bool) {
        if is_member != self.is_member() {
            let send_hz = self.session.send_rate_hz();
            self.member = is_member.then(|| Member::new(send_hz, &self.receive_rates_hz));
        }
    }

    /// Whether it is in the conference.
    pub(super) fn is_member(&self) -> bool {
        self.member.is_some()
    }

    /// Gets ready for the session's present rates.
    pub(super) fn refresh_rates(&mut self) {
        let send_hz = self.session.send_rate_hz();
        if let Some(file) = &mut self.file {
            file.set_session_rate(send_hz);
        }
        if let Some(stream) = &mut self.stream {
            stream.set_session_rate(send_hz);
        }
        if let Some(recording) = &mut self.recording {
            recording.set_rates(send_hz, &self.receive_rates_hz);
        }
        if let Some(member) = &mut self.member {
            member.set_rates(send_hz, &self.receive_rates_hz);
        }
    }

    /// The first part of a tick: what the session says.
    pub(super) fn listen(&mut self, now: Instant, scratch: &mut Scratch) {
        let samples = self.session.pull(now, &mut self.received);
        let frame = &mut self.received[..samples.min(FRAME_SAMPLES_MAX)];
        if !frame.is_empty() {
            keep(&mut self.tap, TapSide::Receive, frame);
            self.output_gain.apply(frame, &mut scratch.wide);
        }
        if let Some(recording) = &mut self.recording {
            recording.receive(signal(frame));
        }
        let is_heard = !frame.is_empty() && !self.incoming.is_silence();
        self.received_samples = if is_heard { frame.len() } else { 0 };
        let heard = &mut self.received[..self.received_samples];
        self.incoming.apply(heard);
        let takes_part = self.takes_part();
        if let Some(member) = &mut self.member {
            let said = if takes_part {
                &self.received[..self.received_samples]
            } else {
                &[]
            };
            member.give(samples_rate_hz(said.len()), said);
        }
    }

    /// Tells what the session says to the program, the speaker and the
    /// conference.
    pub(super) fn be_heard(&mut self, speaker: &mut Speaker, conference: &mut Conference) {
        self.show(TapSide::Receive);
        let said = &self.received[..self.received_samples];
        if said.is_empty() {
            return;
        }
        speaker.add(samples_rate_hz(said.len()), said);
        if self.is_member() && self.takes_part() {
            conference.add(samples_rate_hz(said.len()), said);
        }
    }

    /// The last part of a tick: what the session is told, once everybody has
    /// been listened to.
    pub(super) fn speak(
        &mut self,
        now: Instant,
        microphone: &Heard,
        conference: Mixed<'_>,
        scratch: &mut Scratch,
    ) {
        let sent = self.send(now, microphone, conference, scratch);
        if let Some(recording) = &mut self.recording {
            recording.write(signal(&scratch.frame[..sent]));
        }
        if self.session.poll_timeout().is_some_and(|due| due <= now) {
            self.session.handle_timeout(now);
        }
    }

    /// Shows the program what was kept for it.
    pub(super) fn show(&mut self, side: TapSide) {
        if let Some((tap, _)) = &mut self.tap {
            tap.show_kept(self.session.id(), side);
        }
    }

    /// Whether a member hears the others and is heard by them: not on hold, at
    /// whichever side; music that holds us is for us alone.
    fn takes_part(&self) -> bool {
        self.session.sends() && self.session.receives()
    }

    /// Fills `scratch.frame` and gives it to the session; how many samples.
    fn send(
        &mut self,
        now: Instant,
        microphone: &Heard,
        conference: Mixed<'_>,
        scratch: &mut Scratch,
    ) -> usize {
        let send_hz = self.session.send_rate_hz();
        let samples = frame_samples(send_hz).min(FRAME_SAMPLES_MAX);
        let frame = &mut scratch.frame[..samples];
        if let Some(stream) = &mut self.stream {
            stream.read(frame);
        }
        let is_replaced = self.is_member() && conference.replaces_microphone;
        // Under hold only a file is heard at the other side.
        if self.session.is_held() || !self.session.sends() || is_replaced {
            frame.fill(0);
        } else if self.stream.is_none() {
            let heard = microphone.frame_at(send_hz);
            if heard.len() == samples && !self.session.is_unanswered() {
                frame.copy_from_slice(heard);
            } else {
                frame.fill(0);
            }
        }
        self.input_gain.apply(frame, &mut scratch.wide);
        let quiet = self.is_quiet(microphone);
        self.file_state = self.mix_file(samples, scratch);
        let frame = &mut scratch.frame[..samples];
        if self.session.sends() {
            self.outgoing.apply(frame);
            self.add_others(conference, frame, &mut scratch.wide);
            keep(&mut self.tap, TapSide::Send, frame);
        } else {
            frame.fill(0);
        }
        if quiet {
            self.session.push_quiet(now, frame);
        } else {
            self.session.push(now, frame);
        }
        samples
    }

    /// Whether nobody speaks in what is sent: only where that is told, and
    /// never of what the program gives or other members of the conference say.
    fn is_quiet(&self, microphone: &Heard) -> bool {
        if !microphone.tells_speech() {
            return false;
        }
        let plays = |file: &PlayingFile| file.mode != PlayMode::Silent;
        let held = self.session.is_held();
        let given = self.file.as_deref().is_some_and(plays) || (self.stream.is_some() && !held);
        let unheard = held || self.session.is_unanswered() || self.outgoing.is_silence();
        let others = self.is_member() && self.takes_part();
        !given && !others && (unheard || microphone.is_quiet())
    }

    /// Adds what the other members of the conference say.
    fn add_others(&mut self, conference: Mixed<'_>, frame: &mut [i16], wide: &mut [f32]) {
        let takes_part = self.takes_part();
        if let Some(member) = self.member.as_mut().filter(|_| takes_part)
            && let Some(mix) = conference.at(samples_rate_hz(frame.len()))
        {
            member.add_others(mix, frame, wide);
        }
    }

    fn mix_file(&mut self, samples: usize, scratch: &mut Scratch) -> FileState {
        let Some(file) = &mut self.file else {
            return FileState::GoesOn;
        };
        let played = &mut scratch.file[..samples];
        let goes_on = file.read(played);
        let frame = &mut scratch.frame[..samples];
        match file.mode {
            PlayMode::Silent => {}
            PlayMode::InsteadOfMicrophone => frame.copy_from_slice(played),
            PlayMode::WithMicrophone => {
                let wide = &mut scratch.wide[..samples];
                for ((wide, sample), played) in wide.iter_mut().zip(&*frame).zip(played) {
                    *wide = f32::from(*sample) + f32::from(*played);
                }
                self.send_limiter.apply(wide, frame);
            }
        }
        if goes_on {
            FileState::GoesOn
        } else {
            FileState::Ended
        }
    }
}

impl ScaledGain {
    const UNITY: Self = Self {
        gain: Gain::UNITY,
        limiter: Limiter::new(),
    };

    fn apply(&mut self, frame: &mut [i16], wide: &mut [f32]) {
        if self.gain.amplifies() {
            let wide = &mut wide[..frame.len()];
            self.gain.apply_wide(frame, wide);
            self.limiter.apply(wide, frame);
        } else {
            self.gain.apply(frame);
        }
    }
}

/// Keeps a frame for the program, where it wants to see that side.
fn keep(tap: &mut Option<(RawAudioTap, TapSides)>, side: TapSide, frame: &[i16]) {
    if let Some((tap, sides)) = tap
        && sides.show(side)
    {
        tap.keep(side, frame);
    }
}

/// A frame of 10 ms for a recording; one without samples is silence.
fn signal(frame: &[i16]) -> Signal<'_> {
    Signal {
        frame,
        rate_hz: samples_rate_hz(frame.len()),
    }
}

/// The rate in Hz at which 10 ms are so many samples.
fn samples_rate_hz(samples: usize) -> u32 {
    samples as u32 * FRAMES_PER_SECOND
}
