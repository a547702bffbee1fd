//! Calls by a relay (TURN) that does what the test says, over real sockets.

use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::time::Instant as SystemInstant;

use super::engine_support::{Peer, Phone, set_up_with, wait_for};
use super::ice_peer::{
    agent, call, description, invite, offer, packets_heard, rtp, statistics, to_of,
};
use super::relay_server::{
    ALLOCATE, Answer, CHANNEL_BIND, CREATE_PERMISSION, REFRESH, RelayServer, Seen, relayed_address,
};
use portsip_core::clock::Instant;
use portsip_core::config::{Account, HostPort};
use portsip_core::nat::DatagramKind;
use portsip_core::nat::ice::IceAgent;
use portsip_core::plan::{CandidateKind, Component, IceDescription};

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
        let answer = description(answer);
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
        // Whom the first check goes to was let in before.
        let seen = relay.seen();
        let first = seen.iter().find_map(|seen| match seen {
            Seen::Data { client, peer, .. } => Some((*client, *peer)),
            _ => None,
        });
        let (from, to) = first.expect("a check");
        let is_data = |seen: &Seen| matches!(seen, Seen::Data { .. });
        let let_in = seen
            .iter()
            .take_while(|seen| !is_data(seen))
            .any(|seen| match seen {
                Seen::Request {
                    method: CREATE_PERMISSION,
                    client,
                    peer,
                    ..
                } => *client == from && peer.is_some_and(|peer| peer.ip() == to.ip()),
                _ => false,
            });
        assert!(let_in, "{seen:?}");
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

/// The sockets that gave back what the relay had for them, as often as they said so.
fn given_back(seen: &[Seen]) -> Vec<SocketAddr> {
    seen.iter().filter_map(Seen::given_back).collect()
}

/// Waits until both sockets of a call have said so this often.
fn wait_for_both(relay: &RelayServer, times: usize) -> Vec<SocketAddr> {
    relay.wait("what was granted is given back", |seen| {
        let given = given_back(seen);
        let mut clients = given.clone();
        clients.sort();
        clients.dedup();
        let often = |client: &&SocketAddr| given.iter().filter(|g| g == client).count() >= times;
        (clients.iter().filter(often).count() == 2).then_some(given)
    })
}

/// Waits until the relay was asked this of both sockets.
fn wait_until_asked(relay: &RelayServer, method: u16) {
    relay.wait("a request of both sockets", |seen| {
        (seen.iter().filter(|seen| seen.is(method)).count() >= 2).then_some(())
    });
}

/// What the one who is called answers an INVITE.
fn response(invite: &str, line: &str, tag: &str, at: SocketAddr) -> String {
    let header = |name: &str| {
        let mut lines = invite.split("\r\n");
        lines.find(|line| line.starts_with(name)).expect("a header")
    };
    let (via, from) = (header("Via:"), header("From:"));
    let (call_id, cseq) = (header("Call-ID:"), header("CSeq:"));
    let body = format!(
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n\
         m=audio {} RTP/AVP 0\r\n",
        at.port()
    );
    format!(
        "SIP/2.0 {line}\r\n{via}\r\n{from}\r\n{};tag={tag}\r\n{call_id}\r\n{cseq}\r\n\
         Contact: <sip:bob@{at}>\r\nContent-Type: application/sdp\r\n\
         Content-Length: {}\r\n\r\n{body}",
        header("To:"),
        body.len()
    )
}

#[test]
fn a_call_that_ends_while_the_relay_thinks_leaves_nothing_there() {
    let mut refused = 0;
    let relay = RelayServer::start(move |asked| match asked {
        asked if asked.is(ALLOCATE) => Answer::Later,
        // The relay has not come to it yet.
        asked if asked.is(REFRESH) && refused < 2 => {
            refused += 1;
            Answer::No(437)
        }
        _ => Answer::Yes,
    });
    let (phone, peer) = (phone(&relay), Peer::bound());
    let call = phone.call_uri(&format!("sip:bob@{}", peer.address()));
    wait_until_asked(&relay, ALLOCATE);
    phone.hang_up(call);
    wait_for_both(&relay, 1);
    relay.answer_now();
    wait_for_both(&relay, 2);
}

#[test]
fn a_relay_that_thinks_too_long_is_not_described_and_gets_its_address_back() {
    let relay = RelayServer::start(|asked| match asked {
        asked if asked.is(ALLOCATE) => Answer::Later,
        _ => Answer::Yes,
    });
    let (phone, peer) = (phone(&relay), Peer::bound());
    phone.call_uri(&format!("sip:bob@{}", peer.address()));
    let invite = peer.receive();
    assert!(!invite.contains(" typ relay"), "{invite}");
    wait_for_both(&relay, 1);
    relay.answer_now();
    wait_for_both(&relay, 2);
}

#[test]
fn what_is_given_back_is_so_with_another_nonce_and_when_it_was_lost() {
    let mut times = std::collections::HashMap::new();
    let relay = RelayServer::start(move |asked| {
        let Some(client) = asked.given_back() else {
            return Answer::Yes;
        };
        let times: &mut u32 = times.entry(client).or_default();
        *times += 1;
        match times {
            1 => Answer::No(438),
            2 => Answer::Never,
            _ => Answer::Yes,
        }
    });
    let (phone, peer) = (phone(&relay), Peer::bound());
    let call = phone.call_uri(&format!("sip:bob@{}", peer.address()));
    let invite = peer.receive();
    assert!(invite.contains(" typ relay"), "{invite}");
    phone.hang_up(call);
    wait_for_both(&relay, 3);
    // Then the sockets are closed: a pair that waits has its ports no longer.
    let gone = given_back(&relay.seen());
    wait_for("the ports are free", || UdpSocket::bind(gone[0]).ok());
}

