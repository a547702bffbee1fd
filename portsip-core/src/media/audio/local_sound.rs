//! What only the user hears: the tones of his keys, a file, his own voice when
//! he tests his devices.

use super::FRAME_SAMPLES_MAX;
use super::channel::FileState;
use super::limiter::Limiter;
use super::local_tone::LocalTone;
use super::source::PlayingFile;

/// How much later the microphone is heard, in frames: late enough to tell what
/// is said from what is heard.
const LOOPBACK_FRAMES: usize = 10;

/// The sounds of one speaker that come from no session.
#[derive(Debug)]
pub(super) struct LocalSound {
    pub(super) tone: LocalTone,
    pub(super) file: Option<Box<PlayingFile>>,
    loopback: Option<Box<Loopback>>,
    /// The mix may be loud already.
    limiter: Limiter,
    samples: Box<[i16; FRAME_SAMPLES_MAX]>,
    wide: Box<[f32; FRAME_SAMPLES_MAX]>,
}

/// What the microphone heard last, at the speaker's rate.
#[derive(Debug)]
struct Loopback {
    frames: [[i16; FRAME_SAMPLES_MAX]; LOOPBACK_FRAMES],
    oldest: usize,
}

impl LocalSound {
    /// Silence.
    pub(super) fn new() -> Self {
        Self {
            tone: LocalTone::new(),
            file: None,
            loopback: None,
            limiter: Limiter::new(),
            samples: Box::new([0; FRAME_SAMPLES_MAX]),
            wide: Box::new([0.0; FRAME_SAMPLES_MAX]),
        }
    }

    /// The speaker has another rate.
    pub(super) fn set_rate(&mut self, rate_hz: u32) {
        if let Some(file) = &mut self.file {
            file.set_session_rate(rate_hz);
        }
        self.set_loopback(self.loopback.is_some());
    }

    /// Lets the microphone be heard, from now on or no longer.
    pub(super) fn set_loopback(&mut self, on: bool) {
        self.loopback = on.then(|| {
            Box::new(Loopback {
                frames: [[0; FRAME_SAMPLES_MAX]; LOOPBACK_FRAMES],
                oldest: 0,
            })
        });
    }

    /// Mixes the next 10 ms into `frame`, of `rate_hz`. `microphone` is what it
    /// hears, at the same rate; looked at only where it is looped back.
    pub(super) fn add_to(
        &mut self,
        frame: &mut [i16],
        rate_hz: u32,
        microphone: &[i16],
    ) -> FileState {
        let count = frame.len().min(FRAME_SAMPLES_MAX);
        let (samples, wide) = (&mut self.samples[..count], &mut self.wide[..count]);
        for (wide, sample) in wide.iter_mut().zip(&*frame) {
            *wide = f32::from(*sample);
        }
        let mut sounds = self.tone.add_to(wide, rate_hz);
        let mut file_state = FileState::GoesOn;
        if let Some(file) = &mut self.file {
            if !file.read(samples) {
                file_state = FileState::Ended;
            }
            add(wide, samples);
            sounds = true;
        }
        if let Some(loopback) = &mut self.loopback {
            loopback.pass(microphone, samples);
            add(wide, samples);
            sounds = true;
        }
        if sounds {
            self.limiter.apply(wide, &mut frame[..count]);
        }
        file_state
    }

    /// Whether the microphone is heard.
    pub(super) fn loops_back(&self) -> bool {
        self.loopback.is_some()
    }

    /// Whether there is something to hear without sessions.
    pub(super) fn is_busy(&self) -> bool {
        self.file.is_some() || self.loopback.is_some()
    }
}

impl Loopback {
    /// Takes a frame, and gives the one of long ago.
    fn pass(&mut self, heard: &[i16], delayed: &mut [i16]) {
        let frame = &mut self.frames[self.oldest];
        self.oldest = (self.oldest + 1) % LOOPBACK_FRAMES;
        delayed.copy_from_slice(&frame[..delayed.len()]);
        frame.fill(0);
        for (kept, sample) in frame.iter_mut().zip(heard) {
            *kept = *sample;
        }
    }
}

fn add(wide: &mut [f32], samples: &[i16]) {
    for (wide, sample) in wide.iter_mut().zip(samples) {
        *wide += f32::from(*sample);
    }
}
