//! STUN (RFC 8489): which address does a server see us at?

mod binding;
pub mod check;
mod mapped_address;

pub use binding::{BindingError, BindingOutput, BindingRequest, binding_indication};
pub use mapped_address::mapped_address;
