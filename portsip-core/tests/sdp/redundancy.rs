//! Redundant audio (RFC 2198) in offers and answers.

use portsip_core::config::AudioConfig;
use portsip_core::plan::AudioCodec::{self, G722, Opus, Pcma, Pcmu};
use portsip_core::plan::{Redundancy, RedundantFormat};
use portsip_core::sdp::{Negotiation, Offering, narrowed};

use super::ends::{audio, audio_config, described, end, negotiate, text};

fn with(host: u8, codecs: &[AudioCodec], redundancy: u8) -> Negotiation {
    end(
        host,
        AudioConfig {
            redundancy,
            ..audio_config(codecs)
        },
    )
}

fn red(payload_type: u8, generations: u8) -> RedundantFormat {
    RedundantFormat {
        payload_type,
        generations,
    }
}

#[test]
fn it_is_offered_in_the_clock_of_each_first_codec_where_the_program_wants_it() {
    let quiet = with(1, &[Opus, Pcmu], 0).create_offer().expect("an offer");
    assert!(!text(&quiet).contains("red/"), "{}", text(&quiet));
    let offer = with(1, &[Opus, G722, Pcmu], 2).create_offer();
    let offer = offer.expect("an offer");
    let offer = text(&offer);
    assert!(offer.contains(" RTP/AVP 96 9 0 121 98 "), "{offer}");
    for line in [
        "a=rtpmap:121 red/8000\r\na=fmtp:121 9/9/9\r\n",
        "a=rtpmap:98 red/48000/2\r\na=fmtp:98 96/96/96\r\n",
    ] {
        assert!(offer.contains(line), "{offer}");
    }
}

#[test]
fn both_send_as_many_copies_as_both_want() {
    for codec in [Pcmu, Opus] {
        for (ours, theirs, sent) in [
            (0, 0, [None, None]),
            (1, 0, [Some(red(121, 1)), None]),
            (0, 1, [None, None]),
            (1, 1, [Some(red(121, 1)), Some(red(121, 1))]),
            (2, 2, [Some(red(121, 2)), Some(red(121, 2))]),
            (2, 1, [Some(red(121, 2)), Some(red(121, 1))]),
            (1, 2, [Some(red(121, 1)), Some(red(121, 1))]),
        ] {
            let (mut a, mut b) = (with(1, &[codec], ours), with(2, &[codec], theirs));
            let (a, b) = negotiate(&mut a, &mut b);
            let plans = [audio(&a).redundancy, audio(&b).redundancy];
            assert_eq!(plans.map(|plan| plan.send), sent, "{ours} {theirs}");
            // Who is offered it takes it, whether it sends it or not.
            let taken = [(ours > 0).then_some(121), None];
            assert_eq!(plans.map(|plan| plan.receive), [taken; 2]);
        }
    }
}

#[test]
fn who_does_not_know_it_gets_the_codec_alone() {
    let mut us = with(1, &[Pcmu, Opus], 2);
    us.create_offer().expect("an offer");
    let answer = b"v=0\nc=IN IP4 192.0.2.9\nm=audio 5000 RTP/AVP 0\n";
    let agreed = us.handle_answer(answer).expect("agreement");
    assert_eq!(audio(&agreed).redundancy, Redundancy::default());
    // A codec in another clock than that of their format.
    let mut us = with(1, &[Opus, Pcmu], 1);
    us.create_offer().expect("an offer");
    let answer = b"v=0\nc=IN IP4 192.0.2.9\nm=audio 5000 RTP/AVP 96 0 121\n\
        a=rtpmap:96 opus/48000/2\na=rtpmap:121 red/8000\na=fmtp:121 0/0\n";
    let agreed = us.handle_answer(answer).expect("agreement");
    let redundancy = audio(&agreed).redundancy;
    assert_eq!(
        (redundancy.send, redundancy.receive),
        (None, [Some(121), None])
    );
}

#[test]
fn an_answer_takes_what_holds_a_common_codec() {
    for (fmtp, taken) in [
        ("a=fmtp:120 8/8\n", Some("a=fmtp:120 8/8\r\n")),
        ("a=fmtp:120 8/8/8/8/8\n", Some("a=fmtp:120 8/8/8\r\n")),
        ("a=fmtp:120 0/0\n", Some("a=fmtp:120 0/0\r\n")),
        ("", Some("a=fmtp:120 0/0\r\n")),
        ("a=fmtp:120 0/8\n", None),
        ("a=fmtp:120 0/5\n", None),
        ("a=fmtp:120 3/3\n", None),
        ("a=fmtp:120 nonsense\n", None),
        ("a=fmtp:120 ///\n", None),
    ] {
        let offer = format!(
            "v=0\nc=IN IP4 192.0.2.9\nm=audio 5000 RTP/AVP 8 0 3 120\na=rtpmap:120 RED/8000/1\n{fmtp}"
        );
        let answer = with(1, &[Pcmu, Pcma], 1).create_answer(&described(offer.as_bytes()));
        let answer = answer.expect("an answer");
        let written = text(&answer.body);
        assert_eq!(
            written.contains("red/8000"),
            taken.is_some(),
            "{fmtp} {written}"
        );
        assert!(written.contains(taken.unwrap_or("")), "{fmtp} {written}");
        let redundancy = audio(&answer.agreed).redundancy;
        assert_eq!(redundancy.receive[0], taken.map(|_| 120), "{fmtp}");
        // We send PCMU: with copies where the format holds that.
        let sends = taken.is_some_and(|taken| taken.contains("0/0"));
        let expected = sends.then_some(red(120, 1));
        assert_eq!(redundancy.send, expected, "{fmtp}");
    }
}

#[test]
fn its_payload_type_stays_and_a_smaller_offer_goes_without() {
    let (mut a, mut b) = (with(1, &[Pcmu], 1), with(2, &[Pcmu], 1));
    negotiate(&mut a, &mut b);
    for (offering, offered) in [
        (Offering::Everything, true),
        (Offering::Unchanged, true),
        (Offering::Running, false),
    ] {
        let offer = a.create_offer_of(&offering).expect("an offer");
        let said = text(&offer).contains("a=rtpmap:121 red/8000\r\na=fmtp:121 0/0\r\n");
        assert_eq!(said, offered, "{offering:?}");
        a.rollback();
    }
    let told = described(b"v=0\nm=audio 0 RTP/AVP 0 101\na=rtpmap:101 telephone-event/8000\n");
    let config = AudioConfig {
        redundancy: 1,
        ..audio_config(&[Pcmu])
    };
    let left = narrowed(&config, &told).expect("it has no red");
    assert_eq!(left.redundancy, 0);
}
