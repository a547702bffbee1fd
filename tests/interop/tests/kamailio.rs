//! Registration at kamailio, and calls through it with Record-Route.

use std::collections::BTreeSet;
use std::path::Path;

use interop::kamailio::Kamailio;
use interop::peer::folder;
use phone::{Config, Phone, transport};

#[test]
fn two_phones_call_through_the_proxy() {
    let folder = folder("kamailio_udp");
    call_through(&Kamailio::start(&folder), [transport::UDP; 2], &folder);
}

#[test]
fn two_phones_call_through_the_proxy_over_tcp() {
    let folder = folder("kamailio_tcp");
    call_through(&Kamailio::start(&folder), [transport::TCP; 2], &folder);
}

#[test]
fn two_phones_call_through_the_proxy_over_tls() {
    let folder = folder("kamailio_tls");
    call_through(&Kamailio::start(&folder), [transport::TLS; 2], &folder);
}

#[test]
fn a_phone_over_tls_calls_one_over_udp() {
    let folder = folder("kamailio_tls_udp");
    let transports = [transport::TLS, transport::UDP];
    call_through(&Kamailio::start(&folder), transports, &folder);
}

/// A call from a phone on the first transport to one on the second.
fn call_through(kamailio: &Kamailio, transports: [i32; 2], folder: &Path) {
    let config = |transport| Config {
        transport,
        certificates: Some(folder.to_owned()),
        signalling: true,
        ..Config::new()
    };
    let alice = kamailio.registered("alice", &config(transports[0]), None);
    let mut config = config(transports[1]);
    config.auto_answer = true;
    let bob = kamailio.registered("bob", &config, None);

    let session = alice.call("bob");
    alice.wait_for("onInviteRinging", session);
    alice.wait_for("onInviteConnected", session);
    let incoming = bob.wait("onInviteIncoming", |_| true);
    assert!(
        incoming.text.contains("sip:alice@127.0.0.1"),
        "{}",
        incoming.text
    );
    bob.wait_for("onInviteConnected", incoming.session);

    alice.hold(session);
    bob.wait_for("onRemoteHold", incoming.session);
    alice.un_hold(session);
    bob.wait_for("onRemoteUnHold", incoming.session);

    bob.dtmf(incoming.session, 5);
    assert_eq!(alice.wait("onRecvDtmfTone", |_| true).status, 5);

    alice.hang_up(session);
    bob.wait_for("onInviteClosed", incoming.session);

    let bye = alice.wait("onSendingSignaling", |event| {
        event.message.starts_with("BYE ")
    });
    let first = bye.message.lines().find(|line| line.starts_with("Route:"));
    let route = first.unwrap_or_else(|| panic!("no Route in\n{}", bye.message));
    let port = if transports[0] == transport::TLS {
        kamailio.tls_port
    } else {
        kamailio.port
    };
    let proxy = format!("Route: <sip:127.0.0.1:{port}");
    assert!(route.starts_with(&proxy), "{route}");
    alice.unregister(3000);
    bob.unregister(3000);
}

#[test]
fn a_wrong_password_is_refused_and_not_tried_for_ever() {
    let kamailio = Kamailio::start(&folder("kamailio_wrong_password"));
    let phone = Phone::start(&Config {
        signalling: true,
        ..Config::new()
    });
    phone.set_user_at("alice", "not it", "127.0.0.1", kamailio.port);
    phone.register(300, 5);
    let failure = phone.wait("onRegisterFailure", |_| true);
    assert!(matches!(failure.status, 401 | 403), "{}", failure.status);
    phone.shut_down();
    // A slow machine may see one repeated; a try has a number of its own.
    let events = phone.events().into_iter();
    let sent = events.filter(|event| {
        event.name == "onSendingSignaling" && event.message.starts_with("REGISTER ")
    });
    let numbers: BTreeSet<String> = sent
        .filter_map(|event| {
            let mut lines = event.message.lines();
            lines
                .find(|line| line.starts_with("CSeq:"))
                .map(str::to_owned)
        })
        .collect();
    assert_eq!(numbers.len(), 2, "{numbers:?}");
}

#[test]
fn an_unknown_user_is_404() {
    let kamailio = Kamailio::start(&folder("kamailio_404"));
    let alice = kamailio.registered("alice", &Config::new(), None);
    let session = alice.call("nobody");
    assert_eq!(alice.wait_for("onInviteFailure", session).status, 404);
}
