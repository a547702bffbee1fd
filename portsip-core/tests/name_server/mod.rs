//! A name server on loopback that answers from a small table, over UDP and
//! TCP.

#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "tests of the engine use real sockets and threads"
)]

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use hickory_proto::op::{Message, MessageType, Query, ResponseCode};
use hickory_proto::rr::rdata::{A, AAAA, NAPTR, SOA, SRV};
use hickory_proto::rr::{Name, RData, Record, RecordType};

/// How often the threads look whether all is over.
const LOOK: Duration = Duration::from_millis(50);
/// How long it is remembered that something is not there.
const ABSENCE_S: u32 = 60;

/// The server; it ends when it is dropped.
pub(crate) struct NameServer {
    address: SocketAddr,
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    records: Mutex<Vec<Record>>,
    questions: Mutex<Vec<(String, RecordType)>>,
    /// Answers over UDP are cut, so that the question comes again over TCP.
    cuts: AtomicBool,
    is_silent: AtomicBool,
    /// Only questions for addresses are answered.
    knows_hosts_alone: AtomicBool,
    is_over: AtomicBool,
}

impl NameServer {
    /// One without records.
    pub(crate) fn start() -> Self {
        let (datagrams, listener) = bound();
        let address = datagrams.local_addr().expect("bound");
        let shared = Arc::new(Shared::default());
        let (udp, tcp) = (Arc::clone(&shared), Arc::clone(&shared));
        let threads = vec![
            std::thread::spawn(move || serve_datagrams(&udp, &datagrams)),
            std::thread::spawn(move || serve_connections(&tcp, &listener)),
        ];
        Self {
            address,
            shared,
            threads,
        }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Removes all records of a name.
    pub(crate) fn remove(&self, name: &str) {
        let name = whole(name);
        self.records(|records| records.retain(|record| record.name != name));
    }

    pub(crate) fn host(&self, name: &str, ttl_s: u32, ip: IpAddr) {
        let data = match ip {
            IpAddr::V4(ip) => RData::A(A(ip)),
            IpAddr::V6(ip) => RData::AAAA(AAAA(ip)),
        };
        self.add(name, ttl_s, data);
    }

    pub(crate) fn srv(&self, name: &str, priority: u16, weight: u16, server: (&str, u16)) {
        let (target, port) = server;
        let data = SRV::new(priority, weight, port, whole(target));
        self.add(name, 60, RData::SRV(data));
    }

    pub(crate) fn naptr(&self, name: &str, order: u16, service: &str, replacement: &str) {
        let data = NAPTR::new(
            order,
            10,
            b"s".to_vec().into(),
            service.as_bytes().to_vec().into(),
            Box::default(),
            whole(replacement),
        );
        self.add(name, 60, RData::NAPTR(data));
    }

    /// Cuts answers over UDP from now on.
    pub(crate) fn cut_answers(&self) {
        self.shared.cuts.store(true, Ordering::Release);
    }

    /// Answers nothing from now on.
    pub(crate) fn fall_silent(&self) {
        self.shared.is_silent.store(true, Ordering::Release);
    }

    /// Answers nothing but questions for addresses from now on.
    pub(crate) fn know_hosts_alone(&self) {
        self.shared.knows_hosts_alone.store(true, Ordering::Release);
    }

    /// How often a question was asked.
    pub(crate) fn asked(&self, name: &str, kind: RecordType) -> usize {
        let question = (whole(name).to_ascii().to_lowercase(), kind);
        let questions = self.shared.questions.lock().expect("no test panics here");
        questions.iter().filter(|one| **one == question).count()
    }

    fn add(&self, name: &str, ttl_s: u32, data: RData) {
        let record = Record::from_rdata(whole(name), ttl_s, data);
        self.records(|records| records.push(record));
    }

    fn records<R>(&self, change: impl FnOnce(&mut Vec<Record>) -> R) -> R {
        change(&mut self.shared.records.lock().expect("no test panics here"))
    }
}

impl Drop for NameServer {
    fn drop(&mut self) {
        self.shared.is_over.store(true, Ordering::Release);
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

/// A port that is free for both protocols.
fn bound() -> (UdpSocket, TcpListener) {
    let ip = Ipv4Addr::LOCALHOST;
    for _ in 0..100 {
        let datagrams = UdpSocket::bind((ip, 0)).expect("a free port");
        let address = datagrams.local_addr().expect("bound");
        if let Ok(listener) = TcpListener::bind(address) {
            return (datagrams, listener);
        }
    }
    panic!("no port is free for UDP and TCP");
}

fn serve_datagrams(shared: &Shared, socket: &UdpSocket) {
    socket.set_read_timeout(Some(LOOK)).expect("it can be set");
    let mut buffer = [0; 4096];
    while !shared.is_over.load(Ordering::Acquire) {
        let Ok((length, from)) = socket.recv_from(&mut buffer) else {
            continue;
        };
        let cuts = shared.cuts.load(Ordering::Acquire);
        if let Some(answer) = answer(shared, &buffer[..length], cuts) {
            let _ = socket.send_to(&answer, from);
        }
    }
}

fn serve_connections(shared: &Shared, listener: &TcpListener) {
    listener.set_nonblocking(true).expect("it can be set");
    while !shared.is_over.load(Ordering::Acquire) {
        match listener.accept() {
            Ok((connection, _)) => serve_connection(shared, connection),
            Err(_) => std::thread::sleep(LOOK),
        }
    }
}

/// One connection at a time is enough.
fn serve_connection(shared: &Shared, mut connection: TcpStream) {
    let _ = connection.set_nonblocking(false);
    let _ = connection.set_read_timeout(Some(Duration::from_secs(1)));
    let mut length = [0; 2];
    while connection.read_exact(&mut length).is_ok() {
        let mut question = vec![0; usize::from(u16::from_be_bytes(length))];
        if connection.read_exact(&mut question).is_err() {
            return;
        }
        let Some(answer) = answer(shared, &question, false) else {
            continue;
        };
        let length = u16::try_from(answer.len()).expect("short").to_be_bytes();
        if connection.write_all(&length).is_err() || connection.write_all(&answer).is_err() {
            return;
        }
    }
}

fn answer(shared: &Shared, question: &[u8], cut: bool) -> Option<Vec<u8>> {
    let question = Message::from_vec(question).ok()?;
    let query = question.queries.first()?.clone();
    let (name, kind) = (query.name().to_ascii().to_lowercase(), query.query_type());
    let mut questions = shared.questions.lock().expect("no test panics here");
    questions.push((name, kind));
    drop(questions);
    let is_for_address = matches!(query.query_type(), RecordType::A | RecordType::AAAA);
    let hosts_alone = shared.knows_hosts_alone.load(Ordering::Acquire);
    if shared.is_silent.load(Ordering::Acquire) || (hosts_alone && !is_for_address) {
        return None;
    }
    let metadata = question.metadata;
    let mut answer = Message::new(metadata.id, MessageType::Response, metadata.op_code);
    answer.metadata.recursion_desired = metadata.recursion_desired;
    answer.metadata.recursion_available = true;
    if cut {
        answer.metadata.truncation = true;
    } else {
        fill(shared, &query, &mut answer);
    }
    answer.add_query(query);
    answer.to_vec().ok()
}

fn fill(shared: &Shared, query: &Query, answer: &mut Message) {
    let records = shared.records.lock().expect("no test panics here");
    let of_name = records.iter().filter(|record| record.name == *query.name());
    let mut is_known = false;
    for record in of_name {
        is_known = true;
        if record.record_type() == query.query_type() {
            answer.add_answer(record.clone());
        }
    }
    if !is_known {
        answer.metadata.response_code = ResponseCode::NXDomain;
    }
    if answer.answers.is_empty() {
        let apex = whole("test");
        let soa = SOA::new(apex.clone(), apex.clone(), 1, 60, 60, 60, ABSENCE_S);
        answer.add_authority(Record::from_rdata(apex, ABSENCE_S, RData::SOA(soa)));
    }
}

fn whole(name: &str) -> Name {
    let mut name = Name::from_ascii(name).expect(name);
    name.set_fqdn(true);
    name
}
