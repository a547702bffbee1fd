//! The names of error codes and of the values of enumerations.

use std::collections::BTreeSet;

use super::{doc, frame};
use crate::interface::{Constant, Enum, Interface};

/// `codes.hpp`.
pub(super) fn names(interface: &Interface) -> String {
    let mut text = String::from(
        r#"
/// The name of an error code, such as "ECoreCallIsClosed"; empty where there is no such code.
constexpr std::string_view errorName(std::int32_t code) noexcept {
    switch (code) {
"#,
    );
    for error in &interface.errors {
        put!(text, "        case {0}: return \"{0}\";\n", error.name);
    }
    text += r#"        default: return "";
    }
}

/// What an error code means, in a sentence; empty where there is no such code.
constexpr std::string_view errorText(std::int32_t code) noexcept {
    switch (code) {
"#;
    for error in &interface.errors {
        put!(
            text,
            "        case {}:\n            return \"{}\";\n",
            error.name,
            plain(error)
        );
    }
    text += "        default: return \"\";\n    }\n}\n";
    for item in &interface.enums {
        text += &enumeration(item);
    }
    frame(
        "The names of error codes and of the values of enumerations.",
        "PORTSIP_CODES_HPP",
        &["portsip_sdk.h", "cstdint", "string_view"],
        &text,
    )
}

fn enumeration(item: &Enum) -> String {
    let mut text = format!(
        "\n/// The name of a value, such as \"{}\"; empty where there is no such value.\n",
        item.values.first().map_or("", |value| value.name.as_str())
    );
    put!(
        text,
        "constexpr std::string_view valueName({} value) noexcept {{\n    switch (value) {{\n",
        item.name
    );
    let mut seen = BTreeSet::new();
    for value in item.values.iter().filter(|value| seen.insert(value.value)) {
        put!(text, "        case {0}: return \"{0}\";\n", value.name);
    }
    // A number from elsewhere may be none of them.
    text + "    }\n    return \"\";\n}\n"
}

/// A sentence without marks of documentation, as the inside of a literal.
fn plain(constant: &Constant) -> String {
    let text = doc::sentence(&constant.doc);
    let lines: Vec<&str> = text
        .lines()
        .map(|line| line.trim_start_matches("    /// "))
        .collect();
    lines.join(" ").replace('`', "").replace('"', "\\\"")
}
