//! What is not needed any more is given back.

use super::super::message::REFRESH;
use super::{
    address, allocated, asking, assert_is, at_s, challenge, client, client_of, lifetime_of,
    next_request, proved_refusal, success,
};
use crate::clock::Instant;

#[test]
fn an_allocation_is_given_back_until_the_server_has_heard_of_it() {
    let mut client = allocated(600);
    assert!(!client.is_closed());
    client.close(Instant::ZERO);
    // Once is enough.
    client.close(Instant::ZERO);
    let first = client.poll_transmit().unwrap();
    assert_is(&first, REFRESH);
    assert_eq!(lifetime_of(&first), Some(0));
    assert_eq!(client.poll_transmit(), None);
    // It was lost.
    let (now, again) = next_request(&mut client).unwrap();
    assert_eq!(first, again);
    assert!(client.handle_datagram(now, &challenge(&again, 438, "realm", "n2")));
    let third = client.poll_transmit().unwrap();
    assert_eq!(lifetime_of(&third), Some(0));
    assert!(!client.is_closed());
    assert!(client.handle_datagram(now, &success(&third, 0)));
    assert!(client.is_closed());
    assert_eq!(client.poll_timeout(), None);
}

#[test]
fn nobody_is_told_for_ever() {
    let mut client = allocated(600);
    client.close(Instant::ZERO);
    let mut sent = 0;
    while next_request(&mut client).is_some() {
        sent += 1;
    }
    assert_eq!(sent, 7);
    assert!(client.is_closed());
}

#[test]
fn what_was_asked_for_is_given_back_before_and_after_it_is_granted() {
    let (mut client, request) = asking(client());
    client.close(Instant::ZERO);
    let last = client.poll_transmit().unwrap();
    assert_eq!(lifetime_of(&last), Some(0));
    // The server works on the request yet.
    client.handle_datagram(at_s(1), &proved_refusal(&last, 437));
    assert!(!client.is_closed());
    assert!(client.handle_datagram(at_s(2), &success(&request, 600)));
    let last = client.poll_transmit().unwrap();
    assert_eq!(lifetime_of(&last), Some(0));
    client.handle_datagram(at_s(3), &success(&last, 0));
    assert!(client.is_closed());
}

#[test]
fn nobody_waits_for_ever_for_what_is_of_no_use() {
    let (mut client, _) = asking(client());
    client.close(Instant::ZERO);
    let last = client.poll_transmit().unwrap();
    client.handle_datagram(at_s(1), &proved_refusal(&last, 437));
    assert!(!client.is_closed());
    assert_eq!(client.poll_timeout(), Some(at_s(5)));
    client.handle_timeout(at_s(5));
    assert!(client.is_closed());
    assert_eq!(client.poll_timeout(), None);
}

#[test]
fn what_was_refused_needs_no_giving_back() {
    let (mut client, request) = asking(client());
    client.close(Instant::ZERO);
    let last = client.poll_transmit().unwrap();
    client.handle_datagram(at_s(1), &proved_refusal(&request, 486));
    client.handle_datagram(at_s(1), &proved_refusal(&last, 437));
    assert!(client.is_closed());
    assert_eq!(client.poll_transmit(), None);
}

#[test]
fn who_has_not_seen_our_credentials_holds_nothing() {
    let mut named = client();
    named.close(Instant::ZERO);
    assert!(named.is_closed());
    assert_eq!(named.poll_transmit(), None);
    // Unless it lets in everybody.
    let mut unnamed = client_of("192.0.2.1:3478", "");
    unnamed.close(Instant::ZERO);
    let last = unnamed.poll_transmit().unwrap();
    assert_eq!(lifetime_of(&last), Some(0));
}

/// Over TCP the allocation ends with the connection, and nobody can be told.
#[test]
fn with_the_connection_all_is_over() {
    let (asked, _) = asking(client());
    let mut granted = allocated(600);
    granted.permit(Instant::ZERO, address("192.0.2.7:9"));
    let mut given_back = allocated(600);
    given_back.close(Instant::ZERO);
    for mut client in [asked, granted, given_back] {
        client.handle_disconnected();
        assert!(client.is_closed());
        assert_eq!(client.poll_transmit(), None);
        assert_eq!(client.poll_timeout(), None);
        assert!(!client.is_asking());
    }
}
