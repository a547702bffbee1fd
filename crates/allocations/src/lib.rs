//! The system's allocator, which counts. A test that uses this crate has it.

#![expect(unsafe_code, reason = "a global allocator can only be written so")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::ops::Sub;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What was done with memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// How often some was taken, or more of it.
    pub taken: usize,
    /// How often some was given back.
    pub given_back: usize,
}

impl Counts {
    /// Nothing.
    pub const NONE: Self = Self {
        taken: 0,
        given_back: 0,
    };
}

impl Sub for Counts {
    type Output = Self;

    fn sub(self, before: Self) -> Self {
        Self {
            taken: self.taken - before.taken,
            given_back: self.given_back - before.given_back,
        }
    }
}

/// What `work` gives, and what this thread did with memory meanwhile.
pub fn counted<T>(work: impl FnOnce() -> T) -> (T, Counts) {
    let before = of_this_thread();
    let result = work();
    (result, of_this_thread() - before)
}

/// What this thread has done with memory.
pub fn of_this_thread() -> Counts {
    COUNTS.get()
}

/// How often all threads have taken memory or given it back.
pub fn of_all_threads() -> usize {
    ALL_THREADS.load(Ordering::Relaxed)
}

/// The bytes that this thread holds. What another thread gives back of them counts on.
pub fn live_bytes() -> usize {
    LIVE.get()
}

thread_local! {
    static COUNTS: Cell<Counts> = const { Cell::new(Counts::NONE) };
    static LIVE: Cell<usize> = const { Cell::new(0) };
}

static ALL_THREADS: AtomicUsize = AtomicUsize::new(0);

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// `taken` and `given_back` bytes, where they are any.
fn note(taken: Option<usize>, given_back: Option<usize>) {
    ALL_THREADS.fetch_add(1, Ordering::Relaxed);
    // A thread that is ending has no counters any more, and no test in it.
    let _ = COUNTS.try_with(|counts| {
        let mut now = counts.get();
        now.taken += usize::from(taken.is_some());
        now.given_back += usize::from(taken.is_none());
        counts.set(now);
    });
    let more = taken.unwrap_or(0).wrapping_sub(given_back.unwrap_or(0));
    let _ = LIVE.try_with(|live| live.set(live.get().wrapping_add(more)));
}

// SAFETY: every call goes to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        note(Some(layout.size()), None);
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        note(None, Some(layout.size()));
        // SAFETY: the caller keeps the contract of `dealloc`.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        note(Some(size), Some(layout.size()));
        // SAFETY: the caller keeps the contract of `realloc`.
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_and_given_back_is_counted() {
        let held = live_bytes();
        let (mut kept, counts) = counted(|| vec![0_u8; 1000]);
        assert_eq!((counts.taken, counts.given_back), (1, 0));
        assert_eq!(live_bytes() - held, 1000);
        let ((), counts) = counted(|| kept.reserve_exact(3000));
        assert_eq!((counts.taken, counts.given_back), (1, 0));
        assert_eq!(live_bytes() - held, 4000);
        let before = of_all_threads();
        let ((), counts) = counted(|| drop(kept));
        assert_eq!((counts.taken, counts.given_back), (0, 1));
        assert_eq!(live_bytes(), held);
        assert!(of_all_threads() > before);
    }
}
