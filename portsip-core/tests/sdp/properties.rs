//! What holds for any codec lists, any hold, any text.

use portsip_core::plan::{AudioCodec, AudioPlan};
use portsip_core::sdp::{Agreed, Description, Negotiation, NegotiationError};
use proptest::prelude::*;

use super::ends::{audio, audio_config, described, end, negotiate};

fn codec_list() -> impl Strategy<Value = Vec<AudioCodec>> {
    let all = Just(AudioCodec::ALL.to_vec()).prop_shuffle();
    (all, 0..=AudioCodec::ALL.len()).prop_map(|(list, length)| list[..length].to_vec())
}

fn a_negotiation(host: u8) -> impl Strategy<Value = Negotiation> {
    let fmtp = prop_oneof![
        Just(String::new()),
        Just("usedtx=1;maxaveragebitrate=32000".to_owned())
    ];
    let events = proptest::option::of(96u8..=127);
    (codec_list(), 96u8..=127, events, fmtp, any::<bool>()).prop_map(
        move |(codecs, opus, events, fmtp, hold)| {
            let mut config = audio_config(&codecs);
            config.telephone_event = events;
            for preference in &mut config.codecs {
                if preference.codec == AudioCodec::Opus {
                    preference.payload_type = opus;
                    preference.fmtp.clone_from(&fmtp);
                }
            }
            let mut negotiation = end(host, config);
            negotiation.set_hold(hold);
            negotiation
        },
    )
}

/// Each side takes what the other sends, under the same number.
fn sends_what_is_received(sender: &AudioPlan, receiver: &AudioPlan) {
    let taken = receiver
        .receive
        .iter()
        .find(|f| f.payload_type == sender.send.payload_type);
    assert_eq!(taken.map(|f| f.codec), Some(sender.send.codec));
    match (sender.telephone_event, receiver.telephone_event) {
        (None, None) => {}
        (Some(a), Some(b)) => {
            assert_eq!(a.send_payload_type, b.receive_payload_type);
            assert_eq!(a.clock_rate_hz, b.clock_rate_hz);
        }
        differ => panic!("telephone events differ: {differ:?}"),
    }
    assert_eq!(
        sender
            .other_telephone_event
            .map(|event| event.send_payload_type),
        receiver
            .other_telephone_event
            .map(|event| event.receive_payload_type)
    );
    let mut payload_types: Vec<u8> = sender.receive.iter().map(|f| f.payload_type).collect();
    payload_types.extend(
        sender
            .telephone_event
            .map(|event| event.receive_payload_type),
    );
    let other = sender.other_telephone_event;
    payload_types.extend(other.map(|event| event.receive_payload_type));
    let count = payload_types.len();
    payload_types.sort_unstable();
    payload_types.dedup();
    assert_eq!(
        payload_types.len(),
        count,
        "a payload type means two things"
    );
}

fn agree(a: &Agreed, b: &Agreed) {
    assert_eq!(a.audio_codecs, b.audio_codecs);
    let (a, b) = (audio(a), audio(b));
    assert_eq!(a.direction, b.direction.reversed());
    assert_eq!(a.send.codec, b.send.codec);
    assert_eq!(a.rtcp_mux, b.rtcp_mux);
    sends_what_is_received(a, b);
    sends_what_is_received(b, a);
}

fn hostile_text() -> impl Strategy<Value = Vec<u8>> {
    let samples: Vec<&'static [u8]> = vec![
        include_bytes!("samples/freeswitch.sdp"),
        include_bytes!("samples/linphone.sdp"),
        include_bytes!("samples/broken_lines.sdp"),
        include_bytes!("samples/fax_gateway.sdp"),
    ];
    let edits =
        proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3u8), 0..20);
    (prop::sample::select(samples), edits).prop_map(|(sample, edits)| {
        let mut text = sample.to_vec();
        for (place, octet, kind) in edits {
            let place = place.index(text.len());
            match kind {
                0 => text[place] = octet,
                1 => text.insert(place, octet),
                _ => text.truncate(place.max(8)),
            }
        }
        text
    })
}

proptest! {
    #[test]
    fn both_plans_agree(mut a in a_negotiation(1), mut b in a_negotiation(2), changes in proptest::collection::vec(any::<(bool, bool)>(), 0..6)) {
        let Ok(offer) = a.create_offer() else { return Ok(()) };
        match b.create_answer(&described(&offer)) {
            Ok(answer) => {
                agree(&a.handle_answer(&answer.body).unwrap(), &answer.agreed);
                if !answer.shows_hold {
                    // The answerer offers what its answer could not say.
                    negotiate(&mut b, &mut a);
                }
            }
            Err(error) => {
                prop_assert_eq!(error, NegotiationError::NothingInCommon);
                return Ok(());
            }
        }
        for (who, hold) in changes {
            let (first, second) = if who { (&mut a, &mut b) } else { (&mut b, &mut a) };
            first.set_hold(hold);
            let (offered, answered) = negotiate(first, second);
            agree(&offered, &answered);
            prop_assert_eq!(offered.remote_hold, second.hold());
            prop_assert_eq!(answered.remote_hold, first.hold());
        }
    }

    #[test]
    fn nothing_a_peer_writes_panics(text in hostile_text(), as_answer in any::<bool>()) {
        let mut negotiation = end(1, audio_config(AudioCodec::ALL));
        if as_answer {
            negotiation.create_offer().unwrap();
            let _ = negotiation.handle_answer(&text);
            negotiation.rollback();
        } else if let Ok(offer) = Description::parse(&text) {
            let _ = negotiation.create_answer(&offer);
        }
        // Whatever was agreed, what we write next can be read.
        let next = negotiation.create_offer().unwrap();
        prop_assert!(Description::parse(&next).is_ok());
    }

    #[test]
    fn any_octets_are_read_or_refused(text in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = Description::parse(&text);
        let mut with_version = b"v=0\n".to_vec();
        with_version.extend(text);
        let _ = Description::parse(&with_version);
    }
}
