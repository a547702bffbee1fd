//! One user's credentials, and the nonces they are used with.

use std::fmt::Write as _;

use smallvec::SmallVec;

use super::challenge::{Challenge, QualityOfProtection};
use super::digest::{DigestInput, digest_response};
use crate::limits::{AUTHENTICATION_REALMS_MAX, AUTHENTICATION_ROUNDS_MAX};
use crate::rng::Rng;
use crate::secret::Secret;
use crate::sip::header::HeaderName;
use crate::sip::header::params::quote;
use crate::sip::message::{Message, RequestBuilder, StatusCode};
use crate::sip::scan;
use crate::sip::text::Text;

/// Answers the challenges that one user meets.
///
/// Credentials are put on every request once a challenge was seen, with the
/// nonce count going up (RFC 3261 §22.3). A CANCEL takes none; an ACK to a 2xx
/// repeats those of its INVITE (RFC 3261 §22.1).
#[derive(Debug)]
pub struct Authenticator {
    username: String,
    password: Secret,
    sessions: Vec<Session>,
}

/// A nonce in use.
#[derive(Debug)]
struct Session {
    asker: Asker,
    challenge: Challenge,
    /// Stays the same for the nonce's life, so that `-sess` keys do.
    cnonce: Option<[u8; 16]>,
    nonce_count: u32,
    /// The nonce came with a challenge and not with a success: it is new.
    challenged: bool,
}

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asker {
    Server,
    Proxy,
}

impl Asker {
    const fn challenge(self) -> HeaderName {
        match self {
            Self::Server => HeaderName::WwwAuthenticate,
            Self::Proxy => HeaderName::ProxyAuthenticate,
        }
    }

    const fn credentials(self) -> HeaderName {
        match self {
            Self::Server => HeaderName::Authorization,
            Self::Proxy => HeaderName::ProxyAuthorization,
        }
    }
}

/// What one request, through all its repetitions, has answered so far. Starts
/// empty with each new request.
#[derive(Clone, Debug, Default)]
pub struct Attempt {
    answered: SmallVec<[Answered; 1]>,
    rounds: u32,
}

#[derive(Clone, Debug)]
struct Answered {
    asker: Asker,
    realm: Text,
    /// The nonce had come with a challenge just before: it cannot have expired.
    fresh: bool,
}

/// Why a challenge is not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AuthError {
    /// The response is no 401 or 407, or has no challenge that can be answered.
    #[error("no challenge that can be answered")]
    NoChallenge,
    /// The credentials were sent with a fresh nonce and refused.
    #[error("credentials refused")]
    Refused,
}

impl Authenticator {
    /// For this user. An empty password is used as it is.
    pub fn new(username: impl Into<String>, password: Secret) -> Self {
        Self {
            username: username.into(),
            password,
            sessions: Vec::new(),
        }
    }

    /// Takes the challenges of a 401 or 407. `Ok` means: put new credentials on
    /// the request by [`Authenticator::authorize`] and send it again. The
    /// strongest challenge of each realm counts; both kinds are looked at in
    /// either response.
    pub fn handle_challenge(
        &mut self,
        attempt: &mut Attempt,
        response: &Message,
    ) -> Result<(), AuthError> {
        let challenged = matches!(
            response.status(),
            Some(StatusCode::UNAUTHORIZED | StatusCode::PROXY_AUTHENTICATION_REQUIRED)
        );
        if !challenged {
            return Err(AuthError::NoChallenge);
        }
        attempt.rounds += 1;
        if attempt.rounds > AUTHENTICATION_ROUNDS_MAX {
            return Err(AuthError::Refused);
        }
        let mut any = false;
        for asker in [Asker::Server, Asker::Proxy] {
            let strongest = strongest_of_each_realm(Challenge::all(response, asker.challenge()));
            for challenge in strongest {
                if attempt.was_refused(asker, &challenge) {
                    return Err(AuthError::Refused);
                }
                self.begin(asker, challenge);
                any = true;
            }
        }
        any.then_some(()).ok_or(AuthError::NoChallenge)
    }

    /// Takes the next nonce that a server may give with its 2xx
    /// (RFC 7616 §3.5).
    pub fn handle_success(&mut self, response: &Message) {
        let Some(info) = response.header(HeaderName::AuthenticationInfo) else {
            return;
        };
        let next = scan::list_items(info.as_bytes().into(), 0).find_map(|item| {
            let (name, value) = info
                .get(item.start as usize..item.end as usize)?
                .split_once('=')?;
            let nonce = value.trim().trim_matches('"');
            (name.trim().eq_ignore_ascii_case("nextnonce") && !nonce.is_empty()).then_some(nonce)
        });
        let mut servers = self
            .sessions
            .iter_mut()
            .filter(|session| session.asker == Asker::Server);
        // The field names no realm, so it is clear only when there is one.
        if let (Some(next), Some(session), None) = (next, servers.next(), servers.next()) {
            session.challenge.nonce = Text::from(next);
            session.cnonce = None;
            session.nonce_count = 0;
            session.challenged = false;
        }
    }

