//! The audio codecs: one pair of traits, one file per codec.
//!
//! Every coder works on 16-bit mono samples at its own sample rate, owns all
//! its memory from the moment it is made, and allocates nothing per frame.

#[cfg(feature = "native-codecs")]
pub mod amr;
mod g711;
mod g711_tables;
mod g722;
mod g729;
mod gsm;
mod ilbc;
mod made_up;
#[cfg(feature = "native-codecs")]
mod native;
#[cfg(not(feature = "native-codecs"))]
#[path = "no_native.rs"]
mod native;
mod opus;
#[cfg(test)]
mod properties;
#[cfg(feature = "native-codecs")]
pub mod speex;
#[cfg(test)]
mod test_voice;

use crate::plan::{AudioCodec, AudioFormat};

pub use g711::{alaw_decode, alaw_encode, ulaw_decode, ulaw_encode};

/// The longest stretch of audio one packet may carry (RFC 6716 §2.1.4).
pub const PACKET_MS_MAX: u32 = 120;

/// The most samples one packet of any codec decodes to.
pub const PACKET_SAMPLES_MAX: usize = 48 * PACKET_MS_MAX as usize;

/// Why a frame could not be coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CodecError {
    /// The payload is not one of this codec.
    #[error("the payload is malformed")]
    Malformed,
    /// The output buffer cannot hold the result.
    #[error("the output buffer is too small")]
    BufferTooSmall,
    /// The frame's length is none this codec knows.
    #[error("the frame's length is not one of this codec")]
    FrameLength,
    /// The payload carries no copy of the frame before it.
    #[error("no forward error correction in this payload")]
    NoFec,
    /// The codec could not be set up or failed inside.
    #[error("the codec failed")]
    Internal,
}

/// Which mode of its codec a receiver wants to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModeRequest {
    /// None in particular.
    Any,
    /// This one.
    Mode(u8),
}

/// Turns payloads into samples.
pub trait Decoder: Send {
    /// Decodes one payload to the front of `pcm`; the number of samples.
    fn decode(&mut self, payload: &[u8], pcm: &mut [i16]) -> Result<usize, CodecError>;

    /// Fills all of `pcm` (a multiple of 10 ms, as long as the lost packet or
    /// shorter) with what the codec makes of a loss. `false`: the codec has no
    /// concealment and `pcm` is untouched; the caller extends the waveform.
    fn conceal(&mut self, pcm: &mut [i16]) -> bool;

    /// Restores the packet lost before `next` from the copy in `next`, to the
    /// front of `pcm`, whose length is that of the lost packet; the number of
    /// samples. `next` itself is still to be decoded afterwards.
    /// [`CodecError::NoFec`] when `next` carries no copy.
    fn decode_fec(&mut self, next: &[u8], pcm: &mut [i16]) -> Result<usize, CodecError>;

    /// The rate of the samples in Hz.
    fn sample_rate_hz(&self) -> u32;

    /// The samples `payload` decodes to, without decoding it; 0 when malformed.
    fn packet_samples(&self, payload: &[u8]) -> usize;

    /// Forgets everything heard so far.
    fn reset(&mut self);
}

/// Turns samples into payloads.
pub trait Encoder: Send {
    /// Encodes one packet's samples (the packet time given to [`encoder`]) to
    /// the front of `out`; the payload's length. 0: nothing needs to be sent
    /// for this packet (discontinuous transmission), but time passes.
    fn encode(&mut self, pcm: &[i16], out: &mut [u8]) -> Result<usize, CodecError>;

    /// The rate of the samples in Hz.
    fn sample_rate_hz(&self) -> u32;

    /// Tells the share of packets lost on the way, 0…100 %.
    fn set_loss_percent(&mut self, percent: u8);

    /// Aims at a bit rate from the next packet on, where the codec has more
    /// than one; never above what the other side takes.
    fn set_bitrate_bps(&mut self, _bitrate_bps: u32) {}

    /// The other side asks for a mode of the codec from the next packet on.
    fn request_mode(&mut self, _request: ModeRequest) {}
}

/// The encoder of `format` for packets of `ptime_ms`.
pub fn encoder(format: &AudioFormat, ptime_ms: u32) -> Result<Box<dyn Encoder>, CodecError> {
    Ok(match format.codec {
        AudioCodec::Pcmu => Box::new(g711::G711Encoder::ulaw()),
        AudioCodec::Pcma => Box::new(g711::G711Encoder::alaw()),
        AudioCodec::G722 => Box::new(g722::G722Encoder::new()),
        AudioCodec::G729 => Box::new(g729::G729Encoder::new()),
        AudioCodec::Gsm => Box::new(gsm::GsmEncoder::new()),
        AudioCodec::Ilbc => Box::new(ilbc::IlbcEncoder::new(format.parameters.ilbc_mode)),
        AudioCodec::Opus => Box::new(opus::OpusEncoder::new(&format.parameters, ptime_ms)?),
        AudioCodec::AmrNb
        | AudioCodec::AmrWb
        | AudioCodec::SpeexNarrow
        | AudioCodec::SpeexWide
        | AudioCodec::SpeexUltra => return native::encoder(format, ptime_ms),
    })
}

/// The decoder of `format`.
pub fn decoder(format: &AudioFormat) -> Result<Box<dyn Decoder>, CodecError> {
    Ok(match format.codec {
        AudioCodec::Pcmu => Box::new(g711::G711Decoder::ulaw()),
        AudioCodec::Pcma => Box::new(g711::G711Decoder::alaw()),
        AudioCodec::G722 => Box::new(g722::G722Decoder::new()),
        AudioCodec::G729 => Box::new(g729::G729Decoder::new()),
        AudioCodec::Gsm => Box::new(gsm::GsmDecoder::new()),
        AudioCodec::Ilbc => Box::new(ilbc::IlbcDecoder::new(format.parameters.ilbc_mode)),
        AudioCodec::Opus => Box::new(opus::OpusDecoder::new()?),
        AudioCodec::AmrNb
        | AudioCodec::AmrWb
        | AudioCodec::SpeexNarrow
        | AudioCodec::SpeexWide
        | AudioCodec::SpeexUltra => return native::decoder(format),
    })
}

/// Whether a codec can be used on this machine: its library, where it is one
/// of the system's, is there now.
pub fn is_available(codec: AudioCodec) -> bool {
    match codec {
        AudioCodec::AmrNb
        | AudioCodec::AmrWb
        | AudioCodec::SpeexNarrow
        | AudioCodec::SpeexWide
        | AudioCodec::SpeexUltra => native::is_available(codec),
        _ => true,
    }
}

/// The mode of its codec that a payload asks us to send (RFC 4867 §4.3.1).
pub fn mode_request(format: &AudioFormat, payload: &[u8]) -> Option<ModeRequest> {
    native::mode_request(format, payload)
}
