//! Finds the servers that know how the sockets of a call look from outside: names become
//! addresses, and relays that want it get connections.

use std::net::SocketAddr;
use std::sync::Arc;

use futures_util::future::try_join_all;
use tokio::task::JoinSet;

use super::core::Core;
use super::media_asking::{RelayWay, Server};
use super::relay_stream::{self, Passing};
use crate::plan::{Component, MediaPorts};
use crate::sip::transport::flow::Transport;
use crate::sip::transport::target::{Target, TargetHost};
use crate::ua::GatheringServers;

/// A server that can be asked, and what has to run for its connections.
pub(super) struct Reached {
    pub(super) server: Server,
    pub(super) passing: Vec<Passing>,
}

/// Looks for the servers, all at once.
pub(super) fn look_up(
    core: &Arc<Core>,
    servers: &GatheringServers,
    (ports, components): (MediaPorts, &'static [Component]),
    prefer_ipv6: bool,
) -> JoinSet<Option<Reached>> {
    let mut lookups = JoinSet::new();
    if let Some(stun) = servers.stun.clone() {
        let core = Arc::clone(core);
        lookups.spawn(async move {
            let address = first_address(&core, &stun, prefer_ipv6).await?;
            Some(Reached {
                server: Server::Stun(address),
                passing: Vec::new(),
            })
        });
    }
    if let Some((turn, login)) = servers.turn.clone() {
        let core = Arc::clone(core);
        lookups.spawn(async move {
            let address = first_address(&core, &turn, prefer_ipv6).await?;
            let (ways, passing) = match turn.transport {
                Transport::Udp => (datagrams(components, address), Vec::new()),
                _ => connect(&core, &turn, address, (ports, components)).await?,
            };
            let server = Server::Turn(login, ways);
            Some(Reached { server, passing })
        });
    }
    lookups
}

fn datagrams(components: &[Component], address: SocketAddr) -> Vec<RelayWay> {
    let way = |component: &Component| RelayWay {
        component: *component,
        address,
        stream: None,
    };
    components.iter().map(way).collect()
}

/// The first address of a server.
async fn first_address(core: &Core, target: &Target, prefer_ipv6: bool) -> Option<SocketAddr> {
    let reaches = |address| core.bound.reaches_family_of(address);
    if let (TargetHost::Address(ip), Some(port)) = (&target.host, target.port) {
        return Some(SocketAddr::new(*ip, port)).filter(|address| reaches(*address));
    }
    let found = core.resolver.resolve(target, prefer_ipv6, reaches).await;
    found.first().map(|destination| destination.address)
}

/// A connection to a relay for each socket.
async fn connect(
    core: &Arc<Core>,
    target: &Target,
    server: SocketAddr,
    (ports, components): (MediaPorts, &[Component]),
) -> Option<(Vec<RelayWay>, Vec<Passing>)> {
    let open = async |component: &Component| {
        let port = match component {
            Component::Rtp => ports.rtp_port,
            Component::Rtcp => ports.rtcp_port,
        };
        let media = SocketAddr::new(core.ports.local_ip(), port);
        let (stream, passing) = relay_stream::open(core, target, server, media).await?;
        let way = RelayWay {
            component: *component,
            address: stream.address,
            stream: Some(stream),
        };
        Ok::<_, String>((way, passing))
    };
    match try_join_all(components.iter().map(open)).await {
        Ok(ways) => Some(ways.into_iter().unzip()),
        Err(error) => {
            tracing::warn!(%server, error, "no connection to the relay");
            None
        }
    }
}
