//! What is done with the microphone's signal.
#![expect(non_snake_case, reason = "the names of the C header")]

use std::ffi::c_void;

use crate::boundary::with_sdk_or_nothing;
use crate::flag::Flag;

/// Turns voice activity detection on or off, also during calls; off at the start.
///
/// While it is on and nobody speaks into the microphone, a call in which comfort
/// noise (RFC 3389) was agreed on sends no audio: a packet of 11 bytes describes
/// the noise when it begins, when it changes (at most every 200 ms) and every
/// 500 ms. Sound goes on for 250 ms after the last word. Files and PCM streams
/// are sent as they are.
///
/// Comfort noise is offered while this is on, so switch it on before a call
/// begins; where the other side offers it, it is accepted always. It goes with
/// the codecs of an RTP clock of 8 kHz (PCMU, PCMA, G.722, GSM). Opus has its own way,
/// the parameter `usedtx=1` of `setAudioCodecParameter`.
///
/// Cost: about 15 µs for each 10 ms, whatever the number of calls.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_enableVAD(libSDK: *mut c_void, state: Flag) {
    with_sdk_or_nothing("enableVAD", libSDK, |sdk| sdk.enable_vad(state.is_set()));
}

/// Turns the generator of comfort noise on or off, also during calls; on at the
/// start.
///
/// It plays noise of the level and spectrum that the other side describes
/// (RFC 3389) while nobody speaks there. While it is off these pauses are silent.
///
/// Cost: about 3 µs for each 10 ms of a call that pauses.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_enableCNG(libSDK: *mut c_void, state: Flag) {
    with_sdk_or_nothing("enableCNG", libSDK, |sdk| sdk.enable_cng(state.is_set()));
}
