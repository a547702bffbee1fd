//! Cutting messages out of a byte stream (RFC 3261 §18.3, RFC 5626 §3.5.1).
