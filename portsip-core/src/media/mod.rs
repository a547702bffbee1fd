//! Packets and samples: RTP, RTCP, codecs, jitter buffer, the audio graph.
//!
//! The way in: a datagram → [`session::AudioSession`] (source latch, RTP
//! header, jitter buffer) → 10 ms of samples → [`audio`] (gain, mix, speaker).
//! The way out: [`audio`] → 10 ms of samples → the session (encoder, RTP
//! writer) → a datagram. Nothing here opens a socket, reads a clock or knows
//! SIP and SDP; [`crate::plan`] says what was negotiated.

pub mod audio;
pub mod codec;
mod comfort_noise;
pub mod dtls;
pub mod dtmf;
pub mod file;
pub mod jitter;
pub mod rtcp;
pub mod rtp;
pub mod session;
pub mod srtp;
pub mod stats;
pub mod tap;
