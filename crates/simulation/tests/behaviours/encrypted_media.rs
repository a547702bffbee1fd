//! Keys of media in session descriptions (RFC 4568): who has them, when they
//! change, and what is refused.

use std::time::Duration;

use portsip_core::config::SrtpPolicy::{self, Force, None as Never, Prefer};
use portsip_core::config::TransportKind;
use portsip_core::ids::SessionId;
use portsip_core::plan::SrtpKeys;
use portsip_core::sip::message::StatusCode;
use simulation::{AgentId, REST, Reaction, World, milliseconds, seconds};

use super::messages::{Request, pcmu};

/// A master key of 128 bits with its salt, and another.
pub(super) const KEY: &str = "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";
const OTHER_KEY: &str = "d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";

/// Keys may go over UDP, as all of this does.
pub(super) fn set_policy(world: &mut World, agent: AgentId, policy: SrtpPolicy) {
    world.with(agent, |agent, _| {
        agent.set_srtp(|srtp| {
            srtp.policy = policy;
            srtp.over_unsecure_transport = true;
        });
    });
}

fn pair(seed: u64, policies: [SrtpPolicy; 2]) -> (World, AgentId, AgentId) {
    let (mut world, alice, bob) = World::pair(seed);
    set_policy(&mut world, alice, policies[0]);
    set_policy(&mut world, bob, policies[1]);
    (world, alice, bob)
}

pub(super) fn keys(world: &World, (agent, session): (AgentId, SessionId)) -> Option<SrtpKeys> {
    let plan = world.audio_plan(agent, session).expect("there is audio");
    plan.srtp.as_deref().cloned()
}

/// The keys at `a`, which fit those at `b`.
pub(super) fn shared(
    world: &World,
    a: (AgentId, SessionId),
    b: (AgentId, SessionId),
) -> Option<SrtpKeys> {
    let (at_a, at_b) = (keys(world, a), keys(world, b));
    let turned = at_b.map(|keys| SrtpKeys {
        send: keys.receive,
        receive: keys.send,
    });
    assert_eq!(at_a, turned);
    at_a
}

/// A description for PCMU with one key.
pub(super) fn with_key(description: &str, protocol: &str, key: &str) -> String {
    let secure = description.replace("RTP/AVP", protocol);
    format!("{secure}a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:{key}\r\n")
}

