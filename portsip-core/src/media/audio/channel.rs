//! One session's place in the graph: what it sends and how it is heard.

use super::conference::{Conference, Member};
use super::control::PlayMode;
use super::gain::Gain;
use super::limiter::Limiter;
use super::microphone::Microphone;
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
    pub(super) sent: [i16; FRAME_SAMPLES_MAX],
    pub(super) received: [i16; FRAME_SAMPLES_MAX],
    pub(super) file: [i16; FRAME_SAMPLES_MAX],
    pub(super) wide: [f32; FRAME_SAMPLES_MAX],
    pub(super) shown: [i16; FRAME_SAMPLES_MAX],
}

impl Scratch {
    pub(super) fn new() -> Box<Self> {
        Box::new(Self {
            sent: [0; FRAME_SAMPLES_MAX],
            received: [0; FRAME_SAMPLES_MAX],
            file: [0; FRAME_SAMPLES_MAX],
            wide: [0.0; FRAME_SAMPLES_MAX],
            shown: [0; FRAME_SAMPLES_MAX],
        })
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

    /// Moves 10 ms in both directions.
    pub(super) fn tick(
        &mut self,
        now: Instant,
        microphone: &mut Microphone,
        speaker: &mut Speaker,
        scratch: &mut Scratch,
    ) -> FileState {
        let received = self.receive(now, scratch);
        let (sent, file_state) = self.send(now, microphone, None, scratch);
        if let Some(recording) = &mut self.recording {
            let (sent, received) = (&scratch.sent[..sent], &scratch.received[..received]);
            recording.write(Some(signal(sent)), Some(signal(received)));
        }
        self.play(received, speaker, scratch);
        file_state
    }

    /// The first half of a member's tick: what he says.
    pub(super) fn listen(
        &mut self,
        now: Instant,
        speaker: &mut Speaker,
        conference: &mut Conference,
        scratch: &mut Scratch,
    ) {
        let received = self.receive(now, scratch);
        if let Some(member) = &mut self.member {
            member.keep(&scratch.received[..received]);
        }
        let is_heard = self.play(received, speaker, scratch);
        let said = if is_heard && self.takes_part() {
            &scratch.received[..received]
        } else {
            &[]
        };
        if let Some(member) = &mut self.member {
            conference.add(member, samples_rate_hz(said.len()), said);
        }
    }

    /// The second half, once everybody has been listened to: what he hears.
    pub(super) fn speak(
        &mut self,
        now: Instant,
        microphone: &mut Microphone,
        conference: &Conference,
        scratch: &mut Scratch,
    ) -> FileState {
        let (sent, file_state) = self.send(now, microphone, Some(conference), scratch);
        if let (Some(recording), Some(member)) = (&mut self.recording, &self.member) {
            let sent = &scratch.sent[..sent];
            recording.write(Some(signal(sent)), Some(signal(member.received())));
        }
        file_state
    }

    /// Whether a member hears the others and is heard by them: not on hold, at
    /// whichever side; music that holds us is for us alone.
    fn takes_part(&self) -> bool {
        self.session.sends() && self.session.receives()
    }

    /// Gives what was received to the speaker; whether it is to be heard.
    fn play(&mut self, received: usize, speaker: &mut Speaker, scratch: &mut Scratch) -> bool {
        let is_heard = received > 0 && !self.incoming.is_silence();
        if is_heard {
            let frame = &mut scratch.received[..received];
            self.incoming.apply(frame);
            speaker.add(samples_rate_hz(received), frame);
        } else {
            self.incoming.apply(&mut []);
        }
        is_heard
    }

    /// Fills `scratch.received`; how many samples.
    fn receive(&mut self, now: Instant, scratch: &mut Scratch) -> usize {
        let samples = self
            .session
            .pull(now, &mut scratch.received)
            .min(FRAME_SAMPLES_MAX);
        if samples > 0 {
            self.show(TapSide::Receive, samples, scratch);
            let frame = &mut scratch.received[..samples];
            self.output_gain.apply(frame, &mut scratch.wide);
        }
        samples
    }

    /// Fills `scratch.sent` and gives it to the session; how many samples.
    fn send(
        &mut self,
        now: Instant,
        microphone: &mut Microphone,
        conference: Option<&Conference>,
        scratch: &mut Scratch,
    ) -> (usize, FileState) {
        let send_hz = self.session.send_rate_hz();
        let samples = frame_samples(send_hz).min(FRAME_SAMPLES_MAX);
        let frame = &mut scratch.sent[..samples];
        if let Some(stream) = &mut self.stream {
            stream.read(frame);
        }
        let is_replaced = conference.is_some_and(Conference::replaces_microphone);
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
        let file_state = self.mix_file(samples, scratch);
        let frame = &mut scratch.sent[..samples];
        if self.session.sends() {
            self.outgoing.apply(frame);
            self.add_others(conference, samples, scratch);
            self.show(TapSide::Send, samples, scratch);
        } else {
            frame.fill(0);
        }
        if quiet {
            self.session.push_quiet(now, &scratch.sent[..samples]);
        } else {
            self.session.push(now, &scratch.sent[..samples]);
        }
        (samples, file_state)
    }

    /// Whether nobody speaks in what is sent: only where that is told, and
    /// never of what the program gives or other members of the conference say.
    fn is_quiet(&self, microphone: &Microphone) -> bool {
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
    fn add_others(
        &mut self,
        conference: Option<&Conference>,
        samples: usize,
        scratch: &mut Scratch,
    ) {
        let takes_part = self.takes_part();
        if let Some(member) = self.member.as_mut().filter(|_| takes_part)
            && let Some(mix) = conference.and_then(|all| all.mix_at(samples_rate_hz(samples)))
        {
            member.add_others(mix, &mut scratch.sent[..samples], &mut scratch.wide);
        }
    }

    fn mix_file(&mut self, samples: usize, scratch: &mut Scratch) -> FileState {
        let Some(file) = &mut self.file else {
            return FileState::GoesOn;
        };
        let played = &mut scratch.file[..samples];
        let goes_on = file.read(played);
        let frame = &mut scratch.sent[..samples];
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

    /// Shows a frame to the program, in a copy that it may write into.
    fn show(&mut self, side: TapSide, samples: usize, scratch: &mut Scratch) {
        let Some((tap, sides)) = &mut self.tap else {
            return;
        };
        let frame = match side {
            TapSide::Send => &scratch.sent[..samples],
            TapSide::Receive => &scratch.received[..samples],
        };
        if sides.show(side) {
            let copy = &mut scratch.shown[..samples];
            copy.copy_from_slice(frame);
            tap.show(self.session.id(), side, copy, samples_rate_hz(samples));
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
