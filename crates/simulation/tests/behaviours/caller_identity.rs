//! Who is shown as the caller, and what else an incoming call says about itself.

use portsip_core::events::{Event, InviteParties};
use portsip_core::sip::message::Message;
use simulation::{World, milliseconds};

use super::messages::{Request, pcmu};

/// What an agent is told of an INVITE with these header lines.
fn told(headers: &str) -> InviteParties {
    let mut world = World::new(1);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("peer");
    let (from, to) = (world.peer_address(peer), world.address(alice));
    let body = pcmu(from, "sendrecv");
    let request = Request {
        method: "INVITE",
        uri: &format!("sip:alice@{to}"),
        from,
        branch: "i",
        call_id: "i",
        to_tag: "",
        cseq: 1,
        headers,
        body: &body,
    };
    world.send(peer, to, request.text());
    world.run_for(milliseconds(100));
    let mut events = world.events(alice).iter();
    let incoming = events.find_map(|(_, event)| match event {
        Event::InviteIncoming(parties) => Some(parties.clone()),
        _ => None,
    });
    incoming.expect("an incoming call")
}

#[test]
fn the_asserted_identity_is_preferred_to_from() {
    let from = "sip:peer@10.0.0.2:5060";
    for (headers, name, caller) in [
        ("", "", from),
        (
            "P-Asserted-Identity: \"Bob\" <sip:bob@example.com;user=phone>\r\n",
            "Bob",
            "sip:bob@example.com",
        ),
        (
            "P-Asserted-Identity: <sip:bob@example.com:5070>\r\n",
            "",
            "sip:bob@example.com:5070",
        ),
        (
            "P-Asserted-Identity: <tel:+1-555-01>, \"Bob\" <sips:bob@example.com>\r\n",
            "Bob",
            "sips:bob@example.com",
        ),
        (
            "P-Asserted-Identity: <tel:+1-555-01;phone-context=x>\r\n",
            "",
            "sip:+155501@10.0.0.2",
        ),
        ("P-Asserted-Identity: nonsense\r\n", "", from),
        (
            "P-Asserted-Identity: <mailto:bob@example.com>\r\n",
            "",
            from,
        ),
        ("P-Preferred-Identity: <sip:bob@example.com>\r\n", "", from),
    ] {
        let parties = told(headers);
        assert_eq!(parties.caller, caller, "{headers}");
        assert_eq!(parties.caller_display_name, name, "{headers}");
    }
}

#[test]
fn who_asks_for_privacy_is_shown_as_from_says() {
    let asserted = "P-Asserted-Identity: \"Bob\" <sip:bob@example.com>\r\n";
    for privacy in ["id", "user", "header", "ID;critical", "history;id"] {
        let parties = told(&format!("{asserted}Privacy: {privacy}\r\n"));
        assert_eq!(parties.caller, "sip:peer@10.0.0.2:5060", "{privacy}");
        assert_eq!(parties.caller_display_name, "", "{privacy}");
    }
    for privacy in ["none", "history", "session"] {
        let parties = told(&format!("{asserted}Privacy: {privacy}\r\n"));
        assert_eq!(parties.caller, "sip:bob@example.com", "{privacy}");
    }
}

#[test]
fn diversion_history_and_wishes_for_an_answer_are_in_the_message() {
    let parties = told(
        "Diversion: <sip:carol@example.com>;reason=user-busy\r\n\
         Diversion: <sip:dave@example.com>;reason=unconditional\r\n\
         History-Info: <sip:carol@example.com>;index=1\r\n\
         Alert-Info: <http://127.0.0.1>;info=alert-autoanswer;delay=0\r\n\
         Call-Info: <sip:example.com>;answer-after=0\r\n\
         Priv-Answer-Mode: Auto\r\n",
    );
    let message = Message::parse(parties.message).expect("the INVITE");
    for (name, value) in [
        ("Diversion", "<sip:carol@example.com>;reason=user-busy"),
        ("history-info", "<sip:carol@example.com>;index=1"),
        (
            "Alert-Info",
            "<http://127.0.0.1>;info=alert-autoanswer;delay=0",
        ),
        ("CALL-INFO", "<sip:example.com>;answer-after=0"),
        ("Priv-Answer-Mode", "Auto"),
    ] {
        assert_eq!(message.header_named(name), Some(value));
    }
}
