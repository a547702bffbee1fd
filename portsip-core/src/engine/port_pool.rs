//! Pairs of media sockets, bound ahead so that a call never waits for them.
//!
//! A thread keeps some pairs bound. A pair goes to one call and is closed when
//! the call gives it back, once its relays have heard of that: the ports are walked
//! in order from a random start, so what an old peer still sends does not reach a new
//! call.

use std::collections::{HashMap, VecDeque};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use mio::net::UdpSocket;
use socket2::SockRef;

use super::clock_source::ClockSource;
use super::media_relays::Relays;
use super::parting_pairs::{PAUSE, PartingPairs};
use super::socket::options;
use crate::config::RtpPortRange;
use crate::error::{Error, Result};
use crate::limits::TURN_UNANSWERED_MAX;
use crate::plan::{MediaPorts, MediaPortsId};
use crate::rng::Rng;

/// Pairs kept bound ahead.
const SPARE_PAIRS: usize = 16;
/// Below this many the thread binds more.
const SPARE_PAIRS_LOW: usize = 8;
/// Datagrams thrown away when a pair is taken.
const STALE_DATAGRAMS_MAX: usize = 256;

/// Two bound sockets with even and odd port.
#[derive(Debug)]
pub(super) struct BoundPair {
    /// The ports and their name.
    pub(super) ports: MediaPorts,
    /// The socket of the even port.
    pub(super) rtp: UdpSocket,
    /// The socket of the odd port.
    pub(super) rtcp: UdpSocket,
    /// Their addresses at a relay.
    pub(super) relays: Relays,
}

/// The pairs of one SDK object.
#[derive(Debug)]
pub(super) struct PortPool {
    local_ip: IpAddr,
    clock: ClockSource,
    pairs: Mutex<Pairs>,
    work: Condvar,
}

#[derive(Debug)]
struct Pairs {
    range: RtpPortRange,
    /// The next RTP port to try.
    cursor: u16,
    next_id: u32,
    spare: VecDeque<BoundPair>,
    /// Given to calls, not yet to the media thread.
    taken: HashMap<MediaPortsId, Taken>,
    /// Given back; the thread closes them.
    returned: Vec<BoundPair>,
    /// Given back, with relays that have not heard of it.
    parting: PartingPairs,
    /// Pairs that calls have.
    in_use: usize,
    /// What is sent is marked with it.
    dscp: u32,
    closed: bool,
    rng: Rng,
}

/// A pair that the media thread does not have yet. Who works with it holds up nobody
/// but who wants the same one.
#[derive(Clone, Debug)]
struct Taken {
    pair: Arc<Mutex<Option<BoundPair>>>,
    /// Its call is theirs and has relays.
    is_relayed: bool,
}

impl Taken {
    fn lock(&self) -> MutexGuard<'_, Option<BoundPair>> {
        self.pair.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl BoundPair {
    /// Marks what both sockets send from now on.
    pub(super) fn mark(&self, local_ip: IpAddr, dscp: u32) {
        let address = SocketAddr::new(local_ip, self.ports.rtp_port);
        for socket in [&self.rtp, &self.rtcp] {
            options::mark(&SockRef::from(socket), address, dscp);
        }
    }
}

impl PortPool {
    /// An empty pool of sockets bound to `local_ip`.
    pub(super) fn new(
        clock: ClockSource,
        local_ip: IpAddr,
        range: RtpPortRange,
        rng: &mut Rng,
    ) -> Self {
        Self {
            local_ip,
            clock,
            pairs: Mutex::new(Pairs {
                range,
                cursor: random_start(range, rng),
                next_id: 1,
                spare: VecDeque::with_capacity(SPARE_PAIRS),
                taken: HashMap::new(),
                returned: Vec::new(),
                parting: PartingPairs::default(),
                in_use: 0,
                dscp: options::DSCP_AUDIO,
                closed: false,
                rng: rng.fork(),
            }),
            work: Condvar::new(),
        }
    }

