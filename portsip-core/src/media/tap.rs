//! Functions of the program that are shown what flows, on the media thread.

use std::fmt;

use crate::ids::SessionId;
use crate::media::audio::{FRAME_SAMPLES_MAX, FRAMES_PER_SECOND};

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
///
/// Frames are kept by whichever thread works on the session, and shown by the
/// media thread: the functions of one object are never called side by side.
pub struct RawAudioTap {
    function: AudioFunction,
    kept: Box<[KeptFrame; 2]>,
}

type AudioFunction = Box<dyn FnMut(SessionId, TapSide, &mut [i16], u32) + Send>;

/// A frame that is to be shown.
struct KeptFrame {
    samples: [i16; FRAME_SAMPLES_MAX],
    count: usize,
}

impl RawAudioTap {
    /// Wraps the program's function.
    pub fn new(tap: impl FnMut(SessionId, TapSide, &mut [i16], u32) + Send + 'static) -> Self {
        let nothing = || KeptFrame {
            samples: [0; FRAME_SAMPLES_MAX],
            count: 0,
        };
        Self {
            function: Box::new(tap),
            kept: Box::new([nothing(), nothing()]),
        }
    }

    /// Calls the program's function.
    pub fn show(&mut self, session: SessionId, side: TapSide, copy: &mut [i16], rate_hz: u32) {
        (self.function)(session, side, copy, rate_hz);
    }

    /// Copies 10 ms for [`RawAudioTap::show_kept`], in place of what was kept.
    pub(in crate::media) fn keep(&mut self, side: TapSide, frame: &[i16]) {
        let kept = &mut self.kept[side as usize];
        if let Some(samples) = kept.samples.get_mut(..frame.len()) {
            samples.copy_from_slice(frame);
            kept.count = frame.len();
        }
    }

    /// Shows what was kept since it was shown last, if anything.
    pub(in crate::media) fn show_kept(&mut self, session: SessionId, side: TapSide) {
        let kept = &mut self.kept[side as usize];
        let count = std::mem::take(&mut kept.count);
        if count > 0 {
            let rate_hz = count as u32 * FRAMES_PER_SECOND;
            (self.function)(session, side, &mut kept.samples[..count], rate_hz);
        }
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
