//! RTP packets, alone and into a session in mid-call: parsing, source, jitter
//! buffer, telephone events, decoders.
#![no_main]

use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use portsip_core::clock::{Instant, WallClock};
use portsip_core::ids::SessionId;
use portsip_core::media::codec::is_available;
use portsip_core::media::rtp::Packet;
use portsip_core::media::rtp::redundancy::RedundantPayload;
use portsip_core::media::session::{AudioSession, FRAME_SAMPLES_MAX};
use portsip_core::plan::{
    AmrParameters, AudioCodec, AudioFormat, AudioPlan, Direction, FormatParameters, IlbcMode,
    Redundancy, RedundantFormat, RtcpBandwidth, RtcpXr, TelephoneEvent,
};
use portsip_core::rng::Rng;

/// The payload types of redundant audio and of the codecs without a fixed one.
const RED: u8 = 121;
const DYNAMIC: u8 = 104;

/// The plan that the bits of an octet ask for.
fn plan(wanted: u8) -> AudioPlan {
    let bit = |bit: u8| wanted & 1 << bit != 0;
    let parameters = FormatParameters {
        amr: AmrParameters {
            octet_aligned: bit(0),
            ..AmrParameters::default()
        },
        ilbc_mode: if bit(1) {
            IlbcMode::Ms20
        } else {
            IlbcMode::Ms30
        },
        use_inband_fec: bit(2),
        ..FormatParameters::default()
    };
    let formats: Vec<_> = (DYNAMIC..)
        .zip(AudioCodec::ALL.iter().filter(|codec| is_available(**codec)))
        .map(|(payload_type, codec)| AudioFormat {
            codec: *codec,
            payload_type: codec.static_payload_type().unwrap_or(payload_type),
            parameters: parameters.clone(),
        })
        .collect();
    let red = RedundantFormat {
        payload_type: RED,
        generations: 1 + u8::from(bit(4)),
    };
    AudioPlan {
        remote_rtp: ([192, 0, 2, 1], 4000).into(),
        remote_rtcp: ([192, 0, 2, 1], 4001).into(),
        rtcp_mux: true,
        ice: None,
        direction: Direction::SendReceive,
        held: false,
        send: formats[usize::from(wanted >> 4) % formats.len()].clone(),
        receive: formats,
        telephone_event: Some(TelephoneEvent {
            send_payload_type: 101,
            receive_payload_type: 101,
            clock_rate_hz: 8000,
        }),
        other_telephone_event: None,
        comfort_noise: Some(13),
        redundancy: Redundancy {
            send: bit(3).then_some(red),
            receive: [Some(RED), None],
        },
        ptime_ms: 20,
        unanswered: false,
        rtcp_bandwidth: RtcpBandwidth::default(),
        rtcp_xr: RtcpXr {
            voip_metrics: bit(5),
            receiver_reference_time: bit(5),
        },
        cname: String::from("fuzz"),
        srtp: None,
        dtls: None,
    }
}

// The first octet says what was agreed on. The others are datagrams, each behind
// its length and the milliseconds since the one before.
fuzz_target!(|data: &[u8]| {
    let [wanted, data @ ..] = data else { return };
    let _ = Packet::parse(data);
    if let Some(payload) = RedundantPayload::parse(data) {
        let copied: usize = payload.copies().map(|copy| 4 + copy.payload.len()).sum();
        assert_eq!(copied + 1 + payload.primary.len(), data.len());
    }
    let mut session = AudioSession::new(SessionId(1), Rng::from_number(1), WallClock::default());
    let mut now = Instant::from_micros(1_000_000);
    if session.apply(now, &plan(*wanted)).is_err() {
        return;
    }
    let mut out = [0; FRAME_SAMPLES_MAX];
    let mut rest = data;
    while let [length, wait_ms, after @ ..] = rest {
        let (datagram, after) = after.split_at(usize::from(*length).min(after.len()));
        rest = after;
        session.handle_rtp(now, datagram, ([192, 0, 2, 1], 4000).into());
        for _ in 0..wait_ms / 10 {
            now += Duration::from_millis(10);
            assert!(session.pull(now, &mut out) <= FRAME_SAMPLES_MAX);
            let frame = session.send_rate_hz() as usize / 100;
            session.push(now, &[0; FRAME_SAMPLES_MAX][..frame]);
            session.handle_timeout(now);
        }
        while session.poll_transmit().is_some() {}
        while session.poll_report().is_some() {}
    }
    let _ = session.statistics(now).to_json();
});
