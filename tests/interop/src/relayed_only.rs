//! Somebody between two phones who leaves of their candidates the relayed ones alone,
//! as if nothing else got through.

use std::net::{SocketAddr, UdpSocket};
use std::time::Duration;

/// Passes SIP on over UDP, until the test ends.
pub struct RelayedOnly {
    /// Where the caller reaches the callee.
    pub address: SocketAddr,
}

impl RelayedOnly {
    /// In front of a callee.
    pub fn start(callee: SocketAddr) -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").expect("a free port");
        let address = socket.local_addr().expect("bound");
        // A phone that is gone sends nothing any more.
        let limit = Some(Duration::from_mins(1));
        socket.set_read_timeout(limit).expect("a limit");
        let name = "relayed-only".to_owned();
        let passing = std::thread::Builder::new().name(name);
        let passing = passing.spawn(move || pass_on(&socket, address, callee));
        drop(passing.expect("a thread"));
        Self { address }
    }
}

fn pass_on(socket: &UdpSocket, own: SocketAddr, callee: SocketAddr) {
    let mut caller = None;
    let mut buffer = vec![0; 65_536];
    while let Ok((length, from)) = socket.recv_from(&mut buffer) {
        let message = String::from_utf8_lossy(&buffer[..length]);
        let message = relayed_only(&message.replace(&own.to_string(), &callee.to_string()));
        let to = if from == callee {
            caller
        } else {
            caller = Some(from);
            Some(callee)
        };
        if let Some(to) = to {
            socket
                .send_to(message.as_bytes(), to)
                .expect("loopback takes it");
        }
    }
}

/// A message with its description's other candidates taken out.
fn relayed_only(message: &str) -> String {
    let Some((head, body)) = message.split_once("\r\n\r\n") else {
        return message.to_owned();
    };
    let is_relayed = |line: &&str| line.contains(" 1 UDP ") && line.contains(" typ relay");
    let Some(relayed) = body.split("\r\n").find(is_relayed) else {
        return message.to_owned();
    };
    let mut fields = relayed.split(' ').skip(4);
    let (ip, port) = (fields.next().unwrap_or(""), fields.next().unwrap_or(""));
    let lines = body.split("\r\n").filter_map(|line| {
        if line.starts_with("c=") {
            return Some(format!("c=IN IP4 {ip}"));
        }
        if let Some(rest) = line.strip_prefix("m=audio ") {
            let (_, rest) = rest.split_once(' ')?;
            return Some(format!("m=audio {port} {rest}"));
        }
        let is_other = line.starts_with("a=candidate:") && !line.contains(" typ relay");
        (!is_other && !line.starts_with("a=rtcp:")).then(|| line.to_owned())
    });
    let body = lines.collect::<Vec<_>>().join("\r\n");
    let head = head.split("\r\n").map(|line| {
        if line.starts_with("Content-Length:") {
            format!("Content-Length: {}", body.len())
        } else {
            line.to_owned()
        }
    });
    let head = head.collect::<Vec<_>>().join("\r\n");
    format!("{head}\r\n\r\n{body}")
}
