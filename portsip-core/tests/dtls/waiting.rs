//! For how long keys are waited for: not while the call rings, nor while the other side
//! is nowhere, and as long again once there is a way.

use std::net::SocketAddr;

use portsip_core::clock::Instant;
use portsip_core::media::dtls::{Association, Event};
use portsip_core::plan::{DtlsFailure, DtlsPlan, DtlsRole, SrtpSuite};

use crate::network::{NOWHERE, Pair, SERVER, ecdsa};
use crate::seconds;

fn plan(role: DtlsRole, rings: bool) -> DtlsPlan {
    let pair = Pair::new(30, [&[SrtpSuite::AeadAes256Gcm]; 2]);
    DtlsPlan {
        rings,
        ..pair.plan_of(role)
    }
}

/// One without a path.
fn association(role: DtlsRole, rings: bool, remote: SocketAddr) -> (Association, Instant) {
    let now = Instant::from_micros(1_000_000);
    let made = Association::new(now, ecdsa(), plan(role, rings), remote);
    (made, now)
}

/// Ticks up to a time, and what is sent and said until then.
fn run(association: &mut Association, now: &mut Instant, seconds_on: u64) -> (usize, Vec<Event>) {
    let (end, mut sent) = (*now + seconds(seconds_on), 0);
    while *now < end {
        *now += std::time::Duration::from_millis(50);
        association.handle_timeout(*now);
        sent += std::iter::from_fn(|| association.poll_transmit()).count();
    }
    let events = std::iter::from_fn(|| association.poll_event());
    (sent, events.collect())
}

const LATE: [Event; 1] = [Event::Failed(DtlsFailure::TimedOut)];

#[test]
fn nobody_waits_while_the_call_rings() {
    for role in [DtlsRole::Client, DtlsRole::Server] {
        let (mut association, mut now) = association(role, true, SERVER);
        association.set_path(now, true);
        assert_eq!(run(&mut association, &mut now, 100).1, []);
        association.set_ringing(now, false);
        assert_eq!(run(&mut association, &mut now, 29).1, []);
        assert_eq!(run(&mut association, &mut now, 2).1, LATE, "{role:?}");
    }
}

#[test]
fn without_a_path_nothing_is_said_and_a_path_begins_all_anew() {
    let (mut association, mut now) = association(DtlsRole::Client, false, SERVER);
    assert_eq!(run(&mut association, &mut now, 25), (0, vec![]));
    association.set_path(now, true);
    // One hello, and not what was left of another.
    let hello = association.poll_transmit().expect("a hello");
    assert_eq!((hello.to, association.poll_transmit()), (SERVER, None));
    let (sent, events) = run(&mut association, &mut now, 29);
    assert!(sent > 20);
    assert_eq!(events, []);
    assert_eq!(run(&mut association, &mut now, 2).1, LATE);
}

/// Whoever answers and is not to be reached has its 30 s too.
#[test]
fn a_path_that_is_never_found_is_waited_for_as_long() {
    for role in [DtlsRole::Client, DtlsRole::Server] {
        let (mut association, mut now) = association(role, false, SERVER);
        assert_eq!(run(&mut association, &mut now, 29), (0, vec![]));
        let (sent, events) = run(&mut association, &mut now, 2);
        assert_eq!((sent, &events[..]), (0, &LATE[..]));
    }
}

/// A path that breaks in the middle of a try.
#[test]
fn what_a_try_wanted_to_say_is_not_said_later() {
    let (mut association, mut now) = association(DtlsRole::Client, false, SERVER);
    association.set_path(now, true);
    run(&mut association, &mut now, 1);
    association.set_path(now, false);
    assert_eq!(run(&mut association, &mut now, 15).0, 0);
    association.set_path(now, true);
    assert!(association.poll_transmit().is_some());
    assert_eq!(association.poll_transmit(), None);
}

#[test]
fn who_is_nowhere_is_not_waited_for() {
    for role in [DtlsRole::Client, DtlsRole::Server] {
        let (mut association, mut now) = association(role, false, NOWHERE);
        association.set_path(now, true);
        assert_eq!(run(&mut association, &mut now, 100), (0, vec![]));
        association.set_remote(now, SERVER);
        let (sent, events) = run(&mut association, &mut now, 29);
        assert_eq!(sent > 0, role == DtlsRole::Client);
        assert_eq!(events, []);
        assert_eq!(run(&mut association, &mut now, 2).1, LATE);
        // Held in the old way before there were keys.
        association.set_remote(now, NOWHERE);
        assert_eq!(run(&mut association, &mut now, 100).1, []);
    }
}
