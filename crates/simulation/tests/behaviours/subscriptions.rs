//! Our subscriptions: made, refreshed, ended by either side, lost and made anew
//! (RFC 6665 §4.1).

use portsip_core::error::Error;
use portsip_core::ids::SubscriptionId;
use simulation::{AgentId, Notifier, NotifierRules, REST, ServerId, World, seconds};

pub(super) fn pair(seed: u64, rules: NotifierRules) -> (World, AgentId, ServerId) {
    let mut world = World::new(seed);
    let alice = world.add_agent("alice");
    let server = world.add_server(|address| Notifier::new(address, rules));
    (world, alice, server)
}

pub(super) fn subscribe(world: &mut World, alice: AgentId, server: ServerId) -> SubscriptionId {
    let to = format!("sip:bob@{}", world.server_address(server));
    let made = world.with(alice, |agent, now| {
        agent.subscribe(now, &to, "conference", "")
    });
    made.expect("subscribed")
}

pub(super) fn terminate(
    world: &mut World,
    alice: AgentId,
    id: SubscriptionId,
) -> Result<(), Error> {
    world.with(alice, |agent, now| agent.terminate_subscription(now, id))
}

pub(super) fn look<R>(
    world: &mut World,
    server: ServerId,
    f: impl FnOnce(&mut Notifier) -> R,
) -> R {
    world.with_server(server, f)
}

/// The statuses that the notifier answered, and how many subscriptions it holds.
pub(super) fn seen(world: &mut World, server: ServerId) -> (Vec<u16>, usize) {
    look(world, server, |notifier| {
        (notifier.statuses(), notifier.held())
    })
}

#[test]
fn it_lives_by_refreshes_until_it_is_taken_back() {
    for notifies_first in [false, true] {
        let rules = NotifierRules {
            notifies_first,
            expires_s_max: 600,
            ..NotifierRules::default()
        };
        let (mut world, alice, server) = pair(1, rules);
        let id = subscribe(&mut world, alice, server);
        world.run_for(seconds(1));
        assert_eq!(world.story(alice), ["notified"]);
        world.run_for(seconds(3600));
        let refreshes = look(&mut world, server, |notifier| notifier.log.clone());
        assert!((6..=9).contains(&refreshes.len()), "{refreshes:?}");
        let answers = look(&mut world, server, |notifier| notifier.answers.clone());
        assert!(answers.iter().all(|status| *status == 200));
        assert_eq!(terminate(&mut world, alice, id), Ok(()));
        assert_eq!(
            terminate(&mut world, alice, id),
            Err(Error::CoreNotFoundSubscribeId)
        );
        world.run_to_rest(REST);
        let last = look(&mut world, server, |notifier| notifier.log.last().copied());
        assert_eq!(
            last.map(|(_, asked, status)| (asked, status)),
            Some((0, 200))
        );
        assert_eq!(
            world.story(alice).last().map(String::as_str),
            Some("subscription over")
        );
        assert_eq!(seen(&mut world, server).1, 0);
        world.assert_at_rest();
    }
}

#[test]
fn a_refusal_is_told_once() {
    for (line, status) in [
        ("489 Bad Event", 489),
        ("404 Not Found", 404),
        ("603 No", 603),
    ] {
        let (mut world, alice, server) = pair(
            2,
            NotifierRules {
                failures: vec![line.to_owned()],
                ..NotifierRules::default()
            },
        );
        let id = subscribe(&mut world, alice, server);
        world.run_to_rest(REST);
        assert_eq!(world.story(alice), [format!("not subscribed {status}")]);
        assert_eq!(
            terminate(&mut world, alice, id),
            Err(Error::CoreNotFoundSubscribeId)
        );
        world.assert_at_rest();
    }
}

#[test]
fn silence_is_a_failure() {
    let (mut world, alice, server) = pair(
        3,
        NotifierRules {
            deaf: true,
            ..NotifierRules::default()
        },
    );
    subscribe(&mut world, alice, server);
    world.run_to_rest(REST);
    assert_eq!(world.story(alice), ["not subscribed 408"]);
    // Granted, but nothing is told.
    let (mut world, alice, server) = pair(
        3,
        NotifierRules {
            silent: true,
            ..NotifierRules::default()
        },
    );
    subscribe(&mut world, alice, server);
    world.run_to_rest(REST);
    assert_eq!(world.story(alice), ["not subscribed 408"]);
    world.assert_at_rest();
}

