//! Session timers (RFC 4028): who refreshes, with which interval, and what happens when
//! nobody does.

use std::collections::BTreeSet;

use portsip_core::config::{Refresher, SessionTimer};
use portsip_core::ids::SessionId;
use portsip_core::sip::header::{HeaderName, MinSe, SessionExpires};
use simulation::{AgentId, Conditions, PeerId, REST, Reaction, World, milliseconds, seconds};

use super::messages::{Request, pcmu};

fn ask(world: &mut World, agent: AgentId, interval_s: u32, refresher: Refresher) {
    let timer = SessionTimer {
        interval_s,
        refresher,
    };
    let set = world.with(agent, |agent, _| agent.set_session_timer(Some(timer)));
    assert_eq!(set, Ok(()));
}

/// A call of an agent to a peer that answers the INVITE with these headers.
fn call_answered(world: &mut World, alice: AgentId, peer: PeerId, headers: &[&str]) -> SessionId {
    let address = world.peer_address(peer);
    let to = format!("sip:peer@{address}");
    let session = world.try_call(alice, &to).expect("a call can be made");
    world.run_for(milliseconds(50));
    accept_last(world, alice, peer, headers);
    session
}

fn accept_last(world: &mut World, alice: AgentId, peer: PeerId, headers: &[&str]) {
    let address = world.peer_address(peer);
    let invite = world
        .last_received(peer, |received| received.is_request("INVITE"))
        .expect("an INVITE has come");
    let contact = format!("Contact: <sip:peer@{address}>");
    let headers: Vec<_> = headers.iter().copied().chain([contact.as_str()]).collect();
    let body = pcmu(address, "sendrecv");
    let answer = invite.response("200 OK", "peertag", &headers, &body);
    world.send(peer, world.address(alice), answer);
    world.run_for(milliseconds(50));
}

#[test]
fn either_side_refreshes_by_update_and_no_event_tells_of_it() {
    for (refresher, sender) in [
        (Refresher::Uac, "alice → bob"),
        (Refresher::Uas, "bob → alice"),
    ] {
        let (mut world, alice, bob) = World::pair(1);
        ask(&mut world, alice, 90, refresher);
        let (ours, _) = world.connect(alice, bob);
        world.run_for(seconds(600));
        assert_eq!(world.story(bob), ["incoming", "connected"]);
        assert_eq!(world.agent(alice).calls_live(), 1);
        let updates = world
            .ladder()
            .iter()
            .filter(|line| line.contains(sender) && line.contains("UPDATE sip:"));
        assert_eq!(updates.count(), 13);
        assert_eq!(world.ladder_count("INVITE sip:"), 1);
        world.hang_up(alice, ours);
        world.run_to_rest(REST);
        world.assert_at_rest();
    }
}

#[test]
fn the_callee_may_want_a_timer_that_the_caller_did_not_ask_for() {
    let (mut world, alice, bob) = World::pair(2);
    ask(&mut world, bob, 120, Refresher::Uac);
    world.connect(alice, bob);
    world.run_for(seconds(130));
    assert_eq!(world.ladder_count("UPDATE sip:bob"), 2);
}

#[test]
fn nobody_asks_and_nothing_is_refreshed() {
    let (mut world, alice, bob) = World::pair(3);
    world.connect(alice, bob);
    world.run_for(seconds(4000));
    assert_eq!(world.ladder_count("UPDATE sip:"), 0);
    assert_eq!(world.agent(bob).calls_live(), 1);
}

#[test]
fn refreshes_survive_loss() {
    for seed in 0..20 {
        let (mut world, alice, bob) = World::pair(seed);
        ask(&mut world, alice, 90, Refresher::Uas);
        let (ours, theirs) = world.connect(alice, bob);
        world.set_conditions(Conditions {
            lost_per_mille: 150,
            doubled_per_mille: 50,
            held_back_per_mille: 50,
            ..Conditions::default()
        });
        world.run_for(seconds(900));
        assert_eq!(world.agent(alice).calls_live(), 1, "seed {seed}");
        assert_eq!(world.story(bob), ["incoming", "connected"], "seed {seed}");
        world.set_conditions(Conditions::default());
        world.assert_media_fits((alice, ours), (bob, theirs));
        world.hang_up(bob, theirs);
        world.run_to_rest(REST);
        world.assert_at_rest();
    }
}

#[test]
fn a_call_whose_other_side_is_gone_ends_at_both() {
    for refresher in [Refresher::Uac, Refresher::Uas] {
        let (mut world, alice, bob) = World::pair(4);
        ask(&mut world, alice, 90, refresher);
        world.connect(alice, bob);
        world.cut_off(world.address(bob));
        // Half the interval and the life of a transaction, or the end of the session.
        world.run_for(seconds(80));
        for agent in [alice, bob] {
            assert_eq!(
                world.story(agent).last().map(String::as_str),
                Some("closed")
            );
        }
        assert!(world.ladder().iter().any(|line| line.contains("BYE sip:")));
        world.run_to_rest(REST);
        world.assert_at_rest();
    }
}

