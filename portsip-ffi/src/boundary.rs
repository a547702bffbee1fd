//! The way in and out of every function: handle, panic, code.

use std::any::Any;
use std::ffi::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use portsip_core::api::Sdk;
use portsip_core::error::Error;

use crate::handle::{Kind, Table};

/// Every SDK object of the process.
pub(crate) static SDKS: Table<Sdk> = Table::new(Kind::Sdk);

/// What an entry point answers with: a number that is also an error code.
pub(crate) trait Answer {
    /// The number C gets.
    fn into_code(self) -> i32;
}

impl Answer for () {
    fn into_code(self) -> i32 {
        0
    }
}

impl Answer for i32 {
    fn into_code(self) -> i32 {
        self
    }
}

/// Runs `body` on the object of `handle` and answers with a code.
pub(crate) fn with_sdk<A: Answer>(
    function: &'static str,
    handle: *mut c_void,
    body: impl FnOnce(&Arc<Sdk>) -> Result<A, Error>,
) -> i32 {
    answer(function, || {
        let sdk = SDKS.find(handle).ok_or(Error::CoreSdkObjectNull)?;
        // A panic is caught inside, where the object's log is at hand.
        sdk.logged(|| guard(function, Err(Error::CoreStackException), || body(&sdk)))
    })
}

/// Runs `body` on the object of `handle`; nothing happens without one.
pub(crate) fn with_sdk_or_nothing(
    function: &'static str,
    handle: *mut c_void,
    body: impl FnOnce(&Arc<Sdk>),
) {
    guard(function, (), || {
        if let Some(sdk) = SDKS.find(handle) {
            sdk.logged(|| guard(function, (), || body(&sdk)));
        }
    });
}

/// Runs a function that needs no object and answers with a code.
pub(crate) fn answer<A: Answer>(
    function: &'static str,
    body: impl FnOnce() -> Result<A, Error>,
) -> i32 {
    guard(function, Error::CoreStackException.code(), || {
        match body() {
            Ok(value) => value.into_code(),
            Err(error) => error.code(),
        }
    })
}

/// Runs `body`; a panic in it is logged and becomes `on_panic`.
///
/// Whatever `body` touched is shared by other calls and keeps its own
/// invariants by its locks, which is why crossing the unwind is sound.
pub(crate) fn guard<R>(function: &'static str, on_panic: R, body: impl FnOnce() -> R) -> R {
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(value) => value,
        Err(payload) => {
            tracing::error!(
                function,
                panic = describe(&*payload),
                "panic at the C boundary"
            );
            // A payload whose own destructor panics must not unwind into C.
            std::mem::forget(payload);
            on_panic
        }
    }
}

fn describe(payload: &(dyn Any + Send)) -> &str {
    payload
        .downcast_ref::<&'static str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("of another type")
}

#[cfg(test)]
mod tests {
    use super::*;

    struct PanicsWhenDropped;

    impl Drop for PanicsWhenDropped {
        fn drop(&mut self) {
            panic!("while dropping");
        }
    }

    #[test]
    fn a_panic_becomes_a_code() {
        let code = answer::<()>("test", || panic!("on purpose"));
        assert_eq!(code, Error::CoreStackException.code());
    }

    #[test]
    fn a_payload_that_panics_again_does_not_escape() {
        let code = answer::<()>("test", || {
            std::panic::panic_any(PanicsWhenDropped);
        });
        assert_eq!(code, Error::CoreStackException.code());
    }

    #[test]
    fn values_and_errors_pass_as_numbers() {
        assert_eq!(answer("test", || Ok(42)), 42);
        assert_eq!(answer("test", || Ok(())), 0);
        assert_eq!(
            answer::<()>("test", || Err(Error::CoreCalleeEmpty)),
            Error::CoreCalleeEmpty.code()
        );
    }
}
