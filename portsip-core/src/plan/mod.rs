//! The contract between signalling and media: plain values, no behaviour.
//!
//! `ua` turns what was negotiated into [`MediaCommand`]s; `media` answers with
//! [`MediaReport`]s. Neither calls the other; `engine` carries the values.

mod codec;
mod dtls;
mod ice;
mod rtcp;
mod srtp;

use std::net::SocketAddr;

use crate::ids::SessionId;

pub use codec::{
    AmrParameters, AudioCodec, CodecPreference, FormatParameters, IlbcMode, SpeexParameters,
};
pub use dtls::{DtlsFailure, DtlsPlan, DtlsRole, Fingerprint, FingerprintHash};
pub use ice::{
    CandidateKind, Component, GatheredAddresses, GatheredMedia, IceCandidate, IceCredentials,
    IceDescription, IcePlan, priority,
};
pub use rtcp::{Bandwidth, RtcpBandwidth, RtcpXr};
pub use srtp::{MasterKey, MasterKeyIdentifier, SrtpKeys, SrtpOmitted, SrtpParameters, SrtpSuite};

/// A pair of bound RTP and RTCP sockets of the media driver's pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MediaPorts {
    /// Which pair of the pool.
    pub id: MediaPortsId,
    /// The local RTP port, even.
    pub rtp_port: u16,
    /// The local RTCP port, `rtp_port + 1`.
    pub rtcp_port: u16,
}

/// Names a pair of bound sockets of the pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MediaPortsId(pub u32);

/// What signalling asks of media.
#[expect(
    clippy::large_enum_variant,
    reason = "most of them are plans, and each goes by value through one queue"
)]
#[derive(Clone, Debug, PartialEq)]
pub enum MediaCommand {
    /// Gives a session its sockets and its plan, first or changed. Media flows
    /// as the plan's direction says from the moment this is carried out.
    Apply {
        /// The call.
        session: SessionId,
        /// The sockets, the same for the life of the call.
        ports: MediaPorts,
        /// What was agreed.
        plan: MediaPlan,
    },
    /// Sends one DTMF tone as RFC 4733 events, or in-band where the plan has
    /// no telephone-event.
    SendTone {
        /// The call.
        session: SessionId,
        /// The key, 0…16 (RFC 4733 §3.2, 16 is flash).
        tone: u8,
        /// How long the tone lasts.
        duration_ms: u32,
    },
    /// Gives back what a relay has for a socket of a session, as nothing will go by it.
    ReleaseRelay {
        /// The call.
        session: SessionId,
        /// Its sockets.
        ports: MediaPorts,
        /// Which of them.
        component: Component,
    },
    /// Gives sockets back that a session does not need: it has its own.
    Release {
        /// The sockets that go back to the pool.
        ports: MediaPorts,
    },
    /// Ends a session's media (RTCP BYE) and gives its sockets back. Sent
    /// once for every session that was given sockets, also when no plan was
    /// ever applied.
    Stop {
        /// The call.
        session: SessionId,
        /// The sockets that go back to the pool.
        ports: MediaPorts,
    },
}

