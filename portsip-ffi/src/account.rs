//! The account and its registration.
#![expect(non_snake_case, reason = "the names of the C header")]

use std::ffi::{c_char, c_void};

use portsip_core::config::{Account, HostPort};
use portsip_core::error::Error;
use portsip_core::secret::Secret;

use crate::boundary::{with_sdk, with_sdk_or_nothing};
use crate::flag::Flag;
use crate::number;
use crate::text;

/// Sets the account.
///
/// It is needed before calls and registration; without a server everything
/// works peer to peer. Every text but the user name may be NULL or empty.
///
/// - `userName`: the user part of our address.
/// - `displayName`: the name shown to others.
/// - `authName`: the name for authentication; empty for `userName`.
/// - `password`: the password.
/// - `sipDomain`: the domain of our address; empty for the server's host.
/// - `sipServerAddr`, `sipServerPort`: the registrar and proxy, and its port; 0
///   lets the name service decide (RFC 3263), and is the usual port of an address.
/// - `stunServerAddr`, `stunServerPort`: a STUN server, which tells how a NAT shows
///   our sockets, those of signalling and of each call's media; port 0 is 3478.
/// - `outboundServerAddr`, `outboundServerPort`: an outbound proxy, and its port
///   in the same way.
///
/// A server and a proxy may also be given as a URI with a transport of its own,
/// such as `sip:proxy.example.com;transport=tcp`; a port in it goes before the
/// number.
///
/// A port is looked at only where its server is given.
///
/// Returns 0, or:
/// - `ECoreArgumentNull`: `userName` is NULL;
/// - `ECoreUserNameAuthNameEmpty`: `userName` is empty;
/// - `ECorePortOutOfRange`: a port is outside 0…65535;
/// - `ECoreArgumentIncorrect`: a text is not UTF-8 or has control characters, or a
///   host or the domain has blanks;
/// - `ECoreInvalidUri`: the server, the proxy or the domain is no host;
/// - `ECoreAllowOnlyOneUser`: a user is set; remove it first.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIP_setUser(
    libSDK: *mut c_void,
    userName: *const c_char,
    displayName: *const c_char,
    authName: *const c_char,
    password: *const c_char,
    sipDomain: *const c_char,
    sipServerAddr: *const c_char,
    sipServerPort: i32,
    stunServerAddr: *const c_char,
    stunServerPort: i32,
    outboundServerAddr: *const c_char,
    outboundServerPort: i32,
) -> i32 {
    with_sdk("setUser", libSDK, |sdk| {
        // SAFETY: each text is NULL or NUL-terminated, by the header's contract.
        let account = unsafe {
            Account {
                user_name: text::filled(userName, Error::CoreUserNameAuthNameEmpty)?.to_owned(),
                display_name: text::optional(displayName)?.to_owned(),
                auth_name: text::optional(authName)?.to_owned(),
                password: Secret::new(text::optional(password)?),
                domain: text::optional(sipDomain)?.to_owned(),
                server: host_port(sipServerAddr, sipServerPort)?,
                stun_server: host_port(stunServerAddr, stunServerPort)?,
                outbound_proxy: host_port(outboundServerAddr, outboundServerPort)?,
            }
        };
        sdk.set_user(account)
    })
}

/// Takes the account back. A registration is ended at the server; calls go on.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_removeUser(libSDK: *mut c_void) {
    with_sdk_or_nothing("removeUser", libSDK, |sdk| sdk.remove_user());
}

/// Changes the name shown to others, in From and Contact of requests from now on.
///
/// - `displayName`: may be empty, which shows none.
///
/// Returns 0, or:
/// - `ECoreArgumentNull`: `displayName` is NULL;
/// - `ECoreArgumentIncorrect`: it is not UTF-8, or has control characters;
/// - `ECoreUserNotFound`: no user is set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIP_setDisplayName(
    libSDK: *mut c_void,
    displayName: *const c_char,
) -> i32 {
    with_sdk("setDisplayName", libSDK, |sdk| {
        // SAFETY: NULL or NUL-terminated, by the header's contract.
        let name = unsafe { text::required(displayName) }?;
        sdk.set_display_name(name)
    })
}

/// Registers the account at its server and keeps the registration alive.
///
/// Returns at once; `registerSuccess_fn` or `registerFailure_fn` tells the
/// outcome. After a failure it is tried again with growing pauses (2 s to
/// 30 min); wrong credentials are not tried again.
///
/// - `regExpires`: seconds to ask for, at least 20.
/// - `retryTimes`: tries after a failure; 0 or less for none.
///
/// Returns 0, or:
/// - `ECoreExpiresValueTooSmall`: `regExpires` is below 20;
/// - `ECoreUserNotFound`: no user is set;
/// - `ECoreSIPServerEmpty`: the user has no server;
/// - `ECoreInvalidUri`: the server or proxy names a transport that there is not;
/// - `ECoreAlreadyRegistered`: registered, or on the way to it.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_registerServer(
    libSDK: *mut c_void,
    regExpires: i32,
    retryTimes: i32,
) -> i32 {
    with_sdk("registerServer", libSDK, |sdk| {
        let expires_s = u32::try_from(regExpires).map_err(|_| Error::CoreExpiresValueTooSmall)?;
        let retry_times = u32::try_from(retryTimes).unwrap_or(0);
        sdk.register_server(expires_s, retry_times)
    })
}

/// Takes the registration back at the server.
///
/// - `waitMS`: how long to wait for the server's answer, in milliseconds; 0 or
///   less does not wait, and so does any call in a handler. The outcome does
///   not change the return value.
///
/// Returns 0, or:
/// - `ECoreUserNotFound`: no user is set;
/// - `ECoreNotRegistered`: not registered, nor on the way to it.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_unRegisterServer(libSDK: *mut c_void, waitMS: i32) -> i32 {
    with_sdk("unRegisterServer", libSDK, |sdk| {
        let wait_ms = u32::try_from(waitMS).unwrap_or(0);
        sdk.un_register_server(wait_ms)
    })
}

/// Says whether SIP messages are shown to `sendingSignaling_fn` and
/// `receivedSignaling_fn`. Both are off at the start.
///
/// - `enableSending`: messages we send.
/// - `enableReceived`: messages we receive.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_enableCallbackSignaling(
    libSDK: *mut c_void,
    enableSending: Flag,
    enableReceived: Flag,
) {
    with_sdk_or_nothing("enableCallbackSignaling", libSDK, |sdk| {
        sdk.enable_callback_signaling(enableSending.is_set(), enableReceived.is_set());
    });
}

/// # Safety
///
/// `host` is null or NUL-terminated.
pub(crate) unsafe fn host_port(host: *const c_char, port: i32) -> Result<Option<HostPort>, Error> {
    // SAFETY: the same contract.
    let host = unsafe { text::optional(host) }?;
    if host.is_empty() {
        return Ok(None);
    }
    Ok(Some(HostPort {
        host: host.to_owned(),
        port: number::port(port)?,
    }))
}
