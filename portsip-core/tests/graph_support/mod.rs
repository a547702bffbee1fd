//! Audio graphs on a network without delay, in virtual time.

use std::hash::{DefaultHasher, Hash};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use portsip_core::clock::{Instant, WallClock};
use portsip_core::engine::MediaWorkers;
use portsip_core::ids::SessionId;
use portsip_core::media::audio::{AudioControl, AudioGraph, NoWires, frame_samples};
use portsip_core::media::session::{AudioSession, MediaSocket};
use portsip_core::plan::{
    AudioCodec, AudioFormat, AudioPlan, Direction, FormatParameters, MediaReport, Redundancy,
    RtcpBandwidth, RtcpXr,
};
use portsip_core::rng::Rng;

const AMPLITUDE: f64 = 8000.0;

/// Fills the second frame, 10 ms of the microphone; the first is what the
/// speaker played last.
pub(crate) type Source = Box<dyn FnMut(&[i16], &mut [i16])>;

/// One graph with a virtual device.
pub(crate) struct Node {
    pub(crate) graph: AudioGraph,
    /// The frequency in Hz of the tone that the microphone hears.
    pub(crate) microphone: Option<f64>,
    pub(crate) amplitude: f64,
    /// What the microphone hears instead of the tone, given what the speaker
    /// played last.
    pub(crate) source: Option<Source>,
    pub(crate) heard: Vec<i16>,
    pub(crate) reports: Vec<MediaReport>,
    /// The other node and its session for each of our sessions.
    peers: Vec<(SessionId, usize, SessionId, AudioPlan)>,
    said: u64,
}

impl Node {
    /// Drops what the graph no longer needs, as another thread would; how much.
    pub(crate) fn drop_retired(&mut self) -> usize {
        std::iter::from_fn(|| self.graph.poll_retired()).count()
    }
}

/// Nodes that reach each other at once.
pub(crate) struct Network {
    pub(crate) nodes: Vec<Node>,
    pub(crate) now: Instant,
    /// Who ticks the graphs; one thread where nobody is said.
    pub(crate) workers: Option<MediaWorkers>,
    /// Of all datagrams, in order.
    pub(crate) sent: DefaultHasher,
    next_session: i32,
}

impl Network {
    pub(crate) fn new(nodes: usize) -> Self {
        let node = |_| Node {
            graph: AudioGraph::new(),
            microphone: None,
            amplitude: AMPLITUDE,
            source: None,
            heard: Vec::new(),
            reports: Vec::new(),
            peers: Vec::new(),
            said: 0,
        };
        Self {
            nodes: (0..nodes).map(node).collect(),
            now: Instant::ZERO,
            workers: None,
            sent: DefaultHasher::new(),
            next_session: 1,
        }
    }

    /// A call between two nodes; its session id at each.
    pub(crate) fn connect(
        &mut self,
        a: usize,
        b: usize,
        codec: AudioCodec,
    ) -> (SessionId, SessionId) {
        let session = SessionId(self.next_session);
        self.next_session += 1;
        for (here, there) in [(a, b), (b, a)] {
            let plan = plan(codec, address(there, session));
            let seed = [here as u8 + 1; 32];
            let audio = AudioSession::new(session, Rng::from_seed(seed), WallClock::default());
            let node = &mut self.nodes[here];
            node.graph.add(Box::new(audio));
            node.graph
                .apply(self.now, session, &plan)
                .expect("the codec can be made");
            node.peers.push((session, there, session, plan));
        }
        (session, session)
    }

    /// Changes the direction of a session of a node, without telling the peer.
    pub(crate) fn direct(&mut self, node: usize, session: SessionId, direction: Direction) {
        self.change(node, session, |plan| plan.direction = direction);
    }

    /// Holds a session of a node, or takes it back, without telling the peer.
    pub(crate) fn hold(&mut self, node: usize, session: SessionId, held: bool) {
        self.change(node, session, |plan| plan.held = held);
    }

