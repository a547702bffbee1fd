//! From RTP packets to 10 ms of samples: whose packets, which format, keys.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::time::Duration;

use super::ApplyError;
use crate::clock::Instant;
use crate::media::codec::{ModeRequest, mode_request};
use crate::media::dtmf::{EventReceiver, ToneDetector};
use crate::media::jitter::JitterBuffer;
use crate::media::rtp::{
    HEADER_BYTES, Packet, PacketHeader, Reception, SourceLatch, SourceStatistics, Verdict,
    redundancy::RedundantPayload,
};
use crate::media::stats::{BurstTracker, Bursts};
use crate::plan::{AudioCodec, AudioPlan, TelephoneEvent};

/// Keys received and not yet reported; more are lost, nobody types so fast.
const KEYS_WAITING_MAX: usize = 32;

/// The other side's stream.
pub(super) struct Receiving {
    latch: SourceLatch,
    source: Option<SourceStatistics>,
    jitter: JitterBuffer,
    bursts: BurstTracker,
    /// What the buffer had dropped when `bursts` was told last.
    dropped: u64,
    /// The number and time of the last packet of sound.
    last_sound: Option<(u16, u32)>,
    telephone_event: Option<TelephoneEvent>,
    other_telephone_event: Option<TelephoneEvent>,
    /// The payload types of packets with copies of earlier ones.
    redundancy: [Option<u8>; 2],
    events: EventReceiver,
    /// Of keys in the sound, where they shall be found.
    detector: Option<ToneDetector>,
    keys: VecDeque<u8>,
    heard: Option<(AudioCodec, u8)>,
    /// What the last packet asks us to send, until it is taken.
    mode_request: Option<(AudioCodec, ModeRequest)>,
    /// The number of the newest packet that may have asked.
    asked: Option<u16>,
    counts: Counts,
}

/// What came in.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    pub(super) packets: u64,
    pub(super) payload_bytes: u64,
    pub(super) malformed: u64,
    pub(super) refused: u64,
    pub(super) tones: u64,
}

/// What a datagram meant beyond its sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Received {
    /// Nothing.
    Usual,
    /// The stream comes from a new source.
    NewSource,
}

impl Receiving {
    /// Nothing is expected yet.
    pub(super) fn new() -> Self {
        Self {
            latch: SourceLatch::new(SocketAddr::from(([0, 0, 0, 0], 0))),
            source: None,
            jitter: JitterBuffer::new(),
            bursts: BurstTracker::default(),
            dropped: 0,
            last_sound: None,
            telephone_event: None,
            other_telephone_event: None,
            redundancy: [None; 2],
            events: EventReceiver::default(),
            detector: Some(ToneDetector::default()),
            keys: VecDeque::with_capacity(KEYS_WAITING_MAX),
            heard: None,
            mode_request: None,
            asked: None,
            counts: Counts::default(),
        }
    }

    /// Takes a plan's formats and address.
    pub(super) fn apply(&mut self, plan: &AudioPlan) -> Result<(), ApplyError> {
        let preferred = plan.receive.first().ok_or(ApplyError::NoFormat)?;
        self.jitter
            .set_formats(&plan.receive, plan.comfort_noise)
            .map_err(|_| ApplyError::Codec)?;
        if self
            .heard
            .is_none_or(|(_, payload_type)| self.jitter.formats().find(payload_type).is_none())
        {
            self.heard = Some((preferred.codec, preferred.payload_type));
        }
        self.telephone_event = plan.telephone_event;
        self.other_telephone_event = plan.other_telephone_event;
        self.redundancy = plan.redundancy.receive;
        self.latch.handle_signalled(plan.remote_rtp);
        if plan.held || plan.unanswered || !plan.direction.receives() {
            self.jitter.silence();
        }
        Ok(())
    }

    /// A packet was not believed.
    pub(super) fn refuse(&mut self) {
        self.counts.refused += 1;
    }

    /// How many were not.
    pub(super) fn refused(&self) -> u64 {
        self.counts.refused
    }

