//! Starting and ending an SDK object; version and licence.
#![expect(non_snake_case, reason = "the names of the C header")]

use std::ffi::{c_char, c_void};
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;

use portsip_core::api::{self, Sdk};
use portsip_core::config::{AudioDeviceLayer, LogLevel, SdkConfig, TlsConfig, TransportKind};
use portsip_core::error::Error;

use crate::boundary::{SDKS, guard, with_sdk};
use crate::codes::{PORTSIP_LOG_LEVEL, TRANSPORT_TYPE};
use crate::dispatcher::DISPATCHERS;
use crate::flag::Flag;
use crate::memory;
use crate::number;
use crate::text;

/// Makes and starts an SDK object.
///
/// Any number of objects may live at a time; each has its own port, log file,
/// threads and calls. When the function returns, the local port is open. Peers
/// may reach it before that, so that a handler may be called before the handle
/// has been returned.
///
/// - `callbackDispatcher`: who is told what happens; from
///   `PSCallback_createCallbackDispatcher`. The object keeps it alive.
/// - `transportType`: a `TRANSPORT_TYPE`, but not `TRANSPORT_PERS`.
///   `TRANSPORT_UDP` listens for TCP on the same port as well; `TRANSPORT_TLS` and
///   `TRANSPORT_WSS` send and take nothing in the clear.
/// - `localIp`: the local address to use, IPv4 or IPv6. "0.0.0.0" and "::" pick
///   the interface for each destination.
/// - `localSIPPort`: 1…65535, or 0 for any free port.
/// - `logLevel`: a `PORTSIP_LOG_LEVEL`.
/// - `logFilePath`: an existing folder for the log file
///   `PortSIP_Log_<date-time>.log`; not looked at without logging.
/// - `maxCallSessions`: how many calls may be up at a time, at least 1; more than
///   10000 is taken as 10000.
/// - `sipAgentString`: the User-Agent header, without control characters; NULL or
///   empty for the library's own.
/// - `audioDeviceLayer`: 0 the system's devices, 1 a virtual device driven by a clock.
/// - `videoDeviceLayer`: 0 or 1, in the same way.
/// - `TLSCertificatesRootPath`: a folder of certificates, PEM or DER, whatever the
///   files are called. That to which there is a private key is our own, for peers
///   that connect and for servers that ask for one; the others are trusted, beside
///   the system's. NULL or empty for none: then no secure connections are accepted.
///   It and the next two are for secure connections of every object: one for
///   another transport opens such where a `sips:` URI or `transport=tls` asks for it.
/// - `TLSCipherList`: cipher suites by their names in OpenSSL or at IANA, parted by
///   `:`; NULL or empty for all.
/// - `verifyTLSCertificate`: whether a server must show a certificate of its name
///   (RFC 5922) from somebody trusted. With false anyone may pass for it.
/// - `errorCode`: receives 0 or the reason; may be NULL.
///
/// Returns the object's handle, to be ended with `PortSIP_unInitialize`, or NULL
/// with one of these in `errorCode`:
/// - `ECoreSDKObjectNull`: the dispatcher's handle is not one;
/// - `ECoreArgumentNull`: `localIp` is NULL, or `logFilePath` while logging;
/// - `ECoreUnsupportTransport`: another transport;
/// - `ECorePortOutOfRange`: the port is outside 0…65535;
/// - `ECoreSessionNumsOutOfRange`: fewer than 1 call;
/// - `ECoreNetworkInterfaceUnavailable`: the address is none of this machine's;
/// - `ECoreAddUdpTransportFailure`, `ECoreAddTcpTransportFailure`,
///   `ECoreAddTlsTransportFailure`: the port cannot be bound; WS counts as TCP, WSS
///   as TLS;
/// - `ECoreArgumentIncorrect`: a log level, layer or log folder that does not
///   exist, text that is not UTF-8, a control character in the User-Agent; for TLS
///   and WSS also a folder of certificates or a cipher suite that does not exist;
/// - `ECoreInitializeStackFailure`: the system refused threads or randomness;
/// - `ECoreStackException`: the library failed inside.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIP_initialize(
    callbackDispatcher: *mut c_void,
    transportType: i32,
    localIp: *const c_char,
    localSIPPort: i32,
    logLevel: i32,
    logFilePath: *const c_char,
    maxCallSessions: i32,
    sipAgentString: *const c_char,
    audioDeviceLayer: i32,
    videoDeviceLayer: i32,
    TLSCertificatesRootPath: *const c_char,
    TLSCipherList: *const c_char,
    verifyTLSCertificate: Flag,
    errorCode: *mut i32,
) -> *mut c_void {
    let made = guard(
        "initialize",
        Err(Error::CoreStackException),
        || -> Result<*mut c_void, Error> {
            let dispatcher = DISPATCHERS
                .find(callbackDispatcher)
                .ok_or(Error::CoreSdkObjectNull)?;
            let log_level = log_level(logLevel)?;
            layer(videoDeviceLayer)?;
            // SAFETY: NULL or NUL-terminated, by the header's contract.
            let config = unsafe {
                SdkConfig {
                    transport: transport(transportType)?,
                    local_ip: local_ip(text::required(localIp)?)?,
                    local_port: number::port(localSIPPort)?,
                    log_level,
                    log_folder: log_folder(log_level, logFilePath)?,
                    call_sessions_max: usize::try_from(maxCallSessions)
                        .map_err(|_| Error::CoreSessionNumsOutOfRange)?,
                    user_agent: text::optional(sipAgentString)?.to_owned(),
                    audio_device_layer: layer(audioDeviceLayer)?,
                    tls: TlsConfig {
                        certificates: text::optional(TLSCertificatesRootPath)?.into(),
                        cipher_list: text::optional(TLSCipherList)?.to_owned(),
                        verify: verifyTLSCertificate.is_set(),
                    },
                }
            };
            let sdk = Sdk::initialize(&config, Box::new(move |event| dispatcher.deliver(event)))?;
            let token = SDKS.insert(Arc::new(sdk));
            if token.is_null() {
                return Err(Error::CoreInitializeStackFailure);
            }
            Ok(token)
        },
    );
    if !errorCode.is_null() {
        let code = made.as_ref().err().map_or(0, |error| error.code());
        // SAFETY: not null, and an int32_t of the caller's by the header's contract.
        unsafe { errorCode.write_unaligned(code) };
    }
    made.unwrap_or(std::ptr::null_mut())
}

