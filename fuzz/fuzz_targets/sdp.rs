//! Any octets as an offer, as an answer, and as a later offer of the same call.

#![no_main]

use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use portsip_core::config::AudioConfig;
use portsip_core::plan::{AudioCodec, CodecPreference};
use portsip_core::rng::Rng;
use portsip_core::sdp::{Description, LocalMedia, Negotiation, SessionIdentity};

static CONFIG: LazyLock<Arc<AudioConfig>> = LazyLock::new(|| {
    let preference = |codec: &AudioCodec| CodecPreference {
        codec: *codec,
        payload_type: codec.static_payload_type().unwrap_or(96),
        fmtp: String::new(),
    };
    Arc::new(AudioConfig {
        codecs: AudioCodec::ALL.iter().map(preference).collect(),
        telephone_event: Some(101),
        ..AudioConfig::default()
    })
});

fn negotiation() -> Negotiation {
    let local = LocalMedia {
        address: IpAddr::V4(Ipv4Addr::LOCALHOST),
        rtp_port: 4000,
        rtcp_port: 4001,
    };
    let identity = SessionIdentity::random(&mut Rng::from_number(1));
    Negotiation::new(Arc::clone(&CONFIG), local, identity)
}

fuzz_target!(|text: &[u8]| {
    let mut offerer = negotiation();
    offerer.create_offer().expect("there are codecs");
    let _ = offerer.preview_answer(text);
    let _ = offerer.handle_answer(text);
    let Ok(offer) = Description::parse(text) else {
        return;
    };
    let mut answerer = negotiation();
    for _ in 0..2 {
        let Ok(answer) = answerer.create_answer(&offer) else {
            return;
        };
        let answer = Description::parse(&answer.body).expect("what we write can be read");
        assert_eq!(answer.media.len(), offer.media.len());
    }
    let next = answerer.create_offer().expect("there are codecs");
    Description::parse(&next).expect("what we write can be read");
});
