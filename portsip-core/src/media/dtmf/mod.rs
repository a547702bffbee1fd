//! DTMF: RFC 4733 events both ways, and tones in the sound itself.

mod detector;
mod event;
mod generator;
mod queue;
mod receiver;
mod sender;

pub use detector::ToneDetector;
pub use event::{EVENT_BYTES, TelephoneEventPayload};
pub use generator::ToneGenerator;
pub use queue::{Tone, ToneQueue};
pub use receiver::EventReceiver;
pub use sender::{EventPacket, EventSender};

/// The flash of a hook (RFC 2833 §3.10), the last code we send and report.
pub const FLASH: u8 = 16;

/// The two frequencies in Hz of a key 0…15 (ITU-T Q.23).
pub(crate) fn frequencies_hz(tone: u8) -> Option<(f32, f32)> {
    let (row, column) = match tone {
        1..=3 => (0, tone - 1),
        4..=6 => (1, tone - 4),
        7..=9 => (2, tone - 7),
        10 => (3, 0),
        0 => (3, 1),
        11 => (3, 2),
        12..=15 => (tone - 12, 3),
        _ => return None,
    };
    Some((ROWS_HZ[usize::from(row)], COLUMNS_HZ[usize::from(column)]))
}

/// The low group.
const ROWS_HZ: [f32; 4] = [697.0, 770.0, 852.0, 941.0];
/// The high group.
const COLUMNS_HZ: [f32; 4] = [1209.0, 1336.0, 1477.0, 1633.0];

/// The keys by row and column.
const KEYS: [[u8; 4]; 4] = [[1, 2, 3, 12], [4, 5, 6, 13], [7, 8, 9, 14], [10, 0, 11, 15]];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_frequencies_agree() {
        for (row, keys) in KEYS.iter().enumerate() {
            for (column, &key) in keys.iter().enumerate() {
                assert_eq!(
                    frequencies_hz(key),
                    Some((ROWS_HZ[row], COLUMNS_HZ[column]))
                );
            }
        }
        assert_eq!(frequencies_hz(FLASH), None);
    }
}
