//! Speex by libspeex: frames of 20 ms at 8, 16 and 32 kHz.

use std::ffi::{c_char, c_int, c_void};
use std::ptr::NonNull;

use libloading::{Error, Library};

use crate::Missing;
use crate::library::Loaded;
use crate::place::Name;

/// The samples of a frame of the band with the most of them.
const FRAME_SAMPLES_MAX: usize = 640;

/// At which rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Band {
    /// 8 kHz.
    Narrow,
    /// 16 kHz.
    Wide,
    /// 32 kHz.
    UltraWide,
}

impl Band {
    /// The samples of a frame of 20 ms.
    pub const fn frame_samples(self) -> usize {
        match self {
            Self::Narrow => 160,
            Self::Wide => 320,
            Self::UltraWide => FRAME_SAMPLES_MAX,
        }
    }

    /// The number of the band's mode in speex.h.
    const fn mode_id(self) -> c_int {
        match self {
            Self::Narrow => 0,
            Self::Wide => 1,
            Self::UltraWide => 2,
        }
    }
}

/// What an encoder is told, by its number in speex.h.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// 0…10.
    Quality = 4,
    /// 0 or 1: frames take as many bits as they need.
    VariableRate = 12,
    /// 1…10.
    Complexity = 16,
    /// The bit rate in bit/s not to exceed.
    BitrateBps = 18,
    /// 0 or 1: silence is told from voice.
    VoiceActivity = 30,
    /// 0 or 1: nothing is sent for silence.
    DiscontinuousTransmission = 34,
}

/// The request for the bit rate of the next frame.
const GET_BITRATE: c_int = 19;
/// The request that a coder forgets what it heard.
const RESET_STATE: c_int = 26;

/// `SpeexBits` of `speex_bits.h`, which the library fills in; 40 octets where
/// pointers have 8, and room behind for those of a later one.
#[repr(C, align(16))]
struct Bits([u8; 128]);

type Mode = c_void;

struct Functions {
    lib_get_mode: unsafe extern "C" fn(c_int) -> *const Mode,
    bits_init: unsafe extern "C" fn(*mut Bits),
    bits_destroy: unsafe extern "C" fn(*mut Bits),
    bits_reset: unsafe extern "C" fn(*mut Bits),
    bits_read_from: unsafe extern "C" fn(*mut Bits, *const c_char, c_int),
    bits_write: unsafe extern "C" fn(*mut Bits, *mut c_char, c_int) -> c_int,
    encoder_init: unsafe extern "C" fn(*const Mode) -> *mut c_void,
    encoder_destroy: unsafe extern "C" fn(*mut c_void),
    encoder_ctl: unsafe extern "C" fn(*mut c_void, c_int, *mut c_void) -> c_int,
    encode_int: unsafe extern "C" fn(*mut c_void, *mut i16, *mut Bits) -> c_int,
    decoder_init: unsafe extern "C" fn(*const Mode) -> *mut c_void,
    decoder_destroy: unsafe extern "C" fn(*mut c_void),
    decoder_ctl: unsafe extern "C" fn(*mut c_void, c_int, *mut c_void) -> c_int,
    decode_int: unsafe extern "C" fn(*mut c_void, *mut Bits, *mut i16) -> c_int,
}

const LIBSPEEX: Name = Name {
    stem: "speex",
    interface: 1,
};

static FUNCTIONS: Loaded<Functions> = Loaded::not_yet();

fn find(library: &Library) -> Result<Functions, Error> {
    // SAFETY: the types are those of speex.h and speex_bits.h, unchanged since
    // libspeex 1.1.12, the first with interface number 1.
    unsafe {
        Ok(Functions {
            lib_get_mode: *library.get(b"speex_lib_get_mode\0")?,
            bits_init: *library.get(b"speex_bits_init\0")?,
            bits_destroy: *library.get(b"speex_bits_destroy\0")?,
            bits_reset: *library.get(b"speex_bits_reset\0")?,
            bits_read_from: *library.get(b"speex_bits_read_from\0")?,
            bits_write: *library.get(b"speex_bits_write\0")?,
            encoder_init: *library.get(b"speex_encoder_init\0")?,
            encoder_destroy: *library.get(b"speex_encoder_destroy\0")?,
            encoder_ctl: *library.get(b"speex_encoder_ctl\0")?,
            encode_int: *library.get(b"speex_encode_int\0")?,
            decoder_init: *library.get(b"speex_decoder_init\0")?,
            decoder_destroy: *library.get(b"speex_decoder_destroy\0")?,
            decoder_ctl: *library.get(b"speex_decoder_ctl\0")?,
            decode_int: *library.get(b"speex_decode_int\0")?,
        })
    }
}

