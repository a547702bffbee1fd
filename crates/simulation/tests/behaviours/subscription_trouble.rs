//! Our subscriptions where the notifier, the network or the program does what is rare
//! (RFC 6665 §4.1).

use portsip_core::config::TransportKind;
use portsip_core::limits::SUBSCRIBES_AT_ONCE_MAX;
use simulation::{Notifier, NotifierRules, REST, ServerId, World, milliseconds, seconds};

use super::subscriptions::{look, pair, seen, subscribe, terminate};

fn dialog_info(version: u32, kind: &str) -> String {
    format!(
        "<dialog-info xmlns=\"urn:ietf:params:xml:ns:dialog-info\" version=\"{version}\" \
         state=\"{kind}\" entity=\"sip:bob@h\"><dialog id=\"a\"><state>early</state></dialog>\
         </dialog-info>"
    )
}

/// When each SUBSCRIBE came, in milliseconds, and what it was answered.
fn log(world: &mut World, server: ServerId) -> Vec<(u64, u16)> {
    let log = look(world, server, |notifier| notifier.log.clone());
    let log = log.iter();
    log.map(|(at, _, status)| (at.as_micros() / 1000, *status))
        .collect()
}

fn notify(world: &mut World, server: ServerId, state: Option<&str>) {
    let notifies = look(world, server, |notifier| notifier.notify_all(state));
    world.send_from_server(server, notifies);
}

#[test]
fn a_notifier_need_not_say_how_long() {
    let (mut world, alice, server) = pair(
        1,
        NotifierRules {
            state: Some("active".to_owned()),
            expires_s_max: 600,
            ..NotifierRules::default()
        },
    );
    subscribe(&mut world, alice, server);
    world.run_for(seconds(3600));
    assert!(world.story(alice).iter().all(|event| event == "notified"));
    let tries = log(&mut world, server).len();
    assert!((6..=9).contains(&tries), "{tries}");
}

#[test]
fn a_notifier_that_grants_no_time_is_left_in_peace() {
    for notifies_first in [false, true] {
        let rules = NotifierRules {
            notifies_first,
            expires_s_max: 0,
            ..NotifierRules::default()
        };
        let (mut world, alice, server) = pair(2, rules);
        world.run_for(seconds(600));
        subscribe(&mut world, alice, server);
        world.run_for(seconds(3600));
        let tries = log(&mut world, server).len();
        assert!((3..=15).contains(&tries), "{tries}");
    }
}

#[test]
fn a_refresh_that_failed_long_ago_does_not_count() {
    let (mut world, alice, server) = pair(
        3,
        NotifierRules {
            expires_s_max: 600,
            ..NotifierRules::default()
        },
    );
    subscribe(&mut world, alice, server);
    for _ in 0..20 {
        world.run_for(seconds(60));
        look(&mut world, server, |notifier| {
            notifier.rules.failures = vec!["500 Oops".to_owned()];
        });
        world.run_for(seconds(540));
    }
    let log = log(&mut world, server);
    let failed = log.windows(2).filter(|pair| pair[0].1 == 500);
    let waits: Vec<u64> = failed.map(|pair| pair[1].0 - pair[0].0).collect();
    assert!(waits.len() > 15, "{waits:?}");
    assert!(waits.iter().all(|wait| *wait < 5000), "{waits:?}");
    assert!(!world.heard(alice, "subscription over"));
}

#[test]
fn what_is_sent_meanwhile_does_not_put_off_the_whole() {
    for later in [4, 6] {
        let document = |version, kind| {
            let kind_of = "application/dialog-info+xml".to_owned();
            (kind_of, dialog_info(version, kind))
        };
        let mut world = World::new(4);
        let alice = world.add_agent("alice");
        let rules = NotifierRules {
            document: document(0, "full"),
            ..NotifierRules::default()
        };
        let server = world.add_server(|address| Notifier::new(address, rules));
        let to = format!("sip:bob@{}", world.server_address(server));
        let made = world.with(alice, |agent, now| agent.subscribe(now, &to, "dialog", ""));
        assert!(made.is_ok());
        world.run_for(seconds(1));
        // One was lost before the first of these; the second follows it, or lost one too.
        for version in [3, later] {
            look(&mut world, server, |notifier| {
                notifier.rules.document = document(version, "partial");
            });
            notify(&mut world, server, None);
            world.run_for(seconds(2));
        }
        assert_eq!(log(&mut world, server).len(), 1);
        world.run_for(seconds(2));
        assert_eq!(log(&mut world, server).len(), 2, "version {later}");
    }
}

