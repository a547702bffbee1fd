//! What the processor did, as the system tells.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

/// What the threads of a process have used, those that have ended as well.
pub(crate) fn cpu_of(process: &str) -> Duration {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks = fields.split_whitespace().skip(11).take(2);
    let ticks: u64 = ticks.filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

/// What the threads of a process that run have used, to the nanosecond.
pub(crate) fn cpu_of_threads(process: u32) -> Duration {
    let tasks = std::fs::read_dir(format!("/proc/{process}/task"));
    let nanos = tasks
        .into_iter()
        .flatten()
        .flatten()
        .map(|task| scheduled_nanos(&task.path()));
    Duration::from_nanos(nanos.sum())
}

/// The memory in kB that a process has to itself or shares with others.
pub(crate) fn memory_kb_of(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let resident = status.lines().find(|line| line.starts_with("VmRSS"));
    let number = resident.and_then(|line| line.split_whitespace().nth(1));
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// Nanoseconds on a processor, by thread name.
pub(crate) fn thread_times() -> BTreeMap<String, u64> {
    let mut times = BTreeMap::new();
    let Ok(tasks) = std::fs::read_dir("/proc/self/task") else {
        return times;
    };
    for task in tasks.flatten() {
        let name = std::fs::read_to_string(task.path().join("comm")).unwrap_or_default();
        let nanos = scheduled_nanos(&task.path());
        *times.entry(name.trim().to_owned()).or_default() += nanos;
    }
    times
}

/// Nanoseconds of a thread, by its folder in `/proc`.
fn scheduled_nanos(task: &Path) -> u64 {
    let schedule = std::fs::read_to_string(task.join("schedstat")).unwrap_or_default();
    let first = schedule.split(' ').next();
    first.and_then(|first| first.parse().ok()).unwrap_or(0)
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