/// Whether both an encoder and a decoder can be made now.
pub fn is_available(band: Band) -> bool {
    Encoder::new(band).is_ok() && Decoder::new(band).is_ok()
}

/// A coder's state and its bits.
struct Coder {
    band: Band,
    functions: &'static Functions,
    state: NonNull<c_void>,
    bits: Box<Bits>,
}

// SAFETY: state and bits are memory of their own, which only functions that are
// given them use, each called by `&mut self` or by `drop`. The library has no
// state of a thread or of the process.
unsafe impl Send for Coder {}

impl Coder {
    fn new(
        band: Band,
        init: impl FnOnce(&Functions) -> unsafe extern "C" fn(*const Mode) -> *mut c_void,
    ) -> Result<Self, Missing> {
        let functions = FUNCTIONS.functions(LIBSPEEX, find)?;
        let init = init(functions);
        // SAFETY: the number is that of a mode; what it returns are constants
        // of the library, or NULL, and only those are given on.
        let state = unsafe {
            let mode = (functions.lib_get_mode)(band.mode_id());
            if mode.is_null() {
                return Err(Missing);
            }
            init(mode)
        };
        let state = NonNull::new(state).ok_or(Missing)?;
        let mut bits = Box::new(Bits([0; 128]));
        // SAFETY: `bits` is larger than the structure that is filled in.
        unsafe { (functions.bits_init)(&raw mut *bits) };
        Ok(Self {
            band,
            functions,
            state,
            bits,
        })
    }
}

impl Drop for Coder {
    fn drop(&mut self) {
        // SAFETY: they were set up by `bits_init` in `new`, once.
        unsafe { (self.functions.bits_destroy)(&raw mut *self.bits) }
    }
}

/// Turns samples into payloads.
pub struct Encoder(Coder);

impl Encoder {
    /// An encoder as the library sets it up.
    pub fn new(band: Band) -> Result<Self, Missing> {
        Coder::new(band, |functions| functions.encoder_init).map(Self)
    }

    /// Tells the encoder something from the next frame on; it brings values out
    /// of range into it.
    pub fn set(&mut self, setting: Setting, value: i32) {
        let mut value: c_int = value;
        // SAFETY: `state` is an encoder of this library, alive until `drop`;
        // each of these requests takes a pointer to an int and only reads it.
        unsafe {
            (self.0.functions.encoder_ctl)(
                self.0.state.as_ptr(),
                setting as c_int,
                (&raw mut value).cast(),
            );
        }
    }

    /// The bit rate in bit/s of frames as they are set now.
    pub fn bitrate_bps(&mut self) -> i32 {
        let mut bitrate_bps: c_int = 0;
        // SAFETY: `state` is an encoder of this library, alive until `drop`;
        // this request takes a pointer to an int and writes it.
        unsafe {
            (self.0.functions.encoder_ctl)(
                self.0.state.as_ptr(),
                GET_BITRATE,
                (&raw mut bitrate_bps).cast(),
            );
        }
        bitrate_bps
    }

    /// Encodes whole frames to the front of `out`, padded to an octet (RFC 5574
    /// §3.3); the octets. 0: nothing needs to be sent, or `samples` are no whole
    /// frames.
    pub fn encode(&mut self, samples: &[i16], out: &mut [u8]) -> usize {
        let coder = &mut self.0;
        let frames = samples.chunks_exact(coder.band.frame_samples());
        if !frames.remainder().is_empty() {
            return 0;
        }
        let bits = &raw mut *coder.bits;
        let mut is_needed = false;
        // SAFETY: `bits` were set up in `new`.
        unsafe { (coder.functions.bits_reset)(bits) };
        for frame in frames {
            // The library's own: it takes them as ones it may change.
            let mut copy = [0; FRAME_SAMPLES_MAX];
            copy[..frame.len()].copy_from_slice(frame);
            // SAFETY: `state` is an encoder of this library; it reads a frame's
            // samples, and `copy` has as many for every band. `bits` grow as
            // they are written.
            let needed = unsafe {
                (coder.functions.encode_int)(coder.state.as_ptr(), copy.as_mut_ptr(), bits)
            };
            is_needed |= needed != 0;
        }
        if !is_needed {
            return 0;
        }
        let room = c_int::try_from(out.len()).unwrap_or(c_int::MAX);
        // SAFETY: it writes at most `room` octets to `out`, which has them.
        let length = unsafe { (coder.functions.bits_write)(bits, out.as_mut_ptr().cast(), room) };
        usize::try_from(length).unwrap_or(0)
    }
}

