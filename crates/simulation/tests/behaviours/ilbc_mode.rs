//! The length of iLBC's frames is agreed on: short only where both say so
//! (RFC 3952 §5), for both directions, and packets are whole frames.

use portsip_core::config::AudioConfig;
use portsip_core::plan::{AudioCodec, CodecPreference, IlbcMode};
use simulation::{REST, World, audio};

fn ilbc(fmtp: &str) -> AudioConfig {
    let preference = CodecPreference {
        codec: AudioCodec::Ilbc,
        payload_type: 97,
        fmtp: fmtp.to_owned(),
    };
    AudioConfig {
        codecs: vec![preference],
        ..audio(&[])
    }
}

#[test]
fn frames_are_short_only_where_both_say_so() {
    use IlbcMode::{Ms20, Ms30};
    for (seed, (ours, theirs, mode, ptime_ms)) in [
        ("mode=20", "mode=20", Ms20, 20),
        ("mode=20", "mode=30", Ms30, 30),
        ("mode=30", "mode=20", Ms30, 30),
        ("mode=20", "", Ms30, 30),
        ("", "", Ms30, 30),
    ]
    .into_iter()
    .enumerate()
    {
        let (mut world, alice, bob) = World::pair(seed as u64);
        world.with(alice, |agent, _| agent.set_audio_config(ilbc(ours)));
        world.with(bob, |agent, _| agent.set_audio_config(ilbc(theirs)));
        let (outgoing, incoming) = world.connect(alice, bob);
        world.assert_media_fits((alice, outgoing), (bob, incoming));
        for (agent, session) in [(alice, outgoing), (bob, incoming)] {
            let plan = world.audio_plan(agent, session).expect("audio");
            assert_eq!(plan.send.codec, AudioCodec::Ilbc);
            assert_eq!(plan.send.parameters.ilbc_mode, mode, "{ours} {theirs}");
            assert_eq!(plan.receive[0].parameters.ilbc_mode, mode);
            assert_eq!(plan.ptime_ms, ptime_ms);
        }
        world.hang_up(alice, outgoing);
        world.run_to_rest(REST);
        world.assert_at_rest();
    }
}
