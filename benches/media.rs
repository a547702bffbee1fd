//! Sound, and the packets of a phone that says it.

use std::net::SocketAddr;

use portsip_core::clock::{Instant, WallClock};
use portsip_core::ids::SessionId;
use portsip_core::media::session::{AudioSession, MediaSocket};
use portsip_core::plan::{
    AudioCodec, AudioFormat, AudioPlan, Direction, FormatParameters, Redundancy, RtcpBandwidth,
    RtcpXr, TelephoneEvent,
};
use portsip_core::rng::Rng;

/// Where the packets come from.
pub const REMOTE: ([u8; 4], u16) = ([192, 0, 2, 1], 4000);
/// Packets prepared before the measurement and repeated with new numbers.
const PACKETS: usize = 250;

/// What two phones have agreed on.
pub fn plan(codec: AudioCodec) -> AudioPlan {
    let remote = SocketAddr::from(REMOTE);
    let format = AudioFormat {
        codec,
        payload_type: codec.static_payload_type().unwrap_or(111),
        parameters: FormatParameters {
            use_inband_fec: true,
            ..FormatParameters::default()
        },
    };
    AudioPlan {
        remote_rtp: remote,
        remote_rtcp: remote,
        rtcp_mux: true,
        ice: None,
        direction: Direction::SendReceive,
        held: false,
        unanswered: false,
        send: format.clone(),
        receive: vec![format],
        other_telephone_event: None,
        telephone_event: Some(TelephoneEvent {
            send_payload_type: 101,
            receive_payload_type: 101,
            clock_rate_hz: 8000,
        }),
        comfort_noise: None,
        redundancy: Redundancy::default(),
        ptime_ms: 20,
        rtcp_bandwidth: RtcpBandwidth::default(),
        rtcp_xr: RtcpXr::default(),
        cname: String::from("bench"),
        srtp: None,
        dtls: None,
    }
}

/// Something like a voice: harmonics that come and go, and noise.
pub fn speech(rate_hz: u32) -> Vec<i16> {
    let mut rng = Rng::from_number(2);
    (0..rate_hz * 5)
        .map(|n| {
            let t = n as f32 / rate_hz as f32;
            let phase = (140.0 * t + 2.0 * (3.0 * t).sin()) * std::f32::consts::TAU;
            let voice: f32 = (1..8).map(|k| (phase * k as f32).sin() / k as f32).sum();
            let loudness = (2.5 * std::f32::consts::TAU * t).sin().max(0.02);
            let noise = rng.below(400) as f32 - 200.0;
            (voice * loudness * 8000.0 + noise) as i16
        })
        .collect()
}

/// A phone's packets, numbered anew when they come round.
pub struct Packets {
    datagrams: Vec<Vec<u8>>,
    sequence: u16,
    timestamp: u32,
    timestamp_step: u32,
}

impl Packets {
    /// What somebody sends who says `said`.
    pub fn new(codec: AudioCodec, rng: Rng, said: &[i16]) -> Self {
        let now = Instant::from_micros(1_000_000);
        let mut other = AudioSession::new(SessionId(0), rng, WallClock::default());
        other.apply(now, &plan(codec)).expect("the codec exists");
        let mut datagrams = Vec::new();
        let frame = said.len() / 500;
        for piece in said.chunks_exact(frame).cycle().take(PACKETS * 2) {
            other.push(now, piece);
            while let Some(transmit) = other.poll_transmit() {
                if transmit.socket == MediaSocket::Rtp {
                    datagrams.push(transmit.datagram.to_vec());
                }
            }
        }
        Self {
            datagrams,
            sequence: 0,
            timestamp: 0,
            timestamp_step: codec.clock_rate_hz() / 50,
        }
    }

    /// The next one, with numbers that go on.
    pub fn next_packet(&mut self) -> &[u8] {
        let index = usize::from(self.sequence) % self.datagrams.len();
        let packet = &mut self.datagrams[index];
        packet[2..4].copy_from_slice(&self.sequence.to_be_bytes());
        packet[4..8].copy_from_slice(&self.timestamp.to_be_bytes());
        self.sequence = self.sequence.wrapping_add(1);
        self.timestamp = self.timestamp.wrapping_add(self.timestamp_step);
        packet
    }
}
