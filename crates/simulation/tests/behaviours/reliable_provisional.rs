//! Provisional responses that are acknowledged: RFC 3262, in its four modes.

use portsip_core::config::ReliableProvisional as Mode;
use portsip_core::plan::Direction;
use portsip_core::rng::Rng;
use portsip_core::sip::header::HeaderName;
use simulation::{
    AgentId, Conditions, ForkingProxy, PeerId, REST, Reaction, Received, World, milliseconds,
    seconds, seeds,
};

use super::messages::{Request, pcmu};
use super::stories::assert_tells_one_call;

fn set_mode(world: &mut World, agent: AgentId, mode: Mode) {
    world.with(agent, |agent, _| agent.set_reliable_provisional(mode));
}

fn last_response(world: &World, peer: PeerId, status: u16) -> Option<Received> {
    world.last_received(peer, |received| received.is_response(status))
}

fn header(received: &Received, name: HeaderName) -> String {
    received.message.header(name).unwrap_or("").to_owned()
}

/// An INVITE of a bare peer.
fn invite(uri: &str, peer: std::net::SocketAddr, headers: &str, body: &str) -> String {
    let request = Request {
        method: "INVITE",
        uri,
        from: peer,
        branch: "invite",
        call_id: "call",
        to_tag: "",
        cseq: 1,
        headers,
        body,
    };
    request.text()
}

/// A PRACK of what that peer got.
fn prack(
    uri: &str,
    peer: std::net::SocketAddr,
    response: &Received,
    cseq: u32,
    body: &str,
) -> String {
    let rack = format!("RAck: {} 1 INVITE\r\n", header(response, HeaderName::RSeq));
    let request = Request {
        method: "PRACK",
        uri,
        from: peer,
        branch: &format!("prack{cseq}"),
        call_id: "call",
        to_tag: response.message.to().tag().unwrap_or(""),
        cseq,
        headers: &rack,
        body,
    };
    request.text()
}

#[test]
fn two_who_can_acknowledge_the_180() {
    for (caller, callee) in [
        (Mode::SupportedEssential, Mode::Supported),
        (Mode::Supported, Mode::Required),
        (Mode::Required, Mode::SupportedEssential),
        (Mode::Required, Mode::Required),
    ] {
        let (mut world, alice, bob) = World::pair(1);
        set_mode(&mut world, alice, caller);
        set_mode(&mut world, bob, callee);
        let (ours, theirs) = world.connect(alice, bob);
        assert_eq!(
            world.story(alice),
            ["trying", "ringing 180", "answered", "connected"]
        );
        assert_eq!(world.story(bob), ["incoming", "connected"]);
        assert_eq!(world.ladder_count("PRACK sip:"), 1, "{caller:?} {callee:?}");
        world.assert_media_fits((alice, ours), (bob, theirs));
        world.hang_up(bob, theirs);
        world.run_to_rest(REST);
        world.assert_at_rest();
    }
}

#[test]
fn who_does_not_want_it_is_not_asked() {
    for (caller, callee) in [
        (Mode::Never, Mode::Supported),
        (Mode::Supported, Mode::Never),
        // The 180 describes nothing.
        (Mode::Supported, Mode::SupportedEssential),
    ] {
        let (mut world, alice, bob) = World::pair(2);
        set_mode(&mut world, alice, caller);
        set_mode(&mut world, bob, callee);
        let (ours, _) = world.connect(alice, bob);
        assert_eq!(world.ladder_count("PRACK"), 0, "{caller:?} {callee:?}");
        world.hang_up(alice, ours);
        world.run_to_rest(REST);
        world.assert_at_rest();
    }
}

#[test]
fn who_must_have_it_refuses_who_cannot() {
    // 421 where the callee requires it, 420 where the caller does.
    for (caller, callee, failure) in [
        (Mode::Never, Mode::Required, "failed 421"),
        (Mode::Required, Mode::Never, "failed 420"),
    ] {
        let (mut world, alice, bob) = World::pair(3);
        set_mode(&mut world, alice, caller);
        set_mode(&mut world, bob, callee);
        world.call(alice, bob);
        world.run_to_rest(REST);
        assert_eq!(world.story(alice).last().unwrap(), failure);
        assert!(world.story(bob).is_empty());
        world.assert_at_rest();
    }
}

