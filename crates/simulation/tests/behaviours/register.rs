//! Registration: challenges, refresh, failures, retries, the end.

use std::net::SocketAddr;

use portsip_core::config::{Account, HostPort};
use portsip_core::ua::{Agent, RegistrationStatus};
use simulation::{
    AgentId, REST, Received, Registrar, RegistrarRules, ServerId, World, account, seconds,
};

use super::registered::account_at;

fn world_with(rules: RegistrarRules) -> (World, AgentId, ServerId) {
    let mut world = World::new(1);
    let alice = world.add_agent("alice");
    let registrar = world.add_server(|_| Registrar::new(rules));
    let server = world.server_address(registrar);
    world.give_account(alice, account_at(server));
    (world, alice, registrar)
}

fn register(world: &mut World, alice: AgentId, expires_s: u32, retry_times: u32) {
    let result = world.with(alice, |agent, now| {
        agent.register(now, expires_s, retry_times)
    });
    assert_eq!(result, Ok(()));
}

fn statuses(world: &mut World, registrar: ServerId) -> Vec<u16> {
    world.with_server(registrar, |registrar: &mut Registrar| registrar.statuses())
}

fn times_s(world: &mut World, registrar: ServerId) -> Vec<u64> {
    world.with_server(registrar, |registrar: &mut Registrar| {
        registrar
            .log
            .iter()
            .map(|(at, ..)| at.as_micros() / 1_000_000)
            .collect()
    })
}

#[test]
fn challenges_are_answered() {
    for code in [401, 407] {
        let (mut world, alice, registrar) = world_with(RegistrarRules {
            challenge: Some(code),
            ..RegistrarRules::default()
        });
        register(&mut world, alice, 600, 0);
        world.run_for(seconds(1));
        assert_eq!(statuses(&mut world, registrar), [code, 200]);
        assert_eq!(world.story(alice), ["registered 200"]);
        assert_eq!(
            world.agent(alice).registration_status(),
            RegistrationStatus::Registered
        );
    }
}

#[test]
fn it_is_refreshed_before_it_ends_without_an_event() {
    let (mut world, alice, registrar) = world_with(RegistrarRules::default());
    register(&mut world, alice, 100, 0);
    world.run_for(seconds(1000));
    let times = times_s(&mut world, registrar);
    let refreshes = &times[2..];
    assert!(refreshes.len() >= 10, "{times:?}");
    let gaps: Vec<u64> = refreshes.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(gaps.iter().all(|gap| (50..=95).contains(gap)), "{gaps:?}");
    // The nonce is used again: no new challenge.
    assert!(
        statuses(&mut world, registrar)[2..]
            .iter()
            .all(|status| *status == 200)
    );
    assert_eq!(world.story(alice), ["registered 200"]);
}

#[test]
fn the_time_granted_rules_not_the_one_asked_for() {
    let (mut world, alice, registrar) = world_with(RegistrarRules {
        expires_s_max: 60,
        ..RegistrarRules::default()
    });
    register(&mut world, alice, 3600, 0);
    world.run_for(seconds(58));
    assert!(times_s(&mut world, registrar).len() >= 3);
}

#[test]
fn a_stale_nonce_is_replaced_without_an_event() {
    let (mut world, alice, registrar) = world_with(RegistrarRules {
        nonce_uses: 2,
        ..RegistrarRules::default()
    });
    register(&mut world, alice, 100, 0);
    world.run_for(seconds(300));
    let statuses = statuses(&mut world, registrar);
    assert!(
        statuses.iter().filter(|status| **status == 401).count() >= 2,
        "{statuses:?}"
    );
    assert_eq!(world.story(alice), ["registered 200"]);
}

#[test]
fn a_too_brief_interval_is_lengthened() {
    let (mut world, alice, registrar) = world_with(RegistrarRules {
        expires_s_min: 300,
        ..RegistrarRules::default()
    });
    register(&mut world, alice, 60, 0);
    world.run_for(seconds(1));
    assert_eq!(statuses(&mut world, registrar), [401, 423, 200]);
    let asked = world.with_server(registrar, |registrar: &mut Registrar| registrar.log[2].1);
    assert_eq!(asked, 300);
    assert_eq!(world.story(alice), ["registered 200"]);
}

#[test]
fn a_wrong_password_is_not_tried_again() {
    let (mut world, alice, registrar) = world_with(RegistrarRules {
        password: "other".to_owned(),
        ..RegistrarRules::default()
    });
    register(&mut world, alice, 600, 5);
    world.run_for(seconds(7200));
    assert_eq!(statuses(&mut world, registrar), [401, 401]);
    assert_eq!(world.story(alice), ["register failed 401"]);
    assert_eq!(
        world.agent(alice).registration_status(),
        RegistrationStatus::Unregistered
    );
    world.assert_at_rest();
}

