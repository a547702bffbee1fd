//! Calls with baresip over connections, which holds us and transfers us.

use interop::baresip::{Baresip, silence};
use interop::certificates;
use interop::peer::folder;
use phone::{Config, Phone, transport};

/// A phone on a transport, and baresip on the same.
struct Pair {
    alice: Phone,
    baresip: Baresip,
    /// baresip's URI, and the parameter that says the transport.
    uri: String,
    parameter: String,
    config: Config,
}

fn pair(case: &str, transport: i32, name: &str) -> Pair {
    let folder = folder(&format!("baresip_{case}_{name}"));
    certificates::write(&folder);
    let config = Config {
        transport,
        certificates: (transport == transport::TLS).then(|| folder.clone()),
        auto_answer: true,
        signalling: true,
        ..Config::new()
    };
    let alice = Phone::start(&config);
    alice.set_user("alice", "");
    let baresip = Baresip::start_over(name, &folder, &silence(&folder), "audio_codecs=pcmu", None);
    let port = baresip.port + u16::from(transport == transport::TLS);
    let parameter = format!(";transport={name}");
    Pair {
        alice,
        baresip,
        uri: format!("sip:bob@127.0.0.1:{port}{parameter}"),
        parameter,
        config,
    }
}

impl Pair {
    fn uri_of(&self, user: &str, phone: &Phone) -> String {
        format!("sip:{user}@127.0.0.1:{}{}", phone.port(), self.parameter)
    }

    fn holds_and_is_held(mut self) {
        let session = self.alice.call(&self.uri);
        self.alice.wait_for("onInviteConnected", session);
        self.baresip.command("hold", "");
        self.alice.wait_for("onRemoteHold", session);
        self.baresip.command("resume", "");
        self.alice.wait_for("onRemoteUnHold", session);
        self.alice.hold(session);
        self.alice.un_hold(session);
        self.baresip.command("hangup", "");
        self.alice.wait_for("onInviteClosed", session);
        assert_eq!(self.alice.count("onInviteFailure"), 0);
    }

    fn calls_and_transfers(mut self) {
        let carol = Phone::start(&self.config);
        carol.set_user("carol", "");
        let target = self.uri_of("alice", &self.alice);
        self.baresip.command("dial", &target);
        let first = self.alice.wait("onInviteConnected", |_| true).session;
        let target = self.uri_of("carol", &carol);
        self.baresip.command("transfer", &target);
        let asked = self.alice.wait("onReceivedRefer", |_| true);
        assert_eq!(asked.session, first);
        let second = self.alice.accept_refer(&asked);
        self.alice.wait_for("onInviteConnected", second);
        carol.wait("onInviteConnected", |_| true);
        // baresip hangs up when it is told of the success.
        self.alice.wait_for("onInviteClosed", first);
        self.alice.hang_up(second);
        carol.wait("onInviteClosed", |_| true);
    }
}

#[test]
fn it_holds_us_over_udp() {
    pair("hold", transport::UDP, "udp").holds_and_is_held();
}

#[test]
fn it_holds_us_over_tcp() {
    pair("hold", transport::TCP, "tcp").holds_and_is_held();
}

#[test]
fn it_holds_us_over_tls() {
    pair("hold", transport::TLS, "tls").holds_and_is_held();
}

#[test]
fn it_transfers_us_over_udp() {
    pair("transfer", transport::UDP, "udp").calls_and_transfers();
}

#[test]
fn it_transfers_us_over_tcp() {
    pair("transfer", transport::TCP, "tcp").calls_and_transfers();
}

#[test]
fn it_transfers_us_over_tls() {
    pair("transfer", transport::TLS, "tls").calls_and_transfers();
}
