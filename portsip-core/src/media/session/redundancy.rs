//! The packets sent last, of which the next one brings copies (RFC 2198).

use crate::limits::{RED_GENERATIONS_MAX, RED_PAYLOAD_BYTES_MAX, RTP_DATAGRAM_BYTES_MAX};
use crate::media::rtp::redundancy::{self, COPY_BYTES_MAX, COPY_OFFSET_MAX, CopyBlock};
use crate::plan::RedundantFormat;

/// A payload that was sent.
struct Sent {
    payload_type: u8,
    timestamp: u32,
    length: usize,
    octets: Box<[u8; COPY_BYTES_MAX]>,
}

/// Puts copies before what is new.
pub(super) struct Redundancy {
    format: RedundantFormat,
    /// The timestamp units of a packet.
    packet_units: u32,
    /// The newest first; of these `count` are there.
    sent: [Sent; RED_GENERATIONS_MAX],
    count: usize,
    /// Where a codec writes what is new.
    payload: Box<[u8; RTP_DATAGRAM_BYTES_MAX]>,
}

impl Redundancy {
    /// Nothing sent yet.
    pub(super) fn new(format: RedundantFormat, packet_units: u32) -> Self {
        Self {
            format,
            packet_units,
            sent: std::array::from_fn(|_| Sent {
                payload_type: 0,
                timestamp: 0,
                length: 0,
                octets: Box::new([0; COPY_BYTES_MAX]),
            }),
            count: 0,
            payload: Box::new([0; RTP_DATAGRAM_BYTES_MAX]),
        }
    }

    pub(super) fn format(&self) -> RedundantFormat {
        self.format
    }

    /// Where a codec writes what is new.
    pub(super) fn room(&mut self) -> &mut [u8] {
        &mut self.payload[..]
    }

    /// Writes the payload whose newest `length` octets are in [`Redundancy::room`] to the
    /// front of `out`, behind copies of the packets right before it, as many of the
    /// newest as [`RED_PAYLOAD_BYTES_MAX`] has room for; its length. 0: `out` is too short.
    pub(super) fn write(
        &mut self,
        (payload_type, timestamp): (u8, u32),
        length: usize,
        out: &mut [u8],
    ) -> usize {
        let copies = self.fitting(timestamp, length);
        let blocks = self.sent[..copies].iter().rev().map(|sent| CopyBlock {
            payload_type: sent.payload_type,
            timestamp_offset: timestamp.wrapping_sub(sent.timestamp),
            payload: &sent.octets[..sent.length],
        });
        let primary = (payload_type, &self.payload[..length]);
        let written = redundancy::write(blocks, primary, out).unwrap_or(0);
        self.remember(payload_type, timestamp, length);
        written
    }

    /// How many of the newest copies go with a packet. One behind a gap says nothing of
    /// the packet before, whose number is another.
    fn fitting(&self, timestamp: u32, length: usize) -> usize {
        let wanted = usize::from(self.format.generations).min(self.count);
        let mut offset = 0;
        for (index, sent) in self.sent[..wanted].iter().enumerate() {
            offset += self.packet_units;
            let lengths = self.sent[..=index].iter().map(|sent| sent.length);
            let total = redundancy::length(lengths, length);
            let follows = timestamp.wrapping_sub(sent.timestamp) == offset;
            if !follows || offset > COPY_OFFSET_MAX || total > RED_PAYLOAD_BYTES_MAX {
                return index;
            }
        }
        wanted
    }

    fn remember(&mut self, payload_type: u8, timestamp: u32, length: usize) {
        let Some(octets) = self.payload.get(..length.min(COPY_BYTES_MAX)) else {
            return;
        };
        // What is too long to be copied is not in the row any more.
        if octets.len() < length {
            self.count = 0;
            return;
        }
        self.sent.rotate_right(1);
        let newest = &mut self.sent[0];
        newest.octets[..length].copy_from_slice(octets);
        (newest.payload_type, newest.timestamp) = (payload_type, timestamp);
        newest.length = length;
        self.count = (self.count + 1).min(RED_GENERATIONS_MAX);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::rtp::redundancy::RedundantPayload;

    const NONE: [u32; 0] = [];

    fn redundancy(generations: u8) -> Redundancy {
        let format = RedundantFormat {
            payload_type: 121,
            generations,
        };
        Redundancy::new(format, 160)
    }

    /// The offsets of the copies that go with a payload of so many octets.
    fn copies(redundancy: &mut Redundancy, timestamp: u32, octets: usize) -> Vec<u32> {
        redundancy.room()[..octets].fill(timestamp as u8);
        let mut out = [0; RTP_DATAGRAM_BYTES_MAX];
        let length = redundancy.write((0, timestamp), octets, &mut out);
        let payload = RedundantPayload::parse(&out[..length]).unwrap();
        assert_eq!(payload.primary, vec![timestamp as u8; octets]);
        for copy in payload.copies() {
            let said = timestamp.wrapping_sub(copy.timestamp_offset) as u8;
            assert!(copy.payload.iter().all(|octet| *octet == said));
        }
        payload.copies().map(|copy| copy.timestamp_offset).collect()
    }

    #[test]
    fn the_packets_right_before_go_again() {
        let mut once = redundancy(1);
        let mut twice = redundancy(2);
        let start = u32::MAX - 300;
        for (packet, (of_one, of_two)) in [
            (&[][..], &[][..]),
            (&[160], &[160]),
            (&[160], &[320, 160]),
            (&[160], &[320, 160]),
        ]
        .into_iter()
        .enumerate()
        {
            let timestamp = start.wrapping_add(packet as u32 * 160);
            assert_eq!(copies(&mut once, timestamp, 160), of_one);
            assert_eq!(copies(&mut twice, timestamp, 160), of_two);
        }
        // Behind a pause there is nothing right before.
        assert_eq!(copies(&mut twice, 5000, 160), NONE);
        assert_eq!(copies(&mut twice, 5160, 160), [160]);
    }

    #[test]
    fn the_packet_fits_any_path() {
        let mut twice = redundancy(2);
        assert_eq!(copies(&mut twice, 0, 480), NONE);
        assert_eq!(copies(&mut twice, 160, 480), [160]);
        // 3 × 480 octets are too much: the older copy stays away.
        assert_eq!(copies(&mut twice, 320, 480), [160]);
        assert_eq!(copies(&mut twice, 480, 1100), NONE);
        // What is too long for a copy is not sent again, nor what was before it.
        assert_eq!(copies(&mut twice, 640, 10), NONE);
        assert_eq!(copies(&mut twice, 800, 10), [160]);
    }
}
