//! Receives telephone events: one report a key, whatever is lost or comes
//! twice (RFC 4733 §2.5.2).

use std::time::Duration;

use super::{FLASH, TelephoneEventPayload};
use crate::clock::Instant;

/// An event without packets for so long is over though no end was seen:
/// several times the longest spacing of updates in use.
const SILENCE: Duration = Duration::from_millis(300);
/// What a following segment may begin after the end seen of the one before,
/// as a share of a second of the clock: 20 ms.
const SEGMENT_TOLERANCE_PER_S: u32 = 50;

/// The receiver of one stream.
#[derive(Debug, Default)]
pub struct EventReceiver {
    last: Option<Heard>,
}

#[derive(Clone, Copy, Debug)]
struct Heard {
    event: u8,
    timestamp: u32,
    duration: u16,
    ended: bool,
    at: Instant,
}

impl EventReceiver {
    /// Takes an event packet; the key, when it is the first packet seen of it.
    pub fn handle_packet(
        &mut self,
        now: Instant,
        timestamp: u32,
        marker: bool,
        payload: &[u8],
        clock_rate_hz: u32,
    ) -> Option<u8> {
        let payload = TelephoneEventPayload::parse(payload)?;
        if payload.event > FLASH {
            return None;
        }
        let mut heard = Heard {
            event: payload.event,
            timestamp,
            duration: payload.duration,
            ended: payload.end,
            at: now,
        };
        let report = match self.last {
            Some(last) if last.timestamp == timestamp => {
                heard.duration = heard.duration.max(last.duration);
                heard.ended |= last.ended;
                heard.event = last.event;
                None
            }
            // Reordered from before the newest event.
            Some(last) if (timestamp.wrapping_sub(last.timestamp) as i32) < 0 => return None,
            Some(last) if !marker && last.goes_on_in(&heard, clock_rate_hz) => None,
            _ => Some(payload.event),
        };
        self.last = Some(heard);
        report
    }

    /// A new source: its timestamps say nothing about those before.
    pub fn reset(&mut self) {
        self.last = None;
    }
}

impl Heard {
    /// Whether `next` is a further segment of this event (RFC 4733 §2.5.1.3),
    /// or the same event of a sender that moves the timestamp in each packet.
    fn goes_on_in(&self, next: &Self, clock_rate_hz: u32) -> bool {
        if self.ended || self.event != next.event || next.at - self.at > SILENCE {
            return false;
        }
        let distance = next.timestamp.wrapping_sub(self.timestamp);
        let tolerance = clock_rate_hz / SEGMENT_TOLERANCE_PER_S;
        distance == 0xFFFF || distance <= u32::from(self.duration) + tolerance
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::dtmf::{EventSender, ToneQueue};
    use crate::rng::Rng;

    /// Sends `tones` over a link that loses `loss_percent`, repeats and swaps.
    fn received(tones: &[(u8, u32)], clock_rate_hz: u32, loss_percent: u32, seed: u64) -> Vec<u8> {
        let mut rng = Rng::from_number(seed);
        let mut queue = ToneQueue::new();
        for &(tone, ms) in tones {
            assert!(queue.push(tone, ms));
        }
        let (mut sender, mut receiver) = (EventSender::default(), EventReceiver::default());
        let mut link = Vec::new();
        for tick in 0..3000_u32 {
            let timestamp = 0xFFFF_0000_u32.wrapping_add(tick * clock_rate_hz / 100);
            let Some(packet) = sender.tick(&mut queue, timestamp, clock_rate_hz) else {
                continue;
            };
            if rng.below(100) >= loss_percent {
                link.push((tick, packet));
            }
            if rng.below(100) < loss_percent {
                link.push((tick, packet));
            }
            if link.len() > 2 && rng.below(100) < loss_percent {
                let end = link.len();
                link.swap(end - 1, end - 2);
            }
        }
        let mut keys = Vec::new();
        for (tick, packet) in link {
            let now = Instant::from_micros(u64::from(tick) * 10_000);
            keys.extend(receiver.handle_packet(
                now,
                packet.timestamp,
                packet.marker,
                &packet.payload.to_bytes(),
                clock_rate_hz,
            ));
        }
        keys
    }

    #[test]
    fn every_key_is_reported_once_under_loss_and_reordering() {
        let tones: Vec<(u8, u32)> = (0..=16).map(|tone| (tone, 160)).collect();
        let keys: Vec<u8> = (0..=16).collect();
        for seed in 0..50 {
            for clock_rate_hz in [8000, 16_000, 48_000] {
                assert_eq!(received(&tones, clock_rate_hz, 10, seed), keys, "{seed}");
            }
        }
    }

    #[test]
    fn the_same_key_twice_is_two_keys_and_a_long_one_is_one() {
        for seed in 0..50 {
            assert_eq!(received(&[(7, 100), (7, 100)], 8000, 10, seed), [7, 7]);
            assert_eq!(received(&[(7, 5000)], 48_000, 0, seed), [7]);
        }
    }

    #[test]
    fn events_that_are_no_key_are_not_reported() {
        let mut receiver = EventReceiver::default();
        let fax_tone = [36, 10, 0, 80];
        assert_eq!(
            receiver.handle_packet(Instant::ZERO, 1, true, &fax_tone, 8000),
            None
        );
        assert_eq!(
            receiver.handle_packet(Instant::ZERO, 1, true, &[5, 10, 0], 8000),
            None
        );
    }

    #[test]
    fn a_sender_that_moves_the_timestamp_is_understood() {
        let mut receiver = EventReceiver::default();
        let mut keys = 0;
        for n in 0..8_u32 {
            let now = Instant::from_micros(u64::from(n) * 20_000);
            let payload = TelephoneEventPayload {
                event: 3,
                end: n == 7,
                volume: 10,
                duration: 160,
            };
            let reported = receiver.handle_packet(now, n * 160, n == 0, &payload.to_bytes(), 8000);
            keys += u32::from(reported.is_some());
        }
        assert_eq!(keys, 1);
    }
}
