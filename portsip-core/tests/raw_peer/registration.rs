//! A registrar's answers.

use std::time::Duration;

use portsip_core::config::{Account, HostPort};
use portsip_core::error::Error;
use portsip_core::events::Event;
use portsip_core::secret::Secret;
use portsip_core::sip::header::HeaderName;
use portsip_core::sip::message::Message;
use portsip_core::ua::RegistrationStatus;

use crate::bench::{Bench, address, methods, response};

const REGISTRAR: &str = "10.0.0.9:5060";

fn account() -> Account {
    Account {
        user_name: "alice".into(),
        display_name: String::new(),
        auth_name: "auth".into(),
        password: Secret::new("secret"),
        domain: "example.com".into(),
        server: Some(HostPort {
            host: "10.0.0.9".into(),
            port: 0,
        }),
        stun_server: None,
        outbound_proxy: None,
    }
}

/// An agent whose first REGISTER is out.
fn registering(bench: &mut Bench) -> Message {
    bench.agent.remove_user(bench.now).expect("has a user");
    bench.agent.set_user(bench.now, account()).expect("a user");
    bench
        .agent
        .register(bench.now, 600, 3)
        .expect("begins to register");
    bench.drain();
    assert_eq!(bench.sent[0].0, address(REGISTRAR));
    bench.one()
}

fn answer(bench: &mut Bench, request: &Message, status: &str, more: &str) {
    let text = response(request, status, "registrar", more, "");
    bench.receive_from(REGISTRAR, &text);
}

/// The contact of a request, kept for so long.
fn granted(request: &Message, expires_s: u32) -> String {
    let contact = request.header(HeaderName::Contact).unwrap_or_default();
    format!("Contact: {contact};expires={expires_s}\r\n")
}

#[test]
fn a_register_has_what_the_registrar_needs() {
    let mut bench = Bench::new();
    let register = registering(&mut bench);
    assert_eq!(
        register.request_uri().map(ToString::to_string).as_deref(),
        Some("sip:example.com")
    );
    assert_eq!(register.to().uri().as_str(), "sip:alice@example.com");
    assert_eq!(register.to().tag(), None);
    assert_eq!(register.expires_s(), Some(600));
    assert_eq!(
        register.header(HeaderName::Contact),
        Some("<sip:alice@10.0.0.1:5060>")
    );
}

#[test]
fn the_refresh_follows_what_was_granted_and_is_silent() {
    let mut bench = Bench::new();
    let register = registering(&mut bench);
    answer(&mut bench, &register, "200 OK", &granted(&register, 30));
    assert!(matches!(
        bench.take_events()[..],
        [Event::RegisterSuccess(_)]
    ));
    bench.pass(Duration::from_millis(24_900));
    assert!(bench.take_sent().is_empty());
    bench.pass(Duration::from_millis(200));
    let refresh = bench.one();
    assert_eq!(refresh.call_id(), register.call_id());
    assert_eq!(refresh.cseq().number, register.cseq().number + 1);
    assert_eq!(
        bench.agent.registration_status(),
        RegistrationStatus::Registered
    );
    answer(&mut bench, &refresh, "200 OK", &granted(&refresh, 30));
    assert!(bench.take_events().is_empty());
}

#[test]
fn a_longer_interval_is_obeyed() {
    let mut bench = Bench::new();
    let register = registering(&mut bench);
    answer(
        &mut bench,
        &register,
        "423 Interval Too Brief",
        "Min-Expires: 1800\r\n",
    );
    let again = bench.one();
    assert_eq!(again.expires_s(), Some(1800));
    answer(&mut bench, &again, "200 OK", &granted(&again, 1800));
    assert!(matches!(
        bench.take_events()[..],
        [Event::RegisterSuccess(_)]
    ));
}

#[test]
fn a_stale_nonce_is_no_failure() {
    let mut bench = Bench::new();
    let register = registering(&mut bench);
    let challenge = |nonce: &str, stale: &str| {
        format!("WWW-Authenticate: Digest realm=\"r\", nonce=\"{nonce}\", qop=\"auth\"{stale}\r\n")
    };
    answer(
        &mut bench,
        &register,
        "401 Unauthorized",
        &challenge("n1", ""),
    );
    let second = bench.one();
    let credentials = second.header(HeaderName::Authorization).unwrap_or_default();
    assert!(credentials.contains("username=\"auth\"") && credentials.contains("nc=00000001"));
    answer(&mut bench, &second, "200 OK", &granted(&second, 60));
    bench.pass(Duration::from_secs(54));
    let refresh = bench.one();
    let credentials = refresh
        .header(HeaderName::Authorization)
        .unwrap_or_default();
    assert!(credentials.contains("n1") && credentials.contains("nc=00000002"));
    let stale = challenge("n2", ", stale=true");
    answer(&mut bench, &refresh, "401 Unauthorized", &stale);
    let third = bench.one();
    let credentials = third.header(HeaderName::Authorization).unwrap_or_default();
    assert!(credentials.contains("n2"));
    answer(&mut bench, &third, "200 OK", &granted(&third, 60));
    assert!(matches!(
        bench.take_events()[..],
        [Event::RegisterSuccess(_)]
    ));
}

