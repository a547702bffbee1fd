//! RTP (RFC 3550, RFC 3551): headers, sequence numbers, sources.
