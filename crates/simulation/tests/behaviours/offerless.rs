//! An INVITE without a description: the offer comes in the 200, the answer in the ACK.

use portsip_core::plan::Direction;
use simulation::{REST, Reaction, World, seconds};

#[test]
fn the_offer_comes_in_the_200() {
    let (mut world, alice, bob) = World::pair(1);
    world.set_reaction(bob, Reaction::Answer(seconds(1)));
    let ports = world.take_ports(alice);
    let uri = world.uri(bob);
    let session = world.with(alice, |agent, now| {
        agent.call(now, &uri, false, false, ports)
    });
    let ours = session.unwrap();
    world.run_for(seconds(5));
    assert_eq!(
        world.story(alice),
        ["trying", "ringing 180", "answered", "connected"]
    );
    assert_eq!(world.story(bob), ["incoming", "connected"]);
    let theirs = world.incoming(bob).unwrap();
    world.assert_media_fits((alice, ours), (bob, theirs));
    assert_eq!(
        world.audio_plan(bob, theirs).unwrap().direction,
        Direction::SendReceive
    );
    world.hang_up(alice, ours);
    world.run_to_rest(REST);
    world.assert_at_rest();
}
