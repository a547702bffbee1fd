//! What the processor did, as the system tells.

use std::collections::BTreeMap;
use std::time::Duration;

/// What the threads of a process have used, those that have ended as well.
pub(crate) fn cpu_of(process: &str) -> Duration {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks = fields.split_whitespace().skip(11).take(2);
    let ticks: u64 = ticks.filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

/// Nanoseconds on a processor, by thread name.
pub(crate) fn thread_times() -> BTreeMap<String, u64> {
    let mut times = BTreeMap::new();
    let Ok(tasks) = std::fs::read_dir("/proc/self/task") else {
        return times;
    };
    for task in tasks.flatten() {
        let read = |name| std::fs::read_to_string(task.path().join(name)).unwrap_or_default();
        let nanos: u64 = read("schedstat")
            .split(' ')
            .next()
            .and_then(|first| first.parse().ok())
            .unwrap_or(0);
        *times.entry(read("comm").trim().to_owned()).or_default() += nanos;
    }
    times
}

pub(crate) fn difference(
    before: &BTreeMap<String, u64>,
    after: &BTreeMap<String, u64>,
) -> BTreeMap<String, u64> {
    after
        .iter()
        .map(|(name, nanos)| {
            let earlier = before.get(name).copied().unwrap_or(0);
            (name.clone(), nanos.saturating_sub(earlier))
        })
        .collect()
}
