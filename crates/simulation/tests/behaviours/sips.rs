//! Calls to `sips` URIs: both ends are `sips` to each other (RFC 3261 §8.1.1.8,
//! §12.1.1).

use portsip_core::config::TransportKind;
use simulation::{REST, Reaction, World, milliseconds, seconds};

#[test]
fn both_ends_are_reached_by_sips() {
    for kind in [TransportKind::Tls, TransportKind::Wss] {
        for scheme in ["sip", "sips"] {
            for caller_ends in [true, false] {
                let (mut world, alice, bob) = World::pair_on(1, kind);
                world.set_reaction(bob, Reaction::Answer(milliseconds(100)));
                let to = format!("{scheme}:bob@{}", world.address(bob));
                let ours = world.try_call(alice, &to).expect("a call");
                world.run_for(seconds(2));
                assert!(world.heard(alice, "connected"));
                let theirs = world.incoming(bob).expect("it came");
                if caller_ends {
                    world.hang_up(alice, ours);
                } else {
                    world.hang_up(bob, theirs);
                }
                world.run_to_rest(REST);
                assert_eq!(world.ladder_count(&format!("BYE {scheme}:")), 1);
                world.assert_at_rest();
            }
        }
    }
}
