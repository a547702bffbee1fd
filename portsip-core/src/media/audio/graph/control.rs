//! What the program asks of the graph, carried out.

use super::super::channel::Channel;
use super::super::control::{AudioControl, PlayMode, Retired, RetiredThing};
use super::super::pcm_stream::PcmStream;
use super::super::recording::Recording;
use super::super::source::{PlayingFile, StreamSource};
use super::AudioGraph;
use crate::clock::Instant;
use crate::ids::SessionId;
use crate::media::file::{FilePlayer, Recorder};
use crate::media::session::RtpKeepAlive;
use crate::media::tap::{RawAudioTap, TapSides};
use crate::plan::MediaReport;

impl AudioGraph {
    /// Carries out what the program asked for. What it replaces, and what is
    /// for a session that is not there, comes back by
    /// [`AudioGraph::poll_retired`].
    pub fn control(&mut self, now: Instant, control: AudioControl) {
        match control {
            AudioControl::MuteMicrophone(muted) => self.microphone.set_muted(muted),
            AudioControl::MuteSpeaker(muted) => self.speaker.set_muted(muted),
            AudioControl::MicrophoneVolume(volume) => self.microphone.set_volume(volume),
            AudioControl::SpeakerVolume(volume) => self.speaker.set_volume(volume),
            AudioControl::ComfortNoise(audible) => self.set_comfort_noise(audible),
            AudioControl::ToneDetection(on) => self.set_tone_detection(on),
            AudioControl::PlayTone { tone, duration_ms } => {
                self.speaker.local.tone.play(tone, duration_ms);
            }
            AudioControl::RtpKeepAlive(setting) => self.set_keep_alive(setting),
            AudioControl::SetMixTap { sides, tap } => self.set_mix_tap(Some((tap, sides))),
            AudioControl::ClearMixTap => self.set_mix_tap(None),
            AudioControl::ScaleInput { session, percent } => {
                self.with_channel(session, |channel| channel.scale_input(percent));
            }
            AudioControl::ScaleOutput { session, percent } => {
                self.with_channel(session, |channel| channel.scale_output(percent));
            }
            AudioControl::MuteSession {
                session,
                incoming,
                outgoing,
            } => self.with_channel(session, |channel| channel.set_muted(incoming, outgoing)),
            AudioControl::SetBitrate {
                session,
                codec,
                bitrate_bps,
            } => self.with_channel(session, |channel| {
                channel.session.set_bitrate_bps(codec, bitrate_bps);
            }),
            AudioControl::LoopBackMicrophone(on) => {
                self.speaker.local.set_loopback(on);
                self.refresh_rates();
            }
            AudioControl::JoinConference { session } => self.join_conference(session),
            AudioControl::LeaveConference { session } => self.leave_conference(session),
            AudioControl::EndConference => self.end_conference(),
            AudioControl::RequestStatistics { session } => self.report_statistics(now, session),
            control => {
                let retired = self.control_source(control);
                self.retired.extend(retired.map(Retired::from));
            }
        }
    }

    fn set_comfort_noise(&mut self, audible: bool) {
        self.comfort_noise = audible;
        for session in self.sessions_mut() {
            session.set_comfort_noise(audible);
        }
    }

    fn set_tone_detection(&mut self, on: bool) {
        self.tone_detection = on;
        for session in self.sessions_mut() {
            session.set_tone_detection(on);
        }
    }

