//! Calls with ICE, over real sockets: of another phone, and of our own.
#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "the other phone's sockets and time are the test's own"
)]

mod engine_support;
mod ice_peer;

use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::time::{Duration, Instant as SystemInstant};

use engine_support::{Peer, Phone, wait_for};
use ice_peer::{agent, call, description, offer, packets_heard, rtp, statistics};
use portsip_core::clock::Instant;
use portsip_core::events::Event;
use portsip_core::nat::DatagramKind;
use portsip_core::nat::ice::{IceAgent, IceEvent};
use portsip_core::plan::Component;
use portsip_core::secret::Secret;

/// A socket for media.
fn media_socket() -> UdpSocket {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let wait = Some(Duration::from_millis(20));
    socket.set_read_timeout(wait).expect("a limit");
    socket
}

fn address(socket: &UdpSocket) -> SocketAddr {
    socket.local_addr().expect("bound")
}

/// What arrives within a moment.
fn receive(socket: &UdpSocket) -> Option<(Vec<u8>, SocketAddr)> {
    let mut buffer = [0; 2048];
    let (length, from) = socket.recv_from(&mut buffer).ok()?;
    Some((buffer[..length].to_vec(), from))
}

fn is_rtp(datagram: &[u8]) -> bool {
    DatagramKind::of(datagram) == DatagramKind::Rtp
}

/// Drives an agent on a socket until `done`.
fn drive<T>(
    what: &str,
    agent: &mut IceAgent,
    socket: &UdpSocket,
    begin: SystemInstant,
    mut done: impl FnMut(&mut IceAgent, Option<(Vec<u8>, SocketAddr)>) -> Option<T>,
) -> T {
    wait_for(what, || {
        let now = Instant::ZERO + begin.elapsed();
        agent.handle_timeout(now);
        while let Some(transmit) = agent.poll_transmit() {
            let sent = socket.send_to(&transmit.payload, transmit.to);
            sent.expect("loopback takes it");
        }
        let media = receive(socket).filter(|(datagram, from)| {
            let is_check = DatagramKind::of(datagram) == DatagramKind::Stun;
            if is_check {
                agent.handle_datagram(now, Component::Rtp, *from, datagram);
            }
            !is_check
        });
        done(agent, media)
    })
}

#[test]
fn media_goes_where_the_checks_lead_and_comes_from_there_alone() {
    let phone = Phone::new("test");
    let peer = Peer::bound();
    // The default candidate, which the other phone likes best, answers nothing.
    let (silent, live) = (media_socket(), media_socket());
    let candidates = [address(&silent), address(&live)];
    let (session, answer) = call(&phone, &peer, &offer(candidates[0], &candidates));
    let answer = description(&answer);
    let theirs = answer.media[0].ice.clone().expect("an answer with ICE");
    assert!(answer.media[0].rtcp_mux);

    let begin = SystemInstant::now();
    let mut agent = agent(Instant::ZERO, candidates[1], &theirs);
    drive("a path", &mut agent, &live, begin, |agent, _| {
        std::iter::from_fn(|| agent.poll_event()).find(|event| *event == IceEvent::Connected)
    });
    // Sound comes along it, from the one candidate that was described.
    let from = drive("sound", &mut agent, &live, begin, |_, media| {
        media
            .filter(|(datagram, _)| is_rtp(datagram))
            .map(|(_, from)| from)
    });
    assert_eq!(from, theirs.candidates[0].address);
    // To where nothing was proved only checks have gone.
    let mut checks = 0;
    while let Some((datagram, _)) = receive(&silent) {
        assert_eq!(DatagramKind::of(&datagram), DatagramKind::Stun);
        checks += 1;
    }
    assert!(checks > 0, "it was checked");
    // Who has proved nothing is not heard, before and after the other phone is.
    let stranger = media_socket();
    for number in 0..50 {
        for socket in [&stranger, &live, &stranger] {
            let packet = rtp(number, address(socket).port());
            socket.send_to(&packet, from).expect("loopback takes it");
        }
    }
    drive("its sound", &mut agent, &live, begin, |_, _| {
        let heard = packets_heard(&phone, session);
        assert!(heard <= 50, "{heard} of 50");
        (heard == 50).then_some(())
    });
    // And counted.
    let json = statistics(&phone, session);
    assert!(json.contains("\"packets_refused\":100,"), "{json}");
    // So are checks without our password.
    let refused = "\"refused\":0,";
    assert!(json.contains(refused), "{json}");
    let theirs_of_another_call = {
        let mut other = theirs.clone();
        other.credentials.password = Secret::new("some other password");
        other
    };
    let mut liar = ice_peer::agent(Instant::ZERO, address(&stranger), &theirs_of_another_call);
    let begin = SystemInstant::now();
    drive("a refused check", &mut liar, &stranger, begin, |_, _| {
        (!statistics(&phone, session).contains(refused)).then_some(())
    });
}

#[test]
fn an_address_that_was_changed_on_the_way_gets_media_without_checks() {
    let phone = Phone::new("test");
    let peer = Peer::bound();
    let (relay, hidden) = (media_socket(), media_socket());
    let (session, answer) = call(&phone, &peer, &offer(address(&relay), &[address(&hidden)]));
    assert!(answer.contains("a=ice-mismatch\r\n"), "{answer}");
    let json = statistics(&phone, session);
    assert!(json.contains("\"ice\":null"), "{json}");
    wait_for("sound at the changed address", || {
        receive(&relay).filter(|(datagram, _)| is_rtp(datagram))
    });
    assert_eq!(receive(&hidden), None);
}

#[test]
fn two_phones_hear_each_other_where_one_offers_it() {
    let (caller, callee) = (Phone::new("test"), Phone::new("test"));
    caller.engine.agent("test", |agent, _| {
        agent.set_ice(true);
        agent.set_signalling_callback(false, true);
    });
    let outgoing = caller.call(&callee);
    let incoming = callee.incoming();
    callee.answer(incoming);
    // Who answers with it was offered it.
    caller.event("an answer with ICE", |event| match event {
        Event::SignalingReceived { message, .. } => {
            let text = String::from_utf8_lossy(message);
            let is_answer = text.starts_with("SIP/2.0 200 ") && text.contains("a=ice-ufrag:");
            is_answer.then_some(())
        }
        _ => None,
    });
    caller.connected(outgoing);
    callee.connected(incoming);
    for (phone, call) in [(&caller, outgoing), (&callee, incoming)] {
        wait_for("sound", || (packets_heard(phone, call) > 5).then_some(()));
        let json = statistics(phone, call);
        for shown in [
            "\"state\":\"connected\"",
            "\"local\":\"host\"",
            "\"remote\":\"host\"",
            "\"address\":\"127.0.0.1:",
        ] {
            assert!(json.contains(shown), "{shown} in {json}");
        }
    }
}
