//! The audio codecs of offers and answers.
#![expect(non_snake_case, reason = "the names of the C header")]

use std::ffi::{c_char, c_void};

use portsip_core::api::AudioFormatKind;
use portsip_core::error::Error;
use portsip_core::plan::AudioCodec;

use crate::boundary::{SDKS, guard, with_sdk, with_sdk_or_nothing};
use crate::codes::AUDIOCODEC_TYPE;
use crate::flag::ReturnFlag;
use crate::text;

/// Adds an audio codec to offers and answers made from now on. The order of
/// adding is the order of preference.
///
/// - `codecType`: an `AUDIOCODEC_TYPE`; `AUDIOCODEC_DTMF` adds DTMF events, and
///   `AUDIOCODEC_SPEEXWB` Speex at 32 kHz too, behind all others.
///
/// Returns 0, or:
/// - `ECoreCodecTypeInvalid`: the number is no codec;
/// - `ECoreCodecNotSupport`: this build has no such codec, or the library of
///   the system that it needs is missing now (AMR: opencore-amrnb; AMR-WB:
///   opencore-amrwb and vo-amrwbenc; Speex: libspeex);
/// - `ECoreCodecWasExist`: it has been added before;
/// - `ECorePayloadHasExist`: another codec was given its payload type.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_addAudioCodec(libSDK: *mut c_void, codecType: i32) -> i32 {
    with_sdk("addAudioCodec", libSDK, |sdk| {
        sdk.add_audio_codec(kind(codecType)?)
    })
}

/// Whether no audio codec has been added. DTMF alone does not count. True also
/// for a handle that is not an SDK object's.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_isAudioCodecEmpty(libSDK: *mut c_void) -> ReturnFlag {
    let empty = guard("isAudioCodecEmpty", true, || {
        SDKS.find(libSDK)
            .is_none_or(|sdk| sdk.is_audio_codec_empty())
    });
    empty.into()
}

/// Sets the payload type a codec is offered with, from the next offer on. It
/// may be set before the codec is added, and lasts until it is changed.
///
/// - `codecType`: an `AUDIOCODEC_TYPE` without a payload type fixed by RFC 3551.
/// - `payloadType`: 96…127.
///
/// Returns 0, or:
/// - `ECoreCodecTypeInvalid`: the number is no codec;
/// - `ECoreCodecNotSupport`: this build has no such codec;
/// - `ECoreFixPayloadCantChange`: the payload type is fixed;
/// - `ECorePayloadOutofRange`: outside 96…127;
/// - `ECorePayloadHasExist`: another codec has it.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_setAudioCodecPayloadType(
    libSDK: *mut c_void,
    codecType: i32,
    payloadType: i32,
) -> i32 {
    with_sdk("setAudioCodecPayloadType", libSDK, |sdk| {
        let kind = kind(codecType)?;
        sdk.set_audio_codec_payload_type(kind, payloadType)
    })
}

/// Removes every audio codec, DTMF too. Calls that are up keep theirs.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_clearAudioCodec(libSDK: *mut c_void) {
    with_sdk_or_nothing("clearAudioCodec", libSDK, |sdk| sdk.clear_audio_codec());
}

/// Sets the format parameters (`a=fmtp`) a codec is offered with, from the
/// next offer on. They tell the other side's encoder what we like.
///
/// - `codecType`: an `AUDIOCODEC_TYPE`.
/// - `parameter`: as in SDP, such as "useinbandfec=1; maxaveragebitrate=24000"
///   for Opus or "mode-set=0; octet-align=1; robust-sorting=0" for AMR; empty
///   for none. iLBC takes "mode=20" or "mode=30", the milliseconds of a frame:
///   20 where the other side says so too, else 30. G.729 takes "annexb=no" alone, which is also said without it:
///   silence is not sent in frames of its Annex B.
///
/// Returns 0, or:
/// - `ECoreArgumentNull`: `parameter` is NULL;
/// - `ECoreCodecTypeInvalid`: the number is no codec;
/// - `ECoreCodecNotSupport`: this build has no such codec;
/// - `ECoreCodecParameterNotSupport`: no parameters of this codec, or a value
///   out of its range;
/// - `ECoreArgumentTooLong`: above 1024 bytes;
/// - `ECoreArgumentIncorrect`: not UTF-8.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIP_setAudioCodecParameter(
    libSDK: *mut c_void,
    codecType: i32,
    parameter: *const c_char,
) -> i32 {
    with_sdk("setAudioCodecParameter", libSDK, |sdk| {
        // SAFETY: NULL or NUL-terminated, by the header's contract.
        let parameter = unsafe { text::required(parameter) }?;
        sdk.set_audio_codec_parameter(kind(codecType)?, parameter)
    })
}

