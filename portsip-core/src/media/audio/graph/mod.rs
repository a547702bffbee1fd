//! The graph: microphone to sessions, sessions to speaker, once every 10 ms.

mod conference;
mod control;
mod tick;

use std::collections::VecDeque;
use std::time::Duration;

use super::RATE_HZ_MAX;
use super::channel::{Channel, Scratch};
use super::conference::Conference;
use super::control::{Retired, RetiredThing};
use super::microphone::Microphone;
use super::speaker::Speaker;
use crate::clock::Instant;
use crate::ids::SessionId;
use crate::media::session::{ApplyError, AudioSession, RtpKeepAlive};
use crate::media::tap::{RawAudioTap, TapSides};
use crate::plan::{AudioPlan, MediaReport};

/// The rate in Hz of an end that nobody has asked for another one.
const RATE_HZ_DEFAULT: u32 = 8000;
/// Reports and retired things kept for a poll before room is made for more.
const QUEUE_ROOM: usize = 64;

/// The audio of all sessions between one microphone and one speaker.
#[derive(Debug)]
pub struct AudioGraph {
    /// Sorted by session id.
    channels: Vec<Channel>,
    microphone: Microphone,
    speaker: Speaker,
    conference: Conference,
    device_rates: DeviceRates,
    /// Whether the other sides' comfort noise is heard.
    comfort_noise: bool,
    tone_detection: bool,
    mix_tap: Option<(RawAudioTap, TapSides)>,
    keep_alive: Option<RtpKeepAlive>,
    scratch: Box<Scratch>,
    /// Ticks since the beginning.
    ticks: u64,
    reports: VecDeque<MediaReport>,
    retired: VecDeque<Retired>,
    /// The channel whose reports are polled next.
    report_cursor: usize,
}

/// The rates in Hz that the devices insist on.
#[derive(Clone, Copy, Debug, Default)]
struct DeviceRates {
    microphone_hz: Option<u32>,
    speaker_hz: Option<u32>,
}

impl Default for AudioGraph {
    fn default() -> Self {
        Self::new()
    }
}

impl AudioGraph {
    /// A graph without sessions, whose ends follow the sessions' rates.
    pub fn new() -> Self {
        Self {
            channels: Vec::new(),
            microphone: Microphone::new(RATE_HZ_DEFAULT),
            speaker: Speaker::new(RATE_HZ_DEFAULT),
            conference: Conference::new(),
            device_rates: DeviceRates::default(),
            comfort_noise: true,
            tone_detection: true,
            mix_tap: None,
            keep_alive: Some(RtpKeepAlive::DEFAULT),
            scratch: Box::new(Scratch::new()),
            ticks: 0,
            reports: VecDeque::with_capacity(QUEUE_ROOM),
            retired: VecDeque::with_capacity(QUEUE_ROOM),
            report_cursor: 0,
        }
    }

    /// Tells the rates in Hz of the devices, multiples of 100 up to
    /// [`super::RATE_HZ_MAX`]; `None` for a device that takes any rate.
    pub fn set_device_rates(&mut self, microphone_hz: Option<u32>, speaker_hz: Option<u32>) {
        let usable =
            |rate_hz: &u32| (100..=RATE_HZ_MAX).contains(rate_hz) && rate_hz.is_multiple_of(100);
        self.device_rates = DeviceRates {
            microphone_hz: microphone_hz.filter(usable),
            speaker_hz: speaker_hz.filter(usable),
        };
        self.refresh_rates();
    }

    /// Tells the time from the speaker to the microphone that the devices need,
    /// as far as they know it: that much later an echo begins.
    pub fn set_device_delay(&mut self, delay: Duration) {
        self.microphone.set_delay(delay);
    }

    /// Adds a session; it takes part once a plan is applied. One of the same
    /// id that was there before is dropped.
    pub fn add(&mut self, mut session: Box<AudioSession>) {
        session.set_keep_alive(self.keep_alive);
        session.set_comfort_noise(self.comfort_noise);
        session.set_tone_detection(self.tone_detection);
        // By its number: sessions that begin together encode in turns.
        let beat = self
            .ticks
            .wrapping_add(session.id().0.unsigned_abs().into());
        session.set_beat(beat.is_multiple_of(2));
        let mut channel = Channel::new(session);
        channel.set_member(self.conference.has(channel.session.id()));
        match self.position(channel.session.id()) {
            Ok(at) => self.channels[at] = channel,
            Err(at) => self.channels.insert(at, channel),
        }
        // Each channel may end a file in one tick.
        let room = QUEUE_ROOM + self.channels.len();
        self.reports.reserve(room);
        self.retired.reserve(room);
        self.refresh_rates();
    }

    /// Carries out a session's plan; one for a session that is not there
    /// changes nothing. Allocates where codecs or rates change.
    pub fn apply(
        &mut self,
        now: Instant,
        session: SessionId,
        plan: &AudioPlan,
    ) -> Result<(), ApplyError> {
        let Some(channel) = self.channel_mut(session) else {
            return Ok(());
        };
        channel.session.apply(now, plan)?;
        channel.receive_rates_hz.clear();
        for format in &plan.receive {
            let rate_hz = format.codec.sample_rate_hz();
            if !channel.receive_rates_hz.contains(&rate_hz) {
                channel.receive_rates_hz.push(rate_hz);
            }
        }
        channel.refresh_rates();
        self.refresh_rates();
        Ok(())
    }

