//! One call's audio: datagrams on one side, 10 ms of samples on the other.
//!
//! Inputs: [`AudioSession::apply`], [`AudioSession::handle_rtp`],
//! [`AudioSession::handle_rtcp`], [`AudioSession::push`],
//! [`AudioSession::send_tone`], [`AudioSession::handle_timeout`],
//! [`AudioSession::stop`]. After each of them poll
//! [`AudioSession::poll_transmit`], [`AudioSession::poll_report`] and
//! [`AudioSession::poll_timeout`] again. Once every 10 ms the media thread
//! calls `push` and `pull`; nothing of it allocates, locks or logs.

use std::net::SocketAddr;

use crate::clock::{Instant, WallClock};
use crate::ids::SessionId;
use crate::media::stats::AudioStatistics;
use crate::plan::{AudioPlan, MediaReport};
use crate::rng::Rng;

/// The samples of the longest frame: 10 ms at 48 kHz.
pub const FRAME_SAMPLES_MAX: usize = 480;

/// Through which of the call's two local sockets a datagram leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaSocket {
    /// The even port.
    Rtp,
    /// The odd port; unused with RTCP-mux (RFC 5761).
    Rtcp,
}

/// One datagram to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transmit<'a> {
    /// The socket to send it through.
    pub socket: MediaSocket,
    /// Where it goes.
    pub to: SocketAddr,
    /// The datagram.
    pub datagram: &'a [u8],
}

/// Why a plan could not be carried out; the session keeps its former plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApplyError {
    /// The codec of the format we send, or of the preferred one we take, cannot be made.
    #[error("the codec cannot be made")]
    Codec,
    /// The plan has no format to receive.
    #[error("the plan has no format to receive")]
    NoFormat,
}

/// The audio of one call.
#[derive(Debug)]
pub struct AudioSession {
    id: SessionId,
}

impl AudioSession {
    /// A session without a plan: it sends nothing and drops what it gets.
    pub fn new(id: SessionId, _rng: Rng, _wall: WallClock) -> Self {
        Self { id }
    }

    /// Carries out a plan, the first or a changed one. Codecs are made here,
    /// so this may allocate; a codec that stays keeps its state.
    pub fn apply(&mut self, _now: Instant, _plan: &AudioPlan) -> Result<(), ApplyError> {
        Ok(())
    }

    /// Takes a datagram that came in on the RTP socket (RTP, or RTCP with RTCP-mux).
    pub fn handle_rtp(&mut self, _now: Instant, _datagram: &[u8], _from: SocketAddr) {}

    /// Takes a datagram that came in on the RTCP socket.
    pub fn handle_rtcp(&mut self, _now: Instant, _datagram: &[u8], _from: SocketAddr) {}

    /// Gives the next 10 ms to be heard and returns how many samples were
    /// written to the front of `out`: a hundredth of the sample rate, which
    /// changes when the other side changes its codec; 0 when there is nothing
    /// to be heard (treat it as silence). `out` holds at least
    /// [`FRAME_SAMPLES_MAX`] samples.
    pub fn pull(&mut self, _now: Instant, _out: &mut [i16]) -> usize {
        0
    }

    /// Takes the next 10 ms to be sent, [`AudioSession::send_rate_hz`] / 100
    /// samples; a frame of another length is not sent. Call it every 10 ms
    /// also when there is nothing to say (with zeros): it is the clock of what
    /// we send.
    pub fn push(&mut self, _now: Instant, _frame: &[i16]) {}

    /// Queues a DTMF tone, 0…16, of `duration_ms`; beyond
    /// [`crate::limits::DTMF_QUEUE_TONES_MAX`] waiting ones it is dropped and
    /// the answer is false, as for a tone that does not exist.
    pub fn send_tone(&mut self, _now: Instant, _tone: u8, _duration_ms: u32) -> bool {
        false
    }

    /// Ends the stream: queues an RTCP BYE, and nothing after it.
    pub fn stop(&mut self, _now: Instant) {}

    /// The next datagram to send.
    pub fn poll_transmit(&mut self) -> Option<Transmit<'_>> {
        None
    }

    /// The next report for signalling.
    pub fn poll_report(&mut self) -> Option<MediaReport> {
        None
    }

    /// When [`AudioSession::handle_timeout`] wants to be called; being up to
    /// 100 ms late does no harm.
    pub fn poll_timeout(&self) -> Option<Instant> {
        None
    }

    /// Does what has become due: RTCP reports, keep-alive packets.
    pub fn handle_timeout(&mut self, _now: Instant) {}

    /// What was measured so far.
    pub fn statistics(&self, _now: Instant) -> AudioStatistics {
        AudioStatistics::default()
    }

    /// The call.
    pub fn id(&self) -> SessionId {
        self.id
    }

    /// The sample rate in Hz that [`AudioSession::push`] takes; changes in
    /// [`AudioSession::apply`] only.
    pub fn send_rate_hz(&self) -> u32 {
        8000
    }

    /// The sample rate in Hz that [`AudioSession::pull`] gave last.
    pub fn receive_rate_hz(&self) -> u32 {
        8000
    }

    /// Whether the plan lets us send: where not, the graph need not mix for it.
    pub fn sends(&self) -> bool {
        false
    }

    /// Whether the plan lets us listen.
    pub fn receives(&self) -> bool {
        false
    }
}
