//! G.729 with those who would send the silence frames of its Annex B: we say that it is off (RFC 7261).

use portsip_core::plan::AudioCodec;
use simulation::{AgentId, PeerId, REST, Reaction, World, audio, milliseconds};

use super::messages::{Request, pcmu};

/// An agent that has G.729 before PCMU, and a gateway.
fn world(seed: u64) -> (World, AgentId, PeerId) {
    let mut world = World::new(seed);
    let alice = world.add_agent("alice");
    let gateway = world.add_peer("gateway");
    world.with(alice, |agent, _| {
        agent.set_audio_config(audio(&[AudioCodec::G729, AudioCodec::Pcmu]));
    });
    (world, alice, gateway)
}

fn body(message: &simulation::Received) -> String {
    String::from_utf8_lossy(message.message.body()).into_owned()
}

#[test]
fn our_offer_and_a_silent_answer_agree_that_it_is_off() {
    let (mut world, alice, gateway) = world(1);
    let (us, them) = (world.address(alice), world.peer_address(gateway));
    let ours = world.try_call(alice, &format!("sip:1@{them}")).unwrap();
    world.run_for(milliseconds(50));
    let invite = world
        .last_received(gateway, |received| received.is_request("INVITE"))
        .expect("an INVITE");
    let offer = body(&invite);
    assert!(offer.contains(" RTP/AVP 18 0 "), "{offer}");
    assert!(offer.contains("a=rtpmap:18 G729/8000\r\na=fmtp:18 annexb=no\r\n"));
    let answer = pcmu(them, "sendrecv").replace("AVP 0\r\na=rtpmap:0 PCMU/8000", "AVP 18");
    let contact = format!("Contact: <sip:gw@{them}>");
    world.send(
        gateway,
        us,
        invite.response("200 OK", "b", &[&contact], &answer),
    );
    world.run_for(milliseconds(50));
    assert_eq!(world.story(alice), ["answered", "connected"]);
    let plan = world.audio_plan(alice, ours).unwrap();
    assert_eq!(
        (plan.send.codec, plan.send.payload_type),
        (AudioCodec::G729, 18)
    );
    world.hang_up(alice, ours);
    world.run_to_rest(REST);
}

#[test]
fn our_answer_says_so_whatever_was_offered() {
    let offers = [
        "AVP 18\r\na=rtpmap:18 G729/8000\r\na=fmtp:18 annexb=yes",
        "AVP 18",
        "AVP 18\r\na=rtpmap:18 G729a/8000\r\na=fmtp:18 annexb=no",
    ];
    for (seed, line) in (2..).zip(offers) {
        let (mut world, alice, gateway) = world(seed);
        world.set_reaction(alice, Reaction::Answer(milliseconds(10)));
        let (uri, from, to) = (
            world.uri(alice),
            world.peer_address(gateway),
            world.address(alice),
        );
        let request = Request {
            method: "INVITE",
            uri: &uri,
            from,
            branch: "invite",
            call_id: "call",
            to_tag: "",
            cseq: 1,
            headers: "",
            body: &pcmu(from, "sendrecv").replace("AVP 0\r\na=rtpmap:0 PCMU/8000", line),
        };
        world.send(gateway, to, request.text());
        world.run_for(milliseconds(50));
        let answer = world
            .last_received(gateway, |received| received.is_response(200))
            .expect("our answer");
        let answer = body(&answer);
        assert!(
            answer.contains("a=rtpmap:18 G729/8000\r\na=fmtp:18 annexb=no\r\n"),
            "{line}: {answer}"
        );
        let session = world.incoming(alice).expect("a call");
        let plan = world.audio_plan(alice, session).expect("audio");
        assert_eq!(plan.send.codec, AudioCodec::G729);
    }
}
