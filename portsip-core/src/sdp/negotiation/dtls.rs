//! Which DTLS associations descriptions of ours describe, and which of theirs are
//! taken (RFC 5763 §5, RFC 8842 §5).
//!
//! An association goes on as long as its certificates, its roles and its name
//! (`a=tls-id`) stay; where the other side names none, also the address of its
//! media has to stay. Otherwise the handshake begins anew.

use std::net::IpAddr;

use super::super::description::{DtlsLine, MediaLine, Setup};
use super::srtp::SrtpUse;
use super::{Negotiation, NegotiationError, SessionIdentity};
use crate::plan::{DtlsPlan, DtlsRole};

/// The association of a stream that runs.
#[derive(Clone, Debug)]
pub(super) struct RunningDtls {
    role: DtlsRole,
    /// What their description said, and where they took media, when it began.
    theirs: DtlsLine,
    address: Option<IpAddr>,
    port: u16,
    number: u32,
}

impl RunningDtls {
    fn begin(role: DtlsRole, line: &MediaLine, dtls: &DtlsLine, before: Option<&Self>) -> Self {
        Self {
            role,
            theirs: dtls.clone(),
            address: line.address,
            port: line.port,
            number: before.map_or(1, |before| before.number.wrapping_add(1)),
        }
    }

    /// Whether it is the one that a line of theirs describes.
    fn is_of(&self, line: &MediaLine, dtls: &DtlsLine) -> bool {
        if self.theirs.fingerprints != dtls.fingerprints || self.theirs.tls_id != dtls.tls_id {
            return false;
        }
        // Who holds the call in the old way has not moved.
        let is_held = line.address.is_some_and(|address| address.is_unspecified());
        dtls.tls_id.is_some() || is_held || (self.address, self.port) == (line.address, line.port)
    }

    /// What media carries out.
    pub(super) fn plan(&self, srtp: &SrtpUse) -> DtlsPlan {
        DtlsPlan {
            role: self.role,
            fingerprints: self.theirs.fingerprints.to_vec(),
            suites: srtp.dtls_suites(),
            association: self.number,
            rings: false,
        }
    }
}

/// Whether a line of their offer describes an association that we can have.
pub(super) fn is_usable(dtls: &DtlsLine) -> bool {
    dtls.setup != Some(Setup::HoldConnection)
}

/// The association of our answer to a line of theirs. Who leaves the roles to us
/// finds us begin, or as we were.
pub(super) fn answered(
    line: &MediaLine,
    dtls: &DtlsLine,
    running: Option<&RunningDtls>,
) -> RunningDtls {
    let same = running.filter(|running| running.is_of(line, dtls));
    let role = match dtls.setup {
        // Without a word they begin (RFC 4145 §4.1).
        Some(Setup::Active) | None => DtlsRole::Server,
        Some(Setup::Passive) => DtlsRole::Client,
        Some(Setup::ActivePassive | Setup::HoldConnection) => {
            same.map_or(DtlsRole::Client, |same| same.role)
        }
    };
    match same.filter(|same| same.role == role) {
        Some(same) => same.clone(),
        None => RunningDtls::begin(role, line, dtls, running),
    }
}

/// The association that their answer to our offer makes.
pub(super) fn chosen(
    line: &MediaLine,
    dtls: &DtlsLine,
    running: Option<&RunningDtls>,
) -> Result<RunningDtls, NegotiationError> {
    let role = match dtls.setup {
        Some(Setup::Active) => DtlsRole::Server,
        Some(Setup::HoldConnection) => return Err(NegotiationError::AnswerMismatch),
        // Who gives our choice back waits for us.
        Some(Setup::Passive | Setup::ActivePassive) | None => DtlsRole::Client,
    };
    let same = running.filter(|running| running.role == role && running.is_of(line, dtls));
    Ok(match same {
        Some(same) => same.clone(),
        None => RunningDtls::begin(role, line, dtls, running),
    })
}

impl Negotiation {
    /// Whether the keys of the stream are agreed on over its path.
    pub fn has_association(&self) -> bool {
        let audio = self.current.audio.as_ref();
        audio.is_some_and(|audio| audio.dtls.is_some())
    }

    /// What a line of our answer says; with a name where theirs has one.
    pub(super) fn answering_dtls(&self, running: &RunningDtls) -> DtlsLine {
        let setup = match running.role {
            DtlsRole::Client => Setup::Active,
            DtlsRole::Server => Setup::Passive,
        };
        let named = running.theirs.tls_id.is_some();
        self.dtls_line(setup, named.then_some(running.number))
    }

    /// What a line of our offer says.
    pub(super) fn offering_dtls(&self, running: Option<&RunningDtls>) -> DtlsLine {
        let number = running.map_or(1, |running| running.number);
        self.dtls_line(Setup::ActivePassive, Some(number))
    }

    fn dtls_line(&self, setup: Setup, number: Option<u32>) -> DtlsLine {
        let certificate = self.srtp.certificate.clone();
        DtlsLine {
            fingerprints: certificate.into_iter().collect(),
            setup: Some(setup),
            tls_id: number.map(|number| tls_id(&self.identity, number)),
        }
    }
}

/// Both parts of the identity are random, and no other session has them
/// (RFC 8842 §4).
fn tls_id(identity: &SessionIdentity, number: u32) -> String {
    let SessionIdentity {
        session_id, cname, ..
    } = identity;
    format!("{cname}{session_id:016x}{number:04x}")
}
