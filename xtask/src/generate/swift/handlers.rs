//! The table of handlers: functions of C that make an event of what they are
//! given.

use super::events::handing_on;
use super::list;
use crate::interface::{Event, Interface, Kind, Param};

/// `Handlers.swift`.
pub(super) fn table(interface: &Interface) -> String {
    let mut text = String::from(
        "internal import CPortSIP

extension PortSIPX_Handlers {
    /// A table whose functions give each event to the sink that `context` stands for.
    static func table(context: UnsafeMutableRawPointer?) -> PortSIPX_Handlers {
        var table = PortSIPX_Handlers()
        table.size = MemoryLayout<PortSIPX_Handlers>.size
        table.context = context
",
    );
    for event in &interface.events {
        let mut names = vec!["context".to_owned()];
        for param in &event.params {
            names.push(param.name.clone());
            names.extend(length(param));
        }
        let head = format!("table.{} = {{ ", event.method());
        let bound = names.join(", ");
        if 8 + head.len() + bound.len() + " in".len() <= super::doc::WIDTH {
            put!(text, "        {head}{bound} in\n");
        } else {
            let bound = names.join(",\n            ");
            put!(
                text,
                "        {}\n            {bound}\n            in\n",
                head.trim_end()
            );
        }
        text += &handing_on(12, "EventSink.deliver(context, ", event, |_, param| {
            value(param)
        });
        text += "        }\n";
    }
    text += &list(8, "return table", &[], "");
    text + "    }\n}\n"
}

/// What C gives as a value of Swift.
fn value(param: &Param) -> String {
    let name = &param.name;
    match (length(param), &param.kind) {
        (Some(length), Kind::Text) => format!("SIPMessage(bytes(at: {name}, {length}))"),
        (Some(length), _) => format!("bytes(at: {name}, {length})"),
        (None, Kind::Text) => format!("text(at: {name})"),
        (None, _) => name.clone(),
    }
}

/// The name of the parameter with the length, where there is one.
fn length(param: &Param) -> Option<String> {
    match &param.kind {
        _ if Event::is_message(param) => Some(format!("{}Length", param.name)),
        Kind::Bytes { length } => Some(length.clone()),
        _ => None,
    }
}