    /// A pair for a call. Bound on the spot when calls came faster than the
    /// thread binds; [`Error::CoreCreateAudioChannelFailed`] when the range or
    /// the process has none left.
    pub(super) fn take(&self) -> Result<MediaPorts> {
        let mut pairs = self.lock();
        let spare = pairs.spare.pop_front();
        if pairs.spare.len() < SPARE_PAIRS_LOW {
            self.work.notify_one();
        }
        let pair = if let Some(pair) = spare {
            pair
        } else {
            // Ports of calls that just ended count as free.
            pairs.returned.clear();
            let bound = pairs.bind(self.local_ip).or_else(|| {
                pairs.parting.clear();
                pairs.bind(self.local_ip)
            });
            bound.ok_or(Error::CoreCreateAudioChannelFailed)?
        };
        discard_waiting(&pair.rtp);
        discard_waiting(&pair.rtcp);
        let ports = pair.ports;
        let taken = Taken {
            pair: Arc::new(Mutex::new(Some(pair))),
            is_relayed: false,
        };
        pairs.taken.insert(ports.id, taken);
        pairs.in_use += 1;
        Ok(ports)
    }

    /// Randomness for what is done with a taken pair.
    pub(super) fn fork_rng(&self) -> Rng {
        self.lock().rng.fork()
    }

    /// Uses a taken pair that the media thread does not have yet, without waiting
    /// on its sockets; `None` where there is no such pair any more.
    pub(super) fn with_taken<R>(
        &self,
        id: MediaPortsId,
        act: impl FnOnce(&mut BoundPair) -> R,
    ) -> Option<R> {
        let taken = self.lock().taken.get(&id).cloned()?;
        taken.lock().as_mut().map(act)
    }

    /// Whether a call of theirs that nobody has answered may have relays: who calls
    /// and gives up makes us ask for them.
    pub(super) fn take_relays(&self, id: MediaPortsId) -> bool {
        let mut pairs = self.lock();
        let relayed = pairs.taken.values().filter(|taken| taken.is_relayed);
        if relayed.count() >= TURN_UNANSWERED_MAX {
            return false;
        }
        let taken = pairs.taken.get_mut(&id);
        taken.is_some_and(|taken| {
            taken.is_relayed = true;
            true
        })
    }

    /// Hands the sockets of a taken pair to the media thread, once.
    pub(super) fn claim(&self, id: MediaPortsId) -> Option<BoundPair> {
        let taken = self.lock().taken.remove(&id)?;
        taken.lock().take()
    }

    /// Takes back a pair that was taken and never claimed.
    pub(super) fn give_back_unclaimed(&self, ports: MediaPorts) {
        if let Some(pair) = self.claim(ports.id) {
            self.give_back(pair);
        }
    }

    /// Takes back a claimed pair.
    pub(super) fn give_back(&self, mut pair: BoundPair) {
        let now = self.clock.now();
        pair.close_relays(now, self.is_ipv6());
        let mut pairs = self.lock();
        pairs.in_use = pairs.in_use.saturating_sub(1);
        if pairs.closed {
            return;
        }
        if pair.relays.is_empty() {
            pairs.returned.push(pair);
        } else {
            pairs.parting.push(now, pair);
        }
        self.work.notify_one();
    }

    /// Changes the range for pairs taken from now on.
    pub(super) fn set_range(&self, range: RtpPortRange, rng: &mut Rng) {
        let mut pairs = self.lock();
        if pairs.range == range {
            return;
        }
        pairs.range = range;
        pairs.cursor = random_start(range, rng);
        let old: Vec<BoundPair> = pairs.spare.drain(..).collect();
        pairs.returned.extend(old);
        self.work.notify_one();
    }

    /// Marks what is sent with `dscp`, also through pairs that are bound and not
    /// claimed yet.
    pub(super) fn set_dscp(&self, dscp: u32) {
        let mut pairs = self.lock();
        pairs.dscp = dscp;
        for pair in &pairs.spare {
            pair.mark(self.local_ip, dscp);
        }
        for taken in pairs.taken.values() {
            if let Some(pair) = &*taken.lock() {
                pair.mark(self.local_ip, dscp);
            }
        }
    }

    /// The mark of what is sent.
    pub(super) fn dscp(&self) -> u32 {
        self.lock().dscp
    }

