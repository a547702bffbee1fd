//! Who watches our presence, and what is believed of it: names, and questions in the
//! name of another (RFC 3325, RFC 6665 §4.4.3).

use portsip_core::config::{Account, HostPort};
use portsip_core::events::Event;
use simulation::{AgentId, Compositor, PeerId, ServerId, World, account, milliseconds, seconds};

use super::messages::Request;
use super::watchers::{
    act, answer_notify, asked, notified, subscribe_by_hand, told, told_by, watch, watched,
};

/// Bob with an account at a server, which he is registered with.
pub(crate) fn registered() -> (World, AgentId, ServerId) {
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
pub(crate) fn subscribe_through(
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
