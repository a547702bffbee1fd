//! What session descriptions say about Interactive Connectivity Establishment
//! (RFC 8445, RFC 8839).

use std::net::SocketAddr;

use crate::secret::Secret;

/// One of the two flows of a media stream (RFC 8445 §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Component {
    /// RTP, and RTCP too where they share a port.
    Rtp,
    /// RTCP.
    Rtcp,
}

impl Component {
    /// The component id, 1 or 2 (RFC 8445 §5.1.2.1).
    pub const fn id(self) -> u8 {
        match self {
            Self::Rtp => 1,
            Self::Rtcp => 2,
        }
    }
}

/// How a candidate was found (RFC 8445 §5.1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CandidateKind {
    /// An address of the machine itself.
    Host,
    /// As a peer saw it in a connectivity check.
    PeerReflexive,
    /// As a STUN server saw it.
    ServerReflexive,
    /// An address of a TURN server.
    Relayed,
}

impl CandidateKind {
    /// The word after `typ` (RFC 8839 §5.1).
    pub const fn name(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::PeerReflexive => "prflx",
            Self::ServerReflexive => "srflx",
            Self::Relayed => "relay",
        }
    }

    /// The kind of a word after `typ`; `None` for others.
    pub fn of_name(name: &str) -> Option<Self> {
        let all = [
            Self::Host,
            Self::PeerReflexive,
            Self::ServerReflexive,
            Self::Relayed,
        ];
        all.into_iter()
            .find(|kind| kind.name().eq_ignore_ascii_case(name))
    }

    /// The type preference that RFC 8445 §5.1.2.2 recommends.
    pub const fn preference(self) -> u8 {
        match self {
            Self::Host => 126,
            Self::PeerReflexive => 110,
            Self::ServerReflexive => 100,
            Self::Relayed => 0,
        }
    }
}

/// A transport address that media may be sent to, over UDP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IceCandidate {
    /// Which candidates are alike, 1…32 letters and digits.
    pub foundation: String,
    /// What it takes.
    pub component: Component,
    /// How much its owner likes it.
    pub priority: u32,
    /// Where.
    pub address: SocketAddr,
    /// How it was found.
    pub kind: CandidateKind,
    /// The address behind it, where it is not the owner's own.
    pub related: Option<SocketAddr>,
}

impl IceCandidate {
    /// A candidate of ours with the priority that RFC 8445 §5.1.2.1 gives it.
    /// `local_preference` tells those of one kind apart, the greater the better.
    pub fn of_ours(
        component: Component,
        kind: CandidateKind,
        address: SocketAddr,
        related: Option<SocketAddr>,
        local_preference: u16,
    ) -> Self {
        let family = if address.is_ipv6() { '6' } else { '4' };
        Self {
            // Alike are those of one kind, family and place in the order (§5.1.1.3).
            foundation: format!("{}{family}{local_preference}", &kind.name()[..1]),
            component,
            priority: priority(kind, local_preference, component),
            address,
            kind,
            related,
        }
    }
}

/// The priority of a candidate (RFC 8445 §5.1.2.1).
pub fn priority(kind: CandidateKind, local_preference: u16, component: Component) -> u32 {
    u32::from(kind.preference()) << 24
        | u32::from(local_preference) << 8
        | (256 - u32::from(component.id()))
}

/// What the checks of one side are proved with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IceCredentials {
    /// `a=ice-ufrag`, 4…256 characters.
    pub ufrag: String,
    /// `a=ice-pwd`, 22…256 characters.
    pub password: Secret,
}

/// What one side's description says of its candidates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IceDescription {
    /// Its credentials.
    pub credentials: IceCredentials,
    /// It only answers checks (RFC 8445 §2.5).
    pub lite: bool,
    /// Where it takes media, in the order of the description.
    pub candidates: Vec<IceCandidate>,
}

/// How a socket of ours looks from outside, as servers told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GatheredAddresses {
    /// Where its datagrams seem to come from, by a STUN server (RFC 8489).
    pub mapped: Option<SocketAddr>,
    /// The address that a relay has for it (RFC 8656).
    pub relayed: Option<SocketAddr>,
}

/// The same of both sockets of a stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GatheredMedia {
    /// That of RTP.
    pub rtp: GatheredAddresses,
    /// That of RTCP.
    pub rtcp: GatheredAddresses,
}

impl GatheredMedia {
    /// Those of a component.
    pub const fn of(&self, component: Component) -> GatheredAddresses {
        match component {
            Component::Rtp => self.rtp,
            Component::Rtcp => self.rtcp,
        }
    }

    /// Those of a component, to be written.
    pub const fn of_mut(&mut self, component: Component) -> &mut GatheredAddresses {
        match component {
            Component::Rtp => &mut self.rtp,
            Component::Rtcp => &mut self.rtcp,
        }
    }
}

/// What the agent of a stream has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IcePlan {
    /// As we described ourselves.
    pub local: IceDescription,
    /// As the other side did.
    pub remote: IceDescription,
    /// We decide which pair is used (RFC 8445 §6.1.1).
    pub controlling: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn priorities_are_those_of_the_rfc() {
        // RFC 8839 §5.6, the example's host candidate.
        let host = priority(CandidateKind::Host, 65_535, Component::Rtp);
        assert_eq!(host, 2_130_706_431);
        let reflexive = priority(CandidateKind::ServerReflexive, 65_535, Component::Rtp);
        assert_eq!(reflexive, 1_694_498_815);
        let relayed = priority(CandidateKind::Relayed, 65_535, Component::Rtcp);
        assert_eq!(relayed, 16_777_214);
    }

    #[test]
    fn kinds_and_their_words_belong_together() {
        assert_eq!(CandidateKind::of_name("HOST"), Some(CandidateKind::Host));
        assert_eq!(
            CandidateKind::of_name("relay"),
            Some(CandidateKind::Relayed)
        );
        assert_eq!(CandidateKind::of_name("else"), None);
    }
}
