//! How a watcher of our presence ends, and how all do when the user goes (RFC 6665
//! §4.2.2).

use portsip_core::body::pidf::Presence;
use portsip_core::error::Error;
use portsip_core::events::Event;
use portsip_core::sip::message::Message;
use portsip_core::ua::Agent;
use simulation::{AgentId, PeerId, REST, World, account, milliseconds, seconds};

use super::messages::Request;
use super::watchers::{
    act, answer_notify, answered, asked, ended, newest, notified, subscribe_by_hand, told_by,
    watch, watched,
};

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
fn who_asks_to_wait_is_told_again_after_that() {
    let mut world = World::new(10);
    let bob = world.add_agent("bob");
    let peer = world.add_peer("peer");
    let notifies = |world: &World| {
        let last = notified(world, peer).expect("a NOTIFY");
        last.cseq().number
    };
    subscribe_by_hand(&mut world, peer, bob, 1, "Event: presence\r\n");
    world.run_for(milliseconds(50));
    let id = asked(&world, bob)[0];
    put_off(&mut world, peer, bob, "503 Busy", 20);
    // What comes meanwhile goes with what has not arrived.
    act(&mut world, bob, |agent, now| agent.presence_accept(now, id));
    world.run_for(seconds(18));
    assert_eq!(notifies(&world), 1);
    world.run_for(seconds(3));
    assert_eq!(notifies(&world), 2);
    let last = notified(&world, peer).expect("the state");
    assert!(told_by(&last).starts_with("active open"));
    // No more often than so many times in a row; the subscription stays.
    for _ in 0..7 {
        put_off(&mut world, peer, bob, "500 Later", 1);
        world.run_for(seconds(2));
    }
    assert_eq!(notifies(&world), 6);
    assert_eq!(ended(&world, bob), []);
    // Nobody waits where the user goes.
    act(&mut world, bob, |agent, now| {
        agent.set_presence_status(now, id, "Away")
    });
    world.run_for(milliseconds(50));
    put_off(&mut world, peer, bob, "503 Busy", 3600);
    world.with(bob, Agent::remove_user).expect("a user");
    world.run_for(milliseconds(50));
    let last = notified(&world, peer).expect("the last word");
    assert!(told_by(&last).starts_with("terminated;reason=deactivated"));
    answer_notify(&mut world, peer, bob, "200 OK");
    world.run_to_rest(REST);
    world.assert_at_rest();
}

/// Answers the last NOTIFY with a Retry-After.
fn put_off(world: &mut World, peer: PeerId, to: AgentId, line: &str, seconds: u32) {
    let notify = world.last_received(peer, |received| received.is_request("NOTIFY"));
    let wait = format!("Retry-After: {seconds}");
    let response = notify.expect("a NOTIFY").response(line, "", &[&wait], "");
    let to = world.address(to);
    world.send(peer, to, response);
    world.run_for(milliseconds(50));
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
    // It names its watcher, so that no other has to be looked at.
    let id = asked(&world, bob)[0].to_string();
    let random = tag.strip_suffix(&id).expect("a number");
    assert_eq!(random.len(), 16);
    let guessed = format!("0123456789abcdef{id}");
    for (to_tag, cseq, headers, status) in [
        ("strange", 2, "Event: presence\r\n", 481),
        (guessed.as_str(), 2, "Event: presence\r\n", 481),
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
    act(&mut world, bob, Agent::remove_user);
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
    act(&mut world, bob, Agent::remove_user);
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
