//! The jitter buffer over delays of access networks, over clocks that drift, and over
//! streams that jump, pause and begin anew; in virtual time, the same in each run.
//! `traces/generate.py` says how the traces were made.

use std::collections::BTreeSet;
use std::sync::LazyLock;
use std::time::Duration;

use portsip_core::clock::Instant;
use portsip_core::media::jitter::{JitterBuffer, JitterStatistics};
use portsip_core::media::rtp::PacketHeader;
use portsip_core::plan::{AudioCodec, AudioFormat, FormatParameters};

const FRAME: Duration = Duration::from_millis(10);
const START_US: u64 = 1_000_000;

fn buffer() -> JitterBuffer {
    let format = AudioFormat {
        codec: AudioCodec::Pcmu,
        payload_type: 0,
        parameters: FormatParameters::default(),
    };
    let mut buffer = JitterBuffer::new();
    buffer.set_formats(&[format], None).expect("PCMU");
    buffer
}

fn header(sequence: u64, timestamp: u64) -> PacketHeader {
    PacketHeader {
        marker: false,
        payload_type: 0,
        sequence: sequence as u16,
        timestamp: timestamp as u32,
        ssrc: 1,
    }
}

/// The packets of a hum of 110 Hz, which begins again after 100 ms.
static HUM: LazyLock<[[u8; 160]; 5]> = LazyLock::new(|| {
    std::array::from_fn(|number| {
        std::array::from_fn(|n| {
            let seconds = (number * 160 + n) as f64 / 8000.0;
            let hum = (seconds * 110.0 * std::f64::consts::TAU).sin() * 7000.0;
            portsip_core::media::codec::ulaw_encode(hum as i16)
        })
    })
});

fn payload(number: u64) -> &'static [u8] {
    &HUM[number as usize % HUM.len()]
}

/// A run of packets into a buffer that is heard every 10 ms.
struct Run {
    buffer: JitterBuffer,
    now: Instant,
    out: [i16; 480],
    /// The longest delay over the fastest packet since it was last asked for.
    delay_us_max: u64,
}

impl Run {
    fn new() -> Self {
        Self {
            buffer: buffer(),
            now: Instant::from_micros(START_US),
            out: [0; 480],
            delay_us_max: 0,
        }
    }

    /// Hears until just before an arrival, and takes it.
    fn arrive(&mut self, at_us: u64, header: PacketHeader, payload: &[u8]) {
        self.hear_until(at_us);
        let at = Instant::from_micros(START_US + at_us);
        self.buffer.insert(at, header, payload);
    }

    fn hear_until(&mut self, at_us: u64) {
        while self.now < Instant::from_micros(START_US + at_us) {
            self.buffer.pull(self.now, &mut self.out);
            let delay_us = self.buffer.statistics().delay_us;
            self.delay_us_max = self.delay_us_max.max(delay_us);
            self.now += FRAME;
        }
    }

    fn statistics(&self) -> JitterStatistics {
        self.buffer.statistics()
    }
}

#[test]
fn an_hour_with_a_sender_whose_clock_is_fast_makes_no_glitch() {
    an_hour_makes_no_glitch(-200);
}

#[test]
fn an_hour_with_a_sender_whose_clock_is_slow_makes_no_glitch() {
    an_hour_makes_no_glitch(200);
}

/// An hour of packets that each take so many millionths longer by our clock.
fn an_hour_makes_no_glitch(ppm: i64) {
    const PACKETS: u64 = 3600 * 50;
    let mut run = Run::new();
    let mut delays = Vec::new();
    for number in 0..PACKETS {
        // 20 ms by the sender's clock are so long by ours; the path takes 30 ms.
        let sent_us = number as i64 * 20_000 * (1_000_000 + ppm) / 1_000_000;
        let packet = header(number, number * 160);
        run.arrive(sent_us as u64 + 30_000, packet, payload(number));
        if number % 15_000 == 14_999 {
            delays.push(std::mem::take(&mut run.delay_us_max));
        }
    }
    let found = run.statistics();
    println!("{ppm} ppm: {found:?}, delays in µs: {delays:?}");
    assert_eq!(found.samples_concealed, 0, "{ppm}");
    assert_eq!(found.packets_late + found.packets_discarded, 0, "{ppm}");
    // The clocks are 0.72 s apart in the end.
    let (made_up, other) = match ppm {
        200.. => (found.samples_put_in, found.samples_cut),
        _ => (found.samples_cut, found.samples_put_in),
    };
    assert!((5600..5920).contains(&made_up), "{ppm}: {made_up}");
    assert!(other < 200, "{ppm}: {other}");
    assert!(delays.iter().all(|delay| *delay < 30_000), "{delays:?}");
}