#[test]
fn failures_are_retried_with_growing_pauses() {
    let (mut world, alice, registrar) = world_with(RegistrarRules {
        failures: vec!["503 Service Unavailable".to_owned(); 3],
        ..RegistrarRules::default()
    });
    register(&mut world, alice, 600, 5);
    world.run_for(seconds(300));
    assert_eq!(statuses(&mut world, registrar)[..3], [503, 503, 503]);
    assert_eq!(
        world.story(alice),
        [
            "register failed 503",
            "register failed 503",
            "register failed 503",
            "registered 200"
        ]
    );
    let times = times_s(&mut world, registrar);
    let pauses: Vec<u64> = times
        .windows(2)
        .take(3)
        .map(|pair| pair[1] - pair[0])
        .collect();
    assert!(pauses[0] >= 1 && pauses[2] > pauses[0], "{pauses:?}");
}

#[test]
fn retries_end_with_their_number() {
    let (mut world, alice, registrar) = world_with(RegistrarRules {
        failures: vec!["500 Server Internal Error".to_owned(); 100],
        ..RegistrarRules::default()
    });
    register(&mut world, alice, 600, 2);
    world.run_for(seconds(7200));
    assert_eq!(statuses(&mut world, registrar).len(), 3);
    assert_eq!(world.story(alice).len(), 3);
    assert_eq!(
        world.agent(alice).registration_status(),
        RegistrationStatus::Unregistered
    );
    world.assert_at_rest();
}

#[test]
fn retry_after_is_obeyed() {
    let (mut world, alice, registrar) = world_with(RegistrarRules {
        failures: vec!["503 Service Unavailable\nRetry-After: 100".to_owned()],
        ..RegistrarRules::default()
    });
    register(&mut world, alice, 600, 3);
    world.run_for(seconds(300));
    let times = times_s(&mut world, registrar);
    assert!(times[1] - times[0] >= 100, "{times:?}");
    assert!(world.heard(alice, "registered 200"));
}

#[test]
fn a_deaf_registrar_is_408_and_success_comes_back_after_it() {
    let (mut world, alice, registrar) = world_with(RegistrarRules {
        deaf: true,
        ..RegistrarRules::default()
    });
    register(&mut world, alice, 600, 10);
    world.run_until("the failure", seconds(40), |world| {
        world.heard(alice, "register failed 408")
    });
    world.with_server(registrar, |registrar: &mut Registrar| {
        registrar.rules.deaf = false;
    });
    world.run_until("the success", seconds(300), |world| {
        world.heard(alice, "registered 200")
    });
}

#[test]
fn a_refresh_that_fails_is_told_and_so_is_the_next_success() {
    let (mut world, alice, registrar) = world_with(RegistrarRules::default());
    register(&mut world, alice, 60, 10);
    world.run_for(seconds(10));
    world.with_server(registrar, |registrar: &mut Registrar| {
        registrar.rules.failures = vec!["500 Server Internal Error".to_owned()];
    });
    world.run_for(seconds(120));
    assert_eq!(
        world.story(alice),
        ["registered 200", "register failed 500", "registered 200"]
    );
}

#[test]
fn unregister_takes_the_contact_back() {
    let (mut world, alice, registrar) = world_with(RegistrarRules::default());
    register(&mut world, alice, 600, 0);
    world.run_for(seconds(10));
    let bound = |registrar: &mut Registrar| registrar.binding.is_some();
    assert!(world.with_server(registrar, bound));
    let result = world.with(alice, Agent::unregister);
    assert_eq!(result, Ok(()));
    world.run_to_rest(REST);
    assert!(!world.with_server(registrar, bound));
    let last = world.with_server(registrar, |registrar: &mut Registrar| {
        registrar.log.last().map(|entry| entry.1)
    });
    assert_eq!(last, Some(0));
    assert_eq!(
        world.agent(alice).registration_status(),
        RegistrationStatus::Unregistered
    );
    assert_eq!(world.story(alice), ["registered 200"]);
    world.assert_at_rest();
}

#[test]
fn lost_messages_do_not_matter() {
    let (mut world, alice, _) = world_with(RegistrarRules::default());
    world.lose_first(2, |datagram| datagram.is_request("REGISTER"));
    world.lose_first(2, |datagram| datagram.is_response(200, "REGISTER"));
    register(&mut world, alice, 600, 0);
    world.run_for(seconds(30));
    assert_eq!(world.story(alice), ["registered 200"]);
}

#[test]
fn a_registration_wanted_again_waits_for_the_end_of_the_last() {
    for user_anew in [false, true] {
        let (mut world, alice, registrar) = world_with(RegistrarRules::default());
        register(&mut world, alice, 600, 0);
        world.run_for(seconds(10));
        world.lose_first(1, |datagram| datagram.is_request("REGISTER"));
        let server = world.server_address(registrar);
        let again = world.with(alice, |agent, now| {
            if user_anew {
                agent.remove_user(now)?;
                agent.set_user(now, account_at(server))?;
            } else {
                agent.unregister(now)?;
            }
            agent.register(now, 600, 0)
        });
        assert_eq!(again, Ok(()));
        world.run_for(seconds(10));
        assert!(world.with_server(registrar, |registrar: &mut Registrar| {
            registrar.binding.is_some()
        }));
        assert_eq!(world.story(alice), ["registered 200", "registered 200"]);
    }
}

