//! Which of RTP and RTCP have a path of their own.

use std::time::Duration;

use portsip_core::nat::ice::IceEvent;
use portsip_core::plan::Component;

use super::BOTH;
use super::by_hand::{ByHand, rtcp, rtp};

#[test]
fn what_the_other_side_has_no_candidate_of_is_not_waited_for() {
    let mut by_hand = ByHand::new(&[rtp(2)]);
    by_hand.describe(true, BOTH);
    by_hand.run(Duration::from_secs(1), |_| true);
    assert_eq!(by_hand.events, [IceEvent::Connected]);
    assert_eq!(by_hand.agent.path(Component::Rtcp), None);
}

#[test]
fn what_is_in_use_no_more_is_asked_nothing() {
    let mut by_hand = ByHand::new(&[rtp(2), rtcp(2)]);
    by_hand.describe(true, BOTH);
    by_hand.run(Duration::from_secs(1), |_| true);
    assert_eq!(by_hand.agent.path(Component::Rtcp), Some(rtcp(2).1));
    by_hand.describe(true, &[Component::Rtp]);
    let sent = by_hand.run(Duration::from_mins(1), |_| true);
    assert!(sent.len() <= 15, "{} messages", sent.len());
    assert!(
        sent.iter()
            .all(|sent| sent.transmit.component == Component::Rtp)
    );
    assert_eq!(by_hand.agent.path(Component::Rtcp), None);
    assert_eq!(by_hand.agent.path(Component::Rtp), Some(rtp(2).1));
}
