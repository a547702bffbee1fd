//! Which of several pairs is used, and whose word counts.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use portsip_core::nat::stun::check::{Check, Role};
use portsip_core::plan::Component;
use simulation::{Conditions, End, Fate, IceWorld, seeds};
use stun_types::message::Message;

use super::BOTH;
use super::by_hand::{ByHand, rtp};

const RTP: &[Component] = &[Component::Rtp];

/// Controlled, with a pair that is liked and one that is not so much.
fn controlled() -> ByHand {
    let mut by_hand = ByHand::new(&[rtp(2), rtp(3)]);
    by_hand.describe(false, RTP);
    by_hand
}

fn path(by_hand: &ByHand) -> Option<std::net::SocketAddr> {
    by_hand.agent.path(Component::Rtp)
}

#[test]
fn of_what_an_aggressive_peer_nominates_the_best_is_used() {
    let mut by_hand = controlled();
    let liked = rtp(2).1;
    by_hand.nominate(rtp(3));
    by_hand.run(Duration::from_millis(200), |sent| sent.transmit.to != liked);
    assert_eq!(path(&by_hand), Some(rtp(3).1));
    by_hand.nominate(rtp(2));
    by_hand.run(Duration::from_secs(1), |_| true);
    assert_eq!(path(&by_hand), Some(liked));
    by_hand.nominate(rtp(3));
    assert_eq!(path(&by_hand), Some(liked));
}

#[test]
fn who_nominates_another_pair_for_seconds_has_left_the_first() {
    let mut by_hand = controlled();
    by_hand.nominate(rtp(2));
    by_hand.run(Duration::from_mins(1), |_| true);
    assert_eq!(path(&by_hand), Some(rtp(2).1));
    by_hand.nominate(rtp(2));
    for seconds in [2, 4, 6] {
        by_hand.run(Duration::from_secs(2), |_| true);
        by_hand.nominate(rtp(3));
        let expected = if seconds < 5 { rtp(2) } else { rtp(3) };
        assert_eq!(path(&by_hand), Some(expected.1), "after {seconds} s");
    }
}

#[test]
fn a_way_that_went_silent_is_left_at_the_next_nomination() {
    let mut by_hand = controlled();
    by_hand.nominate(rtp(2));
    by_hand.nominate(rtp(3));
    by_hand.run(Duration::from_secs(1), |_| true);
    assert_eq!(path(&by_hand), Some(rtp(2).1));
    let silent = rtp(2).1;
    // A question goes out after at most 6 s.
    by_hand.nominate(rtp(2));
    by_hand.run(Duration::from_millis(8100), |sent| {
        sent.transmit.to != silent
    });
    by_hand.nominate(rtp(2));
    by_hand.nominate(rtp(3));
    assert_eq!(path(&by_hand), Some(rtp(3).1));
}

#[test]
fn media_stays_with_who_answers_but_never_nominates_only_while_it_answers() {
    let mut by_hand = controlled();
    by_hand.run(Duration::from_mins(2), |_| true);
    assert_eq!(path(&by_hand), Some(rtp(2).1));
    by_hand.run(Duration::from_secs(37), |_| false);
    assert_eq!(path(&by_hand), None);
}

#[test]
fn a_nomination_that_is_lost_goes_again_whatever_crosses_it() {
    for seed in seeds(20) {
        let mut world = IceWorld::new(seed, None, None, BOTH);
        world.network.set_conditions(Conditions {
            delay: Duration::from_millis(60),
            jitter: Duration::from_millis(5),
            ..Conditions::default()
        });
        let lost = Rc::new(Cell::new(0));
        let count = Rc::clone(&lost);
        world.network.add_rule(move |datagram| {
            let message = Message::from_bytes(&datagram.payload).ok();
            let check = message.and_then(|message| Check::read(&message));
            if count.get() < 4 && check.is_some_and(|check| check.use_candidate) {
                count.set(count.get() + 1);
                return Fate::Lost;
            }
            Fate::Ordinary
        });
        world.connect();
        assert!(
            world.run_until_connected(Duration::from_secs(10)),
            "seed {seed}"
        );
        assert_eq!(lost.get(), 4);
        for end in [End::Caller, End::Callee] {
            assert!(world.hears(end, Component::Rtp));
            assert!(world.hears(end, Component::Rtcp));
        }
    }
}

#[test]
fn answers_that_take_more_than_half_a_second_count() {
    for seed in seeds(10) {
        let mut world = IceWorld::new(seed, None, None, BOTH);
        world.network.set_conditions(Conditions {
            delay: Duration::from_millis(350),
            ..Conditions::default()
        });
        world.gather();
        world.describe(End::Callee);
        world.describe(End::Caller);
        let begin = world.now();
        assert!(world.run_until_connected(Duration::from_secs(10)));
        // A check, its answer, and the nomination with its own.
        let took = world.now().saturating_since(begin);
        assert!(took <= Duration::from_secs(2), "{took:?}, seed {seed}");
    }
}

#[test]
fn a_check_without_a_role_agrees_with_ours() {
    for controlling in [true, false] {
        let mut by_hand = ByHand::new(&[rtp(2)]);
        by_hand.describe(controlling, RTP);
        assert!(by_hand.check(rtp(3), Role::Unknown, false));
        by_hand.run(Duration::from_millis(500), |_| true);
        assert!(by_hand.agent.accepts(Component::Rtp, rtp(3).1));
    }
}

#[test]
fn who_is_told_to_take_the_other_role_takes_another_number_too() {
    let mut by_hand = ByHand::new(&[rtp(2)]);
    by_hand.describe(true, RTP);
    let first = by_hand.run(Duration::ZERO, |_| false).remove(0);
    let Some(Role::Controlling(before)) = first.check.as_ref().map(|check| check.role) else {
        panic!("it controls");
    };
    by_hand.refuse_role(&first);
    let again = by_hand.run(Duration::from_millis(100), |_| true).remove(0);
    let Some(Role::Controlled(after)) = again.check.map(|check| check.role) else {
        panic!("it has yielded");
    };
    assert_ne!(before, after);
}