    /// Takes a packet; `to_be_heard` says whether its sound is wanted.
    pub(super) fn handle_packet(
        &mut self,
        now: Instant,
        packet: &Packet<'_>,
        from: SocketAddr,
        to_be_heard: bool,
    ) -> Received {
        let kind = self.kind(packet);
        // A packet of an unknown format proves no source, but has a number.
        if kind == Kind::Unknown && self.latch.ssrc() != Some(packet.header.ssrc) {
            self.counts.refused += 1;
            return Received::Usual;
        }
        let verdict = self.latch.handle_packet(now, from, packet.header);
        let sequence = packet.header.sequence;
        let new_source = match verdict {
            Verdict::Refused => {
                self.counts.refused += 1;
                return Received::Usual;
            }
            Verdict::New => {
                self.source = None;
                self.restart();
                self.bursts = BurstTracker::default();
                Received::NewSource
            }
            Verdict::Latched => Received::Usual,
        };
        let source = self
            .source
            .get_or_insert_with(|| SourceStatistics::new(sequence));
        match source.receive(sequence) {
            Reception::Valid => {}
            Reception::Stray => {
                self.counts.refused += 1;
                return new_source;
            }
            Reception::Restarted => self.restart(),
        }
        self.counts.packets += 1;
        self.counts.payload_bytes += packet.payload.len() as u64;
        let late = self.jitter.statistics().packets_late;
        self.use_packet(now, kind, packet, to_be_heard);
        let in_time = self.jitter.statistics().packets_late == late;
        self.bursts.handle_packet(sequence, in_time);
        self.count_dropped();
        new_source
    }

    fn use_packet(&mut self, now: Instant, kind: Kind, packet: &Packet<'_>, to_be_heard: bool) {
        let header = packet.header;
        match kind {
            Kind::Event(clock_rate_hz) => {
                self.jitter.insert_event(header.sequence);
                let key = self.events.handle_packet(
                    now,
                    header.timestamp,
                    header.marker,
                    packet.payload,
                    clock_rate_hz,
                );
                if let Some(key) = key {
                    self.report_key(key);
                }
            }
            Kind::Audio(codec) if !packet.payload.is_empty() => {
                self.heard = Some((codec, header.payload_type));
                self.hear_request(packet, codec);
                if let Some(source) = &mut self.source {
                    source.measure_jitter(now, header.timestamp, codec.clock_rate_hz());
                }
                self.learn_packet_time(header, codec.clock_rate_hz());
                if to_be_heard {
                    self.jitter.insert(now, header, packet.payload);
                }
            }
            Kind::Redundant => self.use_redundant(now, packet, to_be_heard),
            Kind::ComfortNoise if to_be_heard && !packet.payload.is_empty() => {
                self.jitter.insert(now, header, packet.payload);
            }
            _ => self.jitter.insert_event(header.sequence),
        }
    }

    /// What is new in a packet is as a packet of its own; a copy fills the gap that
    /// the packet it was made of has left.
    fn use_redundant(&mut self, now: Instant, packet: &Packet<'_>, to_be_heard: bool) {
        let Some(payload) = RedundantPayload::parse(packet.payload) else {
            self.counts.malformed += 1;
            return;
        };
        let mut primary = *packet;
        primary.header.payload_type = payload.payload_type;
        primary.payload = payload.primary;
        match self.kind(&primary) {
            Kind::Redundant => self.counts.malformed += 1,
            kind => self.use_packet(now, kind, &primary, to_be_heard),
        }
        if to_be_heard {
            let copies = payload.copies();
            let count = copies.len();
            for (index, copy) in copies.enumerate() {
                self.jitter.insert_copy(packet.header, count - index, &copy);
            }
        }
    }

    /// A packet of AMR may ask for a mode; one that is overtaken has nothing to say any more.
    fn hear_request(&mut self, packet: &Packet<'_>, codec: AudioCodec) {
        let sequence = packet.header.sequence;
        let newer = |asked: u16| (1..1 << 15).contains(&sequence.wrapping_sub(asked));
        if !self.asked.is_none_or(newer) {
            return;
        }
        self.asked = Some(sequence);
        let format = self.jitter.formats().find(packet.header.payload_type);
        self.mode_request = format
            .and_then(|format| mode_request(format, packet.payload))
            .map(|request| (codec, request));
    }

