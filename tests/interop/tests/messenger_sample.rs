//! The messenger of the samples, with kamailio as its presence server.

use std::process::Command;
use std::time::Duration;

use interop::peer::{self, Peer};
use interop::presence_server::PresenceServer;

const END: Duration = Duration::from_secs(20);

/// The sample with an account at this server, registered and published.
fn start(name: &'static str, server: &PresenceServer) -> Peer {
    let folder = peer::folder(&format!("messenger-{name}"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_messenger-sample"));
    command.args([name, "any", "0", &format!("127.0.0.1:{}", server.port)]);
    let mut messenger = Peer::start_listening(name, &mut command, &folder);
    messenger.wait_printed("registered\ntold\n");
    messenger
}

/// Waits until this line has been printed so often, or more.
fn wait_line(peer: &mut Peer, line: &str, times: usize) {
    peer.wait_until(line, |printed| {
        printed.lines().filter(|one| *one == line).count() >= times
    });
}

#[test]
fn two_messengers_meet_through_a_presence_server() {
    let server = PresenceServer::start("messenger");
    let mut alice = start("alice", &server);
    let mut bob = start("bob", &server);
    alice.say("add bob");
    wait_line(&mut alice, "sip:bob@127.0.0.1 is online: Online", 1);
    bob.say("add alice");
    wait_line(&mut bob, "sip:alice@127.0.0.1 is online: Online", 1);

    bob.say("status In the garden");
    wait_line(&mut alice, "sip:bob@127.0.0.1 is online: In the garden", 1);
    alice.say("list");
    wait_line(&mut alice, "sip:bob@127.0.0.1 is online: In the garden", 2);

    alice.say("say bob Is there any soup left?");
    let question = "sip:alice@127.0.0.1 says: Is there any soup left?";
    wait_line(&mut bob, question, 1);
    wait_line(&mut alice, "sip:bob@127.0.0.1 has it", 1);
    bob.say("say alice None at all.");
    wait_line(&mut alice, "sip:bob@127.0.0.1 says: None at all.", 1);
    wait_line(&mut bob, "sip:alice@127.0.0.1 has it", 1);
    alice.say("say nobody Hello?");
    let refused = "sip:nobody@127.0.0.1 has it not: 404 Not Found";
    wait_line(&mut alice, refused, 1);

    // What he says last, and then that nothing is published any more.
    bob.say("quit");
    bob.assert_success(END);
    wait_line(&mut alice, "sip:bob@127.0.0.1 is offline", 2);
    alice.say("quit");
    alice.assert_success(END);
}
