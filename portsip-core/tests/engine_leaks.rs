//! What calls leave behind in the process: nothing. Alone in its program, for it
//! counts what the whole process has.

#![cfg(target_os = "linux")]

mod engine_support;

use engine_support::{Phone, connect, wait_for};

/// Sockets that an engine keeps bound ahead; far fewer than 50 calls have.
const SPARE_SOCKETS: usize = 32;
/// Threads that share long ticks of an engine: they start once on a machine that
/// is busy, one for each of its processors, and stay.
const MEDIA_WORKERS_MAX: usize = 16;

#[test]
fn calls_leak_neither_threads_nor_descriptors() {
    let (alice, bob) = (Phone::new("alice"), Phone::new("bob"));
    one_call(&alice, &bob);
    let threads = count("/proc/self/task");
    let descriptors = settled_descriptors(&alice, &bob);
    for _ in 0..50 {
        one_call(&alice, &bob);
    }
    assert!(count("/proc/self/task") <= threads + 2 * MEDIA_WORKERS_MAX);
    // The pools may have been half full when the first count was taken.
    wait_for("the sockets of ended calls are closed", || {
        let now = settled_descriptors(&alice, &bob);
        (now <= descriptors + 2 * SPARE_SOCKETS).then_some(())
    });
    alice.engine.shut_down();
    bob.engine.shut_down();
    // The system shows a thread for a moment after it was joined.
    wait_for("the test's own two threads are left", || {
        (count("/proc/self/task") == 2).then_some(())
    });
}

fn one_call(alice: &Phone, bob: &Phone) {
    let (out, inc) = connect(alice, bob);
    alice.hang_up(out);
    bob.closed(inc);
}

/// Open descriptors, once no call has media ports.
fn settled_descriptors(alice: &Phone, bob: &Phone) -> usize {
    wait_for("no call has ports", || {
        let in_use = alice.engine.media_ports_in_use() + bob.engine.media_ports_in_use();
        (in_use == 0).then_some(())
    });
    count("/proc/self/fd")
}

fn count(folder: &str) -> usize {
    std::fs::read_dir(folder).expect("procfs is there").count()
}
