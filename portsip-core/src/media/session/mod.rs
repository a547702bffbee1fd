//! One call's audio: datagrams on one side, 10 ms of samples on the other.
//!
//! Inputs: [`AudioSession::apply`], [`AudioSession::handle_rtp`],
//! [`AudioSession::handle_rtcp`], [`AudioSession::push`],
//! [`AudioSession::send_tone`], [`AudioSession::handle_timeout`],
//! [`AudioSession::stop`]. After each of them poll
//! [`AudioSession::poll_transmit`], [`AudioSession::poll_report`] and
//! [`AudioSession::poll_timeout`] again. Once every 10 ms the media thread
//! calls `push` and `pull`; nothing of it allocates, locks or logs.

mod encoding;
mod guard;
mod keep_alive;
mod outbox;
mod receiving;
mod redundancy;
mod refusals;
mod report;
mod sending;
mod silence;

use std::net::SocketAddr;

use crate::clock::{Instant, WallClock};
use crate::ids::SessionId;
use crate::media::rtcp::{ReportInterval, Reporter};
use crate::media::rtp::{Packet, is_rtcp};
use crate::media::stats::{DtlsStatistics, IceStatistics};
use crate::media::tap::{RtpTap, TapSide, TapSides};
use crate::plan::{AudioCodec, AudioPlan, Direction, DtlsFailure, MediaReport, RtcpXr, SrtpKeys};
use crate::rng::Rng;
use guard::{Guard, Keying, PacketKind};
use keep_alive::KeepAliveTimer;
use outbox::{Outbox, SlotId};
use receiving::{Received, Receiving};
use refusals::Refusals;
use sending::{Content, Sending};

pub use guard::SrtpCounts;
pub use keep_alive::RtpKeepAlive;

/// The samples of the longest frame: 10 ms at 48 kHz.
pub const FRAME_SAMPLES_MAX: usize = 480;

/// Through which of the call's two local sockets a datagram leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaSocket {
    /// The even port.
    Rtp,
    /// The odd port; unused with RTCP-mux (RFC 5761).
    Rtcp,
}

/// One datagram to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transmit<'a> {
    /// The socket to send it through.
    pub socket: MediaSocket,
    /// Where it goes.
    pub to: SocketAddr,
    /// The datagram.
    pub datagram: &'a [u8],
}

/// Why a plan could not be carried out; the session keeps its former plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApplyError {
    /// The codec of the format we send, or of the preferred one we take, cannot be made.
    #[error("the codec cannot be made")]
    Codec,
    /// The plan has no format to receive.
    #[error("the plan has no format to receive")]
    NoFormat,
    /// The keys of the plan do not fit their suite.
    #[error("the keys cannot be used")]
    Keys,
}

/// The audio of one call.
pub struct AudioSession {
    id: SessionId,
    rng: Rng,
    sending: Sending,
    receiving: Receiving,
    reporter: Reporter,
    outbox: Outbox,
    guard: Guard,
    /// That of RTCP, where it has keys of its own.
    rtcp_guard: Guard,
    /// The association that gives keys, as it was told last.
    dtls: Option<DtlsStatistics>,
    ice: Option<IceStatistics>,
    /// What came from who has nothing to do with the call.
    strangers: Refusals,
    /// A failure that nobody has taken, and of which association.
    dtls_failure: Option<(u32, DtlsFailure)>,
    keep_alive: KeepAliveTimer,
    state: State,
    /// A source that once had our SSRC: there it is a loop or a reflector.
    collided_with: Option<SocketAddr>,
    rtp_tap: Option<(RtpTap, TapSides)>,
}

/// Whether there is a plan.
enum State {
    Unplanned,
    Running(Running),
    Stopped,
}

/// What the plan says beyond codecs and sources.
struct Running {
    direction: Direction,
    held: bool,
    unanswered: bool,
    rtcp_mux: bool,
    remote_rtcp: SocketAddr,
    cname: String,
    interval: ReportInterval,
    rtcp_xr: RtcpXr,
}

impl AudioSession {
    /// A session without a plan: it sends nothing and drops what it gets.
    pub fn new(id: SessionId, mut rng: Rng, wall: WallClock) -> Self {
        Self {
            id,
            sending: Sending::new(&mut rng),
            receiving: Receiving::new(),
            reporter: Reporter::new(wall),
            outbox: Outbox::new(),
            guard: Guard::default(),
            rtcp_guard: Guard::default(),
            dtls: None,
            ice: None,
            strangers: Refusals::default(),
            dtls_failure: None,
            keep_alive: KeepAliveTimer::new(),
            state: State::Unplanned,
            collided_with: None,
            rtp_tap: None,
            rng,
        }
    }

