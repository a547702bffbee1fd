//! Ways through a relay (TURN), where there is no other.

use std::time::Duration;

use portsip_core::nat::ice::IceEvent;
use portsip_core::nat::turn::{Allocation, TurnError};
use portsip_core::plan::{CandidateKind, Component};
use simulation::{Conditions, Dependence, End, IceWorld, NatKind, seeds};

use super::BOTH;

const PASSWORD: &str = "the password of the relay";

/// Nothing crosses two of these but a relay.
const SYMMETRIC: NatKind = NatKind::new(Dependence::AddressAndPort, Dependence::AddressAndPort);

fn world(seed: u64) -> IceWorld {
    IceWorld::new(seed, Some(SYMMETRIC), Some(SYMMETRIC), BOTH)
}

fn lossy(world: &mut IceWorld) {
    world.network.set_conditions(Conditions {
        lost_per_mille: 50,
        jitter: Duration::from_millis(20),
        ..Conditions::default()
    });
}

fn hear_each_other(world: &mut IceWorld) {
    for end in [End::Caller, End::Callee] {
        for component in [Component::Rtp, Component::Rtcp] {
            assert!(world.hears(end, component), "{end:?} {component:?}");
        }
    }
}

#[test]
fn two_symmetric_nats_are_crossed_by_the_relay_of_either_side() {
    for seed in seeds(5) {
        for with_relay in [
            &[End::Caller][..],
            &[End::Callee],
            &[End::Caller, End::Callee],
        ] {
            let mut world = world(seed);
            for end in with_relay {
                world.allocate(*end, PASSWORD);
            }
            world.connect();
            assert!(
                world.run_until_connected(Duration::from_secs(20)),
                "{with_relay:?}"
            );
            hear_each_other(&mut world);
        }
    }
}

#[test]
fn networks_that_lose_do_not_keep_from_it() {
    for seed in seeds(10) {
        let mut world = world(seed);
        lossy(&mut world);
        world.allocate(End::Caller, PASSWORD);
        world.allocate(End::Callee, PASSWORD);
        world.connect();
        assert!(
            world.run_until_connected(Duration::from_secs(20)),
            "seed {seed}"
        );
    }
}

#[test]
fn media_goes_through_a_channel() {
    let mut world = world(1);
    world.allocate(End::Caller, PASSWORD);
    world.connect();
    assert!(world.run_until_connected(Duration::from_secs(20)));
    let selected = world.end(End::Caller).agent.selected_pair(Component::Rtp);
    assert_eq!(
        selected.map(|pair| pair.local.kind),
        Some(CandidateKind::Relayed)
    );
    world.run(Duration::from_secs(1));
    let (channel, indication) = (world.relay.through_channel, world.relay.through_indication);
    for _ in 0..100 {
        assert!(world.send_media(End::Caller, Component::Rtp));
    }
    world.run(Duration::from_millis(500));
    assert!(world.relay.through_channel >= channel + 100);
    assert_eq!(world.relay.through_indication, indication);
}

#[test]
fn the_relay_is_kept_through_changes_of_the_nonce() {
    let mut world = world(2);
    world.allocate(End::Caller, PASSWORD);
    world.connect();
    assert!(world.run_until_connected(Duration::from_secs(20)));
    // Longer than permissions, channels and the allocation last.
    for _ in 0..40 {
        world.relay.change_nonce();
        world.run(Duration::from_mins(1));
        hear_each_other(&mut world);
    }
    assert!(!world.end(End::Caller).was_told(IceEvent::Disconnected));
    assert_eq!(world.relay.allocations(), 2);
}

#[test]
fn what_nobody_refreshes_ends() {
    let mut world = world(6);
    world.allocate(End::Caller, PASSWORD);
    assert_eq!(world.relay.allocations(), 2);
    world.end(End::Caller).relays.clear();
    world.run(Duration::from_secs(590));
    world.gather_at(End::Callee);
    assert_eq!(world.relay.allocations(), 2);
    world.run(Duration::from_secs(10));
    // It looks when something comes.
    world.allocate(End::Callee, PASSWORD);
    assert_eq!(world.relay.allocations(), 2);
}

