//! What we answer to descriptions in the manner of real systems.

use portsip_core::plan::{AudioCodec, AudioPlan};
use portsip_core::sdp::{Description, NegotiationError, OfferSummary, SrtpUse};

use super::ends::{audio, audio_config, end_with, text};

const ALL: &[AudioCodec] = &[
    AudioCodec::Opus,
    AudioCodec::G722,
    AudioCodec::Pcmu,
    AudioCodec::Pcma,
];

/// A sample and what comes of it: `codecs payload-type-sent telephone-event
/// direction ptime remote-rtp remote-rtcp`, or why nothing comes of it.
type Sample = (
    &'static str,
    &'static [u8],
    Result<&'static str, NegotiationError>,
);

macro_rules! sample {
    ($name:literal, $expected:expr) => {
        (
            $name,
            include_bytes!(concat!("samples/", $name, ".sdp")),
            $expected,
        )
    };
}

const SAMPLES: &[Sample] = &[
    sample!(
        "asterisk_chan_sip",
        Ok("PCMU#PCMA 0 101/8000 SendReceive 20 192.0.2.10:18434 192.0.2.10:18435")
    ),
    sample!(
        "asterisk_pjsip_opus",
        Ok("OPUS#G722#PCMU 107 102/48000 SendReceive 20 198.51.100.4:12560 198.51.100.4:12561")
    ),
    sample!(
        "freeswitch",
        Ok("OPUS#G722#PCMU#PCMA 102 103/48000 SendReceive 20 203.0.113.5:25716 203.0.113.5:25717")
    ),
    sample!(
        "cisco_cucm",
        Ok("PCMU 0 101/8000 SendReceive 20 10.4.22.7:24580 10.4.22.7:24581")
    ),
    sample!(
        "cisco_phone_bundle",
        Ok("OPUS#G722#PCMU#PCMA 114 101/8000 SendReceive 20 10.1.3.33:28736 10.1.3.33:28737")
    ),
    sample!(
        "linphone",
        Ok("OPUS#PCMU#PCMA 96 101/48000 SendReceive 20 192.168.1.20:7078 192.168.1.20:7079")
    ),
    sample!(
        "webrtc_gateway_plain",
        Ok(
            "OPUS#G722#PCMU#PCMA 111 110/48000 SendReceive 20 203.0.113.77:31002 203.0.113.77:31002"
        )
    ),
    sample!(
        "webrtc_browser_savpf",
        Err(NegotiationError::NothingInCommon)
    ),
    sample!(
        "srtp_first_then_plain",
        Ok("PCMU#PCMA 0 101/8000 SendReceive 20 198.51.100.200:40010 198.51.100.200:40011")
    ),
    sample!(
        "old_phone_hold",
        Ok("PCMU 0 101/8000 ReceiveOnly 20 0.0.0.0:5004 0.0.0.0:5005")
    ),
    sample!(
        "session_level_hold",
        Ok("G722#PCMU#PCMA 9 127/8000 ReceiveOnly 20 10.20.30.40:2250 10.20.30.40:2251")
    ),
    sample!(
        "static_types_without_maps",
        Ok("PCMU#PCMA 0 - SendReceive 20 172.16.0.9:6000 172.16.0.9:6001")
    ),
    sample!(
        "ipv6",
        Ok("PCMU 0 96/8000 SendReceive 20 [2001:db8::10]:10500 [2001:db8::11]:53020")
    ),
    sample!(
        "lower_case_and_blanks",
        Ok("OPUS#PCMA 97 - SendReceive 20 192.0.2.77:4000 192.0.2.77:4001")
    ),
    sample!(
        "bad_origin",
        Ok("PCMU 0 - SendReceive 20 192.0.2.88:7000 192.0.2.88:7001")
    ),
    sample!(
        "fax_gateway",
        Ok("PCMA 8 96/8000 SendReceive 10 10.31.4.15:6010 10.31.4.15:6011")
    ),
    sample!(
        "audio_second_line",
        Ok("OPUS 110 96/8000 SendReceive 40 192.0.2.5:5002 192.0.2.5:5003")
    ),
    sample!(
        "host_name",
        Ok("PCMU 0 - SendReceive 20 0.0.0.0:9000 0.0.0.0:9001")
    ),
    sample!(
        "unknown_codecs_only",
        Err(NegotiationError::NothingInCommon)
    ),
    sample!(
        "broken_lines",
        Ok("PCMU#PCMA 0 - SendReceive 20 192.0.2.1:7000 192.0.2.1:7001")
    ),
    sample!("multicast", Err(NegotiationError::NothingInCommon)),
];

