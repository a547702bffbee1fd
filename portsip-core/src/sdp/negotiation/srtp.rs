//! Which keys descriptions of ours have, and which of theirs are taken
//! (RFC 4568 §5, §7).
//!
//! Where encryption is preferred, one `RTP/AVP` line with keys is offered: who
//! does not know them takes it as it is, and a second line for the same stream
//! confuses more systems than it helps. Where it is forced, the line is
//! `RTP/SAVP`. Offers of all forms are taken: `RTP/SAVP`, `RTP/AVP` with keys,
//! and two lines to choose from. Where a line has keys and a fingerprint, the keys
//! are agreed on by DTLS: nobody on the way of the description knows them then.

use smallvec::SmallVec;
use zeroize::Zeroizing;

use super::super::description::{Crypto, DtlsLine, MediaLine};
use super::dtls;
use super::{Negotiation, NegotiationError};
use crate::config::{Srtp, SrtpKeyExchange, SrtpPolicy};
use crate::plan::{
    Fingerprint, MasterKey, MasterKeyIdentifier, SrtpKeys, SrtpOmitted, SrtpParameters, SrtpSuite,
};
use crate::rng::Rng;
use crate::secret::SecretBytes;

/// The longest master key with its salt.
const KEY_AND_SALT_BYTES_MAX: usize = 46;

/// The program's settings, and what they mean where we are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SrtpUse {
    /// The settings.
    pub settings: Srtp,
    /// Signalling is encrypted, or keys may go without: they may be described.
    pub permitted: bool,
    /// Our certificate; `None`: there is no DTLS.
    pub certificate: Option<Fingerprint>,
}

/// How a line of theirs can be taken.
#[derive(Clone, Copy, Debug)]
pub(super) enum Taken<'l> {
    Plain,
    Encrypted(&'l Crypto),
    Dtls(&'l DtlsLine),
}

/// The keys of a stream that runs.
#[derive(Clone, Debug)]
pub(super) struct RunningSrtp {
    ours: Crypto,
    theirs: SrtpParameters,
}

impl RunningSrtp {
    pub(super) fn new(ours: Crypto, theirs: SrtpParameters) -> Self {
        Self { ours, theirs }
    }

    pub(super) fn keys(&self) -> SrtpKeys {
        SrtpKeys {
            send: self.ours.parameters.clone(),
            receive: self.theirs.clone(),
        }
    }

    pub(super) fn ours(&self) -> &Crypto {
        &self.ours
    }
}

impl SrtpUse {
    /// `is_secure`: signalling is encrypted.
    pub fn new(settings: &Srtp, is_secure: bool) -> Self {
        Self {
            settings: settings.clone(),
            permitted: is_secure || settings.over_unsecure_transport,
            certificate: None,
        }
    }

    /// The same with a certificate for DTLS.
    #[must_use]
    pub fn with_certificate(mut self, certificate: Option<Fingerprint>) -> Self {
        self.certificate = certificate;
        self
    }

    /// Whether streams may be in the clear.
    pub(super) fn allows_plain(&self) -> bool {
        self.settings.policy != SrtpPolicy::Force
    }

    /// Whether keys are offered and taken.
    pub(super) fn encrypts(&self) -> bool {
        self.permitted && self.settings.policy != SrtpPolicy::None
    }

    /// Whether our offers have a fingerprint instead of keys.
    pub(super) fn offers_dtls(&self) -> bool {
        self.settings.key_exchange == SrtpKeyExchange::Dtls
            && self.settings.policy != SrtpPolicy::None
            && self.can_dtls()
    }

    fn can_dtls(&self) -> bool {
        self.certificate.is_some() && !self.dtls_suites().is_empty()
    }

    /// The suites of associations, the preferred first.
    pub(super) fn dtls_suites(&self) -> Vec<SrtpSuite> {
        let suites = match self.settings.suites.as_slice() {
            [] => &Srtp::OFFERED,
            chosen => chosen,
        };
        let suites = suites.iter().copied();
        suites
            .filter(|suite| suite.dtls_profile().is_some())
            .collect()
    }

    /// An offer of ours is possible, with keys, with a fingerprint or without both.
    pub(super) fn check_offer(
        &self,
        has_keys: bool,
        has_fingerprint: bool,
    ) -> Result<(), NegotiationError> {
        let is_encrypted = has_keys || has_fingerprint;
        if (has_keys && !self.permitted) || !(is_encrypted || self.allows_plain()) {
            return Err(NegotiationError::Unencrypted);
        }
        Ok(())
    }

    /// How a line of their offer is taken; `None` where it is not. A fingerprint is
    /// taken whatever the policy is. Of several keys the first that suits: they are in
    /// the order of their preference.
    pub(super) fn taken<'l>(&self, line: &'l MediaLine) -> Option<Taken<'l>> {
        let profile = line.carries_audio()?;
        let is_secure = profile.is_secure;
        let association = line.dtls.as_deref().filter(|dtls| dtls::is_usable(dtls));
        if let Some(association) = association.filter(|_| self.can_dtls()) {
            return Some(Taken::Dtls(association));
        }
        if profile.over_dtls {
            return None;
        }
        let mut keys = line.crypto.iter();
        let suits = |crypto: &&Crypto| {
            let parameters = &crypto.parameters;
            self.takes(parameters.suite) && parameters.omitted.within(self.settings.omitted)
        };
        match keys.find(suits).filter(|_| self.encrypts()) {
            Some(crypto) => Some(Taken::Encrypted(crypto)),
            None => (!is_secure && self.allows_plain()).then_some(Taken::Plain),
        }
    }

    fn takes(&self, suite: SrtpSuite) -> bool {
        let suites = &self.settings.suites;
        suites.is_empty() || suites.contains(&suite)
    }

    /// Lines for an offer, each with a key of its own.
    pub(super) fn offered(&self, rng: &mut Rng) -> Vec<Crypto> {
        if !self.encrypts() || self.offers_dtls() {
            return Vec::new();
        }
        let suites = match self.settings.suites.as_slice() {
            [] => &Srtp::OFFERED,
            chosen => chosen,
        };
        let lines = suites.iter().zip(1..).map(|(suite, tag)| Crypto {
            tag,
            parameters: fresh(*suite, self.omitted(*suite), rng),
        });
        lines.collect()
    }

    fn omitted(&self, suite: SrtpSuite) -> SrtpOmitted {
        let omitted = self.settings.omitted;
        SrtpOmitted {
            rtp_encryption: omitted.rtp_encryption && !suite.is_aead(),
            rtp_authentication: omitted.rtp_authentication && !suite.is_aead(),
            ..omitted
        }
    }
}

