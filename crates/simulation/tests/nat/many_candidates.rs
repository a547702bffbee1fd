//! More candidates than are checked.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::time::Duration;

use portsip_core::limits::{ICE_CANDIDATES_MAX, ICE_PAIRS_MAX};
use portsip_core::nat::ice::Via;
use portsip_core::nat::stun::check::Role;
use portsip_core::plan::{CandidateKind, Component, IceCandidate};

use super::by_hand::{ByHand, rtp};

/// An agent with an address at a relay, and 100 candidates of theirs, each liked more
/// than the one before it.
fn crowded() -> ByHand {
    let theirs: Vec<_> = (100..200).rev().map(rtp).collect();
    let mut by_hand = ByHand::new(&theirs);
    by_hand.theirs.candidates.reverse();
    let relayed = SocketAddr::from(([203, 0, 113, 2], 50_000));
    let (component, kind) = (Component::Rtp, CandidateKind::Relayed);
    let ours = IceCandidate::of_ours(component, kind, relayed, None, 7);
    by_hand.ours.candidates.push(ours);
    by_hand
}

#[test]
fn the_best_are_checked_and_our_socket_before_our_relay() {
    let mut by_hand = crowded();
    by_hand.describe(true, &[Component::Rtp]);
    let mut checked: HashMap<Via, Vec<u8>> = HashMap::new();
    for sent in by_hand.run(Duration::from_mins(1), |_| false) {
        let SocketAddr::V4(to) = sent.transmit.to else {
            panic!("IPv4");
        };
        let hosts = checked.entry(sent.transmit.via).or_default();
        let host = to.ip().octets()[3];
        if !hosts.contains(&host) {
            hosts.push(host);
        }
    }
    let best: Vec<u8> = (100..200).rev().take(ICE_CANDIDATES_MAX).collect();
    assert_eq!(checked[&Via::Socket], best);
    let by_relay = &checked[&Via::Relay];
    assert_eq!(by_relay[..], best[..by_relay.len()]);
    let left = ICE_PAIRS_MAX - ICE_CANDIDATES_MAX;
    assert!((1..left).contains(&by_relay.len()), "{by_relay:?}");
}

#[test]
fn who_is_in_no_description_is_checked_too() {
    let mut by_hand = crowded();
    by_hand.describe(false, &[Component::Rtp]);
    by_hand.run(Duration::ZERO, |_| false);
    let revealed = rtp(50);
    assert!(by_hand.check(revealed, Role::Controlling(1), false));
    let sent = by_hand.run(Duration::from_secs(1), |sent| {
        sent.transmit.to == revealed.1
    });
    assert!(
        sent.iter()
            .any(|sent| sent.transmit.to == revealed.1 && sent.check.is_some())
    );
    assert_eq!(by_hand.agent.path(Component::Rtp), Some(revealed.1));
}