fn outcome(plan: &AudioPlan, codecs: &str) -> String {
    let events = plan.telephone_event.map_or("-".to_owned(), |event| {
        assert_eq!(event.send_payload_type, event.receive_payload_type);
        format!("{}/{}", event.send_payload_type, event.clock_rate_hz)
    });
    format!(
        "{codecs} {} {events} {:?} {} {} {}",
        plan.send.payload_type, plan.direction, plan.ptime_ms, plan.remote_rtp, plan.remote_rtcp
    )
}

#[test]
fn every_sample_is_answered_as_it_should() {
    for (name, body, expected) in SAMPLES {
        let offer = Description::parse(body).unwrap_or_else(|error| panic!("{name}: {error}"));
        let answer = end_with(1, ALL).create_answer(&offer);
        let got = answer.map(|answer| outcome(audio(&answer.agreed), &answer.agreed.audio_codecs));
        assert_eq!(got, expected.map(str::to_owned), "{name}");
    }
}

#[test]
fn every_sample_reads_the_same_with_lf_and_with_crlf() {
    for (name, body, _) in SAMPLES {
        let crlf = text(body).replace('\n', "\r\n");
        assert_eq!(
            Description::parse(body),
            Description::parse(crlf.as_bytes()),
            "{name}"
        );
    }
}

/// Our answer has the offer's media lines in their order, one of them live.
#[test]
fn every_answer_keeps_the_lines_in_order() {
    for (name, body, expected) in SAMPLES {
        if expected.is_err() {
            continue;
        }
        let offer = Description::parse(body).unwrap();
        let answer = end_with(1, ALL).create_answer(&offer).unwrap();
        let answer = Description::parse(&answer.body).unwrap();
        let kinds = |d: &Description| d.media.iter().map(|m| m.media.clone()).collect::<Vec<_>>();
        assert_eq!(kinds(&offer), kinds(&answer), "{name}");
        let live = answer.media.iter().filter(|line| line.port != 0).count();
        assert_eq!(live, 1, "{name}");
    }
}

#[test]
fn every_summary_names_what_the_answer_agrees_on() {
    for (name, body, expected) in SAMPLES {
        let offer = Description::parse(body).unwrap();
        let summary = OfferSummary::of(&offer, &audio_config(ALL), &SrtpUse::default());
        let codecs = expected.map_or("", |text| text.split(' ').next().unwrap());
        assert_eq!(summary.audio_codecs, codecs, "{name}");
        assert_eq!(summary.audio, expected.is_ok(), "{name}");
        assert_eq!(summary.video, *name == "cisco_phone_bundle", "{name}");
        assert_eq!(summary.screen, *name == "audio_second_line", "{name}");
    }
}

#[test]
fn octets_that_are_no_utf8_do_no_harm() {
    let body = b"v=0\no=M\xfcller 1 1 IN IP4 192.0.2.1\ns=Gespr\xe4ch\xff\nc=IN IP4 192.0.2.1\n\
        t=0 0\nm=audio 7000 RTP/AVP 0\na=x-name:\xc3\x28\na=rtpmap:0 PCMU/8000\xfe\n";
    let offer = Description::parse(body).unwrap();
    // The mapping with a broken rate is read as PCMU without a rate.
    assert!(end_with(1, ALL).create_answer(&offer).is_ok());
}

#[test]
fn what_is_no_description_is_refused() {
    for body in [
        &b""[..],
        b"\r\n\r\n",
        b"hello",
        b"v=1\r\n",
        b"m=audio 1 RTP/AVP 0\r\n",
        b"\0\0\0",
    ] {
        assert!(Description::parse(body).is_err(), "{body:?}");
    }
    let many = format!("v=0\n{}", "m=audio 5000 RTP/AVP 0\n".repeat(33));
    assert!(Description::parse(many.as_bytes()).is_err());
}
