//! The C++ binding: the listener, the trampolines, the methods and the names of
//! codes, and a test of each event and each number.

mod codes;
mod doc;
mod events;
mod functions;
mod tests;

use super::Generated;
use super::header::ascii;
use crate::interface::{CParam, CType, Interface};

pub(super) fn files(interface: &Interface) -> Result<Vec<Generated>, String> {
    Ok(vec![
        header("events", ascii(&events::listener(interface))?),
        header("handlers", ascii(&events::trampolines(interface))?),
        header("functions", ascii(&functions::methods(interface))?),
        header("codes", ascii(&codes::names(interface))?),
        Generated {
            path: "bindings/cpp/tests/recorder.hpp",
            text: tests::recorder(interface),
        },
        Generated {
            path: "bindings/cpp/tests/codes.cpp",
            text: tests::codes(interface),
        },
    ])
}

fn header(name: &str, text: String) -> Generated {
    let path = match name {
        "events" => "bindings/cpp/include/portsip/events.hpp",
        "handlers" => "bindings/cpp/include/portsip/handlers.hpp",
        "functions" => "bindings/cpp/include/portsip/functions.hpp",
        _ => "bindings/cpp/include/portsip/codes.hpp",
    };
    Generated { path, text }
}

/// A whole header: what it is, its guard, what it includes, its namespace.
fn frame(about: &str, guard: &str, includes: &[&str], body: &str) -> String {
    let mut text =
        String::from("// Generated from the C interface by `cargo xtask generate`: do not edit.\n");
    put!(text, "// {about}\n\n#ifndef {guard}\n#define {guard}\n\n");
    for include in includes {
        put!(text, "#include <{include}>\n");
    }
    put!(
        text,
        "\nnamespace PortSIP {{\n{body}\n}}  // namespace PortSIP\n\n#endif  // {guard}\n"
    );
    text
}

/// A declaration, broken into lines that fit: `head` up to its bracket, the
/// items, and what follows the last.
fn list(indent: usize, head: &str, items: &[String], tail: &str) -> String {
    let mut lines = vec![format!("{}{head}", " ".repeat(indent))];
    let column = indent + head.chars().count();
    for (place, item) in items.iter().enumerate() {
        let last = place + 1 == items.len();
        let item = format!("{item}{}", if last { tail } else { "," });
        let line = lines.last_mut().expect("there is the head");
        let space = usize::from(place > 0);
        if line.chars().count() + space + item.chars().count() > doc::WIDTH && place > 0 {
            lines.push(format!("{}{item}", " ".repeat(column)));
        } else {
            if place > 0 {
                line.push(' ');
            }
            line.push_str(&item);
        }
    }
    if items.is_empty() {
        lines[0].push_str(tail);
    }
    lines.join("\n") + "\n"
}

/// A parameter as C has it.
fn c_param(param: &CParam) -> String {
    let name = &param.name;
    match &param.c_type {
        CType::Int => format!("std::int32_t {name}"),
        CType::Size => format!("std::size_t {name}"),
        CType::Bool => format!("bool {name}"),
        CType::Text => format!("const char *{name}"),
        CType::TextBuffer => format!("char *{name}"),
        CType::Bytes => format!("const std::uint8_t *{name}"),
        CType::IntOut => format!("std::int32_t *{name}"),
        CType::Pointer => format!("void *{name}"),
        CType::Struct(other) => format!("const {other} *{name}"),
        CType::Callback(other) => format!("{other} {name}"),
    }
}
