//! A registration through an edge proxy, kamailio: the flow is kept alive, the
//! edge ends it, and calls come by the next one (RFC 5626).

use interop::edge::Edge;
use interop::kamailio::{Kamailio, PASSWORD};
use interop::peer::folder;
use phone::{Config, Event, Phone, transport};

fn over(transport: i32) -> Config {
    Config {
        transport,
        auto_answer: true,
        signalling: true,
        ..Config::new()
    }
}

/// The lines of a message that begin so.
fn lines<'a>(event: &'a Event, name: &str) -> Vec<&'a str> {
    let lines = event.message.lines();
    lines.filter(|line| line.starts_with(name)).collect()
}

/// The next answer of the registrar that says yes.
fn registered(phone: &Phone) -> Event {
    phone.wait("onReceivedSignaling", |event| {
        event.message.starts_with("SIP/2.0 200 ") && event.message.contains(" REGISTER\r\n")
    })
}

/// Bob, who knows the registrar alone, calls alice, who knows the edge alone.
/// Returns the edge's token of the flow.
fn call(bob: &Phone, alice: &Phone, edge: &Edge) -> String {
    let session = bob.call("alice");
    bob.wait_for("onInviteConnected", session);
    let invite = alice.wait("onReceivedSignaling", |event| {
        event.message.starts_with("INVITE ")
    });
    let route = lines(&invite, "Record-Route:")[0];
    let route = route.trim_start_matches("Record-Route: <sip:");
    let (token, place) = route.split_once('@').expect("a token of the flow");
    let tcp = format!("127.0.0.1:{};transport=tcp;", edge.port);
    assert!(place.starts_with(&tcp), "{route}");
    let theirs = alice.wait("onInviteConnected", |_| true).session;
    alice.hold(theirs);
    bob.wait_for("onRemoteHold", session);
    bob.hang_up(session);
    alice.wait_for("onInviteClosed", theirs);
    token.to_owned()
}

#[test]
fn a_phone_behind_an_edge_comes_back_by_a_new_flow() {
    let folder = folder("kamailio_outbound");
    let registrar = Kamailio::start(&folder);
    let mut edge = Edge::start(&folder, &registrar);
    let alice = Phone::start(&over(transport::TCP));
    alice.set_user_at("alice", PASSWORD, "127.0.0.1", edge.port);
    alice.set_instance_id("00000000-0000-1000-8000-aabbccddee11");
    alice.register(300, 5);
    let answer = registered(&alice);
    assert_eq!(lines(&answer, "Require:"), ["Require: outbound"]);
    assert_eq!(lines(&answer, "Flow-Timer:"), ["Flow-Timer: 3"]);
    let bob = registrar.registered("bob", &over(transport::UDP), None);
    let first = call(&bob, &alice, &edge);
    edge.wait_pong();

    alice.send_options(&format!("sip:cut@127.0.0.1:{}", edge.port));
    let again = registered(&alice);
    assert_eq!(lines(&again, "Require:"), ["Require: outbound"]);
    assert_ne!(call(&bob, &alice, &edge), first);
    assert_eq!(alice.count("onRegisterSuccess"), 1);
    assert_eq!(alice.count("onRegisterFailure"), 0);
}
