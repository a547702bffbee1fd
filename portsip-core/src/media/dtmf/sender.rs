//! Sends keys as telephone events (RFC 4733 §2.5.1).
//!
//! One event: a packet at once with the marker, updates every 50 ms, and at
//! its end three packets with the end bit, 50 ms apart. These keep the pause
//! between two keys that detectors behind a gateway need.

use super::TelephoneEventPayload;
use super::queue::{Tone, ToneQueue};

/// The spacing of a key's packets (RFC 4733 §2.5.1.2).
const INTERVAL_MS: u32 = 50;
/// The final packet is sent so often in all (RFC 4733 §2.5.1.4).
const END_PACKETS: u32 = 3;
/// A tick, the unit in which the sender is driven.
const TICK_MS: u32 = 10;
/// The power of the tone, in −dBm0.
const VOLUME: u8 = 10;
/// A segment's longest duration in timestamp units (RFC 4733 §2.5.1.3).
const SEGMENT_UNITS_MAX: u32 = 0xFFFF;

/// An event packet to be sent now, with the next sequence number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventPacket {
    /// The RTP timestamp: the event's, or its segment's, beginning.
    pub timestamp: u32,
    /// The RTP marker: the first packet of an event.
    pub marker: bool,
    /// The payload.
    pub payload: TelephoneEventPayload,
}

/// The sender of one stream.
#[derive(Debug, Default)]
pub struct EventSender {
    current: Option<Sending>,
}

#[derive(Clone, Copy, Debug)]
struct Sending {
    tone: Tone,
    clock_rate_hz: u32,
    /// The timestamp of the segment.
    timestamp: u32,
    /// How long the segments before lasted, in timestamp units of the event.
    earlier_units: u32,
    elapsed_ms: u32,
}

impl EventSender {
    /// Whether a key is being sent, so that no audio is.
    pub fn is_busy(&self) -> bool {
        self.current.is_some()
    }

    /// Ten milliseconds have passed; `timestamp` is the stream's now. Takes
    /// the next tone from `queue` when none is under way.
    pub fn tick(
        &mut self,
        queue: &mut ToneQueue,
        timestamp: u32,
        clock_rate_hz: u32,
    ) -> Option<EventPacket> {
        if self.current.is_none() {
            self.current = queue.pop().map(|tone| Sending {
                tone,
                clock_rate_hz,
                timestamp,
                earlier_units: 0,
                elapsed_ms: 0,
            });
        }
        let sending = self.current.as_mut()?;
        sending.elapsed_ms += TICK_MS;
        let packet = sending.packet();
        let last_ms = sending.tone.duration_ms + (END_PACKETS - 1) * INTERVAL_MS;
        if sending.elapsed_ms >= last_ms {
            self.current = None;
        }
        packet
    }

    /// Breaks off what is being sent.
    pub fn clear(&mut self) {
        self.current = None;
    }
}

impl Sending {
    fn packet(&mut self) -> Option<EventPacket> {
        let duration_ms = self.tone.duration_ms;
        let after_end_ms = self.elapsed_ms.checked_sub(duration_ms);
        let due = match after_end_ms {
            Some(after) => after.is_multiple_of(INTERVAL_MS),
            None => self.elapsed_ms == TICK_MS || self.elapsed_ms.is_multiple_of(INTERVAL_MS),
        };
        let units = self.units() - self.earlier_units;
        if units > SEGMENT_UNITS_MAX {
            return Some(self.close_segment());
        }
        due.then(|| EventPacket {
            timestamp: self.timestamp,
            marker: self.elapsed_ms == TICK_MS,
            payload: self.payload(after_end_ms.is_some(), units as u16),
        })
    }

    /// The last packet of a full segment; the next one begins where it ends.
    fn close_segment(&mut self) -> EventPacket {
        let packet = EventPacket {
            timestamp: self.timestamp,
            marker: false,
            payload: self.payload(false, SEGMENT_UNITS_MAX as u16),
        };
        self.timestamp = self.timestamp.wrapping_add(SEGMENT_UNITS_MAX);
        self.earlier_units += SEGMENT_UNITS_MAX;
        packet
    }

    fn payload(&self, end: bool, duration: u16) -> TelephoneEventPayload {
        TelephoneEventPayload {
            event: self.tone.tone,
            end,
            volume: VOLUME,
            duration,
        }
    }

    /// The event's duration until now in timestamp units.
    fn units(&self) -> u32 {
        let ms = self.elapsed_ms.min(self.tone.duration_ms);
        (u64::from(ms) * u64::from(self.clock_rate_hz) / 1000) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packets(tones: &[(u8, u32)], clock_rate_hz: u32) -> Vec<(u32, EventPacket)> {
        let mut queue = ToneQueue::new();
        for &(tone, ms) in tones {
            assert!(queue.push(tone, ms));
        }
        let mut sender = EventSender::default();
        let mut sent = Vec::new();
        for tick in 0..1000 {
            let timestamp = 5000 + tick * clock_rate_hz / 100;
            if let Some(packet) = sender.tick(&mut queue, timestamp, clock_rate_hz) {
                sent.push((tick * 10, packet));
            }
        }
        assert!(!sender.is_busy());
        sent
    }

    #[test]
    fn a_key_is_a_start_updates_and_three_ends() {
        let sent = packets(&[(5, 160)], 8000);
        let seen: Vec<_> = sent
            .iter()
            .map(|(_, p)| (p.marker, p.payload.end, p.payload.duration))
            .collect();
        assert_eq!(
            seen,
            [
                (true, false, 80),
                (false, false, 400),
                (false, false, 800),
                (false, false, 1200),
                (false, true, 1280),
                (false, true, 1280),
                (false, true, 1280),
            ]
        );
        assert!(sent.iter().all(|(_, p)| p.timestamp == 5000));
    }

    #[test]
    fn keys_follow_each_other_after_a_pause() {
        let sent = packets(&[(1, 100), (1, 100)], 8000);
        let starts: Vec<_> = sent.iter().filter(|(_, p)| p.marker).collect();
        assert_eq!(starts.len(), 2);
        let pause_ms = starts[1].0 - starts[0].0 - 100;
        assert!(pause_ms >= 100, "{pause_ms}");
        assert_ne!(starts[0].1.timestamp, starts[1].1.timestamp);
    }

    #[test]
    fn a_long_key_is_cut_into_segments() {
        let sent = packets(&[(9, 3000)], 48_000);
        let ends: Vec<_> = sent.iter().filter(|(_, p)| p.payload.end).collect();
        assert_eq!(ends.len(), 3);
        let total = 2 * 0xFFFF + u32::from(ends[0].1.payload.duration);
        assert_eq!(total, 3 * 48_000);
        assert_eq!(ends[0].1.timestamp, 5000 + 2 * 0xFFFF);
        assert_eq!(sent.iter().filter(|(_, p)| p.marker).count(), 1);
    }
}
