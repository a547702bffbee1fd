//! Another network: all is checked anew with new credentials, and media goes
//! the old way until there is a new one (RFC 8445 §9).

use std::time::Duration;

use portsip_core::nat::ice::IceEvent;
use portsip_core::nat::stun::check::Role;
use portsip_core::plan::Component;
use portsip_core::rng::Rng;
use simulation::{End, IceWorld};

use super::by_hand::{ByHand, credentials, rtp};
use super::{BOTH, KINDS};

#[test]
fn a_nat_that_forgot_everything_is_crossed_again() {
    let kind = KINDS[2].1;
    let mut world = IceWorld::new(1, Some(kind), Some(kind), BOTH);
    world.connect();
    assert!(world.run_until_connected(Duration::from_secs(5)));
    let old = world.end(End::Caller).agent.path(Component::Rtp);

    // The network of the callee is another, and it describes itself anew.
    if let Some(nat) = &mut world.end(End::Callee).nat {
        nat.restart();
    }
    let mut rng = Rng::from_number(2);
    for end in [End::Caller, End::Callee] {
        world.end(end).take_credentials(&mut rng);
        world.end(end).events.clear();
        world.gather_at(end);
    }
    world.describe(End::Callee);
    world.describe(End::Caller);
    assert_eq!(world.end(End::Caller).agent.path(Component::Rtp), old);

    assert!(world.run_until_connected(Duration::from_secs(5)));
    assert_ne!(world.end(End::Caller).agent.path(Component::Rtp), old);
    assert!(world.hears(End::Caller, Component::Rtp));
    assert!(world.hears(End::Callee, Component::Rtp));
}

/// Connected, and then described anew by both sides.
fn restarted() -> ByHand {
    let mut by_hand = ByHand::new(&[rtp(2)]);
    by_hand.describe(true, &[Component::Rtp]);
    by_hand.run(Duration::from_secs(1), |_| true);
    by_hand.ours.credentials = credentials("ours-again");
    by_hand.theirs.credentials = credentials("theirs-again");
    by_hand.describe(true, &[Component::Rtp]);
    by_hand
}

#[test]
fn the_old_way_serves_as_long_as_consent_is_given_there() {
    let mut by_hand = restarted();
    let is_old = |username: &str| username.starts_with("theirs:");
    by_hand.run(Duration::from_mins(3), |sent| {
        sent.check
            .as_ref()
            .is_some_and(|check| is_old(&check.username))
    });
    assert_eq!(by_hand.events, [IceEvent::Connected, IceEvent::Failed]);
    assert_eq!(by_hand.agent.path(Component::Rtp), Some(rtp(2).1));
    assert!(by_hand.agent.accepts(Component::Rtp, rtp(2).1));
}

#[test]
fn a_restart_that_nobody_answers_ends_what_we_send() {
    let mut by_hand = restarted();
    by_hand.run(Duration::from_secs(37), |_| false);
    assert_eq!(by_hand.agent.path(Component::Rtp), None);
    assert!(!by_hand.agent.accepts(Component::Rtp, rtp(2).1));
}

#[test]
fn another_phone_that_answers_the_same_offer_gets_nothing_of_the_way_of_the_first() {
    let mut by_hand = ByHand::new(&[rtp(2)]);
    by_hand.describe(true, &[Component::Rtp]);
    by_hand.run(Duration::from_secs(1), |_| true);
    let first = by_hand.theirs.credentials.clone();
    by_hand.theirs = ByHand::new(&[rtp(3)]).theirs;
    by_hand.theirs.credentials = credentials("another");
    by_hand.describe(true, &[Component::Rtp]);
    assert_eq!(by_hand.agent.path(Component::Rtp), None);
    assert!(!by_hand.agent.accepts(Component::Rtp, rtp(2).1));
    let sent = by_hand.run(Duration::from_secs(1), |_| true);
    assert_eq!(by_hand.agent.path(Component::Rtp), Some(rtp(3).1));
    let is_first = |name: &str| name.starts_with(&format!("{}:", first.ufrag));
    let mut asked = sent.iter().filter_map(|sent| sent.check.as_ref());
    assert!(!asked.any(|check| is_first(&check.username)));
}

#[test]
fn who_has_not_heard_of_the_restart_gets_its_consent() {
    let mut by_hand = restarted();
    let mut before = ByHand::new(&[rtp(2)]);
    std::mem::swap(&mut before.agent, &mut by_hand.agent);
    before.now = by_hand.now;
    let (role, old) = (
        Role::Controlled(1),
        before.check(rtp(2), Role::Controlled(1), false),
    );
    assert!(old, "proved by the password of before");
    std::mem::swap(&mut before.agent, &mut by_hand.agent);
    assert!(by_hand.check(rtp(2), role, false));
}
