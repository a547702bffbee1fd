//! Copies of lost packets that later ones bring (RFC 2198).

use super::JitterBuffer;
use super::packets::Waiting;
use super::playout::State;
use crate::media::rtp::PacketHeader;
use crate::media::rtp::redundancy::CopyBlock;

impl JitterBuffer {
    /// Takes a copy that the packet of `carrier` brings, `place` copies before what is new
    /// in it; call it after that was inserted. Where the packet itself is there, or its
    /// turn is over, nothing happens. When the stream begins or goes on after a
    /// pause, nothing is made later for what came before.
    pub fn insert_copy(&mut self, carrier: PacketHeader, place: usize, copy: &CopyBlock<'_>) {
        let clock_rate_hz = self
            .formats
            .find(copy.payload_type)
            .map(|f| f.codec.clock_rate_hz());
        if copy.payload.is_empty() || clock_rate_hz != Some(self.clock_rate_hz) {
            return;
        }
        let distance = self.packets_before(place, copy);
        let sequence = self.sequence.peek(u32::from(carrier.sequence)) - distance;
        if !self.is_awaited(sequence) || self.is_ancient(sequence) {
            return;
        }
        let timestamp = self.timestamp.peek(carrier.timestamp) - i64::from(copy.timestamp_offset);
        let packet = Waiting {
            sequence,
            timestamp,
            payload_type: copy.payload_type,
            length: 0,
            is_copy: true,
        };
        self.store.insert(packet, copy.payload);
    }

    /// How many packets before its carrier the packet was that a copy was made of: by
    /// its time where packets last as long as this one, else by its place.
    fn packets_before(&mut self, place: usize, copy: &CopyBlock<'_>) -> i64 {
        let offset = i64::from(copy.timestamp_offset);
        let samples = self
            .formats
            .decoder(copy.payload_type)
            .map_or(0, |decoder| {
                let samples = decoder.packet_samples(copy.payload) as i64;
                samples * i64::from(self.clock_rate_hz) / i64::from(decoder.sample_rate_hz())
            });
        match offset.checked_rem(samples) {
            Some(0) if offset > 0 => offset / samples,
            _ => place as i64,
        }
    }

    /// Whether a packet would be heard that is not the first one.
    fn is_awaited(&self, sequence: i64) -> bool {
        match self.play.state {
            State::Playing(position) => sequence >= position.next_sequence,
            State::Fresh | State::Paused { .. } => {
                let first = self.store.first_from(i64::MIN);
                first.is_some_and(|first| first.sequence < sequence)
            }
        }
    }
}
