//! AMR (3GPP TS 26.071) and AMR-WB (3GPP TS 26.171): frames of 20 ms.
//!
//! Decoders: libopencore-amrnb and libopencore-amrwb; encoders:
//! libopencore-amrnb and libvo-amrwbenc. A frame is handed over in the storage
//! format (RFC 4867 §5.3): an octet with the frame type, then its bits.

use std::ffi::{c_int, c_void};
use std::ptr::NonNull;

use libloading::{Error, Library};

use crate::Missing;
use crate::library::Loaded;
use crate::place::Name;

/// The octets of the longest frame with the one before it, rounded up.
pub const FRAME_OCTETS_MAX: usize = 64;

/// The samples of a frame of the band with more of them.
const FRAME_SAMPLES_MAX: usize = 320;

/// Which of the two codecs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Band {
    /// AMR: 8 kHz, modes 0…7.
    Narrow,
    /// AMR-WB: 16 kHz, modes 0…8.
    Wide,
}

/// The first frame of an encoder that hears a value of 8 in each sample, in the lowest
/// mode. It brings a decoder of AMR-WB to its state at the start (3GPP TS 26.190, decoder
/// homing).
const WIDE_HOMING: [u8; 17] = [
    0x00, 0x31, 0x00, 0x38, 0x9C, 0x10, 0x30, 0x01, 0xF2, 0x07, 0x22, 0xFA, 0x89, 0xEB, 0xDB, 0x8A,
    0xD0,
];
/// The same of AMR (3GPP TS 26.090). libopencore-amrnb has no homing: to it this is
/// silence, which is all that its filters hold after a few frames of it.
const NARROW_HOMING: [u8; 12] = [
    0xF8, 0x9D, 0x67, 0xF1, 0x16, 0x09, 0x35, 0xBD, 0xE1, 0x99, 0x68, 0x40,
];
const NARROW_HOMING_FRAMES: usize = 4;

/// Nothing came: the decoder makes up what is heard.
const NO_DATA: u8 = 15;
/// The quality bit of the octet before a frame: the frame is not damaged.
const QUALITY: u8 = 4;

impl Band {
    /// The samples of a frame of 20 ms.
    pub const fn frame_samples(self) -> usize {
        match self {
            Self::Narrow => 160,
            Self::Wide => FRAME_SAMPLES_MAX,
        }
    }

    /// The highest mode.
    pub const fn mode_max(self) -> u8 {
        match self {
            Self::Narrow => 7,
            Self::Wide => 8,
        }
    }

    /// The octets of a frame type's bits: the modes, and comfort noise above
    /// them (3GPP TS 26.101 §4.2, TS 26.201 §4.2). `None`: no such type.
    pub fn frame_octets(self, frame_type: u8) -> Option<usize> {
        const NARROW: [usize; 9] = [12, 13, 15, 17, 19, 20, 26, 31, 5];
        const WIDE: [usize; 10] = [17, 23, 32, 36, 40, 46, 50, 58, 60, 5];
        let octets: &[usize] = match self {
            Self::Narrow => &NARROW,
            Self::Wide => &WIDE,
        };
        octets.get(usize::from(frame_type)).copied()
    }
}

type Exit = unsafe extern "C" fn(*mut c_void);
/// State, mode, samples, octets, and a switch.
type Encode = unsafe extern "C" fn(*mut c_void, c_int, *const i16, *mut u8, c_int) -> c_int;
/// State, octets, samples, and whether the frame is bad.
type Decode = unsafe extern "C" fn(*mut c_void, *const u8, *mut i16, c_int);

#[derive(Clone, Copy)]
enum Init {
    Plain(unsafe extern "C" fn() -> *mut c_void),
    /// With whether there is to be discontinuous transmission.
    Dtx(unsafe extern "C" fn(c_int) -> *mut c_void),
}

struct EncoderFunctions {
    init: Init,
    exit: Exit,
    encode: Encode,
}

struct DecoderFunctions {
    init: unsafe extern "C" fn() -> *mut c_void,
    exit: Exit,
    decode: Decode,
}

const OPENCORE_AMRNB: Name = Name {
    stem: "opencore-amrnb",
    interface: 0,
};

const OPENCORE_AMRWB: Name = Name {
    stem: "opencore-amrwb",
    interface: 0,
};

const VO_AMRWBENC: Name = Name {
    stem: "vo-amrwbenc",
    interface: 0,
};