#[test]
fn an_early_answer_without_ice_leaves_the_relays_and_the_last_one_does_not() {
    let relay = RelayServer::start(|_| Answer::Yes);
    let (phone, peer, media) = (phone(&relay), Peer::bound(), hidden_socket());
    let call = phone.call_uri(&format!("sip:bob@{}", peer.address()));
    let invite = peer.receive();
    let at = media.local_addr().expect("bound");
    let to = phone.engine.local_sip_address();
    peer.send(response(&invite, "183 Progress", "one", at).as_bytes(), to);
    let mut buffer = [0; 2048];
    media.recv_from(&mut buffer).expect("early sound");
    assert!(given_back(&relay.seen()).is_empty());
    peer.send(response(&invite, "200 OK", "two", at).as_bytes(), to);
    phone.connected(call);
    wait_for_both(&relay, 1);
}

#[test]
fn relays_are_served_while_it_rings() {
    let relay = RelayServer::lasting(2, |_| Answer::Yes);
    let (phone, peer) = (phone(&relay), Peer::bound());
    let call = phone.call_uri(&format!("sip:bob@{}", peer.address()));
    peer.receive();
    relay.wait("what they have is refreshed", |seen| {
        let refreshes = seen.iter().filter(|seen| seen.is(REFRESH));
        (refreshes.count() >= 6).then_some(())
    });
    assert!(given_back(&relay.seen()).is_empty());
    phone.hang_up(call);
    wait_for_both(&relay, 1);
}

#[test]
fn relays_are_served_while_there_is_no_stream() {
    let relay = RelayServer::lasting(2, |_| Answer::Yes);
    let (phone, peer, hidden) = (phone(&relay), Peer::bound(), hidden_socket());
    let at = hidden.local_addr().expect("bound");
    let (call, ok) = call(&phone, &peer, &offer(at, &[at]));
    let nothing = offer(at, &[at]).replace(&format!("m=audio {}", at.port()), "m=audio 0");
    let again = invite(&phone, &peer, (2, to_of(&ok)), &nothing, || {});
    assert!(again.contains("m=audio 0 "), "{again}");
    // That of RTCP is of no use, as that shares the port.
    let begin = relay.seen().len();
    relay.wait("what RTP has is refreshed", |seen| {
        let refreshes = seen.iter().skip(begin).filter(|seen| {
            let is_last = seen.given_back().is_some();
            seen.is(REFRESH) && !is_last
        });
        (refreshes.count() >= 3).then_some(())
    });
    phone.hang_up(call);
    wait_for_both(&relay, 1);
}

#[test]
fn a_relay_that_has_died_is_described_no_more() {
    let relay = RelayServer::lasting(4, |asked| match asked {
        asked if asked.is(REFRESH) => Answer::No(437),
        _ => Answer::Yes,
    });
    let (phone, peer, hidden) = (phone(&relay), Peer::bound(), hidden_socket());
    let at = hidden.local_addr().expect("bound");
    let offer = offer(at, &[at]);
    let (session, ok) = call(&phone, &peer, &offer);
    assert!(ok.contains(" typ relay"), "{ok}");
    let mut number = 1;
    wait_for("an answer without it", || {
        number += 1;
        let again = invite(&phone, &peer, (number, to_of(&ok)), &offer, || {});
        (!again.contains(" typ relay")).then_some(())
    });
    wait_for("the loss in the statistics", || {
        let told = statistics(&phone, session);
        told.contains("\"relays_lost\":1").then_some(())
    });
}

#[test]
fn a_capture_shows_what_is_inside() {
    let relay = RelayServer::start(|_| Answer::Yes);
    let (phone, peer, hidden) = (phone(&relay), Peer::bound(), hidden_socket());
    let at = hidden.local_addr().expect("bound");
    let path = std::env::temp_dir().join(format!("portsip-relay-{}.pcap", std::process::id()));
    let capturing = phone.engine.start_packet_capture(&path);
    capturing.expect("the file can be made");
    let (_, ok) = call(&phone, &peer, &offer(at, &[at]));
    let mut other = Relayed::new(&relay, hidden, &ok);
    wait_for("a channel", || {
        other.turn();
        relay
            .seen()
            .iter()
            .any(|seen| seen.is(CHANNEL_BIND))
            .then_some(())
    });
    let sound = rtp(1, 7);
    let mut inside = at.port().to_be_bytes().to_vec();
    inside.extend(other.client.port().to_be_bytes());
    wait_for("sound in the file", || {
        other.turn();
        relay.bring(other.client, at, &sound);
        let file = std::fs::read(&path).expect("it is there");
        let place = file.windows(sound.len()).position(|w| w == sound)?;
        // Before it the UDP header: from the other side to our socket.
        assert_eq!(file[place - 8..place - 4], inside);
        Some(())
    });
    phone.engine.stop_packet_capture();
    std::fs::remove_file(&path).expect("it is ours");
}

#[test]
fn a_relay_is_asked_while_the_name_of_a_stun_server_is_looked_up() {
    let silent = hidden_socket();
    let relay = RelayServer::start(|_| Answer::Yes);
    let (phone, peer) = (phone(&relay), Peer::bound());
    let names = silent.local_addr().expect("bound");
    phone.engine.set_name_servers(vec![names]);
    set_up_with(&phone.engine, "test", |account| Account {
        stun_server: Some(HostPort {
            host: "stun.example.test".to_owned(),
            port: 3478,
        }),
        ..account
    });
    phone.call_uri(&format!("sip:bob@{}", peer.address()));
    let invite = peer.receive();
    assert!(invite.contains(" typ relay"), "{invite}");
}
