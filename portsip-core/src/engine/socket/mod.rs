//! Sockets: batches of datagrams, the SIP datagram socket, streams, and what is
//! set on them.

pub(super) mod bound;
pub(super) mod errors;
pub(super) mod options;
pub(super) mod quiet;
pub(super) mod receive;
pub(super) mod stream;
pub(super) mod udp;
