//! Calls by a relay (TURN) that does what the test says, over real sockets.
#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "the other phone's sockets and time are the test's own"
)]

mod engine_support;
mod ice_peer;
mod relay_server;

use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::time::Instant as SystemInstant;

use engine_support::{Peer, Phone, wait_for};
use ice_peer::{agent, call, offer, packets_heard, rtp};
use portsip_core::clock::Instant;
use portsip_core::nat::DatagramKind;
use portsip_core::nat::ice::IceAgent;
use portsip_core::plan::{CandidateKind, Component, IceDescription};
use portsip_core::sdp::Description;
use relay_server::{Answer, CHANNEL_BIND, RelayServer, Seen, relayed_address};

/// A phone with ICE and a relay.
fn phone(relay: &RelayServer) -> Phone {
    let phone = Phone::new("test");
    let server = relay.as_configured();
    phone.engine.agent("test", |agent, _| {
        agent.set_ice(true);
        agent.set_turn_server(Some(server));
    });
    phone
}

/// The other phone, which has nothing in common with ours but the relay: its address is
/// a socket that answers nothing.
struct Relayed<'r> {
    relay: &'r RelayServer,
    hidden: UdpSocket,
    agent: IceAgent,
    /// Our socket of RTP, as the relay knows it.
    client: SocketAddr,
    begin: SystemInstant,
    read: usize,
}

impl<'r> Relayed<'r> {
    fn new(relay: &'r RelayServer, hidden: UdpSocket, answer: &str) -> Self {
        let answer = Description::parse(answer.as_bytes()).expect("a description");
        let mut theirs = answer.media[0].ice.clone().expect("an answer with ICE");
        let host = theirs.candidates.iter().find(|c| is_host(c.kind));
        let client = host.expect("our own address").address;
        theirs
            .candidates
            .retain(|c| c.kind == CandidateKind::Relayed);
        assert_eq!(theirs.candidates[0].address, relayed_address(client));
        Self {
            relay,
            agent: began(&hidden, &theirs),
            hidden,
            client,
            begin: SystemInstant::now(),
            read: 0,
        }
    }

    fn address(&self) -> SocketAddr {
        self.hidden.local_addr().expect("bound")
    }

    /// Lets the agents talk through the relay; the media that came meanwhile.
    fn turn(&mut self) -> Vec<Vec<u8>> {
        let now = Instant::ZERO + self.begin.elapsed();
        self.agent.handle_timeout(now);
        while let Some(transmit) = self.agent.poll_transmit() {
            let from = self.address();
            self.relay.bring(self.client, from, &transmit.payload);
        }
        let seen = self.relay.seen();
        let mut media = Vec::new();
        for seen in seen.iter().skip(self.read) {
            let Seen::Data {
                client, payload, ..
            } = seen
            else {
                continue;
            };
            let from = relayed_address(*client);
            if DatagramKind::of(payload) == DatagramKind::Stun {
                let component = Component::Rtp;
                self.agent.handle_datagram(now, component, from, payload);
            } else {
                media.push(payload.clone());
            }
        }
        self.read = seen.len();
        media
    }
}

fn is_host(kind: CandidateKind) -> bool {
    kind == CandidateKind::Host
}

fn began(hidden: &UdpSocket, theirs: &IceDescription) -> IceAgent {
    agent(Instant::ZERO, hidden.local_addr().expect("bound"), theirs)
}

fn hidden_socket() -> UdpSocket {
    UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port")
}

#[test]
fn sound_is_heard_with_a_channel_and_without() {
    for channels in [Answer::Yes, Answer::No(403)] {
        let relay = RelayServer::start(move |asked| match asked {
            asked if asked.is(CHANNEL_BIND) => channels,
            _ => Answer::Yes,
        });
        let (phone, peer, hidden) = (phone(&relay), Peer::bound(), hidden_socket());
        let at = hidden.local_addr().expect("bound");
        let (session, answer) = call(&phone, &peer, &offer(at, &[at]));
        let mut other = Relayed::new(&relay, hidden, &answer);
        wait_for("sound through the relay", || {
            let media = other.turn();
            media
                .iter()
                .any(|m| DatagramKind::of(m) == DatagramKind::Rtp)
                .then_some(())
        });
        relay.wait("a wish for a channel", |seen| {
            seen.iter().any(|seen| seen.is(CHANNEL_BIND)).then_some(())
        });
        for number in 0..50 {
            relay.bring(other.client, other.address(), &rtp(number, 7));
            // Permitted is the address, but no check came from this port.
            let stranger = SocketAddr::new(at.ip(), 9);
            relay.bring(other.client, stranger, &rtp(number, 9));
        }
        wait_for("its sound", || {
            other.turn();
            let heard = packets_heard(&phone, session);
            assert!(heard <= 50, "{heard} of 50");
            (heard == 50).then_some(())
        });
        phone.hang_up(session);
    }
}