/// What media tells signalling.
#[derive(Clone, Debug, PartialEq)]
pub enum MediaReport {
    /// A key was pressed at the other side.
    ToneReceived {
        /// The call.
        session: SessionId,
        /// The key, 0…16 (RFC 4733 §3.2).
        tone: u8,
    },
    /// A file has ended by itself.
    PlayFileFinished {
        /// The call that it was played to, [`SessionId::CONFERENCE`], or
        /// [`SessionId::NONE`] for one that was heard here.
        session: SessionId,
        /// The file's path as it was given.
        file_name: String,
    },
    /// Encrypted packets were refused: not authentic, in the clear, or under a
    /// key that is worn out. At most once a minute.
    PacketsRefused {
        /// The call.
        session: SessionId,
        /// How many since it was last said.
        packets: u64,
    },
    /// Encrypted packets came that had been taken before: a network repeats some, and so does
    /// who has recorded them. At most once a minute.
    PacketsReplayed {
        /// The call.
        session: SessionId,
        /// How many since it was last said.
        packets: u64,
    },
    /// Packets were refused whose source is not believed, as are the first of a peer behind a
    /// NAT, or STUN messages that nothing proves. At most once a minute.
    StrangersRefused {
        /// The call.
        session: SessionId,
        /// How many since it was last said.
        packets: u64,
    },
    /// The other side takes no media where connectivity checks found it, and no
    /// other path is known.
    PathLost {
        /// The call.
        session: SessionId,
    },
    /// The relay of a socket is none any more: nothing may be sent to its address.
    RelayLost {
        /// The call.
        session: SessionId,
        /// The socket.
        component: Component,
    },
    /// The handshake that was to give keys has failed. Another try is made, and fails
    /// again after some 30 s.
    DtlsFailed {
        /// The call.
        session: SessionId,
        /// Of which of its associations: [`DtlsPlan::association`].
        association: u32,
        /// Why.
        failure: DtlsFailure,
    },
    /// The answer to a request for statistics.
    Statistics {
        /// The call.
        session: SessionId,
        /// JSON; its fields are described in `docs/statistics.md`.
        json: String,
    },
}

/// The media of one call as negotiated.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct MediaPlan {
    /// The audio stream; `None` where there is none or it was refused.
    pub audio: Option<AudioPlan>,
}

/// One negotiated audio stream, seen from our side.
#[derive(Clone, Debug, PartialEq)]
pub struct AudioPlan {
    /// Where RTP is sent. An unspecified address means nowhere until RTP has
    /// come from somewhere: the other side holds in the old way
    /// (`c=0.0.0.0`), or named a host that is no address.
    pub remote_rtp: SocketAddr,
    /// Where RTCP is sent (equal to `remote_rtp` with RTCP-mux).
    pub remote_rtcp: SocketAddr,
    /// RTP and RTCP share one port (RFC 5761).
    pub rtcp_mux: bool,
    /// Connectivity checks decide where media goes and comes from; the
    /// addresses above then only name the stream.
    pub ice: Option<Box<IcePlan>>,
    /// What flows.
    pub direction: Direction,
    /// We hold the call: silence (or hold music) is sent instead of the
    /// microphone, where `direction` sends at all, and nothing is played.
    /// Negotiation leaves it false; `ua` sets it.
    pub held: bool,
    /// The call is theirs and not answered yet: a file or a stream of the
    /// program is sent, the microphone is not, and nothing is played.
    /// Negotiation leaves it false; `ua` sets it.
    pub unanswered: bool,
    /// The format we send.
    pub send: AudioFormat,
    /// The formats we take, the preferred first; never empty.
    pub receive: Vec<AudioFormat>,
    /// DTMF as events; `None` where it was not negotiated.
    pub telephone_event: Option<TelephoneEvent>,
    /// The events in the clock of another codec, where both sides declared
    /// them too: the other side may change its codec, so they are taken.
    pub other_telephone_event: Option<TelephoneEvent>,
    /// The payload type of comfort noise (RFC 3389), where negotiated.
    pub comfort_noise: Option<u8>,
    /// Redundant audio (RFC 2198), where negotiated.
    pub redundancy: Redundancy,
    /// Milliseconds of audio in each packet we send, a multiple of 10.
    pub ptime_ms: u32,
    /// How much RTCP both sides allow.
    pub rtcp_bandwidth: RtcpBandwidth,
    /// The extended reports that the other side wants.
    pub rtcp_xr: RtcpXr,
    /// The CNAME we send in RTCP SDES.
    pub cname: String,
    /// How packets are protected; `None` where they go in the clear, or keys have to
    /// be agreed on first.
    pub srtp: Option<Box<SrtpKeys>>,
    /// How keys are agreed on over the path of media. Until they are, nothing is sent
    /// and nothing taken.
    pub dtls: Option<Box<DtlsPlan>>,
}

