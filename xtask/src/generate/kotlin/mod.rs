//! The mechanical layer of the Kotlin binding, and the test of its events.

mod codes;
mod events;
mod kdoc;
mod methods;
mod native;
mod tests;

use std::fmt::Write as _;

use super::Generated;
use crate::interface::{CType, Event, Interface, Kind, Param};
use crate::names::capital;

/// The first line of every file.
const NOTICE: &str =
    "// Generated from the crate portsip-ffi by `cargo xtask generate`: do not edit.\n";

/// The path of a file of the binding, `main` or `test`.
macro_rules! path {
    ($set:literal, $name:literal) => {
        concat!("bindings/kotlin/src/", $set, "/kotlin/com/portsip/", $name)
    };
}

pub(super) fn files(interface: &Interface) -> Result<Vec<Generated>, String> {
    let file = |path, text| Generated { path, text };
    Ok(vec![
        file(
            path!("main", "NativeFunctions.kt"),
            native::functions(interface)?,
        ),
        file(
            path!("main", "NativeHandlers.kt"),
            native::handlers(interface)?,
        ),
        file(
            path!("main", "PortSIPMethods.kt"),
            methods::methods(interface)?,
        ),
        file(
            path!("main", "SIPCallbackEvents.kt"),
            events::listener(interface)?,
        ),
        file(
            path!("main", "SipEvent.kt"),
            events::sealed_class(interface)?,
        ),
        file(
            path!("main", "SipEventListener.kt"),
            events::event_listener(interface)?,
        ),
        file(path!("main", "Enums.kt"), codes::enums(interface)),
        file(path!("main", "PortSIP_Errors.kt"), codes::errors(interface)),
        file(
            path!("test", "EveryEventTest.kt"),
            tests::every_event(interface)?,
        ),
        file(
            path!("test", "RecordingListener.kt"),
            tests::recording_listener(interface)?,
        ),
    ])
}

/// A file of the package, with what it imports.
fn file(imports: &[&str], body: &str) -> String {
    let mut text = format!("{NOTICE}package com.portsip\n\n");
    for import in imports {
        let _ = writeln!(text, "import {import}");
    }
    if !imports.is_empty() {
        text.push('\n');
    }
    text.push_str(body.trim_end());
    text.push('\n');
    text
}

/// The type of a parameter of an event, as a listener sees it.
fn event_type(param: &Param) -> Result<&'static str, String> {
    Ok(match &param.kind {
        Kind::Int | Kind::Enum(_) => "Int",
        Kind::Bool => "Boolean",
        Kind::Text if Event::is_message(param) => "SipMessage",
        Kind::Text => "String",
        Kind::Bytes { .. } => "ByteArray",
        other => return Err(format!("{}: {other:?} in an event", param.name)),
    })
}

/// How JNA passes a parameter.
fn native_type(c_type: &CType) -> String {
    match c_type {
        CType::Int => "Int",
        CType::Size => "SizeT",
        CType::Bool => "Byte",
        CType::Text => "String?",
        CType::TextBuffer | CType::Bytes => "ByteArray?",
        CType::IntOut => "IntArray?",
        CType::Pointer | CType::Struct(_) => "Pointer?",
        CType::Callback(name) => return format!("{}?", callback(name)),
    }
    .to_owned()
}

/// `audioRawCallback_fn` as the name of a type.
fn callback(name: &str) -> String {
    capital(name.trim_end_matches("_fn"))
}

/// The class of an event: `onInviteIncoming` as `InviteIncoming`.
fn class(event: &Event) -> String {
    event.method()["on".len()..].to_owned()
}

/// A name as Kotlin takes it.
fn name(name: &str) -> String {
    let keyword = [
        "in",
        "is",
        "as",
        "object",
        "when",
        "val",
        "var",
        "fun",
        "interface",
    ];
    if keyword.contains(&name) {
        return format!("`{name}`");
    }
    name.to_owned()
}

/// `head(one, two)tail` on one line, or a parameter a line where that is too long.
fn call(indent: &str, head: &str, arguments: &[String], tail: &str) -> String {
    let line = format!("{indent}{head}({}){tail}\n", arguments.join(", "));
    if line.chars().count() <= 120 {
        return line;
    }
    let mut text = format!("{indent}{head}(\n");
    for argument in arguments {
        let _ = writeln!(text, "{indent}    {argument},");
    }
    let _ = writeln!(text, "{indent}){tail}");
    text
}
