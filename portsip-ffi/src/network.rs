//! Local addresses and media ports.
#![expect(non_snake_case, reason = "the names of the C header")]

use std::ffi::{c_char, c_void};

use portsip_core::api;
use portsip_core::config::TurnServer;
use portsip_core::error::Error;
use portsip_core::secret::Secret;

use crate::account::host_port;
use crate::boundary::{answer, with_sdk};
use crate::flag::Flag;
use crate::{lifecycle, text};

/// The smallest buffer `PortSIP_getLocalIpAddress` takes.
const IP_BUFFER_BYTES_MIN: i32 = 32;

/// How many local addresses there are: the indices of
/// `PortSIP_getLocalIpAddress` run from 0 to one less.
///
/// Returns 0 or more, or `ECoreStackException`.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_getNICNums() -> i32 {
    answer("getNICNums", || {
        Ok(i32::try_from(api::local_ip_addresses().len()).unwrap_or(i32::MAX))
    })
}

/// A local address that peers may reach: IPv4 before IPv6, loopback only where
/// there is nothing else. Link-local addresses are left out, and those of interfaces
/// that are switched off or unplugged.
///
/// - `index`: from 0; see `PortSIP_getNICNums`.
/// - `ip`: receives the address as text with a NUL.
/// - `ipSize`: the size of `ip` in bytes, at least 32; 46 holds any address.
///
/// Returns 0, or:
/// - `ECoreArgumentNull`: `ip` is NULL;
/// - `ECoreBufferTooSmall`: `ipSize` is below 32 or the address does not fit;
///   `ip` gets a leading NUL;
/// - `ECoreNetworkInterfaceUnavailable`: there is no address of this index.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIP_getLocalIpAddress(
    index: i32,
    ip: *mut c_char,
    ipSize: i32,
) -> i32 {
    answer("getLocalIpAddress", || {
        // SAFETY: NULL or `ipSize` writable bytes, by the header's contract.
        unsafe { text::require_room(ip, ipSize, IP_BUFFER_BYTES_MIN) }?;
        let address = usize::try_from(index)
            .ok()
            .and_then(|index| api::local_ip_addresses().into_iter().nth(index))
            .ok_or(Error::CoreNetworkInterfaceUnavailable)?;
        // SAFETY: as above.
        unsafe { text::write(ip, ipSize, &address.to_string()) }
    })
}

/// Keeps the mappings of NATs alive while a call sends no RTP: when it has sent
/// none for the given time, an RTP packet without payload goes, numbered as the
/// stream is (RFC 6263, section 4.6). That concerns all calls, also those that are up.
/// Calls that send sound or silence need none.
///
/// Without a call of this function it is on, with a payload type that the call
/// does not use and every 15 s.
///
/// - `state`: true to send them, false for none.
/// - `keepAlivePayloadType`: 0…63 or 96…127, such as 126; those between are taken
///   for RTCP where it shares the port (RFC 5761, section 4). A call that has another use
///   for it takes one that it does not use. Not looked at when `state` is false.
/// - `deltaTransmitTimeMS`: 1000…300000 ms; less than 15000 burdens networks
///   without need. Not looked at when `state` is false.
///
/// Returns 0, or:
/// - `ECorePayloadOutofRange`: another payload type;
/// - `ECoreArgumentIncorrect`: another time.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_setRtpKeepAlive(
    libSDK: *mut c_void,
    state: Flag,
    keepAlivePayloadType: i32,
    deltaTransmitTimeMS: i32,
) -> i32 {
    with_sdk("setRtpKeepAlive", libSDK, |sdk| {
        if state.is_set() {
            sdk.enable_rtp_keep_alive(keepAlivePayloadType, deltaTransmitTimeMS)
        } else {
            sdk.disable_rtp_keep_alive()
        }
    })
}

/// Marks RTP and RTCP for expedited forwarding (DSCP 46 of RFC 4594), so that
/// networks which honour it send audio before other traffic; it is on at the
/// start. It concerns all calls, also those that are up.
///
/// Linux and Android mark IPv4 and IPv6, macOS too; iOS IPv4 alone. On Windows
/// the function returns 0 and has no effect: the system leaves the field zero
/// whatever a program asks, and marks by a quality-of-service policy that an
/// administrator sets for the program or the port range.
///
/// - `state`: true for 46, false for 0.
///
/// Returns 0.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_enableAudioQos(libSDK: *mut c_void, state: Flag) -> i32 {
    with_sdk("enableAudioQos", libSDK, |sdk| {
        sdk.enable_audio_qos(state.is_set())
    })
}

