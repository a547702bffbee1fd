//! How the account is reached: instance, push service, NAT, keep-alives.
#![expect(non_snake_case, reason = "the names of the C header")]

use std::ffi::{c_char, c_void};

use portsip_core::config::Push;
use portsip_core::error::Error;

use crate::boundary::with_sdk;
use crate::flag::Flag;
use crate::text;

/// Names this instance of the account in registrations from now on (RFC 5626):
/// `+sip.instance` and `reg-id` stand in the Contact, and a server that can
/// keeps to the way of the registration and gives the instance an address of
/// its own (GRUU, RFC 5627). Without it none of these is asked for. It should
/// stay the same over the life of an installation.
///
/// - `uuid`: a UUID such as `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`, with or
///   without `urn:uuid:` before it.
///
/// Returns 0, or:
/// - `ECoreArgumentNull`: `uuid` is NULL;
/// - `ECoreArgumentIncorrect`: no UUID.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIP_setInstanceId(libSDK: *mut c_void, uuid: *const c_char) -> i32 {
    with_sdk("setInstanceId", libSDK, |sdk| {
        // SAFETY: NULL or NUL-terminated, by the header's contract.
        let uuid = unsafe { text::filled(uuid, Error::CoreArgumentIncorrect) }?;
        sdk.set_instance_id(uuid)
    })
}

/// Registers anew at once: the way to the server is looked for anew, a new
/// connection is opened, and the public address is learned anew. The place to
/// call it is after a change of network that the library has not seen by
/// itself; that of its own interfaces it notices. A success raises
/// `registerSuccess_fn` where it is the first one or follows a failure.
///
/// - `regExpires`: seconds to ask for from now on, at least 20; 0 keeps what was
///   asked for before.
///
/// Returns 0, or:
/// - `ECoreExpiresValueTooSmall`: `regExpires` is below 20 and not 0;
/// - `ECoreUserNotFound`: no user is set;
/// - `ECoreNotRegistered`: not registered, nor on the way to it.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_refreshRegistration(libSDK: *mut c_void, regExpires: i32) -> i32 {
    with_sdk("refreshRegistration", libSDK, |sdk| {
        let expires_s = u32::try_from(regExpires).map_err(|_| Error::CoreExpiresValueTooSmall)?;
        sdk.refresh_registration(expires_s)
    })
}

/// Says whether requests ask for the port they came from (RFC 3581), so that
/// answers find back through a NAT. On, the address that the server saw is
/// named in Contact and in session descriptions, and the server is told anew
/// when it changes. On at the start.
///
/// - `enable`: true asks.
///
/// Returns 0.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_enableRport(libSDK: *mut c_void, enable: Flag) -> i32 {
    with_sdk("enableRport", libSDK, |sdk| {
        sdk.enable_rport(enable.is_set())
    })
}

/// How often the way to the server is kept open while the account is registered:
/// an empty line over a connection and by datagrams, a STUN request by datagrams
/// to a server that keeps to the way (RFC 5626). A server may ask for it more
/// often. What is sent comes up to a fifth of the time earlier. 30 at the start.
///
/// - `keepAliveTime`: seconds; 0 sends none.
///
/// Returns 0, or:
/// - `ECoreArgumentIncorrect`: below 0.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_setKeepAliveTime(libSDK: *mut c_void, keepAliveTime: i32) -> i32 {
    with_sdk("setKeepAliveTime", libSDK, |sdk| {
        sdk.set_keep_alive_time(keepAliveTime)
    })
}

/// Tells the server how to wake this device for a call (RFC 8599): parameters of
/// the Contact in registrations from now on. The server then asks the push
/// notification service before it sends an INVITE; the program, once woken,
/// calls `PortSIP_refreshRegistration`.
///
/// - `provider`: the service, such as `apns`, `fcm` or `webpush`; empty takes all
///   back.
/// - `param`: what the service needs beside it, such as the application's
///   identifier; may be empty.
/// - `prid`: the device's identifier at the service.
///
/// Returns 0, or:
/// - `ECoreArgumentNull`: a text is NULL;
/// - `ECoreArgumentIncorrect`: not UTF-8, control characters, or no `prid`;
/// - `ECoreDataSizeTooLarge`: a text is longer than 1024 bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIPX_setPushParameters(
    libSDK: *mut c_void,
    provider: *const c_char,
    param: *const c_char,
    prid: *const c_char,
) -> i32 {
    with_sdk("PortSIPX_setPushParameters", libSDK, |sdk| {
        // SAFETY: each is NULL or NUL-terminated, by the header's contract.
        let [provider, param, prid] =
            [provider, param, prid].map(|text| unsafe { text::required(text) });
        let push = Push {
            provider: provider?.to_owned(),
            param: param?.to_owned(),
            prid: prid?.to_owned(),
        };
        sdk.set_push(Some(push).filter(|push| !push.provider.is_empty()))
    })
}