/// Ends an SDK object and frees its handle.
///
/// Calls end (BYE, CANCEL or 480), the registration is taken back, and the
/// answers are awaited for at most 2 s in all. When the function returns,
/// every thread of the object has ended and no handler is called any more,
/// but for a handler that is still inside after those 2 s: it is left alone,
/// and is the last.
///
/// Called in a handler, it returns at once: the same steps follow by
/// themselves, and the running handler is the last.
///
/// A handle that is null, freed or not an SDK object's does nothing. Other
/// threads may be inside functions with this handle: their calls finish.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_unInitialize(libSDK: *mut c_void) {
    guard("unInitialize", (), || {
        if let Some(sdk) = SDKS.remove(libSDK) {
            sdk.un_initialize();
        }
    });
}

/// The version of the library, `MAJOR.MINOR.PATCH`.
///
/// The text is the caller's, to be given back with `free`; on Windows, where
/// `malloc` and `free` may be another library's than ours, with
/// `CoTaskMemFree`. Managed callers that declare a string as the result do
/// that by themselves. NULL only when there is no memory.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_getVersion() -> *const c_char {
    guard("getVersion", std::ptr::null(), || {
        let version = api::version();
        let memory = memory::allocate(version.len() + 1);
        if !memory.is_null() {
            // SAFETY: `version.len() + 1` bytes were allocated just now, which
            // overlap nothing.
            unsafe {
                std::ptr::copy_nonoverlapping(version.as_ptr(), memory, version.len());
                memory.add(version.len()).write(0);
            }
        }
        memory.cast_const().cast()
    })
}