impl Negotiation {
    /// Our offer that is not answered has keys, or a fingerprint, on a line that may be
    /// in the clear.
    pub fn offers_srtp_to_choose(&self) -> bool {
        let audio = self.offer.as_ref().and_then(|offer| offer.audio.as_ref());
        self.srtp.allows_plain()
            && audio.is_some_and(|audio| !audio.crypto.is_empty() || audio.dtls.is_some())
    }
}

/// Our line of an answer to theirs: our key stays while theirs does, else the
/// stream begins anew.
pub(super) fn answered(
    theirs: &Crypto,
    running: Option<&RunningSrtp>,
    rng: &mut Rng,
) -> RunningSrtp {
    let running = running.filter(|running| running.theirs == theirs.parameters);
    let parameters = running.map_or_else(
        || fresh(theirs.parameters.suite, theirs.parameters.omitted, rng),
        |running| running.ours.parameters.clone(),
    );
    RunningSrtp {
        ours: Crypto {
            tag: theirs.tag,
            parameters,
        },
        theirs: theirs.parameters.clone(),
    }
}

/// What their answer makes of the stream to whom we offered keys; `None`: it is in the
/// clear. Some number the line of their answer anew: the suite then says which
/// is meant.
pub(super) fn chosen(
    offered: &[Crypto],
    answer: &MediaLine,
    plain_allowed: bool,
) -> Result<Option<RunningSrtp>, NegotiationError> {
    let same = |ours: &Crypto, theirs: &Crypto| {
        ours.parameters.suite == theirs.parameters.suite
            && ours.parameters.omitted == theirs.parameters.omitted
    };
    let pairs = || {
        let pairs = answer.crypto.iter();
        pairs.flat_map(|theirs| offered.iter().map(move |ours| (ours, theirs)))
    };
    let pair = pairs()
        .find(|(ours, theirs)| ours.tag == theirs.tag && same(ours, theirs))
        .or_else(|| pairs().find(|(ours, theirs)| same(ours, theirs)));
    if let Some((ours, theirs)) = pair {
        let running = RunningSrtp::new(ours.clone(), theirs.parameters.clone());
        return Ok(Some(running));
    }
    let is_secure = answer.carries_audio().is_some_and(|audio| audio.is_secure);
    if is_secure || !plain_allowed {
        return Err(NegotiationError::Unencrypted);
    }
    Ok(None)
}

/// How we protect what we send, with a new key.
fn fresh(suite: SrtpSuite, omitted: SrtpOmitted, rng: &mut Rng) -> SrtpParameters {
    let mut octets = Zeroizing::new([0; KEY_AND_SALT_BYTES_MAX]);
    let length = (suite.key_bytes() + suite.salt_bytes()).min(octets.len());
    rng.fill(&mut octets[..length]);
    SrtpParameters {
        suite,
        keys: SmallVec::from_buf([MasterKey {
            key_and_salt: SecretBytes::new(&octets[..length]),
            identifier: MasterKeyIdentifier::new(),
            lifetime_packets: None,
        }]),
        key_derivation_rate: 0,
        omitted,
    }
}
