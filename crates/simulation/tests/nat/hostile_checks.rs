//! Who does not know the passwords gets no answer, and changes nothing.

use std::net::SocketAddr;
use std::time::Duration;

use portsip_core::nat::stun::check::{Check, Role};
use portsip_core::octets::Octets;
use portsip_core::plan::Component;
use portsip_core::secret::Secret;
use simulation::{End, IceWorld};

use super::BOTH;
use super::by_hand::{ByHand, rtp};

const INTRUDER: &str = "192.0.2.66:6666";

fn connected() -> (IceWorld, SocketAddr) {
    let mut world = IceWorld::new(1, None, None, BOTH);
    world.connect();
    assert!(world.run_until_connected(Duration::from_secs(5)));
    let target = world
        .end(End::Caller)
        .agent
        .path(Component::Rtp)
        .expect("it is connected");
    (world, target)
}

/// A check that nominates, for the callee, with this user name and password.
fn check(username: String, password: &str) -> Octets {
    let check = Check {
        username,
        priority: u32::MAX,
        role: Role::Controlling(u64::MAX),
        use_candidate: true,
    };
    Octets::from(
        check
            .write(77, &Secret::new(password))
            .expect("a short name"),
    )
}

#[test]
fn a_check_without_the_password_is_not_answered() {
    let (mut world, target) = connected();
    let ufrags = [End::Callee, End::Caller].map(|end| {
        let credentials = &world.end(end).description.credentials;
        credentials.ufrag.clone()
    });
    let intruder: SocketAddr = INTRUDER.parse().unwrap();
    let before = world.end(End::Callee).agent.path(Component::Rtp);
    let refused = world.end(End::Callee).agent.refused();
    let right_name = format!("{}:{}", ufrags[0], ufrags[1]);
    let forged = [
        check(right_name, "not the password of the callee"),
        check("some:body".to_owned(), "not the password of the callee"),
        Octets::from_static(b"\x00\x01\x00\x00\x21\x12\xa4\x42ABCDEFGHIJKL"),
        Octets::from_static(b"\x01\x01\x00\x00\x21\x12\xa4\x42ABCDEFGHIJKL"),
    ];
    for payload in forged {
        world.intrude(intruder, target, payload);
    }
    world.run(Duration::from_millis(500));
    let callee = world.end(End::Callee);
    assert_eq!(callee.agent.refused(), refused + 4);
    assert_eq!(callee.agent.path(Component::Rtp), before);
    assert!(!callee.agent.accepts(Component::Rtp, intruder));
    assert!(world.strays.iter().all(|stray| stray.to != intruder));
}

#[test]
fn an_answer_without_the_password_is_none() {
    let mut by_hand = ByHand::new(&[rtp(2)]);
    by_hand.describe(true, &[Component::Rtp]);
    let check = by_hand.run(Duration::ZERO, |_| false).remove(0);
    let wrong = Secret::new("not the password of who is asked");
    assert!(!by_hand.answer_from(&check, rtp(2).1, &wrong));
    assert_eq!(by_hand.agent.refused(), 1);
    assert_eq!(by_hand.agent.path(Component::Rtp), None);
    by_hand.answer(&check);
    assert_eq!(by_hand.agent.path(Component::Rtp), Some(rtp(2).1));
}

#[test]
fn an_answer_from_elsewhere_shows_no_way() {
    let mut by_hand = ByHand::new(&[rtp(2)]);
    by_hand.describe(true, &[Component::Rtp]);
    let check = by_hand.run(Duration::ZERO, |_| false).remove(0);
    let password = by_hand.theirs.credentials.password.clone();
    assert!(by_hand.answer_from(&check, rtp(3).1, &password));
    assert_eq!(by_hand.agent.path(Component::Rtp), None);
    assert!(!by_hand.agent.accepts(Component::Rtp, rtp(3).1));
    assert!(by_hand.run(Duration::from_secs(20), |_| true).is_empty());
}

#[test]
fn media_from_an_address_that_proved_nothing_is_not_taken() {
    let (mut world, target) = connected();
    let mut rtp = vec![0x80, 0];
    rtp.resize(172, 0);
    world.intrude(INTRUDER.parse().unwrap(), target, Octets::from(rtp));
    world.run(Duration::from_millis(500));
    assert_eq!(world.end(End::Callee).refused, 1);
    assert!(world.hears(End::Caller, Component::Rtp));
}