fn end(mut world: World, agent: AgentId, session: SessionId) {
    world.hang_up(agent, session);
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn both_policies_decide() {
    for (policies, encrypted) in [
        ([Prefer, Prefer], true),
        ([Prefer, Force], true),
        ([Force, Prefer], true),
        ([Force, Force], true),
        ([Never, Prefer], false),
        ([Prefer, Never], false),
        ([Never, Never], false),
    ] {
        let (mut world, alice, bob) = pair(1, policies);
        let (ours, theirs) = world.connect(alice, bob);
        let keys = shared(&world, (alice, ours), (bob, theirs));
        assert_eq!(keys.is_some(), encrypted, "{policies:?}");
        world.assert_media_fits((alice, ours), (bob, theirs));
        end(world, alice, ours);
    }
}

#[test]
fn who_must_encrypt_and_who_cannot_have_no_call() {
    for policies in [[Force, Never], [Never, Force]] {
        let (mut world, alice, bob) = pair(2, policies);
        world.set_reaction(bob, Reaction::Answer(Duration::ZERO));
        world.call(alice, bob);
        world.run_to_rest(REST);
        assert_eq!(world.story(alice), ["failed 488"], "{policies:?}");
        assert!(world.story(bob).is_empty());
        world.assert_at_rest();
    }
}

#[test]
fn where_keys_could_be_read_on_their_way_they_do_not_go() {
    for transport in [TransportKind::Udp, TransportKind::Tcp, TransportKind::Tls] {
        let (mut world, alice, bob) = World::pair_on(3, transport);
        for agent in [alice, bob] {
            world.with(agent, |agent, _| {
                agent.set_srtp(|srtp| srtp.policy = Prefer);
            });
        }
        let (ours, theirs) = world.connect(alice, bob);
        let keys = shared(&world, (alice, ours), (bob, theirs));
        assert_eq!(keys.is_some(), transport == TransportKind::Tls);
        end(world, alice, ours);
    }
    let (mut world, alice, bob) = World::pair(3);
    world.with(alice, |agent, _| {
        agent.set_srtp(|srtp| srtp.policy = Force);
    });
    world.call(alice, bob);
    world.run_to_rest(REST);
    assert_eq!(world.story(alice), ["failed 488"]);
    assert_eq!(world.ladder_count("INVITE"), 0);
    world.assert_at_rest();
}

#[test]
fn the_offer_in_a_200_has_keys_too() {
    let (mut world, alice, bob) = pair(4, [Force, Force]);
    world.set_reaction(bob, Reaction::Answer(seconds(1)));
    let (ports, uri) = (world.take_ports(alice), world.uri(bob));
    let session = world.with(alice, |agent, now| {
        agent.call(now, &uri, false, false, ports)
    });
    let ours = session.unwrap();
    world.run_for(seconds(5));
    let theirs = world.incoming(bob).expect("a call");
    assert!(shared(&world, (alice, ours), (bob, theirs)).is_some());
    end(world, alice, ours);
}

#[test]
fn keys_outlive_hold_loss_and_another_policy() {
    let (mut world, alice, bob) = pair(5, [Force, Prefer]);
    let (ours, theirs) = world.connect(alice, bob);
    let first = shared(&world, (alice, ours), (bob, theirs)).expect("keys");
    set_policy(&mut world, alice, Never);
    set_policy(&mut world, bob, Never);
    world.lose_first(2, |datagram| datagram.is_request("INVITE"));
    world.lose_first(2, |datagram| datagram.is_response(200, "INVITE"));
    for (agent, session) in [(alice, ours), (bob, theirs)] {
        let held = world.with(agent, |agent, now| agent.hold(now, session));
        assert_eq!(held, Ok(()));
        world.run_for(seconds(20));
        let keys = shared(&world, (alice, ours), (bob, theirs));
        assert_eq!(keys.as_ref(), Some(&first));
        let un_held = world.with(agent, |agent, now| agent.un_hold(now, session));
        assert_eq!(un_held, Ok(()));
        world.run_for(seconds(20));
        let keys = shared(&world, (alice, ours), (bob, theirs));
        assert_eq!(keys.as_ref(), Some(&first));
    }
    end(world, alice, ours);
}

/// A peer that calls bob, who answers at once, and changes its description.
struct Caller {
    world: World,
    bob: AgentId,
    peer: simulation::PeerId,
    cseq: u32,
    to_tag: String,
}

impl Caller {
    fn new(policy: SrtpPolicy) -> Self {
        let mut world = World::new(6);
        let bob = world.add_agent("bob");
        let peer = world.add_peer("peer");
        set_policy(&mut world, bob, policy);
        world.set_reaction(bob, Reaction::Answer(Duration::ZERO));
        Self {
            world,
            bob,
            peer,
            cseq: 0,
            to_tag: String::new(),
        }
    }

    fn description(&self) -> String {
        let version = format!("o=- 1 {}", self.cseq + 1);
        pcmu(self.world.peer_address(self.peer), "sendrecv").replace("o=- 1 1", &version)
    }

    /// Sends an INVITE with a description, and acknowledges what comes; the code
    /// and the body of that.
    fn invite(&mut self, description: &str) -> (u16, String) {
        self.cseq += 1;
        let (from, to) = (
            self.world.peer_address(self.peer),
            self.world.address(self.bob),
        );
        let (uri, branch) = (self.world.uri(self.bob), format!("b{}", self.cseq));
        let request = |method, branch: &str, to_tag: &str, body: &str| {
            Request {
                method,
                uri: &uri,
                from,
                branch,
                call_id: "keys",
                to_tag,
                cseq: self.cseq,
                headers: "",
                body,
            }
            .text()
        };
        let invite = request("INVITE", &branch, &self.to_tag, description);
        self.world.send(self.peer, to, invite);
        self.world.run_for(milliseconds(50));
        let answer = self.world.last_received(self.peer, |received| {
            received
                .message
                .status()
                .is_some_and(|status| status.code() >= 200)
                && received.message.cseq().number == self.cseq
        });
        let answer = answer.expect("a final response").message;
        let code = answer.status().map_or(0, StatusCode::code);
        let body = String::from_utf8_lossy(answer.body()).into_owned();
        let to_tag = answer.to().tag().expect("a tag").to_owned();
        // The ACK to a refusal belongs to its transaction.
        let ack_branch = match code {
            ..300 => format!("ack{}", self.cseq),
            _ => branch,
        };
        let ack = request("ACK", &ack_branch, &to_tag, "");
        if code < 300 {
            self.to_tag = to_tag;
        }
        self.world.send(self.peer, to, ack);
        self.world.run_for(milliseconds(50));
        (code, body)
    }

    fn keys(&self) -> Option<SrtpKeys> {
        let session = self.world.incoming(self.bob).expect("a call");
        keys(&self.world, (self.bob, session))
    }
}

/// What stands behind `inline:`.
fn inline(body: &str) -> &str {
    let key = body.split_once("inline:").expect("a key").1;
    key.lines().next().unwrap_or_default()
}

#[test]
fn a_reinvite_changes_keys() {
    for policy in [Prefer, Force] {
        let mut caller = Caller::new(policy);
        let offer = with_key(&caller.description(), "RTP/SAVP", KEY);
        let (code, first_body) = caller.invite(&offer);
        assert_eq!(code, 200);
        let first = caller.keys().expect("keys");
        // The same key: ours stays as well.
        let offer = with_key(&caller.description(), "RTP/SAVP", KEY);
        let (code, body) = caller.invite(&offer);
        assert_eq!((code, inline(&body)), (200, inline(&first_body)));
        assert_eq!(caller.keys().as_ref(), Some(&first));
        // Another: so is ours.
        let offer = with_key(&caller.description(), "RTP/SAVP", OTHER_KEY);
        let (code, body) = caller.invite(&offer);
        assert_eq!(code, 200);
        assert_ne!(inline(&body), inline(&first_body));
        let second = caller.keys().expect("keys");
        assert!(second.send != first.send && second.receive != first.receive);
    }
}

#[test]
fn encryption_does_not_end_where_it_is_forced() {
    let mut caller = Caller::new(Force);
    let offer = with_key(&caller.description(), "RTP/SAVP", KEY);
    assert_eq!(caller.invite(&offer).0, 200);
    let first = caller.keys().expect("keys");
    let plain = caller.description();
    assert_eq!(caller.invite(&plain).0, 488);
    assert_eq!(caller.keys().as_ref(), Some(&first));
    let bob = caller.bob;
    assert_eq!(caller.world.story(bob), ["incoming", "connected"]);
    // Where it is preferred it may.
    let mut caller = Caller::new(Prefer);
    let offer = with_key(&caller.description(), "RTP/AVP", KEY);
    assert_eq!(caller.invite(&offer).0, 200);
    assert!(caller.keys().is_some());
    let plain = caller.description();
    assert_eq!(caller.invite(&plain).0, 200);
    assert_eq!(caller.keys(), None);
}

#[test]
fn plain_offers_to_who_must_encrypt_are_refused() {
    let mut caller = Caller::new(Force);
    let plain = caller.description();
    assert_eq!(caller.invite(&plain).0, 488);
    let secure_without_key = caller.description().replace("RTP/AVP", "RTP/SAVP");
    assert_eq!(caller.invite(&secure_without_key).0, 488);
    let unknown = with_key(&caller.description(), "RTP/SAVP", "c2hvcnQ=");
    assert_eq!(caller.invite(&unknown).0, 488);
    let bob = caller.bob;
    assert!(caller.world.story(bob).is_empty());
}

#[test]
fn an_answer_in_the_clear_to_who_must_encrypt_ends_the_call() {
    let mut world = World::new(7);
    let alice = world.add_agent("alice");
    let gateway = world.add_peer("gateway");
    set_policy(&mut world, alice, Force);
    let (us, them) = (world.address(alice), world.peer_address(gateway));
    world.try_call(alice, &format!("sip:1@{them}")).unwrap();
    world.run_for(milliseconds(50));
    let invite = world.inbox(gateway)[0].clone();
    let contact = format!("Contact: <sip:gw@{them}>");
    let answer = invite.response("200 OK", "a", &[&contact], &pcmu(them, "sendrecv"));
    world.send(gateway, us, answer);
    world.run_for(milliseconds(50));
    let bye = world.last_received(gateway, |received| received.is_request("BYE"));
    world.send(
        gateway,
        us,
        bye.expect("a BYE").response("200 OK", "a", &[], ""),
    );
    assert_eq!(world.story(alice).last().unwrap(), "failed 488");
    world.run_to_rest(REST);
    world.assert_at_rest();
}
