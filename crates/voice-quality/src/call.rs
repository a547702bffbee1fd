//! The two ends of a call, every 10 ms.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use portsip_core::clock::{Instant, WallClock};
use portsip_core::ids::SessionId;
use portsip_core::media::session::{AudioSession, FRAME_SAMPLES_MAX, MediaSocket};
use portsip_core::plan::{
    AudioCodec, AudioFormat, AudioPlan, Direction, FormatParameters, Redundancy, RedundantFormat,
    RtcpBandwidth, RtcpXr,
};
use portsip_core::rng::Rng;

use crate::network::Carrier;

/// When the call begins.
pub(crate) const START: Instant = Instant::from_micros(1_000_000);
const TICK: Duration = Duration::from_millis(10);
/// What is heard after the last word, in ticks.
const TAIL_TICKS: usize = 50;
const SPEAKER: &str = "192.0.2.1:4000";
const LISTENER: &str = "192.0.2.2:4000";

/// Datagrams by when they arrive and in which order they left.
pub(crate) type Arrivals = BTreeMap<(Instant, u64), Vec<u8>>;

/// What is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sending {
    pub(crate) codec: AudioCodec,
    /// Of so many earlier packets each one brings copies.
    pub(crate) copies: u8,
}

impl Sending {
    /// A codec by itself.
    pub(crate) const fn of(codec: AudioCodec) -> Self {
        Self { codec, copies: 0 }
    }
}

/// The payload type of packets with copies.
const RED: u8 = 121;

/// What the listener heard.
pub(crate) struct Heard {
    pub(crate) rate_hz: u32,
    pub(crate) samples: Vec<i16>,
    /// The RTP packets that arrived.
    pub(crate) arrivals: Arrivals,
    /// The share that did not.
    pub(crate) lost: f64,
    /// The share of what was heard that was made up.
    pub(crate) concealed: f64,
    /// How long packets waited, on average.
    pub(crate) buffer_ms: f64,
}

/// Speech goes to the listener over a network. Reports go both ways without loss.
pub(crate) fn run(sending: Sending, speech: &[i16], mut carrier: Carrier) -> Heard {
    let mut speaker = session(sending, LISTENER, 1);
    let mut listener = session(sending, SPEAKER, 2);
    let codec = sending.codec;
    let frame = codec.sample_rate_hz() as usize / 100;
    let silence = [0; FRAME_SAMPLES_MAX];
    let mut samples = Vec::with_capacity(speech.len() + TAIL_TICKS * frame);
    let mut arrivals = Arrivals::new();
    let mut sent = 0;
    let mut waited_ms = 0.0;
    let tail = std::iter::repeat_n(&silence[..frame], TAIL_TICKS);
    let (mut last, mut now) = (Instant::ZERO, START);
    for said in speech.chunks_exact(frame).chain(tail) {
        speaker.push(now, said);
        listener.push(now, &silence[..frame]);
        for datagram in rtp(&mut speaker, &mut listener, now) {
            if let Some(arrival) = carrier.carry(now) {
                arrivals.insert((arrival, sent), datagram);
            }
            sent += 1;
        }
        rtp(&mut listener, &mut speaker, now);
        let due = arrivals.range((last, u64::MAX)..=(now, u64::MAX));
        for ((arrival, _), datagram) in due {
            listener.handle_rtp(*arrival, datagram, address(SPEAKER));
        }
        let mut out = [0; FRAME_SAMPLES_MAX];
        listener.pull(now, &mut out);
        samples.extend_from_slice(&out[..frame]);
        let received = listener.statistics(now).received;
        waited_ms += received.jitter_buffer.as_secs_f64() * 1000.0;
        last = now;
        now += TICK;
    }
    Heard {
        rate_hz: codec.sample_rate_hz(),
        lost: 1.0 - arrivals.len() as f64 / sent as f64,
        arrivals,
        concealed: listener.statistics(now).received.concealed,
        buffer_ms: waited_ms * frame as f64 / samples.len() as f64,
        samples,
    }
}

/// What one end sends now: its RTP packets, and RTCP, which the other gets at once.
fn rtp(from: &mut AudioSession, to: &mut AudioSession, now: Instant) -> Vec<Vec<u8>> {
    if from.poll_timeout().is_some_and(|due| due <= now) {
        from.handle_timeout(now);
    }
    let source = if from.id() == SessionId(1) {
        SPEAKER
    } else {
        LISTENER
    };
    let mut packets = Vec::new();
    while let Some(transmit) = from.poll_transmit() {
        match transmit.socket {
            MediaSocket::Rtp => packets.push(transmit.datagram.to_vec()),
            MediaSocket::Rtcp => to.handle_rtcp(now, transmit.datagram, address(source)),
        }
    }
    packets
}

fn session(sending: Sending, remote: &str, id: i32) -> AudioSession {
    let wall = WallClock::new(1_700_000_000_000_000);
    let mut session = AudioSession::new(SessionId(id), Rng::from_number(id as u64), wall);
    let applied = session.apply(START, &plan(sending, address(remote)));
    applied.expect("the codec can be made");
    session
}

fn address(text: &str) -> SocketAddr {
    text.parse().expect("an address")
}

fn plan(Sending { codec, copies }: Sending, remote: SocketAddr) -> AudioPlan {
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
        remote_rtcp: SocketAddr::new(remote.ip(), remote.port() + 1),
        rtcp_mux: false,
        ice: None,
        direction: Direction::SendReceive,
        held: false,
        unanswered: false,
        send: format.clone(),
        receive: vec![format],
        other_telephone_event: None,
        telephone_event: None,
        comfort_noise: None,
        redundancy: Redundancy {
            send: (copies > 0).then_some(RedundantFormat {
                payload_type: RED,
                generations: copies,
            }),
            receive: [Some(RED), None],
        },
        ptime_ms: 20,
        rtcp_bandwidth: RtcpBandwidth::default(),
        rtcp_xr: RtcpXr::default(),
        cname: "voice@example.org".to_owned(),
        srtp: None,
        dtls: None,
    }
}