#[test]
fn a_failure_is_tried_again_and_the_success_told() {
    let mut bench = Bench::new();
    let register = registering(&mut bench);
    answer(&mut bench, &register, "503 Full", "Retry-After: 90\r\n");
    let events = bench.take_events();
    let [Event::RegisterFailure(result)] = &events[..] else {
        panic!("{events:?}");
    };
    assert_eq!((result.status, result.reason.as_str()), (503, "Full"));
    bench.pass(Duration::from_secs(89));
    assert!(bench.take_sent().is_empty());
    bench.pass(Duration::from_secs(2));
    let again = bench.take_sent().remove(0);
    answer(&mut bench, &again, "200 OK", &granted(&again, 60));
    assert!(matches!(
        bench.take_events()[..],
        [Event::RegisterSuccess(_)]
    ));
    // A refresh that fails is told, and so is the success after it.
    bench.pass(Duration::from_secs(54));
    let refresh = bench.one();
    answer(&mut bench, &refresh, "500 Oops", "");
    bench.pass(Duration::from_secs(5));
    let again = bench.take_sent().remove(0);
    answer(&mut bench, &again, "200 OK", &granted(&again, 60));
    assert!(matches!(
        bench.take_events()[..],
        [Event::RegisterFailure(_), Event::RegisterSuccess(_)]
    ));
}

#[test]
fn a_redirection_is_followed() {
    let mut bench = Bench::new();
    let register = registering(&mut bench);
    let moved = "Contact: <sip:10.0.0.10:5070>\r\n";
    answer(&mut bench, &register, "302 Moved Temporarily", moved);
    assert_eq!(bench.sent[0].0, address("10.0.0.10:5070"));
    assert_eq!(methods(&bench.take_sent()), ["REGISTER"]);
}

#[test]
fn an_address_that_looks_different_from_outside_is_told() {
    let mut bench = Bench::new();
    let register = registering(&mut bench);
    let challenge = "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\"\r\n";
    let text = response(&register, "401 Unauthorized", "registrar", challenge, "");
    let seen = text.replace(";rport;", ";rport=40000;received=203.0.113.7;");
    assert_ne!(text, seen);
    bench.receive_from(REGISTRAR, &seen);
    let second = bench.one();
    assert_eq!(
        second.header(HeaderName::Contact),
        Some("<sip:alice@203.0.113.7:40000>")
    );
}

#[test]
fn a_user_that_goes_takes_its_registration_with_it() {
    let mut bench = Bench::new();
    let register = registering(&mut bench);
    answer(&mut bench, &register, "200 OK", &granted(&register, 600));
    bench.agent.remove_user(bench.now).expect("has a user");
    bench.drain();
    let last = bench.one();
    assert_eq!(last.expires_s(), Some(0));
    assert!(!bench.agent.is_drained());
    // Another user need not wait for that.
    let carol = Account {
        user_name: "carol".into(),
        ..account()
    };
    bench.agent.set_user(bench.now, carol).expect("a user");
    assert_eq!(
        bench.agent.unregister(bench.now),
        Err(Error::CoreNotRegistered)
    );
    bench.agent.register(bench.now, 60, 0).expect("begins");
    bench.drain();
    let theirs = bench.one();
    assert_eq!(theirs.to().uri().as_str(), "sip:carol@example.com");
    answer(&mut bench, &last, "200 OK", "");
    answer(&mut bench, &theirs, "200 OK", &granted(&theirs, 60));
    assert!(matches!(
        bench.take_events()[..],
        [Event::RegisterSuccess(_), Event::RegisterSuccess(_)]
    ));
}

#[test]
fn unregistering_while_the_first_answer_is_on_its_way() {
    let mut bench = Bench::new();
    let register = registering(&mut bench);
    bench.agent.unregister(bench.now).expect("unregisters");
    assert_eq!(
        bench.agent.registration_status(),
        RegistrationStatus::Unregistering
    );
    answer(&mut bench, &register, "200 OK", &granted(&register, 600));
    let last = bench.one();
    assert_eq!(last.expires_s(), Some(0));
    answer(&mut bench, &last, "200 OK", "");
    assert_eq!(
        bench.agent.registration_status(),
        RegistrationStatus::Unregistered
    );
    assert!(bench.take_events().is_empty());
}
