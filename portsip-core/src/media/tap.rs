//! Functions of the program that are shown what flows, on the media thread.

use std::fmt;

use crate::ids::SessionId;

/// Which of a session's signals a tap shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TapSides {
    /// What we send.
    pub send: bool,
    /// What we receive.
    pub receive: bool,
}

impl TapSides {
    /// Whether a tap shows `side`.
    pub const fn show(self, side: TapSide) -> bool {
        match side {
            TapSide::Send => self.send,
            TapSide::Receive => self.receive,
        }
    }
}

/// Which signal a tap is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TapSide {
    /// What we send: samples as the encoder gets them, packets as they leave.
    Send,
    /// What we receive: samples as the jitter buffer gave them, packets as
    /// they came.
    Receive,
}

/// The program's function for raw audio, called on the media thread with 10 ms
/// of samples and their rate in Hz. It gets a copy: what it writes is not used.
pub struct RawAudioTap(AudioFunction);

type AudioFunction = Box<dyn FnMut(SessionId, TapSide, &mut [i16], u32) + Send>;

impl RawAudioTap {
    /// Wraps the program's function.
    pub fn new(tap: impl FnMut(SessionId, TapSide, &mut [i16], u32) + Send + 'static) -> Self {
        Self(Box::new(tap))
    }

    /// Calls the program's function.
    pub fn show(&mut self, session: SessionId, side: TapSide, copy: &mut [i16], rate_hz: u32) {
        (self.0)(session, side, copy, rate_hz);
    }
}

impl fmt::Debug for RawAudioTap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RawAudioTap")
    }
}

/// The program's function for RTP packets, called on the media thread with each
/// whole packet, from the first octet of its header to the last of its padding.
pub struct RtpTap(PacketFunction);

type PacketFunction = Box<dyn FnMut(SessionId, TapSide, &[u8]) + Send>;

impl RtpTap {
    /// Wraps the program's function.
    pub fn new(tap: impl FnMut(SessionId, TapSide, &[u8]) + Send + 'static) -> Self {
        Self(Box::new(tap))
    }

    /// Calls the program's function.
    pub fn show(&mut self, session: SessionId, side: TapSide, packet: &[u8]) {
        (self.0)(session, side, packet);
    }
}

impl fmt::Debug for RtpTap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RtpTap")
    }
}
