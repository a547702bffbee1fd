//! The media thread: once every 10 ms it drains all RTP and RTCP sockets, moves
//! the audio, and sends what came out. Where nothing is heard it sleeps. Where
//! that is too much for one thread, it lets one of several do it with the others'
//! help, and waits until it is little again.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use super::clock_source::unix_time;
use super::core::Core;
use super::device_ends::DeviceEnds;
use super::devices::{DeviceThread, Retired};
use super::file_thread::FileThread;
use super::media_channels::MediaChannels;
use super::media_inbox::MediaInput;
use super::media_load::MediaLoad;
use super::media_workers::MediaWorkers;
use super::opened_devices::OpenedDevices;
use super::pass_on::pass_on;
use super::port_pool::PortPool;
use super::threads::Threads;
use crate::clock::Instant;
use crate::device::{Side, VirtualInput, VirtualOutput};
use crate::ids::SessionId;
use crate::media::audio::{
    AudioGraph, FRAMES_PER_SECOND, OneThread, Wires, Workers, frame_samples,
};
use crate::media::dtls::Identity;
use crate::media::session::AudioSession;
use crate::plan::{MediaCommand, MediaPlan, MediaPorts, MediaReport};
use crate::rng::Rng;

/// The time of one frame.
const TICK: Duration = Duration::from_millis(1000 / FRAMES_PER_SECOND as u64);
/// Behind by more than this, the missed ticks are left out (a machine that slept).
const CATCH_UP_MAX: Duration = Duration::from_millis(100);
/// A tick that begins so much after its time is counted as late.
const LATE: Duration = Duration::from_millis(5);
/// How often lost devices are looked for, in ticks.
const DEVICE_CHECK_TICKS: u64 = 100;

/// What the media thread has.
pub(super) struct MediaDriver {
    pub(super) core: Arc<Core>,
    pub(super) pool: Arc<PortPool>,
    pub(super) files: Arc<FileThread>,
    pub(super) devices: Arc<DeviceThread>,
    pub(super) threads: Arc<Threads>,
    /// Made when there is too much for one thread for the first time.
    pub(super) workers: Arc<OnceLock<Option<MediaWorkers>>>,
    pub(super) inputs: Receiver<MediaInput>,
    /// The certificate for DTLS; `None` where none could be made.
    pub(super) identity: Option<Arc<Identity>>,
    pub(super) rng: Rng,
}

/// What runs while there are calls, or something else is heard.
struct Running {
    channels: MediaChannels,
    graph: AudioGraph,
    ends: DeviceEnds,
    ticks: u64,
    /// A report that signalling had no room for.
    held_report: Option<MediaReport>,
    load: MediaLoad,
    /// The threads that share ticks were asked for.
    asked_for_help: bool,
    /// When the next tick is due.
    next: Instant,
}

impl MediaDriver {
    /// The thread's life.
    pub(super) fn run(mut self) {
        let channels = match MediaChannels::new(Arc::clone(&self.core), Arc::clone(&self.pool)) {
            Ok(channels) => channels,
            Err(error) => {
                tracing::error!(%error, "media cannot start");
                return;
            }
        };
        let mut running = Running {
            channels,
            graph: AudioGraph::new(),
            ends: DeviceEnds::new(),
            ticks: 0,
            held_report: None,
            load: MediaLoad::default(),
            asked_for_help: false,
            next: Instant::ZERO,
        };
        while !self.core.media.is_stopping() {
            if running.is_idle() {
                self.idle(&mut running);
            } else {
                self.tick_until_idle(&mut running);
            }
        }
        self.end(&mut running);
    }

    /// Without anything to hear: waits for something to do. What comes soon behind it is
    /// looked for once a tick, so that calls without media wake nobody each.
    fn idle(&mut self, running: &mut Running) {
        let mut next = self.inputs.recv().ok();
        while let Some(input) = next {
            self.carry_out_idle(running, input);
            if !running.is_idle() {
                break;
            }
            next = self.inputs.try_recv().ok();
            if next.is_none() && !self.core.media.is_stopping() {
                self.retire(running);
                sleep(TICK);
                next = self.inputs.try_recv().ok();
            }
        }
        self.retire(running);
    }

    fn carry_out_idle(&mut self, running: &mut Running, input: MediaInput) {
        match input {
            // They were opened for what is over: nobody listens now.
            MediaInput::Microphone(device) => self.devices.retire(Retired::Microphone(device)),
            MediaInput::Speaker(device) => self.devices.retire(Retired::Speaker(device)),
            input => self.carry_out(running, input),
        }
    }

