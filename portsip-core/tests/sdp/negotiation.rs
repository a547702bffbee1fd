//! Offer and answer, re-offers, hold, refusal, versions.

use std::net::IpAddr;

use portsip_core::config::AudioConfig;
use portsip_core::plan::AudioCodec::{self, G722, Opus, Pcma, Pcmu};
use portsip_core::plan::{Bandwidth, Direction, GatheredMedia, RtcpBandwidth};
use portsip_core::rng::Rng;
use portsip_core::sdp::{LocalMedia, NegotiationError, SessionIdentity, SrtpUse, capabilities};

use super::ends::{audio, audio_config, described, end, end_with, negotiate, text, version};

const ALL: &[AudioCodec] = &[Opus, G722, Pcmu, Pcma];

fn answer_of(codecs: &[AudioCodec], offer: &str) -> String {
    let answer = end_with(1, codecs)
        .create_answer(&described(offer.as_bytes()))
        .expect("an answer");
    text(&answer.body).to_owned()
}

#[test]
fn an_offer_has_every_format() {
    let offer = end_with(1, &[Opus, Pcmu, G722]).create_offer().unwrap();
    let offer = text(&offer);
    let origin = offer.lines().nth(1).unwrap();
    assert!(
        origin.starts_with("o=- ") && origin.ends_with(" 1 IN IP4 192.0.2.1"),
        "{origin}"
    );
    let rest = offer.split_once("s=-").unwrap().1;
    assert_eq!(
        rest,
        "\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 4002 RTP/AVP 96 0 9 101 97\r\n\
         a=rtpmap:96 opus/48000/2\r\na=fmtp:96 useinbandfec=1\r\na=rtpmap:0 PCMU/8000\r\n\
         a=rtpmap:9 G722/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\n\
         a=rtpmap:97 telephone-event/48000\r\na=fmtp:97 0-16\r\na=rtcp-xr:rcvr-rtt=all voip-metrics\r\n\
         a=ptime:20\r\na=sendrecv\r\n"
    );
}

#[test]
fn the_answerers_list_decides_and_both_send_the_same() {
    let (mut a, mut b) = (
        end_with(1, &[Opus, Pcmu, Pcma]),
        end_with(2, &[Pcma, G722, Opus]),
    );
    let (a, b) = negotiate(&mut a, &mut b);
    assert_eq!(a.audio_codecs, "PCMA#OPUS");
    assert_eq!(b.audio_codecs, "PCMA#OPUS");
    assert_eq!(audio(&a).send.codec, Pcma);
    assert_eq!(audio(&b).send.codec, Pcma);
    assert_eq!(audio(&a).remote_rtp.to_string(), "192.0.2.2:4004");
    assert_eq!(audio(&b).remote_rtp.to_string(), "192.0.2.1:4002");
    assert_ne!(audio(&a).cname, audio(&b).cname);
}

#[test]
fn the_offerers_payload_types_are_followed() {
    let answer = answer_of(
        ALL,
        "v=0\nc=IN IP4 192.0.2.9\nm=audio 5000 RTP/AVP 120 98\n\
         a=rtpmap:120 opus/48000/2\na=rtpmap:98 telephone-event/48000\n",
    );
    assert!(
        answer.contains("m=audio 4002 RTP/AVP 120 98\r\n"),
        "{answer}"
    );
    assert!(answer.contains("a=rtpmap:120 opus/48000/2\r\n"));
    assert!(answer.contains("a=rtpmap:98 telephone-event/48000\r\n"));
}

#[test]
fn asymmetric_payload_types_stay_with_who_declared_them() {
    let mut a = end_with(1, &[Opus]);
    a.create_offer().unwrap();
    let answer = b"v=0\nc=IN IP4 192.0.2.9\nm=audio 5000 RTP/AVP 111 100\n\
        a=rtpmap:111 opus/48000/2\na=fmtp:111 maxaveragebitrate=20000\na=rtpmap:100 telephone-event/48000\n";
    let agreed = a.handle_answer(answer).unwrap();
    let plan = audio(&agreed);
    assert_eq!(plan.send.payload_type, 111);
    assert_eq!(plan.send.parameters.bitrate_bps_max, Some(20_000));
    assert!(!plan.send.parameters.use_inband_fec);
    assert_eq!(plan.receive[0].payload_type, 96);
    assert!(plan.receive[0].parameters.use_inband_fec);
    let event = plan.telephone_event.unwrap();
    assert_eq!(
        (event.send_payload_type, event.receive_payload_type),
        (100, 101)
    );
}

