//! ICE in the offer and the answer (RFC 8839 §4).
//!
//! We begin with it where the program wants that; whoever offers it gets an answer
//! with it. From then on our own offers have it too.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use super::super::description::{Description, MediaLine};
use super::{LocalMedia, Negotiation};
use crate::plan::{
    CandidateKind, Component, IceCandidate, IceCredentials, IceDescription, IcePlan,
};
use crate::rng::Rng;
use crate::secret::Secret;

/// What stands for an address that the checks have to find (RFC 7600 §4.8.1),
/// with the discard port.
const NO_ADDRESS: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::new(192, 0, 0, 8)), 9);

/// A stream that uses ICE.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct IceSession {
    /// Counts our credentials: another number is a restart.
    generation: u32,
    /// What we described our candidates for.
    local: LocalMedia,
    /// Theirs, as last seen; `None` before they have described themselves.
    theirs: Option<IceCredentials>,
    /// How plans name where they take media, as long as their credentials stay.
    pub(super) name: SocketAddr,
    /// The role that the first description gave us.
    controlling: bool,
    /// Our next offer is a restart.
    restarts: bool,
}

/// What a line of theirs says about ICE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Offered<'o> {
    /// Nothing, or nothing that can be used.
    No,
    /// Somebody between us has changed the address of media (RFC 8839 §4.2.5).
    Mismatch,
    /// Its candidates.
    Yes(&'o IceDescription),
}

impl<'o> Offered<'o> {
    pub(super) fn of(line: &'o MediaLine) -> Self {
        let Some(ice) = &line.ice else {
            return Self::No;
        };
        // Nothing else says where they are: their checks will show it.
        if line.address.is_some_and(|ip| ip.is_unspecified()) {
            return Self::Yes(ice);
        }
        if first_address(ice).is_none() {
            return Self::No;
        }
        let default = line.address.map(|ip| SocketAddr::new(ip, line.port));
        let is_candidate = |default| ice.candidates.iter().any(|c| c.address == default);
        if default.is_none_or(is_candidate) {
            Self::Yes(ice)
        } else {
            Self::Mismatch
        }
    }

    /// The description that can be used.
    pub(super) fn usable(self) -> Option<&'o IceDescription> {
        match self {
            Self::Yes(ice) => Some(ice),
            Self::No | Self::Mismatch => None,
        }
    }
}

impl Negotiation {
    /// Whether the other side has to be told that we take media there: that of
    /// the machine itself concerns it where it is a candidate.
    pub fn concerns(&self, local: LocalMedia) -> bool {
        let known = match self.ice() {
            Some(_) => self.local,
            None => self.local.with_host(local.host),
        };
        known != local
    }

    /// No path is left of a stream that uses ICE: our next offer begins it anew.
    /// `false` where there is no such stream.
    pub fn restart_ice(&mut self) -> bool {
        let audio = self.current.audio.as_mut();
        let ice = audio.and_then(|audio| audio.ice.as_mut());
        ice.map(IceSession::restart).is_some()
    }

    /// Whether our next offer begins ICE anew.
    pub fn is_ice_restart_due(&self) -> bool {
        self.ice().is_some_and(|ice| ice.restarts)
    }

    /// Whether there is a stream that uses ICE.
    pub fn uses_ice(&self) -> bool {
        self.ice().is_some()
    }

    pub(super) fn ice(&self) -> Option<&IceSession> {
        let audio = self.current.audio.as_ref();
        audio.and_then(|audio| audio.ice.as_ref())
    }
}

impl IceSession {
    /// In an offer of ours, for a stream that is new.
    pub(super) fn begun(generation: u32, local: LocalMedia) -> Self {
        Self {
            generation,
            local,
            theirs: None,
            name: NO_ADDRESS,
            controlling: true,
            restarts: false,
        }
    }

