//! The messages that wait for us: asked for with the registration, by the program, or
//! told without being asked (RFC 3842).

use std::net::SocketAddr;

use portsip_core::config::{Account, HostPort};
use portsip_core::events::Event;
use portsip_core::ua::Agent;
use simulation::{
    AgentId, Notifier, NotifierRules, REST, Registrar, RegistrarRules, ServerId, World, account,
    seconds,
};

use super::messages::Request;

const SUMMARY: &str = "application/simple-message-summary";

fn rules(body: &str) -> NotifierRules {
    NotifierRules {
        document: (SUMMARY.to_owned(), body.to_owned()),
        ..NotifierRules::default()
    }
}

fn account_at(server: SocketAddr) -> Account {
    Account {
        domain: "example.test".to_owned(),
        server: Some(HostPort {
            host: server.ip().to_string(),
            port: server.port(),
        }),
        ..account("alice")
    }
}

/// An agent with an account at a registrar; another domain has a server for voice mail.
fn extension(seed: u64, body: &str) -> (World, AgentId) {
    let mut world = World::new(seed);
    let alice = world.add_agent("alice");
    let registrar = world.add_server(|_| Registrar::new(RegistrarRules::default()));
    let mail = world.add_server(|address| Notifier::new(address, rules(body)));
    let server = world.server_address(registrar);
    world.add_host("mail.test", vec![world.server_address(mail)]);
    world.give_account(alice, account_at(server));
    (world, alice)
}

fn subscribe(world: &mut World, alice: AgentId, to: &str) {
    let made = world.with(alice, |agent, now| {
        agent.subscribe(now, to, "Message-Summary", "")
    });
    assert!(made.is_ok());
    world.run_for(seconds(1));
}

/// Of each voice mail: whose it is, and how much of it is urgent.
fn urgent(world: &World, alice: AgentId) -> Vec<(String, i32, i32)> {
    let urgent = |event: &Event| match event {
        Event::WaitingVoiceMessages(waiting) => {
            let account = waiting.account.clone();
            Some((account, waiting.urgent_new, waiting.urgent_old))
        }
        _ => None,
    };
    let events = world.events(alice).iter();
    events.filter_map(|(_, event)| urgent(event)).collect()
}

const TWO_MAILBOXES: &str = "Messages-Waiting: yes\r\nMessage-Account: sip:alice@vm.test\r\n\
    Voice-Message: 2/8 (0/2)\r\nFax-Message: 1/0\r\n\r\n\
    Message-Account: sip:team@vm.test\r\nVoice-Message: 0/3\r\n";

#[test]
fn a_mailbox_is_told_by_account_and_class() {
    let (mut world, alice, _) = pbx_with(1, TWO_MAILBOXES);
    subscribe(&mut world, alice, "sip:alice@example.test");
    assert_eq!(
        world.story(alice),
        ["notified", "voice mail 2/8", "faxes 1/0", "voice mail 0/3"]
    );
    let of = |user: &str, new, old| (format!("sip:{user}@vm.test"), new, old);
    assert_eq!(urgent(&world, alice), [of("alice", 0, 2), of("team", 0, 0)]);
}

#[test]
fn another_server_speaks_of_the_mailbox_that_was_asked_for_alone() {
    let asked = "sip:team@mail.test";
    let (mut world, alice) = extension(2, TWO_MAILBOXES);
    subscribe(&mut world, alice, asked);
    assert_eq!(
        world.story(alice),
        ["notified", "voice mail 2/8", "faxes 1/0"]
    );
    assert_eq!(urgent(&world, alice), [(asked.to_owned(), 0, 2)]);
    // One that has its name.
    let named = TWO_MAILBOXES.replace("sip:team@vm.test", "sip:team@Mail.test:5060");
    let (mut world, alice) = extension(2, &named);
    subscribe(&mut world, alice, asked);
    assert_eq!(world.story(alice), ["notified", "voice mail 0/3"]);
    assert_eq!(urgent(&world, alice), [(asked.to_owned(), 0, 0)]);
}

#[test]
fn that_messages_wait_is_told_as_one() {
    for (body, story) in [
        ("Messages-Waiting: yes\r\n", "voice mail 1/0"),
        ("Messages-Waiting: no\r\n", "voice mail 0/0"),
    ] {
        let (mut world, alice) = extension(2, body);
        subscribe(&mut world, alice, "sip:alice@mail.test");
        assert_eq!(world.story(alice), ["notified", story]);
    }
}

/// The server of the account is the notifier, too.
fn pbx(seed: u64) -> (World, AgentId, ServerId) {
    pbx_with(seed, "Messages-Waiting: yes\r\nVoice-Message: 3/0\r\n")
}

fn pbx_with(seed: u64, body: &str) -> (World, AgentId, ServerId) {
    let mut world = World::new(seed);
    let alice = world.add_agent("alice");
    let pbx = world.add_server(|address| Notifier::new(address, rules(body)));
    let server = world.server_address(pbx);
    world.give_account(alice, account_at(server));
    (world, alice, pbx)
}

