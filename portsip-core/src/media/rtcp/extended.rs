//! The blocks of extended reports (RFC 3611): times for those who send nothing,
//! and how a voice arrives.

use super::read::u32_at;

/// Block types (RFC 3611 §8).
pub(super) mod block_type {
    pub(in super::super) const RECEIVER_REFERENCE_TIME: u8 = 4;
    pub(in super::super) const DELAY_SINCE_LAST: u8 = 5;
    pub(in super::super) const VOIP_METRICS: u8 = 7;
}

/// What stands for a value that is not known (RFC 3611 §4.7).
pub const UNAVAILABLE: u8 = 127;

const BLOCK_HEADER_BYTES: usize = 4;
/// One SSRC's part of a DLRR block.
const DELAY_BYTES: usize = 12;
const VOIP_METRICS_BYTES: usize = 32;

/// One block of an extended report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExtendedBlock<'a> {
    /// The sender's wall clock, 32.32 fixed point (§4.4).
    ReceiverReferenceTime(u64),
    /// What became of the reference times of others (§4.5).
    DelaySinceLast(Delays<'a>),
    /// How a voice arrives (§4.7).
    VoipMetrics(VoipMetrics),
    /// A block type that is not read here, or one of a wrong length.
    Other(u8),
}

/// The answer to one reference time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delay {
    /// Whose it was.
    pub ssrc: u32,
    /// The middle 32 bits of the reference time.
    pub last_reference_time: u32,
    /// The time since it arrived, in 1/65536 s.
    pub delay: u32,
}

/// How the packets of one source arrive (RFC 3611 §4.7), in the units of the
/// wire: shares in 1/256, times in ms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VoipMetrics {
    /// The source.
    pub ssrc: u32,
    /// Never arrived.
    pub loss_rate: u8,
    /// Came too late.
    pub discard_rate: u8,
    /// Lost or late within bursts.
    pub burst_density: u8,
    /// Lost or late within gaps.
    pub gap_density: u8,
    /// The mean burst.
    pub burst_ms: u16,
    /// The mean gap.
    pub gap_ms: u16,
    /// The round trip of RTCP; 0 where it is not known.
    pub round_trip_ms: u16,
    /// What the reporting end adds: collecting, encoding, buffering.
    pub end_system_delay_ms: u16,
    /// In dBm0, signed; [`UNAVAILABLE`] where it is not known.
    pub signal_level_dbm: u8,
    /// In dBm0, signed.
    pub noise_level_dbm: u8,
    /// The residual echo return loss in dB.
    pub echo_return_loss_db: u8,
    /// Gmin: received packets that end a burst.
    pub gap_packets_min: u8,
    /// The transmission rating of the voice, 0…100.
    pub rating: u8,
    /// The rating of a network beyond, as a gateway's.
    pub external_rating: u8,
    /// The listening quality in tenths of MOS, 10…50.
    pub listening_mos_tenths: u8,
    /// The conversational quality.
    pub conversational_mos_tenths: u8,
    /// Concealment and jitter buffer (§4.7.6).
    pub receiver_configuration: u8,
    /// The delay of the jitter buffer now.
    pub jitter_buffer_ms: u16,
    /// The delay it would have after all that may come.
    pub jitter_buffer_max_ms: u16,
    /// The delay that it never exceeds.
    pub jitter_buffer_limit_ms: u16,
}

/// The parts of a DLRR block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delays<'a>(&'a [u8]);

impl Iterator for Delays<'_> {
    type Item = Delay;

    fn next(&mut self) -> Option<Delay> {
        let (part, rest) = self.0.split_first_chunk::<DELAY_BYTES>()?;
        self.0 = rest;
        Some(Delay {
            ssrc: u32_at(part, 0),
            last_reference_time: u32_at(part, 4),
            delay: u32_at(part, 8),
        })
    }
}

/// The blocks of an extended report, up to the first that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtendedBlocks<'a>(pub(super) &'a [u8]);

