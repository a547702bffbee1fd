//! Addresses at a relay: described as long as they are of use, and given back then.

use portsip_core::config::{Account, HostPort};
use portsip_core::ids::SessionId;
use portsip_core::plan::{Component, GatheredAddresses, GatheredMedia, MediaReport};
use simulation::{AgentId, PeerId, REST, Received, World, account, milliseconds};

use super::messages::pcmu;

/// What the relay granted.
fn granted() -> GatheredMedia {
    let at = |port| GatheredAddresses {
        mapped: None,
        relayed: Some(([203, 0, 113, 2], port).into()),
    };
    GatheredMedia {
        rtp: at(50_000),
        rtcp: at(50_001),
    }
}

struct Scene {
    world: World,
    alice: AgentId,
    bob: PeerId,
    call: SessionId,
    invite: Received,
}

impl Scene {
    /// A call with ICE that was offered with addresses at a relay.
    fn offered() -> Self {
        let mut world = World::new(1);
        let alice = world.add_agent("alice");
        let account = Account {
            stun_server: Some(HostPort {
                host: "203.0.113.1".to_owned(),
                port: 3478,
            }),
            ..account("alice")
        };
        world.give_account(alice, account);
        world.with(alice, |agent, _| agent.set_ice(true));
        let bob = world.add_peer("bob");
        let there = format!("sip:bob@{}", world.peer_address(bob));
        let call = world.try_call(alice, &there).expect("a call");
        world.run_for(milliseconds(10));
        world.tell_gathered(alice, call, granted());
        world.run_for(milliseconds(100));
        let invite = world.last_received(bob, |received| received.is_request("INVITE"));
        let invite = invite.expect("an INVITE");
        let scene = Self {
            world,
            alice,
            bob,
            call,
            invite,
        };
        assert_eq!(scene.relays_offered(), [50_000, 50_001]);
        scene
    }

    /// The ports at the relay that the last offer names.
    fn relays_offered(&self) -> Vec<u16> {
        let invite = self
            .world
            .last_received(self.bob, |r| r.is_request("INVITE"));
        let invite = invite.expect("an INVITE");
        let offer = String::from_utf8_lossy(invite.message.body()).into_owned();
        let lines = offer.lines().filter(|line| line.contains(" typ relay"));
        lines
            .filter_map(|line| line.split(' ').nth(5)?.parse().ok())
            .collect()
    }

    fn respond(&mut self, line: &str, tag: &str, ice: &str) {
        let them = self.world.peer_address(self.bob);
        let body = format!("{}{ice}", pcmu(them, "sendrecv"));
        let contact = format!("Contact: <sip:bob@{them}>");
        let content = "Content-Type: application/sdp";
        let response = self.invite.response(line, tag, &[&contact, content], &body);
        let us = self.world.address(self.alice);
        self.world.send(self.bob, us, response);
        self.world.run_for(milliseconds(100));
    }

    /// The call is held, which is another offer; the ports at the relay in it.
    fn relays_offered_again(&mut self) -> Vec<u16> {
        let (alice, call) = (self.alice, self.call);
        let held = self.world.with(alice, |agent, now| agent.hold(now, call));
        held.expect("it is held");
        self.world.run_for(milliseconds(100));
        self.relays_offered()
    }

    fn released(&self) -> &[Component] {
        self.world.relays_released(self.alice)
    }
}

fn ice(world: &World, bob: PeerId, more: &str) -> String {
    let them = world.peer_address(bob).ip();
    format!(
        "a=ice-ufrag:bobs\r\na=ice-pwd:the+password+of+bobs+phone\r\n\
         a=candidate:1 1 UDP 2130706431 {them} 30000 typ host\r\n\
         a=candidate:1 2 UDP 2130706430 {them} 30001 typ host\r\n{more}"
    )
}

#[test]
fn a_fork_without_ice_takes_the_relays_from_nobody() {
    let mut scene = Scene::offered();
    scene.respond("183 Session Progress", "one", "");
    assert!(scene.released().is_empty());
    let ice = ice(&scene.world, scene.bob, "");
    scene.respond("200 OK", "two", &ice);
    assert!(scene.released().is_empty());
    assert_eq!(scene.relays_offered_again(), [50_000, 50_001]);
}

#[test]
fn who_answers_without_ice_needs_none() {
    let mut scene = Scene::offered();
    scene.respond("200 OK", "one", "");
    assert_eq!(scene.released(), [Component::Rtp, Component::Rtcp]);
    assert!(scene.relays_offered_again().is_empty());
}

#[test]
fn rtcp_on_the_port_of_rtp_needs_none() {
    let mut scene = Scene::offered();
    let ice = ice(&scene.world, scene.bob, "a=rtcp-mux\r\n");
    scene.respond("200 OK", "one", &ice);
    assert_eq!(scene.released(), [Component::Rtcp]);
    assert_eq!(scene.relays_offered_again(), [50_000]);
}

#[test]
fn a_relay_that_is_lost_is_offered_no_more() {
    let mut scene = Scene::offered();
    let ice = ice(&scene.world, scene.bob, "");
    scene.respond("200 OK", "one", &ice);
    let (session, component) = (scene.call, Component::Rtp);
    scene.world.with(scene.alice, |agent, now| {
        agent.handle_media_report(now, MediaReport::RelayLost { session, component });
    });
    assert_eq!(scene.relays_offered_again(), [50_001]);
    assert!(scene.released().is_empty());
    scene.world.run_to_rest(REST);
}
