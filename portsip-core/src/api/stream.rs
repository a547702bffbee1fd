//! Raw PCM into and out of calls.

use super::Sdk;
use crate::engine::{AudioControl, PcmProducer, PcmStream, RawAudioTap, RtpTap, TapSides};
use crate::error::{Error, Result};
use crate::ids::SessionId;

/// Samples turned into the machine's form at a time.
const CHUNK_SAMPLES: usize = 480;

impl Sdk {
    /// Sends what [`Sdk::send_pcm_stream_to_remote`] gives, 16-bit mono at
    /// `rate_hz`, in place of the microphone.
    ///
    /// Errors: `CoreInviteSessionNotFound`, `CoreCallNotEstablished`,
    /// `CoreCallInHold`, `CoreAudioSampleOutOfRange` (8000…48000, multiples of 25).
    pub fn enable_send_pcm_stream_to_remote(&self, session: SessionId, rate_hz: u32) -> Result<()> {
        self.require_running()?;
        let (producer, stream) = PcmStream::new(rate_hz)?;
        self.require_live(session)?;
        self.engine
            .audio(AudioControl::StartPcmStream { session, stream })?;
        self.per_call
            .with(|calls| calls.pcm_streams.insert(session, producer));
        Ok(())
    }

    /// Goes back to the microphone; without a stream it does nothing.
    ///
    /// `CoreInviteSessionNotFound`.
    pub fn disable_send_pcm_stream_to_remote(&self, session: SessionId) -> Result<()> {
        self.media_access(session)?;
        let stream = self
            .per_call
            .with(|calls| calls.pcm_streams.remove(&session));
        if stream.is_some() {
            self.engine.audio(AudioControl::StopPcmStream { session })?;
        }
        Ok(())
    }

    /// Sends samples, each two bytes in the machine's order. What exceeds
    /// 100 ms of audio not yet sent is dropped and counted.
    ///
    /// Errors: `CoreInviteSessionNotFound`, `AudioPlaySteamNotEnabled`,
    /// `CoreCallInHold`.
    pub fn send_pcm_stream_to_remote(&self, session: SessionId, samples: &[[u8; 2]]) -> Result<()> {
        self.media_access(session)?;
        let enabled = self
            .per_call
            .with(|calls| calls.pcm_streams.contains_key(&session));
        if !enabled {
            return Err(Error::AudioPlaySteamNotEnabled);
        }
        self.require_live(session)?;
        self.per_call
            .with(|calls| match calls.pcm_streams.get_mut(&session) {
                Some(stream) => {
                    push(stream, samples);
                    Ok(())
                }
                None => Err(Error::AudioPlaySteamNotEnabled),
            })
    }

    /// Shows a call's samples to `tap`, every 10 ms, on the media thread, in
    /// place of an earlier tap; from the moment the call has audio, early media too.
    ///
    /// `CoreInviteSessionNotFound`.
    pub fn enable_audio_stream_callback(
        &self,
        session: SessionId,
        sides: TapSides,
        tap: RawAudioTap,
    ) -> Result<()> {
        self.media_access(session)?;
        let tap = self.per_call.guarded_tap(session, tap);
        self.set_for_call(
            session,
            AudioControl::SetTap {
                session,
                sides,
                tap,
            },
        )
    }

    /// Ends the tap of a call: it does not start again. Without one it does
    /// nothing.
    ///
    /// `CoreInviteSessionNotFound`.
    pub fn disable_audio_stream_callback(&self, session: SessionId) -> Result<()> {
        self.media_access(session)?;
        self.per_call.end_tap(session);
        self.engine.audio(AudioControl::ClearTap { session })
    }

    /// Shows a call's RTP packets to `tap` on the media thread, in place of an
    /// earlier one; from the moment the call has audio, early media too.
    ///
    /// `CoreInviteSessionNotFound`.
    pub fn enable_rtp_callback(
        &self,
        session: SessionId,
        sides: TapSides,
        tap: RtpTap,
    ) -> Result<()> {
        self.media_access(session)?;
        let tap = self.per_call.guarded_rtp_tap(session, tap);
        self.set_for_call(
            session,
            AudioControl::SetRtpTap {
                session,
                sides,
                tap,
            },
        )
    }

    /// Ends the tap of a call's packets: it does not start again. Without one
    /// it does nothing.
    ///
    /// `CoreInviteSessionNotFound`.
    pub fn disable_rtp_callback(&self, session: SessionId) -> Result<()> {
        self.media_access(session)?;
        self.per_call.end_rtp_tap(session);
        self.engine.audio(AudioControl::ClearRtpTap { session })
    }
}

fn push(stream: &mut PcmProducer, samples: &[[u8; 2]]) {
    let mut chunk = [0i16; CHUNK_SAMPLES];
    for part in samples.chunks(CHUNK_SAMPLES) {
        for (sample, bytes) in chunk.iter_mut().zip(part) {
            *sample = i16::from_ne_bytes(*bytes);
        }
        stream.push(&chunk[..part.len()]);
    }
}
