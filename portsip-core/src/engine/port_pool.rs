//! Pairs of media sockets, bound ahead so that a call never waits for them.
//!
//! A thread keeps some pairs bound. A pair goes to one call and is closed when
//! the call gives it back: the ports are walked in order from a random start,
//! so what an old peer still sends does not reach a new call.

use std::collections::{HashMap, VecDeque};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use mio::net::UdpSocket;
use socket2::SockRef;

use super::media_relays::Relays;
use super::socket::options;
use crate::config::RtpPortRange;
use crate::error::{Error, Result};
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
    taken: HashMap<MediaPortsId, BoundPair>,
    /// Given back; the thread closes them.
    returned: Vec<BoundPair>,
    /// Pairs that calls have.
    in_use: usize,
    /// What is sent is marked with it.
    dscp: u32,
    closed: bool,
    rng: Rng,
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
    pub(super) fn new(local_ip: IpAddr, range: RtpPortRange, rng: &mut Rng) -> Self {
        Self {
            local_ip,
            pairs: Mutex::new(Pairs {
                range,
                cursor: random_start(range, rng),
                next_id: 1,
                spare: VecDeque::with_capacity(SPARE_PAIRS),
                taken: HashMap::new(),
                returned: Vec::new(),
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
            pairs
                .bind(self.local_ip)
                .ok_or(Error::CoreCreateAudioChannelFailed)?
        };
        discard_waiting(&pair.rtp);
        discard_waiting(&pair.rtcp);
        let ports = pair.ports;
        pairs.taken.insert(ports.id, pair);
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
        self.lock().taken.get_mut(&id).map(act)
    }

    /// Hands the sockets of a taken pair to the media thread, once.
    pub(super) fn claim(&self, id: MediaPortsId) -> Option<BoundPair> {
        self.lock().taken.remove(&id)
    }

    /// Takes back a pair that was taken and never claimed.
    pub(super) fn give_back_unclaimed(&self, ports: MediaPorts) {
        let mut pairs = self.lock();
        if let Some(mut pair) = pairs.taken.remove(&ports.id) {
            pair.close_relays(self.is_ipv6());
            pairs.take_back(pair);
            self.work.notify_one();
        }
    }

    /// Takes back a claimed pair.
    pub(super) fn give_back(&self, mut pair: BoundPair) {
        pair.close_relays(self.is_ipv6());
        let mut pairs = self.lock();
        pairs.take_back(pair);
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
        for pair in pairs.spare.iter().chain(pairs.taken.values()) {
            pair.mark(self.local_ip, dscp);
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
        pairs.taken.clear();
        self.work.notify_all();
    }

    /// The thread's life: binds ahead and closes what came back.
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
            pairs = self
                .work
                .wait(pairs)
                .unwrap_or_else(PoisonError::into_inner);
        }
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
    fn take_back(&mut self, pair: BoundPair) {
        self.in_use = self.in_use.saturating_sub(1);
        if !self.closed {
            self.returned.push(pair);
        }
    }

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
