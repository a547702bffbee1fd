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
/// the codecs of an RTP clock of 8 kHz (PCMU, PCMA, G.722, G.729, GSM, iLBC). Opus has its own way,
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

/// Turns acoustic echo cancellation on or off, also during calls; off at the
/// start.
///
/// What the speaker plays and the microphone hears again is taken out of what
/// all calls send, whatever the delay between the two up to 300 ms. It finds
/// echo and delay by itself and needs about 3 s of the other side's voice for
/// that. Where both sides speak at once ours is kept. Headsets need none.
///
/// Cost: 75 µs (device at 16 kHz) to 135 µs (48 kHz) for each 10 ms, whatever
/// the number of calls.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_enableAEC(libSDK: *mut c_void, state: Flag) {
    with_sdk_or_nothing("enableAEC", libSDK, |sdk| sdk.enable_aec(state.is_set()));
}

/// Turns automatic gain control on or off, also during calls; off at the start.
///
/// Speech that is too quiet is made louder, by up to 40 dB and by 6 dB in each
/// second, until it is at about −20 dB of full scale. Noise between words is
/// never brought above −50 dB, and a limiter keeps peaks from clipping. Speech
/// that is loud enough stays as it is. `setMicVolume` works behind it.
///
/// Cost: about 20 µs for each 10 ms, whatever the number of calls.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_enableAGC(libSDK: *mut c_void, state: Flag) {
    with_sdk_or_nothing("enableAGC", libSDK, |sdk| sdk.enable_agc(state.is_set()));
}

/// Turns noise suppression on or off, also during calls; off at the start.
///
/// Steady noise, as of a fan, goes down by about 12 dB and speech stays. It
/// delays what is sent by 6 ms.
///
/// Cost: 15 µs (device at 16 kHz) to 40 µs (48 kHz) for each 10 ms, whatever the
/// number of calls.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_enableANS(libSDK: *mut c_void, state: Flag) {
    with_sdk_or_nothing("enableANS", libSDK, |sdk| sdk.enable_ans(state.is_set()));
}
