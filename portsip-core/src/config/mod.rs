//! Plain data that the program sets, with units.

mod account;
mod audio;
mod sdk;

pub use account::{Account, HostPort};
pub use audio::{AudioConfig, RtpPortRange};
pub use sdk::{AudioDeviceLayer, LogLevel, SdkConfig, TransportKind};
