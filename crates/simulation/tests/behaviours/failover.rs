//! Requests go on to the next server of a name (RFC 3263 §4.3), long ones from
//! datagrams to a connection (RFC 3261 §18.1.1).

use portsip_core::config::{
    Account, HeaderAction, HeaderRule, HostPort, MessageKinds, TransportKind,
};
use portsip_core::octets::Octets;
use portsip_core::sip::transport::flow::Transport;
use simulation::{
    AgentId, REST, Reaction, Registrar, RegistrarRules, ServerId, World, account, milliseconds,
    seconds,
};

/// A host whose port is found by its records.
fn at(host: &str) -> HostPort {
    HostPort {
        host: host.to_owned(),
        port: 0,
    }
}

/// Alice, with the account `change` makes of hers, and two registrars that
/// `sip.test` names in this order.
fn with_registrars(
    seed: u64,
    first: RegistrarRules,
    change: impl FnOnce(&mut Account),
) -> (World, AgentId, [ServerId; 2]) {
    let mut world = World::new(seed);
    let alice = world.add_agent("alice");
    let servers =
        [first, RegistrarRules::default()].map(|rules| world.add_server(|_| Registrar::new(rules)));
    let places = servers.map(|server| world.server_address(server));
    world.add_host("sip.test", places.to_vec());
    let mut account = Account {
        domain: "example.test".to_owned(),
        server: Some(at("sip.test")),
        ..account("alice")
    };
    change(&mut account);
    world.give_account(alice, account);
    (world, alice, servers)
}

fn register(world: &mut World, alice: AgentId, expires_s: u32) {
    let result = world.with(alice, |agent, now| agent.register(now, expires_s, 0));
    assert_eq!(result, Ok(()));
}

/// What the registrars answered.
fn answered(world: &mut World, servers: [ServerId; 2]) -> [Vec<u16>; 2] {
    servers.map(|server| world.with_server(server, |server: &mut Registrar| server.statuses()))
}

#[test]
fn a_registrar_that_is_silent_is_left_for_the_next() {
    let deaf = RegistrarRules {
        deaf: true,
        ..RegistrarRules::default()
    };
    let (mut world, alice, servers) = with_registrars(1, deaf, |_| ());
    register(&mut world, alice, 600);
    world.run_for(seconds(40));
    assert_eq!(world.story(alice), ["registered 200"]);
    assert_eq!(answered(&mut world, servers)[1], [401, 200]);
}

#[test]
fn a_registrar_that_cannot_serve_is_left_and_not_tried_first_again() {
    let down = RegistrarRules {
        failures: vec!["503 Down".to_owned()],
        ..RegistrarRules::default()
    };
    let (mut world, alice, servers) = with_registrars(2, down, |_| ());
    register(&mut world, alice, 40);
    world.run_for(seconds(5));
    assert_eq!(world.story(alice), ["registered 200"]);
    assert_eq!(answered(&mut world, servers), [vec![503], vec![401, 200]]);
    // The refresh stays with the one that works; after a while the first one,
    // which has recovered, is preferred again.
    world.run_for(seconds(40));
    assert_eq!(answered(&mut world, servers)[0], [503]);
    world.run_for(seconds(120));
    assert!(answered(&mut world, servers)[0].contains(&200));
}

#[test]
fn an_outbound_proxy_is_a_name_with_several_servers_as_well() {
    let down = RegistrarRules {
        failures: vec!["503 Down".to_owned()],
        ..RegistrarRules::default()
    };
    let (mut world, alice, servers) = with_registrars(3, down, |account| {
        account.server = Some(at("elsewhere.test"));
        account.outbound_proxy = Some(at("sip.test"));
    });
    register(&mut world, alice, 600);
    world.run_for(seconds(5));
    assert_eq!(world.story(alice), ["registered 200"]);
    assert_eq!(answered(&mut world, servers), [vec![503], vec![401, 200]]);
}

#[test]
fn all_registrars_down_is_one_failure() {
    let down = RegistrarRules {
        failures: vec!["503 Down".to_owned()],
        ..RegistrarRules::default()
    };
    let (mut world, alice, servers) = with_registrars(4, down.clone(), |_| ());
    world.with_server(servers[1], |server: &mut Registrar| server.rules = down);
    register(&mut world, alice, 600);
    world.run_for(seconds(5));
    assert_eq!(world.story(alice), ["register failed 503"]);
}

/// Alice calls a name whose first place is a peer and whose second is Bob.
fn calls_by_name(seed: u64) -> (World, AgentId, AgentId, simulation::PeerId) {
    let (mut world, alice, bob) = World::pair(seed);
    world.set_reaction(bob, Reaction::Answer(milliseconds(500)));
    let peer = world.add_peer("first");
    let places = vec![world.peer_address(peer), world.address(bob)];
    world.add_host("sip.test", places);
    (world, alice, bob, peer)
}

