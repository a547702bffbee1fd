//! Work whose end somebody waits for, whatever becomes of it.

use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

/// What `work` gives; `None` where it panics, which `purpose` tells the log.
pub(super) async fn unless_it_panics<T>(
    purpose: &'static str,
    work: impl Future<Output = T>,
) -> Option<T> {
    let mut work = pin!(work);
    poll_fn(|context| {
        let polled = catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context)));
        polled.map_or_else(
            |_| {
                tracing::error!(purpose, "a task panicked");
                Poll::Ready(None)
            },
            |polled| polled.map(Some),
        )
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;

    #[test]
    fn a_panic_is_an_end() {
        let panics = unless_it_panics("test", async { panic!("as it should") });
        assert_eq!(panics.now_or_never(), Some(None::<()>));
        let works = unless_it_panics("test", async { 1 });
        assert_eq!(works.now_or_never(), Some(Some(1)));
        let waits = unless_it_panics("test", std::future::pending::<()>());
        assert_eq!(waits.now_or_never(), None);
    }
}
