//! Our presence at a server: published, changed, refreshed, lost and published anew,
//! taken back (RFC 3903).

use portsip_core::body::pidf::Presence;
use portsip_core::config::{Account, HostPort, PresenceMode, TransportKind};
use portsip_core::error::Error;
use portsip_core::ids::SubscriptionId;
use portsip_core::limits::REDIRECT_HOPS_MAX;
use portsip_core::ua::Agent;
use simulation::{
    AgentId, Compositor, CompositorRules, Conditions, REST, ServerId, World, account, milliseconds,
    seconds,
};

/// An agent in agent mode, with an account at a compositor.
fn pair_on(
    seed: u64,
    transport: TransportKind,
    rules: CompositorRules,
) -> (World, AgentId, ServerId) {
    let mut world = World::new(seed);
    let alice = world.add_agent_on("alice", transport);
    let server = world.add_server(|_| Compositor::new(rules));
    let address = world.server_address(server);
    let at_server = Account {
        domain: "example.test".to_owned(),
        server: Some(HostPort {
            host: address.ip().to_string(),
            port: address.port(),
        }),
        ..account("alice")
    };
    world.give_account(alice, at_server);
    world.with(alice, |agent, now| {
        agent.set_presence_mode(now, PresenceMode::Agent);
    });
    (world, alice, server)
}

fn pair(seed: u64, rules: CompositorRules) -> (World, AgentId, ServerId) {
    pair_on(seed, TransportKind::Udp, rules)
}

fn say(world: &mut World, alice: AgentId, text: &str) {
    let said = world.with(alice, |agent, now| {
        agent.set_presence_status(now, SubscriptionId(0), text)
    });
    assert_eq!(said, Ok(()));
}

fn look<R>(world: &mut World, server: ServerId, f: impl FnOnce(&mut Compositor) -> R) -> R {
    world.with_server(server, f)
}

/// What the server knows of us.
fn known(world: &mut World, server: ServerId) -> Option<(bool, String)> {
    look(world, server, |server| {
        let presence = Presence::parse(server.document()?.as_bytes()).expect("a document");
        assert_eq!(presence.entity, "sip:alice@example.test");
        Some((presence.is_open(), presence.state_text().to_owned()))
    })
}

fn statuses(world: &mut World, server: ServerId) -> Vec<u16> {
    look(world, server, |server| server.statuses())
}

/// Leaves agent mode, after which nothing is left.
fn finish(mut world: World, alice: AgentId, server: ServerId) {
    world.with(alice, |agent, now| {
        agent.set_presence_mode(now, PresenceMode::PeerToPeer);
    });
    world.run_to_rest(seconds(120));
    assert_eq!(known(&mut world, server), None);
    world.assert_at_rest();
}

#[test]
fn it_is_published_changed_refreshed_and_taken_back() {
    let rules = CompositorRules {
        expires_s_max: 600,
        ..CompositorRules::default()
    };
    let (mut world, alice, server) = pair(1, rules);
    for (text, expected) in [
        ("Here", (true, "Here")),
        ("At lunch", (true, "At lunch")),
        ("offline", (false, "offline")),
    ] {
        say(&mut world, alice, text);
        world.run_for(seconds(1));
        let (open, told) = known(&mut world, server).expect("published");
        assert_eq!((open, told.as_str()), expected);
    }
    world.run_for(seconds(1700));
    let log = look(&mut world, server, |server| server.log.clone());
    assert_eq!(log[0].etag, None);
    assert_eq!(log[0].expires_s, Some(3600));
    assert!(
        log[1..]
            .iter()
            .all(|one| one.etag.is_some() && one.status == 200)
    );
    // Refreshes have no body.
    assert_eq!(log.len(), 6);
    assert!(log[3..].iter().all(|one| one.document.is_empty()));
    assert_eq!(
        known(&mut world, server),
        Some((false, "offline".to_owned()))
    );
    finish(world, alice, server);
}

#[test]
fn a_server_that_grants_no_time_at_all_is_left_in_peace() {
    let rules = CompositorRules {
        expires_s_max: 0,
        ..CompositorRules::default()
    };
    let (mut world, alice, server) = pair(11, rules);
    say(&mut world, alice, "Here");
    world.run_for(seconds(3000));
    assert_eq!(statuses(&mut world, server), [200]);
    finish(world, alice, server);
}

