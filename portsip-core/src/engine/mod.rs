//! Sockets, threads and time: carries out what the deterministic layers ask for.
