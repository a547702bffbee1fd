//! Others watch our presence: asked, accepted, told, rejected, gone (RFC 3856,
//! RFC 6665 §4.2).

use portsip_core::body::pidf::Presence;
use portsip_core::clock::Instant;
use portsip_core::config::{Account, HostPort, TransportKind};
use portsip_core::error::Error;
use portsip_core::events::Event;
use portsip_core::ids::SubscriptionId;
use portsip_core::limits::PRESENCE_TEXT_BYTES_MAX;
use portsip_core::sip::header::HeaderName;
use portsip_core::sip::message::{Message, StatusCode};
use portsip_core::ua::Agent;
use simulation::{
    AgentId, Conditions, PeerId, REST, StunServer, World, account, milliseconds, seconds,
};

use super::messages::Request;

/// Alice wants to watch bob.
pub(crate) fn watch(world: &mut World, alice: AgentId, bob: AgentId) -> SubscriptionId {
    let to = world.uri(bob);
    let made = world.with(alice, |agent, now| {
        agent.subscribe(now, &to, "presence", "May I?")
    });
    made.expect("subscribed")
}

/// The watchers that an agent's program was asked about, the oldest first.
pub(crate) fn asked(world: &World, agent: AgentId) -> Vec<SubscriptionId> {
    let events = world.events(agent).iter();
    let asked = events.filter_map(|(_, event)| match event {
        Event::PresenceSubscribed { subscription, .. } => Some(*subscription),
        _ => None,
    });
    asked.collect()
}

/// The watchers that an agent's program was told the end of.
pub(crate) fn ended(world: &World, agent: AgentId) -> Vec<SubscriptionId> {
    let events = world.events(agent).iter();
    let ended = events.filter_map(|(_, event)| match event {
        Event::SubscriptionTerminated { subscription } => Some(*subscription),
        _ => None,
    });
    ended.collect()
}

/// What a NOTIFY tells: the state of the subscription, and of the other side.
pub(crate) fn told_by(notify: &Message) -> String {
    let state = notify.header(HeaderName::SubscriptionState);
    let state = state.unwrap_or_default();
    let state = state.split(";expires").next().unwrap_or_default();
    match Presence::parse(notify.body()) {
        Ok(presence) => {
            let basic = if presence.is_open() { "open" } else { "closed" };
            format!("{state} {basic} {}", presence.state_text())
        }
        Err(_) => state.to_owned(),
    }
}

/// What an agent was told, the oldest first.
pub(crate) fn told(world: &World, agent: AgentId) -> Vec<String> {
    let events = world.events(agent).iter();
    let told = events.filter_map(|(_, event)| match event {
        Event::SubscriptionNotified { message, .. } => {
            let message = Message::parse(message.clone()).expect("a message");
            Some(told_by(&message))
        }
        _ => None,
    });
    told.collect()
}

pub(crate) fn newest(world: &World, agent: AgentId) -> String {
    told(world, agent).pop().unwrap_or_default()
}

pub(crate) fn act(
    world: &mut World,
    agent: AgentId,
    work: impl FnOnce(&mut Agent, Instant) -> Result<(), Error>,
) {
    assert_eq!(world.with(agent, work), Ok(()));
}

/// Alice watches bob, who has accepted her; the ids at both.
pub(crate) fn watched(seed: u64) -> (World, [AgentId; 2], [SubscriptionId; 2]) {
    let (mut world, alice, bob) = World::pair(seed);
    let ours = watch(&mut world, alice, bob);
    world.run_for(seconds(1));
    let theirs = asked(&world, bob)[0];
    act(&mut world, bob, |agent, now| {
        agent.presence_accept(now, theirs)
    });
    world.run_for(seconds(1));
    (world, [alice, bob], [ours, theirs])
}

#[test]
fn who_is_accepted_is_told_each_change_until_it_leaves() {
    for seed in 0..30 {
        let (mut world, alice, bob) = World::pair(seed);
        if seed >= 5 {
            world.set_conditions(Conditions::hostile(seed));
        }
        let ours = watch(&mut world, alice, bob);
        world.run_until("the request", REST, |world| !asked(world, bob).is_empty());
        world.run_for(seconds(40));
        let theirs = asked(&world, bob)[0];
        act(&mut world, bob, |agent, now| {
            agent.presence_accept(now, theirs)
        });
        for (text, expected) in [
            ("At lunch", "active open At lunch"),
            ("OFFLINE", "active closed OFFLINE"),
            ("Here", "active open Here"),
        ] {
            act(&mut world, bob, |agent, now| {
                agent.set_presence_status(now, theirs, text)
            });
            world.run_until(text, REST, |world| newest(world, alice) == expected);
        }
        world.run_for(seconds(40));
        act(&mut world, alice, |agent, now| {
            agent.terminate_subscription(now, ours)
        });
        world.run_for(seconds(40));
        world.run_to_rest(seconds(120));
        assert_eq!(told(&world, alice)[0], "pending");
        assert_eq!(newest(&world, alice), "terminated;reason=timeout open Here");
        assert_eq!(asked(&world, bob), [theirs], "asked once");
        assert_eq!(ended(&world, bob), [theirs], "ended once");
        assert_eq!(ended(&world, alice), [ours]);
        world.assert_at_rest();
    }
}

