//! A peer that only answers checks (RFC 8445 §2.5), as gateways and media
//! servers do.

use std::time::Duration;

use portsip_core::nat::ice::IceEvent;
use portsip_core::plan::Component;

use super::BOTH;
use super::by_hand::{ByHand, rtcp, rtp};

fn with_lite_peer(controlling: bool) -> ByHand {
    let mut by_hand = ByHand::new(&[rtp(2), rtcp(2)]);
    by_hand.theirs.lite = true;
    by_hand.describe(controlling, BOTH);
    by_hand
}

#[test]
fn we_decide_whoever_offered() {
    for controlling in [true, false] {
        let mut by_hand = with_lite_peer(controlling);
        let sent = by_hand.run(Duration::from_secs(2), |_| true);
        assert_eq!(by_hand.events, [IceEvent::Connected]);
        for (component, to) in [rtp(2), rtcp(2)] {
            assert_eq!(by_hand.agent.path(component), Some(to));
            let nominations = sent.iter().filter(|sent| {
                let nominates = sent.check.as_ref().is_some_and(|check| check.use_candidate);
                nominates && sent.transmit.component == component
            });
            assert_eq!(nominations.count(), 1, "{component:?}");
        }
    }
}

#[test]
fn after_it_was_lost_the_next_description_finds_it_again() {
    let mut by_hand = with_lite_peer(true);
    by_hand.run(Duration::from_secs(2), |_| true);
    by_hand.run(Duration::from_secs(40), |_| false);
    assert_eq!(
        by_hand.events,
        [IceEvent::Connected, IceEvent::Disconnected]
    );
    assert_eq!(by_hand.agent.path(Component::Rtp), None);
    by_hand.describe(true, BOTH);
    by_hand.run(Duration::from_secs(2), |_| true);
    assert_eq!(by_hand.events.last(), Some(&IceEvent::Connected));
    assert_eq!(by_hand.agent.path(Component::Rtp), Some(rtp(2).1));
}

#[test]
fn where_nothing_was_found_the_next_description_tries_again() {
    let mut by_hand = with_lite_peer(true);
    by_hand.run(Duration::from_mins(1), |_| false);
    assert_eq!(by_hand.events, [IceEvent::Failed]);
    by_hand.describe(true, BOTH);
    by_hand.run(Duration::from_mins(1), |_| false);
    assert_eq!(by_hand.events, [IceEvent::Failed, IceEvent::Failed]);
    by_hand.describe(true, BOTH);
    by_hand.run(Duration::from_secs(2), |_| true);
    assert_eq!(by_hand.events.last(), Some(&IceEvent::Connected));
}

#[test]
fn a_check_is_given_up_eight_seconds_after_its_last_request() {
    let mut by_hand = ByHand::new(&[rtp(2)]);
    by_hand.describe(true, &[Component::Rtp]);
    let sent = by_hand.run(Duration::from_mins(2), |_| false);
    let at: Vec<_> = sent.iter().map(|sent| sent.at.as_micros() / 1000).collect();
    assert_eq!(at, [0, 500, 1500, 3500, 7500, 15_500, 31_500]);
}
