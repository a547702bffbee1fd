//! What agents are made with.

use portsip_core::config::{Account, AudioConfig};
use portsip_core::plan::{AudioCodec, CodecPreference};
use portsip_core::secret::Secret;

/// Audio with these codecs.
pub fn audio(codecs: &[AudioCodec]) -> AudioConfig {
    let preference = |codec: &AudioCodec| CodecPreference {
        codec: *codec,
        payload_type: codec.static_payload_type().unwrap_or(96),
        fmtp: String::new(),
    };
    AudioConfig {
        codecs: codecs.iter().map(preference).collect(),
        telephone_event: Some(101),
        ..AudioConfig::default()
    }
}

/// An account without a server.
pub fn account(name: &str) -> Account {
    Account {
        user_name: name.to_owned(),
        display_name: String::new(),
        auth_name: String::new(),
        password: Secret::new("secret"),
        domain: String::new(),
        server: None,
        stun_server: None,
        outbound_proxy: None,
    }
}
