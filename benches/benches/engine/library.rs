//! What the library of a codec costs by itself: this program again, as a
//! process that encodes and decodes for a number of calls, at their times.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use benches::media::{plan, speech};
use portsip_core::media::codec::{Decoder, Encoder, PACKET_SAMPLES_MAX, decoder, encoder};
use portsip_core::plan::AudioCodec;

use crate::phone::{CODEC, codec_of_environment};

/// For how many calls, in that process.
pub(crate) const LIBRARY: &str = "PORTSIP_BENCH_LIBRARY";
const PTIME: Duration = Duration::from_millis(20);

/// The process.
pub(crate) struct Library(Child);

impl Library {
    pub(crate) fn start(codec: AudioCodec, calls: usize) -> Self {
        let executable = std::env::current_exe().expect("it runs");
        let child = Command::new(executable)
            .env(LIBRARY, calls.to_string())
            .env(CODEC, codec.name())
            .stdin(Stdio::piped())
            .spawn();
        Self(child.expect("it starts again"))
    }

    pub(crate) fn id(&self) -> u32 {
        self.0.id()
    }
}

impl Drop for Library {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}

/// What that process does: as many threads as processors share the calls.
pub(crate) fn code_until_stdin_ends(calls: &str) {
    let calls: usize = calls.parse().expect("a number");
    let codec = codec_of_environment();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    for thread in 0..threads {
        let share = calls / threads + usize::from(thread < calls % threads);
        std::thread::spawn(move || code(codec, share));
    }
    let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
}

/// One thread: half of its calls every 10 ms, as phones do.
fn code(codec: AudioCodec, calls: usize) {
    let said = speech(codec.sample_rate_hz());
    let mut coders: Vec<_> = (0..calls).map(|_| Coders::new(codec)).collect();
    let (even, odd) = coders.split_at_mut(calls / 2);
    let mut next = Instant::now();
    for piece in said
        .chunks_exact(codec.sample_rate_hz() as usize / 50)
        .cycle()
    {
        for half in [&mut *even, &mut *odd] {
            for coders in half {
                coders.code(piece);
            }
            next += PTIME / 2;
            std::thread::sleep(next.saturating_duration_since(Instant::now()));
        }
    }
}

/// Those of one call; it hears itself.
struct Coders {
    encoder: Box<dyn Encoder>,
    decoder: Box<dyn Decoder>,
    packet: [u8; 1500],
    heard: Box<[i16]>,
}

impl Coders {
    fn new(codec: AudioCodec) -> Self {
        let format = plan(codec).send;
        let ptime_ms = PTIME.as_millis() as u32;
        Self {
            encoder: encoder(&format, ptime_ms).expect("the codec exists"),
            decoder: decoder(&format).expect("the codec exists"),
            packet: [0; 1500],
            heard: vec![0; PACKET_SAMPLES_MAX].into(),
        }
    }

    fn code(&mut self, piece: &[i16]) {
        let coded = self.encoder.encode(piece, &mut self.packet);
        let length = coded.expect("it fits");
        let heard = self.decoder.decode(&self.packet[..length], &mut self.heard);
        assert_eq!(heard, Ok(piece.len()));
    }
}
