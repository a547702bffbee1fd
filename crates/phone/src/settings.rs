//! What a phone is told before it calls.

use portsip_sdk::{
    PortSIP_enableEarlyMedia, PortSIP_enableSessionTimer, PortSIP_refreshRegistration,
    PortSIP_setAudioCodecParameter, PortSIP_setDoNotDisturb, PortSIP_setInstanceId,
    PortSIP_setReliableProvisional, PortSIP_setSrtpPolicy, PortSIPX_enableIce,
    PortSIPX_setSrtpKeyExchange, PortSIPX_setSrtpSuites, PortSIPX_setTurnServer,
};

use crate::{Phone, check, text};

/// Whether calls are encrypted, in the C header.
pub mod srtp {
    /// Never.
    pub const NONE: i32 = 0;
    /// Always.
    pub const FORCE: i32 = 1;
    /// Where the other side can.
    pub const PREFER: i32 = 2;
}

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

    /// Lets calls be refreshed, by us where the other side leaves that open.
    pub fn enable_session_timer(&self, interval_s: i32) {
        const BY_CALLER: i32 = 0;
        check(
            "enableSessionTimer",
            PortSIP_enableSessionTimer(self.sdk.0, interval_s, BY_CALLER),
        );
    }

    /// Names this device, for RFC 5626 and 5627.
    pub fn set_instance_id(&self, uuid: &str) {
        let uuid = text(uuid);
        // SAFETY: the text lives through the call.
        let code = unsafe { PortSIP_setInstanceId(self.sdk.0, uuid.as_ptr()) };
        check("setInstanceId", code);
    }

    /// Registers anew, over a new connection.
    pub fn refresh_registration(&self) {
        const AS_BEFORE: i32 = 0;
        check(
            "refreshRegistration",
            PortSIP_refreshRegistration(self.sdk.0, AS_BEFORE),
        );
    }

    /// Sets a parameter of a codec, in the words of its `fmtp`.
    pub fn set_codec_parameter(&self, codec: i32, parameter: &str) {
        let parameter = text(parameter);
        // SAFETY: the text lives through the call.
        let code = unsafe { PortSIP_setAudioCodecParameter(self.sdk.0, codec, parameter.as_ptr()) };
        check("setAudioCodecParameter", code);
    }

    /// Whether callers are refused.
    pub fn set_do_not_disturb(&self, state: bool) {
        PortSIP_setDoNotDisturb(self.sdk.0, state.into());
    }

    /// Whether calls are encrypted (one of [`srtp`]), with keys over connections that are
    /// secure, or over any.
    pub fn set_srtp_policy(&self, policy: i32, over_any: bool) {
        let code = PortSIP_setSrtpPolicy(self.sdk.0, policy, over_any.into());
        check("setSrtpPolicy", code);
    }

    /// The same with keys over any transport, and with which suites (none for the usual
    /// ones).
    pub fn set_srtp(&self, policy: i32, suites: &str) {
        self.set_srtp_policy(policy, true);
        let suites = text(suites);
        // SAFETY: the text lives through the call.
        let code = unsafe { PortSIPX_setSrtpSuites(self.sdk.0, suites.as_ptr()) };
        check("setSrtpSuites", code);
    }

    /// Our calls are offered with ICE.
    pub fn enable_ice(&self) {
        check("enableIce", PortSIPX_enableIce(self.sdk.0, true.into()));
    }

    /// Calls with ICE may go through this relay, reached over this transport.
    pub fn set_relay(&self, transport: i32, relay: (&str, u16), user: &str, password: &str) {
        let (relay, port) = relay;
        let [relay, user, password] = [relay, user, password].map(text);
        let port = i32::from(port);
        // SAFETY: every text lives through the call.
        let code = unsafe {
            let (user, password) = (user.as_ptr(), password.as_ptr());
            PortSIPX_setTurnServer(self.sdk.0, relay.as_ptr(), port, transport, user, password)
        };
        check("setTurnServer", code);
    }

    /// Our offers have fingerprints instead of keys.
    pub fn offer_dtls(&self) {
        const DTLS: i32 = 1;
        let code = PortSIPX_setSrtpKeyExchange(self.sdk.0, DTLS);
        check("setSrtpKeyExchange", code);
    }
}
