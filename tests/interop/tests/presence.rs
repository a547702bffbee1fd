//! Presence of our own: published at kamailio, and told to pjsip's phone, which we watch
//! in turn.

use interop::pjsua::Pjsua;
use interop::presence_server::PresenceServer;
use phone::{Config, Phone};

/// Waits until a PUBLISH was sent that has both texts.
fn wait_published(phone: &Phone, texts: [&str; 2]) {
    phone.wait("onSendingSignaling", |event| {
        let message = &event.message;
        message.starts_with("PUBLISH ") && texts.iter().all(|text| message.contains(text))
    });
}

#[test]
fn what_we_publish_is_told_by_the_server() {
    let server = PresenceServer::start("presence-published");
    let config = Config {
        signalling: true,
        ..Config::new()
    };
    let bob = server.registered("bob", &config);
    bob.publish(true);
    let alice = server.registered("alice", &Config::new());
    alice.subscribe("bob", "presence");
    alice.wait("onRecvNotifyOfSubscription", |_| true);
    let of = "sip:bob@127.0.0.1";
    for text in ["Im Garten ☀", "Busy"] {
        bob.set_status(0, text);
        alice.wait("onPresenceOnline", |event| {
            event.text == format!("{of} {text}")
        });
    }
    bob.set_status(0, "offline");
    alice.wait("onPresenceOffline", |event| event.text == of);
    wait_published(&bob, ["SIP-If-Match: ", "<note>Busy</note>"]);
    wait_published(&bob, ["SIP-If-Match: ", "<basic>closed</basic>"]);

    // The server forgets it all, and gets it again when there is something to tell.
    let server = server.restart();
    bob.set_status(0, "Back");
    bob.wait("onReceivedSignaling", |event| {
        event.message.starts_with("SIP/2.0 412 ")
    });
    let carol = server.registered("carol", &Config::new());
    carol.subscribe("bob", "presence");
    carol.wait("onPresenceOnline", |event| {
        event.text == format!("{of} Back")
    });

    // What is taken back is gone.
    bob.publish(false);
    wait_published(&bob, ["SIP-If-Match: ", "Expires: 0\r\n"]);
    carol.wait("onPresenceOffline", |event| event.text == of);
}

#[test]
fn pjsua_watches_us() {
    let mut pjsua = Pjsua::start("presence_pjsua_watches", &[]);
    let phone = Phone::start(&Config::new());
    phone.set_user("alice", "");
    let uri = format!("sip:alice@127.0.0.1:{}", phone.port());
    pjsua.say(&format!("watch {uri}"));
    let asked = phone.wait("onPresenceRecvSubscribe", |_| true);
    assert_eq!(asked.text, "sip:pjsua@127.0.0.1");
    phone.accept_watcher(asked.status);
    assert_eq!(pjsua.wait_told("buddy online"), "buddy online Online");
    phone.set_status(asked.status, "At lunch");
    assert_eq!(pjsua.wait_told("buddy online"), "buddy online At lunch");
    phone.set_status(asked.status, "OFFLINE");
    pjsua.wait_told("buddy offline");
    pjsua.say("look away");
    let ended = phone.wait("onSubscriptionTerminated", |_| true);
    assert_eq!(ended.status, asked.status);
}

#[test]
fn we_watch_pjsua() {
    let mut pjsua = Pjsua::start("presence_pjsua_watched", &[]);
    let phone = Phone::start(&Config::new());
    phone.set_user("alice", "");
    pjsua.say("online here");
    let id = phone.subscribe(&pjsua.uri(), "presence");
    let of = pjsua.uri();
    phone.wait("onPresenceOnline", |event| {
        event.text == format!("{of} here")
    });
    pjsua.say("offline");
    phone.wait("onPresenceOffline", |event| event.text == of);
    phone.terminate_subscription(id);
    phone.wait("onSubscriptionTerminated", |event| event.status == id);
}