/// The delays in microseconds of a trace, `None` for a packet that was lost.
fn trace(text: &str) -> Vec<Option<u64>> {
    let tenths = |line: &str| line.parse::<u64>().ok();
    text.lines().map(|line| Some(tenths(line)? * 100)).collect()
}

#[test]
fn access_networks_cost_little_more_than_their_losses() {
    for (name, text, concealed_max, delay_ms_max) in [
        ("wifi", include_str!("traces/wifi.txt"), 0.02, 110),
        ("cellular", include_str!("traces/cellular.txt"), 0.02, 200),
        ("bloat", include_str!("traces/bloat.txt"), 0.06, 200),
    ] {
        let delays = trace(text);
        let lost = delays.iter().filter(|delay| delay.is_none()).count();
        let mut arrivals = BTreeSet::new();
        for (number, delay) in delays.iter().enumerate() {
            if let Some(delay) = delay {
                arrivals.insert((number as u64 * 20_000 + delay, number as u64));
            }
        }
        let mut run = Run::new();
        for (at_us, number) in arrivals {
            run.arrive(at_us, header(number, number * 160), payload(number));
        }
        let found = run.statistics();
        let concealed = found.samples_concealed as f64 / found.samples_played as f64;
        let lost = lost as f64 / delays.len() as f64;
        let delay_ms = run.delay_us_max / 1000;
        println!(
            "{name}: lost {lost:.4}, concealed {concealed:.4}, at most {delay_ms} ms late, {found:?}"
        );
        assert!(concealed - lost < concealed_max, "{name}: {concealed}");
        assert!(delay_ms < delay_ms_max, "{name}: {delay_ms} ms");
        assert_eq!(found.packets_discarded, 0, "{name}");
    }
}

/// Steady packets with numbers and times of their own from a moment on.
fn steady(run: &mut Run, from_us: u64, packets: u64, first: (u64, u64)) {
    for number in 0..packets {
        let packet = header(first.0 + number, first.1 + number * 160);
        run.arrive(from_us + number * 20_000, packet, payload(number));
    }
}

#[test]
fn a_jump_of_the_timestamps_costs_no_packet() {
    // Ahead by an hour, back to the beginning, and over the end of the numbers.
    for jump in [28_800_000, 0x8000_0000, 0xFFFF_FFFF_u64 - 200_000] {
        let mut run = Run::new();
        steady(&mut run, 0, 500, (65_300, 4_294_900_000));
        run.delay_us_max = 0;
        steady(&mut run, 10_000_000, 500, (65_800, 4_294_980_000 + jump));
        run.hear_until(20_000_000);
        let found = run.statistics();
        assert_eq!(found.packets_late + found.packets_discarded, 0, "{jump}");
        assert!(found.samples_concealed < 400, "{jump}: {found:?}");
        assert!(run.delay_us_max < 40_000, "{jump}: {}", run.delay_us_max);
        assert!(found.samples_played > 155_000, "{jump}: {found:?}");
    }
}

#[test]
fn a_new_source_begins_with_its_first_packet() {
    let mut run = Run::new();
    steady(&mut run, 0, 500, (100, 1000));
    run.buffer.restart();
    steady(&mut run, 10_000_000, 500, (7, 4_000_000_000));
    run.hear_until(20_000_000);
    let found = run.statistics();
    assert_eq!(found.packets_late + found.packets_discarded, 0);
    assert!(found.samples_concealed < 400, "{found:?}");
    assert!(found.samples_played > 155_000, "{found:?}");
}

#[test]
fn pauses_of_the_speaker_are_no_losses() {
    // A second of voice, then as long nothing, without a number missing; as long
    // pauses, up to 7 s, are not made up either.
    let mut run = Run::new();
    let (mut number, mut at_us, mut timestamp) = (0, 0, 0);
    for pause_ms in [60, 400, 1000, 1500, 7000].into_iter().cycle().take(25) {
        for _ in 0..50 {
            run.arrive(at_us, header(number, timestamp), payload(number));
            number += 1;
            at_us += 20_000;
            timestamp += 160;
        }
        at_us += pause_ms * 1000;
        timestamp += pause_ms * 8;
    }
    let found = run.statistics();
    assert_eq!(found.samples_concealed, 0, "{found:?}");
    assert_eq!(found.packets_late + found.packets_discarded, 0, "{found:?}");
    assert!(run.delay_us_max < 40_000, "{}", run.delay_us_max);
}
