//! Others watch our presence: asked, accepted, told, rejected, gone (RFC 3856,
//! RFC 6665 §4.2).

use portsip_core::body::pidf::Presence;
use portsip_core::clock::Instant;
use portsip_core::config::{Account, HostPort, TransportKind};
use portsip_core::error::Error;
use portsip_core::events::Event;
use portsip_core::ids::SubscriptionId;
use portsip_core::limits::{
    PRESENCE_TEXT_BYTES_MAX, WATCHER_EXPIRES_S_MAX, WATCHERS_UNDECIDED_PER_SOURCE_MAX,
};
use portsip_core::sip::header::HeaderName;
use portsip_core::sip::message::{Message, StatusCode};
use portsip_core::ua::Agent;
use simulation::{
    AgentId, Compositor, Conditions, PeerId, REST, ServerId, StunServer, World, account,
    milliseconds, seconds,
};

use super::messages::Request;

/// Alice wants to watch bob.
fn watch(world: &mut World, alice: AgentId, bob: AgentId) -> SubscriptionId {
    let to = world.uri(bob);
    let made = world.with(alice, |agent, now| {
        agent.subscribe(now, &to, "presence", "May I?")
    });
    made.expect("subscribed")
}

/// The watchers that an agent's program was asked about, the oldest first.
fn asked(world: &World, agent: AgentId) -> Vec<SubscriptionId> {
    let events = world.events(agent).iter();
    let asked = events.filter_map(|(_, event)| match event {
        Event::PresenceSubscribed { subscription, .. } => Some(*subscription),
        _ => None,
    });
    asked.collect()
}

/// The watchers that an agent's program was told the end of.
fn ended(world: &World, agent: AgentId) -> Vec<SubscriptionId> {
    let events = world.events(agent).iter();
    let ended = events.filter_map(|(_, event)| match event {
        Event::SubscriptionTerminated { subscription } => Some(*subscription),
        _ => None,
    });
    ended.collect()
}