static NARROW_ENCODER: Loaded<EncoderFunctions> = Loaded::not_yet();
static NARROW_DECODER: Loaded<DecoderFunctions> = Loaded::not_yet();
static WIDE_ENCODER: Loaded<EncoderFunctions> = Loaded::not_yet();
static WIDE_DECODER: Loaded<DecoderFunctions> = Loaded::not_yet();

fn encoder_functions(band: Band) -> Result<&'static EncoderFunctions, Missing> {
    match band {
        Band::Narrow => NARROW_ENCODER.functions(OPENCORE_AMRNB, find_narrow_encoder),
        Band::Wide => WIDE_ENCODER.functions(VO_AMRWBENC, find_wide_encoder),
    }
}

fn decoder_functions(band: Band) -> Result<&'static DecoderFunctions, Missing> {
    match band {
        Band::Narrow => NARROW_DECODER.functions(OPENCORE_AMRNB, find_narrow_decoder),
        Band::Wide => WIDE_DECODER.functions(OPENCORE_AMRWB, find_wide_decoder),
    }
}

fn find_narrow_encoder(library: &Library) -> Result<EncoderFunctions, Error> {
    // SAFETY: the types are those of interf_enc.h of opencore-amr, unchanged
    // since its first release; `enum Mode` is an int in the C ABI.
    unsafe {
        Ok(EncoderFunctions {
            init: Init::Dtx(*library.get(b"Encoder_Interface_init\0")?),
            exit: *library.get(b"Encoder_Interface_exit\0")?,
            encode: *library.get(b"Encoder_Interface_Encode\0")?,
        })
    }
}

fn find_narrow_decoder(library: &Library) -> Result<DecoderFunctions, Error> {
    // SAFETY: the types are those of interf_dec.h of opencore-amr, unchanged
    // since its first release.
    unsafe {
        Ok(DecoderFunctions {
            init: *library.get(b"Decoder_Interface_init\0")?,
            exit: *library.get(b"Decoder_Interface_exit\0")?,
            decode: *library.get(b"Decoder_Interface_Decode\0")?,
        })
    }
}

fn find_wide_encoder(library: &Library) -> Result<EncoderFunctions, Error> {
    // SAFETY: the types are those of enc_if.h of vo-amrwbenc, unchanged since
    // its first release.
    unsafe {
        Ok(EncoderFunctions {
            init: Init::Plain(*library.get(b"E_IF_init\0")?),
            exit: *library.get(b"E_IF_exit\0")?,
            encode: *library.get(b"E_IF_encode\0")?,
        })
    }
}

fn find_wide_decoder(library: &Library) -> Result<DecoderFunctions, Error> {
    // SAFETY: the types are those of dec_if.h of opencore-amr, unchanged since
    // its first release.
    unsafe {
        Ok(DecoderFunctions {
            init: *library.get(b"D_IF_init\0")?,
            exit: *library.get(b"D_IF_exit\0")?,
            decode: *library.get(b"D_IF_decode\0")?,
        })
    }
}

/// Whether both an encoder and a decoder can be made now.
pub fn is_available(band: Band) -> bool {
    Encoder::new(band).is_ok() && Decoder::new(band).is_ok()
}

/// Turns samples into frames.
pub struct Encoder {
    band: Band,
    functions: &'static EncoderFunctions,
    state: NonNull<c_void>,
}

// SAFETY: the state is memory of its own, which only functions that are given
// it use, and each of them is called by `&mut self` or by `drop`. Neither
// library has state of a thread or of the process.
unsafe impl Send for Encoder {}

impl Encoder {
    /// An encoder without discontinuous transmission.
    pub fn new(band: Band) -> Result<Self, Missing> {
        let functions = encoder_functions(band)?;
        // SAFETY: it takes nothing that could be wrong.
        let state = unsafe {
            match functions.init {
                Init::Plain(init) => init(),
                Init::Dtx(init) => init(0),
            }
        };
        Ok(Self {
            band,
            functions,
            state: NonNull::new(state).ok_or(Missing)?,
        })
    }

