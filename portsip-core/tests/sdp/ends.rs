//! The two ends that the tests negotiate between.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use portsip_core::config::AudioConfig;
use portsip_core::plan::{AudioCodec, AudioPlan, CodecPreference, GatheredMedia};
use portsip_core::rng::Rng;
use portsip_core::sdp::{Agreed, Description, LocalMedia, Negotiation, SessionIdentity};

pub(crate) const OPUS_PAYLOAD_TYPE: u8 = 96;

pub(crate) fn audio_config(codecs: &[AudioCodec]) -> AudioConfig {
    let preference = |codec: &AudioCodec| CodecPreference {
        codec: *codec,
        payload_type: codec.static_payload_type().unwrap_or(OPUS_PAYLOAD_TYPE),
        fmtp: String::new(),
    };
    AudioConfig {
        codecs: codecs.iter().map(preference).collect(),
        telephone_event: Some(101),
        ..AudioConfig::default()
    }
}

pub(crate) fn end(host: u8, config: AudioConfig) -> Negotiation {
    let local = LocalMedia {
        address: IpAddr::V4(Ipv4Addr::new(192, 0, 2, host)),
        host: IpAddr::V4(Ipv4Addr::new(192, 0, 2, host)),
        rtp_port: 4000 + u16::from(host) * 2,
        rtcp_port: 4001 + u16::from(host) * 2,
        gathered: GatheredMedia::default(),
    };
    let identity = SessionIdentity::random(&mut Rng::from_number(u64::from(host)));
    Negotiation::new(Arc::new(config), local, identity)
}

pub(crate) fn end_with(host: u8, codecs: &[AudioCodec]) -> Negotiation {
    end(host, audio_config(codecs))
}

pub(crate) fn text(body: &[u8]) -> &str {
    std::str::from_utf8(body).expect("our text is UTF-8")
}

pub(crate) fn described(body: &[u8]) -> Description {
    Description::parse(body).expect("a description")
}

/// An offer from one end answered by the other.
pub(crate) fn negotiate(offerer: &mut Negotiation, answerer: &mut Negotiation) -> (Agreed, Agreed) {
    let offer = offerer.create_offer().expect("an offer");
    let answer = answerer
        .create_answer(&described(&offer))
        .expect("an answer");
    let agreed = offerer.handle_answer(&answer.body).expect("agreement");
    (agreed, answer.agreed)
}

pub(crate) fn audio(agreed: &Agreed) -> &AudioPlan {
    agreed.plan.audio.as_ref().expect("audio")
}

/// The version in `o=`.
pub(crate) fn version(body: &[u8]) -> u64 {
    let origin = text(body).lines().find(|line| line.starts_with("o="));
    let version = origin.and_then(|origin| origin.split(' ').nth(2));
    version
        .and_then(|version| version.parse().ok())
        .expect("a version")
}
