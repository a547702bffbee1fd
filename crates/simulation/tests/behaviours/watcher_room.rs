//! How many watch our presence, for how long, and who gives way to others.

use portsip_core::error::Error;
use portsip_core::limits::{
    WATCHER_EVENT_ID_BYTES_MAX, WATCHER_EXPIRES_S_MAX, WATCHER_HEAD_BYTES_MAX, WATCHERS_MAX,
    WATCHERS_UNDECIDED_PER_ASKER_MAX, WATCHERS_UNDECIDED_PER_SOURCE_MAX,
};
use simulation::{AgentId, PeerId, World, milliseconds, seconds};

use super::messages::Request;
use super::watcher_identity::{registered, subscribe_through};
use super::watchers::{
    act, answer_notify, answered, asked, ended, newest, notified, subscribe_by_hand, told, told_by,
    watch, watched,
};

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

/// A SUBSCRIBE of a bare peer in somebody's name.
fn subscribe_as(world: &mut World, peer: PeerId, bob: AgentId, name: &str) {
    let request = Request {
        method: "SUBSCRIBE",
        uri: &world.uri(bob),
        from: world.peer_address(peer),
        branch: name,
        call_id: name,
        to_tag: "",
        cseq: 1,
        headers: "Event: presence\r\n",
        body: "",
    };
    let name = format!("From: <sip:{name}@");
    let text = request.text().replace("From: <sip:peer@", &name);
    let to = world.address(bob);
    world.send(peer, to, text);
    world.run_for(milliseconds(20));
}

#[test]
fn a_flood_stays_within_limits_and_keeps_nobody_out() {
    let (mut world, [alice, bob], _) = watched(13);
    let peer = world.add_peer("peer");
    world.keep_no_ladder();
    subscribe_as(&mut world, peer, bob, "honest");
    answer_notify(&mut world, peer, bob, "200 OK");
    for number in 0..WATCHERS_UNDECIDED_PER_SOURCE_MAX + 20 {
        subscribe_as(&mut world, peer, bob, &format!("forged{number}"));
        assert_eq!(answered(&world, peer), Some(200));
    }
    let held = world.agent(bob).watchers_live();
    assert_eq!(held, WATCHERS_UNDECIDED_PER_SOURCE_MAX + 1);
    // The oldest who did not answer had to go.
    let ids = asked(&world, bob);
    let (first, honest) = (ids[2], ids[1]);
    assert_eq!(ended(&world, bob), ids[2..23]);
    // An answer of one of them comes too late.
    let mut inbox = world.inbox(peer).iter();
    let late = inbox
        .find(|received| received.is_request("NOTIFY") && received.message.call_id() == "forged0");
    let late = late.expect("a NOTIFY").response("200 OK", "", &[], "");
    let to = world.address(bob);
    world.send(peer, to, late);
    let gone = world.with(bob, |agent, now| agent.presence_accept(now, first));
    assert_eq!(gone, Err(Error::CoreNotFoundSubscribeId));
    // It was told that it has to go, though it had not answered what it was told before.
    let told_last = |world: &World, id: &str| {
        let mut inbox = world.inbox(peer).iter();
        let last = inbox
            .rfind(|received| received.is_request("NOTIFY") && received.message.call_id() == id);
        told_by(&last.expect("a NOTIFY").message)
    };
    assert_eq!(told_last(&world, "forged0"), "terminated;reason=giveup");
    // None of the others answers; they are told again and again, and those that are
    // gone are not.
    let told_often = |world: &World, id: &str| {
        let inbox = world.inbox(peer).iter();
        inbox
            .filter(|received| received.is_request("NOTIFY") && received.message.call_id() == id)
            .count()
    };
    let before = told_often(&world, "forged0");
    world.run_for(seconds(60));
    assert_eq!(told_often(&world, "forged0"), before);
    assert!(told_often(&world, "forged70") > before);
    assert_eq!(world.agent(bob).watchers_live(), 2);
    act(&mut world, bob, |agent, now| {
        agent.presence_accept(now, honest)
    });
    assert_eq!(newest(&world, alice), "active open Online");
}

