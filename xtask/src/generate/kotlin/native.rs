//! What JNA sees: functions, the types of handlers, and the table of handlers.

use std::fmt::Write as _;

use super::{call, callback, capital, event_type, file, name, native_type};
use crate::interface::{CType, Event, Function, Interface, Kind, Param, Returns};

/// The functions, mapped directly, and the types of handlers.
pub(super) fn functions(interface: &Interface) -> Result<String, String> {
    let mut body = String::from(
        "/**\n * The functions of the library as JNA maps them, and the types of its handlers.\n *\n \
         * A `bool` of C is a byte here; a text goes both ways as UTF-8.\n */\n\
         @Suppress(\"FunctionName\")\ninternal object NativeFunctions {\n    init {\n        \
         mapDirectly(NativeFunctions::class.java)\n    }\n",
    );
    for group in &interface.groups {
        let wanted: Vec<_> = group.functions.iter().filter(|f| is_mapped(f)).collect();
        if !wanted.is_empty() {
            let _ = writeln!(body, "\n    // {}.", group.title);
        }
        for function in wanted {
            let declared: Vec<String> = function
                .c_params
                .iter()
                .map(|param| format!("{}: {}", name(&param.name), native_type(&param.c_type)))
                .collect();
            let result = match function.returns {
                Returns::Nothing => "",
                Returns::Number => ": Int",
                Returns::Bool => ": Byte",
                Returns::Text | Returns::Pointer => ": Pointer?",
            };
            let head = format!("external fun {}", function.symbol);
            body.push_str("\n    @JvmStatic\n");
            body.push_str(&call("    ", &head, &declared, result));
        }
    }
    body.push_str("\n    // Handlers of raw audio, video and packets.\n");
    for raw in &interface.raw_callbacks {
        let params: Vec<String> = raw
            .c_params
            .iter()
            .map(|param| {
                let kind = match param.c_type {
                    // Read where it lies: JNA cannot know its length.
                    CType::Bytes => "Pointer?".to_owned(),
                    ref other => native_type(other),
                };
                format!("{}: {kind}", name(&param.name))
            })
            .collect();
        body.push_str(&handler(&callback(&raw.name), &params, ": Int"));
    }
    body.push_str("\n    // Handlers of the table.\n");
    for event in &interface.events {
        body.push_str(&handler(
            &capital(&event.method()),
            &table_params(event)?,
            "",
        ));
    }
    body.push_str("}\n");
    Ok(file(
        &["com.sun.jna.Callback", "com.sun.jna.Pointer"],
        &body,
    ))
}

/// All but what this binding never calls: handlers without a context.
fn is_mapped(function: &Function) -> bool {
    let setter = function.symbol.starts_with("PSCallback_se");
    !setter && function.name != "delCallbackParameters"
}

fn handler(class: &str, params: &[String], result: &str) -> String {
    let mut text = format!("\n    fun interface {class} : Callback {{\n");
    text.push_str(&call("        ", "fun callback", params, result));
    text.push_str("    }\n");
    text
}

/// The parameters of a handler of the table.
fn table_params(event: &Event) -> Result<Vec<String>, String> {
    let mut params = vec!["context: Pointer?".to_owned()];
    for (own, kind) in slots(event)? {
        params.push(format!("{}: {kind}", name(&own)));
    }
    Ok(params)
}

/// What the table's handler is given, without the context: names and types.
fn slots(event: &Event) -> Result<Vec<(String, &'static str)>, String> {
    let mut slots = Vec::new();
    for param in &event.params {
        let own = param.name.clone();
        match &param.kind {
            Kind::Int | Kind::Enum(_) => slots.push((own, "Int")),
            Kind::Bool => slots.push((own, "Byte")),
            Kind::Text if Event::is_message(param) => {
                slots.push((own.clone(), "Pointer?"));
                slots.push((format!("{own}Length"), "SizeT"));
            }
            Kind::Text => slots.push((own, "String?")),
            Kind::Bytes { length } => {
                let size = event
                    .c_params
                    .iter()
                    .any(|c| c.name == *length && c.c_type == CType::Size);
                slots.push((own, "Pointer?"));
                slots.push((length.clone(), if size { "SizeT" } else { "Int" }));
            }
            other => return Err(format!("{}: {other:?} in an event", param.name)),
        }
    }
    Ok(slots)
}

/// The table and its handlers.
pub(super) fn handlers(interface: &Interface) -> Result<String, String> {
    let members: Vec<String> = interface.events.iter().map(Event::method).collect();
    let mut body = String::from(
        "/**\n * The table of handlers that is given to the library.\n *\n \
         * The handlers are the same for every object, and live as long as the process: whichever thread of the library\n \
         * is inside one, none is ever collected. The context tells whose event it is.\n */\n@FieldOrder(\n    \
         \"size\",\n    \"context\",\n",
    );
    for member in &members {
        let _ = writeln!(body, "    \"{member}\",");
    }
    body.push_str(
        ")\ninternal class NativeHandlers(\n    @JvmField var context: Pointer?,\n) : Structure() {\n    \
         @JvmField var size: SizeT = SizeT()\n",
    );
    for member in &members {
        let _ = writeln!(body, "    @JvmField var {member} = Handlers.{member}");
    }
    body.push_str(
        "\n    init {\n        size = SizeT(size().toLong())\n        write()\n    }\n}\n\n\
         /** The handlers: each finds the object of its context and tells its listener. */\nprivate object Handlers {\n",
    );
    for event in &interface.events {
        let method = event.method();
        let given: Vec<String> = slots(event)?
            .into_iter()
            .map(|(own, _)| name(&own))
            .collect();
        let lambda = format!(
            "        NativeFunctions.{} {{ context, {} ->\n",
            capital(&method),
            given.join(", ")
        );
        body.push_str("    @JvmField\n");
        let _ = writeln!(body, "    val {method} = onEventThread(");
        if lambda.chars().count() <= 121 {
            body.push_str(&lambda.replace("context,  ->", "context ->"));
        } else {
            let _ = writeln!(body, "        NativeFunctions.{} {{", capital(&method));
            let _ = writeln!(body, "            context,");
            for one in &given {
                let _ = writeln!(body, "            {one},");
            }
            body.push_str("            ->\n");
        }
        let values = event
            .params
            .iter()
            .map(value)
            .collect::<Result<Vec<_>, _>>()?;
        let told = call(
            "            ",
            &format!("deliver(context) {{ {method}"),
            &values,
            " }",
        );
        if told.trim_end().contains('\n') {
            body.push_str("            deliver(context) {\n");
            body.push_str(&call("                ", &method, &values, ""));
            body.push_str("            }\n");
        } else {
            body.push_str(&told);
        }
        body.push_str("        },\n    )\n\n");
    }
    let body = format!("{}\n}}\n", body.trim_end());
    Ok(file(
        &[
            "com.sun.jna.Pointer",
            "com.sun.jna.Structure",
            "com.sun.jna.Structure.FieldOrder",
        ],
        &body,
    ))
}

/// What a listener is given for a parameter of a handler.
fn value(param: &Param) -> Result<String, String> {
    let own = name(&param.name);
    Ok(match event_type(param)? {
        "Boolean" => format!("{own}.isTrue()"),
        "String" => format!("{own}.orEmpty()"),
        "SipMessage" => format!(
            "messageAt({own}, {})",
            name(&format!("{}Length", param.name))
        ),
        "ByteArray" => match &param.kind {
            Kind::Bytes { length } => format!("bytesAt({own}, {})", name(length)),
            other => return Err(format!("{}: {other:?} as bytes", param.name)),
        },
        _ => own,
    })
}
