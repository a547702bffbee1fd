//! Any octets as datagrams from a relay, with the id of what it is asked put in.

#![no_main]

use libfuzzer_sys::fuzz_target;
use portsip_core::clock::Instant;
use portsip_core::nat::turn::{Allocation, TurnClient, framing};
use portsip_core::rng::Rng;
use portsip_core::secret::Secret;

fuzz_target!(|octets: &[u8]| {
    let (server, password) = (([192, 0, 2, 1], 3478).into(), Secret::new("a password"));
    let mut client = TurnClient::new(
        Instant::ZERO,
        server,
        "user",
        &password,
        Rng::from_number(1),
    );
    let mut now = Instant::ZERO;
    for _ in 0..20 {
        let request = client.poll_transmit();
        let mut message = octets.to_vec();
        let id = request.as_ref().and_then(|request| request.get(4..20));
        if let (Some(to), Some(from)) = (message.get_mut(4..20), id) {
            to.copy_from_slice(from);
        }
        for octets in [octets, &message] {
            client.handle_datagram(now, octets);
            client.unwrap(octets);
            framing::read_data_indication(octets);
        }
        if let Allocation::Granted { relayed, .. } = client.allocation() {
            client.permit(now, relayed);
            client.bind(now, relayed);
        }
        let Some(due) = client.poll_timeout() else {
            return;
        };
        now = due;
        client.handle_timeout(now);
    }
});
