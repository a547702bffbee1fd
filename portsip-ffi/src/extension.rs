//! Functions beyond the original interface, `PortSIPX_…`.
#![expect(non_snake_case, reason = "the names of the C header")]

use std::ffi::{c_char, c_void};

use portsip_core::error::Error;

use crate::boundary::with_sdk;
use crate::flag::Flag;
use crate::text;

/// Writes the SIP, RTP and RTCP of the object's calls to a file that packet
/// analysers read (pcap). A running capture ends. Passwords are not in it, but
/// what is said is. Messages of connections stand in it as datagrams, those of
/// secure ones in the clear.
///
/// - `path`: the file; an existing one is replaced.
///
/// Returns 0, or:
/// - `ECoreArgumentNull`: `path` is NULL;
/// - `EAudioFileNameEmpty`: `path` is empty;
/// - `ECoreArgumentIncorrect`: not UTF-8, or the file cannot be made.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIPX_startPacketCapture(
    libSDK: *mut c_void,
    path: *const c_char,
) -> i32 {
    with_sdk("PortSIPX_startPacketCapture", libSDK, |sdk| {
        // SAFETY: NULL or NUL-terminated, by the header's contract.
        let path = unsafe { text::filled(path, Error::AudioFileNameEmpty) }?;
        sdk.start_packet_capture(path)
    })
}

/// Ends the capture and closes its file, which may take the disk a second.
/// Without one it does nothing.
///
/// Returns 0.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIPX_stopPacketCapture(libSDK: *mut c_void) -> i32 {
    with_sdk("PortSIPX_stopPacketCapture", libSDK, |sdk| {
        sdk.stop_packet_capture()
    })
}

/// Names the name servers that are asked for the hosts of SIP URIs, in place of
/// those of the system. The system's file of hosts is not read then. What was
/// found before is forgotten.
///
/// - `servers`: addresses separated by commas, at most 8, with a port where it is
///   not 53: `192.0.2.1`, `192.0.2.1:5353`, `[2001:db8::1]:53`; empty for those
///   of the system.
///
/// Returns 0, or:
/// - `ECoreArgumentNull`: `servers` is NULL;
/// - `ECoreArgumentIncorrect`: not UTF-8, not addresses, or more than 8.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIPX_setDnsServers(
    libSDK: *mut c_void,
    servers: *const c_char,
) -> i32 {
    with_sdk("PortSIPX_setDnsServers", libSDK, |sdk| {
        // SAFETY: NULL or NUL-terminated, by the header's contract.
        let servers = unsafe { text::required(servers) }?;
        sdk.set_dns_servers(servers)
    })
}

/// Sends each packet of audio with copies of the ones before it (RFC 2198), so that the other
/// side loses nothing where the network loses a packet by itself. From the next call or the
/// next offer on, where the other side takes such packets; off at the start.
///
/// - `level`: of how many earlier packets there are copies, 0…2. With 1 the bit rate of the
///   payload is twice that of the codec, with 2 three times; a packet that would exceed
///   1200 bytes brings fewer. With 2 bursts of two packets
///   are repaired as well, where the other side waits as long: this library waits for one packet.
///   With 0 such packets are not offered; offered to us they are always taken, and heard.
///
/// A repaired loss costs delay: for 10 s after each one sound is heard up to a packet later.
///
/// Returns 0, or:
/// - `ECoreArgumentIncorrect`: `level` is outside 0…2.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIPX_enableAudioRed(libSDK: *mut c_void, level: i32) -> i32 {
    with_sdk("PortSIPX_enableAudioRed", libSDK, |sdk| {
        sdk.enable_audio_red(level)
    })
}

/// Looks for DTMF tones in the sound of the other side, or does not, in all calls, also
/// those that are up; on at the start.
///
/// It is done only where telephone events (RFC 4733) were not agreed on: where they were,
/// keys come as events. A key that is found raises `recvDtmfTone_fn`, as one of an event
/// does. Turn it off where music or speech could be taken for a key.
///
/// Returns 0.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIPX_enableInbandDtmfDetection(libSDK: *mut c_void, state: Flag) -> i32 {
    with_sdk("PortSIPX_enableInbandDtmfDetection", libSDK, |sdk| {
        sdk.enable_inband_dtmf_detection(state.is_set())
    })
}

/// The local SIP port, which the system chose where `PortSIP_initialize` was
/// given 0.
///
/// Returns 1…65535.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIPX_getLocalSIPPort(libSDK: *mut c_void) -> i32 {
    with_sdk("PortSIPX_getLocalSIPPort", libSDK, |sdk| {
        Ok(i32::from(sdk.local_sip_port()))
    })
}
