//! Writes MP3 files: frames at a constant bit rate, without a tag, so that a file
//! can be played however far it has been written.

use std::io::{self, Write};

use super::mp3_encoder::Mp3Encoder;

/// An MP3 file being written.
#[derive(Debug)]
pub(super) struct Mp3Writer<W> {
    sink: W,
    rate_hz: u32,
    channels: u16,
    /// Made with the first sample, when the rate is known.
    encoder: Option<Mp3Encoder>,
    frames: Vec<u8>,
}

impl<W: Write> Mp3Writer<W> {
    /// A file without samples, which is empty.
    pub(super) fn new(sink: W, channels: u16) -> Self {
        Self {
            sink,
            rate_hz: 0,
            channels,
            encoder: None,
            frames: Vec::new(),
        }
    }

    /// The rate that is written where sound comes at `rate_hz`.
    pub(super) fn rate_for(rate_hz: u32) -> u32 {
        const RATES_HZ: [u32; 6] = [8_000, 12_000, 16_000, 24_000, 32_000, 48_000];
        let mut rates_hz = RATES_HZ.into_iter();
        rates_hz.find(|rate| *rate >= rate_hz).unwrap_or(48_000)
    }

    /// Tells the rate of all samples, one of [`Mp3Writer::rate_for`].
    pub(super) fn set_rate_hz(&mut self, rate_hz: u32) {
        self.rate_hz = rate_hz;
    }

    /// Adds samples, interleaved.
    pub(super) fn write(&mut self, samples: &[i16]) -> io::Result<()> {
        let encoder = match &mut self.encoder {
            Some(encoder) => encoder,
            none => none.insert(encoder(self.rate_hz, self.channels)?),
        };
        self.frames.clear();
        if !encoder.encode(samples, &mut self.frames) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        self.sink.write_all(&self.frames)
    }

    /// Writes what the encoder has kept.
    pub(super) fn finish(&mut self) -> io::Result<()> {
        let Some(encoder) = &mut self.encoder else {
            return Ok(());
        };
        self.frames.clear();
        if !encoder.finish(&mut self.frames) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        self.sink.write_all(&self.frames)
    }
}

fn encoder(rate_hz: u32, channels: u16) -> io::Result<Mp3Encoder> {
    let kbps = match rate_hz {
        ..=12_000 => 32,
        12_001..=24_000 => 48,
        _ => 64,
    };
    let encoder = Mp3Encoder::new(rate_hz, channels, kbps * channels);
    encoder.ok_or_else(|| io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
#[cfg(all(feature = "native-codecs", feature = "compressed-files"))]
mod tests {
    use std::io::Cursor;

    use super::super::reader::AudioFileReader;
    use super::*;

    /// A tone of 1 kHz in the last channel.
    fn tone(rate_hz: u32, channels: u16, seconds: u32) -> Vec<i16> {
        (0..rate_hz * seconds)
            .flat_map(|i| {
                let turns = f64::from(i) * 1000.0 / f64::from(rate_hz);
                let sample = ((turns * std::f64::consts::TAU).sin() * 12_000.0) as i16;
                let silent = usize::from(channels) - 1;
                std::iter::repeat_n(0, silent).chain([sample])
            })
            .collect()
    }

    fn written(rate_hz: u32, channels: u16, finish: bool) -> Vec<u8> {
        let mut file = Vec::new();
        let mut writer = Mp3Writer::new(&mut file, channels);
        writer.set_rate_hz(rate_hz);
        for frame in tone(rate_hz, channels, 2).chunks(rate_hz as usize / 100) {
            writer.write(frame).unwrap();
        }
        if finish {
            writer.finish().unwrap();
        }
        file
    }

    fn read(file: Vec<u8>) -> (u32, Vec<i16>) {
        let mut reader = AudioFileReader::new(Cursor::new(file)).unwrap();
        let mut all = Vec::new();
        let mut samples = [0; 1024];
        loop {
            match reader.read(&mut samples).unwrap() {
                0 => return (reader.rate_hz(), all),
                count => all.extend_from_slice(&samples[..count]),
            }
        }
    }

    /// The amplitude of 1 kHz in the middle second.
    fn amplitude(rate_hz: u32, samples: &[i16]) -> f64 {
        let half = rate_hz as usize / 2;
        let middle = &samples[half..3 * half];
        let (mut real, mut imaginary) = (0.0, 0.0);
        for (i, sample) in middle.iter().enumerate() {
            let turns = i as f64 * 1000.0 / f64::from(rate_hz);
            let (sin, cos) = (turns * std::f64::consts::TAU).sin_cos();
            real += f64::from(*sample) * cos;
            imaginary += f64::from(*sample) * sin;
        }
        2.0 * real.hypot(imaginary) / middle.len() as f64
    }

    #[test]
    fn what_is_written_is_read_back_at_every_rate() {
        for rate_hz in [8_000, 12_000, 16_000, 24_000, 32_000, 48_000] {
            for channels in [1, 2] {
                let (read_hz, samples) = read(written(rate_hz, channels, true));
                assert_eq!(read_hz, rate_hz);
                let length = samples.len() as f64 / f64::from(rate_hz);
                assert!((2.0..2.4).contains(&length), "{rate_hz} Hz: {length} s");
                // The reader mixes two channels to one.
                let expected = 12_000.0 / f64::from(channels);
                let heard = amplitude(rate_hz, &samples);
                assert!(
                    (heard / expected - 1.0).abs() < 0.1,
                    "{rate_hz} Hz: {heard}"
                );
            }
        }
    }

    #[test]
    fn a_file_without_its_end_is_short_of_a_few_frames() {
        let (rate_hz, samples) = read(written(16_000, 1, false));
        let seconds = samples.len() as f64 / f64::from(rate_hz);
        assert!((1.8..2.0).contains(&seconds), "{seconds} s");
    }

    #[test]
    fn other_rates_become_the_next_higher() {
        let rates = [4_000, 11_025, 22_050, 44_100, 96_000];
        let expected = [8_000, 12_000, 24_000, 48_000, 48_000];
        assert_eq!(rates.map(Mp3Writer::<Vec<u8>>::rate_for), expected);
    }
}