    /// From one packet to the next: how long the sound of each is.
    fn learn_packet_time(&mut self, header: PacketHeader, clock_rate_hz: u32) {
        let last = self.last_sound.replace((header.sequence, header.timestamp));
        let Some((sequence, timestamp)) = last else {
            return;
        };
        let units = header.timestamp.wrapping_sub(timestamp);
        let follows = header.sequence == sequence.wrapping_add(1);
        // Longer ones are pauses.
        if follows && (1..=clock_rate_hz / 5).contains(&units) {
            let micros = u64::from(units) * 1_000_000 / u64::from(clock_rate_hz);
            self.bursts.set_packet_time(Duration::from_micros(micros));
        }
    }

    fn kind(&self, packet: &Packet<'_>) -> Kind {
        let payload_type = packet.header.payload_type;
        if let Some(format) = self.jitter.formats().find(payload_type) {
            return Kind::Audio(format.codec);
        }
        let events = self
            .telephone_event
            .iter()
            .chain(&self.other_telephone_event);
        let mut events = events.filter(|event| event.receive_payload_type == payload_type);
        match events.next() {
            Some(event) => Kind::Event(event.clock_rate_hz),
            _ if self.jitter.formats().is_comfort_noise(payload_type) => Kind::ComfortNoise,
            _ if self.redundancy.contains(&Some(payload_type)) => Kind::Redundant,
            _ => Kind::Unknown,
        }
    }

    /// Numbers and times start anew.
    fn restart(&mut self) {
        self.jitter.restart();
        self.events.reset();
        self.bursts.restart();
        self.last_sound = None;
        self.asked = None;
    }

    /// Gives the next 10 ms; how many samples.
    pub(super) fn pull(&mut self, now: Instant, out: &mut [i16]) -> usize {
        let count = self.jitter.pull(now, out);
        self.count_dropped();
        if let Some(detector) = &mut self.detector
            && self.telephone_event.is_none()
            && count > 0
        {
            let key = detector.listen(&out[..count], count as u32 * 100);
            if let Some(key) = key {
                self.report_key(key);
            }
        }
        count
    }

    fn count_dropped(&mut self) {
        let dropped = self.jitter.statistics().packets_discarded;
        let before = std::mem::replace(&mut self.dropped, dropped);
        self.bursts.handle_dropped(dropped - before);
    }

    /// Whether keys are looked for in the sound where events were not agreed on.
    pub(super) fn set_tone_detection(&mut self, on: bool) {
        if on != self.detector.is_some() {
            self.detector = on.then(ToneDetector::default);
        }
    }

    fn report_key(&mut self, key: u8) {
        self.counts.tones += 1;
        if self.keys.len() < KEYS_WAITING_MAX {
            self.keys.push_back(key);
        }
    }

    /// The mode of its codec that the packet just handled asks us to send.
    pub(super) fn take_mode_request(&mut self) -> Option<(AudioCodec, ModeRequest)> {
        self.mode_request.take()
    }

    pub(super) fn poll_key(&mut self) -> Option<u8> {
        self.keys.pop_front()
    }

    pub(super) fn count_malformed(&mut self) {
        self.counts.malformed += 1;
    }

    /// The source with its SSRC, for a report.
    pub(super) fn source_mut(&mut self) -> Option<(u32, &mut SourceStatistics)> {
        self.latch.ssrc().zip(self.source.as_mut())
    }

    pub(super) fn source(&self) -> Option<&SourceStatistics> {
        self.source.as_ref()
    }

    pub(super) fn ssrc(&self) -> Option<u32> {
        self.latch.ssrc()
    }

    pub(super) fn remote(&self) -> SocketAddr {
        self.latch.remote()
    }

    pub(super) fn heard(&self) -> Option<(AudioCodec, u8)> {
        self.heard
    }

    pub(super) fn jitter(&self) -> &JitterBuffer {
        &self.jitter
    }

    pub(super) fn jitter_mut(&mut self) -> &mut JitterBuffer {
        &mut self.jitter
    }

    pub(super) fn bursts(&self) -> Bursts {
        self.bursts.found()
    }

    pub(super) fn counts(&self) -> Counts {
        self.counts
    }

    /// Octets of RTP headers and payloads.
    pub(super) fn bytes(&self) -> u64 {
        self.counts.payload_bytes + self.counts.packets * HEADER_BYTES as u64
    }
}

/// What a payload type stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Audio(AudioCodec),
    /// A telephone event, with its clock rate.
    Event(u32),
    ComfortNoise,
    /// Audio with copies of what came before.
    Redundant,
    Unknown,
}
