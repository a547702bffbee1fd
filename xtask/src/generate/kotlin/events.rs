//! The listener of events, and events as values.

use std::fmt::Write as _;

use super::kdoc::Kdoc;
use super::{call, class, event_type, file, name};
use crate::interface::{Event, Interface};

pub(super) fn listener(interface: &Interface) -> Result<String, String> {
    let kdoc = Kdoc::new(interface);
    let mut body = String::from(
        "/**\n * What happens, told by [PortSIPLib]. Every method does nothing until it is overridden.\n *\n \
         * The methods of one object are called one at a time, in order, on a thread of that object. A slow one delays\n \
         * events and nothing else. Any function may be called inside, also `unInitialize` and `close`. What a method\n \
         * throws goes to [PortSIPLib.listenerFailed], and later events still come.\n */\ninterface SIPCallbackEvents {\n",
    );
    for (place, event) in interface.events.iter().enumerate() {
        if place > 0 {
            body.push('\n');
        }
        let params: Vec<String> = event
            .params
            .iter()
            .map(|param| param.name.clone())
            .collect();
        body.push_str(&kdoc.comment("    ", &event.doc, &params));
        let head = format!("fun {}", event.method());
        body.push_str(&call("    ", &head, &declared(event, "")?, " {}"));
    }
    body.push_str("}\n");
    Ok(file(&[], &body))
}

pub(super) fn sealed_class(interface: &Interface) -> Result<String, String> {
    let kdoc = Kdoc::new(interface);
    let mut body = String::from(
        "/**\n * What happened, as a value: one class for each method of [SIPCallbackEvents], with its parameters.\n *\n \
         * Byte arrays in it compare by identity.\n */\nsealed class SipEvent {\n",
    );
    for (place, event) in interface.events.iter().enumerate() {
        if place > 0 {
            body.push('\n');
        }
        let summary = event.doc.paragraphs.first().map_or("", String::as_str);
        let said = format!("{summary} See [SIPCallbackEvents.{}].", event.method());
        body.push_str(&kdoc.short("    ", &said));
        if event.params.is_empty() {
            let _ = writeln!(body, "    data object {} : SipEvent()", class(event));
            continue;
        }
        let head = format!("data class {}", class(event));
        body.push_str(&call(
            "    ",
            &head,
            &declared(event, "val ")?,
            " : SipEvent()",
        ));
    }
    body.push_str("}\n");
    Ok(file(&[], &body))
}

pub(super) fn event_listener(interface: &Interface) -> Result<String, String> {
    let mut body = String::from(
        "/** A listener that gets every event as a [SipEvent]. */\n\
         abstract class SipEventListener : SIPCallbackEvents {\n    \
         /** Something happened. */\n    abstract fun onEvent(event: SipEvent)\n",
    );
    for event in &interface.events {
        let head = format!("override fun {}", event.method());
        let given: Vec<String> = event.params.iter().map(|param| name(&param.name)).collect();
        body.push('\n');
        body.push_str(&call("    ", &head, &declared(event, "")?, " {"));
        let value = if given.is_empty() {
            format!("SipEvent.{}", class(event))
        } else {
            format!("SipEvent.{}({})", class(event), given.join(", "))
        };
        let line = format!("        onEvent({value})\n");
        if line.chars().count() <= 120 {
            body.push_str(&line);
        } else {
            body.push_str("        onEvent(\n");
            let head = format!("SipEvent.{}", class(event));
            body.push_str(&call("            ", &head, &given, ","));
            body.push_str("        )\n");
        }
        body.push_str("    }\n");
    }
    body.push_str("}\n");
    Ok(file(&[], &body))
}

/// The parameters of an event with their types.
pub(super) fn declared(event: &Event, before: &str) -> Result<Vec<String>, String> {
    let declare = |param| -> Result<String, String> {
        let kind = event_type(param)?;
        Ok(format!("{before}{}: {kind}", name(&param.name)))
    };
    event.params.iter().map(declare).collect()
}
