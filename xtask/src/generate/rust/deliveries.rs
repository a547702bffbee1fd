//! The calls of handlers: for each event, what the macro makes its method from.

use super::super::wrap;
use super::{DO_NOT_EDIT, Shape, WIDTH, rust_name};
use crate::interface::Event;
use crate::names::snake_case;

/// More parameters than this are a lint.
const PARAMS_MAX: usize = 7;

pub(super) fn text(events: &[Event]) -> String {
    let mut text = format!(
        "//! The events that handlers are called for.\n//!\n{DO_NOT_EDIT}\n\n\
         use super::Handlers;\nuse super::hand_over::hand_over;\n\nhand_over! {{\n"
    );
    let methods: Vec<String> = events.iter().map(method).collect();
    text.push_str(&methods.join("\n"));
    text.push_str("}\n");
    text
}

/// rustfmt leaves what a macro is given as it is.
fn method(event: &Event) -> String {
    let mut text = format!("    /// Raises `{}`.\n", event.name);
    if !event.is_raised() {
        text.push_str(
            "    #[cfg_attr(\n        not(feature = \"test-hooks\"),\n        \
             expect(dead_code, reason = \"this version does not raise it\")\n    )]\n",
        );
    }
    if event.params.len() + 1 > PARAMS_MAX {
        text.push_str(
            "    #[expect(clippy::too_many_arguments, reason = \"those of the event\")]\n",
        );
    }
    let params: Vec<String> = event
        .params
        .iter()
        .map(|param| {
            let shape = Shape::of(param);
            format!("{}: {shape:?}", snake_case(&param.name))
        })
        .collect();
    let (name, member) = (rust_name(event), event.method());
    let whole = format!("    {name}({}) = {member};\n", params.join(", "));
    if whole.trim_end().len() <= WIDTH {
        text.push_str(&whole);
        return text;
    }
    put!(text, "    {name}(\n");
    let indent = " ".repeat(8);
    let params: Vec<String> = params.iter().map(|param| format!("{param},")).collect();
    for line in wrap::lines(&params, WIDTH, &indent, &indent) {
        put!(text, "{line}\n");
    }
    put!(text, "    ) = {member};\n");
    text
}
