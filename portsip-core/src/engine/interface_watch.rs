//! Notices when the addresses of this machine change, by looking again and
//! again: every system has a way to ask, and few agree on a way to be told.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use super::core::Core;
use super::network_interfaces::addresses;

/// How long between two looks.
const PAUSE: Duration = Duration::from_secs(2);

/// Looks until everything ends.
pub(super) async fn watch(core: Arc<Core>) {
    let mut known = known_now().unwrap_or_default();
    loop {
        tokio::time::sleep(PAUSE).await;
        let Some(now) = known_now() else { continue };
        if now == known {
            continue;
        }
        let gone: Vec<IpAddr> = known.difference(&now).copied().collect();
        tracing::info!(?gone, ?now, "the addresses of this machine have changed");
        known = now;
        core.resolver.names.handle_network_changed();
        core.agent("network changed", |agent, at| {
            agent.handle_network_changed(at, &gone);
        });
    }
}

/// The addresses; `None` when the system does not say. None at all is an answer:
/// every cable is out.
fn known_now() -> Option<BTreeSet<IpAddr>> {
    addresses().map(|all| all.into_iter().collect())
}
