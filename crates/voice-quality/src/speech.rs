//! Speech from WAV files, and what is heard to them.

use std::error::Error;
use std::path::Path;

/// What is said.
pub(crate) struct Speech {
    /// The name of its file.
    pub(crate) file: String,
    pub(crate) samples: Vec<i16>,
}

impl Speech {
    /// The speech at a rate.
    pub(crate) fn read(folder: &Path, rate_hz: u32) -> Result<Self, Box<dyn Error>> {
        let file = format!("speech-{rate_hz}.wav");
        let path = folder.join(&file);
        let mut reader = hound::WavReader::open(&path)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        let spec = reader.spec();
        if (spec.sample_rate, spec.channels, spec.bits_per_sample) != (rate_hz, 1, 16) {
            return Err(format!("{}: not 16-bit mono at {rate_hz} Hz", path.display()).into());
        }
        let samples = reader.samples().collect::<Result<_, _>>()?;
        Ok(Self { file, samples })
    }
}

/// Writes samples to a file.
pub(crate) fn write(path: &Path, rate_hz: u32, samples: &[i16]) -> Result<(), Box<dyn Error>> {
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: rate_hz,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut writer = hound::WavWriter::create(path, spec)?;
    for sample in samples {
        writer.write_sample(*sample)?;
    }
    writer.finalize()?;
    Ok(())
}
