//! The packets that wait: slots by sequence number, payloads in small chunks,
//! all of it allocated once.

use crate::limits::{JITTER_BUFFER_PACKETS_MAX, RTP_DATAGRAM_BYTES_MAX};

/// Slots of the ring: the next power of two above the packets it may hold.
const SLOTS: usize = 256;
const _: () = assert!(JITTER_BUFFER_PACKETS_MAX < SLOTS);
/// 10 ms of G.711: most payloads of a voice codec take one or two chunks.
const CHUNK_BYTES: usize = 80;
/// 12.5 KiB: 1.6 s of G.711, at 10 ms a packet as well as at 60.
const CHUNKS: usize = 160;
/// The end of a list of chunks.
const NONE: u16 = u16::MAX;

/// A payload in one piece, copied out of its chunks.
pub(super) type Payload = [u8; RTP_DATAGRAM_BYTES_MAX];

/// What a waiting packet says besides its payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Waiting {
    /// The unwrapped sequence number.
    pub(super) sequence: i64,
    /// The unwrapped timestamp.
    pub(super) timestamp: i64,
    /// The payload type.
    pub(super) payload_type: u8,
    /// The payload's length; 0 for a packet that only fills its number.
    pub(super) length: u16,
    /// A later packet brought it; it goes when it comes itself.
    pub(super) is_copy: bool,
}

/// What became of a packet handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inserted {
    Stored,
    Duplicate,
    /// No memory is left, or its slot belongs to a packet far away.
    NoRoom,
}

#[derive(Clone, Copy)]
struct Slot {
    waiting: Option<Waiting>,
    first_chunk: u16,
}

/// Packets ordered by sequence number.
pub(super) struct PacketStore {
    slots: Box<[Slot]>,
    chunks: Box<[[u8; CHUNK_BYTES]]>,
    /// For each chunk the one that follows it in its list.
    following: Box<[u16]>,
    free: u16,
    free_count: usize,
    count: usize,
    /// The highest sequence number stored.
    last: i64,
}

impl PacketStore {
    pub(super) fn new() -> Self {
        let empty = Slot {
            waiting: None,
            first_chunk: NONE,
        };
        let following = (1..=CHUNKS as u16)
            .map(|next| {
                if usize::from(next) == CHUNKS {
                    NONE
                } else {
                    next
                }
            })
            .collect();
        Self {
            slots: vec![empty; SLOTS].into_boxed_slice(),
            chunks: vec![[0; CHUNK_BYTES]; CHUNKS].into_boxed_slice(),
            following,
            free: 0,
            free_count: CHUNKS,
            count: 0,
            last: i64::MIN,
        }
    }

    /// Stores a packet, whose length is that of `payload`, which may be empty.
    pub(super) fn insert(&mut self, packet: Waiting, payload: &[u8]) -> Inserted {
        let index = slot_index(packet.sequence);
        match self.slots[index].waiting {
            Some(waiting) if waiting.sequence != packet.sequence => return Inserted::NoRoom,
            Some(waiting) if !waiting.is_copy || packet.is_copy => return Inserted::Duplicate,
            Some(copy) => self.remove(copy.sequence),
            None => {}
        }
        let needed = payload.len().div_ceil(CHUNK_BYTES);
        if self.count >= JITTER_BUFFER_PACKETS_MAX
            || needed > self.free_count
            || payload.len() > RTP_DATAGRAM_BYTES_MAX
        {
            return Inserted::NoRoom;
        }
        let first_chunk = self.store_payload(payload);
        self.slots[index] = Slot {
            waiting: Some(Waiting {
                length: payload.len() as u16,
                ..packet
            }),
            first_chunk,
        };
        self.count += 1;
        self.last = self.last.max(packet.sequence);
        Inserted::Stored
    }

    fn store_payload(&mut self, payload: &[u8]) -> u16 {
        // The list is built from its end, so that each chunk knows its follower.
        let mut follower = NONE;
        for piece in payload.chunks(CHUNK_BYTES).rev() {
            let chunk = self.free;
            self.free = self.following[usize::from(chunk)];
            self.free_count -= 1;
            self.chunks[usize::from(chunk)][..piece.len()].copy_from_slice(piece);
            self.following[usize::from(chunk)] = follower;
            follower = chunk;
        }
        follower
    }

    /// The packet of `sequence`, or the first one after it.
    pub(super) fn first_from(&self, sequence: i64) -> Option<Waiting> {
        if self.count == 0 {
            return None;
        }
        let from = sequence.max(self.last.saturating_sub(SLOTS as i64 - 1));
        (from..=self.last).find_map(|candidate| self.waiting(candidate))
    }

    /// The packet of `sequence`.
    pub(super) fn waiting(&self, sequence: i64) -> Option<Waiting> {
        self.slots[slot_index(sequence)]
            .waiting
            .filter(|waiting| waiting.sequence == sequence)
    }

