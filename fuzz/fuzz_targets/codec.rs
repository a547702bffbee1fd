//! Payloads into each decoder, with losses in between.
#![no_main]

use libfuzzer_sys::fuzz_target;
use portsip_core::media::codec::{PACKET_SAMPLES_MAX, decoder, is_available};
use portsip_core::plan::{AmrParameters, AudioCodec, AudioFormat, FormatParameters, IlbcMode};

// The first octet says what was agreed on. The others are payloads, each behind its
// length; the highest bit of the length says that a packet was lost before it.
fuzz_target!(|data: &[u8]| {
    let [agreed, data @ ..] = data else { return };
    for &codec in AudioCodec::ALL.iter().filter(|codec| is_available(**codec)) {
        let format = AudioFormat {
            codec,
            payload_type: 96,
            parameters: FormatParameters {
                amr: AmrParameters {
                    octet_aligned: agreed & 1 != 0,
                    ..AmrParameters::default()
                },
                ilbc_mode: if agreed & 2 != 0 {
                    IlbcMode::Ms20
                } else {
                    IlbcMode::Ms30
                },
                ..FormatParameters::default()
            },
        };
        let mut decoder = decoder(&format).expect("an available codec can be made");
        let mut pcm = [0; PACKET_SAMPLES_MAX];
        let frame = decoder.sample_rate_hz() as usize / 50;
        let mut rest = data;
        while let [length, after @ ..] = rest {
            let (payload, after) = after.split_at(usize::from(length & 127).min(after.len()));
            rest = after;
            if length & 128 != 0 && decoder.decode_fec(payload, &mut pcm[..frame]).is_err() {
                decoder.conceal(&mut pcm[..frame]);
            }
            let announced = decoder.packet_samples(payload);
            if let Ok(decoded) = decoder.decode(payload, &mut pcm) {
                assert_eq!(decoded, announced);
            }
        }
    }
});
