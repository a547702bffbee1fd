//! NAT traversal, sans-IO: what a datagram is, and STUN.

mod datagram;
pub mod stun;

pub use datagram::DatagramKind;
