//! Our address changes while a request of ours is out: its answer does not come any more,
//! which does not end the call; what it asked for is asked again from where we are.

use std::net::SocketAddr;

use portsip_core::config::{Refresher, SessionTimer, TransportKind};
use portsip_core::ids::SessionId;
use simulation::{AgentId, REST, World, milliseconds, seconds};

use super::transfer::Three;

fn elsewhere() -> SocketAddr {
    ([10, 9, 9, 9], 5060).into()
}

/// A connected call.
fn connected(transport: TransportKind) -> (World, [(AgentId, SessionId); 2]) {
    let mut world = World::new(1);
    let alice = world.add_agent_on("alice", transport);
    let bob = world.add_agent_on("bob", transport);
    let (ours, theirs) = world.connect(alice, bob);
    world.run_for(seconds(1));
    (world, [(alice, ours), (bob, theirs)])
}

#[test]
fn a_hold_is_asked_for_again() {
    for transport in [TransportKind::Udp, TransportKind::Tcp] {
        for wait in [0, 7] {
            let (mut world, sides) = connected(transport);
            let [(alice, ours), (bob, theirs)] = sides;
            let held = world.with(alice, |agent, now| agent.hold(now, ours));
            assert_eq!(held, Ok(()));
            // On its way, or the answer is.
            world.run_for(milliseconds(wait));
            world.move_away(alice, elsewhere());
            world.run_for(seconds(60));
            assert_eq!(world.story(bob)[..3], ["incoming", "connected", "held"]);
            assert!(!world.heard(bob, "unheld") && !world.heard(bob, "closed"));
            assert!(!world.heard(alice, "closed"));
            world.assert_media_fits(sides[0], sides[1]);
            world.hang_up(bob, theirs);
            world.run_to_rest(REST);
            world.assert_at_rest();
        }
    }
}

#[test]
fn a_refresh_and_an_info_do_not_end_the_call() {
    let (mut world, sides) = {
        let mut world = World::new(2);
        let alice = world.add_agent("alice");
        let bob = world.add_agent("bob");
        let timer = SessionTimer {
            interval_s: 90,
            refresher: Refresher::Uac,
        };
        let set = world.with(alice, |agent, _| agent.set_session_timer(Some(timer)));
        assert_eq!(set, Ok(()));
        let (ours, theirs) = world.connect(alice, bob);
        (world, [(alice, ours), (bob, theirs)])
    };
    let [(alice, ours), (bob, theirs)] = sides;
    world.run_until("the refresh", seconds(60), |world| {
        world.ladder_count("UPDATE sip:") == 1
    });
    let sent = world.with(alice, |agent, now| {
        agent.send_info(now, ours, ("text", "plain"), "hello".into())
    });
    assert_eq!(sent, Ok(()));
    world.move_away(alice, elsewhere());
    world.run_for(seconds(200));
    for agent in [alice, bob] {
        assert!(!world.heard(agent, "closed"));
    }
    world.assert_media_fits(sides[0], sides[1]);
    world.hang_up(bob, theirs);
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn a_bye_goes_again() {
    for transport in [TransportKind::Udp, TransportKind::Tcp] {
        let (mut world, [(alice, ours), (bob, _)]) = connected(transport);
        world.cut_off(world.address(bob));
        world.hang_up(alice, ours);
        world.run_for(seconds(1));
        world.bring_back(world.address(bob));
        world.move_away(alice, elsewhere());
        world.run_to_rest(REST);
        assert_eq!(world.story(bob).last().map(String::as_str), Some("closed"));
        world.assert_at_rest();
    }
}

#[test]
fn what_was_answered_before_is_not_asked_again() {
    let (mut world, [(alice, ours), (bob, theirs)]) = connected(TransportKind::Udp);
    let held = world.with(alice, |agent, now| agent.hold(now, ours));
    assert_eq!(held, Ok(()));
    world.run_for(seconds(1));
    let unheld = world.with(alice, |agent, now| agent.un_hold(now, ours));
    assert_eq!(unheld, Ok(()));
    world.move_away(alice, elsewhere());
    world.run_for(seconds(60));
    // The call, the hold, the end of it, and that again from elsewhere.
    assert_eq!(world.ladder_count("INVITE sip:"), 4);
    world.assert_media_fits((alice, ours), (bob, theirs));
    assert_eq!(world.agent(bob).calls_live(), 1);
}

#[test]
fn a_question_outside_of_calls_is_asked_again() {
    let (mut world, alice, bob) = World::pair(5);
    let to = world.uri(bob);
    world.cut_off(world.address(bob));
    let asked = world.with(alice, |agent, now| agent.send_options(now, &to, "".into()));
    assert_eq!(asked, Ok(()));
    world.run_for(seconds(1));
    world.bring_back(world.address(bob));
    world.move_away(alice, elsewhere());
    world.run_to_rest(REST);
    assert_eq!(world.story(bob), ["options"]);
    world.assert_at_rest();
}

#[test]
fn the_last_word_on_a_transfer_is_said_again() {
    // In the call, and after the asking side has hung up.
    for hangs_up in [false, true] {
        let mut three = Three::new(6);
        let (alice, bob, carol) = (three.alice, three.bob, three.carol);
        let (ours, theirs) = three.world.connect(alice, bob);
        let refer = three.refer(ours);
        let new = three.accept(bob, refer).expect("bob calls carol");
        three.world.run_for(seconds(2));
        if hangs_up {
            three.world.hang_up(bob, theirs);
            three.world.run_for(seconds(2));
        }
        // The NOTIFY goes to where nobody hears it.
        let address = three.world.address(alice);
        three.world.cut_off(address);
        let at_carol = three.world.incoming(carol).expect("carol is called");
        three.world.answer(carol, at_carol).expect("carol answers");
        three.world.run_for(seconds(1));
        three.world.bring_back(address);
        three.world.move_away(bob, elsewhere());
        three.world.run_for(seconds(20));
        let story = three.story(alice, ours);
        assert!(story.contains(&"transferred".to_owned()), "{story:?}");
        if !hangs_up {
            three.finish(&[(bob, new), (alice, ours)]);
        }
    }
}
