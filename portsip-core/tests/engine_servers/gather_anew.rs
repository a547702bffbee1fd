//! Candidates that are gathered anew in a call, as its path was lost, over real sockets.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use super::engine_support::{Peer, Phone, set_up_with};
use super::ice_peer::{call, description, offer};
use super::relay_server::{ALLOCATE, Answer, REFRESH, RelayServer, Seen, relayed_address};
use super::stun_server::{OUTSIDE, StunServer};
use portsip_core::ids::SessionId;
use portsip_core::plan::{CandidateKind, IceDescription, MediaReport};

/// A call with ICE whose path will be lost.
struct Scene {
    stun: StunServer,
    relay: RelayServer,
    /// What the relay answers who asks for an address, or whether it knows one.
    answer: Arc<Mutex<Answer>>,
    phone: Phone,
    peer: Peer,
    session: SessionId,
    /// How the phone described itself first.
    before: IceDescription,
}

impl Scene {
    fn new() -> Self {
        let answer = Arc::new(Mutex::new(Answer::Yes));
        let answers = Arc::clone(&answer);
        let relay = RelayServer::start(move |asked| {
            if asked.is(ALLOCATE) || asked.is(REFRESH) && asked.given_back().is_none() {
                *answers.lock().expect("no test panics here")
            } else {
                Answer::Yes
            }
        });
        let stun = StunServer::start();
        let (phone, peer) = (Phone::new("test"), Peer::bound());
        set_up_with(&phone.engine, "test", |account| stun.given_to(account));
        let server = relay.as_configured();
        phone.engine.agent("test", |agent, _| {
            agent.set_turn_server(Some(server));
        });
        let nobody = SocketAddr::from(([127, 0, 0, 88], 40_000));
        let (session, ok) = call(&phone, &peer, &offer(nobody, &[nobody]));
        let before = ice_of(&ok);
        Self {
            stun,
            relay,
            answer,
            phone,
            peer,
            session,
            before,
        }
    }

    /// The relay answers so from now on.
    fn relay_answers(&self, answer: Answer) {
        *self.answer.lock().expect("no test panics here") = answer;
    }

    fn lose_path(&self) {
        let session = self.session;
        self.phone.engine.agent("test", |agent, now| {
            agent.handle_media_report(now, MediaReport::PathLost { session });
        });
    }

    /// How the phone describes itself in the re-INVITE.
    fn offered_anew(&self) -> IceDescription {
        let invite = self.peer.receive();
        assert!(invite.starts_with("INVITE "), "{invite}");
        let ice = ice_of(&invite);
        assert_ne!(ice.credentials, self.before.credentials);
        ice
    }

    /// The socket of RTP.
    fn client(&self) -> SocketAddr {
        address_of(&self.before, CandidateKind::Host).expect("the address of the machine")
    }
}

fn ice_of(message: &str) -> IceDescription {
    let description = description(message);
    description.media[0].ice.clone().expect("ICE")
}

fn address_of(ice: &IceDescription, kind: CandidateKind) -> Option<SocketAddr> {
    let mut candidates = ice.candidates.iter();
    candidates.find(|c| c.kind == kind).map(|c| c.address)
}

fn outside(client: SocketAddr, shift: u16) -> SocketAddr {
    SocketAddr::from((OUTSIDE, client.port() + shift))
}

/// What a client wanted of the relay, besides permissions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dealing {
    Allocate,
    Refresh,
    GiveBack,
}

use Dealing::{Allocate, GiveBack, Refresh};

fn dealings(seen: &[Seen], wanted: SocketAddr) -> Vec<Dealing> {
    let dealing = |seen: &Seen| match seen {
        Seen::Request { method, client, .. } if *client == wanted => match *method {
            ALLOCATE => Some(Allocate),
            REFRESH if seen.given_back().is_some() => Some(GiveBack),
            REFRESH => Some(Refresh),
            _ => None,
        },
        _ => None,
    };
    seen.iter().filter_map(dealing).collect()
}

fn seen_at(ice: &IceDescription) -> Option<SocketAddr> {
    address_of(ice, CandidateKind::ServerReflexive)
}

fn relayed_at(ice: &IceDescription) -> Option<SocketAddr> {
    address_of(ice, CandidateKind::Relayed)
}

#[test]
fn the_stun_server_is_asked_anew_and_the_relay_whether_it_knows_us() {
    let scene = Scene::new();
    let client = scene.client();
    assert_eq!(seen_at(&scene.before), Some(outside(client, 1000)));
    assert_eq!(relayed_at(&scene.before), Some(relayed_address(client)));
    scene.stun.set_shift(2000);
    scene.lose_path();
    let after = scene.offered_anew();
    assert_eq!(address_of(&after, CandidateKind::Host), Some(client));
    assert_eq!(seen_at(&after), Some(outside(client, 2000)));
    assert_eq!(relayed_at(&after), Some(relayed_address(client)));
    assert_eq!(dealings(&scene.relay.seen(), client), [Allocate, Refresh]);
}

#[test]
fn a_relay_that_does_not_know_us_any_more_gives_another_address() {
    let scene = Scene::new();
    let client = scene.client();
    scene.relay.forget_all();
    scene.lose_path();
    let after = scene.offered_anew();
    assert_eq!(relayed_at(&after), Some(relayed_address(client)));
    let dealings = dealings(&scene.relay.seen(), client);
    assert_eq!(dealings, [Allocate, Refresh, Allocate]);
}

#[test]
fn a_relay_that_is_silent_for_a_while_stays() {
    let scene = Scene::new();
    let client = scene.client();
    scene.relay_answers(Answer::Never);
    scene.lose_path();
    let after = scene.offered_anew();
    assert_eq!(relayed_at(&after), Some(relayed_address(client)));
    scene.relay_answers(Answer::Yes);
    scene.relay.wait("it is asked again", |seen| {
        let asked = dealings(seen, client);
        (asked.iter().filter(|asked| **asked == Refresh).count() >= 3).then_some(())
    });
}

#[test]
fn a_relay_that_thinks_too_long_about_another_address_is_not_waited_for() {
    let scene = Scene::new();
    let client = scene.client();
    scene.relay.forget_all();
    let relay_is_asked = |seen: &[Seen]| dealings(seen, client).contains(&Refresh).then_some(());
    scene.lose_path();
    scene.relay.wait("whether it knows us", relay_is_asked);
    scene.relay_answers(Answer::Later);
    let after = scene.offered_anew();
    let is_late = relayed_at(&after).is_none();
    assert!(seen_at(&after).is_some());
    // It may have been faster than the test was.
    if is_late {
        let given_back = |times: usize| {
            scene.relay.wait("it is given back", |seen| {
                let dealings = dealings(seen, client);
                let given_back = dealings.iter().filter(|what| **what == GiveBack);
                (given_back.count() >= times).then_some(())
            });
        };
        given_back(1);
        scene.relay.answer_now();
        given_back(2);
    }
}

#[test]
fn a_call_that_ends_meanwhile_gives_the_relay_back() {
    let scene = Scene::new();
    let client = scene.client();
    scene.relay_answers(Answer::Never);
    scene.lose_path();
    scene.relay.wait("it is asked", |seen| {
        dealings(seen, client).contains(&Refresh).then_some(())
    });
    scene.phone.hang_up(scene.session);
    scene.relay.wait("it is given back", |seen| {
        dealings(seen, client).contains(&GiveBack).then_some(())
    });
}