    /// After their offer, in which they have the first word; a change of their
    /// credentials changes ours (RFC 8445 §9). Another address of ours waits for
    /// our next offer: whether there is a restart is theirs to say in this one.
    pub(super) fn answered(
        before: Option<&Self>,
        theirs: &IceDescription,
        local: LocalMedia,
    ) -> Self {
        let same = before.filter(|before| before.theirs.as_ref() == Some(&theirs.credentials));
        if let Some(same) = same {
            return Self {
                local,
                restarts: same.restarts || same.local != local,
                ..same.clone()
            };
        }
        Self {
            generation: before.map_or(0, |before| before.generation + 1),
            local,
            theirs: Some(theirs.credentials.clone()),
            name: first_address(theirs).unwrap_or(NO_ADDRESS),
            controlling: before.map_or(theirs.lite, |before| before.controlling),
            restarts: false,
        }
    }

    /// In an offer of ours: a restart where we have moved, where one is due, and
    /// where it goes to who may be `another`.
    pub(super) fn offered(&self, local: LocalMedia, another: bool) -> Self {
        let restarts = another || self.restarts || self.local != local;
        Self {
            generation: self.generation + u32::from(restarts),
            local,
            restarts: false,
            ..self.clone()
        }
    }

    /// After their answer.
    pub(super) fn accepted(&self, theirs: &IceDescription) -> Self {
        let same = self.theirs.as_ref() == Some(&theirs.credentials);
        let name = first_address(theirs).filter(|_| !same);
        Self {
            theirs: Some(theirs.credentials.clone()),
            name: name.unwrap_or(self.name),
            ..self.clone()
        }
    }

    /// Our next offer begins anew.
    pub(super) fn restart(&mut self) {
        self.restarts = true;
    }

    /// How we describe ourselves.
    pub(super) fn description(&self, seed: [u8; 32], rtcp_mux: bool) -> IceDescription {
        IceDescription {
            credentials: credentials(seed, self.generation),
            lite: false,
            candidates: candidates(&self.local, rtcp_mux),
        }
    }

    /// What the agent has to do.
    pub(super) fn plan(&self, seed: [u8; 32], rtcp_mux: bool, remote: &IceDescription) -> IcePlan {
        IcePlan {
            local: self.description(seed, rtcp_mux),
            remote: remote.clone(),
            controlling: self.controlling,
        }
    }
}

/// Their first candidate for RTP.
fn first_address(ice: &IceDescription) -> Option<SocketAddr> {
    let mut candidates = ice.candidates.iter();
    candidates
        .find(|candidate| candidate.component == Component::Rtp)
        .map(|candidate| candidate.address)
}

/// The credentials of a generation.
fn credentials(seed: [u8; 32], generation: u32) -> IceCredentials {
    let mut rng = Rng::from_seed(seed);
    let mut text = [0; 8 + 26];
    for _ in 0..=generation {
        text = rng.token();
    }
    let (ufrag, password) = text.split_at(8);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    IceCredentials {
        ufrag: text(ufrag),
        // 130 bits; 128 are asked for (RFC 8445 §5.3).
        password: Secret::new(text(password)),
    }
}

/// The address of the machine, where servers see it where that is elsewhere, and the
/// relay's.
fn candidates(local: &LocalMedia, rtcp_mux: bool) -> Vec<IceCandidate> {
    let components: &[_] = if rtcp_mux {
        &[Component::Rtp]
    } else {
        &[Component::Rtp, Component::Rtcp]
    };
    let mut all = Vec::with_capacity(4);
    for component in components.iter().copied() {
        let host = SocketAddr::new(local.host, local.port(component));
        let seen = local.seen(component);
        let mut add = |kind, address, related| {
            let candidate = IceCandidate::of_ours(component, kind, address, related, u16::MAX);
            all.push(candidate);
        };
        add(CandidateKind::Host, host, None);
        if seen != host {
            add(CandidateKind::ServerReflexive, seen, Some(host));
        }
        if let Some(relayed) = local.gathered.of(component).relayed {
            add(CandidateKind::Relayed, relayed, Some(seen));
        }
    }
    all
}

impl Description {
    /// Whether it has a line with ICE that can be used.
    pub fn offers_ice(&self) -> bool {
        let mut lines = self.media.iter();
        lines.any(|line| Offered::of(line).usable().is_some())
    }
}
