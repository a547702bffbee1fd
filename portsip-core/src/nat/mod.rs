//! NAT traversal, sans-IO: what a datagram is, STUN, and ICE.

mod datagram;
pub mod ice;
pub mod stun;

pub use datagram::DatagramKind;
