//! The types of the handlers a program gives, and what is handed back to them.
//!
//! Their order is that of the members of `PortSIPX_Handlers`, which never
//! move: a new event goes to the end.
#![expect(
    non_camel_case_types,
    non_snake_case,
    reason = "the names programs know from the C header"
)]

// Apart from each other, or rustfmt would sort them.
mod call;

mod transfer;

mod message;

mod media;

use std::ffi::c_void;

pub use call::*;
pub use media::*;
pub use message::*;
pub use transfer::*;

/// A pointer of the program's that is only ever handed back.
#[derive(Clone, Copy)]
pub(crate) struct Context(pub(crate) *mut c_void);

// SAFETY: the library never follows the pointer. Handing it to the program's
// own function on another thread is what the header documents, and what the
// program agreed to by giving it.
unsafe impl Send for Context {}

// SAFETY: as for `Send`: the value is only copied.
unsafe impl Sync for Context {}

impl Context {
    /// The pointer as it was given.
    pub(crate) fn pointer(self) -> *mut c_void {
        self.0
    }
}
