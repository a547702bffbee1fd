//! The payload of a telephone event (RFC 4733 §2.3).

/// The octets of one event.
pub const EVENT_BYTES: usize = 4;

/// One event as it is in a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TelephoneEventPayload {
    /// Which event: 0…15 are the DTMF keys, 16 is flash.
    pub event: u8,
    /// The event, or this segment of it, is over.
    pub end: bool,
    /// The tone's power below 0 dBm0 in decibels, 0…63.
    pub volume: u8,
    /// How long the event has lasted, in timestamp units.
    pub duration: u16,
}

impl TelephoneEventPayload {
    /// Reads the first event of a payload; `None` when it is too short.
    pub fn parse(payload: &[u8]) -> Option<Self> {
        let &[event, flags, high, low] = payload.first_chunk::<EVENT_BYTES>()?;
        Some(Self {
            event,
            end: flags & 0x80 != 0,
            volume: flags & 0x3F,
            duration: u16::from_be_bytes([high, low]),
        })
    }

    /// The payload.
    pub fn to_bytes(self) -> [u8; EVENT_BYTES] {
        let [high, low] = self.duration.to_be_bytes();
        let flags = (u8::from(self.end) << 7) | (self.volume & 0x3F);
        [self.event, flags, high, low]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_back(event: u8, end: bool, volume in 0_u8..64, duration: u16) {
            let payload = TelephoneEventPayload { event, end, volume, duration };
            prop_assert_eq!(TelephoneEventPayload::parse(&payload.to_bytes()), Some(payload));
        }

        #[test]
        fn arbitrary_octets_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..9)) {
            prop_assert_eq!(TelephoneEventPayload::parse(&bytes).is_some(), bytes.len() >= 4);
        }
    }
}
