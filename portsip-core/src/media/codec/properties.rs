//! Every decoder bears every payload.

use proptest::collection::vec;
use proptest::prelude::*;

use super::{PACKET_SAMPLES_MAX, decoder};
use crate::plan::{AudioCodec, AudioFormat, FormatParameters};

proptest! {
    #[test]
    fn any_payloads_between_losses_are_decoded_or_refused(
        codec in prop::sample::select(AudioCodec::ALL),
        payloads in vec(vec(any::<u8>(), 0..200), 0..8),
    ) {
        let format = AudioFormat {
            codec,
            payload_type: 96,
            parameters: FormatParameters::default(),
        };
        let mut decoder = decoder(&format).expect("every codec can be made");
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
