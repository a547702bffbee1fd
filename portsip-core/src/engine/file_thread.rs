//! The thread that may wait: for disks, for memory that is freed. It keeps the media thread from all of that.

use std::collections::VecDeque;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::packet_capture::PacketCapture;
use crate::media::file::{FileJob, JobProgress};

/// How often jobs run while there are any.
const PERIOD: Duration = Duration::from_millis(20);
/// Rounds a job gets to finish when everything ends.
const LAST_ROUNDS: usize = 64;

/// Something to be done once.
pub(super) type Task = Box<dyn FnOnce() + Send>;

/// The queue of the file thread.
#[derive(Default)]
pub struct FileThread {
    inbox: Mutex<Inbox>,
    work: Condvar,
}

#[derive(Default)]
struct Inbox {
    jobs: Vec<Box<dyn FileJob>>,
    tasks: VecDeque<Task>,
    capturing: bool,
    closed: bool,
}

impl FileThread {
    /// Runs `job` until it has finished.
    pub fn add(&self, job: impl FileJob + 'static) {
        self.lock().jobs.push(Box::new(job));
        self.work.notify_one();
    }

    /// Runs `task` once, soon; never after [`FileThread::close`].
    pub(super) fn run_soon(&self, task: Task) {
        self.lock().tasks.push_back(task);
        self.work.notify_one();
    }

    /// Drops `retired` where that may take its time.
    pub(super) fn retire<T: Send + 'static>(&self, retired: T) {
        self.run_soon(Box::new(move || drop(retired)));
    }

    /// Looks after the packet capture, or no longer.
    pub(super) fn set_capturing(&self, capturing: bool) {
        self.lock().capturing = capturing;
        self.work.notify_one();
    }

    /// Ends the thread once what it has is done.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.work.notify_one();
    }

    /// The thread's life.
    pub(super) fn run(&self, capture: &PacketCapture) {
        let mut jobs: Vec<Box<dyn FileJob>> = Vec::new();
        loop {
            let mut inbox = self.lock();
            jobs.append(&mut inbox.jobs);
            let tasks = std::mem::take(&mut inbox.tasks);
            let (capturing, closed) = (inbox.capturing, inbox.closed);
            if tasks.is_empty() && !closed {
                if jobs.is_empty() && !capturing {
                    drop(self.work.wait(inbox));
                    continue;
                }
                drop(self.work.wait_timeout(inbox, PERIOD));
            } else {
                drop(inbox);
            }
            for task in tasks {
                // It may run the program's code: a tap that is dropped.
                if catch_unwind(AssertUnwindSafe(task)).is_err() {
                    tracing::error!("a task of the file thread panicked");
                }
            }
            run_once(&mut jobs);
            if capturing {
                capture.write_waiting();
            }
            if closed {
                break;
            }
        }
        for _ in 0..LAST_ROUNDS {
            run_once(&mut jobs);
        }
        capture.stop();
    }

    fn lock(&self) -> MutexGuard<'_, Inbox> {
        self.inbox.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs each job once and drops those that have finished, or failed badly.
fn run_once(jobs: &mut Vec<Box<dyn FileJob>>) {
    jobs.retain_mut(|job| {
        let progress = catch_unwind(AssertUnwindSafe(|| job.run_once()));
        if progress.is_err() {
            tracing::error!("a file job panicked");
        }
        matches!(progress, Ok(JobProgress::Waiting))
    });
}

impl fmt::Debug for FileThread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileThread")
    }
}