#[test]
fn a_re_offer_keeps_payload_types_lines_and_the_running_codec() {
    let mut b = end_with(2, &[Pcmu, Opus]);
    let offer = "v=0\nc=IN IP4 192.0.2.9\nm=video 5002 RTP/AVP 96\nm=audio 5000 RTP/AVP 120 98\n\
        a=rtpmap:120 opus/48000/2\na=rtpmap:98 telephone-event/48000\nm=text 0 RTP/AVP 101\n";
    b.create_answer(&described(offer.as_bytes())).unwrap();
    let re_offer = b.create_offer().unwrap();
    let re_offer = text(&re_offer);
    let lines: Vec<&str> = re_offer
        .lines()
        .filter(|line| line.starts_with("m="))
        .collect();
    assert_eq!(
        lines,
        [
            "m=video 0 RTP/AVP 96",
            "m=audio 4004 RTP/AVP 120 0 101 98",
            "m=text 0 RTP/AVP 101"
        ]
    );
}

#[test]
fn a_payload_type_in_use_is_not_given_to_another_format() {
    let mut config = audio_config(&[Opus, Pcmu]);
    config.codecs[0].payload_type = 101;
    let offer = end(1, config).create_offer().unwrap();
    assert!(
        text(&offer).contains("m=audio 4002 RTP/AVP 101 0 96 97\r\n"),
        "{}",
        text(&offer)
    );
}

#[test]
fn the_version_grows_only_with_a_change() {
    let (mut a, mut b) = (end_with(1, ALL), end_with(2, ALL));
    let first = a.create_offer().unwrap();
    let answer = b.create_answer(&described(&first)).unwrap();
    a.handle_answer(&answer.body).unwrap();
    let same = a.create_offer().unwrap();
    assert_eq!(first, same);
    assert_eq!(
        b.create_answer(&described(&same)).unwrap().body,
        answer.body
    );
    a.rollback();
    a.set_hold(true);
    let hold = a.create_offer().unwrap();
    assert_eq!(version(&hold), version(&first) + 1);
    assert!(text(&hold).contains("a=sendonly\r\n"));
}

#[test]
fn a_refused_offer_changes_nothing_and_its_version_is_not_used_again() {
    let (mut a, mut b) = (end_with(1, ALL), end_with(2, ALL));
    negotiate(&mut a, &mut b);
    a.set_hold(true);
    let refused = a.create_offer().unwrap();
    a.rollback();
    a.set_hold(false);
    let next = a.create_offer().unwrap();
    assert_eq!(version(&next), version(&refused) + 1);
    assert!(text(&next).contains("a=sendrecv\r\n"));
}

#[test]
fn hold_and_unhold_from_both_sides() {
    let (mut a, mut b) = (end_with(1, ALL), end_with(2, ALL));
    negotiate(&mut a, &mut b);
    let steps = [
        // who changes, to hold; directions at a and b; who is held then
        (
            'a',
            true,
            Direction::SendOnly,
            Direction::ReceiveOnly,
            (false, true),
        ),
        (
            'b',
            true,
            Direction::Inactive,
            Direction::Inactive,
            (true, true),
        ),
        (
            'a',
            false,
            Direction::ReceiveOnly,
            Direction::SendOnly,
            (true, false),
        ),
        (
            'b',
            false,
            Direction::SendReceive,
            Direction::SendReceive,
            (false, false),
        ),
    ];
    for (who, hold, at_a, at_b, held) in steps {
        let (agreed_a, agreed_b) = if who == 'a' {
            a.set_hold(hold);
            negotiate(&mut a, &mut b)
        } else {
            b.set_hold(hold);
            let (agreed_b, agreed_a) = negotiate(&mut b, &mut a);
            (agreed_a, agreed_b)
        };
        let step = format!("{who} hold {hold}");
        assert_eq!(audio(&agreed_a).direction, at_a, "{step}");
        assert_eq!(audio(&agreed_b).direction, at_b, "{step}");
        assert_eq!((agreed_a.remote_hold, agreed_b.remote_hold), held, "{step}");
    }
}

#[test]
fn an_offer_while_ours_is_pending_is_glare() {
    let (mut a, mut b) = (end_with(1, ALL), end_with(2, ALL));
    negotiate(&mut a, &mut b);
    a.create_offer().unwrap();
    let theirs = b.create_offer().unwrap();
    let theirs = described(&theirs);
    assert_eq!(
        a.create_answer(&theirs).unwrap_err(),
        NegotiationError::OfferPending
    );
    assert_eq!(
        a.create_offer().unwrap_err(),
        NegotiationError::OfferPending
    );
    a.rollback();
    assert!(a.create_answer(&theirs).is_ok());
    assert_eq!(
        a.handle_answer(b"v=0").unwrap_err(),
        NegotiationError::NoOfferPending
    );
}