#[test]
fn the_bye_of_an_expired_session_says_why() {
    let mut world = World::new(5);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("silent");
    ask(&mut world, alice, 90, Refresher::Uas);
    let headers = [
        "Require: timer",
        "Session-Expires: 90;refresher=uas",
        "Allow: INVITE, ACK, BYE, UPDATE",
    ];
    call_answered(&mut world, alice, peer, &headers);
    world.run_for(seconds(59));
    let bye = |world: &World| world.last_received(peer, |received| received.is_request("BYE"));
    assert!(bye(&world).is_none());
    world.run_for(seconds(2));
    let bye = bye(&world).expect("the session has run out");
    let reason = bye.message.header(HeaderName::Reason).unwrap_or_default();
    assert_eq!(reason, "SIP;cause=408;text=\"Session timeout\"");
    assert_eq!(world.story(alice), ["answered", "connected", "closed"]);
    let told = world.close_reason(alice);
    assert_eq!(told.as_deref(), Some("408 Session timeout"));
}

#[test]
fn who_knows_no_timers_is_refreshed_by_the_same_offer_again() {
    let mut world = World::new(6);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("old phone");
    ask(&mut world, alice, 90, Refresher::Uac);
    call_answered(&mut world, alice, peer, &[]);
    let first = world.inbox(peer)[0].message.clone();
    for _ in 0..3 {
        world.run_for(seconds(45));
        let again = world
            .last_received(peer, |received| received.is_request("INVITE"))
            .expect("a re-INVITE");
        assert!(again.message.cseq().number > first.cseq().number);
        assert_eq!(again.message.body(), first.body());
        accept_last(&mut world, alice, peer, &[]);
    }
    assert_eq!(world.story(alice), ["answered", "connected"]);
}

#[test]
fn a_greater_interval_is_taken_at_once() {
    let mut world = World::new(7);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("peer");
    ask(&mut world, alice, 90, Refresher::Uac);
    let (address, to) = (world.peer_address(peer), world.address(alice));
    world
        .try_call(alice, &format!("sip:peer@{address}"))
        .expect("a call can be made");
    world.run_for(milliseconds(50));
    for (line, min_se, count) in [("Min-SE: 300", 300, 2), ("Min-SE: 600", 600, 3)] {
        let invite = world.last_received(peer, |received| received.is_request("INVITE"));
        let refusal = invite.expect("an INVITE").response(
            "422 Session Interval Too Small",
            "refused",
            &[line],
            "",
        );
        world.send(peer, to, refusal);
        world.run_for(milliseconds(50));
        let again = world
            .last_received(peer, |received| received.is_request("INVITE"))
            .expect("another INVITE")
            .message;
        assert_eq!(again.cseq().number, count);
        assert!(again.to().tag().is_none());
        let asked = again.typed::<SessionExpires>().unwrap().unwrap();
        assert_eq!(asked.seconds, min_se);
        assert_eq!(again.typed::<MinSe>().unwrap().unwrap().seconds, min_se);
    }
    // The same again is no reason for another try.
    let invite = world.last_received(peer, |received| received.is_request("INVITE"));
    let refusal = invite.expect("an INVITE").response(
        "422 Session Interval Too Small",
        "refused",
        &["Min-SE: 600"],
        "",
    );
    world.send(peer, to, refusal);
    world.run_for(REST);
    assert_eq!(world.story(alice), ["failed 422"]);
    world.assert_at_rest();
}

#[test]
fn an_interval_below_90_seconds_is_refused_in_and_out_of_the_dialog() {
    let mut world = World::new(8);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("hasty");
    world.set_reaction(alice, Reaction::Answer(milliseconds(0)));
    let (from, to) = (world.peer_address(peer), world.address(alice));
    let uri = format!("sip:alice@{to}");
    let body = pcmu(from, "sendrecv");
    let mut request = Request {
        method: "INVITE",
        uri: &uri,
        from,
        branch: "1",
        call_id: "hasty",
        to_tag: "",
        cseq: 1,
        headers: "Supported: timer\r\nSession-Expires: 60\r\n",
        body: &body,
    };
    let refused = |world: &World, count: usize| {
        let refusals = world.inbox(peer).iter();
        let refusals: Vec<_> = refusals
            .filter(|received| received.is_response(422))
            .collect();
        assert_eq!(refusals.len(), count);
        let least = refusals[count - 1].message.typed::<MinSe>().unwrap();
        assert_eq!(least.unwrap().seconds, 90);
    };
    world.send(peer, to, request.text());
    world.run_for(milliseconds(50));
    refused(&world, 1);
    request.headers = "Supported: timer\r\nSession-Expires: 90\r\n";
    request.branch = "2";
    request.call_id = "patient";
    world.send(peer, to, request.text());
    world.run_for(milliseconds(50));
    let answer = world
        .last_received(peer, |received| received.is_response(200))
        .expect("the call is answered")
        .message;
    let agreed = answer.typed::<SessionExpires>().unwrap().unwrap();
    assert_eq!(agreed.to_string(), "90;refresher=uac");
    assert_eq!(answer.header(HeaderName::Require), Some("timer"));
    let tag = answer.to().tag().unwrap().to_owned();
    request.to_tag = &tag;
    (request.method, request.branch) = ("ACK", "3");
    (request.headers, request.body) = ("", "");
    world.send(peer, to, request.text());
    (request.method, request.branch, request.cseq) = ("UPDATE", "4", 2);
    request.headers = "Supported: timer\r\nSession-Expires: 30\r\n";
    world.send(peer, to, request.text());
    world.run_for(milliseconds(50));
    refused(&world, 2);
    assert_eq!(world.story(alice), ["incoming", "connected"]);
}

