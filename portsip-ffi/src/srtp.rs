//! Whether media is encrypted.
#![expect(non_snake_case, reason = "the names of the C header")]

use std::ffi::{c_char, c_void};

use portsip_core::config::{SrtpKeyExchange, SrtpPolicy};
use portsip_core::error::Error;
use portsip_core::plan::SrtpOmitted;

use crate::boundary::with_sdk;
use crate::codes::{SRTP_KEY_EXCHANGE, SRTP_POLICY};
use crate::flag::Flag;
use crate::text;

/// Says whether the media of calls from now on is encrypted (SRTP, RFC 3711). At
/// first it is not. Calls that are up stay as they are.
///
/// With `SRTP_POLICY_FORCE` a call without keys is refused with 488, and a call of
/// ours to who has none fails with 488. With `SRTP_POLICY_PREFER` our offer can be
/// taken with keys and without, and keys that are offered are taken.
/// `PortSIPX_setSrtpKeyExchange` says what our offers have. An offer of DTLS-SRTP
/// is taken whatever the policy is.
/// `getStatistics_fn` tells in its JSON, under `audio.srtp`, how a call is
/// encrypted.
///
/// - `srtpPolicy`: an `SRTP_POLICY`;
/// - `AllowSrtpOverUnsecureTransport`: keys in SDP (RFC 4568) may be sent where signalling itself is
///   not encrypted (UDP, TCP, WS), for everybody on its way to read. Without it
///   `SRTP_POLICY_PREFER` makes calls in the clear there, and `SRTP_POLICY_FORCE`
///   none.
///
/// Returns 0, or:
/// - `ECoreArgumentIncorrect`: no such policy.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_setSrtpPolicy(
    libSDK: *mut c_void,
    srtpPolicy: i32,
    AllowSrtpOverUnsecureTransport: Flag,
) -> i32 {
    with_sdk("setSrtpPolicy", libSDK, |sdk| {
        let policy = match srtpPolicy {
            policy if policy == SRTP_POLICY::SRTP_POLICY_NONE as i32 => SrtpPolicy::None,
            policy if policy == SRTP_POLICY::SRTP_POLICY_FORCE as i32 => SrtpPolicy::Force,
            policy if policy == SRTP_POLICY::SRTP_POLICY_PREFER as i32 => SrtpPolicy::Prefer,
            _ => return Err(Error::CoreArgumentIncorrect),
        };
        sdk.set_srtp_policy(policy, AllowSrtpOverUnsecureTransport.is_set())
    })
}

/// Says how the keys of calls of ours come about from now on, where the policy has
/// them encrypted. At first they are in SDP. Calls that are up stay as they are.
///
/// With `SRTP_KEY_EXCHANGE_DTLS` offers have the fingerprint of a certificate that
/// each object makes for itself, and keys are agreed on between the ends of the
/// media: nobody on the way of the signalling knows them, so they need no encrypted
/// transport. `SRTP_POLICY_FORCE` then offers `UDP/TLS/RTP/SAVP`, and
/// `SRTP_POLICY_PREFER` `RTP/AVP`, which can be taken in the clear.
///
/// Until there are keys no media flows. A call that is up and gets none, as the
/// other side shows another certificate than it described or does not answer for
/// 30 s, is ended: BYE goes with a Reason of cause 488, and `inviteClosed_fn`
/// follows. `getStatistics_fn` tells how far it is under `audio.srtp.dtls`.
///
/// - `keyExchange`: an `SRTP_KEY_EXCHANGE`.
///
/// Returns 0, or:
/// - `ECoreArgumentIncorrect`: no such way.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIPX_setSrtpKeyExchange(libSDK: *mut c_void, keyExchange: i32) -> i32 {
    const SDES: i32 = SRTP_KEY_EXCHANGE::SRTP_KEY_EXCHANGE_SDES as i32;
    const DTLS: i32 = SRTP_KEY_EXCHANGE::SRTP_KEY_EXCHANGE_DTLS as i32;
    with_sdk("PortSIPX_setSrtpKeyExchange", libSDK, |sdk| {
        sdk.set_srtp_key_exchange(match keyExchange {
            SDES => SrtpKeyExchange::Sdes,
            DTLS => SrtpKeyExchange::Dtls,
            _ => return Err(Error::CoreArgumentIncorrect),
        })
    })
}

/// Names the suites with which the media of calls from now on is encrypted: those
/// are offered, and no other is taken.
///
/// - `suites`: names parted by `#`, the preferred first: `AEAD_AES_256_GCM`,
///   `AEAD_AES_128_GCM`, `AES_256_CM_HMAC_SHA1_80`, `AES_256_CM_HMAC_SHA1_32`,
///   `AES_192_CM_HMAC_SHA1_80`, `AES_192_CM_HMAC_SHA1_32`,
///   `AES_CM_128_HMAC_SHA1_80`, `AES_CM_128_HMAC_SHA1_32`. Empty, as at first:
///   all are taken, and offered are both of GCM, both with tags of 80 bits and
///   keys of 256 and 128 bits, and the last. For DTLS-SRTP both of GCM and the last
///   two have names; the others are left out there.
///
/// Returns 0, or:
/// - `ECoreArgumentNull`: `suites` is NULL;
/// - `ECoreArgumentIncorrect`: not UTF-8, an unknown name, or one twice.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIPX_setSrtpSuites(libSDK: *mut c_void, suites: *const c_char) -> i32 {
    with_sdk("PortSIPX_setSrtpSuites", libSDK, |sdk| {
        // SAFETY: NULL or NUL-terminated, by the header's contract.
        let suites = unsafe { text::required(suites) }?;
        sdk.set_srtp_suites(suites)
    })
}

/// Says what SRTP leaves out in calls from now on (RFC 4568, 6.3.2 and 6.3.3): at
/// first nothing. It is offered so, and taken where it is offered; keys that would
/// leave out more than this says are not taken. A peer that does not offer it is not
/// asked for it. AEAD suites always encrypt and authenticate RTP.
///
/// - `unencryptedSrtp`: RTP is authenticated only;
/// - `unencryptedSrtcp`: RTCP is authenticated only;
/// - `unauthenticatedSrtp`: RTP is encrypted only: it can be forged.
///
/// Returns 0.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIPX_setSrtpSessionParameters(
    libSDK: *mut c_void,
    unencryptedSrtp: Flag,
    unencryptedSrtcp: Flag,
    unauthenticatedSrtp: Flag,
) -> i32 {
    with_sdk("PortSIPX_setSrtpSessionParameters", libSDK, |sdk| {
        sdk.set_srtp_omitted(SrtpOmitted {
            rtp_encryption: unencryptedSrtp.is_set(),
            rtcp_encryption: unencryptedSrtcp.is_set(),
            rtp_authentication: unauthenticatedSrtp.is_set(),
        })
    })
}
