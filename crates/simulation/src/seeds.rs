//! Which seeds a test runs with.

use std::ops::Range;

/// The seeds `0..count`; `0..SIMULATION_SEEDS` for a longer search, or only
/// `SIMULATION_SEED` to see one run again.
pub fn seeds(count: u64) -> Range<u64> {
    let number = |name: &str| std::env::var(name).ok()?.parse::<u64>().ok();
    match number("SIMULATION_SEED") {
        Some(seed) => seed..seed.saturating_add(1),
        None => 0..number("SIMULATION_SEEDS").unwrap_or(count),
    }
}
