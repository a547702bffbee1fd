//! NAT traversal, sans-IO: what a datagram is, STUN, relays (TURN), and ICE.

mod datagram;
pub mod ice;
pub mod stun;
pub mod turn;

pub use datagram::DatagramKind;