#[test]
fn forged_addresses_keep_nobody_out() {
    let (mut world, [alice, bob], _) = watched(13);
    world.keep_no_ladder();
    let honest = world.add_peer("honest");
    subscribe_as(&mut world, honest, bob, "honest");
    answer_notify(&mut world, honest, bob, "200 OK");
    let hosts = WATCHERS_MAX / WATCHERS_UNDECIDED_PER_SOURCE_MAX + 1;
    for host in 0..hosts {
        let peer = world.add_peer(&format!("host{host}"));
        for number in 0..WATCHERS_UNDECIDED_PER_SOURCE_MAX {
            subscribe_as(&mut world, peer, bob, &format!("forged{host}x{number}"));
        }
    }
    assert_eq!(world.agent(bob).watchers_live(), WATCHERS_MAX);
    let carol = world.add_agent("carol");
    watch(&mut world, carol, bob);
    world.run_for(seconds(1));
    assert_eq!(told(&world, carol), ["pending"]);
    let ids = asked(&world, bob);
    for id in [ids[1], *ids.last().expect("asked")] {
        act(&mut world, bob, |agent, now| agent.presence_accept(now, id));
    }
    world.run_for(seconds(1));
    assert_eq!(newest(&world, carol), "active open Online");
    assert_eq!(newest(&world, alice), "active open Online");
    let last = notified(&world, honest).expect("told");
    assert_eq!(told_by(&last), "active open Online");
}

#[test]
fn the_oldest_of_one_asker_gives_way() {
    let mut world = World::new(13);
    let bob = world.add_agent("bob");
    let peer = world.add_peer("peer");
    for number in 0..=WATCHERS_UNDECIDED_PER_ASKER_MAX {
        subscribe_by_hand(&mut world, peer, bob, number, "Event: presence\r\n");
        world.run_for(milliseconds(20));
        answer_notify(&mut world, peer, bob, "200 OK");
    }
    let ids = asked(&world, bob);
    assert_eq!(ended(&world, bob), ids[..1]);
    let held = world.agent(bob).watchers_live();
    assert_eq!(held, WATCHERS_UNDECIDED_PER_ASKER_MAX);
    let mut inbox = world.inbox(peer).iter();
    let last = inbox
        .rfind(|received| received.is_request("NOTIFY") && received.message.call_id() == "watch0");
    let last = &last.expect("a NOTIFY").message;
    assert_eq!(told_by(last), "terminated;reason=giveup");
    // One who was accepted stays, and does not count.
    act(&mut world, bob, |agent, now| {
        agent.presence_accept(now, ids[1])
    });
    for number in 0..WATCHERS_UNDECIDED_PER_ASKER_MAX {
        subscribe_by_hand(&mut world, peer, bob, 100 + number, "Event: presence\r\n");
        world.run_for(milliseconds(20));
    }
    assert!(!ended(&world, bob).contains(&ids[1]));
    let held = world.agent(bob).watchers_live();
    assert_eq!(held, WATCHERS_UNDECIDED_PER_ASKER_MAX + 1);
}

#[test]
fn those_who_come_through_our_server_are_counted_by_who_they_are() {
    let (mut world, bob, server) = registered();
    let peer = world.add_peer("peer");
    let headers = |name: &str| {
        format!("Event: presence\r\nP-Asserted-Identity: <sip:{name}@example.test>\r\n")
    };
    let honest = WATCHERS_UNDECIDED_PER_SOURCE_MAX + 20;
    let flood = WATCHERS_UNDECIDED_PER_ASKER_MAX + 20;
    let names = (0..honest).map(|number| format!("honest{number}"));
    let names = names.chain((0..flood).map(|_| "flood".to_owned()));
    for (number, name) in names.enumerate() {
        let branch = format!("passed{number}");
        let request = (branch.as_str(), headers(&name));
        subscribe_through(
            &mut world,
            server,
            (peer, bob),
            (request.0, request.1.as_str()),
        );
        world.run_for(milliseconds(20));
    }
    let ids = asked(&world, bob);
    assert_eq!(ids.len(), honest + flood);
    assert_eq!(ended(&world, bob), ids[honest..honest + 20]);
}

#[test]
fn what_is_kept_of_a_watcher_is_bounded() {
    let mut world = World::new(14);
    let bob = world.add_agent("bob");
    let peer = world.add_peer("peer");
    let id = |length: usize| format!("Event: presence;id={}\r\n", "x".repeat(length));
    let subject = |length: usize| format!("Event: presence\r\nSubject: {}\r\n", "x".repeat(length));
    for (number, (headers, status)) in [
        (id(WATCHER_EVENT_ID_BYTES_MAX), 200),
        (id(WATCHER_EVENT_ID_BYTES_MAX + 1), 400),
        (id(WATCHER_HEAD_BYTES_MAX), 400),
        (subject(WATCHER_HEAD_BYTES_MAX - 1000), 200),
        (subject(WATCHER_HEAD_BYTES_MAX), 513),
    ]
    .into_iter()
    .enumerate()
    {
        subscribe_by_hand(&mut world, peer, bob, number, &headers);
        world.run_for(milliseconds(20));
        assert_eq!(answered(&world, peer), Some(status), "{}", headers.len());
    }
    assert_eq!(asked(&world, bob).len(), 2);
}
