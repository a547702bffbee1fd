//! A call that was answered while its 2xx waits for the PRACK of our offer (RFC 3262 §5):
//! it is answered, and nothing else can be made of it.

use portsip_core::config::ReliableProvisional;
use portsip_core::error::Error;
use portsip_core::sip::header::HeaderName;
use simulation::{World, milliseconds};

use super::messages::{Request, pcmu};

#[test]
fn it_is_neither_forwarded_nor_rejected_nor_answered_again() {
    let mut world = World::new(1);
    let bob = world.add_agent("bob");
    let peer = world.add_peer("peer");
    let (uri, from, to) = (world.uri(bob), world.peer_address(peer), world.address(bob));
    world.with(bob, |agent, _| {
        agent.set_reliable_provisional(ReliableProvisional::Supported);
    });
    let mut request = Request {
        method: "INVITE",
        uri: &uri,
        from,
        branch: "invite",
        call_id: "call",
        to_tag: "",
        cseq: 1,
        headers: "Supported: 100rel\r\n",
        body: "",
    };
    world.send(peer, to, request.text());
    world.run_for(milliseconds(50));
    let ringing = world
        .last_received(peer, |received| received.is_response(180))
        .expect("our offer");
    let session = world.incoming(bob).expect("a call");
    assert_eq!(world.answer(bob, session), Ok(()));
    let forwarded = world.with(bob, |agent, now| {
        agent.forward_call(now, session, "sip:carol@10.0.0.9")
    });
    assert_eq!(forwarded, Err(Error::CoreNotIncomingCall));
    let rejected = world.with(bob, |agent, now| agent.reject(now, session, 486));
    assert_eq!(rejected, Err(Error::CoreNotIncomingCall));
    assert_eq!(world.answer(bob, session), Err(Error::CoreNotIncomingCall));
    let number = ringing.message.header(HeaderName::RSeq).unwrap_or_default();
    let rack = format!("RAck: {number} 1 INVITE\r\n");
    let body = pcmu(from, "sendrecv");
    request.method = "PRACK";
    request.branch = "prack";
    request.to_tag = ringing.message.to().tag().unwrap_or_default();
    request.cseq = 2;
    request.headers = &rack;
    request.body = &body;
    world.send(peer, to, request.text());
    world.run_for(milliseconds(50));
    let invite_answered = |received: &simulation::Received| {
        received.is_response(200) && received.message.cseq().number == 1
    };
    assert!(world.last_received(peer, invite_answered).is_some());
}