#[test]
fn answers_that_do_not_fit_leave_the_offer_pending() {
    let answers: [(&[u8], NegotiationError); 6] = [
        (b"nonsense", NegotiationError::BadDescription),
        (b"v=0\n", NegotiationError::AnswerMismatch),
        (
            b"v=0\nm=video 5000 RTP/AVP 96\n",
            NegotiationError::AnswerMismatch,
        ),
        (
            b"v=0\nm=audio 5000 RTP/SAVP 0\n",
            NegotiationError::AnswerMismatch,
        ),
        (
            b"v=0\nm=audio 5000 RTP/AVP 3\n",
            NegotiationError::NothingInCommon,
        ),
        // Only what was offered can be answered.
        (
            b"v=0\nm=audio 5000 RTP/AVP 8\n",
            NegotiationError::NothingInCommon,
        ),
    ];
    let mut a = end_with(1, &[Pcmu]);
    a.create_offer().unwrap();
    for (answer, error) in answers {
        assert_eq!(a.preview_answer(answer).unwrap_err(), error);
        assert_eq!(a.handle_answer(answer).unwrap_err(), error);
    }
    assert!(
        a.handle_answer(b"v=0\nc=IN IP4 192.0.2.9\nm=audio 5000 RTP/AVP 0\n")
            .is_ok()
    );
}

#[test]
fn a_preview_leaves_the_offer_pending() {
    let (mut a, mut b) = (end_with(1, ALL), end_with(2, ALL));
    let offer = a.create_offer().unwrap();
    let answer = b.create_answer(&described(&offer)).unwrap();
    let preview = a.preview_answer(&answer.body).unwrap();
    assert_eq!(a.handle_answer(&answer.body).unwrap(), preview);
}

#[test]
fn forks_answer_the_same_offer_each_for_itself() {
    let mut a = end_with(1, ALL);
    let offer = a.create_offer().unwrap();
    let mut fork = a.clone();
    let first = end_with(2, &[Pcmu])
        .create_answer(&described(&offer))
        .unwrap();
    let second = end_with(3, &[Opus])
        .create_answer(&described(&offer))
        .unwrap();
    let first = a.handle_answer(&first.body).unwrap();
    let second = fork.handle_answer(&second.body).unwrap();
    assert_eq!(audio(&first).send.codec, Pcmu);
    assert_eq!(audio(&second).send.codec, Opus);
}

#[test]
fn audio_switched_off_and_on_again_keeps_its_line() {
    let (mut a, mut b) = (end_with(1, ALL), end_with(2, ALL));
    negotiate(&mut a, &mut b);
    let off = described(b"v=0\nc=IN IP4 192.0.2.1\nm=audio 0 RTP/AVP 0\n");
    let answer = b.create_answer(&off).unwrap();
    assert_eq!(answer.agreed.plan.audio, None);
    assert!(text(&answer.body).contains("m=audio 0 RTP/AVP 0\r\n"));
    let on = b.create_offer().unwrap();
    assert_eq!(text(&on).matches("m=audio").count(), 1);
    assert!(text(&on).contains("m=audio 4004 RTP/AVP"));
    // A first offer with nothing in it opens no session.
    let refused = end_with(3, ALL).create_answer(&off).unwrap_err();
    assert_eq!(refused, NegotiationError::NothingInCommon);
}

#[test]
fn a_refused_audio_line_agrees_on_nothing() {
    let mut a = end_with(1, ALL);
    a.create_offer().unwrap();
    let agreed = a.handle_answer(b"v=0\nm=audio 0 RTP/AVP 0\n").unwrap();
    assert_eq!(agreed.plan.audio, None);
    assert_eq!(agreed.audio_codecs, "");
}

#[test]
fn rtcp_mux_is_answered_when_offered_and_stays() {
    let offer = "v=0\nc=IN IP4 192.0.2.9\nm=audio 5000 RTP/AVP 0\na=rtcp-mux\n";
    let mut b = end_with(2, ALL);
    let answer = b.create_answer(&described(offer.as_bytes())).unwrap();
    assert!(text(&answer.body).contains("a=rtcp-mux\r\n"));
    assert!(audio(&answer.agreed).rtcp_mux);
    assert_eq!(
        audio(&answer.agreed).remote_rtcp,
        audio(&answer.agreed).remote_rtp
    );
    assert!(text(&b.create_offer().unwrap()).contains("a=rtcp-mux\r\n"));
    assert!(!answer_of(ALL, "v=0\nm=audio 5000 RTP/AVP 0\n").contains("rtcp-mux"));
}

