//! Media by a relay neither takes memory nor gives it back: with a channel and without.

use std::net::SocketAddr;

use allocations::Counts;
use portsip_core::clock::Instant;
use portsip_core::nat::turn::framing::INDICATION_BYTES_MAX;
use portsip_core::nat::turn::{Allocation, TurnClient};
use portsip_core::rng::Rng;
use portsip_core::secret::Secret;
use simulation::Datagram;
use simulation::{RELAY_PASSWORD, RELAY_USER, Relay};

/// Lets client and relay talk until they have nothing to say.
fn talk(now: Instant, at: SocketAddr, client: &mut TurnClient, relay: &mut Relay) {
    while let Some(payload) = client.poll_transmit() {
        let (from, to) = (at, relay.address);
        for answer in relay.handle(now, &Datagram { from, to, payload }) {
            assert_eq!(answer.to, at);
            client.handle_datagram(now, &answer.payload);
        }
    }
}

#[test]
fn packets_by_a_relay_allocate_nothing() {
    let (now, at) = (Instant::ZERO, SocketAddr::from(([192, 0, 2, 1], 4000)));
    let mut relay = Relay::new(([203, 0, 113, 2], 3478).into());
    let (rng, password) = (Rng::from_number(1), Secret::new(RELAY_PASSWORD));
    let mut client = TurnClient::new(now, relay.address, RELAY_USER, &password, rng);
    talk(now, at, &mut client, &mut relay);
    let Allocation::Granted { relayed, .. } = client.allocation() else {
        panic!("{:?}", client.allocation());
    };
    let peer = SocketAddr::from(([198, 51, 100, 7], 9000));
    client.permit(now, peer);
    talk(now, at, &mut client, &mut relay);
    let media = [0x80; 172];
    for channel in [false, true] {
        if channel {
            client.bind(now, peer);
            talk(now, at, &mut client, &mut relay);
        }
        let (from, to) = (peer, relayed);
        let payload = portsip_core::octets::Octets::copy_from_slice(&media);
        let brought = relay.handle(now, &Datagram { from, to, payload });
        let brought = &brought[0].payload;
        let ((), counts) = allocations::counted(|| {
            let mut buffer = [0; 172 + INDICATION_BYTES_MAX];
            for _ in 0..100 {
                let framed = client.frame(peer, &media, &mut buffer);
                let overhead = framed.expect("it may go there").len() - media.len();
                assert_eq!(overhead == 4, channel);
                assert_eq!(client.unwrap(brought), Some((peer, &media[..])));
            }
        });
        assert_eq!(counts, Counts::NONE, "channel: {channel}");
    }
}
