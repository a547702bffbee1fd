//! RTCP (RFC 3550 §6): reports read, written and timed.
