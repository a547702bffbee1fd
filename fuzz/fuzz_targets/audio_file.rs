//! Files that are played: whole, again from the beginning, and what is decoded of them.
#![no_main]

use std::io::Cursor;

use libfuzzer_sys::fuzz_target;
use portsip_core::media::file::AudioFileReader;

/// More than any input is worth.
const SAMPLES_MAX: usize = 1 << 20;

// libFuzzer would abort in its panic hook, before the reader can end a file where the
// decoder of MP3 has panicked. A panic that leaves the target ends the run all the same.
fuzz_target!(init: std::panic::set_hook(Box::new(|panic| eprintln!("{panic}"))), |data: &[u8]| {
    let Ok(mut reader) = AudioFileReader::new(Cursor::new(data)) else {
        return;
    };
    let rate_hz = reader.rate_hz();
    assert!((4_000..=192_000).contains(&rate_hz), "{rate_hz} Hz");
    let mut samples = [0; 4096];
    for _ in 0..2 {
        for _ in 0..SAMPLES_MAX / samples.len() {
            match reader.read(&mut samples) {
                Ok(0) | Err(_) => break,
                Ok(count) => assert!(count <= samples.len()),
            }
        }
        if reader.rewind().is_err() {
            return;
        }
    }
});
