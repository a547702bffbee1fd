//! Any octets as the answer to a Binding request, with its transaction id put in.

#![no_main]

use libfuzzer_sys::fuzz_target;
use portsip_core::clock::Instant;
use portsip_core::nat::DatagramKind;
use portsip_core::nat::stun::{BindingOutput, BindingRequest};
use portsip_core::rng::Rng;

fuzz_target!(|octets: &[u8]| {
    let _ = DatagramKind::of(octets);
    let server = ([192, 0, 2, 1], 3478).into();
    let mut binding = BindingRequest::new(Instant::ZERO, server, &mut Rng::from_number(1));
    let Some(BindingOutput::Transmit { payload, .. }) = binding.poll_output() else {
        return;
    };
    let mut answer = octets.to_vec();
    if let (Some(to), Some(from)) = (answer.get_mut(4..20), payload.get(4..20)) {
        to.copy_from_slice(from);
    }
    let taken = binding.handle_datagram(server, &answer);
    assert_eq!(taken, binding.poll_output().is_some());
});
