//! How ICE finds the way through NATs: one file for each behaviour.

mod by_hand;
mod components;
mod consent;
mod hostile_checks;
mod kinds_of_nat;
mod lite_peer;
mod many_candidates;
mod nominations;
mod one_port;
mod relayed;
mod restart;
mod role_conflict;

use simulation::{Dependence, NatKind};

use portsip_core::plan::Component;

/// RTP and RTCP on sockets of their own.
const BOTH: &[Component] = &[Component::Rtp, Component::Rtcp];

/// The kinds of NAT: their names in the trade, and what they depend on.
const KINDS: [(&str, NatKind); 4] = {
    use Dependence::{Address, AddressAndPort, EndpointIndependent};
    [
        (
            "full cone",
            NatKind::new(EndpointIndependent, EndpointIndependent),
        ),
        (
            "restricted cone",
            NatKind::new(EndpointIndependent, Address),
        ),
        (
            "port-restricted cone",
            NatKind::new(EndpointIndependent, AddressAndPort),
        ),
        ("symmetric", NatKind::new(AddressAndPort, AddressAndPort)),
    ]
};
