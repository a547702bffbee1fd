//! The datagrams that wait to be sent: a few fixed slots, filled and polled
//! within one turn of the media thread.

use std::net::SocketAddr;

use super::MediaSocket;
use super::guard::WIRE_BYTES_MAX;
use crate::limits::RTP_DATAGRAM_BYTES_MAX;

/// A tick makes one RTP packet and at most two of RTCP.
const SLOTS: usize = 3;

/// A datagram, with room for what protects it.
pub(super) struct Slot {
    pub(super) socket: MediaSocket,
    pub(super) to: SocketAddr,
    pub(super) length: usize,
    pub(super) bytes: Box<[u8; WIRE_BYTES_MAX]>,
}

/// Which slot.
#[derive(Clone, Copy)]
pub(super) struct SlotId(usize);

/// A short queue of datagrams.
pub(super) struct Outbox {
    slots: [Slot; SLOTS],
    first: usize,
    count: usize,
    dropped: u64,
}

impl Outbox {
    pub(super) fn new() -> Self {
        Self {
            slots: std::array::from_fn(|_| Slot {
                socket: MediaSocket::Rtp,
                to: SocketAddr::from(([0, 0, 0, 0], 0)),
                length: 0,
                bytes: Box::new([0; WIRE_BYTES_MAX]),
            }),
            first: 0,
            count: 0,
            dropped: 0,
        }
    }

    /// Queues what `write` writes; nothing when it answers 0. The oldest
    /// datagram goes when nobody polled. What has nowhere to go is not written,
    /// so that it takes no sequence number: to an operating system 0.0.0.0 is
    /// this machine.
    pub(super) fn write(
        &mut self,
        socket: MediaSocket,
        to: SocketAddr,
        write: impl FnOnce(&mut [u8]) -> usize,
    ) -> usize {
        if to.ip().is_unspecified() {
            return 0;
        }
        if self.count == SLOTS {
            self.first = (self.first + 1) % SLOTS;
            self.count -= 1;
            self.dropped += 1;
        }
        let slot = &mut self.slots[(self.first + self.count) % SLOTS];
        let length = write(&mut slot.bytes[..RTP_DATAGRAM_BYTES_MAX]).min(RTP_DATAGRAM_BYTES_MAX);
        if length > 0 {
            slot.socket = socket;
            slot.to = to;
            slot.length = length;
            self.count += 1;
        }
        length
    }

    /// The next datagram; it stays until the next one is written.
    pub(super) fn poll(&mut self) -> Option<SlotId> {
        if self.count == 0 {
            return None;
        }
        let polled = SlotId(self.first);
        self.first = (self.first + 1) % SLOTS;
        self.count -= 1;
        Some(polled)
    }

    /// A datagram that was polled.
    pub(super) fn slot(&mut self, SlotId(place): SlotId) -> &mut Slot {
        &mut self.slots[place]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_sent_to_nowhere() {
        let mut outbox = Outbox::new();
        let to = |address: &str| address.parse().unwrap();
        for nowhere in ["0.0.0.0:4000", "[::]:4000"] {
            let mut is_written = false;
            let write = |_: &mut [u8]| {
                is_written = true;
                12
            };
            assert_eq!(outbox.write(MediaSocket::Rtp, to(nowhere), write), 0);
            assert!(!is_written && outbox.poll().is_none());
        }
        assert_eq!(
            outbox.write(MediaSocket::Rtp, to("192.0.2.1:4000"), |_| 12),
            12
        );
        let polled = outbox.poll().expect("a datagram");
        assert_eq!(outbox.slot(polled).length, 12);
    }
}