#[test]
fn only_the_newest_of_many_changes_follows_what_is_out() {
    let slow = Conditions {
        delay: milliseconds(180),
        jitter: milliseconds(50),
        ..Conditions::default()
    };
    for conditions in [Conditions::default(), slow] {
        let (mut world, alice, server) = pair(2, CompositorRules::default());
        world.set_conditions(conditions);
        for number in 0..50 {
            say(&mut world, alice, &format!("Number {number}"));
        }
        world.run_for(seconds(120));
        assert_eq!(
            known(&mut world, server),
            Some((true, "Number 49".to_owned()))
        );
        assert_eq!(statuses(&mut world, server), [200, 200]);
        finish(world, alice, server);
    }
}

#[test]
fn a_server_that_has_forgotten_it_gets_it_anew() {
    let rules = CompositorRules {
        expires_s_max: 300,
        ..CompositorRules::default()
    };
    let (mut world, alice, server) = pair(3, rules);
    say(&mut world, alice, "Here");
    world.run_for(seconds(200));
    look(&mut world, server, |server| server.held.clear());
    world.run_for(seconds(200));
    assert_eq!(statuses(&mut world, server), [200, 412, 200]);
    assert_eq!(known(&mut world, server), Some((true, "Here".to_owned())));
    // And when there is something new.
    look(&mut world, server, |server| server.held.clear());
    say(&mut world, alice, "There");
    world.run_for(seconds(1));
    assert_eq!(known(&mut world, server), Some((true, "There".to_owned())));
    // One that forgets at once again and again is left in peace.
    look(&mut world, server, |server| {
        server.rules.failures = vec!["412 No".to_owned(); 40];
    });
    say(&mut world, alice, "Nowhere");
    world.run_for(seconds(600));
    let tries = statuses(&mut world, server).len();
    assert!((9..=25).contains(&tries), "{tries}");
}

#[test]
fn what_a_server_asks_for_it_gets() {
    let rules = CompositorRules {
        expires_s_min: 7200,
        expires_s_max: 9000,
        challenges: true,
        ..CompositorRules::default()
    };
    let (mut world, alice, server) = pair(4, rules);
    say(&mut world, alice, "Here");
    world.run_for(seconds(1));
    assert_eq!(statuses(&mut world, server), [401, 423, 200]);
    assert_eq!(known(&mut world, server), Some((true, "Here".to_owned())));
    // Both are remembered.
    say(&mut world, alice, "There");
    world.run_for(seconds(1));
    assert_eq!(statuses(&mut world, server), [401, 423, 200, 200]);
    finish(world, alice, server);
}

/// A line of a server that sends us to another.
fn elsewhere(world: &World, other: ServerId) -> String {
    let other = world.server_address(other);
    format!("302 Elsewhere\nContact: <sip:alice@{other}>")
}

#[test]
fn a_server_may_send_it_elsewhere() {
    let (mut world, alice, server) = pair(21, CompositorRules::default());
    let other = world.add_server(|_| Compositor::default());
    let line = elsewhere(&world, other);
    look(&mut world, server, |server| {
        server.rules.failures = vec![line.clone()];
    });
    say(&mut world, alice, "Here");
    world.run_for(seconds(1));
    assert_eq!(statuses(&mut world, server), [302]);
    assert_eq!(known(&mut world, other), Some((true, "Here".to_owned())));
    // There it stays, until that place fails.
    say(&mut world, alice, "There");
    world.run_for(seconds(1));
    assert_eq!(known(&mut world, other), Some((true, "There".to_owned())));
    look(&mut world, other, |other| {
        other.rules.failures = vec!["500 Broken".to_owned()];
    });
    say(&mut world, alice, "Anywhere");
    world.run_for(seconds(120));
    assert_eq!(
        known(&mut world, server),
        Some((true, "Anywhere".to_owned()))
    );
    // What is taken back is taken back where it is.
    look(&mut world, server, |server| {
        server.rules.failures = vec![line];
    });
    look(&mut world, other, |other| other.held.clear());
    say(&mut world, alice, "Somewhere");
    world.run_for(seconds(1));
    assert_eq!(
        known(&mut world, other),
        Some((true, "Somewhere".to_owned()))
    );
    finish(world, alice, other);
}

#[test]
fn servers_that_send_it_round_are_left_in_peace() {
    let (mut world, alice, server) = pair(22, CompositorRules::default());
    let other = world.add_server(|_| Compositor::default());
    for (one, next) in [(server, other), (other, server)] {
        let line = elsewhere(&world, next);
        look(&mut world, one, |one| {
            one.rules.failures = vec![line; 100];
        });
    }
    say(&mut world, alice, "Here");
    world.run_to_rest(REST);
    let tries = statuses(&mut world, server).len() + statuses(&mut world, other).len();
    assert_eq!(tries, REDIRECT_HOPS_MAX + 1);
    // So is one that names no place.
    look(&mut world, server, |server| {
        server.rules.failures = vec!["305 Proxy\nContact: <tel:+1>".to_owned()];
    });
    say(&mut world, alice, "There");
    world.run_to_rest(REST);
    assert_eq!(
        statuses(&mut world, server).last(),
        Some(&305),
        "not repeated"
    );
}

