//! What was selected is kept alive, and left where nobody consents (RFC 7675).

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use portsip_core::nat::ice::IceEvent;
use portsip_core::plan::Component;
use simulation::{End, Fate, IceWorld};

use super::by_hand::{ByHand, rtp};
use super::{BOTH, KINDS};

#[test]
fn checks_keep_the_nats_open_without_media() {
    let kind = KINDS[2].1;
    let mut world = IceWorld::new(1, Some(kind), Some(kind), BOTH);
    world.connect();
    assert!(world.run_until_connected(Duration::from_secs(5)));
    world.run(Duration::from_mins(10));
    assert!(!world.end(End::Caller).was_told(IceEvent::Disconnected));
    assert!(world.hears(End::Caller, Component::Rtcp));
    assert!(world.hears(End::Callee, Component::Rtp));
}

#[test]
fn nothing_is_sent_to_who_is_silent_for_half_a_minute() {
    let mut world = IceWorld::new(1, None, None, BOTH);
    world.connect();
    assert!(world.run_until_connected(Duration::from_secs(5)));
    let silent_since = world.now();
    world.network.add_rule(|_| Fate::Lost);
    world.run(Duration::from_mins(1));
    for end in [End::Caller, End::Callee] {
        let machine = world.end(end);
        let told = machine.events.iter();
        let mut lost = told.filter(|(_, event)| *event == IceEvent::Disconnected);
        let (at, _) = lost.next().unwrap();
        let after = at.saturating_since(silent_since);
        assert!((24..=31).contains(&after.as_secs()), "{after:?}");
        assert!(!world.send_media(end, Component::Rtp));
    }
}

#[test]
fn what_was_lost_is_found_again_by_the_next_descriptions() {
    let mut world = IceWorld::new(1, None, None, BOTH);
    world.connect();
    assert!(world.run_until_connected(Duration::from_secs(5)));
    let is_cut = Rc::new(Cell::new(true));
    let cut = Rc::clone(&is_cut);
    world.network.add_rule(move |_| {
        if cut.get() {
            Fate::Lost
        } else {
            Fate::Ordinary
        }
    });
    world.run(Duration::from_mins(2));
    for end in [End::Caller, End::Callee] {
        assert!(world.end(end).was_told(IceEvent::Disconnected));
        world.end(end).events.clear();
    }
    is_cut.set(false);
    world.describe(End::Caller);
    world.describe(End::Callee);
    assert!(world.run_until_connected(Duration::from_secs(5)));
    assert!(world.hears(End::Caller, Component::Rtp));
    assert!(world.hears(End::Callee, Component::Rtcp));
}

#[test]
fn one_pair_that_fails_leaves_the_others() {
    let mut by_hand = ByHand::new(&[rtp(2), rtp(3)]);
    by_hand.describe(true, &[Component::Rtp]);
    by_hand.run(Duration::from_secs(2), |_| true);
    let (first, second) = (rtp(2).1, rtp(3).1);
    assert_eq!(by_hand.agent.path(Component::Rtp), Some(first));
    by_hand.run(Duration::from_secs(40), |sent| sent.transmit.to != first);
    assert_eq!(by_hand.agent.path(Component::Rtp), Some(second));
    let told = [
        IceEvent::Connected,
        IceEvent::Disconnected,
        IceEvent::Connected,
    ];
    assert_eq!(by_hand.events, told);
}
