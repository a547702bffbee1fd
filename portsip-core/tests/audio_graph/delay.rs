//! From mouth to ear: how long a word takes through two graphs and a network
//! without delay.

use portsip_core::plan::AudioCodec;

use crate::graph_support::Network;
use crate::speech::speech;

/// The devices' rate in Hz.
const RATE_HZ: u32 = 48_000;
/// The time of a packet, and what everything else may take.
const PTIME_MS: usize = 20;
const LIBRARY_MS: usize = 20;
/// What Opus looks ahead (RFC 6716 §2) is its own and comes on top.
const OPUS_LOOK_AHEAD_MS: usize = 7;
/// What the microphone has heard when a tick begins.
const FRAME_MS: usize = 10;

/// The delay in samples at which `heard` is most like `said`.
fn shift(said: &[i16], heard: &[i16]) -> usize {
    let likeness = |shift: usize| -> f64 {
        let pairs = said.iter().zip(&heard[shift..]);
        pairs.map(|(s, h)| f64::from(*s) * f64::from(*h)).sum()
    };
    (0..heard.len() - said.len())
        .step_by(8)
        .max_by(|a, b| likeness(*a).total_cmp(&likeness(*b)))
        .expect("there is something to compare")
}

#[test]
fn a_word_is_heard_20_ms_after_its_packet_is_full() {
    for codec in [AudioCodec::Pcmu, AudioCodec::G722, AudioCodec::Opus] {
        let mut network = Network::new(2);
        network.connect(0, 1, codec);
        for node in &mut network.nodes {
            node.graph.set_device_rates(Some(RATE_HZ), Some(RATE_HZ));
        }
        let voice = speech(10, RATE_HZ, -20.0, 11);
        let mut sound = voice.clone().into_iter();
        network.nodes[0].source = Some(Box::new(move |_, frame| {
            frame.fill_with(|| sound.next().unwrap_or(0));
        }));
        network.run_ms(10_000);
        let second = RATE_HZ as usize;
        let said = &voice[6 * second..7 * second];
        let heard = &network.nodes[1].heard[6 * second..7 * second + second / 5];
        let delay_ms = shift(said, heard) * 1000 / second + FRAME_MS;
        println!("{codec:?}: {delay_ms} ms from mouth to ear");
        let coder_ms = match codec {
            AudioCodec::Opus => OPUS_LOOK_AHEAD_MS,
            _ => 0,
        };
        let bound_ms = PTIME_MS + LIBRARY_MS + coder_ms;
        assert!(delay_ms <= bound_ms, "{codec:?}: {delay_ms}");
    }
}