#[test]
fn a_stranger_we_are_sent_to_gets_no_credentials() {
    let challenging = CompositorRules {
        challenges: true,
        ..CompositorRules::default()
    };
    let (mut world, alice, server) = pair(23, challenging.clone());
    say(&mut world, alice, "Here");
    world.run_for(seconds(1));
    let stranger = world.add_server(|_| Compositor::new(challenging));
    let line = elsewhere(&world, stranger);
    look(&mut world, server, |server| {
        server.rules.failures = vec![line];
    });
    say(&mut world, alice, "There");
    world.run_to_rest(REST);
    assert_eq!(statuses(&mut world, server), [401, 200, 302]);
    assert_eq!(statuses(&mut world, stranger), [401]);
    // At home it goes on.
    say(&mut world, alice, "At home");
    world.run_for(seconds(1));
    assert_eq!(
        known(&mut world, server),
        Some((true, "At home".to_owned()))
    );
}

#[test]
fn a_server_that_is_down_gets_it_later() {
    for (line, deaf) in [
        ("503 Down\nRetry-After: 20", false),
        ("500 Broken", false),
        ("480 Later", false),
        ("408 Late", false),
        ("", true),
    ] {
        let rules = CompositorRules {
            deaf,
            failures: vec![line.to_owned(); usize::from(!deaf) * 3],
            ..CompositorRules::default()
        };
        let (mut world, alice, server) = pair(5, rules);
        say(&mut world, alice, "Here");
        world.run_for(seconds(120));
        look(&mut world, server, |server| server.rules.deaf = false);
        world.run_for(seconds(400));
        assert_eq!(
            known(&mut world, server),
            Some((true, "Here".to_owned())),
            "{line}"
        );
        finish(world, alice, server);
    }
}

#[test]
fn a_refusal_is_final_until_something_is_said_or_the_registration_is_back() {
    for line in [
        "403 Forbidden",
        "404 Not Found",
        "489 Bad Event",
        "405 No",
        "603 No",
    ] {
        let rules = CompositorRules {
            failures: vec![line.to_owned()],
            ..CompositorRules::default()
        };
        let (mut world, alice, server) = pair(6, rules);
        say(&mut world, alice, "Here");
        world.run_to_rest(REST);
        assert_eq!(statuses(&mut world, server).len(), 1, "{line}");
        let registered = world.with(alice, |agent, now| agent.register(now, 600, 3));
        assert_eq!(registered, Ok(()));
        world.run_for(seconds(1));
        assert_eq!(
            known(&mut world, server),
            Some((true, "Here".to_owned())),
            "{line}"
        );
        look(&mut world, server, |server| {
            server.rules.failures = vec![line.to_owned()];
        });
        say(&mut world, alice, "Refused");
        world.run_for(seconds(1));
        say(&mut world, alice, "There");
        world.run_for(seconds(1));
        assert_eq!(
            known(&mut world, server),
            Some((true, "There".to_owned())),
            "{line}"
        );
    }
}

#[test]
fn it_is_published_anew_when_the_registration_is_back() {
    let (mut world, alice, server) = pair(7, CompositorRules::default());
    let registered = world.with(alice, |agent, now| agent.register(now, 600, 1000));
    assert_eq!(registered, Ok(()));
    world.run_for(seconds(1));
    say(&mut world, alice, "Here");
    world.run_for(seconds(1));
    world.take_down(world.server_address(server));
    look(&mut world, server, |server| server.held.clear());
    world.run_for(seconds(900));
    world.bring_back(world.server_address(server));
    world.run_until("the registration", seconds(1900), |world| {
        world
            .story(alice)
            .last()
            .is_some_and(|event| event == "registered 200")
    });
    world.run_for(seconds(1));
    assert_eq!(known(&mut world, server), Some((true, "Here".to_owned())));
}

#[test]
fn changes_may_cross_responses_and_moves() {
    for delay in 0..12 {
        let (mut world, alice, server) = pair(8, CompositorRules::default());
        say(&mut world, alice, "One");
        world.run_for(milliseconds(delay));
        say(&mut world, alice, "Two");
        world.run_for(milliseconds(delay));
        let moved = "10.0.9.9:5060".parse().expect("an address");
        world.move_away(alice, moved);
        world.run_for(milliseconds(delay));
        say(&mut world, alice, "Three");
        world.run_for(seconds(60));
        let log = look(&mut world, server, |server| server.log.clone());
        let last = log.last().expect("published");
        assert!(last.document.contains("Three"), "{delay} ms");
        assert_eq!(last.status, 200);
    }
}

