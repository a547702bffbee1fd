//! kamailio as the server that tells us of calls, voice mail and presence.

use interop::presence_server::PresenceServer;
use phone::{Config, Phone};

const SUMMARY: &str = "application/simple-message-summary";

fn has(phone: &Phone, state: &str) -> String {
    let told = phone.wait("onDialogStateUpdated", |event| {
        event.text.split(' ').nth(1) == Some(state)
    });
    let id = told.text.split(' ').nth(2).expect("an id");
    id.to_owned()
}

#[test]
fn the_calls_of_a_colleague_are_told() {
    let server = PresenceServer::start("presence-calls");
    let alice = server.phone("alice", &Config::new());
    let bob = server.registered("bob", &Config::new());
    let carol = server.registered("carol", &Config::new());
    alice.subscribe("bob", "dialog");
    alice.wait("onRecvNotifyOfSubscription", |_| true);
    let call = carol.call("bob");
    let ringing = has(&alice, "early");
    let theirs = bob.wait("onInviteIncoming", |_| true).session;
    bob.answer(theirs);
    assert_eq!(has(&alice, "confirmed"), ringing);
    carol.hang_up(call);
    assert_eq!(has(&alice, "terminated"), ringing);
    assert_eq!(alice.count("onSubscriptionTerminated"), 0);
}

#[test]
fn a_call_that_rings_at_a_colleague_is_picked_up() {
    let server = PresenceServer::start("presence-pickup");
    let alice = server.registered("alice", &Config::new());
    let bob = server.registered("bob", &Config::new());
    let carol = server.registered("carol", &Config::new());
    alice.subscribe("bob", "dialog");
    alice.wait("onRecvNotifyOfSubscription", |_| true);
    carol.call("bob");
    bob.wait("onInviteIncoming", |_| true);
    let ringing = has(&alice, "early");
    let picked = alice.pick_up(&ringing);
    alice.wait_for("onInviteConnected", picked);
    bob.wait("onInviteClosed", |_| true);
    alice.hang_up(picked);
    carol.wait("onInviteClosed", |_| true);
}

#[test]
fn voice_mail_is_told_while_we_are_registered() {
    let server = PresenceServer::start("presence-mail");
    let alice = server.phone("alice", &Config::new());
    alice.check_mailbox();
    alice.register(300, 5);
    alice.wait("onRecvNotifyOfSubscription", |_| true);
    let body = "Messages-Waiting: yes\r\nMessage-Account: sip:alice@127.0.0.1\r\n\
                Voice-Message: 2/1 (1/0)\r\nFax-Message: 1/0 (0/0)\r\n";
    server.publish("alice", "message-summary", SUMMARY, body);
    let voice = alice.wait("onWaitingVoiceMessage", |_| true);
    assert_eq!(voice.text, "sip:alice@127.0.0.1 2/1 (1/0)");
    let fax = alice.wait("onWaitingFaxMessage", |_| true);
    assert_eq!(fax.text, "sip:alice@127.0.0.1 1/0 (0/0)");
}

fn call_id(message: &str) -> &str {
    let mut lines = message.lines();
    lines
        .find_map(|line| line.strip_prefix("Call-ID: "))
        .expect("a Call-ID")
}

#[test]
fn a_contact_list_of_twelve_hundred_outlives_a_restart() {
    let server = PresenceServer::start("presence-crowd");
    let alice = server.phone("alice", &Config::new());
    alice.set_subscription_time(20);
    let presence = (0..1000).map(|number| (number, "presence"));
    let calls = (0..200).map(|number| (number, "dialog"));
    let subscribed = presence
        .chain(calls)
        .map(|(number, package)| alice.subscribe(&format!("user{number}"), package));
    let ids: Vec<i32> = subscribed.collect();
    let first = |id: &i32| {
        let notify = alice.wait("onRecvNotifyOfSubscription", |event| event.status == *id);
        call_id(&notify.message).to_owned()
    };
    let before: Vec<String> = ids.iter().map(first).collect();
    let server = server.restart();
    // The server has forgotten them: each is made anew.
    for (id, before) in ids.iter().zip(&before) {
        alice.wait("onRecvNotifyOfSubscription", |event| {
            event.status == *id && call_id(&event.message) != before
        });
    }
    assert_eq!(alice.count("onSubscriptionTerminated"), 0);
    assert_eq!(alice.count("onSubscriptionFailure"), 0);
    drop(server);
}
