//! A capture of what an SDK object sends and receives, as a pcap file.
//!
//! While it is off, a packet costs one atomic load. While it is on, packets go
//! to a bounded queue that the file thread writes out; what does not fit is
//! counted as lost.

use std::collections::{HashMap, VecDeque};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::clock_source::unix_time;
use super::key_mask::masked;
use super::network_interfaces::local_address_towards;
use super::pcap;
use crate::octets::Octets;

/// Packets that may wait for the disk.
const QUEUE_PACKETS_MAX: usize = 8192;
/// Destinations whose local address is remembered.
const LOCAL_ADDRESSES_MAX: usize = 1024;
/// How long `stop` waits for the last packets to reach the file.
const STOP_WAIT: Duration = Duration::from_secs(1);

/// The capture of one SDK object, on or off.
#[derive(Debug, Default)]
pub(super) struct PacketCapture {
    on: AtomicBool,
    lost: AtomicU64,
    capture: Mutex<Capture>,
    written: Condvar,
}

#[derive(Debug, Default)]
struct Capture {
    packets: VecDeque<Packet>,
    file: Option<CaptureFile>,
    /// The file thread has the file and writes.
    writing: bool,
}

#[derive(Debug)]
struct Packet {
    time_unix: Duration,
    source: SocketAddr,
    destination: SocketAddr,
    payload: Octets,
}

#[derive(Debug)]
struct CaptureFile {
    writer: BufWriter<File>,
    /// Our address towards a peer, where the socket is bound to none.
    local_addresses: HashMap<IpAddr, IpAddr>,
}

impl PacketCapture {
    /// Starts writing to a new file at `path`, in place of a running capture.
    pub(super) fn start(&self, path: &Path) -> io::Result<()> {
        // First: it may be writing to the same file.
        self.stop();
        let mut writer = BufWriter::new(File::create(path)?);
        writer.write_all(&pcap::FILE_HEADER)?;
        writer.flush()?;
        let mut capture = self.lock();
        capture.packets.clear();
        capture.file = Some(CaptureFile {
            writer,
            local_addresses: HashMap::new(),
        });
        self.lost.store(0, Ordering::Relaxed);
        self.on.store(true, Ordering::Release);
        Ok(())
    }

    /// Ends the capture. The file is complete on return, unless the disk takes
    /// longer than a second.
    pub(super) fn stop(&self) {
        if !self.on.swap(false, Ordering::AcqRel) {
            return;
        }
        let mut capture = self
            .written
            .wait_timeout_while(self.lock(), STOP_WAIT, |capture| capture.writing)
            .unwrap_or_else(PoisonError::into_inner)
            .0;
        let (file, packets) = (capture.file.take(), std::mem::take(&mut capture.packets));
        drop(capture);
        if let Some(Err(error)) = file.map(|mut file| file.write_all(packets)) {
            tracing::error!(%error, "the packet capture cannot be written");
        }
        let lost = self.lost.load(Ordering::Relaxed);
        if lost > 0 {
            tracing::warn!(lost, "the packet capture is not complete");
        }
    }

    /// Whether packets are taken.
    pub(super) fn is_on(&self) -> bool {
        self.on.load(Ordering::Relaxed)
    }

    /// Takes a SIP message, without the keys of media.
    pub(super) fn record_message(
        &self,
        source: SocketAddr,
        destination: SocketAddr,
        payload: &Octets,
    ) {
        if self.is_on() {
            self.queue(source, destination, masked(payload));
        }
    }

    /// Takes an RTP or RTCP datagram.
    pub(super) fn record_media(&self, source: SocketAddr, destination: SocketAddr, payload: &[u8]) {
        if self.is_on() {
            self.queue(source, destination, Octets::copy_from_slice(payload));
        }
    }

    /// Writes what waits; the file thread calls this again and again while
    /// the capture is on.
    pub(super) fn write_waiting(&self) {
        let mut capture = self.lock();
        if capture.writing {
            return;
        }
        let Some(mut file) = capture.file.take() else {
            return;
        };
        let packets = std::mem::take(&mut capture.packets);
        capture.writing = true;
        drop(capture);
        let outcome = file.write_all(packets);
        let mut capture = self.lock();
        capture.writing = false;
        match outcome {
            Ok(()) if capture.file.is_none() => capture.file = Some(file),
            Ok(()) => {}
            // A full disk: it is not tried, and said, again and again.
            Err(error) => {
                self.on.store(false, Ordering::Release);
                capture.packets.clear();
                tracing::error!(%error, "the packet capture ends: it cannot be written");
            }
        }
        drop(capture);
        self.written.notify_all();
    }

    fn queue(&self, source: SocketAddr, destination: SocketAddr, payload: Octets) {
        let time_unix = unix_time();
        let mut capture = self.lock();
        if capture.packets.len() >= QUEUE_PACKETS_MAX {
            self.lost.fetch_add(1, Ordering::Relaxed);
            return;
        }
        capture.packets.push_back(Packet {
            time_unix,
            source,
            destination,
            payload,
        });
    }

    fn lock(&self) -> MutexGuard<'_, Capture> {
        self.capture.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl CaptureFile {
    fn write_all(&mut self, packets: VecDeque<Packet>) -> io::Result<()> {
        for packet in packets {
            self.write(&packet)?;
        }
        self.writer.flush()
    }

    fn write(&mut self, packet: &Packet) -> io::Result<()> {
        let source = self.known(packet.source, packet.destination);
        let destination = self.known(packet.destination, packet.source);
        let frame = pcap::record(packet.time_unix, source, destination, &packet.payload);
        self.writer.write_all(&frame)
    }

    /// `address`, or where it is unspecified the one that `peer` sees.
    fn known(&mut self, address: SocketAddr, peer: SocketAddr) -> SocketAddr {
        if !address.ip().is_unspecified() {
            return address;
        }
        if self.local_addresses.len() >= LOCAL_ADDRESSES_MAX {
            self.local_addresses.clear();
        }
        let local = *self
            .local_addresses
            .entry(peer.ip())
            .or_insert_with(|| local_address_towards(peer).unwrap_or(address.ip()));
        SocketAddr::new(local, address.port())
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_ends_the_capture() {
        let capture = PacketCapture::default();
        let full = File::create("/dev/full").expect("it is there");
        capture.lock().file = Some(CaptureFile {
            writer: BufWriter::new(full),
            local_addresses: HashMap::new(),
        });
        capture.on.store(true, Ordering::Release);
        let address = SocketAddr::from(([127, 0, 0, 1], 5060));
        capture.record_media(address, address, b"x");
        capture.write_waiting();
        assert!(!capture.is_on());
        // It is not tried, and logged, again and again.
        assert!(capture.lock().file.is_none());
    }
}
