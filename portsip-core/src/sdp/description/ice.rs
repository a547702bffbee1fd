//! The attributes of ICE (RFC 8839 §5).

use std::net::{IpAddr, SocketAddr};

use crate::limits::{ICE_CANDIDATES_MAX, ICE_CREDENTIAL_BYTES_MAX};
use crate::plan::{CandidateKind, Component, IceCandidate, IceCredentials, IceDescription};
use crate::secret::Secret;

/// What a section says, so far.
#[derive(Clone, Default)]
pub(super) struct IceAttributes {
    ufrag: Option<String>,
    password: Option<Secret>,
    lite: bool,
    candidates: Vec<IceCandidate>,
    names_candidates: bool,
}

impl IceAttributes {
    /// Takes an attribute; others, and what makes no sense, are passed over.
    pub(super) fn take(&mut self, name: &str, value: &str) {
        self.names_candidates |= name == "candidate";
        match name {
            "ice-ufrag" => self.ufrag = credential(value, 4).map(str::to_owned),
            "ice-pwd" => self.password = credential(value, 22).map(Secret::new),
            "ice-lite" => self.lite = true,
            "candidate" if self.candidates.len() < ICE_CANDIDATES_MAX => {
                self.candidates.extend(candidate(value));
            }
            _ => {}
        }
    }

    /// Whether there are candidates, though perhaps none that can be used.
    pub(super) fn names_candidates(&self) -> bool {
        self.names_candidates
    }

    /// What it comes to; `None` without credentials.
    pub(super) fn finish(&self) -> Option<IceDescription> {
        Some(IceDescription {
            credentials: IceCredentials {
                ufrag: self.ufrag.clone()?,
                password: self.password.clone()?,
            },
            lite: self.lite,
            candidates: self.candidates.clone(),
        })
    }
}

/// Letters, digits, `+` and `/` (§5.4); some write `-`, `_` and `=` too.
fn credential(value: &str, least: usize) -> Option<&str> {
    let fits = (least..=ICE_CREDENTIAL_BYTES_MAX).contains(&value.len())
        && value.bytes().all(|c| c.is_ascii_graphic() && c != b':');
    fits.then_some(value)
}

/// `<foundation> <component> UDP <priority> <address> <port> typ <kind>
/// [raddr <address>] [rport <port>] …`; other transports, and names instead of
/// addresses, are passed over.
fn candidate(value: &str) -> Option<IceCandidate> {
    let mut words = value.split_ascii_whitespace();
    let foundation = words.next().filter(|text| text.len() <= 32)?;
    let component = match words.next()? {
        "1" => Component::Rtp,
        "2" => Component::Rtcp,
        _ => return None,
    };
    if !words.next()?.eq_ignore_ascii_case("UDP") {
        return None;
    }
    let priority = words.next()?.parse().ok()?;
    let ip: IpAddr = words.next()?.parse().ok()?;
    let port = words.next()?.parse().ok().filter(|port| *port != 0)?;
    if words.next()? != "typ" {
        return None;
    }
    let kind = CandidateKind::of_name(words.next()?)?;
    let (mut related_ip, mut related_port) = (None, None);
    while let (Some(name), Some(value)) = (words.next(), words.next()) {
        match name {
            "raddr" => related_ip = value.parse().ok(),
            "rport" => related_port = value.parse().ok(),
            _ => {}
        }
    }
    Some(IceCandidate {
        foundation: foundation.to_owned(),
        component,
        priority,
        address: SocketAddr::new(ip, port),
        kind,
        related: related_ip
            .zip(related_port)
            .map(|(ip, port)| SocketAddr::new(ip, port)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_candidate_is_read_with_what_is_behind_it() {
        let text =
            "2 1 UDP 1694498815 192.0.2.3 45664 typ srflx raddr 203.0.113.141 rport 8998 x y";
        let read = candidate(text).unwrap();
        assert_eq!(read.kind, CandidateKind::ServerReflexive);
        let address: SocketAddr = "192.0.2.3:45664".parse().unwrap();
        assert_eq!(read.address, address);
        assert_eq!(read.related, "203.0.113.141:8998".parse().ok());
        assert_eq!(read.priority, 1_694_498_815);
    }

    #[test]
    fn what_cannot_be_reached_by_udp_is_none() {
        for text in [
            "1 1 TCP 1 192.0.2.3 9 typ host tcptype active",
            "1 1 UDP 1 4f1e.local 45664 typ host",
            "1 3 UDP 1 192.0.2.3 45664 typ host",
            "1 1 UDP 1 192.0.2.3 0 typ host",
            "1 1 UDP 1 192.0.2.3 45664 typ other",
            "1 1 UDP 99999999999 192.0.2.3 45664 typ host",
            "1 1 UDP 1 192.0.2.3 45664",
            "",
        ] {
            assert_eq!(candidate(text), None, "{text}");
        }
    }

    #[test]
    fn short_passwords_are_no_credentials() {
        let mut attributes = IceAttributes::default();
        attributes.take("ice-ufrag", "9uB6");
        attributes.take("ice-pwd", "short");
        assert_eq!(attributes.finish(), None);
        attributes.take("ice-pwd", "YH75Fviy6338Vbrhrlp8Yh");
        assert_eq!(attributes.finish().unwrap().credentials.ufrag, "9uB6");
    }
}
