//! An INVITE that reaches several phones.

use simulation::{ForkingProxy, REST, Reaction, World, milliseconds, seconds};

#[test]
fn the_first_to_answer_gets_the_call() {
    let (mut world, alice, bob) = World::pair(1);
    let carol = world.add_agent("carol");
    let targets = vec![world.address(bob), world.address(carol)];
    let proxy = world.add_server(|address| ForkingProxy::new(address, targets));
    world.set_reaction(bob, Reaction::Answer(seconds(2)));
    world.set_reaction(carol, Reaction::Answer(seconds(1)));
    let uri = format!("sip:all@{}", world.server_address(proxy));
    let ours = world.try_call(alice, &uri).unwrap();
    world.run_for(seconds(10));
    assert_eq!(world.story(bob), ["incoming", "closed"]);
    assert_eq!(world.story(carol), ["incoming", "connected"]);
    let story = world.story(alice);
    assert_eq!(story.first().unwrap(), "trying");
    assert_eq!(
        story.iter().filter(|event| *event == "ringing 180").count(),
        2
    );
    assert_eq!(story[story.len() - 2..], ["answered", "connected"]);
    let theirs = world.incoming(carol).unwrap();
    world.assert_media_fits((alice, ours), (carol, theirs));
    world.hang_up(alice, ours);
    world.run_to_rest(REST);
    assert_eq!(world.story(carol).last().unwrap(), "closed");
    world.assert_at_rest();
}

#[test]
fn a_second_200_is_acked_and_ended() {
    let (mut world, alice, bob) = World::pair(2);
    let carol = world.add_agent("carol");
    let targets = vec![world.address(bob), world.address(carol)];
    let proxy = world.add_server(|address| ForkingProxy::new(address, targets));
    // Too close for the CANCEL to stop the second.
    world.set_reaction(bob, Reaction::Answer(milliseconds(1000)));
    world.set_reaction(carol, Reaction::Answer(milliseconds(1003)));
    let uri = format!("sip:all@{}", world.server_address(proxy));
    let ours = world.try_call(alice, &uri).unwrap();
    world.run_for(seconds(10));
    let theirs = world.incoming(bob).unwrap();
    world.assert_media_fits((alice, ours), (bob, theirs));
    assert_eq!(world.story(bob), ["incoming", "connected"]);
    assert_eq!(world.story(carol), ["incoming", "connected", "closed"]);
    let story = world.story(alice);
    assert_eq!(story.iter().filter(|event| *event == "answered").count(), 1);
    assert_eq!(story.last().unwrap(), "connected");
    world.hang_up(bob, theirs);
    world.run_to_rest(REST);
    assert_eq!(world.story(alice).last().unwrap(), "closed");
    world.assert_at_rest();
}

#[test]
fn it_fails_when_all_have_refused() {
    let (mut world, alice, bob) = World::pair(3);
    let carol = world.add_agent("carol");
    let targets = vec![world.address(bob), world.address(carol)];
    let proxy = world.add_server(|address| ForkingProxy::new(address, targets));
    world.set_reaction(bob, Reaction::Reject(seconds(1), 486));
    world.set_reaction(carol, Reaction::Reject(seconds(2), 603));
    let uri = format!("sip:all@{}", world.server_address(proxy));
    world.try_call(alice, &uri).unwrap();
    world.run_to_rest(REST);
    assert_eq!(world.story(alice).last().unwrap(), "failed 603");
    world.assert_at_rest();
}

#[test]
fn giving_up_stops_every_branch() {
    let (mut world, alice, bob) = World::pair(4);
    let carol = world.add_agent("carol");
    let targets = vec![world.address(bob), world.address(carol)];
    let proxy = world.add_server(|address| ForkingProxy::new(address, targets));
    let uri = format!("sip:all@{}", world.server_address(proxy));
    let ours = world.try_call(alice, &uri).unwrap();
    world.run_for(seconds(2));
    world.hang_up(alice, ours);
    world.run_to_rest(REST);
    assert_eq!(world.story(bob), ["incoming", "closed"]);
    assert_eq!(world.story(carol), ["incoming", "closed"]);
    world.assert_at_rest();
}
