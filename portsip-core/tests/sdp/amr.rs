//! AMR and AMR-WB: how payloads are laid out, and which modes are left.

use portsip_core::plan::AudioCodec::{self, AmrNb, AmrWb, Pcmu};
use portsip_core::sdp::NegotiationError;

use super::ends::{audio, audio_config, described, end, negotiate, text};

/// An end with one codec of the family, and PCMU behind it.
fn with(host: u8, codec: AudioCodec, fmtp: &str) -> portsip_core::sdp::Negotiation {
    let mut config = audio_config(&[codec, Pcmu]);
    config.codecs[0].payload_type = 98;
    fmtp.clone_into(&mut config.codecs[0].fmtp);
    end(host, config)
}

#[test]
fn an_offer_says_how_payloads_are_laid_out() {
    let offer = with(1, AmrNb, "mode-set=0; octet-align=1; robust-sorting=0").create_offer();
    let offer = offer.expect("an offer");
    let offer = text(&offer);
    assert!(offer.contains("a=rtpmap:98 AMR/8000\r\n"), "{offer}");
    let fmtp = "a=fmtp:98 octet-align=1;mode-set=0;mode-change-capability=2\r\n";
    assert!(offer.contains(fmtp), "{offer}");
    let more = "mode-change-capability=1; max-red=220";
    let more = with(1, AmrNb, more).create_offer().expect("an offer");
    let fmtp = "a=fmtp:98 mode-change-capability=1;max-red=220\r\n";
    assert!(text(&more).contains(fmtp), "{}", text(&more));
    let wide = with(1, AmrWb, "").create_offer().expect("an offer");
    let wide = text(&wide);
    assert!(wide.contains("a=rtpmap:98 AMR-WB/16000\r\n"), "{wide}");
    assert!(wide.contains("a=fmtp:98 mode-change-capability=2\r\n"));
    assert!(wide.contains("telephone-event/16000\r\n"));
}

#[test]
fn the_answer_lays_out_as_the_offer_and_who_answers_sends_what_both_have() {
    for (ours, theirs, aligned, modes) in [
        ("", "", false, (0, 0)),
        ("octet-align=1", "", true, (0, 0)),
        ("", "octet-align=1", false, (0, 0)),
        (
            "octet-align=1;mode-set=0,2,7",
            "mode-set=2,4,7",
            true,
            (0x85, 0x84),
        ),
        ("mode-set=0,2,7", "", false, (0x85, 0x85)),
        ("", "mode-set=0,2,7", false, (0x85, 0x85)),
    ] {
        for codec in [AmrNb, AmrWb] {
            let (mut a, mut b) = (with(1, codec, ours), with(2, codec, theirs));
            let (a, b) = negotiate(&mut a, &mut b);
            for (agreed, modes) in [(audio(&a), modes.0), (audio(&b), modes.1)] {
                assert_eq!(agreed.send.codec, codec);
                let sent = agreed.send.parameters.amr;
                assert_eq!(
                    (sent.octet_aligned, sent.modes),
                    (aligned, modes),
                    "{ours} {theirs}"
                );
                assert_eq!(agreed.receive[0].parameters.amr.octet_aligned, aligned);
                assert_eq!(agreed.ptime_ms, 20);
            }
        }
    }
}

#[test]
fn an_answer_leaves_the_set_of_modes_as_it_is() {
    let offer = "v=0\nc=IN IP4 192.0.2.9\nm=audio 5000 RTP/AVP 97\n\
        a=rtpmap:97 AMR/8000\na=fmtp:97 mode-set=0,2,7\n";
    for (own, said, sent) in [
        ("mode-set=0", "mode-set=0,2,7;", 0x01),
        ("mode-set=2,4,7", "mode-set=0,2,7;", 0x84),
        ("", "mode-set=0,2,7;", 0x85),
    ] {
        let answer = with(1, AmrNb, own).create_answer(&described(offer.as_bytes()));
        let answer = answer.expect("an answer");
        let written = text(&answer.body);
        assert!(written.contains(said), "{own}: {written}");
        assert_eq!(audio(&answer.agreed).send.parameters.amr.modes, sent);
    }
    // Where the offer has none the answer may.
    let offer = offer.replace("a=fmtp:97 mode-set=0,2,7\n", "");
    let answer = with(1, AmrNb, "mode-set=0,1").create_answer(&described(offer.as_bytes()));
    let answer = answer.expect("an answer");
    let written = text(&answer.body);
    assert!(written.contains("mode-set=0,1;"), "{written}");
}

#[test]
fn without_a_common_mode_or_layout_the_next_codec_is_taken() {
    let (mut a, mut b) = (with(1, AmrNb, "mode-set=0,1"), with(2, AmrNb, "mode-set=7"));
    let (a, _) = negotiate(&mut a, &mut b);
    assert_eq!(a.audio_codecs, "PCMU");

    let mut a = with(1, AmrNb, "octet-align=1");
    a.create_offer().expect("an offer");
    let answer = b"v=0\nc=IN IP4 192.0.2.9\nm=audio 5000 RTP/AVP 98\na=rtpmap:98 AMR/8000\n";
    assert_eq!(
        a.handle_answer(answer).err(),
        Some(NegotiationError::NothingInCommon)
    );

    let offer = "v=0\nc=IN IP4 192.0.2.9\nm=audio 5000 RTP/AVP 97 0\n\
        a=rtpmap:97 AMR/8000\na=fmtp:97 octet-align=1;interleaving=30\n";
    let answer = with(1, AmrNb, "").create_answer(&described(offer.as_bytes()));
    assert_eq!(answer.expect("an answer").agreed.audio_codecs, "PCMU");
}

#[test]
fn of_two_layouts_ours_is_taken_and_stays() {
    let offer = "v=0\nc=IN IP4 192.0.2.9\nm=audio 5000 RTP/AVP 97 96\n\
        a=rtpmap:97 AMR/8000\na=fmtp:97 octet-align=1;mode-change-period=2\na=rtpmap:96 AMR/8000\n";
    for (own, payload_type) in [("", 96), ("octet-align=1", 97)] {
        let mut us = with(1, AmrNb, own);
        let answer = us
            .create_answer(&described(offer.as_bytes()))
            .expect("an answer");
        let plan = audio(&answer.agreed);
        assert_eq!(plan.send.payload_type, payload_type);
        assert_eq!(plan.receive[0].payload_type, payload_type);
        let governed = plan.send.parameters.amr;
        assert_eq!(governed.changes_every_second_frame, payload_type == 97);
        // The program's list changes; the session's format does not.
        let again = us.create_offer().expect("an offer");
        let aligned = text(&again).contains(&format!("a=fmtp:{payload_type} octet-align=1"));
        assert_eq!(aligned, payload_type == 97, "{}", text(&again));
    }
}

#[test]
fn packets_hold_whole_frames() {
    for (wished, ptime_ms) in [(10, 20), (30, 20), (40, 40), (50, 40), (60, 60)] {
        let offer = format!(
            "v=0\nc=IN IP4 192.0.2.9\nm=audio 5000 RTP/AVP 97\na=rtpmap:97 AMR/8000\na=ptime:{wished}\n"
        );
        let answer = with(1, AmrNb, "").create_answer(&described(offer.as_bytes()));
        let answer = answer.expect("an answer");
        assert_eq!(audio(&answer.agreed).ptime_ms, ptime_ms, "{wished}");
    }
}
