//! Whether others are there, as their servers or they themselves say (RFC 3856).

use std::fmt::Write as _;

use portsip_core::config::{Account, HostPort};
use portsip_core::events::Event;
use portsip_core::limits::{PRESENCE_EVENT_TEXT_BYTES_MAX, PRESENCE_EVENTS_PER_NOTIFY_MAX};
use simulation::{AgentId, Notifier, NotifierRules, ServerId, World, account, seconds};

const PIDF: &str = "application/pidf+xml";

fn pidf(basic: &str, note: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <presence xmlns=\"urn:ietf:params:xml:ns:pidf\" entity=\"sip:bob@h\">\
         <tuple id=\"a\"><status><basic>{basic}</basic></status><note>{note}</note></tuple>\
         </presence>"
    )
}

fn watching(seed: u64, kind: &str, body: &str) -> (World, AgentId, ServerId) {
    let mut world = World::new(seed);
    let alice = world.add_agent("alice");
    let is_list = kind.starts_with("multipart/");
    let rules = NotifierRules {
        headers: if is_list {
            "Require: eventlist\r\n"
        } else {
            ""
        }
        .to_owned(),
        document: (kind.to_owned(), body.to_owned()),
        ..NotifierRules::default()
    };
    let server = world.add_server(|address| Notifier::new(address, rules));
    let to = format!("\"Bob\" <sip:bob@{}>", world.server_address(server));
    let made = world.with(alice, |agent, now| {
        agent.subscribe(now, &to, "presence", "Hello")
    });
    assert!(made.is_ok());
    world.run_for(seconds(1));
    (world, alice, server)
}

#[test]
fn each_document_is_told() {
    let (mut world, alice, server) = watching(1, PIDF, &pidf("open", "At work"));
    world.tell(server, pidf("open", "At &lt;lunch&gt;"));
    world.tell(server, pidf("closed", ""));
    assert_eq!(
        world.story(alice),
        [
            "notified",
            "bob is online: At work",
            "notified",
            "bob is online: At <lunch>",
            "notified",
            "bob is offline"
        ]
    );
    let expected = format!("sip:bob@{}", world.server_address(server));
    let named = world.events(alice).iter().filter(|(_, event)| {
        matches!(event, Event::PresenceOnline { from, from_display_name, .. }
            if *from == expected && from_display_name == "Bob")
    });
    assert_eq!(named.count(), 2);
    assert_eq!(world.ladder_count("SUBSCRIBE sip:"), 1);
}

#[test]
fn what_cannot_be_read_is_for_the_program_alone() {
    for body in [
        "",
        "no document",
        "<presence",
        "<!DOCTYPE a [<!ENTITY b \"c\">]><presence/>",
    ] {
        let (world, alice, _) = watching(2, PIDF, body);
        assert_eq!(world.story(alice), ["notified"], "{body}");
    }
}

#[test]
fn changes_alone_are_refused() {
    let (mut world, alice, server) = watching(3, "application/pidf-diff+xml", "<pidf-diff/>");
    let answers = world.with_server(server, |notifier: &mut Notifier| notifier.answers.clone());
    assert_eq!(answers, [415]);
    assert!(world.story(alice).is_empty());
    assert_eq!(world.ladder_count("415"), 1);
}

const LIST_KIND: &str =
    "multipart/related;type=\"application/rlmi+xml\";start=\"<l@h>\";boundary=\"x\"";

/// The list at `uri`, and its parts: the Content-ID and the document of each.
fn list(uri: &str, resources: &str, parts: &[(&str, &str)]) -> String {
    let list = format!(
        "<list xmlns=\"urn:ietf:params:xml:ns:rlmi\" uri=\"{uri}\" version=\"1\" \
         fullState=\"true\">{resources}</list>"
    );
    let part = |id: &str, kind: &str, body: &str| {
        format!(
            "--x\r\nContent-ID: <{id}>\r\nContent-Type: {kind};charset=\"UTF-8\"\r\n\r\n{body}\r\n"
        )
    };
    let mut body = part("l@h", "application/rlmi+xml", &list);
    for (id, document) in parts {
        body.push_str(&part(id, PIDF, document));
    }
    body + "--x--\r\n"
}

/// One resource, whose only instance has the part `id`.
fn resource(user: &str, id: &str) -> String {
    format!(
        "<resource uri=\"sip:{user}@h\"><instance id=\"1\" state=\"active\" cid=\"{id}\"/>\
         </resource>"
    )
}

/// What an agent hears that subscribes to `sip:list@example.test` at the server of its
/// account.
fn told_by_our_server(seed: u64, kind: &str, body: &str) -> (World, AgentId) {
    let mut world = World::new(seed);
    let alice = world.add_agent("alice");
    let rules = NotifierRules {
        document: (kind.to_owned(), body.to_owned()),
        ..NotifierRules::default()
    };
    let server = world.add_server(|address| Notifier::new(address, rules));
    let address = world.server_address(server);
    let ours = Account {
        domain: "example.test".to_owned(),
        server: Some(HostPort {
            host: address.ip().to_string(),
            port: address.port(),
        }),
        ..account("alice")
    };
    world.give_account(alice, ours);
    let made = world.with(alice, |agent, now| {
        agent.subscribe(now, "sip:list@example.test", "presence", "")
    });
    assert!(made.is_ok());
    world.run_for(seconds(1));
    (world, alice)
}

