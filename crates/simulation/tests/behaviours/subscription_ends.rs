//! Our subscriptions end in each of their stages, and beside those of others to us.

use portsip_core::error::Error;
use portsip_core::events::Event;
use portsip_core::ids::SubscriptionId;
use portsip_core::ua::Agent;
use simulation::{AgentId, Conditions, NotifierRules, REST, World, milliseconds, seconds};

use super::subscriptions::{pair, subscribe, terminate};

/// The ways in which a notifier leaves a subscription in each of its stages.
fn hindrances() -> Vec<NotifierRules> {
    let rules = NotifierRules {
        expires_s_max: 60,
        ..NotifierRules::default()
    };
    let failing = |line: &str| NotifierRules {
        failures: vec![line.to_owned()],
        ..rules.clone()
    };
    let ending = |state: &str| NotifierRules {
        state: Some(state.to_owned()),
        ..rules.clone()
    };
    vec![
        rules.clone(),
        failing("503 Busy\nRetry-After: 50"),
        failing("401 Who\nWWW-Authenticate: Digest realm=\"r\", nonce=\"n\""),
        ending("terminated;reason=probation;retry-after=50"),
        ending("terminated;reason=deactivated"),
        ending("pending"),
        NotifierRules {
            deaf: true,
            ..rules.clone()
        },
        NotifierRules {
            silent: true,
            ..rules.clone()
        },
        NotifierRules {
            forks: 3,
            notifies_first: true,
            ..rules
        },
    ]
}

#[test]
fn everything_ends_in_every_stage() {
    let moments_ms = [0, 5, 15, 30, 60, 500, 5_000, 31_000, 45_000, 50_000, 61_000];
    for (number, rules) in hindrances().into_iter().enumerate() {
        for (seed, moment_ms) in moments_ms.into_iter().enumerate() {
            for end in ["take back", "remove user", "shut down", "move"] {
                let (mut world, alice, server) = pair(seed as u64, rules.clone());
                let id = subscribe(&mut world, alice, server);
                world.run_for(milliseconds(moment_ms));
                end_by(&mut world, alice, id, end);
                world.run_to_rest(seconds(600));
                let story = world.story(alice);
                let ends = story
                    .iter()
                    .filter(|event| event.contains("subscri"))
                    .count();
                let told = !matches!(end, "remove user" | "shut down");
                let already = story.iter().any(|event| event.starts_with("not "));
                let expected = usize::from(told || already);
                assert_eq!(ends, expected, "{number} {moment_ms} {end}: {story:?}");
                assert_eq!(world.agent(alice).subscriptions_live(), 0);
                world.assert_at_rest();
            }
        }
    }
}

fn end_by(world: &mut World, alice: AgentId, id: SubscriptionId, end: &str) {
    match end {
        "take back" => take_back(world, alice, id),
        "remove user" => {
            let removed = world.with(alice, Agent::remove_user);
            assert_eq!(removed, Ok(()));
        }
        "shut down" => world.with(alice, Agent::shut_down),
        _ => {
            let elsewhere = ([192, 0, 2, 200], 5060).into();
            world.move_agent(alice, elsewhere);
            world.run_for(milliseconds(10));
            take_back(world, alice, id);
        }
    }
}

fn take_back(world: &mut World, alice: AgentId, id: SubscriptionId) {
    let over = world
        .story(alice)
        .iter()
        .any(|event| event.starts_with("not subscribed"));
    let expected = if over {
        Err(Error::CoreNotFoundSubscribeId)
    } else {
        Ok(())
    };
    assert_eq!(terminate(world, alice, id), expected);
}

#[test]
fn two_agents_watch_each_other() {
    for seed in 0..20 {
        let (mut world, alice, bob) = World::pair(seed);
        if seed >= 5 {
            world.set_conditions(Conditions::hostile(seed));
        }
        let ours: Vec<SubscriptionId> = [(alice, bob), (bob, alice)]
            .into_iter()
            .map(|(from, to)| {
                let to = world.uri(to);
                let made = world.with(from, |agent, now| agent.subscribe(now, &to, "presence", ""));
                made.expect("subscribed")
            })
            .collect();
        for (agent, text) in [(alice, "Here"), (bob, "There")] {
            world.run_until("the request", REST, |world| theirs(world, agent).is_some());
            let theirs = theirs(&world, agent).expect("a watcher");
            world.with(agent, |agent, now| {
                assert_eq!(agent.presence_accept(now, theirs), Ok(()));
                assert_eq!(agent.set_presence_status(now, theirs, text), Ok(()));
            });
        }
        world.run_until("both", REST, |world| {
            world.heard(alice, "bob is online: There") && world.heard(bob, "alice is online: Here")
        });
        world.set_conditions(Conditions::default());
        world.run_for(seconds(60));
        for (agent, id) in [alice, bob].into_iter().zip(ours) {
            assert_eq!(terminate(&mut world, agent, id), Ok(()));
        }
        world.run_to_rest(REST);
        for agent in [alice, bob] {
            let story = world.story(agent);
            let over = story.iter().filter(|event| *event == "subscription over");
            assert_eq!(over.count(), 2, "{story:?}");
        }
        world.assert_at_rest();
    }
}

/// Who asks to watch an agent.
fn theirs(world: &World, agent: AgentId) -> Option<SubscriptionId> {
    let mut events = world.events(agent).iter();
    events.find_map(|(_, event)| match event {
        Event::PresenceSubscribed { subscription, .. } => Some(*subscription),
        _ => None,
    })
}
