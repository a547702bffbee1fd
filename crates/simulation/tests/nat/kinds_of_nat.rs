//! Which pairs of NATs ICE crosses with a STUN server alone, over networks that
//! lose and reorder.

use std::time::Duration;

use portsip_core::nat::ice::IceEvent;
use portsip_core::plan::{CandidateKind, Component};
use simulation::{Conditions, End, IceWorld, NatKind, seeds};

use super::{BOTH, KINDS};

/// A symmetric NAT shows each destination another port: against one that
/// filters by port, another or itself, nothing but a relay helps.
fn is_crossable(a: Option<&str>, b: Option<&str>) -> bool {
    let hard = |kind: Option<&str>| kind == Some("symmetric");
    let by_port = |kind: Option<&str>| matches!(kind, Some("symmetric" | "port-restricted cone"));
    !(hard(a) && by_port(b) || hard(b) && by_port(a))
}

#[test]
fn every_pair_of_nats_that_can_be_crossed_is() {
    let mut ends: Vec<Option<(&str, NatKind)>> = KINDS.into_iter().map(Some).collect();
    ends.push(None);
    for seed in seeds(5) {
        for caller in &ends {
            for callee in &ends {
                let kinds = [caller, callee].map(|end| end.map(|(_, kind)| kind));
                let names = [caller, callee].map(|end| end.map(|(name, _)| name));
                let mut world = IceWorld::new(seed, kinds[0], kinds[1], BOTH);
                world.network.set_conditions(Conditions {
                    lost_per_mille: 50,
                    jitter: Duration::from_millis(20),
                    ..Conditions::default()
                });
                world.connect();
                let connected = world.run_until_connected(Duration::from_secs(20));
                let expected = is_crossable(names[0], names[1]);
                assert_eq!(connected, expected, "{names:?}, seed {seed}");
                if !connected {
                    world.run(Duration::from_secs(20));
                    assert!(world.end(End::Caller).was_told(IceEvent::Failed));
                    assert!(!world.send_media(End::Caller, Component::Rtp));
                }
            }
        }
    }
}

#[test]
fn media_flows_both_ways_on_both_components() {
    let kind = KINDS[2].1;
    let mut world = IceWorld::new(1, Some(kind), Some(kind), BOTH);
    world.connect();
    assert!(world.run_until_connected(Duration::from_secs(5)));
    for end in [End::Caller, End::Callee] {
        for component in [Component::Rtp, Component::Rtcp] {
            assert!(world.hears(end, component), "{end:?} {component:?}");
            let pair = world.end(end).agent.selected_pair(component).unwrap();
            assert_eq!(pair.local.kind, CandidateKind::ServerReflexive);
            assert_eq!(pair.round_trip, Some(Duration::from_millis(10)));
        }
    }
}

#[test]
fn without_a_nat_the_machines_own_addresses_are_used_at_once() {
    let mut world = IceWorld::new(1, None, None, BOTH);
    world.connect();
    let begin = world.now();
    assert!(world.run_until_connected(Duration::from_secs(5)));
    // Two components 50 ms apart, and their nominations.
    assert!(world.now().saturating_since(begin) <= Duration::from_millis(150));
    let pair = world
        .end(End::Callee)
        .agent
        .selected_pair(Component::Rtcp)
        .unwrap();
    assert_eq!(pair.local.kind, CandidateKind::Host);
    assert_eq!(pair.remote.kind, CandidateKind::Host);
}

#[test]
fn far_away_it_takes_three_round_trips_at_most() {
    for seed in seeds(10) {
        let kind = KINDS[2].1;
        let mut world = IceWorld::new(seed, Some(kind), Some(kind), BOTH);
        world.network.set_conditions(Conditions {
            delay: Duration::from_millis(60),
            ..Conditions::default()
        });
        world.connect();
        let begin = world.now();
        assert!(world.run_until_connected(Duration::from_secs(5)));
        let took = world.now().saturating_since(begin);
        assert!(
            took <= Duration::from_millis(3 * 120 + 450),
            "{took:?}, seed {seed}"
        );
    }
}

#[test]
fn a_nat_that_maps_each_destination_anew_is_told() {
    let (easy, hard) = (KINDS[0].1, KINDS[3].1);
    let mut world = IceWorld::new(1, Some(hard), Some(easy), BOTH);
    world.connect();
    assert!(world.run_until_connected(Duration::from_secs(5)));
    assert!(world.end(End::Caller).was_told(IceEvent::MappingUnforeseen));
    assert!(!world.end(End::Callee).was_told(IceEvent::MappingUnforeseen));
    let pair = world
        .end(End::Callee)
        .agent
        .selected_pair(Component::Rtp)
        .unwrap();
    assert_eq!(pair.remote.kind, CandidateKind::PeerReflexive);
}

#[test]
fn a_hostile_network_delays_but_does_not_divide() {
    for seed in seeds(50) {
        let kind = KINDS[(seed % 3) as usize].1;
        let mut world = IceWorld::new(seed, Some(kind), Some(kind), BOTH);
        world.gather();
        let hostile = Conditions::hostile(seed);
        world.network.set_conditions(Conditions {
            // Of seven requests one and its answer have to arrive.
            lost_per_mille: hostile.lost_per_mille.min(100),
            ..hostile
        });
        world.describe(End::Callee);
        world.run(Duration::from_millis(100));
        world.describe(End::Caller);
        assert!(
            world.run_until_connected(Duration::from_secs(30)),
            "seed {seed}"
        );
    }
}
