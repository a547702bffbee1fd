//! Any octets as messages to an agent of ICE, with its transaction id put in.

#![no_main]

use libfuzzer_sys::fuzz_target;
use portsip_core::clock::Instant;
use portsip_core::nat::ice::IceAgent;
use portsip_core::plan::{CandidateKind, Component, IceCandidate, IceCredentials, IceDescription};
use portsip_core::rng::Rng;
use portsip_core::secret::Secret;

fn described(host: u8) -> IceDescription {
    let (component, kind) = (Component::Rtp, CandidateKind::Host);
    let address = ([192, 0, 2, host], 4000).into();
    IceDescription {
        credentials: IceCredentials {
            ufrag: "ufrag".to_owned(),
            password: Secret::new("a password of some length"),
        },
        lite: false,
        candidates: vec![IceCandidate::of_ours(component, kind, address, None, 1)],
    }
}

fuzz_target!(|octets: &[u8]| {
    let (ours, theirs) = (described(1), described(2));
    let mut agent = IceAgent::new(Rng::from_number(1), ours.credentials.clone());
    agent.describe(Instant::ZERO, &ours, &theirs, true, &[Component::Rtp]);
    let request = agent.poll_transmit().expect("a check goes out at once");
    let mut message = octets.to_vec();
    if let (Some(to), Some(from)) = (message.get_mut(4..20), request.payload.get(4..20)) {
        to.copy_from_slice(from);
    }
    for octets in [octets, &message] {
        agent.handle_datagram(Instant::ZERO, Component::Rtp, request.to, octets);
    }
    // Nobody can prove anything without the password.
    assert_eq!(agent.selected_pair(Component::Rtp), None);
});