    /// Encodes a frame's samples in a mode to the front of `out`, an octet with
    /// the frame type first; the octets. 0: there are not as many samples as a
    /// frame has, or no such mode.
    pub fn encode(&mut self, mode: u8, samples: &[i16], out: &mut [u8; FRAME_OCTETS_MAX]) -> usize {
        if samples.len() != self.band.frame_samples() || mode > self.band.mode_max() {
            return 0;
        }
        // The library's own: vo-amrwbenc takes away the lowest bits in place.
        let mut copy = [0; FRAME_SAMPLES_MAX];
        copy[..samples.len()].copy_from_slice(samples);
        // SAFETY: `state` is that of this library and alive until `drop`. It
        // reads a frame's samples from `copy`, which has as many for either
        // band, and writes 1 octet and the mode's, at most 61, to `out` of 64.
        let length = unsafe {
            (self.functions.encode)(
                self.state.as_ptr(),
                c_int::from(mode),
                copy.as_mut_ptr(),
                out.as_mut_ptr(),
                0,
            )
        };
        usize::try_from(length).map_or(0, |length| length.min(FRAME_OCTETS_MAX))
    }
}

impl Drop for Encoder {
    fn drop(&mut self) {
        // SAFETY: the state is this library's, and not used after this.
        unsafe { (self.functions.exit)(self.state.as_ptr()) }
    }
}

/// Turns frames into samples.
pub struct Decoder {
    band: Band,
    functions: &'static DecoderFunctions,
    state: NonNull<c_void>,
}

// SAFETY: as for `Encoder`.
unsafe impl Send for Decoder {}

impl Decoder {
    /// A decoder that has heard nothing.
    pub fn new(band: Band) -> Result<Self, Missing> {
        let functions = decoder_functions(band)?;
        // SAFETY: it takes nothing.
        let state = unsafe { (functions.init)() };
        Ok(Self {
            band,
            functions,
            state: NonNull::new(state).ok_or(Missing)?,
        })
    }

    /// Decodes the bits of a frame to the front of `samples`. False, and
    /// nothing done: the type is none, the bits are fewer than it has, or
    /// `samples` has no room for a frame.
    pub fn decode(&mut self, frame_type: u8, bits: &[u8], samples: &mut [i16]) -> bool {
        let octets = self.band.frame_octets(frame_type);
        match octets.and_then(|octets| bits.get(..octets)) {
            Some(bits) => self.run(frame_type, bits, samples),
            None => false,
        }
    }

    /// Makes up a frame that did not come, to the front of `samples`. False
    /// where they have no room for it.
    pub fn conceal(&mut self, samples: &mut [i16]) -> bool {
        self.run(NO_DATA, &[], samples)
    }

    /// Forgets what it heard, without memory being got or given back.
    pub fn reset(&mut self) {
        let mut nobody_hears = [0; FRAME_SAMPLES_MAX];
        match self.band {
            Band::Narrow => {
                for _ in 0..NARROW_HOMING_FRAMES {
                    self.run(0, &NARROW_HOMING, &mut nobody_hears);
                }
            }
            Band::Wide => {
                self.run(0, &WIDE_HOMING, &mut nobody_hears);
            }
        }
    }

    /// `bits` are as many as the type has, or there are none.
    fn run(&mut self, frame_type: u8, bits: &[u8], samples: &mut [i16]) -> bool {
        if samples.len() < self.band.frame_samples() {
            return false;
        }
        let mut frame = [0; FRAME_OCTETS_MAX];
        frame[0] = (frame_type << 3) | QUALITY;
        frame[1..=bits.len()].copy_from_slice(bits);
        // SAFETY: `state` is that of this library and alive until `drop`. The
        // libraries read as many octets as the type in the first one says, at
        // most 61, and one ahead; `frame` has 64 whatever the type. All bits are
        // indices into tables of their full range (3GPP TS 26.090, TS 26.190).
        // It writes a frame's samples, for which there is room.
        unsafe {
            (self.functions.decode)(self.state.as_ptr(), frame.as_ptr(), samples.as_mut_ptr(), 0);
        }
        true
    }
}