/// Says whether calls of ours from now on offer ICE (RFC 8445), which finds the
/// way of media through NATs by checks of each address of ours with each of the
/// other side. It is off at the start. Calls that are up stay as they were agreed.
///
/// The offer names the address of this machine, and where servers see it where
/// that is elsewhere: the STUN server of `PortSIP_setUser` is asked for each call,
/// whose INVITE waits for that, 1 s at most, and so is the relay of
/// `PortSIPX_setTurnServer`. Both are asked again before a call whose address has
/// changed, or whose media has lost its way, tells the other side. It lets RTCP share the port of RTP (RFC 5761). Who
/// answers without ICE gets media as without it. Calls that are offered with ICE
/// are answered with it whether this is on or off.
///
/// - `state`: true to offer it, false not to.
///
/// Returns 0.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIPX_enableIce(libSDK: *mut c_void, state: Flag) -> i32 {
    with_sdk("enableIce", libSDK, |sdk| sdk.enable_ice(state.is_set()))
}

/// Sets a relay of media (TURN, RFC 8656) for calls that use ICE, from now on: a
/// call that finds no other way through the NATs of both sides goes through it. Calls
/// that are up keep theirs until they look for another way.
///
/// Each such call asks the server for an address before it describes itself, as it asks
/// the STUN server, and waits for both together 1 s at most. A call whose server refuses,
/// or is silent, goes on without a relay; the log says why.
///
/// - `turnServer`: a host or an address; NULL or empty for none.
/// - `turnServerPort`: its port; 0 is 3478, or 5349 for TLS.
/// - `transportType`: a `TRANSPORT_TYPE`, over which the server is reached:
///   `TRANSPORT_UDP`, or `TRANSPORT_TCP` and `TRANSPORT_TLS` for networks that let no UDP
///   out. Over TLS the server has to show a certificate of `turnServer` by the rules of the
///   web (wildcards count), verified where those of SIP servers are. Between the server and
///   the other side it is UDP always.
/// - `userName`, `password`: what answers its challenges; NULL or empty where it
///   asks for nothing: to who has a name nothing counts that the password does not
///   prove. At most 508 bytes each.
///
/// Without a server the rest is not looked at.
///
/// Returns 0, or:
/// - `ECorePortOutOfRange`: the port is outside 0…65535;
/// - `ECoreUnsupportTransport`: WebSocket, or a number that is no `TRANSPORT_TYPE`;
/// - `ECoreArgumentIncorrect`: a text is not UTF-8, too long or has control characters,
///   or the host has blanks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIPX_setTurnServer(
    libSDK: *mut c_void,
    turnServer: *const c_char,
    turnServerPort: i32,
    transportType: i32,
    userName: *const c_char,
    password: *const c_char,
) -> i32 {
    with_sdk("setTurnServer", libSDK, |sdk| {
        // SAFETY: NULL or NUL-terminated, by the header's contract.
        let Some(server) = (unsafe { host_port(turnServer, turnServerPort) })? else {
            return sdk.set_turn_server(None);
        };
        let transport = lifecycle::transport(transportType)?;
        // SAFETY: the same contract.
        let (user_name, password) =
            unsafe { (text::optional(userName)?, text::optional(password)?) };
        sdk.set_turn_server(Some(TurnServer {
            server,
            transport,
            user_name: user_name.to_owned(),
            password: Secret::new(password),
        }))
    })
}

/// Sets the ports for media. Each call takes an even port for RTP and the odd
/// one above it for RTCP. Calls that are up keep theirs.
///
/// - `minimumRtpPort`: 2…65534, even; 10000 at the start.
/// - `maximumRtpPort`: 2…65534, even, above `minimumRtpPort`; 60000 at the start.
///
/// Returns 0, or:
/// - `ECoreMiniAudioPortOutOfRange`, `ECoreMaxAudioPortOutOfRange`: out of range;
/// - `ECoreMiniRtpPortMustIsEvenNum`, `ECoreMaxAudioPortNotEvenNumber`: odd;
/// - `ECoreAudioVideoPortOverlapped`: the minimum is above the maximum;
/// - `ECoreAudioVideoPortRangeTooSmall`: no room for the calls that
///   `PortSIP_initialize` allowed, two pairs of ports each.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_setRtpPortRange(
    libSDK: *mut c_void,
    minimumRtpPort: i32,
    maximumRtpPort: i32,
) -> i32 {
    with_sdk("setRtpPortRange", libSDK, |sdk| {
        sdk.set_rtp_port_range(minimumRtpPort, maximumRtpPort)
    })
}

/// Says which addresses of a host that has both are tried first: a SIP server,
/// proxy or peer that is named by a domain. IPv4 at the start.
///
/// IPv6 addresses are tried only where the local address of
/// `PortSIP_initialize` is one, or `::`. The other family follows where the
/// first cannot be reached. It takes effect with the next request whose host is
/// looked up.
///
/// - `enable`: true tries IPv6 addresses before IPv4 addresses.
///
/// Returns 0.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_enablePriorityIPv6Domain(libSDK: *mut c_void, enable: Flag) -> i32 {
    with_sdk("enablePriorityIPv6Domain", libSDK, |sdk| {
        sdk.enable_priority_ipv6_domain(enable.is_set())
    })
}
