//! The two ends of the audio on the media thread: what gives the microphone's
//! frames and what takes the speaker's.

use std::time::Duration;

use super::devices::Retired;
use super::opened_devices::OpenedDevices;
use crate::device::{AudioInput, AudioOutput, Side, VirtualInput, VirtualOutput};
use crate::media::audio::FRAME_SAMPLES_MAX;

/// A microphone, a speaker, and the frame of each.
pub(super) struct DeviceEnds {
    pub(super) opened: OpenedDevices,
    input: Box<dyn AudioInput>,
    output: Box<dyn AudioOutput>,
    microphone: [i16; FRAME_SAMPLES_MAX],
    speaker: [i16; FRAME_SAMPLES_MAX],
    /// Whether it was told that a device is lost.
    told_microphone: bool,
    told_speaker: bool,
}

impl DeviceEnds {
    /// Silence on both sides.
    pub(super) fn new() -> Self {
        Self {
            opened: OpenedDevices::Virtual,
            input: Box::new(VirtualInput::default()),
            output: Box::new(VirtualOutput),
            microphone: [0; FRAME_SAMPLES_MAX],
            speaker: [0; FRAME_SAMPLES_MAX],
            told_microphone: false,
            told_speaker: false,
        }
    }

    /// Puts a microphone in place of the present one, which is returned.
    pub(super) fn replace_microphone(&mut self, device: Box<dyn AudioInput>) -> Retired {
        self.told_microphone = false;
        Retired::Microphone(std::mem::replace(&mut self.input, device))
    }

    /// Puts a speaker in place of the present one, which is returned.
    pub(super) fn replace_speaker(&mut self, device: Box<dyn AudioOutput>) -> Retired {
        self.told_speaker = false;
        self.opened = OpenedDevices::OPEN;
        Retired::Speaker(std::mem::replace(&mut self.output, device))
    }

    /// The rates in Hz that microphone and speaker insist on.
    pub(super) fn rates_hz(&self) -> (Option<u32>, Option<u32>) {
        (self.input.rate_hz(), self.output.rate_hz())
    }

    /// The time from the speaker to the microphone, where both are devices.
    pub(super) fn delay(&self) -> Option<Duration> {
        Some(self.input.delay()? + self.output.delay()?)
    }

    /// Reads so many samples of the microphone and writes as many of the speaker
    /// as `mix` is to give in between.
    pub(super) fn exchange(
        &mut self,
        heard: usize,
        played: usize,
        mix: impl FnOnce(&mut [i16], &mut [i16]),
    ) {
        let frames = (
            self.microphone.get_mut(..heard),
            self.speaker.get_mut(..played),
        );
        if let (Some(microphone), Some(speaker)) = frames {
            self.input.read(microphone);
            mix(microphone, speaker);
            self.output.write(speaker);
        }
    }

    /// Whether the device of this side is lost; true once for each device.
    pub(super) fn take_lost(&mut self, side: Side) -> bool {
        let (is_lost, told) = match side {
            Side::Microphone => (self.input.is_lost(), &mut self.told_microphone),
            Side::Speaker => (self.output.is_lost(), &mut self.told_speaker),
        };
        is_lost && !std::mem::replace(told, true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A device that has gone, of which only that is asked.
    struct Gone;

    impl AudioInput for Gone {
        fn rate_hz(&self) -> Option<u32> {
            Some(48_000)
        }
        fn read(&mut self, frame: &mut [i16]) {
            frame.fill(0);
        }
        fn delay(&self) -> Option<Duration> {
            Some(Duration::from_millis(20))
        }
        fn is_lost(&self) -> bool {
            true
        }
    }

    #[test]
    fn each_lost_device_is_told_of_once() {
        let mut ends = DeviceEnds::new();
        assert!(!ends.take_lost(Side::Microphone));
        for _ in 0..2 {
            ends.replace_microphone(Box::new(Gone));
            assert!(ends.take_lost(Side::Microphone));
            assert!(!ends.take_lost(Side::Microphone));
            assert!(!ends.take_lost(Side::Speaker));
        }
    }

    #[test]
    fn there_is_no_delay_where_one_end_is_virtual() {
        let mut ends = DeviceEnds::new();
        ends.replace_microphone(Box::new(Gone));
        assert_eq!(
            (ends.rates_hz(), ends.delay()),
            ((Some(48_000), None), None)
        );
    }

    #[test]
    fn a_frame_is_heard_and_played() {
        let mut ends = DeviceEnds::new();
        ends.replace_microphone(Box::new(VirtualInput::with_source(Box::new(|frame| {
            frame.fill(7);
        }))));
        let mut sizes = None;
        ends.exchange(80, 160, |microphone, speaker| {
            assert!(microphone.iter().all(|sample| *sample == 7));
            sizes = Some((microphone.len(), speaker.len()));
        });
        assert_eq!(sizes, Some((80, 160)));
    }
}
