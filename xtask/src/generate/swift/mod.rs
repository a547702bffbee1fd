//! The Swift binding: the events as a protocol and as an enumeration, the table
//! of handlers, the methods and the names of codes, and a sample of each event
//! and each number for the tests.

mod codes;
mod doc;
mod events;
mod handlers;
mod methods;
mod samples;

use super::Generated;
use crate::interface::Interface;

pub(super) fn files(interface: &Interface) -> Result<Vec<Generated>, String> {
    let names = doc::Names::of(interface);
    let sources = [
        (
            "bindings/swift/Sources/PortSIP/Generated/Codes.swift",
            codes::codes(interface, &names),
        ),
        (
            "bindings/swift/Sources/PortSIP/Generated/SIPCallbackEvents.swift",
            events::protocol(interface, &names),
        ),
        (
            "bindings/swift/Sources/PortSIP/Generated/SIPEvent.swift",
            events::enumeration(interface, &names),
        ),
        (
            "bindings/swift/Sources/PortSIP/Generated/Handlers.swift",
            handlers::table(interface),
        ),
        (
            "bindings/swift/Sources/PortSIP/Generated/Methods.swift",
            methods::methods(interface, &names),
        ),
        (
            "bindings/swift/Tests/PortSIPTests/Generated/EventSamples.swift",
            samples::events(interface),
        ),
        (
            "bindings/swift/Tests/PortSIPTests/Generated/NumberSamples.swift",
            samples::numbers(interface),
        ),
    ];
    let generated = sources.map(|(path, body)| Generated {
        path,
        text: format!(
            "// Generated from the C interface by `cargo xtask generate`: do not edit.\n\n{body}"
        ),
    });
    Ok(generated.into())
}

/// A declaration with its parameters: on one line where that fits, else one
/// line each.
fn list(indent: usize, head: &str, items: &[String], tail: &str) -> String {
    let space = " ".repeat(indent);
    let line = format!("{space}{head}{}{tail}", items.join(", "));
    if line.chars().count() <= doc::WIDTH || items.is_empty() {
        return line + "\n";
    }
    format!(
        "{space}{head}\n{space}    {}\n{space}{tail}\n",
        items.join(&format!(",\n{space}    "))
    )
}