    /// With something to hear: a tick every 10 ms of the clock, however long each takes.
    fn tick_until_idle(&mut self, running: &mut Running) {
        if self.devices.begin() {
            running.ends.opened = OpenedDevices::OPENING;
        }
        running.next = self.core.clock.now();
        running.load = MediaLoad::default();
        let workers = Arc::clone(&self.workers);
        while self.goes_on(running) {
            match workers.get() {
                Some(Some(workers)) if running.load.is_too_much() => {
                    workers.run(|| self.tick_together(running, workers));
                }
                _ => self.tick_alone(running),
            }
        }
        self.close_devices(running);
    }

    fn goes_on(&self, running: &mut Running) -> bool {
        running.goes_on() && !self.core.media.is_stopping()
    }

    /// Ticks until that is too much for one thread.
    fn tick_alone(&mut self, running: &mut Running) {
        while self.goes_on(running) {
            self.tick_in_time(running, &OneThread);
            if running.load.is_too_much() {
                if matches!(self.workers.get(), Some(Some(_))) {
                    return;
                }
                self.start_workers(running);
            }
        }
    }

    /// Ticks until one thread is enough.
    fn tick_together(&mut self, running: &mut Running, workers: &MediaWorkers) {
        while self.goes_on(running) && !running.load.is_little(workers.count()) {
            self.tick_in_time(running, workers);
        }
    }

    /// Lets the threads be started that share ticks, where it was not tried yet.
    fn start_workers(&self, running: &mut Running) {
        if self.workers.get().is_none() && !std::mem::replace(&mut running.asked_for_help, true) {
            let (workers, threads) = (Arc::clone(&self.workers), Arc::clone(&self.threads));
            self.files.run_soon(Box::new(move || {
                workers.get_or_init(|| MediaWorkers::start(&threads));
            }));
        }
    }

    /// One tick, and the wait for the next.
    fn tick_in_time(&mut self, running: &mut Running, workers: &impl Workers) {
        let begun = self.core.clock.now();
        if begun - running.next > LATE {
            self.core.late_ticks.fetch_add(1, Ordering::Relaxed);
        }
        if catch_unwind(AssertUnwindSafe(|| self.tick(running, workers))).is_err() {
            tracing::error!("a media tick panicked");
        }
        let now = self.core.clock.now();
        running.load.note(now - begun);
        running.next += TICK;
        let behind = now - running.next;
        if behind > CATCH_UP_MAX {
            running.next = now;
            let left_out = (behind.as_micros() / TICK.as_micros()) as u64;
            let total = &self.core.left_out_ticks;
            total.fetch_add(left_out, Ordering::Relaxed);
        }
        sleep(running.next - now);
    }

    fn tick(&mut self, running: &mut Running, workers: &impl Workers) {
        while let Ok(input) = self.inputs.try_recv() {
            self.carry_out(running, input);
        }
        if !running
            .ends
            .opened
            .are_waited_for(running.channels.is_empty())
        {
            running.move_audio(self.core.clock.now(), workers);
        }
        let Running {
            channels,
            graph,
            held_report,
            ..
        } = running;
        channels.carry_on(self.core.clock.now(), graph);
        pass_on(
            held_report,
            || graph.poll_report().or_else(|| channels.poll_report()),
            |report| self.core.offer_report(report),
        );
        self.retire(running);
        running.ticks += 1;
        if running.ticks.is_multiple_of(DEVICE_CHECK_TICKS) {
            self.tell_lost(running);
        }
    }

    /// Asks for another device once in place of each that is lost.
    fn tell_lost(&self, running: &mut Running) {
        for side in [Side::Microphone, Side::Speaker] {
            if running.ends.take_lost(side) {
                self.devices.lost(side);
            }
        }
    }

    fn carry_out(&mut self, running: &mut Running, input: MediaInput) {
        match input {
            MediaInput::Command(command) => self.command(running, command),
            MediaInput::Control(control) => running.graph.control(self.core.clock.now(), control),
            MediaInput::Microphone(device) => {
                self.devices.retire(running.ends.replace_microphone(device));
                running.take_device_rates();
            }
            MediaInput::Speaker(device) => {
                self.devices.retire(running.ends.replace_speaker(device));
                running.take_device_rates();
            }
            MediaInput::Gather { session, step } => {
                let now = self.core.clock.now();
                running.channels.gather_anew(now, session, *step);
            }
            MediaInput::Mark => running.channels.mark(),
            MediaInput::Wake => {}
        }
    }

