//! What a session sends besides the microphone: a file, a PCM stream.

use super::FRAME_SAMPLES_MAX;
use super::control::PlayMode;
use super::pcm_stream::PcmStream;
use super::resample::Resampler;
use crate::media::file::FilePlayer;

/// The most samples that 10 ms of any file are: 192 kHz, and one for rates
/// without whole frames.
const SOURCE_SAMPLES_MAX: usize = 4 * FRAME_SAMPLES_MAX + 1;

/// Samples on their way from a source's rate to a session's.
#[derive(Debug)]
pub(super) struct Intake {
    converter: Option<Resampler>,
    samples: Box<[i16; SOURCE_SAMPLES_MAX]>,
}

impl Intake {
    fn new(source_hz: u32, session_hz: u32) -> Self {
        Self {
            converter: Resampler::new(source_hz, session_hz),
            samples: Box::new([0; SOURCE_SAMPLES_MAX]),
        }
    }

    /// Fills `frame`; whether the source says that it goes on.
    fn read(&mut self, frame: &mut [i16], read: impl FnOnce(&mut [i16]) -> bool) -> bool {
        let Some(converter) = &mut self.converter else {
            return read(frame);
        };
        let wanted = converter.input_samples(frame.len());
        let samples = &mut self.samples[..wanted.min(SOURCE_SAMPLES_MAX)];
        let goes_on = read(samples);
        converter.convert_samples(samples, frame);
        goes_on
    }
}

/// A file being played to one session.
#[derive(Debug)]
pub(super) struct PlayingFile {
    pub(super) player: Box<FilePlayer>,
    pub(super) mode: PlayMode,
    intake: Intake,
}

impl PlayingFile {
    pub(super) fn new(player: Box<FilePlayer>, mode: PlayMode, session_hz: u32) -> Self {
        let intake = Intake::new(player.rate_hz(), session_hz);
        Self {
            player,
            mode,
            intake,
        }
    }

    pub(super) fn set_session_rate(&mut self, session_hz: u32) {
        self.intake = Intake::new(self.player.rate_hz(), session_hz);
    }

    /// The next 10 ms; `false` when the file has ended.
    pub(super) fn read(&mut self, frame: &mut [i16]) -> bool {
        let player = &mut self.player;
        self.intake.read(frame, |samples| player.read(samples))
    }
}

/// A PCM stream in place of one session's microphone.
#[derive(Debug)]
pub(super) struct StreamSource {
    pub(super) stream: Box<PcmStream>,
    intake: Intake,
}

impl StreamSource {
    pub(super) fn new(stream: Box<PcmStream>, session_hz: u32) -> Self {
        let intake = Intake::new(stream.rate_hz(), session_hz);
        Self { stream, intake }
    }

    pub(super) fn set_session_rate(&mut self, session_hz: u32) {
        self.intake = Intake::new(self.stream.rate_hz(), session_hz);
    }

    /// The next 10 ms.
    pub(super) fn read(&mut self, frame: &mut [i16]) {
        let stream = &mut self.stream;
        self.intake.read(frame, |samples| {
            stream.read(samples);
            true
        });
    }
}
