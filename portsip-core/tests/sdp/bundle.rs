//! Names of media lines, and lines that may share a path (RFC 5888, RFC 9143).

use portsip_core::plan::AudioCodec::{Opus, Pcmu};
use portsip_core::sdp::{Negotiation, Offering};

use crate::ends::{described, end_with, negotiate, text};

/// What a browser offers with a camera, shortened.
fn browsers_offer(group: &str) -> String {
    let transport = "a=ice-ufrag:4ZcD\r\na=ice-pwd:2/1muCWoOi3uLifh0NuRHlzz\r\n\
        a=candidate:1 1 udp 2122260223 203.0.113.9 50000 typ host\r\n\
        a=rtcp:9 IN IP4 0.0.0.0\r\na=rtcp-mux\r\n";
    format!(
        "v=0\r\no=- 46117317 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n{group}\
         m=audio 9 RTP/AVPF 96 0\r\nc=IN IP4 0.0.0.0\r\n{transport}a=mid:sound\r\n\
         a=rtpmap:96 opus/48000/2\r\n\
         m=video 9 RTP/AVPF 97\r\nc=IN IP4 0.0.0.0\r\n{transport}a=mid:picture\r\n\
         a=rtpmap:97 VP8/90000\r\n"
    )
}

fn answer(end: &mut Negotiation, offer: &str) -> String {
    let answer = end.create_answer(&described(offer.as_bytes()));
    text(&answer.expect("an answer").body).to_owned()
}

/// What stands before the first media line, and the sections of the lines.
fn sections(body: &str) -> Vec<&str> {
    body.split("\r\nm=").collect()
}

#[test]
fn of_a_bundle_the_line_we_take_is_left() {
    let mut end = end_with(1, &[Opus, Pcmu]);
    let body = answer(
        &mut end,
        &browsers_offer("a=group:BUNDLE sound picture\r\n"),
    );
    let sections = sections(&body);
    assert!(sections[0].ends_with("\r\na=group:BUNDLE sound"), "{body}");
    assert!(sections[1].contains("\r\na=mid:sound\r\n"), "{body}");
    assert!(sections[2].starts_with("video 0 "), "{body}");
    assert!(sections[2].ends_with("\r\na=mid:picture\r\n"), "{body}");
    // What we offer later says the same of it (RFC 9143 §7.5).
    let again = end.create_offer_of(&Offering::Streams).unwrap();
    let again = described(&again);
    let mid = again.media[0].mid.as_ref().expect("a name");
    assert_eq!((&*mid.name, mid.bundled), ("sound", true));
    let refused = again.media[1].mid.as_ref().expect("a name");
    assert_eq!((&*refused.name, refused.bundled), ("picture", false));
}

#[test]
fn names_alone_make_no_bundle() {
    let foreign = [
        "",
        "a=group:LS sound picture\r\n",
        "a=group:BUNDLE picture\r\n",
    ];
    for group in foreign {
        let mut end = end_with(1, &[Opus]);
        let body = answer(&mut end, &browsers_offer(group));
        assert!(!body.contains("a=group"), "{body}");
        assert!(body.contains("a=mid:sound\r\n"), "{body}");
    }
}

#[test]
fn a_line_that_lives_by_another_in_its_bundle_is_refused_with_it() {
    let offer = "v=0\r\no=- 1 1 IN IP4 203.0.113.9\r\ns=-\r\nc=IN IP4 203.0.113.9\r\nt=0 0\r\n\
        a=group:BUNDLE picture sound\r\nm=video 5000 RTP/AVP 97\r\na=mid:picture\r\n\
        a=rtpmap:97 VP8/90000\r\nm=audio 0 RTP/AVP 0\r\na=mid:sound\r\na=bundle-only\r\n";
    let mut end = end_with(1, &[Pcmu]);
    assert!(end.create_answer(&described(offer.as_bytes())).is_err());
}

#[test]
fn with_ice_our_line_has_a_name_and_may_share_its_path() {
    let offer_of = |ice: bool| {
        let mut end = end_with(1, &[Pcmu]);
        end.set_ice(ice);
        text(&end.create_offer().unwrap()).to_owned()
    };
    let body = offer_of(true);
    let sections = sections(&body);
    assert!(sections[0].ends_with("\r\na=group:BUNDLE 0"), "{body}");
    assert!(sections[1].contains("\r\na=mid:0\r\n"), "{body}");
    let plain = offer_of(false);
    assert!(
        !plain.contains("a=mid") && !plain.contains("a=group"),
        "{plain}"
    );
}

#[test]
fn a_name_lasts_where_both_know_it() {
    let (mut a, mut b) = (end_with(1, &[Pcmu]), end_with(2, &[Pcmu]));
    a.set_ice(true);
    negotiate(&mut a, &mut b);
    for end in [&mut a, &mut b] {
        let offer = end.create_offer_of(&Offering::Streams).unwrap();
        let body = text(&offer);
        assert!(body.contains("a=group:BUNDLE 0\r\n"), "{body}");
        assert!(body.contains("a=mid:0\r\n"), "{body}");
        end.rollback();
    }
}

#[test]
fn who_does_not_repeat_a_name_is_not_called_by_it_again() {
    for said in ["", "a=mid:1\r\n"] {
        let mut end = end_with(1, &[Pcmu]);
        end.set_ice(true);
        end.create_offer().unwrap();
        let answer = format!(
            "v=0\r\no=- 1 1 IN IP4 203.0.113.9\r\ns=-\r\nc=IN IP4 203.0.113.9\r\nt=0 0\r\n\
             m=audio 5000 RTP/AVP 0\r\n{said}"
        );
        end.handle_answer(answer.as_bytes()).expect("agreement");
        let offer = end.create_offer_of(&Offering::Streams).unwrap();
        let body = text(&offer);
        assert!(
            !body.contains("a=mid") && !body.contains("a=group"),
            "{body}"
        );
    }
}

/// What is bundled has RTCP on the port of RTP (RFC 9143 §9.3).
#[test]
fn without_a_shared_port_there_is_no_bundle() {
    let mut end = end_with(1, &[Pcmu]);
    end.set_ice(true);
    end.create_offer().unwrap();
    let answer = "v=0\r\no=- 1 1 IN IP4 203.0.113.9\r\ns=-\r\nc=IN IP4 203.0.113.9\r\nt=0 0\r\n\
         a=group:BUNDLE 0\r\nm=audio 5000 RTP/AVP 0\r\na=mid:0\r\n";
    end.handle_answer(answer.as_bytes()).expect("agreement");
    let again = end.create_offer_of(&Offering::Streams).unwrap();
    let body = text(&again);
    assert!(
        !body.contains("a=group") && !body.contains("a=rtcp-mux"),
        "{body}"
    );
    assert!(body.contains("a=mid:0\r\n"), "{body}");
    let offer = browsers_offer("a=group:BUNDLE sound picture\r\n").replace("a=rtcp-mux\r\n", "");
    let answered = self::answer(&mut end_with(1, &[Opus]), &offer);
    assert!(!answered.contains("a=group"), "{answered}");
    assert!(answered.contains("a=mid:sound\r\n"), "{answered}");
}
