//! Voice activity detection at the microphone: what is sent while nobody
//! speaks, and what is sent all the same.

use portsip_core::ids::SessionId;
use portsip_core::media::audio::{AudioControl, PcmStream, PlayMode, VoiceActivity};
use portsip_core::media::file::FilePlayer;
use portsip_core::plan::AudioCodec;

use crate::files::write_tone;
use crate::graph_support::{Network, level_db, temporary_file};

/// How many packets a session of the first node sends in `ms`.
fn packets_in(network: &mut Network, session: SessionId, ms: u32) -> u64 {
    let mut sent = || {
        let now = network.now;
        let audio = network.nodes[0].graph.session_mut(session).expect("a call");
        audio.statistics(now).sent.packets
    };
    let before = sent();
    network.run_ms(ms);
    let now = network.now;
    let audio = network.nodes[0].graph.session_mut(session).expect("a call");
    audio.statistics(now).sent.packets - before
}

#[test]
fn a_quiet_microphone_sends_little_and_a_voice_all() {
    let mut network = Network::new(2);
    let (call, _) = network.connect(0, 1, AudioCodec::Pcmu);
    network.run_ms(1000);
    assert_eq!(packets_in(&mut network, call, 1000), 50, "off at the start");
    network.control(
        0,
        AudioControl::StartVoiceActivity(Box::new(VoiceActivity::new())),
    );
    network.run_ms(3000);
    assert!(packets_in(&mut network, call, 5000) <= 11);
    network.nodes[0].microphone = Some(440.0);
    assert!(packets_in(&mut network, call, 500) >= 24);
    assert!(level_db(&network.nodes[1].heard[73_000..]) > -20.0);
    network.nodes[0].microphone = None;
    network.run_ms(1000);
    assert!(packets_in(&mut network, call, 5000) <= 11);
    // Muted there is nothing to be told from noise either.
    network.nodes[0].microphone = Some(440.0);
    network.control(0, AudioControl::MuteMicrophone(true));
    network.run_ms(1000);
    assert!(packets_in(&mut network, call, 5000) <= 11);
    network.control(0, AudioControl::StopVoiceActivity);
    assert_eq!(packets_in(&mut network, call, 1000), 50);
}

#[test]
fn a_held_call_says_little_and_what_the_program_gives_is_sent() {
    let mut network = Network::new(2);
    let (call, _) = network.connect(0, 1, AudioCodec::Pcmu);
    network.control(
        0,
        AudioControl::StartVoiceActivity(Box::new(VoiceActivity::new())),
    );
    network.run_ms(3000);
    let path = temporary_file("quiet-given.wav");
    write_tone(&path, 500.0);
    let (player, _job) = FilePlayer::open(&path, true).expect("a file");
    let mode = PlayMode::InsteadOfMicrophone;
    network.control(
        0,
        AudioControl::StartPlayFile {
            session: call,
            player,
            mode,
        },
    );
    assert_eq!(packets_in(&mut network, call, 1000), 50);
    network.control(0, AudioControl::StopPlayFile { session: call });
    network.run_ms(500);
    assert!(packets_in(&mut network, call, 2000) <= 5);
    let (_producer, stream) = PcmStream::new(8000).expect("a rate");
    network.control(
        0,
        AudioControl::StartPcmStream {
            session: call,
            stream,
        },
    );
    assert_eq!(packets_in(&mut network, call, 1000), 50);
    network.control(0, AudioControl::StopPcmStream { session: call });
    network.nodes[0].microphone = Some(440.0);
    network.hold(0, call, true);
    network.run_ms(500);
    assert!(packets_in(&mut network, call, 2000) <= 5);
}
