//! Candidates that are gathered anew in a call, as its path was lost, over real sockets.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::engine_support::{Peer, Phone, set_up_with};
use super::ice_peer::{call, description, offer};
use super::relay_server::{ALLOCATE, Answer, RelayServer, Seen, relayed_address};
use super::stun_server::{OUTSIDE, StunServer};
use portsip_core::ids::SessionId;
use portsip_core::plan::{CandidateKind, IceDescription, MediaReport};

/// A call with ICE whose path will be lost.
struct Scene {
    stun: StunServer,
    relay: RelayServer,
    /// The relay thinks about what it is asked for.
    thinks: Arc<AtomicBool>,
    phone: Phone,
    peer: Peer,
    session: SessionId,
    /// How the phone described itself first.
    before: IceDescription,
}

impl Scene {
    fn new() -> Self {
        let thinks = Arc::new(AtomicBool::new(false));
        let slow = Arc::clone(&thinks);
        let relay = RelayServer::start(move |asked| {
            if asked.is(ALLOCATE) && slow.load(Ordering::Relaxed) {
                Answer::Later
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
            thinks,
            phone,
            peer,
            session,
            before,
        }
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

/// What a client did at the relay: `true` for what it asked for, `false` for what it gave
/// back.
fn dealings(seen: &[Seen], wanted: SocketAddr) -> Vec<bool> {
    let dealing = |seen: &Seen| match seen {
        Seen::Request { method, client, .. } if *method == ALLOCATE && *client == wanted => {
            Some(true)
        }
        _ if seen.given_back() == Some(wanted) => Some(false),
        _ => None,
    };
    seen.iter().filter_map(dealing).collect()
}

#[test]
fn the_stun_server_and_the_relay_are_asked_anew_through_the_same_sockets() {
    let scene = Scene::new();
    let client = scene.client();
    let seen = |ice| address_of(ice, CandidateKind::ServerReflexive);
    let relayed = |ice| address_of(ice, CandidateKind::Relayed);
    assert_eq!(seen(&scene.before), Some(outside(client, 1000)));
    assert_eq!(relayed(&scene.before), Some(relayed_address(client)));
    scene.stun.set_shift(2000);
    scene.lose_path();
    let after = scene.offered_anew();
    assert_eq!(address_of(&after, CandidateKind::Host), Some(client));
    assert_eq!(seen(&after), Some(outside(client, 2000)));
    assert_eq!(relayed(&after), Some(relayed_address(client)));
    assert_eq!(dealings(&scene.relay.seen(), client), [true, false, true]);
}

#[test]
fn a_relay_that_thinks_too_long_is_not_waited_for() {
    let scene = Scene::new();
    let client = scene.client();
    scene.thinks.store(true, Ordering::Relaxed);
    scene.lose_path();
    let after = scene.offered_anew();
    assert_eq!(address_of(&after, CandidateKind::Relayed), None);
    assert!(address_of(&after, CandidateKind::ServerReflexive).is_some());
    // What it may grant yet is given back.
    scene.relay.wait("it is given back", |seen| {
        dealings(seen, client)
            .ends_with(&[true, false])
            .then_some(())
    });
}

#[test]
fn a_call_that_ends_meanwhile_leaves_nothing_at_the_relay() {
    let scene = Scene::new();
    let client = scene.client();
    scene.thinks.store(true, Ordering::Relaxed);
    scene.lose_path();
    scene.relay.wait("it is asked again", |seen| {
        (dealings(seen, client) == [true, false, true]).then_some(())
    });
    scene.phone.hang_up(scene.session);
    scene.relay.wait("it is given back", |seen| {
        dealings(seen, client)
            .ends_with(&[true, false])
            .then_some(())
    });
}
