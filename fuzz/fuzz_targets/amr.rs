//! Payloads of AMR and AMR-WB in both layouts: what is read is written as it
//! was, and decoded.
#![no_main]

use libfuzzer_sys::fuzz_target;
use portsip_core::media::codec::amr::{Band, Layout, Payload, write};
use portsip_core::media::codec::{ModeRequest, PACKET_SAMPLES_MAX, decoder};
use portsip_core::plan::{AmrParameters, AudioCodec, AudioFormat, FormatParameters};

// The first octet says how the others are laid out.
fuzz_target!(|data: &[u8]| {
    let [first, octets @ ..] = data else { return };
    let (band, codec) = match first & 1 {
        0 => (Band::Narrow, AudioCodec::AmrNb),
        _ => (Band::Wide, AudioCodec::AmrWb),
    };
    let layout = Layout {
        band,
        octet_aligned: first & 2 != 0,
    };
    let Some(payload) = Payload::parse(layout, octets) else {
        return;
    };
    let frames: Vec<_> = payload.frames().collect();
    assert_eq!(frames.len(), payload.frame_count());
    let request = payload.mode_request().unwrap_or(ModeRequest::Any);
    let mut out = [0; 512];
    assert_eq!(
        write(layout, request, &frames, &mut out),
        Some(octets.len())
    );
    let format = AudioFormat {
        codec,
        payload_type: 96,
        parameters: FormatParameters {
            amr: AmrParameters {
                octet_aligned: layout.octet_aligned,
                ..AmrParameters::default()
            },
            ..FormatParameters::default()
        },
    };
    let mut decoder = decoder(&format).expect("the library is installed");
    let mut pcm = [0; PACKET_SAMPLES_MAX];
    let decoded = decoder.decode(octets, &mut pcm);
    assert_eq!(decoded, Ok(frames.len() * band.frame_samples()));
});