#[test]
fn what_was_said_last_is_told_first() {
    let mut world = World::new(2);
    let bob = world.add_agent("bob");
    let watchers: Vec<_> = ["alice", "carol", "dave"]
        .map(|name| world.add_agent(name))
        .into();
    for watcher in &watchers {
        watch(&mut world, *watcher, bob);
        world.run_for(seconds(1));
    }
    let ids = asked(&world, bob);
    act(&mut world, bob, |agent, now| {
        agent.presence_accept(now, ids[0])
    });
    // Of one that is not decided about it is kept.
    act(&mut world, bob, |agent, now| {
        agent.set_presence_status(now, ids[1], "For Carol")
    });
    for id in &ids[1..] {
        act(&mut world, bob, |agent, now| {
            agent.presence_accept(now, *id)
        });
    }
    act(&mut world, bob, |agent, now| {
        agent.presence_accept(now, ids[0])
    });
    world.run_for(seconds(1));
    assert_eq!(told(&world, watchers[0]), ["pending", "active open Online"]);
    assert_eq!(newest(&world, watchers[1]), "active open For Carol");
    assert_eq!(newest(&world, watchers[2]), "active open For Carol");
}

#[test]
fn who_is_rejected_hears_so_and_nothing_more() {
    for accepted in [false, true] {
        let (mut world, alice, bob) = World::pair(3);
        watch(&mut world, alice, bob);
        world.run_for(seconds(1));
        let id = asked(&world, bob)[0];
        if accepted {
            act(&mut world, bob, |agent, now| agent.presence_accept(now, id));
            world.run_for(seconds(1));
        }
        act(&mut world, bob, |agent, now| agent.presence_reject(now, id));
        let gone = Err(Error::CoreNotFoundSubscribeId);
        let again = world.with(bob, |agent, now| agent.presence_reject(now, id));
        assert_eq!(again, gone);
        let again = world.with(bob, |agent, now| agent.presence_accept(now, id));
        assert_eq!(again, gone);
        let again = world.with(bob, |agent, now| agent.set_presence_status(now, id, "x"));
        assert_eq!(again, gone);
        world.run_to_rest(REST);
        assert_eq!(newest(&world, alice), "terminated;reason=rejected");
        assert!(ended(&world, bob).is_empty(), "bob knows");
        world.assert_at_rest();
    }
}

#[test]
fn a_rejection_may_cross_a_refresh() {
    for delay in [1, 3, 5, 7, 9] {
        let (mut world, [alice, bob], [ours, theirs]) = watched(4);
        // Alice refreshes, as her addresses may have changed.
        world.with(alice, |agent, now| agent.handle_network_changed(now, &[]));
        world.run_until("the refresh", REST, |world| {
            world.ladder_count("SUBSCRIBE") > 1
        });
        world.run_for(milliseconds(delay));
        act(&mut world, bob, |agent, now| {
            agent.presence_reject(now, theirs)
        });
        world.run_for(seconds(60));
        world.run_to_rest(REST);
        assert_eq!(newest(&world, alice), "terminated;reason=rejected");
        assert_eq!(ended(&world, alice), [ours], "{delay} ms");
        world.assert_at_rest();
    }
}

#[test]
fn leaving_may_cross_news() {
    for delay in 0..12 {
        let (mut world, [alice, bob], [ours, theirs]) = watched(5);
        act(&mut world, bob, |agent, now| {
            agent.set_presence_status(now, theirs, "News")
        });
        world.run_for(milliseconds(delay));
        act(&mut world, alice, |agent, now| {
            agent.terminate_subscription(now, ours)
        });
        world.run_to_rest(REST);
        assert_eq!(newest(&world, alice), "terminated;reason=timeout open News");
        assert_eq!(ended(&world, bob), [theirs]);
        world.assert_at_rest();
    }
}

#[test]
fn only_the_newest_of_many_changes_follows_what_is_on_its_way() {
    let (mut world, [alice, bob], [_, theirs]) = watched(6);
    let before = told(&world, alice).len();
    for number in 0..50 {
        act(&mut world, bob, |agent, now| {
            agent.set_presence_status(now, theirs, &format!("Number {number}"))
        });
    }
    world.run_for(seconds(1));
    let told = told(&world, alice);
    assert_eq!(
        told[before..],
        ["active open Number 0", "active open Number 49"]
    );
}

