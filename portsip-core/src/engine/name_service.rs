//! Records of names: from the name servers of the system, or from those that
//! the program names.
//!
//! What was found, and what was not, is remembered as long as the answer says
//! (RFC 2308 for what was not). The system's file of hosts goes first; where
//! the system does not say which servers it uses, its own functions find the
//! addresses, and other records count as missing.
//!
//! Some name servers know addresses but are silent when asked for anything
//! else. What they were silent about is not asked for again for a while.

use std::collections::HashMap;
use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::panic::catch_unwind;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use hickory_resolver::config::{
    ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig, ResolverOpts,
};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::op::Query as Question;
use hickory_resolver::proto::rr::{Name, RData, RecordType};
use hickory_resolver::{Hosts, Resolver, TokioResolver};
use tokio::sync::OnceCell;
use tokio::time::Instant;

use crate::limits::{DNS_RECORDS_REMEMBERED_MAX, SILENT_QUESTIONS_MAX};
use crate::sip::transport::locate::{Naptr, Query, Records, Srv};

/// How long a name server has to answer.
const ANSWER_WAIT: Duration = Duration::from_secs(2);
/// How often a name server is asked that does not answer.
const ATTEMPTS: usize = 2;
/// What is not there is looked for again after this, whatever was answered.
const ABSENCE_MAX: Duration = Duration::from_mins(15);
/// How long to wait for the records of a service.
const SERVICE_WAIT: Duration = Duration::from_secs(4);
/// How long not to ask again what a name server was silent about.
const SILENCE: Duration = Duration::from_mins(5);
/// How long records are believed, whatever was answered.
const PRESENCE_MAX: Duration = Duration::from_hours(24);

/// Finds records.
#[derive(Debug, Default)]
pub(super) struct NameService {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Those that the program names; empty for the system's.
    servers: Vec<SocketAddr>,
    /// Made when the first name is looked up.
    source: Arc<OnceCell<Source>>,
    /// What is not asked for, and until when.
    silent: HashMap<Query, Instant>,
}

/// Where records come from.
#[derive(Clone)]
enum Source {
    /// Name servers, the program's.
    Given(TokioResolver),
    /// Name servers, the system's, and its file of hosts.
    System(TokioResolver, Arc<Hosts>),
    /// What the system's functions find.
    Functions,
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Given(_) => "Given",
            Self::System(..) => "System",
            Self::Functions => "Functions",
        })
    }
}

impl NameService {
    /// Asks these servers from now on; the system's where there are none. What
    /// is remembered is forgotten.
    pub(super) fn set_servers(&self, servers: Vec<SocketAddr>) {
        *self.state() = State {
            servers,
            ..State::default()
        };
    }

    /// The machine is in another network: the system may use other servers, and
    /// what they were silent about may be answered.
    pub(super) fn handle_network_changed(&self) {
        let mut state = self.state();
        state.silent.clear();
        if state.servers.is_empty() {
            state.source = Arc::default();
        }
    }

    /// The records of `query` for `host`, the name that is being located;
    /// `None` when no name server has answered.
    pub(super) async fn find(&self, host: &str, query: &Query) -> Option<Records> {
        let source = self.source().await;
        let (name, kind) = match query {
            Query::Naptr(name) => (name, RecordType::NAPTR),
            Query::Srv(name) => (name, RecordType::SRV),
            Query::Addresses(name) => {
                return source.addresses(name).await.map(Records::Addresses);
            }
        };
        if self.is_silent(query) {
            return Some(Records::none(query));
        }
        let found = source.service_records(host, name, kind);
        let found = tokio::time::timeout(SERVICE_WAIT, found).await.ok()??;
        Some(match query {
            Query::Naptr(_) => Records::Naptr(found.iter().filter_map(naptr).collect()),
            _ => Records::Srv(found.iter().filter_map(srv).collect()),
        })
    }

    /// Name servers that answered other questions were silent about these.
    pub(super) fn note_silent(&self, queries: Vec<Query>) {
        let now = Instant::now();
        let silent = &mut self.state().silent;
        silent.retain(|_, until| *until > now);
        for query in queries {
            if silent.len() < SILENT_QUESTIONS_MAX {
                silent.insert(query, now + SILENCE);
            }
        }
    }

    fn is_silent(&self, query: &Query) -> bool {
        let state = self.state();
        let until = state.silent.get(query);
        until.is_some_and(|until| *until > Instant::now())
    }

