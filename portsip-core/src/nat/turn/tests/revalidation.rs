//! Whether an allocation still holds is asked after the way to the server has changed.

use super::super::message::{ALLOCATE, REFRESH};
use super::super::{Allocation, TurnError};
use super::{
    PASSWORD, address, allocated, assert_is, at_s, challenge, granting, lifetime_of, next_request,
    poll_request, proved_refusal, refusal, sealed, success,
};

#[test]
fn one_that_the_server_knows_stays() {
    let mut client = allocated(600);
    let before = client.allocation();
    client.permit(at_s(1), address("192.0.2.9:9000"));
    let permission = poll_request(&mut client).unwrap();
    client.handle_datagram(at_s(1), &success(&permission, 0));
    client.revalidate(at_s(10));
    assert!(client.is_being_settled());
    let question = poll_request(&mut client).unwrap();
    assert_is(&question, REFRESH);
    assert_eq!(lifetime_of(&question), Some(600));
    // The nonce was that of another time.
    client.handle_datagram(at_s(10), &challenge(&question, 438, "realm", "n2"));
    let question = poll_request(&mut client).unwrap();
    assert!(client.handle_datagram(at_s(10), &success(&question, 600)));
    assert!(!client.is_being_settled());
    assert_eq!(client.allocation(), before);
    let mut buffer = [0; 100];
    let framed = client.frame(address("192.0.2.9:9000"), b"sound", &mut buffer);
    assert!(framed.is_some());
}

#[test]
fn in_place_of_one_that_is_not_known_another_is_asked_for() {
    let mut client = allocated(600);
    client.permit(at_s(1), address("192.0.2.9:9000"));
    let permission = poll_request(&mut client).unwrap();
    client.handle_datagram(at_s(1), &success(&permission, 0));
    client.revalidate(at_s(10));
    let question = poll_request(&mut client).unwrap();
    // Who does not know the password says nothing.
    client.handle_datagram(at_s(10), &refusal(&question, 437));
    assert!(client.is_being_settled());
    client.handle_datagram(at_s(10), &proved_refusal(&question, 437));
    let request = poll_request(&mut client).unwrap();
    assert_is(&request, ALLOCATE);
    assert_eq!(client.allocation(), Allocation::Asked);
    // What was permitted was so of the other one.
    let mut buffer = [0; 100];
    let framed = client.frame(address("192.0.2.9:9000"), b"sound", &mut buffer);
    assert_eq!(framed, None);
    let granted = granting(&request, "192.0.2.1:50002", 600);
    client.handle_datagram(at_s(10), &sealed(granted, PASSWORD));
    let relayed = address("192.0.2.1:50002");
    assert!(
        matches!(client.allocation(), Allocation::Granted { relayed: other, .. } if other == relayed)
    );
    assert!(!client.is_being_settled());
}

#[test]
fn a_permission_may_learn_of_it_first() {
    let mut client = allocated(600);
    client.revalidate(at_s(10));
    let question = poll_request(&mut client).unwrap();
    client.permit(at_s(10), address("192.0.2.9:9000"));
    let permission = poll_request(&mut client).unwrap();
    client.handle_datagram(at_s(10), &proved_refusal(&permission, 437));
    let request = poll_request(&mut client).unwrap();
    assert_is(&request, ALLOCATE);
    assert!(!client.handle_datagram(at_s(10), &proved_refusal(&question, 437)));
    assert_eq!(client.allocation(), Allocation::Asked);
}

#[test]
fn a_server_that_is_silent_is_given_up_in_the_end() {
    let mut client = allocated(600);
    let before = client.allocation();
    client.revalidate(at_s(0));
    for _ in 0..7 {
        assert_eq!(client.allocation(), before);
        assert!(next_request(&mut client).is_some());
    }
    assert!(next_request(&mut client).is_none());
    assert_eq!(client.allocation(), Allocation::Failed(TurnError::NoAnswer));
}

#[test]
fn what_is_given_back_meanwhile_is_not_asked_for_again() {
    let mut client = allocated(600);
    client.revalidate(at_s(10));
    poll_request(&mut client).unwrap();
    client.close(at_s(10));
    let last = poll_request(&mut client).unwrap();
    assert_eq!(lifetime_of(&last), Some(0));
    client.handle_datagram(at_s(10), &proved_refusal(&last, 437));
    assert_eq!(poll_request(&mut client), None);
    assert!(client.is_closed());
}
