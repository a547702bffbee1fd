//! Ticks that are too long for one thread: others help, calls go on, and all of
//! them end with the engine.

mod engine_support;

use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use engine_support::{Phone, connect, wait_for};
use portsip_core::media::audio::AudioControl;
use portsip_core::media::tap::{RawAudioTap, TapSides};

/// Work that takes some milliseconds on any machine.
fn work() {
    let mut sum = 0_u64;
    for number in 0..4_000_000_u64 {
        sum = black_box(sum.wrapping_add(number));
    }
    black_box(sum);
}

#[test]
fn where_ticks_are_long_threads_share_them() {
    let (alice, bob) = (Phone::new("alice"), Phone::new("bob"));
    let usual = alice.engine.threads_alive();
    let (session, at_bob) = connect(&alice, &bob);
    let shown = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&shown);
    let tap = RawAudioTap::new(move |_, _, _, _| {
        counted.fetch_add(1, Ordering::Relaxed);
        work();
    });
    let sides = TapSides {
        send: true,
        receive: false,
    };
    let control = AudioControl::SetTap {
        session,
        sides,
        tap,
    };
    let taken = alice.engine.audio(control);
    taken.expect("the media thread listens");
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let more = if processors > 1 {
        processors.min(16)
    } else {
        0
    };
    wait_for("threads that help", || {
        (alice.engine.threads_alive() == usual + more).then_some(())
    });
    let before = shown.load(Ordering::Relaxed);
    wait_for("calls go on", || {
        (shown.load(Ordering::Relaxed) > before + 10).then_some(())
    });
    alice.hang_up(session);
    bob.closed(at_bob);
    alice.engine.shut_down();
    assert_eq!(alice.engine.threads_alive(), 0);
}
