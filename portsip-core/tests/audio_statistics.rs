//! The statistics of a call against what the network really did.

#[expect(dead_code, reason = "only a part of it is used here")]
mod media_support;

use media_support::{Call, Link, plan};
use portsip_core::clock::Instant;
use portsip_core::media::rtcp::{Packets, RtcpPacket};
use portsip_core::media::session::{AudioSession, MediaSocket};
use portsip_core::plan::{AudioCodec, Direction, RtcpXr};
use serde_json::Value;

const ALL_XR: RtcpXr = RtcpXr {
    voip_metrics: true,
    receiver_reference_time: true,
};

/// What the program is told of one end.
fn told(session: &AudioSession, now: Instant) -> Value {
    let json = session.statistics(now).to_json();
    let mut told: Value = serde_json::from_str(&json).expect("JSON");
    told["audio"].take()
}

fn number(value: &Value) -> f64 {
    value
        .as_f64()
        .unwrap_or_else(|| panic!("{value} is no number"))
}

/// `value` within `tolerance` of what is `true_value`.
fn assert_near(what: &str, value: &Value, true_value: f64, tolerance: f64) {
    let value = number(value);
    println!("{what}: {value} told, {true_value} true");
    assert!(
        (value - true_value).abs() <= tolerance,
        "{what}: {value}, not {true_value}"
    );
}

fn connected_with_xr(link: Link, seed: u64) -> Call {
    let mut call = Call::connected(AudioCodec::Pcmu, link, seed);
    let (mut to_a, mut to_b) = (
        plan(AudioCodec::Pcmu, call.a.address),
        plan(AudioCodec::Pcmu, call.b.address),
    );
    (to_a.rtcp_xr, to_b.rtcp_xr) = (ALL_XR, ALL_XR);
    call.a.session.apply(call.now, &to_b).expect("a plan");
    call.b.session.apply(call.now, &to_a).expect("a plan");
    call
}

#[test]
fn loss_jitter_and_round_trip_are_those_of_the_network() {
    for (seed, loss_permille, delay_ms, jitter_ms) in
        [(1, 0, 20, 0), (2, 20, 40, 12), (3, 100, 100, 30)]
    {
        let link = Link {
            delay_ms,
            jitter_ms,
            loss_permille,
            duplicate_permille: 0,
        };
        let mut call = Call::connected(AudioCodec::Pcmu, link, seed);
        call.run_silent(120_000);
        // What flies arrives.
        let sent = number(&told(&call.a.session, call.now)["sent"]["packets"]);
        call.link.loss_permille = 0;
        call.run_silent(400);
        let (a, b) = (
            told(&call.a.session, call.now),
            told(&call.b.session, call.now),
        );
        let (received, lost) = (&b["received"], call.lost[0] as f64);
        println!("{seed}: {loss_permille} ‰, {delay_ms} ms + {jitter_ms} ms");
        assert_near("lost", &received["packets_lost"], lost, 0.0);
        let all = number(&a["sent"]["packets"]);
        let flying = f64::from(delay_ms + jitter_ms) / 20.0 + 1.0;
        assert_near("received", &received["packets"], all - lost, flying);
        assert_near("loss", &received["loss_percent"], lost * 100.0 / all, 0.05);
        // Of two even spreads of the delay the difference is a third on average.
        let spread = f64::from(jitter_ms) / 3.0;
        assert_near("jitter", &received["jitter_ms"], spread, 0.5 + spread * 0.3);
        let jitter_there = &a["sent"]["jitter_ms"];
        assert_near("jitter there", jitter_there, spread, 0.5 + spread * 0.3);
        let (delay, jitter) = (f64::from(delay_ms), f64::from(jitter_ms));
        assert_near(
            "round trip",
            &a["round_trip_ms"],
            delay * 2.0 + jitter,
            jitter + 1.0,
        );
        // The other side's last report is up to 7 s old.
        let since = 350.0 * f64::from(loss_permille) / 1000.0 * 2.0;
        assert_near("lost there", &a["sent"]["packets_lost"], lost, since);
        let concealed = number(&received["concealed_percent"]);
        let share = lost * 100.0 / sent;
        assert!(
            (share * 0.7..share * 1.6 + 1.0).contains(&concealed),
            "{concealed} of {share}"
        );
    }
}