/// One audio format of a session description.
#[derive(Clone, Debug, PartialEq)]
pub struct AudioFormat {
    /// The codec.
    pub codec: AudioCodec,
    /// The RTP payload type, 0…127.
    pub payload_type: u8,
    /// What the format parameters (a=fmtp) say to whoever encodes this format.
    pub parameters: FormatParameters,
}

/// The packet times that are made, in milliseconds.
const PACKET_MS: std::ops::RangeInclusive<u32> = 10..=60;

impl AudioFormat {
    /// The longest packet time of this format, in milliseconds, that is not
    /// above `wished_ms`; one frame where that is longer. 10…60.
    pub fn packet_ms(&self, wished_ms: u32) -> u32 {
        let wished_ms = wished_ms.clamp(*PACKET_MS.start(), *PACKET_MS.end());
        let frame_ms = match self.codec {
            // Opus has frames of 10, 20, 40 and 60 ms (RFC 6716 §2.1.4).
            AudioCodec::Opus => match wished_ms {
                ..20 => 10,
                20..40 => 20,
                40..60 => 40,
                60.. => 60,
            },
            AudioCodec::Pcmu | AudioCodec::Pcma | AudioCodec::G722 | AudioCodec::G729 => 10,
            AudioCodec::Ilbc => match self.parameters.ilbc_mode {
                IlbcMode::Ms20 => 20,
                IlbcMode::Ms30 => 30,
            },
            // Frames of GSM, AMR and Speex last 20 ms.
            _ => 20,
        };
        (wished_ms / frame_ms).max(1) * frame_ms
    }
}

/// The telephone-event format (RFC 4733) in both directions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TelephoneEvent {
    /// The payload type we send with.
    pub send_payload_type: u8,
    /// The payload type the other side sends with.
    pub receive_payload_type: u8,
    /// The RTP clock rate in Hz of the events.
    pub clock_rate_hz: u32,
}

/// Redundant audio: packets that bring copies of what earlier ones carried (RFC 2198).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Redundancy {
    /// How we send the codec of the plan; `None` where it goes by itself.
    pub send: Option<RedundantFormat>,
    /// The payload types the other side may send such packets with: one in each clock.
    pub receive: [Option<u8>; 2],
}

/// The format of packets with copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RedundantFormat {
    /// The payload type.
    pub payload_type: u8,
    /// Of how many earlier packets there are copies,
    /// 1…[`RED_GENERATIONS_MAX`](crate::limits::RED_GENERATIONS_MAX).
    pub generations: u8,
}

/// How a DTMF tone travels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DtmfMethod {
    /// In the media stream: RFC 4733 events, in-band where they are not agreed.
    #[default]
    Rfc4733,
    /// In the dialog: INFO with `application/dtmf-relay`.
    Info,
}

/// Whether the media functions of the API may work on a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MediaAccess {
    /// The call is not connected yet: `CoreCallNotEstablished`.
    NotEstablished,
    /// We hold the call: `CoreCallInHold`.
    Held,
    /// Media flows.
    Live,
}

/// Which way media flows, seen from our side (RFC 3264 §5.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Both ways.
    #[default]
    SendReceive,
    /// We send and do not listen.
    SendOnly,
    /// We listen and do not send.
    ReceiveOnly,
    /// Neither.
    Inactive,
}

impl Direction {
    /// The direction of the two flags.
    pub const fn new(sends: bool, receives: bool) -> Self {
        match (sends, receives) {
            (true, true) => Self::SendReceive,
            (true, false) => Self::SendOnly,
            (false, true) => Self::ReceiveOnly,
            (false, false) => Self::Inactive,
        }
    }

    /// Whether we send.
    pub const fn sends(self) -> bool {
        matches!(self, Self::SendReceive | Self::SendOnly)
    }

    /// Whether we receive.
    pub const fn receives(self) -> bool {
        matches!(self, Self::SendReceive | Self::ReceiveOnly)
    }

    /// The same stream seen from the other side.
    #[must_use]
    pub const fn reversed(self) -> Self {
        Self::new(self.receives(), self.sends())
    }
}
