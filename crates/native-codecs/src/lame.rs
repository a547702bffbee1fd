//! MP3 (ISO/IEC 11172-3 and 13818-3, layer III), encoded by libmp3lame.

use std::ffi::{c_int, c_void};
use std::ptr::NonNull;

use libloading::{Error, Library};

use crate::Missing;
use crate::library::Loaded;
use crate::place::Name;

/// Samples of a channel that are handed to the library at a time.
const SAMPLES_AT_ONCE: usize = 1152;
/// What the library may write for so many: 1.25 times as many octets and 7200
/// (`lame_encode_buffer` in lame.h). Its end needs 7200 at most.
const OCTETS_AT_ONCE_MAX: usize = SAMPLES_AT_ONCE * 5 / 4 + 7200;

type Gfp = *mut c_void;
type Set = unsafe extern "C" fn(Gfp, c_int) -> c_int;
/// State, samples left, samples right, samples of each, octets, their room.
type Encode = unsafe extern "C" fn(Gfp, *const i16, *const i16, c_int, *mut u8, c_int) -> c_int;

struct Functions {
    init: unsafe extern "C" fn() -> Gfp,
    close: unsafe extern "C" fn(Gfp) -> c_int,
    set_rate_in: Set,
    set_rate_out: Set,
    set_channels: Set,
    set_kbps: Set,
    set_tag: Set,
    init_params: unsafe extern "C" fn(Gfp) -> c_int,
    encode: Encode,
    flush: unsafe extern "C" fn(Gfp, *mut u8, c_int) -> c_int,
}

const LAME: Name = Name {
    stem: "mp3lame",
    interface: 0,
};

static FUNCTIONS: Loaded<Functions> = Loaded::not_yet();

fn functions() -> Result<&'static Functions, Missing> {
    FUNCTIONS.functions(LAME, find)
}

fn find(library: &Library) -> Result<Functions, Error> {
    // SAFETY: the types are those of lame.h, unchanged since LAME 3.90;
    // `lame_global_flags *` is a pointer to what only the library knows.
    unsafe {
        Ok(Functions {
            init: *library.get(b"lame_init\0")?,
            close: *library.get(b"lame_close\0")?,
            set_rate_in: *library.get(b"lame_set_in_samplerate\0")?,
            set_rate_out: *library.get(b"lame_set_out_samplerate\0")?,
            set_channels: *library.get(b"lame_set_num_channels\0")?,
            set_kbps: *library.get(b"lame_set_brate\0")?,
            set_tag: *library.get(b"lame_set_bWriteVbrTag\0")?,
            init_params: *library.get(b"lame_init_params\0")?,
            encode: *library.get(b"lame_encode_buffer\0")?,
            flush: *library.get(b"lame_encode_flush\0")?,
        })
    }
}

/// Whether the library is installed.
pub fn is_available() -> bool {
    functions().is_ok()
}

/// Turns samples into a stream of MP3 at a constant bit rate.
pub struct Encoder {
    functions: &'static Functions,
    state: NonNull<c_void>,
    channels: usize,
    /// Samples of each channel; of one channel only the first is used.
    sides: [Vec<i16>; 2],
    octets: Box<[u8; OCTETS_AT_ONCE_MAX]>,
}

// SAFETY: the state is memory of its own, which only functions that are given
// it use, and each of them is called by `&mut self` or by `drop`; LAME has had
// no state of the process since 3.94.
unsafe impl Send for Encoder {}

impl Encoder {
    /// An encoder of samples at `rate_hz` (8, 11.025, 12, 16, 22.05, 24, 32,
    /// 44.1 or 48 kHz) with one channel or two, at so many kbit/s in all.
    pub fn new(rate_hz: u32, channels: u16, kbps: u16) -> Result<Self, Missing> {
        let functions = functions()?;
        if !(1..=2).contains(&channels) {
            return Err(Missing);
        }
        let rate = c_int::try_from(rate_hz).map_err(|_| Missing)?;
        // SAFETY: it takes nothing.
        let state = NonNull::new(unsafe { (functions.init)() }).ok_or(Missing)?;
        let encoder = Self {
            functions,
            state,
            channels: channels.into(),
            sides: [Vec::new(), Vec::new()],
            octets: Box::new([0; OCTETS_AT_ONCE_MAX]),
        };
        let settings = [
            (functions.set_rate_in, rate),
            (functions.set_rate_out, rate),
            (functions.set_channels, channels.into()),
            (functions.set_kbps, kbps.into()),
            // A frame that is filled in when the end is known: there may be none.
            (functions.set_tag, 0),
        ];
        for (set, value) in settings {
            // SAFETY: `state` is this library's; any value is looked at here or below.
            if unsafe { set(state.as_ptr(), value) } < 0 {
                return Err(Missing);
            }
        }
        // SAFETY: `state` is this library's and has all that is set.
        let ready = unsafe { (functions.init_params)(state.as_ptr()) };
        if ready < 0 { Err(Missing) } else { Ok(encoder) }
    }

