//! The calls of others, and taking one over (RFC 4235, RFC 3891).

use portsip_core::error::Error;
use portsip_core::ids::SessionId;
use simulation::{AgentId, Notifier, NotifierRules, PeerId, ServerId, World, seconds};

use super::messages::pcmu;

fn document(version: u32, state: &str, dialogs: &str) -> String {
    format!(
        "<dialog-info xmlns=\"urn:ietf:params:xml:ns:dialog-info\" version=\"{version}\" \
         state=\"{state}\" entity=\"sip:bob@h\">{dialogs}</dialog-info>"
    )
}

fn dialog(id: &str, state: &str) -> String {
    format!("<dialog id=\"{id}\" direction=\"recipient\"><state>{state}</state></dialog>")
}

fn watching(seed: u64) -> (World, AgentId, ServerId) {
    let mut world = World::new(seed);
    let alice = world.add_agent("alice");
    let rules = NotifierRules {
        document: (
            "application/dialog-info+xml".to_owned(),
            document(0, "full", ""),
        ),
        ..NotifierRules::default()
    };
    let server = world.add_server(|address| Notifier::new(address, rules));
    let to = format!("sip:bob@{}", world.server_address(server));
    let made = world.with(alice, |agent, now| agent.subscribe(now, &to, "dialog", ""));
    assert!(made.is_ok());
    world.run_for(seconds(1));
    (world, alice, server)
}

/// The story without the NOTIFYs themselves.
fn calls(world: &World, alice: AgentId) -> Vec<String> {
    let mut story = world.story(alice);
    story.retain(|event| event != "notified");
    story
}

#[test]
fn whole_documents_and_changes_are_put_together() {
    let (mut world, alice, server) = watching(1);
    world.tell(server, document(1, "partial", &dialog("a", "early")));
    world.tell(server, document(2, "partial", &dialog("b", "trying")));
    world.tell(server, document(2, "partial", &dialog("c", "early")));
    world.tell(server, document(3, "full", &dialog("a", "confirmed")));
    assert_eq!(
        calls(&world, alice),
        [
            "bob has a early",
            "bob has b trying",
            "bob has a confirmed",
            "bob has b terminated"
        ]
    );
    assert_eq!(world.ladder_count("SUBSCRIBE sip:"), 1);
}

#[test]
fn a_lost_document_brings_the_whole_again() {
    let (mut world, alice, server) = watching(2);
    world.tell(server, document(1, "partial", &dialog("a", "early")));
    world.tell(server, document(3, "partial", &dialog("a", "confirmed")));
    world.with_server(server, |notifier: &mut Notifier| {
        notifier.rules.document.1 = document(4, "full", &dialog("d", "confirmed"));
    });
    world.run_for(seconds(10));
    assert_eq!(world.ladder_count("SUBSCRIBE sip:"), 2);
    assert_eq!(
        calls(&world, alice),
        [
            "bob has a early",
            "bob has a confirmed",
            "bob has d confirmed",
            "bob has a terminated"
        ]
    );
    // Where it does not come it is asked for 5 s after a document that lacks one, and not
    // once more for those between: in 20 s at the 5th, the 11th and the 17th.
    for version in 5..25 {
        world.tell(
            server,
            document(2 * version, "partial", &dialog("e", "early")),
        );
    }
    assert_eq!(world.ladder_count("SUBSCRIBE sip:"), 2 + 3);
}

#[test]
fn a_server_that_has_lost_count_is_heard_again() {
    for (seed, last) in [(6, 7), (7, u32::MAX)] {
        let (mut world, alice, server) = watching(seed);
        world.tell(server, document(last, "full", &dialog("a", "early")));
        // Older than what is known: it is taken once it was asked for.
        world.tell(server, document(1, "partial", &dialog("b", "early")));
        assert_eq!(calls(&world, alice), ["bob has a early"]);
        world.with_server(server, |notifier: &mut Notifier| {
            notifier.rules.document.1 = document(2, "full", &dialog("a", "confirmed"));
        });
        world.run_for(seconds(10));
        assert_eq!(world.ladder_count("SUBSCRIBE sip:"), 2);
        world.tell(server, document(3, "partial", &dialog("a", "terminated")));
        assert_eq!(
            calls(&world, alice),
            [
                "bob has a early",
                "bob has a confirmed",
                "bob has a terminated"
            ]
        );
    }
}

#[test]
fn an_ordinary_refresh_brings_the_whole_whatever_its_version() {
    let (mut world, alice, server) = watching(8);
    world.tell(server, document(9, "full", &dialog("a", "early")));
    world.with_server(server, |notifier: &mut Notifier| {
        notifier.rules.document.1 = document(0, "full", &dialog("a", "confirmed"));
    });
    world.run_for(seconds(3600));
    assert!(world.ladder_count("SUBSCRIBE sip:") >= 2);
    assert_eq!(
        calls(&world, alice),
        ["bob has a early", "bob has a confirmed"]
    );
}

fn pickup(world: &mut World, id: AgentId, dialog: &str) -> Result<SessionId, Error> {
    let ports = world.take_ports(id);
    let picked = world.with(id, |agent, now| agent.pickup(now, dialog, false, ports));
    if picked.is_err() {
        world.return_ports(id, ports);
    }
    picked
}