    /// Where records come from now. That is read from files, which blocks, so
    /// tokio does it on a helper thread.
    async fn source(&self) -> Source {
        let (servers, source) = {
            let state = self.state();
            (state.servers.clone(), Arc::clone(&state.source))
        };
        let made = source.get_or_init(|| async {
            let made = tokio::task::spawn_blocking(move || source_of(&servers));
            made.await.unwrap_or(Source::Functions)
        });
        made.await.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Source {
    /// A host of the system's file is where the file says, whatever services
    /// its name has elsewhere.
    async fn service_records(
        &self,
        host: &str,
        name: &str,
        kind: RecordType,
    ) -> Option<Vec<RData>> {
        match self {
            Self::System(_, hosts) if is_in_file(hosts, host) => Some(Vec::new()),
            Self::Given(resolver) | Self::System(resolver, _) => lookup(resolver, name, kind).await,
            Self::Functions => Some(Vec::new()),
        }
    }

    async fn addresses(&self, name: &str) -> Option<Vec<IpAddr>> {
        match self {
            Self::Given(resolver) => lookup_addresses(resolver, name).await,
            // Names without a dot are often known to the system alone.
            Self::System(resolver, _) if name.contains('.') => {
                lookup_addresses(resolver, name).await
            }
            Self::System(..) | Self::Functions => Some(addresses_of_system(name).await),
        }
    }
}

fn source_of(servers: &[SocketAddr]) -> Source {
    if servers.is_empty() {
        // On Android the system is asked by way of the JVM, which panics where
        // the program has not given that.
        let built = catch_unwind(|| {
            let mut builder = Resolver::builder(TokioRuntimeProvider::default())?;
            bound_work(builder.options_mut());
            builder.build()
        });
        return match built {
            Ok(Ok(resolver)) => {
                let hosts = Hosts::from_system().unwrap_or_default();
                Source::System(resolver, Arc::new(hosts))
            }
            Ok(Err(error)) => {
                tracing::warn!(%error, "the system does not say which name servers it uses");
                Source::Functions
            }
            Err(_) => {
                tracing::warn!("the system cannot be asked which name servers it uses");
                Source::Functions
            }
        };
    }
    let servers = servers.iter().copied().map(name_server).collect();
    let config = ResolverConfig::from_parts(None, Vec::new(), servers);
    let provider = TokioRuntimeProvider::default();
    let mut builder = Resolver::builder_with_config(config, provider);
    bound_work(builder.options_mut());
    builder.options_mut().use_hosts_file = ResolveHosts::Never;
    match builder.build() {
        Ok(resolver) => Source::Given(resolver),
        Err(error) => {
            tracing::error!(%error, "the name servers given cannot be used");
            Source::Functions
        }
    }
}

fn name_server(address: SocketAddr) -> NameServerConfig {
    let connections = [ConnectionConfig::udp(), ConnectionConfig::tcp()].map(|mut connection| {
        connection.port = address.port();
        connection
    });
    NameServerConfig::new(address.ip(), true, connections.to_vec())
}

fn bound_work(options: &mut ResolverOpts) {
    options.timeout = ANSWER_WAIT;
    options.attempts = ATTEMPTS;
    options.cache_size = DNS_RECORDS_REMEMBERED_MAX;
    options.positive_max_ttl = Some(PRESENCE_MAX);
    options.negative_max_ttl = Some(ABSENCE_MAX);
    options.try_tcp_on_error = true;
}

fn is_in_file(hosts: &Hosts, host: &str) -> bool {
    let Some(name) = whole_name(host) else {
        return false;
    };
    let mut kinds = [RecordType::A, RecordType::AAAA].into_iter();
    kinds.any(|kind| {
        let question = Question::query(name.clone(), kind);
        hosts.lookup_static_host(&question).is_some()
    })
}

/// A name that is not completed with the system's domains.
fn whole_name(name: &str) -> Option<Name> {
    let mut name = Name::from_ascii(name).ok()?;
    name.set_fqdn(true);
    Some(name)
}

/// The records of a name; `None` when no name server has answered.
async fn lookup(resolver: &TokioResolver, name: &str, kind: RecordType) -> Option<Vec<RData>> {
    let Some(whole) = whole_name(name) else {
        return Some(Vec::new());
    };
    match resolver.lookup(whole, kind).await {
        Ok(found) => {
            let answers = found.answers().iter();
            Some(answers.map(|record| record.data.clone()).collect())
        }
        Err(error) if error.is_no_records_found() => Some(Vec::new()),
        Err(error) => {
            tracing::warn!(name, %kind, %error, "the name servers do not answer");
            None
        }
    }
}

async fn lookup_addresses(resolver: &TokioResolver, name: &str) -> Option<Vec<IpAddr>> {
    let (v4, v6) = futures_util::future::join(
        lookup(resolver, name, RecordType::A),
        lookup(resolver, name, RecordType::AAAA),
    )
    .await;
    if v4.is_none() && v6.is_none() {
        return None;
    }
    let found = v4.into_iter().flatten().chain(v6.into_iter().flatten());
    let addresses = found.filter_map(|data| match data {
        RData::A(address) => Some(IpAddr::V4(address.0)),
        RData::AAAA(address) => Some(IpAddr::V6(address.0)),
        _ => None,
    });
    Some(addresses.collect())
}

fn naptr(data: &RData) -> Option<Naptr> {
    let RData::NAPTR(record) = data else {
        return None;
    };
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    Some(Naptr {
        order: record.order,
        preference: record.preference,
        flags: text(&record.flags),
        service: text(&record.services),
        replacement: record.replacement.to_ascii(),
    })
}

fn srv(data: &RData) -> Option<Srv> {
    let RData::SRV(record) = data else {
        return None;
    };
    Some(Srv {
        priority: record.priority,
        weight: record.weight,
        target: record.target.to_ascii(),
        port: record.port,
    })
}

/// These functions block, so tokio runs them on a helper thread.
fn addresses_of_system(name: &str) -> impl Future<Output = Vec<IpAddr>> + Send {
    let host = name.to_owned();
    async move {
        match tokio::net::lookup_host((host.as_str(), 0)).await {
            Ok(found) => found.map(|address| address.ip()).collect(),
            Err(error) => {
                tracing::warn!(host, %error, "the name cannot be resolved");
                Vec::new()
            }
        }
    }
}
