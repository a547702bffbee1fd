//! From the first request to the end.

use stun_types::attribute::AttributeType;
use stun_types::message::{BINDING, Message, MessageClass, MessageWrite as _};

use super::super::message::REFRESH;
use super::super::{Allocation, TurnError};
use super::{
    PASSWORD, address, allocated, asking, assert_is, at_s, challenge, client, client_of, granting,
    lifetime_of, next_request, proved_refusal, refusal, sealed, success,
};
use crate::clock::Instant;

#[test]
fn an_allocation_is_refreshed_before_its_end() {
    for (lifetime_s, due_ms) in [
        (600, 540_000),
        (3600, 3_540_000),
        (30, 15_000),
        (1, 500),
        (u32::MAX, 3_540_000),
    ] {
        let mut client = allocated(lifetime_s);
        let (now, refresh) = next_request(&mut client).unwrap();
        assert_eq!(now.as_micros(), due_ms * 1000, "{lifetime_s}");
        assert_is(&refresh, REFRESH);
        assert_eq!(lifetime_of(&refresh), Some(600));
        // The server knows nothing of it.
        assert!(client.handle_datagram(now, &proved_refusal(&refresh, 437)));
        let failed = Allocation::Failed(TurnError::Refused { code: 437 });
        assert_eq!(client.allocation(), failed);
        assert_eq!(client.poll_timeout(), None);
    }
}

#[test]
fn one_that_has_no_time_left_is_none() {
    let (mut client, request) = asking(client());
    assert!(client.handle_datagram(Instant::ZERO, &success(&request, 0)));
    let ended = Allocation::Failed(TurnError::Ended);
    assert_eq!(client.allocation(), ended);
    let mut client = allocated(600);
    let (now, refresh) = next_request(&mut client).unwrap();
    assert!(client.handle_datagram(now, &success(&refresh, 0)));
    assert_eq!(client.allocation(), ended);
    assert_eq!(client.poll_timeout(), None);
}

#[test]
fn the_nat_is_kept_open_as_long_as_it_is_held() {
    let mut client = allocated(600);
    for number in 1..=35 {
        assert_eq!(client.poll_timeout(), Some(at_s(number * 15)));
        client.handle_timeout(at_s(number * 15));
        let sent = client.poll_transmit().unwrap();
        let sent = Message::from_bytes(&sent).unwrap();
        assert!(sent.has_method(BINDING));
        assert_eq!(sent.class(), MessageClass::Indication);
        assert_eq!(client.poll_transmit(), None);
    }
}

#[test]
fn refusals_are_told() {
    for code in [300, 400, 403, 420, 437, 438, 441, 486, 508] {
        let mut client = client();
        let request = client.poll_transmit().unwrap();
        assert!(client.handle_datagram(Instant::ZERO, &challenge(&request, code, "realm", "n")));
        let failed = Allocation::Failed(TurnError::Refused { code });
        assert_eq!(client.allocation(), failed);
        assert_eq!(
            (client.poll_transmit(), client.poll_timeout()),
            (None, None)
        );
    }
}

#[test]
fn wrong_credentials_and_endless_challenges_are_given_up() {
    for (code, requests) in [(401, 2), (438, 4)] {
        let (mut client, request) = asking(client());
        let mut next = Some(request);
        let mut sent = 1;
        while let Some(request) = next {
            sent += 1;
            let answer = challenge(&request, code, "realm", &format!("n{sent}"));
            assert!(client.handle_datagram(Instant::ZERO, &answer));
            next = client.poll_transmit().map(|request| request.to_vec());
        }
        assert_eq!(sent, requests);
        let failed = Allocation::Failed(TurnError::Refused { code });
        assert_eq!(client.allocation(), failed);
    }
}

#[test]
fn who_has_no_credentials_is_let_in_or_not() {
    let mut let_in = client_of("192.0.2.1:3478", "");
    let request = let_in.poll_transmit().unwrap();
    let answer = granting(&request, super::RELAYED, 600);
    assert!(let_in.handle_datagram(Instant::ZERO, &answer.finish()));
    assert!(matches!(let_in.allocation(), Allocation::Granted { .. }));

    let mut client = client_of("192.0.2.1:3478", "");
    let request = client.poll_transmit().unwrap();
    client.handle_datagram(Instant::ZERO, &challenge(&request, 401, "realm", "n"));
    let failed = Allocation::Failed(TurnError::Refused { code: 401 });
    assert_eq!(client.allocation(), failed);
}

#[test]
fn nobody_is_asked_for_ever() {
    let mut client = client();
    let mut sent = 0;
    while let Some(due) = client.poll_timeout() {
        sent += std::iter::from_fn(|| client.poll_transmit()).count();
        client.handle_timeout(due);
    }
    assert_eq!(sent, 7);
    assert_eq!(client.allocation(), Allocation::Failed(TurnError::NoAnswer));
}

#[test]
fn the_address_is_of_the_family_of_the_way_there() {
    for (server, wish) in [
        ("192.0.2.1:3478", None),
        ("[::ffff:192.0.2.1]:3478", None),
        ("[2001:db8::1]:3478", Some([2, 0, 0, 0])),
    ] {
        let mut client = client_of(server, "user");
        let request = client.poll_transmit().unwrap();
        let request = Message::from_bytes(&request).unwrap();
        let asked = request.raw_attribute(AttributeType::new(0x17));
        assert_eq!(asked.map(|raw| (*raw.value).try_into().unwrap()), wish);
    }
}

#[test]
fn an_address_that_nobody_reaches_is_none_and_given_back() {
    let table = [
        ("192.0.2.1:3478", "192.0.2.1:0"),
        ("192.0.2.1:3478", "0.0.0.0:50000"),
        ("192.0.2.1:3478", "224.0.0.1:50000"),
        ("192.0.2.1:3478", "[2001:db8::1]:50000"),
        ("[2001:db8::1]:3478", "192.0.2.1:50000"),
        ("[2001:db8::1]:3478", "[::]:50000"),
        ("[2001:db8::1]:3478", "[ff02::1]:50000"),
    ];
    for (server, relayed) in table {
        let (mut client, request) = asking(client_of(server, "user"));
        let answer = sealed(granting(&request, relayed, 600), PASSWORD);
        assert!(client.handle_datagram(Instant::ZERO, &answer));
        let failed = Allocation::Failed(TurnError::NoAddress);
        assert_eq!(client.allocation(), failed, "{relayed}");
        let last = client.poll_transmit().unwrap();
        assert_eq!(lifetime_of(&last), Some(0));
        assert!(!client.is_closed());
        assert!(client.handle_datagram(Instant::ZERO, &success(&last, 0)));
        assert!(client.is_closed());
        assert_eq!(client.allocation(), failed);
    }
    // An IPv4 address in IPv6 is one.
    let (mut client, request) = asking(client());
    let answer = granting(&request, "[::ffff:192.0.2.9]:50000", 600);
    client.handle_datagram(Instant::ZERO, &sealed(answer, PASSWORD));
    let relayed = address("192.0.2.9:50000");
    let mapped = None;
    assert_eq!(client.allocation(), Allocation::Granted { relayed, mapped });
}

#[test]
fn a_refusal_without_a_reason_is_one() {
    let mut client = client();
    let request = client.poll_transmit().unwrap();
    let mut answer = refusal(&request, 400);
    // Without ERROR-CODE.
    answer.truncate(20);
    answer[3] = 0;
    assert!(client.handle_datagram(Instant::ZERO, &answer));
    let failed = Allocation::Failed(TurnError::Refused { code: 0 });
    assert_eq!(client.allocation(), failed);
}
