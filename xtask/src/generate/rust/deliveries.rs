//! The calls of handlers: one method for each event.

use super::super::names::snake_case;
use super::{DO_NOT_EDIT, Shape, rust_name};
use crate::interface::{Event, Param};

/// More parameters than this are a lint.
const PARAMS_MAX: usize = 7;

const HEAD: &str = "
use super::Handlers;
use crate::bytes::OutBytes;
use crate::text::OutText;

// Every call below rests on the same facts, which its SAFETY line names:
// *texts* are `OutText`s alive in the calling method, NUL-terminated;
// *messages* are pointer and length of bytes that the method borrows;
// *bodies* are `OutBytes` alive in the calling method;
// the handler is a function of the member's type, as the header asks of
// whoever set it.

impl Handlers {
";

pub(super) fn text(events: &[Event]) -> String {
    let mut text = format!(
        "//! The calls of handlers. An event goes to the table's handler where the table\n\
         //! has one for it, else to the plain one.\n//!\n{DO_NOT_EDIT}\n{HEAD}"
    );
    let methods: Vec<String> = events.iter().map(method).collect();
    text.push_str(&methods.join("\n"));
    text.push_str("}\n");
    text
}

fn method(event: &Event) -> String {
    let params: Vec<String> = event
        .params
        .iter()
        .map(|param| format!(", {}: {}", snake_case(&param.name), borrowed(param)))
        .collect();
    let many = if params.len() + 1 > PARAMS_MAX {
        "#[expect(clippy::too_many_arguments, reason = \"those of the event\")]\n"
    } else {
        ""
    };
    let unused = if event.is_raised() {
        ""
    } else {
        "#[cfg_attr(not(feature = \"test-hooks\"), \
         expect(dead_code, reason = \"this version does not raise it\"))]\n"
    };
    format!(
        "/// Raises `{event}`.\n{unused}{many}\
         pub(super) fn {name}(&self{params}) {{\n{buffers}\
         if let Some(handler) = self.table.{member} {{\n{by_table}\
         }} else if let Some(handler) = self.plain.{name} {{\n{message_texts}{by_plain}}}\n}}\n",
        event = event.name,
        name = rust_name(event),
        params = params.concat(),
        buffers = buffers(event, &[Shape::Text, Shape::Bytes]),
        member = event.method(),
        by_table = by_table(event),
        message_texts = buffers(event, &[Shape::Message]),
        by_plain = by_plain(event),
    )
}

/// The type of a method's parameter.
fn borrowed(param: &Param) -> &'static str {
    match Shape::of(param) {
        Shape::Number => "i32",
        Shape::Flag => "bool",
        Shape::Text => "&str",
        Shape::Message | Shape::Bytes => "&[u8]",
    }
}

/// The buffers for handlers that parameters of these shapes need.
fn buffers(event: &Event, shapes: &[Shape]) -> String {
    let buffers = event.params.iter().filter_map(|param| {
        let shape = Shape::of(param);
        let name = snake_case(&param.name);
        let make = match shape {
            Shape::Text => "OutText::new",
            Shape::Message => "OutText::from_bytes",
            Shape::Bytes => "OutBytes::new",
            Shape::Number | Shape::Flag => return None,
        };
        shapes
            .contains(&shape)
            .then(|| format!("let mut {name} = {make}({name});\n"))
    });
    buffers.collect()
}

fn by_table(event: &Event) -> String {
    let arguments = event.params.iter().map(|param| {
        let name = snake_case(&param.name);
        match Shape::of(param) {
            Shape::Number => format!(", {name}"),
            Shape::Flag => format!(", {name}.into()"),
            Shape::Text => format!(", {name}.as_ptr()"),
            Shape::Message => format!(", {name}.as_ptr(), {name}.len()"),
            Shape::Bytes => format!(", {name}.as_ptr(), {name}.length()"),
        }
    });
    let arguments: String = arguments.collect();
    let facts = match facts(
        event,
        &[(Shape::Text, "texts"), (Shape::Message, "messages")],
    ) {
        facts if facts.is_empty() => "numbers, and the context as it was given".to_owned(),
        facts => format!("{facts} live here"),
    };
    format!("// SAFETY: {facts}.\nunsafe {{ handler(self.table.context{arguments}); }}\n")
}

fn by_plain(event: &Event) -> String {
    let arguments = event.params.iter().map(|param| {
        let name = snake_case(&param.name);
        match Shape::of(param) {
            Shape::Number => name,
            Shape::Flag => format!("{name}.into()"),
            Shape::Text | Shape::Message => format!("{name}.as_ptr()"),
            Shape::Bytes => format!("{name}.as_ptr(), {name}.length()"),
        }
    });
    let arguments: Vec<String> = arguments.collect();
    let facts = match facts(event, &[(Shape::Text, "texts"), (Shape::Message, "texts")]) {
        facts if facts.is_empty() => "numbers".to_owned(),
        facts => format!("{facts} live here"),
    };
    format!(
        "// SAFETY: {facts}.\nunsafe {{ handler({}); }}\n",
        arguments.join(", ")
    )
}

/// What of an event must live while its handler runs.
fn facts(event: &Event, names: &[(Shape, &'static str)]) -> String {
    let bodies = (Shape::Bytes, "bodies");
    let mut facts: Vec<&str> = Vec::new();
    for (shape, name) in names.iter().chain([&bodies]) {
        let has = event.params.iter().any(|param| Shape::of(param) == *shape);
        if has && !facts.contains(name) {
            facts.push(name);
        }
    }
    match facts.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
        None => String::new(),
    }
}
