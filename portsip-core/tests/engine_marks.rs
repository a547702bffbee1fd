//! The marks of what media sends, read from the datagrams that come (Linux).
#![cfg(target_os = "linux")]
#![expect(
    clippy::disallowed_types,
    reason = "the marks are read from a socket of the test's own"
)]

mod engine_support;

use std::io::IoSliceMut;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::os::fd::AsRawFd;
use std::time::Duration;

use engine_support::{Peer, Phone, config, wait_for};
use nix::sys::socket::{ControlMessageOwned, MsgFlags, SockaddrStorage, recvmsg};
use portsip_core::plan::AudioCodec;
use socket2::SockRef;

/// DSCP 46 in the upper six bits.
const EXPEDITED: u8 = 46 << 2;

#[test]
fn rtp_and_rtcp_are_marked_as_the_program_says() {
    marks_on(Ipv4Addr::LOCALHOST.into());
}

#[test]
fn over_ipv6_too() {
    marks_on(Ipv6Addr::LOCALHOST.into());
}

/// Calls a peer of the test, which looks at the marks while they are changed.
fn marks_on(ip: IpAddr) {
    let phone = Phone::made_with(&config(ip, 0), "alice", &[AudioCodec::Pcmu]);
    let (rtp, rtcp) = media_pair(ip);
    let peer = Peer::bound_to(ip);
    // A pair that is bound already when the setting is made.
    phone.engine.set_audio_qos(false).expect("there is room");
    let call = phone.call_uri(&format!("sip:bob@{}", peer.address()));
    let invite = peer.receive();
    peer.send(
        ok(&invite, rtp.local_addr().expect("bound")).as_bytes(),
        phone.engine.local_sip_address(),
    );
    phone.connected(call);
    wait_for("a packet without a mark", || {
        (mark_of(&rtp)? == 0).then_some(())
    });
    wait_for("a report without a mark", || {
        (mark_of(&rtcp)? == 0).then_some(())
    });
    // And while the call is up.
    phone.engine.set_audio_qos(true).expect("there is room");
    wait_for("a marked packet", || {
        (mark_of(&rtp)? == EXPEDITED).then_some(())
    });
    wait_for("a marked report", || {
        (mark_of(&rtcp)? == EXPEDITED).then_some(())
    });
}

/// Sockets with an even port and the one above, which tell the marks.
fn media_pair(ip: IpAddr) -> (UdpSocket, UdpSocket) {
    wait_for("a free pair of ports", || {
        let rtp = UdpSocket::bind((ip, 0)).ok()?;
        let port = rtp.local_addr().ok()?.port();
        let rtcp = UdpSocket::bind((ip, port.checked_add(1)?)).ok()?;
        for socket in [&rtp, &rtcp] {
            socket
                .set_read_timeout(Some(Duration::from_secs(20)))
                .ok()?;
            match ip {
                IpAddr::V4(_) => SockRef::from(socket).set_recv_tos_v4(true).ok()?,
                IpAddr::V6(_) => SockRef::from(socket).set_recv_tclass_v6(true).ok()?,
            }
        }
        Some((rtp, rtcp))
    })
}

/// The traffic class of the next datagram.
fn mark_of(socket: &UdpSocket) -> Option<u8> {
    let mut bytes = [0; 2048];
    let mut control = nix::cmsg_space!(i32);
    let mut slices = [IoSliceMut::new(&mut bytes)];
    let (descriptor, flags) = (socket.as_raw_fd(), MsgFlags::empty());
    let message = recvmsg::<SockaddrStorage>(descriptor, &mut slices, Some(&mut control), flags);
    let message = message.ok()?;
    let mut told = message.cmsgs().ok()?;
    told.find_map(|one| match one {
        ControlMessageOwned::Ipv4Tos(mark) => Some(mark),
        ControlMessageOwned::Ipv6TClass(mark) => u8::try_from(mark).ok(),
        _ => None,
    })
}

/// The 200 to an INVITE, with PCMU at `media`.
fn ok(invite: &str, media: SocketAddr) -> String {
    let mut kept = String::new();
    for line in invite.split("\r\n").take_while(|line| !line.is_empty()) {
        if ["Via:", "From:", "Call-ID:", "CSeq:"]
            .iter()
            .any(|name| line.starts_with(name))
        {
            kept.push_str(line);
            kept.push_str("\r\n");
        }
    }
    let to = invite
        .split("\r\n")
        .find(|line| line.starts_with("To:"))
        .expect("a To");
    let family = if media.is_ipv4() { "IP4" } else { "IP6" };
    let (ip, port) = (media.ip(), media.port());
    let body = format!(
        "v=0\r\no=- 1 1 IN {family} {ip}\r\ns=-\r\nc=IN {family} {ip}\r\nt=0 0\r\nm=audio {port} RTP/AVP 0\r\n"
    );
    format!(
        "SIP/2.0 200 OK\r\n{kept}{to};tag=b\r\nContact: <sip:bob@{media}>\r\n\
         Content-Type: application/sdp\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}