/// carol calls bob, whose calls alice watches: a peer that answers with `line`. The call
/// as his server would tell it.
fn call_of_carol(world: &mut World, line: &str) -> (AgentId, PeerId, String) {
    let (carol, bob) = (world.add_agent("carol"), world.add_peer("bob"));
    let address = world.peer_address(bob);
    let called = world.try_call(carol, &format!("sip:bob@{address}"));
    assert!(called.is_ok());
    world.run_for(seconds(1));
    let invite = world.inbox(bob)[0].clone();
    let contact = format!("Contact: <sip:bob@{address}>");
    let (state, body) = match line {
        "180 Ringing" => ("early", String::new()),
        _ => ("confirmed", pcmu(address, "sendrecv")),
    };
    let response = invite.response(line, "bobtag", &[&contact], &body);
    world.send(bob, world.address(carol), response);
    world.run_for(seconds(1));
    let dialog = format!(
        "<dialog id=\"x1\" call-id=\"{}\" local-tag=\"bobtag\" remote-tag=\"{}\" \
         direction=\"recipient\"><state>{state}</state><remote><identity>{}</identity>\
         </remote></dialog>",
        invite.message.call_id(),
        invite.message.from().tag().unwrap_or_default(),
        world.uri(carol)
    );
    (carol, bob, dialog)
}

#[test]
fn a_call_that_rings_there_is_picked_up() {
    let (mut world, alice, server) = watching(3);
    let (carol, bob, dialog) = call_of_carol(&mut world, "180 Ringing");
    // A target without an address says nothing of the way.
    let dialog = dialog.replace("</remote>", "<target uri=\"\"/></remote>");
    world.tell(server, document(1, "full", &dialog));
    assert_eq!(calls(&world, alice), ["bob has x1 early"]);
    let picked = pickup(&mut world, alice, "x1;1");
    assert!(picked.is_ok());
    world.run_for(seconds(1));
    assert!(world.heard(alice, "connected") && world.heard(carol, "connected"));
    let cancel = world.last_received(bob, |received| received.is_request("CANCEL"));
    assert!(cancel.is_some());
}

#[test]
fn a_call_on_hold_there_is_picked_up() {
    let (mut world, alice, server) = watching(4);
    let (carol, bob, dialog) = call_of_carol(&mut world, "200 OK");
    world.tell(server, document(1, "full", &dialog));
    let picked = pickup(&mut world, alice, "x1;1");
    assert!(picked.is_ok());
    world.run_for(seconds(1));
    assert!(world.heard(alice, "connected"));
    let bye = world.last_received(bob, |received| received.is_request("BYE"));
    assert!(bye.is_some());
    assert_eq!(world.agent(carol).calls_live(), 1);
}

#[test]
fn what_is_not_known_well_enough_is_not_picked_up() {
    let (mut world, alice, server) = watching(5);
    let nothing = Err(Error::CoreCallIdNotFound);
    for id in ["", "x1", "x1;1", "x1;2", "x1;", ";1", "x1;x"] {
        assert_eq!(pickup(&mut world, alice, id), nothing, "{id}");
    }
    let (_, _, whole) = call_of_carol(&mut world, "180 Ringing");
    for (version, dialog) in [
        whole.replace("recipient", "initiator"),
        whole.replace("early", "terminated"),
        whole.replace("local-tag=\"bobtag\"", ""),
        whole.replace("identity", "other"),
        dialog("x1", "early"),
    ]
    .into_iter()
    .enumerate()
    {
        world.tell(server, document(version as u32 + 1, "full", &dialog));
        assert_eq!(pickup(&mut world, alice, "x1;1"), nothing, "{dialog}");
    }
}

#[test]
fn another_who_is_watched_cannot_pass_for_the_call() {
    let (mut world, alice, server) = watching(6);
    let (carol, _, dialog) = call_of_carol(&mut world, "180 Ringing");
    world.tell(server, document(1, "full", &dialog));
    let other = world.add_server(|address| {
        let uri = format!("<identity>sip:dear@{address}</identity>");
        let start = dialog.find("<identity>").expect("an identity");
        let end = dialog.find("</identity>").expect("an identity") + "</identity>".len();
        let forged = format!("{}{uri}{}", &dialog[..start], &dialog[end..]);
        let rules = NotifierRules {
            document: (
                "application/dialog-info+xml".to_owned(),
                document(0, "full", &forged),
            ),
            ..NotifierRules::default()
        };
        Notifier::new(address, rules)
    });
    let to = format!("sip:mallory@{}", world.server_address(other));
    let made = world.with(alice, |agent, now| agent.subscribe(now, &to, "dialog", ""));
    assert!(made.is_ok());
    world.run_for(seconds(1));
    assert_eq!(
        calls(&world, alice),
        ["bob has x1 early", "mallory has x1 early"]
    );
    assert!(pickup(&mut world, alice, "x1;1").is_ok());
    world.run_for(seconds(1));
    assert!(world.heard(carol, "connected"));
}