/// A SUBSCRIBE of a bare peer: `number` makes it another one.
pub(crate) fn subscribe_by_hand(
    world: &mut World,
    peer: PeerId,
    to: AgentId,
    number: usize,
    headers: &str,
) {
    let id = format!("watch{number}");
    let request = Request {
        method: "SUBSCRIBE",
        uri: &world.uri(to),
        from: world.peer_address(peer),
        branch: &id,
        call_id: &id,
        to_tag: "",
        cseq: 1,
        headers,
        body: "",
    };
    let to = world.address(to);
    world.send(peer, to, request.text());
}

/// The status of the last response that a peer got.
pub(crate) fn answered(world: &World, peer: PeerId) -> Option<u16> {
    let response = world.last_received(peer, |received| !received.message.is_request())?;
    response.message.status().map(StatusCode::code)
}

pub(crate) fn notified(world: &World, peer: PeerId) -> Option<Message> {
    let notify = world.last_received(peer, |received| received.is_request("NOTIFY"));
    notify.map(|received| received.message)
}

pub(crate) fn answer_notify(world: &mut World, peer: PeerId, to: AgentId, line: &str) {
    let notify = world.last_received(peer, |received| received.is_request("NOTIFY"));
    let response = notify.expect("a NOTIFY").response(line, "", &[], "");
    let to = world.address(to);
    world.send(peer, to, response);
    world.run_for(milliseconds(50));
}

