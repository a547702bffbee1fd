//! Datagrams of a call that are no media: kept in a tick, heard after it.

use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::limits::SET_ASIDE_DATAGRAMS_MAX;
use crate::media::session::MediaSocket;
use crate::nat::ice::Via;

/// A datagram that is no media.
pub(super) struct SetAside {
    pub(super) socket: MediaSocket,
    pub(super) via: Via,
    pub(super) from: SocketAddr,
    pub(super) payload: Vec<u8>,
}

/// What came in a tick and is no media. Several threads work on the calls of a
/// tick, but one at a time on each: nobody waits for the lock.
#[derive(Default)]
pub(super) struct Aside(Mutex<Vec<SetAside>>);

impl Aside {
    /// Keeps a datagram; more than are heard after one tick is dropped.
    pub(super) fn push(&self, socket: MediaSocket, (via, from): (Via, SocketAddr), payload: &[u8]) {
        let mut kept = self.kept();
        if kept.len() < SET_ASIDE_DATAGRAMS_MAX {
            kept.push(SetAside {
                socket,
                via,
                from,
                payload: payload.to_vec(),
            });
        }
    }

    /// Gives back what was kept.
    pub(super) fn drain(&self, mut take: impl FnMut(SetAside)) {
        for datagram in self.kept().drain(..) {
            take(datagram);
        }
    }

    fn kept(&self) -> MutexGuard<'_, Vec<SetAside>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