    /// Ends the thread and closes what no call has.
    pub(super) fn close(&self) {
        let mut pairs = self.lock();
        pairs.closed = true;
        pairs.spare.clear();
        pairs.returned.clear();
        pairs.parting.clear();
        pairs.taken.clear();
        self.work.notify_all();
    }

    /// The thread's life: binds ahead, closes what came back, and tells relays.
    pub(super) fn run(&self) {
        let mut pairs = self.lock();
        while !pairs.closed {
            let returned = std::mem::take(&mut pairs.returned);
            if !returned.is_empty() {
                drop(pairs);
                drop(returned);
                pairs = self.lock();
                continue;
            }
            if pairs.spare.len() < SPARE_PAIRS
                && let Some(pair) = pairs.bind(self.local_ip)
            {
                pairs.spare.push_back(pair);
                // Others get in between two binds.
                drop(pairs);
                pairs = self.lock();
                continue;
            }
            pairs = self.wait(pairs);
        }
    }

    /// Waits for work; while pairs part, for a moment.
    fn wait<'p>(&'p self, mut pairs: MutexGuard<'p, Pairs>) -> MutexGuard<'p, Pairs> {
        if pairs.parting.is_empty() {
            let woken = self.work.wait(pairs);
            return woken.unwrap_or_else(PoisonError::into_inner);
        }
        let woken = self.work.wait_timeout(pairs, PAUSE);
        (pairs, _) = woken.unwrap_or_else(PoisonError::into_inner);
        // One at a time: the others count as free.
        for _ in 0..pairs.parting.len() {
            let Some(parting) = pairs.parting.pop() else {
                break;
            };
            drop(pairs);
            let parting = parting.carry_on(self.clock.now(), self.is_ipv6());
            pairs = self.lock();
            if let Some(parting) = parting.filter(|_| !pairs.closed) {
                pairs.parting.put_back(parting);
            }
        }
        pairs
    }

    /// Pairs that calls have.
    pub(super) fn in_use(&self) -> usize {
        self.lock().in_use
    }

    /// The address the sockets are bound to; may be unspecified.
    pub(super) fn local_ip(&self) -> IpAddr {
        self.local_ip
    }

    /// Whether the sockets name addresses as IPv6.
    pub(super) fn is_ipv6(&self) -> bool {
        self.local_ip.is_ipv6()
    }