#[test]
fn an_rtcp_port_that_does_not_follow_is_declared() {
    let local = LocalMedia {
        address: "2001:db8::1".parse().unwrap(),
        host: "2001:db8::1".parse().unwrap(),
        rtp_port: 5000,
        rtcp_port: 5003,
        gathered: GatheredMedia::default(),
    };
    let mut a = end_with(1, &[Pcmu]);
    a.set_local_media(local);
    let offer = a.create_offer().unwrap();
    let offer = text(&offer);
    assert!(offer.contains("c=IN IP6 2001:db8::1\r\n"), "{offer}");
    assert!(offer.contains("a=rtcp:5003\r\n"));
    let line = &described(offer.as_bytes()).media[0];
    assert_eq!(line.address, Some("2001:db8::1".parse::<IpAddr>().unwrap()));
    assert_eq!(line.rtcp.unwrap().port, 5003);
}

#[test]
fn no_codecs_no_offer() {
    assert_eq!(
        end_with(1, &[]).create_offer().unwrap_err(),
        NegotiationError::NoCodecs
    );
    let offer = described(b"v=0\nm=audio 5000 RTP/AVP 0\n");
    let refused = end_with(1, &[]).create_answer(&offer).unwrap_err();
    assert_eq!(refused, NegotiationError::NothingInCommon);
}

#[test]
fn the_programs_parameters_are_declared_and_cannot_break_the_text() {
    let mut config = audio_config(&[Opus]);
    config.codecs[0].fmtp = "usedtx=1;maxaveragebitrate=16000\r\nm=video 1 RTP/AVP 1".to_owned();
    config.ptime_ms_max = 60;
    let offer = end(1, config).create_offer().unwrap();
    let offer = text(&offer);
    assert!(offer.contains("a=fmtp:96 usedtx=1;maxaveragebitrate=16000m=video 1 RTP/AVP 1\r\n"));
    assert!(offer.contains("a=maxptime:60\r\n"));
    assert_eq!(described(offer.as_bytes()).media.len(), 1);
}

#[test]
fn the_protocol_of_a_stream_stays() {
    let offer = "v=0\nc=IN IP4 192.0.2.9\nm=audio 5000 RTP/AVPF 0\n";
    let mut b = end_with(2, ALL);
    let answer = b.create_answer(&described(offer.as_bytes())).unwrap();
    assert!(text(&answer.body).contains("m=audio 4004 RTP/AVPF 0\r\n"));
    assert!(text(&b.create_offer().unwrap()).contains("m=audio 4004 RTP/AVPF 0 "));
}

#[test]
fn comfort_noise_is_taken_when_offered() {
    let answer = answer_of(ALL, "v=0\nm=audio 5000 RTP/AVP 0 13\n");
    assert!(answer.contains(" RTP/AVP 0 13\r\n") && answer.contains("a=rtpmap:13 CN/8000\r\n"));
}

#[test]
fn comfort_noise_is_offered_where_it_is_wanted_and_stays() {
    let wanted = |codecs: &[AudioCodec]| AudioConfig {
        comfort_noise: true,
        ..audio_config(codecs)
    };
    let mut a = end(1, wanted(&[Opus, Pcmu]));
    let mut b = end_with(2, &[Pcmu]);
    let (of_a, of_b) = negotiate(&mut a, &mut b);
    assert_eq!(audio(&of_a).comfort_noise, Some(13));
    assert_eq!(audio(&of_b).comfort_noise, Some(13));
    // The other side goes on offering what was agreed.
    let (of_b, of_a) = negotiate(&mut b, &mut a);
    assert_eq!(audio(&of_b).comfort_noise, Some(13));
    assert_eq!(audio(&of_a).comfort_noise, Some(13));

    // No codec has its clock; the other side does not know it.
    let offer = end(1, wanted(&[Opus])).create_offer().unwrap();
    assert!(!text(&offer).contains("CN/"), "{}", text(&offer));
    let mut a = end(1, wanted(&[Pcmu]));
    let offer = a.create_offer().unwrap();
    assert!(text(&offer).contains(" RTP/AVP 0 13 101\r\n"));
    assert!(text(&offer).contains("a=rtpmap:13 CN/8000\r\n"));
    let answer = "v=0\no=- 1 1 IN IP4 192.0.2.9\nm=audio 5000 RTP/AVP 0\n";
    let agreed = a.handle_answer(answer.as_bytes()).unwrap();
    assert_eq!(audio(&agreed).comfort_noise, None);
}

