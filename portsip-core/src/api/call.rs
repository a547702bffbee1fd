//! Calls: making, answering, ending and holding them; DTMF.

use super::Sdk;
use crate::config::ReliableProvisional;
use crate::engine::AudioControl;
use crate::error::{Error, Result};
use crate::ids::SessionId;
use crate::plan::{Bandwidth, DtmfMethod, MediaPorts};

/// The codes a call may be rejected with.
const REJECT_CODES: std::ops::RangeInclusive<i32> = 400..=699;
/// The highest DTMF tone: flash (RFC 4733 §3.2).
const TONE_MAX: u8 = 16;
/// How long a tone lasts where the program does not say.
const TONE_MS_DEFAULT: u32 = 160;
/// The shortest and the longest tone.
const TONE_MS: std::ops::RangeInclusive<u32> = 40..=6000;

impl Sdk {
    /// Calls `callee`: a name, a `sip:`, `sips:` or `tel:` address. Returns at
    /// once; events tell how the call goes on.
    ///
    /// Errors: `CoreCalleeEmpty`, `CoreUserNotFound`, `CoreInvalidUri`,
    /// `CoreAudioVideoCodecEmpty`, `CoreNoFreeDialogSession`,
    /// `CoreCreateAudioChannelFailed`.
    pub fn call(&self, callee: &str, send_sdp: bool, video: bool) -> Result<SessionId> {
        self.require_running()?;
        if callee.is_empty() {
            return Err(Error::CoreCalleeEmpty);
        }
        self.with_media_ports(|ports| {
            self.engine.agent("call", |agent, now| {
                agent.call(now, callee, send_sdp, video, ports)
            })
        })
    }

    /// Answers an incoming call.
    ///
    /// Errors: `CoreInviteSessionNotFound`, `CoreNotIncomingCall` (our own call,
    /// or answered already), `CoreAudioVideoCodecEmpty`, `CoreCodecNotSupport`
    /// (those in common were removed), `CoreCreateAudioChannelFailed`.
    pub fn answer_call(&self, session: SessionId, video: bool) -> Result<()> {
        self.require_running()?;
        self.with_media_ports(|ports| {
            self.engine.agent("answer", |agent, now| {
                agent.answer(now, session, video, ports)
            })
        })
    }

    /// Says when provisional responses are reliable (RFC 3262), from the next
    /// call on.
    ///
    /// `CoreNotInitialized`.
    pub fn set_reliable_provisional(&self, mode: ReliableProvisional) -> Result<()> {
        self.require_running()?;
        self.engine.agent("set reliable provisional", |agent, _| {
            agent.set_reliable_provisional(mode);
        });
        Ok(())
    }

    /// Says whether incoming calls have media before they are answered, from
    /// the next one on.
    ///
    /// `CoreNotInitialized`.
    pub fn enable_early_media(&self, enabled: bool) -> Result<()> {
        self.require_running()?;
        self.engine.agent("enable early media", |agent, _| {
            agent.set_early_media(enabled);
        });
        Ok(())
    }

    /// Rejects an incoming call with `code`, 400…699.
    ///
    /// Errors: `CoreArgumentIncorrect`, `CoreInviteSessionNotFound`,
    /// `CoreNotIncomingCall`.
    pub fn reject_call(&self, session: SessionId, code: i32) -> Result<()> {
        self.require_running()?;
        if !REJECT_CODES.contains(&code) {
            return Err(Error::CoreArgumentIncorrect);
        }
        self.engine
            .agent("reject", |agent, now| agent.reject(now, session, code))?;
        self.per_call.forget(session);
        Ok(())
    }

    /// Ends a call in any state. No event follows.
    ///
    /// `CoreInviteSessionNotFound`.
    pub fn hang_up(&self, session: SessionId) -> Result<()> {
        self.require_running()?;
        self.engine
            .agent("hang up", |agent, now| agent.hang_up(now, session))?;
        self.per_call.forget(session);
        Ok(())
    }

    /// Puts a call on hold.
    ///
    /// Errors: `CoreInviteSessionNotFound`, `CoreCallNotEstablished`,
    /// `CoreCallAlreadyHold`.
    pub fn hold(&self, session: SessionId) -> Result<()> {
        self.require_running()?;
        self.engine
            .agent("hold", |agent, now| agent.hold(now, session))
    }

