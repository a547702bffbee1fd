//! Sockets: batches of datagrams, the SIP datagram socket, and what is set on them.

pub(super) mod errors;
pub(super) mod options;
pub(super) mod receive;
pub(super) mod udp;
