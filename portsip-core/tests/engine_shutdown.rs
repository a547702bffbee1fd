//! The end of an engine, whatever it is doing.

mod engine_support;

use std::net::Ipv4Addr;
use std::sync::mpsc;
use std::sync::{Arc, OnceLock};

use engine_support::{PATIENCE, Peer, Phone, config, connect, quiet_engine, set_up, wait_for};
use portsip_core::engine::Engine;
use portsip_core::events::Event;
use portsip_core::media::audio::AudioControl;
use portsip_core::media::tap::{RawAudioTap, TapSides};
use portsip_core::plan::AudioCodec;

#[test]
fn idle() {
    let engine = quiet_engine();
    engine.shut_down();
    assert_eq!(engine.threads_alive(), 0);
    engine.shut_down();
}

#[test]
fn in_a_call_the_other_side_gets_bye() {
    let (alice, bob) = (Phone::new("alice"), Phone::new("bob"));
    let (_, inc) = connect(&alice, &bob);
    alice.engine.shut_down();
    assert_eq!(alice.engine.threads_alive(), 0);
    bob.closed(inc);
}

#[test]
fn while_calling_the_other_side_gets_cancel() {
    let (alice, bob) = (Phone::new("alice"), Phone::new("bob"));
    alice.call(&bob);
    let inc = bob.incoming();
    alice.engine.shut_down();
    assert_eq!(alice.engine.threads_alive(), 0);
    bob.closed(inc);
}

#[test]
fn while_ringing_the_other_side_gets_480() {
    let (alice, bob) = (Phone::new("alice"), Phone::new("bob"));
    let out = alice.call(&bob);
    bob.incoming();
    bob.engine.shut_down();
    assert_eq!(bob.engine.threads_alive(), 0);
    let status = alice.event("refused", |event| match event {
        Event::InviteFailure {
            parties, status, ..
        } if parties.session == out => Some(*status),
        _ => None,
    });
    assert_eq!(status, 480);
}

#[test]
fn a_peer_that_does_not_answer_is_not_waited_for_long() {
    let alice = Phone::new("alice");
    let silent = Peer::bound();
    alice.call_uri(&format!("sip:nobody@{}", silent.address()));
    assert!(silent.receive().starts_with("INVITE "));
    alice.engine.shut_down();
    assert_eq!(alice.engine.threads_alive(), 0);
}

#[test]
fn on_the_event_thread_it_returns_and_no_event_follows() {
    static ENGINE: OnceLock<Arc<Engine>> = OnceLock::new();
    let (told, events) = mpsc::channel();
    let engine = Engine::start(
        &config(Ipv4Addr::LOCALHOST.into(), 0),
        Box::new(move |event| {
            if let (Event::InviteIncoming(_), Some(engine)) = (&event, ENGINE.get()) {
                assert!(engine.is_event_thread());
                engine.shut_down();
            }
            told.send(event).expect("the test listens");
        }),
    )
    .expect("it starts");
    let engine = ENGINE.get_or_init(|| engine);
    set_up(engine, "bob", &[AudioCodec::Pcmu]);
    let alice = Phone::new("alice");
    alice.call_uri(&format!("sip:bob@{}", engine.local_sip_address()));
    let first = events.recv_timeout(PATIENCE).expect("an incoming call");
    assert!(matches!(first, Event::InviteIncoming(_)));
    alice.event("refused", |event| {
        matches!(event, Event::InviteFailure { .. }).then_some(())
    });
    wait_for("all threads ended", || {
        (engine.threads_alive() == 0).then_some(())
    });
    assert!(events.try_recv().is_err());
}

#[test]
fn a_handler_that_waits_for_the_caller_does_not_hang_it() {
    let (release, blocked) = mpsc::channel::<()>();
    let (told, entered) = mpsc::channel();
    let engine = Engine::start(
        &config(Ipv4Addr::LOCALHOST.into(), 0),
        Box::new(move |_| {
            told.send(()).expect("the test listens");
            let _ = blocked.recv();
        }),
    )
    .expect("it starts");
    set_up(&engine, "bob", &[AudioCodec::Pcmu]);
    let alice = Phone::new("alice");
    alice.call_uri(&format!("sip:bob@{}", engine.local_sip_address()));
    entered.recv_timeout(PATIENCE).expect("the handler runs");
    engine.shut_down();
    assert_eq!(engine.threads_alive(), 1, "only the handler is left");
    drop(release);
    wait_for("the handler has returned", || {
        (engine.threads_alive() == 0).then_some(())
    });
    assert!(entered.try_recv().is_err());
}

#[test]
fn an_audio_callback_may_call_the_api_and_end_it() {
    let (alice, bob) = (Phone::new("alice"), Phone::new("bob"));
    let (out, inc) = connect(&alice, &bob);
    let engine = Arc::clone(&alice.engine);
    let mut calls = 0;
    let tap = RawAudioTap::new(move |session, _, _, _| {
        calls += 1;
        engine
            .agent("access", |agent, _| agent.media_access(session))
            .ok();
        if calls == 5 {
            engine.shut_down();
        }
    });
    alice
        .engine
        .audio(AudioControl::SetTap {
            session: out,
            sides: TapSides {
                send: true,
                receive: false,
            },
            tap,
        })
        .expect("the media thread listens");
    bob.closed(inc);
    wait_for("all threads ended", || {
        (alice.engine.threads_alive() == 0).then_some(())
    });
}
