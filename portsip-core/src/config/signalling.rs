//! How signalling behaves, as the program's functions set it.

use std::sync::Arc;

use super::{Srtp, TurnServer};

/// Settings of one SDK object that take effect from the next message on.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a setting of its own, as the program's functions have it"
)]
pub struct Signalling {
    /// When provisional responses of ours are reliable (RFC 3262).
    pub reliable_provisional: ReliableProvisional,
    /// Whether an incoming call may be heard before it is answered: a 183 with
    /// a session description follows the 180.
    pub early_media: bool,
    /// The session timer that we ask for (RFC 4028).
    pub session_timer: Option<SessionTimer>,
    /// Whether incoming calls are refused with 480.
    pub do_not_disturb: bool,
    /// Where incoming calls are sent with 302.
    pub call_forward: Option<CallForward>,
    /// Whether requests ask for the port they came from (RFC 3581).
    pub rport: bool,
    /// Whether an IPv6 address is tried before an IPv4 address of the same host.
    pub prefer_ipv6: bool,
    /// Whether Contact names the features of 3GPP.
    pub three_gpp_tags: bool,
    /// Our instance, a UUID; empty for none (RFC 5626 §4.1).
    pub instance_id: String,
    /// How we are woken for a call, told to the registrar (RFC 8599).
    pub push: Option<Box<Push>>,
    /// Seconds between keep-alives once registered; 0 for none (RFC 5626 §3.5).
    pub keep_alive_s: u32,
    /// Whether the media of calls from now on is encrypted.
    pub srtp: Srtp,
    /// Whether our offers have ICE in them.
    pub ice: bool,
    /// The relay that calls with ICE may use.
    pub turn: Option<Arc<TurnServer>>,
}

/// A push notification service, and how it knows this device (RFC 8599 §4.1):
/// parameters of our Contact in REGISTER.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Push {
    /// `pn-provider`: `apns`, `fcm`, `webpush` or another.
    pub provider: String,
    /// `pn-param`, as the service wants it; empty for none.
    pub param: String,
    /// `pn-prid`: the device's identifier at the service.
    pub prid: String,
}

/// Who tells others how we are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PresenceMode {
    /// We do, each watcher by itself (mode 0).
    #[default]
    PeerToPeer,
    /// Our server does, and we publish it there (RFC 3903; mode 1).
    Agent,
}

/// When provisional responses of ours are sent reliably.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReliableProvisional {
    /// Never, and the extension is not offered (mode 0).
    #[default]
    Never,
    /// Those with a session description, where the caller supports it (mode 1).
    SupportedEssential,
    /// All but 100, where the caller supports it (mode 2).
    Supported,
    /// All but 100; a caller without the extension is refused with 421 (mode 3).
    Required,
}

/// A session timer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionTimer {
    /// The session interval in seconds, at least 90.
    pub interval_s: u32,
    /// Who refreshes.
    pub refresher: Refresher,
}

/// The end that refreshes a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refresher {
    /// The caller.
    Uac,
    /// The callee.
    Uas,
}

/// Where incoming calls are sent, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallForward {
    /// The target, a `sip:`, `sips:` or `tel:` URI.
    pub to: String,
    /// Only while a call is up.
    pub only_when_busy: bool,
}

impl Default for Signalling {
    fn default() -> Self {
        Self {
            reliable_provisional: ReliableProvisional::default(),
            early_media: false,
            session_timer: None,
            do_not_disturb: false,
            call_forward: None,
            rport: true,
            prefer_ipv6: false,
            three_gpp_tags: false,
            instance_id: String::new(),
            push: None,
            keep_alive_s: 30,
            srtp: Srtp::default(),
            ice: false,
            turn: None,
        }
    }
}
