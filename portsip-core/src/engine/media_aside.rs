//! Datagrams of a call that are no media: kept in a tick, heard after it.

use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::limits::SET_ASIDE_DATAGRAMS_MAX;
use crate::media::session::MediaSocket;
use crate::nat::DatagramKind;
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
pub(super) struct Aside(Mutex<Kept>);

/// A flood of one kind leaves the other its room.
#[derive(Default)]
struct Kept {
    stun: Vec<SetAside>,
    others: Vec<SetAside>,
}

impl Aside {
    /// Keeps a datagram; more than are heard after one tick is dropped.
    pub(super) fn push(&self, socket: MediaSocket, (via, from): (Via, SocketAddr), payload: &[u8]) {
        let mut kept = self.kept();
        let room = match DatagramKind::of(payload) {
            DatagramKind::Stun => &mut kept.stun,
            _ => &mut kept.others,
        };
        if room.len() < SET_ASIDE_DATAGRAMS_MAX {
            room.push(SetAside {
                socket,
                via,
                from,
                payload: payload.to_vec(),
            });
        }
    }

    /// Gives back what was kept.
    pub(super) fn drain(&self, mut take: impl FnMut(SetAside)) {
        let mut kept = self.kept();
        let Kept { stun, others } = &mut *kept;
        for datagram in stun.drain(..).chain(others.drain(..)) {
            take(datagram);
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_of_one_kind_leaves_room_for_the_other() {
        let mut check = [0; 20];
        check[4..8].copy_from_slice(&[0x21, 0x12, 0xA4, 0x42]);
        let mut hello = [7; 20];
        hello[0] = 22;
        for (flood, other) in [(check, hello), (hello, check)] {
            let aside = Aside::default();
            let from = SocketAddr::from(([192, 0, 2, 1], 5000));
            let push = |payload| aside.push(MediaSocket::Rtp, (Via::Socket, from), payload);
            (0..1000).for_each(|_| push(&flood));
            push(&other);
            let mut heard = Vec::new();
            aside.drain(|datagram| heard.push(datagram.payload));
            assert_eq!(heard.len(), SET_ASIDE_DATAGRAMS_MAX + 1);
            assert!(heard.contains(&other.to_vec()));
            aside.drain(|_| panic!("it was taken"));
        }
    }
}
