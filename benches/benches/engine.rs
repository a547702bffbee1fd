//! The whole engine over loopback: calls a second over UDP, TCP and TLS, with
//! and without sockets for their media, processor share of a call, latency of
//! the API while calls run, time from start to the first REGISTER.
//!
//! `cargo bench -p benches --bench engine [-- CALLS SECONDS]`. The other side
//! of the calls is another process, so that the share is that of one side.

#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "measures real time on real sockets"
)]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

use portsip_core::config::{
    Account, AudioConfig, AudioDeviceLayer, HostPort, LogLevel, SdkConfig, TlsConfig, TransportKind,
};
use portsip_core::engine::Engine;
use portsip_core::events::Event;
use portsip_core::ids::SessionId;
use portsip_core::plan::{AudioCodec, CodecPreference, MediaPorts, MediaPortsId};
use portsip_core::secret::Secret;

/// Set in the process that answers the calls.
const ANSWERER: &str = "PORTSIP_BENCH_ANSWERER";
/// What calls go over there: `Udp`, `Tcp` or `Tls`.
const TRANSPORT: &str = "PORTSIP_BENCH_TRANSPORT";
/// Set there where calls get no sockets for media.
const SIGNALLING_ONLY: &str = "PORTSIP_BENCH_SIGNALLING_ONLY";
/// The folder with the certificate of the other side.
const CERTIFICATES: &str = "PORTSIP_BENCH_CERTIFICATES";
/// Which codec calls use: `PCMU` (the default), `G722` or `OPUS`.
const CODEC: &str = "PORTSIP_BENCH_CODEC";

fn main() {
    if std::env::var_os(ANSWERER).is_some() {
        answer_until_stdin_ends();
        return;
    }
    let numbers: Vec<u64> = std::env::args()
        .filter_map(|arg| arg.parse().ok())
        .collect();
    let calls = numbers.first().copied().unwrap_or(50) as usize;
    let seconds = numbers.get(1).copied().unwrap_or(10);
    first_register();
    for transport in [TransportKind::Udp, TransportKind::Tcp, TransportKind::Tls] {
        call_rate(transport, Sockets::None);
    }
    call_rate(TransportKind::Udp, Sockets::OfTheEngine);
    live_calls(calls, Duration::from_secs(seconds));
}

/// From `start` to the first REGISTER at the registrar.
fn first_register() {
    let registrar = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    registrar
        .set_read_timeout(Some(Duration::from_secs(5)))
        .expect("a time-out can be set");
    let address = registrar.local_addr().expect("bound");
    let mut times: Vec<Duration> = (0..50)
        .map(|_| {
            let begun = Instant::now();
            let engine =
                Engine::start(&config(TransportKind::Udp, 0), Box::new(|_| ())).expect("it starts");
            set_up(&engine, "bench", Some(address));
            engine
                .agent("register", |agent, now| agent.register(now, 90, 0))
                .expect("it registers");
            let mut buffer = [0; 4096];
            let (length, _) = registrar.recv_from(&mut buffer).expect("a REGISTER");
            assert!(buffer[..length].starts_with(b"REGISTER "));
            let taken = begun.elapsed();
            // The registrar does not answer, so the end need not be waited for.
            std::thread::spawn(move || engine.shut_down());
            taken
        })
        .collect();
    report("start to first REGISTER", &mut times);
}

/// Where the sockets for the media of calls come from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sockets {
    /// Nowhere: what is described are ports that nobody listens on, and the
    /// media engine knows nothing of the calls.
    None,
    /// The engine opens a pair for each call.
    OfTheEngine,
}

impl Sockets {
    fn take(self, engine: &Engine) -> MediaPorts {
        match self {
            Self::OfTheEngine => engine.take_media_ports().expect("ports are free"),
            Self::None => MediaPorts {
                id: MediaPortsId(u32::MAX),
                rtp_port: 9,
                rtcp_port: 10,
            },
        }
    }
}

/// Calls that are ended as soon as they connect, some at a time: how many a
/// second, and what one costs the callee.
fn call_rate(transport: TransportKind, sockets: Sockets) {
    const CALLS: usize = 20_000;
    const AT_A_TIME: usize = 50;
    let mut answerer = Answerer::start(transport, sockets);
    let (connected, news) = std::sync::mpsc::channel();
    let engine = Engine::start(
        &config(transport, 0),
        Box::new(move |event| match event {
            Event::InviteConnected { session } => drop(connected.send(Some(session))),
            Event::InviteFailure { .. } => drop(connected.send(None)),
            _ => {}
        }),
    )
    .expect("it starts");
    set_up(&engine, "caller", None);
    let to = answerer.address;
    let (used_before, ours_before) = (answerer.cpu(), cpu_of("self"));
    let begun = Instant::now();
    for _ in 0..AT_A_TIME {
        call(&engine, to, transport, sockets);
    }
    for done in 0..CALLS {
        let session = news.recv_timeout(Duration::from_secs(20));
        let session = session.expect("calls go on").expect("they connect");
        let _ = engine.agent("hang up", |agent, now| agent.hang_up(now, session));
        if done + AT_A_TIME < CALLS {
            call(&engine, to, transport, sockets);
        }
    }
    let wall = begun.elapsed();
    let used = answerer.cpu().saturating_sub(used_before);
    let ours = cpu_of("self").saturating_sub(ours_before);
    let what = match sockets {
        Sockets::None => "signalling only",
        Sockets::OfTheEngine => "with media sockets",
    };
    println!(
        "{transport:?}, {what}: {:.0} calls a second; {:?} of the callee's processor each, {:?} of the caller's",
        CALLS as f64 / wall.as_secs_f64(),
        used / CALLS as u32,
        ours / CALLS as u32
    );
    engine.shut_down();
    answerer.stop();
}