    fn command(&mut self, running: &mut Running, command: MediaCommand) {
        match command {
            MediaCommand::Apply {
                session,
                ports,
                plan,
            } => self.apply(running, session, ports, &plan),
            MediaCommand::SendTone {
                session,
                tone,
                duration_ms,
            } => {
                let now = self.core.clock.now();
                if let Some(audio) = running.graph.session_mut(session) {
                    audio.send_tone(now, tone, duration_ms);
                }
            }
            MediaCommand::ReleaseRelay {
                session,
                ports,
                component,
            } => {
                let now = self.core.clock.now();
                running
                    .channels
                    .release_relay(now, session, ports.id, component);
            }
            MediaCommand::Release { ports } => self.pool.give_back_unclaimed(ports),
            MediaCommand::Stop { session, ports } => self.stop(running, session, ports),
        }
    }

    fn apply(
        &mut self,
        running: &mut Running,
        session: SessionId,
        ports: MediaPorts,
        plan: &MediaPlan,
    ) {
        let Some(audio) = &plan.audio else {
            running.channels.suspend(session);
            return running.graph.suspend(session);
        };
        if !running.channels.has(session) {
            if let Err(error) = running.channels.add(session, ports) {
                tracing::error!(%session, %error, "a call has no media sockets");
                return;
            }
            let wall = self.core.clock.wall();
            let made = AudioSession::new(session, self.rng.fork(), wall);
            running.graph.add(Box::new(made));
        }
        let now = self.core.clock.now();
        running
            .channels
            .apply_ice(now, session, audio, &mut self.rng);
        if let Err(error) = running.graph.apply(now, session, audio) {
            tracing::error!(%session, %error, "a plan cannot be carried out");
        }
        let identity = self.identity.as_ref();
        running.channels.apply_dtls(now, session, audio, identity);
    }

    fn stop(&mut self, running: &mut Running, session: SessionId, ports: MediaPorts) {
        if let Some(audio) = running.graph.session_mut(session) {
            audio.stop(self.core.clock.now());
            running.channels.send(audio);
        }
        if let Some(audio) = running.graph.remove(session) {
            self.files.retire(audio);
        }
        if !running.channels.remove(session) {
            self.pool.give_back_unclaimed(ports);
        }
    }

    /// Hands what the graph no longer needs to the thread that may wait.
    fn retire(&self, running: &mut Running) {
        while let Some(retired) = running.graph.poll_retired() {
            self.files.retire(retired);
        }
    }

    /// Nothing to hear any more: the devices are let go.
    fn close_devices(&mut self, running: &mut Running) {
        let (microphone, speaker) = (Box::new(VirtualInput::default()), Box::new(VirtualOutput));
        self.carry_out(running, MediaInput::Microphone(microphone));
        self.carry_out(running, MediaInput::Speaker(speaker));
        running.ends.opened = OpenedDevices::Virtual;
        self.devices.end();
    }

    /// The end: calls that are left say goodbye.
    fn end(&mut self, running: &mut Running) {
        let now = self.core.clock.now();
        for audio in running.graph.sessions_mut() {
            audio.stop(now);
            running.channels.send(audio);
        }
        for session in running.channels.sessions() {
            if let Some(audio) = running.graph.remove(session) {
                self.files.retire(audio);
            }
            running.channels.remove(session);
        }
        self.retire(running);
    }
}

impl Running {
    fn is_idle(&self) -> bool {
        self.channels.is_empty() && self.graph.is_idle() && self.held_report.is_none()
    }

    /// Whether there is something to hear, or was until just now.
    fn goes_on(&mut self) -> bool {
        let idle = self.is_idle();
        self.ends.opened.go_on(idle)
    }

    /// Tells the graph the rates that the devices insist on.
    fn take_device_rates(&mut self) {
        let (microphone_hz, speaker_hz) = self.ends.rates_hz();
        self.graph.set_device_rates(microphone_hz, speaker_hz);
    }

    /// Network and microphone to sessions, sessions to speaker and network.
    fn move_audio(&mut self, now: Instant, workers: &impl Workers) {
        let heard = frame_samples(self.graph.microphone_rate_hz());
        let played = frame_samples(self.graph.speaker_rate_hz());
        self.channels.look(now, unix_time());
        self.graph.listen(now, workers, &self.channels);
        if let Some(delay) = self.ends.delay() {
            self.graph.set_device_delay(delay);
        }
        self.ends.exchange(heard, played, |microphone, speaker| {
            self.graph.mix(microphone, speaker);
        });
        self.graph.speak(now, workers, &self.channels);
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the media thread's own tick; the deadline is absolute"
)]
fn sleep(left: Duration) {
    if !left.is_zero() {
        std::thread::sleep(left);
    }
}