impl<'a> Iterator for ExtendedBlocks<'a> {
    type Item = ExtendedBlock<'a>;

    fn next(&mut self) -> Option<ExtendedBlock<'a>> {
        let (&[kind, _, l0, l1], rest) = self.0.split_first_chunk::<BLOCK_HEADER_BYTES>()?;
        let bytes = usize::from(u16::from_be_bytes([l0, l1])) * 4;
        let Some((body, rest)) = rest.split_at_checked(bytes) else {
            self.0 = &[];
            return None;
        };
        self.0 = rest;
        Some(read_block(kind, body).unwrap_or(ExtendedBlock::Other(kind)))
    }
}

fn read_block(kind: u8, body: &[u8]) -> Option<ExtendedBlock<'_>> {
    match kind {
        block_type::RECEIVER_REFERENCE_TIME => {
            let ntp = <[u8; 8]>::try_from(body).ok()?;
            Some(ExtendedBlock::ReceiverReferenceTime(u64::from_be_bytes(
                ntp,
            )))
        }
        block_type::DELAY_SINCE_LAST => Some(ExtendedBlock::DelaySinceLast(Delays(body))),
        block_type::VOIP_METRICS => {
            let body = <&[u8; VOIP_METRICS_BYTES]>::try_from(body).ok()?;
            Some(ExtendedBlock::VoipMetrics(VoipMetrics::read(body)))
        }
        _ => None,
    }
}

impl VoipMetrics {
    fn read(body: &[u8; VOIP_METRICS_BYTES]) -> Self {
        let half = |offset: usize| u16::from_be_bytes([body[offset], body[offset + 1]]);
        Self {
            ssrc: u32_at(body, 0),
            loss_rate: body[4],
            discard_rate: body[5],
            burst_density: body[6],
            gap_density: body[7],
            burst_ms: half(8),
            gap_ms: half(10),
            round_trip_ms: half(12),
            end_system_delay_ms: half(14),
            signal_level_dbm: body[16],
            noise_level_dbm: body[17],
            echo_return_loss_db: body[18],
            gap_packets_min: body[19],
            rating: body[20],
            external_rating: body[21],
            listening_mos_tenths: body[22],
            conversational_mos_tenths: body[23],
            receiver_configuration: body[24],
            jitter_buffer_ms: half(26),
            jitter_buffer_max_ms: half(28),
            jitter_buffer_limit_ms: half(30),
        }
    }

    /// The block's body as it goes.
    pub(super) fn to_bytes(self) -> [u8; VOIP_METRICS_BYTES] {
        let mut body = [0; VOIP_METRICS_BYTES];
        body[..4].copy_from_slice(&self.ssrc.to_be_bytes());
        body[4..8].copy_from_slice(&[
            self.loss_rate,
            self.discard_rate,
            self.burst_density,
            self.gap_density,
        ]);
        let halves = [
            (8, self.burst_ms),
            (10, self.gap_ms),
            (12, self.round_trip_ms),
            (14, self.end_system_delay_ms),
            (26, self.jitter_buffer_ms),
            (28, self.jitter_buffer_max_ms),
            (30, self.jitter_buffer_limit_ms),
        ];
        for (offset, value) in halves {
            body[offset..offset + 2].copy_from_slice(&value.to_be_bytes());
        }
        body[16..25].copy_from_slice(&[
            self.signal_level_dbm,
            self.noise_level_dbm,
            self.echo_return_loss_db,
            self.gap_packets_min,
            self.rating,
            self.external_rating,
            self.listening_mos_tenths,
            self.conversational_mos_tenths,
            self.receiver_configuration,
        ]);
        body
    }
}

/// What an extended report of ours says; nothing where all is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extended {
    /// Our wall clock, where we send no media and so no sender report.
    pub reference_time: Option<u64>,
    /// The answer to the other side's reference time.
    pub delay: Option<Delay>,
    /// How its voice arrives here.
    pub metrics: Option<VoipMetrics>,
}

impl Extended {
    /// Whether there is nothing to be said.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