#[test]
fn the_answer_to_an_old_subscribe_is_not_taken_for_that_of_the_new() {
    let run = |moment_ms: Option<u64>| {
        let rules = NotifierRules {
            expires_s_max: 120,
            ..NotifierRules::default()
        };
        let (mut world, alice, server) = pair(5, rules);
        subscribe(&mut world, alice, server);
        if let Some(moment_ms) = moment_ms {
            world.run_for(milliseconds(moment_ms - world.now().as_micros() / 1000));
            notify(&mut world, server, Some("terminated;reason=timeout"));
        }
        world.run_for(seconds(140));
        assert!(!world.heard(alice, "subscription over"));
        (log(&mut world, server), seen(&mut world, server).1)
    };
    let (undisturbed, _) = run(None);
    let (refreshed, _) = undisturbed[1];
    // The end and the refresh cross.
    let (log, held) = run(Some(refreshed - 1));
    let statuses: Vec<u16> = log.iter().map(|(_, status)| *status).collect();
    assert_eq!(statuses.get(..3), Some(&[200, 481, 200][..]), "{log:?}");
    assert_eq!(held, 1, "{log:?}");
}

#[test]
fn a_program_that_is_far_behind_is_told_later() {
    let (mut world, alice, server) = pair(14, NotifierRules::default());
    subscribe(&mut world, alice, server);
    world.run_for(seconds(60));
    world.with(alice, |agent, _| agent.set_overloaded(true));
    for _ in 0..20 {
        notify(&mut world, server, None);
        world.run_for(milliseconds(100));
    }
    let answers = look(&mut world, server, |notifier| notifier.answers.clone());
    assert_eq!(answers[1..], [503; 20]);
    assert_eq!(world.story(alice), ["notified"]);
    world.with(alice, |agent, _| agent.set_overloaded(false));
    world.run_for(seconds(35));
    assert_eq!(world.story(alice), ["notified", "notified"]);
    assert_eq!(seen(&mut world, server), (vec![200, 200], 1));
}

#[test]
fn who_waits_for_its_turn_waits_as_long_as_the_server_asks() {
    let rules = NotifierRules {
        expires_s_max: 60,
        ..NotifierRules::default()
    };
    let (mut world, alice, server) = pair(12, rules);
    let address = world.server_address(server);
    for number in 0..2 * SUBSCRIBES_AT_ONCE_MAX {
        let to = format!("sip:{number}@{address}");
        let made = world.with(alice, |agent, now| {
            agent.subscribe(now, &to, "presence", "")
        });
        assert!(made.is_ok());
    }
    world.run_for(seconds(30));
    // As many refreshes are out as may be, and the others wait.
    look(&mut world, server, |notifier| notifier.rules.deaf = true);
    world.run_for(seconds(26));
    let probation = Some("terminated;reason=probation;retry-after=100");
    notify(&mut world, server, probation);
    look(&mut world, server, |notifier| {
        notifier.rules.deaf = false;
        notifier.log.clear();
    });
    world.run_for(seconds(95));
    let early = seen(&mut world, server).0;
    assert!(early.iter().all(|status| *status == 481), "{early:?}");
    world.run_for(seconds(20));
    assert_eq!(seen(&mut world, server).1, 2 * SUBSCRIBES_AT_ONCE_MAX);
}

#[test]
fn who_has_taken_it_back_asks_nobody_else() {
    let (mut world, alice, server) = pair(6, NotifierRules::default());
    let elsewhere = format!(
        "302 Moved\nContact: <sip:bob@{}>",
        world.server_address(server)
    );
    let challenge = "401 Unauthorized\nWWW-Authenticate: Digest realm=\"r\", nonce=\"n\"";
    for failure in [
        elsewhere.as_str(),
        challenge,
        "423 Brief\nMin-Expires: 7200",
    ] {
        let before = log(&mut world, server).len();
        look(&mut world, server, |notifier| {
            notifier.rules.failures = vec![failure.to_owned()];
        });
        let id = subscribe(&mut world, alice, server);
        assert_eq!(terminate(&mut world, alice, id), Ok(()));
        world.run_to_rest(REST);
        assert_eq!(log(&mut world, server).len(), before + 1, "{failure}");
        world.assert_at_rest();
    }
    assert_eq!(world.story(alice), ["subscription over"; 3]);
}

#[test]
fn a_challenged_refresh_is_answered() {
    let rules = NotifierRules {
        expires_s_max: 120,
        ..NotifierRules::default()
    };
    let (mut world, alice, server) = pair(7, rules);
    subscribe(&mut world, alice, server);
    world.run_for(seconds(1));
    let challenge = "407 Who?\nProxy-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\"";
    look(&mut world, server, |notifier| {
        notifier.rules.failures = vec![challenge.to_owned()];
    });
    world.run_for(seconds(115));
    let log = log(&mut world, server);
    let statuses: Vec<u16> = log.iter().map(|(_, status)| *status).collect();
    assert_eq!(statuses, [200, 407, 200]);
    assert!(log[2].0 - log[1].0 < 1000, "{log:?}");
    assert_eq!(world.story(alice), ["notified", "notified"]);
}