#[test]
fn capabilities_name_the_codecs_on_port_zero() {
    let identity = SessionIdentity::random(&mut Rng::from_number(1));
    let address = "192.0.2.1".parse().unwrap();
    let body = capabilities(&audio_config(ALL), &SrtpUse::default(), address, &identity);
    assert!(
        text(&body).contains("m=audio 0 RTP/AVP 96 9 0 8 101 97\r\n"),
        "{}",
        text(&body)
    );
    assert!(!text(&body).contains("a=rtcp:"));
    let none = capabilities(&audio_config(&[]), &SrtpUse::default(), address, &identity);
    assert!(described(&none).media.is_empty());
}

#[test]
fn events_are_taken_in_every_clock_that_both_have() {
    let (mut a, mut b) = (end_with(1, &[Opus, Pcmu]), end_with(2, &[Opus, Pcmu]));
    let (a, b) = negotiate(&mut a, &mut b);
    for agreed in [a, b] {
        let plan = audio(&agreed);
        assert_eq!(plan.telephone_event.unwrap().clock_rate_hz, 48_000);
        let other = plan.other_telephone_event.unwrap();
        assert_eq!(
            (other.clock_rate_hz, other.receive_payload_type),
            (8000, 101)
        );
    }
    let (mut a, mut b) = (end_with(1, &[Opus, Pcmu]), end_with(2, &[Pcmu]));
    let (a, _) = negotiate(&mut a, &mut b);
    assert_eq!(audio(&a).telephone_event.unwrap().clock_rate_hz, 8000);
    assert_eq!(audio(&a).other_telephone_event, None);
}

#[test]
fn of_what_both_say_about_rtcp_the_lesser_holds() {
    let (mut a, mut b) = (end_with(1, &[Pcmu]), end_with(2, &[Pcmu]));
    let (agreed, _) = negotiate(&mut a, &mut b);
    assert_eq!(audio(&agreed).rtcp_bandwidth, RtcpBandwidth::default());
    a.set_bandwidth(Bandwidth {
        session_kbps: Some(80),
        senders_bps: Some(800),
        ..Bandwidth::default()
    });
    b.set_bandwidth(Bandwidth {
        senders_bps: Some(4000),
        receivers_bps: Some(600),
        ..Bandwidth::default()
    });
    let offer = a.create_offer().unwrap();
    let place = "m=audio 4002 RTP/AVP 0 101\r\nb=AS:80\r\nb=RS:800\r\na=";
    assert!(text(&offer).contains(place), "{}", text(&offer));
    let answer = b.create_answer(&described(&offer)).unwrap();
    assert!(text(&answer.body).contains("\r\nb=RS:4000\r\nb=RR:600\r\na="));
    let agreed = a.handle_answer(&answer.body).unwrap();
    // 3000 of the session's 80 kbit/s are left to receivers by the offer.
    let expected = RtcpBandwidth {
        senders_bps: Some(800),
        receivers_bps: Some(600),
    };
    assert_eq!(audio(&agreed).rtcp_bandwidth, expected);
    assert_eq!(audio(&answer.agreed).rtcp_bandwidth, expected);
}

#[test]
fn the_bandwidth_of_the_other_side_bounds_what_it_is_sent() {
    let bound = |lines: &str| {
        let mut a = end_with(1, &[Opus]);
        a.create_offer().unwrap();
        let answer = format!(
            "v=0\nc=IN IP4 192.0.2.9\nm=audio 5000 RTP/AVP 96\n{lines}a=rtpmap:96 opus/48000/2\na=ptime:20\n"
        );
        let agreed = a.handle_answer(answer.as_bytes()).unwrap();
        audio(&agreed).send.parameters.bitrate_bps_max
    };
    assert_eq!(bound(""), None);
    // 50 packets a second, with 40 octets of IPv4, UDP and RTP, or 12 of RTP.
    assert_eq!(bound("b=AS:40\n"), Some(40_000 - 50 * 40 * 8));
    assert_eq!(bound("b=TIAS:20000\n"), Some(20_000 - 50 * 12 * 8));
    assert_eq!(bound("b=AS:40\nb=TIAS:50000\n"), Some(24_000));
    assert_eq!(bound("b=AS:1\n"), Some(0));
    assert_eq!(bound("b=AS:0\nb=TIAS:0\n"), None);
    assert_eq!(bound("b=AS:4294967295\n"), Some(u32::MAX - 16_000));
    assert_eq!(
        bound("b=AS:40\na=fmtp:96 maxaveragebitrate=10000\n"),
        Some(10_000)
    );
}