    /// Carries out a plan, the first or a changed one. Codecs are made here,
    /// so this may allocate; a codec that stays keeps its state. After
    /// [`AudioSession::stop`] it does nothing.
    pub fn apply(&mut self, now: Instant, plan: &AudioPlan) -> Result<(), ApplyError> {
        if matches!(self.state, State::Stopped) {
            return Ok(());
        }
        let (rtp, rtcp) = keying(plan);
        let keys = self.guard.prepare(rtp).map_err(|_| ApplyError::Keys)?;
        let rtcp_keys = self.rtcp_guard.prepare(rtcp);
        let rtcp_keys = rtcp_keys.map_err(|_| ApplyError::Keys)?;
        self.receiving.apply(plan)?;
        self.sending.apply(plan)?;
        // RTCP of its own key has numbers of its own, which do not roll over.
        self.rtcp_guard.commit(now, rtcp_keys);
        if self.guard.commit(now, keys) {
            self.begin_anew();
        }
        if plan.ice.is_none() {
            self.ice = None;
        }
        let association = plan.dtls.as_ref().map(|dtls| dtls.association);
        if association.is_none() {
            self.dtls = None;
        }
        self.dtls_failure = self.dtls_failure.filter(|(of, _)| association == Some(*of));
        let (bandwidth, direction) = (plan.rtcp_bandwidth, plan.direction);
        let interval = match &mut self.state {
            State::Running(running) => {
                let mut interval = running.interval.clone();
                interval.change(now, &mut self.rng, bandwidth, direction);
                interval
            }
            _ => ReportInterval::start(now, &mut self.rng, bandwidth, direction),
        };
        if !plan.direction.sends() {
            self.sending.clear_tones();
        }
        self.keep_alive.apply(now, plan);
        self.state = State::Running(Running {
            direction: plan.direction,
            held: plan.held,
            unanswered: plan.unanswered,
            rtcp_mux: plan.rtcp_mux,
            remote_rtcp: plan.remote_rtcp,
            cname: plan.cname.clone(),
            interval,
            rtcp_xr: plan.rtcp_xr,
        });
        Ok(())
    }

    /// Audio was negotiated away (RFC 3264 §8.2): until the next plan nothing is
    /// sent, no RTCP either, and nothing heard.
    pub fn suspend(&mut self) {
        if matches!(self.state, State::Running(_)) {
            self.sending.clear_tones();
            self.receiving.jitter_mut().silence();
            self.state = State::Unplanned;
        }
    }

    /// Takes a datagram that came in on the RTP socket (RTP, or RTCP with RTCP-mux).
    pub fn handle_rtp(&mut self, now: Instant, datagram: &[u8], from: SocketAddr) {
        if is_rtcp(datagram) {
            self.handle_rtcp(now, datagram, from);
        } else {
            self.opened(now, PacketKind::Rtp, datagram, |session, packet| {
                session.handle_rtp_packet(now, packet, from);
            });
        }
    }

    /// Takes a datagram that came in on the RTCP socket.
    pub fn handle_rtcp(&mut self, now: Instant, datagram: &[u8], from: SocketAddr) {
        self.opened(now, PacketKind::Rtcp, datagram, |session, packet| {
            session.handle_rtcp_packet(now, packet, from);
        });
    }

    /// Gives what the other side protected to `handle`, if it is authentic.
    fn opened(
        &mut self,
        now: Instant,
        kind: PacketKind,
        datagram: &[u8],
        handle: impl FnOnce(&mut Self, &[u8]),
    ) {
        let Some(mut room) = self.guard_of(kind).take_room() else {
            return handle(self, datagram);
        };
        if matches!(self.state, State::Running(_))
            && let Some(packet) = self.guard_of(kind).open(now, kind, datagram, &mut room)
        {
            handle(self, packet);
        }
        self.guard_of(kind).give_room(room);
    }

    fn guard_of(&mut self, kind: PacketKind) -> &mut Guard {
        match kind {
            PacketKind::Rtcp if self.rtcp_guard.must_protect() => &mut self.rtcp_guard,
            _ => &mut self.guard,
        }
    }