impl Drop for Encoder {
    fn drop(&mut self) {
        // SAFETY: the state is an encoder of this library, and not used after.
        unsafe { (self.0.functions.encoder_destroy)(self.0.state.as_ptr()) }
    }
}

/// Turns payloads into samples.
pub struct Decoder(Coder);

impl Decoder {
    /// A decoder that has heard nothing.
    pub fn new(band: Band) -> Result<Self, Missing> {
        Coder::new(band, |functions| functions.decoder_init).map(Self)
    }

    /// Decodes as many frames of a payload as `samples` has room for; how many
    /// there were before its end or something that is no frame.
    pub fn decode(&mut self, payload: &[u8], samples: &mut [i16]) -> usize {
        let coder = &mut self.0;
        let Ok(length) = c_int::try_from(payload.len()) else {
            return 0;
        };
        let bits = &raw mut *coder.bits;
        // SAFETY: it copies `length` octets, which `payload` has, into memory of
        // its own that it makes as large.
        unsafe { (coder.functions.bits_read_from)(bits, payload.as_ptr().cast(), length) };
        let mut decoded = 0;
        for frame in samples.chunks_exact_mut(coder.band.frame_samples()) {
            // SAFETY: `state` is a decoder of this library. It reads from `bits`
            // alone, which know their length and give zeros beyond it; all it
            // reads are indices into tables of their full range. It writes a
            // frame's samples, which `frame` has.
            let outcome = unsafe {
                (coder.functions.decode_int)(coder.state.as_ptr(), bits, frame.as_mut_ptr())
            };
            if outcome != 0 {
                break;
            }
            decoded += 1;
        }
        decoded
    }

    /// Makes up a frame that did not come, to the front of `samples`. False
    /// where they have no room for it.
    pub fn conceal(&mut self, samples: &mut [i16]) -> bool {
        let coder = &mut self.0;
        if samples.len() < coder.band.frame_samples() {
            return false;
        }
        // SAFETY: without bits the decoder makes up a frame and writes its
        // samples, for which there is room.
        let outcome = unsafe {
            let none = std::ptr::null_mut();
            (coder.functions.decode_int)(coder.state.as_ptr(), none, samples.as_mut_ptr())
        };
        outcome == 0
    }

    /// Forgets everything heard so far.
    pub fn reset(&mut self) {
        // SAFETY: `state` is a decoder of this library; the request takes nothing.
        unsafe {
            let none = std::ptr::null_mut();
            (self.0.functions.decoder_ctl)(self.0.state.as_ptr(), RESET_STATE, none);
        }
    }
}

impl Drop for Decoder {
    fn drop(&mut self) {
        // SAFETY: the state is a decoder of this library, and not used after.
        unsafe { (self.0.functions.decoder_destroy)(self.0.state.as_ptr()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BANDS: [Band; 3] = [Band::Narrow, Band::Wide, Band::UltraWide];

    #[test]
    fn frames_come_back_and_nothing_else_does() {
        for band in BANDS {
            let frame = band.frame_samples();
            let voice: Vec<i16> = (0..frame * 3)
                .map(|i| ((i as f32 * 0.05).sin() * 8000.0) as i16)
                .collect();
            let mut encoder = Encoder::new(band).expect("scripts/setup test installs it");
            encoder.set(Setting::Quality, 8);
            let mut decoder = Decoder::new(band).expect("scripts/setup test installs it");
            let mut out = [0; 500];
            let length = encoder.encode(&voice, &mut out);
            assert!(length > 60, "{band:?}: {length}");
            let mut heard = vec![0; frame * 5];
            assert_eq!(decoder.decode(&out[..length], &mut heard), 3);
            assert!(heard.iter().any(|sample| sample.abs() > 2000));
            assert_eq!(decoder.decode(&[], &mut heard), 0);
            assert_eq!(encoder.encode(&voice[1..], &mut out), 0);
            assert!(decoder.conceal(&mut heard));
            assert!(!decoder.conceal(&mut heard[..frame - 1]));
        }
    }

    #[test]
    fn the_bit_rate_is_kept() {
        for (band, bitrate_bps) in [(Band::Narrow, 8_000), (Band::Wide, 16_800)] {
            let mut encoder = Encoder::new(band).expect("scripts/setup test installs it");
            encoder.set(Setting::BitrateBps, bitrate_bps);
            let length = encoder.encode(&vec![100; band.frame_samples() * 5], &mut [0; 500]);
            let most = bitrate_bps as usize / 80;
            assert!(
                length > most / 2 && length <= most + 1,
                "{band:?}: {length}"
            );
        }
    }
}
