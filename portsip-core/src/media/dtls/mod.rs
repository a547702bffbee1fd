//! Keys of SRTP agreed on by DTLS 1.2 over the path of the media (RFC 5763,
//! RFC 5764), sans-IO.
//!
//! An [`Association`] is one component of one stream: RTP and RTCP on two ports have
//! one each (RFC 5764 §4). The handshake itself is that of `rtc-dtls`; what reaches
//! it passes [`framing`] first, and how much, how often and how long it works is
//! bounded here.
//!
//! What is believed. Certificates are signed by nobody: whoever proves to have the
//! key of the certificate whose fingerprint came by signalling is the other side.
//! Until then everything may be forged, so what fails before is a try that failed
//! and no more. Alerts are forged as easily before and are not needed after: none is
//! followed, and media ends when signalling says so.

mod association;
pub mod framing;
mod handshake;
mod identity;
mod keys;

pub use association::{Association, Counts, Event, Transmit};
pub use identity::{Identity, IdentityError, LibraryInstant};
