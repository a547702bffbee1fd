//! Media of an incoming call before it is answered.

use portsip_core::config::ReliableProvisional as Mode;
use portsip_core::plan::MediaAccess;
use simulation::{AgentId, REST, World, milliseconds, seconds};

use super::messages::{Request, pcmu};

fn pair(seed: u64, mode: Mode) -> (World, AgentId, AgentId) {
    let (mut world, alice, bob) = World::pair(seed);
    for agent in [alice, bob] {
        world.with(agent, |agent, _| agent.set_reliable_provisional(mode));
    }
    world.with(bob, |agent, _| agent.set_early_media(true));
    (world, alice, bob)
}

#[test]
fn the_caller_hears_what_is_played_before_the_answer() {
    for mode in [Mode::Never, Mode::SupportedEssential, Mode::Supported] {
        let (mut world, alice, bob) = pair(1, mode);
        let ours = world.call(alice, bob);
        world.run_for(milliseconds(500));
        let story = ["trying", "ringing 180", "progress with media"];
        assert_eq!(world.story(alice), story, "{mode:?}");
        assert_eq!(world.story(bob), ["incoming"]);
        let theirs = world.incoming(bob).unwrap();
        world.assert_media_fits((alice, ours), (bob, theirs));
        assert!(world.audio_plan(bob, theirs).unwrap().unanswered);
        assert_eq!(world.agent(bob).media_access(theirs), Ok(MediaAccess::Live));
        let before = world.agent(alice).media_access(ours);
        assert_eq!(before, Ok(MediaAccess::NotEstablished));
        world.answer(bob, theirs).unwrap();
        world.run_for(milliseconds(500));
        assert_eq!(world.story(alice)[3..], ["answered", "connected"]);
        assert_eq!(world.story(bob), ["incoming", "connected"]);
        assert!(!world.audio_plan(bob, theirs).unwrap().unanswered);
        world.assert_media_fits((alice, ours), (bob, theirs));
        world.hang_up(alice, ours);
        world.run_to_rest(REST);
        world.assert_at_rest();
    }
}

#[test]
fn a_call_that_is_not_answered_gives_its_media_back() {
    for mode in [Mode::Never, Mode::Supported] {
        for who_ends_it in ["caller", "callee", "nobody"] {
            let (mut world, alice, bob) = pair(2, mode);
            let ours = world.call(alice, bob);
            world.run_for(seconds(1));
            let theirs = world.incoming(bob).unwrap();
            match who_ends_it {
                "caller" => world.hang_up(alice, ours),
                "callee" => {
                    let rejected = world.with(bob, |agent, now| agent.reject(now, theirs, 603));
                    assert_eq!(rejected, Ok(()));
                }
                _ => world.run_for(seconds(310)),
            }
            world.run_to_rest(seconds(400));
            world.assert_at_rest();
        }
    }
}

