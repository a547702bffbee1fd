//! An INVITE without a description: the offer comes in the 200, the answer in the ACK.

use portsip_core::plan::Direction;
use simulation::{REST, Reaction, World, milliseconds, seconds};

use super::messages::{Request, pcmu};

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

#[test]
fn the_answer_may_be_a_part_of_the_acks_body() {
    let mut world = World::new(2);
    let bob = world.add_agent("bob");
    let peer = world.add_peer("peer");
    let (uri, from, to) = (world.uri(bob), world.peer_address(peer), world.address(bob));
    world.set_reaction(bob, Reaction::Answer(milliseconds(10)));
    let mut request = Request {
        method: "INVITE",
        uri: &uri,
        from,
        branch: "invite",
        call_id: "call",
        to_tag: "",
        cseq: 1,
        headers: "",
        body: "",
    };
    world.send(peer, to, request.text());
    world.run_for(milliseconds(50));
    let answer = world
        .last_received(peer, |received| received.is_response(200))
        .expect("our offer");
    let description = pcmu(from, "sendrecv");
    let body = format!(
        "--x\r\nContent-Type: text/plain\r\n\r\nhello\r\n\
         --x\r\nContent-Type: application/sdp\r\n\r\n{description}\r\n--x--\r\n"
    );
    request.method = "ACK";
    request.branch = "ack";
    request.to_tag = answer.message.to().tag().expect("a tag");
    request.body = &body;
    let ack = request.text();
    let ack = ack.replacen("application/sdp", "multipart/mixed;boundary=x", 1);
    world.send(peer, to, ack);
    world.run_for(milliseconds(50));
    assert_eq!(world.story(bob), ["incoming", "connected"]);
    let session = world.incoming(bob).expect("a call");
    let plan = world.audio_plan(bob, session).expect("audio");
    assert_eq!(plan.remote_rtp.port(), 30_000);
}
