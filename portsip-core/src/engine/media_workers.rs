//! The threads that share the work of ticks which are too long for one.

use std::sync::Arc;

use rayon::iter::{IndexedParallelIterator, IntoParallelRefMutIterator, ParallelIterator};
use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};

use super::threads::{Role, Threads};
use crate::media::audio::Workers;

/// More threads would wait for each other, not for work.
const THREADS_MAX: usize = 16;
/// Sessions that one thread takes at a time, at most: few enough that all
/// threads end together, enough that taking them costs little.
const SESSIONS_AT_ONCE_MAX: usize = 4;

/// A pool of threads, one for each processor. Nothing is allocated for work
/// that one of them hands out: see [`MediaWorkers::run`].
#[derive(Debug)]
pub struct MediaWorkers(ThreadPool);

impl MediaWorkers {
    /// Threads of an engine; `None` where there is one processor only, which a
    /// second thread would not help, or where threads cannot be started.
    pub(super) fn start(threads: &Arc<Threads>) -> Option<Self> {
        let count = processors().min(THREADS_MAX);
        if count < 2 {
            return None;
        }
        let started = ThreadPoolBuilder::new()
            .num_threads(count)
            .spawn_handler(|thread| threads.spawn(Role::MediaWorker, || thread.run()))
            .build();
        Self::or_say_why_not(started)
    }

    /// So many threads of nobody, for tests and measurements.
    pub fn with_threads(count: usize) -> Option<Self> {
        Self::or_say_why_not(ThreadPoolBuilder::new().num_threads(count).build())
    }

    fn or_say_why_not(started: Result<ThreadPool, ThreadPoolBuildError>) -> Option<Self> {
        started
            .inspect_err(|error| tracing::error!(%error, "media stays on one thread"))
            .ok()
            .map(Self)
    }

    /// Runs `work` on one of the threads and waits for it. What it hands out with
    /// [`Workers::for_each`] begins at once; from another thread each would be
    /// put in a queue, which allocates now and then.
    pub fn run<R: Send>(&self, work: impl FnOnce() -> R + Send) -> R {
        self.0.install(work)
    }

    /// How many threads there are.
    pub fn count(&self) -> usize {
        self.0.current_num_threads()
    }
}

impl Workers for MediaWorkers {
    fn for_each<T: Send, S>(
        &self,
        things: &mut [T],
        scratch: impl Fn() -> S + Send + Sync,
        work: impl Fn(&mut S, &mut T) + Send + Sync,
    ) {
        self.run(|| {
            things
                .par_iter_mut()
                .with_max_len(SESSIONS_AT_ONCE_MAX)
                .for_each_init(scratch, work);
        });
    }
}

fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
