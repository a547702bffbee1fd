//! Which DTLS associations descriptions of ours describe, and which of theirs are
//! taken (RFC 5763 §5, RFC 8842 §5).
//!
//! An association goes on as long as its certificates, its roles and its name
//! (`a=tls-id`) stay; where the other side names none, and no checks find its media,
//! also the address of that has to stay. Otherwise the handshake begins anew.
//!
//! Our name for it is the one that we described it with last: where their answer
//! begins another, that has the name of our offer. Media counts associations by
//! itself.

use std::net::IpAddr;

use super::super::description::{DtlsLine, MediaLine, Setup};
use super::ice::Offered;
use super::srtp::SrtpUse;
use super::{Negotiation, NegotiationError, SessionIdentity};
use crate::plan::{DtlsPlan, DtlsRole};

/// The association of a stream that runs.
#[derive(Clone, Debug)]
pub(super) struct RunningDtls {
    role: DtlsRole,
    /// What their description said when it began.
    theirs: DtlsLine,
    /// Where they take media; `None` where nobody has said so yet.
    address: Option<(IpAddr, u16)>,
    /// What our descriptions call it.
    name: u32,
    /// What media calls it.
    number: u32,
}

impl RunningDtls {
    /// Whether it is the one that a line of theirs describes.
    fn is_of(&self, line: &MediaLine, dtls: &DtlsLine) -> bool {
        let (ours, theirs) = (&self.theirs.fingerprints, &dtls.fingerprints);
        // Neither says the same twice.
        let has_same_certificates =
            ours.len() == theirs.len() && ours.iter().all(|one| theirs.contains(one));
        if !has_same_certificates || self.theirs.tls_id != dtls.tls_id {
            return false;
        }
        let has_moved = match (self.address, address(line)) {
            (Some(before), Some(now)) => before != now,
            // Who holds the call in the old way has not moved, nor who ends that.
            _ => false,
        };
        dtls.tls_id.is_some() || is_checked(line) || !has_moved
    }

    /// It goes on with a line of theirs.
    fn followed(&self, line: &MediaLine) -> Self {
        Self {
            // Where checks find media the address may be another each time.
            address: match address(line) {
                Some(now) if is_checked(line) || self.address.is_none() => Some(now),
                _ => self.address,
            },
            ..self.clone()
        }
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

/// Where a line takes media.
fn address(line: &MediaLine) -> Option<(IpAddr, u16)> {
    let address = line.address.filter(|address| !address.is_unspecified())?;
    Some((address, line.port))
}

/// Whether checks find its media, wherever the line says that it is.
fn is_checked(line: &MediaLine) -> bool {
    Offered::of(line).usable().is_some()
}

/// Whether a line of their offer describes an association that we can have.
pub(super) fn is_usable(dtls: &DtlsLine) -> bool {
    dtls.setup != Some(Setup::HoldConnection)
}

impl Negotiation {
    /// The association of our answer to a line of theirs. Who leaves the roles to us
    /// finds us begin, or as we were.
    pub(super) fn answered_dtls(&self, line: &MediaLine, dtls: &DtlsLine) -> RunningDtls {
        let same = self.running_dtls();
        let same = same.filter(|running| running.is_of(line, dtls));
        let role = match dtls.setup {
            // Without a word they begin (RFC 4145 §4.1).
            Some(Setup::Active) | None => DtlsRole::Server,
            Some(Setup::Passive) => DtlsRole::Client,
            Some(Setup::ActivePassive | Setup::HoldConnection) => {
                same.map_or(DtlsRole::Client, |same| same.role)
            }
        };
        match same.filter(|same| same.role == role) {
            Some(same) => same.followed(line),
            None => self.begun_dtls(role, line, dtls, self.next_association()),
        }
    }

    /// The association that their answer to our offer makes, which called it `name`.
    pub(super) fn chosen_dtls(
        &self,
        line: &MediaLine,
        dtls: &DtlsLine,
        name: u32,
    ) -> Result<RunningDtls, NegotiationError> {
        let role = match dtls.setup {
            Some(Setup::Active) => DtlsRole::Server,
            Some(Setup::HoldConnection) => return Err(NegotiationError::AnswerMismatch),
            // Who gives our choice back waits for us.
            Some(Setup::Passive | Setup::ActivePassive) | None => DtlsRole::Client,
        };
        let same = self.running_dtls();
        let same = same.filter(|running| running.role == role && running.is_of(line, dtls));
        Ok(match same {
            Some(same) => same.followed(line),
            None => self.begun_dtls(role, line, dtls, name),
        })
    }

    fn begun_dtls(
        &self,
        role: DtlsRole,
        line: &MediaLine,
        dtls: &DtlsLine,
        name: u32,
    ) -> RunningDtls {
        RunningDtls {
            role,
            theirs: dtls.clone(),
            address: address(line),
            name,
            number: self.next_association(),
        }
    }

    /// What no association of the session was called.
    fn next_association(&self) -> u32 {
        self.associations.wrapping_add(1)
    }

    fn running_dtls(&self) -> Option<&RunningDtls> {
        let audio = self.current.audio.as_ref();
        audio.and_then(|audio| audio.dtls.as_deref())
    }

    /// What an offer of ours calls the association: one that runs stays the same, also for
    /// who asks for an offer (RFC 8842 §7).
    pub(super) fn offered_association(&self) -> u32 {
        let running = self.running_dtls();
        running.map_or_else(|| self.next_association(), |running| running.name)
    }

    /// What media calls the association that the keys of the stream come from; `None`
    /// where they come from elsewhere, or there are none.
    pub fn association(&self) -> Option<u32> {
        self.running_dtls().map(|running| running.number)
    }

    /// What a line of our answer says; with a name where theirs has one.
    pub(super) fn answering_dtls(&self, running: &RunningDtls) -> DtlsLine {
        let setup = match running.role {
            DtlsRole::Client => Setup::Active,
            DtlsRole::Server => Setup::Passive,
        };
        let named = running.theirs.tls_id.is_some();
        self.dtls_line(setup, named.then_some(running.name))
    }

    /// What a line of our offer says.
    pub(super) fn offering_dtls(&self) -> DtlsLine {
        self.dtls_line(Setup::ActivePassive, Some(self.offered_association()))
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