/// Does nothing, whatever it is given.
///
/// Some programs call it with what a handler was given, to free that. Nothing
/// need be freed: what a handler is given lives until the handler returns, and
/// the library frees it.
///
/// - `parameters`: anything; not looked at.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_delCallbackParameters(parameters: *mut c_void) {
    let _ = parameters;
}

/// Sets the licence key. Any key will do: this library has no trial limits.
///
/// - `key`: not empty.
///
/// Returns 0, or:
/// - `ECoreArgumentNull`: `key` is NULL;
/// - `ECoreWrongLicenseKey`: `key` is empty;
/// - `ECoreArgumentIncorrect`: `key` is not UTF-8.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIP_setLicenseKey(libSDK: *mut c_void, key: *const c_char) -> i32 {
    with_sdk("setLicenseKey", libSDK, |sdk| {
        // SAFETY: NULL or NUL-terminated, by the header's contract.
        let key = unsafe { text::required(key) }?;
        sdk.set_license_key(key)
    })
}

pub(crate) const fn transport(number: i32) -> Result<TransportKind, Error> {
    const UDP: i32 = TRANSPORT_TYPE::TRANSPORT_UDP as i32;
    const TLS: i32 = TRANSPORT_TYPE::TRANSPORT_TLS as i32;
    const TCP: i32 = TRANSPORT_TYPE::TRANSPORT_TCP as i32;
    const WS: i32 = TRANSPORT_TYPE::TRANSPORT_WS as i32;
    const WSS: i32 = TRANSPORT_TYPE::TRANSPORT_WSS as i32;
    match number {
        UDP => Ok(TransportKind::Udp),
        TLS => Ok(TransportKind::Tls),
        TCP => Ok(TransportKind::Tcp),
        WS => Ok(TransportKind::Ws),
        WSS => Ok(TransportKind::Wss),
        _ => Err(Error::CoreUnsupportTransport),
    }
}

fn local_ip(text: &str) -> Result<IpAddr, Error> {
    let bare = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or(text);
    bare.parse()
        .map_err(|_| Error::CoreNetworkInterfaceUnavailable)
}

const fn log_level(number: i32) -> Result<LogLevel, Error> {
    const NONE: i32 = PORTSIP_LOG_LEVEL::PORTSIP_LOG_NONE as i32;
    const ERROR: i32 = PORTSIP_LOG_LEVEL::PORTSIP_LOG_ERROR as i32;
    const WARNING: i32 = PORTSIP_LOG_LEVEL::PORTSIP_LOG_WARNING as i32;
    const INFO: i32 = PORTSIP_LOG_LEVEL::PORTSIP_LOG_INFO as i32;
    const DEBUG: i32 = PORTSIP_LOG_LEVEL::PORTSIP_LOG_DEBUG as i32;
    match number {
        NONE => Ok(LogLevel::None),
        ERROR => Ok(LogLevel::Error),
        WARNING => Ok(LogLevel::Warning),
        INFO => Ok(LogLevel::Info),
        DEBUG => Ok(LogLevel::Debug),
        _ => Err(Error::CoreArgumentIncorrect),
    }
}

/// # Safety
///
/// `folder` is null or NUL-terminated.
unsafe fn log_folder(level: LogLevel, folder: *const c_char) -> Result<PathBuf, Error> {
    if level == LogLevel::None {
        return Ok(PathBuf::new());
    }
    // SAFETY: the same contract.
    let folder = unsafe { text::filled(folder, Error::CoreArgumentIncorrect) }?;
    Ok(PathBuf::from(folder))
}

const fn layer(number: i32) -> Result<AudioDeviceLayer, Error> {
    match number {
        0 => Ok(AudioDeviceLayer::System),
        1 => Ok(AudioDeviceLayer::Virtual),
        _ => Err(Error::CoreArgumentIncorrect),
    }
}
