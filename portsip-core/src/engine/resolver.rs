//! From a target's name to its destinations: fetches what the search for them
//! asks for (RFC 3263).

use std::net::SocketAddr;
use std::time::Duration;

use futures_util::future::join_all;
use tokio::sync::Semaphore;

use super::name_service::NameService;
use crate::limits::LOOKUPS_AT_ONCE_MAX;
use crate::rng::Rng;
use crate::sip::transport::locate::{Locator, Query, Records, Step};
use crate::sip::transport::target::{Destination, Target};

/// How long all the questions about one name may take.
const SEARCH_MAX: Duration = Duration::from_secs(10);

/// Finds the destinations of targets.
#[derive(Debug)]
pub(super) struct Resolver {
    pub(super) names: NameService,
    /// Each search starts with it: the same records give the same order.
    rng: Rng,
    turns: Semaphore,
}

impl Resolver {
    /// A resolver of the system's names; `rng` decides between equal servers.
    pub(super) fn new(rng: Rng) -> Self {
        Self {
            names: NameService::default(),
            rng,
            turns: Semaphore::new(LOOKUPS_AT_ONCE_MAX),
        }
    }

    /// The destinations of `target` in the order to be tried, without those
    /// that `reaches` refuses; empty when there are none.
    pub(super) async fn resolve(
        &self,
        target: &Target,
        prefer_ipv6: bool,
        reaches: impl Fn(SocketAddr) -> bool,
    ) -> Vec<Destination> {
        let Some(locator) = Locator::new(target, prefer_ipv6, self.rng.clone()) else {
            return Vec::new();
        };
        let _turn = self.turns.acquire().await;
        let search = self.search(locator);
        let Ok(mut found) = tokio::time::timeout(SEARCH_MAX, search).await else {
            tracing::warn!(host = ?target.host, "the search for its servers took too long");
            return Vec::new();
        };
        found.retain(|destination| reaches(destination.address));
        tracing::debug!(host = ?target.host, ?found, "located");
        found
    }

    async fn search(&self, mut locator: Locator) -> Vec<Destination> {
        let mut silent = Vec::new();
        loop {
            let queries = match locator.step() {
                // Else the name servers are not there at all.
                Step::Done(found) if !found.is_empty() => {
                    self.names.note_silent(silent);
                    return found;
                }
                Step::Done(none) => return none,
                Step::Ask(queries) => queries,
            };
            let host = locator.host();
            let answers = join_all(queries.iter().map(|query| self.names.find(host, query))).await;
            for (query, records) in queries.into_iter().zip(answers) {
                let is_silence = records.is_none();
                let found = records.unwrap_or_else(|| Records::none(&query));
                locator.handle_records(query.clone(), found);
                // Addresses are asked for each time.
                if is_silence && !matches!(query, Query::Addresses(_)) {
                    silent.push(query);
                }
            }
        }
    }
}