#[test]
fn a_challenge_of_what_is_told_is_answered_once() {
    let mut world = World::new(8);
    let bob = world.add_agent("bob");
    let peer = world.add_peer("peer");
    subscribe_by_hand(&mut world, peer, bob, 1, "Event: presence\r\n");
    world.run_for(milliseconds(50));
    for (cseq, ended_by_now) in [(1, 0), (2, 1)] {
        let notify = world.last_received(peer, |received| received.is_request("NOTIFY"));
        let notify = notify.expect("a NOTIFY");
        assert_eq!(notify.message.cseq().number, cseq);
        let credentials = notify.message.header(HeaderName::Authorization);
        assert_eq!(credentials.is_some(), cseq == 2);
        let challenge = "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\"";
        let response = notify.response("401 Unauthorized", "", &[challenge], "");
        let to = world.address(bob);
        world.send(peer, to, response);
        world.run_for(milliseconds(50));
        assert_eq!(ended(&world, bob).len(), ended_by_now);
    }
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn what_is_no_request_for_presence_is_refused() {
    let mut world = World::new(11);
    let bob = world.add_agent("bob");
    let peer = world.add_peer("peer");
    for (number, (headers, status)) in [
        ("", 489),
        ("Event: dialog\r\n", 489),
        ("Event: ;;\r\n", 400),
        ("Event: presence\r\nAccept: text/plain\r\n", 406),
        ("Event: presence\r\nAccept:\r\n", 406),
        ("Event: presence\r\nRequire: nothing\r\n", 420),
        (
            "Event: presence\r\nAccept: text/plain, application/*;q=0.1\r\n",
            200,
        ),
        ("Event: Presence;id=7\r\nExpires: x\r\n", 200),
    ]
    .into_iter()
    .enumerate()
    {
        subscribe_by_hand(&mut world, peer, bob, number, headers);
        world.run_for(milliseconds(20));
        assert_eq!(answered(&world, peer), Some(status), "{headers}");
        if status == 489 {
            let refusal = world.last_received(peer, |received| received.is_response(489));
            let refusal = refusal.expect("refused").message;
            let packages = refusal.header(HeaderName::AllowEvents);
            assert_eq!(packages, Some("presence, refer"));
            assert!(refusal.to().tag().is_some());
        }
    }
    assert_eq!(asked(&world, bob).len(), 2);
    let notify = notified(&world, peer).expect("a NOTIFY");
    assert_eq!(notify.header(HeaderName::Event), Some("Presence;id=7"));
    // Without a Contact nobody can be told.
    let request = Request {
        method: "SUBSCRIBE",
        uri: &world.uri(bob),
        from: world.peer_address(peer),
        branch: "none",
        call_id: "none",
        to_tag: "",
        cseq: 1,
        headers: "Event: presence\r\n",
        body: "",
    };
    let contact = format!("Contact: <sip:peer@{}>\r\n", world.peer_address(peer));
    let text = request.text().replace(&contact, "");
    let to = world.address(bob);
    world.send(peer, to, text);
    world.run_for(milliseconds(20));
    assert_eq!(answered(&world, peer), Some(400));
}

#[test]
fn a_watcher_is_told_where_we_have_moved() {
    let (mut world, [alice, bob], [ours, theirs]) = watched(15);
    let moved = "10.0.7.7:5060".parse().expect("an address");
    world.move_away(bob, moved);
    world.run_for(seconds(2));
    assert_eq!(newest(&world, alice), "active open Online");
    let count = told(&world, alice).len();
    assert_eq!(count, 3, "told again");
    // Alice finds bob there.
    act(&mut world, alice, |agent, now| {
        agent.terminate_subscription(now, ours)
    });
    world.run_to_rest(REST);
    assert_eq!(ended(&world, bob), [theirs]);
    world.assert_at_rest();
}

#[test]
fn a_watcher_is_told_how_others_see_us_now() {
    let (mut world, alice, bob) = World::pair(16);
    let stun = world.add_server(|_| StunServer::default());
    let stun = world.server_address(stun);
    let with_stun = Account {
        stun_server: Some(HostPort {
            host: stun.ip().to_string(),
            port: stun.port(),
        }),
        ..account("bob")
    };
    let public = |text: &str| text.parse().expect("an address");
    world.hide_behind(bob, public("203.0.113.7:31000"));
    world.give_account(bob, with_stun);
    world.run_for(seconds(1));
    let ours = watch(&mut world, alice, bob);
    world.run_for(seconds(1));
    let theirs = asked(&world, bob)[0];
    act(&mut world, bob, |agent, now| {
        agent.presence_accept(now, theirs)
    });
    world.run_for(seconds(1));
    world.hide_behind(bob, public("203.0.113.7:32000"));
    world.run_for(seconds(35));
    assert_eq!(told(&world, alice).len(), 3, "told again");
    act(&mut world, alice, |agent, now| {
        agent.terminate_subscription(now, ours)
    });
    world.run_for(seconds(40));
    assert_eq!(ended(&world, bob), [theirs]);
}

#[test]
fn a_subscription_outlives_its_connection() {
    for long in [false, true] {
        let (mut world, alice, bob) = World::pair_on(16, TransportKind::Tcp);
        watch(&mut world, alice, bob);
        world.run_for(seconds(1));
        let theirs = asked(&world, bob)[0];
        act(&mut world, bob, |agent, now| {
            agent.presence_accept(now, theirs)
        });
        world.run_for(seconds(1));
        world.reset_connections(world.address(bob));
        if long {
            world.run_for(seconds(30));
        }
        act(&mut world, bob, |agent, now| {
            agent.set_presence_status(now, theirs, "Back")
        });
        world.run_for(seconds(10));
        assert_eq!(newest(&world, alice), "active open Back");
        assert!(ended(&world, bob).is_empty());
    }
}

#[test]
fn a_long_text_goes_over_a_connection() {
    let (mut world, [alice, bob], [_, theirs]) = watched(17);
    let long = "é".repeat(PRESENCE_TEXT_BYTES_MAX / 2);
    for _ in 0..2 {
        act(&mut world, bob, |agent, now| {
            agent.set_presence_status(now, theirs, &long)
        });
        world.run_for(seconds(10));
        assert_eq!(newest(&world, alice), format!("active open {long}"));
    }
    let refused = world.with(bob, |agent, now| {
        agent.set_presence_status(now, theirs, &format!("{long}!"))
    });
    assert_eq!(refused, Err(Error::CoreDataSizeTooLarge));
    let refused = world.with(bob, |agent, now| {
        agent.set_presence_status(now, theirs, " ")
    });
    assert_eq!(refused, Err(Error::CoreArgumentIncorrect));
}

#[test]
fn many_watch_one() {
    let mut world = World::new(19);
    let bob = world.add_agent("bob");
    let watchers: Vec<_> = (0..100)
        .map(|number| world.add_agent(&format!("w{number}")))
        .collect();
    let ours: Vec<_> = watchers
        .iter()
        .map(|watcher| watch(&mut world, *watcher, bob))
        .collect();
    world.run_for(seconds(1));
    for id in asked(&world, bob) {
        act(&mut world, bob, |agent, now| agent.presence_accept(now, id));
    }
    world.run_for(seconds(1));
    for id in asked(&world, bob) {
        act(&mut world, bob, |agent, now| {
            agent.set_presence_status(now, id, "Party")
        });
    }
    // Hours of refreshes on a bad network.
    world.set_conditions(Conditions {
        lost_per_mille: 100,
        ..Conditions::default()
    });
    world.run_for(seconds(4 * 3600));
    world.set_conditions(Conditions::default());
    assert_eq!(world.agent(bob).watchers_live(), 100);
    for watcher in &watchers {
        assert_eq!(newest(&world, *watcher), "active open Party");
    }
    for (watcher, id) in watchers.iter().zip(ours) {
        act(&mut world, *watcher, |agent, now| {
            agent.terminate_subscription(now, id)
        });
    }
    world.run_to_rest(REST);
    assert_eq!(ended(&world, bob).len(), 100);
    world.assert_at_rest();
}
