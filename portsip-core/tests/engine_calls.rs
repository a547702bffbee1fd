//! Calls between two engines over loopback, with virtual devices.

mod engine_support;

use std::sync::mpsc;

use engine_support::{Phone, connect, wait_for};
use portsip_core::events::Event;
use portsip_core::ids::SessionId;
use portsip_core::media::audio::{AudioControl, PcmStream};
use portsip_core::media::tap::{RawAudioTap, TapSides};
use portsip_core::plan::{AudioCodec, DtmfMethod};

#[test]
fn a_call_carries_audio_both_ways_and_ends() {
    for codec in [AudioCodec::Pcmu, AudioCodec::G722, AudioCodec::Opus] {
        let alice = Phone::with_codecs("alice", &[codec]);
        let bob = Phone::with_codecs("bob", &[codec]);
        let (out, inc) = connect(&alice, &bob);
        hear_tone(&alice, out, &bob, inc);
        hear_tone(&bob, inc, &alice, out);
        alice.hang_up(out);
        bob.closed(inc);
    }
}

#[test]
fn audio_is_negotiated_away_and_back() {
    let alice = Phone::with_codecs("alice", &[AudioCodec::Pcmu]);
    let bob = Phone::with_codecs("bob", &[AudioCodec::Pcmu]);
    let (out, inc) = connect(&alice, &bob);
    hear_tone(&alice, out, &bob, inc);
    for audio in [false, true] {
        alice
            .engine
            .agent("update", |agent, now| agent.update(now, out, audio))
            .expect("the call is up");
        bob.event("the update", |event| match event {
            Event::InviteUpdated { session, .. } if *session == inc => Some(()),
            _ => None,
        });
    }
    hear_tone(&alice, out, &bob, inc);
    hear_tone(&bob, inc, &alice, out);
    alice.hang_up(out);
    bob.closed(inc);
}

/// Sends a tone from `speaker` until `listener` hears it.
fn hear_tone(speaker: &Phone, from: SessionId, listener: &Phone, to: SessionId) {
    let (heard, hears) = mpsc::sync_channel(1);
    let tap = RawAudioTap::new(move |_, _, samples, _| {
        if samples.iter().any(|sample| sample.unsigned_abs() > 4000) {
            let _ = heard.try_send(());
        }
    });
    listener
        .engine
        .audio(AudioControl::SetTap {
            session: to,
            sides: TapSides {
                send: false,
                receive: true,
            },
            tap,
        })
        .expect("the media thread listens");
    let (mut producer, stream) = PcmStream::new(8000).expect("a fine rate");
    speaker
        .engine
        .audio(AudioControl::StartPcmStream {
            session: from,
            stream,
        })
        .expect("the media thread listens");
    let tone: Vec<i16> = (0..800_i16)
        .map(|n| if n % 16 < 8 { 12_000 } else { -12_000 })
        .collect();
    wait_for("a tone is heard", || {
        producer.push(&tone);
        hears
            .recv_timeout(std::time::Duration::from_millis(20))
            .ok()
    });
    for (phone, control) in [
        (speaker, AudioControl::StopPcmStream { session: from }),
        (listener, AudioControl::ClearTap { session: to }),
    ] {
        phone
            .engine
            .audio(control)
            .expect("the media thread listens");
    }
}

#[test]
fn hold_and_unhold_are_seen_by_the_other_side() {
    let (alice, bob) = (Phone::new("alice"), Phone::new("bob"));
    let (out, inc) = connect(&alice, &bob);
    alice
        .engine
        .agent("hold", |agent, now| agent.hold(now, out))
        .expect("it is connected");
    bob.event("held", |event| match event {
        Event::RemoteHold { session } if *session == inc => Some(()),
        _ => None,
    });
    wait_for("the hold is done", || {
        alice
            .engine
            .agent("unhold", |agent, now| agent.un_hold(now, out))
            .ok()
    });
    bob.event("held no more", |event| match event {
        Event::RemoteUnHold { session, .. } if *session == inc => Some(()),
        _ => None,
    });
    hear_tone(&alice, out, &bob, inc);
    bob.hang_up(inc);
    alice.closed(out);
}

#[test]
fn every_key_arrives_once_and_in_order() {
    let (alice, bob) = (Phone::new("alice"), Phone::new("bob"));
    let (out, inc) = connect(&alice, &bob);
    for tone in 0..16 {
        alice
            .engine
            .agent("tone", |agent, now| {
                agent.send_dtmf(now, out, DtmfMethod::Rfc4733, tone, 60)
            })
            .expect("it is connected");
    }
    for expected in 0..16 {
        bob.event("a key", |event| match event {
            Event::DtmfReceived { session, tone } if *session == inc => {
                assert_eq!(*tone, expected);
                Some(())
            }
            _ => None,
        });
    }
}

#[test]
fn statistics_come_as_json() {
    let (alice, bob) = (Phone::new("alice"), Phone::new("bob"));
    let (out, inc) = connect(&alice, &bob);
    hear_tone(&alice, out, &bob, inc);
    bob.engine
        .audio(AudioControl::RequestStatistics { session: inc })
        .expect("the media thread listens");
    let json = bob.event("statistics", |event| match event {
        Event::Statistics { session, json } if *session == inc => Some(json.clone()),
        _ => None,
    });
    assert!(json.starts_with('{') && json.ends_with('}'), "{json}");
}

#[test]
fn a_refused_call_gives_its_ports_back() {
    let (alice, bob) = (Phone::new("alice"), Phone::new("bob"));
    let out = alice.call(&bob);
    let inc = bob.incoming();
    bob.engine
        .agent("reject", |agent, now| agent.reject(now, inc, 486))
        .expect("it rings");
    let status = alice.event("refused", |event| match event {
        Event::InviteFailure {
            parties, status, ..
        } if parties.session == out => Some(*status),
        _ => None,
    });
    assert_eq!(status, 486);
    wait_for("no call has ports", || {
        (alice.engine.media_ports_in_use() == 0).then_some(())
    });
}