/// The processor share of calls, then the latency of the API beside them.
fn live_calls(calls: usize, duration: Duration) {
    let mut answerer = Answerer::start(TransportKind::Udp, Sockets::OfTheEngine);
    let connected = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&connected);
    let engine = Engine::start(
        &config(TransportKind::Udp, 0),
        Box::new(move |event| {
            if matches!(event, Event::InviteConnected { .. }) {
                counted.fetch_add(1, Ordering::Relaxed);
            }
        }),
    )
    .expect("it starts");
    set_up(&engine, "caller", None);
    let sessions: Vec<SessionId> = (0..calls)
        .map(|_| {
            let to = answerer.address;
            call(&engine, to, TransportKind::Udp, Sockets::OfTheEngine)
        })
        .collect();
    let begun = Instant::now();
    while connected.load(Ordering::Relaxed) < calls {
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "the calls do not connect"
        );
        std::thread::sleep(Duration::from_millis(5));
    }
    std::thread::sleep(Duration::from_secs(1));

    let before = thread_times();
    let begun = Instant::now();
    std::thread::sleep(duration);
    let wall = begun.elapsed();
    let used = difference(&before, &thread_times());
    let total: u64 = used.values().sum();
    let share = |nanos: u64| 100.0 * nanos as f64 / wall.as_nanos() as f64;
    println!(
        "{calls} calls, one side: {:.3} % of a core, {:.4} % a call",
        share(total),
        share(total) / calls as f64
    );
    for (name, nanos) in &used {
        println!("    {name:<16} {:.3} %", share(*nanos));
    }

    api_latency(&engine, &sessions);
    for session in sessions {
        let _ = engine.agent("hang up", |agent, now| agent.hang_up(now, session));
    }
    engine.shut_down();
    answerer.stop();
}

/// Eight threads, each with a call of the API every millisecond.
fn api_latency(engine: &Arc<Engine>, sessions: &[SessionId]) {
    let all = Arc::new(Mutex::new(Vec::new()));
    let threads: Vec<_> = (0..8)
        .map(|number: usize| {
            let (engine, all) = (Arc::clone(engine), Arc::clone(&all));
            let session = sessions[number % sessions.len()];
            std::thread::spawn(move || {
                let mut times = Vec::with_capacity(3000);
                for round in 0..3000 {
                    let begun = Instant::now();
                    api_call(&engine, session, round);
                    times.push(begun.elapsed());
                    std::thread::sleep(Duration::from_millis(1));
                }
                all.lock().expect("nobody panics").extend(times);
            })
        })
        .collect();
    for thread in threads {
        thread.join().expect("nobody panics");
    }
    let mut times = std::mem::take(&mut *all.lock().expect("nobody panics"));
    report("API call, 8 threads beside the calls", &mut times);
}

fn api_call(engine: &Engine, session: SessionId, round: usize) {
    match round % 4 {
        0 => drop(engine.agent("access", |agent, _| agent.media_access(session))),
        1 => drop(engine.agent("name", |agent, _| agent.set_display_name("Bench"))),
        2 => drop(engine.agent("tone", |agent, now| {
            agent.send_dtmf(now, session, portsip_core::plan::DtmfMethod::Rfc4733, 1, 40)
        })),
        _ => {
            let ports = engine.take_media_ports().expect("ports are free");
            engine.return_media_ports(ports);
        }
    }
}

fn call(engine: &Engine, to: SocketAddr, transport: TransportKind, sockets: Sockets) -> SessionId {
    let ports = sockets.take(engine);
    let parameter = match transport {
        TransportKind::Tcp => ";transport=tcp",
        TransportKind::Tls => ";transport=tls",
        _ => "",
    };
    engine
        .agent("call", |agent, now| {
            agent.call(
                now,
                &format!("sip:bench@{to}{parameter}"),
                true,
                false,
                ports,
            )
        })
        .expect("the call starts")
}

/// The process on the other side.
struct Answerer {
    child: Child,
    address: SocketAddr,
    /// For its certificate.
    folder: PathBuf,
}

