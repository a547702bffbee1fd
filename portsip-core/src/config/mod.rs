//! Plain data that the program sets, with units.

mod account;
mod audio;
mod header_rule;
mod sdk;
mod signalling;
mod srtp;

pub use account::{Account, HostPort, TurnServer};
pub use audio::{AudioConfig, RtpPortRange};
pub use header_rule::{HeaderAction, HeaderRule, MessageKinds};
pub use sdk::{AudioDeviceLayer, LogLevel, SdkConfig, TlsConfig, TransportKind};
pub use signalling::{
    CallForward, PresenceMode, Push, Refresher, ReliableProvisional, SessionTimer, Signalling,
};
pub use srtp::{Srtp, SrtpKeyExchange, SrtpPolicy};
