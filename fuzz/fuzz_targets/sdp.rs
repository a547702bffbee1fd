//! Any octets as an offer, as an answer, and as a later offer of the same call.

#![no_main]

use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use portsip_core::config::{AudioConfig, Srtp, SrtpPolicy};
use portsip_core::plan::{AudioCodec, CodecPreference, GatheredMedia};
use portsip_core::rng::Rng;
use portsip_core::sdp::{Description, LocalMedia, Negotiation, SessionIdentity, SrtpUse};

/// What a program may want, beside nothing: parameters, copies, comfort noise.
const WANTED: [&str; 4] = [
    "",
    "octet-align=1;mode-set=0,2,7;mode=20;vbr=on;usedtx=1;annexb=no",
    "mode-set=1;max-red=20;mode-change-capability=1;mode=30;cng=on;stereo=1",
    "mode-change-period=2;mode-change-neighbor=1;maxaveragebitrate=20000",
];

const POLICIES: [SrtpPolicy; 3] = [SrtpPolicy::None, SrtpPolicy::Prefer, SrtpPolicy::Force];

static CONFIGS: LazyLock<[Arc<AudioConfig>; WANTED.len()]> = LazyLock::new(|| {
    std::array::from_fn(|index| {
        let preference = |codec: &AudioCodec| CodecPreference {
            codec: *codec,
            payload_type: codec.static_payload_type().unwrap_or(96 + index as u8),
            fmtp: WANTED[index].to_owned(),
        };
        Arc::new(AudioConfig {
            codecs: AudioCodec::ALL.iter().map(preference).collect(),
            telephone_event: Some(101),
            redundancy: index.min(2) as u8,
            comfort_noise: index % 2 == 1,
            ..AudioConfig::default()
        })
    })
});

fn negotiation(wanted: u8) -> Negotiation {
    let local = LocalMedia {
        address: IpAddr::V4(Ipv4Addr::LOCALHOST),
        host: IpAddr::V4(Ipv4Addr::LOCALHOST),
        rtp_port: 4000,
        rtcp_port: 4001,
        gathered: GatheredMedia::default(),
    };
    let mut rng = Rng::from_number(1);
    let identity = SessionIdentity::random(&mut rng);
    let wanted = usize::from(wanted);
    let config = &CONFIGS[wanted % CONFIGS.len()];
    let settings = Srtp {
        policy: POLICIES[wanted / CONFIGS.len() % POLICIES.len()],
        ..Srtp::default()
    };
    let mut negotiation = Negotiation::new(Arc::clone(config), local, identity);
    negotiation.set_srtp(SrtpUse::new(&settings, true), &mut rng);
    negotiation
}

// The last octet says what the program wants, so that whole descriptions can be seeds.
fuzz_target!(|text: &[u8]| {
    let wanted = text.last().copied().unwrap_or(0);
    let mut offerer = negotiation(wanted);
    offerer.create_offer().expect("there are codecs");
    let _ = offerer.preview_answer(text);
    let _ = offerer.handle_answer(text);
    let Ok(offer) = Description::parse(text) else {
        return;
    };
    let mut answerer = negotiation(wanted);
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