#[test]
fn the_refusals_say_what_is_missing() {
    let mut world = World::new(4);
    let bob = world.add_agent("bob");
    let peer = world.add_peer("peer");
    let (uri, from, to) = (world.uri(bob), world.peer_address(peer), world.address(bob));
    set_mode(&mut world, bob, Mode::Required);
    world.send(peer, to, invite(&uri, from, "", &pcmu(from, "sendrecv")));
    world.run_for(milliseconds(50));
    let refusal = last_response(&world, peer, 421).unwrap();
    assert_eq!(header(&refusal, HeaderName::Require), "100rel");
    world.run_to_rest(REST);
    set_mode(&mut world, bob, Mode::Never);
    let text = invite(&uri, from, "Require: 100rel\r\n", &pcmu(from, "sendrecv"));
    world.send(peer, to, text.replace("z9hG4bKinvite", "z9hG4bKother"));
    world.run_for(milliseconds(50));
    let refusal = last_response(&world, peer, 420).unwrap();
    assert_eq!(header(&refusal, HeaderName::Unsupported), "100rel");
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn a_response_goes_again_until_its_prack() {
    let mut world = World::new(5);
    let bob = world.add_agent("bob");
    let peer = world.add_peer("peer");
    let (uri, from, to) = (world.uri(bob), world.peer_address(peer), world.address(bob));
    set_mode(&mut world, bob, Mode::Supported);
    let text = invite(&uri, from, "Supported: 100rel\r\n", &pcmu(from, "sendrecv"));
    world.send(peer, to, text);
    world.run_for(milliseconds(3600));
    let rung: Vec<_> = world
        .inbox(peer)
        .iter()
        .filter(|received| received.is_response(180))
        .map(|received| received.at.as_micros() / 1000)
        .collect();
    // At once, then after T1 and twice that, each time.
    assert_eq!(rung, [10, 510, 1510, 3510]);
    let ringing = last_response(&world, peer, 180).unwrap();
    assert_eq!(header(&ringing, HeaderName::Require), "100rel");
    // A PRACK of another response, and one of nothing.
    let good = prack(&uri, from, &ringing, 2, "");
    let rack = format!("RAck: {} 1 INVITE", header(&ringing, HeaderName::RSeq));
    for (bad, status) in [("RAck: 5 1 INVITE", 481), ("RAck: x", 400)] {
        let branch = format!("z9hG4bKbad{status}");
        let text = good.replace(&rack, bad).replace("z9hG4bKprack2", &branch);
        world.send(peer, to, text);
        world.run_for(milliseconds(50));
        assert!(last_response(&world, peer, status).is_some(), "{bad}");
    }
    world.send(peer, to, good.replace("CSeq: 2", "CSeq: 3"));
    world.run_for(milliseconds(50));
    assert!(last_response(&world, peer, 200).is_some());
    let before = world.inbox(peer).len();
    world.run_for(seconds(30));
    assert_eq!(world.inbox(peer).len(), before);
    let session = world.incoming(bob).unwrap();
    world.hang_up(bob, session);
    world.run_for(milliseconds(50));
    assert!(last_response(&world, peer, 480).is_some());
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn without_a_prack_the_call_is_refused_with_504() {
    let mut world = World::new(6);
    let bob = world.add_agent("bob");
    let peer = world.add_peer("peer");
    let (uri, from, to) = (world.uri(bob), world.peer_address(peer), world.address(bob));
    set_mode(&mut world, bob, Mode::Supported);
    let text = invite(&uri, from, "Supported: 100rel\r\n", &pcmu(from, "sendrecv"));
    world.send(peer, to, text);
    world.run_for(seconds(33));
    assert!(last_response(&world, peer, 504).is_some());
    assert_eq!(world.story(bob), ["incoming", "closed"]);
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn an_answer_need_not_wait_for_the_prack_of_a_180() {
    let mut world = World::new(7);
    let bob = world.add_agent("bob");
    let peer = world.add_peer("peer");
    let (uri, from, to) = (world.uri(bob), world.peer_address(peer), world.address(bob));
    set_mode(&mut world, bob, Mode::Supported);
    let text = invite(&uri, from, "Supported: 100rel\r\n", &pcmu(from, "sendrecv"));
    world.send(peer, to, text);
    world.run_for(milliseconds(50));
    let session = world.incoming(bob).unwrap();
    world.answer(bob, session).unwrap();
    world.run_for(milliseconds(50));
    assert!(last_response(&world, peer, 200).is_some());
    // The late PRACK still has its answer.
    let ringing = last_response(&world, peer, 180).unwrap();
    world.send(peer, to, prack(&uri, from, &ringing, 2, ""));
    world.run_for(milliseconds(50));
    let answer = last_response(&world, peer, 200).unwrap();
    assert_eq!(answer.message.cseq().method.as_str(), "PRACK");
    world.hang_up(bob, session);
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn an_offer_in_a_180_is_answered_in_the_prack() {
    let (mut world, alice, bob) = World::pair(8);
    set_mode(&mut world, alice, Mode::Supported);
    set_mode(&mut world, bob, Mode::Supported);
    world.set_reaction(bob, Reaction::Answer(seconds(1)));
    let ports = world.take_ports(alice);
    let uri = world.uri(bob);
    let ours = world
        .with(alice, |agent, now| {
            agent.call(now, &uri, false, false, ports)
        })
        .unwrap();
    world.run_for(milliseconds(500));
    let theirs = world.incoming(bob).unwrap();
    // Both know how media will flow; nobody at bob's is heard yet.
    world.assert_media_fits((alice, ours), (bob, theirs));
    assert!(world.audio_plan(bob, theirs).unwrap().unanswered);
    world.run_for(seconds(5));
    assert_eq!(
        world.story(alice),
        ["trying", "ringing 180", "answered", "connected"]
    );
    assert_eq!(world.story(bob), ["incoming", "connected"]);
    let plan = world.audio_plan(bob, theirs).unwrap();
    assert!(!plan.unanswered);
    assert_eq!(plan.direction, Direction::SendReceive);
    world.assert_media_fits((alice, ours), (bob, theirs));
    world.hang_up(alice, ours);
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn provisionals_that_come_out_of_order_are_acknowledged_in_order() {
    let mut world = World::new(9);
    let alice = world.add_agent("alice");
    let gateway = world.add_peer("gateway");
    let (us, them) = (world.address(alice), world.peer_address(gateway));
    set_mode(&mut world, alice, Mode::Supported);
    world.try_call(alice, &format!("sip:1000@{them}")).unwrap();
    world.run_for(milliseconds(50));
    let invite = world
        .last_received(gateway, |received| received.is_request("INVITE"))
        .unwrap();
    assert!(header(&invite, HeaderName::Supported).contains("100rel"));
    let contact = format!("Contact: <sip:gw@{them}>");
    let ringing = |number: u32| {
        let rseq = format!("RSeq: {number}");
        invite.response(
            "180 Ringing",
            "gw",
            &[&contact, "Require: 100rel", &rseq],
            "",
        )
    };
    let pracks = |world: &World| -> Vec<String> {
        let pracks = world.inbox(gateway).iter();
        let pracks = pracks.filter(|received| received.is_request("PRACK"));
        pracks
            .map(|prack| header(prack, HeaderName::RAck))
            .collect()
    };
    for number in [7, 9, 7, 8, 9, 8] {
        world.send(gateway, us, ringing(number));
        world.run_for(milliseconds(20));
        for prack in world.inbox(gateway).to_vec() {
            if prack.is_request("PRACK") {
                world.send(gateway, us, prack.response("200 OK", "", &[], ""));
            }
        }
        world.run_for(milliseconds(20));
    }
    assert_eq!(pracks(&world), ["7 1 INVITE", "8 1 INVITE", "9 1 INVITE"]);
    let ringings = world.story(alice).len();
    assert_eq!(ringings, 4, "{:?}", world.story(alice));
    world.send(gateway, us, invite.response("486 Busy Here", "gw", &[], ""));
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn each_fork_has_its_own_numbers_and_media() {
    let mut world = World::new(10);
    let alice = world.add_agent("alice");
    let proxy = world.add_peer("proxy");
    let (us, them) = (world.address(alice), world.peer_address(proxy));
    set_mode(&mut world, alice, Mode::Supported);
    let ours = world.try_call(alice, &format!("sip:1000@{them}")).unwrap();
    world.run_for(milliseconds(50));
    let invite = world
        .last_received(proxy, |received| received.is_request("INVITE"))
        .unwrap();
    let contact = format!("Contact: <sip:x@{them}>");
    let description = |port: u16| pcmu(them, "sendrecv").replace("30000", &port.to_string());
    for (tag, rseq, port) in [("one", "RSeq: 7", 30_000), ("two", "RSeq: 3000", 31_000)] {
        let headers = [contact.as_str(), "Require: 100rel", rseq];
        let progress = invite.response("183 Session Progress", tag, &headers, &description(port));
        world.send(proxy, us, progress);
        world.run_for(milliseconds(20));
        let prack = world
            .last_received(proxy, |received| received.is_request("PRACK"))
            .unwrap();
        assert_eq!(prack.message.to().tag(), Some(tag));
        assert_eq!(prack.message.cseq().number, 2);
        world.send(proxy, us, prack.response("200 OK", "", &[], ""));
        world.run_for(milliseconds(20));
        // The one heard last is rendered.
        let plan = world.audio_plan(alice, ours).unwrap();
        assert_eq!(plan.remote_rtp.port(), port);
    }
    // The first answers after all; its 200 need not describe anything.
    world.send(proxy, us, invite.response("200 OK", "one", &[&contact], ""));
    world.run_for(milliseconds(50));
    assert_eq!(world.story(alice).last().unwrap(), "connected");
    let plan = world.audio_plan(alice, ours).unwrap();
    assert_eq!(plan.remote_rtp.port(), 30_000);
    // The second answers too late: its BYE comes after its PRACK.
    let late = invite.response("200 OK", "two", &[&contact], &description(31_000));
    world.send(proxy, us, late);
    world.run_for(milliseconds(50));
    let bye = world
        .last_received(proxy, |received| received.is_request("BYE"))
        .unwrap();
    assert_eq!(bye.message.to().tag(), Some("two"));
    assert!(bye.message.cseq().number > 2);
    world.send(proxy, us, bye.response("200 OK", "", &[], ""));
    world.hang_up(alice, ours);
    world.run_for(milliseconds(50));
    let bye = world
        .last_received(proxy, |received| received.is_request("BYE"))
        .unwrap();
    assert_eq!(bye.message.to().tag(), Some("one"));
    assert_eq!(bye.message.cseq().number, 3);
    world.send(proxy, us, bye.response("200 OK", "", &[], ""));
    world.run_to_rest(REST);
    world.assert_at_rest();
}

/// Whatever is lost, doubled or late: one call, one end, nothing left.
#[test]
fn bad_networks_do_no_harm() {
    let modes = [Mode::SupportedEssential, Mode::Supported, Mode::Required];
    for seed in seeds(150) {
        let (mut world, alice, bob) = World::pair(seed);
        let mut rng = Rng::from_number(seed);
        let mut pick = |bound: usize| rng.below(bound as u32) as usize;
        set_mode(&mut world, alice, modes[pick(3)]);
        set_mode(&mut world, bob, modes[pick(3)]);
        let early = pick(2) == 0;
        world.with(bob, |agent, _| agent.set_early_media(early));
        world.set_conditions(Conditions::hostile(seed));
        world.set_reaction(
            bob,
            match pick(4) {
                0 => Reaction::Reject(milliseconds(pick(3000) as u64), 486),
                _ => Reaction::Answer(milliseconds(pick(3000) as u64)),
            },
        );
        let (send_sdp, uri) = (pick(2) == 0, world.uri(bob));
        let ports = world.take_ports(alice);
        let ours = world
            .with(alice, |agent, now| {
                agent.call(now, &uri, send_sdp, false, ports)
            })
            .unwrap();
        world.run_for(seconds(100));
        assert_tells_one_call(&world.story(alice));
        assert_tells_one_call(&world.story(bob));
        world.set_conditions(Conditions::default());
        if world.agent(alice).calls_live() == 1 && world.agent(bob).calls_live() == 1 {
            let theirs = world.incoming(bob).unwrap();
            world.assert_media_fits((alice, ours), (bob, theirs));
            assert!(!world.audio_plan(bob, theirs).unwrap().unanswered);
        }
        for agent in [alice, bob] {
            let session = if agent == alice {
                Some(ours)
            } else {
                world.incoming(bob)
            };
            if let Some(session) = session {
                let _ = world.with(agent, |agent, now| agent.hang_up(now, session));
            }
        }
        world.run_to_rest(seconds(400));
        world.assert_at_rest();
    }
}

/// The same where the call reaches two phones, of which one gets it.
#[test]
fn bad_networks_do_no_harm_to_forks() {
    for seed in seeds(60) {
        let (mut world, alice, bob) = World::pair(seed);
        let carol = world.add_agent("carol");
        let targets = vec![world.address(bob), world.address(carol)];
        let proxy = world.add_server(|address| ForkingProxy::new(address, targets));
        for agent in [alice, bob, carol] {
            set_mode(&mut world, agent, Mode::Supported);
            world.with(agent, |agent, _| agent.set_early_media(true));
        }
        world.set_conditions(Conditions::hostile(seed));
        let mut rng = Rng::from_number(seed);
        for agent in [bob, carol] {
            let delay = milliseconds(u64::from(rng.below(4000)));
            world.set_reaction(agent, Reaction::Answer(delay));
        }
        let uri = format!("sip:all@{}", world.server_address(proxy));
        let ours = world.try_call(alice, &uri).unwrap();
        world.run_for(seconds(100));
        for agent in [alice, bob, carol] {
            assert_tells_one_call(&world.story(agent));
        }
        world.set_conditions(Conditions::default());
        let _ = world.with(alice, |agent, now| agent.hang_up(now, ours));
        world.run_for(seconds(100));
        for agent in [bob, carol] {
            // All repetitions of a BYE may have been lost.
            if let Some(session) = world.incoming(agent) {
                let _ = world.with(agent, |agent, now| agent.hang_up(now, session));
            }
        }
        world.run_to_rest(seconds(400));
        world.assert_at_rest();
    }
}
