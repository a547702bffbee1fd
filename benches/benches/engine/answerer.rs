//! The other side of the calls: this program again, as a process of its own.

use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use portsip_core::config::TransportKind;
use portsip_core::engine::Engine;
use portsip_core::events::Event;

use crate::phone::{CERTIFICATES, Sockets, config, set_up};
use crate::processor::cpu_of;

/// Set in the process that answers the calls.
pub(crate) const ANSWERER: &str = "PORTSIP_BENCH_ANSWERER";
/// What calls go over there: `Udp`, `Tcp` or `Tls`.
pub(crate) const TRANSPORT: &str = "PORTSIP_BENCH_TRANSPORT";
/// Set there where calls get no sockets for media.
pub(crate) const SIGNALLING_ONLY: &str = "PORTSIP_BENCH_SIGNALLING_ONLY";

/// The process on the other side.
pub(crate) struct Answerer {
    child: Child,
    pub(crate) address: SocketAddr,
    /// For its certificate.
    folder: PathBuf,
}

impl Answerer {
    pub(crate) fn start(transport: TransportKind, sockets: Sockets) -> Self {
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

    pub(crate) fn cpu(&self) -> Duration {
        cpu_of(&self.child.id().to_string())
    }

    pub(crate) fn stop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Answers every call; ends when its standard input does.
pub(crate) fn answer_until_stdin_ends() {
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
    let engine = ENGINE.get_or_init(|| engine);
    // Nobody knows where to call before.
    println!("{}", engine.local_sip_address());
    let _ = std::io::stdout().flush();
    let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
    engine.shut_down();
}
