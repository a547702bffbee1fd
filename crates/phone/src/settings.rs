//! What a phone is told before it calls.

use portsip_sdk::{PortSIP_enableEarlyMedia, PortSIP_setReliableProvisional};

use crate::{Phone, check};

impl Phone {
    /// When provisional responses are reliable: 0 never, 1 those with a
    /// description, 2 all, 3 all, and others are refused.
    pub fn set_reliable_provisional(&self, mode: i32) {
        check(
            "setReliableProvisional",
            PortSIP_setReliableProvisional(self.sdk.0, mode),
        );
    }

    /// Whether callers hear us before we answer.
    pub fn enable_early_media(&self, enabled: bool) {
        check(
            "enableEarlyMedia",
            PortSIP_enableEarlyMedia(self.sdk.0, enabled.into()),
        );
    }
}
