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
    flow: Flow,
}

/// Whether samples are taken from the ring.
#[derive(Clone, Copy, Debug)]
enum Flow {
    /// Not yet, or not again: so many frames passed since samples came. The
    /// wait absorbs the unsteadiness of a program that sends every 20 ms.
    Gathering { frames: u32 },
    /// Every frame.
    Running,
}

/// Frames of 10 ms for which the first samples wait.
const GATHERING_FRAMES: u32 = 2;

impl PcmStream {
    /// Both ends of a stream of 16-bit mono samples at `rate_hz`, 8000…48000
    /// and a multiple of 25; [`Error::CoreAudioSampleOutOfRange`] otherwise.
    pub fn new(rate_hz: u32) -> Result<(PcmProducer, Box<Self>), Error> {
        if !RATES_HZ.contains(&rate_hz) || !rate_hz.is_multiple_of(25) {
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
            flow: Flow::Gathering { frames: 0 },
        });
        Ok((producer, stream))
    }

    /// The declared rate in Hz.
    pub fn rate_hz(&self) -> u32 {
        self.rate_hz
    }

    /// Reads the next samples, silence where the program is late.
    pub(super) fn read(&mut self, samples: &mut [i16]) {
        if let Flow::Gathering { frames } = &mut self.flow {
            if self.ring.is_empty() || *frames < GATHERING_FRAMES {
                *frames = if self.ring.is_empty() { 0 } else { *frames + 1 };
                samples.fill(0);
                return;
            }
            self.flow = Flow::Running;
        }
        let (_, missing) = self.ring.pop_partial_slice(samples);
        if !missing.is_empty() {
            missing.fill(0);
            self.flow = Flow::Gathering { frames: 0 };
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(stream: &mut PcmStream) -> [i16; 80] {
        let mut frame = [9; 80];
        stream.read(&mut frame);
        frame
    }

    #[test]
    fn samples_wait_twenty_milliseconds_and_then_flow() {
        let (mut producer, mut stream) = PcmStream::new(8000).unwrap();
        assert_eq!(read(&mut stream), [0; 80]);
        assert_eq!(producer.push(&[1; 160]), 160);
        assert_eq!(read(&mut stream), [0; 80]);
        assert_eq!(read(&mut stream), [0; 80]);
        assert_eq!(producer.push(&[2; 40]), 40);
        assert_eq!(read(&mut stream), [1; 80]);
        assert_eq!(read(&mut stream), [1; 80]);
        let last = read(&mut stream);
        assert_eq!((&last[..40], &last[40..]), (&[2; 40][..], &[0; 40][..]));
        assert_eq!(read(&mut stream), [0; 80]);
    }

    #[test]
    fn what_runs_ahead_is_dropped_and_counted() {
        let (mut producer, _stream) = PcmStream::new(16_000).unwrap();
        assert_eq!(producer.push(&[0; 1000]), 1000);
        assert_eq!(producer.push(&[0; 1000]), 600);
        assert_eq!(producer.dropped_samples(), 400);
    }

    #[test]
    fn rates_out_of_range_are_refused() {
        for rate_hz in [0, 7_999, 48_001, 96_000, 8_001, u32::MAX] {
            let refused = PcmStream::new(rate_hz).err();
            assert_eq!(refused, Some(Error::CoreAudioSampleOutOfRange));
        }
        for rate_hz in [8_000, 11_025, 22_050, 44_100, 48_000] {
            assert!(PcmStream::new(rate_hz).is_ok());
        }
    }
}