    /// Carries out what gives something to use or takes it away; what is no
    /// longer needed.
    fn control_source(&mut self, control: AudioControl) -> Option<RetiredThing> {
        match control {
            AudioControl::StartPlayFile {
                session,
                player,
                mode,
            } => self.start_file(session, player, mode),
            AudioControl::StopPlayFile { session } => {
                if session == SessionId::CONFERENCE {
                    return self.conference.file.take().map(RetiredThing::File);
                }
                let file = self.channel_mut(session)?.file.take();
                file.map(RetiredThing::File)
            }
            AudioControl::StartLocalFile { player } => {
                let file = PlayingFile::new(
                    player,
                    PlayMode::InsteadOfMicrophone,
                    self.speaker.rate_hz(),
                );
                let before = self.speaker.local.file.replace(Box::new(file));
                self.refresh_rates();
                before.map(RetiredThing::File)
            }
            AudioControl::StartStage(stage) => self.microphone.start_stage(stage),
            AudioControl::StopStage(stage) => self.microphone.stop_stage(stage),
            AudioControl::StartVoiceActivity(activity) => {
                self.microphone.set_voice_activity(Some(activity))
            }
            AudioControl::StopVoiceActivity => self.microphone.set_voice_activity(None),
            AudioControl::StopLocalFile => self.speaker.local.file.take().map(RetiredThing::File),
            AudioControl::StartRecord { session, recorder } => {
                self.start_recording(session, recorder)
            }
            AudioControl::StopRecord { session } => {
                if session == SessionId::CONFERENCE {
                    return self.conference.stop_recording();
                }
                let recording = self.channel_mut(session)?.recording.take();
                recording.map(RetiredThing::Recording)
            }
            AudioControl::StartPcmStream { session, stream } => self.start_stream(session, stream),
            AudioControl::StopPcmStream { session } => {
                let stream = self.channel_mut(session)?.stream.take();
                stream.map(RetiredThing::Stream)
            }
            AudioControl::SetTap {
                session,
                sides,
                tap,
            } => {
                let Some(channel) = self.channel_mut(session) else {
                    return Some(RetiredThing::Tap(tap));
                };
                let before = channel.tap.replace((tap, sides));
                before.map(|(tap, _)| RetiredThing::Tap(tap))
            }
            AudioControl::ClearTap { session } => {
                let (tap, _) = self.channel_mut(session)?.tap.take()?;
                Some(RetiredThing::Tap(tap))
            }
            AudioControl::SetRtpTap {
                session,
                sides,
                tap,
            } => {
                let Some(channel) = self.channel_mut(session) else {
                    return Some(RetiredThing::RtpTap(tap));
                };
                let before = channel.session.set_rtp_tap(Some((tap, sides)));
                before.map(RetiredThing::RtpTap)
            }
            AudioControl::ClearRtpTap { session } => {
                let before = self.channel_mut(session)?.session.set_rtp_tap(None);
                before.map(RetiredThing::RtpTap)
            }
            // Carried out by the caller.
            _ => None,
        }
    }

    fn start_file(
        &mut self,
        session: SessionId,
        player: Box<FilePlayer>,
        mode: PlayMode,
    ) -> Option<RetiredThing> {
        if session == SessionId::CONFERENCE {
            return self.start_conference_file(player, mode);
        }
        let Some(channel) = self.channel_mut(session) else {
            return Some(RetiredThing::Player(player));
        };
        let file = PlayingFile::new(player, mode, channel.session.send_rate_hz());
        let before = channel.file.replace(Box::new(file));
        before.map(RetiredThing::File)
    }

    fn start_recording(
        &mut self,
        session: SessionId,
        recorder: Box<Recorder>,
    ) -> Option<RetiredThing> {
        if session == SessionId::CONFERENCE {
            return self.start_conference_recording(recorder);
        }
        let Some(channel) = self.channel_mut(session) else {
            return Some(RetiredThing::Recorder(recorder));
        };
        let sent_hz = channel.session.send_rate_hz();
        let received_hz = channel.session.receive_rate_hz();
        let mut recording = Recording::new(recorder, sent_hz.max(received_hz));
        recording.set_rates(sent_hz, &channel.receive_rates_hz);
        let before = channel.recording.replace(Box::new(recording));
        before.map(RetiredThing::Recording)
    }

    fn start_stream(&mut self, session: SessionId, stream: Box<PcmStream>) -> Option<RetiredThing> {
        let Some(channel) = self.channel_mut(session) else {
            return Some(RetiredThing::PcmStream(stream));
        };
        let source = StreamSource::new(stream, channel.session.send_rate_hz());
        let before = channel.stream.replace(Box::new(source));
        before.map(RetiredThing::Stream)
    }

    fn set_keep_alive(&mut self, setting: Option<RtpKeepAlive>) {
        self.keep_alive = setting;
        for session in self.sessions_mut() {
            session.set_keep_alive(setting);
        }
    }

    fn set_mix_tap(&mut self, tap: Option<(RawAudioTap, TapSides)>) {
        let before = std::mem::replace(&mut self.mix_tap, tap);
        self.retired
            .extend(before.map(|(tap, _)| RetiredThing::Tap(tap).into()));
    }

    fn report_statistics(&mut self, now: Instant, session: SessionId) {
        if let Some(channel) = self.channel_mut(session) {
            let json = channel.session.statistics(now).to_json();
            self.reports
                .push_back(MediaReport::Statistics { session, json });
        }
    }

    fn with_channel(&mut self, session: SessionId, change: impl FnOnce(&mut Channel)) {
        if let Some(channel) = self.channel_mut(session) {
            change(channel);
        }
    }
}
