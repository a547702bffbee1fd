//! NAT traversal, sans-IO: STUN.
