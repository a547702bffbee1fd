//! `PortSIPX_Handlers`, the table of handlers.

use super::{DO_NOT_EDIT, rust_type};
use crate::interface::Event;

const HEAD: &str = r#"
#![expect(non_snake_case, reason = "the style of the C header")]
#![expect(
    clippy::type_complexity,
    reason = "a member's whole signature stands where the header shows it"
)]

use std::ffi::{c_char, c_void};

use crate::flag::EventFlag;

/// Every handler in one table, each called with the program's `context` first.
///
/// Set `size` to `sizeof(PortSIPX_Handlers)`, leave what is not wanted NULL,
/// and pass the table to `PortSIPX_setHandlers`, which copies it. Later
/// versions append members; `size` tells the library which ones the program
/// knows. Members never move.
///
/// The events are those of the `PSCallback_` handlers, with two differences:
/// nothing is returned, and a SIP message comes as its exact bytes with their
/// length. Those bytes may be anything the other side sent, are not
/// NUL-terminated, must not be written to, and live until the handler returns.
/// Texts (`const char *`) are NUL-terminated valid UTF-8. They and the bodies
/// of messages are in buffers that may be written to, and live as long.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct PortSIPX_Handlers {
    /// The size of this structure in bytes, as the program knows it.
    pub size: usize,
    /// Handed to every handler as its first argument; never followed.
    pub context: *mut c_void,
"#;

pub(super) fn text(events: &[Event]) -> String {
    let members: String = events.iter().map(member).collect();
    let nothing = events
        .iter()
        .map(|event| format!("{}: None,\n", event.method()));
    let nothing: String = nothing.collect();
    format!(
        "//! `PortSIPX_Handlers`: every handler in one table, with a context.\n//!\n{DO_NOT_EDIT}{HEAD}\
         {members}}}\n\n\
         impl PortSIPX_Handlers {{\n\
         /// A table without handlers.\n\
         pub const fn none() -> Self {{\n\
         Self {{ size: size_of::<Self>(), context: std::ptr::null_mut(), {nothing} }}\n}}\n}}\n"
    )
}

fn member(event: &Event) -> String {
    let params = event.table_params();
    let params = params
        .iter()
        .map(|param| format!(", {}: {}", param.name, rust_type(&param.c_type)));
    let params: String = params.collect();
    format!(
        "/// See `{}_fn`.\n\
         pub {}: Option<unsafe extern \"C\" fn(context: *mut c_void{params})>,\n",
        event.name,
        event.method(),
    )
}
