//! Flows to kamailio: WebSocket, an instance with its GRUU, and flows that end.

use std::path::Path;

use interop::kamailio::Kamailio;
use interop::peer::folder;
use phone::{Config, Event, Phone, transport};

fn over(transport: i32, folder: &Path) -> Config {
    Config {
        transport,
        certificates: Some(folder.to_owned()),
        auto_answer: true,
        signalling: true,
        ..Config::new()
    }
}

/// A call, held and taken up again by the caller, ended by the callee.
fn call(alice: &Phone, bob: &Phone) {
    let session = alice.call("bob");
    alice.wait_for("onInviteConnected", session);
    let theirs = bob.wait("onInviteConnected", |_| true).session;
    alice.hold(session);
    bob.wait_for("onRemoteHold", theirs);
    alice.un_hold(session);
    bob.wait_for("onRemoteUnHold", theirs);
    bob.hang_up(theirs);
    alice.wait_for("onInviteClosed", session);
}

fn call_over(transport: i32, name: &str) {
    let folder = folder(name);
    let kamailio = Kamailio::start(&folder);
    let config = over(transport, &folder);
    let alice = kamailio.registered("alice", &config, None);
    let bob = kamailio.registered("bob", &config, None);
    call(&alice, &bob);
    alice.unregister(3000);
    bob.unregister(3000);
}

#[test]
fn two_phones_call_over_websocket() {
    call_over(transport::WS, "kamailio_ws");
}

#[test]
fn two_phones_call_over_secure_websocket() {
    call_over(transport::WSS, "kamailio_wss");
}

#[test]
fn a_phone_over_websocket_calls_one_over_udp() {
    let folder = folder("kamailio_ws_udp");
    let kamailio = Kamailio::start(&folder);
    let alice = kamailio.registered("alice", &over(transport::WS, &folder), None);
    let bob = kamailio.registered("bob", &over(transport::UDP, &folder), None);
    call(&alice, &bob);
    call_back(&bob, &alice);
}

fn call_back(bob: &Phone, alice: &Phone) {
    let session = bob.call("alice");
    bob.wait_for("onInviteConnected", session);
    let theirs = alice.wait("onInviteIncoming", |_| true).session;
    bob.hang_up(session);
    alice.wait_for("onInviteClosed", theirs);
}

fn contact(event: &Event) -> String {
    let mut lines = event.message.lines();
    let found = lines.find(|line| line.starts_with("Contact:"));
    found.expect("a Contact").to_owned()
}

#[test]
fn a_device_is_reached_by_its_gruu() {
    let folder = folder("kamailio_gruu");
    let kamailio = Kamailio::start(&folder);
    let config = over(transport::TCP, &folder);
    let instance = "00000000-0000-1000-8000-aabbccddee01";
    let alice = kamailio.registered("alice", &config, Some(instance));
    let instance = "00000000-0000-1000-8000-aabbccddee02";
    let bob = kamailio.registered("bob", &config, Some(instance));
    call(&alice, &bob);
    let invite = bob.wait("onReceivedSignaling", |event| {
        event.message.starts_with("INVITE ")
    });
    let contact = contact(&invite);
    assert!(contact.contains(";gr"), "{contact}");
    alice.unregister(3000);
    bob.unregister(3000);
}

/// kamailio forgets alice, and she comes back.
fn outlives_a_restart(transport: i32, name: &str, instance: Option<&str>) {
    let folder = folder(name);
    let kamailio = Kamailio::start(&folder);
    let config = over(transport, &folder);
    let alice = kamailio.registered("alice", &config, instance);
    let kamailio = kamailio.restart(&folder);
    if instance.is_some() {
        // The first wait of a device with flows is up to a minute (RFC 5626 §4.5).
        alice.wait("onRegisterFailure", |_| true);
        alice.refresh_registration();
    }
    assert_eq!(alice.wait("onRegisterSuccess", |_| true).status, 200);
    let bob = kamailio.registered("bob", &config, None);
    call_back(&bob, &alice);
}

#[test]
fn a_registration_over_tcp_outlives_a_restart() {
    outlives_a_restart(transport::TCP, "kamailio_restart_tcp", None);
}

#[test]
fn a_device_with_an_instance_comes_back_at_once_when_told_to() {
    let instance = Some("00000000-0000-1000-8000-aabbccddee03");
    outlives_a_restart(transport::TCP, "kamailio_restart_instance", instance);
}

#[test]
fn a_registration_over_tls_outlives_a_restart() {
    outlives_a_restart(transport::TLS, "kamailio_restart_tls", None);
}

#[test]
fn a_registration_over_websocket_outlives_a_restart() {
    outlives_a_restart(transport::WS, "kamailio_restart_ws", None);
}
