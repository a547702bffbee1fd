//! Comfort noise between two audio sessions (RFC 3389): what is sent while
//! nobody speaks, and what is heard of it.

mod media_support;

use media_support::{Call, Link, best_snr, format, plan};
use portsip_core::media::session::MediaSocket;
use portsip_core::plan::AudioCodec;
use portsip_core::rng::Rng;

/// A room of about −50 dBov.
const ROOM_PEAK: u32 = 180;
const COMFORT_NOISE: u8 = 13;

/// A call whose plans have comfort noise.
fn call(codec: AudioCodec, link: Link, seed: u64) -> Call {
    let mut call = Call::new(link, seed);
    for (index, remote) in [call.b.address, call.a.address].into_iter().enumerate() {
        let mut plan = plan(codec, remote);
        plan.comfort_noise = Some(COMFORT_NOISE);
        plan.receive.push(format(AudioCodec::Pcma));
        let end = if index == 0 { &mut call.a } else { &mut call.b };
        end.session.apply(call.now, &plan).expect("a plan");
    }
    call
}

/// Somebody at `a` speaks for `ms`, in a room that makes noise.
struct Speaker {
    room: Rng,
    said: Vec<i16>,
}

impl Speaker {
    fn new() -> Self {
        Self {
            room: Rng::from_number(9),
            said: Vec::new(),
        }
    }

    fn tick(&mut self, call: &mut Call, speaks: bool, room_peak: u32) {
        call.quiet = [!speaks, false];
        call.tick(|end, frame| {
            if end != 0 {
                return;
            }
            let rate = frame.len() as f32 * 100.0;
            for sample in frame {
                let t = self.said.len() as f32 / rate;
                let tone = |hz: f32| (std::f32::consts::TAU * hz * t).sin() * 6000.0;
                let voice = if speaks {
                    tone(310.0) + tone(730.0)
                } else {
                    0.0
                };
                let noise = self.room.below(2 * room_peak + 1) as f32 - room_peak as f32;
                *sample = (voice + noise) as i16;
                self.said.push(*sample);
            }
        });
    }

    fn run(&mut self, call: &mut Call, ms: u32, speaks: bool) {
        for _ in 0..ms / 10 {
            self.tick(call, speaks, ROOM_PEAK);
        }
    }
}

/// Payload type, marker and payload length of each RTP packet sent.
fn packets(
    sent: &[(portsip_core::clock::Instant, MediaSocket, Vec<u8>)],
) -> Vec<(u8, bool, usize)> {
    let rtp = sent
        .iter()
        .filter(|(_, socket, _)| *socket == MediaSocket::Rtp);
    rtp.map(|(_, _, datagram)| {
        let octet = datagram[1];
        (octet & 0x7F, octet & 0x80 != 0, datagram.len() - 12)
    })
    .collect()
}

fn level_db(samples: &[i16]) -> f64 {
    let sum: f64 = samples.iter().map(|&s| f64::from(s).powi(2)).sum();
    10.0 * (sum / samples.len() as f64 / 32_768.0_f64.powi(2) + 1e-12).log10()
}

#[test]
fn a_silence_is_described_and_comes_back_as_its_noise() {
    for codec in [AudioCodec::Pcmu, AudioCodec::G722] {
        let mut call = call(codec, Link::CLEAN, 1);
        let mut speaker = Speaker::new();
        speaker.run(&mut call, 2000, true);
        let before = packets(&call.a.sent).len();
        speaker.run(&mut call, 10_000, false);
        let silence = packets(&call.a.sent).split_off(before);
        let after = call.a.sent.len();
        speaker.run(&mut call, 2000, true);

        let (described, sound): (Vec<_>, Vec<_>) = silence
            .into_iter()
            .partition(|(payload_type, ..)| *payload_type == COMFORT_NOISE);
        assert!((3..=6).contains(&sound.len()), "{}", sound.len());
        assert!((19..=24).contains(&described.len()), "{}", described.len());
        assert!(described.iter().all(|packet| *packet == (13, false, 11)));
        let talkspurt = packets(&call.a.sent[after..]);
        let (payload_type, marker, _) = talkspurt[0];
        assert_eq!(payload_type, codec.static_payload_type().unwrap());
        assert!(marker && talkspurt[1..].iter().all(|packet| !packet.1));

        let rate = call.a.session.send_rate_hz() as usize;
        let room = level_db(&speaker.said[4 * rate..11 * rate]);
        let heard = level_db(&call.b.heard[4 * rate..11 * rate]);
        println!("{codec:?}: a room of {room:.1} dBov is heard at {heard:.1}");
        assert!((room - heard).abs() < 1.5, "{room} {heard}");
        let delays = 0..rate / 20;
        let (snr, _) = best_snr(&speaker.said, &call.b.heard, delays, rate * 25 / 2);
        assert!(snr > 12.0, "{codec:?}: what is said after it, {snr} dB");

        let received = call.b.session.statistics(call.now).received;
        assert_eq!(received.packets_lost, 0);
        assert!(received.concealed < 0.005, "{}", received.concealed);
    }
}

#[test]
fn without_the_generator_silence_is_silent_and_speech_is_not() {
    let mut call = call(AudioCodec::Pcmu, Link::CLEAN, 2);
    call.b.session.set_comfort_noise(false);
    let mut speaker = Speaker::new();
    speaker.run(&mut call, 1000, true);
    speaker.run(&mut call, 3000, false);
    speaker.run(&mut call, 1000, true);
    assert!(
        call.b.heard[12_000..31_000]
            .iter()
            .all(|sample| *sample == 0)
    );
    assert!(level_db(&call.b.heard[34_000..]) > -20.0);
}

#[test]
fn a_lossy_network_leaves_the_noise_and_loses_no_speech_to_it() {
    let link = Link {
        jitter_ms: 20,
        loss_permille: 100,
        ..Link::CLEAN
    };
    let mut call = call(AudioCodec::Pcmu, link, 3);
    let mut speaker = Speaker::new();
    for _ in 0..5 {
        speaker.run(&mut call, 1500, true);
        speaker.run(&mut call, 4500, false);
    }
    for round in 0..5 {
        let start = round * 48_000;
        let noise = level_db(&call.b.heard[start + 24_000..start + 46_000]);
        assert!((-54.0..-46.0).contains(&noise), "{round}: {noise}");
        let speech = level_db(&call.b.heard[start + 2000..start + 12_000]);
        assert!((-16.5..-13.5).contains(&speech), "{round}: {speech}");
    }
    let received = call.b.session.statistics(call.now).received;
    assert!(received.concealed < 0.06, "{}", received.concealed);
}

#[test]
fn everything_is_sent_where_comfort_noise_does_not_fit() {
    // In the clock of Opus there is none, and without agreement neither.
    let mut without = Call::connected(AudioCodec::Pcmu, Link::CLEAN, 4);
    let mut opus = call(AudioCodec::Opus, Link::CLEAN, 4);
    for call in [&mut without, &mut opus] {
        let mut speaker = Speaker::new();
        speaker.run(call, 2000, false);
        assert_eq!(packets(&call.a.sent).len(), 100);
    }
}

#[test]
fn keys_are_sent_in_a_silence_at_once() {
    let mut call = call(AudioCodec::Pcmu, Link::CLEAN, 5);
    let mut speaker = Speaker::new();
    speaker.run(&mut call, 2000, false);
    assert!(call.a.session.send_tone(call.now, 5, 160));
    call.run_silent(1000);
    assert_eq!(call.b.keys, [5]);
    assert_eq!(call.b.session.statistics(call.now).received.packets_lost, 0);
}
