//! A sample of every event and of every number, for the tests.
//!
//! A library built with test hooks raises event `N` with the sample values.

use super::super::sample_values;
use super::events::{construction, handing_on, method};
use crate::interface::{Constant, Event, Interface, Kind, Param};

/// `EventSamples.swift`: the events, and a listener that notes what it is told.
pub(super) fn events(interface: &Interface) -> String {
    let mut text = String::from(
        "import PortSIP

/// What the test hooks raise, by the number of the event.
let eventSamples: [SIPEvent] = [
",
    );
    for (number, event) in interface.events.iter().enumerate() {
        let value = |place: usize, param: &Param| sample(number, place, param);
        text += &construction(4, "", event, value, ",");
    }
    text += "]

/// Notes every event that it is told, as a value.
final class Recorder: RecorderBase, SIPCallbackEvents, @unchecked Sendable {
";
    for (place, event) in interface.events.iter().enumerate() {
        if place > 0 {
            text += "\n";
        }
        text += &method(event, "", " {");
        text += &handing_on(8, "note(", event, |_, param| param.name.clone());
        text += "    }\n";
    }
    text + "}\n"
}

fn sample(number: usize, place: usize, param: &Param) -> String {
    let words = format!("\"{}\"", sample_values::text(&param.name, number));
    match &param.kind {
        _ if Event::is_message(param) => format!("SIPMessage(text: {words})"),
        Kind::Text => words,
        Kind::Bool => sample_values::flag(number, place).to_string(),
        Kind::Bytes { .. } => format!("{:?}", sample_values::bytes(number, place)),
        _ => sample_values::number(number, place).to_string(),
    }
}

/// `NumberSamples.swift`: each number as C has it.
pub(super) fn numbers(interface: &Interface) -> String {
    let mut text = String::from(
        "import PortSIP

/// Every error code: its constant, name and number.
let errorSamples: [(PortSIP_Errors, String, Int32)] = [
",
    );
    for Constant { name, value, .. } in &interface.errors {
        put!(text, "    (.{name}, \"{name}\", {value}),\n");
    }
    text += "]\n\n/// Every value of an enumeration, and every constant: its name in Swift and its number.\n";
    text += "let numberSamples: [(String, Int32, Int32)] = [\n";
    for known in &interface.enums {
        for Constant { name, value, .. } in &known.values {
            let case = format!("{}.{name}", known.name);
            put!(text, "    (\"{case}\", {case}.rawValue, {value}),\n");
        }
    }
    for Constant { name, value, .. } in &interface.constants {
        put!(text, "    (\"{name}\", {name}, {value}),\n");
    }
    text + "]\n"
}
