//! `a=crypto` lines (RFC 4568), one after the other: what is read is written again,
//! keys that are read can be used, and an offer with them gets an answer.
#![no_main]

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use portsip_core::config::{AudioConfig, Srtp, SrtpPolicy};
use portsip_core::limits::SDP_CRYPTO_LINES_MAX;
use portsip_core::media::srtp::{ReceiveContext, SendContext};
use portsip_core::plan::{AudioCodec, CodecPreference, MediaPorts, MediaPortsId, SrtpOmitted};
use portsip_core::rng::Rng;
use portsip_core::sdp::{Description, LocalMedia, Negotiation, SessionIdentity, SrtpUse};

fn negotiation() -> Negotiation {
    let ports = MediaPorts {
        id: MediaPortsId(1),
        rtp_port: 4000,
        rtcp_port: 4001,
    };
    let local = LocalMedia::new(IpAddr::V4(Ipv4Addr::LOCALHOST), ports);
    let config = AudioConfig {
        codecs: vec![CodecPreference {
            codec: AudioCodec::Pcmu,
            payload_type: 0,
            fmtp: String::new(),
        }],
        ..AudioConfig::default()
    };
    let settings = Srtp {
        policy: SrtpPolicy::Force,
        omitted: SrtpOmitted {
            rtp_encryption: true,
            rtcp_encryption: true,
            rtp_authentication: true,
        },
        ..Srtp::default()
    };
    let mut rng = Rng::from_number(1);
    let identity = SessionIdentity::random(&mut rng);
    let mut negotiation = Negotiation::new(Arc::new(config), local, identity);
    negotiation.set_srtp(SrtpUse::new(&settings, true), &mut rng);
    negotiation
}

/// A description with these lines, each behind `a=crypto:`.
fn described<'l>(lines: impl Iterator<Item = &'l [u8]>) -> Description {
    let mut text = b"v=0\r\nc=IN IP4 192.0.2.9\r\nm=audio 5000 RTP/SAVP 0\r\n".to_vec();
    for line in lines {
        text.extend(b"a=crypto:");
        text.extend(line);
        text.extend(b"\r\n");
    }
    Description::parse(&text).expect("a description")
}

fuzz_target!(|text: &[u8]| {
    let lines = text.split(|octet| matches!(octet, b'\r' | b'\n'));
    let offer = described(lines);
    let read = &offer.media[0].crypto;
    assert!(read.len() <= SDP_CRYPTO_LINES_MAX);
    for crypto in read {
        SendContext::new(&crypto.parameters).expect("keys that can be used");
        ReceiveContext::new(&crypto.parameters).expect("keys that can be used");
        let written = crypto.to_string();
        let again = described([written.as_bytes()].into_iter());
        assert_eq!(again.media[0].crypto.first(), Some(crypto));
    }
    let answer = negotiation().create_answer(&offer);
    assert_eq!(answer.is_ok(), !read.is_empty());
    if let Ok(answer) = answer {
        let audio = answer.agreed.plan.audio.expect("there is audio");
        let keys = audio.srtp.expect("it is encrypted");
        let first = read.first().map(|crypto| &crypto.parameters);
        assert_eq!(Some(&keys.receive), first);
        let answer = Description::parse(&answer.body).expect("what we write can be read");
        assert_eq!(answer.media[0].crypto[0].parameters, keys.send);
    }
    let mut offerer = negotiation();
    offerer.create_offer().expect("there are codecs");
    let mut answer = b"v=0\r\nc=IN IP4 192.0.2.9\r\nm=audio 5000 RTP/SAVP 0\r\na=crypto:".to_vec();
    answer.extend(text);
    let _ = offerer.handle_answer(&answer);
});
