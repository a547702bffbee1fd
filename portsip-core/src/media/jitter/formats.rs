//! The formats a stream may come in, and their decoders.

use smallvec::SmallVec;

use crate::media::codec::{self, CodecError, Decoder};
use crate::plan::AudioFormat;

/// One format and its decoder; none where it could not be made.
struct Entry {
    format: AudioFormat,
    decoder: Option<Box<dyn Decoder>>,
}

/// The formats by payload type.
pub struct Formats {
    entries: SmallVec<[Entry; 4]>,
    comfort_noise: Option<u8>,
}

impl Formats {
    /// No format.
    pub fn none() -> Self {
        Self {
            entries: SmallVec::new(),
            comfort_noise: None,
        }
    }

    /// Takes the formats of a plan, the preferred first, and makes their decoders: a
    /// packet of any of them needs no memory then. Decoders of formats that stay keep
    /// their state. An error where the preferred one cannot be made; the formats
    /// are then as they were.
    pub fn replace(
        &mut self,
        formats: &[AudioFormat],
        comfort_noise: Option<u8>,
    ) -> Result<(), CodecError> {
        let first = match formats.first() {
            Some(preferred) if !self.entries.iter().any(|e| e.is_ready_for(preferred)) => {
                Some(codec::decoder(preferred)?)
            }
            _ => None,
        };
        let mut former = std::mem::take(&mut self.entries);
        let mut made = first;
        for format in formats {
            let kept = former.iter_mut().find(|entry| entry.format == *format);
            let kept = kept.and_then(|entry| entry.decoder.take());
            let decoder = made.take().or(kept);
            self.entries.push(Entry {
                format: format.clone(),
                decoder: decoder.or_else(|| codec::decoder(format).ok()),
            });
        }
        self.comfort_noise = comfort_noise;
        Ok(())
    }

    /// The highest rate in Hz of the samples of any of them; 0 where there is none.
    pub(super) fn rate_hz_max(&self) -> u32 {
        let decoders = self.entries.iter().filter_map(|e| e.decoder.as_ref());
        let rates = decoders.map(|decoder| decoder.sample_rate_hz());
        rates.max().unwrap_or(0)
    }

    /// The format of a payload type.
    pub fn find(&self, payload_type: u8) -> Option<&AudioFormat> {
        self.entries
            .iter()
            .map(|entry| &entry.format)
            .find(|format| format.payload_type == payload_type)
    }

    /// Whether a payload type is comfort noise (RFC 3389).
    pub fn is_comfort_noise(&self, payload_type: u8) -> bool {
        self.comfort_noise == Some(payload_type)
    }

    /// The decoder of a payload type; `None` when there is no such format or
    /// its decoder could not be made.
    pub(super) fn decoder(&mut self, payload_type: u8) -> Option<&mut (dyn Decoder + 'static)> {
        let entry = self
            .entries
            .iter_mut()
            .find(|entry| entry.format.payload_type == payload_type)?;
        entry.decoder.as_deref_mut()
    }

    /// Makes every decoder forget what it heard.
    pub(super) fn reset(&mut self) {
        for decoder in self.entries.iter_mut().filter_map(|e| e.decoder.as_mut()) {
            decoder.reset();
        }
    }
}

impl Entry {
    fn is_ready_for(&self, format: &AudioFormat) -> bool {
        self.format == *format && self.decoder.is_some()
    }
}