const OUR_LIST: &str = "sip:list@Example.test;transport=udp";

#[test]
fn a_list_tells_each_of_its_members() {
    let (here, gone) = (pidf("open", "Here"), pidf("closed", ""));
    let bob = resource("bob", "b@h").replace("<instance", "<name>Bob</name><instance");
    let resources = bob + &resource("carol", "c@h") + "<resource uri=\"sip:dave@h\"/>";
    let body = list(OUR_LIST, &resources, &[("b@h", &here), ("c@h", &gone)]);
    let (world, alice) = told_by_our_server(4, LIST_KIND, &body);
    assert_eq!(
        world.story(alice),
        ["notified", "bob is online: Here", "carol is offline"]
    );
    let named = world.events(alice).iter().any(|(_, event)| {
        matches!(event, Event::PresenceOnline { from, from_display_name, .. }
            if from == "sip:bob@h" && from_display_name == "Bob")
    });
    assert!(named);
}

#[test]
fn nobody_but_our_server_speaks_for_others() {
    let here = pidf("open", "Here");
    let body = |uri: &str| list(uri, &resource("boss", "b@h"), &[("b@h", &here)]);
    // Bob, by any name.
    let (mut world, alice, server) = watching(5, LIST_KIND, "");
    let asked = format!("sip:bob@{}", world.server_address(server));
    for uri in [&asked, "sip:boss@h", OUR_LIST] {
        world.tell(server, body(uri));
    }
    assert_eq!(world.story(alice), ["notified"; 4]);
    // Our server, in the place of another list.
    let (world, alice) = told_by_our_server(5, LIST_KIND, &body("sip:other@example.test"));
    assert_eq!(world.story(alice), ["notified"]);
}

#[test]
fn a_part_that_is_named_often_is_told_once() {
    let instance = "<instance id=\"1\" state=\"active\" cid=\"b\"/>";
    let bob = format!(
        "<resource uri=\"sip:bob@h\">{}</resource>",
        instance.repeat(1020)
    );
    let resources = bob + &resource("carol", "b") + &resource("carol", "c");
    let (one, other) = (pidf("open", "One"), pidf("open", "Other"));
    let body = list(OUR_LIST, &resources, &[("b", &one), ("c", &other)]);
    let (world, alice) = told_by_our_server(6, LIST_KIND, &body);
    assert_eq!(
        world.story(alice),
        [
            "notified",
            "bob is online: One",
            "carol is online: One",
            "carol is online: Other"
        ]
    );
}

#[test]
fn a_document_raises_no_more_than_so_many_events() {
    let mut resources = String::new();
    for number in 0..PRESENCE_EVENTS_PER_NOTIFY_MAX + 50 {
        let _ = write!(resources, "{}", resource(&number.to_string(), "b"));
    }
    let body = list(OUR_LIST, &resources, &[("b", &pidf("open", "Here"))]);
    let (world, alice) = told_by_our_server(7, LIST_KIND, &body);
    let story = world.story(alice);
    assert_eq!(story.len(), 1 + PRESENCE_EVENTS_PER_NOTIFY_MAX);
    let last = format!("{} is online: Here", PRESENCE_EVENTS_PER_NOTIFY_MAX - 1);
    assert_eq!(story.last(), Some(&last));
}

#[test]
fn long_texts_are_cut() {
    let long = "é".repeat(PRESENCE_EVENT_TEXT_BYTES_MAX);
    // An odd number of bytes stands before the first of two.
    let text = format!("a{long}");
    let cut = format!("a{}", "é".repeat(PRESENCE_EVENT_TEXT_BYTES_MAX / 2 - 1));
    let named = format!("<name>{text}</name><instance");
    let bob = resource("bob", "b").replace("<instance", &named);
    let resources = bob + &resource(&"x".repeat(PRESENCE_EVENT_TEXT_BYTES_MAX), "b");
    let body = list(OUR_LIST, &resources, &[("b", &pidf("open", &text))]);
    let (world, alice) = told_by_our_server(8, LIST_KIND, &body);
    let told: Vec<_> = world
        .events(alice)
        .iter()
        .filter_map(|(_, event)| match event {
            Event::PresenceOnline {
                from_display_name,
                from,
                state_text,
            } => Some((from_display_name, from.as_str(), state_text)),
            _ => None,
        })
        .collect();
    assert_eq!(told, [(&cut, "sip:bob@h", &cut)]);
    let (world, alice, _) = watching(8, PIDF, &pidf("open", &text));
    assert_eq!(world.story(alice)[1], format!("bob is online: {cut}"));
}