    /// Adds the octets of the frames that samples, interleaved, have filled. False,
    /// with what was there before: the library has failed.
    pub fn encode(&mut self, samples: &[i16], out: &mut Vec<u8>) -> bool {
        samples
            .chunks(SAMPLES_AT_ONCE * self.channels)
            .all(|chunk| self.encode_few(chunk, out))
    }

    fn encode_few(&mut self, samples: &[i16], out: &mut Vec<u8>) -> bool {
        for (channel, side) in self.sides[..self.channels].iter_mut().enumerate() {
            side.clear();
            side.extend(samples.iter().skip(channel).step_by(self.channels));
        }
        let count = self.sides[self.channels - 1].len();
        let left = self.sides[0].as_ptr();
        let right = self.sides[self.channels - 1].as_ptr();
        // SAFETY: `state` is this library's, set up and alive until `drop`. Both
        // sides have `count` samples or more, at most `SAMPLES_AT_ONCE`, for whose
        // octets there is room; the library is told how much.
        let written = unsafe {
            (self.functions.encode)(
                self.state.as_ptr(),
                left,
                right,
                count as c_int,
                self.octets.as_mut_ptr(),
                OCTETS_AT_ONCE_MAX as c_int,
            )
        };
        self.take(written, out)
    }

    /// Adds the octets of what is left, with silence to the end of a frame.
    /// False: the library has failed.
    pub fn finish(&mut self, out: &mut Vec<u8>) -> bool {
        // SAFETY: as in `encode_few`; it is told how much room there is.
        let written = unsafe {
            let octets = self.octets.as_mut_ptr();
            (self.functions.flush)(self.state.as_ptr(), octets, OCTETS_AT_ONCE_MAX as c_int)
        };
        self.take(written, out)
    }

    fn take(&self, written: c_int, out: &mut Vec<u8>) -> bool {
        let octets = usize::try_from(written)
            .ok()
            .and_then(|written| self.octets.get(..written));
        out.extend_from_slice(octets.unwrap_or(&[]));
        octets.is_some()
    }
}

impl Drop for Encoder {
    fn drop(&mut self) {
        // SAFETY: the state is this library's, and not used after this.
        unsafe {
            (self.functions.close)(self.state.as_ptr());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The frames of layer III in `octets`: how many, and the rate in Hz and the
    /// channels that every one of them tells.
    fn frames(octets: &[u8], kbps: usize) -> (usize, u32, u16) {
        let header = [octets[0], octets[1], octets[2], octets[3]];
        assert_eq!(
            (header[0], header[1] & 0xE6),
            (0xFF, 0xE2),
            "sync and layer"
        );
        let version = (header[1] >> 3) & 3;
        let rates = [44_100, 48_000, 32_000].map(|rate| match version {
            3 => rate,
            2 => rate / 2,
            _ => rate / 4,
        });
        let rate_hz = rates[usize::from((header[2] >> 2) & 3)];
        let channels = if header[3] >> 6 == 3 { 1 } else { 2 };
        let samples = if version == 3 { 1152 } else { 576 };
        let frame = samples / 8 * kbps * 1000 / rate_hz as usize;
        assert_eq!(octets.len() % frame, 0, "whole frames of {frame} octets");
        for frame in octets.chunks(frame) {
            assert_eq!(frame[..2], header[..2]);
        }
        (octets.len() / frame, rate_hz, channels)
    }

    #[test]
    fn frames_have_the_rate_and_channels_that_were_asked_for() {
        // Rates at which every frame has the same number of octets.
        for (rate_hz, channels, kbps) in [
            (8_000, 1, 32),
            (8_000, 2, 64),
            (16_000, 1, 48),
            (32_000, 1, 64),
            (48_000, 2, 128),
        ] {
            let mut encoder =
                Encoder::new(rate_hz, channels, kbps).expect("scripts/setup test installs it");
            let second = vec![1000; rate_hz as usize * usize::from(channels)];
            let mut octets = Vec::new();
            assert!(encoder.encode(&second, &mut octets));
            assert!(!octets.is_empty(), "frames are written as they are filled");
            assert!(encoder.finish(&mut octets));
            let (count, rate, sides) = frames(&octets, kbps.into());
            assert_eq!((rate, sides), (rate_hz, channels));
            let samples = if rate_hz < 32_000 { 576 } else { 1152 };
            let least = rate_hz as usize / samples;
            assert!((least..=least + 4).contains(&count), "{count} of {least}");
        }
    }

    #[test]
    fn what_mp3_does_not_have_is_refused() {
        for (rate_hz, channels) in [(0, 1), (u32::MAX, 1), (8_000, 0), (8_000, 3)] {
            assert!(Encoder::new(rate_hz, channels, 32).is_err());
        }
    }
}