    /// The highest sequence number since the store was last cleared.
    pub(super) fn last_sequence(&self) -> Option<i64> {
        (self.last != i64::MIN).then_some(self.last)
    }

    /// Copies a waiting packet's payload out; it stays.
    pub(super) fn copy_payload<'p>(&self, waiting: Waiting, payload: &'p mut Payload) -> &'p [u8] {
        let length = usize::from(waiting.length).min(RTP_DATAGRAM_BYTES_MAX);
        let mut chunk = self.slots[slot_index(waiting.sequence)].first_chunk;
        for piece in payload[..length].chunks_mut(CHUNK_BYTES) {
            if chunk == NONE {
                break;
            }
            piece.copy_from_slice(&self.chunks[usize::from(chunk)][..piece.len()]);
            chunk = self.following[usize::from(chunk)];
        }
        &payload[..length]
    }

    /// Takes a packet out and gives its memory back.
    pub(super) fn remove(&mut self, sequence: i64) {
        let slot = &mut self.slots[slot_index(sequence)];
        if slot
            .waiting
            .is_none_or(|waiting| waiting.sequence != sequence)
        {
            return;
        }
        slot.waiting = None;
        let mut chunk = std::mem::replace(&mut slot.first_chunk, NONE);
        while chunk != NONE {
            let next = self.following[usize::from(chunk)];
            self.following[usize::from(chunk)] = self.free;
            self.free = chunk;
            self.free_count += 1;
            chunk = next;
        }
        self.count -= 1;
    }

    /// Takes every packet out.
    pub(super) fn clear(&mut self) {
        for index in 0..SLOTS {
            if let Some(waiting) = self.slots[index].waiting {
                self.remove(waiting.sequence);
            }
        }
        self.last = i64::MIN;
    }

    pub(super) fn len(&self) -> usize {
        self.count
    }
}

fn slot_index(sequence: i64) -> usize {
    sequence.rem_euclid(SLOTS as i64) as usize
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn packet(sequence: i64, is_copy: bool) -> Waiting {
        Waiting {
            sequence,
            timestamp: sequence * 160,
            payload_type: 0,
            length: 0,
            is_copy,
        }
    }

    #[test]
    fn a_packet_takes_the_place_of_its_copy_and_no_copy_that_of_a_packet() {
        let mut store = PacketStore::new();
        let mut buffer = [0; RTP_DATAGRAM_BYTES_MAX];
        for (is_copy, octet, inserted, kept) in [
            (true, 1, Inserted::Stored, 1),
            (true, 2, Inserted::Duplicate, 1),
            (false, 3, Inserted::Stored, 3),
            (true, 4, Inserted::Duplicate, 3),
            (false, 5, Inserted::Duplicate, 3),
        ] {
            assert_eq!(store.insert(packet(7, is_copy), &[octet; 200]), inserted);
            let waiting = store.waiting(7).unwrap();
            assert_eq!(store.copy_payload(waiting, &mut buffer), [kept; 200]);
        }
        store.remove(7);
        assert_eq!((store.len(), store.free_count), (0, CHUNKS));
    }

    #[test]
    fn memory_is_bounded_and_comes_back() {
        let mut store = PacketStore::new();
        for round in 0..3_i64 {
            let mut stored = 0;
            for n in 0..300 {
                let inserted = store.insert(packet(round * 1000 + n, false), &[7; 160]);
                stored += usize::from(inserted == Inserted::Stored);
            }
            assert_eq!(stored, CHUNKS / 2);
            store.clear();
            assert_eq!((store.len(), store.free_count), (0, CHUNKS));
        }
    }

    proptest! {
        #[test]
        fn what_goes_in_comes_out(
            packets in proptest::collection::vec((0_i64..200, 0_usize..700), 1..60)
        ) {
            let mut store = PacketStore::new();
            let mut expected = std::collections::BTreeMap::new();
            for (sequence, length) in packets {
                let payload: Vec<u8> = (0..length).map(|n| (n as i64 + sequence) as u8).collect();
                match store.insert(packet(sequence, false), &payload) {
                    Inserted::Stored => prop_assert!(expected.insert(sequence, payload).is_none()),
                    Inserted::Duplicate => prop_assert!(expected.contains_key(&sequence)),
                    Inserted::NoRoom => {}
                }
            }
            prop_assert_eq!(store.len(), expected.len());
            let mut buffer = [0; RTP_DATAGRAM_BYTES_MAX];
            for (sequence, payload) in expected {
                let first = store.first_from(0).unwrap();
                prop_assert_eq!(first.sequence, sequence);
                prop_assert_eq!(store.copy_payload(first, &mut buffer), &payload[..]);
                store.remove(sequence);
            }
            prop_assert_eq!(store.free_count, CHUNKS);
        }
    }
}
