//! Whether others are there, as their servers or they themselves say (RFC 3856).

use portsip_core::events::Event;
use simulation::{AgentId, Notifier, NotifierRules, ServerId, World, seconds};

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

#[test]
fn a_list_tells_each_of_its_members() {
    let list = "<list xmlns=\"urn:ietf:params:xml:ns:rlmi\" uri=\"sip:list@h\" version=\"1\" \
                fullState=\"true\"><resource uri=\"sip:bob@h\"><name>Bob</name>\
                <instance id=\"1\" state=\"active\" cid=\"b@h\"/></resource>\
                <resource uri=\"sip:carol@h\"><instance id=\"2\" state=\"active\" cid=\"c@h\"/>\
                </resource><resource uri=\"sip:dave@h\"/></list>";
    let part = |id: &str, kind: &str, body: &str| {
        format!(
            "--x\r\nContent-ID: <{id}>\r\nContent-Type: {kind};charset=\"UTF-8\"\r\n\r\n{body}\r\n"
        )
    };
    let body = [
        part("l@h", "application/rlmi+xml", list),
        part("b@h", PIDF, &pidf("open", "Here")),
        part("c@h", PIDF, &pidf("closed", "")),
        "--x--\r\n".to_owned(),
    ]
    .concat();
    let kind = "multipart/related;type=\"application/rlmi+xml\";start=\"<l@h>\";boundary=\"x\"";
    let (world, alice, _) = watching(4, kind, &body);
    assert_eq!(
        world.story(alice),
        ["notified", "bob is online: Here", "carol is offline"]
    );
}
