//! What audio the program wants to offer, and on which ports.

use crate::plan::CodecPreference;

/// The audio we offer and accept.
#[derive(Clone, Debug, PartialEq)]
pub struct AudioConfig {
    /// The codecs in the order of preference; no audio when empty.
    pub codecs: Vec<CodecPreference>,
    /// The payload type we offer telephone-event with; `None` to offer none.
    pub telephone_event: Option<u8>,
    /// Whether we offer comfort noise (RFC 3389); offered to us it is always taken.
    pub comfort_noise: bool,
    /// Of how many earlier packets each one has copies (RFC 2198),
    /// 0…[`RED_GENERATIONS_MAX`](crate::limits::RED_GENERATIONS_MAX). With 0 such packets are
    /// not offered; offered to us they are always taken.
    pub redundancy: u8,
    /// Milliseconds of audio in each packet, a multiple of 10 in 10…60.
    pub ptime_ms: u32,
    /// The longest packet we take in milliseconds, at least `ptime_ms`; 0 says nothing.
    pub ptime_ms_max: u32,
}

impl Default for AudioConfig {
    fn default() -> Self {
        Self {
            codecs: Vec::new(),
            telephone_event: None,
            comfort_noise: false,
            redundancy: 0,
            ptime_ms: 20,
            ptime_ms_max: 0,
        }
    }
}

/// The ports media sockets are bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RtpPortRange {
    /// The lowest port, even.
    pub min: u16,
    /// The highest port, even; its RTCP port is one above.
    pub max: u16,
}

impl Default for RtpPortRange {
    fn default() -> Self {
        Self {
            min: 10_000,
            max: 60_000,
        }
    }
}
