//! A call that is refused.

use portsip_core::error::Error;
use portsip_core::plan::AudioCodec;
use simulation::{REST, Reaction, World, audio, seconds};

#[test]
fn the_code_reaches_the_caller() {
    for code in [404, 480, 486, 488, 500, 600, 603] {
        let (mut world, alice, bob) = World::pair(code);
        let reaction = Reaction::Reject(seconds(1), code as i32);
        world.set_reaction(bob, reaction);
        world.call(alice, bob);
        world.run_to_rest(REST);
        let failed = format!("failed {code}");
        assert_eq!(world.story(alice), ["trying", "ringing 180", &failed]);
        assert_eq!(world.story(bob), ["incoming"]);
        world.assert_at_rest();
    }
}

#[test]
fn codes_that_are_no_refusal_are_not_sent() {
    let (mut world, alice, bob) = World::pair(1);
    world.call(alice, bob);
    world.run_for(seconds(1));
    let session = world.incoming(bob).unwrap();
    for code in [-1, 0, 100, 200, 302, 399, 700] {
        let result = world.with(bob, |agent, now| agent.reject(now, session, code));
        assert_eq!(result, Err(Error::CoreArgumentIncorrect), "{code}");
    }
    assert_eq!(world.ladder_count("bob → alice"), 1);
}

#[test]
fn no_common_codec_is_488() {
    let (mut world, alice, bob) = World::pair(2);
    world.with(alice, |agent, _| {
        agent.set_audio_config(audio(&[AudioCodec::Opus]));
    });
    world.set_reaction(bob, Reaction::Answer(seconds(1)));
    world.call(alice, bob);
    world.run_to_rest(REST);
    assert_eq!(world.story(alice).last().unwrap(), "failed 488");
    world.assert_at_rest();
}

#[test]
fn our_own_call_cannot_be_rejected() {
    let (mut world, alice, bob) = World::pair(3);
    let session = world.call(alice, bob);
    let result = world.with(alice, |agent, now| agent.reject(now, session, 486));
    assert_eq!(result, Err(Error::CoreNotIncomingCall));
}