    /// Lets a session rest until its next plan: its audio was negotiated away.
    pub fn suspend(&mut self, session: SessionId) {
        if let Some(channel) = self.channel_mut(session) {
            channel.session.suspend();
            channel.receive_rates_hz.clear();
            self.refresh_rates();
        }
    }

    /// Takes a session out, of the conference too; its file, recording, stream and tap are retired.
    pub fn remove(&mut self, session: SessionId) -> Option<Box<AudioSession>> {
        self.conference.leave(session);
        let at = self.position(session).ok()?;
        let channel = self.channels.remove(at);
        let file = channel.file.map(RetiredThing::File);
        let stream = channel.stream.map(RetiredThing::Stream);
        let recording = channel.recording.map(RetiredThing::Recording);
        let tap = channel.tap.map(|(tap, _)| RetiredThing::Tap(tap));
        let retired = [file, stream, recording, tap].into_iter().flatten();
        self.retired.extend(retired.map(Retired::from));
        if self.channels.is_empty() {
            self.speaker.local.tone.clear();
        }
        self.refresh_rates();
        Some(channel.session)
    }

    /// The next report of the graph or of one of its sessions.
    pub fn poll_report(&mut self) -> Option<MediaReport> {
        if let Some(report) = self.reports.pop_front() {
            return Some(report);
        }
        while let Some(channel) = self.channels.get_mut(self.report_cursor) {
            if let Some(report) = channel.session.poll_report() {
                return Some(report);
            }
            self.report_cursor += 1;
        }
        self.report_cursor = 0;
        None
    }

    /// The next thing to be dropped on another thread.
    pub fn poll_retired(&mut self) -> Option<Retired> {
        self.retired.pop_front()
    }

    /// A session, for its packets.
    pub fn session_mut(&mut self, session: SessionId) -> Option<&mut AudioSession> {
        self.channel_mut(session)
            .map(|channel| &mut *channel.session)
    }

    /// All sessions, for their datagrams, reports and deadlines.
    pub fn sessions_mut(&mut self) -> impl Iterator<Item = &mut AudioSession> {
        self.channels
            .iter_mut()
            .map(|channel| &mut *channel.session)
    }

    /// Whether a tick would do nothing: no sessions, nothing that plays or is
    /// recorded without them.
    pub fn is_idle(&self) -> bool {
        self.channels.is_empty() && !self.conference.is_busy() && !self.speaker.local.is_busy()
    }

    /// The rate in Hz of the frames [`AudioGraph::tick`] takes; changes never in
    /// [`AudioGraph::tick`] itself.
    pub fn microphone_rate_hz(&self) -> u32 {
        self.microphone.rate_hz()
    }

    /// The rate in Hz of the frames [`AudioGraph::tick`] gives; changes as
    /// [`AudioGraph::microphone_rate_hz`] does.
    pub fn speaker_rate_hz(&self) -> u32 {
        self.speaker.rate_hz()
    }

    /// Gets both ends ready for the rates in use: a device that takes any rate
    /// gets the highest one, so that the best of the sessions is not converted.
    fn refresh_rates(&mut self) {
        self.refresh_conference_rates();
        let sessions = || self.channels.iter().map(|channel| &channel.session);
        let mut send_hz: Vec<u32> = sessions().map(|session| session.send_rate_hz()).collect();
        sort_once(&mut send_hz);
        let receive_hz = self.receive_rates_hz(|_| true);
        let sent_best_hz = send_hz.last().copied();
        let highest = |rate_hz: Option<u32>| rate_hz.unwrap_or(RATE_HZ_DEFAULT);
        let microphone_hz = self
            .device_rates
            .microphone_hz
            .unwrap_or_else(|| highest(sent_best_hz));
        let speaker_hz = self.device_rates.speaker_hz.unwrap_or_else(|| {
            let received_hz = sessions().map(|session| session.receive_rate_hz());
            highest(received_hz.chain(self.local_file_rate_hz()).max())
        });
        send_hz.extend(self.conference.microphone_hz());
        send_hz.extend(self.speaker.local.loops_back().then_some(speaker_hz));
        sort_once(&mut send_hz);
        self.microphone.set_rates(microphone_hz, &send_hz);
        self.microphone.set_speaker_rate(speaker_hz);
        self.speaker.set_rates(speaker_hz, &receive_hz);
    }

    /// The rate in Hz that the file for the user is heard in whole.
    fn local_file_rate_hz(&self) -> Option<u32> {
        let file = self.speaker.local.file.as_ref()?;
        let enough = |rate_hz: &u32| *rate_hz >= file.player.rate_hz();
        let usual_hz = [8000, 16_000];
        Some(usual_hz.into_iter().find(enough).unwrap_or(RATE_HZ_MAX))
    }

    /// The rates in Hz that some channels may receive, each once.
    fn receive_rates_hz(&self, of: impl Fn(&Channel) -> bool) -> Vec<u32> {
        let channels = self.channels.iter().filter(|channel| of(channel));
        let mut rates_hz = channels
            .flat_map(|channel| channel.receive_rates_hz.iter().copied())
            .collect();
        sort_once(&mut rates_hz);
        rates_hz
    }

    fn channel_mut(&mut self, session: SessionId) -> Option<&mut Channel> {
        let at = self.position(session).ok()?;
        Some(&mut self.channels[at])
    }

    fn position(&self, session: SessionId) -> Result<usize, usize> {
        self.channels
            .binary_search_by_key(&session, |channel| channel.session.id())
    }
}

fn sort_once(rates_hz: &mut Vec<u32>) {
    rates_hz.sort_unstable();
    rates_hz.dedup();
}