fn asked(world: &mut World, pbx: ServerId) -> Vec<u32> {
    world.with_server(pbx, |pbx: &mut Notifier| {
        pbx.log.iter().map(|(_, expires_s, _)| *expires_s).collect()
    })
}

#[test]
fn it_is_asked_for_while_we_are_registered() {
    let (mut world, alice, pbx) = pbx(3);
    world.with(alice, |agent, now| agent.set_auto_check_mwi(now, true));
    world.run_for(seconds(1));
    assert!(asked(&mut world, pbx).is_empty());
    let registered = world.with(alice, |agent, now| agent.register(now, 3600, 0));
    assert_eq!(registered, Ok(()));
    world.run_for(seconds(1));
    assert_eq!(
        world.story(alice),
        ["registered 200", "notified", "voice mail 3/0"]
    );
    let unregistered = world.with(alice, Agent::unregister);
    assert_eq!(unregistered, Ok(()));
    world.run_to_rest(REST);
    assert_eq!(asked(&mut world, pbx).last(), Some(&0));
    assert!(!world.heard(alice, "subscription over"));
    world.assert_at_rest();
}

#[test]
fn a_server_without_mailboxes_is_no_news() {
    let (mut world, alice, pbx) = pbx(4);
    let registered = world.with(alice, |agent, now| agent.register(now, 3600, 0));
    assert_eq!(registered, Ok(()));
    world.run_for(seconds(1));
    world.with_server(pbx, |pbx: &mut Notifier| {
        pbx.rules.failures = vec!["489 Bad Event".to_owned()];
    });
    world.with(alice, |agent, now| agent.set_auto_check_mwi(now, true));
    world.run_for(seconds(60));
    assert_eq!(world.story(alice), ["registered 200"]);
}

#[test]
fn our_own_server_may_tell_it_unasked() {
    let (mut world, alice, pbx) = pbx(5);
    let registered = world.with(alice, |agent, now| agent.register(now, 3600, 0));
    assert_eq!(registered, Ok(()));
    world.run_for(seconds(1));
    let (us, server) = (world.address(alice), world.server_address(pbx));
    let body = "Messages-Waiting: yes\r\nVoice-Message: 4/1\r\n";
    let headers = format!(
        "Event: message-summary\r\nSubscription-State: active\r\nContent-Type: {SUMMARY}\r\n"
    );
    let notify = |from, branch| {
        Request {
            method: "NOTIFY",
            uri: &format!("sip:alice@{us}"),
            from,
            branch,
            call_id: branch,
            to_tag: "",
            cseq: 1,
            headers: &headers,
            body,
        }
        .text()
    };
    let told = notify(server, "unasked").replace("Content-Type: application/sdp\r\n", "");
    world.send_from_server(pbx, vec![(us, told.into())]);
    world.run_for(seconds(1));
    assert_eq!(world.story(alice), ["registered 200", "voice mail 4/1"]);
    // A stranger is not believed.
    let stranger = world.add_peer("stranger");
    let from = world.peer_address(stranger);
    let told = notify(from, "strange").replace("Content-Type: application/sdp\r\n", "");
    world.send(stranger, us, told);
    world.run_for(seconds(1));
    assert!(
        world
            .last_received(stranger, |received| received.is_response(481))
            .is_some()
    );
    assert_eq!(world.story(alice).len(), 2);
}

#[test]
fn a_server_whose_mailboxes_come_later_is_asked_again() {
    let (mut world, alice, pbx) = pbx(6);
    let registered = world.with(alice, |agent, now| agent.register(now, 3600, 0));
    assert_eq!(registered, Ok(()));
    world.run_for(seconds(1));
    world.with_server(pbx, |pbx: &mut Notifier| {
        pbx.rules.failures = vec!["500 Not Yet".to_owned(), "503 Down".to_owned()];
    });
    world.with(alice, |agent, now| agent.set_auto_check_mwi(now, true));
    world.run_for(seconds(60));
    assert!(world.heard(alice, "voice mail 3/0"));
    assert!(!world.heard(alice, "not subscribed 500"));
}

#[test]
fn it_is_asked_for_again_when_the_program_does_not_want_it_any_more() {
    let (mut world, alice, pbx) = pbx(7);
    world.with(alice, |agent, now| agent.set_auto_check_mwi(now, true));
    let registered = world.with(alice, |agent, now| agent.register(now, 3600, 0));
    assert_eq!(registered, Ok(()));
    world.run_for(seconds(1));
    let ours = world.with(alice, |agent, now| {
        agent.subscribe(now, "alice", "message-summary", "")
    });
    let ours = ours.expect("what the registration has asked for");
    let ended = world.with(alice, |agent, now| agent.terminate_subscription(now, ours));
    assert_eq!(ended, Ok(()));
    world.run_for(seconds(60));
    assert_eq!(asked(&mut world, pbx)[1..], [3600, 0, 3600]);
    assert!(world.heard(alice, "subscription over"));
}
