//! The registration of the user at its registrar (RFC 3261 §10).

mod schedule;
