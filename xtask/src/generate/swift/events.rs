//! The events: a protocol with a method each, and an enumeration with a case
//! each.

use super::doc::Names;
use super::list;
use crate::interface::{Event, Interface, Kind, Param};
use crate::names::capital;

/// An event with more values than this has them in a structure of their own:
/// a pattern with ten parts is no pleasure.
const VALUES_MAX: usize = 4;

/// `SIPCallbackEvents.swift`.
pub(super) fn protocol(interface: &Interface, names: &Names) -> String {
    let mut text = String::from(
        "/// Who is told what happens. Every method has an empty default: write those that matter.
///
/// They are called one at a time, in order, on the thread of the ``PortSIPLib``, which may be called back from each of
/// them. A method that takes its time delays later events, and neither SIP nor sound.
public protocol SIPCallbackEvents: AnyObject, Sendable {
",
    );
    for (place, event) in interface.events.iter().enumerate() {
        if place > 0 {
            text += "\n";
        }
        text += &names.comment(4, &event.doc, &event.params);
        text += &method(event, "", "");
    }
    text += "}\n\nextension SIPCallbackEvents {\n";
    for (place, event) in interface.events.iter().enumerate() {
        if place > 0 {
            text += "\n";
        }
        text += &method(event, "public ", " {}");
    }
    text + "}\n"
}

/// The declaration of an event's method.
pub(super) fn method(event: &Event, access: &str, body: &str) -> String {
    let head = format!("{access}func {}(", event.method());
    list(4, &head, &declared(event), &format!("){body}"))
}

/// `SIPEvent.swift`.
pub(super) fn enumeration(interface: &Interface, names: &Names) -> String {
    let mut text = String::from(
        "/// What happens, as a value; see ``SIPCallbackEvents``, which has a method for each case.
public enum SIPEvent: Sendable, Hashable {
",
    );
    for event in &interface.events {
        let summary = event.doc.paragraphs.first().map_or("", String::as_str);
        text += &names.sentence(4, summary);
        let values = if has_structure(event) {
            vec![structure(event)]
        } else {
            declared(event)
        };
        if values.is_empty() {
            put!(text, "    case {}\n", event.name);
        } else {
            text += &list(4, &format!("case {}(", event.name), &values, ")");
        }
    }
    text += "}\n\nextension SIPEvent {\n";
    for event in interface.events.iter().filter(|event| has_structure(event)) {
        put!(
            text,
            "    /// The values of ``SIPEvent/{}(_:)``.\n",
            event.name
        );
        put!(
            text,
            "    public struct {}: Sendable, Hashable {{\n",
            structure(event)
        );
        for param in &event.params {
            if !param.doc.is_empty() {
                text += &names.sentence(8, &capital(&param.doc));
            }
            put!(
                text,
                "        public let {}: {}\n",
                param.name,
                swift_type(param)
            );
        }
        text += "\n        /// A value for a program's own tests.\n";
        text += &list(8, "public init(", &declared(event), ") {");
        for param in &event.params {
            put!(text, "            self.{0} = {0}\n", param.name);
        }
        text += "        }\n    }\n\n";
    }
    text += "    /// Calls the listener's method for this event.\n";
    text += "    func deliver(to listener: any SIPCallbackEvents) {\n        switch self {\n";
    for event in &interface.events {
        let name = &event.name;
        let (pattern, prefix) = if has_structure(event) {
            (format!("(let {name})"), format!("{name}."))
        } else if event.params.is_empty() {
            (String::new(), String::new())
        } else {
            let bound: Vec<String> = event
                .params
                .iter()
                .map(|param| format!("let {}", param.name))
                .collect();
            (format!("({})", bound.join(", ")), String::new())
        };
        put!(text, "        case .{name}{pattern}:\n");
        let given: Vec<String> = event
            .params
            .iter()
            .map(|param| format!("{0}: {prefix}{0}", param.name))
            .collect();
        text += &list(12, &format!("listener.{}(", event.method()), &given, ")");
    }
    text + "        }\n    }\n}\n"
}

/// An event as an expression: `.inviteTrying(sessionId: 1)`, of values written
/// by `value`.
pub(super) fn construction(
    indent: usize,
    head: &str,
    event: &Event,
    value: impl Fn(usize, &Param) -> String,
    tail: &str,
) -> String {
    let given = given(event, value);
    let (open, close) = if has_structure(event) {
        (format!("(SIPEvent.{}(", structure(event)), "))")
    } else if given.is_empty() {
        (String::new(), "")
    } else {
        ("(".to_owned(), ")")
    };
    let head = format!("{head}.{}{open}", event.name);
    list(indent, &head, &given, &format!("{close}{tail}"))
}

/// A call that hands an event on, `head` being all before it: one line where
/// that fits, else the event first.
pub(super) fn handing_on(
    indent: usize,
    head: &str,
    event: &Event,
    value: impl Fn(usize, &Param) -> String,
) -> String {
    let whole = construction(indent, head, event, &value, ")");
    if whole.lines().count() == 1 {
        return whole;
    }
    let (made, handed) = if has_structure(event) {
        (structure(event), format!(".{}(event)", event.name))
    } else {
        (event.name.clone(), "event".to_owned())
    };
    let head_made = format!("let event = SIPEvent.{made}(");
    let mut text = list(indent, &head_made, &given(event, value), ")");
    put!(text, "{}{head}{handed})\n", " ".repeat(indent));
    text
}

fn given(event: &Event, value: impl Fn(usize, &Param) -> String) -> Vec<String> {
    let params = event.params.iter().enumerate();
    params
        .map(|(place, param)| format!("{}: {}", param.name, value(place, param)))
        .collect()
}

/// The type of an event's value.
pub(super) fn swift_type(param: &Param) -> &'static str {
    match &param.kind {
        _ if Event::is_message(param) => "SIPMessage",
        Kind::Text => "String",
        Kind::Bytes { .. } => "[UInt8]",
        Kind::Bool => "Bool",
        _ => "Int32",
    }
}

fn declared(event: &Event) -> Vec<String> {
    let params = event.params.iter();
    params
        .map(|param| format!("{}: {}", param.name, swift_type(param)))
        .collect()
}

fn has_structure(event: &Event) -> bool {
    event.params.len() > VALUES_MAX
}

/// Such as `InviteIncoming`.
fn structure(event: &Event) -> String {
    event.method()["on".len()..].to_owned()
}
