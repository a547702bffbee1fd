//! What a media line says of DTLS: `a=fingerprint` (RFC 8122), `a=setup`
//! (RFC 4145) and `a=tls-id` (RFC 8842).

use std::fmt::{self, Write as _};

use smallvec::SmallVec;

use crate::limits::{SDP_FINGERPRINTS_MAX, SDP_TLS_ID_BYTES_MAX};
use crate::plan::{Fingerprint, FingerprintHash};

/// The shortest `a=tls-id` (RFC 8842 §4).
const TLS_ID_BYTES_MIN: usize = 20;

/// How the keys of a media line can be agreed on over its path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DtlsLine {
    /// The certificates that its author may show, by hashes that we know.
    pub fingerprints: SmallVec<[Fingerprint; 1]>,
    /// Who begins the handshake.
    pub setup: Option<Setup>,
    /// Names the association: another name is another one.
    pub tls_id: Option<String>,
}

/// The value of `a=setup`, seen from the description's author.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setup {
    /// It begins.
    Active,
    /// The other side shall begin.
    Passive,
    /// The answer decides.
    ActivePassive,
    /// There shall be no association for now.
    HoldConnection,
}

impl Setup {
    const ALL: [Self; 4] = [
        Self::Active,
        Self::Passive,
        Self::ActivePassive,
        Self::HoldConnection,
    ];

    /// As it is written.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Passive => "passive",
            Self::ActivePassive => "actpass",
            Self::HoldConnection => "holdconn",
        }
    }
}

impl DtlsLine {
    /// Takes an attribute of the line; others, and what makes no sense, are passed over.
    pub(super) fn take(&mut self, name: &str, value: &str) {
        match name {
            "fingerprint" => self.take_fingerprint(value),
            "setup" => {
                let mut all = Setup::ALL.into_iter();
                let setup = all.find(|setup| setup.name().eq_ignore_ascii_case(value));
                self.setup = setup.or(self.setup);
            }
            "tls-id" if is_tls_id(value) => self.tls_id = Some(value.to_owned()),
            _ => {}
        }
    }

    /// Takes from the session what the line does not say itself.
    pub(super) fn inherit(&mut self, session: &Self) {
        if self.fingerprints.is_empty() {
            self.fingerprints.clone_from(&session.fingerprints);
        }
        self.setup = self.setup.or(session.setup);
        if self.tls_id.is_none() {
            self.tls_id.clone_from(&session.tls_id);
        }
    }

    fn take_fingerprint(&mut self, value: &str) {
        if self.fingerprints.len() < SDP_FINGERPRINTS_MAX
            && let Some(fingerprint) = fingerprint(value)
            && !self.fingerprints.contains(&fingerprint)
        {
            self.fingerprints.push(fingerprint);
        }
    }
}

/// The lines as they stand in a description.
impl fmt::Display for DtlsLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for fingerprint in &self.fingerprints {
            write!(f, "a=fingerprint:{}", fingerprint.hash.name())?;
            for (place, octet) in fingerprint.digest.iter().enumerate() {
                f.write_char(if place == 0 { ' ' } else { ':' })?;
                write!(f, "{octet:02X}")?;
            }
            f.write_str("\r\n")?;
        }
        if let Some(setup) = self.setup {
            write!(f, "a=setup:{}\r\n", setup.name())?;
        }
        if let Some(tls_id) = &self.tls_id {
            write!(f, "a=tls-id:{tls_id}\r\n")?;
        }
        Ok(())
    }
}

/// `<hash> <octet>:<octet>…`; `None` for another hash, and another length than it has.
fn fingerprint(value: &str) -> Option<Fingerprint> {
    let (name, octets) = value.split_once(|c: char| c.is_ascii_whitespace())?;
    let mut all = FingerprintHash::ALL.into_iter();
    let hash = all.find(|hash| hash.name().eq_ignore_ascii_case(name))?;
    let octets = octets.trim_ascii();
    if octets.len() != hash.bytes() * 3 - 1 {
        return None;
    }
    let digest = octets.split(':').map(octet);
    let digest: SmallVec<[u8; 32]> = digest.collect::<Option<_>>()?;
    (digest.len() == hash.bytes()).then_some(Fingerprint { hash, digest })
}

/// Two digits, as `from_str_radix` takes a sign too.
fn octet(text: &str) -> Option<u8> {
    let is_octet = text.len() == 2 && text.bytes().all(|digit| digit.is_ascii_hexdigit());
    u8::from_str_radix(text, 16).ok().filter(|_| is_octet)
}

fn is_tls_id(value: &str) -> bool {
    let is_allowed = |c: u8| c.is_ascii_alphanumeric() || b"+/-_".contains(&c);
    (TLS_ID_BYTES_MIN..=SDP_TLS_ID_BYTES_MAX).contains(&value.len())
        && value.bytes().all(is_allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(hash: FingerprintHash) -> String {
        let octets: Vec<_> = (0..hash.bytes())
            .map(|octet| format!("{octet:02X}"))
            .collect();
        format!("{} {}", hash.name(), octets.join(":"))
    }

    #[test]
    fn what_is_read_is_written_again() {
        for hash in FingerprintHash::ALL {
            let mut line = DtlsLine::default();
            line.take("fingerprint", &text(hash));
            line.take("setup", "actpass");
            line.take("tls-id", "abcdefghij0123456789");
            let written = line.to_string();
            assert_eq!(
                written,
                format!(
                    "a=fingerprint:{}\r\na=setup:actpass\r\na=tls-id:abcdefghij0123456789\r\n",
                    text(hash)
                )
            );
            let mut lower = DtlsLine::default();
            lower.take("fingerprint", &text(hash).to_ascii_lowercase());
            assert_eq!(lower.fingerprints, line.fingerprints);
        }
    }

    #[test]
    fn other_hashes_and_other_lengths_are_passed_over() {
        let right = text(FingerprintHash::Sha256);
        let sha1 = format!("sha-1 {}", &right[8..8 + 59]);
        let md5 = format!("md5 {}", &right[8..8 + 47]);
        let longer = format!("{right}:00");
        let shorter = &right[..right.len() - 3];
        let signed = right.replace("01", "+1");
        let bad_digit = right.replace("01", "0G");
        let umlaut = right.replace("01", "ä");
        let dashes = right.replace(':', "-");
        for bad in [
            "", "sha-256", "sha-256 ", &sha1, &md5, &longer, shorter, &signed, &bad_digit, &umlaut,
            &dashes,
        ] {
            assert_eq!(fingerprint(bad), None, "{bad}");
        }
        assert!(fingerprint(&right).is_some());
    }

    #[test]
    fn nobody_makes_a_line_grow() {
        let mut line = DtlsLine::default();
        for number in 0..100 {
            let other = format!("{number:02}");
            line.take(
                "fingerprint",
                &text(FingerprintHash::Sha256).replace("1F", &other),
            );
        }
        assert_eq!(line.fingerprints.len(), SDP_FINGERPRINTS_MAX);
        for bad in ["short", &"x".repeat(256), "spaces are not allowed here"] {
            line.take("tls-id", bad);
            assert_eq!(line.tls_id, None);
        }
        line.take("setup", "holdconn");
        line.take("setup", "sideways");
        assert_eq!(line.setup, Some(Setup::HoldConnection));
    }
}
