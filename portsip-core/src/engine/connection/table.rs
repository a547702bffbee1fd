//! The connections of one SDK object, how many there may be, and which gives
//! way to a new one.

use std::collections::HashMap;
use std::future::{Future, poll_fn};
use std::net::{IpAddr, Ipv6Addr};
use std::pin::pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;

use super::outbox::{Ending, Outbox, Refused};
use crate::limits::{
    CONNECTIONS_INBOUND_MAX, CONNECTIONS_OUTBOUND_MAX, CONNECTIONS_PER_SOURCE_MAX,
};
use crate::octets::Octets;
use crate::sip::transport::flow::ConnectionId;

/// The connections of one SDK object, and those that are being made.
#[derive(Debug, Default)]
pub(in crate::engine) struct Connections {
    table: Mutex<Table>,
    /// Counts what happens, so that connections can be told by their last use.
    step: AtomicU64,
}

#[derive(Debug, Default)]
struct Table {
    last_id: u64,
    entries: HashMap<ConnectionId, Entry>,
    /// Accepted ones of each source.
    sources: HashMap<IpAddr, usize>,
    accepted: usize,
}

#[derive(Debug)]
struct Entry {
    outbox: Arc<Outbox>,
    /// Who opened it, where that was not we.
    source: Option<IpAddr>,
}

/// A connection's place in the table, until it is dropped.
#[derive(Debug)]
pub(super) struct Place {
    connections: Arc<Connections>,
    pub(super) id: ConnectionId,
    pub(super) outbox: Arc<Outbox>,
}

impl Connections {
    /// A place for a connection that we open; `None` when there are too many.
    pub(super) fn reserve(self: &Arc<Self>) -> Option<Place> {
        let mut table = self.lock();
        let opened = table.entries.len() - table.accepted;
        (opened < CONNECTIONS_OUTBOUND_MAX).then(|| table.insert(self, None))
    }

    /// A place for a connection that `from` has opened. Where there are too
    /// many, of that source or in all, the one that was idle longest ends: one
    /// that has not brought a message yet before one that has.
    pub(super) fn admit(self: &Arc<Self>, from: IpAddr) -> Place {
        let source = source(from);
        let mut table = self.lock();
        let of_source = table.sources.get(&source).copied().unwrap_or(0);
        if of_source >= CONNECTIONS_PER_SOURCE_MAX {
            table.end_idlest(Some(source));
        } else if table.accepted >= CONNECTIONS_INBOUND_MAX {
            table.end_idlest(None);
        }
        table.insert(self, Some(source))
    }

    /// Queues a message on a connection; refused where it has ended.
    pub(in crate::engine) fn send(
        &self,
        connection: ConnectionId,
        message: Octets,
    ) -> Result<(), Refused> {
        let outbox = self.outbox(connection).ok_or(Refused)?;
        outbox.push(message)
    }

    /// Ends a connection once all is sent that waits.
    pub(in crate::engine) fn close(&self, connection: ConnectionId) {
        if let Some(outbox) = self.outbox(connection) {
            outbox.end(Ending::WhenSent);
        }
    }

    /// Ends all connections once all is sent that waits on each.
    pub(in crate::engine) fn close_all(&self) {
        for entry in self.lock().entries.values() {
            entry.outbox.end(Ending::WhenSent);
        }
    }

    /// Whether there is no connection.
    pub(in crate::engine) fn is_empty(&self) -> bool {
        self.lock().entries.is_empty()
    }

    /// Whether everything has been sent.
    pub(in crate::engine) fn is_all_sent(&self) -> bool {
        let table = self.lock();
        table
            .entries
            .values()
            .all(|entry| entry.outbox.bytes_waiting() == 0)
    }

    fn outbox(&self, connection: ConnectionId) -> Option<Arc<Outbox>> {
        let table = self.lock();
        table
            .entries
            .get(&connection)
            .map(|entry| Arc::clone(&entry.outbox))
    }

