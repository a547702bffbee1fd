//! What the program asks of the audio graph, carried to the media thread.
//!
//! Files, streams, recordings, taps and stages of the microphone's processing are
//! made by the caller and travel in a box, so that the media thread only moves them;
//! what is no longer needed goes back as [`Retired`]. What a member of the
//! conference needs is made when he joins, between two ticks.

use super::pcm_stream::PcmStream;
use super::processing::{MicrophoneStage, ReadyStage, VoiceActivity};
use super::recording::Recording;
use super::source::{PlayingFile, StreamSource};
use crate::ids::SessionId;
use crate::media::file::{FilePlayer, Recorder};
use crate::media::session::RtpKeepAlive;
use crate::media::tap::{RawAudioTap, RtpTap, TapSides};
use crate::plan::AudioCodec;

/// A change of the audio graph. One for a session that is not there is dropped.
#[derive(Debug)]
#[non_exhaustive]
pub enum AudioControl {
    /// Silences the microphone, or lets it be heard again.
    MuteMicrophone(bool),
    /// Silences the speaker, or lets it be heard again.
    MuteSpeaker(bool),
    /// The microphone's volume; 255 is as it comes from the device.
    MicrophoneVolume(u8),
    /// The speaker's volume; 255 is as it was mixed.
    SpeakerVolume(u8),
    /// Switches a stage of the microphone's processing on (`enableAEC`,
    /// `enableANS`, `enableAGC`); one that is on already stays as it is.
    StartStage(Box<ReadyStage>),
    /// Switches a stage off.
    StopStage(MicrophoneStage),
    /// Tells speech from noise in the microphone's signal, so that noise is
    /// described to the other sides instead of sent (`enableVAD`).
    StartVoiceActivity(Box<VoiceActivity>),
    /// Takes everything for speech again.
    StopVoiceActivity,
    /// Plays the comfort noise that the other sides describe (`enableCNG`), or
    /// silence in its place.
    ComfortNoise(bool),
    /// Looks for keys in the sound of calls where events were not agreed on, as at
    /// the start, or not.
    ToneDetection(bool),
    /// Scales what a session sends of microphone or PCM stream
    /// (`setChannelInputVolumeScaling`).
    ScaleInput {
        /// The call.
        session: SessionId,
        /// 0…1000 %.
        percent: u16,
    },
    /// Scales what a session receives, before it is recorded and mixed to the
    /// speaker (`setChannelOutputVolumeScaling`).
    ScaleOutput {
        /// The call.
        session: SessionId,
        /// 0…1000 %.
        percent: u16,
    },
    /// Silences a session for the speaker (`incoming`) or for the other side
    /// (`outgoing`, also files and streams).
    MuteSession {
        /// The call.
        session: SessionId,
        /// The other side is not heard.
        incoming: bool,
        /// The other side does not hear us.
        outgoing: bool,
    },
    /// Sets the bit rate a session's encoder aims at.
    SetBitrate {
        /// The call.
        session: SessionId,
        /// The codec it is for, now or whenever the session sends with it.
        codec: AudioCodec,
        /// In bit/s; what the other side takes at most is kept.
        bitrate_bps: u32,
    },
    /// Takes a session into the conference: it hears the other members, and
    /// they hear it.
    JoinConference {
        /// The call.
        session: SessionId,
    },
    /// Takes a session out of the conference.
    LeaveConference {
        /// The call.
        session: SessionId,
    },
    /// Takes all sessions out, and ends the conference's file and recording.
    EndConference,
    /// Plays a file to the other side; a file that was playing ends unreported.
    StartPlayFile {
        /// The call, or [`SessionId::CONFERENCE`]: all members hear it.
        session: SessionId,
        /// The open file.
        player: Box<FilePlayer>,
        /// How the file and the microphone go together.
        mode: PlayMode,
    },
    /// Ends the file; it is not reported as finished.
    StopPlayFile {
        /// The call, or [`SessionId::CONFERENCE`].
        session: SessionId,
    },
    /// Plays a file on the speaker, for the user alone; a file that was playing
    /// there ends unreported.
    StartLocalFile {
        /// The open file.
        player: Box<FilePlayer>,
    },
    /// Ends that file; it is not reported as finished.
    StopLocalFile,
    /// Lets the microphone be heard on the speaker 100 ms later, or no longer.
    LoopBackMicrophone(bool),
    /// Records a session; a recording that was running is closed.
    StartRecord {
        /// The call, or [`SessionId::CONFERENCE`].
        session: SessionId,
        /// The open recording.
        recorder: Box<Recorder>,
    },
    /// Closes the recording.
    StopRecord {
        /// The call, or [`SessionId::CONFERENCE`].
        session: SessionId,
    },
    /// Sends what the program produces instead of the microphone.
    StartPcmStream {
        /// The call.
        session: SessionId,
        /// The reading end.
        stream: Box<PcmStream>,
    },
    /// Goes back to the microphone.
    StopPcmStream {
        /// The call.
        session: SessionId,
    },
    /// Shows a session's samples to the program, in place of an earlier tap.
    SetTap {
        /// The call.
        session: SessionId,
        /// Which samples.
        sides: TapSides,
        /// The program's function.
        tap: RawAudioTap,
    },
    /// Ends a session's tap.
    ClearTap {
        /// The call.
        session: SessionId,
    },
    /// Shows a session's RTP packets to the program, in place of an earlier tap.
    SetRtpTap {
        /// The call.
        session: SessionId,
        /// Which packets.
        sides: TapSides,
        /// The program's function.
        tap: RtpTap,
    },
    /// Ends a session's tap of packets.
    ClearRtpTap {
        /// The call.
        session: SessionId,
    },
    /// Shows the microphone after volume and mute (`sides.send`) and the mix
    /// of all sessions before volume and mute (`sides.receive`), with the
    /// session id [`crate::ids::INVALID_SESSION_ID`].
    SetMixTap {
        /// Which samples.
        sides: TapSides,
        /// The program's function.
        tap: RawAudioTap,
    },
    /// Ends the tap of the mixes.
    ClearMixTap,
    /// Says how NAT mappings are kept while no RTP is sent, for all calls that
    /// are there and those to come; `None` for not at all.
    RtpKeepAlive(Option<RtpKeepAlive>),
    /// Plays a DTMF tone on the speaker, after those that wait there; nobody
    /// but the user hears it.
    PlayTone {
        /// The key, 0…15; others have no sound.
        tone: u8,
        /// How long, brought into 40 ms … 60 s.
        duration_ms: u32,
    },
    /// Asks for a [`crate::plan::MediaReport::Statistics`].
    RequestStatistics {
        /// The call.
        session: SessionId,
    },
}

