//! Transfers that do not come about: refused, undecided, to a target that does
//! not want or answer. The first call lives on.

use portsip_core::error::Error;
use portsip_core::ids::SessionId;
use portsip_core::ua::Agent;
use simulation::{REST, Reaction, seconds};

use super::transfer::Three;

#[test]
fn who_rejects_answers_603() {
    let mut three = Three::new(1);
    let (alice, bob) = (three.alice, three.bob);
    let (ours, theirs) = three.world.connect(alice, bob);
    let refer = three.refer(ours);
    three.world.run_for(seconds(3));
    let reject = |agent: &mut Agent, now| agent.reject_refer(now, refer);
    assert_eq!(three.world.with(bob, reject), Ok(()));
    assert_eq!(
        three.world.with(bob, reject),
        Err(Error::CoreNotFoundSubscribeId)
    );
    three.world.run_for(seconds(1));
    assert_eq!(
        three.story(alice, ours).last().unwrap(),
        "refer rejected 603"
    );
    three.world.assert_media_fits((alice, ours), (bob, theirs));
    three.finish(&[(alice, ours)]);
    assert_eq!(three.world.ladder_count("NOTIFY"), 0);
}

#[test]
fn who_does_not_decide_has_refused_after_a_minute() {
    let mut three = Three::new(2);
    let (alice, bob) = (three.alice, three.bob);
    let (ours, _) = three.world.connect(alice, bob);
    let refer = three.refer(ours);
    three.world.run_for(seconds(25));
    // No REFER waits so long for its response.
    assert_eq!(
        three.story(alice, ours)[4..],
        ["refer accepted", "transfer trying"]
    );
    three.world.run_for(seconds(34));
    assert_eq!(three.story(alice, ours).len(), 6);
    three.world.run_for(seconds(2));
    assert_eq!(
        three.story(alice, ours).last().unwrap(),
        "not transferred 603"
    );
    assert_eq!(
        three.accept(bob, refer),
        Err(Error::CoreNotFoundSubscribeId)
    );
    three.finish(&[(alice, ours)]);
}

#[test]
fn who_decides_late_is_heard() {
    let mut three = Three::new(3);
    let (alice, bob, carol) = (three.alice, three.bob, three.carol);
    let (ours, _) = three.world.connect(alice, bob);
    three
        .world
        .set_reaction(carol, Reaction::Answer(seconds(1)));
    let refer = three.refer(ours);
    three.world.run_for(seconds(40));
    let new = three.accept(bob, refer).expect("bob calls carol");
    three.world.run_for(seconds(3));
    assert_eq!(three.story(alice, ours).last().unwrap(), "transferred");
    three.finish(&[(alice, ours), (bob, new)]);
}

#[test]
fn a_target_that_is_busy_leaves_the_first_call_as_it_was() {
    let mut three = Three::new(4);
    let (alice, bob, carol) = (three.alice, three.bob, three.carol);
    let (ours, theirs) = three.world.connect(alice, bob);
    let held = three.world.with(alice, |agent, now| agent.hold(now, ours));
    assert_eq!(held, Ok(()));
    three.world.run_for(seconds(1));
    let reaction = Reaction::Reject(seconds(1), 486);
    three.world.set_reaction(carol, reaction);
    let refer = three.refer(ours);
    let new = three.accept(bob, refer).expect("bob calls carol");
    three.world.run_for(seconds(3));
    assert_eq!(three.story(bob, new).last().unwrap(), "failed 486");
    assert_eq!(
        three.story(alice, ours).last().unwrap(),
        "not transferred 486"
    );
    let resumed = three
        .world
        .with(alice, |agent, now| agent.un_hold(now, ours));
    assert_eq!(resumed, Ok(()));
    three.world.run_for(seconds(1));
    three.world.assert_media_fits((alice, ours), (bob, theirs));
    three.finish(&[(alice, ours)]);
}

#[test]
fn a_target_that_is_not_there_is_told_as_408() {
    let mut three = Three::new(5);
    let (alice, bob, carol) = (three.alice, three.bob, three.carol);
    let (ours, _) = three.world.connect(alice, bob);
    let address = three.world.address(carol);
    three.world.take_down(address);
    let refer = three.refer(ours);
    three.accept(bob, refer).expect("bob calls carol");
    three.world.run_for(seconds(40));
    assert_eq!(
        three.story(alice, ours).last().unwrap(),
        "not transferred 408"
    );
    three.finish(&[(alice, ours)]);
}

#[test]
fn a_target_that_rings_on_is_given_up() {
    let mut three = Three::new(6);
    let (alice, bob) = (three.alice, three.bob);
    let (ours, _) = three.world.connect(alice, bob);
    let refer = three.refer(ours);
    let new = three.accept(bob, refer).expect("bob calls carol");
    three.world.run_for(seconds(420));
    let story = three.story(alice, ours);
    assert_eq!(story[4..6], ["refer accepted", "transfer trying"]);
    let ends = |event: &&String| event.starts_with("not transferred");
    assert_eq!(story.iter().filter(ends).count(), 1);
    assert_eq!(three.story(bob, new).last().unwrap(), "failed 480");
    three.finish(&[(alice, ours)]);
}

#[test]
fn a_transferee_that_is_gone_is_408() {
    let mut three = Three::new(7);
    let (alice, bob) = (three.alice, three.bob);
    let (ours, _) = three.world.connect(alice, bob);
    let address = three.world.address(bob);
    three.world.take_down(address);
    let carol = three.world.uri(three.carol);
    let asked = three
        .world
        .with(alice, |agent, now| agent.refer(now, ours, &carol));
    assert_eq!(asked, Ok(()));
    three.world.run_for(seconds(40));
    assert_eq!(
        three.story(alice, ours).last().unwrap(),
        "refer rejected 408"
    );
    three.world.hang_up(alice, ours);
    three.world.run_for(REST);
    assert_eq!(three.world.agent(alice).calls_live(), 0);
}

#[test]
fn so_many_requests_wait_in_one_call() {
    let mut three = Three::new(8);
    let (alice, bob) = (three.alice, three.bob);
    let (ours, _) = three.world.connect(alice, bob);
    let carol = three.world.uri(three.carol);
    for _ in 0..6 {
        let asked = three
            .world
            .with(alice, |agent, now| agent.refer(now, ours, &carol));
        assert_eq!(asked, Ok(()));
    }
    three.world.run_for(seconds(1));
    let story = three.story(alice, ours);
    let refused = story.iter().filter(|event| *event == "refer rejected 491");
    assert_eq!(refused.count(), 2);
    three.finish(&[(alice, ours)]);
}

#[test]
fn so_many_transfers_may_be_under_way() {
    let mut three = Three::new(9);
    let (alice, bob) = (three.alice, three.bob);
    let (ours, _) = three.world.connect(alice, bob);
    let address = three.world.address(bob);
    three.world.take_down(address);
    let refer = |agent: &mut Agent, now| agent.refer(now, ours, "sip:carol@10.0.0.3");
    for _ in 0..portsip_core::limits::REFERS_MAX {
        assert_eq!(three.world.with(alice, refer), Ok(()));
    }
    assert_eq!(
        three.world.with(alice, refer),
        Err(Error::CoreDataSizeTooLarge)
    );
    three.world.run_for(seconds(40));
    assert_eq!(three.world.with(alice, refer), Ok(()));
    let unknown = three.world.with(alice, |agent, now| {
        agent.refer(now, SessionId(77), "sip:a@b")
    });
    assert_eq!(unknown, Err(Error::CoreInviteSessionNotFound));
}
