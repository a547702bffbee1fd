//! Raw PCM into and out of calls.

use std::collections::HashMap;

use super::{Sdk, lock};
use crate::engine::{AudioControl, PcmProducer, PcmStream, RawAudioTap, TapSides};
use crate::error::{Error, Result};
use crate::ids::SessionId;

/// Samples turned into the machine's form at a time.
const CHUNK_SAMPLES: usize = 480;

/// The program's ends of the PCM streams.
#[derive(Debug, Default)]
pub(super) struct PcmStreams(HashMap<SessionId, PcmProducer>);

impl PcmStreams {
    /// Forgets a call.
    pub(super) fn remove(&mut self, session: SessionId) {
        self.0.remove(&session);
    }
}

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
        let mut streams = lock(&self.pcm_streams);
        streams.0.retain(|known, _| self.has_call(*known));
        self.engine
            .audio(AudioControl::StartPcmStream { session, stream })?;
        streams.0.insert(session, producer);
        Ok(())
    }

    /// Goes back to the microphone; without a stream it does nothing.
    ///
    /// `CoreInviteSessionNotFound`.
    pub fn disable_send_pcm_stream_to_remote(&self, session: SessionId) -> Result<()> {
        self.media_access(session)?;
        if lock(&self.pcm_streams).0.remove(&session).is_some() {
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
        let mut streams = lock(&self.pcm_streams);
        let producer = streams
            .0
            .get_mut(&session)
            .ok_or(Error::AudioPlaySteamNotEnabled)?;
        self.require_live(session)?;
        let mut chunk = [0i16; CHUNK_SAMPLES];
        for part in samples.chunks(CHUNK_SAMPLES) {
            for (sample, bytes) in chunk.iter_mut().zip(part) {
                *sample = i16::from_ne_bytes(*bytes);
            }
            producer.push(&chunk[..part.len()]);
        }
        Ok(())
    }

    /// Shows a call's samples to `tap`, every 10 ms, on the media thread, in
    /// place of an earlier tap.
    ///
    /// `CoreInviteSessionNotFound`.
    pub fn enable_audio_stream_callback(
        &self,
        session: SessionId,
        sides: TapSides,
        tap: RawAudioTap,
    ) -> Result<()> {
        self.media_access(session)?;
        self.engine.audio(AudioControl::SetTap {
            session,
            sides,
            tap,
        })
    }

    /// Ends the tap of a call; without one it does nothing.
    ///
    /// `CoreInviteSessionNotFound`.
    pub fn disable_audio_stream_callback(&self, session: SessionId) -> Result<()> {
        self.media_access(session)?;
        self.engine.audio(AudioControl::ClearTap { session })
    }
}