    /// The keys that the plan awaits: those of everything, or of RTCP where the plan has
    /// it on a port of its own.
    pub fn set_keys(
        &mut self,
        now: Instant,
        socket: MediaSocket,
        keys: &SrtpKeys,
    ) -> Result<(), ApplyError> {
        let guard = match socket {
            MediaSocket::Rtp => &mut self.guard,
            MediaSocket::Rtcp => &mut self.rtcp_guard,
        };
        let prepared = guard.prepare(Keying::Keys(keys));
        if guard.commit(now, prepared.map_err(|_| ApplyError::Keys)?) {
            self.begin_anew();
        }
        Ok(())
    }

    /// Our stream goes on as that of another source.
    fn begin_anew(&mut self) {
        self.sending.change_ssrc(&mut self.rng);
        self.reporter.forget_own_source();
    }

    /// How the checks of the path fare.
    pub fn set_ice(&mut self, ice: IceStatistics) {
        self.ice = Some(ice);
    }

    /// A packet came from an address that connectivity checks do not know.
    pub fn refuse_stranger(&mut self) {
        self.receiving.refuse();
    }

    /// How the association fares that gives keys.
    pub fn set_dtls(&mut self, dtls: DtlsStatistics) {
        self.dtls = Some(dtls);
    }

    /// An association gives none: signalling is told.
    pub fn report_dtls_failure(&mut self, association: u32, failure: DtlsFailure) {
        self.dtls_failure = Some((association, failure));
    }

    fn handle_rtp_packet(&mut self, now: Instant, datagram: &[u8], from: SocketAddr) {
        let State::Running(running) = &self.state else {
            return;
        };
        let to_be_heard = running.direction.receives() && !running.held && !running.unanswered;
        let Ok(packet) = Packet::parse(datagram) else {
            self.receiving.count_malformed();
            return;
        };
        if let Some((tap, sides)) = &mut self.rtp_tap
            && sides.show(TapSide::Receive)
        {
            tap.show(self.id, TapSide::Receive, datagram);
        }
        if packet.header.ssrc == self.sending.ssrc() {
            self.handle_collision(now, from);
        }
        let received = self
            .receiving
            .handle_packet(now, &packet, from, to_be_heard);
        if received == Received::NewSource {
            self.reporter.forget_source();
        }
        if let Some((codec, request)) = self.receiving.take_mode_request() {
            self.sending.request_mode(codec, request);
        }
    }

    fn handle_rtcp_packet(&mut self, now: Instant, datagram: &[u8], from: SocketAddr) {
        let State::Running(running) = &mut self.state else {
            return;
        };
        let source = self.receiving.ssrc();
        let ssrc = self.sending.ssrc();
        if !self.reporter.handle_datagram(now, datagram, ssrc, source) {
            return;
        }
        running.interval.handle_datagram(datagram.len());
        // Symmetric RTCP, from the host the media comes from only.
        if from.ip() == self.receiving.remote().ip() {
            running.remote_rtcp = from;
        }
        if let Some(peer) = self.reporter.peer() {
            let percent = u32::from(peer.fraction_lost) * 100 / 256;
            self.sending.set_loss_percent(percent as u8);
        }
    }

    /// Gives the next 10 ms to be heard and returns how many samples were
    /// written to the front of `out`: a hundredth of the sample rate, which
    /// changes when the other side changes its codec; 0 when there is nothing
    /// to be heard (treat it as silence). `out` holds at least
    /// [`FRAME_SAMPLES_MAX`] samples.
    pub fn pull(&mut self, now: Instant, out: &mut [i16]) -> usize {
        if !self.receives() {
            return 0;
        }
        self.receiving.pull(now, out)
    }

    /// Takes the next 10 ms to be sent, [`AudioSession::send_rate_hz`] / 100
    /// samples; a frame of another length is not sent. Call it every 10 ms
    /// also when there is nothing to say (with zeros): it is the clock of what
    /// we send.
    pub fn push(&mut self, now: Instant, frame: &[i16]) {
        self.push_content(now, Content::Sound(frame));
    }

    /// The same for 10 ms in which nobody speaks: where comfort noise was
    /// agreed on for the codec, the noise is described instead of sent.
    pub fn push_quiet(&mut self, now: Instant, frame: &[i16]) {
        self.push_content(now, Content::Quiet(frame));
    }

    fn push_content(&mut self, now: Instant, content: Content<'_>) {
        let sends = self.sends();
        let to = self.receiving.remote();
        let sending = &mut self.sending;
        if to.ip().is_unspecified() {
            // Time passes all the same.
            sending.push(content, false, &mut []);
            return;
        }
        let written = self.outbox.write(MediaSocket::Rtp, to, |buffer| {
            sending.push(content, sends, buffer)
        });
        if written > 0 {
            self.keep_alive.handle_sent(now);
        }
    }