/// What a NOTIFY tells: the state of the subscription, and of the other side.
fn told_by(notify: &Message) -> String {
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
fn told(world: &World, agent: AgentId) -> Vec<String> {
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

fn newest(world: &World, agent: AgentId) -> String {
    told(world, agent).pop().unwrap_or_default()
}

fn act(
    world: &mut World,
    agent: AgentId,
    work: impl FnOnce(&mut Agent, Instant) -> Result<(), Error>,
) {
    assert_eq!(world.with(agent, work), Ok(()));
}

/// Alice watches bob, who has accepted her; the ids at both.
fn watched(seed: u64) -> (World, [AgentId; 2], [SubscriptionId; 2]) {
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
fn the_program_learns_who_asks_and_what_for() {
    let (mut world, alice, bob) = World::pair(1);
    world
        .with(alice, |agent, _| agent.set_display_name("Alice ☎"))
        .expect("a user is set");
    watch(&mut world, alice, bob);
    world.run_for(seconds(1));
    let request = world.events(bob).iter().find_map(|(_, event)| match event {
        Event::PresenceSubscribed {
            display_name,
            from,
            subject,
            ..
        } => Some((display_name.clone(), from.clone(), subject.clone())),
        _ => None,
    });
    let (display_name, from, subject) = request.expect("asked");
    assert_eq!(
        (display_name.as_str(), subject.as_str()),
        ("Alice ☎", "May I?")
    );
    assert!(from.starts_with("sip:alice@"), "{from}");
    assert_eq!(told(&world, alice), ["pending"]);
}

/// Bob with an account at a server, which he is registered with.
fn registered() -> (World, AgentId, ServerId) {
    let mut world = World::new(1);
    let bob = world.add_agent("bob");
    let server = world.add_server(|_| Compositor::default());
    let address = world.server_address(server);
    let at_server = Account {
        domain: "example.test".to_owned(),
        server: Some(HostPort {
            host: address.ip().to_string(),
            port: address.port(),
        }),
        ..account("bob")
    };
    world.give_account(bob, at_server);
    act(&mut world, bob, |agent, now| agent.register(now, 600, 3));
    world.run_for(seconds(1));
    (world, bob, server)
}

/// Lets a server pass a SUBSCRIBE on that a peer is said to have sent.
fn subscribe_through(
    world: &mut World,
    server: ServerId,
    (peer, bob): (PeerId, AgentId),
    (branch, headers): (&str, &str),
) {
    let uri = world.uri(bob);
    let request = Request {
        method: "SUBSCRIBE",
        uri: &uri,
        from: world.peer_address(peer),
        branch,
        call_id: branch,
        to_tag: "",
        cseq: 1,
        headers,
        body: "",
    };
    let to = world.address(bob);
    world.send_from_server(server, vec![(to, request.text().into())]);
}

/// Who asked bob last, as he was told.
fn last_asker(world: &World, bob: AgentId) -> Option<(String, String)> {
    let mut events = world.events(bob).iter().rev();
    events.find_map(|(_, event)| match event {
        Event::PresenceSubscribed {
            display_name, from, ..
        } => Some((display_name.clone(), from.clone())),
        _ => None,
    })
}

#[test]
fn our_own_server_says_who_asks_and_nobody_else() {
    let asserted = "Event: presence\r\nP-Asserted-Identity: \"Carol\" <sip:carol@example.com>\r\n";
    let carol = ("Carol".to_owned(), "sip:carol@example.com".to_owned());
    let (mut world, bob, server) = registered();
    let peer = world.add_peer("peer");
    let herself = (
        String::new(),
        format!("sip:peer@{}", world.peer_address(peer)),
    );
    subscribe_by_hand(&mut world, peer, bob, 1, asserted);
    world.run_for(milliseconds(50));
    assert_eq!(last_asker(&world, bob), Some(herself.clone()));
    subscribe_through(&mut world, server, (peer, bob), ("passed", asserted));
    world.run_for(milliseconds(50));
    assert_eq!(last_asker(&world, bob), Some(carol));
    // An account without a server knows nobody to believe.
    world.give_account(bob, account("bob"));
    subscribe_by_hand(&mut world, peer, bob, 2, asserted);
    world.run_for(milliseconds(50));
    assert_eq!(asked(&world, bob).len(), 3);
    assert_eq!(last_asker(&world, bob), Some(herself));
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
fn subscribe_by_hand(world: &mut World, peer: PeerId, to: AgentId, number: usize, headers: &str) {
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
fn answered(world: &World, peer: PeerId) -> Option<u16> {
    let response = world.last_received(peer, |received| !received.message.is_request())?;
    response.message.status().map(StatusCode::code)
}

fn notified(world: &World, peer: PeerId) -> Option<Message> {
    let notify = world.last_received(peer, |received| received.is_request("NOTIFY"));
    notify.map(|received| received.message)
}

#[test]
fn an_undecided_watcher_ends_with_its_time() {
    let mut world = World::new(7);
    let bob = world.add_agent("bob");
    let peer = world.add_peer("peer");
    subscribe_by_hand(
        &mut world,
        peer,
        bob,
        1,
        "Event: presence\r\nExpires: 30\r\n",
    );
    world.run_for(seconds(1));
    assert_eq!(answered(&world, peer), Some(200));
    answer_notify(&mut world, peer, bob, "200 OK");
    world.run_for(seconds(40));
    let id = asked(&world, bob)[0];
    assert_eq!(ended(&world, bob), [id]);
    let late = world.with(bob, |agent, now| agent.presence_accept(now, id));
    assert_eq!(late, Err(Error::CoreNotFoundSubscribeId));
    let last = notified(&world, peer).expect("the last word");
    assert_eq!(told_by(&last), "terminated;reason=timeout");
    world.run_to_rest(REST);
    world.assert_at_rest();
}

fn answer_notify(world: &mut World, peer: PeerId, to: AgentId, line: &str) {
    let notify = world.last_received(peer, |received| received.is_request("NOTIFY"));
    let response = notify.expect("a NOTIFY").response(line, "", &[], "");
    let to = world.address(to);
    world.send(peer, to, response);
    world.run_for(milliseconds(50));
}

#[test]
fn who_refuses_or_does_not_answer_what_it_is_told_is_gone() {
    for (line, gone) in [
        ("481 Gone", true),
        ("489 Bad Event", true),
        ("405 No", true),
        ("500 Later", false),
        ("", true),
    ] {
        let mut world = World::new(8);
        let bob = world.add_agent("bob");
        let peer = world.add_peer("peer");
        subscribe_by_hand(&mut world, peer, bob, 1, "Event: presence\r\n");
        world.run_for(milliseconds(50));
        if line.is_empty() {
            world.run_for(seconds(40));
        } else {
            answer_notify(&mut world, peer, bob, line);
        }
        let ids = asked(&world, bob);
        let expected = if gone { ids } else { Vec::new() };
        assert_eq!(ended(&world, bob), expected, "{line}");
        if gone {
            world.run_to_rest(REST);
            world.assert_at_rest();
        }
    }
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
fn a_watcher_that_has_restarted_is_asked_about_again() {
    let (mut world, [alice, bob], [_, old]) = watched(9);
    // It forgets everything, and says nothing.
    world.take_down(world.address(alice));
    world.with(alice, Agent::remove_user).expect("a user");
    world.run_for(seconds(40));
    world.bring_back(world.address(alice));
    world
        .with(alice, |agent, now| agent.set_user(now, account("alice")))
        .expect("a user");
    watch(&mut world, alice, bob);
    world.run_for(seconds(1));
    let ids = asked(&world, bob);
    assert_eq!(ids.len(), 2);
    act(&mut world, bob, |agent, now| {
        agent.presence_accept(now, ids[1])
    });
    // The old one is found out with the next word to it.
    act(&mut world, bob, |agent, now| {
        agent.set_presence_status(now, old, "Hello")
    });
    world.run_for(seconds(1));
    assert_eq!(ended(&world, bob), [old]);
    assert_eq!(newest(&world, alice), "active open Online");
}

#[test]
fn a_question_is_answered_without_the_program() {
    let (mut world, [alice, bob], _) = watched(10);
    let peer = world.add_peer("peer");
    subscribe_by_hand(
        &mut world,
        peer,
        bob,
        1,
        "Event: presence\r\nExpires: 0\r\n",
    );
    world.run_for(seconds(1));
    let notify = notified(&world, peer).expect("an answer");
    assert_eq!(told_by(&notify), "terminated;reason=timeout");
    answer_notify(&mut world, peer, bob, "200 OK");
    assert_eq!(asked(&world, bob).len(), 1, "only alice's");
    // One that says it is alice, and is not at alice's place.
    let from = world.uri(alice);
    let forged = Request {
        method: "SUBSCRIBE",
        uri: &world.uri(bob),
        from: world.peer_address(peer),
        branch: "forged",
        call_id: "forged",
        to_tag: "",
        cseq: 1,
        headers: "Event: presence\r\nExpires: 0\r\n",
        body: "",
    };
    let own = format!("From: <sip:peer@{}>", world.peer_address(peer));
    let text = forged.text().replace(&own, &format!("From: <{from}>"));
    let to = world.address(bob);
    world.send(peer, to, text);
    world.run_for(seconds(1));
    let notify = notified(&world, peer).expect("an answer");
    assert_eq!(told_by(&notify), "terminated;reason=timeout");
    answer_notify(&mut world, peer, bob, "200 OK");
    // One who may know.
    subscribe_by_hand(&mut world, peer, bob, 2, "Event: presence\r\n");
    world.run_for(milliseconds(50));
    answer_notify(&mut world, peer, bob, "200 OK");
    let id = asked(&world, bob)[1];
    act(&mut world, bob, |agent, now| agent.presence_accept(now, id));
    world.run_for(milliseconds(50));
    answer_notify(&mut world, peer, bob, "200 OK");
    subscribe_by_hand(
        &mut world,
        peer,
        bob,
        3,
        "Event: presence\r\nExpires: 0\r\n",
    );
    world.run_for(milliseconds(50));
    let notify = notified(&world, peer).expect("an answer");
    assert_eq!(told_by(&notify), "terminated;reason=timeout open Online");
}

#[test]
fn a_forged_question_brings_the_state_nowhere_else() {
    let mut world = World::new(10);
    let bob = world.add_agent("bob");
    let [watcher, thief] = ["watcher", "thief"].map(|name| world.add_peer(name));
    let own = world.peer_address(watcher);
    let route = format!("Event: presence\r\nRecord-Route: <sip:{own};lr>\r\n");
    subscribe_by_hand(&mut world, watcher, bob, 0, &route);
    world.run_for(milliseconds(50));
    answer_notify(&mut world, watcher, bob, "200 OK");
    let id = asked(&world, bob)[0];
    act(&mut world, bob, |agent, now| agent.presence_accept(now, id));
    world.run_for(milliseconds(50));
    answer_notify(&mut world, watcher, bob, "200 OK");
    // From the watcher's address and in his name, and with the way to another.
    let contact = format!("Contact: <sip:peer@{own}>");
    let other = format!("Contact: <sip:peer@{}>", world.peer_address(thief));
    let by_other = format!(
        "Record-Route: <sip:{};lr>\r\nRecord-Route: <sip:{own};lr>\r\n",
        world.peer_address(thief)
    );
    let by_own = format!("Record-Route: <sip:{own};lr>\r\n");
    for (number, (target, routes, told)) in [
        (&other, by_own.as_str(), "terminated;reason=timeout"),
        (&other, "", "terminated;reason=timeout"),
        (&contact, "", "terminated;reason=timeout"),
        (&contact, &by_other, "terminated;reason=timeout"),
        (&contact, &by_own, "terminated;reason=timeout open Online"),
    ]
    .into_iter()
    .enumerate()
    {
        let id = format!("question{number}");
        let request = Request {
            method: "SUBSCRIBE",
            uri: &world.uri(bob),
            from: own,
            branch: &id,
            call_id: &id,
            to_tag: "",
            cseq: 1,
            headers: &format!("Event: presence\r\nExpires: 0\r\n{routes}"),
            body: "",
        };
        let text = request.text().replace(&contact, target);
        let to = world.address(bob);
        world.send(watcher, to, text);
        world.run_for(milliseconds(50));
        let mut all = [watcher, thief].into_iter().flat_map(|peer| {
            let inbox = world.inbox(peer).iter();
            inbox.filter(|received| received.is_request("NOTIFY"))
        });
        let answer = all.find(|notify| notify.message.call_id() == id);
        let answer = &answer.expect("an answer").message;
        assert_eq!(told_by(answer), told, "{target} {routes}");
    }
    let mut stolen = world.inbox(thief).iter();
    assert!(stolen.all(|received| received.message.body().is_empty()));
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
fn times_are_granted_within_limits() {
    let mut world = World::new(12);
    let bob = world.add_agent("bob");
    let peer = world.add_peer("peer");
    for (number, (header, granted)) in [
        ("", 3600),
        ("Expires: 4294967295\r\n", WATCHER_EXPIRES_S_MAX),
        ("Expires: 99999999999999999999\r\n", WATCHER_EXPIRES_S_MAX),
        ("Expires: -1\r\n", 3600),
        ("Expires: 1\r\n", 1),
        ("Expires: 600\r\n", 600),
    ]
    .into_iter()
    .enumerate()
    {
        let headers = format!("Event: presence\r\n{header}");
        subscribe_by_hand(&mut world, peer, bob, number, &headers);
        world.run_for(milliseconds(20));
        let response = world.last_received(peer, |received| received.is_response(200));
        let response = response.expect("granted").message;
        assert_eq!(response.expires_s(), Some(granted), "{header}");
        assert!(response.contact().ok().flatten().is_some());
    }
}

#[test]
fn a_flood_stays_within_limits_and_keeps_nobody_out() {
    let (mut world, [alice, bob], _) = watched(13);
    let peer = world.add_peer("peer");
    world.keep_no_ladder();
    for number in 0..WATCHERS_UNDECIDED_PER_SOURCE_MAX + 20 {
        subscribe_by_hand(&mut world, peer, bob, number, "Event: presence\r\n");
        world.run_for(milliseconds(20));
    }
    assert_eq!(answered(&world, peer), Some(503));
    let held = world.agent(bob).watchers_live();
    assert_eq!(held, WATCHERS_UNDECIDED_PER_SOURCE_MAX + 1);
    let carol = world.add_agent("carol");
    watch(&mut world, carol, bob);
    world.run_for(seconds(1));
    assert_eq!(told(&world, carol), ["pending"]);
    // None of the flood answers its NOTIFY.
    world.run_for(seconds(60));
    assert_eq!(world.agent(bob).watchers_live(), 2);
    assert_eq!(newest(&world, alice), "active open Online");
}

#[test]
fn a_request_in_a_subscription_that_is_unknown_gets_481() {
    let mut world = World::new(14);
    let bob = world.add_agent("bob");
    let peer = world.add_peer("peer");
    let uri = world.uri(bob);
    subscribe_by_hand(&mut world, peer, bob, 1, "Event: presence\r\n");
    world.run_for(milliseconds(50));
    answer_notify(&mut world, peer, bob, "200 OK");
    let granted = world.last_received(peer, |received| received.is_response(200));
    let tag = granted.expect("granted").message;
    let tag = tag.to().tag().expect("a tag").to_owned();
    for (to_tag, cseq, headers, status) in [
        ("strange", 2, "Event: presence\r\n", 481),
        (tag.as_str(), 2, "Event: presence;id=1\r\n", 489),
        (tag.as_str(), 2, "Event: ;\r\n", 400),
        (tag.as_str(), 3, "Event: presence\r\nExpires: 100\r\n", 200),
        (tag.as_str(), 2, "Event: presence\r\n", 500),
        (tag.as_str(), 4, "Event: presence\r\nExpires: 0\r\n", 200),
        (tag.as_str(), 5, "Event: presence\r\n", 481),
    ] {
        let branch = format!("in{to_tag}{cseq}{status}");
        let request = Request {
            method: "SUBSCRIBE",
            uri: &uri,
            from: world.peer_address(peer),
            branch: &branch,
            call_id: "watch1",
            to_tag,
            cseq,
            headers,
            body: "",
        };
        let to = world.address(bob);
        world.send(peer, to, request.text());
        world.run_for(milliseconds(50));
        assert_eq!(answered(&world, peer), Some(status), "{to_tag} {headers}");
        answer_notify(&mut world, peer, bob, "200 OK");
    }
    world.run_to_rest(REST);
    world.assert_at_rest();
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
fn who_goes_tells_its_watchers() {
    for shut_down in [false, true] {
        let (mut world, [alice, bob], _) = watched(18);
        world.with(bob, |agent, now| {
            if shut_down {
                agent.shut_down(now);
            } else {
                assert_eq!(agent.remove_user(now), Ok(()));
            }
            assert_eq!(agent.watchers_live(), 1, "it waits for the answer");
            assert!(!agent.is_drained());
        });
        world.run_for(seconds(1));
        assert!(world.agent(bob).is_drained());
        let last = "terminated;reason=deactivated open Online";
        assert_eq!(newest(&world, alice), last);
        assert!(ended(&world, bob).is_empty(), "bob knows");
        let agent = world.agent(bob);
        assert_eq!(agent.watchers_live(), 0);
        // Who watched tries again later, and is refused.
        world.run_for(seconds(600));
        assert_eq!(asked(&world, bob).len(), 1);
        assert!(world.ladder_count("480") > 0);
    }
}

#[test]
fn what_is_said_before_going_is_told_although_something_is_on_its_way() {
    for (shut_down, delay) in [(false, 0), (true, 0), (false, 3), (true, 3), (true, 7)] {
        let (mut world, [alice, bob], [_, theirs]) = watched(18);
        for text in ["Nearly gone", "Offline"] {
            act(&mut world, bob, |agent, now| {
                agent.set_presence_status(now, theirs, text)
            });
            world.run_for(milliseconds(delay));
        }
        world.with(bob, |agent, now| {
            if shut_down {
                agent.shut_down(now);
            } else {
                assert_eq!(agent.remove_user(now), Ok(()));
            }
        });
        world.run_for(seconds(1));
        let last = "terminated;reason=deactivated closed Offline";
        assert_eq!(newest(&world, alice), last, "{delay} ms");
        assert!(world.agent(bob).is_drained());
    }
}

#[test]
fn one_who_was_not_accepted_is_told_nothing_at_the_end() {
    let (mut world, alice, bob) = World::pair(18);
    watch(&mut world, alice, bob);
    world.run_for(seconds(1));
    let theirs = asked(&world, bob)[0];
    act(&mut world, bob, |agent, now| {
        agent.set_presence_status(now, theirs, "For friends")
    });
    act(&mut world, bob, |agent, now| agent.remove_user(now));
    world.run_for(seconds(1));
    assert_eq!(newest(&world, alice), "terminated;reason=deactivated");
}

/// The name of the phone in the document that an agent was told last.
fn newest_tuple(world: &World, agent: AgentId) -> Option<String> {
    let mut events = world.events(agent).iter().rev();
    events.find_map(|(_, event)| match event {
        Event::SubscriptionNotified { message, .. } => {
            let message = Message::parse(message.clone()).expect("a message");
            let presence = Presence::parse(message.body()).ok()?;
            Some(presence.tuples.first()?.id.clone())
        }
        _ => None,
    })
}

#[test]
fn what_was_said_of_one_user_is_not_the_next_ones() {
    let (mut world, [alice, bob], [_, theirs]) = watched(20);
    act(&mut world, bob, |agent, now| {
        agent.set_presence_status(now, theirs, "Secret")
    });
    world.run_for(seconds(1));
    let before = newest_tuple(&world, alice);
    act(&mut world, bob, |agent, now| agent.remove_user(now));
    act(&mut world, bob, |agent, now| {
        agent.set_user(now, account("bert"))
    });
    world.run_for(seconds(1));
    assert_eq!(newest_tuple(&world, alice), before, "of the user who went");
    let carol = world.add_agent("carol");
    watch(&mut world, carol, bob);
    world.run_for(seconds(1));
    let new = *asked(&world, bob).last().expect("asked");
    act(&mut world, bob, |agent, now| {
        agent.presence_accept(now, new)
    });
    world.run_for(seconds(1));
    assert_eq!(newest(&world, carol), "active open Online");
    let after = newest_tuple(&world, carol);
    assert!(before.is_some() && after.is_some() && after != before);
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
