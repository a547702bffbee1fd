//! What is believed of whom.

use proptest::prelude::*;
use stun_types::message::{Message, MessageWrite as _};

use super::super::message::{CREATE_PERMISSION, Challenge, Login, REFRESH};
use super::super::{Allocation, TurnError, framing};
use super::{
    PASSWORD, address, allocated, asking, assert_is, challenge, client, granting, key,
    next_request, poll_request, proved_refusal, refusal, sealed, success,
};
use crate::clock::Instant;
use crate::secret::Secret;

/// RFC 5769 §2.4: a request with long-term credentials, whose password is that after
/// `SASLprep`.
#[test]
fn long_term_credentials_are_those_of_the_rfc() {
    let request = [
        "000100602112a44278ad3433c6ad72c029da412e00060012",
        "e3839ee38388e383aae38383e382afe382b900000015001c",
        "662f2f3439396b39353464364f4c33346f4c39465354767936347341",
        "0014000b6578616d706c652e6f72670000080014",
        "f67024656dd64a3e02b8e0712e85c9a28ca89666",
    ]
    .concat();
    let digits = request.as_bytes().chunks(2);
    let octet = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    let request: Vec<u8> = digits.map(octet).collect();
    let request = Message::from_bytes(&request).unwrap();
    for (password, is_right) in [("TheMatrIX", true), ("TheMatrix", false)] {
        let user_name = "\u{30de}\u{30c8}\u{30ea}\u{30c3}\u{30af}\u{30b9}";
        let mut login = Login::new(user_name, &Secret::new(password));
        login.take_challenge(Challenge {
            realm: "example.org".to_owned(),
            nonce: "f//499k954d6OL34oL9FSTvy64sA".to_owned(),
        });
        assert_eq!(login.proves(&request), is_right);
    }
}

#[test]
fn who_does_not_know_the_password_grants_nothing() {
    let mut client = client();
    let first = client.poll_transmit().unwrap();
    // Not even before it asks for it.
    let answer = granting(&first, super::RELAYED, 600).finish();
    assert!(client.handle_datagram(Instant::ZERO, &answer));
    assert_eq!(client.allocation(), Allocation::Asked);
    client.handle_datagram(Instant::ZERO, &challenge(&first, 401, "realm", "n1"));
    let second = client.poll_transmit().unwrap();
    for answer in [
        granting(&second, super::RELAYED, 600).finish(),
        sealed(granting(&second, super::RELAYED, 600), "another"),
    ] {
        client.handle_datagram(Instant::ZERO, &answer);
        assert_eq!(client.allocation(), Allocation::Asked);
    }
    // A stranger does not know the id either.
    assert!(!client.handle_datagram(Instant::ZERO, &success(&first, 600)));
    client.handle_datagram(Instant::ZERO, &success(&second, 600));
    assert!(matches!(client.allocation(), Allocation::Granted { .. }));
}

#[test]
fn who_does_not_know_it_ends_nothing() {
    let mut client = allocated(600);
    let (now, refresh) = next_request(&mut client).unwrap();
    assert_is(&refresh, REFRESH);
    for code in [0, 300, 400, 403, 437, 441, 486, 508] {
        assert!(client.handle_datagram(now, &refusal(&refresh, code.max(300))));
        assert!(matches!(client.allocation(), Allocation::Granted { .. }));
    }
    assert!(client.handle_datagram(now, &success(&refresh, 600)));
    client.permit(now, address("198.51.100.7:4000"));
    let asked = poll_request(&mut client).unwrap();
    assert_is(&asked, CREATE_PERMISSION);
    client.handle_datagram(now, &refusal(&asked, 437));
    assert!(matches!(client.allocation(), Allocation::Granted { .. }));
    client.handle_datagram(now, &proved_refusal(&asked, 437));
    let failed = Allocation::Failed(TurnError::Refused { code: 437 });
    assert_eq!(client.allocation(), failed);
}

#[test]
fn another_nonce_comes_without_another_realm() {
    let mut client = allocated(600);
    let (now, refresh) = next_request(&mut client).unwrap();
    let answer = challenge(&refresh, 438, "realm of a thief", "n2");
    assert!(client.handle_datagram(now, &answer));
    let again = poll_request(&mut client).unwrap();
    let again = Message::from_bytes(&again).unwrap();
    assert!(again.validate_integrity(&key("realm", PASSWORD)).is_ok());
    let nonce = again.attribute::<stun_types::attribute::Nonce>().unwrap();
    assert_eq!(nonce.nonce(), "n2");
}

#[test]
fn the_password_is_in_no_text() {
    let client = allocated(600);
    assert!(!format!("{client:?}").contains(PASSWORD));
}

proptest! {
    #[test]
    fn what_a_server_sends_never_panics(octets in proptest::collection::vec(any::<u8>(), 0..200)) {
        let mut client = allocated(600);
        client.bind(Instant::ZERO, address("198.51.100.7:4000"));
        client.handle_datagram(Instant::ZERO, &octets);
        client.unwrap(&octets);
        framing::read_data_indication(&octets);
    }

    #[test]
    fn a_changed_answer_is_refused_or_harmless(place in 20_usize..80, flip in 1_u8..) {
        let (mut client, request) = asking(client());
        let mut answer = success(&request, 600);
        let place = place.min(answer.len() - 1);
        answer[place] ^= flip;
        client.handle_datagram(Instant::ZERO, &answer);
        prop_assert_eq!(client.allocation(), Allocation::Asked);
    }
}
