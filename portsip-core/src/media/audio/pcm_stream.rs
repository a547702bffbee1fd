//! `sendPcmStreamToRemote`: samples from the program in place of the microphone.

use rtrb::{Consumer, Producer, RingBuffer};

use crate::error::Error;
use crate::limits::PCM_STREAM_BUFFER_MS_MAX;

/// The lowest and highest rate in Hz a program may declare.
const RATES_HZ: std::ops::RangeInclusive<u32> = 8_000..=super::RATE_HZ_MAX;

/// The program's end of a PCM stream.
#[derive(Debug)]
pub struct PcmProducer {
    ring: Producer<i16>,
    dropped_samples: u64,
}

/// The media thread's end of a PCM stream.
#[derive(Debug)]
pub struct PcmStream {
    ring: Consumer<i16>,
    rate_hz: u32,
}

impl PcmStream {
    /// Both ends of a stream of 16-bit mono samples at `rate_hz`, 8000…48000
    /// and a multiple of 50; [`Error::CoreAudioSampleOutOfRange`] otherwise.
    pub fn new(rate_hz: u32) -> Result<(PcmProducer, Box<Self>), Error> {
        if !RATES_HZ.contains(&rate_hz) || !rate_hz.is_multiple_of(50) {
            return Err(Error::CoreAudioSampleOutOfRange);
        }
        let (producer, consumer) =
            RingBuffer::new((rate_hz * PCM_STREAM_BUFFER_MS_MAX / 1000) as usize);
        let producer = PcmProducer {
            ring: producer,
            dropped_samples: 0,
        };
        let stream = Box::new(Self {
            ring: consumer,
            rate_hz,
        });
        Ok((producer, stream))
    }
}

impl PcmProducer {
    /// Adds samples; those beyond 100 ms of audio not yet sent are dropped and
    /// counted. How many were taken.
    pub fn push(&mut self, samples: &[i16]) -> usize {
        let (taken, rest) = self.ring.push_partial_slice(samples);
        self.dropped_samples += rest.len() as u64;
        taken.len()
    }

    /// Samples dropped so far because the program ran ahead.
    pub fn dropped_samples(&self) -> u64 {
        self.dropped_samples
    }
}
