//! What the log of an engine at level DEBUG shows of the messages on the wire,
//! and what it does not.

mod engine_support;

use std::net::Ipv4Addr;

use engine_support::{Peer, config};
use portsip_core::config::{Account, HostPort, LogLevel};
use portsip_core::engine::Engine;
use portsip_core::secret::Secret;

const PASSWORD: &str = "open-sesame-4711";

/// The lines of a header field of a message on the wire.
fn field<'a>(message: &'a str, name: &str) -> Option<&'a str> {
    let start = format!("{name}: ");
    message.lines().find_map(|line| line.strip_prefix(&start))
}

/// The response to a request, with `more` fields.
fn response(request: &str, status: &str, more: &str) -> String {
    let mut response = format!("SIP/2.0 {status}\r\n");
    for name in ["Via", "From", "To", "Call-ID", "CSeq"] {
        let value = field(request, name).expect("it is there");
        response.extend([name, ": ", value, "\r\n"]);
    }
    response + more + "Content-Length: 0\r\n\r\n"
}

#[test]
fn messages_are_logged_without_what_authenticates() {
    let folder = std::env::temp_dir().join(format!("portsip-log-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut config = config(Ipv4Addr::LOCALHOST.into(), 0);
    config.log_level = LogLevel::Debug;
    config.log_folder.clone_from(&folder);
    let engine = Engine::start(&config, Box::new(|_| ())).expect("it starts");
    let registrar = Peer::bound();
    let account = Account {
        user_name: "alice".to_owned(),
        display_name: String::new(),
        auth_name: String::new(),
        password: Secret::new(PASSWORD),
        domain: String::new(),
        server: Some(HostPort {
            host: registrar.address().ip().to_string(),
            port: registrar.address().port(),
        }),
        stun_server: None,
        outbound_proxy: None,
    };
    engine
        .agent("test", |agent, now| {
            agent.set_user(now, account)?;
            agent.register(now, 600, 0)
        })
        .expect("it registers");
    let ours = engine.local_sip_address();
    let first = registrar.receive();
    let challenge = "WWW-Authenticate: Digest realm=\"r\", nonce=\"n1\", qop=\"auth\"\r\n";
    let refusal = response(&first, "401 Unauthorized", challenge);
    registrar.send(refusal.as_bytes(), ours);
    let second = registrar.receive();
    let credentials = field(&second, "Authorization").expect("it has credentials");
    let digest = credentials
        .split("response=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("it has a response");
    let granted = "Authentication-Info: rspauth=\"feedface\"\r\nExpires: 600\r\n";
    registrar.send(response(&second, "200 OK", granted).as_bytes(), ours);
    let forged = "nonsense\r\nAuthorization: feedface\r\n\r\n";
    registrar.send(forged.as_bytes(), ours);
    let options = engine_support::options_request(registrar.address(), ours);
    registrar.send(options.as_bytes(), ours);
    assert!(registrar.receive_final().starts_with("SIP/2.0 200 "));
    engine.shut_down();

    let file = std::fs::read_dir(&folder)
        .expect("the folder")
        .find_map(Result::ok)
        .expect("a log");
    let log = std::fs::read_to_string(file.path()).expect("text");
    std::fs::remove_dir_all(&folder).expect("it can go");
    for shown in [
        "REGISTER sip:",
        "SIP/2.0 401 Unauthorized",
        "nonce=\"n1\"",
        "Authorization: (redacted)",
        "Authentication-Info: (redacted)",
        "SIP/2.0 200 OK",
        "OPTIONS sip:x@",
    ] {
        assert!(log.contains(shown), "{shown} in {log}");
    }
    for secret in [PASSWORD, digest, "feedface"] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
    let entries = |start: &str| log.matches(start).count();
    assert!(entries("sent\n    REGISTER sip:") >= 2, "{log}");
    assert_eq!(entries("received\n    OPTIONS sip:"), 1, "{log}");
}
