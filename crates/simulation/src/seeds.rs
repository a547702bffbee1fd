//! Which seeds a test runs with.

/// The seeds `0..count`, or only that of `SIMULATION_SEED` where it is set.
pub fn seeds(count: u64) -> std::ops::Range<u64> {
    let chosen = std::env::var("SIMULATION_SEED").ok();
    match chosen.and_then(|seed| seed.parse::<u64>().ok()) {
        Some(seed) => seed..seed.saturating_add(1),
        None => 0..count,
    }
}