#[test]
fn detours_come_to_an_end() {
    let (mut world, alice, server) = pair(8, NotifierRules::default());
    let circle = format!(
        "302 Moved\nContact: <sip:bob@{}>",
        world.server_address(server)
    );
    let challenge =
        "401 Unauthorized\nWWW-Authenticate: Digest realm=\"r\", nonce=\"n\", stale=true";
    let longer = |more: u32| format!("423 Brief\nMin-Expires: {}", u32::MAX - 100 + more);
    let floods = [
        vec![circle; 100],
        vec![challenge.to_owned(); 100],
        (0..100).map(longer).collect(),
    ];
    for (flood, status) in floods.into_iter().zip([302, 401, 423]) {
        look(&mut world, server, |notifier| {
            notifier.log.clear();
            notifier.rules.failures = flood;
        });
        subscribe(&mut world, alice, server);
        world.run_to_rest(REST);
        let tries = log(&mut world, server).len();
        assert!((2..=10).contains(&tries), "{status}: {tries}");
        assert!(world.heard(alice, &format!("not subscribed {status}")));
        world.assert_at_rest();
    }
}

#[test]
fn a_first_try_waits_as_long_as_the_server_asks() {
    for (after_s, patient) in [(30, true), (601, false)] {
        let busy = format!("503 Busy\nRetry-After: {after_s}");
        let (mut world, alice, server) = pair(
            9,
            NotifierRules {
                failures: vec![busy],
                ..NotifierRules::default()
            },
        );
        let id = subscribe(&mut world, alice, server);
        world.run_for(seconds(after_s - 1));
        assert_eq!(log(&mut world, server).len(), 1);
        world.run_for(seconds(5));
        assert_eq!(log(&mut world, server).len(), if patient { 2 } else { 1 });
        let failed = world.heard(alice, "not subscribed 503");
        assert_eq!(failed, !patient);
        let back = terminate(&mut world, alice, id);
        assert_eq!(back.is_ok(), patient);
    }
}

#[test]
fn a_notify_after_the_end_finds_nothing() {
    let (mut world, alice, server) = pair(10, NotifierRules::default());
    let id = subscribe(&mut world, alice, server);
    world.run_for(seconds(1));
    let late = look(&mut world, server, |notifier| notifier.notify_all(None));
    assert_eq!(terminate(&mut world, alice, id), Ok(()));
    world.run_to_rest(REST);
    world.send_from_server(server, late);
    world.run_to_rest(REST);
    let answers = look(&mut world, server, |notifier| notifier.answers.clone());
    assert_eq!(answers, [200, 200, 481]);
    assert_eq!(
        world.story(alice),
        ["notified", "notified", "subscription over"]
    );
    world.assert_at_rest();
}

#[test]
fn a_flood_of_news_leaves_the_refresh_at_its_time() {
    let rules = NotifierRules {
        expires_s_max: 120,
        ..NotifierRules::default()
    };
    let (mut world, alice, server) = pair(11, rules);
    subscribe(&mut world, alice, server);
    for _ in 0..1190 {
        world.run_for(milliseconds(100));
        notify(&mut world, server, None);
    }
    world.run_for(seconds(1));
    assert_eq!(log(&mut world, server).len(), 2);
    let answers = look(&mut world, server, |notifier| notifier.answers.clone());
    assert!(answers.len() > 1190 && answers.iter().all(|status| *status == 200));
}

#[test]
fn a_connection_that_is_being_made_anew_takes_it_back() {
    let run = |early_ms: Option<(u64, u64)>| {
        let (mut world, alice, bob) = World::pair_on(13, TransportKind::Tcp);
        let to = world.uri(bob);
        let made = world.with(alice, |agent, now| {
            agent.subscribe(now, &to, "presence", "")
        });
        let id = made.expect("subscribed");
        world.run_for(seconds(60));
        world.reset_connections(world.address(bob));
        if let Some((moment_ms, early_ms)) = early_ms {
            let passed_ms = world.now().as_micros() / 1000;
            world.run_for(milliseconds(moment_ms - early_ms - passed_ms));
            assert_eq!(terminate(&mut world, alice, id), Ok(()));
            world.run_for(seconds(10));
            assert!(world.heard(bob, "subscription over"), "{early_ms} ms");
            return 0;
        }
        let subscribes = world.ladder_count("SUBSCRIBE sip:");
        world.run_until("the refresh", seconds(10), |world| {
            world.ladder_count("SUBSCRIBE sip:") > subscribes
        });
        world.now().as_micros() / 1000
    };
    let moment_ms = run(None);
    for early_ms in 1..40 {
        run(Some((moment_ms, early_ms)));
    }
}