#[test]
fn a_refresh_that_shows_the_dialog_gone_ends_the_call() {
    let mut world = World::new(9);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("forgetful");
    ask(&mut world, alice, 90, Refresher::Uac);
    let headers = [
        "Require: timer",
        "Session-Expires: 90;refresher=uac",
        "Allow: INVITE, ACK, BYE, UPDATE",
    ];
    call_answered(&mut world, alice, peer, &headers);
    world.run_for(seconds(45));
    let update = world.last_received(peer, |received| received.is_request("UPDATE"));
    let refusal =
        update
            .expect("a refresh")
            .response("481 Call/Transaction Does Not Exist", "", &[], "");
    world.send(peer, world.address(alice), refusal);
    world.run_for(milliseconds(50));
    assert_eq!(world.story(alice), ["answered", "connected", "closed"]);
}

#[test]
fn a_refresh_that_is_not_allowed_goes_as_a_re_invite() {
    let mut world = World::new(10);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("liar");
    ask(&mut world, alice, 90, Refresher::Uac);
    let headers = [
        "Require: timer",
        "Session-Expires: 90;refresher=uac",
        "Allow: INVITE, ACK, BYE, UPDATE",
    ];
    call_answered(&mut world, alice, peer, &headers);
    world.run_for(seconds(45));
    let update = world.last_received(peer, |received| received.is_request("UPDATE"));
    let refusal = update
        .expect("a refresh")
        .response("501 Not Implemented", "", &[], "");
    world.send(peer, world.address(alice), refusal);
    world.run_for(milliseconds(50));
    accept_last(&mut world, alice, peer, &headers[..2]);
    world.run_for(seconds(50));
    let invites = world.inbox(peer).iter();
    let invites = invites.filter(|received| received.is_request("INVITE"));
    let numbers: BTreeSet<_> = invites.map(|invite| invite.message.cseq().number).collect();
    assert_eq!(numbers, BTreeSet::from([1, 3, 4]));
    assert_eq!(world.story(alice), ["answered", "connected"]);
}

#[test]
fn an_invite_that_is_challenged_and_then_asked_for_more_counts_its_nonce() {
    let mut world = World::new(11);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("proxy");
    ask(&mut world, alice, 90, Refresher::Uac);
    let (address, to) = (world.peer_address(peer), world.address(alice));
    let called = world.try_call(alice, &format!("sip:peer@{address}"));
    assert!(called.is_ok());
    world.run_for(milliseconds(50));
    let challenge = "Proxy-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\"";
    let mut counted = Vec::new();
    for (line, header) in [
        ("407 Proxy Authentication Required", challenge),
        ("422 Session Interval Too Small", "Min-SE: 300"),
    ] {
        let invite = world.last_received(peer, |received| received.is_request("INVITE"));
        let refusal = invite.expect("an INVITE");
        world.send(peer, to, refusal.response(line, "refused", &[header], ""));
        world.run_for(milliseconds(50));
        let again = world
            .last_received(peer, |received| received.is_request("INVITE"))
            .expect("another INVITE");
        let sent = again.message.header(HeaderName::ProxyAuthorization);
        counted.extend(sent.map(|sent| sent.contains("nc=00000001")));
    }
    assert_eq!(counted, [true, false]);
}

/// A refresh that has to wait for another change is granted by that.
#[test]
fn a_session_that_was_refreshed_meanwhile_is_not_refreshed_again() {
    let mut world = World::new(12);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("without UPDATE");
    ask(&mut world, alice, 90, Refresher::Uac);
    let headers = ["Require: timer", "Session-Expires: 90;refresher=uac"];
    let session = call_answered(&mut world, alice, peer, &headers);
    world.run_for(milliseconds(44_900));
    // A hold is out when half of the interval is over.
    let held = world.with(alice, |agent, now| agent.hold(now, session));
    assert_eq!(held, Ok(()));
    world.run_for(seconds(2));
    accept_last(&mut world, alice, peer, &headers);
    world.run_for(seconds(2));
    let invites = world.inbox(peer).iter();
    let invites = invites.filter(|received| received.is_request("INVITE"));
    let last = invites.map(|invite| invite.message.cseq().number).max();
    assert_eq!(last, Some(2));
    assert_eq!(world.agent(alice).calls_live(), 1);
}