    /// Whether the other side's comfort noise is heard, as at first; else its
    /// place is silent.
    pub fn set_comfort_noise(&mut self, audible: bool) {
        self.receiving.jitter_mut().set_comfort_noise(audible);
    }

    /// Whether keys are looked for in the other side's sound, as at first, where events
    /// (RFC 4733) were not agreed on.
    pub fn set_tone_detection(&mut self, on: bool) {
        self.receiving.set_tone_detection(on);
    }

    /// Queues a DTMF tone, 0…16, of `duration_ms`, brought into 40 ms … 60 s.
    /// False, and nothing queued, when there is no such tone, when
    /// [`crate::limits::DTMF_QUEUE_TONES_MAX`] wait, and while nothing is sent.
    pub fn send_tone(&mut self, _now: Instant, tone: u8, duration_ms: u32) -> bool {
        self.sends() && self.sending.queue_tone(tone, duration_ms)
    }

    /// Encodes with about `bitrate_bps` from the next packet on, where the plan
    /// sends this codec, and whenever a later one does.
    pub fn set_bitrate_bps(&mut self, codec: AudioCodec, bitrate_bps: u32) {
        self.sending.set_bitrate_bps(codec, bitrate_bps);
    }

    /// Ends the stream: queues an RTCP BYE, and nothing after it.
    pub fn stop(&mut self, now: Instant) {
        // Who was never heard of must not say good-bye (RFC 3550 §6.3.7).
        if self.sending.packets() > 0 || self.reporter.report_counts().0 > 0 {
            self.write_rtcp(now, report::Kind::Bye);
        }
        self.state = State::Stopped;
    }

