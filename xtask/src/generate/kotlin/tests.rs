//! The test of every event: what the test hook of the library raises, arrives.

use std::fmt::Write as _;

use super::super::sample_values;
use super::events::declared;
use super::{call, class, event_type, file, name};
use crate::interface::{Interface, Param};

/// A listener that writes down what it is told.
pub(super) fn recording_listener(interface: &Interface) -> Result<String, String> {
    let mut body = String::from(
        "/** Writes down every event: the method's name, then its arguments. */\n\
         abstract class RecordingListener : SIPCallbackEvents {\n    \
         /** A method was called. */\n    abstract fun record(method: String, vararg arguments: Any)\n",
    );
    for event in &interface.events {
        let head = format!("override fun {}", event.method());
        let mut given = vec![format!("\"{}\"", event.method())];
        given.extend(event.params.iter().map(|param| name(&param.name)));
        body.push('\n');
        body.push_str(&call("    ", &head, &declared(event, "")?, " ="));
        body.push_str(&call("        ", "record", &given, ""));
    }
    body.push_str("}\n");
    Ok(file(&[], &body))
}

pub(super) fn every_event(interface: &Interface) -> Result<String, String> {
    let mut body = String::from(
        "/** Every event arrives with its values, at the listener and in the flow. */\n\
         class EveryEventTest : RaisedEvents() {\n",
    );
    for (number, event) in interface.events.iter().enumerate() {
        let method = event.method();
        let place = |(i, param)| sample(number, i, param);
        let expected = event
            .params
            .iter()
            .enumerate()
            .map(place)
            .collect::<Result<Vec<_>, _>>()?;
        let members: Vec<String> = event.params.iter().map(|param| name(&param.name)).collect();
        let _ = writeln!(body, "    @Test\n    fun {method}() {{");
        body.push_str(&call(
            "        ",
            "val expected = listOf<Any>",
            &expected,
            "",
        ));
        let _ = writeln!(
            body,
            "        val event = raise<SipEvent.{}>({number}, \"{method}\", expected)",
            class(event)
        );
        body.push_str(&call(
            "        ",
            "assertSame(expected, event.run { listOf<Any>",
            &members,
            " })",
        ));
        body.push_str("    }\n\n");
    }
    let body = format!("{}\n}}\n", body.trim_end());
    Ok(file(&["org.junit.jupiter.api.Test"], &body))
}

/// What the hook gives the parameter `place` of the event `number`.
fn sample(number: usize, place: usize, param: &Param) -> Result<String, String> {
    let text = format!("\"{}\"", sample_values::text(&param.name, number));
    Ok(match event_type(param)? {
        "Int" => sample_values::number(number, place).to_string(),
        "Boolean" => sample_values::flag(number, place).to_string(),
        "String" => text,
        "SipMessage" => format!("message({text})"),
        _ => {
            let bytes = sample_values::bytes(number, place);
            format!("bytes({})", bytes.map(|byte| byte.to_string()).join(", "))
        }
    })
}
