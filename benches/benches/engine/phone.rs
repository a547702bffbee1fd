//! An engine as a phone: how it is made and calls.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use portsip_core::config::{
    Account, AudioConfig, AudioDeviceLayer, HostPort, LogLevel, SdkConfig, TlsConfig, TransportKind,
};
use portsip_core::engine::Engine;
use portsip_core::ids::SessionId;
use portsip_core::plan::{AudioCodec, CodecPreference, MediaPorts, MediaPortsId};
use portsip_core::secret::Secret;

/// The folder with the certificate of the other side.
pub(crate) const CERTIFICATES: &str = "PORTSIP_BENCH_CERTIFICATES";
/// Which codec calls use: `PCMU` (the default), `G722` or `OPUS`.
pub(crate) const CODEC: &str = "PORTSIP_BENCH_CODEC";

/// Where the sockets for the media of calls come from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sockets {
    /// Nowhere: what is described are ports that nobody listens on, and the
    /// media engine knows nothing of the calls.
    None,
    /// The engine opens a pair for each call.
    OfTheEngine,
}

impl Sockets {
    pub(crate) fn take(self, engine: &Engine) -> MediaPorts {
        match self {
            Self::OfTheEngine => engine.take_media_ports().expect("ports are free"),
            Self::None => MediaPorts {
                id: MediaPortsId(u32::MAX),
                rtp_port: 9,
                rtcp_port: 10,
            },
        }
    }
}

pub(crate) fn call(
    engine: &Engine,
    to: SocketAddr,
    transport: TransportKind,
    sockets: Sockets,
) -> SessionId {
    call_with(engine, to, transport, sockets.take(engine))
}

pub(crate) fn call_with(
    engine: &Engine,
    to: SocketAddr,
    transport: TransportKind,
    ports: MediaPorts,
) -> SessionId {
    let parameter = match transport {
        TransportKind::Tcp => ";transport=tcp",
        TransportKind::Tls => ";transport=tls",
        _ => "",
    };
    engine
        .agent("call", |agent, now| {
            agent.call(now, &format!("sip:bob@{to}{parameter}"), true, false, ports)
        })
        .expect("the call starts")
}

pub(crate) fn config(transport: TransportKind, local_port: u16) -> SdkConfig {
    SdkConfig {
        transport,
        local_ip: Ipv4Addr::LOCALHOST.into(),
        local_port,
        log_level: LogLevel::None,
        log_folder: PathBuf::new(),
        call_sessions_max: 10_000,
        user_agent: String::new(),
        audio_device_layer: AudioDeviceLayer::Virtual,
        tls: TlsConfig {
            certificates: std::env::var_os(CERTIFICATES)
                .map(PathBuf::from)
                .unwrap_or_default(),
            verify: false,
            ..TlsConfig::default()
        },
    }
}

pub(crate) fn set_up(engine: &Engine, name: &str, server: Option<SocketAddr>) {
    set_up_with(engine, name, server, codec_of_environment());
}

/// What [`CODEC`] says.
pub(crate) fn codec_of_environment() -> AudioCodec {
    match std::env::var(CODEC).as_deref() {
        Ok("G722") => AudioCodec::G722,
        Ok("OPUS") => AudioCodec::Opus,
        _ => AudioCodec::Pcmu,
    }
}

pub(crate) fn set_up_with(
    engine: &Engine,
    name: &str,
    server: Option<SocketAddr>,
    codec: AudioCodec,
) {
    let account = Account {
        user_name: name.to_owned(),
        display_name: String::new(),
        auth_name: String::new(),
        password: Secret::new("secret"),
        domain: String::new(),
        server: server.map(|address| HostPort {
            host: address.ip().to_string(),
            port: address.port(),
        }),
        stun_server: None,
        outbound_proxy: None,
    };
    let audio = AudioConfig {
        codecs: vec![CodecPreference {
            codec,
            payload_type: codec.static_payload_type().unwrap_or(111),
            fmtp: String::new(),
        }],
        telephone_event: Some(101),
        ..AudioConfig::default()
    };
    engine
        .agent("set up", |agent, now| {
            agent.set_audio_config(audio);
            agent.set_user(now, account)
        })
        .expect("the user is set");
}
