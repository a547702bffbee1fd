//! Writes MP4 files with Opus in fragments of a second (encapsulation of Opus
//! in ISOBMFF, version 0.6.8): what has been written can be played at any time.

use std::fmt;
use std::io::{self, Write};

use opus::{Application, Bitrate, Channels, Encoder};

use super::box_writer::BoxWriter;

/// Times of Opus are in samples at 48 kHz.
const TIMESCALE: u32 = 48_000;
/// Units of a packet of 20 ms.
const PACKET_UNITS: u32 = TIMESCALE / PACKETS_PER_SECOND;
const PACKETS_PER_SECOND: u32 = 50;
/// Octets of the longest packet of one frame, with its first octet.
const PACKET_OCTETS_MAX: usize = 1276;
/// The one before the highest: encodes a minute in a second.
const COMPLEXITY: i32 = 9;
const TRACK: u32 = 1;

/// A recording being written.
pub(in super::super) struct Mp4Writer<W> {
    sink: W,
    channels: u16,
    rate_hz: u32,
    encoder: Option<Encoder>,
    /// Interleaved samples of a packet that is not full.
    samples: Vec<i16>,
    fragment: Fragment,
}

/// Packets that are not yet in the file.
#[derive(Debug, Default)]
struct Fragment {
    packets: Vec<u8>,
    octets: Vec<u32>,
    /// Fragments before it, and the time it begins.
    before: u32,
    start: u64,
}

impl<W: Write> Mp4Writer<W> {
    /// Writes the head of a file of one channel or two.
    pub(in super::super) fn new(mut sink: W, channels: u16) -> io::Result<Self> {
        let pre_skip = pre_skip(&mut encoder(TIMESCALE, channels)?)?;
        sink.write_all(&head(channels, pre_skip))?;
        Ok(Self {
            sink,
            channels,
            rate_hz: TIMESCALE,
            encoder: None,
            samples: Vec::new(),
            fragment: Fragment::default(),
        })
    }

    /// The rate that is written where sound comes at `rate_hz`.
    pub(in super::super) fn rate_for(rate_hz: u32) -> u32 {
        match rate_hz {
            0..=8000 => 8000,
            8001..=16_000 => 16_000,
            16_001..=24_000 => 24_000,
            _ => TIMESCALE,
        }
    }

    /// Tells the rate of all samples, one of [`Mp4Writer::rate_for`].
    pub(in super::super) fn set_rate_hz(&mut self, rate_hz: u32) {
        self.rate_hz = rate_hz;
    }

    /// Adds samples, interleaved.
    pub(in super::super) fn write(&mut self, mut samples: &[i16]) -> io::Result<()> {
        let packet = (self.rate_hz / PACKETS_PER_SECOND) as usize * usize::from(self.channels);
        while !samples.is_empty() {
            let count = samples.len().min(packet - self.samples.len());
            self.samples.extend_from_slice(&samples[..count]);
            samples = &samples[count..];
            if self.samples.len() == packet {
                self.encode()?;
            }
        }
        Ok(())
    }

    /// Writes what is left, with silence up to the end of a packet.
    pub(in super::super) fn finish(&mut self) -> io::Result<()> {
        if let Some(encoder) = &mut self.encoder {
            // What the encoder still holds comes with the silence.
            let ahead = usize::try_from(encoder.get_lookahead().map_err(encoder_failed)?);
            let packet = (self.rate_hz / PACKETS_PER_SECOND) as usize;
            let waiting = self.samples.len() / usize::from(self.channels);
            let whole = (waiting + ahead.unwrap_or(0)).next_multiple_of(packet);
            let silence = vec![0; (whole - waiting) * usize::from(self.channels)];
            self.write(&silence)?;
        }
        self.write_fragment()
    }

    fn encode(&mut self) -> io::Result<()> {
        let encoder = match &mut self.encoder {
            Some(encoder) => encoder,
            none => none.insert(encoder(self.rate_hz, self.channels)?),
        };
        let mut packet = [0; PACKET_OCTETS_MAX];
        let length = encoder
            .encode(&self.samples, &mut packet)
            .map_err(encoder_failed)?;
        self.samples.clear();
        self.fragment.packets.extend_from_slice(&packet[..length]);
        self.fragment.octets.push(length as u32);
        if self.fragment.octets.len() < PACKETS_PER_SECOND as usize {
            return Ok(());
        }
        self.write_fragment()
    }

    fn write_fragment(&mut self) -> io::Result<()> {
        let fragment = &mut self.fragment;
        if fragment.octets.is_empty() {
            return Ok(());
        }
        // All at once: what a crash leaves is whole, or lacks its end.
        self.sink.write_all(&fragment.boxes())?;
        fragment.before += 1;
        fragment.start += u64::from(PACKET_UNITS) * fragment.octets.len() as u64;
        fragment.packets.clear();
        fragment.octets.clear();
        Ok(())
    }
}

impl<W> fmt::Debug for Mp4Writer<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mp4Writer")
            .field("rate_hz", &self.rate_hz)
            .field("channels", &self.channels)
            .finish_non_exhaustive()
    }
}