#[test]
fn a_registration_wanted_again_outlives_a_deaf_end() {
    let (mut world, alice, registrar) = world_with(RegistrarRules::default());
    register(&mut world, alice, 600, 0);
    world.run_for(seconds(10));
    // Every repetition of the one that takes it back.
    world.lose_first(11, |datagram| datagram.is_request("REGISTER"));
    let again = world.with(alice, |agent, now| {
        agent.unregister(now)?;
        agent.register(now, 600, 0)
    });
    assert_eq!(again, Ok(()));
    world.run_for(seconds(40));
    assert_eq!(world.story(alice), ["registered 200", "registered 200"]);
    assert!(world.with_server(registrar, |registrar: &mut Registrar| {
        registrar.binding.is_some()
    }));
}

#[test]
fn intervals_that_grow_without_end_are_given_up() {
    let failures =
        (1..100).map(|round| format!("423 Interval Too Brief\nMin-Expires: {}", 600 + round));
    let (mut world, alice, registrar) = world_with(RegistrarRules {
        failures: failures.collect(),
        ..RegistrarRules::default()
    });
    register(&mut world, alice, 600, 0);
    world.run_for(seconds(60));
    assert_eq!(statuses(&mut world, registrar), [423; 6]);
    assert_eq!(world.story(alice), ["register failed 423"]);
}

#[test]
fn a_contact_that_a_nat_has_changed_is_refreshed_in_time() {
    let (mut world, alice, registrar) = world_with(RegistrarRules {
        failures: vec!["200 OK\nContact: <sip:alice@203.0.113.9:1024>;expires=60".to_owned()],
        ..RegistrarRules::default()
    });
    register(&mut world, alice, 3600, 0);
    world.run_for(seconds(60));
    assert!(times_s(&mut world, registrar).len() >= 2);
}

#[test]
fn the_contact_taken_back_is_the_one_that_was_given() {
    let mut world = World::new(1);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("peer");
    let (server, to) = (world.peer_address(peer), world.address(alice));
    world.give_account(alice, account_at(server));
    register(&mut world, alice, 600, 0);
    world.run_for(seconds(1));
    let given = world.inbox(peer).last().unwrap().clone();
    let ok = given.response("200 OK", "peer", &[], "");
    let ok = String::from_utf8_lossy(&ok).replace(";rport", ";rport=1024;received=203.0.113.9");
    world.send(peer, to, ok);
    world.run_for(seconds(1));
    assert_eq!(world.story(alice), ["registered 200"]);
    // How we look is told at once, and the contact before is taken back.
    let corrected = world.inbox(peer).last().unwrap().clone();
    let contacts = |received: &Received| -> Vec<String> {
        received
            .message
            .headers_named("Contact")
            .map(str::to_owned)
            .collect()
    };
    let (private, public) = ("<sip:alice@10.0.0.1:5060>", "<sip:alice@203.0.113.9:1024>");
    assert_eq!(contacts(&given), [private]);
    assert_eq!(
        contacts(&corrected),
        [public.to_owned(), format!("{private};expires=0")]
    );
    let ok = corrected.response("200 OK", "peer", &[], "");
    let ok = String::from_utf8_lossy(&ok).replace(";rport", ";rport=1025;received=203.0.113.9");
    world.send(peer, to, ok);
    world.run_for(seconds(1));
    // An address that changes with every request is no reason to go on.
    assert_eq!(
        world.inbox(peer).last().unwrap().message.raw(),
        corrected.message.raw()
    );
    assert_eq!(world.with(alice, Agent::unregister), Ok(()));
    world.run_for(seconds(1));
    let taken = world.inbox(peer).last().unwrap().clone();
    assert_eq!(taken.message.expires_s(), Some(0));
    assert_eq!(contacts(&taken), [public]);
}

#[test]
fn another_address_is_told_to_the_registrar_at_once() {
    let (mut world, alice, registrar) = world_with(RegistrarRules::default());
    register(&mut world, alice, 600, 0);
    world.run_for(seconds(1));
    let old = world.address(alice);
    let new = SocketAddr::from(([10, 0, 9, 1], old.port()));
    world.move_agent(alice, new);
    world.with(alice, |agent, now| {
        agent.handle_network_changed(now, &[old.ip()]);
    });
    world.run_for(seconds(1));
    let bound = world.with_server(registrar, |registrar: &mut Registrar| {
        registrar.binding.clone().map(|(contact, _)| contact)
    });
    assert_eq!(bound, Some(format!("sip:alice@{new}")));
    assert_eq!(world.story(alice), ["registered 200"]);
}

#[test]
fn after_waiting_was_given_up_it_is_asked_for_again() {
    let (mut world, alice, _) = world_with(RegistrarRules::default());
    let nowhere = Account {
        server: Some(HostPort {
            host: "nowhere.test".to_owned(),
            port: 0,
        }),
        ..account("alice")
    };
    world.give_account(alice, nowhere);
    for tries in 1..=2 {
        register(&mut world, alice, 600, 5);
        assert_eq!(world.story(alice), vec!["register failed 503"; tries]);
        let left = world.with(alice, Agent::unregister);
        assert_eq!(left, Ok(()));
    }
}
