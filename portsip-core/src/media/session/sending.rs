//! From 10 ms of samples to RTP packets: packet time, tones, silence, sequence.

use smallvec::SmallVec;

use super::ApplyError;
use super::encoding::Encoding;
use super::silence::{Quiet, Silence};
use crate::limits::RTP_DATAGRAM_BYTES_MAX;
use crate::media::codec::ModeRequest;
use crate::media::dtmf::{EventSender, ToneGenerator, ToneQueue};
use crate::media::rtcp::SentTotals;
use crate::media::rtp::{HEADER_BYTES, PacketHeader};
use crate::plan::{AudioCodec, AudioFormat, AudioPlan, TelephoneEvent};
use crate::rng::Rng;

/// The longest frame that is pushed: 10 ms at 48 kHz.
const FRAME_SAMPLES_MAX: usize = super::FRAME_SAMPLES_MAX;

/// Bit rates that are remembered: more codecs than have a choice of them.
const BITRATES_MAX: usize = 8;

/// 10 ms to send.
#[derive(Clone, Copy, Debug)]
pub(super) enum Content<'a> {
    /// Speech, or whatever else is to be heard as it is.
    Sound(&'a [i16]),
    /// The noise of a room in which nobody speaks.
    Quiet(&'a [i16]),
}

/// Our stream.
pub(super) struct Sending {
    encoding: Option<Encoding>,
    ssrc: u32,
    sequence: u16,
    /// The timestamp of the next sample pushed.
    timestamp: u32,
    /// The timestamp of the first sample collected.
    packet_timestamp: u32,
    /// The next audio packet begins a talkspurt.
    marker: bool,
    /// The next audio packet is the first, or the first after a rest or a tone.
    begins: bool,
    /// Whether packets should begin with this frame or the next, where that was
    /// said: every other frame is on the beat.
    on_beat: Option<bool>,
    tones: ToneQueue,
    events: EventSender,
    generator: ToneGenerator,
    silence: Silence,
    /// The bit rates in bit/s that the program set, by codec.
    bitrates_bps: SmallVec<[(AudioCodec, u32); BITRATES_MAX]>,
    /// Since the SSRC was chosen, for sender reports.
    totals: SentTotals,
    packets: u64,
    payload_bytes: u64,
    tones_sent: u64,
}

impl Sending {
    /// A stream with a random source, sequence and timestamp (RFC 3550 §5.1).
    pub(super) fn new(rng: &mut Rng) -> Self {
        Self {
            encoding: None,
            ssrc: rng.u32(),
            sequence: first_sequence(rng),
            timestamp: rng.u32(),
            packet_timestamp: 0,
            marker: true,
            begins: true,
            on_beat: None,
            tones: ToneQueue::new(),
            events: EventSender::default(),
            generator: ToneGenerator::default(),
            silence: Silence::new(),
            bitrates_bps: SmallVec::new(),
            totals: SentTotals::default(),
            packets: 0,
            payload_bytes: 0,
            tones_sent: 0,
        }
    }

    /// Takes a plan's encoding; an unchanged one keeps the encoder.
    pub(super) fn apply(&mut self, plan: &AudioPlan) -> Result<(), ApplyError> {
        let ptime_ms = plan.send.packet_ms(plan.ptime_ms);
        let kept = self.encoding.as_mut().filter(|encoding| {
            encoding.format.codec == plan.send.codec
                && encoding.format.parameters == plan.send.parameters
                && encoding.ptime_ms == ptime_ms
        });
        if let Some(encoding) = kept {
            encoding.accompany(plan);
            return Ok(());
        }
        let mut encoding = Encoding::new(plan, ptime_ms).map_err(|_| ApplyError::Codec)?;
        let set = |(codec, _): &&(AudioCodec, u32)| *codec == plan.send.codec;
        if let Some((_, bitrate_bps)) = self.bitrates_bps.iter().find(set) {
            encoding.encoder.set_bitrate_bps(*bitrate_bps);
        }
        self.encoding = Some(encoding);
        self.marker = true;
        self.begins = true;
        Ok(())
    }

    /// Says whether the next frame is one that packets should begin with; after
    /// that every other is.
    pub(super) fn set_beat(&mut self, on_beat: bool) {
        self.on_beat = Some(on_beat);
    }

    /// Takes 10 ms of samples, and writes the packet they complete, if any, to
    /// `buffer`; its length. Time passes also when nothing `may_send`.
    pub(super) fn push(
        &mut self,
        content: Content<'_>,
        may_send: bool,
        buffer: &mut [u8],
    ) -> usize {
        let is_off_beat = self.on_beat == Some(false);
        self.on_beat = self.on_beat.map(|on_beat| !on_beat);
        let Some(encoding) = &mut self.encoding else {
            return 0;
        };
        let (Content::Sound(frame) | Content::Quiet(frame)) = content;
        let clock_rate_hz = encoding.format.codec.clock_rate_hz();
        let timestamp = self.timestamp;
        self.timestamp = timestamp.wrapping_add(clock_rate_hz / 100);
        self.totals.rtp_timestamp = self.timestamp;
        if !may_send || frame.len() != encoding.rate_hz as usize / 100 {
            encoding.filled = 0;
            self.marker = true;
            self.begins = true;
            self.silence.end();
            return 0;
        }
        if let Some(format) = encoding.telephone_event {
            let busy = self.events.is_busy() || !self.tones.is_empty();
            if busy {
                encoding.filled = 0;
                self.marker = true;
                self.begins = true;
                self.silence.end();
                return self.push_event(format, timestamp, buffer);
            }
        }
        // The packets of other sessions are completed with this frame: ours
        // begin with the next. The time that passes is in the timestamp.
        let several_frames = encoding.samples.len() > frame.len();
        if std::mem::take(&mut self.begins) && is_off_beat && several_frames {
            return 0;
        }
        if encoding.telephone_event.is_some() {
            return self.push_content(content, timestamp, buffer);
        }
        if self.tones.is_empty() && !self.generator.is_busy() {
            return self.push_content(content, timestamp, buffer);
        }
        let mut replaced = [0; FRAME_SAMPLES_MAX];
        let replaced = &mut replaced[..frame.len()];
        let rate_hz = encoding.rate_hz;
        if self.generator.fill(&mut self.tones, replaced, rate_hz) {
            return self.push_content(Content::Sound(replaced), timestamp, buffer);
        }
        self.push_content(content, timestamp, buffer)
    }

    /// Sound, or what there is to be said of a silence.
    fn push_content(&mut self, content: Content<'_>, timestamp: u32, buffer: &mut [u8]) -> usize {
        let Some(encoding) = &mut self.encoding else {
            return 0;
        };
        let (frame, payload_type) = match (content, encoding.comfort_noise) {
            (Content::Quiet(frame), Some(payload_type)) => (frame, payload_type),
            (Content::Quiet(frame) | Content::Sound(frame), _) => {
                self.silence.end();
                return self.push_audio(frame, timestamp, buffer);
            }
        };
        // A packet that has begun is completed.
        if encoding.filled > 0 {
            self.silence.measure(frame);
            return self.push_audio(frame, timestamp, buffer);
        }
        match self.silence.hear(frame) {
            Quiet::Sound => self.push_audio(frame, timestamp, buffer),
            Quiet::Describe(payload) => {
                self.marker = true;
                let header = self.header(false, payload_type, timestamp);
                self.write_packet(header, &payload, buffer)
            }
            Quiet::Nothing => 0,
        }
    }

    /// A packet with a payload that is there already; its length.
    fn write_packet(&mut self, header: PacketHeader, payload: &[u8], buffer: &mut [u8]) -> usize {
        let Some(room) = header
            .write(buffer)
            .and_then(|room| room.get_mut(..payload.len()))
        else {
            return 0;
        };
        room.copy_from_slice(payload);
        self.count(payload.len())
    }

    fn push_event(&mut self, format: TelephoneEvent, timestamp: u32, buffer: &mut [u8]) -> usize {
        let packet = self
            .events
            .tick(&mut self.tones, timestamp, format.clock_rate_hz);
        let Some(packet) = packet else { return 0 };
        self.tones_sent += u64::from(packet.marker);
        let header = self.header(packet.marker, format.send_payload_type, packet.timestamp);
        self.write_packet(header, &packet.payload.to_bytes(), buffer)
    }

    fn push_audio(&mut self, frame: &[i16], timestamp: u32, buffer: &mut [u8]) -> usize {
        let Some(encoding) = &mut self.encoding else {
            return 0;
        };
        if encoding.filled == 0 {
            self.packet_timestamp = timestamp;
        }
        let end = encoding.filled + frame.len();
        let Some(space) = encoding.samples.get_mut(encoding.filled..end) else {
            encoding.filled = 0;
            return 0;
        };
        space.copy_from_slice(frame);
        encoding.filled = end;
        if end < encoding.samples.len() {
            return 0;
        }
        encoding.filled = 0;
        let limit = buffer.len().min(RTP_DATAGRAM_BYTES_MAX);
        let Some(room) = buffer.get_mut(HEADER_BYTES..limit) else {
            return 0;
        };
        let (payload_type, length) = encoding.encode(self.packet_timestamp, room);
        if length == 0 {
            // Discontinuous transmission: the next packet begins a talkspurt.
            self.marker = true;
            return 0;
        }
        let marker = std::mem::replace(&mut self.marker, false);
        let header = self.header(marker, payload_type, self.packet_timestamp);
        header.write(buffer);
        self.count(length)
    }

    /// An empty packet of a payload type nobody knows, which keeps a NAT's
    /// mapping alive (RFC 6263 §4.6); its length.
    pub(super) fn write_keep_alive(&mut self, payload_type: u8, buffer: &mut [u8]) -> usize {
        let header = self.header(false, payload_type, self.timestamp);
        if header.write(buffer).is_none() {
            return 0;
        }
        self.count(0)
    }

    fn header(&mut self, marker: bool, payload_type: u8, timestamp: u32) -> PacketHeader {
        let sequence = self.sequence;
        self.sequence = sequence.wrapping_add(1);
        PacketHeader {
            marker,
            payload_type,
            sequence,
            timestamp,
            ssrc: self.ssrc,
        }
    }

    fn count(&mut self, payload_bytes: usize) -> usize {
        self.totals.packets += 1;
        self.totals.octets += payload_bytes as u64;
        self.packets += 1;
        self.payload_bytes += payload_bytes as u64;
        HEADER_BYTES + payload_bytes
    }

    /// Begins anew under another SSRC: a party uses ours (RFC 3550 §8.2), or its
    /// numbers are too many for new keys.
    pub(super) fn change_ssrc(&mut self, rng: &mut Rng) {
        self.ssrc = rng.u32();
        self.sequence = first_sequence(rng);
        self.marker = true;
        self.totals = SentTotals {
            rtp_timestamp: self.timestamp,
            ..SentTotals::default()
        };
    }

    pub(super) fn queue_tone(&mut self, tone: u8, duration_ms: u32) -> bool {
        let in_band = self
            .encoding
            .as_ref()
            .is_none_or(|encoding| encoding.telephone_event.is_none());
        // A flash has no sound.
        if in_band && tone == crate::media::dtmf::FLASH {
            return false;
        }
        let queued = self.tones.push(tone, duration_ms);
        self.tones_sent += u64::from(queued && in_band);
        queued
    }

    pub(super) fn clear_tones(&mut self) {
        self.tones.clear();
        self.events.clear();
        self.generator.clear();
    }

    pub(super) fn set_loss_percent(&mut self, percent: u8) {
        if let Some(encoding) = &mut self.encoding {
            encoding.encoder.set_loss_percent(percent);
        }
    }

    /// Encodes a codec with about so many bit/s, now or when it comes to be used.
    pub(super) fn set_bitrate_bps(&mut self, codec: AudioCodec, bitrate_bps: u32) {
        self.bitrates_bps.retain(|(known, _)| *known != codec);
        if self.bitrates_bps.len() < BITRATES_MAX {
            self.bitrates_bps.push((codec, bitrate_bps));
        }
        if let Some(encoding) = &mut self.encoding
            && encoding.format.codec == codec
        {
            encoding.encoder.set_bitrate_bps(bitrate_bps);
        }
    }

    /// The other side asks for a mode of its codec.
    pub(super) fn request_mode(&mut self, codec: AudioCodec, request: ModeRequest) {
        if let Some(encoding) = &mut self.encoding
            && encoding.format.codec == codec
        {
            encoding.encoder.request_mode(request);
        }
    }

    pub(super) fn ssrc(&self) -> u32 {
        self.ssrc
    }

    pub(super) fn totals(&self) -> SentTotals {
        self.totals
    }

    pub(super) fn packets(&self) -> u64 {
        self.packets
    }

    pub(super) fn payload_bytes(&self) -> u64 {
        self.payload_bytes
    }

    pub(super) fn tones_sent(&self) -> u64 {
        self.tones_sent
    }

    pub(super) fn format(&self) -> Option<&AudioFormat> {
        self.encoding.as_ref().map(|encoding| &encoding.format)
    }

    pub(super) fn ptime_ms(&self) -> u32 {
        self.encoding
            .as_ref()
            .map_or(0, |encoding| encoding.ptime_ms)
    }

    pub(super) fn rate_hz(&self) -> u32 {
        self.encoding
            .as_ref()
            .map_or(8000, |encoding| encoding.rate_hz)
    }
}

/// A random number in the lower half: who misses the first packets of an encrypted
/// stream does not miss a round (RFC 3711 §3.3.1).
fn first_sequence(rng: &mut Rng) -> u16 {
    rng.u32() as u16 >> 1
}
