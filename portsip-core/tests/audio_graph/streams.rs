//! Raw samples of the program: streams it sends, and taps it listens with.

use std::sync::{Arc, Mutex};

use portsip_core::ids::INVALID_SESSION_ID;
use portsip_core::media::audio::{AudioControl, PcmStream};
use portsip_core::media::tap::{RawAudioTap, RtpTap, TapSide, TapSides};
use portsip_core::plan::AudioCodec;

use crate::graph_support::{Network, level_db, snr_db, tone};

#[test]
fn a_pcm_stream_takes_the_place_of_the_microphone() {
    for rate_hz in [8_000, 16_000, 11_025, 44_100, 48_000] {
        let mut network = Network::new(2);
        let (a, _) = network.connect(0, 1, AudioCodec::Pcmu);
        network.nodes[0].microphone = Some(1_000.0);
        let (mut producer, stream) = PcmStream::new(rate_hz).unwrap();
        network.control(0, AudioControl::StartPcmStream { session: a, stream });
        let said = tone(440.0, rate_hz, 2.0);
        for twenty_ms in said.chunks(rate_hz as usize / 50) {
            producer.push(twenty_ms);
            network.run_ms(20);
        }
        assert_eq!(producer.dropped_samples(), 0);
        let expected = tone(440.0, 8_000, 1.8);
        let snr = snr_db(&expected, &network.nodes[1].heard, 8_000);
        assert!(snr > 28.0, "{rate_hz} Hz: {snr} dB");
        network.control(0, AudioControl::StopPcmStream { session: a });
        network.run_ms(100);
        network.clear_heard();
        network.run_ms(500);
        let expected = tone(1_000.0, 8_000, 0.5);
        assert!(snr_db(&expected, &network.nodes[1].heard, 8_000) > 28.0);
    }
}

#[test]
fn taps_are_shown_copies() {
    let mut network = Network::new(2);
    let (a, b) = network.connect(0, 1, AudioCodec::Pcmu);
    network.nodes[0].microphone = Some(440.0);
    let seen = Arc::new(Mutex::new(Vec::new()));
    let tap = |sides: TapSide| {
        let seen = Arc::clone(&seen);
        RawAudioTap::new(move |session, side, frame, rate_hz| {
            assert_eq!((side, rate_hz, frame.len()), (sides, 8_000, 80));
            seen.lock()
                .unwrap()
                .push((session, side, level_db(frame) > -30.0));
            frame.fill(12_345);
        })
    };
    let (send, receive) = (
        TapSides {
            send: true,
            receive: false,
        },
        TapSides {
            send: false,
            receive: true,
        },
    );
    let (tap_send, tap_receive) = (tap(TapSide::Send), tap(TapSide::Receive));
    network.control(
        0,
        AudioControl::SetTap {
            session: a,
            sides: send,
            tap: tap_send,
        },
    );
    network.control(
        1,
        AudioControl::SetTap {
            session: b,
            sides: receive,
            tap: tap_receive,
        },
    );
    network.control(
        1,
        AudioControl::SetMixTap {
            sides: receive,
            tap: tap(TapSide::Receive),
        },
    );
    network.run_ms(1000);
    let said = tone(440.0, 8_000, 1.0);
    assert!(snr_db(&said, &network.nodes[1].heard, 8_000) > 30.0);
    {
        let seen = seen.lock().unwrap();
        let count = |wanted| seen.iter().filter(|(id, ..)| id.0 == wanted).count();
        // Nothing is received before the first packet.
        assert!((190..=200).contains(&count(a.0)), "{}", count(a.0));
        assert_eq!(count(INVALID_SESSION_ID), 100);
        assert!(seen.iter().filter(|(.., loud)| *loud).count() > 250);
    }
    network.control(0, AudioControl::ClearTap { session: a });
    network.control(1, AudioControl::ClearTap { session: b });
    network.control(1, AudioControl::ClearMixTap);
    assert_eq!(
        network.nodes[0].drop_retired() + network.nodes[1].drop_retired(),
        3
    );
    seen.lock().unwrap().clear();
    network.run_ms(50);
    assert!(seen.lock().unwrap().is_empty());
}

#[test]
fn taps_of_packets_are_shown_what_is_on_the_wire() {
    type Shown = Vec<(usize, TapSide, Vec<u8>)>;
    let mut network = Network::new(2);
    let (a, b) = network.connect(0, 1, AudioCodec::Pcmu);
    network.nodes[0].microphone = Some(440.0);
    let seen: Arc<Mutex<Shown>> = Arc::default();
    let tap = |node: usize| {
        let seen = Arc::clone(&seen);
        RtpTap::new(move |_, side, packet| {
            seen.lock().unwrap().push((node, side, packet.to_vec()));
        })
    };
    let sides = |send: bool, receive: bool| TapSides { send, receive };
    for (node, session, sides) in [(0, a, sides(true, true)), (1, b, sides(false, true))] {
        let tap = tap(node);
        let control = AudioControl::SetRtpTap {
            session,
            sides,
            tap,
        };
        network.control(node, control);
    }
    // Long enough for reports too, which are not shown.
    network.run_ms(10_000);
    let of = |node: usize, side: TapSide| -> Vec<Vec<u8>> {
        let seen = seen.lock().unwrap();
        let shown = seen.iter().filter(|(n, s, _)| (*n, *s) == (node, side));
        shown.map(|(.., packet)| packet.clone()).collect()
    };
    let sent = of(0, TapSide::Send);
    assert!((499..=500).contains(&sent.len()), "{}", sent.len());
    assert!(
        sent.iter()
            .all(|packet| packet.len() == 172 && matches!(packet[1], 0 | 0x80))
    );
    assert_eq!(of(1, TapSide::Receive), sent);
    assert!(of(1, TapSide::Send).is_empty());
    assert!((499..=500).contains(&of(0, TapSide::Receive).len()));

    network.control(0, AudioControl::ClearRtpTap { session: a });
    network.control(1, AudioControl::ClearRtpTap { session: b });
    let retired = network.nodes[0].drop_retired() + network.nodes[1].drop_retired();
    assert_eq!(retired, 2);
    seen.lock().unwrap().clear();
    network.run_ms(100);
    assert!(seen.lock().unwrap().is_empty());
}
