//! What a small server of a test does with messages.

use std::net::SocketAddr;

use portsip_core::clock::Instant;
use portsip_core::octets::Octets;
use portsip_core::sip::message::Message;

/// A server that answers each message at once, and keeps no time.
pub trait Server {
    /// Takes a message; what it returns is sent from the server's address.
    fn handle_message(
        &mut self,
        now: Instant,
        from: SocketAddr,
        message: &Message,
    ) -> Vec<(SocketAddr, Octets)>;

    /// Takes bytes that are no message: a keep-alive, or STUN.
    fn handle_other(
        &mut self,
        now: Instant,
        from: SocketAddr,
        bytes: &Octets,
    ) -> Vec<(SocketAddr, Octets)> {
        let _ = (now, from, bytes);
        Vec::new()
    }

    /// For a test that looks into its server.
    fn as_any(&mut self) -> &mut dyn std::any::Any;
}