    /// Puts credentials for all realms seen so far on a request, in the place
    /// of those it has. Its body must be set before (`auth-int`).
    pub fn authorize(
        &mut self,
        attempt: &mut Attempt,
        request: &mut RequestBuilder,
        rng: &mut Rng,
    ) {
        attempt.answered.clear();
        for asker in [Asker::Server, Asker::Proxy] {
            request.remove_header(asker.credentials().as_str());
        }
        for session in &mut self.sessions {
            let value = session.credentials(&self.username, &self.password, request, rng);
            request.header(session.asker.credentials(), value);
            attempt.answered.push(Answered {
                asker: session.asker,
                realm: session.challenge.realm.clone(),
                fresh: session.challenged && session.nonce_count == 1,
            });
        }
    }

    /// Whether a challenge was seen, so that requests carry credentials.
    pub fn has_challenge(&self) -> bool {
        !self.sessions.is_empty()
    }

    fn begin(&mut self, asker: Asker, challenge: Challenge) {
        let same = |session: &Session| {
            session.asker == asker && session.challenge.realm == challenge.realm
        };
        self.sessions.retain(|session| !same(session));
        if self.sessions.len() >= AUTHENTICATION_REALMS_MAX {
            self.sessions.remove(0);
        }
        // Nearly always it is the only one.
        self.sessions.reserve_exact(1);
        self.sessions.push(Session {
            asker,
            challenge,
            cnonce: None,
            nonce_count: 0,
            challenged: true,
        });
    }
}

/// The strongest challenge of each realm; the upper one of equals.
fn strongest_of_each_realm(all: Vec<Challenge>) -> Vec<Challenge> {
    let mut strongest: Vec<Challenge> = Vec::new();
    for challenge in all {
        match strongest.iter_mut().find(|c| c.realm == challenge.realm) {
            Some(known) if known.algorithm >= challenge.algorithm => {}
            Some(known) => *known = challenge,
            None => strongest.push(challenge),
        }
    }
    strongest
}

impl Attempt {
    /// Whether this challenge says no to credentials with a fresh nonce. An
    /// older nonce may have expired without the server saying `stale`.
    fn was_refused(&self, asker: Asker, challenge: &Challenge) -> bool {
        !challenge.stale
            && self.answered.iter().any(|answered| {
                answered.fresh && answered.asker == asker && answered.realm == challenge.realm
            })
    }
}

impl Session {
    /// The value of the next Authorization or Proxy-Authorization.
    fn credentials(
        &mut self,
        username: &str,
        password: &Secret,
        request: &RequestBuilder,
        rng: &mut Rng,
    ) -> String {
        self.nonce_count = self.nonce_count.wrapping_add(1).max(1);
        let cnonce = *self.cnonce.get_or_insert_with(|| rng.token());
        let cnonce = std::str::from_utf8(&cnonce).unwrap_or_default();
        let challenge = &self.challenge;
        let uri = request.uri().as_str();
        let response = digest_response(&DigestInput {
            algorithm: challenge.algorithm,
            qop: challenge.qop,
            username,
            password,
            realm: &challenge.realm,
            nonce: &challenge.nonce,
            cnonce,
            nonce_count: self.nonce_count,
            method: request.method().as_str(),
            uri,
            body: request.body_bytes(),
        });
        let mut value = String::with_capacity(320);
        // Writing into a String cannot fail.
        let _ = write!(
            value,
            "Digest username={}, realm=\"{}\", nonce=\"{}\", uri=\"{uri}\", response=\"{}\"",
            quote(username),
            challenge.realm,
            challenge.nonce,
            response.as_str(),
        );
        if challenge.names_algorithm {
            let _ = write!(value, ", algorithm={}", challenge.algorithm.as_str());
        }
        let qop = match challenge.qop {
            QualityOfProtection::Legacy => None,
            QualityOfProtection::Auth => Some("auth"),
            QualityOfProtection::AuthInt => Some("auth-int"),
        };
        if let Some(qop) = qop {
            let count = self.nonce_count;
            let _ = write!(value, ", cnonce=\"{cnonce}\", qop={qop}, nc={count:08x}");
        } else if challenge.algorithm.is_session() {
            let _ = write!(value, ", cnonce=\"{cnonce}\"");
        }
        if let Some(opaque) = &challenge.opaque {
            let _ = write!(value, ", opaque=\"{opaque}\"");
        }
        value
    }
}
