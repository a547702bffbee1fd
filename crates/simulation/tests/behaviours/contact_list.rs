//! A contact list of 1,000 presence and 200 call subscriptions in one agent.

use simulation::{AgentId, Notifier, NotifierRules, ServerId, World, milliseconds, seconds};

const CONTACTS: usize = 1000;
const LINES: usize = 200;

fn contact_list(seed: u64) -> (World, AgentId, ServerId) {
    let mut world = World::new(seed);
    let alice = world.add_agent("alice");
    world.keep_nothing();
    let rules = NotifierRules {
        expires_s_max: 600,
        ..NotifierRules::default()
    };
    let server = world.add_server(|address| Notifier::new(address, rules));
    let host = world.server_address(server);
    let packages = ["presence"; CONTACTS].into_iter().chain(["dialog"; LINES]);
    for (index, package) in packages.enumerate() {
        let to = format!("sip:{index}@{host}");
        let made = world.with(alice, |agent, now| agent.subscribe(now, &to, package, ""));
        assert!(made.is_ok());
    }
    (world, alice, server)
}

/// How many SUBSCRIBEs came in one second at most, behind the first `from`.
fn busiest(world: &mut World, server: ServerId, from: usize) -> usize {
    let log = world.with_server(server, |notifier: &mut Notifier| notifier.log.clone());
    let mut seconds: Vec<u64> = log
        .iter()
        .skip(from)
        .map(|(at, _, _)| at.as_micros() / 1_000_000)
        .collect();
    seconds.sort_unstable();
    let runs = seconds.chunk_by(|one, other| one == other);
    runs.map(<[u64]>::len).max().unwrap_or_default()
}

fn held(world: &mut World, server: ServerId) -> usize {
    world.with_server(server, |notifier: &mut Notifier| notifier.held())
}

#[test]
fn no_server_gets_them_all_at_once() {
    let (mut world, _, server) = contact_list(1);
    // One round trip each, a few at a time.
    world.run_for(milliseconds(1));
    let out = world.with_server(server, |notifier: &mut Notifier| notifier.log.len());
    assert!(out <= 64, "{out}");
    world.run_for(seconds(5));
    assert_eq!(held(&mut world, server), CONTACTS + LINES);
    // Their refreshes are spread over more than a minute.
    world.run_for(seconds(595));
    let peak = busiest(&mut world, server, CONTACTS + LINES);
    assert!(peak <= 40, "{peak} in one second");
    assert_eq!(held(&mut world, server), CONTACTS + LINES);
}

#[test]
fn all_live_after_the_server_was_started_again() {
    let (mut world, alice, server) = contact_list(2);
    world.run_for(seconds(60));
    world.take_down(world.server_address(server));
    world.with_server(server, Notifier::restart);
    world.run_for(seconds(900));
    world.bring_back(world.server_address(server));
    world.run_for(seconds(2400));
    assert_eq!(held(&mut world, server), CONTACTS + LINES);
    assert_eq!(world.agent(alice).subscriptions_live(), CONTACTS + LINES);
}
