//! The media thread: once every 10 ms it drains all RTP and RTCP sockets, moves
//! the audio, and sends what came out. Where nothing is heard it sleeps.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use super::clock_source::unix_time;
use super::core::Core;
use super::device_choice::DeviceChoice;
use super::file_thread::FileThread;
use super::media_channels::MediaChannels;
use super::media_inbox::MediaInput;
use super::opened_devices::OpenedDevices;
use super::port_pool::PortPool;
use crate::clock::Instant;
use crate::device::{AudioInput, AudioOutput, VirtualInput, VirtualOutput};
use crate::ids::SessionId;
use crate::media::audio::{AudioGraph, FRAME_SAMPLES_MAX, FRAMES_PER_SECOND, frame_samples};
use crate::media::session::AudioSession;
use crate::plan::{MediaCommand, MediaPlan, MediaPorts, MediaReport};
use crate::rng::Rng;

/// The time of one frame.
const TICK: Duration = Duration::from_millis(1000 / FRAMES_PER_SECOND as u64);
/// Behind by more than this, the missed ticks are left out (a machine that slept).
const CATCH_UP_MAX: Duration = Duration::from_millis(100);
/// How often lost devices are looked for, in ticks.
const DEVICE_CHECK_TICKS: u64 = 100;

/// What the media thread has.
pub(super) struct MediaDriver {
    pub(super) core: Arc<Core>,
    pub(super) pool: Arc<PortPool>,
    pub(super) files: Arc<FileThread>,
    pub(super) devices: Arc<DeviceChoice>,
    pub(super) inputs: Receiver<MediaInput>,
    pub(super) rng: Rng,
}

/// What runs while there are calls, or something else is heard.
struct Running {
    channels: MediaChannels,
    graph: AudioGraph,
    input: Box<dyn AudioInput>,
    output: Box<dyn AudioOutput>,
    devices: OpenedDevices,
    microphone: [i16; FRAME_SAMPLES_MAX],
    speaker: [i16; FRAME_SAMPLES_MAX],
    ticks: u64,
    /// A report that signalling had no room for.
    held_report: Option<MediaReport>,
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
            input: Box::new(VirtualInput::default()),
            output: Box::new(VirtualOutput),
            devices: OpenedDevices::Virtual,
            microphone: [0; FRAME_SAMPLES_MAX],
            speaker: [0; FRAME_SAMPLES_MAX],
            ticks: 0,
            held_report: None,
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
            MediaInput::Devices { input, output } => self.files.retire((input, output)),
            input => self.carry_out(running, input),
        }
    }

    /// With something to hear: a tick every 10 ms of the clock, however long each takes.
    fn tick_until_idle(&mut self, running: &mut Running) {
        if self.devices.open_soon(&self.core, &self.files) {
            running.devices = OpenedDevices::OPENING;
        }
        let mut next = self.core.clock.now();
        while running.goes_on() && !self.core.media.is_stopping() {
            if catch_unwind(AssertUnwindSafe(|| self.tick(running))).is_err() {
                tracing::error!("a media tick panicked");
            }
            next += TICK;
            let now = self.core.clock.now();
            if now - next > CATCH_UP_MAX {
                next = now;
            }
            sleep(next - now);
        }
        self.close_devices(running);
    }

    fn tick(&mut self, running: &mut Running) {
        while let Ok(input) = self.inputs.try_recv() {
            self.carry_out(running, input);
        }
        let now = self.core.clock.now();
        running
            .channels
            .receive(&mut running.graph, now, unix_time());
        if !running.devices.are_waited_for(running.channels.is_empty()) {
            running.move_audio(now);
        }
        running.send(now);
        let Running {
            graph, held_report, ..
        } = running;
        pass_on(
            held_report,
            || graph.poll_report(),
            |report| self.core.offer_report(report),
        );
        self.retire(running);
        running.ticks += 1;
        if running.ticks.is_multiple_of(DEVICE_CHECK_TICKS)
            && (running.input.is_lost() || running.output.is_lost())
        {
            self.devices.replace_lost(&self.core, &self.files);
        }
    }

    fn carry_out(&mut self, running: &mut Running, input: MediaInput) {
        match input {
            MediaInput::Command(command) => self.command(running, command),
            MediaInput::Control(control) => running.graph.control(self.core.clock.now(), control),
            MediaInput::Devices { input, output } => {
                running
                    .graph
                    .set_device_rates(input.rate_hz(), output.rate_hz());
                let old_input = std::mem::replace(&mut running.input, input);
                let old_output = std::mem::replace(&mut running.output, output);
                running.devices = OpenedDevices::OPEN;
                self.files.retire((old_input, old_output));
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
        if let Err(error) = running.graph.apply(now, session, audio) {
            tracing::error!(%session, %error, "a plan cannot be carried out");
        }
    }

    fn stop(&mut self, running: &mut Running, session: SessionId, ports: MediaPorts) {
        if let Some(audio) = running.graph.session_mut(session) {
            audio.stop(self.core.clock.now());
            running.channels.send_of(audio);
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
        let virtual_ones = MediaInput::Devices {
            input: Box::new(VirtualInput::default()),
            output: Box::new(VirtualOutput),
        };
        self.carry_out(running, virtual_ones);
        running.devices = OpenedDevices::Virtual;
        self.devices.closed();
    }

    /// The end: calls that are left say goodbye.
    fn end(&mut self, running: &mut Running) {
        let now = self.core.clock.now();
        for audio in running.graph.sessions_mut() {
            audio.stop(now);
            running.channels.send_of(audio);
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
        self.devices.go_on(idle)
    }

    /// Microphone to sessions, sessions to speaker.
    fn move_audio(&mut self, now: Instant) {
        let heard = frame_samples(self.graph.microphone_rate_hz());
        let played = frame_samples(self.graph.speaker_rate_hz());
        let (Some(microphone), Some(speaker)) = (
            self.microphone.get_mut(..heard),
            self.speaker.get_mut(..played),
        ) else {
            return;
        };
        self.input.read(microphone);
        self.graph.tick(now, microphone, speaker);
        self.output.write(speaker);
    }

    /// What the sessions have to send, and what has become due.
    fn send(&mut self, now: Instant) {
        for audio in self.graph.sessions_mut() {
            if audio.poll_timeout().is_some_and(|due| due <= now) {
                audio.handle_timeout(now);
            }
            self.channels.send_of(audio);
        }
    }
}

/// Hands over all reports; one that is not taken is `held` for the next time.
fn pass_on<T>(
    held: &mut Option<T>,
    mut next: impl FnMut() -> Option<T>,
    mut offer: impl FnMut(T) -> Result<(), T>,
) {
    while let Some(report) = held.take().or_else(&mut next) {
        if let Err(report) = offer(report) {
            *held = Some(report);
            return;
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_taken_is_offered_again_in_order() {
        let mut waiting = 1..=5;
        let mut held = None;
        let mut taken = Vec::new();
        for room in [0, 2, 0, 1, 9] {
            pass_on(
                &mut held,
                || waiting.next(),
                |report| {
                    if taken.len() >= room {
                        return Err(report);
                    }
                    taken.push(report);
                    Ok(())
                },
            );
        }
        assert_eq!(taken, [1, 2, 3, 4, 5]);
        assert_eq!(held, None);
    }
}