#[test]
fn whom_a_check_goes_to_is_let_in_before_it_goes() {
    for seed in seeds(5) {
        let mut world = world(seed);
        world.allocate(End::Caller, PASSWORD);
        world.connect();
        assert!(world.run_until_connected(Duration::from_secs(20)));
        let through = world.relay.through_indication + world.relay.through_channel;
        assert!(through > 0);
        assert_eq!(world.relay.refused_to_send, 0, "seed {seed}");
    }
}

#[test]
fn where_there_is_another_way_the_relay_is_not_used() {
    let mut world = IceWorld::new(3, None, Some(SYMMETRIC), BOTH);
    world.allocate(End::Caller, PASSWORD);
    world.allocate(End::Callee, PASSWORD);
    world.connect();
    assert!(world.run_until_connected(Duration::from_secs(20)));
    for end in [End::Caller, End::Callee] {
        let selected = world.end(end).agent.selected_pair(Component::Rtp);
        let selected = selected.expect("a way");
        assert_ne!(selected.local.kind, CandidateKind::Relayed);
        assert_ne!(selected.remote.kind, CandidateKind::Relayed);
    }
}

#[test]
fn calls_go_on_without_a_relay_that_refuses_or_is_silent() {
    type Broken = (&'static str, Option<u16>, bool, Option<TurnError>);
    let table: [Broken; 4] = [
        (
            "another",
            None,
            false,
            Some(TurnError::Refused { code: 401 }),
        ),
        (
            PASSWORD,
            Some(486),
            false,
            Some(TurnError::Refused { code: 486 }),
        ),
        (
            PASSWORD,
            Some(508),
            false,
            Some(TurnError::Refused { code: 508 }),
        ),
        (PASSWORD, None, true, None),
    ];
    for (password, refuses, is_dead, expected) in table {
        let mut world = IceWorld::new(4, None, Some(SYMMETRIC), BOTH);
        world.relay.refuses = refuses;
        world.relay.is_dead = is_dead;
        world.allocate(End::Caller, password);
        let state = world.end(End::Caller).relays[0].1.allocation();
        assert_eq!(
            state,
            expected.map_or(Allocation::Asked, Allocation::Failed)
        );
        assert_eq!(world.relay.allocations(), 0);
        world.connect();
        assert!(world.run_until_connected(Duration::from_secs(20)));
        hear_each_other(&mut world);
    }
}

#[test]
fn a_relay_that_dies_ends_the_way_through_it() {
    let mut world = world(5);
    world.allocate(End::Caller, PASSWORD);
    world.connect();
    assert!(world.run_until_connected(Duration::from_secs(20)));
    world.relay.is_dead = true;
    world.run(Duration::from_mins(1));
    for end in [End::Caller, End::Callee] {
        assert!(world.end(end).was_told(IceEvent::Disconnected), "{end:?}");
    }
    assert_eq!(world.end(End::Caller).agent.route(Component::Rtp), None);
}

#[test]
fn a_relay_that_is_known_to_have_died_ends_it_at_once() {
    let mut world = world(5);
    world.allocate(End::Caller, PASSWORD);
    world.connect();
    assert!(world.run_until_connected(Duration::from_secs(20)));
    world.relay.is_dead = true;
    let now = world.now();
    world.end(End::Caller).agent.lose_relay(now, Component::Rtp);
    world.run(Duration::from_millis(1));
    let caller = world.end(End::Caller);
    assert!(caller.was_told(IceEvent::Disconnected));
    assert_eq!(caller.agent.route(Component::Rtp), None);
    assert!(caller.agent.route(Component::Rtcp).is_some());
    // Who has the relay at the other side asks it on, for as long as consent lasts.
    let callee = world.end(End::Callee);
    assert!(!callee.was_told(IceEvent::Disconnected));
}

#[test]
fn a_way_beside_a_relay_stays_without_it() {
    let mut world = IceWorld::new(3, None, Some(SYMMETRIC), BOTH);
    world.allocate(End::Caller, PASSWORD);
    world.connect();
    assert!(world.run_until_connected(Duration::from_secs(20)));
    let now = world.now();
    for component in [Component::Rtp, Component::Rtcp] {
        world.end(End::Caller).agent.lose_relay(now, component);
    }
    hear_each_other(&mut world);
    assert!(!world.end(End::Caller).was_told(IceEvent::Disconnected));
}
