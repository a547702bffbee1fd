//! A test of every event: the library's test hook raises it, and the listener
//! must see the sample values.

use super::super::sample_values;
use super::{begin, events, identifier};
use crate::interface::{Event, Interface, Kind, Param};

pub(super) fn tests(interface: &Interface) -> String {
    let mut writer = begin(
        &["PortSIP.Testing", "System", "System.Text"],
        "PortSIP.Tests",
    );
    writer.line("// Notes what it is told.");
    writer.line("partial class RecordingListener : SIPCallbackEvents");
    writer.open();
    for event in interface.events.iter().chain(&interface.raw_callbacks) {
        let method = events::method(event);
        writer.blank();
        writer.list(
            &format!("public virtual int {method}"),
            &events::declared(event),
            "",
        );
        writer.open();
        let mut arguments = vec![format!("\"{method}\"")];
        arguments.extend(event.params.iter().map(noted));
        writer.list("return Note", &arguments, ";");
        writer.close();
    }
    writer.close();
    writer.blank();
    writer.line("// Raises each event by the library's test hook.");
    writer.line("[TestFixture]");
    writer.line("class EventTests : EventTestsBase");
    writer.open();
    for (number, event) in interface.events.iter().enumerate() {
        let method = event.method();
        writer.blank();
        writer.line("[Test]");
        writer.line(&format!("public void {method}()"));
        writer.open();
        let mut arguments = vec![number.to_string(), format!("\"{method}\"")];
        let samples = event.params.iter().enumerate();
        arguments.extend(samples.map(|(place, param)| sample(number, place, param)));
        writer.list("Expect", &arguments, ";");
        writer.close();
    }
    writer.end()
}

fn noted(param: &Param) -> String {
    let name = identifier(&param.name);
    match &param.kind {
        Kind::Text if Event::is_message(param) => format!("{name}.ToString()"),
        Kind::Bytes { length } => format!("Hex({name}, {length})"),
        _ => name,
    }
}

fn sample(number: usize, place: usize, param: &Param) -> String {
    match &param.kind {
        Kind::Bool => sample_values::flag(number, place).to_string(),
        Kind::Text => format!("\"{}\"", sample_values::text(&param.name, number)),
        Kind::Bytes { .. } => {
            let bytes = sample_values::bytes(number, place);
            format!("\"{}\"", bytes.map(|byte| format!("{byte:02X}")).join(" "))
        }
        _ => sample_values::number(number, place).to_string(),
    }
}