    fn lock(&self) -> MutexGuard<'_, Pairs> {
        self.pairs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pairs {
    /// Binds the next free pair of the range.
    fn bind(&mut self, local_ip: IpAddr) -> Option<BoundPair> {
        let places = usize::from(self.range.max.saturating_sub(self.range.min) / 2) + 1;
        for _ in 0..places {
            let rtp_port = self.cursor;
            self.cursor = match rtp_port.checked_add(2) {
                Some(next) if next <= self.range.max => next,
                _ => self.range.min,
            };
            match bind_pair(local_ip, rtp_port, self.dscp) {
                Ok((rtp, rtcp)) => {
                    let id = MediaPortsId(self.next_id);
                    self.next_id = self.next_id.wrapping_add(1);
                    let ports = MediaPorts {
                        id,
                        rtp_port,
                        rtcp_port: rtp_port.saturating_add(1),
                    };
                    let relays = Relays::default();
                    return Some(BoundPair {
                        ports,
                        rtp,
                        rtcp,
                        relays,
                    });
                }
                Err(error) if is_taken(&error) => {}
                Err(error) => {
                    tracing::warn!(%error, "no media sockets can be bound");
                    return None;
                }
            }
        }
        None
    }
}

fn is_taken(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::AddrInUse | io::ErrorKind::PermissionDenied
    )
}

fn bind_pair(local_ip: IpAddr, rtp_port: u16, dscp: u32) -> io::Result<(UdpSocket, UdpSocket)> {
    let rtcp_port = rtp_port.checked_add(1).ok_or(io::ErrorKind::AddrInUse)?;
    let rtp = bind_one(SocketAddr::new(local_ip, rtp_port), dscp)?;
    let rtcp = bind_one(SocketAddr::new(local_ip, rtcp_port), dscp)?;
    Ok((rtp, rtcp))
}

fn bind_one(address: SocketAddr, dscp: u32) -> io::Result<UdpSocket> {
    let socket = options::datagram_socket(address, dscp)?;
    options::ask_for_arrival_times(&socket);
    socket.bind(&address.into())?;
    Ok(UdpSocket::from_std(socket.into()))
}

/// Throws away what reached a spare socket before it had a call.
fn discard_waiting(socket: &UdpSocket) {
    let mut nothing = [];
    for _ in 0..STALE_DATAGRAMS_MAX {
        if socket.recv_from(&mut nothing).is_err() {
            return;
        }
    }
}

fn random_start(range: RtpPortRange, rng: &mut Rng) -> u16 {
    let places = u32::from(range.max.saturating_sub(range.min) / 2) + 1;
    let offset = u16::try_from(rng.below(places) * 2).unwrap_or(0);
    range.min.saturating_add(offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOOPBACK: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    fn pool(min: u16, max: u16) -> PortPool {
        PortPool::new(
            ClockSource::start(),
            LOOPBACK,
            RtpPortRange { min, max },
            &mut Rng::from_number(5),
        )
    }

    #[test]
    fn pairs_are_even_and_odd_inside_the_range_and_differ() {
        let pool = pool(41_000, 41_200);
        let taken: Vec<MediaPorts> = (0..20).filter_map(|_| pool.take().ok()).collect();
        assert_eq!(taken.len(), 20);
        for ports in &taken {
            assert_eq!(ports.rtp_port % 2, 0);
            assert_eq!(ports.rtcp_port, ports.rtp_port + 1);
            assert!((41_000..=41_200).contains(&ports.rtp_port));
            assert_eq!(taken.iter().filter(|other| *other == ports).count(), 1);
        }
    }

    #[test]
    fn an_exhausted_range_says_so_and_recovers() {
        let pool = pool(41_300, 41_302);
        let first = pool.take().expect("two pairs fit");
        let second = pool.take().expect("two pairs fit");
        assert_eq!(pool.take(), Err(Error::CoreCreateAudioChannelFailed));
        pool.give_back_unclaimed(first);
        let claimed = pool.claim(second.id).expect("it was taken");
        assert!(pool.claim(second.id).is_none());
        pool.give_back(claimed);
        assert!(pool.take().is_ok());
        assert!(pool.take().is_ok());
    }

    #[test]
    fn relays_are_for_so_many_calls_that_ring() {
        let pool = pool(41_500, 41_900);
        let ringing: Vec<MediaPorts> = (0..=TURN_UNANSWERED_MAX)
            .filter_map(|_| pool.take().ok())
            .collect();
        assert_eq!(ringing.len(), TURN_UNANSWERED_MAX + 1);
        let relayed = ringing.iter().filter(|ports| pool.take_relays(ports.id));
        assert_eq!(relayed.count(), TURN_UNANSWERED_MAX);
        let last = ringing[TURN_UNANSWERED_MAX];
        assert!(!pool.take_relays(last.id));
        // One is answered.
        pool.claim(ringing[0].id).expect("it was taken");
        assert!(pool.take_relays(last.id));
        pool.give_back_unclaimed(last);
        assert!(!pool.take_relays(last.id));
    }

    #[test]
    fn what_came_before_the_call_is_not_heard_in_it() {
        let pool = pool(41_400, 41_400);
        let pair = pool.lock().bind(LOOPBACK).expect("the port is free");
        let to = SocketAddr::new(LOOPBACK, pair.ports.rtp_port);
        let sender = options::datagram_socket(SocketAddr::new(LOOPBACK, 0), 0).expect("a socket");
        sender
            .send_to(b"stale", &to.into())
            .expect("loopback takes it");
        pool.lock().spare.push_back(pair);
        let taken = pool.take().expect("one is spare");
        let pair = pool.claim(taken.id).expect("it was taken");
        let nothing = pair.rtp.recv_from(&mut []).map_err(|error| error.kind());
        assert_eq!(nothing, Err(io::ErrorKind::WouldBlock));
    }
}
