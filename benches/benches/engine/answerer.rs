//! The other side of the calls: this program again, as a process of its own.

use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use benches::media::speech;
use portsip_core::config::TransportKind;
use portsip_core::engine::Engine;
use portsip_core::events::Event;
use portsip_core::ids::SessionId;
use portsip_core::media::audio::AudioControl;

use crate::phone::{CERTIFICATES, Sockets, config, set_up};
use crate::processor::cpu_of;

/// Set in the process that answers the calls.
pub(crate) const ANSWERER: &str = "PORTSIP_BENCH_ANSWERER";
/// What calls go over there: `Udp`, `Tcp` or `Tls`.
pub(crate) const TRANSPORT: &str = "PORTSIP_BENCH_TRANSPORT";
/// Set there where the microphone hears speech, and not silence.
pub(crate) const SPEAKS: &str = "PORTSIP_BENCH_SPEAKS";
/// Set there where all calls are in one conference.
pub(crate) const CONFERENCE: &str = "PORTSIP_BENCH_CONFERENCE";
/// Set there where calls get no sockets for media.
pub(crate) const SIGNALLING_ONLY: &str = "PORTSIP_BENCH_SIGNALLING_ONLY";

/// The process on the other side.
pub(crate) struct Answerer {
    child: Child,
    output: BufReader<ChildStdout>,
    pub(crate) address: SocketAddr,
    /// For its certificate.
    folder: PathBuf,
}

impl Answerer {
    pub(crate) fn start(transport: TransportKind, sockets: Sockets) -> Self {
        Self::start_with(transport, sockets, &[])
    }

    /// The same with variables of its environment.
    pub(crate) fn start_with(
        transport: TransportKind,
        sockets: Sockets,
        variables: &[(&str, &str)],
    ) -> Self {
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
            .envs(variables.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts again");
        let stdout = child.stdout.take().expect("it is piped");
        let mut output = BufReader::new(stdout);
        let mut line = String::new();
        output.read_line(&mut line).expect("it says its address");
        let address = line.trim().parse().expect("an address");
        Self {
            child,
            output,
            address,
            folder,
        }
    }

    pub(crate) fn cpu(&self) -> Duration {
        cpu_of(&self.child.id().to_string())
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// How many of its ticks were late so far, or left out.
    pub(crate) fn late_ticks(&mut self) -> u64 {
        let input = self.child.stdin.as_mut().expect("it is piped");
        input.write_all(b"late\n").expect("it listens");
        let mut line = String::new();
        self.output.read_line(&mut line).expect("it answers");
        line.trim().parse().expect("a number")
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
            let Some(engine) = ENGINE.get() else { return };
            match event {
                Event::InviteIncoming(parties) => {
                    let ports = sockets.take(engine);
                    engine
                        .agent("answer", |agent, now| {
                            agent.answer(now, parties.session, false, ports)
                        })
                        .expect("it is answered");
                }
                Event::InviteConnected { session } => speak(engine, session),
                _ => {}
            }
        }),
    )
    .expect("it starts");
    set_up(&engine, "answerer", None);
    let engine = ENGINE.get_or_init(|| engine);
    // Nobody knows where to call before.
    println!("{}", engine.local_sip_address());
    let _ = std::io::stdout().flush();
    for _question in std::io::stdin().lines().map_while(Result::ok) {
        println!("{}", engine.late_ticks() + engine.left_out_ticks());
        let _ = std::io::stdout().flush();
    }
    engine.shut_down();
}

/// What a call gets where it was asked for: speech, and a place in the conference.
fn speak(engine: &Engine, session: SessionId) {
    // Again with each call: devices are opened meanwhile.
    if std::env::var_os(SPEAKS).is_some() {
        let taken = engine.set_virtual_microphone(Box::new(speech_source()));
        taken.expect("the media thread listens");
    }
    if std::env::var_os(CONFERENCE).is_some() {
        let joined = engine.audio(AudioControl::JoinConference { session });
        joined.expect("the media thread listens");
    }
}

/// Speech at whatever rate the frames have.
fn speech_source() -> impl FnMut(&mut [i16]) {
    static SAID: OnceLock<[(usize, Vec<i16>); 3]> = OnceLock::new();
    let rates_hz = [8000, 16_000, 48_000];
    let said = SAID.get_or_init(|| rates_hz.map(|rate| (rate as usize / 100, speech(rate))));
    let mut frames = 0;
    move |frame| {
        if let Some((samples, said)) = said.iter().find(|(samples, _)| *samples == frame.len()) {
            let at = frames * samples % said.len();
            frame.copy_from_slice(&said[at..at + samples]);
        }
        frames += 1;
    }
}