#[test]
fn a_longer_time_is_asked_for_where_that_is_wanted() {
    let (mut world, alice, server) = pair(
        4,
        NotifierRules {
            expires_s_min: 7200,
            expires_s_max: 9000,
            ..NotifierRules::default()
        },
    );
    subscribe(&mut world, alice, server);
    world.run_for(seconds(1));
    let log = look(&mut world, server, |notifier| notifier.log.clone());
    let asked: Vec<_> = log
        .iter()
        .map(|(_, asked, status)| (*asked, *status))
        .collect();
    assert_eq!(asked, [(3600, 423), (7200, 200)]);
    assert_eq!(world.story(alice), ["notified"]);
}

#[test]
fn one_of_several_forks_is_kept() {
    let (mut world, alice, server) = pair(
        5,
        NotifierRules {
            forks: 3,
            ..NotifierRules::default()
        },
    );
    subscribe(&mut world, alice, server);
    world.run_for(seconds(1));
    let answers = look(&mut world, server, |notifier| notifier.answers.clone());
    let count = |status| answers.iter().filter(|answer| **answer == status).count();
    assert_eq!((count(200), count(481)), (1, 2), "{answers:?}");
    assert_eq!(world.story(alice), ["notified"]);
}

#[test]
fn a_server_that_has_forgotten_it_gets_it_anew() {
    let (mut world, alice, server) = pair(
        6,
        NotifierRules {
            expires_s_max: 300,
            ..NotifierRules::default()
        },
    );
    subscribe(&mut world, alice, server);
    world.run_for(seconds(200));
    look(&mut world, server, Notifier::restart);
    world.run_for(seconds(200));
    let (statuses, held) = seen(&mut world, server);
    assert!(statuses.contains(&481), "{statuses:?}");
    assert_eq!(held, 1);
    assert!(!world.heard(alice, "subscription over"));
}

#[test]
fn a_server_that_is_down_for_long_gets_it_back() {
    let (mut world, alice, server) = pair(
        7,
        NotifierRules {
            expires_s_max: 120,
            ..NotifierRules::default()
        },
    );
    subscribe(&mut world, alice, server);
    world.run_for(seconds(60));
    world.take_down(world.server_address(server));
    look(&mut world, server, Notifier::restart);
    world.run_for(seconds(1200));
    world.bring_back(world.server_address(server));
    world.run_for(seconds(1800));
    assert_eq!(seen(&mut world, server).1, 1);
    assert!(!world.heard(alice, "subscription over"));
}

#[test]
fn what_follows_the_end_depends_on_its_reason() {
    for (state, soon, later) in [
        ("terminated;reason=deactivated", true, true),
        ("terminated;reason=timeout", true, true),
        ("terminated;reason=probation;retry-after=100", false, true),
        ("terminated;reason=giveup;retry-after=100", false, true),
        ("terminated", true, true),
        ("terminated;reason=rejected", false, false),
        ("terminated;reason=noresource", false, false),
        ("terminated;reason=invariant", false, false),
    ] {
        let (mut world, alice, server) = pair(8, NotifierRules::default());
        subscribe(&mut world, alice, server);
        world.run_for(seconds(120));
        let notifies = look(&mut world, server, |notifier| {
            notifier.notify_all(Some(state))
        });
        world.send_from_server(server, notifies);
        world.run_for(seconds(10));
        assert_eq!(seen(&mut world, server).1 == 1, soon, "{state}");
        world.run_for(seconds(200));
        assert_eq!(seen(&mut world, server).1 == 1, later, "{state}");
        assert_eq!(world.heard(alice, "subscription over"), !later, "{state}");
        if !later {
            world.run_to_rest(REST);
            world.assert_at_rest();
        }
    }
}

#[test]
fn a_server_that_ends_it_at_once_again_and_again_is_left_in_peace() {
    for state in [
        "terminated;reason=deactivated",
        "terminated",
        "terminated;reason=giveup",
    ] {
        let (mut world, alice, server) = pair(
            9,
            NotifierRules {
                state: Some(state.to_owned()),
                ..NotifierRules::default()
            },
        );
        subscribe(&mut world, alice, server);
        world.run_to_rest(REST);
        assert_eq!(seen(&mut world, server).0.len(), 4, "{state}");
        assert_eq!(
            world.story(alice).last().map(String::as_str),
            Some("not subscribed 480")
        );
        world.assert_at_rest();
    }
}

