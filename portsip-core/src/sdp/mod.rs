//! Session descriptions and their negotiation (RFC 8866, RFC 3264).