impl Answerer {
    fn start(transport: TransportKind, sockets: Sockets) -> Self {
        let executable = std::env::current_exe().expect("it runs");
        let folder = interop::peer::folder("bench");
        let mut command = Command::new(executable);
        if transport == TransportKind::Tls {
            interop::certificates::write(&folder);
            command.env(CERTIFICATES, &folder);
        }
        if sockets == Sockets::None {
            command.env(SIGNALLING_ONLY, "1");
        }
        let mut child = command
            .env(ANSWERER, "1")
            .env(TRANSPORT, format!("{transport:?}"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts again");
        let stdout = child.stdout.take().expect("it is piped");
        let mut line = String::new();
        BufReader::new(stdout)
            .read_line(&mut line)
            .expect("it says its address");
        let address = line.trim().parse().expect("an address");
        Self {
            child,
            address,
            folder,
        }
    }

    fn cpu(&self) -> Duration {
        cpu_of(&self.child.id().to_string())
    }

    fn stop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// What the threads of a process have used, those that have ended as well.
fn cpu_of(process: &str) -> Duration {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks = fields.split_whitespace().skip(11).take(2);
    let ticks: u64 = ticks.filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

/// Answers every call; ends when its standard input does.
fn answer_until_stdin_ends() {
    static ENGINE: OnceLock<Arc<Engine>> = OnceLock::new();
    let transport = match std::env::var(TRANSPORT).as_deref() {
        Ok("Tcp") => TransportKind::Tcp,
        Ok("Tls") => TransportKind::Tls,
        _ => TransportKind::Udp,
    };
    let sockets = match std::env::var_os(SIGNALLING_ONLY) {
        Some(_) => Sockets::None,
        None => Sockets::OfTheEngine,
    };
    let engine = Engine::start(
        &config(transport, 0),
        Box::new(move |event| {
            if let (Event::InviteIncoming(parties), Some(engine)) = (event, ENGINE.get()) {
                let ports = sockets.take(engine);
                engine
                    .agent("answer", |agent, now| {
                        agent.answer(now, parties.session, false, ports)
                    })
                    .expect("it is answered");
            }
        }),
    )
    .expect("it starts");
    set_up(&engine, "answerer", None);
    println!("{}", engine.local_sip_address());
    let _ = std::io::stdout().flush();
    let engine = ENGINE.get_or_init(|| engine);
    let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
    engine.shut_down();
}

fn config(transport: TransportKind, local_port: u16) -> SdkConfig {
    SdkConfig {
        transport,
        local_ip: Ipv4Addr::LOCALHOST.into(),
        local_port,
        log_level: LogLevel::None,
        log_folder: PathBuf::new(),
        call_sessions_max: 10_000,
        user_agent: String::new(),
        audio_device_layer: AudioDeviceLayer::Virtual,
        tls: TlsConfig {
            certificates: std::env::var_os(CERTIFICATES)
                .map(PathBuf::from)
                .unwrap_or_default(),
            verify: false,
            ..TlsConfig::default()
        },
    }
}

fn set_up(engine: &Engine, name: &str, server: Option<SocketAddr>) {
    let account = Account {
        user_name: name.to_owned(),
        display_name: String::new(),
        auth_name: String::new(),
        password: Secret::new("secret"),
        domain: String::new(),
        server: server.map(|address| HostPort {
            host: address.ip().to_string(),
            port: address.port(),
        }),
        stun_server: None,
        outbound_proxy: None,
    };
    let codec = match std::env::var(CODEC).as_deref() {
        Ok("G722") => AudioCodec::G722,
        Ok("OPUS") => AudioCodec::Opus,
        _ => AudioCodec::Pcmu,
    };
    let audio = AudioConfig {
        codecs: vec![CodecPreference {
            codec,
            payload_type: codec.static_payload_type().unwrap_or(111),
            fmtp: String::new(),
        }],
        telephone_event: Some(101),
        ..AudioConfig::default()
    };
    engine
        .agent("set up", |agent, now| {
            agent.set_audio_config(audio);
            agent.set_user(now, account)
        })
        .expect("the user is set");
}

fn report(what: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let at = |permille: usize| times[(times.len() - 1) * permille / 1000];
    println!(
        "{what}: p50 {:?}, p99 {:?}, p99.9 {:?}, max {:?} of {}",
        at(500),
        at(990),
        at(999),
        at(1000),
        times.len()
    );
}

/// Nanoseconds on a processor, by thread name.
fn thread_times() -> BTreeMap<String, u64> {
    let mut times = BTreeMap::new();
    let Ok(tasks) = std::fs::read_dir("/proc/self/task") else {
        return times;
    };
    for task in tasks.flatten() {
        let read = |name| std::fs::read_to_string(task.path().join(name)).unwrap_or_default();
        let nanos: u64 = read("schedstat")
            .split(' ')
            .next()
            .and_then(|first| first.parse().ok())
            .unwrap_or(0);
        *times.entry(read("comm").trim().to_owned()).or_default() += nanos;
    }
    times
}

fn difference(
    before: &BTreeMap<String, u64>,
    after: &BTreeMap<String, u64>,
) -> BTreeMap<String, u64> {
    after
        .iter()
        .map(|(name, nanos)| {
            let earlier = before.get(name).copied().unwrap_or(0);
            (name.clone(), nanos.saturating_sub(earlier))
        })
        .collect()
}