    fn change(&mut self, node: usize, session: SessionId, change: impl FnOnce(&mut AudioPlan)) {
        let node = &mut self.nodes[node];
        let (.., plan) = node
            .peers
            .iter_mut()
            .find(|(id, ..)| *id == session)
            .expect("that is possible");
        change(plan);
        node.graph
            .apply(self.now, session, plan)
            .expect("the codec can be made");
    }

    pub(crate) fn control(&mut self, node: usize, control: AudioControl) {
        self.nodes[node].graph.control(self.now, control);
    }

    pub(crate) fn clear_heard(&mut self) {
        for node in &mut self.nodes {
            node.heard.clear();
        }
    }

    pub(crate) fn run_ms(&mut self, ms: u32) {
        for _ in 0..ms / 10 {
            self.tick();
        }
    }

    fn tick(&mut self) {
        self.now += Duration::from_millis(10);
        let mut datagrams = Vec::new();
        for (index, node) in self.nodes.iter_mut().enumerate() {
            let microphone = node.speak();
            let mut speaker = vec![0; frame_samples(node.graph.speaker_rate_hz())];
            if let Some(workers) = &self.workers {
                tick_together(
                    &mut node.graph,
                    self.now,
                    workers,
                    &microphone,
                    &mut speaker,
                );
            } else {
                node.graph.tick(self.now, &microphone, &mut speaker);
            }
            node.heard.extend(speaker);
            node.reports
                .extend(std::iter::from_fn(|| node.graph.poll_report()));
            for (session, there, its_session, _) in &node.peers {
                let Some(audio) = node.graph.session_mut(*session) else {
                    continue;
                };
                audio.handle_timeout(self.now);
                while let Some(transmit) = audio.poll_transmit() {
                    let from = address(index, *session);
                    let datagram = transmit.datagram.to_vec();
                    (index, session.0, &datagram).hash(&mut self.sent);
                    datagrams.push((*there, *its_session, transmit.socket, datagram, from));
                }
            }
        }
        for (node, session, socket, datagram, from) in datagrams {
            let Some(audio) = self.nodes[node].graph.session_mut(session) else {
                continue;
            };
            match socket {
                MediaSocket::Rtp => audio.handle_rtp(self.now, &datagram, from),
                MediaSocket::Rtcp => audio.handle_rtcp(self.now, &datagram, from),
            }
        }
    }
}

/// A tick that several threads share.
pub(crate) fn tick_together(
    graph: &mut AudioGraph,
    now: Instant,
    workers: &MediaWorkers,
    microphone: &[i16],
    speaker: &mut [i16],
) {
    graph.listen(now, workers, &NoWires);
    graph.mix(microphone, speaker);
    graph.speak(now, workers, &NoWires);
}

impl Node {
    fn speak(&mut self) -> Vec<i16> {
        let rate_hz = self.graph.microphone_rate_hz();
        let samples = frame_samples(rate_hz);
        if let Some(source) = &mut self.source {
            let played = self.graph.speaker_rate_hz();
            let played = self.heard.len().saturating_sub(frame_samples(played));
            let mut frame = vec![0; samples];
            source(&self.heard[played..], &mut frame);
            return frame;
        }
        let start = self.said * samples as u64;
        self.said += 1;
        let sample = |i: u64| match self.microphone {
            Some(hz) => tone_sample(hz, rate_hz, start + i, self.amplitude),
            None => 0,
        };
        (0..samples as u64).map(sample).collect()
    }
}

pub(crate) fn address(node: usize, session: SessionId) -> SocketAddr {
    let host = Ipv4Addr::new(192, 0, 2, node as u8 + 1);
    SocketAddr::from((host, 10_000 + 2 * session.0 as u16))
}

