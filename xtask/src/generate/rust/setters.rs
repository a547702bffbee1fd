//! The handlers that are set one by one, and the functions that set them.

use super::{DO_NOT_EDIT, rust_name};
use crate::interface::Event;

pub(super) fn text(events: &[Event]) -> String {
    let types: Vec<String> = events
        .iter()
        .map(|event| format!("{}_fn", event.name))
        .collect();
    let types = types.join(", ");
    let members = events
        .iter()
        .map(|event| format!("    pub(super) {}: {}_fn,\n", rust_name(event), event.name));
    let members: String = members.collect();
    let setters: String = events.iter().map(setter).collect();
    format!(
        "//! `PSCallback_set…Handler`: the handlers that are set one by one.\n//!\n{DO_NOT_EDIT}\n\
         #![expect(non_snake_case, reason = \"the names of the C header\")]\n\n\
         use std::ffi::c_void;\n\n\
         use super::handlers::set;\n\
         use crate::callback::{{{types}}};\n\n\
         /// What the functions below set.\n\
         #[derive(Clone, Copy, Default)]\n\
         pub(super) struct PlainHandlers {{\n{members}}}\n{setters}"
    )
}

fn setter(event: &Event) -> String {
    let symbol = event.setter();
    let name = symbol.trim_start_matches("PSCallback_");
    let regular = name.starts_with("set");
    let spelling = if regular {
        ""
    } else {
        "///\n/// The name is spelt so in every program there is.\n"
    };
    format!(
        "\n/// Sets the handler of the event `{event}`; NULL removes it. See `{event}_fn`.\n\
         {spelling}\
         #[unsafe(no_mangle)]\n\
         pub extern \"C\" fn {symbol}(callbackDispatcher: *mut c_void, eventHandler: {event}_fn) {{\n    \
         set(\"{name}\", callbackDispatcher, |handlers| {{\n        \
         handlers.plain.{member} = eventHandler;\n    }});\n}}\n",
        event = event.name,
        member = rust_name(event),
    )
}
