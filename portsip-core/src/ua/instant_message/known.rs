//! Which MESSAGEs of others have come: their transaction absorbs the repetitions, but over
//! connections it ends with the response (RFC 3261 §17.2.2), and who lost his connection
//! under it may send it again over another.

use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::time::Duration;

use crate::clock::Instant;
use crate::limits::MESSAGES_KNOWN_MAX;
use crate::rng::Rng;
use crate::sip::message::Message;

/// How long one may come again: twice what its sender waits for an answer, 64·T1.
const REMEMBERED: Duration = Duration::from_secs(64);

/// The requests that came last, the oldest first.
#[derive(Debug, Default)]
pub(super) struct Known {
    requests: VecDeque<(Instant, u64)>,
    /// Begins what is hashed, so that nobody can make two that look alike.
    key: Option<u64>,
}

impl Known {
    /// Whether the request has come before; if not, it is known from now on.
    pub(super) fn has(&mut self, now: Instant, rng: &mut Rng, request: &Message) -> bool {
        while let Some((since, _)) = self.requests.front()
            && (now.saturating_since(*since) >= REMEMBERED
                || self.requests.len() >= MESSAGES_KNOWN_MAX)
        {
            self.requests.pop_front();
        }
        let mut hasher = DefaultHasher::new();
        self.key.get_or_insert_with(|| rng.u64()).hash(&mut hasher);
        request.call_id().hash(&mut hasher);
        request.cseq().number.hash(&mut hasher);
        request.from().tag().hash(&mut hasher);
        request.top_via().branch().hash(&mut hasher);
        let name = hasher.finish();
        let is_known = self.requests.iter().any(|(_, known)| *known == name);
        if !is_known {
            self.requests.push_back((now, name));
        }
        is_known
    }
}
