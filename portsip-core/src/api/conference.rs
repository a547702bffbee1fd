//! The audio conference: calls that hear each other.

use super::Sdk;
use crate::engine::AudioControl;
use crate::error::{Error, Result};
use crate::ids::SessionId;

impl Sdk {
    /// Opens the conference, without members.
    ///
    /// `CoreNotInitialized`, `AudioCreateAudioConferenceFailure` (there is one).
    pub fn create_audio_conference(&self) -> Result<()> {
        self.require_running()?;
        self.per_call.with(|calls| {
            if calls.conference {
                return Err(Error::AudioCreateAudioConferenceFailure);
            }
            calls.conference = true;
            Ok(())
        })
    }

    /// Ends the conference, its recording and the file played to it; its calls
    /// go on as calls of two.
    pub fn destroy_conference(&self) {
        let ended = self.require_running().and_then(|()| {
            self.per_call.with(|calls| {
                if calls.conference {
                    // Where media has no room there still is one.
                    self.engine.audio(AudioControl::EndConference)?;
                    calls.conference = false;
                }
                calls.recordings.remove(&SessionId::CONFERENCE);
                Ok(())
            })
        });
        if let Err(error) = ended {
            tracing::warn!(%error, "the conference was not ended");
        }
    }

    /// Takes a call into the conference, and off hold where it is held; does
    /// not wait for the other side to agree.
    ///
    /// Errors: `CoreInviteSessionNotFound`, `AudioCreateAudioConferenceFailure`
    /// (there is no conference), `CoreCallNotEstablished`.
    pub fn join_to_conference(&self, session: SessionId) -> Result<()> {
        self.media_access(session)?;
        self.require_conference()?;
        self.engine
            .agent("join conference", |agent, now| agent.resume(now, session))?;
        self.per_call.with(|calls| {
            if !calls.conference {
                return Err(Error::AudioCreateAudioConferenceFailure);
            }
            self.engine.audio(AudioControl::JoinConference { session })
        })?;
        // It may have ended meanwhile, and would stay in the list.
        self.media_access(session).inspect_err(|_| {
            let left = self.engine.audio(AudioControl::LeaveConference { session });
            if let Err(error) = left {
                tracing::warn!(%session, %error, "a call that is over stays in the conference");
            }
        })?;
        Ok(())
    }

    /// Makes a call one of two again; where it is in no conference nothing
    /// changes.
    ///
    /// `CoreInviteSessionNotFound`.
    pub fn remove_from_conference(&self, session: SessionId) -> Result<()> {
        self.media_access(session)?;
        self.engine.audio(AudioControl::LeaveConference { session })
    }

    /// Refuses what needs a conference where there is none.
    fn require_conference(&self) -> Result<()> {
        let there_is_one = self.per_call.with(|calls| calls.conference);
        there_is_one
            .then_some(())
            .ok_or(Error::AudioCreateAudioConferenceFailure)
    }

    /// Refuses what is neither a call nor the conference; `NotFound` there too
    /// where there is no conference.
    pub(super) fn require_call_or_conference(&self, session: SessionId) -> Result<()> {
        if session != SessionId::CONFERENCE {
            return self.media_access(session).map(|_| ());
        }
        self.require_running()?;
        self.require_conference()
            .map_err(|_| Error::CoreInviteSessionNotFound)
    }

    /// Refuses a call that is not connected, or on hold, and a conference that
    /// there is not.
    pub(super) fn require_live_or_conference(&self, session: SessionId) -> Result<()> {
        if session == SessionId::CONFERENCE {
            self.require_call_or_conference(session)
        } else {
            self.require_live(session)
        }
    }

    /// Carries out what is for a call or the conference; not for one that has
    /// ended meanwhile, which would have nobody to stop it.
    pub(super) fn start_for(&self, session: SessionId, control: AudioControl) -> Result<()> {
        if session != SessionId::CONFERENCE {
            return self.engine.audio(control);
        }
        self.per_call.with(|calls| {
            if !calls.conference {
                return Err(Error::CoreInviteSessionNotFound);
            }
            self.engine.audio(control)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;
    use std::path::PathBuf;
    use std::sync::mpsc::channel;
    use std::time::Duration;

    use super::*;
    use crate::config::{AudioDeviceLayer, LogLevel, SdkConfig, TlsConfig, TransportKind};
    use crate::engine::{RawAudioTap, TapSides};

    fn sdk() -> Sdk {
        let config = SdkConfig {
            transport: TransportKind::Udp,
            local_ip: Ipv4Addr::LOCALHOST.into(),
            local_port: 0,
            log_level: LogLevel::None,
            log_folder: PathBuf::new(),
            call_sessions_max: 10,
            user_agent: String::new(),
            audio_device_layer: AudioDeviceLayer::Virtual,
            tls: TlsConfig::default(),
        };
        Sdk::initialize(&config, Box::new(|_| ())).expect("it starts")
    }

    /// A media thread that does not come on has no room for anything.
    #[test]
    fn a_conference_that_could_not_be_ended_is_still_there() {
        let sdk = sdk();
        sdk.create_audio_conference().expect("there is none");
        let (told, entered) = channel();
        let (release, blocked) = channel::<()>();
        let tap = RawAudioTap::new(move |_, _, _, _| {
            let _ = told.send(());
            let _ = blocked.recv();
        });
        let sides = TapSides {
            send: true,
            receive: false,
        };
        let taken = sdk.engine.audio(AudioControl::SetMixTap { sides, tap });
        taken.expect("there is room");
        sdk.audio_play_loopback_test(true);
        let waits = entered.recv_timeout(Duration::from_secs(20));
        waits.expect("the microphone is heard");
        let fill = || sdk.engine.audio(AudioControl::MuteSpeaker(false));
        while fill().is_ok() {}
        sdk.destroy_conference();
        let again = sdk.create_audio_conference();
        assert_eq!(again, Err(Error::AudioCreateAudioConferenceFailure));
        drop(release);
        // As soon as there is room for it.
        while sdk.create_audio_conference().is_err() {
            sdk.destroy_conference();
        }
        sdk.un_initialize();
    }
}