    /// Takes a call off hold.
    ///
    /// Errors: `CoreInviteSessionNotFound`, `CoreCallNotEstablished`,
    /// `CoreCallNotHold`.
    pub fn un_hold(&self, session: SessionId) -> Result<()> {
        self.require_running()?;
        self.engine
            .agent("un-hold", |agent, now| agent.un_hold(now, session))
    }

    /// Says in our descriptions how much RTCP a call's audio has: `receivers_bps`
    /// (b=RR) and `senders_bps` (b=RS) in bit/s, both 0 for none at all; and
    /// what we take in all, `session_kbps` (b=AS), 0 to say nothing. A connected
    /// call tells it by re-INVITE, others in the next offer or answer.
    ///
    /// Errors: `CoreArgumentIncorrect` (one is negative),
    /// `CoreInviteSessionNotFound`.
    pub fn set_audio_rtcp_bandwidth(
        &self,
        session: SessionId,
        receivers_bps: i32,
        senders_bps: i32,
        session_kbps: i32,
    ) -> Result<()> {
        self.require_running()?;
        let number = |value: i32| u32::try_from(value).map_err(|_| Error::CoreArgumentIncorrect);
        let session_kbps = number(session_kbps)?;
        let bandwidth = Bandwidth {
            session_kbps: (session_kbps > 0).then_some(session_kbps),
            transport_independent_bps: None,
            senders_bps: Some(number(senders_bps)?),
            receivers_bps: Some(number(receivers_bps)?),
        };
        self.engine.agent("bandwidth", |agent, now| {
            agent.set_audio_bandwidth(now, session, bandwidth)
        })
    }

    /// Offers the media of a call anew: with audio in the codecs of now, or
    /// without.
    ///
    /// Errors: `CoreInviteSessionNotFound`, `CoreCallNotEstablished`,
    /// `CoreCallInHold`, `CoreAudioVideoCodecEmpty`.
    pub fn update_call(&self, session: SessionId, audio: bool) -> Result<()> {
        self.require_running()?;
        self.engine
            .agent("update", |agent, now| agent.update(now, session, audio))
    }

    /// Mutes a call: `incoming` for us, `outgoing` for the other side.
    ///
    /// Errors: `CoreInviteSessionNotFound`, `CoreCallNotEstablished`,
    /// `CoreCallInHold`.
    pub fn mute_session(&self, session: SessionId, incoming: bool, outgoing: bool) -> Result<()> {
        self.require_live(session)?;
        self.engine.audio(AudioControl::MuteSession {
            session,
            incoming,
            outgoing,
        })
    }

    /// Sends one DTMF tone after those that wait; with `play_here` the user
    /// hears it too.
    ///
    /// `tone`: 0…16 (`CoreWrongDtmfTone`). `duration_ms`: brought into
    /// 40…6000; 160 for `None`. Other errors: `CoreInviteSessionNotFound`,
    /// `CoreCallNotEstablished`, `CoreCallInHold`, `AudioChannelNotFound` (no
    /// audio), `CoreDataSizeTooLarge` (too many INFO requests wait).
    pub fn send_dtmf(
        &self,
        session: SessionId,
        method: DtmfMethod,
        tone: u8,
        duration_ms: Option<u32>,
        play_here: bool,
    ) -> Result<()> {
        self.require_running()?;
        if tone > TONE_MAX {
            return Err(Error::CoreWrongDtmfTone);
        }
        let duration_ms = duration_ms
            .unwrap_or(TONE_MS_DEFAULT)
            .clamp(*TONE_MS.start(), *TONE_MS.end());
        self.engine.agent("send DTMF", |agent, now| {
            agent.send_dtmf(now, session, method, tone, duration_ms)
        })?;
        if play_here {
            let control = AudioControl::PlayTone { tone, duration_ms };
            if let Err(error) = self.engine.audio(control) {
                tracing::warn!(%error, "a tone that was sent is not heard here");
            }
        }
        Ok(())
    }

    /// Takes media ports for `act`, and gives them back where it fails.
    pub(super) fn with_media_ports<R>(
        &self,
        act: impl FnOnce(MediaPorts) -> Result<R>,
    ) -> Result<R> {
        let ports = self.engine.take_media_ports()?;
        let result = act(ports);
        if result.is_err() {
            self.engine.return_media_ports(ports);
        }
        result
    }
}
