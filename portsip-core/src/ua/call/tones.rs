//! DTMF in the dialog: `application/dtmf-relay` and `application/dtmf` bodies.

/// The media type of the bodies.
pub(crate) const DTMF_RELAY: &str = "application/dtmf-relay";
/// The highest tone, flash.
pub(crate) const TONE_MAX: u8 = 16;

/// One key to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tone {
    /// 0…9, 10 `*`, 11 `#`, 12…15 `A`…`D`, 16 flash.
    pub(crate) key: u8,
    /// How long it lasts.
    pub(crate) duration_ms: u32,
}

/// The body that carries a key.
pub(crate) fn relay_body(tone: Tone) -> String {
    let Tone { key, duration_ms } = tone;
    match key {
        0..=9 => format!("Signal={key}\r\nDuration={duration_ms}\r\n"),
        10 => format!("Signal=*\r\nDuration={duration_ms}\r\n"),
        11 => format!("Signal=#\r\nDuration={duration_ms}\r\n"),
        12..=15 => {
            let letter = char::from(b'A' + (key - 12));
            format!("Signal={letter}\r\nDuration={duration_ms}\r\n")
        }
        _ => format!("Signal=16\r\nDuration={duration_ms}\r\n"),
    }
}

/// The key in a body, if there is one.
pub(crate) fn parse_relay_body(body: &[u8]) -> Option<u8> {
    let text = std::str::from_utf8(body).ok()?;
    text.lines().find_map(|line| {
        let (name, value) = line.split_once(['=', ':'])?;
        name.trim()
            .eq_ignore_ascii_case("signal")
            .then(|| key(value.trim()))?
    })
}

/// The key that is all of a body, as `application/dtmf` has it.
pub(crate) fn parse_key(body: &[u8]) -> Option<u8> {
    key(std::str::from_utf8(body).ok()?.trim())
}

fn key(signal: &str) -> Option<u8> {
    match signal {
        "*" => Some(10),
        "#" => Some(11),
        _ if signal.eq_ignore_ascii_case("flash") || signal.eq_ignore_ascii_case("hf") => {
            Some(TONE_MAX)
        }
        _ => match signal.as_bytes() {
            [letter @ (b'A'..=b'D' | b'a'..=b'd')] => Some(letter.to_ascii_uppercase() - b'A' + 12),
            _ => signal.parse().ok().filter(|key| *key <= TONE_MAX),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_survives_its_body() {
        for key in 0..=TONE_MAX {
            let body = relay_body(Tone {
                key,
                duration_ms: 160,
            });
            assert_eq!(parse_relay_body(body.as_bytes()), Some(key), "{body}");
            assert!(body.contains("Duration=160"));
        }
    }

    #[test]
    fn bodies_of_other_makers_are_read() {
        assert_eq!(parse_relay_body(b"Signal= 5\nDuration= 250"), Some(5));
        assert_eq!(parse_relay_body(b"duration=1\r\nSIGNAL=d"), Some(15));
        assert_eq!(parse_relay_body(b"Signal=hf"), Some(16));
        assert_eq!(parse_relay_body(b"Signal=17"), None);
        assert_eq!(parse_relay_body(b"\xff"), None);
        assert_eq!(parse_relay_body(b""), None);
        assert_eq!(parse_key(b" 9\r\n"), Some(9));
        assert_eq!(parse_key(b"Signal=9"), None);
    }
}