#[test]
fn bursts_are_told_to_both_sides() {
    let mut call = connected_with_xr(Link::CLEAN, 4);
    for _ in 0..20 {
        call.run_silent(1900);
        call.link.loss_permille = 1000;
        call.run_silent(100);
        call.link.loss_permille = 0;
    }
    call.run_silent(8000);
    let (a, b) = (
        told(&call.a.session, call.now),
        told(&call.b.session, call.now),
    );
    let (here, there) = (&b["received"], &a["sent"]["remote_report"]);
    assert_near("burst", &here["burst_ms"], 100.0, 1.0);
    assert_near("within it", &here["burst_loss_percent"], 100.0, 0.1);
    assert_near("between", &here["gap_loss_percent"], 0.0, 0.0);
    // The last 64 packets are not judged yet.
    let gaps_ms = 20.0 * 1900.0 + 8000.0 - 64.0 * 20.0;
    assert_near("gap", &here["gap_ms"], gaps_ms / 21.0, 25.0);
    assert_near("loss", &here["loss_percent"], 100.0 / 2400.0 * 100.0, 0.1);
    for field in [
        "burst_ms",
        "burst_loss_percent",
        "gap_loss_percent",
        "loss_percent",
    ] {
        assert_near(field, &there[field], number(&here[field]), 1.5);
    }
    assert_near("too late", &there["too_late_percent"], 0.0, 0.0);
    assert_near("round trip", &there["round_trip_ms"], 10.0, 1.0);
    assert_near("rating", &there["r_factor"], number(&here["r_factor"]), 3.0);
    assert_near("MOS", &there["mos"], number(&here["mos"]), 0.2);
    let listening = number(&there["mos_listening"]);
    assert!(listening >= number(&there["mos"]), "{there}");
    assert!(there["noise_dbm"].is_null() && there["signal_dbm"].is_null());
}

#[test]
fn who_only_listens_knows_the_round_trip_too() {
    let mut call = Call::new(Link::CLEAN, 6);
    let mut listening = plan(AudioCodec::Pcmu, call.b.address);
    listening.direction = Direction::ReceiveOnly;
    listening.rtcp_xr = ALL_XR;
    let mut speaking = plan(AudioCodec::Pcmu, call.a.address);
    speaking.direction = Direction::SendOnly;
    call.a.session.apply(call.now, &listening).unwrap();
    call.b.session.apply(call.now, &speaking).unwrap();
    // They would make senders of those who only listen.
    call.a.session.set_keep_alive(None);
    call.run_silent(30_000);
    let a = told(&call.a.session, call.now);
    assert_eq!(a["sent"]["packets"], 0);
    assert_near("round trip", &a["round_trip_ms"], 10.0, 1.0);
}

#[test]
fn who_does_not_ask_for_extended_reports_gets_none_until_it_sends_some() {
    let extended = |sent: &[(_, MediaSocket, Vec<u8>)]| {
        sent.iter()
            .filter(|(_, socket, _)| *socket == MediaSocket::Rtcp)
            .filter(|(.., datagram)| {
                Packets::new(datagram)
                    .any(|packet| matches!(packet, RtcpPacket::ExtendedReport { .. }))
            })
            .count()
    };
    let mut call = Call::connected(AudioCodec::Pcmu, Link::CLEAN, 7);
    call.run_silent(30_000);
    assert_eq!((extended(&call.a.sent), extended(&call.b.sent)), (0, 0));
    assert!(told(&call.a.session, call.now)["sent"]["remote_report"].is_null());

    // One side asks: the other one sends, and then both do.
    let mut asked = plan(AudioCodec::Pcmu, call.b.address);
    asked.rtcp_xr = ALL_XR;
    call.a.session.apply(call.now, &asked).unwrap();
    call.run_silent(30_000);
    assert!(extended(&call.a.sent) >= 3);
    assert!(extended(&call.b.sent) >= 2);
}
