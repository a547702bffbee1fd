//! Which transaction a message belongs to: RFC 3261 §17.1.3 and §17.2.3.
//!
//! What identifies a transaction is reduced to 128 bits by a keyed hash. The key
//! is secret, so a peer can neither aim at another's transaction nor fill one
//! bucket of the table; and no text needs to be kept.

use std::hash::{BuildHasher, DefaultHasher, Hasher};

use smallvec::SmallVec;

use crate::rng::Rng;

/// Identifies a transaction, or a request apart from its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key(u64, u64);

impl Key {
    /// A short text that is the same for the same key: a tag for responses
    /// that no transaction remembers (RFC 3261 §8.2.7).
    pub(crate) fn tag(self) -> String {
        format!("{:016x}", self.1)
    }
}

/// Makes [`Key`]s.
#[derive(Clone, Debug)]
pub(crate) struct KeyMaker {
    secret: (u64, u64),
}

impl KeyMaker {
    pub(crate) fn new(rng: &mut Rng) -> Self {
        Self {
            secret: (rng.u64(), rng.u64()),
        }
    }

    /// A client transaction: the branch we made, the sent-by we wrote, the
    /// method of `CSeq` (RFC 3261 §17.1.3, §18.1.2).
    pub(crate) fn client(&self, branch: &str, sent_by: &str, method: &str) -> Key {
        let mut parts = Parts::new(Kind::Client);
        parts.add_ignoring_case(branch);
        parts.add_ignoring_case(sent_by);
        parts.add(method);
        self.hash(&parts)
    }

    /// A server transaction by the branch of an RFC 3261 client.
    pub(crate) fn server(&self, branch: &str, sent_by: &str, method: &str) -> Key {
        let mut parts = Parts::new(Kind::Server);
        parts.add_ignoring_case(branch);
        parts.add_ignoring_case(sent_by);
        parts.add(method);
        self.hash(&parts)
    }

    /// A server transaction of an RFC 2543 client, whose branch says nothing.
    /// `to_tag` is empty for INVITE and its ACK, where it differs.
    pub(crate) fn legacy_server(&self, request: &LegacyIdentity<'_>) -> Key {
        let mut parts = Parts::new(Kind::LegacyServer);
        parts.add(request.request_uri);
        parts.add(request.to_tag);
        parts.add(request.from_tag);
        parts.add(request.call_id);
        parts.add(request.top_via);
        parts.add_number(request.cseq);
        parts.add(request.method);
        self.hash(&parts)
    }

    /// A request whichever way it came (RFC 3261 §8.2.2.2).
    pub(crate) fn merge(&self, from_tag: &str, call_id: &str, cseq: u32, method: &str) -> Key {
        let mut parts = Parts::new(Kind::Merge);
        parts.add(from_tag);
        parts.add(call_id);
        parts.add_number(cseq);
        parts.add(method);
        self.hash(&parts)
    }

    fn hash(&self, parts: &Parts) -> Key {
        let half = |secret: u64| {
            let mut hasher = DefaultHasher::new();
            hasher.write_u64(secret);
            hasher.write(&parts.bytes);
            hasher.finish()
        };
        Key(half(self.secret.0), half(self.secret.1))
    }
}

/// What RFC 2543 matched requests by.
#[derive(Debug)]
pub(crate) struct LegacyIdentity<'a> {
    pub(crate) request_uri: &'a str,
    pub(crate) to_tag: &'a str,
    pub(crate) from_tag: &'a str,
    pub(crate) call_id: &'a str,
    pub(crate) top_via: &'a str,
    pub(crate) cseq: u32,
    pub(crate) method: &'a str,
}

#[derive(Clone, Copy)]
enum Kind {
    Client,
    Server,
    LegacyServer,
    Merge,
}

/// The parts of an identity, each ended by a byte that occurs in none, so that
/// different identities are different bytes.
struct Parts {
    bytes: SmallVec<[u8; 128]>,
}

impl Parts {
    fn new(kind: Kind) -> Self {
        let mut bytes = SmallVec::new();
        bytes.push(kind as u8);
        Self { bytes }
    }

    fn add(&mut self, part: &str) {
        self.bytes.extend_from_slice(part.as_bytes());
        self.bytes.push(b'\n');
    }

    fn add_ignoring_case(&mut self, part: &str) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(part.as_bytes());
        self.bytes[start..].make_ascii_lowercase();
        self.bytes.push(b'\n');
    }

    fn add_number(&mut self, number: u32) {
        self.bytes.extend_from_slice(&number.to_be_bytes());
    }
}

/// Takes what is already a hash as it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeyIsHash;

impl BuildHasher for KeyIsHash {
    type Hasher = FirstWord;

    fn build_hasher(&self) -> FirstWord {
        FirstWord::default()
    }
}

/// The hasher of [`KeyIsHash`].
#[derive(Debug, Default)]
pub(crate) struct FirstWord(u64);

impl Hasher for FirstWord {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, word: u64) {
        self.0 ^= word;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn maker() -> KeyMaker {
        KeyMaker::new(&mut Rng::from_number(1))
    }

    #[test]
    fn a_branch_and_a_host_have_no_case_but_a_method_has() {
        let keys = maker();
        let key = keys.server("z9hG4bKabc", "Host:5060", "INVITE");
        assert_eq!(key, keys.server("z9hg4bkABC", "host:5060", "INVITE"));
        assert_ne!(key, keys.server("z9hG4bKabc", "host:5060", "invite"));
    }

    #[test]
    fn text_that_moves_between_parts_changes_the_key() {
        let keys = maker();
        assert_ne!(keys.client("ab", "c", "BYE"), keys.client("a", "bc", "BYE"));
        assert_ne!(
            keys.merge("ab", "c", 1, "BYE"),
            keys.merge("a", "bc", 1, "BYE")
        );
        assert_ne!(keys.client("a", "b", "BYE"), keys.server("a", "b", "BYE"));
    }

    #[test]
    fn another_secret_gives_another_key() {
        let other = KeyMaker::new(&mut Rng::from_number(2));
        assert_ne!(
            maker().client("a", "b", "BYE"),
            other.client("a", "b", "BYE")
        );
    }
}