fn encoder(rate_hz: u32, channels: u16) -> io::Result<Encoder> {
    let layout = if channels == 2 {
        Channels::Stereo
    } else {
        Channels::Mono
    };
    let bit_rate = match rate_hz {
        0..=8000 => 24_000,
        8001..=16_000 => 32_000,
        _ => 64_000,
    };
    let set_up = || -> opus::Result<Encoder> {
        let mut encoder = Encoder::new(rate_hz, layout, Application::Audio)?;
        encoder.set_bitrate(Bitrate::Bits(bit_rate * i32::from(channels)))?;
        encoder.set_complexity(COMPLEXITY)?;
        // A file may have more where it needs more.
        encoder.set_vbr_constraint(false)?;
        Ok(encoder)
    };
    set_up().map_err(encoder_failed)
}

/// What the encoder holds back, in units; the same time at every rate.
fn pre_skip(encoder: &mut Encoder) -> io::Result<u16> {
    let ahead = encoder.get_lookahead().map_err(encoder_failed)?;
    u16::try_from(ahead).map_err(io::Error::other)
}

fn encoder_failed(error: opus::Error) -> io::Error {
    io::Error::other(error)
}

impl Fragment {
    /// The fragment as it is in the file (ISO/IEC 14496-12 §8.8).
    fn boxes(&self) -> Vec<u8> {
        // Tables before the data: 8 octets of each box, and its fields.
        const TRAF: u32 = 8 + (8 + 16) + (8 + 12) + (8 + 12);
        const MOOF: u32 = 8 + (8 + 8) + TRAF;
        let data_at = MOOF + 4 * self.octets.len() as u32 + 8;
        let mut out = BoxWriter::default();
        out.nest(*b"moof", |out| {
            out.nest(*b"mfhd", |out| out.u32(0).u32(self.before + 1));
            out.nest(*b"traf", |out| {
                // From the beginning of the box on; how long a packet is, and
                // that it needs no other.
                out.nest(*b"tfhd", |out| {
                    out.u32(0x02_0028).u32(TRACK);
                    out.u32(PACKET_UNITS).u32(0x0200_0000)
                });
                out.nest(*b"tfdt", |out| {
                    let start = self.start.to_be_bytes();
                    out.u32(0x0100_0000).octets(&start)
                });
                out.nest(*b"trun", |out| {
                    out.u32(0x0201).u32(self.octets.len() as u32);
                    out.u32(data_at);
                    self.octets.iter().fold(out, |out, octets| out.u32(*octets))
                })
            })
        });
        out.nest(*b"mdat", |out| out.octets(&self.packets));
        out.into_octets()
    }
}

/// What stands before the fragments.
fn head(channels: u16, pre_skip: u16) -> Vec<u8> {
    let mut out = BoxWriter::default();
    out.nest(*b"ftyp", |out| {
        out.octets(b"iso6").u32(0);
        out.octets(b"iso6").octets(b"mp41")
    });
    out.nest(*b"moov", |out| {
        out.nest(*b"mvhd", |out| {
            out.zeros(12).u32(TIMESCALE).zeros(4);
            out.u32(0x0001_0000).u32(0x0100_0000).zeros(8);
            out.matrix().zeros(24).u32(TRACK + 1)
        });
        out.nest(*b"trak", |out| track(out, channels, pre_skip));
        out.nest(*b"mvex", |out| {
            out.nest(*b"trex", |out| out.u32(0).u32(TRACK).u32(1).zeros(12))
        })
    });
    out.into_octets()
}

fn track(out: &mut BoxWriter, channels: u16, pre_skip: u16) -> &mut BoxWriter {
    // Enabled, and part of what is presented.
    out.nest(*b"tkhd", |out| {
        out.u32(7).zeros(8).u32(TRACK).zeros(4 + 4 + 8 + 4);
        out.u32(0x0100_0000).matrix().zeros(8)
    });
    out.nest(*b"edts", |out| {
        out.nest(*b"elst", |out| {
            out.u32(0).u32(1).u32(0);
            out.u32(u32::from(pre_skip)).u32(0x0001_0000)
        })
    });
    out.nest(*b"mdia", |out| {
        // The language is "und".
        out.nest(*b"mdhd", |out| {
            out.zeros(12).u32(TIMESCALE).zeros(4).u32(0x55C4_0000)
        });
        out.nest(*b"hdlr", |out| {
            out.zeros(8).octets(b"soun").zeros(12).octets(b"Sound\0")
        });
        out.nest(*b"minf", |out| {
            out.nest(*b"smhd", |out| out.zeros(8));
            out.nest(*b"dinf", |out| {
                out.nest(*b"dref", |out| {
                    out.u32(0).u32(1);
                    // In this very file.
                    out.nest(*b"url ", |out| out.u32(1))
                })
            });
            out.nest(*b"stbl", |out| tables(out, channels, pre_skip))
        })
    })
}

/// The codec; the tables of frames are empty, for all are in fragments.
fn tables(out: &mut BoxWriter, channels: u16, pre_skip: u16) -> &mut BoxWriter {
    out.nest(*b"stsd", |out| {
        out.u32(0).u32(1);
        out.nest(*b"Opus", |out| {
            out.zeros(6).u16(1).zeros(8);
            out.u16(channels).u16(16).zeros(4);
            out.u32(TIMESCALE << 16);
            out.nest(*b"dOps", |out| {
                out.octets(&[0, channels as u8]).u16(pre_skip);
                out.u32(TIMESCALE).u16(0).octets(&[0])
            })
        })
    });
    out.nest(*b"stts", |out| out.zeros(8));
    out.nest(*b"stsc", |out| out.zeros(8));
    out.nest(*b"stsz", |out| out.zeros(12));
    out.nest(*b"stco", |out| out.zeros(8))
}