pub(crate) fn plan(codec: AudioCodec, remote: SocketAddr) -> AudioPlan {
    let format = AudioFormat {
        codec,
        payload_type: codec.static_payload_type().unwrap_or(111),
        parameters: FormatParameters {
            use_inband_fec: true,
            ..FormatParameters::default()
        },
    };
    AudioPlan {
        remote_rtp: remote,
        remote_rtcp: SocketAddr::new(remote.ip(), remote.port() + 1),
        rtcp_mux: false,
        ice: None,
        direction: Direction::SendReceive,
        held: false,
        unanswered: false,
        send: format.clone(),
        receive: vec![format],
        other_telephone_event: None,
        telephone_event: None,
        comfort_noise: Some(13),
        redundancy: Redundancy::default(),
        ptime_ms: 20,
        rtcp_bandwidth: RtcpBandwidth::default(),
        rtcp_xr: RtcpXr::default(),
        cname: String::from("node@example"),
        srtp: None,
        dtls: None,
    }
}

fn tone_sample(hz: f64, rate_hz: u32, index: u64, amplitude: f64) -> i16 {
    let angle = std::f64::consts::TAU * hz * index as f64 / f64::from(rate_hz);
    (angle.sin() * amplitude).round() as i16
}

/// A tone as a microphone hears it.
pub(crate) fn tone(hz: f64, rate_hz: u32, seconds: f64) -> Vec<i16> {
    let samples = (f64::from(rate_hz) * seconds) as u64;
    (0..samples)
        .map(|i| tone_sample(hz, rate_hz, i, AMPLITUDE))
        .collect()
}

/// How loud a signal is below a full-scale square wave.
pub(crate) fn level_db(samples: &[i16]) -> f64 {
    let sum: f64 = samples
        .iter()
        .map(|sample| f64::from(*sample).powi(2))
        .sum();
    10.0 * (sum / samples.len().max(1) as f64 / 32_768.0_f64.powi(2) + 1e-12).log10()
}

/// The amplitude of one frequency in a signal, by Goertzel's algorithm over
/// windows of 100 ms: a stretch of the time between them does not matter.
pub(crate) fn amplitude_of(hz: f64, samples: &[i16], rate_hz: u32) -> f64 {
    let windows = samples.chunks_exact(rate_hz as usize / 10);
    let count = windows.len();
    let power: f64 = windows
        .map(|window| amplitude_in_window(hz, window, rate_hz).powi(2))
        .sum();
    (power / count.max(1) as f64).sqrt()
}

fn amplitude_in_window(hz: f64, samples: &[i16], rate_hz: u32) -> f64 {
    let length = samples.len() as f64;
    let coefficient = 2.0 * (std::f64::consts::TAU * hz / f64::from(rate_hz)).cos();
    let (mut last, mut before) = (0.0, 0.0);
    for (i, sample) in samples.iter().enumerate() {
        // Hann's window: the neighbours do not leak in.
        let weight = 1.0 - (std::f64::consts::TAU * i as f64 / length).cos();
        let next = f64::from(*sample) * weight + coefficient * last - before;
        (before, last) = (last, next);
    }
    let power = last * last + before * before - coefficient * last * before;
    2.0 * power.max(0.0).sqrt() / length
}

/// The last quarter second of what was heard against what was said: signal to
/// noise in dB at the delay, and with the gain, that suit best. For tones.
pub(crate) fn snr_db(said: &[i16], heard: &[i16], rate_hz: u32) -> f64 {
    let window = rate_hz as usize / 4;
    let heard = &heard[heard.len() - window..];
    let said = &said[said.len() - window..];
    let periods = (rate_hz as usize / 20).min(window - 1);
    (0..periods)
        .map(|shift| {
            let pairs = || {
                said.iter()
                    .zip(&heard[shift..])
                    .map(|(said, heard)| (f64::from(*said), f64::from(*heard)))
            };
            let (cross, energy) = pairs().fold((0.0, 0.0), |(cross, energy), (said, heard)| {
                (cross + said * heard, energy + said * said)
            });
            let gain = cross / energy;
            if (gain - 1.0).abs() > 0.2 {
                return f64::MIN;
            }
            let noise: f64 = pairs()
                .map(|(said, heard)| (heard - gain * said).powi(2))
                .sum();
            10.0 * (gain * gain * energy / (noise + 1e-9)).log10()
        })
        .fold(f64::MIN, f64::max)
}

/// A path of this test run.
pub(crate) fn temporary_file(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("audio-graph-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("that is possible");
    folder.join(name)
}
