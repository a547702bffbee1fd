//! DTMF of an established call, in the media stream or by INFO.

use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::plan::DtmfMethod;

use super::super::context::Context;
use super::Call;
use super::info::Info;
use super::tones::{DTMF_RELAY, TONE_MAX, Tone, relay_body};

impl Call {
    /// Sends one key.
    pub(crate) fn send_dtmf(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        method: DtmfMethod,
        tone: Tone,
    ) -> Result<()> {
        if tone.key > TONE_MAX {
            return Err(Error::CoreWrongDtmfTone);
        }
        if self.connected()?.hold.is_held() {
            return Err(Error::CoreCallInHold);
        }
        match method {
            DtmfMethod::Rfc4733 => {
                let Tone { key, duration_ms } = tone;
                let sent = self.media.send_tone(key, duration_ms, &mut ctx.outputs);
                sent.then_some(()).ok_or(Error::AudioChannelNotFound)
            }
            DtmfMethod::Info => {
                let info = Info {
                    content_type: DTMF_RELAY.into(),
                    body: relay_body(tone).into(),
                };
                self.send_info(now, ctx, info)
            }
        }
    }
}
