//! Every decoder bears every payload.

use proptest::collection::vec;
use proptest::prelude::*;

use super::{PACKET_SAMPLES_MAX, decoder, is_available};
use crate::plan::{AudioCodec, AudioFormat, FormatParameters, IlbcMode};

/// Any, and such as codecs have whole frames in.
fn lengths() -> impl Strategy<Value = usize> {
    let whole = (prop::sample::select(&[33_usize, 38, 50]), 1..4_usize);
    prop_oneof![0..200_usize, whole.prop_map(|(frame, count)| frame * count)]
}

proptest! {
    #[test]
    fn any_payloads_between_losses_are_decoded_or_refused(
        codec in prop::sample::select(AudioCodec::ALL),
        ilbc_mode in prop::sample::select(&[IlbcMode::Ms20, IlbcMode::Ms30]),
        payloads in vec(lengths().prop_flat_map(|length| vec(any::<u8>(), length)), 0..8),
    ) {
        let format = AudioFormat {
            codec,
            payload_type: 96,
            parameters: FormatParameters {
                ilbc_mode,
                ..FormatParameters::default()
            },
        };
        prop_assume!(is_available(codec));
        let mut decoder = decoder(&format).expect("an available codec can be made");
        let mut pcm = [0; PACKET_SAMPLES_MAX];
        for payload in payloads {
            let announced = decoder.packet_samples(&payload);
            if let Ok(decoded) = decoder.decode(&payload, &mut pcm) {
                prop_assert_eq!(decoded, announced);
            }
            let piece = decoder.sample_rate_hz() as usize / 100;
            decoder.conceal(&mut pcm[..piece]);
        }
    }
}