#[test]
fn more_than_may_go_at_once_end_where_there_is_no_way() {
    let (mut world, alice, _) = pair(12, NotifierRules::default());
    for number in 0..100 {
        let to = format!("sip:{number}@nowhere.test");
        let made = world.with(alice, |agent, now| {
            agent.subscribe(now, &to, "presence", "")
        });
        assert!(made.is_ok());
    }
    world.run_to_rest(REST);
    assert_eq!(world.story(alice), ["not subscribed 503"; 100]);
    world.assert_at_rest();
}

#[test]
fn a_server_that_asks_for_patience_gets_it_whatever_else_happens() {
    let (mut world, alice, server) = pair(13, NotifierRules::default());
    subscribe(&mut world, alice, server);
    world.run_for(seconds(120));
    let notifies = look(&mut world, server, |notifier| {
        notifier.notify_all(Some("terminated;reason=giveup;retry-after=600"))
    });
    world.send_from_server(server, notifies);
    world.run_for(seconds(60));
    world.move_away(alice, ([10, 9, 9, 9], 5060).into());
    world.run_for(seconds(500));
    assert_eq!(seen(&mut world, server).1, 0);
    world.run_for(seconds(100));
    assert_eq!(seen(&mut world, server).1, 1);
}

#[test]
fn the_end_may_cross_a_notify() {
    for seed in 0..20 {
        let (mut world, alice, server) = pair(seed, NotifierRules::default());
        let id = subscribe(&mut world, alice, server);
        world.run_for(seconds(1));
        let notifies = look(&mut world, server, |notifier| notifier.notify_all(None));
        world.send_from_server(server, notifies);
        assert_eq!(terminate(&mut world, alice, id), Ok(()));
        world.run_to_rest(REST);
        let answers = look(&mut world, server, |notifier| notifier.answers.clone());
        assert!(answers.iter().all(|status| *status == 200), "{answers:?}");
        assert_eq!(
            world.story(alice),
            ["notified", "notified", "notified", "subscription over"]
        );
        world.assert_at_rest();
    }
}

#[test]
fn it_may_be_taken_back_before_it_is_granted() {
    let (mut world, alice, server) = pair(10, NotifierRules::default());
    let id = subscribe(&mut world, alice, server);
    assert_eq!(terminate(&mut world, alice, id), Ok(()));
    world.run_to_rest(REST);
    assert_eq!(seen(&mut world, server).1, 0);
    assert_eq!(
        world.story(alice).last().map(String::as_str),
        Some("subscription over")
    );
    world.assert_at_rest();
}

#[test]
fn a_lossy_network_only_delays_it() {
    for seed in 0..50 {
        let (mut world, alice, server) = pair(
            seed,
            NotifierRules {
                expires_s_max: 120,
                ..NotifierRules::default()
            },
        );
        world.set_conditions(simulation::Conditions {
            lost_per_mille: 200,
            ..simulation::Conditions::default()
        });
        let id = subscribe(&mut world, alice, server);
        world.run_for(seconds(900));
        assert!(!world.heard(alice, "subscription over"));
        if world.heard(alice, "not subscribed 408") {
            continue;
        }
        world.set_conditions(simulation::Conditions::default());
        world.run_for(seconds(300));
        assert_eq!(seen(&mut world, server).1, 1, "seed {seed}");
        assert_eq!(terminate(&mut world, alice, id), Ok(()));
        world.run_to_rest(REST);
        world.assert_at_rest();
    }
}

#[test]
fn a_second_one_to_the_same_is_refused() {
    let (mut world, alice, server) = pair(11, NotifierRules::default());
    subscribe(&mut world, alice, server);
    let to = format!("sip:bob@{}", world.server_address(server));
    let mut try_package =
        |package: &str| world.with(alice, |agent, now| agent.subscribe(now, &to, package, ""));
    assert_eq!(
        try_package("Conference"),
        Err(Error::CoreSipAlreadySubscribed)
    );
    assert!(try_package("presence").is_ok());
    for none in ["", "a b", "refer", "x;id=1", "a,b"] {
        assert_eq!(
            try_package(none),
            Err(Error::CoreArgumentIncorrect),
            "{none}"
        );
    }
}