impl Drop for Decoder {
    fn drop(&mut self) {
        // SAFETY: the state is this library's, and not used after this.
        unsafe { (self.functions.exit)(self.state.as_ptr()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A vowel of sorts.
    fn voice(band: Band, frames: usize) -> Vec<i16> {
        let rate = band.frame_samples() as f32 * 50.0;
        (0..frames * band.frame_samples())
            .map(|i| {
                let seconds = i as f32 / rate;
                let wave: f32 = (1..8)
                    .map(|n| (seconds * 150.0 * n as f32 * std::f32::consts::TAU).sin() / n as f32)
                    .sum();
                (wave * 6000.0) as i16
            })
            .collect()
    }

    #[test]
    fn every_mode_has_the_length_of_its_frame_type() {
        for band in [Band::Narrow, Band::Wide] {
            let mut encoder = Encoder::new(band).expect("scripts/setup test installs it");
            let voice = voice(band, 1);
            for mode in 0..=band.mode_max() {
                let mut out = [0; FRAME_OCTETS_MAX];
                let length = encoder.encode(mode, &voice, &mut out);
                assert_eq!(Some(length - 1), band.frame_octets(mode), "{band:?} {mode}");
                assert_eq!(out[0] >> 3, mode);
            }
        }
    }

    #[test]
    fn what_is_no_frame_is_refused() {
        for band in [Band::Narrow, Band::Wide] {
            let mut out = [0; FRAME_OCTETS_MAX];
            let mut encoder = Encoder::new(band).expect("scripts/setup test installs it");
            let frame = vec![0; band.frame_samples()];
            assert_eq!(encoder.encode(0, &frame[1..], &mut out), 0);
            assert_eq!(encoder.encode(band.mode_max() + 1, &frame, &mut out), 0);
            let mut decoder = Decoder::new(band).expect("scripts/setup test installs it");
            let mut samples = vec![0; band.frame_samples()];
            for frame_type in 0..=255 {
                let octets = band.frame_octets(frame_type);
                assert!(!decoder.decode(frame_type, &[], &mut samples));
                let short = octets.unwrap_or(64) - 1;
                assert!(!decoder.decode(frame_type, &[0xFF; 64][..short], &mut samples));
                let whole = decoder.decode(frame_type, &[0xFF; 64], &mut samples);
                assert_eq!(whole, octets.is_some());
                assert!(!decoder.decode(frame_type, &[0xFF; 64], &mut samples[1..]));
            }
            assert!(decoder.conceal(&mut samples));
            assert!(!decoder.conceal(&mut samples[1..]));
        }
    }

    #[test]
    fn any_bits_can_be_decoded() {
        for band in [Band::Narrow, Band::Wide] {
            let mut decoder = Decoder::new(band).expect("scripts/setup test installs it");
            let mut samples = vec![0; band.frame_samples()];
            let mut state = 1_u32;
            for _ in 0..5_000 {
                let mut bits = [0; 60];
                for octet in &mut bits {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    *octet = (state >> 24) as u8;
                }
                let frame_type = bits[0] % (band.mode_max() + 2);
                assert!(decoder.decode(frame_type, &bits, &mut samples));
                if bits[1] < 40 {
                    assert!(decoder.conceal(&mut samples));
                }
            }
        }
    }

    #[test]
    fn what_was_heard_before_a_reset_is_not_heard_after_it() {
        let loudest = |samples: &[i16]| samples.iter().map(|s| s.unsigned_abs()).max();
        for band in [Band::Narrow, Band::Wide] {
            let mut encoder = Encoder::new(band).expect("scripts/setup test installs it");
            let mut decoder = Decoder::new(band).expect("scripts/setup test installs it");
            let mut samples = vec![0; band.frame_samples()];
            let mut out = [0; FRAME_OCTETS_MAX];
            let mut heard = Vec::new();
            for _ in 0..2 {
                for voice in voice(band, 10).chunks_exact(band.frame_samples()) {
                    let length = encoder.encode(band.mode_max(), voice, &mut out);
                    assert!(decoder.decode(out[0] >> 3, &out[1..length], &mut samples));
                }
                assert!(decoder.conceal(&mut samples));
                heard.push(loudest(&samples));
                decoder.reset();
                assert!(decoder.conceal(&mut samples));
                heard.push(loudest(&samples));
            }
            assert!(heard[0] > Some(2000) && heard[2] > Some(2000), "{heard:?}");
            assert!(heard[1] < Some(100) && heard[3] < Some(100), "{heard:?}");
        }
    }

    #[test]
    fn coders_work_on_any_thread() {
        let coders: Vec<_> = (0..4)
            .map(|_| {
                let coders = (Encoder::new(Band::Narrow), Decoder::new(Band::Narrow));
                (coders.0.expect("installed"), coders.1.expect("installed"))
            })
            .collect();
        std::thread::scope(|scope| {
            for (mut encoder, mut decoder) in coders {
                scope.spawn(move || {
                    let mut heard = vec![0; 160];
                    for frame in voice(Band::Narrow, 50).chunks_exact(160) {
                        let mut out = [0; FRAME_OCTETS_MAX];
                        let length = encoder.encode(7, frame, &mut out);
                        assert!(decoder.decode(out[0] >> 3, &out[1..length], &mut heard));
                    }
                    assert!(heard.iter().any(|sample| sample.abs() > 1000));
                });
            }
        });
    }
}