#[test]
fn a_call_goes_on_to_the_next_server_after_503() {
    let (mut world, alice, _, first) = calls_by_name(5);
    let session = world.try_call(alice, "sip:bob@sip.test").expect("a call");
    world.run_for(milliseconds(200));
    let invite = world
        .last_received(first, |received| received.is_request("INVITE"))
        .expect("the first server is called");
    let refusal = invite.response("503 Service Unavailable", "down", &[], "");
    let to = world.address(alice);
    world.send(first, to, refusal);
    world.run_for(seconds(3));
    assert!(world.heard(alice, "connected"));
    assert!(!world.heard(alice, "failed 503"));
    world.hang_up(alice, session);
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn a_call_goes_on_to_the_next_server_after_silence_and_the_next_call_at_once() {
    let (mut world, alice, _, first) = calls_by_name(6);
    let session = world.try_call(alice, "sip:bob@sip.test").expect("a call");
    world.run_for(seconds(40));
    assert!(world.heard(alice, "connected"));
    world.hang_up(alice, session);
    world.run_for(seconds(1));
    let invites = |world: &World| {
        let received = world.inbox(first).iter();
        received.filter(|one| one.is_request("INVITE")).count()
    };
    let before = invites(&world);
    let again = world.try_call(alice, "sip:bob@sip.test").expect("a call");
    world.run_for(seconds(2));
    assert_eq!(invites(&world), before);
    world.hang_up(alice, again);
    world.run_to_rest(REST);
    world.assert_at_rest();
}

/// A header that makes INVITEs too long for a datagram.
fn make_long(world: &mut World, agent: AgentId) {
    make_long_of(world, agent, "INVITE");
}

fn make_long_of(world: &mut World, agent: AgentId, method: &str) {
    let rule = HeaderRule {
        action: HeaderAction::Add,
        session: None,
        method: method.to_owned(),
        kinds: MessageKinds::Requests,
        name: "X-Long".to_owned(),
        value: "x".repeat(1200),
    };
    world
        .with(agent, |agent, _| agent.add_header_rule(rule))
        .expect("a rule");
}

#[test]
fn a_long_invite_takes_a_connection() {
    let (mut world, alice, bob) = World::pair(7);
    make_long(&mut world, alice);
    let (session, _) = world.connect(alice, bob);
    assert_eq!(world.connections(world.address(bob)), 1);
    assert_eq!(world.ladder_count("INVITE sip:"), 1);
    world.hang_up(alice, session);
    world.run_for(REST);
    assert!(world.heard(bob, "closed"));
    world.assert_at_rest();
}

#[test]
fn a_long_invite_goes_as_datagrams_where_no_connection_is_taken() {
    let (mut world, alice, bob) = World::pair(8);
    make_long(&mut world, alice);
    world.refuse_connections(world.address(bob), Transport::Tcp);
    let (session, _) = world.connect(alice, bob);
    assert_eq!(world.connections(world.address(bob)), 0);
    world.hang_up(alice, session);
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn a_transport_in_the_uri_is_kept_however_long_the_invite() {
    let (mut world, alice, bob) = World::pair(9);
    world.set_reaction(bob, Reaction::Answer(milliseconds(100)));
    make_long(&mut world, alice);
    let uri = format!("{};transport=udp", world.uri(bob));
    let session = world.try_call(alice, &uri).expect("a call");
    world.run_for(seconds(2));
    assert!(world.heard(alice, "connected"));
    assert_eq!(world.connections(world.address(bob)), 0);
    world.hang_up(alice, session);
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn a_long_request_in_a_call_takes_a_connection_and_the_others_do_not() {
    for refused in [false, true] {
        let (mut world, alice, bob) = World::pair(10);
        let (session, _) = world.connect(alice, bob);
        if refused {
            world.refuse_connections(world.address(bob), Transport::Tcp);
        }
        make_long(&mut world, alice);
        world
            .with(alice, |agent, now| agent.hold(now, session))
            .expect("held");
        world.run_for(seconds(3));
        assert!(world.heard(bob, "held"));
        let connections = world.connections(world.address(bob));
        assert_eq!(connections, usize::from(!refused));
        world.reset_connections(world.address(bob));
        world.hang_up(alice, session);
        world.run_to_rest(REST);
        assert!(world.heard(bob, "closed"));
        world.assert_at_rest();
    }
}

#[test]
fn a_long_options_takes_a_connection_where_there_is_one() {
    for refused in [false, true] {
        let (mut world, alice, bob) = World::pair(11);
        if refused {
            world.refuse_connections(world.address(bob), Transport::Tcp);
        }
        make_long_of(&mut world, alice, "OPTIONS");
        let to = world.uri(bob);
        let asked = world.with(alice, |agent, now| {
            agent.send_options(now, &to, Octets::new())
        });
        assert_eq!(asked, Ok(()));
        world.run_for(seconds(2));
        assert_eq!(world.story(bob), ["options"]);
        let connections = world.connections(world.address(bob));
        assert_eq!(connections, usize::from(!refused));
        world.run_to_rest(REST);
        world.assert_at_rest();
    }
}

#[test]
fn a_long_refer_outside_of_calls_takes_a_connection_where_there_is_one() {
    for refused in [false, true] {
        let (mut world, alice, bob) = World::pair(12);
        let carol = world.add_agent("carol");
        let (session, _) = world.connect(alice, carol);
        if refused {
            world.refuse_connections(world.address(bob), Transport::Tcp);
        }
        make_long_of(&mut world, alice, "REFER");
        let (target, to) = (world.uri(bob), world.uri(carol));
        let asked = world.with(alice, |agent, now| {
            agent.out_of_dialog_refer(now, session, "INVITE", (&target, &to))
        });
        assert_eq!(asked, Ok(()));
        world.run_for(seconds(2));
        assert!(super::transfer::referral(&world, bob).is_some());
        let connections = world.connections(world.address(bob));
        assert_eq!(connections, usize::from(!refused));
    }
}

#[test]
fn calls_made_at_once_share_a_connection() {
    let (mut world, alice, bob) = World::pair_on(13, TransportKind::Tcp);
    let calls: Vec<_> = (0..4).map(|_| world.call(alice, bob)).collect();
    world.run_for(seconds(2));
    assert_eq!(world.connections(world.address(bob)), 1);
    assert_eq!(world.calls_told(bob).len(), calls.len());
}
