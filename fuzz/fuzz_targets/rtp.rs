//! RTP packets, alone and into a session in mid-call: parsing, source, jitter
//! buffer, telephone events, decoders.
#![no_main]

use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use portsip_core::clock::{Instant, WallClock};
use portsip_core::ids::SessionId;
use portsip_core::media::rtp::Packet;
use portsip_core::media::session::{AudioSession, FRAME_SAMPLES_MAX};
use portsip_core::plan::{
    AudioCodec, AudioFormat, AudioPlan, Direction, FormatParameters, RtcpBandwidth, RtcpXr, TelephoneEvent,
};
use portsip_core::rng::Rng;

fn plan() -> AudioPlan {
    let format = |codec: AudioCodec| AudioFormat {
        codec,
        payload_type: codec.static_payload_type().unwrap_or(111),
        parameters: FormatParameters::default(),
    };
    AudioPlan {
        remote_rtp: ([192, 0, 2, 1], 4000).into(),
        remote_rtcp: ([192, 0, 2, 1], 4001).into(),
        rtcp_mux: true,
        direction: Direction::SendReceive,
        held: false,
        send: format(AudioCodec::Pcmu),
        receive: [
            AudioCodec::Pcmu,
            AudioCodec::G722,
            AudioCodec::G729,
            AudioCodec::Gsm,
            AudioCodec::Opus,
        ]
        .map(format)
        .to_vec(),
        telephone_event: Some(TelephoneEvent {
            send_payload_type: 101,
            receive_payload_type: 101,
            clock_rate_hz: 8000,
        }),
        other_telephone_event: None,
        comfort_noise: Some(13),
        ptime_ms: 20,
        unanswered: false,
        rtcp_bandwidth: RtcpBandwidth::default(),
        rtcp_xr: RtcpXr::default(),
        cname: String::from("fuzz"),
    }
}

// The input is datagrams, each behind its length and the milliseconds since
// the one before.
fuzz_target!(|data: &[u8]| {
    let _ = Packet::parse(data);
    let mut session = AudioSession::new(SessionId(1), Rng::from_number(1), WallClock::default());
    let mut now = Instant::from_micros(1_000_000);
    if session.apply(now, &plan()).is_err() {
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
            session.push(now, &[0; 80]);
            session.handle_timeout(now);
        }
        while session.poll_transmit().is_some() {}
        while session.poll_report().is_some() {}
    }
    let _ = session.statistics(now).to_json();
});