#[test]
fn a_connection_may_be_reset() {
    let (mut world, alice, server) = pair_on(9, TransportKind::Tcp, CompositorRules::default());
    say(&mut world, alice, "One");
    world.run_for(seconds(1));
    for text in ["Two", "Three"] {
        world.reset_connections(world.server_address(server));
        say(&mut world, alice, text);
        world.run_for(seconds(10));
        assert_eq!(known(&mut world, server), Some((true, text.to_owned())));
    }
    finish(world, alice, server);
}

#[test]
fn who_goes_takes_it_back() {
    for (shut_down, delay) in [
        (false, 1000),
        (true, 1000),
        (false, 7),
        (true, 7),
        (true, 2),
    ] {
        let rules = CompositorRules {
            challenges: true,
            ..CompositorRules::default()
        };
        let (mut world, alice, server) = pair(10, rules);
        say(&mut world, alice, "Here");
        world.run_for(milliseconds(delay));
        world.with(alice, |agent, now| {
            if shut_down {
                agent.shut_down(now);
            } else {
                assert_eq!(agent.remove_user(now), Ok(()));
            }
            assert!(!agent.is_drained());
        });
        world.run_for(seconds(1));
        assert!(world.agent(alice).is_drained(), "{delay} ms");
        world.run_to_rest(REST);
        assert_eq!(known(&mut world, server), None, "{delay} ms");
        world.assert_at_rest();
    }
}

#[test]
fn who_goes_before_a_silent_server_waits_no_longer_than_that_takes() {
    let rules = CompositorRules {
        deaf: true,
        ..CompositorRules::default()
    };
    let (mut world, alice, _) = pair(11, rules);
    say(&mut world, alice, "Here");
    world.run_for(seconds(5));
    world.with(alice, Agent::shut_down);
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn each_mode_has_its_own_ids() {
    let (mut world, alice, server) = pair(12, CompositorRules::default());
    let gone = Err(Error::CoreNotFoundSubscribeId);
    let one = world.with(alice, |agent, now| {
        agent.set_presence_status(now, SubscriptionId(1), "x")
    });
    assert_eq!(one, gone);
    for bad in [0, 19] {
        let refused = world.with(alice, |agent, _| agent.set_default_publication_time(bad));
        assert_eq!(refused, Err(Error::CoreExpiresValueTooSmall));
    }
    let set = world.with(alice, |agent, _| agent.set_default_publication_time(20));
    assert_eq!(set, Ok(()));
    say(&mut world, alice, "Here");
    world.run_for(seconds(1));
    let log = look(&mut world, server, |server| server.log.clone());
    assert_eq!(log[0].expires_s, Some(20));
    world.with(alice, |agent, now| {
        agent.set_presence_mode(now, PresenceMode::PeerToPeer);
    });
    let zero = world.with(alice, |agent, now| {
        agent.set_presence_status(now, SubscriptionId(0), "x")
    });
    assert_eq!(zero, gone);
    world.run_to_rest(REST);
    world.assert_at_rest();
    // Without a server, or a user, nothing can be published.
    world.give_account(alice, account("alice"));
    world.with(alice, |agent, now| {
        agent.set_presence_mode(now, PresenceMode::Agent);
    });
    let refused = world.with(alice, |agent, now| {
        agent.set_presence_status(now, SubscriptionId(0), "x")
    });
    assert_eq!(refused, Err(Error::CoreSipServerEmpty));
    let refused = world.with(alice, |agent, now| {
        agent.remove_user(now)?;
        agent.set_presence_status(now, SubscriptionId(0), "x")
    });
    assert_eq!(refused, Err(Error::CoreUserNotFound));
}

#[test]
fn who_publishes_has_no_watchers() {
    let (mut world, alice, bob) = World::pair(13);
    let to = world.uri(bob);
    let watch = |world: &mut World| {
        world.with(alice, |agent, now| {
            agent.subscribe(now, &to, "presence", "")
        })
    };
    assert!(watch(&mut world).is_ok());
    world.run_for(seconds(1));
    assert_eq!(world.agent(bob).watchers_live(), 1);
    world.with(bob, |agent, now| {
        agent.set_presence_mode(now, PresenceMode::Agent);
    });
    world.run_for(seconds(60));
    assert_eq!(world.agent(bob).watchers_live(), 0);
    assert!(world.ladder_count("489") > 0, "the next one is refused");
    assert!(!world.heard(bob, "subscription over"), "bob knows");
}
