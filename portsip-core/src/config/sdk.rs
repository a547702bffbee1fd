//! What `initialize` is given.

use std::net::IpAddr;
use std::path::PathBuf;

/// How SIP messages travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportKind {
    /// Datagrams (RFC 3261 §18).
    #[default]
    Udp,
    /// Streams over TLS (RFC 3261 §26.2.1).
    Tls,
    /// Streams (RFC 3261 §18.3).
    Tcp,
    /// WebSocket (RFC 7118).
    Ws,
    /// WebSocket over TLS (RFC 7118).
    Wss,
}

/// Where sound comes from and goes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AudioDeviceLayer {
    /// The operating system's devices.
    #[default]
    System,
    /// A device driven by a clock: silence in, nothing out.
    Virtual,
}

/// How much is logged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum LogLevel {
    /// Nothing, and no file.
    #[default]
    None,
    /// What went wrong.
    Error,
    /// What may be wrong.
    Warning,
    /// Calls, registrations, state changes.
    Info,
    /// Messages on the wire as well, without secrets.
    Debug,
}

/// How connections are made secure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsConfig {
    /// The folder with certificates to trust and with our own and its key;
    /// empty for none.
    pub certificates: PathBuf,
    /// Cipher suites by their names in OpenSSL or at IANA, parted by `:`;
    /// empty for all.
    pub cipher_list: String,
    /// Whether servers must show who they are.
    pub verify: bool,
}

impl Default for TlsConfig {
    /// No folder, all suites, and servers are verified.
    fn default() -> Self {
        Self {
            certificates: PathBuf::new(),
            cipher_list: String::new(),
            verify: true,
        }
    }
}

/// What one SDK object is made with.
#[derive(Clone, Debug)]
pub struct SdkConfig {
    /// The transport of SIP messages.
    pub transport: TransportKind,
    /// The local address; unspecified picks the interface per destination.
    pub local_ip: IpAddr,
    /// The local SIP port; 0 takes any free one.
    pub local_port: u16,
    /// How much is logged.
    pub log_level: LogLevel,
    /// The folder of the log file.
    pub log_folder: PathBuf,
    /// How many calls may live at a time, at least 1.
    pub call_sessions_max: usize,
    /// The User-Agent header; empty for the SDK's own.
    pub user_agent: String,
    /// Where sound comes from.
    pub audio_device_layer: AudioDeviceLayer,
    /// How connections are made secure.
    pub tls: TlsConfig,
}