/// Sets how much audio goes into a packet, from the next offer or answer on.
///
/// - `ptime`: milliseconds, 10…60 in steps of 10; 20 at the start.
/// - `maxPtime`: the longest packet we take, in the same range and not below
///   `ptime`; until it is set, nothing is said about it.
///
/// Returns 0, or:
/// - `ECoreAudioSampleOutOfRange`: outside 10…60, or `maxPtime` below `ptime`;
/// - `ECoreAudioSampleNotmultiple`: not a multiple of 10.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_setAudioSamples(libSDK: *mut c_void, ptime: i32, maxPtime: i32) -> i32 {
    with_sdk("setAudioSamples", libSDK, |sdk| {
        sdk.set_audio_samples(ptime, maxPtime)
    })
}

/// The codec of a number of the interface.
pub(crate) const fn kind(number: i32) -> Result<AudioFormatKind, Error> {
    const PCMU: i32 = AUDIOCODEC_TYPE::AUDIOCODEC_PCMU as i32;
    const PCMA: i32 = AUDIOCODEC_TYPE::AUDIOCODEC_PCMA as i32;
    const G722: i32 = AUDIOCODEC_TYPE::AUDIOCODEC_G722 as i32;
    const OPUS: i32 = AUDIOCODEC_TYPE::AUDIOCODEC_OPUS as i32;
    const DTMF: i32 = AUDIOCODEC_TYPE::AUDIOCODEC_DTMF as i32;
    const GSM: i32 = AUDIOCODEC_TYPE::AUDIOCODEC_GSM as i32;
    const G729: i32 = AUDIOCODEC_TYPE::AUDIOCODEC_G729 as i32;
    const ILBC: i32 = AUDIOCODEC_TYPE::AUDIOCODEC_ILBC as i32;
    const AMR: i32 = AUDIOCODEC_TYPE::AUDIOCODEC_AMR as i32;
    const AMRWB: i32 = AUDIOCODEC_TYPE::AUDIOCODEC_AMRWB as i32;
    const SPEEX: i32 = AUDIOCODEC_TYPE::AUDIOCODEC_SPEEX as i32;
    const SPEEXWB: i32 = AUDIOCODEC_TYPE::AUDIOCODEC_SPEEXWB as i32;
    const ISACWB: i32 = AUDIOCODEC_TYPE::AUDIOCODEC_ISACWB as i32;
    const ISACSWB: i32 = AUDIOCODEC_TYPE::AUDIOCODEC_ISACSWB as i32;
    const G7221: i32 = AUDIOCODEC_TYPE::AUDIOCODEC_G7221 as i32;
    match number {
        PCMU => Ok(AudioFormatKind::Codec(AudioCodec::Pcmu)),
        PCMA => Ok(AudioFormatKind::Codec(AudioCodec::Pcma)),
        G722 => Ok(AudioFormatKind::Codec(AudioCodec::G722)),
        G729 => Ok(AudioFormatKind::Codec(AudioCodec::G729)),
        GSM => Ok(AudioFormatKind::Codec(AudioCodec::Gsm)),
        ILBC => Ok(AudioFormatKind::Codec(AudioCodec::Ilbc)),
        OPUS => Ok(AudioFormatKind::Codec(AudioCodec::Opus)),
        AMR => Ok(AudioFormatKind::Codec(AudioCodec::AmrNb)),
        AMRWB => Ok(AudioFormatKind::Codec(AudioCodec::AmrWb)),
        SPEEX => Ok(AudioFormatKind::Codec(AudioCodec::SpeexNarrow)),
        SPEEXWB => Ok(AudioFormatKind::Codec(AudioCodec::SpeexWide)),
        DTMF => Ok(AudioFormatKind::TelephoneEvent),
        ISACWB | ISACSWB | G7221 => Err(Error::CoreCodecNotSupport),
        _ => Err(Error::CoreCodecTypeInvalid),
    }
}