#[test]
fn an_answer_waits_for_the_prack_of_the_description() {
    let (mut world, alice, bob) = pair(3, Mode::SupportedEssential);
    world.lose_first(2, |datagram| datagram.is_request("PRACK"));
    let ours = world.call(alice, bob);
    world.run_for(milliseconds(100));
    let theirs = world.incoming(bob).unwrap();
    world.answer(bob, theirs).unwrap();
    // It was answered, and not by a 2xx yet.
    assert!(world.answer(bob, theirs).is_err());
    world.run_for(milliseconds(100));
    assert!(!world.heard(alice, "answered"));
    world.run_for(seconds(5));
    assert_eq!(world.story(alice)[3..], ["answered", "connected"]);
    assert_eq!(world.story(bob), ["incoming", "connected"]);
    world.assert_media_fits((alice, ours), (bob, theirs));
    world.hang_up(bob, theirs);
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn a_call_without_an_offer_has_early_media_only_where_it_is_acknowledged() {
    for mode in [Mode::Never, Mode::SupportedEssential] {
        let (mut world, alice, bob) = pair(4, mode);
        let (ports, uri) = (world.take_ports(alice), world.uri(bob));
        let ours = world
            .with(alice, |agent, now| {
                agent.call(now, &uri, false, false, ports)
            })
            .unwrap();
        world.run_for(milliseconds(500));
        let theirs = world.incoming(bob).unwrap();
        let has_media = world.audio_plan(bob, theirs).is_some();
        assert_eq!(has_media, mode != Mode::Never);
        world.answer(bob, theirs).unwrap();
        world.run_for(milliseconds(500));
        world.assert_media_fits((alice, ours), (bob, theirs));
        world.hang_up(alice, ours);
        world.run_to_rest(REST);
        world.assert_at_rest();
    }
}

/// One who is called before the answer has agreed on media may change it.
#[test]
fn an_update_changes_early_media_once_it_is_agreed() {
    let mut world = World::new(5);
    let bob = world.add_agent("bob");
    let peer = world.add_peer("peer");
    let (uri, from, to) = (world.uri(bob), world.peer_address(peer), world.address(bob));
    world.with(bob, |agent, _| {
        agent.set_reliable_provisional(Mode::SupportedEssential);
        agent.set_early_media(true);
    });
    let base = Request {
        method: "INVITE",
        uri: &uri,
        from,
        branch: "invite",
        call_id: "call",
        to_tag: "",
        cseq: 1,
        headers: "Supported: 100rel\r\n",
        body: &pcmu(from, "sendrecv"),
    };
    world.send(peer, to, base.text());
    world.run_for(milliseconds(50));
    let progress = world
        .last_received(peer, |received| received.is_response(183))
        .unwrap();
    let tag = progress.message.to().tag().unwrap().to_owned();
    let rseq = progress.message.header_named("RSeq").unwrap();
    let request = |method, branch, cseq, headers, body| {
        let request = Request {
            method,
            uri: &uri,
            from,
            branch,
            call_id: "call",
            to_tag: &tag,
            cseq,
            headers,
            body,
        };
        request.text()
    };
    let rack = format!("RAck: {rseq} 1 INVITE\r\n");
    world.send(peer, to, request("PRACK", "prack", 2, &rack, ""));
    world.run_for(milliseconds(50));
    let moved = pcmu(from, "sendrecv").replace("30000", "32000");
    world.send(peer, to, request("UPDATE", "update", 3, "", &moved));
    world.run_for(milliseconds(50));
    let answer = world
        .last_received(peer, |received| received.is_response(200))
        .unwrap();
    assert_eq!(answer.message.cseq().method.as_str(), "UPDATE");
    assert!(!answer.message.body().is_empty());
    let session = world.incoming(bob).unwrap();
    let plan = world.audio_plan(bob, session).unwrap();
    assert_eq!(plan.remote_rtp.port(), 32_000);
    assert!(plan.unanswered);
    // What cannot be taken changes nothing.
    let strange = moved
        .replace("RTP/AVP 0", "RTP/AVP 97")
        .replace("rtpmap:0 PCMU", "rtpmap:97 X");
    world.send(peer, to, request("UPDATE", "strange", 4, "", &strange));
    world.run_for(milliseconds(50));
    let refused = |received: &simulation::Received| received.is_response(488);
    assert!(world.last_received(peer, refused).is_some());
    world.answer(bob, session).unwrap();
    world.run_for(milliseconds(50));
    let answer = world
        .last_received(peer, |received| received.is_response(200))
        .unwrap();
    assert_eq!(answer.message.cseq().method.as_str(), "INVITE");
    assert!(answer.message.body().is_empty());
    world.send(peer, to, request("ACK", "ack", 1, "", ""));
    world.run_for(milliseconds(50));
    assert_eq!(world.story(bob), ["incoming", "connected"]);
    let plan = world.audio_plan(bob, session).unwrap();
    assert_eq!(plan.remote_rtp.port(), 32_000);
    world.hang_up(bob, session);
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn an_update_before_the_first_answer_is_put_off() {
    let mut world = World::new(6);
    let bob = world.add_agent("bob");
    let peer = world.add_peer("peer");
    let (uri, from, to) = (world.uri(bob), world.peer_address(peer), world.address(bob));
    let description = pcmu(from, "sendrecv");
    let request = |method, branch, cseq, tag: &str, body| {
        let request = Request {
            method,
            uri: &uri,
            from,
            branch,
            call_id: "call",
            to_tag: tag,
            cseq,
            headers: "",
            body,
        };
        request.text()
    };
    world.send(peer, to, request("INVITE", "invite", 1, "", &description));
    world.run_for(milliseconds(50));
    let ringing = world
        .last_received(peer, |received| received.is_response(180))
        .unwrap();
    let tag = ringing.message.to().tag().unwrap().to_owned();
    world.send(peer, to, request("UPDATE", "offer", 2, &tag, &description));
    world.run_for(milliseconds(50));
    let put_off = world
        .last_received(peer, |received| received.is_response(500))
        .unwrap();
    assert!(put_off.message.header_named("Retry-After").is_some());
    world.send(peer, to, request("UPDATE", "empty", 3, &tag, ""));
    world.run_for(milliseconds(50));
    assert!(
        world
            .last_received(peer, |received| received.is_response(200))
            .is_some()
    );
    let session = world.incoming(bob).unwrap();
    world.hang_up(bob, session);
    world.run_to_rest(REST);
    world.assert_at_rest();
}