/// How a played file and the microphone go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlayMode {
    /// The file runs but is not heard (`playAudio` 0).
    Silent,
    /// The file instead of the microphone (`playAudio` 1).
    InsteadOfMicrophone,
    /// The file and the microphone (`playAudio` 2).
    WithMicrophone,
}

/// What the media thread no longer needs: to be dropped on another thread,
/// since that frees memory, lets a file be closed or runs the program's code.
#[derive(Debug)]
pub struct Retired(#[expect(dead_code, reason = "only kept until it is dropped")] RetiredThing);

/// The things that retire.
#[derive(Debug)]
#[expect(dead_code, reason = "only kept until they are dropped")]
pub(super) enum RetiredThing {
    /// A file that never got to play.
    Player(Box<FilePlayer>),
    /// A file that was playing.
    File(Box<PlayingFile>),
    /// A recording that never began.
    Recorder(Box<Recorder>),
    /// A recording.
    Recording(Box<Recording>),
    /// A PCM stream that was never used.
    PcmStream(Box<PcmStream>),
    /// A PCM stream.
    Stream(Box<StreamSource>),
    /// A tap.
    Tap(RawAudioTap),
    /// A tap of packets.
    RtpTap(RtpTap),
    /// A stage of the microphone's processing.
    Stage(Box<ReadyStage>),
    /// A detector of speech.
    VoiceActivity(Box<VoiceActivity>),
}

impl From<RetiredThing> for Retired {
    fn from(thing: RetiredThing) -> Self {
        Self(thing)
    }
}