    fn lock(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Table {
    fn insert(&mut self, connections: &Arc<Connections>, source: Option<IpAddr>) -> Place {
        self.last_id += 1;
        let id = ConnectionId(self.last_id);
        if let Some(source) = source {
            *self.sources.entry(source).or_default() += 1;
            self.accepted += 1;
        }
        let outbox = Arc::new(Outbox::default());
        let entry = Entry {
            outbox: Arc::clone(&outbox),
            source,
        };
        self.entries.insert(id, entry);
        Place {
            connections: Arc::clone(connections),
            id,
            outbox,
        }
    }

    /// Ends an accepted connection, of one source or of any.
    fn end_idlest(&mut self, source: Option<IpAddr>) {
        let idlest = self
            .entries
            .iter()
            .filter(|(_, entry)| entry.source.is_some())
            .filter(|(_, entry)| source.is_none() || entry.source == source)
            .min_by_key(|(id, entry)| (entry.outbox.last_active(), **id))
            .map(|(id, entry)| (*id, Arc::clone(&entry.outbox)));
        if let Some((id, outbox)) = idlest {
            outbox.end(Ending::Now);
            self.remove(id);
        }
    }

    fn remove(&mut self, id: ConnectionId) {
        let Some(Entry {
            source: Some(source),
            ..
        }) = self.entries.remove(&id)
        else {
            return;
        };
        self.accepted -= 1;
        if let Some(count) = self.sources.get_mut(&source) {
            *count -= 1;
            if *count == 0 {
                self.sources.remove(&source);
            }
        }
    }
}

impl Place {
    /// What `work` gives, unless the connection is to end before.
    pub(super) async fn unless_ended<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        let mut work = pin!(work);
        poll_fn(|context| match self.outbox.poll_end(context) {
            Poll::Ready(()) => Poll::Ready(None),
            Poll::Pending => work.as_mut().poll(context).map(Some),
        })
        .await
    }

    /// Notes that a message came or went.
    pub(super) fn note_active(&self) {
        let step = self.connections.step.fetch_add(1, Ordering::Relaxed) + 1;
        self.outbox.set_active(step);
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // Whoever sends from now on is told that it has ended.
        self.outbox.end(Ending::Now);
        self.connections.lock().remove(self.id);
    }
}

/// Whose connections are counted together: a network of 64 bits is one host's.
fn source(from: IpAddr) -> IpAddr {
    match from {
        IpAddr::V4(_) => from,
        IpAddr::V6(ip) => {
            let [a, b, c, d, ..] = ip.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(number: usize) -> IpAddr {
        IpAddr::from((0x0A00_0000 + number as u32).to_be_bytes())
    }

    fn count(connections: &Connections) -> (usize, usize) {
        let table = connections.lock();
        (table.entries.len(), table.sources.len())
    }

    #[test]
    fn one_source_has_only_its_share() {
        let connections = Arc::new(Connections::default());
        let other = connections.admit(address(1));
        let mut places: Vec<Place> = (0..CONNECTIONS_PER_SOURCE_MAX)
            .map(|_| connections.admit(address(2)))
            .collect();
        places[0].note_active();
        places.push(connections.admit(address(2)));
        assert_eq!(places[0].outbox.push(Octets::new()), Ok(()));
        assert_eq!(places[1].outbox.push(Octets::new()), Err(Refused));
        assert_eq!(other.outbox.push(Octets::new()), Ok(()));
        drop(places);
        assert_eq!(count(&connections), (1, 1));
        drop(other);
        assert_eq!(count(&connections), (0, 0));
    }

    #[test]
    fn all_sources_together_have_a_bound() {
        let connections = Arc::new(Connections::default());
        let places: Vec<Place> = (0..3 * CONNECTIONS_INBOUND_MAX)
            .map(|number| connections.admit(address(number)))
            .collect();
        assert_eq!(count(&connections).0, CONNECTIONS_INBOUND_MAX);
        drop(places);
        assert_eq!(count(&connections), (0, 0));
    }

    #[test]
    fn ours_are_counted_apart() {
        let connections = Arc::new(Connections::default());
        let places: Vec<Place> = std::iter::from_fn(|| connections.reserve()).collect();
        assert_eq!(places.len(), CONNECTIONS_OUTBOUND_MAX);
        let accepted = connections.admit(address(1));
        assert_eq!(connections.send(accepted.id, Octets::new()), Ok(()));
        connections.close(accepted.id);
        assert_eq!(connections.send(accepted.id, Octets::new()), Err(Refused));
    }

    #[test]
    fn a_network_of_one_host_is_one_source() {
        let of = |text: &str| source(text.parse().expect("an address"));
        assert_eq!(of("2001:db8::1"), of("2001:db8::2:0:0:1"));
        assert_ne!(of("2001:db8::1"), of("2001:db8:0:1::1"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
    }
}