    /// The next datagram to send.
    pub fn poll_transmit(&mut self) -> Option<Transmit<'_>> {
        let polled = loop {
            let polled = self.outbox.poll()?;
            if self.protect(polled) {
                break polled;
            }
        };
        let slot = self.outbox.slot(polled);
        Some(Transmit {
            socket: slot.socket,
            to: slot.to,
            datagram: &slot.bytes[..slot.length],
        })
    }

    /// Makes a datagram what may leave, shown before to who watches; whether it
    /// may.
    fn protect(&mut self, polled: SlotId) -> bool {
        let slot = self.outbox.slot(polled);
        let packet = &slot.bytes[..slot.length];
        let kind = if slot.socket == MediaSocket::Rtcp || is_rtcp(packet) {
            PacketKind::Rtcp
        } else {
            PacketKind::Rtp
        };
        let guard = match kind {
            PacketKind::Rtcp if self.rtcp_guard.must_protect() => &mut self.rtcp_guard,
            _ => &mut self.guard,
        };
        if let Some((tap, sides)) = &mut self.rtp_tap
            && sides.show(TapSide::Send)
            && kind == PacketKind::Rtp
            && !guard.awaits_keys()
        {
            tap.show(self.id, TapSide::Send, packet);
        }
        let protected = guard.protect(kind, &mut slot.bytes[..], slot.length);
        slot.length = protected.unwrap_or(0);
        protected.is_some()
    }

    /// Shows the RTP packets to the program from now on, or no more; the tap
    /// before.
    pub fn set_rtp_tap(&mut self, tap: Option<(RtpTap, TapSides)>) -> Option<RtpTap> {
        let before = std::mem::replace(&mut self.rtp_tap, tap);
        before.map(|(tap, _)| tap)
    }

    /// Whether the program is shown the packets.
    pub fn has_rtp_tap(&self) -> bool {
        self.rtp_tap.is_some()
    }

    /// The next report for signalling.
    pub fn poll_report(&mut self) -> Option<MediaReport> {
        let session = self.id;
        if let Some((association, failure)) = self.dtls_failure.take() {
            return Some(MediaReport::DtlsFailed {
                session,
                association,
                failure,
            });
        }
        let refused = self.guard.poll_report();
        if let Some(packets) = refused.or_else(|| self.rtcp_guard.poll_report()) {
            return Some(MediaReport::PacketsRefused { session, packets });
        }
        let replays = self.guard.poll_replays();
        if let Some(packets) = replays.or_else(|| self.rtcp_guard.poll_replays()) {
            return Some(MediaReport::PacketsReplayed { session, packets });
        }
        if let Some(packets) = self.strangers.poll_report() {
            return Some(MediaReport::StrangersRefused { session, packets });
        }
        let tone = self.receiving.poll_key()?;
        Some(MediaReport::ToneReceived { session, tone })
    }

    /// When [`AudioSession::handle_timeout`] wants to be called; being up to
    /// 100 ms late does no harm.
    pub fn poll_timeout(&self) -> Option<Instant> {
        let State::Running(running) = &self.state else {
            return None;
        };
        let dues = [running.interval.due(), self.keep_alive.due()];
        dues.into_iter().flatten().min()
    }

    /// Does what has become due: RTCP reports, keep-alive packets.
    pub fn handle_timeout(&mut self, now: Instant) {
        let State::Running(running) = &mut self.state else {
            return;
        };
        if let Some(payload_type) = self.keep_alive.take_due(now) {
            let to = self.receiving.remote();
            let sending = &mut self.sending;
            self.outbox.write(MediaSocket::Rtp, to, |buffer| {
                sending.write_keep_alive(payload_type, buffer)
            });
        }
        if running.interval.take_due(now, &mut self.rng) {
            self.write_rtcp(now, report::Kind::Usual);
            let checks = self.ice.map_or(0, |ice| ice.refused);
            self.strangers.note(now, self.receiving.refused() + checks);
        }
    }

    /// Says whether the next 10 ms pushed are among those that packets should
    /// begin with; from then on every other are. A stream that begins in between
    /// leaves its first 10 ms out, so that sessions that are told differently do
    /// not encode at the same time. Without a word a packet begins when there is
    /// something to send.
    pub fn set_beat(&mut self, on_beat: bool) {
        self.sending.set_beat(on_beat);
    }

    /// Says how often a packet goes while nothing else is sent, `None` for
    /// never; without a word it is [`RtpKeepAlive::DEFAULT`].
    pub fn set_keep_alive(&mut self, setting: Option<RtpKeepAlive>) {
        self.keep_alive.set(setting);
    }

    /// The call.
    pub fn id(&self) -> SessionId {
        self.id
    }

    /// The sample rate in Hz that [`AudioSession::push`] takes; changes in
    /// [`AudioSession::apply`] only.
    pub fn send_rate_hz(&self) -> u32 {
        self.sending.rate_hz()
    }

    /// The sample rate in Hz that [`AudioSession::pull`] gave last, or will
    /// give first.
    pub fn receive_rate_hz(&self) -> u32 {
        self.receiving.jitter().rate_hz()
    }

    /// Whether the plan lets us send: where not, the graph need not mix for it.
    pub fn sends(&self) -> bool {
        self.direction().sends()
    }

    /// Whether the plan lets us listen; not while we hold the call, nor before
    /// we have answered it.
    pub fn receives(&self) -> bool {
        self.direction().receives() && !self.is_held() && !self.is_unanswered()
    }

    /// Whether the call is not answered yet: the microphone is not for it.
    pub fn is_unanswered(&self) -> bool {
        matches!(&self.state, State::Running(running) if running.unanswered)
    }

    /// Whether we hold the call: what is pushed should not be the microphone.
    pub fn is_held(&self) -> bool {
        matches!(&self.state, State::Running(running) if running.held)
    }

    fn direction(&self) -> Direction {
        match &self.state {
            State::Running(running) => running.direction,
            State::Unplanned | State::Stopped => Direction::Inactive,
        }
    }

    /// The other side has our SSRC: we leave it and take another (RFC 3550
    /// §8.2). Once per address: whoever has the next one too sends us our own
    /// packets back, and these are listened to.
    fn handle_collision(&mut self, now: Instant, from: SocketAddr) {
        if self.collided_with == Some(from) {
            return;
        }
        self.collided_with = Some(from);
        if self.sending.packets() > 0 {
            self.write_rtcp(now, report::Kind::Bye);
        }
        self.sending.change_ssrc(&mut self.rng);
        self.reporter.forget_own_source();
    }
}

/// How a plan protects RTP, and RTCP where that has keys of its own.
fn keying(plan: &AudioPlan) -> (Keying<'_>, Keying<'_>) {
    match (&plan.srtp, &plan.dtls) {
        (Some(keys), _) => (Keying::Keys(keys), Keying::Clear),
        (None, Some(_)) if plan.rtcp_mux => (Keying::Awaited, Keying::Clear),
        (None, Some(_)) => (Keying::Awaited, Keying::Awaited),
        (None, None) => (Keying::Clear, Keying::Clear),
    }
}

impl std::fmt::Debug for AudioSession {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AudioSession")
            .field("id", &self.id)
            .field("direction", &self.direction())
            .finish_non_exhaustive()
    }
}
